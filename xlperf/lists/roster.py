"""The roster: which units owe which projects, and the control figure (控制数) of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from xlperf.data.money import WAN, YUAN, AmountUnit
from xlperf.data.names import body_key, project_name_key


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One line of the roster: a unit, and perhaps one of its projects.

    Attributes:
        unit: 实施单位.
        project: 项目名称, empty where the roster lists units only.
        category: 项目类别, empty where it is not given.
        amount: control figure in 元, None where it is not given.
    """

    unit: str
    project: str = ""
    category: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The lines of a roster, in its own order.

    Attributes:
        entries: the lines.
        in_wan: the control figures were given in 万元, so that they are rounded.
    """

    entries: tuple[RosterEntry, ...]
    in_wan: bool = False

    @property
    def amount_unit(self) -> AmountUnit:
        """The unit in which the control figures were given."""
        return WAN if self.in_wan else YUAN

    @property
    def units(self) -> tuple[str, ...]:
        """The units, each once under its first spelling, in the order of the roster."""
        found: dict[str, str] = {}
        for each in self.entries:
            found.setdefault(body_key(each.unit), each.unit)
        return tuple(found.values())

    def lists(self, unit: str) -> bool:
        """Tell whether a unit is on the roster, in whatever spelling."""
        return any(body_key(each.unit) == body_key(unit) for each in self.entries)

    def nearest(self, unit: str) -> str:
        """Return the unit of the roster whose name is most like this one, empty when none is like it."""
        names = {body_key(each): each for each in self.units}
        close = get_close_matches(body_key(unit), names, 1, 0.5)
        return names[close[0]] if close else ""

    def of_unit(self, unit: str) -> tuple[RosterEntry, ...]:
        """Return the lines of a unit."""
        return tuple(each for each in self.entries if body_key(each.unit) == body_key(unit))

    def find(self, unit: str, project: str, year: int | None = None) -> RosterEntry | None:
        """Return the line of a project of a year, or None."""
        name = project_name_key(project, year)
        return next((each for each in self.of_unit(unit) if each.project and project_name_key(each.project, year) == name), None)


def total_of(entries: Iterable[RosterEntry]) -> Decimal | None:
    """Return the sum of the control figures in 元, None when no line gives one."""
    amounts = [each.amount for each in entries if each.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None
