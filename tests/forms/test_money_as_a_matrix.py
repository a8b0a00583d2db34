"""The money of a declaration as a matrix of sources and of the project's and the year's total, in their usual words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_body_below import GOALS, HEAD, LEVELLED
from xlperf.intake.sheet import Area

Page = tuple[tuple[str, ...], ...]
NAMES = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_other")
UPRIGHT = (
    ("项目资金（元）", "", "项目资金总额", "年度资金申请总额"),
    ("", "合计", "258", "86"),
    ("", "财政资金", "240", "80"),
    ("", "其他资金", "18", "6"),
)
LYING = (
    ("项目资金（元）", "", "合计", "财政资金", "其他资金"),
    ("", "项目资金总额", "258", "240", "18"),
    ("", "年度资金申请总额", "86", "80", "6"),
)
OTHER_WORDS = (
    ("项目资金（元）", "资金类型", "总额", "其中：财政拨款", "其他资金"),
    ("", "中期资金", "258", "240", "18"),
    ("", "2026年度资金", "86", "80", "6"),
)
IN_LINE = (
    ("项目资金总额（元）", "258", "其中：财政拨款", "240", "其他资金", "18"),
    ("年度资金总额", "86", "其中：财政拨款", "80", "其他资金", "6"),
)


@pytest.mark.parametrize("money", [UPRIGHT, LYING, OTHER_WORDS, IN_LINE], ids=["upright", "lying", "other words", "in line"])
def test_each_amount_is_that_of_its_row_and_its_column(money: Page) -> None:
    """Sources below each other or beside each other; labels with their amounts in one row are none of a matrix."""
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    assert [form.value(f"/funding/{each}") for each in NAMES] == [Decimal(each) for each in (258, 240, 18, 86, 80, 6)]
    assert not form.remarks


def test_what_was_carried_over_into_the_year_is_none_of_the_project() -> None:
    """The only amount of its row stands in the column of the year."""
    money = (*UPRIGHT[:3], ("", "上年结转资金", "", "2"), UPRIGHT[3])
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    assert (form.value("/funding/annual_carryover"), form.value("/funding/total_carryover")) == (Decimal(2), None)


_OF_YEAR = (
    ("项目资金（元）", "年度资金总额", "", "", "86"),
    ("", "财政拨款", "", "", "80"),
    ("", "其他资金", "", "", "6"),
)


@pytest.mark.parametrize("label", ["项目周期", "实施期", "项目期限"])
@pytest.mark.parametrize("value", ["当年", "一年", "1年", "三年", "长期", "本年度"])
def test_the_term_of_a_project_with_its_value_heads_no_amounts(label: str, value: str) -> None:
    """项目属性 | 延续项目 | 项目周期 | 当年 above the money: its amounts are those of the year."""
    line = ("项目属性", "延续项目", "", "", label, value)
    for columns in (5, 6):  # the amounts stand below the label or below both
        merges = tuple(Area(row, 5, row, columns) for row in range(6, 9)) if columns > 5 else ()
        (form,) = read(replace(drawn((*HEAD, line, *_OF_YEAR, *GOALS, *LEVELLED)), merges=merges)).forms
        assert [form.value(f"/funding/{each}") for each in NAMES] == [None] * 3 + [Decimal(each) for each in (86, 80, 6)]


@pytest.mark.parametrize("amounts", [("86", "80", "6"), ("", "", "")])
def test_the_term_beside_the_year_over_amounts_is_a_heading(amounts: tuple[str, ...]) -> None:
    """项目周期 | 本年度 over a column each, though that of the year may be blank."""
    rows = UPRIGHT[1:]
    money = (("项目资金（元）", "来源", "项目周期", "本年度"), *((*row[:3], each) for row, each in zip(rows, amounts, strict=True)))
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    expected = [Decimal(each) for each in (258, 240, 18)] + [Decimal(each) if each else None for each in amounts]
    assert [form.value(f"/funding/{each}") for each in NAMES] == expected


_ALONE = (("项目资金（元）", "资金总额", "86"), ("", "财政拨款", "80"), ("", "其他资金", "6"))


def _amounts(*lines: tuple[str, ...]) -> list[object]:
    (form,) = read(drawn((*HEAD[:2], *lines, *LEVELLED))).forms
    return [form.value(f"/funding/{each}") for each in NAMES]


_YEARS = [None] * 3 + [Decimal(each) for each in (86, 80, 6)]
_TERMS = ["项目总目标为三年完成，本年度完成一期。", "围绕三年总体目标，完成一期。", "长期目标：形成长效机制。", "实现中期目标"]


@pytest.mark.parametrize("text", _TERMS)
def test_what_a_goal_says_of_a_term_makes_its_money_none_of_the_term(text: str) -> None:
    """资金总额 is the year's on a form of one year, whatever its goal or the name of its project speaks of."""
    assert _amounts(*HEAD[2:], *_ALONE, ("年度目标", text)) == _YEARS
    assert _amounts(("项目名称", "中长期目标管理经费"), *HEAD[3:], *_ALONE, ("年度目标", "完成一期。")) == _YEARS


def test_a_label_of_the_goal_of_a_term_makes_the_money_that_of_the_term() -> None:
    """中长期绩效目标 beside 年度目标: 资金总额 may be of either, and is not said to be the year's."""
    assert _amounts(*HEAD[2:], *_ALONE, ("中长期工作目标", "三年修堤九公里。"), ("年度目标", "修堤三公里。"))[3] is None


@pytest.mark.parametrize("value", ["1年", "当年", "本年", "全年", "一年"])
@pytest.mark.parametrize("blank", [(), ("",)])
def test_the_term_beside_its_value_leaves_the_total_to_the_year(value: str, blank: tuple[str, ...]) -> None:
    """项目周期 | (blank) | 1年 over 资金总额, whose amount stands right beside it."""
    line = ("项目属性", "延续项目", "项目周期", *blank, value)
    assert _amounts(*HEAD[2:], line, *(each[1:] for each in _ALONE), ("年度目标", "完成一期。")) == _YEARS


@pytest.mark.parametrize("heading", ["金额", "预算金额", "数额"])
def test_a_table_of_what_the_money_goes_to_leaves_the_total_to_the_year(heading: str) -> None:
    """资金测算 | 支出明细 | 金额 between the money and the goal heads no column of the year's money."""
    costs = (("资金测算", "支出明细", heading, "测算依据"), ("", "购置费", "86", "按合同"))
    assert _amounts(*HEAD[2:], *_ALONE, *costs, ("年度目标", "完成一期。")) == _YEARS


@pytest.mark.parametrize("total", ["实施期总预算", "三年合计", "项目预算总额"])
@pytest.mark.parametrize("year", ["年度预算", "本年预算", "2026年预算"])
def test_a_column_that_is_made_like_the_projects_total_is_it(total: str, year: str) -> None:
    """实施期总预算 | 年度预算 over rows of sources: the project's money was kept under these words, and nobody was told."""
    money = (
        ("项目资金（元）", "资金来源", total, year),
        ("", "合计", "258", "86"),
        ("", "财政拨款资金", "240", "78"),
        ("", "以前年度结转资金", "", "2"),
        ("", "其他资金", "18", "6"),
    )
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    assert [form.value(f"/funding/{each}") for each in NAMES] == [Decimal(each) for each in (258, 240, 18, 86, 78, 6)]
    assert (form.value("/funding/annual_carryover"), form.remarks) == (Decimal(2), ())


@pytest.mark.parametrize("heading", ["批复总概算", "已安排资金"])
def test_a_column_under_words_that_nobody_knows_is_told(heading: str) -> None:
    """Its amounts are kept under these words, and one finding names them."""
    money = (("项目资金（元）", "资金来源", heading, "年度预算"), *UPRIGHT[1:])
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    assert [(each.kind, each.cell, each.detail["label"]) for each in form.remarks] == [
        ("own_column", f"C{row}", heading) for row in (6, 7, 8)
    ]
    assert form.value("/funding/annual") == Decimal(86)
