"""The finished workbook is opened again and held against what was meant before it may take its name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from xlperf.book.book_report import SheetReport
from xlperf.book.cell_text import fit_for_cell, fit_for_xml
from xlperf.errors import OutputError
from xlperf.summary.check.samples import Meant, samples, spread
from xlperf.summary.check.written import Content, WrittenSheet, WrittenWorkbook, address
from xlperf.summary.print.print_plan import PrintedForm
from xlperf.summary.summary_context import SummaryContext

_HINT = "原有的文件没有改动。请再运行一次；如果仍然这样，请把这句话发给维护人员。"
_NAME_ROWS = 6
"""The name of a project stands in one of the first rows of its form."""


def verify(content: bytes, context: SummaryContext, sheets: Sequence[SheetReport]) -> None:
    """Open a finished workbook again and compare it with the batch.

    Every part must be whole and well-formed.  Every list must have its rows, numbered
    without a gap, and every print sheet its forms.  All totals and an even sample of
    cells must hold what the forms say.

    Raises:
        OutputError: something differs; nothing may be delivered then.
    """
    try:
        meant = list(samples(context))
        written = _written(WrittenWorkbook(content), meant, context, sheets)
        _verify_rows(written, context, sheets)
        _verify_prints(written, context)
        _verify_cells(written, meant, context)
    except (zipfile.BadZipFile, zlib.error, ExpatError, ParseError, LookupError, ValueError, EOFError) as error:
        raise _refused(f"工作簿内部不完整（{type(error).__name__}）。") from error


def _refused(what: str) -> OutputError:
    return OutputError(f"写出的汇总表没有通过复核：{what}", _HINT)


def _written(
    book: WrittenWorkbook, meant: Sequence[Meant], context: SummaryContext, sheets: Sequence[SheetReport]
) -> dict[str, WrittenSheet]:
    """Return of every sheet what is compared, each read once and let go of."""
    names = [each.name for each in sheets]
    if book.sheet_names != names:
        raise _refused(f"工作表应为“{'、'.join(names)}”，读回“{'、'.join(book.sheet_names)}”。")
    wanted: dict[str, set[int]] = {name: set() for name in names}
    for each in meant:
        wanted[each.sheet].add(each.row)
    for parts in context.prints.parts.values():
        for part in parts:
            wanted[part.name].update(row for _, printed in spread(part.forms) for row in _name_rows(printed))
    return {name: book.sheet(name, rows) for name, rows in wanted.items()}


def _name_rows(printed: PrintedForm) -> range:
    return range(printed.row, printed.row + _NAME_ROWS)


def _verify_rows(written: Mapping[str, WrittenSheet], context: SummaryContext, sheets: Sequence[SheetReport]) -> None:
    printed = {name for kind in context.prints.parts for name in context.prints.names(kind)}
    for each in sheets:
        if each.rows and each.name not in printed:
            numbers = written[each.name].numbers.tolist()
            if numbers[: each.rows] != list(range(1, each.rows + 1)) or numbers[each.rows : each.rows + 1] == [each.rows + 1]:
                raise _refused(f"工作表“{each.name}”应有 {each.rows} 行，读回的行数或序号不符。")


def _verify_prints(written: Mapping[str, WrittenSheet], context: SummaryContext) -> None:
    for parts in context.prints.parts.values():
        for part in parts:
            sheet = written[part.name]
            if sheet.page_breaks != len(part.breaks):
                raise _refused(f"工作表“{part.name}”应有 {len(part.breaks)} 处分页，读回 {sheet.page_breaks} 处。")
            for _, printed in spread(part.forms):
                name = _fitted(printed.form.text("/project_name"), context)
                if name and not any(name in sheet.rows[row].values() for row in _name_rows(printed)):
                    raise _refused(f"工作表“{part.name}”第 {printed.row + 1} 行起应有项目“{name}”，没有读到。")


def _verify_cells(written: Mapping[str, WrittenSheet], meant: Sequence[Meant], context: SummaryContext) -> None:
    for each in meant:
        value = _fitted(each.value, context) if isinstance(each.value, str) else each.value
        value, cell = value if value != "" else None, address(each.row, each.column)
        if value != (stored := written[each.sheet].rows[each.row].get(cell)):
            raise _refused(f"工作表“{each.sheet}”{cell} 应为“{_shown(value)}”，读回“{_shown(stored)}”。")


def _fitted(text: str, context: SummaryContext) -> str:
    return fit_for_cell(fit_for_xml(text), context.options.text_limit)


def _shown(value: Content) -> str:
    return "" if value is None else str(value)[:80]
