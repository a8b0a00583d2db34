"""One form of a sheet: its head, its money, its goals and its tables are read in turn, and the ledger is kept of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import coarse_unit, form_unit
from xlperf.forms.form import Field, Form, Remark, Source
from xlperf.forms.layouts.layout import LEVELS, Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.asides import sheet_remarks
from xlperf.forms.reading.asked_fields import asked_for, printed
from xlperf.forms.reading.details_of_money import with_sum_of_details
from xlperf.forms.reading.fields import read_field, year_of
from xlperf.forms.reading.head_part.banner import with_body_of_title
from xlperf.forms.reading.head_part.body import Below, body_below, lacking_labels, read_body
from xlperf.forms.reading.head_part.head import Head, head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.money.money_lines import Money
from xlperf.forms.reading.head_part.optional import read_optional
from xlperf.forms.reading.head_part.own_pairs import read_own_pairs, without_own_choices
from xlperf.forms.reading.head_part.plan_period import with_period
from xlperf.forms.reading.head_part.said_below import read_said_below
from xlperf.forms.reading.head_part.year import read_title_and_year, with_page_header
from xlperf.forms.reading.indicators.between import goals_between
from xlperf.forms.reading.indicators.levels import without_points
from xlperf.forms.reading.indicators.periods.block import Block
from xlperf.forms.reading.indicators.periods.blocks import blocks_by_level, blocks_of
from xlperf.forms.reading.indicators.table import TableReader
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.indicators.table_heading import find_header, heading, missing_columns
from xlperf.forms.reading.indicators.two_levels import has_types_alone
from xlperf.forms.reading.labels import Spot, place
from xlperf.forms.reading.ledger import Ledger
from xlperf.forms.reading.places.parts import LAST_COLUMN
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.reading.unread_cells import unread_remarks
from xlperf.forms.values.wordings import label_words, wording
from xlperf.intake.sheet import Sheet, row_of

_OF_INDICATORS = lazy_pattern(wording("indicators"))
_OF_SPENDING = {"weight": "/funding/total/weight", "score": "/funding/total/score"}
"""Where what a row of 预算执行率 holds belongs."""
_BODIES = ("/department", "/unit")


def read_region(region: Region, sheet: Sheet, position: int, file: str, vocabulary: Vocabulary) -> Form:
    """Return the form of a region.

    Args:
        sheet: as it was delivered, the index of which in the workbook is ``position``.
    """
    layout, window = region.layout, region.window
    header = find_header(window, layout)
    beside = blocks_by_level(window, layout, header, vocabulary) if header else []
    blocks, unclear = blocks_of(window, layout, header) if header and not beside else (beside, [])
    head = _head(region, header, blocks, vocabulary)
    first = with_page_header(read_title_and_year(region, head), layout, sheet.page_header)
    own = with_body_of_title(head, region, [*first, *read_labels(head)])
    own, chosen = without_own_choices(layout, own)
    fields, money = read_body(head, with_period(head, own), year_of(own, layout))
    tables = _read_tables(head, header, blocks, vocabulary, fields) if header else _Tables()
    below = body_below(region, head, fields, tables.last_row, year_of(own, layout)) if header else None
    fields = with_sum_of_details(head, list(below.fields) if below else fields, vocabulary, year_of(own, layout))
    fields = _with_tables(head, _with_spending(fields, tables, head.unit), blocks, tables) if header else fields
    remarks = [*head.remarks, *unclear, *(tables.remarks if header else (_no_table(region, head),))]
    if layout.varies:
        lost = _lost_columns(layout, blocks)
        remarks = [each for each in remarks if each.kind != "missing_label" or each.detail["label"] in lost]
    further, unread, by_place, last_row = _left_over(region, head, fields, (tables, money, below), chosen, vocabulary)
    if header and not blocks:  # told in one line, with the table
        more = {"part": "more"}
        unread = [replace(each, detail={**each.detail, **more}) if row_of(each.cell) > header[0] else each for each in unread]
    fields, remarks = printed(region, fields, remarks, unread)
    remarks += (*unread, *by_place)
    fields = asked_for(fields, head, remarks, further)
    asked = {each.label for each in fields if each.name in _BODIES and each.blank and each.cell is None}
    remarks = [each for each in remarks if each.kind != "missing_label" or each.detail["label"] not in asked]  # told once
    area = window.extent(region.top, last_row)
    remarks += sheet_remarks(sheet, region.sheet, area)
    source = Source(file, sheet.name, str(area), (position, area.top, region.left))
    placed = tuple(replace(each, sheet=sheet.name) for each in remarks)
    is_hidden, coarse = sheet.state != "visible", coarse_unit(head.unit)
    return Form(layout.kind, layout.id, source, tuple(fields), form_unit(head.unit), placed, further, is_hidden, coarse)


def _head(region: Region, header: tuple[int, Columns] | None, blocks: Sequence[Block], words: Vocabulary) -> Head:
    """Return the upper part of a form, as wide as the widest of its tables; it ends above a table that has lost its header."""
    window = region.window
    if header is not None:
        widest = max((header[1], *(each.columns for each in blocks)), key=lambda each: each.end)
        top = min(each.row for each in heading(window, header[0], region.layout)[0])
        header = min((top, *(row for each in blocks for row, _ in each.marks))), widest  # a heading above may name the period
    rows = window.rows_up_to(header[0] if header else window.row_numbers[-1])
    edge = header[1].end if header else LAST_COLUMN
    within = ((above, [each for each in window.row(row) if each.column <= edge]) for above, row in pairwise(rows))
    above = (above for above, line in within if _names_both_levels(line, words))
    return head_of(region, header, next(above, None))


def _names_both_levels(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for a row of an indicator table that names a level 1 and a level 2 beside it."""
    named = [each for each in line if _OF_INDICATORS.search(each.key)] if len(line) > 1 else []
    keys = [key for each in named if (key := without_points(each, words).key).endswith(label_words("indicators"))]
    return any(one in words.level1 and two in words.level2 for one, two in pairwise(keys))


def _with_tables(head: Head, fields: list[Field], blocks: Sequence[Block], tables: _Tables) -> list[Field]:
    """Return the fields of the head with those of the tables, and with those that only some forms have around them."""
    fields = [*goals_between(head, fields, blocks), *tables.fields]
    optional = read_optional(head, tables.last_row if tables.is_closed else tables.last_row + 1, fields)
    if not optional:
        return fields
    beside = {each.name for each in optional}
    return [*(each for each in fields if each.name not in beside), *optional]


def _with_spending(fields: Sequence[Field], tables: _Tables, unit: str) -> list[Field]:
    """Return the fields with weight and score of 预算执行率, which many provinces print as a row among the indicators."""
    blank = {each.name: each for each in fields if each.blank and each.name in _OF_SPENDING.values()}
    read = {
        name: read_field(name, blank[name].label, "number", spot.cell, spot.address, unit)
        for key, name in _OF_SPENDING.items()
        if name in blank and (spot := tables.spending.get(key)) is not None
    }
    return [read.get(each.name, each) for each in fields]


def _left_over(
    region: Region,
    head: Head,
    fields: Sequence[Field],
    bodies: tuple[_Tables, Money, Below | None],
    chosen: tuple[Field, ...],
    words: Vocabulary,
) -> tuple[tuple[Field, ...], list[Remark], list[Remark], int]:
    """Return what is kept under the bureau's own names, what nobody read, what was read by its place alone, and the last row."""
    tables, money, below = bodies
    last_row = tables.last_row or region.window.row_numbers[-1]
    further = _further(head, fields, (*chosen, *tables.further, *money.further), last_row, words)
    marks = tables.marks | money.marks
    unread, by_place = unread_remarks(
        Ledger(region, head, tables.headers, marks, tables.parts, words, (*fields, *further), last_row)
    )
    further += tuple(each for each, _ in by_place)
    if below is not None:
        last_row = below.head.last_row
        further += (kept := _further(below.head, fields, below.money.further, last_row, words))
        parts = Ledger(below.region, below.head, (), below.money.marks, frozenset(), words, (*fields, *kept), last_row)
        unread += unread_remarks(parts)[0]
    return further, unread, [told for _, told in by_place if told is not None], last_row


def _further(
    head: Head, fields: Sequence[Field], found: tuple[Field, ...], last_row: int, words: Vocabulary
) -> tuple[Field, ...]:
    """Return what is kept under the bureau's own names."""
    found += tuple(each for each in head.details if not each.blank)
    used = head.taken.union(each.cell for each in (*fields, *found) if each.cell is not None)
    return (*found, *read_own_pairs(head, used), *read_said_below(head, last_row, words))


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the indicator tables of a form held: of the year, and of other periods as ``further``."""

    fields: tuple[Field, ...] = ()
    further: tuple[Field, ...] = ()
    remarks: tuple[Remark, ...] = ()
    headers: tuple[tuple[int, int], ...] = ()
    marks: frozenset[tuple[int, int]] = frozenset()
    parts: frozenset[str] = frozenset()
    last_row: int = 0
    is_closed: bool = False
    spending: Mapping[str, Spot] = field(default_factory=dict)


def _read_tables(
    head: Head, header: tuple[int, Columns], blocks: Sequence[Block], vocabulary: Vocabulary, fields: list[Field]
) -> _Tables:
    layout = head.layout
    if not blocks:
        last = heading(head.window, header[0], layout)[1]
        return _Tables(headers=((header[0], last),), last_row=head.window.row_numbers[-1])
    year, bodies = year_of(fields, layout), tuple(each.value for each in fields if each.name in _BODIES)
    below = lacking_labels(layout, fields, head.window)
    readers = [
        TableReader(each.window, layout, vocabulary, head.unit, head.edge, year, each.role, bodies, below) for each in blocks
    ]
    for index, (block, reader) in enumerate(zip(blocks, readers, strict=True)):
        if block.level is not None:
            reader.goes_on_from(readers[index - 1] if index else None, block.level)
        reader.read(block.header_row, block.columns, block.first)
    annual = blocks[0]
    headings = heading(annual.window, annual.header_row, layout)[0]
    lacking = missing_columns(layout, headings, annual.columns, readers[0].columns_read)
    if layout.of_bureau:  # it has as many levels below the first as it has
        first = {each.label for each in layout.table.columns if each.key == "level1"}
        lacking = [each for each in lacking if each.detail.get("part") != "level" or each.detail["label"] in first]
    has_no_second = bool(lacking) and has_types_alone(headings, layout.table, readers[0].fields, vocabulary)
    levels = LEVELS if annual.level is not None else LEVELS[1:] if has_no_second else ()
    columns = layout.table.columns if lacking else ()
    named = {each.label for each in columns if each.key in levels or _is_named(each.key, annual, readers[0])}
    told = (each for reader in readers for each in reader.told())
    return _Tables(
        tuple(readers[0].fields),
        tuple(each for reader in readers for each in reader.further),
        (*told, *(each for each in lacking if each.detail["label"] not in named)),
        tuple(sorted(each for reader in readers for each in reader.headers)),
        frozenset().union(*(each.marks for each in blocks)),
        frozenset().union(*(each.parts for each in readers)),
        max(each.last_row for each in readers),
        any(each.is_closed for each in readers),
        readers[0].spending,
    )


def _is_named(key: str, block: Block, reader: TableReader) -> bool:
    """True for a level or a name without a heading of its own that each indicator has: 一、产出指标 over its rows.

    Where both level 2 and the names have a heading, that of level 1 is asked for all the same.
    """
    headed, read = block.columns.windows.get(key), reader.columns_read.get(key)
    if read is not None and (headed == read or (headed is None and block.columns.windows.keys() >= {"level2", "level3"})):
        return False
    printed = {each.raw for each in reader.fields if each.name.endswith(f"/{key}")}
    return bool(printed) and "" not in printed


def _lost_columns(layout: Layout, blocks: Sequence[Block]) -> frozenset[str]:
    """Return the labels of names and targets where a table has none, and headings that nobody knows may stand over them."""
    if not blocks or not blocks[0].columns.others:
        return frozenset()
    lacking = {"level3", "target"} - blocks[0].columns.windows.keys()
    return frozenset(each.label for each in layout.table.columns if each.key in lacking)


def _no_table(region: Region, head: Head) -> Remark:
    """Return the remark on a form without the header of an indicator table, at its last label."""
    table = region.layout.table
    label = (table.column("level3") or table.columns[0]).label
    last = max(head.labels, default=(region.top, region.left))
    near = head.labels[last].text.strip() if last in head.labels else region.layout.name
    return Remark("missing_label", cell=place(*last), detail={"label": label, "near": near})
