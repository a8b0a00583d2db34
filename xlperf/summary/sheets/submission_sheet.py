"""报送情况: a row a unit of the roster, what it owes and what came in (present when a roster is given)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import Formula, SheetWriter, Value
from xlperf.data.names import body_key, project_name_key
from xlperf.data.words import VERDICTS
from xlperf.forms.form import Form
from xlperf.lists.roster import total_of
from xlperf.rules import Roster
from xlperf.rules.judging.published_figures import MONEY_OF
from xlperf.run.results import Batch
from xlperf.summary.summary_context import SummaryContext

NAME = "报送情况"

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, "count"),
    Column("实施单位", 26),
    Column("应报\n（个）", 8, "count"),
    Column("已报\n（个）", 8, "count"),
    Column("通过\n（个）", 8, "count"),
    Column("需核对\n（个）", 8, "count"),
    Column("退回\n（个）", 8, "count"),
    Column("未报\n（个）", 8, "count"),
    Column("未报的项目", 30),
    Column("控制数", 16, "money"),
    Column("年度资金申请总额", 16, "money"),
    Column("说明", 18),
)
_SUMMED = (2, 3, 4, 5, 6, 7, 9, 10)


@dataclass(frozen=True, slots=True)
class Submission:
    """What one unit owes and handed in.

    Attributes:
        unit: 实施单位.
        due: projects on the roster, None when it lists the unit only.
        forms: its declarations that are counted.
        missing: projects of the roster without a form.
        control: sum of its control figures in 元, None when there is none.
        listed: False for a unit that the roster does not know.
    """

    unit: str
    due: int | None
    forms: tuple[Form, ...]
    missing: tuple[str, ...]
    control: Decimal | None
    listed: bool


def submissions(roster: Roster, batch: Batch) -> list[Submission]:
    """Return the units of the roster in its order, then those that it does not list."""
    handed_in: dict[str, list[Form]] = {}
    kind = "declaration" if any(form.kind == "declaration" for form in batch.counted) else "self_evaluation"
    for form in batch.counted:
        if form.kind == kind:
            handed_in.setdefault(body_key(form.text("/unit")), []).append(form)
    found = []
    for unit in roster.units:
        forms = tuple(handed_in.pop(body_key(unit), ()))
        entries = roster.of_unit(unit)
        projects = [each.project for each in entries if each.project]
        names = {_project(form.text("/project_name"), batch) for form in forms}
        missing = tuple(each for each in projects if _project(each, batch) not in names)
        found.append(Submission(unit, len(projects) or None, forms, missing, total_of(entries), True))
    found += [Submission(forms[0].text("/unit"), None, tuple(forms), (), None, False) for forms in handed_in.values()]
    return found


def _project(name: str, batch: Batch) -> str:
    return project_name_key(name, batch.year)


def write_submissions(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 报送情况; return how many units it lists."""
    roster = context.batch.roster
    rows = submissions(roster, context.batch) if roster else []
    writer.columns(_COLUMNS)
    writer.page(frozen_columns=2)
    first = writer.header()
    styles = [writer.theme.style(each.role) for each in _COLUMNS]
    lines = [_line(number, each, context.batch) for number, each in enumerate(rows, start=1)]
    for row, line in enumerate(lines, start=first):
        writer.row(row, line, styles)
    _write_total(writer, first, lines)
    silent = sum(not each.forms for each in rows)
    writer.heading("报送情况", f"名单上 {len(roster.units if roster else ())} 个单位，其中 {silent} 个没有报送。", "单位：元")
    return len(rows)


def _line(number: int, each: Submission, batch: Batch) -> list[Value]:
    verdicts = list(batch.verdicts([form.source for form in each.forms]).values())
    amounts = [form.amount(MONEY_OF[form.kind]) for form in each.forms]
    unread = amounts.count(None)
    amount = None if unread else float(sum(filter(None, amounts), Decimal(0)))
    missing = len(each.missing) if each.due else int(not each.forms)
    remark = "没有报送" if not each.forms else "" if each.listed else "不在名单上"
    counts = [float(verdicts.count(verdict)) for verdict in VERDICTS]
    control = None if each.control is None else float(each.control)
    return [
        float(number),
        each.unit,
        None if each.due is None else float(each.due),
        float(len(each.forms)),
        *counts,
        float(missing),
        "、".join(each.missing),
        control,
        amount,
        f"{unread} 个项目的金额未填或未能读出" if unread else remark,
    ]


def _write_total(writer: SheetWriter, first: int, lines: Sequence[Sequence[Value]]) -> None:
    row = first + len(lines)
    count, money, label = (writer.theme.style(role, "total") for role in ("count", "money", "center"))
    writer.span(row, 0, 1, "合计", label)
    for column in range(2, len(_COLUMNS)):
        if column not in _SUMMED:
            writer.put(row, column, None, label)
            continue
        result = round(sum(value for line in lines if isinstance(value := line[column], float)), 2)
        area = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(max(row - 1, first), column)}"
        writer.put(row, column, Formula(f"=ROUND(SUM({area}),2)" if lines else "=0", result), money if column > 8 else count)
