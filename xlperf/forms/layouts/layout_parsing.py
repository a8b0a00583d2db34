"""Layouts from their parsed JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlperf.data.resources import load_json
from xlperf.forms.layouts.layout import (
    END_TYPES,
    EVERY_FORM,
    LEVELS,
    PARTS,
    Axis,
    BlankWorkbook,
    Cross,
    Grid,
    Label,
    Layout,
    MoneyDetail,
    Roles,
    Table,
    TotalField,
)
from xlperf.forms.values.form_text import key_of

_HEAD_TYPES = ("line", *END_TYPES)
_AMONG = "其中"
_AS_WRITTEN = (
    "label", "field", "value", "type", "required", "starts_form", "below", "rare", "above", "alone", "group", "code", "period",
    "instead",
)  # fmt: skip
"""What a label says in the file as it does here."""


def _listed(entry: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(map(key_of, entry.get(name, ())))


def _of_any(data: Mapping[str, Any], name: str) -> frozenset[str]:
    """Return a list of a layout with what any form may have of it."""
    return _listed(load_json("templates", EVERY_FORM), name) | _listed(data, name)


def _keys(entry: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(key_of(each) for each in (entry["label"], *entry.get("aliases", ())))


def _like(entry: Mapping[str, Any]) -> re.Pattern[str] | None:
    return re.compile("|".join(entry["like"])) if "like" in entry else None


def _axis(entry: Mapping[str, Any]) -> Axis:
    return Axis(
        key=entry["key"] if "key" in entry else entry["column"],
        label=entry["label"],
        keys=_keys(entry),
        type=entry.get("type", "amount"),
        required=entry.get("required", False),
        shared=entry.get("shared", False),
        like=_like(entry),
        rare=entry.get("rare", False),
        deeper=_listed(entry, "deeper"),
        parted=_listed(entry, "parted"),
        otherwise=_listed(entry, "else"),
    )


def _total_keys(labels: Iterable[Label], grid: Grid | None) -> frozenset[str]:
    totals = (each.keys for each in labels if each.type == "amount" and not each.below)
    columns = (each.keys | each.otherwise for each in (grid.columns if grid else ()) if each.type == "amount")
    return frozenset().union(*totals, *columns)


def _cross(entry: Mapping[str, Any], details: Sequence[MoneyDetail], labels: Sequence[Label]) -> Cross:
    parts = [(each.field.rpartition("_")[2], each.keys) for each in labels if each.below]
    roles = {role: frozenset().union(*(keys for one, keys in parts if one == role)) for role, _ in parts}
    sources = tuple(replace(each, keys=each.keys | roles.get(each.key, frozenset())) for each in map(_axis, entry["sources"]))
    totals = {each.field: each.keys for each in labels}
    named = ((each, totals.get(f"{entry['field']}/{each.key}", frozenset())) for each in map(_axis, entry["periods"]))
    periods = tuple(replace(each, keys=each.keys | keys) for each, keys in named)
    of_sources: frozenset[str] = frozenset().union(*(each.keys for each in sources), *(each.keys for each in details))
    of_sums: frozenset[str] = frozenset().union(*(each.keys for each in sources if not each.key))
    return Cross(entry["field"], sources, periods, frozenset().union(*(each.keys for each in periods)), of_sources, of_sums)


def _label(entry: Mapping[str, Any]) -> Label:
    return Label(
        keys=_keys(entry),
        like=_like(entry),
        otherwise=_listed(entry, "else"),
        of_one_year=_listed(entry, "of_one_year"),
        if_value=_pattern(entry.get("if_value")),
        otherwise_value=_pattern(entry.get("else_value", entry.get("if_value"))),
        unless=_pattern(entry.get("unless")),
        **{key: entry[key] for key in _AS_WRITTEN if key in entry},
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text is not None else None


def _detail(data: Mapping[str, Any]) -> MoneyDetail:
    is_within, is_partial = data.get("within", False), data.get("partial", False)
    completes = frozenset(data.get("completes", ()))
    return MoneyDetail(data["label"], _keys_among(data), data["into"], is_within, _like(data), is_partial, completes)


def _keys_among(entry: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of a part of money, which may be introduced by 其中：."""
    keys = _keys(entry)
    return keys.union(f"{_AMONG}{between}{each}" for each in keys for between in ("", ":") if not each.startswith(_AMONG))


def _table(entry: Mapping[str, Any]) -> Table:
    total = entry.get("total", {"labels": [], "fields": []})
    side_keys = _listed(entry, "side_labels")
    columns = tuple(map(_axis, entry["columns"]))
    return Table(
        side_keys=side_keys,
        columns=columns,
        label_keys=side_keys.union(*(each.keys | each.otherwise for each in columns)),
        values=tuple(each for each in columns if each.type not in (*PARTS, *LEVELS)),
        beside_names=tuple(map(key_of, entry.get("beside_names", ()))),
        width=sum(each.type not in PARTS and not each.is_optional for each in columns),
        total_keys=frozenset(map(key_of, total["labels"])),
        total_fields=tuple(TotalField(**{**each, "named": _listed(each, "named")}) for each in total["fields"]),
        placeholders=tuple(map(re.compile, entry.get("placeholders", ()))),
        numbering=_pattern(entry.get("numbering")),
        repeats_levels=entry.get("repeats_levels", False),
        blocks=entry.get("blocks", ""),
        further=tuple(map(key_of, entry.get("further_columns", ()))),
        roles=Roles((role, re.compile("|".join(words))) for role, words in entry.get("periods", {}).items()),
    )


def parse_layout(data: Mapping[str, Any], folder: Path | None = None, of_bureau: bool = False) -> Layout:
    """Return a layout from its parsed JSON, which must be whole and satisfy ``layout.schema.json``.

    Args:
        folder: where a department's own one lies.
        of_bureau: it is one of the published forms that come with xlperf.
    """
    labels, grid = tuple(map(_label, data["labels"])), data.get("grid")
    details, periods = tuple(map(_detail, data.get("money_details", ()))), _of_any(data, "plan_period")
    layout = Layout(
        id=data["id"],
        kind=data["kind"],
        name=data["name"],
        workbooks=tuple(BlankWorkbook(**each) for each in data.get("workbooks", ())),
        titles=tuple(map(key_of, data["titles"])),
        headings=tuple(map(key_of, data.get("headings", ()))),
        year_field=data["year"]["field"],
        year_keys=_listed(data["year"], "labels"),
        unit_keys=_listed(data.get("unit_of_amounts", {}), "labels"),
        labels=labels,
        optional=tuple(map(_label, data.get("optional", ()))),
        table=_table(data["table"]),
        grid=Grid(grid["field"], tuple(map(_axis, grid["rows"])), tuple(map(_axis, grid["columns"]))) if grid else None,
        details=details,
        footers=_of_any(data, "footers"),
        continuations=_of_any(data, "continuations"),
        period_keys=periods if any(each.type in END_TYPES for each in labels) else frozenset(),
        heading_endings=tuple(sorted(_of_any(data, "heading_endings"))),
        folder=folder,
        varies=data.get("varies", False),
        cross=_cross(data["cross"], details, labels) if "cross" in data else None,
        lists_projects=data.get("rows") == "projects",
        of_bureau=of_bureau,
    )
    named = _keys_of(each for each in labels if each.field)
    return _with_keys(layout, (periods | _of_any(data, "other_labels")) - named)


def _with_keys(plain: Layout, pairs: frozenset[str]) -> Layout:
    """Return a layout with what the keys of its labels tell; ``pairs`` are those of labels that are no fields."""
    labels, table, details = plain.labels, plain.table, plain.details
    money = (*plain.grid.rows, *plain.grid.columns) if plain.grid else ()
    entries: tuple[Label | Axis, ...] = (*labels, *table.columns, *money)
    usual: tuple[Label | Axis, ...] = (*labels, *(each for each in table.columns if not each.is_optional), *money)
    head: tuple[Label | Axis, ...] = (*(each for each in labels if not each.rare), *money)
    above: tuple[Label | Axis | MoneyDetail, ...] = (*labels, *money, *details)
    others = pairs.union(*(each.keys for each in plain.optional if not each.above), *(each.keys for each in details))
    bodies = (each for each in labels if each.type in ("amount", "text") or not each.field)
    pairs -= {_AMONG}  # names nothing by itself
    beside = (each for each in (*plain.optional, *labels) if each.field and each.value == "right")
    return replace(
        plain,
        label_keys=others.union(table.label_keys, *(each.keys for each in entries)),
        all_labels=tuple({each.label: each.keys for each in usual if each.type not in PARTS}.items()),
        head_keys=_keys_of(each for each in labels if each.field and each.type in _HEAD_TYPES),
        body_keys=_keys_of((*bodies, *money)) - table.label_keys,
        total_keys=_total_keys(labels, plain.grid),
        other_keys=others,
        pair_keys=pairs,
        written_keys=pairs.union(*(each.keys | each.otherwise for each in beside)),
        side_keys=table.side_keys | _keys_of(each for each in labels if not each.field),
        start_keys=_keys_of(each for each in labels if each.starts_form),
        goals=tuple(each for each in labels if each.value == "below"),
        goal_keys=_keys_of(each for each in labels if each.value == "below"),
        goal_heading_keys=_keys_of(each for each in labels if each.value == "below" or each.alone),
        worded_keys=_keys_of(each for each in labels if each.field and each.type != "amount"),
        text_keys=_keys_of(each for each in labels if each.field and each.type == "line"),
        head_labels={key: (each.label, sum(other.label == each.label for other in head)) for each in head for key in each.keys},
        loose=tuple(each for each in above if each.like is not None or (not isinstance(each, MoneyDetail) and each.otherwise)),
        shared_keys=frozenset().union(*(each.otherwise for each in labels)),
    )


def _keys_of(entries: Iterable[Label | Axis | MoneyDetail]) -> frozenset[str]:
    return frozenset().union(*(each.keys for each in entries))
