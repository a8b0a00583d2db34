"""The unit of amounts as people spell it, and what no unit can be read in."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_banners import _TITLE, _declaration
from tests.forms.test_declared_money import form_of, money
from tests.forms.test_money_otherwise import _HEAD, _REST
from tests.forms.test_money_otherwise import _form as evaluation_of
from tests.forms.test_trusted_headings import DONE, EVALUATION
from tests.forms.test_trusted_headings import form_of as evaluated
from xlperf.forms.form import Form
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.forms.values.money_unit import plain_unit, unit_in_brackets, unit_in_doubt


def _form(written: str) -> Form:
    lines = tuple(
        tuple(f"{each}{written}" if each == "年度资金总额" else each for each in line)
        for line in _declaration("河堤巡护", "48.5")
    )
    return read(drawn(((_TITLE,), *lines))).forms[0]


@pytest.mark.parametrize(
    "written",
    [
        "（□元 ☑万元）", "（万元√ 元□）", "（万圆）", "（1万元）", "（10000元）", "（以万元计）", "（万元整）", "（W元）", "（w）",
        "〈万元〉", "（万.元）", "（万元/年）", "（万）", "（人民币万圆）", "（单位：1万元）", "（精确到万元）",
    ],
)  # fmt: skip
def test_ten_thousand_yuan_is_read_however_it_is_spelled(written: str) -> None:
    """A unit that is passed over multiplies or divides every sum by ten thousand."""
    form = _form(written)
    assert form.amount_unit == "万元"
    assert "unit_missing" not in [each.kind for each in form.remarks]


_YUAN = ("（圆）", "（RMB）", "（¥）", "（CNY）", "（元整）", "（精确到元）", "（人民币）", "（□万元 ☑元）")


@pytest.mark.parametrize("written", _YUAN)
def test_yuan_is_read_however_it_is_spelled(written: str) -> None:
    """And nobody is told that the form says no unit."""
    form = _form(written)
    assert form.amount_unit == "元"
    assert "unit_missing" not in [each.kind for each in form.remarks]


@pytest.mark.parametrize(
    ("written", "quoted"),
    [("（万元/元）", "万元/元"), ("（元、万元）", "元、万元"), ("（万美元）", "万美元"), ("（万员）", "万员")],
)
def test_what_no_unit_can_be_read_in_is_quoted(written: str, quoted: str) -> None:
    """It would be false to say that the form says no unit."""
    form = _form(written)
    remark = next(each for each in form.remarks if each.kind == "unit_missing")
    assert (form.amount_unit, remark.detail["found"]) == ("元", quoted)


@pytest.mark.parametrize("label", ["项目资金（必填）", "年度资金总额（A）", "项目资金（万元）", "项目资金", "其他资金（自筹）"])
def test_brackets_without_money_in_them_are_no_unit_in_doubt(label: str) -> None:
    """Only what has a word of money in it may be a unit."""
    assert unit_in_doubt(key_of(label)) is None


@pytest.mark.parametrize("key", ["圆满完成", "项目名称(1号楼)", "资金(1)", "(10000人)", "方圆社区(w座)"])
def test_other_words_keep_their_spelling(key: str) -> None:
    """圆 is a unit only where one stands, 1 only before one."""
    assert plain_unit(key) == key


def test_a_second_unit_behind_a_comma_makes_a_doubt() -> None:
    """What else is measured may stand there: 万元、%."""
    assert unit_in_brackets("资金(万元、%)") == "万元"
    assert unit_in_brackets("资金(万元、元)") is None


@pytest.mark.parametrize("label", ["项目名称¹", "主管部门；", "实施单位;", "项目名称、", "项目名称²", "项目名称，"])
def test_a_raised_number_and_a_stop_behind_a_label_are_no_part_of_it(label: str) -> None:
    """As they stand on forms with footnotes, and behind labels typed in haste."""
    assert bare_key(label) == bare_key(label[:-1])


def test_what_a_copied_picture_leaves_is_seen_by_nobody() -> None:
    """U+FFFC stands in texts that were copied from Word."""
    assert key_of("主管\ufffc部门") == "主管部门"


_LINE = ("", "", "", "", "单位：万元")


def _amounts(*lines: tuple[str | float, ...]) -> tuple[dict[str, object], list[tuple[str, str]]]:
    form = form_of(*lines)
    return money(form), [(each.kind, each.cell) for each in form.remarks]


_PARTS = ("其中：财政拨款（元）", "其中：县级财政安排资金（元）", "财政资金（单位：元）", "2026年财政拨款（元）")
_TOTALS = ("年度资金总额（元）", "项目当年预算（元）", "年度部门预算金额（单位：元）", "2026年资金总额（元）")


@pytest.mark.parametrize("part", _PARTS)
def test_the_unit_behind_one_part_is_that_of_its_own_amount(part: str) -> None:
    """Below 单位：万元 the other amounts were read in 元, ten thousand times too small."""
    found, told = _amounts(_LINE, ("项目资金", "年度资金总额", 86), ("", part, 780000), ("", "其他资金", 8))
    assert found == {"annual": 860000, "annual_fiscal": 780000, "annual_other": 80000}
    assert told == [("two_units", "B7")]


@pytest.mark.parametrize("total", _TOTALS)
def test_the_unit_behind_the_total_goes_before_a_line_above(total: str) -> None:
    """In words that no layout lists as well: 860000 was read as 86 亿元 without a word."""
    found, told = _amounts(_LINE, ("项目资金", total, 860000), ("", "其中：财政拨款", 780000), ("", "其他资金", 80000))
    assert found == {"annual": 860000, "annual_fiscal": 780000, "annual_other": 80000}
    assert told == [("two_units", "E5")]


def test_of_two_totals_with_two_units_each_has_its_own() -> None:
    """项目资金总额 without a unit is in that of the line above, 年度资金总额（元） beside it in its own."""
    found, _ = _amounts(_LINE, ("项目资金", "项目资金总额", 200, "年度资金总额（元）", 860000))
    assert found == {"total": 2000000, "annual": 860000}


@pytest.mark.parametrize("column", ["年初预算数", "年初部门预算安排数"])
def test_the_unit_of_one_column_is_that_of_its_own_amounts(column: str) -> None:
    """年初预算数（元） beside 全年预算数 and 全年执行数 below 单位：万元."""
    lines = (
        ("项目资金", "", f"{column}（元）", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "500000", "48", "48", "10", "100%", "10"),
        ("", "其中：财政拨款", "480000", "46", "46"),
    )
    form = evaluation_of(_HEAD, lines, _REST)
    assert [form.value(f"/funding/total/{each}") for each in ("initial_budget", "full_year_budget")] == [500000, 480000]
    assert form.value("/funding/fiscal/initial_budget") == 480000
    assert [each.detail["part"] for each in form.remarks if each.kind == "two_units"] == ["own"]


_NAMED = ("项目名称", "", "养护工作经费（万元）")
_HEADED = ("实际完成情况", "全年巡护河堤六十次（单位：万元）")
_VALUES = [
    ((("项目支出绩效自评表",), _NAMED), ()),
    ((("项目支出绩效自评表",), _NAMED[::2]), ()),
    ((), (("年度总体目标", "预期目标", "", "", "", "实际完成情况"), ("", "全年巡护。", "", "", "", "投入见附表（单位：万元）"))),
    ((), (("年度总体目标", "预期目标", "全年巡护河堤。"), ("", *_HEADED))),
]


@pytest.mark.parametrize("unit", ["", "（元）"])
@pytest.mark.parametrize(("top", "goals"), _VALUES, ids=["name", "name beside", "goal below", "goal beside"])
def test_what_a_unit_wrote_beside_or_below_a_label_says_no_unit_of_amounts(
    top: tuple[tuple[str, ...], ...], goals: tuple[tuple[str, ...], ...], unit: str
) -> None:
    """The name of a project and a goal that end so made 3289000 元 ten thousand times as much."""
    money = (f"项目资金{unit}", *EVALUATION[3][1:])
    total = ("", "年度资金总额", "", "3289000", "3289000", "3289000", "10", "100%", "10")
    row = ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "90")
    head = (*(top or EVALUATION[:2]), EVALUATION[2], money, total, *(goals or EVALUATION[5:]))
    form = evaluated(DONE, row, head=head)
    assert (form.amount_unit, form.value("/funding/total/executed")) == ("元", 3289000)
    assert [each.kind for each in form.remarks] == ([] if unit else ["unit_missing"])


def test_a_renamed_label_and_a_line_say_the_unit_still() -> None:
    """项目经费（万元） at the side of the money, and 单位：万元 right beside the label of a body that is blank."""
    total = ("", "年度资金总额", "", "8", "8", "8", "10", "100%", "10")
    row = ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "90")
    renamed = (*EVALUATION[:3], ("项目经费（万元）", *EVALUATION[3][1:]), total, *EVALUATION[5:])
    line = (*EVALUATION[:2], ("实施单位", "单位：万元"), ("项目资金", *EVALUATION[3][1:]), total, *EVALUATION[5:])
    assert [evaluated(DONE, row, head=each).amount_unit for each in (renamed, line)] == ["万元"] * 2
