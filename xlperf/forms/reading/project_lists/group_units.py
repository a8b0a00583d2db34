"""Rows of a table of many projects that name a unit above its projects, alone or with the sum of their money."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING, Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.layouts.wordings import wording
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.project_lists.list_header import ListHeader
from xlperf.forms.reading.project_lists.list_projects import ListedProject
from xlperf.forms.reading.project_lists.list_rows import NAME, has_indicator
from xlperf.forms.values.amounts import read_number
from xlperf.forms.values.form_text import COLON, key_of
from xlperf.forms.values.money_unit import unit_alone

_UNIT = "/unit"
_NUMBER = lazy_pattern(r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[、.．])\s*")
_BRACKETS = lazy_pattern(r"^[(（](.*)[)）]$")
_BODY = lazy_pattern(rf"\w{{2,24}}(?:{wording('bodies_over_projects')})")
_FEWEST_OF_SUM = 2


def without_sums(projects: Sequence[ListedProject], window: Window, header: ListHeader) -> list[ListedProject]:
    """Return the projects without rows that are none but a unit with the sum of the projects below it: each has it as its unit.

    Read as a project, its money would be counted twice.
    """
    kept: list[ListedProject] = []  # from the last to the first
    first = projects[0] if projects else None
    is_grouped = first is not None and (_is_only_unit(first, window, header) or any(unit_above(first, first.rows, window, header)))
    for project in reversed(projects):
        below = [] if _says_more(project, window, header) else _summed(project, kept, header)
        if kept and _is_only_unit(project, window, header) and (is_grouped or COLON.search(project.cells[NAME][0].text)):
            below = kept
        elif len(below) < _FEWEST_OF_SUM and not (below and _BODY.fullmatch(key_of(project.cells[NAME][0].text))):
            kept.append(project)
            continue
        for each in below:
            each.group = each.group or project.cells[NAME][0]
    return kept[::-1]


def _is_only_unit(project: ListedProject, window: Window, header: ListHeader) -> bool:
    """True for a row with nothing but the name of a unit, in a list without a column of units."""
    label = _label(header)
    if label is None or _says_more(project, window, header) or any(_money(project, header)):
        return False
    return bool(_unit_named(project.cells[NAME][0], label))


def _label(header: ListHeader) -> Label | None:
    """Return the label of the unit, None where the list has a column of it."""
    is_there = any(each.field == _UNIT for each, _, _ in header.fields)
    return None if is_there else next((each for each in header.layout.labels if each.field == _UNIT), None)


def _says_more(project: ListedProject, window: Window, header: ListHeader) -> bool:
    """True for a row with more than a name and amounts, as a project has it."""
    others = (name for name, cells in project.cells.items() if cells and name != NAME and not name.startswith(FUNDING))
    return NAME not in project.cells or len(project.rows) > 1 or any(others) or has_indicator(window.row(project.rows[0]), header)


def _summed(row: ListedProject, kept: Sequence[ListedProject], header: ListHeader) -> list[ListedProject]:
    """Return the projects right below a row whose money it sums up, column by column; none where it sums up none."""
    wanted = _money(row, header)
    if not any(wanted):
        return []
    sums, found = [Decimal(0)] * len(wanted), []
    for project in reversed(kept):
        sums = [one + other for one, other in zip(sums, _money(project, header), strict=True)]
        found.append(project)
        if sums == wanted:
            return found
    return []


def _money(project: ListedProject, header: ListHeader) -> list[Decimal]:
    fields = [label.field for label, _, _ in header.fields if label.type == "amount"]
    values = [read_number(cells[0].cell).value if (cells := project.cells.get(each)) else None for each in fields]
    return [each if isinstance(each, Decimal) else Decimal(0) for each in values]


def unit_above(project: ListedProject, rows: Collection[int], window: Window, header: ListHeader) -> Iterator[Field]:
    """Yield the unit of a project in a list that has no column of units: that of the nearest row above its group.

    单位：云溪市河道所 and 一、云溪市河道所 name one, alone or beside a sum; 一、特定目标类 names none.

    Args:
        project: of the list.
        rows: those of all its projects.
        window: the cells of the sheet.
        header: of the list.
    """
    label = _label(header)
    if label is None:
        return
    names = next(spot.column for field, spot, _ in header.fields if field.field == NAME)
    above = (window.row(row) for row in window.rows_between(header.last + 1, project.rows[0] - 1))
    free = (line for line in above if line[0].row not in rows or (len(line) == 1 and line[0].column < names))
    over = (line[0] for line in free if line[0].column <= names and all(map(is_number, line[1:])))
    spots = [*over, *([project.group] if project.group else [])]
    for spot in sorted(spots, key=lambda each: -each.row):
        name = _unit_named(spot, label)
        if name:
            yield Field(_UNIT, label.label, name, spot.text, spot.address)
            return


def _unit_named(spot: Spot, label: Label) -> str:
    """Return the unit that a row names, empty where it names none."""
    text = _NUMBER.sub("", spot.text.strip(), count=1).replace("：", ":")
    before, colon, behind = text.partition(":")
    if colon:
        return behind.strip() if key_of(before) in label.keys and unit_alone(key_of(behind)) is None else ""
    name = _BRACKETS.sub(r"\1", text.strip())
    return name if _BODY.fullmatch(key_of(name)) else ""
