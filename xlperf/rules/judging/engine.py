"""Running one rule on one subject: which of the six outcomes, and the finding in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

from xlperf.data.money import YUAN, money_text
from xlperf.forms.form import Field
from xlperf.forms.values.display import plain_number
from xlperf.rules.dialect.breach import Breach, Labels, Money
from xlperf.rules.dialect.compiling import Condition, compile_condition
from xlperf.rules.facts.catalogue import AMOUNTS
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.outcome import Outcome
from xlperf.rules.judging.screening import Screen, written_screen
from xlperf.rules.ruleset.rule import Rule, facts_read, may_be_lacking, resolve, with_sources

_PASSED: tuple[Outcome, Sequence[Breach]] = (Outcome.PASSED, ())
_NOT_APPLICABLE: tuple[Outcome, Sequence[Breach]] = (Outcome.NOT_APPLICABLE, ())
_NOT_ENOUGH_DATA: tuple[Outcome, Sequence[Breach]] = (Outcome.NOT_ENOUGH_DATA, ())
_COULD_NOT_READ: tuple[Outcome, Sequence[Breach]] = (Outcome.COULD_NOT_READ, ())

_LONGEST_QUOTE = 120
"""Characters of a found value that a finding quotes; the cell holds the rest."""


_NAMES_OF_OTHERS: Mapping[str, Mapping[str, str]] = {
    "neighbour": {"goal_other": "其他项目", "rows_other": "其他项目"},
    "counted_form": {
        "nearest": "名单中的单位",
        "unit_twin": "另一单位",
        "listed_as": "名单中的项目",
        "nearly_listed_as": "名单中的项目",
    },
    "copy": {"other": "另一个文件"},
    "project": {"files": "几个文件", "chosen": "其中一份"},
}
"""Facts, by the kind of subject, that name a project, a unit or a file of perhaps somebody else: only the department may
read them.  A unit reads ``told`` of the rule, or the message with these words instead."""


class RunnableRule:
    """A rule with its schemas compiled.

    Args:
        rule: the rule, overlays applied.
        vocabulary: word lists for ``{"$words": …}``.

    Attributes:
        rule: the rule.
        screen: counts the subjects on which the rule has nothing to say and returns the others, in their order;
            raises whatever a keyword raises, and then the subjects must be judged one by one.
    """

    __slots__ = (
        "_asks_for",
        "_breaches",
        "_holds",
        "_needs",
        "_needs_after",
        "_needs_first",
        "_needs_to_pass",
        "_reads",
        "_told",
        "_variants",
        "_when",
        "rule",
        "screen",
    )

    def __init__(self, rule: Rule, vocabulary: Vocabulary) -> None:
        self.rule = rule
        when = resolve(rule.when, rule.limits, vocabulary)
        told = rule.told_by and resolve(rule.told_by.when, rule.limits, vocabulary)
        self._told = None if told is None else compile_condition(told).holds
        then = resolve(rule.then, rule.limits, vocabulary)
        self._when = None if when is None else compile_condition(when).holds
        compiled: Condition = compile_condition(then)
        self._holds, self._breaches = compiled.holds, compiled.breaches
        self._variants = tuple(
            (compile_condition(resolve(each.when, rule.limits, vocabulary)).holds, each) for each in rule.variants
        )
        reads_when = with_sources(facts_read(when))
        self._reads = with_sources(iter((*facts_read(when), *facts_read(then), *rule.needs)))
        self._asks_for = self._reads.difference(may_be_lacking(then))
        self._needs_first = tuple(each for each in rule.needs if each in reads_when)
        self._needs_after = tuple(each for each in rule.needs if each not in reads_when)
        self._needs = bool(rule.needs)
        self._needs_to_pass = rule.needs_to_pass
        self.screen: Screen = partial(self._write_screen, when, then)

    def _write_screen(self, when: Any, then: Any, subjects: Sequence[Subject], counts: list[int]) -> list[Subject]:
        """Write the screen when it is first asked for; most runs use few of the rules of some kind of form."""
        self.screen = written_screen(when, then, self._needs_first, self._needs_after, self._needs_to_pass, self._unreadable)
        return self.screen(subjects, counts)

    def judge(self, subject: Subject) -> tuple[Outcome, Sequence[Breach]]:
        """Return the outcome and, when it is FAILED, what is wrong.

        Raises:
            Exception: whatever a keyword raises; the caller counts it as BROKE.
        """
        facts = subject.facts
        if subject.unreadable and self._unreadable(subject):
            return _COULD_NOT_READ
        if self._needs:
            for each in self._needs_first:
                if each not in facts:
                    return _NOT_ENOUGH_DATA
        when = self._when
        if when is not None and not when(facts):
            return _NOT_APPLICABLE
        if self._needs:
            for each in self._needs_after:
                if each not in facts:
                    return _NOT_ENOUGH_DATA
        if not self._holds(facts):
            if not self._asks_for.isdisjoint(subject.absent):  # nobody can be blamed for what his form does not ask
                return _NOT_APPLICABLE
            if not self._asks_for.isdisjoint(subject.columnless):
                missing = self._missing(subject)
                return (Outcome.FAILED, missing) if missing else _NOT_APPLICABLE
            return Outcome.FAILED, self._breaches(facts)
        for each in self._needs_to_pass:  # its condition has not been looked at: the rule has not passed
            if each not in facts:
                return _NOT_ENOUGH_DATA
        return _PASSED

    def _missing(self, subject: Subject) -> Sequence[Breach]:
        """Return what a rule that asks for nothing but filled cells misses of those that the form has."""
        if not isinstance(self.rule.then, Mapping) or set(self.rule.then) != {"filled"}:
            return ()
        return [each for each in self._breaches(subject.facts) if each.path[-1] not in subject.columnless]

    def _unreadable(self, subject: Subject) -> bool:
        return any(
            fact in self._reads and not set(notes).intersection(self.rule.judges) for fact, notes in subject.unreadable.items()
        )

    def is_told_by(self, others: Collection[str], subject: Subject, details: Mapping[str, Any]) -> bool:
        """Tell whether one of these rules, which all found something in the form of the subject, has told the cause of a breach."""
        told = self.rule.told_by
        if told is None or self._told is None or set(told.rules).isdisjoint(others):
            return False
        return self._told({**subject.facts, **details})

    def face(self, subject: Subject, details: Mapping[str, Any]) -> Rule:
        """Return the rule as the first variant that fits this breach words it."""
        if not self._variants:
            return self.rule
        facts = {**subject.facts, **details}
        for when, variant in self._variants:
            if when(facts):
                return replace(
                    self.rule,
                    severity=variant.severity or self.rule.severity,
                    explainable=self.rule.explainable if variant.explainable is None else variant.explainable,
                    record_only=self.rule.record_only if variant.record_only is None else variant.record_only,
                    addressee=variant.addressee or self.rule.addressee,
                    message=variant.message or self.rule.message,
                    suggestion=variant.suggestion or self.rule.suggestion,
                    unit_suggestion=variant.unit_suggestion or ("" if variant.suggestion else self.rule.unit_suggestion),
                    expected=self.rule.expected if variant.expected is None else variant.expected,
                    difference=self.rule.difference if variant.difference is None else variant.difference,
                )
        return self.rule


@dataclass(slots=True)
class Hit:
    """A breach of one rule, with the field it is blamed on; not yet in words."""

    runnable: RunnableRule
    subject: Subject
    field: Field | None
    details: Mapping[str, Any]


def hits_of(runnable: RunnableRule, subject: Subject, breaches: Sequence[Breach]) -> Iterator[Hit]:
    """Yield a hit per place at fault.

    That is one for the subject at the rule's ``at``; for a rule without ``at`` one for
    each field a breach points at, and always one for each row.
    """
    placed: set[object] = set()
    for breach in breaches:
        details, path = breach.details, breach.path
        in_row = len(path) > 1 and path[0] == "rows"
        field = _first_with_cell(runnable.rule.at, subject) if runnable.rule.at and not in_row else _field_at(path, subject)
        place = path if in_row else field.name if field else None
        if place not in placed:
            placed.add(place)
            yield Hit(runnable, subject, field, details)


def _field_at(path: tuple[str | int, ...], subject: Subject) -> Field | None:
    if not path:
        return None
    if path[0] == "rows" and len(path) == 3 and subject.form is not None:
        return subject.form.rows[int(path[1])].get(str(path[2]))
    return subject.fields.get(str(path[0]))


def _first_with_cell(facts: tuple[str, ...], subject: Subject) -> Field | None:
    fields = [subject.fields[each] for each in facts if each in subject.fields]
    return next((each for each in (*(each for each in fields if each.cell), *fields)), None)


_OF_FIELD: Mapping[str, Callable[[Field], str]] = {
    "label": lambda field: field.label,
    "cell": lambda field: field.cell or "",
    "value": lambda field: _quote(field.raw),
}


class _Words(dict[str, str]):
    """The values of the placeholders of one finding, rendered when asked for; for its unit, the names of others are ``given``."""

    def __init__(self, hit: Hit, rule: Rule, given: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(file=hit.subject.file)
        self.update(given)
        self._hit, self._rule = hit, rule

    def __missing__(self, name: str) -> str:
        hit = self._hit
        if name in hit.details:
            return self._shown(name, hit.details[name])
        if hit.field and name in _OF_FIELD:
            return _OF_FIELD[name](hit.field)
        if name in hit.subject.facts:
            return self._shown(name, hit.subject.facts[name])
        if name in self._rule.limits:
            return self._shown(name, self._rule.limits[name])
        if name in hit.subject.fields:
            return _quote(hit.subject.fields[name].raw)
        return ""

    def _shown(self, name: str, value: object) -> str:
        form = self._hit.subject.form
        unit = YUAN if form is None else form.amount_unit
        if isinstance(value, Money):
            return money_text(value.amount, unit)
        if isinstance(value, Labels):
            return "、".join(
                self._hit.subject.fields[each].label if each in self._hit.subject.fields else each for each in value.facts
            )
        if isinstance(value, Decimal):
            return money_text(value, unit) if name in AMOUNTS else plain_number(value)
        if isinstance(value, date):
            return value.isoformat()
        return _quote(str(value))


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def word(hit: Hit) -> Finding:
    """Put a hit into words."""
    rule = hit.runnable.face(hit.subject, hit.details)
    words = _Words(hit, rule)
    for_unit = _Words(hit, rule, _NAMES_OF_OTHERS.get(rule.each, {}))
    field, form = hit.field, hit.subject.form
    message = rule.message.format_map(words)
    told = (rule.told or rule.message).format_map(for_unit)
    return Finding(
        rule=rule.id,
        severity="info" if rule.trial else rule.severity,
        title=f"{rule.title}（试行）" if rule.trial else rule.title,
        file=hit.subject.file,
        message=message,
        told=told if told != message else "",
        advice=rule.unit_suggestion.format_map(for_unit),
        sheet=form.source.sheet if form else words["sheet"],
        cell=(field.cell or "") if field else words["cell"],
        form=form.source.range if form else "",
        unit=form.text("/unit") if form else words["unit"],
        project=form.text("/project_name") if form else words["project"],
        label=field.label if field else "",
        found=_quote(field.raw) if field else "",
        expected=rule.expected.format_map(words),
        difference=rule.difference.format_map(words),
        suggestion=rule.suggestion.format_map(for_unit),
        basis=rule.basis,
        trial=rule.trial,
        explainable=rule.is_explainable,
        record_only=rule.record_only,
        addressee=rule.addressee,
        reveals=rule.reveals,
    )


def broken(runnable: RunnableRule, problem: Exception, subject: Subject) -> Finding:
    """Return the record of a rule that raised: it concerns the rule set, not the unit."""
    form = subject.form
    return Finding(
        rule=runnable.rule.id,
        severity="warning",
        title="规则运行出错",
        file=subject.file,
        message=f"规则 {runnable.rule.id}（{runnable.rule.title}）未能执行：{type(problem).__name__}：{problem}。",
        sheet=form.source.sheet if form else "",
        form=form.source.range if form else "",
        unit=form.text("/unit") if form else "",
        project=form.text("/project_name") if form else "",
        suggestion="请运行 xlperf rules check 检查规则文件；该项请人工核对。",
        basis="程序自检",
    )
