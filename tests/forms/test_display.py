"""Numbers and dates as a person sees them in their cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.forms.values.display import as_shown, display_text, plain_number
from xlperf.intake.sheet import Cell


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("1234567.5", "General", "1234567.5"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("1234.5", '#,##0.00"元"', "1,234.50元"),
        ("1234.5", "0元", "1235元"),
        ("20", 'General"万元"', "20万元"),
        ("12", r"0.00\万\元", "12.00万元"),
        ("12", '_ "¥"* #,##0.00_ ', "¥12.00"),
        ("0.95", "0%", "95%"),
        ("0.9838", "0.00%", "98.38%"),
        ("95", '0"%"', "95%"),
        ("100", '"≥"0"(%)"', "≥100(%)"),
        ("5", '"≥"0"次"', "≥5次"),
        ("0.5", "0.0#", "0.5"),
        ("-5", "0.00;[Red]-0.00", "-5.00"),
        ("2882482", '0!.0000"万元"', "2882482"),
        ("2882482", "#,##0,", "2882482"),
        ("1E+6", "General", "1000000"),
        ("288.24820000000003", "General", "288.2482"),
        ("3", "no digits here", "3"),
        ("12345678901234567890123", "0.00", "12345678901234600000000"),
    ],
)
def test_numbers(number: str, code: str, shown: str) -> None:
    """Decimals, thousands, per cent and literals are followed; what is scaled is shown in full."""
    assert display_text(Cell(Decimal(number), "number", code)) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", "2026-01-05"),
        ('yyyy"年"m"月"d"日"', "2026年1月5日"),
        ("[$-804]yyyy年m月;@", "2026年1月"),
        ('yyyy"年度"', "2026年度"),
        ("m/d/yy", "2026-01-05"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2026-01-05"),
        ("General", "2026-01-05"),
    ],
)
def test_dates(code: str, shown: str) -> None:
    """A date is shown by its format, and in ISO form where the format follows the computer's country."""
    assert display_text(Cell(date(2026, 1, 5), "date", code)) == shown
    assert display_text(Cell(datetime(2026, 1, 5, 8, 30), "date", code)) == shown


def test_other_cells() -> None:
    """Text is shown as it stands, truth values in capitals, a formula without a result not at all."""
    assert display_text(Cell(" 甲 ", "text")) == " 甲 "
    assert display_text(Cell(True, "boolean")) == "TRUE"
    assert display_text(Cell(False, "boolean")) == "FALSE"
    assert display_text(Cell("#REF!", "error")) == "#REF!"
    assert display_text(Cell("SUM(A1:A2)", "uncached")) == ""


@given(st.decimals(allow_nan=False, allow_infinity=False), st.text(max_size=20))
def test_any_number_in_any_format_is_shown(number: Decimal, code: str) -> None:
    """No number and no format raises."""
    assert display_text(Cell(number, "number", code))


@given(st.dates(), st.text(max_size=20))
def test_any_date_in_any_format_is_shown(day: date, code: str) -> None:
    """No date and no format raises."""
    assert display_text(Cell(day, "date", code)) or "yyyy" in code


def test_plain_numbers() -> None:
    """No exponent, no zeros that were not written, no more digits than a spreadsheet shows."""
    assert plain_number(Decimal("1.500")) == "1.5"
    assert plain_number(Decimal("100")) == "100"
    assert plain_number(Decimal("1E+3")) == "1000"
    assert as_shown(Decimal("0.30000000000000004")) == Decimal("0.3")
    assert as_shown(Decimal("123456789.12")) == Decimal("123456789.12")
