"""The data files that come along, as a person writes them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from xlperf.data.resources import data_folder

FILES = sorted(path for room in ("schemas", "templates") for path in data_folder(room).rglob("*.json"))


def twice(text: str) -> list[str]:
    """Return the keys that a JSON text says twice in one object."""
    found: list[str] = []

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=members)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_data_file_says_a_key_twice(path: Path) -> None:
    """Of two lists of words under one name the first would be lost in silence; a department's own file is refused for it."""
    assert twice(path.read_text("utf-8")) == []


def test_a_key_that_is_said_twice_is_found() -> None:
    """In an object within another, and none that stands once in each of two."""
    assert twice('{"phrases": {"each": ["每"], "of": {"each": 1}, "each": ["单"]}}') == ["each"]
