"""Results in words: which of them say no to a target in words, and which numbers both stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.forms.values.target import parse_target
from xlperf.rules.facts.words.answers import bounds, part_of
from xlperf.rules.facts.words.due_dates import is_late
from xlperf.rules.facts.words.plain_no import says_no
from xlperf.rules.facts.words.told_numbers import brought_together


@pytest.mark.parametrize(
    ("result", "target", "name", "no"),
    [
        ("草拟中", "出台", "方案", True),
        ("仍有3处积水点", "消除", "积水点", True),
        ("大坝渗漏依旧", "消除", "隐患", True),
        ("风采依旧", "保持", "古城风貌", False),
        ("白条入账现象仍存在", "规范", "财务", True),
        ("瑕疵案卷12件未纠正", "规范", "案卷", True),
        ("12件未发现瑕疵", "规范", "案卷", False),
        ("接口联调中", "完成", "接口", True),
        ("晚点严重", "准点", "班车", True),
        ("成效严重超出预期", "良好", "成效", False),
        ("苗木大面积死亡", "成活", "苗木", True),
        ("7具灭火器失效", "完好", "消防器材", True),
        ("更换7具灭火器", "完好", "消防器材", False),
        ("被行政复议纠错3起", "合法", "执法", True),
        ("未被纠错", "合法", "执法", False),
        ("满意度垫底", "提升", "满意度", True),
        ("断货半个月", "保障", "药品供应", True),
        ("塌方中断交通6天", "畅通", "道路", True),
        ("抽查发现温度记录造假", "规范", "冷链管理", True),
        ("抽查未发现温度记录造假", "规范", "冷链管理", False),
        ("门诊量同比下滑", "提升", "服务能力", True),
        ("土壤有机质含量降低", "稳步提升", "地力", True),
        ("就医费用同比下降", "提升", "就医体验", False),
        ("3起投诉至今无人回应", "得到妥善处理", "投诉", True),
        ("坑槽多处未修补", "平整", "路面", True),
        ("多处未发现坑槽", "平整", "路面", False),
        ("错发养老金16笔", "准确", "发放", True),
        ("占道经营反复出现", "整洁有序", "市容", True),
        ("优秀作品频频出现", "繁荣", "创作", False),
        ("任务缺口2300人", "完成扩面任务", "扩面", True),
        ("填补缺口2300人", "完成扩面任务", "扩面", False),
        ("专家组提出重大整改意见，未予验收", "通过验收", "修缮", True),
        ("还有4个问题挂账", "整改到位", "整改", True),
        ("9月取水口藻类暴发停止供水三天", "保障", "供水", True),
        ("年内流失技术骨干7名", "稳定", "队伍", True),
        ("与省平台尚未对接", "打通", "数据共享", True),
        ("尚未收到投诉", "满意", "群众", False),
        ("草拟并出台", "出台", "方案", False),
        ("拟于2026年建立", "建立", "制度", True),
        ("预计2026年持续发挥效益", "长期", "效益", False),
        ("略有反弹", "改善", "环境", True),
        ("反弹得到遏制", "改善", "环境", False),
        ("未反弹", "改善", "环境", False),
        ("反弹", "增长", "消费", False),
        ("个别月份超标", "达标", "水质", True),
        ("均未超标", "达标", "水质", False),
        ("尚存较多矛盾", "化解", "矛盾", True),
        ("不存在较多矛盾", "化解", "矛盾", False),
        ("反映强烈", "满意", "群众", True),
        ("反映强烈的问题得到解决", "满意", "群众", False),
        ("每季度", "每月", "巡查频次", True),
        ("每月", "每季度", "巡查频次", False),
        ("每日", "每周", "巡查频次", False),
        ("每周", "每天", "巡查频次", True),
        ("第5名", "前3名", "考核排名", True),
        ("第3名", "前3名", "考核排名", False),
        ("第2名", "前3名", "考核排名", False),
        ("全省第5名", "全市前3名", "考核排名", False),
        ("全市第5名", "全市前3名", "考核排名", True),
        ("5名", "前3名", "考核排名", False),
        ("第五名", "前三名", "考核排名", True),
        ("表扬2件", "零投诉", "投诉情况", False),
        ("发生1起", "不发生", "安全事故", True),
        ("1起一般事故", "不发生重大事故", "安全情况", False),
        ("发生1起一般事故", "不发生重大事故", "安全情况", False),
        ("发生1起重大事故", "不发生重大事故", "安全情况", True),
        ("发生2次", "无", "培训", False),
        ("发生2起", "无", "安全事故数", True),
        ("发生投诉3件", "不发生安全事故", "安全事故数", False),
        ("出现停电2次", "不发生安全事故", "安全事故数", False),
        ("发生漏水3处", "无", "安全事故数", False),
        ("发生安全事故1起", "不发生", "安全事故数", True),
        ("下降", "提升", "居民满意度", True),
        ("下降", "提升", "投诉率", False),
        ("下降", "下降", "居民满意度", False),
        ("完成80%", "完工", "工程进度", True),
        ("完成80%", "完工", "资金支付", False),
        ("完成80%", "100%完工", "工程进度", False),
        ("完成80%", "推进", "工程进度", False),
        ("即将完成", "完成", "工程进度", True),
        ("健全，取消了纸质台账", "健全", "台账", False),
        ("取消了纸质台账", "健全", "台账", True),
        ("健全，取消了纸质台账", "完善", "台账", True),
        ("未出现不及时", "及时", "报送", False),
        ("不及时", "及时", "报送", True),
        ("延期还本付息惠及86户", "惠及", "延期还本付息政策落实", False),
        ("延期86户", "惠及", "延期还本付息政策落实", True),
        ("B级", "A级", "信用等级", True),
        ("乙级", "不低于乙级", "资质", False),
        ("不合格产品全部下架", "下架", "产品", False),
        ("仅归档一半", "归档", "档案", True),
        ("被退回重报", "批复", "方案", True),
        ("退回问题已修改并批复", "批复", "方案", False),
        ("暂不具备条件", "实现", "目标", True),
        ("安置工作受阻", "完成安置", "安置", True),
        ("无受阻", "完成安置", "安置", False),
        ("初稿阶段", "编制完成", "规划", True),
        ("正在审计", "完成审计", "审计", True),
        ("逾期公开", "及时公开", "公开", True),
        ("未按规定公开", "公开", "公开", True),
        ("按规定公开", "公开", "公开", False),
        ("停运", "投入运营", "设施", True),
        ("间断3次", "不间断", "供水", True),
        ("待签", "签订", "合同", True),
        ("拟建", "建成", "平台", True),
        ("待遇", "提高", "待遇", False),
        ("已完善并未做重大调整", "不断完善", "方案", False),
        ("未做任何修改", "不断优化", "方案", False),
        ("未做调整", "完成调整", "方案", True),
        ("未完善", "不断完善", "方案", True),
        ("不断完善", "不断完善", "方案", False),
        ("未中断", "不中断", "供水", False),
        ("等床人数减少", "改善", "养老服务", False),
        ("就诊人数减少", "提升", "服务能力", True),
        ("因防汛提前停工转移人员，已竣工", "竣工", "泵站工程", False),
        ("已竣工，后停工整改", "竣工", "泵站工程", True),
    ],
)
def test_a_result_in_words_that_is_less_than_was_wanted(result: str, target: str, name: str, no: bool) -> None:
    """Rarer, a place behind, down instead of up, a part, or what was not to happen; the like of another thing is no such result."""
    assert says_no(result, target, name) is no


@pytest.mark.parametrize(
    ("target", "result", "name", "numbers"),
    [
        ("每季度5场", "每季度3场", "演出", [("≥", "5", "场"), (None, "3", "场")]),
        ("每季度5场", "每月3场", "演出", [(None, None, None), (None, None, None)]),
        ("每月2次", "每月1次", "巡查", [("≥", "2", "次"), (None, "1", "次")]),
        ("零事故", "1起", "事故", [("=", "0", None), (None, "1", "起")]),
        ("零事故", "发生2起", "事故", [("=", "0", None), (None, "2", "起")]),
        ("无投诉", "投诉2件", "投诉", [("=", "0", None), (None, "2", "件")]),
        ("无投诉", "表扬2件", "投诉", [(None, None, None), (None, None, None)]),
        ("零投诉", "1起一般事故", "投诉", [(None, None, None), (None, None, None)]),
        ("无流失", "3人", "学生", [(None, None, None), (None, "3", "人")]),
        ("全年20场", "18场", "演出", [(None, "20", "场"), (None, "18", "场")]),
        ("减少3起", "4起", "减少的事故", [("≥", "3", "起"), (None, "4", "起")]),
        ("减少3起", "4起", "事故", None),
        ("减少3起", "减少4起", "事故", [("≥", "3", "起"), (None, "4", "起")]),
        ("事故2起", "3起", "事故", [(None, None, None), (None, "3", "起")]),
        ("≥1/2", "45%", "优良率", [("≥", "50", "%"), (None, "45", "%")]),
        ("三分之二以上", "60%", "优良率", [("≥", "66", "%"), (None, "60", "%")]),
        ("1/2", "3个", "优良率", [(None, None, None), (None, "3", "个")]),
        ("≥20场", "18场", "演出", [("≥", "20", "场"), (None, "18", "场")]),
        ("≥20场", "每月3场", "演出", None),
        ("每月3场", "20场", "演出", [("≥", "36", "场"), (None, "20", "场")]),
        ("明显增多", "每月3场", "演出", [(None, None, None), (None, None, None)]),
    ],
)
def test_the_numbers_that_a_target_and_a_result_stand_for(
    target: str, result: str, name: str, numbers: list[tuple[str | None, str | None, str | None]] | None
) -> None:
    """In the same time, of the same thing; words that count nothing keep no number, and what became less is compared with less."""
    found = brought_together(parse_target(target), parse_target(result), name, lambda of: of in ("事故数", "投诉数"))
    parts = found and [(each.operator, None if each.number is None else str(each.number), each.unit) for each in found]
    assert parts == numbers


@pytest.mark.parametrize(
    ("result", "target", "done"), [("280处/320处", 320, 280), ("280处/320处", 300, None), ("280处", 320, None)]
)
def test_a_result_that_tells_what_was_done_of_all(result: str, target: int, done: int | None) -> None:
    """Of all that the target names, and of nothing else."""
    assert part_of(result, Decimal(target)) == (None if done is None else Decimal(done))


@pytest.mark.parametrize(
    ("target", "result", "late"),
    [
        ("春节前", "3月1日", True),
        ("春节前", "2月18日", False),
        ("春节前", "12月20日", False),  # the feast of the year that follows
        ("清明节前", "4月20日", True),
        ("端午节前", "7月1日", True),
        ("中秋节前", "10月30日", True),
        ("中秋节前", "10月1日", False),
        ("国庆节前", "12月20日", True),
        ("2月底前", "12月20日", True),
        ("汛前", "汛后完成", True),
        ("汛期前完成", "汛期后", True),
        ("汛前", "雨季后完成", False),
        ("国庆前", "国庆前，国庆后回访", False),
        ("当年完成", "跨年度实施", True),
        ("分年完成", "跨年度实施", False),
        ("当年完成", "分年完成", False),
        ("汛前（5月底）完成", "6月20日", True),
        ("汛前（5月底）完成", "5月20日", False),
    ],
)
def test_days_that_are_named_by_feasts_and_seasons(target: str, result: str, late: bool) -> None:
    """The latest day that a feast can fall on, and what comes after it; 当年 ends with the year."""
    assert is_late(target, result, 2025) is late


@pytest.mark.parametrize(("text", "ends"), [("20-30场", (20, 30)), ("30-20场", None), ("[5,8]", (5, 8)), ("≥5且≤5", None)])
def test_both_ends_of_a_range(text: str, ends: tuple[int, int] | None) -> None:
    """The lower one comes first, and one alone is no range."""
    assert bounds(text) == ends
