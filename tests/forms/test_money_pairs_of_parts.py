"""Parts of the money of a self-evaluation in pairs of label and amount, below the columns or with these in their rows."""

from __future__ import annotations

import pytest

from tests.forms.reading import unread
from tests.forms.test_money_otherwise import _HEAD, _REST, Lines, _form, _money, _told


def _pairs(columns: tuple[str, ...], *rows: tuple[str, ...]) -> Lines:
    """Return rows of pairs: the amounts of each label under its columns."""
    first = tuple(each for pair in zip(columns, rows[0], strict=True) for each in pair)
    return (first, *(tuple(each for amount in amounts for each in (label, amount)) for label, *amounts in rows[1:]))


@pytest.mark.parametrize("columns", [("计划安排资金", "实际到位资金", "实际支出"), ("预算安排资金", "资金到位", "资金支出")])
@pytest.mark.parametrize("levels", [("其中：中央财政", "省财政", "县财政"), ("其中：中央资金", "市级配套资金", "乡镇财政")])
def test_levels_below_the_pairs_of_a_row(columns: tuple[str, ...], levels: tuple[str, ...]) -> None:
    """Yueyang's form: 26 cells were told as another layout; what is left over is kept by its name."""
    rows = (("1", "1", "1", "0"), ("2", "2", "2", "0"), ("4", "3.9", "3.8", "0.1"), ("0.5", "0.5", "0.5", "0"))
    parts = ((label, *row) for label, row in zip((*levels, "其它"), rows, strict=True))
    table = _pairs((*columns, "结余"), ("7.5", "7.4", "7.3", "0.1"), *parts)
    form = _form(_HEAD, table, _REST)
    assert [_money(form, each)[:3] for each in ("total", "fiscal", "other")] == [
        ["75000.00", "74000.00", "73000.00"],
        ["70000.00", "69000.00", "68000.00"],
        ["5000.00", "5000.00", "5000.00"],
    ]
    assert _told(form) == []
    assert "/funding/结余·其它" in [each.name for each in form.further]


@pytest.mark.parametrize("part", ["其中：财政资金", "其中：一般公共预算", "省级财政拨款"])
def test_the_columns_named_again_in_the_row_of_a_part(part: str) -> None:
    """Its amounts were told as unread: 其中：财政资金 | 预算数 | 90 | 执行数 | 81 | 执行率 | 90%."""
    columns = ("年初预算数", "全年预算数", "全年执行数")
    rows = (("项目资金", *zip(columns, ("9", "10", "8"), strict=True)), (part, *zip(columns, ("7", "7.5", "6"), strict=True)))
    table = tuple((label, *(each for pair in pairs for each in pair), "执行率", "80%") for label, *pairs in rows)
    form = _form(_HEAD, table, _REST)
    assert [_money(form, each)[:3] for each in ("total", "fiscal")] == [
        ["90000.00", "100000.00", "80000.00"],
        ["70000.00", "75000.00", "60000.00"],
    ]
    assert (_money(form, "fiscal")[4], _told(form)) == ("80", [])


def test_what_is_left_of_the_spending_is_no_carry_over_that_was_spent() -> None:
    """全年执行数 | 8 | 结转结余 | 2: the 2 were the spending of the carry-over."""
    form = _form(_HEAD, (("全年预算数", "10", "全年执行数", "8", "结转结余", "2"),), _REST)
    assert (_money(form)[1:3], _money(form, "carryover")[:3]) == (["100000.00", "80000.00"], ["", "", ""])
    assert "/funding/结转结余" in [each.name for each in form.further]


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("少数民族发展资金7万元", "70000.00"),
        ("2026年中央衔接推进乡村振兴补助资金（以工代赈任务）7", "70000.00"),
        ("县级财政补助 7", "70000.00"),
        ("另有上级资金7", ""),
        ("贷款资金7", ""),
        ("专项资金3个项目7", ""),
        ("上级资金7，本级资金3", ""),
    ],
)
def test_an_amount_behind_the_name_of_its_fund(said: str, amount: str) -> None:
    """It was no number; other money and several numbers are none still."""
    rows = (("", "年初预算数", "全年预算数", "全年执行数"), ("年度资金总额", "10", "10", "8"), ("其中：财政拨款", "7", said, "6"))
    form = _form(_HEAD, rows, _REST)
    assert _money(form, "fiscal")[:3] == ["70000.00", amount, "60000.00"]
    field = form.get("/funding/fiscal/full_year_budget")
    assert field is not None and ("not_a_number" in field.notes) == (not amount)
    assert unread(form) == []
