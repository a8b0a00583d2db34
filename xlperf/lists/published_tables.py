"""The figures of a published text that stand in a table: said as the sentence that the text would have for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.data.resources import load_json
from xlperf.forms.values.money_unit import unit_somewhere
from xlperf.lists.list_words import is_total, without_number

_UNIT_BEHIND = lazy_pattern(r"\([^()]*\)$|[:/].{1,3}$")
_VALUE = lazy_pattern(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>\D*)")

Rows = Sequence[Sequence[str]]


def table_sentence(title: str, rows: Rows) -> str:
    """Return what a table says of the forms, as a sentence; empty for any other table.

    It is one line of figures below a heading, or of several the line of their sums, or a column of figures beside their names.

    Args:
        title: what stands above the table.
        rows: the texts of its cells.
    """
    known = load_json("schemas", "disclosure-sentences.json")
    lines = [[bare(cell) for cell in row] for row in rows]
    above = "".join((bare(title), *(cell for row in lines for cell in row if not _VALUE.fullmatch(cell))))
    subject = next((each for each in reversed(known["sentences"]) if each["table"]["word"] in above), None)
    if subject is None:
        return ""
    said = {}
    for label, value in _pairs(lines, known["figures"]):
        name = _figure(label, known["figures"])
        number = _VALUE.fullmatch(value)
        if name is None or number is None or name in said:
            continue
        unit = unit_somewhere(number["unit"]) or unit_somewhere(label) or unit_somewhere(above) or ""
        pattern = subject["table"]["projects"] if name == "projects" else known["figures"][name]["column"]["said"]
        if unit or "{unit}" not in pattern:
            said[name] = pattern.format(number=number["number"], unit=unit)
    if "projects" not in said:
        return ""
    year = re.search(r"20\d\d年", above)
    return "，".join((*((year[0],) if year else ()), said.pop("projects"), *said.values()))


def _pairs(lines: Rows, figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names of figures with what stands below them, or beside them."""
    for at, row in enumerate(lines):
        if sum(_figure(cell, figures) is not None for cell in row) > 1:
            below = [each for each in lines[at + 1 :] if any(each)]
            sums = [each for each in below if any(map(is_total, each))]
            chosen = below if len(below) == 1 else sums
            if len(chosen) == 1:
                yield from zip(row, chosen[0], strict=False)
            return
    for row in lines:
        cells = [each for each in row if each]
        if len(cells) == 2:
            yield cells[0], cells[1]


def _figure(label: str, figures: Mapping[str, Any]) -> str | None:
    plain = _UNIT_BEHIND.sub("", without_number(label))
    return next((name for name, each in figures.items() if re.search(each["column"]["label"], plain)), None)
