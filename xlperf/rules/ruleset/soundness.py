"""Proving a rule set sound before it runs.

The metaschemas refuse every key and keyword they do not list; what a JSON Schema
cannot say (ids that exist once, facts, limits, word lists and placeholders that
exist) is checked here.  Every fault names file and line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlperf.data.checked_file import CheckedFile, read_checked
from xlperf.data.resources import load_json
from xlperf.data.slow_patterns import HOW_TO_END, may_never_end
from xlperf.errors import RuleSetError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.rules.dialect.keywords import KEYWORDS
from xlperf.rules.facts.catalogue import FACTS_OF, FORM_FACTS
from xlperf.rules.facts.rule_words import DERIVED_LISTS
from xlperf.rules.facts.subjects.row_subjects import FIRST_OF
from xlperf.rules.ruleset.phrase_soundness import check_phrases, unknown
from xlperf.rules.ruleset.rule import facts_read, placeholders, with_words, words_in_pattern
from xlperf.rules.ruleset.type_faults import type_fault

_STANDING = frozenset(("label", "cell", "value", "file", "sheet", "unit", "project"))
"""Placeholders that every finding can fill."""


_ANY_WORD: Mapping[str, Sequence[str]] = defaultdict(lambda: ("词",))
"""Stands for every word list where only the regular expression around it is looked at."""


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule where it is stated."""

    file: CheckedFile
    at: tuple[str | int, ...]
    data: Mapping[str, Any]

    def fault(self, key: str, what: str) -> RuleSetError:
        """Return the error for a fault at one key of the rule."""
        return self.file.fault((*self.at, key), f"规则 {self.data['id']}：{what}")


def check_files(base: Sequence[Path], overlays: Sequence[Path]) -> list[CheckedFile]:
    """Prove a rule set: base files and the overlays over them.

    Returns:
        The overlays as they were read.

    Raises:
        RuleSetError: the first fault, with file and line.
    """
    files = [read_checked(path, "rule-set") for path in base]
    layers = [read_checked(path, "overlay") for path in overlays]
    stated = [
        StatedRule(file, ("rules", index), rule)
        for file in (*files, *layers)
        for index, rule in enumerate(file.data.get("rules", ()))
    ]
    known: dict[str, StatedRule] = {}
    for rule in stated:
        other = known.setdefault(rule.data["id"], rule)
        if other is not rule:
            where = f"{other.file.path.name} 第 {other.file.line(other.at)} 行"
            raise rule.fault("id", f"编号重复，{where}已有同名规则")
    lists = _list_names(layers)
    categories = _categories(layers)
    for rule in stated:
        _check_rule(rule, known, lists)
    _check_twice(layers)
    for layer in layers:
        _check_changes(layer, known)
        _check_words(layer, stated)
        check_phrases(layer)
        category = layer.data.get("category")
        if category is not None and category not in categories:
            raise layer.fault(("category",), unknown("项目类别", category, categories, named=True))
    return layers


def _base_lists() -> Mapping[str, Sequence[str]]:
    return load_json("schemas", "rule-words.json")["lists"]  # type: ignore[no-any-return]


def _list_names(layers: Sequence[CheckedFile]) -> frozenset[str]:
    names = set(DERIVED_LISTS) | set(_base_lists())
    for layer in layers:
        names.update(layer.data.get("vocabulary", {}).get("lists", ()))
    return frozenset(names)


def _categories(layers: Sequence[CheckedFile]) -> tuple[str, ...]:
    """Return the categories (项目类别) that there are: those of the word list, and of an overlay's own."""
    lists = (_base_lists(), *(layer.data.get("vocabulary", {}).get("lists", {}) for layer in layers))
    return tuple(dict.fromkeys(name for each in lists for name in each.get("categories", ())))


def _check_words(layer: CheckedFile, stated: Sequence[StatedRule]) -> None:
    """Refuse a word list that replaces none and that no rule uses: its name is misspelt."""
    base = _base_lists()
    used = {name for rule in stated for name in _lists_used(rule.data)}
    for name in layer.data.get("vocabulary", {}).get("lists", ()):
        if name not in base and name not in used:
            known = {*base, *used}
            raise layer.fault(("vocabulary", "lists", name), f"{unknown('词表', name, known, named=True)}，也没有规则用到它")


def _lists_used(data: Mapping[str, Any]) -> Iterator[str]:
    for node in _nodes(data):
        if isinstance(node.get("$words"), str):
            yield node["$words"]
        if isinstance(node.get("pattern"), str):
            yield from words_in_pattern(node["pattern"])


def _is_place(name: str) -> bool:
    """True for a place of a form that a finding may point at, though it is no fact: the first row of a level, the last one."""
    levels = load_vocabulary()
    level = name.removeprefix(FIRST_OF)
    return name in (*FORM_FACTS, "last_row", "first_row") or (level != name and level in (*levels.level1, *levels.level2))


def _check_rule(rule: StatedRule, known: Mapping[str, StatedRule], lists: frozenset[str]) -> None:
    data = rule.data
    facts = FACTS_OF[data["each"]]
    if data["each"] == "field" and not {"fields", "notes"}.intersection(data.get("applies", {})):
        raise rule.fault("each", "逐个栏目检查的规则要在 applies 里写明 fields 或 notes")
    for key in ("when", "then"):
        _check_condition(rule, key, data.get(key), facts, lists)
    for variant in data.get("variants", ()):
        _check_condition(rule, "variants", variant["when"], {**facts, **dict.fromkeys(_details(data))}, lists)
    for key in ("needs", "needs_to_pass", "at"):
        for name in data.get(key, ()):
            if name not in facts and not (key == "at" and _is_place(name)):
                raise rule.fault(key, unknown("栏目", name, facts))
    told = data.get("told_by", {})
    _check_condition(rule, "told_by", told.get("when"), {**facts, **dict.fromkeys(_details(data))}, lists)
    for key, others in (("yields_to", data.get("yields_to", ())), ("told_by", told.get("rules", ()))):
        for other in others:
            if other not in known:
                raise rule.fault(key, unknown("规则", other, known))
    advised = any("unit_suggestion" in each for each in (data, *data.get("variants", ())))
    if advised and _is_kept_from_units(data) and not data.get("reminds"):
        raise rule.fault("unit_suggestion", "它只给主管部门看（for: department），没有单位会读到这句话")
    for key, text in _texts(data):
        problem = _text_problem(text, data)
        if problem:
            raise rule.fault(key, problem)


def _is_kept_from_units(data: Mapping[str, Any]) -> bool:
    """True for a rule no finding of which is shown to a unit, whichever of its variants words it."""
    faces = (each.get("for", data.get("for")) for each in (data, *data.get("variants", ())))
    return all(each == "department" for each in faces)


def _details(data: Mapping[str, Any]) -> set[str]:
    """Return the placeholders that the rule's own keywords and folding fill."""
    used = {key for node in _nodes([data.get("when"), data["then"]]) for key in node if key in KEYWORDS}
    provided = {name for key in used for name in KEYWORDS[key].provides}
    return provided | ({"n", "sample"} if data.get("fold") else set())


def _texts(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("message", "told", "suggestion", "unit_suggestion", "expected", "difference"):
        if key in data:
            yield key, data[key]
    for variant in data.get("variants", ()):
        for key in ("message", "suggestion", "unit_suggestion", "expected", "difference"):
            if key in variant:
                yield "variants", variant[key]


def _text_problem(text: str, data: Mapping[str, Any]) -> str:
    """Return what is wrong with a text of a rule, empty when every placeholder can be filled."""
    try:
        names = placeholders(text)
    except ValueError:
        return f"文字里的大括号不成对：“{text}”"
    filled = {*FACTS_OF[data["each"]], *_STANDING, *data.get("limits", ()), *_details(data)}
    for name in names:
        if name not in filled:
            return unknown("占位符", f"{{{name}}}", {f"{{{each}}}" for each in filled}) + "，该规则填不出它"
    return ""


def _check_condition(rule: StatedRule, key: str, condition: Any, facts: Mapping[str, Any], lists: frozenset[str]) -> None:
    """Check a condition: the names of facts, limits and word lists, the types of facts, regular expressions."""
    for name in facts_read(condition):
        if name not in facts:
            raise rule.fault(key, unknown("栏目", name, facts))
    fault = type_fault(condition)
    if fault:
        raise rule.fault(key, fault)
    for node in _nodes(condition):
        if "$limit" in node and node["$limit"] not in rule.data.get("limits", {}):
            raise rule.fault(key, unknown("门槛值", node["$limit"], rule.data.get("limits", {})))
        for name in _lists_used(node):
            if name not in lists:
                raise rule.fault(key, unknown("词表", name, lists))
        for inner in ("contains", "unique", "nearUnique"):
            if inner in node:
                _check_condition(rule, key, _as_row_condition(node[inner]), FACTS_OF["row"], lists)
        pattern = node.get("pattern")
        if isinstance(pattern, str):
            try:
                never_ends = may_never_end(with_words(pattern, _ANY_WORD))
            except re.error as problem:
                raise rule.fault(key, f"正则表达式写错了（{problem}）：“{pattern}”") from problem
            if never_ends:
                raise rule.fault(key, f"正则表达式“{pattern}”重复里套着重复，遇到有的文字永远算不完；{HOW_TO_END}")


def _as_row_condition(argument: Any) -> Any:
    """Return what names row facts inside an argument, as a condition: ``by`` is like ``required``."""
    by = argument.get("by") if isinstance(argument, Mapping) else None
    return argument if by is None else {"required": by if isinstance(by, list) else [by]}


def _nodes(condition: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(condition, Mapping):
        yield condition
        for value in condition.values():
            yield from _nodes(value)
    elif isinstance(condition, list):
        for each in condition:
            yield from _nodes(each)


def _check_twice(layers: Sequence[CheckedFile]) -> None:
    """Refuse a rule that the files of one folder change to two things: nobody wrote that for the later one to win."""
    said: dict[tuple[object, ...], tuple[Any, CheckedFile, int]] = {}
    for layer in layers:
        for index, change in enumerate(layer.data.get("changes", ())):
            for key, value in change.items():
                place = (layer.path.parent, layer.data.get("category"), change["rule"], key)
                known, other, at = said.setdefault(place, (value, layer, index))
                if known != value and key not in ("limits", "because", "$comment"):
                    where = f"{other.path.name} 第 {other.line(('changes', at, key))} 行"
                    raise layer.fault(("changes", index, key), f"规则 {change['rule']} 的“{key}”在{where}写的不一样，请只留一处")


def _check_changes(layer: CheckedFile, known: Mapping[str, StatedRule]) -> None:
    for index, change in enumerate(layer.data.get("changes", ())):
        at = ("changes", index)
        stated = known.get(change["rule"])
        if stated is None:
            raise layer.fault((*at, "rule"), unknown("规则", change["rule"], known))
        limits = stated.data.get("limits", {})
        for name in change.get("limits", {}):
            if name not in limits:
                raise layer.fault((*at, "limits", name), f"规则 {change['rule']}：{unknown('门槛值', name, limits)}")
        for key, text in _texts(change):
            problem = _text_problem(text, stated.data)
            if problem:
                raise layer.fault((*at, key), f"规则 {change['rule']}：{problem}")
