"""Slips of the hand: what people do to a form, written in a few signs, and what the reader then says otherwise.

A form is written as its rows, a cell as its column, a sign and its content: ``A=项目名称``, ``D#185`` for a number.
A slip is written alike, several of them with ``；`` between:

    E9=约十万  E9#12.5  E9@2026-03-01  E9!#REF!  E9?     a text, number, date, error or uncalculated formula is typed
    E9-  E9>F9                                           a cell is emptied, or moved
    +9  -9  9*  9>1                                      a row is put in before, taken out, doubled, or moved by columns
    +C  -C                                               a column is put in before, taken out
    B9:C9+  B9:C9-                                       cells are merged, or no longer
    9~  C~  E9~struck=旧数                               a row or column is hidden; something is set aside at a cell
    E9%0.00%                                             a number format
    below two levels  beside two levels                  another form is put below this one, or right of it
    from 12: 8 of two levels                             from a row on stands what stands in another form from a row on

``python -m tests.forms.slips`` writes what the reader says now into tests/data/slips.txt: read its diff before you keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import cast

from xlperf.errors import RefusedFile
from xlperf.forms.form import Field, Form, Remark, Target, Value
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Area, AsideKind, Cell, SetAside, Sheet, Workbook, address

FORMS = Path(__file__).parents[1] / "data" / "slip_forms.txt"
SLIPS = FORMS.with_name("slips.txt")
UNHURT = "nothing"
"""Stands for no slip: under it is all that is read of the form."""

_CELL = re.compile(r"([A-Z])(\d*)([=#@!?%>~-])(.*)", re.DOTALL)
_AREA = re.compile(r"([A-Z])(\d+):([A-Z])(\d+)([+-]?)")
_LINE = re.compile(r"([+-]?)(\d+|[A-Z])(\*|~|>(-?\d+))?")
_OTHER = re.compile(r"(?:(below|beside)|from (\d+): (\d+) of) (.+)")
_ADDRESS = re.compile(r"@([A-Z]+)(\d+)|(?<=range )([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(slots=True)
class Page:
    """A sheet while slips are made; ``rows`` and ``columns`` say which line of the first form each line is, 0 for a new one."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    aside: dict[tuple[int, int], SetAside] = field(default_factory=dict)
    rows: list[int] = field(default_factory=lambda: list(range(100)))
    columns: list[int] = field(default_factory=lambda: list(range(30)))
    others: tuple[Sheet, ...] = ()

    def sheet(self) -> Sheet:
        """Return the sheet as the readers deliver it."""
        hidden = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
        cells = dict(sorted(self.cells.items()))
        return Sheet("表", "visible", cells, tuple(self.merges), hidden[0], hidden[1], set_aside=self.aside)


def pages() -> dict[str, Page]:
    """Return the whole forms of ``slip_forms.txt`` by their names."""
    return {name: page(lines) for name, lines in sections(FORMS.read_text(encoding="utf-8"), "## ").items()}


def page(lines: Iterable[str]) -> Page:
    """Return the form that is written in lines ``3 A=项目名称 | C=校舍修缮``, after one of merged areas.

    Behind a line ``sheet 封面`` stands a sheet beside it, written alike.
    """
    merges, *rows = lines
    at = next((index for index, line in enumerate(rows) if line.startswith("sheet ")), None)
    if at is not None:
        first, other = page([merges, *rows[:at]]), page(["", *rows[at + 1 :]])
        beside = replace(other.sheet(), name=rows[at].removeprefix("sheet "))
        return replace(first, others=(beside, *other.others))
    found = Page(merges=[_area(each) for each in merges.split()])
    for line in rows:
        number, _, cells = line.partition(" ")
        for each in cells.split(" | "):
            column, sign, content = each[0], each[1], each[2:]
            found.cells[int(number), ord(column) - 64] = _typed(sign, content)
    return found


def slipped(form: Page, slips: str) -> Page:
    """Return the form after some slips."""
    made = replace(form, cells=dict(form.cells), merges=list(form.merges), rows=list(form.rows), columns=list(form.columns))
    made.hidden_rows, made.hidden_columns, made.aside = set(), set(), {}
    for each in slips.split("；"):
        _slip(made, each)
    return made


def _slip(made: Page, slip: str) -> None:
    if area := _AREA.fullmatch(slip):
        change = made.merges.append if area[5] == "+" else made.merges.remove
        change(_area(slip[:-1]))
    elif line := _LINE.fullmatch(slip):
        _slip_of_line(made, line)
    elif other := _OTHER.fullmatch(slip):
        _slip_of_form(made, other)
    else:
        cell = cast("re.Match[str]", _CELL.fullmatch(slip))
        _slip_of_cell(made, (int(cell[2]), ord(cell[1]) - 64), cell[3], cell[4])


def _slip_of_cell(made: Page, at: tuple[int, int], sign: str, content: str) -> None:
    if sign == "-":
        made.cells.pop(at, None)
    elif sign == ">":
        made.cells[int(content[1:]), ord(content[0]) - 64] = made.cells.pop(at)
    elif sign == "%":
        made.cells[at] = replace(made.cells[at], number_format=content)
    elif sign == "~":
        kind, _, text = content.partition("=")
        made.aside[at] = SetAside(cast(AsideKind, kind), text)
    else:
        made.cells[at] = _typed(sign, content)


def _slip_of_line(made: Page, line: re.Match[str]) -> None:
    sign, name, action, by = line.groups()
    is_row = name.isdigit()
    number = int(name) if is_row else ord(name) - 64
    if action == "~":
        (made.hidden_rows if is_row else made.hidden_columns).add(number)
    elif by:
        moved = {at: cell for at, cell in made.cells.items() if at[0] == number}
        for at in moved:
            del made.cells[at]
        made.cells |= {(at[0], at[1] + int(by)): cell for at, cell in moved.items() if at[1] + int(by) > 0}
    elif action == "*":
        _shift(made, number + 1, 1, is_row)
        made.cells |= {(number + 1, at[1]): cell for at, cell in list(made.cells.items()) if at[0] == number}
    else:
        _shift(made, number, 1 if sign == "+" else -1, is_row)


def _slip_of_form(made: Page, found: re.Match[str]) -> None:
    """Put the cells of another form below or right of a form, or from a row on in place of its own."""
    where, to, since, name = found.groups()
    other = page(sections(FORMS.read_text("utf-8"), "## ")[name])
    if to:
        made.cells = {at: cell for at, cell in made.cells.items() if at[0] < int(to)}
        made.merges = [each for each in made.merges if each.bottom < int(to)]
    ends = [(row, column) for row, column in made.cells] + [(each.bottom, each.right) for each in made.merges]
    down = int(to) - int(since) if to else max(row for row, _ in ends) + 1 if where == "below" else 0
    right = max(column for _, column in ends) + 1 if where == "beside" else 0
    first = int(since or 1)
    made.cells |= {(row + down, column + right): cell for (row, column), cell in other.cells.items() if row >= first}
    made.merges += [
        Area(each.top + down, each.left + right, each.bottom + down, each.right + right)
        for each in other.merges
        if each.top >= first
    ]


def _shift(made: Page, at: int, by: int, is_row: bool) -> None:
    """Put a line in before another, or take that out."""
    order = made.rows if is_row else made.columns
    order[at : at + (by < 0)] = [0] if by > 0 else []
    axis = 0 if is_row else 1
    moved: dict[tuple[int, int], Cell] = {}
    for place, cell in made.cells.items():
        if place[axis] != at or by > 0:
            to = place[axis] + by * (place[axis] >= at)
            moved[(to, place[1]) if is_row else (place[0], to)] = cell
    made.cells = moved
    made.merges = [each for area in made.merges if (each := _shifted(area, at, by, is_row))]


def _shifted(area: Area, at: int, by: int, is_row: bool) -> Area | None:
    first, last = (area.top, area.bottom) if is_row else (area.left, area.right)
    first, last = first + by * (first >= at if by > 0 else first > at), last + by * (last >= at)
    if last < first:
        return None
    return Area(first, area.left, last, area.right) if is_row else Area(area.top, first, area.bottom, last)


def _area(text: str) -> Area:
    found = cast("re.Match[str]", _AREA.fullmatch(text))
    return Area(int(found[2]), ord(found[1]) - 64, int(found[4]), ord(found[3]) - 64)


def _typed(sign: str, content: str) -> Cell:
    if sign == "#":
        return Cell(Decimal(content), "number")
    if sign == "@":
        return Cell(date.fromisoformat(content), "date", "yyyy-mm-dd")
    if sign == "!":
        return Cell(content, "error", formula=True)
    if sign == "?":
        return Cell("=1+1", "uncached", formula=True)
    return Cell(content.replace("⏎", "\n"), "text")


def reading(made: Page) -> list[str]:
    """Return all that the reader says of a form, a line each, at the places of the form before the slips."""
    try:
        found = read_forms(Workbook("xlsx", (made.sheet(), *made.others)), "表.xlsx", load_layouts(), load_vocabulary())
    except RefusedFile as refusal:
        return [f"refused: {refusal.reason} {refusal}"]
    lines = [line for form in found.forms for line in _lines(form)]
    lines += [_remark(each) for each in found.remarks]
    return [_ADDRESS.sub(lambda each: _before(each, made), line) for line in lines]


def _lines(form: Form) -> Iterator[str]:
    yield f"form {form.kind} {form.template} {form.amount_unit} range {form.source.range}" + " hidden" * form.hidden
    yield from (_field(each) for each in form.fields)
    yield from ("further " + _field(each) for each in form.further)
    yield from (_remark(each) for each in form.remarks)


def _field(each: Field) -> str:
    name = "/".join(part for part in each.name.split("/") if not part.isdigit())
    notes = "".join(f" {note}" for note in each.notes)
    return f"{name} {each.label}: {shown(each.value)} {each.raw!r} @{each.cell}{notes}"


def _remark(each: Remark) -> str:
    where = "" if each.sheet == "表" else each.sheet
    return f"{each.kind} {where}@{each.cell} " + " ".join(f"{key}={text!r}" for key, text in each.detail.items())


def _before(found: re.Match[str], made: Page) -> str:
    if found[1]:
        return "@" + _old(found[1], found[2], made)
    return f"{_old(found[3], found[4], made)}:{_old(found[5], found[6], made)}"


def _old(letters: str, digits: str, made: Page) -> str:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    row, column = made.rows[int(digits)], made.columns[column]
    return address(row, column) if row and column else f"new {letters}{digits}"


def shown(value: Value) -> str:
    """Return a value as it is written down here: a text in quotes, a target in its parts."""
    if isinstance(value, Target):
        return f"{value.kind} {value.operator} {value.number} {value.unit} {value.text!r}"
    return repr(value) if isinstance(value, str) else str(value)


def changes(before: list[str], after: list[str]) -> list[str]:
    """Return the lines that are gone, with ``-``, and those that are new, with ``+``."""
    found: list[str] = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            found += [f"- {each}" for each in before[first:last]] + [f"+ {each}" for each in after[start:end]]
    return found


def told(form: str, slips: Iterable[str]) -> dict[str, list[str]]:
    """Return for each of some slips of a form what it changes in the reading."""
    whole = page(sections(FORMS.read_text("utf-8"), "## ")[form])
    before = reading(whole)
    return {each: changes([], before) if each == UNHURT else changes(before, reading(slipped(whole, each))) for each in slips}


def written(form: str) -> Mapping[str, list[str]]:
    """Return what is written of the slips of a form."""
    return sections("\n".join(sections(SLIPS.read_text("utf-8"), "## ")[form]), "# ")


def sections(text: str, mark: str) -> Mapping[str, list[str]]:
    """Return the lines under each heading that begins with a mark."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith(mark):
            found[line.removeprefix(mark)] = []
        elif line:
            found[next(reversed(found))].append(line)
    return found


def main() -> None:
    """Write what the reader says now."""
    lines: list[str] = []
    for form in sections(FORMS.read_text("utf-8"), "## "):
        lines.append(f"## {form}")
        for slip, changed in told(form, written(form)).items():
            lines += [f"# {slip}", *changed]
    SLIPS.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
