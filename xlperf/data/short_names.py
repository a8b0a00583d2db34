"""How the long name of a unit is shortened: of each word its first character, words that say little left out (农技站)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from xlperf.data.resources import load_json

_PAIR, _TRIPLE = 2, 3
"""Characters of a word: most have two, 公积金 has three."""
_FEWEST_CUT = 2
"""Words cut to their first character from which on a short name is made of the long one, and not another unit's own name."""
_MOST_WORDS = 6
"""Words of a name beyond which nobody shortens it this way; they bound how many short names there are."""
_LONGEST_BODY = _MOST_WORDS * _TRIPLE
"""Characters that so many words may have, with what stands between them."""


@lru_cache(maxsize=8192)
def short_names(key: str) -> frozenset[str]:
    """Return how the name of a unit, as compared, is shortened: 环境卫生管理所 is 环卫所, 环管所, 环卫管理所 …

    The place in front and the kind of body at the end stay.  图书馆 is no short name of 少年儿童图书馆: no word of it was cut.
    """
    front = _places().match(key)
    place = front[0] if front else ""
    body, kind = _parted(key.removeprefix(place))
    if len(body) > _LONGEST_BODY:
        return frozenset()  # a text that was pasted into the cell of a name would have as many ways as it has characters
    made = {place + short + kind for words in _in_words(body) if len(words) <= _MOST_WORDS for short in _shortened(words)}
    return frozenset(made - {key})


def _parted(name: str) -> tuple[str, str]:
    """Return a name without the kind of body at its end, and that: 中心, 大队, 学校, or one character."""
    at = len(name) - (_PAIR if name.endswith(tuple(_words()["whole"])) else 1)
    return name[: max(at, 0)], name[max(at, 0) :]


def _in_words(body: str) -> Iterator[Sequence[str]]:
    """Yield the ways in which a name may be made of words of two characters and, where it is odd, one of three."""
    ways: list[Sequence[str]] = [()]
    for part in re.split(f"[{_words()['between']}]", body):
        ways = [(*before, *words) for before in ways for words in _split(part)] if part else ways
    return iter(ways)


def _split(part: str) -> Iterator[Sequence[str]]:
    if len(part) % _PAIR == 0:
        yield _pairs(part)
        return
    for at in range(0, len(part) - _PAIR, _PAIR):
        yield (*_pairs(part[:at]), part[at : at + _TRIPLE], *_pairs(part[at + _TRIPLE :]))


def _pairs(text: str) -> Sequence[str]:
    return tuple(text[at : at + _PAIR] for at in range(0, len(text), _PAIR))


def _shortened(words: Sequence[str]) -> Iterator[str]:
    """Yield what comes of words cut, left out where they say little, or kept; two at least are cut."""
    made = {("", 0)}
    for word in words:
        made = {(before + short, cut + is_cut) for before, cut in made for short, is_cut in _ways(word)}
    return (short for short, cut in made if cut >= _FEWEST_CUT)


@lru_cache(maxsize=2048)
def _ways(word: str) -> Sequence[tuple[str, int]]:
    """Return a word as it is, left out (管理), and cut to its first character; 中心, 东西 and 第二 are never cut."""
    words = _words()
    ways = [(word, 0)]
    if word in words["idle"]:
        ways.append(("", 0))
    kept = word in words["whole"] or word in words["uncut"] or not set(words["telling"]).isdisjoint(word)
    if len(word) == _PAIR and not kept:
        ways.append((word[0], 1))
    return ways


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_json("schemas", "names.json")["shortening"]
    return words


@cache
def _places() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, load_json("schemas", "names.json")["place_ends"]))
    return re.compile(rf"(?:[\u4e00-\u9fff]{{2,6}}?(?:{ends}|街道))+")
