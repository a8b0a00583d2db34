"""Projects of one unit that are probably one, sent twice: under a name that says 调整, that was mistyped, or that was changed."""

from __future__ import annotations

from typing import Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import are_numbered_apart, body_key, is_slip, lasting_name, without_project_end
from xlperf.forms.form import Form
from xlperf.rules.facts.similar import Likeness
from xlperf.rules.facts.words.phrases import phrases

_VERSION = lazy_pattern(f"(?:{phrases('project_versions')})+$")


def is_version_name(one: str, other: str) -> bool:
    """Tell whether one name is the other with words for a version behind it: …整治（调整） and …整治."""
    names = lasting_name(one), lasting_name(other)
    plain = [_VERSION.sub("", each) for each in names]
    return plain[0] == plain[1] != "" and names[0] != names[1]


def is_same_item(form: Form, other: Form) -> bool:
    """Tell whether two units have a project of one name: what each of a department's schools has to do by rule reads alike."""
    names = (lasting_name(each.text("/project_name")) for each in (form, other))
    return len(set(names)) == 1 and body_key(form.text("/unit")) != body_key(other.text("/unit"))


def twin_by(form: Form, goal: Likeness, rows: Likeness | None, is_same_money: bool) -> Literal["name", "content"] | None:
    """Return by what the project with that goal is probably this one again, sent by the same unit: its name, or all else; or None.

    Args:
        form: of the project.
        goal: what its goal shares with the one most like it, which is of the project in question.
        rows: what its indicators share with those most like them; None for nothing.
        is_same_money: both ask for the same money of the year.
    """
    other = goal.other
    names = form.text("/project_name"), other.text("/project_name")
    if form.year != other.year or body_key(form.text("/unit")) != body_key(other.text("/unit")):
        return None
    plain = [without_project_end(lasting_name(each)) for each in names]
    is_same_goal = goal.shared == goal.size
    if is_version_name(*names) or (is_same_goal and is_slip(*plain)):
        return "name"
    alike = set.intersection(*map(set, plain))
    if not is_same_goal or not is_same_money or 2 * len(alike) < max(map(len, map(set, plain))) or are_numbered_apart(*plain):
        return None
    has_same_rows = rows is not None and rows.other is other and rows.shared == len(form.rows) == len(other.rows)
    return "content" if has_same_rows else None
