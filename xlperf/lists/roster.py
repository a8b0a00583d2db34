"""The roster: which units owe which projects, and the control figure (控制数) of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN, YUAN_PER, AmountUnit
from xlperf.data.named_units import UnitsByName
from xlperf.data.names import body_key, project_name_key
from xlperf.data.unit_twins import meant_units
from xlperf.lists.list_usage import ListUsage


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One line of the roster: a unit, and perhaps one of its projects.

    Attributes:
        unit: 实施单位.
        project: 项目名称, empty where the roster lists units only.
        category: 项目类别, empty where it is not given.
        amount: control figure in 元, None where it is not given.
        department: 主管部门, empty where the roster does not say.
        year: 年度, None where the roster does not say: the line then binds every year.
        contact, email: 联系人 and 邮箱 of the unit, as written; empty where the roster does not say.
        nothing: the line says 本年无项目: the unit has reported that it owes nothing (零报).
        aliases: the names by which its forms may call the unit, too (简称).
    """

    unit: str
    project: str = ""
    category: str = ""
    amount: Decimal | None = None
    department: str = ""
    year: int | None = None
    nothing: bool = False
    contact: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class _Index:
    """What a roster is asked by: made once, because a batch asks for every form of a thousand.

    Attributes:
        units: the first spelling of each unit by its key, in the order of the roster.
        entries: the lines of each unit by its key.
        projects: the line of each project by its key, for the units and years that were asked for.
        nearest: the answers for the names that are not on the roster.
        by_name: finds the units that paths and sentences name.
    """

    units: dict[str, str]
    entries: dict[str, tuple[RosterEntry, ...]]
    projects: dict[tuple[str, int | None], dict[str, RosterEntry]] = field(default_factory=dict)
    nearest: dict[str, str] = field(default_factory=dict)
    by_name: UnitsByName = field(init=False)

    def __post_init__(self) -> None:
        """Make ready what every file of unknown origin is asked of."""
        self.by_name = UnitsByName(self.units)


_FEWEST_FIGURES = 3
_ALIKE = 0.5
_IN_FRONT = lazy_pattern(r"^[\u4e00-\u9fff]{1,8}?[省市区县镇乡]")
_COMMON_END = lazy_pattern(r"(?:服务|管理)?(?:中心|所|站|院|局|馆|处|队|办公室|委员会)$")


@dataclass(frozen=True, slots=True)
class Roster:
    """The lines of a roster, in its own order.

    Attributes:
        entries: the lines.
        in_wan: the control figures were given in 万元, so that they are rounded.
        coarse: they were given in a unit above 万元: too rounded to be held against an amount to the 分.
        usage: what of its file was used; None for one that was read from no file.
        likely_unit: the unit of money that the figures are probably in, where that is not the one given; empty as a rule.
        spelt: how the roster writes the units that its lines bear under the forms' own names, by their keys.
    """

    entries: tuple[RosterEntry, ...]
    in_wan: bool = False
    coarse: bool = False
    usage: ListUsage | None = field(default=None, compare=False)
    likely_unit: str = ""
    spelt: Mapping[str, str] = field(default_factory=dict, compare=False)
    _index: _Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the lines by the unit they belong to."""
        units: dict[str, str] = {}
        entries: dict[str, list[RosterEntry]] = {}
        for each in self.entries:
            key = body_key(each.unit)
            units.setdefault(key, each.unit)
            entries.setdefault(key, []).append(each)
        object.__setattr__(self, "_index", _Index(units, {key: tuple(lines) for key, lines in entries.items()}))

    @property
    def amount_unit(self) -> AmountUnit:
        """The unit in which the control figures were given."""
        return WAN if self.in_wan else YUAN

    @property
    def slack(self) -> Decimal:
        """How far, in 元, a figure may be off by its rounding: half of the last place that the figures in 万元 have.

        Two figures may be round by chance; of more, all whole 万元 or all with one decimal were rounded.
        """
        if not self.in_wan:
            return Decimal("0.005")
        given = [each.amount for each in self.entries if each.amount is not None]
        places = (YUAN_PER[WAN], YUAN_PER[WAN] / 10) if len(given) >= _FEWEST_FIGURES else ()
        step = next((each for each in places if not any(amount % each for amount in given)), YUAN_PER[WAN] / 100)
        return step / 2

    @property
    def units(self) -> tuple[str, ...]:
        """The units, each once under its first spelling, in the order of the roster."""
        return tuple(self._index.units.values())

    def among(self, forms: Iterable[tuple[str, str]], departments: Iterable[str] = ()) -> Roster:
        """Return the roster with the names of the forms for those of its units that these call by a fuller or a shorter name.

        Where it has the unit by the name of its forms, too, it is the same unit if these are of the projects of all its lines.

        Args:
            forms: unit and project of each, as written; departments: of the forms.
        """
        reported: dict[str, str] = {}
        sent: dict[str, set[str]] = {}
        for unit, project in forms:
            reported.setdefault(body_key(unit), unit)
            sent.setdefault(body_key(unit), set()).add(project_name_key(project))
        units = self._index.units
        again = meant_units(units.keys() - reported.keys(), reported)
        known = {one: other for one, other in again.items() if other in units}
        twins = {one: other for one, other in known.items() if self._projects(one) <= sent[other] - self._projects(other)}
        twins |= meant_units(units, reported, map(body_key, departments))
        meant = {key: reported[other] for key, other in twins.items()}
        entries = tuple(replace(each, unit=meant.get(body_key(each.unit), each.unit)) for each in self.entries)
        spelt = {body_key(name): self._index.units[key] for key, name in meant.items()}
        return replace(self, entries=entries, spelt={**self.spelt, **spelt})

    @property
    def called(self) -> Mapping[str, str]:
        """The units by the keys of the other names that the roster itself gives them (简称), each of one unit alone."""
        names: dict[str, set[str]] = {}
        for each in self.entries:
            for alias in each.aliases:
                names.setdefault(body_key(alias), set()).add(body_key(each.unit))
        units = self._index.units
        return {key: units[min(meant)] for key, meant in names.items() if len(meant) == 1 and key not in units}

    def _projects(self, key: str) -> set[str]:
        return {project_name_key(each.project) for each in self._index.entries[key]}

    def lists(self, unit: str) -> bool:
        """Tell whether a unit is on the roster, in whatever spelling."""
        return body_key(unit) in self._index.units

    def nearest(self, unit: str) -> str:
        """Return the unit of the roster whose name is most like this one, empty when none is like it."""
        key, units, known = body_key(unit), self._index.units, self._index.nearest
        if key in units:
            return units[key]
        if key not in known:  # looked for once: it compares with every unit, letter by letter
            close = (each for each in get_close_matches(key, units, cutoff=_ALIKE) if _shares_its_own(key, each))
            known[key] = units[found] if (found := next(close, "")) else ""
        return known[key]

    def named_in(self, text: str) -> str:
        """Return the unit that a path or a sentence names, by its name or a short form of it; empty for none or several."""
        return self._index.units.get(self._index.by_name.in_path(text), "")

    def of_unit(self, unit: str) -> tuple[RosterEntry, ...]:
        """Return the lines of a unit."""
        return self._index.entries.get(body_key(unit), ())

    def contact_of(self, unit: str) -> tuple[str, str]:
        """Return 联系人 and 邮箱 of a unit, the first that its lines give; empty where they give none."""
        lines = self.of_unit(unit)
        contact = next((each.contact for each in lines if each.contact), "")
        return contact, next((each.email for each in lines if each.email), "")

    def find(self, unit: str, project: str, year: int | None = None) -> RosterEntry | None:
        """Return the line of a project of a year, or None."""
        asked = body_key(unit), year
        if asked not in self._index.projects:
            found: dict[str, RosterEntry] = {}
            for each in self._index.entries.get(asked[0], ()):
                if each.project:
                    found.setdefault(project_name_key(each.project, year), each)
            self._index.projects[asked] = found
        return self._index.projects[asked].get(project_name_key(project, year))


def _shares_its_own(one: str, other: str) -> bool:
    """Tell whether two names agree in more than what many bodies of a place have: its name in front, 中心 or 院 behind."""
    own = [_COMMON_END.sub("", _IN_FRONT.sub("", each, count=1)) for each in (one, other)]
    short, long = sorted(own, key=len)
    pairs = {long[at : at + 2] for at in range(len(long) - 1)}
    is_alike = SequenceMatcher(None, short, long, autojunk=False).ratio() >= _ALIKE
    return is_alike or (short != "" and short in long) or any(short[at : at + 2] in pairs for at in range(len(short) - 1))


def total_of(entries: Iterable[RosterEntry]) -> Decimal | None:
    """Return the sum of the control figures in 元, None when no line gives one."""
    amounts = [each.amount for each in entries if each.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None
