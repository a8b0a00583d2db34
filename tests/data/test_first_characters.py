"""A text without the characters that a match begins with is not searched: what is found stays the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xlperf.data.first_characters import first_characters, quick

_ROOT = Path(__file__).parents[2]


def _patterns(held: Any) -> Iterator[str]:
    if isinstance(held, dict):
        yield from (value for key, value in held.items() if key == "pattern" and isinstance(value, str))
        held = list(held.values())
    if isinstance(held, list):
        for each in held:
            yield from _patterns(each)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return texts with what the rules look for: whole lines and their words."""
    lines = [
        line
        for name in ("keywords.txt", "facts.txt", "cases.txt")
        for line in (_ROOT / "tests" / "data" / name).read_text("utf-8").splitlines()
    ]
    return list(dict.fromkeys(each for line in lines for each in (line, *re.split(r"[\s|，,\"]", line))))[:6000]


def test_every_pattern_of_a_rule_finds_what_it_finds_without(texts: list[str]) -> None:
    """The same first match, and the same matches one after the other."""
    files = sorted((_ROOT / "schemas" / "rules").glob("*.json"))
    patterns = [each for path in files for each in _patterns(json.loads(path.read_text("utf-8")))]
    assert any(map(first_characters, patterns))
    for pattern in dict.fromkeys(patterns):
        plain, (lacks, whole) = re.compile(pattern), quick(pattern)
        for text in texts:
            one, other = plain.search(text), whole.search(text)
            assert (one and (one.span(), one.groups())) == (other and (other.span(), other.groups())), (pattern, text)
            assert lacks(text) is (one is None), (pattern, text)
            if one:
                assert [each.span() for each in plain.finditer(text)] == [each.span() for each in whole.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "begins", "other"),
    [
        ("(?<!不)待定|某某", "待某", "定不"),
        (r"^\s*[(（]?同上", " \n(（同", "上"),
        (r"(?:\d+|[a-c])x", "7c", "dx"),
        (r"(?=(?:a|))b{2,}", "b", "a"),
        ("(?:ab|)c", "ac", "b"),
    ],
)
def test_a_match_begins_with_one_of_these_characters(pattern: str, begins: str, other: str) -> None:
    """Looks around are none of it, and what may be left out lets the next begin."""
    found = first_characters(pattern)
    assert found is not None
    assert [each for each in begins + other if re.fullmatch(found, each)] == list(begins)


@pytest.mark.parametrize("pattern", ["a*", "(?:a|)", ".a", "[^a]b", r"\Sa", r"\w", "(?i)ab", "(?i:a)b", r"(a)?\1b", "$", "(?m)^a"])
def test_that_cannot_always_be_told(pattern: str) -> None:
    """Then the pattern itself is what is searched."""
    assert first_characters(pattern) is None
    assert quick(pattern)[1].pattern == pattern
