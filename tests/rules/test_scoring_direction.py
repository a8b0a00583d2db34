"""Which way a target points, and what can be compared: where naive arithmetic accuses honest people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import target
from tests.rules.scoring_settings import settings
from xlperf.forms.form import Target
from xlperf.forms.values.target import parse_target
from xlperf.rules.facts.direction import comparable_actual, direction_of, lower_is_better, measured, same_unit
from xlperf.rules.facts.indicator_facts import _signed
from xlperf.rules.facts.scores import _without_follow_ups

D = Decimal
SETTINGS = settings()
OUTPUT = ("产出指标", "质量指标")


@pytest.mark.parametrize(
    ("operator", "direction"), [("≥", "positive"), (">", "positive"), ("=", "equal"), ("≤", "reverse"), ("<", "reverse")]
)
def test_a_printed_operator_decides(operator: str, direction: str) -> None:
    """Whatever a neutral name sounds like, the operator says which way the target points."""
    assert direction_of(operator, "开展活动场次", OUTPUT, D(24), SETTINGS) == direction


@pytest.mark.parametrize(
    "name",
    ["系统故障次数", "投诉数", "有效投诉率", "安全事故发生次数", "安全事故", "BUG出现率", "故障响应时间", "平均修复时间（小时）",
     "人均培训费用", "设备采购单价", "单场活动成本", "违纪人数", "系统中断时长", "资金支付差错率",
     "校园欺凌事件起数", "超期未办件数", "路面坑槽处数", "公交车辆空驶率", "平均审核时长", "办事等候平均时间", "蚊蝇密度",
     "公务接待费", "垃圾返臭点位数", "老人跌倒发生次数", "污水直排口数"],
)  # fmt: skip
def test_some_names_say_that_less_is_better(name: str) -> None:
    """Faults, complaints, accidents, delays and costs: without an operator the target is a limit."""
    assert lower_is_better(name, OUTPUT, SETTINGS.directions)
    assert direction_of(None, name, OUTPUT, D(5), SETTINGS) == "reverse"


@pytest.mark.parametrize(
    "name",
    ["故障处置率", "故障解决率", "投诉办结率", "事故应急演练次数", "处理投诉数", "受理投诉", "排查安全事故数", "成本节约率",
     "无安全事故运行时间", "开展活动场次", "参与读者满意度", "违规问题整改率", "征收费用", "服务时间",
     "扑灭火点数", "违停抓拍数", "撂荒地复耕面积", "烂尾楼复工栋数", "内涝点整治数", "延期还贷服务户数", "疫情监测点数",
     "被骗资金返还额", "交付房屋套数", "低毒农药使用量", "志愿服务时长"],
)  # fmt: skip
def test_other_names_only_sound_so(name: str) -> None:
    """故障处置率 and 无安全事故运行时间 hold such words and mean the opposite: more is better."""
    assert not lower_is_better(name, OUTPUT, SETTINGS.directions)
    assert direction_of(None, name, OUTPUT, D(5), SETTINGS) == "positive"


def test_everything_under_cost_is_a_limit_unless_it_is_saved() -> None:
    """The level name 成本指标 makes a target a limit; a rate of saving is none."""
    levels = ("成本指标", "经济成本指标")
    assert direction_of(None, "宣传品制作", levels, D(5), SETTINGS) == "reverse"
    assert direction_of(None, "经费节约率", levels, D(5), SETTINGS) == "positive"


@pytest.mark.parametrize(
    ("operator", "name", "number"),
    [
        ("≥", "单场活动成本", "100"),
        ("=", "单场活动成本", "100"),
        (None, "课程制作时间", "5"),
        (None, "整改通知书", "0"),
    ],
)
def test_a_guess_that_could_accuse_wrongly_is_not_made(operator: str | None, name: str, number: str) -> None:
    """A cost that came out lower than its "=" or "≥", a length of time, a bare 0: no direction, no formula."""
    assert direction_of(operator, name, OUTPUT, D(number), SETTINGS) is None


def test_a_limit_of_zero_is_a_limit() -> None:
    """ "=0" accidents is equal to zero with the operator and reverse without it; both mean none at all."""
    assert direction_of("=", "安全事故发生次数", OUTPUT, D(0), SETTINGS) == "equal"
    assert direction_of(None, "安全事故发生次数", OUTPUT, D(0), SETTINGS) == "reverse"


@pytest.mark.parametrize(
    ("wanted", "got", "number"),
    [
        ("≥95(%)", "97(%)", "97"),
        ("95%", "97％", "97"),
        ("≥95(%)", "97", "97"),
        ("≥24(场)", "25场次", "25"),
        ("≤120(万元)", "1180000(元)", "118"),
        ("≥2(万人)", "15000(人)", "1.5"),
        ("≤2(小时)", "90(分钟)", "1.5"),
        ("≤3(天)", "48(小时)", "2"),
        ("≥95(%)", "0(%)", "0"),
        ("≥12", "10(场)", "10"),
    ],
)
def test_values_are_compared_in_the_unit_of_the_target(wanted: str, got: str, number: str) -> None:
    """Units that are the same or convert are brought together."""
    assert comparable_actual(target(wanted), target(got), SETTINGS.units) == D(number)


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("≥95(%)", "0.97"),
        ("≥95(%)", "57(人)"),
        ("≥12(场)", "300(人)"),
        ("≤120(万元)", "1180(元/人)"),
        ("≥95(%)", "达到"),
        ("11月底前", "12月"),
        ("及时", "及时"),
        ("提升", "5(%)"),
        ("≥12(场)", "全部完成"),
        ("450人", "642人次"),
        ("≥0.97", "99(%)"),
    ],
)
def test_what_cannot_be_compared_is_left_alone(wanted: str, got: str) -> None:
    """Other units, dates, words, and a 0.97 that may be 97 per cent have no formula."""
    assert comparable_actual(target(wanted), target(got), SETTINGS.units) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("%", "％", True), ("人", "名", True), ("平方米", "㎡", True), ("个工作日", "天", False),
     ("人", "人次", False), ("万元", "元", True), ("场", None, True),
     ("台(套)", "台", True), ("套", "台(套)", True), ("台(套)", "公里", False), ("人(次)", "人", False),
     ("场", "人", False), ("小时", "天", True), ("万人", "人次", False)],
)  # fmt: skip
def test_units_are_the_same_when_they_convert(one: str, other: str | None, same: bool) -> None:
    """万元 and 元 need no remark, 人 and 人次 do; a unit left out is no other unit."""
    assert same_unit(one, other, SETTINGS.units) is same


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("2小时", "2", "小时"), ("1.5个小时", "1.5", "个小时"), ("30天以内", "30", "天"), ("6个月内", "6", "个月")],
)
def test_a_length_of_time_is_a_quantity(text: str, number: str, unit: str) -> None:
    """Though a form prints it without a sign, as it prints a day."""
    found = measured(Target(text, "time"))
    assert (found.kind, found.number, found.unit, found.text) == ("quantitative", D(number), unit, text)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("5个工作日内", "5", "个工作日"),
        ("24小时内响应", "24", "小时"),
        ("接报后30分钟内到达", "30", "分钟"),
        ("收到后3日以内", "3", "日"),
        ("缩短至30分钟", "30", "分钟"),
        ("降至3%", "3", "%"),
        ("压减到30万元", "30", "万元"),
        ("由5起减少到3起", "3", "起"),
    ],
)
def test_what_is_to_be_done_within_or_to_come_down_to_is_at_most_that(text: str, number: str, unit: str) -> None:
    """Four days are better than five, and no miss."""
    found = measured(parse_target(text))
    assert (found.kind, found.operator, found.number, found.unit) == ("quantitative", "≤", D(number), unit)


@pytest.mark.parametrize("text", ["每月5日内", "12月31日内", "1小时内响应，3小时内抵达现场", "3个工作日内办结率95%"])
def test_a_day_within_a_month_and_two_numbers_are_no_limit(text: str) -> None:
    """Nobody knows which of two is meant, and the fifth of a month is a day."""
    assert measured(parse_target(text)).number is None


@pytest.mark.parametrize(
    "phrase", [Target("11月底前", "time"), Target("每月1次", "time"), Target("2小时", "qualitative"), target("≥2(天)")]
)
def test_what_is_no_length_of_time_stays_what_it_is(phrase: Target) -> None:
    """A day, a frequency, and what was not read as a time."""
    assert measured(phrase) is phrase


@pytest.mark.parametrize(
    ("level1", "name", "number", "measure", "signed"),
    [
        ("满意度指标", "居民满意度", 100, "%", "=100%"),
        ("满意度指标", "居民满意度", 95, "%", "≥95%"),
        ("满意度指标", "满意居民", 100, "人", "≥100人"),
        ("产出指标", "验收合格率", 100, "%", "≥100%"),
        ("产出指标", "居民投诉次数", 3, "次", "≤3次"),
        ("产出指标", "居民投诉次数", 0, "次", "=0次"),
    ],
)
def test_the_sign_that_a_target_lacks(level1: str, name: str, number: int, measure: str, signed: str) -> None:
    """As the name points; nobody can be more than all content, and 0 of what should not happen is exactly that."""
    row = {"level1": level1, "number": Decimal(number), "measure": measure, "target": f"{number}{measure}", "due_target": "=100%"}
    assert _signed(row, name, SETTINGS.directions) == signed


@pytest.mark.parametrize(
    ("said", "asked", "meant"),
    [
        ("8月18日竣工，11月完成审计", "竣工时间8月底前", "8月18日竣工"),
        ("8月18日竣工，11月完成审计", "审计完成时间8月底前", "8月18日竣工，11月完成审计"),
        ("按期竣工，11月完成审计", "竣工时间8月底前", "按期竣工，11月完成审计"),
    ],
)
def test_what_was_done_after_a_result_is_none_of_it(said: str, asked: str, meant: str) -> None:
    """The day of an audit is not that of the work, unless it is asked for, or no other day is told."""
    assert _without_follow_ups(said, asked, SETTINGS) == meant


@pytest.mark.parametrize(
    ("wanted", "got", "number"),
    [
        ("≥2(公顷)", "15000(平方米)", "1.5"),
        ("≥30(亩)", "20000(平方米)", "30"),
        ("≥1(平方公里)", "1500(亩)", "1"),
        ("≥1(平方公里)", "100(公顷)", "1"),
        ("≥2(立方米)", "2000(升)", "2"),
        ("≥2(TB)", "1000(gb)", "1"),
        ("≤1(小时)", "1800(秒)", "0.5"),
        ("≥1(公里)", "100(厘米)", "0.001"),
        ("≥1(吨)", "500(斤)", "0.25"),
        ("≥3(批)", "3(批次)", "3"),
        ("≥300(株)", "290(棵)", "290"),
        ("≥300(户)", "290(家)", "290"),
        ("≥300(家)", "290(个)", "290"),
        ("≥300(份)", "290(本)", "290"),
    ],
)
def test_units_of_one_kind_convert(wanted: str, got: str, number: str) -> None:
    """Areas, volumes, storage, weights; and two words that the same thing is counted by."""
    assert comparable_actual(target(wanted), target(got), SETTINGS.units) == D(number)


@pytest.mark.parametrize(
    ("one", "other"), [("户", "个"), ("场", "件"), ("人", "人次"), ("平方米", "立方米"), ("个站点", "条"), ("个站点", "件(套)")]
)
def test_two_units_are_not_alike_because_a_third_is_like_both(one: str, other: str) -> None:
    """A household may be a 家 and a firm may be a 个, but no household is a 个."""
    assert not same_unit(one, other, SETTINGS.units)
