"""Which rows only number the columns of a table, and which column only numbers or ticks the lines of a form."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.forms.reading import cells_of
from tests.forms.test_row_margins import VOCABULARY
from xlperf.forms.reading.column_numbers import without_column_numbers, without_line_numbers
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.intake.sheet import Sheet

_LINES = tuple("12345678")


def _sheet(*lines: Sequence[str]) -> Sheet:
    return Sheet(name="表", state="visible", cells=cells_of(lines))


@pytest.mark.parametrize(
    "cells",
    [
        "1 2 3",
        "0 1 2",
        "2 3 4",
        "一 二 三",
        "甲 乙 丙",
        "甲 乙 1 2",
        "甲 1 2 3",
        "A B C",
        "a b c",
        "① ② ③",
        "（1） （2） （3）",
        "1 2 3=1+2",
        "1 2 3 4=2/3",
        "栏次 1 2 3",
        "栏次 2 3",
        "栏次 甲 1 2",
        "1 2 3 4 6",
        "1 3 4 5 6",
        "1 2 3 5 6 7",
    ],
)
def test_a_row_that_counts_is_taken_out(cells: str) -> None:
    """From the first or second column on, in whatever signs, with one number missing where there are five or more."""
    window = window_of(_sheet(("项目名称", "护林"), cells.split(), ("产出指标", "数量指标")))
    assert list(without_column_numbers(window, VOCABULARY).row_numbers) == [1, 3]


@pytest.mark.parametrize(
    "cells",
    ["1 2", "1 2 4", "1 2 3 5", "1 2 4 5 7", "1 2 3 4 7", "3 4 5", "10 11 12", "1 2 2", "1 1 2", "1 2 三", "1 2 x", "4 3 2 1"],
)
def test_a_row_of_values_stays(cells: str) -> None:
    """Too few, with a gap among few, two gaps or a wide one, begun in the middle, or with a cell that counts on in nothing."""
    window = window_of(_sheet(("项目名称", "护林"), cells.split(), ("产出指标", "数量指标")))
    assert list(without_column_numbers(window, VOCABULARY).row_numbers) == [1, 2, 3]


@pytest.mark.parametrize(
    ("marks", "is_left_out"),
    [
        (_LINES, True),
        (_LINES[:7], False),
        (("行次", *_LINES), True),
        (("行次", "序号", *_LINES), False),
        (tuple("12346789"), True),
        (("1", "2", "3", "4", "7", "8", "9", "10"), False),
        (tuple("12344567"), False),
        (_LINES[::-1], False),
        (tuple("√√√√√√√√"), True),
        (tuple("××××××××"), True),
        (tuple("√√√√√√√"), False),
        (tuple("√√√√√√√×"), False),
        (tuple("1√√√√√√√"), False),
        (tuple("aaaaaaaa"), False),
        (("1", "2", "3", "x", *"45678"), False),
        (("1", "2", "3", "4", "", *"5678"), True),
        (tuple(f"{each}." for each in _LINES), True),
        (tuple(f"（{each}）" for each in _LINES), True),
        (tuple("01234567"), True),
    ],
    ids=str,
)
def test_a_column_that_counts_or_ticks_lines_is_left_out(marks: tuple[str, ...], is_left_out: bool) -> None:
    """Eight lines or more that go up by one or two, below one heading at most, or one and the same tick throughout."""
    window = window_of(_sheet(*((mark, "项目名称", "护林") for mark in marks)))
    found = without_line_numbers(window, VOCABULARY)
    assert min(line[0].column for line in found.lines) == (2 if is_left_out else 1)
    assert list(found.row_numbers) == list(window.row_numbers)
