"""Numbers that a goal or a result states, each with the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.data.names import bare
from xlperf.forms.values.number_in_words import with_long_counts
from xlperf.rules.facts.scoring import last_place
from xlperf.rules.facts.words.phrases import phrases


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
_LONGEST_CLAUSE = 400
"""Characters of a clause in which a number can be said to speak of something; nobody reads a longer one so."""
_MOST_NUMBERS = 400
"""A goal with more numbers is a table or a list: which of them an indicator means, nobody can tell."""


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


_SCALES = {each: YUAN_PER[f"{each}元"] for each in "万亿千百"}
_SAME = {"名": "人", "位": "人", "场次": "场"}
_DOUBLE = lazy_pattern(phrases("two_counters"))
# What makes another unit of the one that it follows; after it the rest of the clause up to a number.
_OTHER_UNIT = lazy_pattern(phrases("other_unit"))


@lru_cache(maxsize=512)
def base_of(measure: str) -> tuple[str, Decimal]:
    """Return a unit without 万 and the like, and what it is multiplied by: 万人次 is 人次 times 10,000."""
    scale = _SCALES.get(measure[:1]) if len(measure) > 1 else None
    base = measure[1:] if scale is not None else measure
    return base[0] if _DOUBLE.fullmatch(base) else _SAME.get(base, base), scale or Decimal(1)


def _amount_in(mention: Mention, base: str) -> Decimal | None:
    """Return the amount of a mention in a unit, None when it is of another one."""
    scale, written, rest = unit_of(mention, base)
    return mention.number * _SCALES.get(scale, Decimal(1)) if written and not _OTHER_UNIT.match(rest) else None


def unit_of(mention: Mention, base: str) -> tuple[str, str, str]:
    """Return the scale and unit of a mention as written, and what follows; no unit where it is of another one."""
    after = mention.behind.lstrip("余多来")
    scale = after[:1] if after[:1] in _SCALES else ""
    after = after[len(scale) :].lstrip("余多来")
    spellings = (*(each for each, same in _SAME.items() if same == base), base)
    double = _DOUBLE.match(after)
    written = double[0] if double and double[0][0] == base else next((each for each in spellings if after.startswith(each)), "")
    return scale, written, re.split(r"[\d(（]", after[len(written) :], maxsplit=1)[0]


_LEAST_OF_IT = 10
"""What part of a number rounding may be: 2万 is 1.9万 and no 1.5万."""
_AND_MORE = lazy_pattern("[万亿千百]?[余多]")


def is_same(amount: Decimal, aim: Decimal, mention: Mention) -> bool:
    """Tell whether an amount is the one aimed at, but for what 2.1万 leaves out; 300余 is any of the hundred from there on."""
    scale = amount / mention.number if mention.number else Decimal(1)
    if _AND_MORE.match(mention.behind):
        digits = f"{mention.number:f}"
        return amount <= aim < amount + scale * Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    slack = min(scale * last_place(mention.number), aim / _LEAST_OF_IT * 2) / 2 if scale > 1 else Decimal(0)
    return abs(amount - aim) <= slack


def amounts_in(said: Sequence[Mention], base: str) -> list[tuple[Mention, Decimal]]:
    """Return those of a goal's numbers that are of a unit, with their amounts in it."""
    return [(each, amount) for each in said if (amount := _amount_in(each, base)) is not None]


_MOST_ADDED = 8
"""Numbers side by side of which a goal may tell the parts of one."""


def add_up(of_unit: Sequence[tuple[Mention, Decimal]], aim: Decimal) -> bool:
    """Tell whether numbers that stand side by side in one sentence are together what a row aims at (春季15场、秋季25场: 40)."""
    for at, (first, amount) in enumerate(of_unit):
        for each, more in of_unit[at + 1 : at + 1 + _MOST_ADDED]:
            amount += more
            if each.sentence == first.sentence and amount == aim:
                return True
    return False
