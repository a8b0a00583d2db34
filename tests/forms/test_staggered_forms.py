"""Forms that stand neither below nor beside each other but staggered: each is read as if it stood alone."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS
from tests.forms.reading import cells_of, read
from tests.forms.test_banners import Lines, _evaluation
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Sheet

_OTHER: Lines = tuple(tuple(text.replace("河堤巡护", "水库清淤") for text in line) for line in ROWS)
_UNTITLED = _OTHER[2:]
_WITHOUT_YEAR = (_OTHER[0], *_UNTITLED)
_YEAR_AT_THE_RIGHT = (_OTHER[0], (*("",) * 8, "（2026年度）"), *_UNTITLED)
_FOOT = (("备注",), ("本表一式两份",))
_UNFILLED = ROWS[:8]
_WITHOUT_LEVELS: Lines = (*ROWS[:7], ("三级指标", "年度指标值"), ("巡护次数", "≥60(次)"), ("隐患处置率", "≥95(%)"))
_Part = tuple[Lines, int, int]
"""The lines of a form, and the row and column where they begin."""


def _apart(lines: Lines, at: int, blank: int) -> Lines:
    """Return lines with blank ones among them."""
    return (*lines[:at], *((),) * blank, *lines[at:])


def _read(parts: tuple[_Part, ...], merges: tuple[Area, ...] = ()) -> list[Form]:
    cells = {
        (row + top - 1, column + left - 1): cell
        for lines, top, left in parts
        for (row, column), cell in cells_of(lines).items()
    }
    found = read(Sheet(name="表", state="visible", cells=cells, merges=merges))
    assert found.remarks == ()
    return list(found.forms)


def _said(form: Form) -> tuple[list[tuple[str, object]], list[str]]:
    return [(each.name, each.value) for each in form.fields], [each.kind for each in form.remarks]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param((ROWS, 1, 8), (_OTHER, 11, 1), id="its last row beside the title of the lower one"),
        pytest.param(((*ROWS, *_FOOT), 1, 8), (_OTHER, 12, 1), id="its foot, in one column, beside that title"),
        pytest.param((ROWS, 1, 8), (_UNTITLED, 10, 1), id="its last rows beside a lower one without a title"),
        pytest.param((_apart(ROWS, 7, 1), 1, 8), (_WITHOUT_YEAR, 8, 1), id="a blank row of it beside that title, its table lower"),
        pytest.param((_apart(_WITHOUT_LEVELS, 7, 1), 1, 8), (_WITHOUT_YEAR, 8, 1), id="the same, its table without levels"),
        pytest.param((ROWS, 1, 6), (_YEAR_AT_THE_RIGHT, 13, 1), id="over a lower one as wide, with its year at the right"),
        pytest.param((_UNFILLED, 1, 6), (_OTHER, 9, 1), id="over a lower one as wide, its own table without rows"),
        pytest.param((_WITHOUT_LEVELS, 1, 6), (_OTHER, 11, 1), id="over a lower one as wide, its table without levels"),
    ],
)
def test_an_upper_form_further_right_and_a_lower_one_are_read_as_if_each_stood_alone(upper: _Part, lower: _Part) -> None:
    """Beside it, the upper form goes on below the title of the lower one; over it, the lower one is as wide as it likes."""
    alone = [_read(((lines, 1, 1),))[0] for lines, _, _ in (upper, lower)]
    assert [_said(each) for each in _read((upper, lower))] == [_said(each) for each in alone]


def test_rows_merged_with_what_stands_above_them_go_on_beside_a_lower_title() -> None:
    """绩效指标 reaches down to a row that nobody filled, beside the title; the rows of the upper form go on below it."""
    upper, lower = (_apart(ROWS, 10, 2), 1, 8), (_OTHER, 11, 1)
    found = _read((upper, lower), (Area(8, 8, 11, 8),))
    assert [(each.text("/project_name"), len(each.rows)) for each in found] == [("河堤巡护", 3), ("水库清淤", 3)]


def test_money_is_no_table_of_indicators_that_a_form_could_end_with() -> None:
    """分值 and 得分 of the money stand above the lower title, and a third form with its whole table left of them."""
    title = (("预算项目绩效目标自评表",), ("（2025年度）",))
    upper = _apart((*title, *_evaluation("河堤巡护", "48.5")), 6, 7)
    left = tuple(tuple(text.replace("河堤巡护", "泵站维护") for text in line) for line in ROWS)
    found = _read(((upper, 1, 10), (left, 1, 1), (_OTHER, 12, 1)))
    assert [(each.text("/project_name"), len(each.rows)) for each in found] == [("泵站维护", 3), ("河堤巡护", 2), ("水库清淤", 3)]
