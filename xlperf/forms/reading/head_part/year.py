"""The title and the year of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Note
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.rows_of_labels import value_below
from xlperf.forms.reading.labels import Spot, place
from xlperf.forms.reading.places.own_layouts import is_worded_otherwise
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.dates import is_year_line, names_one_year, names_several_years, year_in
from xlperf.forms.values.form_text import clean_line, key_of
from xlperf.forms.values.wordings import wording

_HAS_ROOM = lazy_pattern(r"[(（_＿\s]年")
_SAYS_IN_BRACKETS = lazy_pattern(r"\s*[(（][^()（）]*\d\d")
_YEAR_NAMED = lazy_pattern(r"(?<!\d)(?:19|20)\d\d\s*年度")
_LONGEST_LINE = 120
# Behind a 填报日期: 2027年 by itself, 年度：2027.
_YEAR_APART = lazy_pattern(
    r"(?:^|[\s　])[(（]?(?:19|20)\d\d\s*年[)）]?(?:$|[\s　])"
    r"|年度?\s*[:：]\s*(?:19|20)\d\d(?!\d)|(?:19|20)\d\d年预算年度"
    rf"|^\s*[(（]\D{{0,6}}(?:19|20)\d\d\s*年度?(?:{wording('batches_of_a_year')})[)）]\s*$"
)
_LABELLED = lazy_pattern(r"([\u4e00-\u9fff]{2,})\s*[:：]\s*(?:19|20)\d\d\D{0,3}$")
_LENGTH_OF_YEAR = 2
"""Characters of the word for a year; a longer label says what the year is of, and other words may stand before it."""
# The first line of a title, no sentence and no day: 云溪市2026年部门预算.
_FIRST_LINE = lazy_pattern(r"[^:：,，。;；、]{0,20}(?<!\d)(?:19|20)\d\d\s*年(?!\s*\d)[^:：,，。;；、]{0,20}")
_WRITTEN_ON = lazy_pattern(wording("written_on"))
_ROOM_FOR_YEAR = lazy_pattern(r"[\s_＿\u3000]*(?:(?:19|20)\d\d\s*)?(?=年)")


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
            _title_notes(title, head.layout),
        )
    ]
    spot = next((each for each in _places(region, head) if year_in(each.text) is not None), None)
    name = head.layout.year_field
    if spot is not None:
        year = None if names_several_years(spot.text) else year_in(spot.text)
        return [*fields, Field(name, "年度", year, spot.text, spot.address)]
    layout = head.layout
    has_place = _prints_year(region, head) or not (layout.varies or is_worded_otherwise(region.window, layout))
    return [*fields, Field(name, "年度", None, "", _blank_cell(region, head) if has_place else None)]


def with_page_header(fields: list[Field], layout: Layout, header: str) -> list[Field]:
    """Return title and year with what is printed over the page where the sheet itself says nothing."""
    said: dict[str, str | int | None] = {}
    if any(each in key_of(header) for each in layout.titles):
        said["/title"] = clean_line(header)
    if said or is_year_line(header):
        said[layout.year_field] = None if names_several_years(header) else year_in(header)
    return [replace(each, value=said[each.name], raw=header) if each.blank and said.get(each.name) else each for each in fields]


def _title_notes(title: Spot | None, layout: Layout) -> tuple[Note, ...]:
    """Say when a title is one that a department's own layout lists."""
    is_own = title is not None and layout.folder is not None and any(each in title.key for each in layout.titles)
    return ("own_title",) if is_own else ()


def with_year(line: str, year: int) -> str:
    """Return a year line with a year in it: "(    年度)" becomes "(2026年度)"; one without room for it is replaced."""
    filled, count = _ROOM_FOR_YEAR.subn(str(year), line, count=1)
    return filled if count else f"({year}年度)"


def _prints_year(region: Region, head: Head) -> bool:
    """True for a form with a place for its year: a label of it, (    年度), or such a line used for more, （2026年修订）."""
    above = head.window.rows_between(region.top, head.last_row)
    lines = (each for row in above for each in head.window.row(row)[:1])
    rooms = (each for each in lines if _HAS_ROOM.search(each.text) or _SAYS_IN_BRACKETS.match(each.text))
    return bool(_year_labels(head)) or any(rooms) or _is_title_with_year(region.title)


def _is_title_with_year(title: Spot | None) -> bool:
    return title is not None and "年度" in title.key


def _blank_cell(region: Region, head: Head) -> str:
    """Return where the year of a form that gives none would stand: in its year line, beside its label, in or below the title."""
    title = region.title
    for label in _year_labels(head):
        if _HAS_ROOM.search(label.text):
            return label.address
        return head.window.home(label.row, label.right + 1)
    if title is None:
        return place(region.top, region.left)
    return title.address if _is_title_with_year(title) else place(title.bottom + 1, title.column)


def _places(region: Region, head: Head) -> Iterator[Spot]:
    """Yield the cells that may give the year, the likeliest first."""
    yield from _year_lines(region, head)
    for label in _year_labels(head):
        yield label
        if label.row in head.over_values:
            yield from filter(None, (value_below(head, label),))
        else:
            yield from [each for each in head.window.row(label.row) if each.column > label.right and not head.is_label(each)][:1]
    if region.title is not None:
        yield region.title
        yield from _under_title(region, head)
    for line in head.lines():
        if len(line) == 1 and is_year_line(line[0].text):
            yield line[0]  # between the rows of the head
    line = [each for each in region.sheet.row(region.top - 1) if region.left <= each.right and each.column <= head.edge]
    yield from (each for each in line if is_over_form(each, line, region.title))
    for row in reversed(region.sheet.rows_above(region.top)):
        yield from (each for each in region.sheet.row(row) if each.key.endswith(head.layout.headings))


def _under_title(region: Region, head: Head) -> Iterator[Spot]:
    """Yield a short line by itself below the title that names a year in whatever words: 2026年部门预算, 2026年（追加）."""
    first_label = min((each.row for each in head.labels.values()), default=head.last_row + 1)
    for row in head.window.rows_between(region.title.bottom + 1 if region.title else region.top, first_label - 1):
        line = [each for each in head.window.row(row) if each.column <= head.edge]
        if len(line) == 1 and _FIRST_LINE.fullmatch(line[0].text) and not _WRITTEN_ON.search(line[0].text):
            yield line[0]


def is_over_form(spot: Spot, line: list[Spot], title: Spot | None) -> bool:
    """True for 云溪市美术馆（2026年度） over a form without a title, and for the first of two lines of a title: 2026年云溪市."""
    if title is None:
        return _YEAR_NAMED.search(spot.text) is not None or names_one_year(spot.text)
    return len(line) == 1 and spot.shares_columns(title) and _FIRST_LINE.fullmatch(spot.text) is not None


def _year_lines(region: Region, head: Head) -> Iterator[Spot]:
    """Yield the lines above the first label that are a year, or room for one."""
    first_label = min((each.row for each in head.labels.values()), default=head.last_row + 1)
    for row in head.window.rows_between(region.top, first_label - 1):
        for each in head.window.row(row):
            names_year = each.column <= head.edge and (is_year_line(each.text) or _names_year(each.text))
            if names_year and each is not region.title and not _says_another(each.text, head.layout):
                yield each


def _names_year(text: str) -> bool:
    """True for a longer line that names the year beside other things: 填报单位、填表日期 and （2026年度）."""
    if len(text) >= _LONGEST_LINE:
        return False
    return _YEAR_NAMED.search(text) is not None or _YEAR_APART.search(text) is not None or names_one_year(text)


def _says_another(text: str, layout: Layout) -> bool:
    """True for 设立年度：2023 and 立项年份：2023年, where the year is another than that of the form."""
    found = _LABELLED.search(text) if len(text) < _LONGEST_LINE else None
    own = (each for each in layout.year_keys if len(each) > _LENGTH_OF_YEAR)
    return found is not None and found[1] not in layout.year_keys and not found[1].endswith(tuple(own))


def _year_labels(head: Head) -> list[Spot]:
    return [each for each in head.window.with_keys(head.layout.year_keys) if each.row <= head.last_row]
