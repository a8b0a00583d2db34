"""What goals say, held against rows, money and results: to the character, so that each limit shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import process_time
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, self_evaluation
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.goal_facts import add_goal_facts, copied, says_none, says_nothing
from xlperf.rules.facts.goal_numbers import falls_short, row_against_goal
from xlperf.rules.facts.goal_years import done_in_old_year, old_year
from xlperf.rules.facts.words.goal_days import day_against_goal
from xlperf.rules.facts.words.goal_money import other_money, other_spending
from xlperf.rules.facts.words.goal_rates import rate_against_goal
from xlperf.rules.facts.words.mentions import mentions
from xlperf.rules.facts.words.plain_no import says_no


@pytest.mark.parametrize(
    ("goal", "name", "number", "unit", "other"),
    [
        ("巡护河堤60次，居民满意。", "巡护河堤次数", "50", "次", "60次"),
        ("巡护河堤60次，居民满意。", "巡护河堤次数", "60", "次", None),
        ("巡护河堤60次，居民满意。", "巡护河堤次数", "59", "次", "60次"),
        ("树木成活率97%，苗成活率85%。", "树木成活率", "90", "%", None),
        ("树木成活率97%，幼苗成活率85%。", "树木成活率", "90", "%", "97%"),
        ("清淤沟渠60次。", "巡护河堤次数", "50", "次", None),
        ("巡护河堤60余次。", "巡护河堤次数", "50", "次", "60次"),
        ("巡护河堤1,200次。", "巡护河堤次数", "1000", "次", "1200次"),
        ("全年1,200次巡护河堤。", "巡护河堤次数", "1200", "次", None),
        ("巡护河堤60,培训200次。", "巡护河堤次数", "50", "次", None),
        ("巡护河堤每月5次。", "巡护河堤次数", "60", "次", None),
        ("接待居民60人次。", "接待居民数", "50", "人", None),
        ("接待居民60人/天。", "接待居民数", "50", "人", None),
        ("接待居民60人。", "接待居民数", "50", "人", "60人"),
        ("巡护河堤60次，培训20次。", "巡护河堤次数", "50", "次", "60次"),
        ("巡护河堤60次，巡护河堤20次。", "巡护河堤次数", "50", "次", None),
        ("居民满意度达到95%，隐患处置率达到90%。", "居民满意度", "92", "%", "95%"),
        ("居民满意度达到95%以上到97%。", "居民满意度", "92", "%", None),
        ("居民参与达到95%。", "居民满意度", "92", "%", None),
        ("居民满意度调查200人。", "居民满意度", "92", "%", None),
        ("居民满意度调查95%次。", "居民满意度", "92", "%", None),
        ("巡河60次。", "巡河次数", "50", "次", "60次"),
        ("开展60次。", "开展次数", "50", "次", None),
        ("为享受助学金学生900人补助。", "覆盖学校数", "38", "所", None),
        ("覆盖学校36所。", "覆盖学校数", "38", "所", "36所"),
        ("改造学校36所。", "覆盖学校数", "38", "所", None),
        ("学校36所。", "覆盖学校数", "38", "所", "36所"),
        ("社区36个。", "涉及社区数", "38", "个", "36个"),
        ("培训社区36个。", "涉及社区数", "38", "个", None),
        ("巡护河堤60次的记录。", "巡护河堤次数", "50", "次", None),
        ("巡护河堤60次以上。", "巡护河堤次数", "50", "次", "60次"),
        ("60次河堤巡护。", "河堤巡护次数", "50", "次", "60次"),
        ("完成60次河堤巡护。", "河堤巡护次数", "50", "次", "60次"),
        ("其中巡护河堤60次。", "巡护河堤次数", "50", "次", None),
        ("巡护河堤60次\n清淤沟渠20处", "巡护河堤次数", "50", "次", "60次"),
        ("维护设备60台，其中维护设备40台。", "维护设备台数", "50", "台", "60台"),
        ("维护设备60台，每月维护设备40台。", "维护设备台数", "50", "台", "60台"),
        ("每月巡护河堤60次。", "巡护河堤次数", "50", "次", None),
        ("接近巡护河堤60次。", "巡护河堤次数", "50", "次", "60次"),
        ("巡护河堤近60次。", "巡护河堤次数", "50", "次", None),
        ("巡护河堤60次左右。", "巡护河堤次数", "50", "次", None),
        ("组织社区阅读推广活动60场。", "阅读推广活动场次", "50", "场", "60场"),
        ("培训志愿者60人。", "志愿者人数", "50", "人", None),
        ("培训志愿者60人。", "培训志愿者人数", "50", "人", "60人"),
        ("志愿者60人。", "志愿者人数", "50", "人", "60人"),
        ("维护恒温恒湿设备60台。", "维护设备台数", "50", "台", "60台"),
        ("维护恒温恒湿精密空调设备60台。", "维护设备台数", "50", "台", "60台"),
        ("全年用水60吨。", "用水量", "50", "吨", "60吨"),
        ("巡护60万次。", "巡护次数", "500000", "次", "60万次"),
        ("巡护60.5万次。", "巡护次数", "605040", "次", None),
        ("工作60次。", "次数", "50", "次", None),
        ("满意度85%。", "满意度", "90", "%", "85%"),
        ("居民满意85%。", "满意", "90", "%", "85%"),
        ("增长85%。", "增长", "90", "%", None),
        ("学员满意度85%。", "群众满意度", "90", "%", None),
        ("满意度85%，其中群众满意度80%。", "群众满意度", "90", "%", None),
        ("群众满意度85.4%。", "群众满意度", "85", "%", "85.4%"),
        ("群众满意度85%。", "群众满意度", "85.4", "%", None),
        ("巡护河堤四十五次。", "巡护河堤次数", "40", "次", "45次"),
        ("巡护河堤一百二十公里。", "巡护河堤长度", "120", "公里", None),
        ("接待居民2万8千人次。", "接待居民人次", "18000", "人次", "28000人次"),
        ("居民满意度达到百分之八十。", "居民满意度", "92", "%", "80%"),
        ("居民满意度达到九成以上。", "居民满意度", "95", "%", None),
        ("落实第十届人代会建议数十项。", "落实人代会建议项数", "8", "项", None),
        ("居民投诉不超过10件。", "居民投诉件数", "15", "件", "10件"),
        ("管网抢修时间不超过4小时。", "管网抢修时间", "2", "小时", "4小时"),
        ("管网故障2小时内响应，重大故障24小时内修复。", "管网故障修复时间", "12", "小时", None),
        ("保障26名巡护人员工资。", "巡护人员人数", "24", "人", "26名"),
        ("培训26名巡护人员。", "巡护人员人数", "24", "人", None),
        ("全年检查18次。", "开展专项检查次数", "25", "次", "18次"),
        ("只检查了18次。", "开展专项检查次数", "25", "次", "18次"),
        ("全年检查30次。", "开展专项检查次数", "25", "次", None),
        ("开展联合检查18次。", "开展专项检查次数", "25", "次", None),
        ("检查18次发现的问题全部整改。", "开展专项检查次数", "25", "次", None),
        ("检查企业280户。", "检查企业家数", "372", "家", "280户"),
        ("检查企业372户。", "检查企业家数", "372", "家", None),
        ("涉及居民280户。", "检查企业家数", "372", "家", None),
        ("检查企业300余家。", "检查企业家数", "372", "家", None),
        ("检查企业280余家。", "检查企业家数", "372", "家", "280家"),
        ("整改率100%。", "检查问题整改完成率", "97", "%", "100%"),
        ("问题整改率达到98%。", "检查问题整改完成率", "97", "%", "98%"),
        ("重大问题整改率100%。", "检查问题整改完成率", "97", "%", None),
        ("隐患整改率100%。", "检查问题整改完成率", "97", "%", None),
        ("苗木成活率94%，补植后成活率97%。", "苗木成活率", "97", "%", None),
        ("道路合格率初验93%，终验97%。", "道路合格率", "97", "%", None),
        ("苗木成活率:乔木98%、灌木96%。", "苗木成活率", "97", "%", None),
        ("苗木成活率:乔木98%、灌木96%。", "苗木成活率", "95", "%", "98%"),
        ("道路合格率93%，隐患整改率97%。", "道路合格率", "97", "%", "93%"),
        ("道路合格率93%。隐患97%整改。", "道路合格率", "97", "%", "93%"),
        ("隐患下降15%。", "行业隐患起数较上年下降", "10", "%", "15%"),
        ("隐患同比下降15%。", "行业隐患起数较上年下降", "10", "%", "15%"),
        ("重大隐患下降50%。", "行业隐患起数较上年下降", "10", "%", None),
        ("完成等保测评1次、应急演练3次。", "应急演练", "2", "次", "3次"),
        ("完成等保测评1次、应急演练3次。", "应急演练", "3", "次", None),
        ("完成等保测评1次、桌面应急演练3次。", "应急演练", "2", "次", None),
        ("完成等保测评1次，其中，应急演练3次。", "应急演练", "2", "次", None),
        ("完成等保测评1次、应急演练3次，下半年再应急演练1次。", "应急演练", "4", "次", None),
        ("上半年，等保测评1次、应急演练3次。", "应急演练", "5", "次", None),
        ("购置CT1台、呼吸机7台。", "购置呼吸机", "6", "台", "7台"),
        ("购置打印机1台、CT、呼吸机7台。", "购置呼吸机", "6", "台", None),
        ("维修CT1台、呼吸机7台。", "购置呼吸机", "6", "台", None),
        ("等保测评1次，举办活动20场。", "活动场次", "15", "场", None),
        ("老年人健康管理率70%，高血压患者规范管理率58%。", "高血压患者规范管理率", "65", "%", "58%"),
        ("平均亩产600公斤。", "平均亩产", "650", "公斤", "600公斤"),
        ("每户平均亩产600公斤。", "平均亩产", "650", "公斤", None),
        ("审结各类案件9000件。", "审结案件数", "9200", "件", "9000件"),
        ("各法庭审结案件900件。", "审结案件数", "9200", "件", None),
        ("投诉下降15%。", "行业隐患起数较上年下降", "10", "%", None),
    ],
)
def test_a_number_of_a_goal_that_is_not_the_target(goal: str, name: str, number: str, unit: str, other: str | None) -> None:
    """Only a number of the same unit in a clause that names the indicator, and the only one, can be another target."""
    assert row_against_goal(name, Decimal(number), unit, mentions(goal)) == other


@pytest.mark.parametrize(
    ("times", "other"),
    [(50, None), (70, None), (57, None), (27, None), (20, None), (40, "40次"), (100, "100次"), (14, "14次"), (77, "77次")],
)
def test_a_goal_may_give_the_numbers_of_two_rows_added_up(times: int, other: str | None) -> None:
    """Of any two rows with the unit, in whatever they count it; none doubled, and not of three."""
    rows = [("巡护河堤次数", Decimal(50), "次"), ("夜间巡查次数", Decimal("0.002"), "万次"), ("清淤次数", Decimal(7), "次")]
    rows.insert(1, ("培训人数", Decimal(40), "人"))
    assert row_against_goal("巡护河堤次数", Decimal(50), "次", mentions(f"巡护河堤{times}次。"), rows) == other


@pytest.mark.parametrize(
    ("goal", "name", "operator", "number", "unit", "other"),
    [
        ("对25座排涝泵站开展维修养护。", "维修养护泵站座数", "=", "21", "座", "25座"),
        ("对25座排涝泵站开展维修养护。", "维修养护泵站座数", "≥", "21", "座", None),
        ("对5座大型泵站开展维修养护。", "维修养护泵站座数", "=", "21", "座", None),
        ("对25座排涝泵站开展检查，落实维修养护责任。", "维修养护泵站座数", "=", "21", "座", None),
        ("为24个老旧小区提供充电桩改造服务。", "充电桩改造小区数", "=", "20", "个", "24个"),
        ("改造家庭60户，为残疾人家庭改造无障碍设施。", "残疾人无障碍改造家庭户数", "=", "90", "户", "60户"),
        ("为享受助学金学生900人补助，覆盖学校36所。", "助学金覆盖学校数", "=", "38", "所", "36所"),
        ("为享受助学金学生900人补助，覆盖学校36所。", "助学金覆盖学校数", "≤", "38", "所", None),
        ("走访学校45所，开展助学金宣传。", "助学金覆盖学校数", "=", "38", "所", None),
        ("覆盖学校36所以上，其中助学金覆盖学校38所。", "助学金覆盖学校数", "=", "38", "所", None),
        ("为980名学生提供助学金。", "享受助学金学生人数", "≥", "920", "人", None),
        ("为880名学生提供助学金。", "享受助学金学生人数", "≥", "920", "人", "880名"),
        ("服务群众600人次，开展公益培训。", "公益培训群众人次", "=", "400", "人次", None),
        ("为1500名学生提供营养餐，改善体质。", "受益学生人数", "≥", "1700", "人", "1500名"),
        ("为1500户家庭安装报警器。", "受益家庭户数", "≥", "1700", "户", "1500户"),
        ("使1500名学生受益。", "受益学生人数", "≥", "1700", "人", "1500名"),
        ("惠及1500名群众。", "受益群众人数", "≥", "1700", "人", "1500名"),
        ("为1800名学生提供营养餐。", "受益学生人数", "≥", "1700", "人", None),
        ("为1500名学生提供营养餐，开展教师培训。", "受益学生人数", "≥", "1700", "人", None),
        ("为1500名农村学生提供营养餐。", "受益学生人数", "≥", "1700", "人", None),
        ("走访1500名学生。", "受益学生人数", "≥", "1700", "人", None),
        ("为1500名学生提供营养餐。", "走访学生人数", "≥", "1700", "人", None),
        ("购置20台打印机。", "电脑购置数量", "=", "25", "台", None),
        ("购置20台。", "电脑购置数量", "=", "25", "台", "20台"),
    ],
)
def test_a_thing_named_by_more_words_or_fewer(
    goal: str, name: str, operator: str, number: str, unit: str, other: str | None
) -> None:
    """What a qualifier sets apart is a part of the whole, and cannot be more; more than at least so many is kept."""
    assert row_against_goal(name, Decimal(number), unit, mentions(goal), (), operator) == other


@pytest.mark.parametrize(
    ("goal", "name", "target", "other"),
    [
        ("5月底前完成路灯安装。", "路灯安装完成时间", "8月底前", "5月底前"),
        ("教材6月底前印发。", "教材印发时间", "4月底前", "6月底前"),
        ("九月底前全面完成管网修复。", "管网修复时限", "6月30日前", "9月底前"),
        ("2026年11月30日前完成建档。", "建档完成日期", "2026年8月底前", "2026年11月30日前"),
        ("项目于12月底前竣工验收。", "项目竣工验收时间", "10月底前", "12月底前"),
        ("8月底前完成管网修复30处。", "管网修复时限", "6月底前", "8月底前"),
        ("8月底前完成管网修复20处。", "管网修复时限", "6月底前", None),
        ("11月底前完成播种。", "播种完成时间", "11月15日前", None),
        ("6月底前完成路灯安装方案。", "路灯安装完成时间", "8月底前", None),
        ("6月底前完成首批路灯安装。", "路灯安装完成时间", "8月底前", None),
        ("6月底前完成路灯安装，8月底前完成路灯安装。", "路灯安装完成时间", "8月底前", None),
        ("力争6月底前完成路灯安装。", "路灯安装完成时间", "8月底前", None),
        ("项目6月底前全部完成。", "任务完成时间", "8月底前", None),
        ("12月底前完成全部检查任务。", "全年检查任务完成时间", "11月底前", "12月底前"),
        ("12月20日完成检查资料归档。", "全年检查任务完成时间", "11月底前", None),
        ("5月底前完成路灯安装。", "路灯安装完成时间", "分别4月底及8月底前", None),
        ("2027年8月底前完成路灯安装。", "路灯安装完成时间", "8月底前", None),
        ("5月底前完成路灯安装\n10月完成招标", "路灯安装完成时间", "8月底前", "5月底前"),
        ("5月底前完成路灯安装。" + "。" * 3000, "路灯安装完成时间", "8月底前", None),
    ],
)
def test_a_day_of_a_goal_that_is_not_the_one_of_the_row(goal: str, name: str, target: str, other: str | None) -> None:
    """Only a clause that tells of nothing else than the row does, of all of it, in another month."""
    assert day_against_goal(name, target, 2026, goal, {Decimal(30)}) == other


@pytest.mark.parametrize(
    ("goal", "name", "operator", "number", "unit", "other"),
    [
        ("亩均补助80元。", "亩均补助标准", "≤", "50", "元/亩", "80元"),
        ("户均改造成本控制在2.5万元。", "户均改造成本", "≤", "2", "万元/户", "2.5万元"),
        ("人均筛查成本不超过120元。", "人均筛查成本", "≤", "140", "元/人", "120元"),
        ("人均筛查成本120元。", "人均筛查成本", "≤", "140", "元/人", None),
        ("人均筛查成本120元。", "人均筛查成本", "=", "140", "元/人", "120元"),
        ("户均补贴1,500元。", "户均补贴", "≥", "2000", "元/户", "1,500元"),
        ("按12元/客标准补贴助餐点。", "每客助餐补贴标准", "≤", "7", "元/客", "12元/客"),
        ("每张床位补贴1.5万元。", "床位建设补贴标准", "≤", "1", "万元/张", "1.5万元"),
        ("人均培训成本控制在1500元以内。", "生均培训成本", "≤", "1200", "元/人", "1500元"),
        ("人均培训成本控制在1200元以内。", "生均培训成本", "≤", "1200", "元/人", None),
        ("人均月经费0.4万元。", "人均年经费", "≤", "3000", "元/人", None),
        ("人均年经费5万元。", "人均年经费", "≤", "4000", "元/人·月", None),
        ("每人每天补助50元。", "人均补助标准", "≤", "40", "元/人", None),
        ("每亩60元补助大户、每亩45元补助其他农户。", "亩均补助标准", "≤", "50", "元/亩", None),
        ("每亩增收300元。", "亩均补助标准", "≤", "50", "元/亩", None),
        ("总成本80万元。", "项目总成本", "≤", "60", "万元", None),
        ("每盏路灯维护费90元。", "单盏路灯维护费", "≤", "60", "元/盏", None),
    ],
)
def test_money_for_each_that_breaks_what_the_row_says(
    goal: str, name: str, operator: str, number: str, unit: str, other: str | None
) -> None:
    """Money under its limit keeps it unless it is told as a limit; what another row names (90元) is that one's."""
    assert rate_against_goal(name, Decimal(number), unit, operator, goal, [Decimal(90)]) == other


@pytest.mark.parametrize(
    ("text", "amounts", "told"),
    [
        ("项目资金共48万元。", ["480000"], None),
        ("项目资金共48万元。", ["489600"], None),
        ("项目资金共48万元。", ["475000"], None),
        ("项目资金共48万元。", ["474999"], "48万元"),
        ("项目资金共48万元。", ["490000"], "48万元"),
        ("项目资金共48.0万元。", ["480999"], None),
        ("项目资金共48.0万元。", ["481000"], "48.0万元"),
        ("年度预算1,200元。", ["1200"], None),
        ("年度预算1,200元。", ["1202"], "1,200元"),
        ("年度预算1,200元。", ["1300", "1200"], None),
        ("年度预算1,200元。", [], None),
        ("节约水费1,200元。", ["1300"], None),
    ],
)
def test_money_of_a_goal_that_is_no_amount_of_the_form(text: str, amounts: list[str], told: str | None) -> None:
    """An amount may be rounded or cut off at the last written digit; without amounts in the head nothing can be said."""
    assert other_money(text, [Decimal(each) for each in amounts]) == told


@pytest.mark.parametrize(
    ("goal", "done", "how"),
    [
        ("全年举办阅读活动二十四场", "全年举办阅读活动二十四场。", "same"),
        ("全年举办阅读活动廿四场", "全年举办阅读活动廿四场。", None),
        ("全年举办阅读活动二十四场", "全年已举办阅读活动二十四场", "nearly"),
        ("全年举办阅读活动二十四场", "全年已举办阅读活动二十六场", None),
        ("养护道路530公里，优良路率不低于85%。", "截至年底，养护道路530公里，优良路率达到85%。", "nearly"),
        ("养护道路530公里，优良路率不低于85%。", "【完成情况】（1）2025年养护道路530公里，优良路率不低于85%。", "nearly"),
        ("养护道路530公里，优良路率不低于85%。", "养护道路530公里，优良路率不低于85%。已按目标完成。", "nearly"),
        ("养护道路530公里，优良路率不低于85%。", "养护道路530公里，优良路率不低于85%。特此说明。", "nearly"),
        ("2025年养护道路530公里，优良率85%。", "2025年养护道路530公里，优良率85%。" * 2, "nearly"),
        ("养护道路530公里，优良路率不低于85%。", "养护道路530公里，优良路率达到87%。", None),
        ("养护道路530公里，优良路率不低于85%。", "截至年底，养护道路532公里，优良路率达到85%。", None),
        ("养护道路530公里，优良路率不低于85%。", "养护道路530公里，优良路率不低于85%，其中县道180公里。", None),
    ],
)
def test_a_result_that_is_the_goal_again(goal: str, done: str, how: str | None) -> None:
    """From twelve characters on, marks not counted, a text is copied; below that it is alike by chance."""
    assert copied(goal, done) == how


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年支出113.4万元。", "全年支出113.4万元"),
        ("养护泵站21座，共使用资金260万元。", "共使用资金260万元"),
        ("2025年预算执行率100%。", "预算执行率100%"),
        ("资金支出率95.5%", "资金支出率95.5%"),
        ("项目总支出1300000元。", "项目总支出1300000元"),
        ("全年支出123.48万元，执行率98%。", None),
        ("全年支出123.5万元。", None),
        ("支付尾款20万元。", None),
        ("使用资金约120万元。", None),
        ("支出20万元，结余3万元。", None),
        ("合同执行率100%，计划执行率90%。", None),
        ("上半年执行率52%，全年执行率98%。", None),
        ("带动投资支出200万元。", None),
    ],
)
def test_money_spent_that_is_not_that_of_the_head(text: str, told: str | None) -> None:
    """All that was spent, or the rate of it, told once; what a part was spent on and rounded amounts are left alone."""
    assert other_spending(text, [Decimal(1260000), Decimal(1234800)], [Decimal("98.00")]) == told
    assert other_spending(text, [], []) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026年养护道路530公里，修复路面。", "2026年"),
        ("去年购置仪器16台，培训20人。", "去年"),
        ("养护道路530公里，2026年继续养护。", None),
        ("去年购置的16台仪器运行正常。", None),
        ("上年度同期接待30人，现接待50人。", None),
        ("去年启动招标，完成安装16台。", None),
        ("上年购置16台，今年购置20台。", None),
        ("2024年养护530公里。", "2024年"),
        ("截至2024年底，共补助34家。", "2024年"),
        ("截至2024年底，共补助34家，全年满意。", None),
        ("截至2026年底，共补助34家。", None),
        ("截至2024年底，工作顺利。", None),
        ("2024年的经费用于12处。", None),
        ("工程于2024年启动，共12处。", None),
        ("2024年度已完成绿地养护，防治病虫害。", "2024年"),
        ("截至2024年12月底，全面完成绿地养护。", "2024年"),
        ("2025年已完成绿地养护。", None),
        ("2024年度已完成的绿地由街道养护。", None),
        ("2024年度已完成前期工作，养护绿地30处。", None),
        ("2024年已完成立项，养护绿地30处。", None),
        ("截至2024年底，完成绿地养护，后续转入管护。", None),
    ],
)
def test_a_result_that_begins_with_another_year(text: str, told: str | None) -> None:
    """What was done last year, or is said to be done in the next, is the result of another form."""
    assert done_in_old_year(text, 2025) == told


@pytest.mark.parametrize(("year", "told"), [(2026, "5月底前"), (None, None)])
def test_a_day_of_a_goal_is_that_of_the_year_of_the_form(year: int | None, told: str | None) -> None:
    """Without a year no day is told from another."""
    head: dict[str, Any] = {"kind": "declaration", "annual_goal": "5月底前完成路灯安装。"} | ({"year": year} if year else {})
    row: dict[str, Any] = {"target_kind": "time", "level3": "路灯安装完成时间", "target": "8月底前"}
    add_goal_facts(head, [row], {})
    assert row.get("goal_number") == told


def test_a_goal_that_is_a_heap_of_numbers_states_none() -> None:
    """A clause longer than anybody writes, and a goal with hundreds of numbers, speak of no indicator; a plain one does."""
    assert mentions("95%" * 10_000) == []
    assert mentions("巡护 3 次，" * 5_000) == []
    assert [each.number for each in mentions("全年巡护60次，处置隐患95%。")] == [60, 95]
    assert [each.number for each in mentions("第" * 399 + "3，巡护60次")] == [3, 60]
    assert [each.number for each in mentions("第" * 400 + "3，巡护60次")] == [60]


@pytest.mark.parametrize("text", ["无", "暂无", "无。", "——", "/", "不适用", "没有"])
def test_what_says_that_there_is_nothing_to_be_written(text: str) -> None:
    """What stands for no amount stands for no goal."""
    assert says_none(text)


@pytest.mark.parametrize("text", ["同上年", "无障碍改造", "见附件", "暂无余款支付"])
def test_what_says_something_else(text: str) -> None:
    """A goal that is told elsewhere, or one that begins with 无."""
    assert not says_none(text)


@pytest.mark.parametrize(("length", "nothing"), [(119, "nothing"), (120, None)])
def test_a_long_text_is_not_asked_whether_it_says_nothing(length: int, nothing: str | None) -> None:
    """Of strokes only, however many."""
    assert says_nothing("-" * length) == nothing


@pytest.mark.parametrize(
    ("text", "plan", "told"),
    [
        ("2023-2024年建成场馆。", (None, None), "2023-2024年"),
        ("2023-2025年建成场馆。", (None, None), None),
        ("本年（2024年）举办展览。", (None, None), "2024年"),
        ("2024年度（本年）举办展览。", (None, None), "2024年"),
        ("本年（2025年）举办展览。", (None, None), None),
        ("2024年计划举办展览12场。", (None, None), "2024年"),
        ("2024年计划举办展览12场。", (2024, 2025), None),
        ("2024年计划举办展览12场。", (2025, 2026), "2024年"),
        ("2024年计划举办展览12场。", (2022, 2023), "2024年"),
        ("2026年计划举办展览12场。", (None, None), "2026年"),
        ("举办展览12场，2026年计划续办。", (None, None), None),
        ("2024年已举办展览12场。", (None, None), None),
        ("2024年计划举办展览12场，今年续办。", (None, None), None),
        ("力争2024年底完成布展。", (None, None), "2024年"),
        ("力争2024年底完成布展。", (2024, 2025), None),
        ("力争2024年底完成布展。", (2025, 2025), "2024年"),
        ("力争2026年底完成布展。", (None, None), None),
        ("完成2024年度设备维护160台。", (None, None), "2024年"),
        ("完成2024年度设备维护160台。", (2024, 2024), None),
        ("完成2026年度设备维护160台。", (None, None), None),
        ("完成2024年度考核。", (None, None), None),
        ("按《2024年计划》举办展览。", (None, None), None),
        ("通过2024年度的专项检查，促进安全生产。", (None, None), "2024年"),
        ("通过2024年检查发现的问题，促进安全生产。", (None, None), None),
        ("建于2008年的图书馆开展活动20场。", (None, None), None),
        ("成立于2008年的文化站开展活动20场。", (None, None), None),
        ("通过2024年的试点，促进安全生产。", (None, None), None),
        ("到2024年12月，完成设备维护160台。", (None, None), "2024年"),
        ("24年看护基地840亩。", (None, None), "24年"),
        ("23年看护基地840亩。", (None, None), None),
        ("24年的基地。", (None, None), None),
        ("根据十二五规划，巡护河堤60次。", (None, None), "十二五"),
        ("根据十三五规划，巡护河堤60次。", (2020, 2025), None),
        ("根据十四五规划，巡护河堤60次。", (None, None), None),
        ("十二五期间巡护河堤。", (None, None), None),
        ("根据十二五时期形成的台账，巡护河堤60次。", (None, None), None),
        ("按照“十二五”建设的泵站名录开展巡护。", (None, None), None),
        ("落实十二五以来的各项制度，巡护河堤。", (None, None), None),
        ("到2023年底，完成巡护60次。", (None, None), "2023年"),
        ("到2024年底，已完成巡护60次。", (None, None), None),
        ("2024年1月至12月，对18条河道开展保洁。", (None, None), "2024年"),
        ("2024年1-12月，对18条河道开展保洁。", (None, None), "2024年"),
        ("2024年1月1日至2024年12月31日，开展保洁。", (None, None), "2024年"),
        ("2024年1月1日至12月31日期间开展保洁。", (None, None), "2024年"),
        ("2024年1月至12月，对18条河道开展保洁。", (2024, 2025), None),
        ("2025年1月至12月，对18条河道开展保洁。", (None, None), None),
        ("2024年1月至12月，开展保洁已完成30次，继续保洁。", (None, None), None),
        ("2024年1月至12月的水费清算，支付水费。", (None, None), None),
        ("补发2024年1月至12月，补助300人。", (None, None), None),
        ("对2020至2024年立项的项目开展后评价。", (None, None), None),
        ("归档2022-2024年河道管理档案2000卷。", (None, None), None),
        ("开展2022至2024年度水利资金专项检查。", (None, None), None),
        ("对2022-2024年竣工的水闸加固12座。", (None, None), None),
        ("2022-2024年，开展保洁18条，按时归档。", (None, None), "2022-2024年"),
    ],
)
def test_the_year_of_a_goal_of_another_year(text: str, plan: tuple[int | None, int | None], told: str | None) -> None:
    """Of 2025: a year that is planned, is told as history or stands in a title is none."""
    assert old_year(text, 2025, *plan) == told


@pytest.mark.parametrize("piece", ["，2024年养护行", "截至2024年", "未", "没有按时", "共", "5万元", "养护1株，"])
def test_a_text_that_repeats_itself_takes_no_longer_than_it_is_long(piece: str) -> None:
    """Nobody writes it; a cell that holds it must not hold up a folder."""
    text = piece * (30_000 // len(piece))
    begun = process_time()
    old_year(text, 2025, None, None)
    done_in_old_year(text, 2025)
    other_money(text, [Decimal(1)])
    row_against_goal("养护绿篱长度", Decimal(5), "株", mentions(text))
    says_no(text, "养护")
    assert process_time() - begun < 15


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年为1,826名老人提供服务。", "2024年"),
        ("2024年应免畜禽密度100%，抗体合格率86.5%。", "2024年"),
        ("2024年应免畜禽密度90%，较上年提高3%。", None),
        ("2025年为1,826名老人提供服务。", None),
    ],
)
def test_a_result_of_another_year_with_thousands_or_shares(text: str, told: str | None) -> None:
    """A comma within a number ends no clause, and a share is a result; what is compared is of two years."""
    assert done_in_old_year(text, 2025) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025年为1,800名老人提供服务。", "2025年"),
        ("2025年对消费者购买家电给予15%补贴。", "2025年"),
        ("2025年对消费者购买家电给予了15%补贴，继续实施。", None),
        ("25年度计划完成巡查200次。", "25年"),
        ("25年树龄古树养护200株。", None),
        ("在2025年度内，保障法庭正常运转。", "2025年"),
        ("在2025年度内审基础上，推进整改2000处。", None),
        ("到2025年6月底完成系统验收。", "2025年"),
        ("到2025年6月底完成了立项，现申请资金。", None),
        ("2025年1月至12月，提供法律援助300件。", "2025年"),
        ("2025年1月至10月，检查发现隐患300处，需要整改。", None),
        ("2025年1月至10月，办理案件300件，本年继续。", None),
    ],
)
def test_a_goal_of_another_year_with_thousands_or_shares(text: str, told: str | None) -> None:
    """What is given to somebody is promised, unless it was given."""
    assert old_year(text, 2026, 2026, 2026) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("安排资金62万元，编印资料，人均每月2,000元补助。", "62万元"),
        ("安排资金62万元，拉动消费1.1亿元。", "62万元"),
        ("安排资金50万元，人均每月2,000元补助。", None),
        ("安排人均补助62万元。", None),
        ("投入后拉动消费1.1亿元。", None),
    ],
)
def test_a_standard_or_an_effect_is_no_part_of_the_money(text: str, told: str | None) -> None:
    """Money that is only for each, or comes of it, leaves the money of the project the only one."""
    assert other_money(text, [Decimal(500000)]) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("计划安排经费50元开展活动20场。", "50元"),
        ("投入资金500000万元，举办活动。", "500000万元"),
        ("安排预算资金共50元用于采购图书。", "50元"),
        ("安排经费50万元开展活动20场。", None),
        ("每人经费50元，培训300人。", None),
        ("人均经费50元/人，培训300人。", None),
        ("安排经费60元购买标牌。", None),
    ],
)
def test_money_of_the_project_in_the_wrong_scale(text: str, told: str | None) -> None:
    """50元 of a project of 500,000元 lacks its 万; money for each, and other money, is left alone."""
    assert other_money(text, [Decimal(500000)]) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年支出47.04万元，执行率98%。", False),
        ("预算执行率98%。", False),
        ("资金支付率98%。", False),
        ("活动方案执行率98%。", True),
    ],
)
def test_the_rate_of_the_budget_is_none_of_an_indicator(text: str, told: bool) -> None:
    """执行率98% beside what was spent is that of the money, not the short name of 活动方案执行率."""
    plan = ("产出指标", "质量指标", "活动方案执行率", "=100(%)", "100(%)", "15", "15", None)
    form = self_evaluation(rows=[SELF_EVALUATION_ROWS[0], plan, *SELF_EVALUATION_ROWS[2:]], actual_completion=text)
    found = load_rule_book().judge_form(form, Context()).findings
    assert any(each.rule == "SELF-040" for each in found) is told


@pytest.mark.parametrize("text", ["见绩效目标申报文本", "已在系统中填报，此处略。", "见可行性研究报告第三章", "具体见任务书"])
def test_a_goal_that_only_says_where_it_stands(text: str) -> None:
    """Where else it was written is no goal."""
    assert says_nothing(text) == "nothing"


@pytest.mark.parametrize("text", ["见习岗位开发200个", "已在平台中填报300条信息，完成培训"])
def test_a_goal_that_begins_like_one_is_one(text: str) -> None:
    """见习 is a work, and what is counted is one."""
    assert says_nothing(text) is None


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("为全区1200名残疾人提供居家服务。", "1200名"),
        ("为全区1500名残疾人提供居家服务。", None),
        ("全区1200名残疾人中困难者得到服务。", None),
    ],
)
def test_those_who_are_served_all_over_are_those_of_the_row(goal: str, told: str | None) -> None:
    """为全区1200名 says whom; 全区1200名 says how many there are."""
    assert row_against_goal("服务残疾人人数", Decimal(1500), "人", mentions(goal), (), "≥") == told


@pytest.mark.parametrize(
    ("goal", "name", "number", "unit", "told"),
    [
        ("巡护60万次。", "巡护次数", "70", "万次", "60万次"),
        ("巡护80万次。", "巡护次数", "70", "万次", None),
        ("巡护60次。", "巡护次数", "70", "次", "60次"),
        ("巡护70次。", "巡护次数", "70", "次", None),
    ],
)
def test_the_goal_of_a_whole_project_is_no_less_than_one_year_of_it(
    goal: str, name: str, number: str, unit: str, told: str | None
) -> None:
    """Both in the unit of the row, however it is multiplied."""
    assert falls_short(name, Decimal(number), unit, mentions(goal)) == told


@pytest.mark.parametrize(("target", "told"), [("≥24(次)", True), ("≤24(次)", False), ("<24(次)", False), (">24(次)", True)])
def test_what_is_to_happen_no_more_often_may_be_less_in_the_whole_project(target: str, told: bool) -> None:
    """A limit of one year says nothing of a goal below it."""
    rows = [*DECLARATION_ROWS, ("产出指标", "数量指标", "巡护河堤次数", target)]
    form = declaration(rows=rows, end_date=date(2027, 12, 31), overall_goal="三年共巡护河堤18次，读者参与面稳步扩大。")
    assert any(each.rule == "GOAL-016" for each in load_rule_book().judge_form(form, Context()).findings) is told


@pytest.mark.parametrize(("year", "told"), [(2021, None), (2022, "十三五"), (2026, "十三五")])
def test_a_plan_is_an_old_one_when_it_was_over_for_more_than_a_year(year: int, told: str | None) -> None:
    """What the 十三五 (to 2020) left may be done in the year behind it."""
    assert old_year("按照“十三五”规划建设三个馆。", year, year, year) == told
