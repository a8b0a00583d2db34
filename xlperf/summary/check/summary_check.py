"""The finished workbook is opened again and held against what was meant before it may take its name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from xlperf.book.book_report import SheetReport
from xlperf.book.cell_text import fit_for_cell, fit_for_xml
from xlperf.errors import OutputError
from xlperf.summary.check.samples import Meant, samples, spread
from xlperf.summary.check.written import Content, WrittenWorkbook, address
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
        book = WrittenWorkbook(content)
        _verify_rows(book, context, sheets)
        _verify_prints(book, context)
        _verify_cells(book, context)
    except (zipfile.BadZipFile, zlib.error, ExpatError, ParseError, LookupError, ValueError, EOFError) as error:
        raise _refused(f"工作簿内部不完整（{type(error).__name__}）。") from error


def _refused(what: str) -> OutputError:
    return OutputError(f"写出的汇总表没有通过复核：{what}", _HINT)


def _verify_rows(book: WrittenWorkbook, context: SummaryContext, sheets: Sequence[SheetReport]) -> None:
    names = [each.name for each in sheets]
    if book.sheet_names != names:
        raise _refused(f"工作表应为“{'、'.join(names)}”，读回“{'、'.join(book.sheet_names)}”。")
    printed = {name for kind in context.prints.parts for name in context.prints.names(kind)}
    for each in sheets:
        if each.rows and each.name not in printed:
            numbers = book.numbers(each.name)
            if numbers[: each.rows] != list(range(1, each.rows + 1)) or numbers[each.rows : each.rows + 1] == [each.rows + 1]:
                raise _refused(f"工作表“{each.name}”应有 {each.rows} 行，读回的行数或序号不符。")


def _verify_prints(book: WrittenWorkbook, context: SummaryContext) -> None:
    for parts in context.prints.parts.values():
        for part in parts:
            breaks = book.page_breaks(part.name)
            if breaks != len(part.breaks):
                raise _refused(f"工作表“{part.name}”应有 {len(part.breaks)} 处分页，读回 {breaks} 处。")
            for _, printed in spread(part.forms):
                name = _fitted(printed.form.text("/project_name"), context)
                rows = book.rows(part.name, range(printed.row, printed.row + _NAME_ROWS))
                if name and not any(name in cells.values() for _, cells in rows):
                    raise _refused(f"工作表“{part.name}”第 {printed.row + 1} 行起应有项目“{name}”，没有读到。")


def _verify_cells(book: WrittenWorkbook, context: SummaryContext) -> None:
    for sheet, group in groupby(samples(context), key=lambda each: each.sheet):
        meant = list(group)
        found = dict(book.rows(sheet, (each.row for each in meant)))
        for each, value, stored in _pairs(meant, found, context):
            if value != stored:
                cell = address(each.row, each.column)
                raise _refused(f"工作表“{sheet}”{cell} 应为“{_shown(value)}”，读回“{_shown(stored)}”。")


def _pairs(
    meant: Sequence[Meant], found: dict[int, dict[str, Content]], context: SummaryContext
) -> Iterator[tuple[Meant, Content, Content]]:
    for each in meant:
        value = _fitted(each.value, context) if isinstance(each.value, str) else each.value
        yield each, value if value != "" else None, found[each.row].get(address(each.row, each.column))


def _fitted(text: str, context: SummaryContext) -> str:
    return fit_for_cell(fit_for_xml(text), context.options.text_limit)


def _shown(value: Content) -> str:
    return "" if value is None else str(value)[:80]
