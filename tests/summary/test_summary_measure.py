"""How much room a text takes, and which numbers a cell holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import declaration, entry
from xlperf.book.measure import capacity, half_widths, line_count, most_lines, row_height, width_for
from xlperf.summary.tables.figures import amount_in, cell_number


def test_han_characters_are_twice_as_wide() -> None:
    """A Han character counts two, a letter one, a character outside GBK one."""
    assert half_widths("项目A1") == 6
    assert capacity(12, 9) == 14


@pytest.mark.parametrize(
    ("text", "units", "lines"),
    [
        ("", 10, 1),
        ("五个汉字宽", 10, 1),
        ("六个汉字的宽", 10, 2),
        ("一\n二\n三", 10, 3),
        ("字" * 100, 20, 12),
        ("汉字 long_file_name", 20, 1),
        ("汉字汉字 long_file_name", 20, 2),
        ("a" * 45, 20, 3),
    ],
)
def test_lines(text: str, units: int, lines: int) -> None:
    """Lines are counted with what is lost at their ends; words that do not fit move as a whole."""
    assert line_count(text, units) == lines


def test_no_row_is_higher_than_excel_allows() -> None:
    """A hundred lines still make a row that Excel opens."""
    assert row_height(100, 9) == 408.75
    assert row_height(most_lines(9), 9) <= 408.75


def test_a_width_holds_its_text() -> None:
    """A column of the width for a text has room for it."""
    assert capacity(width_for("1,234,567,890.12", 9), 9) >= 16


@pytest.mark.parametrize(
    ("number", "double"),
    [
        ("95.00", 95.0),
        ("0.1", 0.1),
        ("123456789012345", 123456789012345.0),
        ("1234567890123456", None),
        ("0.1234567890123456", None),
        ("NaN", None),
        ("1E+400", None),
    ],
)
def test_a_cell_holds_fifteen_digits(number: str, double: float | None) -> None:
    """A number is written as a number only when the cell shows exactly that number."""
    assert cell_number(Decimal(number)) == double


def test_amounts() -> None:
    """An amount is rounded to 分, text is kept, blank is nothing, an uncalculated formula says so."""
    form = declaration(
        annual=Decimal("1.005"),
        total=entry(None, " 约十万 ", "not_a_number"),
        total_other=None,
        annual_other=entry(None, "", "uncached"),
    )
    names = ("annual", "total", "total_other", "annual_other", "none_such")
    assert [amount_in(form.get(f"/funding/{name}")) for name in names] == [Decimal("1.01"), "约十万", None, "（公式未计算）", None]
