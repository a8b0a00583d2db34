"""Whether a goal that names a thing by more words or fewer than an indicator means the same (25座排涝泵站: 维修养护泵站座数)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.rules.facts.words.phrases import phrases

_SAYS_NO_MORE = lazy_pattern(phrases("says_no_more_in_a_name"))
_ACTS = lazy_pattern(rf"^(?:$|\d|以[上下内]|[等并及和且后]|全部|{phrases('acts_on_it')}|{phrases('works')})")
_WORKS = lazy_pattern(rf"{phrases('works')}|{phrases('beside_a_day')}")
_ACT = lazy_pattern(phrases("works"))
_GIVES_TO = lazy_pattern(rf"(?:{phrases('gives_to')})$")
_GAINS = lazy_pattern(phrases("says_who_gains"))
_LONGEST_QUALIFIER = 4
"""Characters that may stand between a number and the thing that it counts: 25座排涝泵站."""
_TELLING = 4
"""Characters of a name that mean a thing by themselves."""
_SHORTEST = 2
"""Characters of the end of a name, as 人员 or 群众, that name anybody unless the clause itself says who."""
_LONGEST_NAME = 30

Meaning = Literal["", "same", "part"]
"""A goal speaks of another thing; of what the indicator counts; of some of it, told by a word that the name lacks."""


def meant(before: str, behind: str, clause: str, sentence: str, stem: str) -> Meaning:
    """Return how far the thing beside a number is what an indicator counts.

    The end of the name must stand there, the rest of it in the clause or, for a longer end, somewhere in the sentence; and
    the clause names no work that is not of the name (走访学校45所 is no 营养餐覆盖学校).  Those who are given something are
    who gains by it (为1500名学生提供营养餐 is 受益学生), unless the sentence names another work.

    Args:
        before, behind: what stands around the number in its clause; clause: with the number; sentence: that it stands in.
        stem: what the indicator counts.
    """
    if not 3 <= len(stem) <= _LONGEST_NAME:
        return ""
    front = re.split(r"\d[^\u4e00-\u9fff]*[\u4e00-\u9fff]?", before)[-1]
    for size in range(len(stem), 1, -1):
        core = stem[-size:]
        if front.endswith(core) and _ACTS.match(behind):
            qualifier = front.removesuffix(core)
        elif 0 <= (at := behind.find(core)) <= _LONGEST_QUALIFIER and _ACTS.match(behind[at + size :]):
            qualifier = behind[:at]
        else:
            continue
        rest = _SAYS_NO_MORE.sub("", stem.removesuffix(core))
        around = next((each for each in re.split("[，,]", sentence) if clause in each), clause)
        gains = not rest and _GAINS.match(stem) is not None and _GIVES_TO.search(before) is not None
        if any(each not in stem for each in _ACT.findall(sentence.replace(clause, "") if gains else around)):
            return ""
        if rest and not _is_said(rest, around) and not (size > _SHORTEST and _is_said(rest, sentence)):
            return ""
        if not rest and not gains and size < _TELLING:
            return ""
        beside = _WORKS.sub("", _SAYS_NO_MORE.sub("", qualifier))
        return "part" if beside and not _is_said(beside, stem) else "same"
    return ""


def breaks(amount: Decimal, aim: Decimal, operator: str | None, meaning: Meaning) -> bool:
    """Tell whether an amount that a goal names contradicts what a row aims at.

    More than what is to be reached at least keeps it, and less than what is not to be exceeded; less may be a part.
    """
    if not meaning or amount == aim:
        return False
    if operator in ("≥", ">"):
        return meaning == "same" and amount < aim
    return amount > aim or (operator not in ("≤", "<") and meaning == "same")


def _is_said(words: str, text: str) -> bool:
    """Tell whether all characters of some words stand in a text beside the same neighbour."""
    pairs = [words[at : at + 2] in text for at in range(len(words) - 1)]
    return all(one or other for one, other in zip([False, *pairs], [*pairs, False], strict=True))
