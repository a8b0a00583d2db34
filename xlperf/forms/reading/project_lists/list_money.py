"""Money of a table of many projects beside its labels: finer columns, and columns whose headings may be of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlperf.forms.form import FUNDING, Field, Remark
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, part_for, summed_by, with_details
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.project_lists.list_header import ListHeader
from xlperf.forms.values.amounts import read_number
from xlperf.forms.values.form_text import clean_line
from xlperf.forms.values.wordings import label_words


def with_finer_columns(fields: Sequence[Field], header: ListHeader, first: Sequence[Spot], unit: str) -> list[Field]:
    """Return the fields of a project with the amounts of finer columns in their roles: 单位资金 is other money of its total.

    Args:
        first: the first row of the project.
        unit: of amounts whose heading says none.
    """
    labels = header.layout.labels
    totals = [(label, spot) for label, spot, _ in header.fields if any(each.below == label.label for each in labels)]
    found = []
    for heading in header.unknown:
        detail = next((each for each in header.layout.details if heading.is_one_of(each.keys)), None)
        cell = next((each for each in first if each.column == heading.column), None)
        total = max((each for each in totals if each[1].column < heading.column), key=lambda each: each[1].column, default=None)
        part = part_for(detail, total[0], labels) if detail is not None and total is not None else None
        if part is not None and detail is not None and cell is not None:
            amount = read_field(part.field, part.label, part.type, cell.cell, cell.address, unit_beside(heading) or unit)
            found.append(Detail(part.field, amount, detail))
    return with_details(fields, found, [summed_by(total, labels) for total, _ in totals])


def lost_money(sheet: str, header: ListHeader, cells: Sequence[Spot]) -> Iterator[Remark]:
    """Yield a remark on a list without money in which numbers stand under a heading like one of money: 预算金颔, 2026年预算.

    Args:
        cells: those of the first row of each project.
    """
    if any(label.field.startswith(FUNDING) for label, _, _ in header.fields):
        return
    money = next((each for each in header.layout.labels if each.field == f"{FUNDING}annual"), None)
    if money is None:  # a list of results has a grid of money, whose headings stand in two rows
        return
    for spot in header.unknown:
        is_like = any(key in spot.bare or _differs_by_one(key, spot.bare) for key in money.keys)
        if not is_like or spot.bare.endswith(label_words("ends_of_codes")):
            continue
        if any(each.column == spot.column and isinstance(read_number(each.cell).value, Decimal) for each in cells):
            yield Remark("missing_label", sheet, spot.address, {"label": money.label, "near": clean_line(spot.text)})


def _differs_by_one(one: str, other: str) -> bool:
    """True for words of one length in which one character is another: 预算金额 and 预算金颔."""
    return len(one) == len(other) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
