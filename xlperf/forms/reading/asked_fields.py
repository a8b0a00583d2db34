"""Which fields of a form a unit can be asked for: those that its bureau prints, and whose values stand nowhere else on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlperf.forms.form import FUNDING, INDICATORS, UNREAD, Field, Remark
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.places.own_layouts import not_printed
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.wordings import label_words
from xlperf.intake.sheet import row_of

_ALWAYS = ("/title", "/year", "/project_name")


def printed(
    region: Region, fields: list[Field], told: list[Remark], lost: Sequence[Remark]
) -> tuple[list[Field], list[Remark]]:
    """Return fields and remarks without the money, the goals and the points that the bureau of the form does not print."""
    missing = {each.detail["label"] for each in told if each.kind == "missing_label"}
    absent = not_printed(region.window, region.layout, lost) if missing else frozenset()
    is_changed = not (missing - absent).isdisjoint(each.label for each in region.layout.table.columns)
    if is_changed or missing.isdisjoint(absent):
        return fields, told
    kept = [each for each in fields if _is_on_form(each) or absent.isdisjoint((each.label, *each.label.split("·")))]
    return kept, [each for each in told if each.kind != "missing_label" or each.detail["label"] not in absent]


def asked_for(fields: list[Field], head: Head, told: Sequence[Remark], further: Sequence[Field]) -> list[Field]:
    """Return the fields whose values may be asked for: a label that a bureau's form lacks is told, its value not asked for besides.

    So is a level without a column: its heading is missed once, and not each of its cells.

    So is the year of a form that has no place for it, as where a whole province prints none.

    Nor is it of our own form where something was left over, or kept aside, that may be that value under another heading.

    Args:
        told: remarks on missing labels and on unread cells.
        further: what was kept aside.
    """
    fields = [each for each in fields if each.name != head.layout.year_field or each.cell or not each.blank]
    if head.layout.varies or head.layout.of_bureau:
        return [each for each in fields if _is_on_form(each)]
    missing = {each.detail["label"] for each in told if each.kind == "missing_label"}
    without = {each.detail["label"] for each in told if each.detail.get("part") == "level"}
    unread = {row_of(each.cell) for each in told if each.kind == UNREAD}
    left = unread.union(row_of(each.cell) for each in further if each.cell is not None)
    is_left_above, is_left_below = (any((row <= head.last_row) == above for row in left) for above in (True, False))
    read = {each.cell for each in fields if each.cell is not None and not each.blank}
    is_unread_above = any(_may_be_other_value(head, each.cell, read) for each in told if each.kind == UNREAD)

    def is_asked(field: Field) -> bool:
        if field.label in without:
            return False
        if {field.label, *field.label.split("·")}.isdisjoint(missing):
            return not is_unread_above or field.name.startswith((FUNDING, INDICATORS)) or field.name in _ALWAYS
        return not (is_left_below if field.name.startswith(INDICATORS) else is_left_above)

    return [each for each in fields if each.cell is not None or not each.blank or is_asked(each)]


def _may_be_other_value(head: Head, cell: str, read: Collection[str]) -> bool:
    """True for an unread cell of the head that may be the value of a label that is not there.

    What stands right behind a value is none, unless it says 一次性项目 or 特定目标类.
    """
    line = head.window.row(row_of(cell)) if row_of(cell) <= head.last_row else []
    at = next((index for index, each in enumerate(line) if each.address == cell), None)
    if at is None:
        return False
    is_behind = at > 0 and line[at - 1].right + 1 == line[at].column and line[at - 1].address in read
    return not is_behind or line[at].bare.endswith(label_words("ends_of_choices"))


def _is_on_form(field: Field) -> bool:
    """False for a field whose label stands nowhere on a form, those that every form has aside."""
    return field.cell is not None or not field.blank or field.name in _ALWAYS
