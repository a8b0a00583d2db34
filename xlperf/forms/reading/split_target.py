"""A target that was written into two cells below one heading: ≥ | 6000元, or 64 | 场."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.table_columns import Columns
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.forms.values.target import OPERATORS, clean_phrase

_NUMBER = re.compile(r"[≥≤=><]?\d+(?:\.\d+)?")
_UNIT = re.compile(r"[^\d\s,，。；;:：]{1,6}")


def joined_targets(line: list[Spot], columns: Columns) -> list[Spot]:
    """Return a row with the two cells of a target as one.

    The second cell stands directly behind the first, under the same heading or under none.
    """
    for index, (first, second) in enumerate(pairwise(line)):
        in_target = columns.at(first.column) == "target" and columns.at(second.column) in (None, "target")
        if in_target and second.column == first.right + 1 and _belong_together(first.text, second.text):
            return [*line[:index], _joined(first, second), *line[index + 2 :]]
    return line


def _belong_together(first: str, second: str) -> bool:
    phrase = clean_phrase(first)
    if phrase in OPERATORS:
        return any(each.isdigit() for each in second)
    return _NUMBER.fullmatch(phrase) is not None and _UNIT.fullmatch(second.strip()) is not None


def _joined(first: Spot, second: Spot) -> Spot:
    text = first.text.strip() + second.text.strip()
    cell = replace(first.cell, value=text, kind="text")
    return first._replace(right=second.right, cell=cell, text=text, key=key_of(text), bare=bare_key(text))
