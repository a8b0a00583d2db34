"""Numbers and dates as a person sees them in their cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

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
        ("2882482", '0!.0000"万元"', "288.2482万元"),
        ("2882482", "#,##0,", "2,882"),
        ("36000", '0,"千"', "36千"),
        ("5250000", '0.00,,"百万"', "5.25百万"),
        ("860000", '0!.0,"万元"', "86.0万元"),
        ("-36000", '0.0,"千册"', "-36.0千册"),
        ("1E+6", "General", "1000000"),
        ("288.24820000000003", "General", "288.2482"),
        ("3", "no digits here", "3"),
        ("12345678901234567890123", "0.00", "12345678901234600000000.00"),
    ],
)
def test_numbers(number: str, code: str, shown: str) -> None:
    """Decimals, thousands, per cent and literals are followed, and thousands or millions are what the sheet shows."""
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


# What LibreOffice 24 shows, where it follows Excel.
_AS_LIBREOFFICE = [
    ("# ?/?", {"0.5": "1/2", "0": "0", "1.5": "1 1/2", "-1.5": "-1 1/2", "3": "3", "0.3333333": "1/3"}),
    ("?/?", {"0.5": "1/2", "1.5": "3/2"}),
    ("# ?/2", {"0.5": "1/2", "99.5": "99 1/2"}),
    ("# ??/100", {"0.25": "25/100", "12.345": "12 35/100"}),
    ("00000", {"123": "00123", "2155555": "2155555", "-1": "-00001"}),
    ("000-0000", {"2155555": "215-5555", "123": "000-0123"}),
    ("(000) 0000-0000", {"2155555": "(000) 0215-5555"}),
    ("0000-00-00", {"20260101": "2026-01-01"}),
    ('0;-0;"无"', {"0": "无", "5": "5", "-5": "-5"}),
    ('[=0]"无";0', {"0": "无", "12": "12"}),
    ('[=1]"是";[=0]"否";0', {"1": "是", "0": "否", "7": "7"}),
    ('[>=100]0"大";[<10]0.0"小";0"中"', {"123": "123大", "1.5": "1.5小", "50": "50中"}),
    ("#,##0.00_);(#,##0.00)", {"-1234.5": "(1,234.50)", "12": "12.00"}),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', {"0": "-", "1234.5": "1,234.50", "-1": "-1.00"}),
    ("[$¥-804]#,##0.00", {"12": "¥12.00"}),
    ("0;;", {"0": "", "5": "5"}),
    ("+0;-0;0", {"5": "+5", "-5": "-5", "0": "0"}),
    ('0"/"0', {"12": "1/2", "123": "12/3"}),
    ("h:mm", {"0.5": "12:00", "0.0625": "1:30", "46000.75": "18:00"}),
    ("h:mm:ss", {"0.0625": "1:30:00"}),
    ("[h]:mm", {"1.5": "36:00", "0.25": "6:00"}),
    ("[mm]:ss", {"0.0625": "90:00"}),
    ('h"时"mm"分"', {"0.354166666666667": "8时30分"}),
    ("h:mm AM/PM", {"0.5": "12:00 PM", "0.0625": "1:30 AM"}),
    ("mm:ss.0", {"0.0625": "30:00.0", "0.999": "58:33.6"}),
]


@pytest.mark.parametrize(("code", "shown"), _AS_LIBREOFFICE, ids=[each[0] for each in _AS_LIBREOFFICE])
def test_numbers_are_shown_as_a_spreadsheet_shows_them(code: str, shown: dict[str, str]) -> None:
    """Fractions, leading zeros, signs between digits, sections by sign or condition, words for numbers, times."""
    assert {each: display_text(Cell(Decimal(each), "number", code)) for each in shown} == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('m"月"d"日"', "11月30日"),
        ('m"月底前"', "11月底前"),
        ('mm"月"dd"日前"', "11月30日前"),
        ("m/d", "11/30"),
        ("d-mmm", "30-Nov"),
        ("[$-804]mmmm", "十一月"),
        ("[$-804]yyyy年m月d日 aaaa", "2025年11月30日 星期日"),
        ("aaaa", "星期日"),
        ("[$-804]dddd", "星期日"),
        ("ddd", "Sun"),
        ('e"年"', "2025年"),
        ("yyyymm", "202511"),
        ("yyyymmdd", "20251130"),
        ("yyyy/m/d h:mm", "2025/11/30 13:05"),
        ('yyyy"年"m"月"d"日" 上午/下午h"时"mm"分"', "2025年11月30日 下午1时05分"),
        ("[$-804]yyyy-m-d AM/PM h:mm:ss", "2025-11-30 下午 1:05:09"),
        ("yy-m-d", "2025-11-30"),
        ("[$-F400]h:mm:ss AM/PM", "2025-11-30"),
    ],
)
def test_days_are_shown_as_a_spreadsheet_shows_them(code: str, shown: str) -> None:
    """Month and day without the year that Excel added, weekdays, halves of a day; two digits are no year."""
    assert display_text(Cell(datetime(2025, 11, 30, 13, 5, 9), "date", code)) == shown


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("1200", "[DBNum1][$-804]General", "一千二百"),
        ("1005.5", "[DBNum1][$-804]General", "一千〇五.五"),
        ("10", "[DBNum1]G/通用格式", "一十"),
        ("100200300", "[DBNum1]General", "一亿〇二十万〇三百"),
        ("30060", '[DBNum2][$-804]General"元整"', "叁万零陆拾元整"),
        ("2025", '[DBNum1]0000"年"', "二〇二五年"),
        ("1200", "[DBNum2]0", "壹贰零零"),
        ("1200", "[DBNum3]General", "１千２百"),
        ("0", "[DBNum1]General", "〇"),
    ],
)
def test_chinese_numerals(number: str, code: str, shown: str) -> None:
    """A General number is shown with its places named, one in places of its own digit by digit."""
    assert display_text(Cell(Decimal(number), "number", code)) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年十一月三十日"),
        ('[DBNum1][$-804]m"月"d"日"', "十一月三十日"),
        ('[DBNum2]yyyy"年"m"月"', "贰零贰伍年壹拾壹月"),
        (r"[$-1E000804]m\月d\日", "十一月三十日"),
    ],
)
def test_days_in_chinese_numerals(code: str, shown: str) -> None:
    """The year is shown digit by digit, month and day as people say them."""
    assert display_text(Cell(date(2025, 11, 30), "date", code)) == shown


def test_what_no_spreadsheet_shows_is_the_number() -> None:
    """A number too large for a day, below nothing, hidden or with an exponent is shown in full: it is there."""
    assert display_text(Cell(Decimal(20260101), "number", "yyyy-mm-dd")) == "20260101"
    assert display_text(Cell(Decimal("-0.5"), "number", "h:mm")) == "-0.5"
    assert display_text(Cell(Decimal(480000), "number", ";;;")) == "480000"
    assert display_text(Cell(Decimal(480000), "number", "0.00E+00")) == "480000"
    assert display_text(Cell(Decimal(7), "number", "[>10]0")) == "7"


def test_a_text_in_a_format() -> None:
    """What a format puts around a text is part of what is seen; one that hides the text does not hide it from the reader."""
    assert display_text(Cell("3", "text", '@"个"')) == "3个"
    assert display_text(Cell("3", "text", '0;-0;0;"共"@')) == "共3"
    assert display_text(Cell("3", "text", ";;;")) == "3"
    assert display_text(Cell("3", "text", "0.00")) == "3"
    assert display_text(Cell(Decimal(3), "number", '"第"@')) == "第3"


@given(st.decimals(allow_nan=False, allow_infinity=False), st.text(max_size=20))
def test_any_number_in_any_format_is_shown(number: Decimal, code: str) -> None:
    """No number and no format raises, and nothing but a zero is hidden."""
    assert display_text(Cell(number, "number", code)) or not number


_PIECES = st.sampled_from(
    ["0", "#", "?", ".", ",", "%", "/", ";", "@", "General", '"人"', "\\x", "!.", "_ ", "*-", "[Red]", "[=0]", "[$¥-804]", "[h]",
     "yyyy", "m", "d", "h", "mm", "ss.0", "aaaa", "AM/PM", "E+", "-", "年", "("]
)  # fmt: skip


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.lists(_PIECES, max_size=9).map("".join))
def test_formats_of_real_pieces(number: Decimal, code: str) -> None:
    """However the pieces of a format are put together, a number is shown, and so are a day and a text."""
    assert display_text(Cell(number, "number", code)) or not number
    assert display_text(Cell(date(2026, 1, 5), "date", code))
    assert "甲" in display_text(Cell("甲", "text", code))


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.integers(0, 4), st.booleans())
def test_digits_are_rounded_and_grouped_as_python_does(number: Decimal, places: int, grouped: bool) -> None:
    """A plain format of digits shows what Python's own formatting of the rounded number shows."""
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert display_text(Cell(number, "number", code)) == format(rounded, ",f" if grouped else "f")


@given(st.dates(), st.text(max_size=20))
def test_any_date_in_any_format_is_shown(day: date, code: str) -> None:
    """No date and no format raises."""
    assert display_text(Cell(day, "date", code))


def test_plain_numbers() -> None:
    """No exponent, no zeros that were not written, no more digits than a spreadsheet shows."""
    assert plain_number(Decimal("1.500")) == "1.5"
    assert plain_number(Decimal("100")) == "100"
    assert plain_number(Decimal("1E+3")) == "1000"
    assert as_shown(Decimal("0.30000000000000004")) == Decimal("0.3")
    assert as_shown(Decimal("123456789.12")) == Decimal("123456789.12")


@pytest.mark.parametrize("number", ["1E+309", "1E+99999"])
@pytest.mark.parametrize("code", ["0.00", "#,##0,", "0%"])
def test_a_number_beyond_what_a_sheet_can_hold_is_not_written_out(number: str, code: str) -> None:
    """A hostile file costs no hundred thousand digits."""
    assert display_text(Cell(Decimal(number), "number", number_format=code)) == number


def test_the_largest_number_of_a_sheet_is_written_out() -> None:
    """As Excel shows it: 309 digits."""
    assert display_text(Cell(Decimal("1E+308"), "number", number_format="0")) == "1" + "0" * 308
