"""A form as the rules look at it: its head, its rows and its fields as subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from xlperf.forms.form import INDICATORS, Field, Form
from xlperf.forms.record_shape import lacking
from xlperf.rules.context import Context
from xlperf.rules.facts.catalogue import SHARED_FACTS
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.subjects.field_subjects import field_subject, noted_subjects
from xlperf.rules.facts.subjects.head_facts import add_head_facts
from xlperf.rules.facts.subjects.row_subjects import (
    add_row_summary,
    first_of_levels,
    place_of_next_row,
    row_subject,
    term_subjects,
    with_merged,
)
from xlperf.rules.facts.subjects.subject import Facts, Subject, fact_name, unreadable_among


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
        add_head_facts(facts, form, context, vocabulary)
        rows: list[Facts] = []
        facts["rows"] = rows
        shared = {key: facts[key] for key in SHARED_FACTS if key in facts}
        self.rows = tuple(
            row_subject(form, index, row, with_merged(form, index), shared) for index, row in enumerate(form.rows)
        )
        self.term_rows = term_subjects(form, shared) if form.further else ()
        rows.extend(each.facts for each in self.rows)
        add_row_summary(facts, rows, form)
        if form.rows:
            fields["last_row"] = place_of_next_row(form)
            fields.update(first_of_levels(self.rows))
        absent, columnless = (frozenset(map(fact_name, each)) for each in (lacking(form), _without_column(head_fields)))
        self.head = Subject(facts, fields, form.source.file, form, unreadable_among(head_fields), absent, columnless)

    def fields(self, names: Sequence[str], notes: Sequence[str]) -> Iterable[Subject]:
        """Return one subject per field of the given facts (all when empty) that carries one of the notes.

        Without notes, every field that is filled counts.
        """
        if notes:
            return noted_subjects(self.form, self._noted, names, notes)
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
            made = self._made[name] = [field_subject(self.form, each) for each in self._filled.get(name, ())]
        return made

    def count_of(self, blocks: Sequence[str]) -> int:
        """Return how many rows there are; with ``term`` those of the whole term as well."""
        return len(self.rows) + (len(self.term_rows) if "term" in blocks else 0)

    def rows_of(
        self, level1: Sequence[str], level2: Sequence[str], targets: Sequence[str], blocks: Sequence[str] = ()
    ) -> tuple[Subject, ...]:
        """Return the rows of these levels and kinds of target, all where a choice is empty; chosen once for all rules.

        Args:
            level1, level2, targets: what is chosen.
            blocks: with ``term`` the indicators of the whole term as well, those left out that are the year's word for word.
        """
        if not (level1 or level2 or targets or self.term_rows):
            return self.rows
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


def _without_column(fields: Iterable[Field]) -> Iterator[str]:
    """Yield the money for which a form has no column or row; where its layout wants one, the reader has told so (FILE-008)."""
    return (each.name for each in fields if each.blank and each.cell is None and each.name.startswith("/funding/"))


