"""Amounts, scores and rates as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.forms.form import AmountUnit
from xlperf.forms.reading.fields import read_field
from xlperf.forms.values.amounts import Reading, is_blank_mark, parse_amount, read_amount, read_number, read_percent, says_nothing
from xlperf.intake.sheet import Cell

# What may be two amounts or more is never glued to one.
TWO_NUMBERS = (
    *("100 200", "120 350", "100 200 300", "50 150", "5 120", "50 150 200", "100 200万元", "0 100", "100 000 200 000"),
    *("1 0", "1 2 3", "1\n2\n3", "1 2 3 4", "1\n0\n0\n0", "100\n000", "100\t200", "100\u3000200", "１００ ２００"),
    *("200, 150", "200，150，\n350", "200, 150, 350", "12'5", "1_2", "100‘20"),
)
YUAN = st.integers(min_value=-(10**14), max_value=10**14).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("text", "yuan", "notes"),
    [
        ("20", "20.00", ("text_number",)),
        ("1,234.56", "1234.56", ("text_number",)),
        ("１，２３４．５６", "1234.56", ("text_number",)),
        ("1 234 567.89", "1234567.89", ("text_number",)),
        ("1234,5678", "12345678.00", ("text_number",)),
        ("￥1,234.56", "1234.56", ("text_number",)),
        ("¥-5", "-5.00", ("text_number",)),
        ("-¥5", "-5.00", ("text_number",)),
        ("RMB 100", "100.00", ("text_number",)),
        ("人民币100元整", "100.00", ("text_number",)),
        ("100元", "100.00", ("text_number",)),
        ("1,234.56（元）", "1234.56", ("text_number",)),
        ("20(万元)", "200000.00", ("text_number", "own_unit")),
        ("20万元", "200000.00", ("text_number", "own_unit")),
        ("２０ 万", "200000.00", ("text_number", "own_unit")),
        ("0.5亿元", "50000000.00", ("text_number", "own_unit")),
        ("3千元", "3000.00", ("text_number", "own_unit")),
        ("1E+06", "1000000.00", ("text_number",)),
        ("(1,000.00)", "-1000.00", ("text_number",)),
        ("（1000）", "-1000.00", ("text_number",)),
        ("（1000元）", "1000.00", ("text_number",)),  # brackets round an amount with its unit are no book-keeping
        ("680.65 万元（含税）", "6806500.00", ("text_number", "own_unit")),
        ("1000（不含税）", "1000.00", ("text_number",)),
        ("1000（税前）", "1000.00", ("text_number",)),
        ("1000（含上年）", "1000.00", ("text_number",)),
        ("合计：1000（见附件）", "1000.00", ("text_number",)),
        ("共1000元", "1000.00", ("text_number",)),
        ("1 0 0 0", "1000.00", ("text_number",)),
        ("1000（核减）", None, ("not_a_number",)),
        ("1 0  0 0", "1000.00", ("text_number",)),
        ("１ ２３４ ５６７", "1234567.00", ("text_number",)),
        ("350 000", "350000.00", ("text_number",)),
        ("15 000元", "15000.00", ("text_number",)),
        ("100 200.50", "100200.50", ("text_number",)),
        ("1 200 万元", "12000000.00", ("text_number", "own_unit")),
        ("1, 268, 000", "1268000.00", ("text_number",)),
        ("1'234", "1234.00", ("text_number",)),
        ("100_200", "100200.00", ("text_number",)),
        *((each, None, ("not_a_number",)) for each in TWO_NUMBERS),
        ("1000（含税130）", None, ("not_a_number",)),
        ("1000（待定）", None, ("not_a_number",)),
        ("1000（美元）", None, ("not_a_number",)),
        ("△100", "-100.00", ("text_number",)),
        ("－100", "-100.00", ("text_number",)),
        ("12.", "12.00", ("text_number",)),
        (".5", "0.50", ("text_number",)),
        ("0.123456", "0.123456", ("text_number",)),
        ("27.25。", "27.25", ("text_number",)),
        ("27.25，", "27.25", ("text_number",)),
        ("1,234.5万元；", "12345000.00", ("text_number", "own_unit")),
        ("12、", "12.00", ("text_number",)),
        ("1,200,", None, ("not_a_number",)),
        ("3.5。2", None, ("not_a_number",)),
        ("", None, ()),
        ("—", None, ()),
        ("/", None, ()),
        ("无", None, ()),
        ("约20万元", None, ("not_a_number",)),
        ("20万元左右", None, ("not_a_number",)),
        ("二十万元", None, ("not_a_number",)),
        ("1,23", None, ("not_a_number",)),
        ("1.2.3", None, ("not_a_number",)),
        ("100%", None, ("not_a_number",)),
        ("待定", None, ("not_a_number",)),
        ("1e99", None, ("not_a_number",)),
        ("9" * 40, None, ("not_a_number",)),
        ("9000000000000000", "9000000000000000.00", ("text_number",)),
        ("10000000000000000", None, ("not_a_number",)),
        ("100+200", None, ("not_a_number",)),
        ("$318000", None, ("not_a_number",)),
        ("318000美元", None, ("not_a_number",)),
        ("31万8000元", "318000.00", ("text_number",)),
        ("31万零500元", "310500.00", ("text_number",)),
        ("31万8.5千元", None, ("not_a_number",)),
        ("3万10000元", None, ("not_a_number",)),
        ("3亿1800万元", "318000000.00", ("text_number",)),
        ("8千5百元", "8500.00", ("text_number",)),
        ("31万8", None, ("not_a_number",)),
        ("12万345678元", None, ("not_a_number",)),
        ("12万3百万元", None, ("not_a_number",)),
        ("31.8万5000元", None, ("not_a_number",)),
        ("318000（大写：叁拾壹万捌仟元整）", "318000.00", ("text_number",)),
        ("人民币叁拾壹万捌仟伍佰元零伍角整（￥318,500.50）", "318500.50", ("text_number",)),
        ("1003000000（大写：人民币拾亿零叁佰万元整）", "1003000000.00", ("text_number",)),
        ("318000（大写：叁拾万捌仟元整）", None, ("not_a_number",)),
        ("31.8万元（318000元）", "318000.00", ("text_number", "own_unit")),
        ("318000元（31.8万元）", "318000.00", ("text_number",)),
        ("31.8万元（其中中央10万元）", None, ("not_a_number",)),
        ("31.8万元（31.9万元）", None, ("not_a_number",)),
        ("叁拾壹万捌仟元整", None, ("not_a_number",)),
    ],
)
def test_amounts_typed_as_text(text: str, yuan: str | None, notes: tuple[str, ...]) -> None:
    """What is a number is read exactly; what is none stays None with a note, never 0."""
    reading = read_amount(Cell(text, "text"), "元")
    assert (str(reading.value) if reading.value is not None else None, reading.notes) == (yuan, notes)


@pytest.mark.parametrize(
    ("value", "code", "unit", "is_told"),
    [
        ("￥49000", "General", "万元", True),
        ("¥49000", "General", "千元", True),
        ("人民币49000", "General", "万元", False),
        ("CNY49000", "General", "万元", True),
        ("RMB 49000", "General", "万元", True),
        ("RMB 4.9", "General", "万元", False),
        ("rmb49000元", "General", "万元", False),
        ("￥1000", "General", "万元", True),
        ("￥999.99", "General", "万元", False),
        ("-￥1000", "General", "万元", True),
        ("￥49000", "General", "元", False),
        ("￥49000万元", "General", "万元", False),
        (Decimal(49000), "￥#,##0", "万元", True),
        (Decimal("4.9"), "￥#,##0.00", "万元", False),
        (Decimal(49000), "#,##0", "万元", False),
        (Decimal(49000), "￥#,##0", "元", False),
    ],
)
def test_the_sign_of_yuan_before_a_large_amount_of_ten_thousands_is_told(
    value: str | Decimal, code: str, unit: str, is_told: bool
) -> None:
    """Read in the unit of the form, and marked: the sign says 元, and ten thousand times too much would be counted."""
    reading = read_amount(Cell(value, "text" if isinstance(value, str) else "number", code), unit)
    number = Decimal(str(value).strip("￥¥-人民币万元CNYRMBrmb "))
    own = "元" if str(value).endswith(("9元", "0元")) else unit
    assert reading.value is not None
    assert abs(reading.value) == number * {"元": 1, "千元": 1000, "万元": 10000}[own]
    assert ("sign_of_yuan" in reading.notes) is is_told


def test_an_amount_in_figures_and_words_in_a_form_of_ten_thousands() -> None:
    """The figures are in the unit of the form, the words in 元; where they do not agree nothing is read."""
    assert read_amount(Cell("31.8（大写：叁拾壹万捌仟元整）", "text"), "万元").value == Decimal(318000)
    assert read_amount(Cell("318000（大写：叁拾壹万捌仟元整）", "text"), "万元").notes == ("not_a_number",)


@pytest.mark.parametrize(
    ("number", "code", "unit", "yuan", "notes"),
    [
        ("288.2482", "General", "万元", "2882482.00", ()),
        ("2882482", "#,##0.00", "元", "2882482.00", ()),
        ("5", '#,##0.00"元"', "元", "5.00", ()),
        ("5", '#,##0.00"元"', "万元", "5.00", ("own_unit",)),
        ("288.2482", '0.00"万元"', "元", "2882482.00", ("own_unit",)),
        ("454000", '#"."0000"万元"', "元", "454000.00", ()),
        ("454000", '0"."0000"万元"', "元", "454000.00", ()),
        ("454000", r'0\.0000"万元"', "元", "454000.00", ()),
        ("288.2482", r"0.00\万\元", "万元", "2882482.00", ()),
        ("2882482", '0!.0000"万元"', "元", "2882482.00", ()),
        ("2882482", '0!.0000"万元"', "万元", "2882482.00", ("own_unit",)),
        ("288.24820000000003", "General", "万元", "2882482.00", ()),
        ("-1.0E-10", "General", "元", "0.00", ()),
        ("5.8207660913467407E-11", "General", "万元", "0.00", ()),
        ("0.0999999999767169", "#,##0.00", "元", "0.10", ()),
        ("-0", "General", "元", "0.00", ()),
        ("-0.01", "General", "元", "-0.01", ()),
        ("12.345", "General", "元", "12.345", ()),
        ("0.0012", "General", "元", "0.0012", ()),
        ("1E+300", "General", "元", None, ("not_a_number",)),
        ("318000", "[$$-409]#,##0.00", "元", None, ("not_a_number",)),
        ("318000", '#,##0"美元"', "元", None, ("not_a_number",)),
        ("318000", "[$￥-804]#,##0.00", "元", "318000.00", ()),
    ],
)
def test_amounts_stored_as_numbers(number: str, code: str, unit: AmountUnit, yuan: str | None, notes: tuple[str, ...]) -> None:
    """A number is in the form's unit, unless its format prints another or shows a part of what is stored."""
    reading = read_amount(Cell(Decimal(number), "number", code), unit)
    assert (str(reading.value) if reading.value is not None else None, reading.notes) == (yuan, notes)


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        (Cell("#REF!", "error"), "error_value"),
        (Cell("SUM(E7:E9)", "uncached", formula=True), "uncached"),
        (Cell(date(2026, 1, 1), "date"), "not_a_number"),
        (Cell(True, "boolean"), "not_a_number"),
    ],
)
def test_cells_that_hold_no_number(cell: Cell, note: str) -> None:
    """An error, an unknown result, a date and a truth value are no amounts, no weights and no rates."""
    assert read_amount(cell, "元") == read_number(cell) == read_percent(cell)
    assert read_amount(cell, "元").value is None
    assert read_amount(cell, "元").notes == (note,)


@given(st.decimals(min_value=1, max_value=2_000_000, places=2))
def test_a_number_in_a_cell_that_shows_a_day_keeps_its_digits(number: Decimal) -> None:
    """Somebody set the cell to a date format: what is stored is read, and said."""
    shown = Cell(date(2026, 1, 5), "date", "yyyy-mm-dd", stored=number)
    assert read_amount(shown, "万元").notes == ("date_format",)
    assert read_amount(shown, "万元").value == number * 10_000
    assert read_number(shown).value == read_percent(shown).value == number
    assert read_amount(Cell(date(2026, 1, 5), "date", "yyyy-mm-dd"), "元").notes == ("not_a_number",)


def test_a_calculated_sum_is_marked() -> None:
    """A formula that the file held no result for was calculated, and says so."""
    cell = Cell(Decimal(5), "number", formula=True, computed=True)
    found = read_field("/funding/annual", "年度资金总额", "amount", cell, "E6", "元")
    assert (found.value, found.notes) == (Decimal("5.00"), ("uncached",))


@pytest.mark.parametrize(
    ("value", "code", "number"),
    [
        ("10", "General", "10"),
        (Decimal("9.84"), "0.00", "9.84"),
        (Decimal("0.1"), "0%", "10"),
        ("10分", "General", "10"),
        ("10%", "General", "10"),
        ("—", "General", None),
        ("/", "General", None),
        ("满分", "General", None),
        ("10元", "General", None),
    ],
)
def test_weights_and_scores(value: str | Decimal, code: str, number: str | None) -> None:
    """Plain numbers; 10% of the whole is 10; a stroke is a blank and a word is no number."""
    reading = read_number(Cell(value, "number" if isinstance(value, Decimal) else "text", code))
    assert reading.value == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("value", "code", "rate"),
    [
        ("98.38%", "General", "98.38"),
        ("９８．３８％", "General", "98.38"),
        ("98.38(%)", "General", "98.38"),
        ("98.38（％）", "General", "98.38"),
        ("98.38", "General", "98.38"),
        (Decimal("0.9838"), "0.00%", "98.38"),
        (Decimal("0.98380123"), "0.00%", "98.38"),
        (Decimal("0.98380123"), "0%", "98.38"),
        (Decimal("0.983801"), "0.0000%", "98.3801"),
        (Decimal("98.38"), "0.00", "98.38"),
        (Decimal("0.9838"), "General", "0.9838"),
        (Decimal("1"), "0.00%", "100"),
        ("—", "General", None),
    ],
)
def test_rates(value: str | Decimal, code: str, rate: str | None) -> None:
    """98.38%, 0.9838 shown as 98.38% and 98.38 are the same rate; a plain 0.9838 is left as it stands."""
    reading = read_percent(Cell(value, "number" if isinstance(value, Decimal) else "text", code))
    assert reading.value == (Decimal(rate) if rate else None)


@given(YUAN)
def test_any_amount_is_read_back_however_it_is_typed(yuan: Decimal) -> None:
    """Plain, with separators, with a currency sign, in full width, with its unit, in 万元: the same amount to the cent."""
    sign, size = ("-" if yuan < 0 else ""), abs(yuan)
    typed = [
        f"{yuan:.2f}", f"{yuan:,.2f}", f"{sign}￥{size:,.2f}", f"￥{sign}{size:.2f}", f"{yuan:,.2f}元",
        f"{yuan / 10000:f}万元", f" {yuan:.2f}\u3000",
        f"{yuan:,.2f}".replace(",", "，"), f"{yuan:,.2f}".replace(",", " "), f"人民币{sign}{size:.2f}元整",
    ]  # fmt: skip
    assert {read_amount(Cell(each, "text"), "元").value for each in typed} == {yuan}
    assert read_amount(Cell(yuan / 10000, "number"), "万元").value == yuan
    assert read_amount(Cell(f"{size:,.2f}", "text"), "元").value == size
    assert size == 0 or read_amount(Cell(f"({size:,.2f})", "text"), "元").value == -size


@given(st.text())
def test_no_text_raises_and_no_number_is_invented(text: str) -> None:
    """A text without a digit is never a number; any text can be asked."""
    for reading in (read_amount(Cell(text, "text"), "元"), read_number(Cell(text, "text")), read_percent(Cell(text, "text"))):
        assert reading.value is None or any(each.isdigit() for each in text)
        assert reading.value is not None or says_nothing(text) or is_blank_mark(text) or "not_a_number" in reading.notes


@given(st.from_regex(r"[0-9,.¥()万元 -]{1,12}", fullmatch=True))
def test_a_parsed_amount_has_the_digits_of_its_text(text: str) -> None:
    """The digits of what is read are the digits that were written, in their order."""
    parsed = parse_amount(text)
    if parsed is not None:
        written = "".join(each for each in text if each.isdigit())
        assert Decimal(f"{abs(parsed[0]):f}".replace(".", "")) == Decimal(written)


STROKES = ("――", "━", "––", "……", "- -", "*", "×", "〇", "零", "无。", "（无）", "没有", "不涉及", "＿＿", "·",
           "¥-", "¥ -", "￥—", "暂无", "零元", "、", "（—）", "人民币—", "ˉ", "ˉˉ", "¯", "‾", "—元", "--元", "（—元）")


@pytest.mark.parametrize("typed", STROKES)
def test_strokes_and_words_for_nothing_are_no_amount(typed: str) -> None:
    """People draw nothing in many ways; none of them is a number, and none a fault."""
    assert read_amount(Cell(typed, "text"), "元") == Reading(None)


@pytest.mark.parametrize("typed", ["待定", "-元", "无法确定", "*1", "ˉ1", "见附件"])
def test_other_words_in_an_amount_are_told(typed: str) -> None:
    """What might have been an amount is no blank."""
    assert "not_a_number" in read_amount(Cell(typed, "text"), "元").notes or read_amount(Cell(typed, "text"), "元").value


def test_a_long_amount_typed_as_text_is_exact() -> None:
    """Fifteen digits are what a stored number holds; a text holds all of its own."""
    assert read_amount(Cell("9999999999999999", "text"), "元").value == Decimal("9999999999999999.00")
    assert read_amount(Cell("123456789012345.67", "text"), "元").value == Decimal("123456789012345.67")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("10（扣0分）", "10"), ("13.93（扣1.07分）", "13.93"), ("15/15", "15"), ("10分/10分", "10")),
        *(("9/10", None), ("9（扣分）", None)),
        *(("自评得分：99.8", "99.8"), ("99.8分。", "99.8"), ("98%。", "98"), ("15分（满）", "15"), ("98.00%（A/B）", "98")),
        *(("10（20）", None), ("99.8分，等级：优", None)),
    ],
)
def test_a_score_with_what_was_taken_off_or_its_weight_behind_it(text: str, number: str | None) -> None:
    """Of two different numbers nobody can tell which is the score."""
    assert read_number(Cell(text, "text")).value == (None if number is None else Decimal(number))


@pytest.mark.parametrize("text", ["约86.4万元", "86.4（暂估）", "预计：86.4", "大约 86.4万元", "86.4万元左右"])
def test_an_amount_that_is_about_so_much_is_read_and_marked(text: str) -> None:
    """The number is the unit's own; that it is a round one is told."""
    field = read_field("/funding/annual", "年度资金总额", "amount", Cell(text, "text"), "D5", "万元")
    assert (field.value, field.notes, field.raw) == (Decimal(864000), ("text_number", "about"), text)


@pytest.mark.parametrize("text", ["每年约80万元", "约80-90", "不超过86.4万元", "约定", "左右"])
def test_what_says_no_one_amount_is_none(text: str) -> None:
    """A limit, a range and an amount of each year are not the money of the project."""
    field = read_field("/funding/annual", "年度资金总额", "amount", Cell(text, "text"), "D5", "万元")
    assert (field.value, field.notes) == (None, ("not_a_number",))
