"""A breach in words: the finding that people read, in the words of its rule, with the values of its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from xlperf.data.money import YUAN, money_text
from xlperf.forms.form import Field
from xlperf.forms.values.display import plain_number
from xlperf.rules.dialect.breach import Breach, Labels, Money
from xlperf.rules.facts.catalogue import AMOUNTS
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.engine import RunnableRule
from xlperf.rules.ruleset.rule import Rule

_LONGEST_QUOTE = 120
"""Characters of a found value that a finding quotes; the cell holds the rest."""
_NAMES_OF_OTHERS: Mapping[str, Mapping[str, str]] = {
    "neighbour": {"goal_other": "其他项目", "rows_other": "其他项目"},
    "counted_form": {
        "nearest": "名单中的单位",
        "unit_twin": "另一单位",
        "evaluated_by": "另一单位",
        "listed_as": "名单中的项目",
        "nearly_listed_as": "名单中的项目",
    },
    "copy": {"other": "另一个文件"},
    "project": {"files": "几个文件", "chosen": "其中一份"},
}
"""Facts, by the kind of subject, that name a project, a unit or a file of perhaps somebody else: only the department may
read them.  A unit reads ``told`` of the rule, or the message with these words instead."""


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
        unit = YUAN if form is None else form.written_unit
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
        reminds=rule.reminds,
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
