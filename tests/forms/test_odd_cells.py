"""Cells as people's programs leave them: what nobody sees is no part of a value, and two values are never one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.forms.reading.fields import known_category
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.choices import chosen
from xlperf.forms.values.dates import parse_date, year_in
from xlperf.forms.values.form_text import key_of

_AMOUNT = st.integers(10_000, 99_999_999)
_UNSEEN = st.sampled_from(["\u200b", "\ufeff", "\u200e", "\u202d", "\u00ad", "\ufe0f", "\uf06c"])


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
        ("（三）特定目标类", "特定目标类"),
        ("“特定目标类”。", "特定目标类"),
        ("项目支出-特定目标类", "特定目标类"),
        ("C-特定目标类", "特定目标类"),
        ("特定目标类支出", "特定目标类"),
        ("非特定目标类", "非特定目标类"),
    ],
)
def test_a_category_with_a_number_or_a_word_around_it_is_known(text: str, value: str) -> None:
    """Codes and 项目 are no part of it; a text that names two or says something else stays."""
    assert known_category(text) == value


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
        ("●古籍整理 二期", "●古籍整理 二期"),
        ("●经常性项目 ○一次性项目", "经常性项目"),
        ("√二○二○年项目 □其他", "二〇二〇年项目"),
        ("√二○二六年经常性项目", "二〇二六年经常性项目"),
        ("■古籍整理 二期", "■古籍整理 二期"),
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
