"""A summary opened again, as another program sees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, render_summary


def opened(batch: Batch, values: bool = True, **options: Any) -> Workbook:
    """Render a batch and open it with openpyxl, with stored results or with formulas."""
    content, _ = render_summary(batch, SummaryOptions(**options))
    return openpyxl.load_workbook(BytesIO(content), data_only=values, rich_text=False)


@cache
def opened_once(make: Callable[[], Batch], values: bool = True) -> Workbook:
    """Return the opened summary of a batch that many tests look at, made once: it must not be changed."""
    return opened(make(), values)


def values_of(batch: Batch, sheet: str) -> list[list[Any]]:
    """Render a batch and return the values of one sheet: many times quicker than openpyxl, which reads every sheet."""
    content, _ = render_summary(batch, SummaryOptions())
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet).to_python()


def table(book: Workbook, sheet: str, header_row: int, last_column: int | None = None) -> list[dict[str, Any]]:
    """Return the rows under a header as dictionaries, up to the first row without 序号."""
    worksheet = book[sheet]
    headers = [str(cell.value or "").replace("\n", "") for cell in worksheet[header_row]][:last_column]
    rows = []
    for cells in worksheet.iter_rows(min_row=header_row + 1):
        if not isinstance(cells[0].value, int):
            break
        rows.append({header: cell.value for header, cell in zip(headers, cells, strict=False)})
    return rows


def projects(book: Workbook) -> list[list[Any]]:
    """Return the rows of the 汇总表 from the first project to the 合计."""
    rows = []
    for cells in book["汇总表"].iter_rows(min_row=5, values_only=True):
        rows.append(list(cells))
        if cells[0] == "合计":
            return rows
    raise AssertionError("no 合计")
