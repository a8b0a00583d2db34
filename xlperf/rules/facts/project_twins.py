"""Projects of one unit that are probably one, sent twice: under a name that says 调整, that was mistyped, or that was changed."""

from __future__ import annotations

from typing import Literal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import are_numbered_apart, body_key, is_slip, lasting_name, without_project_end
from xlperf.forms.form import Form
from xlperf.rules.facts.similar import Likeness
from xlperf.rules.facts.words.phrases import phrases

_TELLING_GOAL = 30
"""Characters of a goal below which two units may well say the same of one service: 配备专职保安6名，保障校园安全."""
_LEAST_ALIKE = 3
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


def twin_by(
    form: Form, goal: Likeness, rows: Likeness | None, is_same_money: bool
) -> Literal["name", "content", "units"] | None:
    """Return by what the project with that goal is probably this one again: its name, all else, or all but its unit; or None.

    Args:
        form: of the project.
        goal: what its goal shares with the one most like it, which is of the project in question.
        rows: what its indicators share with those most like them; None for nothing.
        is_same_money: both ask for the same money of the year.
    """
    other = goal.other
    names = form.text("/project_name"), other.text("/project_name")
    if form.year != other.year:
        return None
    is_all_the_same = goal.shared == goal.size and is_same_money and _has_same_rows(form, other, rows)
    if body_key(form.text("/unit")) != body_key(other.text("/unit")):
        return "units" if is_all_the_same and goal.size >= _TELLING_GOAL and is_same_item(form, other) else None
    plain = [without_project_end(lasting_name(each)) for each in names]
    if is_version_name(*names) or (goal.shared == goal.size and is_slip(*plain)):
        return "name"
    return "content" if is_all_the_same and _may_be_renamed(*plain) else None


def reworded_by(form: Form, rows: Likeness, is_same_money: bool) -> Literal["rows"] | None:
    """Return ``rows`` where a project of the same unit has all the same indicators and the same money, in other words."""
    other = rows.other
    plain = [without_project_end(lasting_name(each.text("/project_name"))) for each in (form, other)]
    is_same = form.year == other.year and body_key(form.text("/unit")) == body_key(other.text("/unit"))
    return "rows" if is_same and is_same_money and _has_same_rows(form, other, rows) and _may_be_renamed(*plain) else None


def _may_be_renamed(one: str, other: str) -> bool:
    """Tell whether two names have a third of their characters in common (桥梁检测, 公路桥梁安全检测) and are of no two parts."""
    first, second = set(one), set(other)
    return _LEAST_ALIKE * len(first & second) >= max(len(first), len(second)) and not are_numbered_apart(one, other)


def _has_same_rows(form: Form, other: Form, rows: Likeness | None) -> bool:
    return rows is not None and rows.other is other and rows.shared == len(form.rows) == len(other.rows)
