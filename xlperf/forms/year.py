"""The title and the year of a form."""

from __future__ import annotations

from collections.abc import Iterator

from xlperf.forms.dates import is_year_line, year_in
from xlperf.forms.form import Field
from xlperf.forms.head import Head
from xlperf.forms.labels import Spot, place
from xlperf.forms.regions import Region
from xlperf.forms.text import clean_line


def read_title_and_year(region: Region, head: Head) -> list[Field]:
    """Return the title and the year of a form.

    The year stands in a line above the first label, beside a label of its own, in
    the title or, where the form itself gives none, in the heading over several forms.
    """
    title = region.title
    fields = [
        Field(
            "/title",
            "表名",
            clean_line(title.text) if title else None,
            title.text if title else "",
            title.address if title else None,
        )
    ]
    spot = next((each for each in _places(region, head) if year_in(each.text) is not None), None)
    name = head.layout.year_field
    if spot is not None:
        return [*fields, Field(name, "年度", year_in(spot.text), spot.text, spot.address)]
    row, column = (title.bottom + 1, title.column) if title else (region.top, region.left)
    return [*fields, Field(name, "年度", None, "", place(row, column))]


def _places(region: Region, head: Head) -> Iterator[Spot]:
    """Yield the cells that may give the year, the likeliest first."""
    first_label = min((each.row for each in head.labels.values()), default=head.last_row)
    for row in head.window.rows_between(region.top, first_label - 1):
        yield from (
            each
            for each in head.window.row(row)
            if each is not region.title and each.column <= head.edge and is_year_line(each.text)
        )
    for label in _year_labels(head):
        yield label
        yield from [each for each in head.window.row(label.row) if each.column > label.right and not head.is_label(each)][:1]
    if region.title is not None:
        yield region.title
    for row in reversed(region.sheet.rows_between(0, region.top - 1)):
        yield from (each for each in region.sheet.row(row) if each.key.endswith(head.layout.headings))


def _year_labels(head: Head) -> list[Spot]:
    found = [spot for key in head.layout.year_keys for spot in head.window.with_key(key) if spot.row <= head.last_row]
    return sorted(found, key=lambda each: (each.row, each.column))
