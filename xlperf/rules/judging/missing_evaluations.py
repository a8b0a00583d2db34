"""Declared projects whose self-evaluation has not come, where those of the department's other projects have (SUM-020)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlperf.data.names import body_key
from xlperf.forms.form import Form, Source
from xlperf.rules.judging.batch_parts import Part
from xlperf.rules.versions.declared import declarations_of
from xlperf.rules.versions.version_groups import project_key
from xlperf.rules.versions.versions import Choice

_ENOUGH = 2
"""Of so many declarations at most one has a self-evaluation while a department still declares its projects."""


def evaluations_wanted(choice: Choice, counted: Sequence[Form], parts: Mapping[Source, Part]) -> dict[Source, str | None]:
    """Return the declarations of whose projects a self-evaluation is to be expected.

    Args:
        choice: what counts; counted: these forms, in order.
        parts: department and year of each.

    Returns:
        by the source of the declaration, None where it has come, else the names of what its unit has evaluated and not
        declared (empty for nothing): one of them may be the same project under another name.
    """
    by_part: dict[Part, tuple[list[Form], list[Form]]] = {}
    for form in counted:
        by_part.setdefault(parts[form.source], ([], []))[form.kind != "declaration"].append(form)
    both = {part: kinds for part, kinds in by_part.items() if all(kinds) and _ENOUGH * len(kinds[1]) >= len(kinds[0])}
    if not both:
        return {}
    pairs = declarations_of(choice)
    evaluated = set(map(project_key, pairs.values()))
    wanted: dict[Source, str | None] = {}
    for declarations, evaluations in both.values():
        alone: dict[str, list[str]] = {}
        for form in evaluations:
            if form.source not in pairs:
                alone.setdefault(body_key(form.text("/unit")), []).append(form.text("/project_name"))
        for form in declarations:
            key = project_key(form)
            if key is not None:
                others = alone.get(body_key(form.text("/unit")), [])
                wanted[form.source] = None if key in evaluated else "、".join(filter(None, others))
    return wanted
