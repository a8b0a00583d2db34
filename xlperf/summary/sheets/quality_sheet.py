"""报送质量: a row a unit, how the rounds with it went (present when something went back before)."""

from __future__ import annotations

from xlperf.book.cell_writer import Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import SheetWriter
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.round_quality import UnitQuality, has_rounds, unit_quality

NAME = "报送质量"
_NOTE = (
    "一次通过：第一次报来没有要单位改正的错误，只有警告、发回请单位核对的也算。"
    "按期：文件的修改日期不晚于退回时定的期限，没有定期限的不计。"
)

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, "count"),
    Column("实施单位", 26),
    Column("表\n（张）", 8, "count"),
    Column("一次通过\n（张）", 9, "count"),
    Column("一次\n通过率", 9, "center"),
    Column("退回\n（张）", 8, "count"),
    Column("退回\n（次）", 8, "count"),
    Column("已交回\n（张）", 8, "count"),
    Column("按期交回\n（张）", 9, "count"),
    Column("最近退回", 12, "date"),
    Column("最近交回", 12, "date"),
    Column("待改\n（处）", 8, "count"),
    Column("已说明\n（处）", 8, "count"),
    Column("核准豁免\n（处）", 8, "count"),
    Column("已改正\n（处）", 8, "count"),
    Column("情况", 22),
)


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there is anything to list."""
    return has_rounds(context.batch, context.rounds)


def write_quality(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 报送质量; return how many units it lists."""
    units = unit_quality(context.batch, context.rounds)
    writer.columns(_COLUMNS)
    writer.page(frozen_columns=2)
    first = writer.header()
    styles = [writer.theme.style(each.role) for each in _COLUMNS]
    for number, each in enumerate(units, 1):
        writer.row(first + number - 1, _line(number, each), styles)
    writer.print_rows(first + max(len(units), 1) - 1)
    returned = sum(bool(each.returned) for each in units)
    writer.heading(NAME, f"{len(units)} 个单位，退回过 {returned} 个。{_NOTE}")
    return len(units)


def _line(number: int, each: UnitQuality) -> list[Value]:
    return [
        float(number),
        each.unit,
        float(each.forms),
        float(each.passed_first),
        f"{100 * each.passed_first / each.forms:.0f}%",
        float(each.returned),
        float(each.rounds),
        float(each.back),
        float(each.in_time) if each.dated else None,
        each.sent,
        each.came,
        *map(float, (each.open, each.explained, each.accepted, each.mended)),
        each.state,
    ]
