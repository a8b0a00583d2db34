"""Codes beside names: [105]云溪市教育局, 105001-…, or in a cell of their own (``data/names.py`` says what a code is)."""

from __future__ import annotations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import body_code, project_code
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label

_CODE = lazy_pattern(r"[\[(（【〔]?\s*(?=[A-Za-z-]{0,6}\d)[0-9A-Za-z-]{3,32}\s*[\])）】〕]?")


def is_code(text: str) -> bool:
    """Return True for a text that is nothing but the code of a department, a unit or a project."""
    return _CODE.fullmatch(text.strip()) is not None


def code_field(label: Label, code: str, cell: str | None) -> Field:
    """Return the field of a code that was found beside a name."""
    return Field(label.code, f"{label.label}代码", code, code, cell)


def with_code(found: Field, label: Label) -> list[Field]:
    """Return the field of a name, as written, and that of the code in its text where the layout has one and there is one."""
    if not label.code or not isinstance(found.value, str):
        return [found]
    code = (project_code if label.starts_form else body_code)(found.value)
    return [found, code_field(label, code, found.cell)] if code else [found]
