"""What is told of the cells of a form that nothing took, once its ledger is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from xlperf.forms.form import FUNDING, UNREAD, Field, Remark
from xlperf.forms.reading.details_of_money import cells_apart, details_of_money, has_details
from xlperf.forms.reading.head_part.pairs_by_place import kept_pairs, pairs_by_place
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.ledger import Ledger
from xlperf.forms.reading.money_by_year import money_by_year
from xlperf.forms.reading.parts_of_money import parts_of_money
from xlperf.forms.values.form_text import clean_line
from xlperf.intake.sheet import Area, row_of

_MOST_UNREAD = 12
"""A form with more unread cells is of a layout that nobody registered."""
_LONGEST = 200
"""Characters of an unread text that are quoted."""


def unread_remarks(ledger: Ledger) -> tuple[list[Remark], list[tuple[Field, Remark | None]]]:
    """Return a remark on each unread cell: what stands in it, and in which part of the form; and the pairs that are kept after all.

    Where so much is unread that the form must be of another layout, the first says so with their number, and the others
    are only recorded (``more``), as those of a table of money by year or of what it goes to are behind their first.
    """
    unread = list(ledger.unread())
    by_year, count = money_by_year(unread, ledger.fields)
    found = [_remark(each, "more" if index else "years", count) for index, each in enumerate(by_year)]
    spots = [each for each in unread if each not in by_year]
    fields = ledger.fields if spots else ()
    money = {each.cell for each in fields if each.name.startswith(FUNDING) and not each.blank}
    apart = cells_apart(ledger.head, spots) if money else []
    is_table = bool(apart) and has_details(apart, ledger.vocabulary)
    if is_table or len(apart) > _MOST_UNREAD:
        found += _of_table(apart, "details" if is_table else "apart")
        spots = [each for each in spots if each not in apart]
    for rows, table in list(details_of_money(ledger.head, spots, ledger.vocabulary)) if ledger.headers else ():
        is_sum = any(cell is not None and row_of(cell) in rows for cell in money)
        found += _of_table(table, "sum" if is_sum else "details" if money else "no_sum")
        spots = [each for each in spots if each not in table]
    pairs = list(pairs_by_place(ledger.head, spots, ledger.vocabulary)) if spots and ledger.headers else []
    spots = [each for each in spots if not any(each in pair for pair in pairs)]
    parts = parts_of_money(ledger.head, spots, fields) if money and ledger.headers else []
    spots = [each for each in spots if not any(each in (part.label, part.value) for part in parts)]
    is_unknown = len(spots) > _MOST_UNREAD
    for index, each in enumerate(spots):
        part = ledger.part_of(each) if not is_unknown else "layout" if index == 0 else "more"
        found.append(_remark(each, part, len(spots)))
    kept = [*kept_pairs(ledger.head, pairs), *((each.field, each.told) for each in parts)]
    return [*_amounts_with_labels(found, spots)] if spots else found, kept


def _amounts_with_labels(found: Sequence[Remark], spots: Sequence[Spot]) -> Iterator[Remark]:
    """Yield remarks, those on an amount with the words right beside it, which are told with it: 征地补偿费 | 30."""
    labels = {two.address: one for one, two in pairwise(spots) if one.row == two.row and one.right + 1 == two.column}
    words = {each.cell for each in found if each.detail["part"] == "head"}
    amounts = {each.cell for each in found if each.detail["part"] == "amount" and each.cell in labels}
    beside = {label.address for cell, label in labels.items() if cell in amounts and label.address in words}
    for each in found:
        label = labels.get(each.cell)
        if each.cell in beside:
            each = replace(each, detail={**each.detail, "part": "more"})
        elif label is not None and label.address in beside and each.cell in amounts:
            each = replace(each, detail={**each.detail, "label": clean_line(label.text).rstrip(":：")})
        yield each


def _of_table(spots: Sequence[Spot], part: str) -> Iterator[Remark]:
    """Yield the remarks on the cells of a table that is none of the form: the first says where it stands."""
    for index, each in enumerate(spots):
        area = Area(spots[0].row, min(each.column for each in spots), spots[-1].row, max(each.right for each in spots))
        told = _remark(each, "more" if index else part, len(spots))
        yield told if index else replace(told, detail={**told.detail, "which": str(area)})


def _remark(spot: Spot, part: str, count: int) -> Remark:
    is_formula = spot.cell.kind == "uncached"
    text = str(spot.cell.value) if is_formula else spot.text.strip()
    part = "formula" if is_formula and part not in ("layout", "more") else part
    return Remark(UNREAD, cell=spot.address, detail={"text": text[:_LONGEST], "part": part, "count": str(count)})
