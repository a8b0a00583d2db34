"""上下年对比: a row a project of this year or last (present when last year's projects are given)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from xlperf.book.cell_writer import Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, SheetWriter
from xlperf.book.theme import Tone
from xlperf.rules.judging.batch_parts import part_names
from xlperf.rules.judging.year_on_year import State, YearChange
from xlperf.summary.summary_context import SummaryContext

NAME = "上下年对比"

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("情况", 8, "center"),
    Column("部门或年度", 16),
    Column("实施单位", 18),
    Column("项目名称", 26),
    Column("上年金额", 16, "money"),
    Column("本年金额", 16, "money"),
    Column("增减额", 16, "money"),
    Column("增减\n（%）", 9, "center"),
    Column("上年指标\n（条）", 9, "count"),
    Column("本年指标\n（条）", 9, "count"),
    Column("一字不差\n（条）", 9, "count"),
    Column("取消的指标", 28),
    Column("目标值降低的指标", 28),
    Column("年度目标\n与上年相同", 10, "center"),
    Column("说明", 20),
)
_STATE = 1
_TONES: dict[State, Tone] = {"新增": "info", "结束": "warning"}


def write_year_changes(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 上下年对比; return how many projects it lists."""
    changes = context.batch.year_changes
    parts = tuple(dict.fromkeys(each.part for each in changes))
    sources = {each.form.source: each.part for each in changes if each.form is not None}
    names = part_names(parts, [each.form for each in changes if each.form is not None], sources)
    writer.columns(_COLUMNS)
    writer.page(frozen_columns=5)
    first = writer.header()
    plain = [writer.theme.style(column.role) for column in _COLUMNS]
    for number, each in enumerate(changes, 1):
        styles = list(plain)
        styles[_STATE] = writer.theme.style("center", _TONES.get(each.state, "plain"))
        writer.row(first + number - 1, _values(number, each, names[each.part]), styles)
    writer.worksheet.autofilter(HEADER_ROW, 0, first + len(changes) - 1, len(_COLUMNS) - 1)
    counts = Counter(each.state for each in changes)
    said = "，".join(f"{state} {counts[state]} 个" for state in ("延续", "新增", "结束"))
    writer.print_rows(first + len(changes) - 1)
    writer.heading("上下年对比", f"{said}。同一单位、名称相同（年度除外）的才算延续；改了名称的分别列为新增和结束。", "单位：元")
    return len(changes)


def _values(number: int, each: YearChange, part: str) -> list[Value]:
    compared = each.form is not None and each.past is not None
    past = len(each.past.indicators) if each.past is not None else 0
    return [
        float(number),
        each.state,
        part,
        each.unit,
        each.project,
        _money(each.before),
        _money(each.after),
        _money(each.change),
        None if each.percent is None else f"{each.percent:+}",
        float(past) if past else None,
        float(len(each.form.rows)) if each.form is not None else None,
        float(each.unchanged) if compared and past else None,
        "、".join(each.dropped),
        "；".join(each.lowered),
        ("是" if each.same_goal else "否") if each.past is not None and compared and each.past.goal else None,
        _remark(each),
    ]


def _money(amount: Decimal | None) -> float | None:
    return None if amount is None else float(round(amount, 2))


def _remark(each: YearChange) -> str:
    if each.doubtful:
        return "上年有几个同名项目，没有比较"
    if each.twin:
        return f"{'上年' if each.form is not None else '今年'}有“{each.twin}”，可能是同一个项目，请核对名称"
    if each.state == "延续" and each.change is None:
        return "有一年的金额未填或未能读出"
    return "目标和指标与上年一字不差" if each.copied else ""
