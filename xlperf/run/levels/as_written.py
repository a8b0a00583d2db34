"""What paper does not show of a form (原文): the text as its unit wrote it, what reading it took, and what stood beside it.

A summary prints every form cleaned, on the bureau's own blank.  Rules look at more than that: markup that was taken out, a
number that was text, an amount with a unit of its own, a hidden sheet.  So a summary notes, packed and beside the codes of
each form, every field that would be read otherwise from the print, and the level above judges what the unit sent.  A field
that was changed by hand afterwards is read as it now stands: what is noted of it no longer says what it says.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER, in_unit
from xlperf.forms.form import INDICATORS, AmountUnit, Field, Form, Note, Remark, Target, Value
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.levels.form_codes import same_value

CHUNK = 30_000
"""Characters a cell; Excel takes 32,767."""

MOST_CHUNKS = 8
_MARK = 200
"""More characters than what is written where a text was cut."""

_MOST_BYTES = 8_000_000
_ON_ITS_BLANK = frozenset({"declaration", "self-evaluation"})
"""Layouts whose blank prints every field that they have; of a form of any other all fields are noted."""

_PRINTED_COLUMNS = frozenset({"level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_note"})
_MONEY = frozenset(name for fields in MONEY_FIELDS.values() for name, _ in fields)
_NOTES = frozenset(get_args(Note))
_NAME = lazy_pattern(r"/(?:term_)?indicators/(?:0|[1-9][0-9]{0,3})/[^/]+|/(?!(?:term_)?indicators/)[^/]+(?:/[^/]+){0,3}")
_LARGEST = 400

NotWritten = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, InvalidOperation, zlib.error, NoBase64)
"""What unpacking a note raises that xlperf did not write, or that a hand has changed."""


def _number(text: str) -> Decimal:
    """Return a number of a note.

    Raises:
        ValueError: it is none that a form holds.
    """
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        raise ValueError("no number of a form")
    return number


_KINDS: Mapping[str, Callable[[str], Value]] = {"int": int, "Decimal": _number, "date": date.fromisoformat}


def as_written(form: Form, of_file: Sequence[Remark] = ()) -> list[str]:
    """Return the note on a form in chunks of at most ``CHUNK`` characters; none where print says it all, or it is beyond measure.

    Args:
        form: as it was read.
        of_file: remarks on its file, noted with the first form of each file.
    """
    whole = form.template not in _ON_ITS_BLANK or any(not _PRINTED_COLUMNS.issuperset(row) for row in form.rows)
    noted: dict[str, Any] = {}
    if fields := [_packed(each) for each in form.fields if whole or not _reads_back(each, form.amount_unit)]:
        noted["fields"] = fields
    if whole:
        noted["template"] = form.template
    if form.further:
        noted["further"] = [_packed(each) for each in form.further]
    if form.hidden:
        noted["hidden"] = True
    if form.coarse_unit:
        noted["unit"] = form.coarse_unit
    for name, remarks in (("remarks", form.remarks), ("file", of_file)):
        if remarks:
            noted[name] = [[each.kind, dict(each.detail)] for each in remarks]
    if not noted:
        return []
    packed = b64encode(zlib.compress(json.dumps(noted, separators=(",", ":")).encode("ascii"))).decode("ascii")
    return [packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK)] if len(packed) <= CHUNK * MOST_CHUNKS else []


def restored(form: Form, note: str) -> tuple[Form, tuple[Remark, ...]]:
    """Return a printed form as its unit wrote it, and the remarks on its file.

    Args:
        form: as it was read from the print; its cells stay.
        note: its chunks joined.

    Raises:
        ValueError: it is no note of this program's, or was changed.
    """
    try:
        noted = _unpacked(note)
        known = {each.name: each for each in map(_field, noted.get("fields", ()))}
        whole = "template" in noted
        fields = tuple(_with(each, known.get(each.name)) for each in form.fields)
        if whole:
            fields = tuple(_whole(form, fields, known))
        further = tuple(map(_field, noted["further"])) if "further" in noted else form.further
        at = form.source.cell
        told = tuple(_remarks(noted.get("remarks", ()), form.source.sheet, at))
        kinds = {(each.kind, each.detail.get("text")) for each in told}
        remarks = (*told, *(each for each in form.remarks if (each.kind, each.detail.get("text")) not in kinds))
        template = str(noted["template"]) if whole else form.template
        hidden = form.hidden or noted.get("hidden") is True
        unit = noted.get("unit")
        of_file = tuple(_remarks(noted.get("file", ()), form.source.sheet, ""))
        form = replace(form, coarse_unit=unit if isinstance(unit, str) and unit in YUAN_PER else "")
        return replace(form, template=template, fields=fields, further=further, remarks=remarks, hidden=hidden), of_file
    except NotWritten as error:
        raise ValueError("no note on a form") from error


def _whole(form: Form, fields: Iterable[Field], known: Mapping[str, Field]) -> Iterator[Field]:
    """Yield the fields that the unit's own form had, in its order; where indicators were added or removed, as they now are."""
    now = {each.name: each for each in fields}
    rows = {name.split("/")[2] for name in known if name.startswith(INDICATORS)}
    if rows != set(map(str, range(len(form.rows)))):
        yield from (now.get(name, each) for name, each in known.items() if not name.startswith(INDICATORS))
        yield from (each for each in form.fields if each.name.startswith(INDICATORS))
        return
    yield from (now.get(name, each) for name, each in known.items())


def _with(each: Field, noted: Field | None) -> Field:
    """Return a field as it was written, in its present cell; as it stands where it now says something else."""
    if noted is None or not (same_value(each.value, noted.value) or _is_cut(each.value, noted.value)):
        return each
    return replace(noted, cell=each.cell)


def _is_cut(printed: Value, noted: Value) -> bool:
    """Tell whether a text is printed as far as a cell holds it: longer than that, it cannot stand there whole."""
    if not (isinstance(printed, str) and isinstance(noted, str)) or len(printed) <= CHUNK // 2 or len(printed) > len(noted) + _MARK:
        return False
    return noted.startswith(printed[:-_MARK])


def _reads_back(each: Field, unit: AmountUnit) -> bool:
    """Tell whether a field is read from the print just as it was read here."""
    value, raw = each.value, each.raw
    if each.notes or len(raw) > CHUNK // 2:  # it may be cut
        return False
    if isinstance(value, str):
        return raw == value
    if isinstance(value, Target):
        return raw == value.text
    if isinstance(value, Decimal):
        return raw == (f"{in_unit(value, unit):,.2f}" if each.name in _MONEY else str(value))
    return raw == ("" if value is None else value.isoformat() if isinstance(value, date) else f"({value}年度)")


def _packed(each: Field) -> list[Any]:
    value = each.value
    said: Any = value
    if isinstance(value, Target):
        said = ["Target", value.text, value.kind, value.operator, None if value.number is None else str(value.number), value.unit]
    elif value is not None and not isinstance(value, str):
        said = [type(value).__name__, str(value)]
    return [each.name, each.label, 0 if said == each.raw else said, each.raw, list(each.notes)]


def _field(packed: Sequence[Any]) -> Field:
    name, label, said, raw, notes = packed
    if not (isinstance(label, str) and isinstance(raw, str) and _NAME.fullmatch(name) and _NOTES.issuperset(notes)):
        raise ValueError("no field")
    return Field(name, label, _value(raw if said == 0 else said), raw, None, tuple(notes))


def _value(said: Any) -> Value:
    if said is None or isinstance(said, str):
        return said
    kind, text, *rest = said
    if kind != "Target":
        return _KINDS[kind](text)
    sort, operator, number, unit = rest
    if sort not in ("quantitative", "time", "qualitative"):
        raise ValueError("no target")
    return Target(str(text), sort, operator, None if number is None else _number(number), unit)


def _remarks(noted: Iterable[Any], sheet: str, cell: str) -> Iterator[Remark]:
    for kind, detail in noted:
        yield Remark(str(kind), sheet, cell, {str(name): str(text) for name, text in dict(detail).items()})


def _unpacked(note: str) -> dict[str, Any]:
    opened = zlib.decompressobj()
    data = opened.decompress(b64decode(note, validate=True), _MOST_BYTES)
    if not opened.eof:
        raise ValueError("longer than any note")
    noted: dict[str, Any] = json.loads(data)
    return noted
