"""The self-evaluation of one project before it is filled: what its declaration said stands in it and stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.data.resources import load_json
from xlperf.forms.form import AmountUnit, Field, Form, Source, Value
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.templates.template import template_of
from xlperf.handout.handed_form import FIRST_ROW, NO_END, ROWS_PER_LEVEL, HandedForm, places_of
from xlperf.handout.handout_plan import HandedProject, HandedUnit
from xlperf.lists.last_year import PastRow
from xlperf.summary.print.print_layout import lay_out
from xlperf.summary.print.print_pattern import pattern_of
from xlperf.summary.print.print_plan import PrintedForm

SOURCES = ("fiscal", "carryover", "other")
"""The rows of the money table below its total."""
INITIAL, BUDGET, EXECUTED = "initial_budget", "full_year_budget", "executed"
RATE, SCORE, TOTAL_WEIGHT, TOTAL_SCORE = (
    "/funding/total/execution_rate", "/funding/total/score", "/total_weight", "/total_score",
)  # fmt: skip
RESULT = "/actual_completion"


@dataclass(frozen=True, slots=True, eq=False)
class HandedEvaluation:
    """A self-evaluation ready to be handed out.

    Attributes:
        handed: the form; its ``known`` fields stay as they are, in its rows the columns of ``fixed``.
        fixed: keys of the columns of the table that are filled in.
        execution_weight, full_weight: 分值 of the execution and of the whole form.
    """

    handed: HandedForm
    fixed: frozenset[str]
    execution_weight: Decimal
    full_weight: Decimal

    def is_open(self, name: str) -> bool:
        """Tell whether a place, by the name of its field or the key of its column, is to be filled."""
        if not name.startswith("/"):
            return name not in self.fixed
        if name == RESULT:
            return True
        row, _, column = name.removeprefix("/funding/").partition("/")
        return column in (INITIAL, BUDGET, EXECUTED) and row in ("total", *SOURCES) and name not in self.handed.known

    def cell(self, row: int, key: str) -> str:
        """Return the address of a cell of the table, with $."""
        return str(xl_rowcol_to_cell(*self.handed.rows[row][key], row_abs=True, col_abs=True))


def handed_evaluation(
    unit: HandedUnit, project: HandedProject, layout: Layout, amount_unit: AmountUnit, folders: tuple[Path, ...]
) -> HandedEvaluation:
    """Lay out the self-evaluation of a project.

    A project whose declaration is not known gets the printed levels of its year, to be filled as a whole.

    Args:
        unit, project: of the plan; ``project.past`` is the declaration of the same year.
        layout: of the form; amount_unit: printed in it.
        folders: with layouts and blanks of a department's own.

    Raises:
        LayoutError: the blank workbook cannot be read, or does not fit its layout.
    """
    scoring = load_json("schemas", "scoring.json")
    weights = Decimal(scoring["execution_weight"]), Decimal(scoring["total_weight"])
    known = dict(_known(unit, project, layout, weights[0]))
    labels = {each.field: each.label for each in layout.labels if each.field}
    fields = [Field(name, labels.get(name, name), value, _raw(value)) for name, value in known.items()]
    rows = tuple(each for each in project.past.rows if each.levels[2] and each.target) if project.past else ()
    for index, row in enumerate(rows or _printed_levels(unit.year)):
        fields += _row_fields(index, row)
    form = Form(layout.kind, layout.id, Source(unit.file, project.sheet, ""), tuple(fields), amount_unit)
    pattern = replace(pattern_of(template_of(form, folders)), room=NO_END)
    printed = PrintedForm(form, pattern, lay_out(form, pattern), FIRST_ROW)
    places, cells = places_of(printed, len(form.rows))
    handed = HandedForm(printed, frozenset(known), places, cells, len(form.rows), {RESULT: labels.get(RESULT, "实际完成情况")})
    return HandedEvaluation(handed, _fixed(rows), *weights)


def _known(unit: HandedUnit, project: HandedProject, layout: Layout, execution: Decimal) -> Iterator[tuple[str, Value]]:
    yield layout.year_field, unit.year
    department = unit.department or (project.past.department if project.past else "")
    named = {"/department": department, "/unit": unit.unit, "/project_name": project.project}
    yield from ((name, text) for name, text in named.items() if text)
    yield "/funding/total/weight", execution
    if project.past is None:
        return
    if project.past.goal:
        yield "/budget_goal", project.past.goal
    if project.past.amount is not None:
        yield f"/funding/total/{INITIAL}", project.past.amount
    if project.past.parts:
        for key in SOURCES:
            yield f"/funding/{key}/{INITIAL}", project.past.parts.get(key, Decimal(0))


def _printed_levels(year: int) -> list[PastRow]:
    levels = load_vocabulary().regime_of(year).levels
    return [PastRow((one, two, ""), "") for one, below in levels.items() for two in below for _ in range(ROWS_PER_LEVEL)]


def _row_fields(index: int, row: PastRow) -> Iterator[Field]:
    texts = dict(zip(("level1", "level2", "level3"), row.levels, strict=True)) | {"target": row.target}
    for key, text in texts.items():
        yield Field(f"/indicators/{index}/{key}", "", text or None, text)
    if row.weight is not None:
        yield Field(f"/indicators/{index}/weight", "", row.weight, _raw(row.weight))


def _fixed(rows: tuple[PastRow, ...]) -> frozenset[str]:
    keys = {"level1", "level2"}
    if rows:
        keys |= {"level3", "target"}
        if all(each.weight is not None for each in rows):
            keys.add("weight")
    return frozenset(keys)


def _raw(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
