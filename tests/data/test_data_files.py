"""The data files that come along, as a person writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlperf.data.resources import data_folder
from xlperf.data.source_lines import DuplicateKey, source_lines

FILES = sorted(path for room in ("schemas", "templates") for path in data_folder(room).rglob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_data_file_says_a_key_twice(path: Path) -> None:
    """Of two lists of words under one name the first would be lost in silence; a department's own file is refused for it."""
    source_lines(path.read_text("utf-8"))


def test_a_key_that_is_said_twice_is_found() -> None:
    """With its line, in an object within another."""
    with pytest.raises(DuplicateKey) as told:
        source_lines('{"phrases": {\n"each": ["每"],\n"each": ["单"]}}')
    assert (told.value.key, told.value.line) == ("each", 3)
