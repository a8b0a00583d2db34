"""Projects of one unit that are probably one, sent twice: the name of one says 调整, or has one character mistyped."""

from __future__ import annotations

import re

from xlperf.data.names import lasting_name
from xlperf.rules.facts.words.phrases import phrases

_VERSION = re.compile(f"(?:{phrases('project_versions')})+$")
_TELLING = re.compile(phrases("telling_characters"))
_FEWEST = 5
"""Characters of a name below which one other character may well make another project."""


def is_version_name(one: str, other: str) -> bool:
    """Tell whether one name is the other with words for a version behind it: …整治（调整） and …整治."""
    names = lasting_name(one), lasting_name(other)
    plain = [_VERSION.sub("", each) for each in names]
    return plain[0] == plain[1] != "" and names[0] != names[1]


def is_mistyped(one: str, other: str) -> bool:
    """Tell whether two names differ in one character, and in none that tells projects apart (一期, 东区, A)."""
    names = lasting_name(one), lasting_name(other)
    if len(names[0]) != len(names[1]) or len(names[0]) < _FEWEST:
        return False
    other_ones = [pair for pair in zip(*names, strict=True) if pair[0] != pair[1]]
    return len(other_ones) == 1 and not any(_TELLING.fullmatch(each) for each in other_ones[0])
