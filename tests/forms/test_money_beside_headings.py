"""All amounts of a table of money stand one column right of their headings, as after a column was put in beside the labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.test_declared_money import form_of, money
from tests.forms.test_money_otherwise import _HEAD, _REST, _form, _money

_EVALUATED = (
    ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "", "50", "48", "47", "10", "98%", "9.8"),
    ("其中：财政拨款", "", "46", "45", "44"),
    ("其他资金", "", "4", "3", "3"),
)


def test_every_row_of_a_table_moves_by_the_same_column() -> None:
    """The rows of the parts have three amounts below four headings: they were left where they stood, and the sums accused."""
    form = _form(_HEAD, _EVALUATED, _REST)
    assert _money(form) == ["500000.00", "480000.00", "470000.00", "10", "98", "9.8"]
    assert _money(form, "fiscal") == ["460000.00", "450000.00", "440000.00", "", "", ""]
    assert _money(form, "other") == ["40000.00", "30000.00", "30000.00", "", "", ""]
    assert [(each.kind, each.detail["which"]) for each in form.remarks] == [("slipped_rows", "6、7、8")]


def test_a_table_that_lies_moves_as_well() -> None:
    """The total was read as fiscal money and fiscal money as other money."""
    lines = (
        ("项目资金（万元）", "合计", "财政拨款", "其他资金"),
        ("年初预算数", "", "50", "48", "2"),
        ("全年预算数", "", "50", "47", "3"),
        ("全年执行数", "", "47", "46", "1"),
    )
    form = _form(_HEAD, lines, _REST)
    assert _money(form)[:3] == ["500000.00", "500000.00", "470000.00"]
    assert _money(form, "other")[:3] == ["20000.00", "30000.00", "10000.00"]
    assert "slipped_rows" in [each.kind for each in form.remarks]


def test_a_blank_first_column_alone_moves_nothing() -> None:
    """年初预算数 is blank and something stands behind the last heading: the rate under 执行率 says where the rows stand."""
    lines = (
        _EVALUATED[0],
        ("年度资金总额", "", "48", "47", "10", "98%", "9.8", "1"),
        ("其中：财政拨款", "", "45", "44"),
        ("其他资金", "", "3", "3"),
    )
    form = _form(_HEAD, lines, _REST)
    assert _money(form) == ["", "480000.00", "470000.00", "10", "98", "9.8"]
    assert _money(form, "fiscal")[:3] == ["", "450000.00", "440000.00"]


_UPRIGHT = (
    ("项目资金（元）", "资金来源", "项目总额", "本年度"),
    ("", "合计", "", 200, 86),
    ("", "财政拨款", "", 180, 78),
    ("", "其他资金", "", 20, 8),
)
_LYING = (("项目资金（元）", "合计", "财政拨款", "其他资金"), ("项目总额", "", 200, 180, 20), ("本年度", "", 86, 78, 8))


@pytest.mark.parametrize("lines", [_UPRIGHT, _LYING], ids=["upright", "lying"])
def test_the_crossing_table_of_a_declaration_moves_as_well(lines: tuple[tuple[str | float, ...], ...]) -> None:
    """Its last amounts stand behind all headings; 本年度 was told as no number of 项目总额."""
    form = form_of(*lines)
    assert money(form) == {
        "total": 200,
        "total_fiscal": 180,
        "total_other": 20,
        "annual": 86,
        "annual_fiscal": 78,
        "annual_other": 8,
    }
    assert [each.kind for each in form.remarks] == ["slipped_rows"]


def test_one_row_of_such_a_table_is_left_as_it_stands() -> None:
    """The amount beside 年度资金总额 is its own, whatever the headings above say; those behind it are told."""
    form = form_of(("项目资金（元）", "合计", "财政拨款", "其他资金"), ("年度资金总额", "", 86, 78, 8))
    assert money(form) == {"annual": Decimal(86)}
    assert [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"] == ["合计", "78", "8"]
