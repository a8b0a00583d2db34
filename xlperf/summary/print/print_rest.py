"""What a form says and its blank has no place for: printed below it line by line, so that paper keeps nothing back.

Forms of bureaus whose own blank is not known are printed on the nearest one; codes, weights, targets of the whole term or
columns of the bureau's own may find no place on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.data.money import AmountUnit
from xlperf.forms.form import INDICATORS, TERM_INDICATORS, Field, Form
from xlperf.forms.templates.blank_tables import OF_TERM
from xlperf.forms.templates.template import Template
from xlperf.summary.print.print_rows import Row, further_rows
from xlperf.summary.print.print_values import printed

LABEL, VALUE = "rest/label", "rest/value"
"""Names of the two cells of such a line."""
_OF_ROWS = (INDICATORS, TERM_INDICATORS)
_TITLE, _MONEY = "/title", "/funding/"
_LEVELS = ("level1", "level2", "level3")
_WHOLE_TERM, _TARGET = "整个实施期", "指标值"


def rest_of(form: Form, template: Template) -> list[Row]:
    """Return the lines below a form, each a label and what it says; none where the blank has a place for everything."""
    columns = template.columns
    lines = [*_of_head(form, template.names), *_of_rows(form, columns), *_of_term(form, columns)]
    return [{LABEL: Field(LABEL, "", label, label), VALUE: _value(said)} for label, said in lines]


def _value(said: str | Field) -> Field:
    return said if isinstance(said, Field) else Field(VALUE, "", said, said)


def _of_head(form: Form, placed: frozenset[str]) -> Iterator[tuple[str, str | Field]]:
    """Yield label and content of what stands outside the tables; an amount as it is, with its unit at its label."""
    seen = set()
    said = {each.cell: str(each.value) for each in form.fields if each.name in placed and each.cell}
    parts = {each.cell for each in form.further if each.name in placed}
    for each in (*form.fields, *form.further):
        if each.name.startswith(_OF_ROWS) or each.blank or each.name == _TITLE:
            continue
        if each.name in placed and each.name not in seen:
            seen.add(each.name)
            continue
        if each.cell is not None and (each.cell in parts or _words(each, form.amount_unit) in said.get(each.cell, "")):
            continue  # a code that stands in one cell with its name; an amount whose parts are printed, days of a period that is
        label = each.label or each.name.rpartition("/")[2]
        yield (f"{label}（{form.amount_unit}）", each) if _is_amount(each) else (label, _words(each, form.amount_unit))


def _of_rows(form: Form, columns: frozenset[str]) -> Iterator[tuple[str, str]]:
    own, _ = further_rows(form)
    for index, row in enumerate(form.rows):
        whole = {**row, **own.get(index, {})}
        left = [each for key, each in whole.items() if key not in columns and not each.blank]
        if left:
            name = row.get("level3")
            label = f"指标{index + 1} {_words(name, form.amount_unit) if name else ''}".strip()
            yield label, "；".join(f"{each.label}：{_words(each, form.amount_unit)}" for each in left)


def _of_term(form: Form, columns: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the indicators of the whole term; where their targets alone have a column, what is not that of a year's indicator."""
    _, terms = further_rows(form)
    if f"{OF_TERM}level3" in columns:
        kept = {key.removeprefix(OF_TERM) for key in columns if key.startswith(OF_TERM)} | {"level1"}
        terms = tuple({key: each for key, each in row.items() if key not in kept} for row in terms)
    elif f"{OF_TERM}target" in columns:
        cells = {row["level3"].cell for row in form.rows if "level3" in row}
        terms = tuple(row for row in terms if "level3" not in row or row["level3"].cell not in cells)
    for index, row in enumerate(terms):
        names = [_words(row[key], form.amount_unit) for key in _LEVELS if key in row and not row[key].blank]
        left = [each for key, each in row.items() if key not in _LEVELS and not each.blank]
        if names or left:
            values = (
                f"{_TARGET if each.name.endswith('/target') else each.label}：{_words(each, form.amount_unit)}" for each in left
            )
            yield f"{_WHOLE_TERM}指标{index + 1}", "；".join(filter(None, ("／".join(names), *values)))


def _is_amount(each: Field) -> bool:
    is_money = each.name.startswith(_MONEY) and not each.name.endswith(("/weight", "/score", "/execution_rate"))
    return is_money and isinstance(each.value, Decimal)


def _words(each: Field, unit: AmountUnit) -> str:
    return printed(each, "amount" if _is_amount(each) else "line", unit).text
