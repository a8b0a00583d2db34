"""What a field of a form shows on paper: cleaned, in the form's own unit, whole, and in the unit's own spelling."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import in_unit, is_summed
from xlperf.forms.form import AmountUnit, Field, Target
from xlperf.forms.layouts.layout import ValueType
from xlperf.forms.reading.head_part.year import with_year
from xlperf.forms.values.form_text import clean_line
from xlperf.forms.values.target import parse_target
from xlperf.summary.tables.figures import UNREAD_FORMULA, cell_number

_NUMBER = lazy_pattern(r"-?[\d,]+(?:\.(?P<places>\d*))?%?")
_UNIT = lazy_pattern(r"(?<=[（(:：\n])(\s*(?:(?:金额|货币|计量)?单位\s*[:：]\s*)?(?:人民币)?)(?:万元|元)")
_MONEY_PLACES = 2


class Printed(NamedTuple):
    """The content of a printed cell (a named tuple: a summary makes hundreds of thousands).

    Attributes:
        value: text, a number, or None for a blank.
        places: decimals of a number.
        percent: the number is shown as per cent.
        grouped: the number is shown with thousands commas.
        text: what a reader sees, for measuring.
    """

    value: str | float | None
    text: str
    places: int = 0
    percent: bool = False
    grouped: bool = False

    @property
    def number_format(self) -> str:
        """The number format that shows the whole number."""
        digits = f"0.{'0' * self.places}" if self.places else "0"
        return f"{'#,##' if self.grouped else ''}{digits}{'%' if self.percent else ''}"


BLANK = Printed(None, "")


def printed(field: Field | None, kind: ValueType, unit: AmountUnit) -> Printed:
    """Return what a field shows on paper.

    A value that could not be read is shown as it was written: what a reader has to
    mend he must be able to see.

    Args:
        field: None for a field that the form does not have.
        kind: how the template's layout says its value is written.
        unit: the unit of amounts printed in the form.
    """
    if field is None:
        return BLANK
    if isinstance(field.value, str) and not field.notes:  # as nearly every cell of a table
        return printed_text(field.value)
    if isinstance(field.value, Decimal):
        return _number(field.value, field.raw, kind, unit)
    return printed_text(_words(field))


def words_in(field: Field | None) -> str:
    """Return the text of a field that may need more than one line; empty for a number, which never does."""
    if field is None or isinstance(field.value, Decimal):
        return ""
    return field.value if isinstance(field.value, str) and not field.notes else _words(field)


def _words(field: Field) -> str:
    value = field.value
    if isinstance(value, str):
        return clean_line(field.raw) if "guessed" in field.notes else value
    if isinstance(value, Target):
        return target_text(value)
    if value is None:
        return field.raw.strip() or (UNREAD_FORMULA if "uncached" in field.notes else "")
    return str(value)


def target_text(target: Target) -> str:
    """Return a target as the unit spelt it, with the operator and the unit that stood in columns of their own."""
    text, sign, unit = target.text, target.operator or "", target.unit or ""
    if parse_target(text) == target:
        return text
    return f"{'' if sign in text else sign}{text}{'' if unit in text else f'({unit})'}"


def year_line(template: str, year: Field | None) -> str:
    """Return the year line of the template with the form's year in it: "(    年度)" becomes "(2026年度)"."""
    return with_year(template, year.value) if year is not None and isinstance(year.value, int) else template


def with_unit(label: str, unit: AmountUnit) -> str:
    """Return a label of the template that names a unit of amounts, with the form's own unit."""
    return unit if label in ("元", "万元") else _UNIT.sub(rf"\g<1>{unit}", label, count=1)


@lru_cache(maxsize=8192)
def printed_text(text: str) -> Printed:
    """Return a text as the content of a cell."""
    return Printed(text, text) if text else BLANK


def _number(value: Decimal, raw: str, kind: ValueType, unit: AmountUnit) -> Printed:
    is_money, is_percent = kind == "amount", kind == "percent" and "%" in raw
    if is_money:
        number = in_unit(value, unit)
        places = max(_MONEY_PLACES, _places(number))
    else:
        number = value
        places = max(_places(number), _written_places(raw))
    text = f"{number:,.{places}f}" if is_money else f"{number:.{places}f}{'%' if is_percent else ''}"
    # What no sum takes in is no number here either (see ``figures.amount_in``).
    summed = not is_money or is_summed(value)
    double = cell_number(number.scaleb(-2) if is_percent else number) if summed else None
    return Printed(text if double is None else double, text, places, is_percent, is_money)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _written_places(raw: str) -> int:
    found = _NUMBER.fullmatch(raw.strip())
    return min(len(found["places"] or ""), 4) if found else 0
