"""Tables as plain text: by what their values are divided, what stands in quotes, where they end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.intake.packages import LIMITS
from xlperf.errors import RefusedFile
from xlperf.intake.documents.plain_text import read_plain_text
from xlperf.intake.limits import Limits
from xlperf.intake.workbook_reader import parse_workbook


def _rows(text: str, limits: Limits = LIMITS) -> list[list[str]]:
    """Return the texts of every row that has any, from the left."""
    (sheet,) = read_plain_text(text.encode(), limits).sheets
    lines: dict[int, list[str]] = {}
    for row, column in sorted(sheet.cells):
        lines.setdefault(row, []).append(str(sheet.cells[row, column].value))
    return list(lines.values())


_SIXTY_LINES = "\n".join(["目标一，做完。"] * 60)


@pytest.mark.parametrize("mark", ["\t", ",", "，", ";", "|", "  ", "\u3000", " \u3000 "])
def test_values_are_divided_by_what_most_lines_have(mark: str) -> None:
    """A tab, any usual mark, or blanks in a row."""
    text = f"绩效目标申报表\n项目名称{mark}河堤巡护\n实施单位{mark}甲馆{mark}乙\n"
    assert _rows(text) == [["绩效目标申报表"], ["项目名称", "河堤巡护"], ["实施单位", "甲馆", "乙"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙,丙\n丁\t戊,庚\n己", [["甲", "乙,丙"], ["丁", "戊,庚"], ["己"]]),
        ("甲,乙\n丙,丁\t戊\n己,庚", [["甲", "乙"], ["丙", "丁\t戊"], ["己", "庚"]]),
        ("甲,\t7352\n丙,\t2026-01-01\n己,庚\t", [["甲", "7352"], ["丙", "2026-01-01"], ["己", "庚"]]),
        ("\t甲,\t乙\n\t丙,,\t丁", [["甲", "乙"], ["丙", "丁"]]),
        ('甲,"\t7352"\n丙,"\t丁"', [["甲", "7352"], ["丙", "丁"]]),
        ('甲,="7352"\n丙,="1,268"\n丁,="a""b"', [["甲", "7352"], ["丙", "1268"], ["丁", 'a"b']]),
        ('="甲"\t="7352"\n="丙"\t=1+1', [["甲", "7352"], ["丙", "=1+1"]]),
        ("'甲,'7352\n丙,'十四五'规划,'=1", [["甲", "7352"], ["丙", "'十四五'规划", "=1"]]),
        (f'甲,乙\n丙,"{_SIXTY_LINES}"\n丁,戊', [["甲", "乙"], ["丙", _SIXTY_LINES], ["丁", "戊"]]),
        ("甲，乙,丙\n丁，戊", [["甲", "乙,丙"], ["丁", "戊"]]),
        ('"甲，乙",丙\n"丁，戊",己\n庚，辛', [["甲，乙", "丙"], ["丁，戊", "己"], ["庚，辛"]]),
        ("甲,乙  丙\n丁,戊  己", [["甲", "乙  丙"], ["丁", "戊  己"]]),
        ("甲,乙  丙\n丁  戊", [["甲,乙", "丙"], ["丁", "戊"]]),
        ("  甲 乙  丙\n", [["甲 乙", "丙"]]),
        ("项目：修堤\n目标：修好，开放\n单位：甲馆\n", [["项目：修堤"], ["目标：修好，开放"], ["单位：甲馆"]]),
        ("目标：修好，开放\n\n\n\n单位：甲\n", [["目标：修好", "开放"], ["单位：甲"]]),
        ("甲\u2006 \u2006乙\n丙，丁\u2003\u3000\u2003戊\n", [["甲", "乙"], ["丙，丁", "戊"]]),
        ("项　目　名　称　　河堤巡护\n单　位　　甲馆　乙馆\n", [["项目名称", "河堤巡护"], ["单位", "甲馆", "乙馆"]]),
    ],
    ids=[
        *("tab", "a tab within a value", "tabs before values", "tabs before all", "tabs in quotes"),
        *("formulas of texts", "all formulas", "'", "sixty lines in quotes"),
        *("most lines", "not in quotes", "mark before blanks", "more blanks", "one blank", "a comma of a sentence"),
        *("commas", "blanks of Word", "set wide"),
    ],
)
def test_one_mark_divides_a_whole_text(text: str, rows: list[list[str]]) -> None:
    """A tab goes before all others; one that guards a value, what stands in quotes and one blank divide nothing."""
    assert _rows(text) == rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_is_a_row_however_it_ends(end: str) -> None:
    """Of Windows, of Unix and of old Macs."""
    assert _rows(end.join(("甲,乙", "", "丙,丁"))) == [["甲", "乙"], ["丙", "丁"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('甲,"乙,""丙"""\n丁,戊', [["甲", '乙,"丙"'], ["丁", "戊"]]),
        ('甲,"乙\n丙"\n丁,戊', [["甲", "乙\n丙"], ["丁", "戊"]]),
        ('甲,5"屏\n丁,戊', [["甲", '5"屏'], ["丁", "戊"]]),
        ('甲,"乙\n丁,戊', [["甲", '"乙'], ["丁", "戊"]]),
    ],
    ids=["doubled", "over two lines", "a mark of inches", "never closed"],
)
def test_what_stands_in_quotes_is_one_value(text: str, rows: list[list[str]]) -> None:
    """A mark that never closes, or stands within a value, is a mark like any other."""
    assert _rows(text) == rows


@pytest.mark.parametrize(("lines", "count"), [(199, 1), (200, 201)])
def test_a_value_over_two_hundred_lines_is_a_quote_that_was_forgotten(lines: int, count: int) -> None:
    """Where its end is another's beginning, half of the table would be one value."""
    assert len(_rows('甲,"' + "乙\n" * lines + '丙"')) == count


def test_a_long_value_costs_no_other() -> None:
    """A goal of two million characters is more than the library of the format takes by itself."""
    assert [[len(each) > 9 for each in row] for row in _rows(f'甲,"{"长" * 2_000_000}"\n乙,丙')] == [[False, True], [False, False]]


@pytest.mark.parametrize(("fields", "cut_off"), [(3, False), (4, True)])
def test_columns_beyond_those_that_are_read_are_noted(fields: int, cut_off: bool) -> None:
    """Three here."""
    text = ",".join("甲乙丙丁"[:fields])
    (sheet,) = read_plain_text(text.encode(), replace(LIMITS, columns=3)).sheets
    assert (len(sheet.cells), sheet.cut_off) == (3, cut_off)


def test_bytes_of_no_known_encoding_are_refused() -> None:
    """Neither UTF-8 nor GB18030."""
    with pytest.raises(RefusedFile) as refused:
        read_plain_text(b"\xff\xff\xff", LIMITS)
    assert refused.value.message == "文件的文字编码有误，读不出来。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Err:509", "error"), ("#VALUE!", "error"), ("#DIV/0!", "error"), ("Err:509以上", "text"), ("#1机组", "text")],
)
def test_the_error_of_a_formula_is_no_text(text: str, kind: str) -> None:
    """A spreadsheet saved as a page or as text has the error in place of the result; a sentence about one is a text."""
    cell = read_plain_text(f"数量,{text}\n".encode(), LIMITS).sheets[0].cells[1, 2]
    assert (cell.kind, cell.value) == (kind, text)


def test_what_is_left_of_a_picture_is_set_aside() -> None:
    """=DISPIMG(…) is what WPS writes for a picture in a cell; it is no name and no target."""
    text = '项目支出绩效目标申报表\n项目名称,"=DISPIMG(""ID_61A4"",1)"\n指标,=DISPIMG乙\n'
    (sheet,) = parse_workbook(text.encode(), LIMITS).sheets
    assert [each.value for each in sheet.cells.values()] == ["项目支出绩效目标申报表", "项目名称", "指标", "=DISPIMG乙"]
    assert {at: (each.kind, each.text) for at, each in sheet.set_aside.items()} == {(2, 2): ("picture", '=DISPIMG("ID_61A4",1)')}
