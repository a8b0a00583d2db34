"""A form as the nested JSON object of the public contract (``schemas/record.schema.json``)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xlperf.forms.form import OWN_COLUMN, TERM_INDICATORS, UNREAD, Field, Form, Target, Value
from xlperf.forms.record_shape import record_fields
from xlperf.forms.values.display import plain_number

_MONEY = frozenset({"total", "total_fiscal", "total_carryover", "total_other", "annual", "annual_fiscal",
                    "annual_carryover", "annual_other", "initial_budget", "full_year_budget", "executed"})  # fmt: skip
_TERM_COLUMNS = ("level1", "level2", "level3", "target", "weight")
_UNREADABLE = frozenset({"not_a_date", "not_a_number"})


def form_record(form: Form) -> dict[str, Any]:
    """Return the record of a form: nested values, and ``cells`` with the cell of each."""
    record: dict[str, Any] = {
        "source": {"file": form.source.file, "sheet": form.source.sheet, "range": form.source.range},
        "form": form.kind,
        "amount_unit": form.amount_unit,
        "indicators": [{} for _ in form.rows],
        "cells": {},
    }
    for each in record_fields(form):
        value = _put(record, each)
        if value is not None and each.cell is not None:
            record["cells"][each.name] = each.cell
    for each in form.further:
        if each.name.startswith(TERM_INDICATORS):
            _put_term(record, each)
    unread = [{"cell": each.cell, "text": each.detail["text"]} for each in form.remarks if each.kind in (UNREAD, OWN_COLUMN)]
    return record | {"unread": unread} if unread else record


def _put_term(record: dict[str, Any], each: Field) -> None:
    """Put a value of an indicator of the whole term where those of the year have it, in a list of its own."""
    number, column = each.name.removeprefix(TERM_INDICATORS).split("/")
    if column not in _TERM_COLUMNS:
        return
    rows = record.setdefault("term_indicators", [])
    while len(rows) <= int(number):
        rows.append(dict.fromkeys(_TERM_COLUMNS[:4]))
    rows[int(number)][column] = plain_value(each.value)
    if each.value is not None and each.cell is not None:
        record["cells"][each.name] = each.cell


def _put(record: dict[str, Any], each: Field) -> Any:
    *path, last = each.name[1:].split("/")
    holder: Any = record
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
    holder[last] = _as_written(each) if each.value is None and last not in _MONEY else plain_value(each.value, last in _MONEY)
    return holder[last]


def _as_written(each: Field) -> str | None:
    """Return the text of a date or score that is none, so that it is not taken for a blank; amounts are numbers or nothing."""
    return each.raw.strip() or None if _UNREADABLE.intersection(each.notes) else None


def plain_value(value: Value, is_money: bool = False) -> Any:
    """Return a value as JSON: decimals as strings (money with two places), dates as ISO, targets as objects."""
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP)) if is_money else plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Target):
        number = None if value.number is None else format(value.number, "f")
        return {"text": value.text, "kind": value.kind, "operator": value.operator, "number": number, "unit": value.unit}
    return value
