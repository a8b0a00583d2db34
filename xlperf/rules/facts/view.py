"""What the rules look at: a form as plain facts, each mapped back to its field.

A *subject* is what one rule judges at a time: the form, one indicator row, one
field.  Its facts are a flat dictionary of plain values that a JSON Schema can be
held against; a blank field has no fact, so ``required`` reads as "filled".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from string import ascii_uppercase
from types import MappingProxyType
from typing import Any

from xlperf.data.names import bare, same_body, shown_body
from xlperf.forms.form import INDICATORS, TERM_INDICATORS, UNREAD, Field, Form, FormKind, Note, Target
from xlperf.forms.record_shape import columns_of_record, lacking
from xlperf.lists.last_year import LastYear, times
from xlperf.rules.context import Context
from xlperf.rules.facts.catalogue import DECLARATION_FUNDING, EXECUTION_FACTS, MONEY_COLUMNS, SHARED_FACTS
from xlperf.rules.facts.form_scores import shares_weight
from xlperf.rules.facts.goal_facts import says_none, says_nothing
from xlperf.rules.facts.money_facts import lacks_divisor
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.words.personal_numbers import holds_personal_number
from xlperf.rules.facts.words.several_in_one import count_in_one_row

Facts = dict[str, Any]

UNREADABLE: frozenset[Note] = frozenset(("not_a_number", "not_a_date", "error_value", "uncached"))
"""Notes of a field whose value is unknown although something stands in its cell."""

_KEYS = {
    **{f"/funding/{name}": name for name in DECLARATION_FUNDING},
    **{
        f"/funding/{part}/{column}": f"{part}_{column}"
        for part in ("total", "fiscal", "carryover", "other")
        for column in MONEY_COLUMNS
    },
    **{f"/funding/total/{column}": key for column, key in EXECUTION_FACTS.items()},
    # The parts carry no execution of their own; without a name of theirs they would pass for that of the total.
    **{f"/funding/{part}/{column}": f"{part}_{column}" for part in ("fiscal", "carryover", "other") for column in EXECUTION_FACTS},
    "/budget_goal": "annual_goal",
}


@lru_cache(maxsize=4096)
def fact_name(pointer: str) -> str:
    """Return the fact that holds a field: the last part of its pointer, but for money."""
    known = _KEYS.get(pointer)
    return known if known is not None else pointer.rpartition("/")[2]


_HUNDRED = Decimal(100)
_HIGHEST_SATISFACTION = Decimal(95)
"""What is proposed for a target of 满意度 of 100 %, which is hardly ever reached (VAL-006)."""

_NOTHING_UNREADABLE: Mapping[str, tuple[Note, ...]] = MappingProxyType({})


@dataclass(slots=True)
class Subject:
    """What one rule judges at a time.

    Attributes:
        facts: plain values, blank ones left out.
        fields: the fields behind the facts, blank ones included.
        file: the file it stands in, relative.
        form: the form it belongs to, None for a file or a batch.
        unreadable: notes of the fields whose value is unknown, by fact.
        absent: facts of fields that the form's layout does not have, so that nobody could fill them.
        columnless: facts of money for which this form has no column or row, although its layout has.
    """

    facts: Facts
    fields: Mapping[str, Field]
    file: str
    form: Form | None = None
    unreadable: Mapping[str, tuple[Note, ...]] = field(default_factory=lambda: _NOTHING_UNREADABLE)
    absent: frozenset[str] = frozenset()
    columnless: frozenset[str] = frozenset()


class FormView:
    """The subjects of one form, built once and looked at by every rule.

    Args:
        form: the form.
        context: the circumstances of the run.
        vocabulary: word lists, for the class of 项目性质.
    """

    __slots__ = ("_fields_of", "_filled", "_made", "_noted", "_rows_of", "form", "head", "rows", "term_rows")

    def __init__(self, form: Form, context: Context, vocabulary: Vocabulary) -> None:
        self.form = form
        self._fields_of: dict[tuple[str, ...], tuple[Subject, ...]] = {}
        self._filled: dict[str, list[Field]] | None = None
        self._made: dict[str, list[Subject]] = {}
        self._noted = tuple(each for each in form.fields if each.notes)
        self._rows_of: dict[tuple[Sequence[str], ...], tuple[Subject, ...]] = {}
        head_fields = [each for each in form.fields if not each.name.startswith(INDICATORS)]
        fields = {fact_name(each.name): each for each in head_fields}
        facts: Facts = {key: each.value for key, each in fields.items() if each.value is not None}
        facts["kind"] = form.kind
        facts["amount_unit"] = form.amount_unit
        _add_head_facts(facts, form, context, vocabulary)
        rows: list[Facts] = []
        facts["rows"] = rows
        shared = {key: facts[key] for key in SHARED_FACTS if key in facts}
        self.rows = tuple(
            _row_subject(form, index, row, _with_merged(form, index), shared) for index, row in enumerate(form.rows)
        )
        self.term_rows = _of_term(form, shared) if form.further else ()
        rows.extend(each.facts for each in self.rows)
        _add_row_summary(facts, rows)
        if form.rows and not any("level2" in row for row in form.rows):
            facts["without_level2"] = True
            if not any("level1" in row for row in form.rows):
                facts["without_levels"] = True
        elif form.rows and not any("level2" in row for row in rows):
            facts["level2_blank"] = True
        if form.rows:
            fields["last_row"] = _last_row(form)
        absent, columnless = (frozenset(map(fact_name, each)) for each in (lacking(form), _without_column(head_fields)))
        self.head = Subject(facts, fields, form.source.file, form, _unreadable(head_fields), absent, columnless)

    def fields(self, names: Sequence[str], notes: Sequence[str]) -> Iterable[Subject]:
        """Return one subject per field of the given facts (all when empty) that carries one of the notes.

        Without notes, every field that is filled counts.
        """
        if notes:
            return _noted(self.form, self._noted, names, notes)
        key = tuple(names)
        found = self._fields_of.get(key)
        if found is None:
            found = self._fields_of[key] = tuple(chain.from_iterable(map(self._filled_of, key)))
        return found

    def _filled_of(self, name: str) -> Sequence[Subject]:
        """Return the filled fields of a fact as subjects; most are never asked for, so they become subjects when they are."""
        made = self._made.get(name)
        if made is None:
            if self._filled is None:
                self._filled = {}
                of_term = (each.fields.values() for each in self.term_rows)
                for each in chain(self.form.fields, *of_term):
                    if each.value is not None:
                        self._filled.setdefault(fact_name(each.name), []).append(each)
            made = self._made[name] = [_field_subject(self.form, each) for each in self._filled.get(name, ())]
        return made

    def rows_of(
        self, level1: Sequence[str], level2: Sequence[str], targets: Sequence[str], blocks: Sequence[str] = ()
    ) -> tuple[Subject, ...]:
        """Return the rows of these levels and kinds of target, all where a choice is empty; chosen once for all rules.

        Args:
            level1, level2, targets: what is chosen.
            blocks: with ``term`` the indicators of the whole term as well, those left out that are the year's word for word.
        """
        every = (*self.rows, *self.term_rows) if self.term_rows and "term" in blocks else self.rows
        if not level1 and not level2 and not targets:
            return every
        key = (level1, level2, targets, blocks)
        found = self._rows_of.get(key)
        if found is None:
            found = self._rows_of[key] = tuple(
                row
                for row in every
                if (not level1 or row.facts.get("level1") in level1)
                and (not level2 or row.facts.get("level2") in level2)
                and (not targets or row.facts.get("target_kind") in targets)
            )
        return found


def noted_subjects(form: Form, names: Sequence[str], notes: Sequence[str]) -> Iterator[Subject]:
    """Yield the fields of a form that carry one of the notes; of the given facts, or of all when there are none."""
    return _noted(form, form.fields, names, notes)


def _noted(form: Form, fields: Iterable[Field], names: Sequence[str], notes: Sequence[str]) -> Iterator[Subject]:
    for each in fields:
        if any(note in notes for note in each.notes) and (not names or fact_name(each.name) in names):
            yield _field_subject(form, each)


_GOALS = frozenset(("/overall_goal", "/annual_goal", "/budget_goal", "/actual_completion"))


def _needs_none(form: Form, goal: Field) -> bool:
    """True for 无 as the goal of the whole project of one year: left blank it would be as right."""
    if goal.name != "/overall_goal" or not says_none(str(goal.value)):
        return False
    start, end = (form.value(each) for each in ("/start_date", "/end_date"))
    return isinstance(start, date) and isinstance(end, date) and start.year == end.year


def _field_subject(form: Form, each: Field) -> Subject:
    facts: Facts = {
        "kind": form.kind,
        "amount_unit": form.amount_unit,
        "name": each.name,
        "field": fact_name(each.name),
        "raw": each.raw,
        "notes": list(each.notes),
    }
    if each.value is not None:
        facts["value"] = each.value.text if isinstance(each.value, Target) else each.value
        if isinstance(facts["value"], str):
            if holds_personal_number(facts["value"]):
                facts["personal"] = True
            if each.name in _GOALS and (how := says_nothing(facts["value"])) and not _needs_none(form, each):
                facts["says_nothing"] = how
        facts["read_value"] = plain_number(each.value) if isinstance(each.value, Decimal) else str(facts["value"])
    elif lacks_divisor(form, each):
        facts["no_divisor"] = True
    return Subject(facts, {"value": each}, form.source.file, form)


def _without_column(fields: Iterable[Field]) -> Iterator[str]:
    """Yield the money for which a form has no column or row; where its layout wants one, the reader has told so (FILE-008)."""
    return (each.name for each in fields if each.blank and each.cell is None and each.name.startswith("/funding/"))


def _unreadable(fields: Iterable[Field]) -> Mapping[str, tuple[Note, ...]]:
    found = {
        fact_name(each.name): each.notes
        for each in fields
        if each.notes and each.value is None and UNREADABLE.intersection(each.notes)
    }
    return found or _NOTHING_UNREADABLE


def _add_head_facts(facts: Facts, form: Form, context: Context, vocabulary: Vocabulary) -> None:
    year, start, end = facts.get("year"), facts.get("start_date"), facts.get("end_date")
    if isinstance(year, int):
        facts["regime"] = "B" if year >= context.regime_switch else "A"
    if isinstance(start, date):
        facts["start_year"] = start.year
    if isinstance(end, date):
        facts["end_year"] = end.year
    if isinstance(start, date) and isinstance(end, date):
        facts["spans_years"] = end.year > start.year
    category = facts.get("category")
    if isinstance(category, str):
        known = vocabulary.category(category)
        if known != category:
            facts["printed_category"], facts["category"] = category, known
    elif form.kind == "self_evaluation" and (listed := _listed_category(form, context)):
        facts["category"] = vocabulary.category(listed)
    nature_class = vocabulary.nature_class(facts.get("nature", ""))
    if nature_class:
        facts["nature_class"] = nature_class
    yearly = facts.get("annual", facts.get("total_full_year_budget"))
    if isinstance(yearly, Decimal):
        facts["yearly_amount"] = yearly
        if context.last_year is not None:
            facts.update(_last_year_facts(context.last_year, form, yearly))
    if "department" in facts:
        own = same_body(facts["department"], context.department or "")
        facts["department_name"] = shown_body((own and context.department) or facts["department"])
    if context.department:
        facts["own_department"] = shown_body(context.department)
    if context.batch_year is not None:
        facts["batch_year"] = context.batch_year
    title = form.get("/title")
    if title is not None and "own_title" in title.notes:
        facts["known_title"] = True
    if any(each.kind == "unit_missing" for each in form.remarks):
        facts["unit_missing"] = True
    if any(each.kind == UNREAD and each.detail.get("part") == "amount" for each in form.remarks):
        facts["money_unread"] = True
    if "annual_goal" in facts:
        facts["annual_goal_length"] = len(bare(facts["annual_goal"]))


def _listed_category(form: Form, context: Context) -> str:
    """Return the 项目类别 of a self-evaluation, whose form has no place for it, as the roster or else last year's list gives it."""
    unit, project = form.text("/unit"), form.text("/project_name")
    if not unit or not project:
        return ""
    entry = context.roster.find(unit, project, form.year) if context.roster else None
    if entry is not None and entry.category:
        return entry.category
    return context.last_year.category(unit, project) if context.last_year else ""


def _last_year_facts(last_year: LastYear, form: Form, yearly: Decimal) -> Facts:
    """Return what the project was given last year, and how far that is from this year's amount."""
    before = last_year.amount(form.text("/unit"), form.text("/project_name"), form.year, form.kind)
    factor = None if before is None else times(yearly, before)
    return {} if factor is None else {"last_year_amount": before, "last_year_factor": factor}


def _add_row_summary(facts: Facts, rows: list[Facts]) -> None:
    facts["row_count"] = len(rows)
    levels = dict.fromkeys(row["level1"] for row in rows if "level1" in row)
    levels.update(dict.fromkeys(row["level2"] for row in rows if "level2" in row))
    facts["levels"] = list(levels)
    kinds = [row["target_kind"] for row in rows if "target_kind" in row]
    if kinds:
        facts["qualitative_percent"] = round(Decimal(100 * kinds.count("qualitative")) / len(kinds))


def _of_term(form: Form, shared: Facts) -> tuple[Subject, ...]:
    """Return the indicators of the whole term, less those that say word for word what one of the year says."""
    rows: dict[str, dict[str, Field]] = {}
    for each in form.further:
        if each.name.startswith(TERM_INDICATORS):
            index, _, column = each.name.removeprefix(TERM_INDICATORS).partition("/")
            rows.setdefault(index, {})[column] = each
    said = {_wording(each) for each in form.rows}
    own = [_row_subject(form, int(index), row, row, shared) for index, row in rows.items() if _wording(row) not in said]
    for subject in own:
        subject.facts["of_term"] = True
    return tuple(own)


def _wording(row: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(bare(row[each].raw) if each in row else "" for each in ("level3", "target"))


def _row_subject(form: Form, index: int, printed: Mapping[str, Field], row: Mapping[str, Field], shared: Facts) -> Subject:
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
        facts["sheet_row"] = int(cell.lstrip(ascii_uppercase))
    absent = _absent_columns(form.kind, tuple(row))
    return Subject(facts, {**printed, **row}, form.source.file, form, _unreadable(row.values()), absent)


@lru_cache(maxsize=64)
def _absent_columns(kind: FormKind, columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each for each in columns_of_record(kind) if each not in columns)


_SPANNING = ("target", "actual", "deviation_note")


def _with_merged(form: Form, index: int) -> Mapping[str, Field]:
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
            facts["clean_target"] = clean_phrase(value)
            facts["due_target"] = due_satisfaction(value.number, value.unit)
    if value.unit is not None:
        facts[measure] = value.unit


def due_satisfaction(number: Decimal, unit: str | None) -> str:
    """Return how a target of 满意度 is to be written: with ≥, and with less than 100 %."""
    return f"≥{plain_number(_HIGHEST_SATISFACTION if number == _HUNDRED else number)}({unit or '%'})"


def clean_phrase(target: Target) -> str:
    """Return a quantitative target as xlperf writes it: operator, number without idle zeros, (unit)."""
    number = "" if target.number is None else plain_number(target.number)
    unit = f"({target.unit})" if target.unit else ""
    return f"{target.operator or ''}{number}{unit}"


def plain_number(number: Decimal) -> str:
    """Return a number without idle zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _last_row(form: Form) -> Field:
    """Return a stand-in for a row that is missing: it would stand behind the last one."""
    row = form.rows[-1]
    cell = row["level3"].cell if "level3" in row else None
    return Field("/indicators", "绩效指标", None, "", cell or next((each.cell for each in row.values() if each.cell), None))
