"""Rows that number the columns below a header (栏次): none is an indicator, and a note right below a header ends no table."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.slips import Page, pages, reading, slipped
from tests.forms.test_trusted_headings import form_of, values
from xlperf.intake.sheet import Cell

PAGES = pages()
FORMS_TRIED = (
    "declaration",
    "national, term and year side by side",
    "self-evaluation",
    "self-evaluation of Sichuan",
    "one year",
    "list of projects",
    "two forms beside each other",
)
NUMBERS = {
    "numbers": tuple(map(str, range(1, 20))),
    "in brackets": tuple(f"（{each}）" for each in range(1, 20)),
    "in circles": tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"),
    "letters": tuple("ABCDEFGHIJKLMNOPQ"),
    "stems and numbers": ("甲", "乙", *map(str, range(1, 16))),
    "under a word": ("栏次", *map(str, range(1, 18))),
    "with sums": ("1", "2", "3", "4", "5=3+4", "6=5/4*100%", "7", "8", "9", "10", "11", "12"),
}
AT = re.compile(r"(?:new )?[A-Z]+(\d+)$")


def of_indicators(made: Page) -> list[str]:
    """Return what was read of indicators, without the cells."""
    return [re.sub(r" @.*", "", each) for each in reading(made) if each.startswith("/indicators/")]


def with_row(name: str, texts: tuple[str, ...]) -> tuple[Page, Page]:
    """Return a form, and the same with a row of texts below its headings."""
    whole = PAGES[name]
    found = (AT.search(each.partition(" @")[2]) for each in reading(whole) if each.startswith("/indicators/level3"))
    first = min(int(each[1]) for each in found if each)
    header = max(row for row, _ in whole.cells if row < first)
    columns = sorted(column for row, column in whole.cells if row == header)
    made = slipped(whole, f"+{first}")
    cells = {(first, column): Cell(text, "text") for column, text in zip(columns, texts, strict=False)}
    return whole, replace(made, cells={**made.cells, **cells})


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("name", FORMS_TRIED)
def test_a_row_that_numbers_the_columns_is_no_indicator(name: str, kind: str) -> None:
    """Whatever counts the columns: the indicators are those of the form without it, and nothing is told of it."""
    whole, numbered = with_row(name, NUMBERS[kind])
    assert of_indicators(numbered) == of_indicators(whole)
    assert sum("unread" in each for each in reading(numbered)) == sum("unread" in each for each in reading(whole))


@pytest.mark.parametrize(
    "row",
    [
        ("", "产出指标", "数量指标", "9", "7", "7", "10", "10"),
        ("", "", "", "3", "4", "5", "6"),
        ("", "1", "2", "3", "7", "7", "10", "10"),
    ],
)
def test_numbers_that_do_not_count_are_read(row: tuple[str, ...]) -> None:
    """Numbers in a row that do not count, or not from the first or second column on, are a row of the table."""
    whole, made = with_row("self-evaluation", row)
    assert len(of_indicators(made)) > len(of_indicators(whole))


def test_a_note_right_below_the_headings_ends_no_table() -> None:
    """（单位：%） under the last heading is told, and the indicators below it are read."""
    name = "self-evaluation without levels, Chongqing"
    whole, made = with_row(name, ("", "", "", "", "", "", "（单位：%）"))
    assert of_indicators(made) == of_indicators(whole) != []


@pytest.mark.parametrize("gap", [(), ("",)])
@pytest.mark.parametrize("levels", [("一级指标", "二级指标"), ("", "二级指标")])
def test_a_header_repeated_without_its_numbers(levels: tuple[str, str], gap: tuple[str, ...]) -> None:
    """序号 in the first header and not in that of the next page, beside a blank column or not: the numbers go on being numbers."""
    lines = (
        ("绩效指标", "一级指标", "二级指标", *gap, "序号", "三级指标", "年度指标值"),
        ("", "产出指标", "数量指标", *gap, "1", "巡护次数", "≥60(次)"),
        ("", *levels, *gap, "", "三级指标", "年度指标值"),
        ("", "", "", *gap, "2", "清障次数", "≥9(次)"),
        ("", "满意度指标", "服务对象满意度指标", *gap, "3", "群众满意度", "≥90(%)"),
    )
    form = form_of(*lines)
    names = ["数量指标", "巡护次数"], ["数量指标", "清障次数"], ["服务对象满意度指标", "群众满意度"]
    assert values(form, "level2", "level3") == [*names]
    assert [each.kind for each in form.remarks] == ["unit_missing"]


_NONE_COUNTS = {"fives": range(5, 60, 5), "downwards": range(11, 0, -1), "the same": [7] * 11, "ticks, crosses": "√×√√×√√×√√×"}


@pytest.mark.parametrize("kind", _NONE_COUNTS)
def test_a_first_column_that_does_not_count_the_lines_is_told(kind: str) -> None:
    """Numbers that do not go up line by line, and marks that differ, may mean something: each is kept or told."""
    column = {f"A{row}": str(mark) for row, mark in enumerate(_NONE_COUNTS[kind], 1)}
    found = read(drawn(tuple(("", *line) for line in ROWS), added=column))
    told = {each.cell for form in found.forms for each in (*form.remarks, *form.further)}
    assert told >= {"A3", "A9", "A11"}


def test_a_numbered_line_without_anything_else_is_no_line() -> None:
    """Lines are numbered ahead, down to where nothing is written: the form is read as without the numbers."""
    column = {f"A{row}": str(row) for row in range(1, len(ROWS) + 3)}
    (form,) = read(drawn(tuple(("", *line) for line in ROWS), added=column)).forms
    assert [row["level3"].value for row in form.rows] == ["巡护次数", "隐患处置率", "群众满意度"]
    assert not form.remarks
