"""Numbers that a goal or a result states, each with the words around it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.values.number_in_words import with_long_counts


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
