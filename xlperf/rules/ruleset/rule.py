"""A rule as its file states it, and as it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import Any, Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FormKind
from xlperf.rules.facts.derived_facts import DERIVED_FROM
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.finding import Addressee, Severity

Each = Literal[
    "form",
    "row",
    "field",
    "file",
    "remark",
    "project",
    "copy",
    "neighbour",
    "counted_form",
    "roster_unit",
    "roster",
    "list",
    "last_year",
    "year_on_year",
    "disclosure",
    "pair",
    "batch",
    "waiver",
    "answer",
    "returned_file",
]
Stage = Literal["form", "file", "batch", "waiver", "round"]


@dataclass(frozen=True, slots=True)
class Applies:
    """What a rule concerns, decided without looking at values; an empty tuple means all, of ``blocks`` the year's rows."""

    forms: tuple[FormKind, ...] = ()
    regimes: tuple[str, ...] = ()
    level1: tuple[str, ...] = ()
    level2: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Rules whose finding in the same form, wherever it stands, makes one superfluous while ``when`` holds over the facts."""

    rules: tuple[str, ...]
    when: Any


@dataclass(frozen=True, slots=True)
class Variant:
    """Another face of a rule when its ``when`` holds over the facts and details of a breach."""

    when: Any
    severity: Severity | None = None
    explainable: bool | None = None
    record_only: bool | None = None
    message: str | None = None
    suggestion: str | None = None
    unit_suggestion: str | None = None
    expected: str | None = None
    difference: str | None = None
    addressee: Addressee | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a condition over plain facts, with the words for the person who filled the form.

    Attributes:
        id, title, severity: as printed with every finding.
        family, stage: of the rule file that states it.
        each: what it judges at a time.
        applies: what it concerns; ``when``: a schema that must hold for it to run.
        needs: facts without which it cannot be decided.
        needs_to_pass: facts without which it can fail, but never passes.
        judges: notes of a field that the rule itself is about (others make it unreadable).
        then: the schema that must hold.
        at: facts whose field is blamed, the first that has a cell.
        message, suggestion, basis, expected, difference: texts with {placeholders}.
        unit_suggestion: what the unit is told instead, where the suggestion is for the department's clerk.
        limits: thresholds by name, as ``when``, ``then`` and the texts use them.
        variants: other severities or words in special cases.
        fold: one finding a form instead of one a row.
        yields_to: rules whose finding on the same cell makes this one superfluous.
        told_by: rules that have told the same cause at another cell.
        off: not run unless an overlay switches it on.
        trial: in trial (试行): what it finds is shown as a hint and never blocks.
        explainable: whether an explanation by the unit may settle a finding (核实性) or not (强制性);
            None where the rule does not say: then errors must be mended, and all else may be explained.
        severity_because: why it has this severity, or is off.
        nature_because: why an explanation may settle it, or may not.
        record_only: the program has dealt with what it finds and nobody has to do anything: it goes into the JSON record only.
        addressee: whom its findings concern (``for`` in the rule file).
        told: the message as the unit may read it, where the message names a project, unit or file of somebody else.
        reveals: it finds what must not be published.
        reminds: it finds what has not come, and a letter (催报) asks the unit for it in the words of ``unit_suggestion``.
    """

    id: str
    title: str
    severity: Severity
    family: str
    stage: Stage
    each: Each
    then: Any
    message: str
    suggestion: str
    basis: str
    applies: Applies = Applies()
    when: Any = None
    needs: tuple[str, ...] = ()
    needs_to_pass: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    expected: str = ""
    difference: str = ""
    unit_suggestion: str = ""
    limits: Mapping[str, Any] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    fold: bool = False
    yields_to: tuple[str, ...] = ()
    told_by: ToldBy | None = None
    off: bool = False
    trial: bool = False
    explainable: bool | None = None
    severity_because: str = ""
    nature_because: str = ""
    record_only: bool = False
    addressee: Addressee = "unit"
    told: str = ""
    reveals: bool = False
    reminds: bool = False

    @property
    def is_explainable(self) -> bool:
        """Whether an explanation may settle what it finds, said by the rule or taken from its severity."""
        return self.severity != "error" if self.explainable is None else self.explainable

    def changed(self, change: Mapping[str, Any]) -> Rule:
        """Return the rule as an overlay changes it: ``off``, ``severity``, ``trial``, ``explainable``, ``limits``, texts."""
        severity = change.get("severity", self.severity)
        variants = tuple(replace(each, severity=None) for each in self.variants) if "severity" in change else self.variants
        return replace(
            self,
            off=change.get("off", self.off),
            severity=severity,
            trial=change.get("trial", self.trial),
            explainable=change.get("explainable", self.explainable),
            variants=variants,
            limits={**self.limits, **change.get("limits", {})},
            message=change.get("message", self.message),
            suggestion=change.get("suggestion", self.suggestion),
            unit_suggestion="" if "suggestion" in change else self.unit_suggestion,
        )


def parse_rule(data: Mapping[str, Any], family: str, stage: Stage) -> Rule:
    """Turn the JSON of a rule that the metaschema accepts into a ``Rule``."""
    known: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items() if not key.startswith("$")
    }
    known["applies"] = Applies(**{key: tuple(value) for key, value in data.get("applies", {}).items()})
    if "told_by" in data:
        known["told_by"] = ToldBy(tuple(data["told_by"]["rules"]), data["told_by"]["when"])
    known["variants"] = tuple(Variant(**_addressed(each)) for each in data.get("variants", ()))
    return Rule(family=family, stage=stage, **_addressed(known))


def _addressed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys as Python allows them: ``for`` is a word of its own there."""
    return {"addressee" if key == "for" else key: value for key, value in data.items()}


def resolve(schema: Any, limits: Mapping[str, Any], vocabulary: Vocabulary) -> Any:
    """Return a schema in which ``{"$limit": name}``, ``{"$words": name}`` and ``{words:name}`` in patterns are put in.

    Raises:
        KeyError: no such limit or word list.
    """
    if isinstance(schema, Mapping):
        if "$limit" in schema:
            return limits[schema["$limit"]]
        if "$words" in schema:
            name = schema["$words"]
            return vocabulary.levels if name == "levels" else list(vocabulary.words(name))
        resolved = {key: resolve(value, limits, vocabulary) for key, value in schema.items()}
        if isinstance(resolved.get("pattern"), str):
            resolved["pattern"] = with_words(resolved["pattern"], vocabulary.lists)
        return resolved
    if isinstance(schema, list):
        return [resolve(each, limits, vocabulary) for each in schema]
    return schema


_WORDS_IN_PATTERN = lazy_pattern(r"\{words:(\w+)\}")


def words_in_pattern(pattern: str) -> list[str]:
    """Return the names of the word lists that a regular expression refers to as ``{words:name}``."""
    return _WORDS_IN_PATTERN.findall(pattern)


def with_words(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    """Return a regular expression with its word lists put in: any one of the words, the longest first.

    Raises:
        KeyError: no such word list.
    """

    def alternatives(found: re.Match[str]) -> str:
        words = sorted(lists[found[1]], key=lambda each: (-len(each), each))
        return f"(?:{'|'.join(map(re.escape, words))})" if words else "(?!)"  # an empty list is found nowhere

    return _WORDS_IN_PATTERN.sub(alternatives, pattern)


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names of the {placeholders} of a message."""
    return tuple(name for _, name, _, _ in Formatter().parse(text) if name)


_FACT_LISTS = frozenset(("required", "filled", "allOrNone", "parts", "left", "needs"))
_FACT_NAMES = frozenset(("total", "left", "right", "fact", "of", "text", "first", "last", "year", "until", "limit"))


def facts_read(schema: Any) -> Iterator[str]:
    """Yield the facts that a schema looks at: property names, and the names in the arguments of our keywords."""
    if not isinstance(schema, Mapping):
        if isinstance(schema, list):
            for each in schema:
                yield from facts_read(each)
        return
    for key, value in schema.items():
        if key == "properties":
            yield from value
            for inner in value.values():
                yield from facts_read(inner)
        elif key in _FACT_LISTS and isinstance(value, list):
            yield from value
        elif key in _FACT_NAMES and isinstance(value, str):
            yield value
        elif key not in ("contains", "unique", "nearUnique", "const", "enum", "words"):
            yield from facts_read(value)


def may_be_lacking(schema: Any) -> Iterator[str]:
    """Yield the facts without which a form is judged all the same: parts of sums that count as 0 where no form asks for them."""
    if isinstance(schema, Mapping):
        yield from schema.get("may_lack", ())
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from may_be_lacking(each)


def with_sources(facts: Iterator[str]) -> frozenset[str]:
    """Return the facts and the fields they are derived from."""
    found = set(facts)
    for each in tuple(found):
        found.update(DERIVED_FROM.get(each, ()))
    return frozenset(found)
