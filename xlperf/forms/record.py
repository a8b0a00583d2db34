"""A form as the nested JSON object of the public contract (``schemas/record.schema.json``)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xlperf.forms.display import plain_number
from xlperf.forms.form import Field, Form, Target, Value

_MONEY = frozenset({"total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_carryover", "annual_other",
                    "initial_budget", "full_year_budget", "executed"})  # fmt: skip


def form_record(form: Form) -> dict[str, Any]:
    """Return the record of a form: nested values, and ``cells`` with the cell of each."""
    record: dict[str, Any] = {
        "source": {"file": form.source.file, "sheet": form.source.sheet, "range": form.source.range},
        "form": form.kind,
        "amount_unit": form.amount_unit,
        "indicators": [{} for _ in form.rows],
        "cells": {},
    }
    for each in form.fields:
        _put(record, each)
        if each.value is not None and each.cell is not None:
            record["cells"][each.name] = each.cell
    return record


def _put(record: dict[str, Any], each: Field) -> None:
    *path, last = each.name[1:].split("/")
    holder: Any = record
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
    holder[last] = plain_value(each.value, last in _MONEY)


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
