"""Conditions of rules over facts put together by lot, as lines of text: what holds, and what is wrong where it does not.

``python -m tests.rules.keyword_dump`` writes the file that ``test_keywords_whole.py`` holds the program to.  It pins what
comes out now, right or wrong: read its difference before you commit it.  The lots are the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.lots import Lot
from xlperf.data.checked_file import CheckedFile, read_checked
from xlperf.errors import RuleSetError
from xlperf.rules import load_rule_book
from xlperf.rules.dialect.compiling import compile_condition
from xlperf.rules.dialect.keywords import KEYWORDS
from xlperf.rules.facts.derived_facts import DERIVED_FROM
from xlperf.rules.facts.fact_types import FACT_TYPES
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.judging.engine import RunnableRule
from xlperf.rules.judging.outcome import Outcome
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule import facts_read, resolve
from xlperf.rules.ruleset.rule_files import base_files
from xlperf.rules.ruleset.soundness import StatedRule, _check_changes, _check_rule, _check_words, _list_names

STORED = Path(__file__).parents[1] / "data" / "keywords.txt"
_TRIES = 26
_TRIES_OF_RULE = 24
_SLIPS_OF_RULE = 3
_NUMBERS = (Decimal(0), Decimal("0.005"), Decimal(1), Decimal("1.004"), Decimal("49.99"), Decimal(100), Decimal("480000.00"))
_NUMBERS_OF_RULES = (*_NUMBERS, Decimal("-1"), Decimal("1.001"), Decimal(2024), Decimal(2025), Decimal(12), Decimal("0.95"))
_DAYS = tuple(date(year, *day) for year in (2025, 2026) for day in ((1, 1), (12, 31), (6, 30), (6, 15)))
_TEXTS = (
    "甲",
    "甲 乙",
    "甲乙丙丁",
    "2025年项目",
    "2024年—2026年项目",
    "《2023年方案》2026",
    "较2024年增长，2027年完成",
    "6月底前",
    "2025年7月1日",
    "第三季度",
    "2026年四季度，次年验收",
    "2025-06-16",
    "2026/7",
    "1.办展\n2.讲座\n4.培训",
    "1、甲。2、乙。1、丙",
    "（3）甲；（5）乙",
    "≥９５％",
    ">=95 %",
    "成本指标",
    "数量指标",
    "无",
    "元",
    "万元",
    "约5个左右",
    "A级",
)
_ARGUMENTS: Mapping[str, Sequence[Any]] = {
    "sums": (
        {"total": "a", "parts": ["b", "c"], "tolerance": Decimal("0.005")},
        {"total": "a", "parts": ["b"], "tolerance": {"元": 0, "万元": 50}},
    ),
    "compare": (
        *(
            {"left": "a", "is": order, "right": "b", **slack}
            for order in ("=", "<", "<=", ">", ">=")
            for slack in ({}, {"tolerance": 1}, {"tolerance": {"元": 0, "万元": 1}})
        ),
        *({"left": ["b", "c"], "is": order, "value": Decimal(1)} for order in ("=", "<", ">")),
        {"left": "annual", "is": "<=", "right": "b", "tolerance": Decimal("0.005")},
    ),
    "wholeYears": ({"first": "a", "last": "b"},),
    "sameText": (["a", "b"],),
    "filled": (["a", "b"],),
    "allOrNone": (["a", "b", "c"],),
    "among": (
        {"fact": "a", "words": ["甲", "甲乙丙", "元"]},
        {"fact": "a", "words": ["数量指标"], "blank": False},
        {"fact": "a", "words": []},
    ),
    "placedUnder": ({"tree": {"甲": {"成本指标": ["数量指标"], "甲": ["元", "无"], "元": ["甲", "数量指标"]}}},),
    "decimals": ({"of": "a", "most": 2}, {"of": "a", "most": {"元": 0, "万元": 4}}),
    "nameYear": ({"text": "a", "year": "y"},),
    "yearsWithin": ({"text": "a", "year": "y", "first": "b", "last": "c"},),
    "dueWithin": ({"text": "a", "year": "y", "until": "b"},),
    "listInOrder": ("a",),
    "lacks": (
        {"pattern": "[A-Z甲]级?", "except": ["A级"]},
        {"words": ["乙", "元"]},
        {"pattern": " ?%", "except": []},
        {"words": []},
    ),
    "tidy": (True,),
    "length": ({"least": 2}, {"most": 4}, {"least": 2, "most": 5}),
    "unique": ({"by": ["level1", "level3"]},),
    "nearUnique": ({"by": "level3", "ignoring": ["率", "数量"]},),
}


def dumped() -> list[str]:
    """Return all lines."""
    book = load_rule_book()
    return [*_keywords(), *_rules(book), *_slips()]


def _keywords() -> Iterator[str]:
    """Yield of each keyword of ours what it says of many values, and whether its compiled and its written form agree."""
    for name, face in KEYWORDS.items():
        lot = Lot(name)
        for argument in _ARGUMENTS[name]:
            yield f"# {name} {_said(argument)}"
            compiled = compile_condition({name: argument})
            names = {*re.findall(r"'(\w+)'", _said(argument)), "amount_unit"} if name != "placedUnder" else set()
            for _ in range(_TRIES if len(_ARGUMENTS[name]) < 5 else 16):
                value = _value(lot, face.judges, names)
                wrong = [f"{each.path}{_said(each.details)}" for each in compiled.breaches(value)]
                yield f"{_said(value)} {'holds' if compiled.holds(value) else '; '.join(wrong)}"


def _value(lot: Lot, judges: str, names: Set[str]) -> Any:
    """Return what a keyword judges, of facts those that it names, now and then what it does not."""
    if lot.is_one_in(20):
        return lot.of((None, 5, "甲", [], ["甲"], {}))
    if judges == "text":
        return lot.of(_TEXTS)
    if judges == "rows":
        return [
            _some(lot, {"level1": ("甲", "乙 "), "level3": ("合格率", "合格", "合格数量", "率", " 合格率")})
            for _ in range(lot.of(range(4)))
        ]
    kind = lot.of((_NUMBERS, _NUMBERS, _NUMBERS, _DAYS, _TEXTS, (*_NUMBERS, 1, 2026, "甲", True, date(2026, 1, 1))))
    known: dict[str, Sequence[Any]] = dict.fromkeys("abc", kind) | {"annual": _NUMBERS, "y": (2024, 2025, 2026, True, "2025")}
    known |= {"amount_unit": ("元", "万元"), "level1": _TEXTS[-7:], "level2": _TEXTS[-7:], "regime": ("甲", "乙")}
    found = _some(lot, {name: values for name, values in known.items() if name in names} if names else known)
    if "y" in names and not lot.is_one_in(4):  # a text beside days and years
        found |= {"a": lot.of(_TEXTS), "b": lot.of((*_DAYS, 2024, 2025)), "c": lot.of((2025, 2027, "2026"))}
    return found


def _some(lot: Lot, known: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    return {name: lot.of(values) for name, values in known.items() if not lot.is_one_in(6)}


def _rules(book: RuleBook) -> Iterator[str]:
    """Yield of each rule what it comes to on facts by lot: a letter an outcome, and how many breaches."""
    letters = {each: each.name[0] if each is not Outcome.NOT_ENOUGH_DATA else "-" for each in Outcome}
    for rule in book.rule_set.rules:
        lot, runnable = Lot(rule.id), book.runnable(rule)
        limits, words = rule.limits, book.rule_set.vocabulary
        when, then = (resolve(each, limits, words) for each in (rule.when, rule.then))
        names = sorted({*facts_read(when), *facts_read(then), *rule.needs, *rule.needs_to_pass})
        values = {name: _of_type(name, FACT_TYPES.get(name, "text"), when, then) for name in names}
        told, subjects = [], [Subject(_facts(lot, values), {}, "") for _ in range(_TRIES_OF_RULE)]
        for each in subjects:
            outcome, breaches = runnable.judge(each)
            told.append(letters[outcome] + (str(len(breaches)) if len(breaches) > 1 else ""))
        counts = [0] * len(Outcome)
        left = runnable.screen(subjects, counts)
        kept = [place for place, each in enumerate(subjects) if any(each is one for one in left)]
        yield f"{rule.id} {' '.join(told)} screened {' '.join(map(str, counts))} left {' '.join(map(str, kept))}"
        failed = next((each for each in subjects if runnable.judge(each)[0] is Outcome.FAILED), subjects[0])
        yield f"{rule.id} {'; '.join(_lacking(runnable, failed))}"


def _lacking(runnable: RunnableRule, failed: Subject) -> Iterator[str]:
    """Yield which facts keep a rule from blaming a form: each of them alone unread, not asked for, or without a column."""
    names = sorted({*FACT_TYPES, *(each for sources in DERIVED_FROM.values() for each in sources)})
    plain = runnable.judge(failed)[0]
    for way in ("unreadable", "absent", "columnless"):
        changed = {each: {each: ("not_a_number",)} if way == "unreadable" else frozenset((each,)) for each in names}
        outcomes = {each: runnable.judge(replace(failed, **{way: held}))[0] for each, held in changed.items()}
        yield f"{way}: {' '.join(each for each in names if outcomes[each] is not plain)}"


def _facts(lot: Lot, values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    found = {name: lot.of(held) for name, held in values.items() if not lot.is_one_in(5)}
    return found if not lot.is_one_in(6) else {name: lot.of((5, "甲", True, value)) for name, value in found.items()}


def _of_type(name: str, kind: str, *conditions: Any) -> Sequence[Any]:
    """Return values for a fact: those that the conditions speak of, and others of its type."""
    spoken = [each for condition in conditions for each in _constants(condition, name)]
    if kind == "number":
        near = [number + step for number in spoken if isinstance(number, (int, Decimal)) for step in (0, 1, -1)]
        return (*near, *_NUMBERS_OF_RULES)
    if kind == "truth":
        return (True, False)
    if kind == "date":
        return _DAYS
    if kind == "names":
        return (["产出指标"], ["产出指标", "成本指标", "效益指标"], [], ["甲", "甲"])
    if kind == "rows":
        return (
            [],
            [{"level3": "合格率", "level1": "产出指标"}] * 2,
            [{"level3": "合格率"}, {"level3": "合格数量", "number": Decimal(5)}],
        )
    return (*(each for each in spoken if isinstance(each, str)), *_TEXTS)


def _constants(condition: Any, name: str) -> Iterator[Any]:
    """Yield the constants that a condition holds a fact against."""
    if isinstance(condition, Mapping):
        own = condition.get("properties", {})
        for each in (own.get(name), own.get(name, {}).get("not") if isinstance(own.get(name), Mapping) else None):
            for key in ("const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
                if isinstance(each, Mapping) and key in each:
                    yield each[key]
            if isinstance(each, Mapping):
                yield from each.get("enum", ())
        for inner in condition.values():
            yield from _constants(inner, name)
    elif isinstance(condition, list):
        for inner in condition:
            yield from _constants(inner, name)


def _slips() -> Iterator[str]:
    """Yield what is said of each rule of ours with some slip in its text."""
    files = [read_checked(path, "rule-set") for path in base_files()]
    stated = [StatedRule(file, ("rules", at), rule) for file in files for at, rule in enumerate(file.data["rules"])]
    known = {each.data["id"]: each for each in stated}
    lists = _list_names(())
    for rule in stated:
        lot = Lot(rule.data["id"])
        said = []
        places = [each for each in _places(rule.data, ()) if each[0] not in _OF_SCHEMA]
        by_name = [each for each in places if "by" in each]  # what no other keyword names so
        for at in (*(lot.of(places) for _ in range(_SLIPS_OF_RULE)), *by_name):
            data = deepcopy(dict(rule.data))
            slip = _slip(lot, data, at)
            try:
                _check_rule(StatedRule(rule.file, rule.at, data), known, lists)
            except RuleSetError as problem:
                said.append(f"  {slip}: {problem.message.partition('：')[2]}")
            except (KeyError, TypeError, AttributeError, ValueError) as problem:  # the schema has refused it before
                said.append(f"  {slip}: {type(problem).__name__}")
        yield from (rule.data["id"], *said)
    yield from _layers(stated, known)


def _layers(stated: Sequence[StatedRule], known: Mapping[str, StatedRule]) -> Iterator[str]:
    """Yield what is said of changes and word lists of a department, one each."""
    lists = ("levels", "natures", "natrues", "本局词表", "hollow")
    changes = (
        *(
            {"rule": rule, "limits": {name: 5}}
            for rule in ("IND-003", "IND-03", "FUND-002")
            for name in ("least", "most", "tolerance")
        ),
        *({"rule": "FUND-002", key: text} for key in ("message", "suggestion") for text in ("好。", "{amount}", "{amout}", "{")),
    )
    for vocabulary, change in [({"lists": {each: ["词"]}}, None) for each in lists] + [({}, each) for each in changes]:
        layer = CheckedFile(Path("本局.json"), "规则文件", {"vocabulary": vocabulary, "changes": [change] if change else []}, {})
        try:
            _check_words(layer, stated)
            _check_changes(layer, known)
            yield f"{vocabulary}{change}: sound"
        except RuleSetError as problem:
            yield f"{vocabulary}{change}: {problem.message}"


_OF_SCHEMA = ("id", "each", "stage", "severity", "for", "nature", "title", "basis", "nature_because", "severity_because")
"""Keys that the schema holds to its words, or that say nothing to a program."""


def _slip(lot: Lot, data: dict[str, Any], at: Sequence[Any]) -> str:
    """Put one slip into a rule: a name misspelt, a text cut, a key of a list taken away; return what it was."""
    holder: Any = data
    for key in at[:-1]:
        holder = holder[key]
    value = holder[at[-1]]
    if isinstance(value, str):
        middle = len(value) // 2
        holder[at[-1]] = lot.of((value[:middle] + value[middle + 1 :], value + "}", value.replace("{", "{x"), "annual", "rows"))
    elif isinstance(value, bool) or value is None:
        del holder[at[-1]]
    else:
        holder[at[-1]] = lot.of(("甲", 5, True))
    is_left = isinstance(holder, list) or at[-1] in holder
    return f"{'/'.join(map(str, at))} {_said(value)[:60]} → {_said(holder[at[-1]])[:60] if is_left else None}"


def _places(node: Any, at: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    held = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in held:
        if isinstance(value, (dict, list)):
            yield from _places(value, (*at, key))
        else:
            yield (*at, key)


def _said(value: Any) -> str:
    """Return a value in short."""
    if isinstance(value, Mapping):
        return "{" + " ".join(f"{key}={_said(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + " ".join(f"{_said(key)}×{len(list(same))}" for key, same in groupby(value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return repr(value) if isinstance(value, str) else str(value)


def main() -> None:
    """Write what comes out now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
