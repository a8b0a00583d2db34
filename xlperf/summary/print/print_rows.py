"""The rows of a form's indicator tables as they stand on paper: the year's, the whole term's, or both side by side.

A row is what its cells hold by the name of their column (``level3``, ``term/level3``, the heading of a column of the
bureau's own).  Where year and term stand side by side they share the names of level 1, so that rows of one level 1 stand
beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import INDICATORS, TERM_INDICATORS, Field, Form, Target
from xlperf.forms.templates.blank_tables import OF_TERM, BlankTable

Row = Mapping[str, Field]
_PARTS = lazy_pattern(r"([≥≤=><]?)(\d[\d.,]*)(?:\(([^()]+)\))?")
_NAMES = ("level1", "level2", "level3")


def table_rows(form: Form, table: BlankTable) -> Sequence[Row]:
    """Return the rows of a form that stand in a table of its blank, from top to bottom."""
    if table.columns.keys() <= _PLAIN:
        return form.rows
    own, term = further_rows(form)
    rows: list[Row] = [{**row, **own.get(index, {})} for index, row in enumerate(form.rows)]
    if "operator" in table.columns:
        rows = [_divided(row) for row in rows]
    terms = [_of_term(row) for row in term]
    if "level3" not in table.columns:
        return terms
    if f"{OF_TERM}level3" in table.columns:
        return [*_side_by_side(rows, terms)]
    return [{**row, **_target_of_term(row, terms)} for row in rows] if f"{OF_TERM}target" in table.columns else rows


_PLAIN = frozenset((*_NAMES, "target", "actual", "weight", "score", "deviation_note"))
"""Columns that the rows of a form have as they are."""


def further_rows(form: Form) -> tuple[Mapping[int, Row], Sequence[Row]]:
    """Return what else was read of each of the year's indicators, by its index, and the indicators of the whole term."""
    own: dict[int, dict[str, Field]] = {}
    term: dict[int, dict[str, Field]] = {}
    for each in form.further:
        for prefix, into in ((INDICATORS, own), (TERM_INDICATORS, term)):
            if each.name.startswith(prefix):
                index, _, column = each.name.removeprefix(prefix).partition("/")
                into.setdefault(int(index), {})[column] = each
    return own, tuple(term[index] for index in sorted(term))


def _of_term(row: Row) -> Row:
    return {OF_TERM + key: each for key, each in row.items()}


def _target_of_term(row: Row, terms: Sequence[Row]) -> Row:
    """Return the whole term's target of an indicator that has one in a column of its own."""
    name = row.get("level3")
    for each in terms:
        other = each.get(f"{OF_TERM}level3")
        if name is not None and other is not None and (name.cell, name.value) == (other.cell, other.value):
            return {f"{OF_TERM}target": each[f"{OF_TERM}target"]} if f"{OF_TERM}target" in each else {}
    return {}


def _divided(row: Row) -> Row:
    """Return a row whose target stands in columns of its own: sign, number, unit; a target of words has neither sign nor unit."""
    target = row.get("target")
    if target is None or not isinstance(target.value, Target):
        return row
    parts = _PARTS.fullmatch(target.value.text)
    if parts is None or not (parts[1] or parts[3]):
        return row
    texts = dict(zip(("operator", "target", "measure"), (parts[1], parts[2], parts[3] or ""), strict=True))
    return {**row, **{key: replace(target, value=text, raw=text) for key, text in texts.items()}}


def _side_by_side(rows: Sequence[Row], terms: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of both tables, those of one level 1 beside each other."""
    years = [[*group] for _, group in groupby(rows, key=lambda row: _value(row, "level1"))]
    others = [[*group] for _, group in groupby(terms, key=lambda row: _value(row, f"{OF_TERM}level1"))]
    names = [_value(group[0], "level1") for group in years]
    at = 0
    for group in others:
        name = _value(group[0], f"{OF_TERM}level1")
        if name in names[at:]:
            found = names.index(name, at)
            yield from (row for year in years[at:found] for row in year)
            yield from (_joined(*pair) for pair in zip_longest(years[found], group))
            at = found + 1
        else:
            yield from (_joined(None, row) for row in group)
    yield from (row for year in years[at:] for row in year)


def _joined(row: Row | None, term: Row | None) -> Row:
    shared = {"level1": term[f"{OF_TERM}level1"]} if term is not None and f"{OF_TERM}level1" in term else {}
    return {**shared, **(term or {}), **(row or {})}


def _value(row: Row, key: str) -> object:
    return row[key].value if key in row else None
