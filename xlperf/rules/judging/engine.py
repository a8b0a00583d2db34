"""Running one rule on one subject: which of the six outcomes, and what is breached."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from xlperf.rules.dialect.breach import Breach
from xlperf.rules.dialect.compiling import Condition, compile_condition
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.judging.outcome import Outcome
from xlperf.rules.judging.screening import Screen, written_screen
from xlperf.rules.ruleset.rule import Rule, facts_read, may_be_lacking, resolve, with_sources

_PASSED: tuple[Outcome, Sequence[Breach]] = (Outcome.PASSED, ())
_NOT_APPLICABLE: tuple[Outcome, Sequence[Breach]] = (Outcome.NOT_APPLICABLE, ())
_NOT_ENOUGH_DATA: tuple[Outcome, Sequence[Breach]] = (Outcome.NOT_ENOUGH_DATA, ())
_COULD_NOT_READ: tuple[Outcome, Sequence[Breach]] = (Outcome.COULD_NOT_READ, ())


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


