"""A self-evaluation as a grid of cells, laid out as the bureau's template has it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from tests.tools.example_evaluations import SAME, Evaluation
from tests.tools.example_grids import FormGrid, Grid, Percent
from tests.tools.example_projects import DEPARTMENT, L2, YEAR

TITLE = "财政项目支出绩效自评表"
WIDTHS = (9, 13, 13, 22, 14, 14, 8, 9, 26)
_FIRST = 13
_PARTS = (("年度资金总额", "total"), ("其中：当年财政拨款", "fiscal"), ("上年结转资金", "carryover"), ("其他资金", "other"))
_COLUMNS = (("D", "年初预算数"), ("E", "全年预算数"), ("F", "全年执行数"))


def evaluation_grid(evaluation: Evaluation, unit: str = "元", operators: bool = True) -> Grid:
    """Return a self-evaluation.

    Args:
        unit: of its amounts, 元 or 万元.
        operators: print targets as declared; without, as 2020's forms do: 300册 for ≥300(册).
    """
    project = evaluation.project
    form = FormGrid()
    form.label("A1:I1", TITLE)
    form.value("A2:I2", f"（{YEAR}年度）")
    for label, text, value, given in (("A3", "项目名称", "B3:I3", project.name), ("A4", "主管部门", "B4:D4", DEPARTMENT + "（汇总）"),
                                      ("E4", "实施单位", "F4:I4", project.unit)):  # fmt: skip
        form.label(label, text)
        form.value(value, given)
    _money(form, evaluation, unit)
    for label, text, value, given in (
        ("B10:E10", "预算目标", "B11:E11", project.goal),
        ("F10:I10", "实际完成情况", "F11:I11", evaluation.completion),
    ):
        form.label(label, text)
        form.value(value, given)
    form.label("A10:A11", "年度\n总体\n目标")
    _indicators(form, evaluation, operators)
    last = _FIRST + len(project.rows)
    form.label(f"A{last}:F{last}", "总分")
    form.value(f"G{last}", Decimal(100))
    form.value(f"H{last}", evaluation.changes.get("total_score", evaluation.total))
    return form.grid(9)


def _money(form: FormGrid, evaluation: Evaluation, unit: str) -> None:
    form.label("A5:A9", f"项目资金\n（{unit}）")
    other = evaluation.project.other
    amounts = (evaluation.project.annual, evaluation.full_year_budget, evaluation.executed)
    for column, text in (*_COLUMNS, ("G", "分值"), ("H", "执行率"), ("I", "得分")):
        form.label(f"{column}5", text)
    for row, (text, part) in enumerate(_PARTS, start=6):
        form.label(f"B{row}:C{row}", text)
        for (column, _), amount in zip(_COLUMNS, amounts, strict=True):
            share = {"total": amount, "fiscal": amount - other, "carryover": 0, "other": other}[part]
            form.value(f"{column}{row}", share / 10_000 if unit == "万元" else share)
        form.value(f"G{row}", Decimal(10) if part == "total" else "—")
        form.value(f"H{row}", Percent(evaluation.rate) if part == "total" else "—")
        form.value(f"I{row}", evaluation.execution_score if part == "total" else "—")


def _indicators(form: FormGrid, evaluation: Evaluation, operators: bool) -> None:
    for column, text in zip(
        "BCDEFGHI",
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        strict=True,
    ):
        form.label(f"{column}12", text)
    rows = evaluation.project.rows
    last = _FIRST + len(rows) - 1
    form.label(f"A12:A{last}", "绩效\n指标")
    for column, level in (("B", 0), ("C", 1)):
        top = _FIRST
        for row, (key, _, _) in enumerate(rows, start=_FIRST):
            following = rows[row - _FIRST + 1][0] if row < last else None
            if following is None or L2[following][: level + 1] != L2[key][: level + 1]:
                form.label(f"{column}{top}:{column}{row}", L2[key][level])
                top = row + 1
    for row, ((_, name, declared), result) in enumerate(zip(rows, evaluation.results, strict=True), start=_FIRST):
        target = result.target or (declared if operators else _bare(declared))
        for column, value in zip(
            "DEFGH", (name, target, result.actual, Decimal(result.weight), Decimal(result.score)), strict=True
        ):
            form.value(f"{column}{row}", value)
    _notes(form, evaluation)


def _notes(form: FormGrid, evaluation: Evaluation) -> None:
    """Write the reasons, one that covers several rows into one merged cell."""
    notes = [each.note for each in evaluation.results]
    for index, note in enumerate(notes):
        if note == SAME:
            continue
        covered = next((later for later in range(index + 1, len(notes)) if notes[later] != SAME), len(notes)) - index
        area = f"I{_FIRST + index}" + (f":I{_FIRST + index + covered - 1}" if covered > 1 else "")
        form.value(area, note or None)


def _bare(target: str) -> Any:
    """Return a target without its operator and brackets, as older forms print it."""
    return re.sub(r"^[≥≤=]|[()]", "", target)
