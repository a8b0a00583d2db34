"""The place of a name in an order of stages, days, letters or numbers: 送审稿 behind 初稿, 周三 behind 周一, (2) behind (1).

Such a place says nothing by itself: what is called (2) may be the only one there is.  Versions are held against each other
by an order only where every one of them has a place in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.rules.versions.name_dates import Number

# Numbers of a thing itself (表1, 附件2) stand behind its word; what counts versions stands apart or behind the name of a project.
_NUMBERED = lazy_pattern(r"(?:[-_(|‖]|\))(?P<number>\d{1,2}(?:-\d{1,2})*|[a-f])\)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands in one order: which order, the place, and the word that says so."""

    order: int
    at: Number
    word: str


Places = tuple[Place, ...]
"""The places of a name by their orders: those of the data, then the number at its end."""


def places_in(text: str, without_pieces: str, is_of_a_name: Callable[[int, int], bool]) -> Places:
    """Return the places of a name as compared; of several words of one order the last counts.

    Args:
        text: without the names of what it is about, and without dates.
        without_pieces: the same without pieces of such names.
        is_of_a_name: tells whether a span of the text is a piece of such a name.
    """
    found = []
    for order, (pattern, at) in enumerate(_orders()):
        words = [match[0] for match in pattern.finditer(text) if not is_of_a_name(match.start(), match.end())]
        found += [Place(order, (at[words[-1]],), words[-1])] if words else []
    number = _NUMBERED.search(without_pieces)
    last = [Place(len(_orders()), _counted(number["number"]), number["number"])] if number else []
    return (*found, *last)


def in_order(places: Sequence[Places]) -> list[Places]:
    """Return the places of versions in those orders in which each of them has one."""
    shared = frozenset.intersection(*(frozenset(place.order for place in each) for each in places))
    return [tuple(place for place in each if place.order in shared) for each in places]


def places_rank(places: Places) -> tuple[Number, ...]:
    """Return what compares: the greater, the later."""
    return tuple(each.at for each in places)


def words_apart(later: Places, earlier: Places) -> tuple[str, str]:
    """Return the words of the first order in which two versions stand apart, none where they do in no order."""
    return next(((one.word, two.word) for one, two in zip(later, earlier, strict=True) if one.at != two.at), ("", ""))


def order_words() -> Iterator[str]:
    """Return all the words that have a place in an order."""
    return (word for order in load_json("schemas", "version-marks.json")["orders"] for words in order for word in words)


@cache
def _orders() -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    orders = load_json("schemas", "version-marks.json")["orders"]
    at = [{word: place for place, words in enumerate(order, 1) for word in words} for order in orders]
    return tuple((re.compile("|".join(map(_spelt_out, each))), each) for each in at)


def _spelt_out(word: str) -> str:
    """Return a word as part of a pattern; a letter at its beginning (A版) is none of a longer word."""
    return (r"(?<![a-z])" if word[0].isascii() else "") + re.escape(word)


def _counted(said: str) -> Number:
    return tuple(map(int, said.split("-"))) if said[0].isdecimal() else (ord(said) - ord("a") + 1,)
