"""Numbers that a goal states, held against the rows of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.data.names import bare
from xlperf.forms.values.number_in_words import with_long_counts
from xlperf.rules.facts.scoring import last_place
from xlperf.rules.facts.words.meant_by import breaks, meant
from xlperf.rules.facts.words.phrases import phrases

Row = tuple[str, Decimal, str]
"""The name of an indicator, the number aimed at, its unit."""


class Mention(NamedTuple):
    """A number in a goal: its value, what follows it, its clause, what stands before and behind it there, its sentence."""

    number: Decimal
    after: str
    clause: str
    before: str
    behind: str
    sentence: str


_NUMBER = lazy_pattern(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_CLAUSE = lazy_pattern(r"(?:[^，,。；;、！\n]|(?<=\d),(?=\d{3}(?!\d)))+")  # 1,200 is one number
_APART = lazy_pattern(rf"{phrases('apart')}|辖区(?!.*(?:{phrases('works')}))")
# 在12个乡镇各办会演1场，共12场: the first is no number of all.
_FOR_EACH = lazy_pattern(rf"(?:{phrases('for_each')})[^\d]{{0,10}}$")
_NEARLY = lazy_pattern(rf"(?:{phrases('nearly')})$|^[^，,。；;]{{0,4}}左右")
_ENDINGS = lazy_pattern(rf"(?:{phrases('endings_of_counts')})$")
_LONGEST_CLAUSE = 400
"""Characters of a clause in which a number can be said to speak of something; nobody reads a longer one so."""
_MOST_NUMBERS = 400
"""A goal with more numbers is a table or a list: which of them an indicator means, nobody can tell."""
_MOST_ADDED = 8
"""Rows of one unit whose numbers a goal may give added to that of another (秸秆还田、绿肥种植3.2万亩)."""
_GENERIC = frozenset(("项目", "工作", "活动", "完成", "开展", "任务", "年度"))


def mentions(text: str) -> list[Mention]:
    """Return the numbers that a goal states, dates and shares of other things left to who looks at the clause.

    None of a goal with hundreds of numbers, or of a clause of hundreds of characters.
    """
    found: list[Mention] = []
    plain = with_long_counts(bare(text.replace("\n", "。")))
    for clause in _CLAUSE.finditer(plain):
        if len(clause[0]) > _LONGEST_CLAUSE:
            continue
        if len(found) > _MOST_NUMBERS:
            return []
        for hit in _NUMBER.finditer(clause[0]):
            number, behind = Decimal(hit[0].replace(",", "")), clause[0][hit.end() :]
            before, sentence = clause[0][: hit.start()], _sentence(plain, clause.start(), clause.end())
            found.append(Mention(number, behind[:6].lstrip("余多来"), clause[0], before, behind, sentence))
    return found


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a clause, not more of it than anybody reads."""
    before = re.split(r"[。；;]", text[max(0, start - _LONGEST_CLAUSE) : start])[-1]
    return before + text[start:end] + re.split(r"[。；;]", text[end : end + _LONGEST_CLAUSE], maxsplit=1)[0]


def row_against_goal(
    name: str, number: Decimal, unit: str, said: Sequence[Mention], rows: Sequence[Row] = (), operator: str | None = None
) -> str | None:
    """Return the number of a goal that is not the target of the row that it speaks of; None where that cannot be told.

    Of the numbers with the unit of the row, those that other rows aim at left out, one must be left, and name the indicator.

    Args:
        name: of the indicator; number, unit: what it aims at.
        said: the numbers of the goal.
        rows: those of the form that count something.
        operator: before what is aimed at; a goal that names the thing by other words only contradicts it where it breaks that.
    """
    measure = bare(unit)
    if measure == "%":
        return _share_against_goal(name, number, said)
    found = _other(name, number, measure, said, rows, operator)
    return found[1] if found else None


def falls_short(name: str, number: Decimal, unit: str, said: Sequence[Mention], rows: Sequence[Row] = ()) -> str | None:
    """Return the number of the goal of a whole project that is less than what a row aims at in one year of it; arguments as above.

    What is to come (剩余15座) and what was done are as little all of it as in a goal of one year; shares do not add up.
    """
    found = _other(name, number, bare(unit), said, rows, "≥")
    return found[1] if found and found[0] < number * _base(bare(unit))[1] else None


def _other(
    name: str, number: Decimal, measure: str, said: Sequence[Mention], rows: Sequence[Row], operator: str | None
) -> tuple[Decimal, str] | None:
    """Return the amount of the only number that speaks of a row and is not its, and how it is written."""
    base, times = _base(measure)
    if not base or base in _NOT_COUNTED:
        return None
    of_unit = [(each, amount) for each in said if (amount := _amount_in(each, base)) is not None]
    aims = [aim * factor for _, aim, other in rows for held, factor in (_base(bare(other)),) if held == base]
    aims += [one + other for at, one in enumerate(aims) for other in aims[at + 1 : at + 1 + _MOST_ADDED]]
    aim = number * times
    if any(_is_same(amount, aim, each) for each, amount in of_unit):
        return None
    whole = [(each, amount) for each, amount in of_unit if "其中" not in each.before and not _FOR_EACH.search(each.before)]
    free = [(each, amount) for each, amount in whole if not any(_is_same(amount, other, each) for other in aims)]
    if len(free) != 1:
        return None
    mention, amount = free[0]
    if _APART.search(mention.before) or _NEARLY.search(mention.before) or _NEARLY.match(_unit_of(mention, base)[2]):
        return None
    scale, written, behind = _unit_of(mention, base)
    stem = _stem(name, base)
    named = any(_names(mention.before, behind, each) for each in (stem, bare(name)))
    named = named or breaks(amount, aim, operator, meant(mention.before, behind, mention.clause, mention.sentence, stem))
    return (amount, f"{mention.number}{scale}{written}") if named else None


_SCALES = {each: YUAN_PER[f"{each}元"] for each in "万亿千百"}
_NOT_COUNTED = frozenset(("年", "月", "日", "个月", "元", "%", "‰", "倍", "个百分点"))
_SAME = {"名": "人", "位": "人", "场次": "场"}
# What makes another unit of the one that it follows; after it the rest of the clause up to a number.
_OTHER_UNIT = lazy_pattern(phrases("other_unit"))


def _base(measure: str) -> tuple[str, Decimal]:
    """Return a unit without 万 and the like, and what it is multiplied by: 万人次 is 人次 times 10,000."""
    scale = _SCALES.get(measure[:1]) if len(measure) > 1 else None
    base = measure[1:] if scale is not None else measure
    return _SAME.get(base, base), scale or Decimal(1)


def _amount_in(mention: Mention, base: str) -> Decimal | None:
    """Return the amount of a mention in a unit, None when it is of another one."""
    scale, written, rest = _unit_of(mention, base)
    return mention.number * _SCALES.get(scale, Decimal(1)) if written and not _OTHER_UNIT.match(rest) else None


def _unit_of(mention: Mention, base: str) -> tuple[str, str, str]:
    """Return the scale and unit of a mention as written, and what follows; no unit where it is of another one."""
    after = mention.behind.lstrip("余多来")
    scale = after[:1] if after[:1] in _SCALES else ""
    after = after[len(scale) :].lstrip("余多来")
    spellings = (*(each for each, same in _SAME.items() if same == base), base)
    written = next((each for each in spellings if after.startswith(each)), "")
    return scale, written, re.split(r"[\d(（]", after[len(written) :], maxsplit=1)[0]


def _is_same(amount: Decimal, aim: Decimal, mention: Mention) -> bool:
    """Tell whether an amount is the one aimed at, but for what 2.1万 leaves out."""
    scale = amount / mention.number if mention.number else Decimal(1)
    slack = scale * last_place(mention.number) / 2 if scale > 1 else Decimal(0)
    return abs(amount - aim) <= slack


def _stem(name: str, base: str) -> str:
    """Return what an indicator counts, without how it counts it: 快检批次 is 快检, 维护设备台数 is 维护设备."""
    plain = re.sub(r"\([^()]*\)$", "", bare(name))
    for end in (f"{base}数量", f"{base}数", base):
        if plain.endswith(end) and len(plain) > len(end):
            return plain.removesuffix(end)
    return _ENDINGS.sub("", plain) or plain


_WORKS = lazy_pattern(phrases("works"))
_AT_FIRST = lazy_pattern(rf"^(?:{phrases('before_a_thing')})")
_AT_LAST = lazy_pattern(rf"(?:{phrases('before_a_number')})$")
_COVERS = lazy_pattern(rf"^(?:{phrases('covers')})")
_BEHIND = lazy_pattern(phrases("behind_a_thing"))
_TELLING = 5
"""Characters of a name that mean one thing, whatever stands before it: 社区 before 阅读推广活动."""
_MOST_BETWEEN = 6
"""Characters inside a name that a goal may add to it: 维护恒温恒湿设备."""


def _names(before: str, behind: str, stem: str) -> bool:
    """Tell whether the words around a number are what an indicator counts: nearly all of its name, and nothing else.

    What stands beside the number must be of the name; words before the name make it another thing (培训志愿者 is no
    志愿者), unless the name tells the work as well and it is the same.
    """
    front = _stripped(_AFTER_A_NUMBER.split(before)[-1])
    covers = _COVERS.match(stem) is not None
    stem = _AT_FIRST.sub("", stem)
    if len(stem) < 2 or stem in _GENERIC or (covers and front not in ("", stem)):
        return False
    held, held_behind = _covered(front, stem), _covered(behind[: len(stem)], stem)
    goes_on = held_behind[:1] == [True]
    if not (held[-1] if held else goes_on) or (behind and not goes_on and not _BEHIND.match(behind)):
        return False
    found = sum(_is_in(at, stem, front) or (goes_on and _is_in(at, stem, behind[: len(stem)])) for at in range(len(stem)))
    lead = held.index(True) if held else 0
    is_long = len(stem) >= _TELLING and not _WORKS.search(front[:lead])
    said_work = lead == 0 or is_long or _WORKS.search(stem) is not None
    return found * 4 >= len(stem) * 3 and said_work and held[lead:].count(False) <= _MOST_BETWEEN


_AFTER_A_NUMBER = lazy_pattern(r"\d[^\u4e00-\u9fff]*[\u4e00-\u9fff]?")


def _stripped(front: str) -> str:
    """Return the words before a number without when and how (全年, 计划, 共)."""
    while (short := _AT_LAST.sub("", _AT_FIRST.sub("", front))) != front:
        front = short
    return front


def _covered(text: str, stem: str) -> list[bool]:
    """Tell for each character of a text whether it stands there with a neighbour as it does in a name."""
    pairs = {stem[at : at + 2] for at in range(len(stem) - 1)}
    held = [False] * len(text)
    for at in range(len(text) - 1):
        if text[at : at + 2] in pairs:
            held[at] = held[at + 1] = True
    return held


def _is_in(at: int, stem: str, text: str) -> bool:
    """Tell whether a character of a name stands in a text with one of its neighbours."""
    return (at > 0 and stem[at - 1 : at + 1] in text) or (at < len(stem) - 1 and stem[at : at + 2] in text)


def _share_against_goal(name: str, number: Decimal, said: Sequence[Mention]) -> str | None:
    """Return the per cent that the only clause about an indicator states, where it is another one."""
    of_unit = [each for each in said if each.after.startswith("%") and not each.after.startswith(("%次", "%/"))]
    named = [each for each in of_unit if _speaks_of_share(name, each)]
    if len(named) != 1 or sum(each.clause == named[0].clause for each in of_unit) != 1:
        return None
    mention = named[0]
    rounds = abs(mention.number - number) * 2 <= last_place(mention.number)
    return None if rounds or _APART.search(mention.before) else f"{mention.number}%"


def _is_of(whose: str, said: str) -> bool:
    """Tell whether a share may be of those that a goal names before it (学员满意度 is none of 群众), or the goal names nobody."""
    said = _NOBODY.sub("", _AT_FIRST.sub("", said))
    return not whose or len(said) < 2 or any(whose[at : at + 2] in said for at in range(len(whose) - 1))


_NOBODY = lazy_pattern(rf"(?:{phrases('nobody')})+$")


def _speaks_of_share(name: str, mention: Mention) -> bool:
    """Tell whether the clause of a number names an indicator and what it is a share of (增长, 满意)."""
    stem = _ENDINGS.sub("", bare(name)) or bare(name)
    kind = stem.removesuffix("度")[-2:]
    if kind not in mention.clause or not _is_of(stem.rpartition(kind)[0], mention.clause.partition(kind)[0]):
        return False
    if len(stem) < 3:
        return len(stem) == 2 and stem not in _GENERIC and stem in mention.before[-8:]
    return any(stem[at : at + 3] in mention.clause for at in range(len(stem) - 2))
