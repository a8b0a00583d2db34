"""Characters that stand for one another in names: of either width, short and long, radicals, brackets and quotation marks."""

from __future__ import annotations

from functools import cache

from xlperf.data.resources import load_json

# What NFKC leaves apart although people type one for the other; quotation marks say nothing in a name.
ONE_KIND = str.maketrans("【〔〖﹝[{】〕〗﹞]}·•‧・‐‑–—―−﹣", "((((((" + "))))))" + "····" + "-------", "\"'“”‘’「」『』《》〈〉")


def with_characters(text: str) -> str:
    """Return a text with the characters that look like its radicals (⻔ is 门): a converter wrote these, nobody typed them."""
    return text.translate(_radicals())


def in_short_characters(text: str) -> str:
    """Return a label with the short forms of traditional characters (年度總體目標 is 年度总体目标)."""
    return text.translate(_long_forms())


@cache
def _radicals() -> dict[int, str]:
    return _pairs("radicals")


@cache
def _long_forms() -> dict[int, str]:
    return _pairs("long_forms")


def _pairs(name: str) -> dict[int, str]:
    pairs = (pair for line in load_json("schemas", "names.json")[name] for pair in line.split())
    return {ord(one): other for one, other in pairs}
