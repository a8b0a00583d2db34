"""Forms of every bureau in which merged cells were split and filled, but one that stayed, with blank lines put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.forms.slips import Page, pages, reading, slipped
from xlperf.intake.sheet import Area

FORMS = {
    name: form
    for name, form in pages().items()
    if name not in ("a form of another kind below", "sources and details by year", "list of projects by level, Henan")
}
"""Those that are read as they stand whichever of their cells are filled; of the others it is told what is not."""

TOLD_OF = ("two forms beside each other", "national, term and year side by side", "without a title")
"""Those of which a blank column within what stands beside each other makes something unread, which is told."""


def _filled(form: Page, kept: Area | None = None) -> Page:
    """Return a form with its merged areas split and filled, but one of them."""
    cells = dict(form.cells)
    for area in form.merges:
        if area != kept and (area.top, area.left) in cells:
            places = ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))
            cells |= dict.fromkeys(places, cells[area.top, area.left])
    return replace(form, cells=cells, merges=[kept] if kept else [])


def _values(form: Page) -> Counter[str]:
    """Return the fields and values of a form, less its title and the cells, which are others where a column was put in."""
    lines = (line.rpartition(" @")[0] for line in reading(form) if line.startswith(("/", "further /")))
    told = (line.partition(": ") for line in lines if not line.startswith("/title") and not line.endswith((" ''", "None")))
    return Counter(f"{label.rpartition(' ')[0]} = {value}" for label, _, value in told)


def _with_column(form: Page) -> Iterator[Page]:
    """Yield a form with one of its merged cells left and a blank column in it or beside it."""
    for kept in form.merges:
        for column in {kept.left + 1, kept.right + 1} & set(range(2, 15)):
            yield slipped(_filled(form, kept), f"+{chr(64 + column)}")


@pytest.mark.parametrize("name", FORMS)
def test_one_merged_cell_was_left(name: str) -> None:
    """Whichever cell stayed merged, each value is read once and none is lost."""
    form = FORMS[name]
    whole = _values(form)
    assert [kept for kept in form.merges if _values(_filled(form, kept)) != whole] == []


@pytest.mark.parametrize("name", [each for each in FORMS if each not in TOLD_OF])
def test_a_blank_column_goes_through_a_merged_cell_that_was_left(name: str) -> None:
    """What only goes across a column that was put in does not make it one of the form's."""
    whole = _values(FORMS[name])
    told = [each for each in _with_column(FORMS[name]) if _values(each) != whole]
    assert told == []


@pytest.mark.parametrize(
    ("name", "row"), [*(("list of self-evaluations", row) for row in (6, 9, 10)), ("list of projects by level, Henan", 8)]
)
def test_a_blank_row_within_a_project_of_a_filled_list(name: str, row: int) -> None:
    """The lines below it say the same project again, which is counted once."""
    form = pages()[name]
    assert _values(slipped(_filled(form), f"+{row}")) == _values(form)


@pytest.mark.parametrize("row", [8, 9, 10, 11])
def test_a_blank_row_among_amounts_whose_side_is_filled(row: int) -> None:
    """项目资金 beside a blank row is the side of the rows, not an amount of the year that was left out."""
    form = pages()["money by source"]
    assert _values(_filled(slipped(form, f"+{row}"))) == _values(form)


def test_equal_amounts_of_a_filled_list() -> None:
    """18 of the whole and 18 of the treasury stand below headings of their own in the second row of headings, and stay two."""
    lines = [line for line in reading(_filled(pages()["list with sums and two rows of headings"])) if "funding/annual" in line]
    assert [line.split(" ", 2)[0] + " " + line.split(": ")[1].split(" ")[0] for line in lines[3:]] == [
        "/funding/annual 180000.00",
        "/funding/annual_fiscal 180000.00",
        "/funding/annual_other 0.00",
    ]


LISTS = (
    *("list of projects", "list with sums and two rows of headings"),
    *("list of self-evaluations", "list of projects by level, Henan"),
)


@pytest.mark.parametrize("below", [*LISTS, "declaration", "self-evaluation of 2020"])
@pytest.mark.parametrize("above", LISTS)
def test_a_list_with_other_headings_below_a_list(above: str, below: str) -> None:
    """Every project of both is read: the second list is none of the first one's indicators, whichever layout is asked first."""
    both = slipped(pages()[above], f"below {below}")
    assert _values(both) == _values(pages()[above]) + _values(pages()[below])


@pytest.mark.parametrize("left", ["money by source", "target in three columns", "one year", "self-evaluation of 2020"])
@pytest.mark.parametrize("right", ["titles that no layout knows", "sources and details by year", "self-evaluation of Sichuan"])
def test_a_form_beside_one_that_begins_in_another_row(left: str, right: str) -> None:
    """A title claims the project name of its own form, not that of one beside it which stands a row higher."""
    both = slipped(slipped(pages()[left], "+H"), f"beside {right}")
    assert _values(both) == _values(pages()[left]) + _values(pages()[right])


@pytest.mark.parametrize("fill", [_filled, lambda form: replace(form, merges=[])], ids=["filled", "split"])
@pytest.mark.parametrize("left", ["declaration of budget integration", "two columns of targets", "national of 2011, stacked"])
def test_a_title_that_nobody_knows_in_its_first_cell_beside_a_form(left: str, fill: Callable[[Page], Page]) -> None:
    """项目绩效情况表 above the name of a project begins a form, whose cells were merged, filled or are no more; none is lost."""
    right = pages()["titles that no layout knows"]
    both = slipped(pages()[left], "beside titles that no layout knows")
    width = max(column for _, column in pages()[left].cells)
    wide = fill(replace(both, merges=[each for each in both.merges if each.left > width]))
    both = replace(wide, merges=[*wide.merges, *(each for each in both.merges if each.left <= width)])
    assert _values(both) == _values(pages()[left]) + _values(right)


def test_the_unit_of_a_form_beside_one_that_says_none() -> None:
    """金额单位：万元 above the other form makes no 11280000元 ten thousand times as much; that this one says no unit is told."""
    left, right = "declaration with a payment plan, Hebei", "national, term and year side by side"
    both = slipped(pages()[left], f"beside {right}")
    assert _values(both) == _values(pages()[left]) + _values(pages()[right])
    assert sum(line.startswith("unit_missing") for line in reading(both)) == 1
