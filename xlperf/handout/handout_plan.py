"""Which unit gets which sheets: the roster, and what last year's summary knows of its projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.book.file_names import FileNames
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import body_key, project_name_key, shown_body
from xlperf.errors import InputError
from xlperf.lists.last_year import LastYear, PastProject, past_key
from xlperf.lists.roster import Roster, RosterEntry

_UNFIT = lazy_pattern(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_RESERVED = "history"
GUIDE, PAST, NOTHING = "填报说明", "上年参考", "有无项目确认"
UNNAMED = "项目"


@dataclass(frozen=True, slots=True)
class HandedProject:
    """One project of a unit, as far as it is known before the unit fills its form.

    Attributes:
        sheet: name of its sheet.
        project: 项目名称; empty where the roster lists the unit alone.
        category: 项目类别; empty where nobody says.
        ceiling: 控制数 in 元; None where the roster gives none.
        past: the project last year, None for a new one.
    """

    sheet: str
    project: str
    category: str = ""
    ceiling: Decimal | None = None
    past: PastProject | None = None


@dataclass(frozen=True, slots=True)
class HandedUnit:
    """The workbook of one unit.

    Attributes:
        file: its name.
        unit, department: as the roster writes them; department empty where nobody says.
        year: of the forms.
        projects: none for a unit that said 本年无项目 and confirms it.
    """

    file: str
    unit: str
    department: str
    year: int
    projects: tuple[HandedProject, ...]


def year_of(roster: Roster, asked: int | None) -> int:
    """Return the year of the hand-out: the one asked for, else the only one of the roster.

    Raises:
        InputError: the roster names none, or several.
    """
    if asked is not None:
        return asked
    years = sorted({each.year for each in roster.entries if each.year is not None})
    if len(years) != 1:
        said = f"名单里有几个年度（{'、'.join(map(str, years))}）" if years else "名单没有写年度"
        raise InputError(f"{said}，不知道发哪一年的表。", "请加 --year，如 --year 2026。")
    return years[0]


def plan_of(
    roster: Roster, last_year: LastYear | None, year: int, department: str, ending: str, past_year: int
) -> tuple[HandedUnit, ...]:
    """Return the workbook of each unit, in the order of the roster.

    A unit is known by its name and its department: 办公室 of two departments are two units.

    Args:
        roster: lines of other years are left out.
        last_year: what is known of last year, None for nothing.
        year: of the forms.
        department: for the lines that give none.
        ending: of every file's name, behind the unit.
        past_year: of the forms that are offered or evaluated.

    Raises:
        InputError: the roster has no line of this year.
    """
    groups: dict[tuple[str, str], list[RosterEntry]] = {}
    for each in roster.entries:
        if each.year in (None, year):
            groups.setdefault((body_key(each.department or department), body_key(each.unit)), []).append(each)
    if not groups:
        raise InputError(f"名单里没有 {year} 年的单位。", "请核对名单的“年度”一列和 --year。")
    names, shared = FileNames(), _shared(unit for _, unit in groups)
    past = _past_projects(last_year, past_year)
    units = []
    for (_, unit), lines in groups.items():
        above = next((each.department for each in lines if each.department), department)
        called = lines[0].unit if unit not in shared or not above else f"{shown_body(above)}_{lines[0].unit}"
        file = names.unused(f"{called.replace('/', '_')}{ending}")
        units.append(HandedUnit(file, lines[0].unit, above, year, _projects(lines, last_year, past, year, past_year == year)))
    return tuple(units)


def _shared(units: Iterable[str]) -> frozenset[str]:
    """Return the names that units of several departments have."""
    return frozenset(unit for unit, count in Counter(units).items() if count > 1)


def _past_projects(last_year: LastYear | None, year: int) -> dict[tuple[str, str], PastProject]:
    """Return the projects of a year by their keys; of two forms of one project the declaration, for it is what is filled again."""
    found: dict[tuple[str, str], PastProject] = {}
    for each in last_year.projects if last_year else ():
        if each.year in (None, year) and (each.key not in found or each.kind == "declaration"):
            found[each.key] = each
    return found


def _projects(
    lines: Sequence[RosterEntry], last_year: LastYear | None, past: dict[tuple[str, str], PastProject], year: int, of_past: bool
) -> tuple[HandedProject, ...]:
    named: dict[str, RosterEntry] = {}
    for each in lines:
        if each.project:
            named.setdefault(project_name_key(each.project, year), each)
    if not named and of_past and (declared := _declared(lines[0].unit, past, last_year)):
        return declared
    if not named:
        return () if any(each.nothing for each in lines) else (HandedProject(UNNAMED, ""),)
    tabs = _Tabs()
    projects = []
    for each in named.values():
        category = each.category or (last_year.category(each.unit, each.project) if last_year else "")
        known = past.get(past_key(each.unit, each.project))
        projects.append(HandedProject(tabs.unused(each.project), each.project, category, each.amount, known))
    return tuple(projects)


def _declared(unit: str, past: Mapping[tuple[str, str], PastProject], last_year: LastYear | None) -> tuple[HandedProject, ...]:
    """Return every project that a unit declared, for a roster that lists the unit alone."""
    tabs = _Tabs()
    own = (each for each in past.values() if body_key(each.unit) == body_key(unit))
    return tuple(
        HandedProject(
            tabs.unused(each.project), each.project, last_year.category(unit, each.project) if last_year else "", None, each
        )
        for each in own
    )


class _Tabs:
    """Gives out names of sheets, each once, as Excel takes them."""

    def __init__(self) -> None:
        self._taken = {each.casefold() for each in (GUIDE, PAST, NOTHING, _RESERVED)}

    def unused(self, project: str) -> str:
        wanted = " ".join(_UNFIT.sub("_", project).split()).strip("' ") or UNNAMED
        name, count = wanted[:_LONGEST_NAME].strip("' "), 1
        while name.casefold() in self._taken:
            count += 1
            end = f"（{count}）"
            name = f"{wanted[: _LONGEST_NAME - len(end)]}{end}"
        self._taken.add(name.casefold())
        return name
