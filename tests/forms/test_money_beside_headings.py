"""All amounts of a table of money stand one column right of their headings, as after a column was put in beside the labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS
from tests.forms.reading import read_lines, unread
from tests.forms.test_declared_money import form_of, money
from tests.forms.test_money_otherwise import _HEAD, _REST, _form, _money
from xlperf.forms.form import Form

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


_SOURCES = (
    ("（一）财政拨款小计", "4.5"),
    ("    1、一般公共预算", "4"),
    ("    2、政府性基金", "0.5"),
    ("（二）自有资金小计", "1"),
    ("    1、事业收入", "1"),
    ("（三）其他收入", "0.3"),
)


def _column(heading: str, *more: tuple[str, str]) -> Form:
    head = (("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "河堤巡护"), ("预算单位", "云溪市河道所"))
    rows = (("项目资金（万元）", "年度资金总额", heading), *(("", *each) for each in (*_SOURCES, *more)))
    return read_lines(*head, *rows, ("年度目标", "全年巡护河堤六十次。"), *ROWS[7:])


@pytest.mark.parametrize("heading", ["金额（万元）", "金额", "预算数", "申报金额"])
def test_a_total_over_its_parts_beside_the_heading_of_their_amounts_is_their_sum(heading: str) -> None:
    """年度资金总额 | 金额（万元）: the words were asked to be an amount."""
    form = _column(heading)
    found = [str(form.value(f"/funding/annual{each}")) for each in ("", "_fiscal", "_other")]
    assert found == ["58000.00", "45000.00", "13000.00"]
    assert form.get("/funding/annual").cell is None  # type: ignore[union-attr]
    assert not unread(form)


def test_such_a_total_stays_blank_where_one_of_the_amounts_was_not_read() -> None:
    """调剂指标 | 2 may be a part of it."""
    form = _column("金额（万元）", ("（四）调剂指标", "2"))
    assert form.value("/funding/annual") is None
    assert unread(form)


def test_an_amount_beside_a_total_is_its_own_over_parts() -> None:
    """Whatever the parts come to."""
    assert str(_column("6").value("/funding/annual")) == "60000.00"


@pytest.mark.parametrize("blank", ["执行率", "权重"])
def test_a_column_without_its_heading_is_none_of_its_neighbour_s(blank: str) -> None:
    """The weight of the row without a rate became its rate, 5%, where the heading 权重 was blanked; it is told as unread."""
    headings = ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "权重", "得分")
    rows = (
        tuple("" if each == blank else each for each in headings),
        ("年度资金总额", "10", "10", "9", "90%", "10", "9"),
        ("其中：财政拨款", "8", "8", "8", "100%", "5"),
        ("其他资金", "2", "2", "1", "", "5"),
    )
    form = _form(_HEAD, rows, _REST)
    assert _money(form, "other")[3:5] == ["" if blank == "权重" else "5", ""]
    assert _money(form, "fiscal")[3:5] == (["", "100"] if blank == "权重" else ["5", ""])
    lost = {"执行率": ["E6", "E7"], "权重": ["F6", "F7", "F8"]}
    assert unread(form) == lost[blank]
