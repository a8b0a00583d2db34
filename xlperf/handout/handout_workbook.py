"""The workbook of one unit, made whole in memory: the same plan gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from xlperf.book.book_report import SummaryOptions
from xlperf.book.cell_text import fit_for_xml
from xlperf.book.lean_workbook import LeanWorkbook
from xlperf.book.lean_worksheet import CellWorksheet, ListWorksheet
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Theme
from xlperf.forms.form import AmountUnit
from xlperf.forms.layouts.layout import Layout
from xlperf.handout.evaluation_checks import evaluation_checks
from xlperf.handout.evaluation_form import handed_evaluation
from xlperf.handout.evaluation_sheet import write_evaluation_sheet
from xlperf.handout.form_sheet import Offer, write_form_sheet
from xlperf.handout.guide_sheets import EVALUATION_STEPS, checked_sheets, status_of, write_guide, write_nothing, write_past
from xlperf.handout.handed_form import handed_form
from xlperf.handout.handout_plan import GUIDE, NOTHING, PAST, HandedUnit
from xlperf.handout.live_checks import checks_of

HANDOUT_MARK = b"xlperf-handout"
"""The comment of the package of a handed-out workbook: it goes with the first program that saves it, so that none that
has been filled is ever taken for one that may be replaced."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class HandoutKind:
    """What every workbook of a hand-out has in common.

    Attributes:
        layout: of its forms; amount_unit: printed in them.
        folders: with layouts and blanks of a department's own.
        tolerance: by how much an amount may differ from the control figure, in 元.
    """

    layout: Layout
    amount_unit: AmountUnit
    folders: tuple[Path, ...] = ()
    tolerance: Decimal = Decimal("0.005")


def handout_workbook(unit: HandedUnit, kind: HandoutKind) -> bytes:
    """Return the workbook of a unit.

    Raises:
        LayoutError: the bureau's blank cannot be read.
    """
    stream = BytesIO()
    workbook = LeanWorkbook(stream, _OPTIONS)
    workbook.set_properties({"title": fit_for_xml(f"{unit.unit} {unit.year}"), "created": _CREATED})
    book = _Book(workbook, Theme(workbook))
    if unit.projects:
        (_write_evaluations if kind.layout.kind == "self_evaluation" else _write_forms)(book, unit, kind)
    else:
        write_nothing(book.sheet(NOTHING), unit)
    workbook.close()
    with ZipFile(stream, "a") as package:
        package.comment = HANDOUT_MARK
    return stream.getvalue()


def is_untouched_handout(path: Path) -> bool:
    """Tell whether a file is a workbook that xlperf handed out and that nobody has saved since."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return data.startswith(b"PK") and data.endswith(len(HANDOUT_MARK).to_bytes(2, "little") + HANDOUT_MARK)


@dataclass(frozen=True, slots=True)
class _Book:
    workbook: LeanWorkbook
    theme: Theme

    def sheet(self, name: str, of: type[ListWorksheet] = ListWorksheet) -> SheetWriter:
        return SheetWriter(self.workbook.add_worksheet(name, of), name, self.theme, SummaryOptions(link_base=None))


def _write_forms(book: _Book, unit: HandedUnit, kind: HandoutKind) -> None:
    forms = [handed_form(unit, each, kind.layout, kind.amount_unit, kind.folders) for each in unit.projects]
    pairs = list(zip(unit.projects, forms, strict=True))
    checks = [checks_of(form, each.sheet, each.ceiling, kind.tolerance) for each, form in pairs]
    sheets = checked_sheets(unit.projects, checks)
    guide = book.sheet(GUIDE)
    write_guide(guide, unit, sheets)
    writers = [book.sheet(each.sheet) for each in unit.projects]
    has_past = any(each.past is not None and (each.past.goal or each.past.indicators) for each in unit.projects)
    offers = write_past(book.sheet(PAST), unit.projects) if has_past else {}
    for writer, form, checked in zip(writers, forms, sheets, strict=True):
        write_form_sheet(writer, form, status_of(checked), offers.get(checked.project.sheet, Offer()))
    writers[0].worksheet.activate()


def _write_evaluations(book: _Book, unit: HandedUnit, kind: HandoutKind) -> None:
    forms = [handed_evaluation(unit, each, kind.layout, kind.amount_unit, kind.folders) for each in unit.projects]
    checks = [evaluation_checks(form, each.sheet) for each, form in zip(unit.projects, forms, strict=True)]
    sheets = checked_sheets(unit.projects, checks)
    write_guide(book.sheet(GUIDE), unit, sheets, EVALUATION_STEPS)
    writers = [book.sheet(each.sheet, CellWorksheet) for each in unit.projects]
    for writer, form, checked in zip(writers, forms, sheets, strict=True):
        write_evaluation_sheet(writer, form, status_of(checked))
    writers[0].worksheet.activate()
