"""报送情况: a row a unit of the roster, what it owes and what came in (present when a roster is given).

It shows what the rules about the roster judge: one reckoning for both (``xlperf/rules/judging/submissions.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula, Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import SheetWriter
from xlperf.data.names import body_key
from xlperf.data.words import VERDICTS
from xlperf.forms.form import Source
from xlperf.rules.judging.batch_parts import Part, part_names
from xlperf.rules.judging.submissions import Submission
from xlperf.run.results import Batch
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.round_quality import unchanged_units

NAME = "报送情况"

_PART = Column("部门或年度", 18)
"""Stands behind the number where one summary holds several departments or years."""

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, "count"),
    Column("实施单位", 26),
    Column("应报\n（个）", 8, "count"),
    Column("已报\n（个）", 8, "count"),
    Column("零报\n（个）", 8, "count"),
    Column("未报\n（个）", 8, "count"),
    Column("多报\n（个）", 8, "count"),
    Column("申报表\n（张）", 8, "count"),
    Column("自评表\n（张）", 8, "count"),
    Column("通过\n（张）", 8, "count"),
    Column("需核对\n（张）", 8, "count"),
    Column("退回\n（张）", 8, "count"),
    Column("未报的项目", 30),
    Column("控制数", 16, "money"),
    Column("年度金额", 16, "money"),
    Column("说明", 24),
)


def write_submissions(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 报送情况; return how many units it lists."""
    batch = context.batch
    rows = batch.submissions or ()
    parts = tuple(dict.fromkeys(each.part for each in rows))
    names = part_names(parts, batch.counted, _parts(rows)) if len(parts) > 1 else {}
    columns = (_COLUMNS[0], _PART, *_COLUMNS[1:]) if names else _COLUMNS
    writer.columns(columns)
    writer.page(frozen_columns=3 if names else 2)
    first = writer.header()
    styles = [writer.theme.style(each.role) for each in columns]
    lines, unchanged = [], unchanged_units(batch)
    for number, each in enumerate(rows, start=1):
        line = _line(number, each, batch, unchanged)
        lines.append([line[0], names[each.part], *line[1:]] if names else line)
    for row, line in enumerate(lines, start=first):
        writer.row(row, line, styles)
    _write_total(writer, first, lines, columns)
    writer.print_rows(first + len(lines))
    writer.heading("报送情况", _summed_up(rows, bool(names)), "单位：元")
    return len(rows)


def _parts(rows: Sequence[Submission]) -> dict[Source, Part]:
    return {form.source: each.part for each in rows for form in each.forms}


def _summed_up(rows: Sequence[Submission], is_mixed: bool) -> str:
    bound = [each for each in rows if each.bound]
    silent = sum(bool(each.missing_n) and not each.forms for each in bound)
    mixed = "（各部门、年度分别计）" if is_mixed else ""
    return f"名单上 {len(bound)} 个单位{mixed}，其中 {silent} 个没有报送。申报表、自评表有一种即为已报；应报 = 已报 + 未报。"


def _line(number: int, each: Submission, batch: Batch, unchanged: frozenset[str]) -> list[Value]:
    verdicts = list(batch.verdicts([form.source for form in each.forms]).values())
    counts = (each.received, each.reported_none, each.missing_n, each.surplus_projects, len(each.declarations))
    return [
        float(number),
        each.unit,
        None if each.due is None else float(each.due),
        *map(float, counts),
        float(len(each.evaluations)),
        *(float(verdicts.count(verdict)) for verdict in VERDICTS),
        "、".join(each.missing),
        None if each.control is None else float(each.control),
        None if each.total is None else float(each.total),
        "；".join((*_remarks(each), *(["退回后未修改"] if body_key(each.unit) in unchanged else []))),
    ]


def _remarks(each: Submission) -> list[str]:
    said = []
    if not each.unit:
        said.append("没有填实施单位")
    elif not each.listed:
        said.append("不在名单上")
    elif not each.bound:
        said.append("名单里没有它在这个部门、年度的项目")
    elif each.missing_n:
        said.append("没有报齐" if each.forms else "没有报送")
    if each.withdrawn:
        said.append(f"看作撤下，不算应报：{'、'.join(each.withdrawn)}")
    if each.reported_none:
        said.append("本年无项目" if not each.forms else "报了本年无项目，却有表")
    if each.unread:
        said.append(f"{each.unread} 个项目的金额未填或未能读出")
    if each.unsummed:
        said.append(f"{each.unsummed} 个项目只有自评表，可能是换了名称的，金额没有计入")
    if each.unnamed:
        said.append(f"{each.unnamed} 张表没有项目名称")
    if each.some_control and each.control is None:
        said.append("有的项目没有控制数，没有比对")
    return said


def _write_total(writer: SheetWriter, first: int, lines: Sequence[Sequence[Value]], columns: Sequence[Column]) -> None:
    row = first + len(lines)
    label = writer.theme.style("center", "total")
    labelled = 2 if columns[1] is _PART else 1
    writer.span(row, 0, labelled, "合计", label)
    for column, each in enumerate(columns[labelled + 1 :], start=labelled + 1):
        if each.role not in ("count", "money"):
            writer.put(row, column, None, label)
            continue
        result = round(sum(value for line in lines if isinstance(value := line[column], float)), 2)
        area = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(max(row - 1, first), column)}"
        formula = Formula(f"=ROUND(SUM({area}),2)" if lines else "=0", result)
        writer.put(row, column, formula, writer.theme.style(each.role, "total"))
