"""Codes beside names: [105]云溪市教育局, 105001-…, or in a cell of their own (``data/names.py`` says what a code is)."""

from __future__ import annotations

from unicodedata import normalize

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import body_code, ends_as_body, project_code
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label

_CODE = lazy_pattern(r"[\[(（【〔［]?\s*(?=[A-Za-z-]{0,6}\d)[0-9A-Za-z-]{3,32}\s*[\])）】〕］]?")
_CODED_BODY = lazy_pattern(r"[\[(（【]?\d{3,}[\])）】\s_—-]*(?P<body>[\u4e00-\u9fff][^\d:：]{3,40})")
# 01 | 湿地监测, 3 | 特定目标类: the number of an entry in a list, and no code.
_ENTRY_NUMBER = lazy_pattern(r"[\[(（【〔［]?\s*\d{1,2}\s*[\])）】〕］]?[.、．]?")


def is_code(text: str) -> bool:
    """Return True for a text that is nothing but the code of a department, a unit or a project."""
    return _CODE.fullmatch(normalize("NFKC", text).strip()) is not None


def is_entry_number(text: str) -> bool:
    """Return True for a number of one or two digits that stands before a name in a cell of its own."""
    return _ENTRY_NUMBER.fullmatch(text.strip()) is not None


def is_coded_body(text: str) -> bool:
    """Return True for a code and the name of a body without any label: 207101云溪市松桥区法院."""
    named = _CODED_BODY.fullmatch(text.strip())
    return named is not None and ends_as_body(named["body"])


def code_field(label: Label, code: str, cell: str | None) -> Field:
    """Return the field of a code that was found beside a name."""
    return Field(label.code, f"{label.label}代码", code, code, cell)


def with_code(found: Field, label: Label) -> list[Field]:
    """Return the field of a name, as written, and that of the code in its text where the layout has one and there is one."""
    if not label.code or not isinstance(found.value, str):
        return [found]
    code = (project_code if label.starts_form else body_code)(found.value)
    return [found, code_field(label, code, found.cell)] if code else [found]
