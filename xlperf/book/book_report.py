"""What goes into a summary besides the batch, and what is told of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.book.cell_text import CELL_LIMIT
from xlperf.book.links import SHEET_LIMIT
from xlperf.intake.own_output import SUMMARY_MARK

if TYPE_CHECKING:
    from xlperf.settings.values import Order, Paper

MARK = SUMMARY_MARK.decode("ascii")
"""Stands in the keywords of ``docProps/core.xml``: by it xlperf knows its own output and passes over it."""


MANIFEST_PROPERTIES = {
    "xlperf-program": "程序",
    "xlperf-rules": "规则",
    "xlperf-layouts": "版式",
    "xlperf-lists": "名单",
    "xlperf-settings": "设置",
    "xlperf-waivers": "豁免",
    "xlperf-options": "选项",
    "xlperf-manifest": "",
}
"""Custom properties with the digest of each sort of things that a summary was made with, and of all of them."""

DIGEST_PROPERTY = "xlperf-snapshot"
"""Custom property with the hash of what a summary lists: the next run sees at once that nothing changed."""


SHEETS_PROPERTY = "xlperf-sheets"
"""Custom property with the names of the sheets: one with nothing in it is not written, one of these that lacks was taken out."""


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How a summary is written.

    Attributes:
        link_base: the way from the summary's folder to the input folder, with /;
            empty when they are the same, None when nothing can be linked.
        rule_titles: the title of each rule by its id, for the section on coverage.
        order: of the forms on the print sheets: ``category`` as on 汇总表, ``unit`` or as they came in (``input``).
        paper: the largest that lists are printed on; ``A3`` takes those that are small to read on A4.
        templates: folders with layouts and blank workbooks of a department's own.
        link_limit: hyperlinks a sheet may hold.
        text_limit: UTF-16 units of text a cell may hold.
    """

    link_base: str | None = ""
    rule_titles: Mapping[str, str] = field(default_factory=dict)
    order: Order = "category"
    paper: Paper = "A4"
    templates: tuple[Path, ...] = ()
    link_limit: int = SHEET_LIMIT
    text_limit: int = CELL_LIMIT


@dataclass(frozen=True, slots=True)
class CutText:
    """A text that was too long for its cell: where it stands, and its length in characters."""

    sheet: str
    cell: str
    length: int


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What became of one sheet.

    Attributes:
        name: the sheet.
        rows: projects, indicators, findings or files listed on it.
        unlinked: cells that have no link because the sheet was full.
        cut: texts that were too long.
    """

    name: str
    rows: int
    unlinked: int = 0
    cut: tuple[CutText, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """What was written.

    Attributes:
        title: the title of the summary.
        sheets: one report a sheet, in their order.
        balanced: everything that came in is in the totals or named as left out.
        unread_amounts: amounts of counted forms that could not be read and are in no total.
        size: bytes of the workbook; sha256: their hash.
    """

    title: str
    sheets: tuple[SheetReport, ...]
    balanced: bool
    unread_amounts: int
    size: int
    sha256: str

    @property
    def cut(self) -> tuple[CutText, ...]:
        """Every text that was too long for its cell."""
        return tuple(each for sheet in self.sheets for each in sheet.cut)
