"""Rows of a table of many projects that name a unit above its projects, alone or with the sum of their money."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING, Field, Remark
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.project_lists.list_header import ListHeader
from xlperf.forms.reading.project_lists.list_projects import ListedProject
from xlperf.forms.reading.project_lists.list_rows import NAME, has_indicator
from xlperf.forms.values.amounts import read_number
from xlperf.forms.values.form_text import COLON, clean_line, key_of
from xlperf.forms.values.money_unit import unit_alone
from xlperf.forms.values.wordings import wording

_UNIT, _CODE = "/unit", "_code"
_NUMERALS = "一二三四五六七八九十"
_NUMBER = lazy_pattern(rf"\s*(?:[{_NUMERALS}]{{1,3}}\s*[、.．]|[(（][{_NUMERALS}\d]{{1,3}}[)）]|\d{{1,2}}\s*[、.．])\s*")
_OF_GROUP = lazy_pattern(rf"\s*(?:[{_NUMERALS}]{{1,3}}\s*(?:[、.．]|$)|[(（][{_NUMERALS}]{{1,3}}[)）])")
_BRACKETS = lazy_pattern(r"^[(（](.*)[)）]$")
_BODY = lazy_pattern(rf"\w{{2,24}}(?:{wording('bodies_over_projects')})")
_OF_KIND = lazy_pattern(rf"(?:{wording('ends_of_kinds')})$|\d")
_FEWEST_OF_SUM = 2


LIST_SUM = "list_sum"
"""Kind of the remark on the sum of a unit that is another than that of its projects."""


def without_sums(projects: Sequence[ListedProject], window: Window, header: ListHeader) -> tuple[list[ListedProject], list[Remark]]:
    """Return the projects without rows that are none but a unit above its projects, which have it as theirs.

    Read as a project, its money would be counted twice.  Beside a unit stands the sum of its projects, or another amount: then
    its number (一、) or the other units of the list tell that it is one, and a remark tells of the amount.
    """
    kept: list[ListedProject] = []  # from the last to the first
    told: list[Remark] = []
    own = 0  # those before are of units further down
    is_grouped = _is_grouped(projects, window, header)
    for project in reversed(projects):
        if project.is_more:
            kept.append(project)
            continue
        below = _summed(project, kept, header)
        is_unit = bool(_BODY.fullmatch(key_of(project.cells[NAME][0].text)))
        is_numbered = is_grouped or _is_numbered(project, window, header)
        if kept and _is_only_unit(project, header) and (is_numbered or COLON.search(project.cells[NAME][0].text)):
            below = kept
        elif not below and kept[own:] and kept[-1].is_more and is_numbered and _names_unit(project, header):
            below = kept[own:]
            told += _other_sum(project, below, header)
        elif len(below) < _FEWEST_OF_SUM and not (below and is_unit):
            kept.append(project)
            continue
        own = len(kept)
        for each in below:
            each.group = each.group or project.cells[NAME][0]
    return kept[::-1], told[::-1]


def _is_grouped(projects: Sequence[ListedProject], window: Window, header: ListHeader) -> bool:
    """True for a list whose first row is a unit, or in which a unit stands with the sum of the projects below it."""
    for project in projects:
        project.is_more = _says_more(project, window, header)
    first = projects[0] if projects else None
    if first is not None and (_is_only_unit(first, header) or any(unit_above(first, first.rows, window, header))):
        return True
    if first is not None and _is_over_blank(first, projects[1:], header):
        return True
    named = [index for index, each in enumerate(projects) if not each.is_more and _BODY.fullmatch(key_of(each.cells[NAME][0].text))]
    return any(_summed(projects[index], projects[:index:-1], header) for index in named)


def _is_over_blank(first: ListedProject, others: Sequence[ListedProject], header: ListHeader) -> bool:
    """True for a first row that names a unit beside amounts no less than those below it, of which one was left blank."""
    if first.is_more or not _names_unit(first, header) or not others or not all(each.is_more for each in others):
        return False
    sums = map(sum, zip(*(_money(each, header) for each in others), strict=True))
    are_blank = any(not any(_money(each, header)) for each in others)
    return are_blank and all(said >= found for said, found in zip(_money(first, header), sums, strict=True))


def _is_numbered(project: ListedProject, window: Window, header: ListHeader) -> bool:
    """True for a row that is numbered as a group of projects is: 一、云溪市河道所, and （一） in the column of 序号."""
    numbers = (each.text for each in window.row(project.rows[0]) if each.column in header.numbers)
    return any(_OF_GROUP.match(each) for each in (*numbers, project.cells[NAME][0].text))


def _names_unit(project: ListedProject, header: ListHeader) -> bool:
    """True for the name of a unit in a list without a column of units."""
    label = _label(header)
    return label is not None and bool(_unit_named(project.cells[NAME][0], label))


def _other_sum(project: ListedProject, below: Sequence[ListedProject], header: ListHeader) -> Iterator[Remark]:
    """Yield a remark on the first amount of a unit that is not what its projects have together."""
    wanted, sums = _money(project, header), map(sum, zip(*(_money(each, header) for each in below), strict=True))
    for field, said, found in zip(header.amounts, wanted, sums, strict=True):
        if said and said != found:
            name, spot = project.cells[NAME][0], project.cells[field][0]
            detail = {"label": clean_line(name.text), "text": clean_line(spot.text), "how": f"{found:,f}", "count": str(len(below))}
            yield Remark(LIST_SUM, cell=spot.address, detail=detail | {"other": f"{abs(said - found):,f}"})
            return


def _is_only_unit(project: ListedProject, header: ListHeader) -> bool:
    """True for a row with nothing but the name of a unit, in a list without a column of units."""
    return not project.is_more and not any(_money(project, header)) and _names_unit(project, header)


def _label(header: ListHeader) -> Label | None:
    """Return the label of the unit, None where the list has a column of it."""
    return None if header.extent_of(_UNIT) else next((each for each in header.layout.labels if each.field == _UNIT), None)


def _says_more(project: ListedProject, window: Window, header: ListHeader) -> bool:
    """True for a row with more than a name, its code and amounts, as a project has it."""
    plain = (name for name, cells in project.cells.items() if cells and name != NAME and not name.endswith(_CODE))
    others = (name for name in plain if not name.startswith(FUNDING))
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
    values = [read_number(cells[0].cell).value if (cells := project.cells.get(each)) else None for each in header.amounts]
    return [each if isinstance(each, Decimal) else Decimal(0) for each in values]


def unit_above(project: ListedProject, rows: Collection[int], window: Window, header: ListHeader) -> Iterator[Field]:
    """Yield the unit of a project in a list that has no column of units: that of the nearest row above its group.

    单位：云溪市河道所 and 一、云溪市河道所 name one, alone or beside a sum; 一、特定目标类 names none.
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
        name = _unit_named(spot, label) or (clean_line(spot.text) if _is_among_units(spot, label, rows, window, header) else "")
        if name:
            yield Field(_UNIT, label.label, name, spot.text, spot.address)
            return


def _is_among_units(spot: Spot, label: Label, rows: Collection[int], window: Window, header: ListHeader) -> bool:
    """True for words merged over the same columns as the names of other units are: 云溪市青竹岭林场 among 云溪市河道所 and ….

    Else its projects would be those of the unit before it.  一、特定目标类 is numbered, or ends as kinds of projects do.
    """
    if spot.right == spot.column or _NUMBER.match(spot.text) or _OF_KIND.search(spot.key) is not None:
        return False
    lines = (window.row(row) for row in window.rows_below(header.last) if row not in rows)
    likes = (line[0] for line in lines if (line[0].column, line[0].right) == (spot.column, spot.right))
    return any(_unit_named(each, label) for each in likes)


def _unit_named(spot: Spot, label: Label) -> str:
    """Return the unit that a row names, empty where it names none."""
    text = _NUMBER.sub("", spot.text.strip(), count=1).replace("：", ":")
    before, colon, behind = text.partition(":")
    if colon:
        return behind.strip() if key_of(before) in label.keys and unit_alone(key_of(behind)) is None else ""
    name = _BRACKETS.sub(r"\1", text.strip())
    return name if _BODY.fullmatch(key_of(name)) else ""
