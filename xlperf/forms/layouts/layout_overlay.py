"""Layouts that say only what differs from a built-in one: another title, further aliases, fields that are not there."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlperf.data.schema_faults import Where, nearest
from xlperf.forms.layouts.layout import END_TYPES
from xlperf.forms.values.form_text import key_of

_REPLACED = ("id", "name", "workbooks", "titles", "varies", "rows")
_ADDED = (
    ("headings",),
    ("year", "labels"),
    ("unit_of_amounts", "labels"),
    ("table", "side_labels"),
    ("table", "beside_names"),
    ("table", "total", "labels"),
    ("table", "placeholders"),
    ("other_labels",),
    ("plan_period",),
    ("heading_endings",),
    ("continuations",),
    ("footers",),
)
"""Where a layout keeps lists that an overlay adds to."""

_OF_TABLE = ("blocks", "further_columns", "repeats_levels")

_Holder = list[dict[str, Any]]
_Entries = Mapping[str, tuple[_Holder, dict[str, Any]]]


def addresses(layout: Mapping[str, Any]) -> list[str]:
    """Return how each field of a layout (as parsed JSON) is named in ``changes``, in the layout's order."""
    return list(entries_of(layout))


def overlay_faults(overlay: Mapping[str, Any], base: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield where an overlay asks for what its base has not got."""
    known = entries_of(base)
    for index, added in enumerate(overlay.get("added_labels", ())):
        if added.get("field") in known:
            yield ("added_labels", index, "field"), f"版式“{base['id']}”已有栏目“{added['field']}”，写法请添在 changes 里"
    if "total" in overlay.get("table", {}) and "total" not in base["table"]:
        yield ("table", "total"), f"版式“{base['id']}”没有合计行"
    totals = {each["field"] for each in base["table"].get("total", {}).get("fields", ())}
    yield from _clashes(overlay.get("changes", ()), known)
    for index, change in enumerate(overlay.get("changes", ())):
        field = change["field"]
        if field not in known:
            yield ("changes", index, "field"), f"版式“{base['id']}”没有栏目“{field}”{nearest(field, known)}"
        elif field in totals and "absent" not in change:
            yield ("changes", index, "field"), "合计行的字样写在 table.total.labels 里"
        elif "value" in change and "value" not in known[field][1]:
            yield ("changes", index, "value"), "这个栏目的值的位置是定好的，不能写 value"


def _clashes(changes: Sequence[Mapping[str, Any]], known: _Entries) -> Iterator[tuple[Where, str]]:
    """Yield fields that are changed twice, and names that a label of another field has: nobody could say which is meant.

    Labels that stand below others are told apart by these, and what the form has not got cannot be meant.
    """
    fields = [each["field"] for each in changes]
    absent = {each["field"] for each in changes if each.get("absent")}
    for index, change in enumerate(changes):
        field = change["field"]
        if field in fields[:index]:
            yield ("changes", index, "field"), f"栏目“{field}”写了两次，请合成一项"
        if field not in known or "below" in known[field][1]:
            continue
        holder = known[field][0]
        others = {
            key_of(entry["label"]): name
            for name, (list_of, entry) in known.items()
            if list_of is holder and name != field and name not in absent and "below" not in entry
        }
        for alias in (*change.get("aliases", ()), *([change["label"]] if "label" in change else [])):
            if (other := others.get(key_of(alias))) is not None and key_of(alias) != key_of(known[field][1]["label"]):
                yield ("changes", index), f"“{alias}”是另一个栏目“{other}”的标签，不能又指“{field}”"


def extended(overlay: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole layout that an overlay makes of its base, both as parsed JSON; neither is changed."""
    layout: dict[str, Any] = copy.deepcopy(dict(base))
    layout.update({key: overlay[key] for key in _REPLACED if key in overlay})
    for path in _ADDED:
        more = _at(overlay, path)
        if more:
            _add(layout, path, more)
    layout["labels"] += copy.deepcopy(list(overlay.get("added_labels", ())))
    entries = entries_of(layout)
    for change in overlay.get("changes", ()):
        holder, entry = entries[change["field"]]
        if change.get("absent") and entry.get("type") in END_TYPES:
            entry.update(rare=True, required=False)  # both days may stand beside one label all the same: 项目起止时间
            continue
        if change.get("absent"):
            holder.remove(entry)
            continue
        entry["aliases"] = _joined(entry.get("aliases", ()), change.get("aliases", ()))
        entry.update({key: change[key] for key in ("value", "required", "rare") if key in change})
        if "label" in change:
            _rename(layout, entry, change["label"])
    layout["table"].update({key: value for key, value in overlay.get("table", {}).items() if key in _OF_TABLE})
    _drop_parts(layout)
    return layout


def _rename(layout: dict[str, Any], entry: dict[str, Any], label: str) -> None:
    """Give a field the name that the bureau prints; labels that stand below it follow."""
    for other in layout["labels"]:
        if other.get("below") == entry["label"]:
            other["below"] = label
    entry["aliases"] = _joined((entry["label"],), entry["aliases"])
    entry["label"] = label


def _drop_parts(layout: dict[str, Any]) -> None:
    """Take away the labels that stand below one which the layout has not got: a form without a total has no parts of it."""
    names = {each["label"] for each in layout["labels"]}
    layout["labels"] = [each for each in layout["labels"] if each.get("below", each["label"]) in names]


def entries_of(layout: Mapping[str, Any]) -> dict[str, tuple[_Holder, dict[str, Any]]]:
    """Return each entry with a field by its address, with the list it stands in."""
    found: dict[str, tuple[_Holder, dict[str, Any]]] = {}
    for each in layout["labels"]:
        if "field" in each:
            found[each["field"]] = layout["labels"], each
    found |= {each["field"]: (layout["optional"], each) for each in layout.get("optional", ())}
    grid = layout.get("grid")
    if grid:
        found |= {f"{grid['field']}/{each['key']}/*": (grid["rows"], each) for each in grid["rows"]}
        found |= {f"{grid['field']}/*/{each['key']}": (grid["columns"], each) for each in grid["columns"]}
    table = layout["table"]
    found |= {f"/indicators/*/{each['column']}": (table["columns"], each) for each in table["columns"]}
    totals = table.get("total", {}).get("fields", [])
    return found | {each["field"]: (totals, each) for each in totals}


def _at(data: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    found: Any = data
    for step in path:
        found = found.get(step, {})
    return list(found)


def _add(layout: dict[str, Any], path: tuple[str, ...], more: list[str]) -> None:
    *steps, last = path
    holder = layout
    for step in steps:
        holder = holder.setdefault(step, {})
    holder[last] = _joined(holder.get(last, ()), more)


def _joined(names: Any, more: Any) -> list[str]:
    return list(dict.fromkeys((*names, *more)))
