"""Where the money of several years stands side by side, the amounts of a declaration are those below its own year."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form

_Row = tuple[str, ...]


def _form(*money: _Row) -> Form:
    """Read the plain declaration (2026年度) with other rows of money."""
    (form,) = read(drawn((*ROWS[:4], *money, *ROWS[5:]))).forms
    return form


def _amounts(form: Form) -> tuple[object, object]:
    return form.value("/funding/annual"), form.value("/funding/annual_fiscal")


@pytest.mark.parametrize(
    ("headings", "total", "fiscal"),
    [
        (("合计", "2026年", "2027年", "2028年"), ("60", "10", "20", "30"), ("57", "9", "19", "29")),
        (("2026年", "2027年", "2028年", "合计"), ("10", "20", "30", "60"), ("9", "19", "29", "57")),
        (("上年预算数", "本年预算数", "增减额"), ("8", "10", "2"), ("8", "9", "1")),
        (("本年预算数", "上年预算数"), ("10", "8"), ("9", "8")),
        (("上年预算", "本年预算", "增减"), ("8", "10", "2"), ("8", "9", "1")),
        (("2025年预算数", "2026年预算数"), ("8", "10"), ("8", "9")),
        (("上年度金额", "本年度金额", "增减额"), ("8", "10", "2"), ("8", "9", "1")),
        (("以前年度安排", "本年度安排", "以后年度安排"), ("8", "10", "2"), ("7", "9", "1")),
        (("本年拟安排", "次年拟安排"), ("10", "8"), ("9", "7")),
        (("以前年度已到位", "当年申请数"), ("8", "10"), ("7", "9")),
    ],
)
def test_the_year_s_amounts_stand_below_its_heading(headings: _Row, total: _Row, fiscal: _Row) -> None:
    """Neither the sum of all years nor last year's, wherever they stand; what stands under the others is kept aside.

    The sum of this year and the next ones is the money of the whole project.
    """
    form = _form(("项目资金（元）", "", *headings), ("", "资金总额", *total), ("", "其中：财政拨款", *fiscal))
    assert _amounts(form) == (10, 9)
    assert [each.kind for each in form.remarks if each.kind == "unread_cell"] == []
    whole = [form.text(f"/funding/{each}").removesuffix(".00") for each in ("total", "total_fiscal")]
    assert whole == (["60", "57"] if "合计" in headings else ["", ""])
    others = (each for each in (*total, *fiscal) if each not in ("10", "9", *whole))
    assert sorted(each.raw for each in form.further) == sorted(others)


@pytest.mark.parametrize(
    "money",
    [
        (("项目资金（元）", "资金总额", "10"), ("", "其中：财政拨款", "9"), ("", "上年结转资金", "1")),
        (("项目资金（元）", "资金总额", "10", "其中：财政拨款", "9"),),
        (("项目资金（元）", "", "项目总额", "本年度"), ("", "资金总额", "30", "10"), ("", "其中：财政拨款", "29", "9")),
    ],
)
def test_money_without_other_years_is_read_as_ever(money: tuple[_Row, ...]) -> None:
    """Amounts beside their labels, in a row with them, and below 项目总额 and 本年度."""
    assert _amounts(_form(*money)) == (10, 9)


@pytest.mark.parametrize(
    "headings",
    [
        ("项目总额", "以前年度安排", "本年度安排", "以后年度安排"),
        ("总投资", "累计已下达", "本年度计划投资", "下年度计划投资"),
        ("总计", "2026年安排", "2027年安排", "2028年安排"),
    ],
)
def test_the_whole_term_beside_the_years_that_it_is_made_of(headings: _Row) -> None:
    """The year's amounts were kept as those of a heading of the bureau's own, and nobody was told that it has none."""
    rows = (("合计", "30", "10", "10", "10"), ("其中：财政拨款", "27", "9", "9", "9"), ("其他资金", "3", "1", "1", "1"))
    form = _form(("资金来源（元）", *headings), *rows)
    assert _amounts(form) == (10, 9)
    assert [form.value(f"/funding/{each}") for each in ("total", "total_fiscal", "total_other")] == [30, 27, 3]


def test_a_column_that_is_not_of_a_year_is_none_of_the_year_s() -> None:
    """核定数 beside 申报数 is the amount that was approved."""
    form = _form(("资金来源（元）", "申报数", "核定数"), ("合计", "10", "8"), ("财政拨款", "9", "7"), ("其他资金", "1", "1"))
    assert _amounts(form) == (10, 9)
