"""Declarations and self-evaluations of the same project, held against each other (SELF-023).

Which declaration is whose is told in ``xlperf/rules/versions/declared.py``.  It lends its 项目类别 and the
operators that the self-evaluation leaves out; every way in which the two differ is a subject of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN_PER, money_text
from xlperf.data.names import bare, same_project
from xlperf.forms.form import Field, Form, Target
from xlperf.rules.facts.direction import comparable_actual, lower_is_better
from xlperf.rules.facts.scores import phrase
from xlperf.rules.facts.scoring_settings import ScoringSettings
from xlperf.rules.facts.words.due_dates import due_day

Change = Literal["dropped", "added", "renamed", "changed", "lowered", "rewritten", "money", "goal"]

_PUNCTUATION = lazy_pattern(r"[\W_]+")
# 1.开展检查次数, （二）培训人数: the number of a line; 3.15维权活动 is a name.
_NUMBERED = lazy_pattern(r"(?:\d{1,2}[.、)](?!\d)|\((?:\d{1,2}|[一二三四五六七八九十]{1,2})\)|[一二三四五六七八九十]{1,2}、)")
_YEAR = lazy_pattern(r"20\d\d")
_ANY_YEAR = 2001
"""Days of phrases without a year are compared in one that has no 29 February."""
_GOAL_LABEL = lazy_pattern(r"(?:年度|本年|总体|绩效|预算|预期)*目标:")
_UNBINDING = lazy_pattern(r"(完成|之?前|以前)+$")
_ALIKE = 0.6
"""Likeness from which on a dropped and an added name with the same target are one indicator renamed."""

_EXACT = Decimal("0.005")
_ROUNDED = Decimal(50)
"""元 by which an amount of two decimals in 万元 may be off (handbook 5.0)."""

_CONTEXT = 20
"""Characters of a long text quoted on either side of the first difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a self-evaluation departs from its declaration.

    Attributes:
        change: what was done.
        name: of the indicator, or the label of the field.
        declared, evaluated: what each form says.
        field: where the self-evaluation says it; None when it says nothing.
    """

    change: Change
    name: str
    declared: str
    evaluated: str
    field: Field | None


def declared_operators(declaration: Form) -> dict[str, str]:
    """Return the operator of every indicator by its normalised name; none where two of a name disagree."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for row in declaration.rows:
        target = phrase(row, "target")
        name = bare(_name(row))
        if target is None or target.operator is None or not name:
            continue
        if found.setdefault(name, target.operator) != target.operator:
            doubtful.add(name)
    return {name: operator for name, operator in found.items() if name not in doubtful}


def differences(
    evaluation: Form, declaration: Form, settings: ScoringSettings, replaced: Sequence[Form] = ()
) -> Iterator[Difference]:
    """Yield every way in which a self-evaluation departs from its declaration, in the order of the forms.

    Args:
        evaluation, declaration: the forms; settings: how targets are compared.
        replaced: versions of the declaration that the counted one replaced: where the budget was adjusted during the year,
            the self-evaluation gives the amount of one of these as 年初预算数 and the counted one's as 全年预算数.
    """
    yield from _project_name(evaluation, declaration)
    if not _is_adjusted(evaluation, declaration, replaced):
        yield from _money(evaluation, declaration)
    yield from _goal(evaluation, declaration)
    declared, evaluated = _rows(declaration), _rows(evaluation)
    matched = _matched(declared, evaluated, settings)
    if declared and evaluated and not matched:
        yield Difference("rewritten", "绩效指标", f"{len(declared)} 个指标", f"{len(evaluated)} 个指标", evaluated[0].get("level3"))
        return
    for index, row in enumerate(evaluated):
        if index not in matched:
            yield Difference("added", _name(row), "无此指标", _phrase(row), row.get("level3"))
        elif difference := _row_difference(declared[matched[index]], row, settings):
            yield difference
    kept = set(matched.values())
    for index, row in enumerate(declared):
        if index not in kept:
            yield Difference("dropped", _name(row), _phrase(row), "无此指标", None)


Row = Mapping[str, Field]


def _rows(form: Form) -> list[Row]:
    return [row for row in form.rows if _name(row)]


def _matched(declared: Sequence[Row], evaluated: Sequence[Row], settings: ScoringSettings) -> dict[int, int]:
    """Return which declared row each evaluated row is: by name, then, of the rest, by the same target and a like name."""
    found: dict[int, int] = {}
    free = list(range(len(declared)))
    for key in (_full_key, _name_key):
        for index, row in enumerate(evaluated):
            same = next((each for each in free if key(declared[each]) == key(row)), None)
            if index not in found and same is not None:
                found[index] = same
                free.remove(same)
    for index, row in enumerate(evaluated):
        if index in found:
            continue
        alike = [(_likeness(declared[each], row), -each) for each in free if not _differ(declared[each], row, settings)]
        if alike and (best := max(alike))[0] >= _ALIKE:
            found[index] = -best[1]
            free.remove(-best[1])
    return found


def _full_key(row: Row) -> tuple[str, str]:
    return _text(row, "level2"), _name_key(row)


def _name_key(row: Row) -> str:
    name = bare(_name(row)).casefold()
    numbered = _NUMBERED.match(name)
    return _PUNCTUATION.sub("", name[numbered.end() :] if numbered else name)


def _likeness(one: Row, other: Row) -> float:
    return SequenceMatcher(None, _name_key(one), _name_key(other), autojunk=False).ratio()


def _row_difference(declared: Row, row: Row, settings: ScoringSettings) -> Difference | None:
    """Return in what a matched row departs from its declaration: its value, or else its name."""
    if _differ(declared, row, settings):
        change: Change = "lowered" if _lowered(declared, row, settings) else "changed"
        return Difference(change, _name(row), _phrase(declared), _phrase(row), row.get("target"))
    if _name_key(declared) != _name_key(row):
        return Difference("renamed", _name(row), _name(declared), _name(row), row.get("level3"))
    return None


def _differ(declared: Row, row: Row, settings: ScoringSettings) -> bool:
    """Tell whether two targets differ: in number, unit (人 is not 人次), a sign both print, or words; ≥95(%) and 95% do not."""
    one, other = phrase(declared, "target"), phrase(row, "target")
    if one is None or other is None:
        return one is not other
    if one.number is None or other.number is None:
        return _promise(one) != _promise(other) and not _same_day(one, other)
    if one.operator and other.operator and one.operator != other.operator:
        return True
    return comparable_actual(one, other, settings.units) != one.number


def _lowered(declared: Row, row: Row, settings: ScoringSettings) -> bool:
    """Tell whether a target was made easier: a smaller number, or a greater one where less is better."""
    one, other = phrase(declared, "target"), phrase(row, "target")
    if one is None or other is None or one.number is None:
        return False
    number = comparable_actual(one, other, settings.units)
    if number is None:
        return False
    levels = (_text(row, "level1"), _text(row, "level2"))
    operator = one.operator or other.operator
    limit = operator in ("≤", "<") or (operator in (None, "=") and lower_is_better(_name(row), levels, settings.directions))
    return number > one.number if limit else number < one.number


def _project_name(evaluation: Form, declaration: Form) -> Iterator[Difference]:
    """Yield a difference when the names are taken for one project's, and are not the same."""
    field = evaluation.get("/project_name")
    declared, evaluated = declaration.text("/project_name"), evaluation.text("/project_name")
    if field is not None and not same_project(declared, evaluated, evaluation.text("/year")):
        yield Difference("changed", field.label, declared, evaluated, field)


def _is_adjusted(evaluation: Form, declaration: Form, replaced: Sequence[Form]) -> bool:
    """Tell whether a self-evaluation tells both the budget as first declared and as adjusted in the counted declaration."""
    before, after = (evaluation.amount(f"/funding/total/{each}") for each in ("initial_budget", "full_year_budget"))
    return _is_declared(after, evaluation, declaration) and any(_is_declared(before, evaluation, each) for each in replaced)


def _is_declared(amount: Decimal | None, evaluation: Form, declaration: Form) -> bool:
    declared = declaration.amount("/funding/annual")
    unit = max(YUAN_PER[each.written_unit] for each in (evaluation, declaration))
    slack = _ROUNDED * unit / YUAN_PER[WAN] if unit >= YUAN_PER[WAN] else _EXACT
    return amount is not None and declared is not None and abs(declared - amount) <= slack


def _money(evaluation: Form, declaration: Form) -> Iterator[Difference]:
    """Yield a difference when 年初预算数 is not the amount that was declared for the year."""
    name = "/funding/total/initial_budget"
    declared, evaluated = declaration.amount("/funding/annual"), evaluation.amount(name)
    unit = evaluation.written_unit
    if declared is not None and evaluated is not None and not _is_declared(evaluated, evaluation, declaration):
        yield Difference("money", "年初预算数", money_text(declared, unit), money_text(evaluated, unit), evaluation.get(name))


def _goal(evaluation: Form, declaration: Form) -> Iterator[Difference]:
    declared, evaluated = declaration.text("/annual_goal"), evaluation.text("/budget_goal")
    if declared and evaluated and _goal_words(declared) != _goal_words(evaluated):
        field = evaluation.get("/budget_goal")
        yield Difference("goal", field.label if field else "预算目标", *_first_difference(declared, evaluated), field)


def _first_difference(one: str, other: str) -> tuple[str, str]:
    """Return both texts around the place where they part, so that a long goal can be told from another."""
    one, other = " ".join(one.split()), " ".join(other.split())
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    at = sum(1 for _ in same)
    first = max(0, at - _CONTEXT)
    return _cut(one, first, at), _cut(other, first, at)


def _cut(text: str, first: int, at: int) -> str:
    piece = text[first : at + _CONTEXT]
    return ("…" if first else "") + piece + ("…" if at + _CONTEXT < len(text) else "")


def _words(text: str) -> str:
    """Return a text as compared: without white space, punctuation and width differences."""
    return _PUNCTUATION.sub("", bare(text))


def _goal_words(text: str) -> str:
    """Return a goal as compared, without the label 年度目标： that may stand in its cell."""
    return _words(_GOAL_LABEL.sub("", bare(text), count=1) if _GOAL_LABEL.match(bare(text)) else text)


def _same_day(one: Target, other: Target) -> bool:
    """Tell whether two phrases that name one time each mean the same day: 11月底前, 2025年11月30日前."""
    texts = (bare(one.text), bare(other.text))
    if one.kind != "time" or other.kind != "time" or any(each.count("月") != 1 for each in texts):
        return False
    named = _YEAR.search("、".join(texts))
    days = [due_day(each, int(named[0]) if named else _ANY_YEAR) for each in texts]
    return days[0] is not None and days[0] == days[1]


def _promise(target: Target) -> str:
    """Return the words of a target that bind: 11月底前完成 is 11月底前."""
    words = _words(target.text)
    return _UNBINDING.sub("", words) if target.kind == "time" else words


def _phrase(row: Row) -> str:
    field = row.get("target")
    return (field.raw.strip() if field is not None else "") or "未填"


def _name(row: Row) -> str:
    return _text(row, "level3")


def _text(row: Row, column: str) -> str:
    field = row.get(column)
    return field.value if field is not None and isinstance(field.value, str) else ""
