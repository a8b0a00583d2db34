"""A bureau's new blank form held against a layout: which of its labels are known, and where their values go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import LayoutError
from xlperf.forms.layouts.layout import PARTS, Label, Layout
from xlperf.forms.layouts.layout_overlay import extended
from xlperf.forms.layouts.layout_parsing import parse_layout
from xlperf.forms.reading.head_part.head import Head, head_of
from xlperf.forms.reading.head_part.money.grid_places import grid_places
from xlperf.forms.reading.indicators.table_columns import Columns, named_columns
from xlperf.forms.reading.indicators.table_heading import find_header
from xlperf.forms.reading.labels import Spot, Window, place
from xlperf.forms.reading.places.parts import LINE_OVER_FORMS
from xlperf.forms.reading.places.regions import Region, find_regions
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import clean_line, key_of, without_tail
from xlperf.intake.sheet import Sheet

Side = Literal["right", "below", "across"]
_FEWEST_LABELS = 5
_NEEDED = ("/indicators/*/level3", "/indicators/*/target")
_MOST_NAMED, _LONGEST, _UPPER_ROWS = 6, 12, 8
_YEAR_IN_TITLE = lazy_pattern(r"\(?[_\d]*(?:(?:19|20)\d\d|[(_])年度?\)?|^年度")
_NO_LABEL = lazy_pattern("^[(（]|[:：].")


@dataclass(frozen=True, slots=True)
class Seen:
    """A label of the new form that the layout knows.

    Attributes:
        address: how ``changes`` name its field, such as ``/department`` or ``/funding/total/*``.
        label: what the layout calls it.
        spot: where it stands.
        side: where its value goes; ``across`` where a row and a column meet.
        moved: the layout expects the value on another side.
    """

    address: str
    label: str
    spot: Spot
    side: Side
    moved: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """What a new form has in common with a layout.

    Attributes:
        base: the layout as parsed JSON.
        layout: the same with the form's title and the aliases given.
        sheet: the sheet that holds the form.
        title: the key by which its title is known, and the cell it stands in.
        region, head, header_row, columns: the form's parts.
        seen: the labels known, in the order of the layout.
        absent: address and label of each field that the form does not have.
    """

    base: Mapping[str, Any]
    layout: Layout
    sheet: Sheet
    title: tuple[str, str]
    region: Region
    head: Head
    header_row: int
    columns: Columns
    seen: tuple[Seen, ...]
    absent: tuple[tuple[str, str], ...]


def with_title(base: Mapping[str, Any], titles: Sequence[str], changes: Sequence[Mapping[str, Any]]) -> Layout:
    """Return a layout with other titles and some fields changed."""
    return parse_layout(extended({"titles": list(titles), "changes": list(changes)}, base))


def labels_in(window: Window, layout: Layout) -> int:
    """Return how many labels of a layout stand on a sheet."""
    return sum(window.has_any(keys) for _, keys in layout.all_labels)


def recognise(sheet: Sheet, base: Mapping[str, Any], changes: Sequence[Mapping[str, Any]] = ()) -> Recognition:
    """Hold the blank form on a sheet against a layout.

    Args:
        changes: aliases that somebody gave for labels the layout does not know.

    Raises:
        LayoutError: too few labels, no title or no indicator table; the message says which.
    """
    window = window_of(sheet)
    layout = with_title(base, base["titles"], changes)
    if labels_in(window, layout) < _FEWEST_LABELS:
        said = f"工作表“{sheet.name}”上认得的标签不到 {_FEWEST_LABELS} 个，不像绩效目标申报表或绩效自评表。"
        raise LayoutError(said, "请核对给出的文件。")
    title = _title(window, layout)
    layout = with_title(base, [_title_key(title)], changes)
    regions, _ = find_regions(window, (layout,))
    region = next((each for each in regions if each.title and each.title[:2] == title[:2]), None)
    header = find_header(region.window, layout) if region else None
    if region is None:
        raise LayoutError(f"工作表“{sheet.name}”上的标签都在一两行里，像一张清单，不像一张表。", "请核对给出的文件。")
    if header is None:
        said = f"工作表“{sheet.name}”上没有找到指标表：应有一行写着一级指标、二级指标、三级指标和指标值。"
        raise LayoutError(said, _how_to_name([], "三级指标"))
    head = head_of(region, header)
    frame = max(header[1].end, region.title.right if region.title else 0)
    upper = (*_head_labels(head, frame), *_crossing(head))
    seen = (*upper, *_columns(region, *header), *_totals(region, *header), *_optional(region))
    known = {each.address for each in seen}
    absent = tuple(each for each in _fields(layout) if each[0] not in known)
    return Recognition(base, layout, sheet, (_title_key(title), title.address), region, head, *header, seen, absent)


def refuse_without(found: Recognition) -> None:
    """Refuse a table without a column for the names or for the targets of its indicators.

    Raises:
        LayoutError: with the headings that might be meant.
    """
    region, header_row = found.region, found.header_row
    missing = [label for address, label in found.absent if address in _NEEDED]
    if missing:
        headings = [each for each in region.window.row(header_row) if each.bottom == each.row or each.column > region.left]
        said = f"指标表的表头（第 {header_row} 行）里没有“{'”和“'.join(missing)}”。"
        raise LayoutError(said, _how_to_name(_strangers(headings, region.layout), missing[0]))


def _how_to_name(strangers: list[str], label: str) -> str:
    """Say how to tell which text of the form is a label; ``strangers`` are those that nobody knows."""
    if not strangers:
        return f"如果是换了叫法，请用 --alias 说明：--alias 新的叫法={label}。"
    likeliest = max(strangers, key=lambda each: SequenceMatcher(None, each, label).ratio())
    known = "、".join(strangers[:_MOST_NAMED])
    return f"认不出的文字有：{known}。如果其中一个就是它，请用 --alias 说明，如 --alias {likeliest}={label}。"


def _strangers(line: Iterable[Spot], layout: Layout) -> list[str]:
    """Return the short texts among some cells that the layout does not know."""
    known = layout.label_keys | layout.year_keys | layout.unit_keys | layout.table.side_keys
    short = (each for each in line if each.key and len(each.key) <= _LONGEST and _NO_LABEL.search(clean_line(each.text)) is None)
    return [clean_line(each.text) for each in short if not each.is_one_of(known)]


def _title(window: Window, layout: Layout) -> Spot:
    """Return the title: the widest text above the first label of the form."""
    start = next(each for each in layout.labels if each.starts_form)
    names = window.with_keys(start.keys)
    if not names:
        upper = (spot for line in window.lines[:_UPPER_ROWS] for spot in line if not is_year_line(spot.text))
        raise LayoutError(f"没有找到“{start.label}”：每张表从它开始。", _how_to_name(_strangers(upper, layout), start.label))
    above = [each for each in window.spots_above(names[0].row) if _may_be_title(each, layout)]
    if not above:
        raise LayoutError("没有找到表名：项目名称上面没有一行像表名的文字。", "请在空白表的第一行写上表名，再登记一次。")
    return max(above, key=lambda each: (each.right - each.column, len(each.key), -each.row))


def _may_be_title(spot: Spot, layout: Layout) -> bool:
    known = layout.label_keys | layout.year_keys | layout.unit_keys
    if not spot.key or spot.cell.kind != "text" or spot.is_one_of(known):
        return False
    is_year = is_year_line(spot.text) and not without_tail(spot.key).endswith("表")
    return not is_year and LINE_OVER_FORMS.fullmatch(spot.key) is None and len(_title_key(spot)) > 1


def _title_key(spot: Spot) -> str:
    """Return what of a title is the same every year: "云溪区2026年度项目绩效表（试行）" is "项目绩效表"."""
    return _YEAR_IN_TITLE.split(without_tail(key_of(spot.text)))[-1] or spot.key


def _fields(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield address and label of each field that a form should have; the parts of a target rarely have columns of their own."""
    yield from ((each.field, each.label) for each in layout.labels if each.field and not each.rare)
    if layout.grid:
        yield from ((f"{layout.grid.field}/{each.key}/*", each.label) for each in layout.grid.rows)
        yield from ((f"{layout.grid.field}/*/{each.key}", each.label) for each in layout.grid.columns)
    columns = (each for each in layout.table.columns if each.type not in PARTS and not each.is_optional)
    yield from ((f"/indicators/*/{each.key}", each.label) for each in columns)
    yield from ((each.field, each.label) for each in layout.table.total_fields)


def _head_labels(head: Head, frame: int) -> Iterator[Seen]:
    for label, spot in zip(head.layout.labels, head.places, strict=True):
        if label.field and spot is not None and spot[:2] not in head.sides:
            side = _side(head, label, spot, frame)
            yield Seen(label.field, label.label, spot, side, side != label.value)


def _side(head: Head, label: Label, spot: Spot, frame: int) -> Literal["right", "below"]:
    """Return where a label has room for its value inside the form's frame: where the layout expects it, else on the other side."""
    right = spot.right < frame and _is_free(head, spot.row, spot.right + 1)
    below = spot.bottom < head.last_row and _is_free(head, spot.bottom + 1, spot.column)
    if label.value == "right":
        return "below" if below and not right else "right"
    return "right" if right and not below else "below"


def _is_free(head: Head, row: int, column: int) -> bool:
    """True for a blank cell, or merged cells that begin there."""
    if head.window.home(row, column) != place(row, column):
        return False
    there = head.window.at(row, column)
    return there is None or is_blank_mark(there.text)


def _crossing(head: Head) -> Iterator[Seen]:
    grid = head.layout.grid
    if grid is None:
        return
    places = grid_places(head, grid)
    rows, columns = places.roles, places.columns
    yield from (Seen(f"{grid.field}/{each.key}/*", each.label, spot, "across") for each in grid.rows if (spot := rows[each.key]))
    yield from (
        Seen(f"{grid.field}/*/{each.key}", each.label, spot, "across") for each in grid.columns if (spot := columns.get(each.key))
    )


def _columns(region: Region, header_row: int, columns: Columns) -> Iterator[Seen]:
    table = region.layout.table
    found, _ = named_columns(region.window.row(header_row), table.columns, table.side_keys)
    yield from (
        Seen(f"/indicators/*/{each.key}", each.label, found[each.key], "below") for each in table.columns if each.key in found
    )


def _optional(region: Region) -> Iterator[Seen]:
    for label in (each for each in region.layout.optional if not each.above):
        yield from (Seen(label.field, label.label, each, "right") for each in region.window.with_keys(label.keys)[:1])


def _totals(region: Region, header_row: int, columns: Columns) -> Iterator[Seen]:
    """Yield the sums of the closing row, of the columns that the table has."""
    table = region.layout.table
    named = named_columns(region.window.row(header_row), table.columns, table.side_keys)[0].keys() & columns.windows.keys()
    rows = region.window.rows_below(header_row)
    spots = (spot for row in rows for spot in region.window.row(row)[:2] if spot.is_one_of(table.total_keys))
    total = next(spots, None)
    if total is not None:
        yield from (Seen(each.field, each.label, total, "across") for each in table.total_fields if each.column in named)
