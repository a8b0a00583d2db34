"""Results that say the opposite of the word that a target aims at: 故障频发 for 稳定运行, 账实不符 for 规范."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.rules.facts.words.phrases import phrases, table

_CLAUSE = lazy_pattern(r"[^，,。；;]+")
_NOT_SO = lazy_pattern(
    rf"{phrases('shunned')}|{phrases('dealt_with')}|{phrases('left_undone_elsewhere')}|{phrases('hardly')}|(?:{phrases('works')})$|[未无没不非零]$"
)
_BEHIND = lazy_pattern(
    rf"(?:{phrases('degrees_of_it')})*(?:了?约?(?:[1-9]\d*(?:\.\d+)?|0\.\d+|[一二两三四五六七八九十多数几])[\u4e00-\u9fff]{{1,3}})?"
)
_MENDED_SINCE = lazy_pattern(rf"{phrases('dealt_with')}|{phrases('recovered')}")
_DENIED = "(?<![不未没无非])"


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return what a target aims at and what a clause says instead; more than a thing before
    it and a degree or a number behind it is no answer."""
    both = ((_any(each["wanted"]), _any(each["instead"])) for each in table("opposites")["pairs"])
    whole = r"(.{0,4}?)(?:%s[、和及与]?)+(.*)"
    return tuple((re.compile(_DENIED + wanted), re.compile(whole % instead)) for wanted, instead in both)


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(words)})"


def says_opposite(said: str, wanted: str) -> bool:
    """Tell whether a clause of a result is the opposite of a word of the target, and no other clause repeats that word.

    What was mended since, what hardly happened and what happened in another year is no opposite.
    """
    aims = ((wish.search(wanted), instead) for wish, instead in _pairs())
    return any(_is_instead(said, aim[0], instead) for aim, instead in aims if aim is not None)


def _is_instead(said: str, aim: str, instead: re.Pattern[str]) -> bool:
    for clause in _CLAUSE.finditer(said):
        hit = instead.fullmatch(clause[0])
        if hit is None or _NOT_SO.search(hit[1]) or not _BEHIND.fullmatch(hit[2]) or _MENDED_SINCE.search(said[clause.end() :]):
            continue
        others = said[: clause.start()] + said[clause.end() :]
        if not re.search(_DENIED + re.escape(aim), others):
            return True
    return False
