"""What a person wrote into a summary where nothing stood, as lines of the 变动: a cell alone says little once its row has moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.history.changes import KEPT, Change
from xlperf.intake.limits import Limits
from xlperf.intake.own_additions import Addition, additions
from xlperf.intake.own_summary import Row, header_row, read_sheets
from xlperf.intake.sheet import place_of
from xlperf.summary.earlier.snapshot import text_of
from xlperf.summary.sheets import (
    change_sheet,
    finding_sheet,
    indicator_sheet,
    level_sheet,
    project_sheet,
    quality_sheet,
    self_evaluation_sheet,
    submission_sheet,
    year_sheet,
)

_HEADER = HEADER_ROW + 1
_GROUPED = (project_sheet.NAME, self_evaluation_sheet.NAME)
LISTS = frozenset(
    (
        *(*_GROUPED, indicator_sheet.NAME, finding_sheet.NAME, year_sheet.NAME, level_sheet.NAME),
        *(submission_sheet.NAME, quality_sheet.NAME, change_sheet.NAME),
    )
)
"""Sheets that are one list from their header on."""


def written_beside(data: bytes, limits: Limits, heard: Mapping[str, Collection[str]]) -> Iterator[Change]:
    """Yield what a person wrote into a summary where nothing stood.

    Args:
        data: the summary.
        limits: of what is read.
        heard: headers of the columns to be written into, by sheet: what stands below them is read by itself.

    Raises:
        RefusedFile: the summary cannot be read.
    """
    found = additions(data, limits)
    sheets = read_sheets(data, {each.sheet for each in found} & LISTS, limits)
    for each in found:
        rows = sheets.get(each.sheet, {})
        header = header_row(rows, _HEADER)
        line, column = place_of(each.cell)
        names = _names(rows, header, each.sheet in _GROUPED)
        if each.is_comment or line <= header or names.get(column) not in heard.get(each.sheet, ()):
            yield _change(each, rows.get(line, {}) if line > header else {}, names, column)


def _names(rows: Mapping[int, Row], header: int, is_grouped: bool) -> Mapping[int, str]:
    """Return the names of the columns, those of a group with the name of what they are of."""
    top, below = rows.get(header, {}), rows.get(header + 1, {}) if is_grouped else {}
    return {at: text_of(below.get(at, top.get(at))).strip() for at in (*top, *below)}


def _change(each: Addition, row: Row, names: Mapping[int, str], column: int) -> Change:
    texts = {name: text_of(row.get(at)) for at, name in names.items()}
    label = "批注" if each.is_comment else "空格里写的字" if each.is_within else "表外写的字"
    of = names.get(column, "") if each.is_within else ""
    said = "：".join(filter(None, (label, of)))
    return Change(KEPT, texts.get("实施单位", ""), texts.get("项目名称", ""), "", said, each.text, "", "", each.sheet, each.cell)
