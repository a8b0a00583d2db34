"""Indicators as subjects: one row, with what it shares with others, and the rows of the whole term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from xlperf.data.names import bare
from xlperf.forms.form import TERM_INDICATORS, UNREAD, Field, Form, FormKind, Target
from xlperf.forms.record_shape import columns_of_record
from xlperf.forms.values.display import plain_number
from xlperf.intake.sheet import row_of
from xlperf.rules.facts.form_scores import shares_weight
from xlperf.rules.facts.subjects.subject import Facts, Subject, unreadable_among
from xlperf.rules.facts.words.several_in_one import count_in_one_row

_HUNDRED = Decimal(100)
_HIGHEST_SATISFACTION = Decimal(95)
"""What is proposed for a target of 满意度 of 100 %, which is hardly ever reached (VAL-006)."""

_LEAST_UNREAD = 2
"""So many unread texts with a figure may be indicators, as where they stand as sentences below the form."""


def add_row_summary(facts: Facts, rows: list[Facts], form: Form) -> None:
    """Add to the facts of a form what only all of its indicators together show."""
    facts["row_count"] = len(rows)
    unread = (each.detail.get("text", "") for each in form.remarks if each.kind == UNREAD)
    if not rows and sum(any(map(str.isdigit, text)) for text in unread) >= _LEAST_UNREAD:
        facts["rows_unread"] = True
    levels = dict.fromkeys(row["level1"] for row in rows if "level1" in row)
    levels.update(dict.fromkeys(row["level2"] for row in rows if "level2" in row))
    facts["levels"] = list(levels)
    kinds = [row["target_kind"] for row in rows if "target_kind" in row]
    if kinds:
        facts["qualitative_percent"] = round(Decimal(100 * kinds.count("qualitative")) / len(kinds))
    if form.rows and not any("level2" in row for row in form.rows):
        facts["without_level2"] = True
        if not any("level1" in row for row in form.rows):
            facts["without_levels"] = True
    elif form.rows and not any("level2" in row for row in rows):
        facts["level2_blank"] = True


def term_subjects(form: Form, shared: Facts) -> tuple[Subject, ...]:
    """Return the indicators of the whole term, less those that say word for word what one of the year says."""
    rows: dict[str, dict[str, Field]] = {}
    for each in form.further:
        if each.name.startswith(TERM_INDICATORS):
            index, _, column = each.name.removeprefix(TERM_INDICATORS).partition("/")
            rows.setdefault(index, {})[column] = each
    said = {_wording(each) for each in form.rows}
    own = [row_subject(form, int(index), row, row, shared) for index, row in rows.items() if _wording(row) not in said]
    for subject in own:
        subject.facts["of_term"] = True
    return tuple(own)


def _wording(row: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(bare(row[each].raw) if each in row else "" for each in ("level3", "target"))


def row_subject(form: Form, index: int, printed: Mapping[str, Field], row: Mapping[str, Field], shared: Facts) -> Subject:
    """Return one indicator as a subject: the row as printed, and with what it shares with others."""
    facts: Facts = dict(shared)
    facts["index"] = index
    for column, each in row.items():
        value = each.value
        if value is None:
            continue
        if not isinstance(value, Target):
            facts[column] = value
        elif column == "target":
            _add_target(facts, value, "target", "target_kind", "operator", "number", "measure")
        else:
            _add_target(facts, value, column, f"{column}_kind", f"{column}_operator", f"{column}_number", f"{column}_measure")
    for column in ("level1", "level2"):
        if column in facts:
            each = row[column]
            facts[f"printed_{column}"] = each.raw or facts[column]
            if "guessed" in each.notes:
                facts["guessed"] = True
    if "target" in facts and "level3" in facts and (several := count_in_one_row(row["level3"].raw, facts["target"])) > 1:
        facts["several"] = several
    cell = next((each.cell for each in reversed(tuple(row.values())) if each.cell), None)
    if cell:
        facts["sheet_row"] = row_of(cell)
    absent = _absent_columns(form.kind, tuple(row))
    return Subject(facts, {**printed, **row}, form.source.file, form, unreadable_among(row.values()), absent)


@lru_cache(maxsize=64)
def _absent_columns(kind: FormKind, columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each for each in columns_of_record(kind) if each not in columns)


_SPANNING = ("target", "actual", "deviation_note")


def with_merged(form: Form, index: int) -> Mapping[str, Field]:
    """Return a row in which a value stands that several rows share as one merged cell; a shared weight is no row's own."""
    row = form.rows[index]
    if shares_weight(form.rows, index):
        row = {column: each for column, each in row.items() if column not in ("weight", "score")}
    taken: dict[str, Field] = {}
    for column in _SPANNING:
        own = row.get(column)
        if own is None or own.value is not None or own.cell is None:
            continue
        above = index - 1
        while above >= 0 and (other := form.rows[above].get(column)) is not None and other.cell == own.cell:
            if other.value is not None:
                taken[column] = other
                break
            above -= 1
    return {**row, **taken}


def _add_target(facts: Facts, value: Target, text: str, kind: str, operator: str, number: str, measure: str) -> None:
    facts[text] = value.text
    facts[kind] = value.kind
    if value.operator is not None:
        facts[operator] = value.operator
    if value.number is not None:
        facts[number] = value.number
        if text == "target":
            facts["clean_target"] = _as_we_write_it(value)
            facts["due_target"] = _due_satisfaction(value.number, value.unit)
    if value.unit is not None:
        facts[measure] = value.unit


def _due_satisfaction(number: Decimal, unit: str | None) -> str:
    """Return how a target of 满意度 is to be written: with ≥, and with less than 100 %."""
    return f"≥{plain_number(_HIGHEST_SATISFACTION if number == _HUNDRED else number)}({unit or '%'})"


def _as_we_write_it(target: Target) -> str:
    """Return a quantitative target as xlperf writes it: operator, number without idle zeros, (unit)."""
    number = "" if target.number is None else plain_number(target.number)
    unit = f"({target.unit})" if target.unit else ""
    return f"{target.operator or ''}{number}{unit}"


FIRST_OF = "first:"
"""Before the name of a level: the target of the first row of that level, as the place of a finding about all of them."""


def first_of_levels(rows: Iterable[Subject]) -> dict[str, Field]:
    """Return the targets of the first row of each level, by the place that a rule names: ``first:质量指标``."""
    found: dict[str, Field] = {}
    for row in rows:
        for level in (row.facts.get("level1"), row.facts.get("level2")):
            if level and "target" in row.fields:
                found.setdefault(f"{FIRST_OF}{level}", row.fields["target"])
    return found


def place_of_next_row(form: Form) -> Field:
    """Return a stand-in for a row that is missing: it would stand behind the last one."""
    row = form.rows[-1]
    cell = row["level3"].cell if "level3" in row else None
    return Field("/indicators", "绩效指标", None, "", cell or next((each.cell for each in row.values() if each.cell), None))
