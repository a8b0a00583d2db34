"""What is read of one cell under every kind of label; written as in tests/forms/slips.py: ``=约十万``, ``#0.35``, ``@2026-03-01``.

Its number format and what else the file says of it stand behind strokes: ``#0.35 ¦0.00%``, ``#46000 ¦yyyy/m/d ¦1904``,
``@2026-03-01 ¦m/d ¦stored 46082.5``, ``#12 ¦ ¦computed``; ``!#REF!`` is an error, ``?=A1*2`` was never calculated, ``&TRUE``.

``python -m tests.forms.cell_readings`` writes what is read now into tests/data/cell_readings.txt: read its diff before you keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.forms.slips import sections, shown
from xlperf.forms.layouts.layout import ValueType
from xlperf.forms.reading.fields import plain, read_field
from xlperf.forms.values.amounts import says_nothing
from xlperf.forms.values.dates import is_year_line, year_in
from xlperf.forms.values.display import display_text
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.intake.sheet import Cell, CellKind

CELLS = Path(__file__).parents[1] / "data" / "cell_readings.txt"
_LABELS: tuple[tuple[str, ValueType, str], ...] = (
    ("line", "line", "元"),
    ("nature", "line", "元"),
    ("category", "line", "元"),
    ("text", "text", "元"),
    ("amount in 元", "amount", "元"),
    ("amount in 万元", "amount", "万元"),
    ("number", "number", "元"),
    ("percent", "percent", "元"),
    ("start", "start_date", "元"),
    ("end", "end_date", "元"),
    ("target", "target", "元"),
)
_NONE = ("None", "None not_a_number", "None not_a_date")


def cell(written: str) -> Cell:
    """Return the cell that is written."""
    content, code, flag, *_ = (*written[1:].split(" ¦"), "", "")
    kind, make = _KINDS[written[0]]
    stored = Decimal(flag.removeprefix("stored ")) if flag.startswith("stored") else None
    usual = "yyyy-mm-dd" if kind == "date" else "General"
    return Cell(make(content), kind, code or usual, kind in ("error", "uncached"), flag == "computed", stored, flag == "1904")


def _text(content: str) -> str:
    return content.replace("⏎", "\n").replace("␉", "\t").replace("␣", " ").replace("␥", "\u200b")


_KINDS: Mapping[str, tuple[CellKind, Callable[[str], str | Decimal | date | bool]]] = {
    "=": ("text", _text),
    "#": ("number", Decimal),
    "@": ("date", date.fromisoformat),
    "!": ("error", str),
    "?": ("uncached", str),
    "&": ("boolean", "TRUE".__eq__),
}


def told(written: str) -> list[str]:
    """Return what is read of a cell, a line for each kind of label under which it is more than its text, or no value at all."""
    given = cell(written)
    text = display_text(given)
    lines = [f"shows {text!r}"] if given.kind != "text" or text != given.value else []
    messages: set[str] = set()
    for name, kind, unit in _LABELS:
        found = read_field(f"/{name}", name, kind, given, "A1", unit)
        notes = "".join(f" {note}" for note in found.notes)
        value = f"{shown(found.value)}{notes}"
        messages.add(plain(found.value))
        if value not in _NONE and value != repr(text) and value != f"qualitative None None None {text!r}":
            lines.append(f"{name}: {value}")
    messages -= {text, "", *(line.partition(": ")[2] for line in lines)}
    lines += [f"in messages {sorted(messages)}"] if messages else []
    keys = [each for each in (key_of(text), bare_key(text)) if each != text]
    lines += [f"keys: {keys}"] if keys else []
    lines += [f"year {year_in(text)}"] if year_in(text) else []
    return [*lines, *(["a line of a year"] if is_year_line(text) else []), *(["says nothing"] if says_nothing(text) else [])]


def written_cells() -> Mapping[str, list[str]]:
    """Return the cells that are written down, and what is read of each."""
    return sections(CELLS.read_text("utf-8"), "# ")


def write(cells: Iterable[str]) -> None:
    """Write what is read of some cells now."""
    lines = [line for each in cells for line in (f"# {each}", *told(each))]
    CELLS.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    write(written_cells())
