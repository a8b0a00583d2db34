"""Where a page of printed forms ends: full to the last point, one line more, and how much a sheet holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from tests.builders import declaration
from xlperf.forms.layouts.layout_loading import all_layouts
from xlperf.forms.templates.template import template_of
from xlperf.summary.print.print_layout import Line, _paged, _Part, lay_out
from xlperf.summary.print.print_pattern import pattern_of
from xlperf.summary.print.print_plan import MOST_BREAKS, PrintPart

_ROOM = 100.0


def _line(name: str, height: float) -> Line:
    return Line(cast(Any, name), -1, 0, height)


def _part(above: float, rows: list[float], foot: float = 0.0) -> _Part:
    """Return a table with a header of 10 points, a block a row, and what stands above and below it; nothing where 0."""
    return _Part(
        [_line("上", above)] if above else [],
        [_line("头", 10.0)],
        [[_line(str(at), height)] for at, height in enumerate(rows)],
        [_line("尾", foot)] if foot else [],
    )


def _told(*parts: _Part, taken: float = 0.0) -> str:
    """Return the rows in order, a stroke before each that opens a page."""
    return "".join(("|" if each.opens else "") + str(each.row) for each in _paged(parts, _ROOM, taken))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([20.0, 20.0, 20.0], "上头012"),
        ([20.0, 20.0, 20.1], "上头01|头2"),
        ([20.0] * 5, "上头012|头34"),
        ([20.0] * 7, "上头012|头3456"),
        ([20.0] * 8, "上头012|头3456|头7"),
        ([60.0, 5.0], "上头0|头1"),
        ([60.1], "上|头0"),
    ],
)
def test_a_page_is_filled_to_its_last_point(rows: list[float], told: str) -> None:
    """30 points stand above the table: a row that still fits stays, the next one takes the header with it."""
    assert _told(_part(30.0, rows)) == told


def test_every_row_of_a_header_is_repeated() -> None:
    """A header may have several, and they stay together."""
    part = _part(30.0, [20.0, 20.0, 20.0])._replace(header=[_line("头", 10.0), _line("续", 5.0)])
    assert _told(part) == "上头续01|头续2"


@pytest.mark.parametrize(("foot", "told"), [(20.0, "上头01尾"), (20.1, "上头0|头1尾")])
def test_the_closing_line_takes_the_last_row_with_it(foot: float, told: str) -> None:
    """It never begins a page: where it does not fit, the row above it goes over, too."""
    assert _told(_part(30.0, [20.0, 20.0], foot)) == told


@pytest.mark.parametrize(("taken", "told"), [(0.0, "上头01"), (20.0, "上头01"), (20.1, "上头0|头1"), (50.0, "上|头01")])
def test_what_a_title_takes_of_the_first_page_is_missing_there(taken: float, told: str) -> None:
    """And on no other page."""
    assert _told(_part(30.0, [20.0, 20.0]), taken=taken) == told


@pytest.mark.parametrize(("above", "told"), [(10.0, "上头0上头0"), (10.1, "上头0|上头0"), (0.0, "上头0头0")])
def test_what_stands_above_a_second_table_goes_over_with_its_first_row(above: float, told: str) -> None:
    """60 points are taken: heading, header and first row need 40 at most to stay."""
    assert _told(_part(30.0, [20.0]), _part(above, [20.0])) == told


def test_what_is_longer_than_a_page_leaves_the_rest_of_its_last_one() -> None:
    """130 points above the table take 30 of the second page."""
    assert _told(_part(130.0, [20.0, 20.0, 20.0])) == "上头012"
    assert _told(_part(130.0, [20.0, 20.0, 20.1])) == "上头01|头2"


@pytest.mark.parametrize(
    ("breaks", "rows", "room"),
    [
        (MOST_BREAKS - 2, 1, True),
        (MOST_BREAKS - 1, 1, False),
        (0, 1_000_000 - 3, True),
        (0, 1_000_000 - 2, False),
        (MOST_BREAKS - 2, 1_000_000 - 2, False),
    ],
)
def test_a_sheet_is_full_by_its_pages_or_its_rows(breaks: int, rows: int, room: bool) -> None:
    """A form of three rows and two pages needs room for both: Excel keeps 1,023 breaks and 1,048,576 rows."""
    lines = [_line("一", 10.0), _line("二", 10.0)._replace(opens=True), _line("三", 10.0)]
    assert PrintPart("申报表", "", breaks=[0] * breaks, rows=rows).has_room(lines) is room


def test_what_stands_below_the_tables_is_printed_once() -> None:
    """A form with two tables, the term's above the year's, is signed below the second."""
    layout = next(each for each in all_layouts() if each.id == "declaration-stacked")
    form = replace(declaration(), template=layout.id)
    pattern = pattern_of(template_of(form))
    signed = replace(pattern.tables[0].header[0], number=pattern.template.bottom + 1)
    lines = lay_out(form, replace(pattern, foot=(signed,)))
    _, of_year = pattern.tables
    last = max(index for index, line in enumerate(lines) if line.row is of_year.body)
    assert [index for index, line in enumerate(lines) if line.row is signed] == [last + 1]
