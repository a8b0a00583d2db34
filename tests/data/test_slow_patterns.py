"""Patterns that may never end are told apart from those that only look like it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xlperf.data.slow_patterns import may_never_end

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$", r"(?:\w+\s*)*x", r"(a|a)*b", r"(.*甲)+$", r"(?=(a+)+$)", r"((?:a|b)+)*c", r"(?:第.*?条)+$", r"(?:\d{1,20})+$",
        r"(x{1,3})+$", r"(?:[一-龥]+、?)+；", r"(?:(?:约|大约)?[^，]+)*，", r"(?:a+|b)+?c", r"([\D0]+)+x",
    ],
)  # fmt: skip
def test_a_repetition_that_can_be_parted_in_many_ways_may_never_end(pattern: str) -> None:
    """Nothing says where one round ends and the next begins."""
    assert may_never_end(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\d+,)+",
        r"(?:\w+\s+)*x", r"(?:[一-龥]+、)+", r"^(?:约|大约)+$", r"[ab]+[ab]+", r"(?:\d{3})+$", r"(?:a?)+", r"甲.*乙.*丙",
        r"(?:\d{1,2}月)+", r"(?<!\d)[\d,]+(?:\.\d+)?", r"(?:(?:[^；]+；){2})+",
    ],
)  # fmt: skip
def test_what_ends_is_no_such_pattern(pattern: str) -> None:
    """A separator that the repeated part cannot hold, or a fixed number, says where a round ends."""
    assert not may_never_end(pattern)


def test_a_pattern_that_is_none_is_not_judged() -> None:
    """What is wrong with it is told by the one who asks."""
    with pytest.raises(re.error):
        may_never_end("(")


def _patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (each for key, each in node.items() if key in ("pattern", "numbering") and isinstance(each, str))
        yield from (each for each in node.get("placeholders", ()) if isinstance(each, str))
        node = list(node.values())
    for each in node if isinstance(node, list) else ():
        yield from _patterns(each)


def test_every_pattern_that_comes_with_xlperf_ends() -> None:
    """The rules and layouts of the house are held to the same."""
    files = [*(ROOT / "schemas").rglob("*.json"), *(ROOT / "templates").glob("*.json")]
    found = [each for file in files for each in _patterns(json.loads(file.read_text("utf-8")))]
    assert len(found) > 50
    assert [each for each in found if may_never_end(re.sub(r"\{words:[^}]*\}", "词", each))] == []
