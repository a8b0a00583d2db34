"""Declared projects whose self-evaluation has not come, where those of the department's other projects have (SUM-020)."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher

from xlperf.data.names import bare, body_key, project_name_key
from xlperf.forms.form import Form, Source
from xlperf.rules.facts.subjects.subject import Facts
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.judging.submissions import yearly_amount
from xlperf.rules.versions.declared import declarations_of
from xlperf.rules.versions.version_groups import project_key
from xlperf.rules.versions.versions import Choice

_HALF = 0.5
_ENOUGH = 2
"""Of so many declarations at most one has a self-evaluation while a department still declares its projects."""


def evaluations_wanted(choice: Choice, counted: Sequence[Form], parts: Mapping[Source, Part]) -> dict[Source, Facts]:
    """Return the declarations of whose projects a self-evaluation is to be expected, with what is known of it.

    Args:
        choice: what counts; counted: these forms, in order.
        parts: department and year of each.

    Returns:
        by the source of the declaration, whether it has come; if not, the names of what its unit has evaluated and not
        declared, of which one may be the same project under another name, or else the one unit that has evaluated a project
        of this name and declared none: it may be the same unit under another name.
    """
    by_part: dict[Part, tuple[list[Form], list[Form]]] = {}
    for form in counted:
        by_part.setdefault(parts[form.source], ([], []))[form.kind != "declaration"].append(form)
    both = {part: kinds for part, kinds in by_part.items() if _ENOUGH * len(kinds[1]) >= len(kinds[0])}
    if not both:
        return {}
    pairs = declarations_of(choice)
    evaluated = set(map(project_key, pairs.values()))
    wanted: dict[Source, Facts] = {}
    for declarations, evaluations in both.values():
        alone = [form for form in evaluations if form.source not in pairs]
        waiting = [form for form in declarations if (key := project_key(form)) is not None and key not in evaluated]
        wanted.update({form.source: {"evaluated": True} for form in declarations if project_key(form) in evaluated})
        wanted.update({form.source: {"evaluated": False, **_instead(form, waiting, alone)} for form in waiting})
    return wanted


def _instead(declaration: Form, waiting: Sequence[Form], alone: Sequence[Form]) -> Facts:
    """Return what may be the self-evaluation of a declaration that has none: of its name, or of its unit and like it."""
    unit, name = body_key(declaration.text("/unit")), _name(declaration)
    named = [form.text("/unit") for form in alone if _name(form) == name]
    if len(named) == 1 and named[0] and sum(_name(form) == name for form in waiting) == 1:
        return {"evaluated_by": named[0]}
    own = [form for form in alone if body_key(form.text("/unit")) == unit and _is_like(form, declaration)]
    others = "、".join(filter(None, (form.text("/project_name") for form in own)))
    return {"evaluated_only": others} if others else {}


def of_renamed_units(counted: Sequence[Form], wanted: Mapping[Source, Facts], paired: Container[Source]) -> dict[Source, Form]:
    """Return, by the source of a self-evaluation without a declaration, that of its name by a unit perhaps renamed.

    Only where they share the money or an indicator: each school has its 设备购置.

    Args:
        counted: the forms; wanted: see ``evaluations_wanted``; paired: sources of self-evaluations that have a declaration.
    """
    renamed = {
        (str(facts["evaluated_by"]), form.year, _name(form)): form
        for form in counted
        if "evaluated_by" in (facts := wanted.get(form.source, {}))
    }
    places = ((form, (form.text("/unit"), form.year, _name(form))) for form in counted if form.kind != "declaration")
    alone = ((form, renamed[place]) for form, place in places if place in renamed and form.source not in paired)
    return {form.source: declaration for form, declaration in alone if _share(form, declaration)}


def _is_like(evaluation: Form, declaration: Form) -> bool:
    """Tell whether two forms may be of one project under two names: the money is the same, or an indicator, or half of the name."""
    names = (_name(evaluation), _name(declaration))
    return _share(evaluation, declaration) or SequenceMatcher(None, *names, autojunk=False).ratio() >= _HALF


def _share(evaluation: Form, declaration: Form) -> bool:
    """Tell whether two forms have the money of the year or an indicator in common."""
    if yearly_amount(evaluation) == yearly_amount(declaration) is not None:
        return True
    one, other = ({bare(row["level3"].raw) for row in form.rows if "level3" in row} for form in (evaluation, declaration))
    return bool((one & other) - {""})


def _name(form: Form) -> str:
    return project_name_key(form.text("/project_name"), form.text("/year"))
