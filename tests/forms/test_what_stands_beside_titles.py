"""A title is the title of its form whatever stands far beside it; words right at it may make it a cell of something else."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS
from tests.forms.reading import cells_of, read
from xlperf.intake.sheet import Area, Sheet

_TITLE = ROWS[0][0]


def _title(*line: str, merged: int = 0, at: int = 1) -> object:
    merges = (Area(1, at, 1, at + merged - 1),) if merged else ()
    (form,) = read(Sheet(name="表", state="visible", cells=cells_of((line, *ROWS[1:])), merges=merges)).forms
    return form.value("/title")


@pytest.mark.parametrize("words", ["内部资料", "（2026年度）", "附件1", "单位：元"])
def test_a_title_that_is_not_merged_has_what_stands_six_columns_from_it(words: str) -> None:
    """Nobody reads so far on; nearer by there may be the year, the number of an attachment, or the unit."""
    assert _title(_TITLE, *[""] * 5, words) == _TITLE
    assert _title(_TITLE, *[""] * 4, words) == (None if words == "内部资料" else _TITLE)


@pytest.mark.parametrize("merged", [2, 4, 7])
def test_a_merged_title_has_any_words_right_of_it(merged: int) -> None:
    """Right behind it, too."""
    assert _title(_TITLE, *[""] * (merged - 1), "内部资料", merged=merged) == _TITLE


@pytest.mark.parametrize(("merged", "is_title"), [(4, False), (5, True)])
def test_a_title_right_of_other_words_is_one_where_it_is_as_wide_as_the_table(merged: int, is_title: bool) -> None:
    """Less wide it may be the text of a label."""
    assert _title("内部资料", _TITLE, merged=merged, at=2) == (_TITLE if is_title else None)


def test_the_title_of_a_narrow_form_right_beside_it_stands_there_too() -> None:
    """Five columns from it, nothing being merged."""
    left = [line[:5] for line in ROWS]
    right = [tuple(text.replace("河堤巡护", "水库清淤") for text in line) for line in left]
    lines = [(*one, *("",) * (5 - len(one)), *other) for one, other in zip(left, right, strict=True)]
    forms = read(Sheet(name="表", state="visible", cells=cells_of(lines), merges=())).forms
    assert [(each.value("/title"), each.text("/project_name")) for each in forms] == [(_TITLE, "河堤巡护"), (_TITLE, "水库清淤")]
