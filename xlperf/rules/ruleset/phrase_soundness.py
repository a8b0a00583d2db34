"""Words of a department's own that rules look for in texts, proved before they are looked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from xlperf.data.checked_file import CheckedFile
from xlperf.data.slow_patterns import HOW_TO_END, may_never_end
from xlperf.rules.facts.words.phrases import built_in_phrases

_Place = tuple[str | int, ...]


def check_phrases(layer: CheckedFile) -> None:
    """Refuse phrases that nothing looks for, and words that are no part of a regular expression or would never end."""
    words = layer.data.get("vocabulary", {})
    known = built_in_phrases()
    for name in words.get("phrases", {}):
        if name not in known:
            raise layer.fault(("vocabulary", "phrases", name), unknown("说法", name, list(known), named=True))
    for at, each in _looked_for(words):
        fault = _fault(each)
        if fault:
            raise layer.fault(("vocabulary", *at), fault)


def _looked_for(words: Mapping[str, Any]) -> Iterator[tuple[_Place, str]]:
    """Yield every word that is a regular expression, with its place."""
    for name, phrases in words.get("phrases", {}).items():
        yield from ((("phrases", name, index), each) for index, each in enumerate(phrases))
    yield from ((("feasts", each), each) for each in words.get("feasts", {}) if each != "$comment")
    for number, pair in enumerate(words.get("opposites", {}).get("pairs", ())):
        for key in ("wanted", "instead"):
            yield from ((("opposites", "pairs", number, key, index), each) for index, each in enumerate(pair[key]))


def _fault(phrase: str) -> str:
    try:
        numbered, never_ends = re.compile(phrase).groups, may_never_end(phrase)
    except re.error as problem:
        return f"正则表达式写错了（{problem}）：“{phrase}”"
    if numbered:
        return f"“{phrase}”里的括号要写成 (?:…)"
    return f"正则表达式“{phrase}”重复里套着重复，遇到有的文字永远算不完；{HOW_TO_END}" if never_ends else ""


def unknown(kind: str, name: str, known: Collection[str], *, named: bool = False) -> str:
    """Say that there is no such name, and which was probably meant; where none is near and ``named``, which there are."""
    close = get_close_matches(name, sorted(known), 1)
    others = f"，可以用的有：{'、'.join(known)}" if named and not isinstance(known, (set, frozenset)) else ""
    return f"没有{kind}“{name}”" + (f"，是否应为“{close[0]}”" if close else others)
