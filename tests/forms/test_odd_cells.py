"""Cells as people's programs leave them: what nobody sees is no part of a value, and two values are never one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.forms.reading.fields import known_category, known_nature
from xlperf.forms.values.amounts import parse_amount, read_number
from xlperf.forms.values.choices import chosen
from xlperf.forms.values.dates import parse_date, year_in
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.target import parse_target
from xlperf.intake.sheet import Cell

_AMOUNT = st.integers(10_000, 99_999_999)
_UNSEEN = st.sampled_from(["\u200b", "\ufeff", "\u200e", "\u202d", "\u00ad", "\ufe0f", "\uf06c", "\u3164", "\u2800", "\U000f0001"])


@given(_AMOUNT, _AMOUNT, st.sampled_from([" ", "\n", "  ", "\u3000"]))
def test_two_amounts_in_one_cell_are_no_number(one: int, other: int, apart: str) -> None:
    """An old and a new amount with a blank between are never glued to one."""
    assert parse_amount(f"{one}{apart}{other}") is None


@given(_AMOUNT, _UNSEEN, st.integers(0, 5))
def test_characters_that_nobody_sees_are_no_part_of_an_amount(amount: int, unseen: str, at: int) -> None:
    """Zero-width blanks, direction marks, soft hyphens and marks of private fonts fall away."""
    text = str(amount)
    assert parse_amount(text[:at] + unseen + text[at:]) == (Decimal(amount), None)


@pytest.mark.parametrize("text", ["①350000", "⒈350000", "350000²", "½"])
def test_marks_of_the_writer_are_no_digits(text: str) -> None:
    """A number in a ring, a footnote and a fraction sign are no digits of an amount."""
    assert parse_amount(text) is None


def test_amounts_grouped_by_blanks_are_still_read() -> None:
    """350 000 is one number."""
    assert parse_amount("1 350 000.50") == (Decimal("1350000.50"), None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("202601", date(2026, 1, 1)),
        ("2026年1月1日 星期四", date(2026, 1, 1)),
        ("2026-01-01（周四）", date(2026, 1, 1)),
        ("2026-01-01 上午9:30", date(2026, 1, 1)),
        ("\u200e2026-01-01", date(2026, 1, 1)),
        ("2026-01-01&nbsp;", date(2026, 1, 1)),
        ("自2026年1月1日", date(2026, 1, 1)),
        ("202613", None),
    ],
)
def test_dates_without_doubt(text: str, day: date | None) -> None:
    """A month without signs, a day of the week and a time of day leave no doubt; a thirteenth month does."""
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["（__2026__年度）", "（2\u200b026年度）", "( 2026 年度)"])
def test_lines_to_fill_in_are_no_part_of_a_year(text: str) -> None:
    """Underscores and unseen characters stand around or in the year."""
    assert year_in(text) == 2026


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22-特定目标类", "特定目标类"),
        ("特定目标类项目", "特定目标类"),
        ("特定目标类（本级）", "特定目标类"),
        ("特定目标类或其他运转类", "特定目标类或其他运转类"),
        ("22|特定目标类", "特定目标类"),
        ("特定目标类（专项业务）", "特定目标类"),
        ("其他运转类-信息系统运维", "其他运转类"),
        ("运转类-其他运转类", "其他运转类"),
        ("（三）特定目标类", "特定目标类"),
        ("“特定目标类”。", "特定目标类"),
        ("项目支出-特定目标类", "特定目标类"),
        ("C-特定目标类", "特定目标类"),
        ("特定目标类支出", "特定目标类"),
        ("非特定目标类", "非特定目标类"),
        ("特定目标", "特定目标"),
        ("其他运转", "其他运转"),
        ("特定目标管理", "特定目标管理"),
        ("其他人员支出", "其他人员支出"),
        ("其他人员经费", "其他人员经费"),
        ("其它运转类", "其他运转类"),
        ("其它人员类", "其他人员类"),
        ("3 特定目標類", "特定目标类"),
        ("其它運轉類項目", "其他运转类"),
        ("运转类", "运转类"),
        ("项目支出", "项目支出"),
        ("其他", "其他"),
        ("特定项目类", "特定项目类"),
        ("特定目标、其它运转", "特定目标、其它运转"),
        ("非特定目标", "非特定目标"),
    ],
)
def test_a_category_with_a_number_or_a_word_around_it_is_known(text: str, value: str) -> None:
    """Codes and 项目 are no part of it; a text that names two or says something else stays."""
    assert known_category(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("经常性", "经常性项目"),
        ("经常性专项", "经常性项目"),
        ("一次性专项", "一次性项目"),
        ("经常性项目（延续）", "经常性项目"),
        ("一次性（新增）", "一次性项目"),
        ("3阶段性项目", "阶段性项目"),
        ("其他经常性", "其他经常性项目"),
        ("经常性专项业务费", "经常性专项业务费"),
        ("常年性项目", "常年性项目"),
        ("非经常性专项", "非经常性专项"),
        ("经常性项目（一次性项目、阶段性项目）", "经常性项目（一次性项目、阶段性项目）"),
        ("经常性、一次性", "经常性、一次性"),
        ("经常性项目", "经常性项目"),
        ("01-经常性专项业务费", "经常性专项业务费"),
        ("（2）经常性专项业务费", "经常性专项业务费"),
        ("阶段性项目（2026-2027）", "阶段性项目"),
        ("阶段性项目（2026年—2028年）", "阶段性项目"),
        ("非01-经常性专项业务费", "非01-经常性专项业务费"),
        ("2026新增项目（续）", "2026新增项目（续）"),
    ],
)
def test_a_nature_with_a_word_around_it_is_known(text: str, value: str) -> None:
    """专项 for 项目 and a remark in brackets are no other nature; a text that names two stays."""
    assert known_nature(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("特定目标类☑ 其他运转类□", "特定目标类"),
        ("☑特定目标类 □其他运转类", "特定目标类"),
        ("甲□ 乙□", "甲□ 乙□"),
        ("甲☑ 乙☑ 丙□", "甲☑ 乙☑ 丙□"),
        ("经常性项目（√）一次性项目（ ）", "经常性项目"),
        ("（ ）经常性项目（√）一次性项目", "一次性项目"),
        ("经常性项目[ ]  一次性项目[√]", "一次性项目"),
        ("经常性项目（√）一次性项目（×）", "经常性项目"),
        ("□经常性项目 √一次性项目", "一次性项目"),
        ("√经常性项目", "经常性项目"),
        ("经常性项目 √", "经常性项目"),
        ("√经常性项目  一次性项目", "经常性项目"),
        ("经常性项目（ ）一次性项目（ ）", "经常性项目（ ）一次性项目（ ）"),
        ("经常性项目（√）一次性项目（√）", "经常性项目（√）一次性项目（√）"),
        ("○其他运转类 ●特定目标类", "特定目标类"),
        ("特定目标类 ✅ 其他运转类 ⬜", "特定目标类"),
        ("□一次性项目 🗹经常性项目", "经常性项目"),
        ("◯一次性项目 ◉经常性项目", "经常性项目"),
        ("○一次性项目 ⊙经常性项目", "经常性项目"),
        ("▢特定目标类▣其他运转类", "其他运转类"),
        ("经常性项目☐／一次性项目☑", "一次性项目"),
        ("□经常性项目|☑一次性项目", "一次性项目"),
        ("●古籍整理 二期", "●古籍整理 二期"),
        ("●经常性项目 ○一次性项目", "经常性项目"),
        ("√二○二○年项目 □其他", "二〇二〇年项目"),
        ("√二○二六年经常性项目", "二〇二六年经常性项目"),
        ("■古籍整理 二期", "■古籍整理 二期"),
        ("◻一次性项目 ◼经常性项目", "经常性项目"),
        ("🔲一次性项目 ✅经常性项目", "经常性项目"),
        ("◼重点工作 完成情况", "◼重点工作 完成情况"),
        ("√ 特定目标类   其他运转类", "特定目标类"),
        ("特定目标类   其他运转类 √", "其他运转类"),
        ("其他运转类 √ 特定目标类", "其他运转类 √ 特定目标类"),
        ("经常性项目 √   一次性项目", "经常性项目"),
        ("经常性项目   √ 一次性项目", "一次性项目"),
        ("其他人员类□ 其他运转类□ 特定目标类√（请打√）", "特定目标类"),
        ("□经常性项目 ☑一次性项目（请选择）", "一次性项目"),
        ("◎其他运转类 ◉特定目标类", "特定目标类"),
        ("◎其他运转类 ◎特定目标类", "◎其他运转类 ◎特定目标类"),
        ("A一次性项目 □  B经常性项目 ☑", "经常性项目"),
        ("□A.一次性项目 ☑B.经常性项目", "经常性项目"),
        ("二○二六年古籍整理（一期）", "二○二六年古籍整理（一期）"),
    ],
)
def test_a_box_stands_before_or_behind_its_choice(text: str, value: str) -> None:
    """One tick is the choice; none or two stay as they were written."""
    assert chosen(text) == value


@pytest.mark.parametrize("text", ["主管部⻔", "\uf06c主管部门", "主管部门\ufe0f"])
def test_look_alikes_and_private_marks_make_no_other_label(text: str) -> None:
    """A radical is its character, a bullet of a private font is nothing."""
    assert key_of(text) == "主管部门"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1, 268, 000", 1268000), ("1， 268， 000", 1268000), ("350, 000", 350000), ("１，２６８，０００", 1268000),
        ("200, 150", None), ("200,150, 30", None), ("1, 26, 800", None),
    ],
)  # fmt: skip
def test_blanks_behind_commas_part_thousands_where_nothing_else_can_be_meant(text: str, amount: int | None) -> None:
    """1, 268, 000 is one number; 200, 150 may be two and is told."""
    read = parse_amount(text)
    assert (read[0] if read else None) == amount


@pytest.mark.parametrize("text", ["15¹", "15①", "½"])
def test_a_raised_digit_is_none_of_a_score(text: str) -> None:
    """A footnote behind a score does not make 151 of it."""
    assert read_number(Cell(text, "text")).notes == ("not_a_number",)


def test_markup_around_a_score_or_a_rate_is_no_part_of_it() -> None:
    """95%&nbsp; is 95."""
    assert [read_number(Cell(each, "text")).value for each in ("95%&nbsp;", "&nbsp;15", "15分<br>")] == [95, 15, 15]


@pytest.mark.parametrize(
    "text",
    [
        "[ ]特定目标类 [x]其他运转类 [ ]其他人员类", "( )特定目标类(X)其他运转类( )其他人员类", "□特定目标类⊠其他运转类□其他人员类",
        "£特定目标类 R其他运转类 £其他人员类", "¨特定目标类 þ其他运转类 ¨其他人员类",
        "\uf0a3特定目标类 \uf052其他运转类 \uf0a3其他人员类",
        "特定目标类（×）其他运转类（√）其他人员类（×）", "特定目标类[x]其他运转类[√]其他人员类[x]",
    ],
)  # fmt: skip
def test_marks_of_every_keyboard_and_font_tick_a_choice(text: str) -> None:
    """An x in brackets ticks where no other mark does; letters of a lost font of ticks are what they showed."""
    assert known_category(chosen(text)) == "其他运转类"


@pytest.mark.parametrize(
    "text",
    [
        "[x]特定目标类 [x]其他运转类 [ ]其他人员类",
        "特定目标类（×）其他运转类（ ）其他人员类（×）",
        "[ ]特定目标类 [ ]其他运转类",
        "R&D中心 £20",
    ],
)
def test_two_marks_or_none_choose_nothing(text: str) -> None:
    """What is not ticked once stays as written, so that it is told."""
    assert chosen(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22-其他运转", "22-其他运转"), ("其他运转类经费", "其他运转类"), ("③特定目标类", "特定目标类"),
        ("T01 特定目标类", "特定目标类"), ("31-部门项目-特定目标类", "特定目标类"), ("类别：其他人员类", "其他人员类"),
        ("非特定目标类", "非特定目标类"), ("特定目标类或其他运转类", "特定目标类或其他运转类"),
    ],
)  # fmt: skip
def test_a_category_with_a_code_or_a_word_is_known(text: str, value: str) -> None:
    """Drop-down lists add a code; 特定目标 without 类 is a slip that the unit is told of, and what says more stays."""
    assert known_category(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一次性", "一次性项目"),
        ("02 一次性项目", "一次性项目"),
        ("经常性项目（01）", "经常性项目"),
        ("一次性项目类", "一次性项目"),
        ("可行性", "可行性"),
    ],
)
def test_a_nature_in_short_is_known(text: str, value: str) -> None:
    """经常性 and 一次性 are short for the word of the list."""
    assert known_nature(text) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("≤12kgce/(m²·a)", "kgce/(m²·a)"),
        ("≤3L/100km", "L/100km"),
        ("≤1200元/m²·月", "元/m²·月"),
        ("≥30(t/(d·台))", "t/(d·台)"),
        ("40几处", "处"),
    ],
)
def test_units_with_brackets_and_points_are_units(text: str, unit: str) -> None:
    """A unit per square metre and year stands behind its number like any other."""
    target = parse_target(text)
    assert target.number is not None
    assert target.unit == unit


def test_lines_to_fill_in_are_no_part_of_a_target() -> None:
    """≥__42__(处) is ≥42(处)."""
    assert parse_target("≥__42__(处)").number == 42


@pytest.mark.parametrize("text", ["2027/2/1 上午 12:00:00", "2027。2。1", "2027/2/1 下午 3:00"])
def test_a_time_of_day_or_full_stops_make_no_other_date(text: str) -> None:
    """What other programs write behind and between the parts of a date."""
    assert parse_date(text) == date(2027, 2, 1)


@pytest.mark.parametrize("text", ["•主管部门", "主管部⾨", "主管部门\U000f0001", "\u3164主管部门", "➢主管部门："])
def test_bullets_and_long_forms_of_radicals_make_no_other_label(text: str) -> None:
    """⾨ came from a converter and is no 門."""
    assert key_of(text) == "主管部门"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("①经常性项目√②一次性项目", "经常性项目"),
        ("①经常性项目 √②一次性项目", "一次性项目"),
        ("√①经常性项目 ②一次性项目", "经常性项目"),
        ("①经常性项目 ②一次性项目√", "一次性项目"),
        ("A.特定目标类 B.其他运转类 ✓ C.其他人员类", "其他运转类"),
        ("1.2号楼改造 √", "1.2号楼改造 √"),
    ],
)
def test_the_only_mark_among_numbered_options_belongs_to_one(text: str, value: str) -> None:
    """A number begins each option: a mark is of the option before it, unless it stands right before the next number."""
    assert chosen(text) == value
