"""Which department and year a line of the roster binds.

It belongs to the department in whose forms its project or unit stands; only a line for which nothing came needs to be placed:
by its own department, else by where its unit's other forms stand, else by where most units of the roster do.  A line without
a year binds every year that the folder is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from xlperf.data.names import body_key, project_name_key
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules.judging.batch_parts import Part


def _binds(entry: RosterEntry, year: int | None, known: frozenset[int]) -> bool:
    """Tell whether a line is of a year; forms without a year are held against the only year that the roster names."""
    return entry.year is None or entry.year == year or (year is None and len(known) == 1)


def placed_lines(
    roster: Roster, of_part: Mapping[Part, Sequence[Form]], beside: Collection[int]
) -> dict[Part, list[RosterEntry]]:
    """Return the lines of the roster by the part that they bind, year by year.

    Args:
        roster: its lines.
        of_part: the forms by department and year.
        beside: years of which only lines that name them bind anybody.
    """
    known = frozenset(each.year for each in roster.entries if each.year is not None)
    departments = {part[0] for part in of_part}
    named = any(body_key(each.department) in departments for each in roster.entries if each.department)
    anywhere: dict[str, Counter[str]] = {}
    for part, forms in of_part.items():
        for form in forms:
            anywhere.setdefault(body_key(form.text("/unit")), Counter())[part[0]] += 1
    placed: dict[Part, list[RosterEntry]] = {}
    for year in dict.fromkeys(part[1] for part in of_part):
        held = _Held(year, {part[0]: forms for part, forms in of_part.items() if part[1] == year}, roster, anywhere)
        for entry in roster.entries:
            if _binds(entry, year, known) and (entry.year is not None or year not in beside):
                for department in held.departments_of(entry, named):
                    placed.setdefault((department, year), []).append(entry)
    return placed


class _Held:
    """The forms of one year by department, asked where a line of the roster belongs."""

    def __init__(
        self, year: int | None, forms: Mapping[str, Sequence[Form]], roster: Roster, anywhere: Mapping[str, Counter[str]]
    ) -> None:
        self._year, self._departments, self._anywhere = year, tuple(forms), anywhere
        self._projects: dict[tuple[str, str], dict[str, None]] = {}
        self._units: dict[str, Counter[str]] = {}
        listed: Counter[str] = Counter()
        for department, members in forms.items():
            for form in members:
                unit = body_key(form.text("/unit"))
                self._projects.setdefault((unit, project_name_key(form.text("/project_name"), year)), {})[department] = None
                self._units.setdefault(unit, Counter())[department] += 1
                listed[department] += roster.lists(form.text("/unit"))
        self._main = max(self._departments, key=lambda each: listed[each])

    def departments_of(self, entry: RosterEntry, by_column: bool) -> tuple[str, ...]:
        """Return the departments that a line binds: more than one only where its project stands in the forms of each."""
        unit = body_key(entry.unit)
        found = self._projects.get((unit, project_name_key(entry.project, self._year))) if entry.project else None
        if found:
            return tuple(found)
        here = self._most(self._units.get(unit))
        if here is not None and not entry.project:
            return (here,)
        if by_column and entry.department:
            own = body_key(entry.department)
            return (own,) if own in self._departments else ()
        most = (here, self._most(self._anywhere.get(unit)), self._main)
        return (next(each for each in most if each is not None),)

    def _most(self, counts: Counter[str] | None) -> str | None:
        if not counts:
            return None
        return max((each for each in self._departments if counts[each]), key=lambda each: counts[each], default=None)
