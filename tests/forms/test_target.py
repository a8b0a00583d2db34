"""Target phrases: operator, number, unit and kind."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.forms.form import Target
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.indicators.split_target import composed
from xlperf.forms.reading.labels import blank_spot
from xlperf.forms.values.target import is_phrase, parse_target
from xlperf.intake.sheet import Cell


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥95.00(%)", "≥", "95.00", "%"), ("超八成", ">", "80", "%"), ("逾8000人次", ">", "8000", "人次"),
        ("=100(%)", "=", "100", "%"),
        ("120+90家", None, "210", "家"), ("≥150＋50(家)", "≥", "200", "家"), ("120家+90家", None, "210", "家"),
        ("100(场)+20(场)", None, "120", "场"), ("1.5+2.5万元", None, "4.0", "万元"), ("12+8+10场次", None, "30", "场次"),
        ("≥3×100人次", "≥", None, None), ("≥4期×50人", "≥", None, None), ("≥2*50(人)", "≥", None, None),
        ("≥10台+5套", "≥", None, None),
        ("《300座", "<", "300", "座"), ("〉300座", ">", "300", "座"), ("300+座", "≥", "300", "座"), ("300座+", "≥", "300", "座"),
        ("200人（2期，每期100人）", None, "200", "人"), ("10台（5大5小）", None, "10", "台"),
        ("→300座", None, "300", "座"), ("100%（全部）", None, "100", "%"), ("≥300座!", "≥", "300", "座"),
        ("≥300-座", "≥", "300", "座"),
        ("≥1万+", "≥", "1", "万"), ("24+（场）", "≥", "24", "场"),
        ("≥4.00(次)", "≥", "4.00", "次"),
        ("=90 (%)", "=", "90", "%"),
        ("<206000.00(元/人)", "<", "206000.00", "元/人"),
        ("≥20(万页)", "≥", "20", "万页"),
        ("=0.61(万元/月)", "=", "0.61", "万元/月"),
        ("≥ 3 次", "≥", "3", "次"),
        ("≥3年", "≥", "3", "年"),
        ("≤6月", "≤", "6", "月"),
        ("＞９５％", ">", "95", "%"),
        (">=90%", "≥", "90", "%"),
        ("<=5天", "≤", "5", "天"),
        ("≧90%", "≥", "90", "%"),
        ("≥90", "≥", "90", None),
        ("≤1(小时)", "≤", "1", "小时"),
        ("=365(天)", "=", "365", "天"),
        ("≥1000人/场", "≥", "1000", "人/场"),
        ("≥1,200人", "≥", "1200", "人"),
        ("不少于10次", "≥", "10", "次"),
        ("不低于95%", "≥", "95", "%"),
        ("至少3场", "≥", "3", "场"),
        ("大于等于90%", "≥", "90", "%"),
        ("10次以上", "≥", "10", "次"),
        ("95%（含）以上", "≥", "95", "%"),
        ("95%及以上", "≥", "95", "%"),
        ("达到90%以上", "≥", "90", "%"),
        ("5%以内", "≤", "5", "%"),
        ("控制在5%以内", "≤", "5", "%"),
        ("不超过100万元", "≤", "100", "万元"),
        ("每年≥2次", "≥", "2", "次"),
        ("每月不少于1次", "≥", "1", "次"),
        ("全年不少于12次", "≥", "12", "次"),
        ("年内举办≥3(场)", "≥", "3", "场"),
        ("≥95%的学员满意", "≥", "95", "%"),
        ("满意度≥92%", "≥", "92", "%"),
        ("采购册数不少于30000册", "≥", "30000", "册"),
        ("投诉率低于1%", "<", "1", "%"),
        ("成本控制在5万元以内", "≤", "5", "万元"),
        ("应不得超过5天", "≤", "5", "天"),
        ("目标：≥900公里", "≥", "900", "公里"),
        ("最多30人", "≤", "30", "人"),
        ("不能低于95%", "≥", "95", "%"),
        ("≥(20)场", "≥", "20", "场"),
        ("≥一百二十人", "≥", "120", "人"),
        ("≥三万五千元", "≥", "35000", "元"),
        ("≥一万零五户", "≥", "10005", "户"),
        ("≤两小时", "≤", "2", "小时"),
        ("合格率为98%", None, "98", "%"),
        ("合格率达到100%", None, "100", "%"),
        ("数量：210份", None, "210", "份"),
        ("由80%提高到90%", None, "90", "%"),
        ("从2次增加至5次", None, "5", "次"),
        ("三百五十人", None, "350", "人"),
        ("≤30分钟(工作日)", "≤", "30", "分钟"),
        ("≥3次，每次50人", "≥", "3", "次"),
        ("100%", None, "100", "%"),
        ("985米", None, "985", "米"),
        ("0", None, "0", None),
        ("0次", None, "0", "次"),
        ("1项/年", None, "1", "项/年"),
        ("3次/月", None, "3", "次/月"),
        ("12800户", None, "12800", "户"),
        ("5.5万元", None, "5.5", "万元"),
        ("-5%", None, "-5", "%"),
        ("0.95", None, "0.95", None),
        ("≥二级", "≥", None, None),
        ("90%-95%", None, None, "%"),
        ("80~100(%)", None, None, "%"),
        ("3至5次", None, None, "次"),
        ("100人—200人", None, None, "人"),
        ("≥95%且≤100%", None, None, "%"),
        ("1/3", None, None, None),
        ("≥300㎡", "≥", "300", "m²"),
        ("≥300m2", "≥", "300", "m²"),
        ("1200 m³", None, "1200", "m³"),
        ("≤35μg/m³", "≤", "35", "μg/m³"),
        ("≥5元/㎡", "≥", "5", "元/m²"),
        ("0.5万㎡", None, "0.5", "万m²"),
        ("≤60dB(A)", "≤", "60", "dB(A)"),
        ("1:30", None, None, None),
        ("≥1比3", "≥", None, None), ("≥1比1.25", "≥", None, None), ("1比3以上", "≥", None, None),
        ("缩减10%以上", "≥", "10", "%"), ("扩大10%", None, "10", "%"), ("回落2个百分点", None, "2", "个百分点"),
        ("下浮5%", None, "5", "%"), ("提速20%", None, "20", "%"), ("增至120(家)", None, "120", "家"),
        ("两倍以上", "≥", "2", "倍"), ("缩减5天", None, "5", "天"),
        ("≥1:3", "≥", None, None),
        ("≤1：50", "≤", None, None),
        ("1：1.5(亩)", None, None, None),
        ("三分之二以上", "≥", None, None),
        ("300余册", None, "300", "册"),
        ("200来人次", None, "200", "人次"),
        ("1.2万余人次", None, "1.2", "万人次"),
        ("近300册", None, "300", "册"),
        ("约100人", None, "100", "人"),
        ("100人左右", None, "100", "人"),
        ("≥300余册", "≥", "300", "册"),
        ("较上年提高≥5(%)", "≥", "5", "%"),
        ("下降8%以上", "≥", "8", "%"),
        ("比上年降低≥3%", "≥", "3", "%"),
        ("同比增长10%以上", "≥", "10", "%"),
        ("较2024年增长3个百分点", None, "3", "个百分点"),
        ("比改造前降低20%", None, "20", "%"),
        ("提高到95%", None, "95", "%"),
        ("缩短2小时", None, "2", "小时"),
        ("逐年递增5%", None, "5", "%"),
        ("每年递减≥2（%）", "≥", "2", "%"),
        ("每季度增加10场以上", "≥", "10", "场"),
        ("年均递增6%", None, "6", "%"),
        ("提高到每年12次", None, "12", "次"),
        ("由每年8次提高到每年12次以上", "≥", "12", "次"),
        ("降至每月2起以下", "≤", "2", "起"),
        ("不低于上年95%的水平", "≥", "95", "%"),
        ("不超过去年同期的30起", "≤", "30", "起"),
        ("达到2025年九成的水平", None, "90", "%"),
        ("上年水平的95%以上", "≥", "95", "%"),
        ("不少于每场300人", "≥", "300", "人"),
        ("人均≥3次", "≥", "3", "次"),
        ("人均1.5平方米", None, "1.5", "平方米"),
        ("九成以上", "≥", "90", "%"),
        ("九成五", None, "95", "%"),
        ("9成以上", "≥", "90", "%"),
        ("百分之九十以上", "≥", "90", "%"),
        ("百分之十五", None, "15", "%"),
        ("百分之百", None, "100", "%"),
        ("百分之一百零三", None, "103", "%"),
        ("增长百分之五点六", None, "5.6", "%"),
        ("千分之三", None, "3", "‰"),
        ("≥1万2千（人）", "≥", "12000", "人"),
        ("2万8千5百平方米", None, "28500", "平方米"),
        ("1万零500人", None, "10500", "人"),
        ("1万2000人", None, "12000", "人"),
        ("2万5人", None, "25000", "人"),
        ("达标率100%", None, "100", "%"),
        ("满意度95%", None, "95", "%"),
        ("达标率达到95%以上", "≥", "95", "%"),
        ("全年300册", None, "300", "册"),
        ("年内5场以上", "≥", "5", "场"),
        ("300册;", None, "300", "册"),
        ("（≥95%）", "≥", "95", "%"),
        ("(≥95(%))", "≥", "95", "%"),
        ("≥(95%)", "≥", "95", "%"),
        ("≥1.2万(人)", "≥", "1.2", "万人"),
        ("18-22℃", None, None, "°C"),
        ("20~30mg/L", None, None, "mg/L"),
        ("90%≤X≤100%", None, None, "%"),
        ("100%≥合格率≥90%", None, None, "%"),
        ("半数以上", "≥", "50", "%"),
        ("超过半数", ">", "50", "%"),
        ("十二期", None, "12", "期"),
        ("两场", None, "2", "场"),
        ("三次以上", "≥", "3", "次"),
        ("不少于二十场次", "≥", "20", "场次"),
        ("≥12台（套）", "≥", "12", "台(套)"),
        ("8处（点）以上", "≥", "8", "处(点)"),
        ("≮90%", "≥", "90", "%"),
        ("≯30元", "≤", "30", "元"),
    ],
)
def test_quantitative(text: str, operator: str | None, number: str | None, unit: str | None) -> None:
    """An operator or a number; a range and a fraction have no single number to hold a result against."""
    assert parse_target(text) == Target(text, "quantitative", operator, Decimal(number) if number else None, unit)


@pytest.mark.parametrize(
    "text",
    [
        "2023年1-12月", "2025年3至10月底前", "1月1-15日", "2024年4、5月",
        "6月底前", "3月底前", "12月前", "10月前", "4季度前", "3季度", "第三季度", "11月", "1-12月", "全年", "每月", "每季度",
        "每月1次", "每周一次", "24小时", "12个月", "2026年12月底", "2026年12月底前", "2026年6月30日前", "2026-06-30", "2026年",
        "2026年完成", "分别4月底及12月底前完成", "1小时内响应，3小时内抵达现场", "30分钟内", "上半年", "年底前",
        "≤6月30日", "≤2026年6月底", "<2026-06-30", "不晚于6月30日", "最迟11月底", "2026.7—2026.10", "2026.3-10",
        "五月底前", "十二月三十一日", "二〇二八年十月", "九月上旬", "五月至十月", "壹拾壹月叁拾日", "31-May", "May-28",
        "完成时间：12月底前", "两个工作日", "截至12月31日", "7×24小时", "按月", "12月底", "当年12月前完成", "12:00", "8:30前",
        "1年1次", "半年一次", "2周1次", "全年365天", "年内3月底前", "全年24小时",
        "每年12次", "每年提高", "每年新增就业岗位10个", "每年1次，逐年提高", "缩短至5个工作日内",
    ],
)  # fmt: skip
def test_times(text: str) -> None:
    """A date, a period or a frequency has neither operator nor number."""
    assert parse_target(text) == Target(text, "time")


@pytest.mark.parametrize(
    "text",
    [
        "提升", "及时", "是", "无", "—", "健全", "有效保障", "100%全覆盖", "14个街镇、工业区全覆盖", "区和街镇全覆盖",
        "规范,不超过预算", "按合同规定及时拨付", "按期完成", "ISO9001", "A级", "第1期",
        "2号楼消防改造", "24小时自助图书馆开放", "3个平台全部建成", "1.2.3", "覆盖率100%，及时率100%",
        "有所提高", "较上年有所下降", "成本降低", "完成成果汇编", "三成员单位", "比例1:3", "程度3级",
        "培训≥10场、参训≥300人", "三百五", "1万12千人", "千人大会", "联系电话：63000123", "未完成率不详",
        "推广5G", "建设2号楼", "完成第3期", "还差5%", "实现5个100%", "3比0获胜", "数倍",
        "不低于上年水平", "逐年递增", "去年12次", "同期95%", "不低于2026年12月",
    ],
)  # fmt: skip
def test_words(text: str) -> None:
    """Words stay words, even with digits in them; no number is taken out of a sentence."""
    assert parse_target(text) == Target(text, "qualitative")


@given(st.text(max_size=40))
def test_no_text_raises_and_no_number_is_invented(text: str) -> None:
    """The text is kept as it stands; without a digit there is no number."""
    target = parse_target(text)
    assert target.text == text
    assert target.number is None or any(each.isdigit() or each.isnumeric() for each in text)
    assert target.kind == "quantitative" or (target.number is None and target.unit is None)


@given(
    st.sampled_from(["≥", "≤", "=", ">", "<"]),
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["%", "次", "人次", "元/人", "万元", "个工作日", "平方米"]),
)
def test_any_number_with_operator_and_unit_is_read_back(operator: str, number: Decimal, unit: str) -> None:
    """With brackets or without, with blanks, with thousands commas."""
    for text in (
        f"{operator}{number}({unit})",
        f"{operator} {number} （{unit}）",
        f"{operator}{number}{unit}",
        f"{operator}{number:,}({unit})",
    ):
        target = parse_target(text)
        assert (target.operator, target.number, target.unit) == (operator, number, unit)


@pytest.mark.parametrize(
    ("target", "sign", "unit", "whole"),
    [
        ("95", "≥", "%", "≥95(%)"),
        ("95", "大于等于", "（%）", "≥95(%)"),
        ("≤5次", "≥", "%", "≤5次"),
        ("95", "定量", "", "95"),
        ("及时", "≥", "%", "及时"),
        ("35", "=", "台（套）", "=35(台(套))"),
        ("35", "=", "(台（套）)", "=35(台(套))"),
        ("95", "", "", "95"),
        ("1800以上", "", "辆", "1800以上(辆)"),
    ],
)
def test_operator_and_unit_in_columns_of_their_own(target: str, sign: str, unit: str, whole: str) -> None:
    """They complete a bare number and never overwrite what the phrase says itself."""
    cells = {key: blank_spot(1, 1, 1, 1)._replace(text=text) for key, text in (("operator", sign), ("measure", unit)) if text}
    assert composed(blank_spot(1, 1, 1, 1)._replace(text=target), cells, {}).text == whole


def test_what_can_be_nothing_but_a_target() -> None:
    """A number or a time; a name that begins with a number is no target."""
    assert is_phrase("≥5(次)") and is_phrase("12月底前") and is_phrase("100%")
    assert not is_phrase("读者满意度≥92%") and not is_phrase("完成：12部")  # the one is a name, the other a foot
    assert not is_phrase("2号楼消防改造") and not is_phrase("及时") and not is_phrase("")
    assert not is_phrase("覆盖100%")  # as well a name


PARTS_OF_MARKED_PHRASES = {
    "≥10³(立方米)": ("≥", "1000", "立方米"),
    "≥2×10⁴(吨)": ("≥", "20000", "吨"),
    "≥28②(公里)": ("≥", "28", "公里"),
    "①≥28(公里)": ("≥", "28", "公里"),
    "≥98%²": ("≥", "98", "%"),
    "28(公里)⁽¹⁾": (None, "28", "公里"),
    "≤35μg/m³": ("≤", "35", "μg/m³"),
    "≥500M2": ("≥", "500", "M²"),
    "≥500 m^2": ("≥", "500", "m²"),
    "≤1∶20": ("≤", None, None),
    "≥½(小时)": ("≥", None, None),
    "3年以上": ("≥", "3", "年"),
    "5年及以上": ("≥", "5", "年"),
    "10年以上（含）": ("≥", "10", "年"),
    "2年以下": ("≤", "2", "年"),
    "28以上（公里）": ("≥", "28", "公里"),
    "2000册余": (None, "2000", "册"),
    "2000有余": (None, "2000", None), "300次有余": (None, "300", "次"),
    "≥4\ufe0f5(人)": ("≥", "45", "人"),
}


@pytest.mark.parametrize("phrase", PARTS_OF_MARKED_PHRASES)
def test_marks_are_no_digits_and_powers_are(phrase: str) -> None:
    """A reference to a note is no part of a number, a power of ten is one, and what is not one number has none."""
    target = parse_target(phrase)
    number = None if target.number is None else str(target.number)
    assert (target.operator, number, target.unit) == PARTS_OF_MARKED_PHRASES[phrase]


LETTERS_FOR_DIGITS = {
    "≥9O%": "90", "1OO%": "100", "l00%": "100", "≥1l0场": "110", "≥l2期": "12", "≥９Ｏ％": "90", "≥3O": "30", "≤O.5(%)": "0.5",
    "≥1,OOO册": "1000", "1○○%": "100",
}  # fmt: skip


@pytest.mark.parametrize("phrase", LETTERS_FOR_DIGITS)
def test_letters_typed_for_digits_are_digits(phrase: str) -> None:
    """O for 0 and l for 1 beside digits and before a unit of counts; the text stays as it is written."""
    target = parse_target(phrase)
    assert (str(target.number), target.text) == (LETTERS_FOR_DIGITS[phrase], phrase)


@pytest.mark.parametrize("phrase", ["O2O模式", "I5处理器", "5G覆盖", "1O1室", "IO接口", "5l(升)"])
def test_letters_of_names_and_units_stay_letters(phrase: str) -> None:
    """Litres are no ones, and what a name is made of is no number."""
    assert parse_target(phrase) == Target(phrase, "qualitative")
    assert parse_target("≥10l") == Target("≥10l", "quantitative", "≥", Decimal(10), "l")


def test_a_calendar_year_is_no_length_of_time() -> None:
    """2026年以上 compares nothing."""
    assert parse_target("2026年以上").number is None


@pytest.mark.parametrize("text", ["三等奖", "一流", "一次性", "五星级", "二级甲等", "一人一档", "十分满意", "两个文明", "场次"])
def test_words_that_begin_like_a_count_stay_words(text: str) -> None:
    """Only a number in words with what is counted behind it, and nothing more, is a number."""
    assert parse_target(text).kind == "qualitative"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("[300,350]处", "处"), ("［300，350］（处）", "处"), ("不少于300处不超过350处", "处"), ("不低于90%不高于95%", "%"),
        ("20-30（台（套））", "台(套)"), ("20~30台（套）", "台(套)"),
    ],
)
def test_both_ends_of_a_range_are_no_single_number(text: str, unit: str) -> None:
    """An interval in square brackets is no number of six figures; (1,200)场 is one of four."""
    assert parse_target(text) == Target(text, "quantitative", None, None, unit)
    assert parse_target("(1,200)场").number == Decimal(1200)
    assert parse_target("≥175(个)\n≥291(册)").operator == "≥"


@pytest.mark.parametrize(
    ("text", "kind", "operator", "number", "unit"),
    [
        ("已完成77块", "quantitative", None, "77", "块"),
        ("完成73块（详见附件）", "quantitative", None, "73", "块"),
        ("共计182人次，超额完成", "quantitative", None, "182", "人次"),
        ("实际162期", "quantitative", None, "162", "期"),
        ("》49本", "quantitative", ">", "49", "本"),
        ("≥：87%", "quantitative", "≥", "87", "%"),
        ("不少于每月1次", "quantitative", "≥", "1", "次"),
        ("±3(%)", "quantitative", None, None, "%"),
        ("国庆节前", "time", None, None, None),
        ("共3项，2项未完成", "qualitative", None, None, None),
        ("完成2026年任务", "qualitative", None, None, None),
        ("《12345热线管理办法》", "qualitative", None, None, None),
    ],
)
def test_results_in_a_sentence_and_slips_of_signs(
    text: str, kind: str, operator: str | None, number: str | None, unit: str | None
) -> None:
    """A result told with 完成, a sign typed for another, a frequency behind its sign, a tolerance, a holiday."""
    found = parse_target(text)
    written = None if found.number is None else str(found.number)
    assert (found.kind, found.operator, written, found.unit) == (kind, operator, number, unit)


@pytest.mark.parametrize(
    "text",
    ["≥2千3万", "≥1.2万3千", "≥1亿2千万元", "≥1200 1500", "≥3 5", "≥100 200人", "≥50 150", "≥1\n2", "≥200, 150, 350", "≥12'5"],
)
def test_what_is_no_number_or_two_is_compared_with_nothing(text: str) -> None:
    """Rather no number than the first of them, or the digits of both run together."""
    found = parse_target(text)
    assert (found.operator, found.number) == ("≥", None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("≥12 000(元)", 12000), ("≥1 200 000元", 1200000), ("≥1 200人", 1200), ("≥1, 200 人", 1200)),
        *(("≥3千5百人", 3500), ("≥ 95 %", 95)),
    ],
)
def test_blanks_between_thousands_are_none(text: str, number: int) -> None:
    """Nor are those around a number."""
    assert parse_target(text).number == number


@pytest.mark.parametrize(
    ("phrase", "number", "unit"),
    [
        ("≥1.2e4册", "12000", "册"), ("≥1.2E3(人次)", "1200", "人次"), ("1.2E+04册", "12000", "册"),
        ("≥300(册", "300", "册"), ("“≥300册”", "300", "册"), ("'≥95%'", "95", "%"), ("≥300、册", "300", "册"), ("〈5次", "5", "次"),
        ("300册。", "300", "册"), ("98%。", "98", "%"), ("≤￥1000", "1000", "元"), ("≤¥1000元/册", "1000", "元/册"),
        ("≤人民币1.2万", "1.2", "万元"), ("RMB49000", "49000", "元"),
    ],
)  # fmt: skip
def test_slips_around_a_number_change_neither_it_nor_its_unit(phrase: str, number: str, unit: str) -> None:
    """1.2e4 is no 1.2, and a bracket that was never closed hides no unit."""
    found = parse_target(phrase)
    assert (found.number, found.unit, found.text) == (Decimal(number), unit, phrase)


@pytest.mark.parametrize("phrase", ["3E座", "“一主N支”3项", "“三公”经费压减，“两新”覆盖"])
def test_quotes_and_letters_of_names_are_no_slips(phrase: str) -> None:
    """A house has a letter, and words in quotes are words."""
    assert parse_target(phrase).number != Decimal(3000)
    assert parse_target(phrase).operator is None


@pytest.mark.parametrize(("phrase", "sign"), [("1800以上", "≥"), ("95及以上", "≥"), ("30以内", "≤"), ("5以下", "≤")])
def test_a_number_with_a_limit_and_no_unit_is_one(phrase: str, sign: str) -> None:
    """Its unit may stand in a column of its own."""
    found = parse_target(phrase)
    assert (found.kind, found.operator, found.unit) == ("quantitative", sign, None)


@pytest.mark.parametrize(("stored", "text", "kind"), [("20260930", "2026-09-30", "time"), ("20261399", "20261399", "quantitative")])
def test_a_day_typed_without_strokes_into_a_cell_that_shows_days(stored: str, text: str, kind: str) -> None:
    """Spreadsheets show nothing but ####### for it; a number that is no day stays the number."""
    value = read_field("/indicators/0/target", "指标值", "target", Cell(Decimal(stored), "number", "yyyy-mm-dd"), "E9", "元").value
    assert isinstance(value, Target) and (value.text, value.kind) == (text, kind)


def test_a_large_number_in_a_plain_cell_is_no_day() -> None:
    """20,260,930 people may be vaccinated."""
    value = read_field("/indicators/0/target", "指标值", "target", Cell(Decimal(20260930), "number"), "E9", "元").value
    assert isinstance(value, Target) and (value.kind, value.number) == ("quantitative", 20260930)


@pytest.mark.parametrize("text", ["《2026年工作方案》编制", "5+2模式", "A+", "3+X", "《300号文》"])
def test_a_title_and_a_name_with_a_plus_are_no_numbers(text: str) -> None:
    """《 before a number is < only where nothing closes it; a plus behind one says 以上 before or behind a unit."""
    assert parse_target(text).number is None


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        *(("未超过10家", "≤", 10, "家"), ("没有超过10家", "≤", 10, "家"), ("未超10家", "≤", 10, "家")),
        *(("不得突破100万元", "≤", 100, "万元"), ("控制在不超过5%", "≤", 5, "%"), ("未低于95%", "≥", 95, "%")),
        *(("不能少于3次", "≥", 3, "次"), ("没有低于90%", "≥", 90, "%"), ("满意度未低于90%", "≥", 90, "%")),
        *(("超过10家", ">", 10, "家"), ("超出10家", ">", 10, "家"), ("低于10家", "<", 10, "家")),
    ],
)
def test_what_is_denied_is_the_other_side(text: str, operator: str, number: int, unit: str) -> None:
    """未超过 says at most and 未低于 at least, whatever word denies it; 超过 alone says more."""
    found = parse_target(text)
    assert (found.operator, found.number, found.unit) == (operator, number, unit)
