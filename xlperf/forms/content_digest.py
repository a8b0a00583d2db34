"""A digest of what forms say (内容码): the same as long as no value changes, in whatever format the workbook is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from xlperf.forms.form import Field, Form, Target

_DIGITS = 24


def content_digest(forms: Iterable[Form]) -> str:
    """Return the digest of the values of some forms, in their order; cells, sheets and looks are no part of it."""
    lines = [f"{form.kind}\x1f{each.name}\x1f{_value(each)}" for form in forms for each in form.fields]
    return hashlib.sha256("\x1e".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _value(field: Field) -> str:
    value = field.value
    if value is None:
        return "".join(field.raw.split())
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "".join((value.text if isinstance(value, Target) else str(value)).split())
