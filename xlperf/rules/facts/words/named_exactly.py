"""Numbers that stand directly behind the very name of an indicator, in a list of others too (等保测评1次、应急演练3次)."""

from __future__ import annotations

import re

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.rules.facts.words.mentions import Mention
from xlperf.rules.facts.words.phrases import phrases

_AT_FIRST = lazy_pattern(rf"^(?:{phrases('before_a_thing')})+")
_AT_LAST = lazy_pattern(rf"(?:{phrases('before_a_number')})+$")
_OF_A_PART = lazy_pattern(phrases("part_of_a_sentence"))
_WORK = lazy_pattern(rf"^(?:{phrases('works')})")
# 购置CT、呼吸机7台: the number may be that of both.
_NAMED_TOGETHER = lazy_pattern(r"(?:^|[，,、。；;])[^\d，,、。；;]*(?:、|[和及与][^\d，,、。；;]*)$")


def stands_behind(names: tuple[str, ...], mention: Mention) -> bool:
    """Tell whether a number stands directly behind one of the names of an indicator, and is of nothing else than all of it.

    The work that a list begins with is that of each thing in it: 购置CT1台、呼吸机7台 names 购置呼吸机.  What a sentence
    tells of a part of the year or of a whole (其中) is no number of all.
    """
    front = _AT_LAST.sub("", _AT_FIRST.sub("", mention.before))
    earlier = mention.sentence.partition(mention.clause)[0]
    if not front or _OF_A_PART.search(earlier) or _NAMED_TOGETHER.search(earlier):
        return False
    if front in names:
        return True
    listed = re.split(r"[，,。；;]", earlier)[-1]
    work = _WORK.match(_AT_FIRST.sub("", listed)) if listed else None
    return work is not None and f"{work[0]}{front}" in names
