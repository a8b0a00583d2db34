"""变动: a row a change since the last run (present when the output existed and something changed)."""

from __future__ import annotations

from collections import Counter

from xlperf.book.cell_writer import Link, Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, SheetWriter
from xlperf.book.theme import Tone
from xlperf.data.words import CHANGES_SHEET
from xlperf.history.changes import KEPT, Change, ChangeKind
from xlperf.summary.summary_context import SummaryContext

NAME = CHANGES_SHEET
UNPLACED = "打开"
"""Stands for a cell where only a file can be led to."""

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("变动", 10, "center"),
    Column("实施单位", 16),
    Column("项目名称", 20),
    Column("表单", 7, "center"),
    Column("内容", 22),
    Column("上次", 28),
    Column("本次", 28),
    Column("差额", 14, "money"),
    Column("文件", 22),
    Column("工作表", 9),
    Column("单元格", 7, "jump"),
)
_KIND = 1
_TONES: dict[ChangeKind, Tone] = {
    "表单新增": "info",
    "表单减少": "warning",
    "问题新增": "error",
    "问题消除": "passed",
    "问题不计": "waived",
    KEPT: "warning",
}
_LONGEST = 300
"""Characters of an old or new text that are shown: whole goals stand on the other sheets."""


def write_changes(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 变动; return how many changes it lists."""
    changes = context.changes
    writer.columns(_COLUMNS)
    writer.page(frozen_columns=4)
    first = writer.header()
    plain = [writer.theme.style(column.role) for column in _COLUMNS]
    for number, each in enumerate(changes, 1):
        styles = list(plain)
        styles[_KIND] = writer.theme.style("center", _TONES.get(each.kind, "plain"))
        writer.row(first + number - 1, _values(number, each, context), styles)
    last = first + len(changes) - 1
    writer.worksheet.autofilter(HEADER_ROW, 0, last, len(_COLUMNS) - 1)
    writer.worksheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:L{last + 1}"})
    counts = Counter(each.kind for each in changes)
    said = "，".join(f"{kind} {count} 条" for kind, count in counts.items())
    writer.print_rows(last)
    writer.heading("与上次的汇总表相比的变动", f"共 {len(changes)} 条：{said}。{writer.limits_note()}")
    return len(changes)


def _values(number: int, change: Change, context: SummaryContext) -> list[Value]:
    difference = change.difference
    address = None if change.gone else context.links.to(change.file, change.sheet, change.cell)
    return [
        number,
        change.kind,
        change.unit,
        change.project,
        change.form,
        change.label,
        change.before if change.kind == KEPT else _short(change.before),
        _short(change.after),
        None if difference is None else float(difference),
        change.file,
        change.sheet,
        Link(address, change.cell or (UNPLACED if address else "")),
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
