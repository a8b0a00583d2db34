"""A form written cell by cell in the bureau's own look: for the print sheets of a summary, and for the workbooks handed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.format import Format

from xlperf.book.cell_text import fit_for_xml
from xlperf.book.cell_writer import Formula
from xlperf.book.measure import half_widths
from xlperf.book.sheet_writer import SheetWriter
from xlperf.book.theme import Style
from xlperf.intake.template_look import CellLook
from xlperf.summary.print.print_areas import areas_of
from xlperf.summary.print.print_formats import format_properties
from xlperf.summary.print.print_layout import Line, shown
from xlperf.summary.print.print_pattern import RowPattern, Slot
from xlperf.summary.print.print_plan import PrintedForm
from xlperf.summary.print.print_values import Printed

Extra = tuple[tuple[str, Any], ...]
"""Properties of a format beside those of the template, such as that a cell may be filled."""
Dress = Callable[[Line, Slot], Extra]
_Cells = tuple[list[str | float | None], list[Format]]


@dataclass(slots=True, eq=False)
class FormWriter:
    """Writes forms row by row; what is the same in every form is worked out once."""

    writer: SheetWriter
    dress: Dress | None = None
    """What a cell of a line looks like beside what the template says; None for nothing."""
    made: dict[tuple[CellLook, str, bool, Extra], Style] = field(default_factory=dict)
    styles: dict[tuple[Slot, str, bool, Extra], Style] = field(default_factory=dict)
    rows: dict[tuple[RowPattern, bool], _Cells] = field(default_factory=dict)

    def write(self, each: PrintedForm) -> None:
        """Write one form, its merged areas first."""
        sheet, form = self.writer.worksheet, each.form
        areas = areas_of(each.pattern, each.lines, each.row)
        for area in areas.merged:
            sheet.merge_cells(*area)
        for offset, line in enumerate(each.lines):
            row, is_first = each.row + offset, line.part == 0
            printed_values, printed_formats = self._printed(line.row, is_first)
            values, formats = printed_values.copy(), printed_formats.copy()
            for slot in line.row.filled if is_first else ():
                content = shown(form, slot, line.cells)
                extra = self.dress(line, slot) if self.dress else ()
                column = slot.area.left - 1
                if content.value is not None and (offset, slot.name) not in areas.covered:
                    values[column], formats[column] = self._cell(row, column, content, slot, extra)
                elif extra:
                    formats[column] = self._style(slot.look, "", False, extra).plain
            self.writer.form_row(row, values, formats, line.height)

    def formula(self, row: int, slot: Slot, formula: Formula, number_format: str, extra: Extra) -> None:
        """Put a formula into a place that was written without content; its sheet must keep its cells one by one."""
        self.writer.put(row, slot.area.left - 1, formula, self._style(slot.look, number_format, False, extra))

    def _printed(self, row: RowPattern, is_first: bool) -> _Cells:
        """Return a row of the template with what it prints itself; rows below the first of merged cells hold nothing."""
        found = self.rows.get((row, is_first))
        if found is None:
            values: list[str | float | None] = [None] * len(row.looks)
            for slot in row.slots if is_first else ():
                if slot.text and slot not in row.filled:
                    values[slot.area.left - 1] = fit_for_xml(slot.text)
            styles = [self._style(each, "", False) for each in row.looks]
            formats = [style.blank if value is None else style.plain for style, value in zip(styles, values, strict=True)]
            found = self.rows[row, is_first] = values, formats
        return found

    def _cell(self, row: int, column: int, content: Printed, slot: Slot, extra: Extra) -> tuple[str | float, Format]:
        value = content.value
        number_format, narrow = "", False
        if not isinstance(value, str):
            number_format, narrow = content.number_format, half_widths(content.text) > slot.units
        key = (slot, number_format, narrow, extra)
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = self._style(slot.look, number_format, narrow, extra)
        return (value, style.plain) if isinstance(value, float) else self.writer.text_cell(row, column, str(value), style)

    def _style(self, cell: CellLook, number_format: str, narrow: bool, extra: Extra = ()) -> Style:
        key = (cell, number_format, narrow, extra)
        found = self.made.get(key)
        if found is None:
            properties = format_properties(cell) | dict(extra)
            if number_format:
                properties["num_format"] = number_format
            if narrow:  # a number that does not fit shows as ####, so it is shrunk; wrapped text would not be
                properties |= {"shrink": True, "text_wrap": False}
            found = self.made[key] = self.writer.theme.own(properties)
        return found
