"""Who owes what (报送情况): the roster held against what came, once for every department and year of the folder.

A line of the roster is settled by any form of its project, declaration or self-evaluation.  Which department and year it
binds is told in ``roster_places.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlperf.data.money import is_summed
from xlperf.data.names import body_key
from xlperf.forms.form import Form, Source
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.judging.published_figures import money_of
from xlperf.rules.judging.roster_places import placed_lines
from xlperf.rules.judging.roster_projects import ProjectName, ProjectNames, as_listed, by_project, projects_of


@dataclass(frozen=True, slots=True)
class Submission:
    """What one unit owes of one department and year, and what it handed in.

    应报 = 已报 + 未报; 零报, 多报 and what was withdrawn stand beside them.

    Attributes:
        part: department and year.
        unit: 实施单位, as the roster writes it or, where it is not on the roster, the form.
        listed: the roster knows the unit, be it for another year or department.
        declarations, evaluations: forms that count, by kind.
        unnamed: forms without a project name, which settle no line and are no surplus.
        total: money of the year in 元, each project once; None where an amount is blank, unread or beyond all sums.
        unread: projects whose amount is such.
        unsummed: projects of which only a self-evaluation came that may be of one that is declared, under another name: they
            are not in the total.
        bound: lines of the roster bind the unit here.
        named: these lines name projects.
        due: 应报, projects that the unit owes; None where the roster names the unit only, or does not bind it.
        received: 已报, projects of these that came; all that came where only the unit is named.
        missing: 未报, names of the projects that did not come; empty where only the unit is named.
        missing_n: how many did not come.
        withdrawn: names of the projects that came once and stand no more in the newer workbook of the unit: it owes them no more.
        reported_none: 零报, lines or forms that say that the unit has no project.
        surplus: 多报, forms of projects that the roster does not list for the unit here.
        control: sum of the control figures in 元, None where a line has none.
        some_control: a line has a control figure.
        lines: lines that bind the unit.
        expected: for each form the line of its project; None for a surplus form.
    """

    part: Part
    unit: str
    listed: bool
    declarations: tuple[Form, ...]
    evaluations: tuple[Form, ...]
    unnamed: int
    total: Decimal | None
    unread: int
    unsummed: int = 0
    bound: bool = False
    named: bool = False
    due: int | None = None
    received: int = 0
    missing: tuple[str, ...] = ()
    missing_n: int = 0
    withdrawn: tuple[str, ...] = ()
    reported_none: int = 0
    surplus: tuple[Form, ...] = ()
    control: Decimal | None = None
    some_control: bool = False
    lines: int = 0
    expected: Mapping[Source, RosterEntry | None] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms that count, declarations first."""
        return (*self.declarations, *self.evaluations)

    @property
    def surplus_projects(self) -> int:
        """多报 as projects: the declaration and the self-evaluation of one are one."""
        names = [form.text("/project_name") for form in self.surplus]
        return len(set(map(ProjectNames(self.part[1], names).of, names)))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A roster held against a folder.

    Attributes:
        submissions: what every unit owes and has handed in: part by part, the units of the roster first, in its order.
        unbound: lines of departments or years of which the folder holds no form; nobody is held against them.
    """

    submissions: tuple[Submission, ...]
    unbound: tuple[RosterEntry, ...] = ()


def reckon(
    roster: Roster,
    forms: Sequence[Form],
    parts: Mapping[Source, Part],
    otherwise: Part = ("", None),
    without_projects: Iterable[tuple[Part, str]] = (),
    beside: Collection[int] = (),
    withdrawn: Sequence[Form] = (),
) -> Reckoning:
    """Return what every unit owes and has handed in.

    Args:
        roster: its lines.
        forms: those that count.
        parts: the department and year of every form.
        otherwise: the part that is reckoned when nothing at all came.
        without_projects: part and unit of every form that says 本年无项目 instead of a project.
        beside: years that are not asked for, of which forms lie among the others: only lines that name them bind them.
        withdrawn: forms that do not count because the newer workbook of their unit has left them out.
    """
    of_part: dict[Part, list[Form]] = {}
    for form in forms:
        of_part.setdefault(parts[form.source], []).append(form)
    for part, _ in without_projects:
        of_part.setdefault(part, [])
    of_part = of_part or {otherwise: []}
    lines = placed_lines(roster, of_part, beside)
    silent = {(part, body_key(unit)) for part, unit in without_projects}
    found = [
        each
        for part, members in of_part.items()
        for each in _of_part(
            roster, part, lines.get(part, ()), members, silent, [form for form in withdrawn if parts[form.source] == part]
        )
    ]
    bound = {id(each) for held in lines.values() for each in held}
    return Reckoning(tuple(found), tuple(each for each in roster.entries if id(each) not in bound))


def yearly_amount(form: Form) -> Decimal | None:
    """Return the money of the form's year in 元: 年度资金申请总额, or 全年预算数 of a self-evaluation."""
    return form.amount(money_of(form.kind))


def _of_part(
    roster: Roster,
    part: Part,
    lines: Sequence[RosterEntry],
    forms: Sequence[Form],
    silent: set[tuple[Part, str]],
    withdrawn: Sequence[Form],
) -> list[Submission]:
    """Return the submissions of one part."""
    of_unit, out = _by_unit(forms), _by_unit(withdrawn)
    entries: dict[str, list[RosterEntry]] = {}
    for each in lines:
        entries.setdefault(body_key(each.unit), []).append(each)
    found = [
        _bound(part, roster.nearest(own[0].unit), own, of_unit.pop(key, []), (part, key) in silent, out.get(key, []))
        for key, own in entries.items()
    ]
    is_declared = any(form.kind == "declaration" for form in forms)
    return found + [_unbound(part, roster, members, bool(lines), is_declared) for members in of_unit.values()]


def _by_unit(forms: Iterable[Form]) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(body_key(form.text("/unit")), []).append(form)
    return found


def _bound(
    part: Part, unit: str, lines: Sequence[RosterEntry], forms: Sequence[Form], is_silent: bool, withdrawn: Sequence[Form]
) -> Submission:
    """Return the submission of a unit that has lines of the roster here."""
    written = (form.text("/project_name") for form in (*forms, *withdrawn))
    names = ProjectNames(part[1], [*(each.project for each in lines), *written])
    came = projects_of(names, forms)
    amounts = {key: _amount_of(members) for key, members in came.items()}
    named = by_project(names, [each for each in lines if each.project and not each.nothing], amounts)
    projects = as_listed(came, named)
    whole = [each for each in lines if not each.project and not each.nothing]
    zero = max(sum(each.nothing for each in lines), int(is_silent))
    is_named = bool(named or zero)
    summed = _summed(projects, named, any(form.kind == "declaration" for form in forms))
    out = as_listed(projects_of(names, withdrawn), named)
    left = {key: entry.project for key, entry in named.items() if key not in projects}
    missing = tuple(project for key, project in left.items() if key not in out)
    due = len(named) - len(left) + len(missing)
    expected: dict[Source, RosterEntry | None] = {}
    if is_named:
        by_name = {key: members for key, members in projects.items() if isinstance(key, tuple)}
        expected = {form.source: named.get(key) for key, members in by_name.items() for form in members}
    return replace(
        _handed_in(part, unit, forms, summed),
        unsummed=len(projects) - len(summed),
        bound=True,
        named=is_named,
        due=due if is_named else None,
        received=due - len(missing) if is_named else len(projects),
        missing=missing,
        missing_n=len(missing) if is_named else int(not projects),
        withdrawn=tuple(project for key, project in left.items() if key in out),
        reported_none=zero,
        surplus=tuple(form for form in forms if form.source in expected and expected[form.source] is None),
        control=_control(whole, list(named.values())),
        some_control=any(each.amount is not None for each in lines),
        lines=len(lines),
        expected=expected,
    )


def _summed(
    projects: Mapping[ProjectName | Source, Sequence[Form]], named: Collection[ProjectName | Source], is_declared: bool
) -> dict[ProjectName | Source, Sequence[Form]]:
    """Return the projects whose money is added up: where others are declared, not one of which only a self-evaluation came.

    It may be the self-evaluation of a declared project whose name, or whose unit's, has changed since.  One that settles
    a line of the roster is what the line is about.
    """
    return {
        key: forms
        for key, forms in projects.items()
        if not is_declared or key in named or any(form.kind == "declaration" for form in forms)
    }


def _unbound(part: Part, roster: Roster, forms: Sequence[Form], is_bound_part: bool, is_declared: bool) -> Submission:
    """Return the submission of a unit that the roster does not list, or not for this department and year."""
    unit = forms[0].text("/unit")
    listed = bool(unit) and roster.lists(unit)
    projects = projects_of(ProjectNames(part[1], [each.text("/project_name") for each in forms]), forms)
    summed = _summed(projects, (), is_declared)
    handed_in = _handed_in(part, roster.nearest(unit) if listed else unit, forms, summed)
    made = replace(handed_in, listed=listed, unsummed=len(projects) - len(summed))
    # Of a unit that is listed without its projects, or for no such year, no project is too many.
    if not unit or not is_bound_part or (listed and not any(each.project for each in roster.of_unit(unit))):
        return replace(made, received=len(projects))
    surplus = tuple(form for form in forms if form.text("/project_name"))
    return replace(made, surplus=surplus, expected=dict.fromkeys((form.source for form in surplus), None))


def _handed_in(part: Part, unit: str, forms: Sequence[Form], projects: Mapping[ProjectName | Source, Sequence[Form]]) -> Submission:
    amounts = [_amount_of(each) for each in projects.values()]
    known = [each for each in amounts if each is not None]
    return Submission(
        part,
        unit,
        listed=True,
        declarations=tuple(form for form in forms if form.kind == "declaration"),
        evaluations=tuple(form for form in forms if form.kind == "self_evaluation"),
        unnamed=sum(not form.text("/project_name") for form in forms),
        total=sum(known, Decimal(0)) if len(known) == len(amounts) else None,
        unread=len(amounts) - len(known),
    )


def _control(whole: Sequence[RosterEntry], named: Sequence[RosterEntry]) -> Decimal | None:
    """Return the control figure of a unit in 元: that of the unit itself, else the sum of all its projects'."""
    own = {each.amount for each in whole if each.amount is not None}
    if own:
        return sum(own, Decimal(0))
    amounts = [each.amount for each in named]
    return sum((each for each in amounts if each is not None), Decimal(0)) if amounts and None not in amounts else None


def _amount_of(project: Sequence[Form]) -> Decimal | None:
    """Return the money of a project: of its declaration or, where there is none, of its self-evaluation."""
    forms = [form for form in project if form.kind == "declaration"] or list(project)
    amounts = [amount for form in forms if (amount := yearly_amount(form)) is not None and is_summed(amount)]
    return sum(map(round_half_up, amounts), Decimal(0)) if len(amounts) == len(forms) else None
