"""The money of a self-evaluation that stands in no table of rows and columns as the template has it."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Sheet

Lines = tuple[tuple[str, ...], ...]

_HEAD: Lines = (
    ("项目支出绩效自评表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护", "", "", "单位：万元"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
)
_REST: Lines = (
    ("年度总体目标", "全年巡护河堤六十次。"),
    ("年度总体目标完成情况", "巡护六十二次。"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "90"),
    ("总分", "", "", "", "", "100", "99.5"),
)


def _sheet(*parts: Lines, merges: tuple[Area, ...] = ()) -> Sheet:
    sheet = drawn(tuple(line for part in parts for line in part))
    return Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=merges)


def _form(*parts: Lines, merges: tuple[Area, ...] = ()) -> Form:
    (form,) = read(_sheet(*parts, merges=merges)).forms
    return form


def _money(form: Form, role: str = "total") -> list[str]:
    names = ("initial_budget", "full_year_budget", "executed", "weight", "execution_rate", "score")
    return [form.text(f"/funding/{role}/{each}") for each in names]


def _told(form: Form) -> list[tuple[str, str]]:
    return [(each.kind, each.cell) for each in form.remarks if each.kind in ("missing_label", "unread_cell", "unsure_row")]


_IN_PAIRS = {
    "one line": (("年初预算数", "44", "全年预算数", "45", "全年执行数", "42.75", "执行率", "95%"),),
    "two lines": (("年初预算数", "44", "全年预算数", "45"), ("全年执行数", "42.75", "执行率", "95%")),
    "behind a label at the side": (("项目资金", "年初预算数", "44", "全年预算数", "45", "全年执行数", "42.75", "执行率", "95%"),),
    "below each other": (("年初预算数", "44"), ("全年预算数", "45"), ("全年执行数", "42.75"), ("执行率", "95%")),
    "with a unit of its own": (
        ("年初预算数（元）", "440000", "全年预算数（元）", "450000", "全年执行数（元）", "427500", "执行率", "95%"),
    ),
}


@pytest.mark.parametrize("lines", _IN_PAIRS.values(), ids=_IN_PAIRS.keys())
def test_amounts_right_beside_their_labels(lines: Lines) -> None:
    """年初预算数 | 44 | 全年预算数 | 45 is the money of the project; nothing is told."""
    form = _form(_HEAD, lines, _REST)
    assert _money(form)[:3] == ["440000.00", "450000.00", "427500.00"]
    assert form.text("/funding/total/execution_rate") == "95"
    assert _told(form) == []


def test_parts_behind_an_amount_in_one_line() -> None:
    """其中：财政拨款 behind 全年预算数 is a part of it."""
    form = _form(
        _HEAD,
        (("年初预算数", "44", "其中：财政拨款", "40", "其他资金", "4"),),
        (("全年预算数", "45", "其中：财政拨款", "41", "其他资金", "4"),),
        (("全年执行数", "42.75", "其中：财政拨款", "39", "其他资金", "3.75"),),
        _REST,
    )
    assert _money(form)[:3] == ["440000.00", "450000.00", "427500.00"]
    assert _money(form, "fiscal")[:3] == ["400000.00", "410000.00", "390000.00"]
    assert _money(form, "other")[:3] == ["40000.00", "40000.00", "37500.00"]


@pytest.mark.parametrize("corner", ["项目", "", "资金来源"])
def test_a_table_that_lies_with_the_rate_behind_its_roles(corner: str) -> None:
    """执行率, 分值 and 得分 stand in the header, over one value for all three rows."""
    form = _form(
        _HEAD,
        (("预算执行情况（万元）", corner, "合计", "财政拨款", "其他资金", "执行率", "分值", "得分"),),
        (("", "年初预算数", "44", "40", "4", "95%", "10", "9.5"),),
        (("", "全年预算数", "45", "41", "4"), ("", "全年执行数", "42.75", "39", "3.75")),
        _REST,
        merges=(Area(5, 1, 8, 1), Area(6, 6, 8, 6), Area(6, 7, 8, 7), Area(6, 8, 8, 8)),
    )
    assert _money(form) == ["440000.00", "450000.00", "427500.00", "10", "95", "9.5"]
    assert _money(form, "fiscal") == ["400000.00", "410000.00", "390000.00", "", "", ""]
    assert _told(form) == []


_PROVINCE_AND_CITY = ("项目资金来源（万元）", "中央", "省、市", "本级", "其他", "合计", "执行数", "执行率")
_BY_SOURCE = {
    "levels": ((_PROVINCE_AND_CITY, ("", "", "30", "10", "5", "45", "42.75", "95%")), "400000.00", "50000.00"),
    "levels without a level's money": (
        (("资金来源（万元）", "合计", "中央", "其他", "执行数", "执行率"), ("", "45", "45", "", "42.75", "95%")), "450000.00", "",
    ),
    "kinds": (
        (("资金来源（万元）", "财政拨款", "自筹资金", "合计", "实际支出数", "执行率"), ("", "40", "5", "45", "42.75", "95%")),
        "400000.00",
        "50000.00",
    ),
}


@pytest.mark.parametrize(("lines", "fiscal", "other"), _BY_SOURCE.values(), ids=_BY_SOURCE.keys())
def test_one_row_of_amounts_by_source_and_what_was_spent(lines: Lines, fiscal: str, other: str) -> None:
    """资金来源 | 中央 | 本级 | 其他 | 合计 | 执行数 over one number each: the sources are those of the budget of the year."""
    form = _form(_HEAD, lines, _REST)
    assert _money(form)[1:5] == ["450000.00", "427500.00", "", "95"]
    assert (_money(form, "fiscal")[1], _money(form, "other")[1]) == (fiscal, other)
    assert _told(form) == []


def test_headings_of_another_table_are_no_rows_of_a_table_that_lies() -> None:
    """评价内容 | 分值 | 自评分 below the sources head what a unit scores besides: no 得分 is read from below them."""
    scored: Lines = (("项目权重", "评价内容", "", "分值", "自评分"), ("项目决策2分", "决策依据", "", "2", "2"))
    form = _form(_HEAD, (_PROVINCE_AND_CITY, ("", "", "30", "10", "5", "45", "42.75", "95%")), scored, _REST)
    assert _money(form) == ["", "450000.00", "427500.00", "", "95", ""]
    assert {"D8", "E8"}.isdisjoint(each.cell for each in form.fields)


def test_headings_over_labels_and_amounts() -> None:
    """预算安排情况 stands over 预算数：| 45, 资金到位情况 over 到位数：| 45, which is kept aside."""
    form = _form(
        _HEAD,
        (("二、预算执行情况", "预算安排情况（调整后）", "", "资金到位情况", "", "资金执行情况", "预算执行进度"),),
        (("", "预算数：", "45", "到位数：", "44", "42.75", "95%"),),
        (("", "其中：财政资金", "41", "其中：财政资金", "40", "39"), ("", "其他", "4", "其他", "4", "3.75")),
        (("三、目标完成情况", "年度预期目标", "", "", "具体完成情况"), ("", "全年巡护河堤六十次。", "", "", "巡护六十二次。")),
        _REST[2:],
        merges=(Area(5, 1, 8, 1), Area(5, 2, 5, 3), Area(5, 4, 5, 5), Area(9, 1, 10, 1), Area(9, 2, 9, 4), Area(9, 5, 9, 8)),
    )
    assert _money(form)[1:3] == ["450000.00", "427500.00"]
    assert _money(form, "fiscal")[1:3] == ["410000.00", "390000.00"]
    assert form.text("/funding/total/execution_rate") == "95"
    assert {each.name: each.raw for each in form.further}["/funding/预算数：·资金到位情况"] == "44"
    assert form.text("/actual_completion") == "巡护六十二次。"
    assert _told(form) == []


@pytest.mark.parametrize("total", ["预算金额", "投入", "项目经费支出"])
def test_a_total_in_words_that_nobody_knows(total: str) -> None:
    """The row of amounts right above the parts is that of their sum."""
    form = _form(
        _HEAD,
        (("项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),),
        (("", total, "44", "45", "42.75", "10", "95%", "9.5"),),
        (("", "其中：财政拨款", "40", "41", "39"), ("", "其他资金", "4", "4", "3.75")),
        _REST,
    )
    assert _money(form) == ["440000.00", "450000.00", "427500.00", "10", "95", "9.5"]


def test_two_goals_below_each_other() -> None:
    """年度总体目标 | … is the goal where 年度总体目标完成情况 | … stands below it."""
    form = _form(_HEAD, _IN_PAIRS["one line"], _REST)
    assert (form.text("/budget_goal"), form.text("/actual_completion")) == ("全年巡护河堤六十次。", "巡护六十二次。")


_NO_DEPARTMENT = (("项目名称", "河堤巡护", "", "", "单位：万元"), ("实施单位", "云溪市河道所"))


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("云溪市水务局2026年度项目支出绩效自评表", "云溪市水务局"),
        ("云溪市卫生健康委员会（2026年度）项目支出绩效自评表", "云溪市卫生健康委员会"),
        ("云溪市水务局部门项目支出绩效自评表", "云溪市水务局"),
        ("云溪市财政局2026年度项目支出绩效自评表", ""),
        ("云溪市2026年度项目支出绩效自评表", ""),
        ("项目支出绩效自评表", ""),
    ],
)
def test_the_body_in_the_title_is_the_department(title: str, department: str) -> None:
    """Of a form that does not ask for 主管部门, which is then told neither as missing nor as blank; else it is told once."""
    form = _form(((title,), ("（2026年度）",)), _NO_DEPARTMENT, _IN_PAIRS["one line"], _REST)
    assert form.text("/department") == department
    assert [each for each in _told(form) if each[0] == "missing_label"] == []


def test_the_unit_in_the_title_is_no_department() -> None:
    """云溪市第三中学 that is the unit already says nothing of its department."""
    title = "云溪市第三中学2026年度项目支出绩效自评表"
    head: Lines = ((title,), ("项目名称", "校舍修缮", "", "", "单位：万元"), ("实施单位", "云溪市第三中学"))
    assert _form(head, _IN_PAIRS["one line"], _REST).text("/department") == ""


_UPPER = ("项目资金", "", "", "预算数", "", "全年执行数", "分值", "执行率", "得分")
_AMOUNTS = (
    ("", "年度资金总额", "", "120", "110", "104.5", "10", "95%", "9.5"),
    ("", "其中：当年财政拨款", "", "100", "95", "90"),
    ("", "上年结转资金", "", "12", "10", "10"),
    ("", "其他资金", "", "8", "5", "4.5"),
)


@pytest.mark.parametrize("lower", [("年初预算数", "全年预算数"), ("年初", "调整后（全年）"), ("年初预算", "调整预算")])
@pytest.mark.parametrize("is_merged", [True, False])
def test_headings_in_two_rows(lower: tuple[str, str], is_merged: bool) -> None:
    """预算数 over 年初预算数 | 全年预算数: the lower heading says what its amounts are, the upper one is none of a column."""
    top = len(_HEAD) + 1
    merges = (Area(top, 4, top, 5), *(Area(top, column, top + 1, column) for column in (6, 7, 8, 9))) if is_merged else ()
    form = _form(_HEAD, (_UPPER, ("", "", "", *lower)), _AMOUNTS, _REST, merges=merges)
    assert _money(form) == ["1200000.00", "1100000.00", "1045000.00", "10", "95", "9.5"]
    assert _money(form, "other")[:3] == ["80000.00", "50000.00", "45000.00"]
    assert _told(form) == []


def test_a_row_of_other_words_below_the_headings_is_no_second_row_of_headings() -> None:
    """（1） | （2） below 年初预算数 | 全年预算数 are numbers of columns; the headings stay what they are."""
    heads = ("项目资金", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    form = _form(_HEAD, (heads, ("", "", "", "（1）", "（2）")), _AMOUNTS, _REST)
    assert _money(form)[:3] == ["1200000.00", "1100000.00", "1045000.00"]


@pytest.mark.parametrize("merges", [(), (Area(5, 2, 5, 3), Area(5, 4, 5, 5), Area(5, 6, 5, 7))], ids=["plain", "merged"])
def test_amounts_beside_labels_that_stand_below_each_source(merges: tuple[Area, ...]) -> None:
    """年度资金总额 | 财政拨款 | 其他资金 each over 全年预算数 | 45: no source is left out."""
    names = ("年初预算数", "全年预算数", "全年执行数")
    amounts = (("44", "40", "4"), ("45", "40", "5"), ("42", "38", "4"))
    sources = ("项目资金（万元）", "年度资金总额", "", "其中：财政拨款", "", "其他资金")
    lines = (("", *(part for each in row for part in (name, each))) for name, row in zip(names, amounts, strict=True))
    form = _form(_HEAD, (sources, *lines), _REST, merges=merges)
    wanted = [[f"{each}0000.00" for each in column] for column in zip(*amounts, strict=True)]
    assert [_money(form, each)[:3] for each in ("total", "fiscal", "other")] == wanted
    assert not [each for each in form.remarks if each.kind == "unread_cell"]


_STEPS: Lines = (
    ("预算执行情况", "预算数", "50", "到位数", "50", "执行数", "48"),
    ("", "其中：财政资金", "40", "其中：财政资金", "40", "其中：财政资金", "38"),
    ("", "其他", "10", "其他", "10", "其他", "10"),
)


def test_money_in_three_steps_beside_each_other() -> None:
    """Each source is that of the step above it; what was received is kept by its name, and no template was changed."""
    (form,) = read(drawn((*_HEAD, *_STEPS, *_REST))).forms
    names = ("total/full_year_budget", "total/executed", "fiscal/full_year_budget", "fiscal/executed", "other/executed")
    assert [form.amount(f"/funding/{each}") for each in names] == [500_000, 480_000, 400_000, 380_000, 100_000]
    kept = {each.name: each.value for each in form.further}
    assert kept == {"/funding/到位数": 500_000, "/funding/到位数·其中：财政资金": 400_000, "/funding/到位数·其他": 100_000}
    assert [each for each in form.remarks if each.kind in ("unread_cell", "missing_label")] == []


def test_money_in_three_steps_below_each_other() -> None:
    """到位数 between 预算数 and 执行数."""
    (form,) = read(drawn((*_HEAD, ("预算数", "50"), ("到位数", "49"), ("执行数", "48"), *_REST))).forms
    assert (form.amount("/funding/total/full_year_budget"), form.amount("/funding/total/executed")) == (500_000, 480_000)
    assert [(each.name, each.value) for each in form.further] == [("/funding/到位数", 490_000)]
