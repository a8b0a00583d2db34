"""The heading of a list: which columns are meant by which labels, in which unit its amounts are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlperf.data.money import YUAN
from xlperf.data.names import bare
from xlperf.data.resources import load_json
from xlperf.forms.values.money_unit import NAMED, SAID, UNITS, plain_unit, unit_of, whole_name
from xlperf.intake.sheet import Cell

Cells = Mapping[tuple[int, int], Cell]

_HEADING_ROWS = 20
"""The heading of the table is looked for in this many rows from the top."""

_UNIT_IN_LABEL = re.compile(rf"\({SAID}\)|[/:,]?(?P<end>{UNITS})$")
"""控制数(单位:万元), 控制数/万元 and 控制数万元 are 控制数."""
_YEAR_BEFORE = re.compile(r"^\(?20\d\d\)?(?:年度?)?")
"""2026年控制数 is 控制数: of which year a list is, its name and title say."""
_SHORTEST_ENDING = 3
"""区财政局核定控制数 ends in 控制数: an ending of so many characters tells a column, where only one has it."""
_UNIT_ABOVE = re.compile(rf"单位:?\(?(?:人民币)?{NAMED}(?:人民币)?(?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a list is for, and by which labels its columns are known.

    Attributes:
        noun: what it is called in messages, such as 名单.
        labels: its file in ``schemas/``, of ``column-labels.schema.json``.
        needed: columns without which a row is no heading.
        hint: what it should look like.
    """

    noun: str
    labels: str
    needed: tuple[str, ...]
    hint: str

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of every column."""
        return {name: tuple(labels) for name, labels in self._data["columns"].items()}

    @property
    def totals(self) -> frozenset[str]:
        """What a line of sums is called."""
        return frozenset(self._data["totals"])

    @property
    def titles(self) -> tuple[str, ...]:
        """How a line ends that only says what follows."""
        return tuple(self._data.get("titles", ()))

    @property
    def nothing(self) -> tuple[str, ...]:
        """What a line says of a unit that has no project."""
        return tuple(self._data.get("nothing", ()))

    @property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = load_json("schemas", self.labels)
        return data


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading: its row, its columns by what they mean, the unit of the amounts, and every label as written."""

    row: int
    columns: Mapping[str, int]
    unit: str
    labels: Mapping[int, str]

    @property
    def used(self) -> tuple[str, ...]:
        """The labels of the columns that are meant, from the left."""
        return tuple(self.labels[column] for column in sorted(self.columns.values()))

    @property
    def unused(self) -> tuple[str, ...]:
        """The other labels."""
        return tuple(label for column, label in sorted(self.labels.items()) if column not in self.columns.values())


def heading_of(cells: Cells, kind: TableKind) -> ListHeading | None:
    """Return the first row whose cells are known labels, None when there is none."""
    known = {bare(label): name for name, labels in kind.columns.items() for label in labels}
    above = str(YUAN)
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in cells.items():
        if row <= _HEADING_ROWS and text_of(cell):
            rows.setdefault(row, {})[column] = text_of(cell)
    for row, held in sorted(rows.items()):
        columns, unit = _columns(held, known, above)
        if columns.keys() >= set(kind.needed) and (len(columns) > 1 or len(held) == 1):
            return ListHeading(row, columns, unit, held)
        for text in held.values():
            line = _UNIT_ABOVE.search(plain_unit(bare(text)))
            above = unit_of(line) if line else above
    return None


def _columns(held: Mapping[int, str], known: Mapping[str, str], above: str) -> tuple[dict[str, int], str]:
    """Return the columns of a row by what their labels mean, and the unit of the amounts.

    A label as it stands goes first, then one without its year, then one that ends in a known label: these two only
    where one column alone has it, for of the columns of two years none can be told to be the one that is meant.
    """
    columns: dict[str, int] = {}
    plain = {column: _plain(bare(text), known) for column, text in held.items()}
    for column, label in sorted(plain.items()):
        if label in known:
            columns.setdefault(known[label], column)
    taken = set(columns.values())
    for meaning in (_without_year, _by_ending):
        found: dict[str, list[int]] = {}
        for column, label in sorted(plain.items()):
            name = meaning(label, known)
            if name and name not in columns and column not in taken:
                found.setdefault(name, []).append(column)
        columns.update({name: at[0] for name, at in found.items() if len(at) == 1})
        taken |= {column for at in found.values() for column in at}
    amount = _UNIT_IN_LABEL.search(plain_unit(bare(held[columns["amount"]]))) if "amount" in columns else None
    return columns, whole_name(amount["unit"] or amount["end"]) if amount else above


def _plain(label: str, known: Mapping[str, str]) -> str:
    """Return the label of an amount without its unit; 单位:万元 above a table is no column 单位."""
    plain = _UNIT_IN_LABEL.sub("", plain_unit(label))
    return plain if known.get(plain, "amount") == "amount" and plain else label


def _without_year(label: str, known: Mapping[str, str]) -> str | None:
    return known.get(_YEAR_BEFORE.sub("", label))


def _by_ending(label: str, known: Mapping[str, str]) -> str | None:
    # a department is named by too many words, and 说明 ends many a sentence
    endings = [each for each in known if len(each) >= _SHORTEST_ENDING and known[each] in ("unit", "project", "amount")]
    found = {known[each] for each in endings if label.endswith(each)}
    return found.pop() if len(found) == 1 else None


def text_of(cell: Cell | None) -> str:
    """Return the text of a cell, empty where there is none."""
    return "" if cell is None or cell.value is None else str(cell.value).strip()
