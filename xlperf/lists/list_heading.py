"""The heading of a list: which columns are meant by which labels, in which unit its amounts are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.values.money_unit import SAID, UNITS, plain_unit, unit_somewhere, whole_name
from xlperf.lists.heading_rows import Labels, ListSheet, labels_above, labels_with_second, text_of
from xlperf.lists.list_words import TableKind, is_beside, is_total

_HEADING_ROWS = 20
"""The heading of the table is looked for in this many rows from the top."""

_UNIT_IN_LABEL = lazy_pattern(rf"\({SAID}\)|[/:,]?(?P<end>{UNITS})$")
"""控制数(单位:万元), 控制数/万元 and 控制数万元 are 控制数."""
_YEAR_BEFORE = lazy_pattern(r"^\(?(20\d\d)\)?(?:年度?)?")
"""2026年控制数 is 控制数: of which year a list is, its name and title say."""
_SHORTEST_ENDING = 3
"""区财政局核定控制数 ends in 控制数: an ending of so many characters tells a column, where only one has it."""
_BY_ENDING = ("unit", "project", "amount")
"""A department is named by too many words, and 说明 ends many a sentence."""

_Meaning = Callable[[str, Mapping[str, str]], str | None]


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading.

    Attributes:
        row: its last row.
        columns: by what they mean.
        labels: of every column, as written.
        unit: of the amounts; None where nothing in the heading or above it says.
        yearly: columns of amounts by their year, where no other one is meant and the list cannot do without.
    """

    row: int
    columns: Mapping[str, int]
    labels: Mapping[int, str]
    unit: str | None = None
    yearly: Mapping[int, int] = field(default_factory=dict)

    @property
    def used(self) -> tuple[str, ...]:
        """The labels of the columns that are meant, from the left."""
        return tuple(self.labels[column] for column in sorted({*self.columns.values(), *self.yearly.values()}))

    @property
    def unused(self) -> Mapping[int, str]:
        """The other labels by column, from the left."""
        meant = {*self.columns.values(), *self.yearly.values()}
        return {column: label for column, label in sorted(self.labels.items()) if column not in meant}

    def lacks(self, kind: TableKind) -> list[str]:
        """Return which needed columns it has not got."""
        return [each for each in kind.needed if each not in self.columns and not (each == "amount" and self.yearly)]


def heading_of(sheet: ListSheet, kind: TableKind) -> ListHeading | None:
    """Return the first row whose cells are known labels, None when there is none.

    One known label alone may be a word of any text: nothing stands beside it then but what stands beside names in a list.
    """
    found = (each for each in _candidates(sheet, kind) if not each.lacks(kind))
    return next((each for each in found if len(each.columns) > 1 or each.yearly or _stands_alone(each)), None)


def _stands_alone(heading: ListHeading) -> bool:
    return all(is_beside(bare(each)) for each in heading.unused.values())


def nearest_heading(sheet: ListSheet, kind: TableKind) -> ListHeading | None:
    """Return the row most like a heading, None where no row has two known labels."""
    likely = [each for each in _candidates(sheet, kind) if len(each.columns) > 1]
    return min(likely, key=lambda each: len(each.lacks(kind)), default=None)


def side_by_side(sheet: ListSheet, kind: TableKind) -> list[ListSheet]:
    """Return a sheet as it is, or the halves of one on which the same columns stand twice, one list beside the other."""
    heading = heading_of(sheet, kind)
    if heading is None:
        return [sheet]
    labels = heading.labels
    first, whose = labels[min(labels)], labels[heading.columns[kind.needed[0]]]
    again = [at for at, label in heading.unused.items() if label == first and at > min(labels)]
    if not again or whose not in heading.unused.values():
        return [sheet]
    above = {at: cell for at, cell in sheet.cells.items() if at[0] < heading.row and unit_somewhere(bare(text_of(cell)))}
    left, right = ({at: cell for at, cell in sheet.cells.items() if (at[1] >= again[0]) is is_right} for is_right in (False, True))
    return [replace(sheet, cells={**above, **left}), *side_by_side(replace(sheet, cells={**above, **right}), kind)]


def _candidates(sheet: ListSheet, kind: TableKind) -> Iterator[ListHeading]:
    known = {bare(label): name for name, labels in kind.columns.items() for label in labels}
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= _HEADING_ROWS + 1 and text_of(cell):
            rows.setdefault(row, {})[column] = text_of(cell)
    above: str | None = None
    for row, held in sorted(rows.items()):
        if row <= _HEADING_ROWS:
            alone = _heading(labels_above(sheet, rows, row), row, above, kind, known)
            if alone.columns.get(kind.needed[0], 0) not in {0: "", **rows.get(row + 1, {})}:
                labels = labels_with_second(sheet, rows, row, lambda text: _plain(bare(text), known) in known)
                yield _heading(labels, row + 1, above, kind, known) if labels else alone
            yield alone
        for text in held.values():
            above = unit_somewhere(bare(text)) or above


def _heading(labels: Labels, row: int, above: str | None, kind: TableKind, known: Mapping[str, str]) -> ListHeading:
    columns, yearly = _columns(labels, kind, known)
    amounts = [columns["amount"]] if "amount" in columns else list(yearly.values())
    said = [_UNIT_IN_LABEL.search(plain_unit(bare(part))) for at in amounts for part in reversed(labels[at])]
    unit = next((whole_name(each["unit"] or each["end"]) for each in said if each), above)
    return ListHeading(row, columns, {at: "".join(each) for at, each in labels.items()}, unit, yearly)


def _columns(labels: Labels, kind: TableKind, known: Mapping[str, str]) -> tuple[dict[str, int], dict[int, int]]:
    """Return the columns of a heading by what their labels mean, and those of amounts by year where only years tell them apart.

    A label as it stands goes first, then one without its year, then one that ends in a known label: these two only
    where one column alone has it, for of the columns of two years none can be told to be the one that is meant.  Of
    several amounts the one that the list names first is meant, and where no other is known the sum of them.
    """
    names = {at: _names(parts, known) for at, parts in sorted(labels.items())}
    other = {at for at, parts in labels.items() if any(each in bare("".join(parts)) for each in kind.other_amounts)}
    columns: dict[str, int] = {}
    ranks = [bare(each) for each in kind.columns.get("amount", ())]
    exact = [(ranks.index(name), at) for at, each in names.items() for name in each if name in ranks]
    plain = [each for each in exact if each[1] not in other]
    if plain:
        columns["amount"] = min(plain)[1]
    for at, each in names.items():
        for name in each:
            if known.get(name, "amount") != "amount":
                columns.setdefault(known[name], at)
    taken, yearly = {*columns.values(), *(at for _, at in exact)}, {}
    for meaning in (_without_year, _by_ending, _by_sum):
        found: dict[str, dict[int, str]] = {}
        for at, each in names.items():
            meant, label = next(((said, label) for label in each if (said := meaning(label, known))), ("", ""))
            if meant and meant not in columns and at not in taken and not (meant == "amount" and at in other):
                found.setdefault(meant, {})[at] = label
        columns.update({name: next(iter(at)) for name, at in found.items() if len(at) == 1})
        taken |= {column for at in found.values() for column in at}
        if meaning is _without_year and "amount" in kind.needed:
            yearly = {int(year[1]): at for at, label in found.get("amount", {}).items() if (year := _YEAR_BEFORE.match(label))}
    return columns, {} if "amount" in columns else yearly


def _names(parts: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a column may be called, as compared.

    Of two labels both together, the lower one in the year of the upper one, and the upper one over a sum.
    """
    if len(parts) == 1:
        return (_plain(bare(parts[0]), known),)
    upper, lower = (_plain(bare(each), known) for each in parts)
    year = _YEAR_BEFORE.match(upper)
    return (upper + lower, (year[0] if year else "") + lower, *((upper,) if is_total(lower) else ()))


def _plain(label: str, known: Mapping[str, str]) -> str:
    """Return the label of an amount without its unit; 单位:万元 above a table is no column 单位."""
    plain = _UNIT_IN_LABEL.sub("", plain_unit(label))
    return plain if known.get(plain, "amount") == "amount" and plain else label


def _without_year(label: str, known: Mapping[str, str]) -> str | None:
    return known.get(_YEAR_BEFORE.sub("", label))


def _by_ending(label: str, known: Mapping[str, str]) -> str | None:
    endings = [each for each in known if len(each) >= _SHORTEST_ENDING and known[each] in _BY_ENDING]
    found = {known[each] for each in endings if label.endswith(each)}
    return found.pop() if len(found) == 1 else None


def _by_sum(label: str, known: Mapping[str, str]) -> str | None:
    return "amount" if "amount" in known.values() and is_total(label) else None
