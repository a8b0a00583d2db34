"""What is told of the cells of a form that nothing took, once its ledger is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from xlperf.forms.form import FUNDING, UNREAD, Field, Remark
from xlperf.forms.reading.details_of_money import cells_apart, has_details, money_by_year, tables_aside
from xlperf.forms.reading.head_part.headings import OF_MONEY, is_remark, is_short, may_be_heading
from xlperf.forms.reading.head_part.money.amounts_said import says_amounts, says_money
from xlperf.forms.reading.head_part.pairs_by_place import kept_pairs, pairs_by_place
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.ledger import BRACKETED, Ledger, is_figure
from xlperf.forms.reading.parts_of_money import parts_of_money
from xlperf.forms.values.dates import is_year_line
from xlperf.forms.values.form_text import bare_key, clean_line
from xlperf.forms.values.target import is_phrase
from xlperf.intake.sheet import Area, row_of

_MOST_UNREAD = 12
"""A form with more unread cells is of a layout that nobody registered."""
_MOST_REMARKS = 2
"""More cells below each other, right of the headings of a table, are a column that lost its heading."""
_WIDTH_OF_NOTES = 3
"""Columns behind the first that a text is merged over which can be no cell of an indicator: those of levels, names and targets."""
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
    for rows, table, is_of_money in list(tables_aside(ledger.head, spots, ledger.vocabulary)) if ledger.headers else ():
        is_sum = any(cell is not None and row_of(cell) in rows for cell in money)
        part = "steps" if not is_of_money else "sum" if is_sum else "details" if money else "no_sum"
        found += _of_table(table, part)
        spots = [each for each in spots if each not in table]
    pairs = list(pairs_by_place(ledger.head, spots, ledger.vocabulary)) if spots and ledger.headers else []
    spots = [each for each in spots if not any(each in pair for pair in pairs)]
    parts = parts_of_money(ledger.head, spots, fields) if money and ledger.headers else []
    spots = [each for each in spots if not any(each in (part.label, part.value) for part in parts)]
    is_unknown = len(spots) > _MOST_UNREAD
    for index, each in enumerate(spots):
        part = _part_of(each, ledger) if not is_unknown else "layout" if index == 0 else "more"
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


def _part_of(spot: Spot, ledger: Ledger) -> str:
    """Return where an unread cell weighs most.

    That is ``table``, ``amount`` or ``amounts``, ``beside`` the form, the ``head``, or a ``period`` of the head without days.
    """
    is_in_head = ledger.is_in_head(spot)
    if spot.column > ledger.head.edge or _is_beside_table(spot, ledger):
        return "beside"
    left = ledger.region.window.left_of(spot)
    is_listed = left is not None and left.is_one_of(ledger.region.layout.other_keys)  # the bureau's own: 风险及应对 | …
    if not is_in_head and not ledger.is_in_header(spot):
        return "head" if is_listed or _is_note(spot, ledger) or _is_of_bureau(spot, ledger) else "table"
    if is_listed or (is_in_head and left is not None and _is_beside_unread(spot, left, ledger)):
        is_of_period = left is not None and left.right + 1 == spot.column and left.is_one_of(ledger.region.layout.period_keys)
        return "period" if is_of_period else "head"
    if says_amounts(spot.text):
        return "amounts"
    is_amount = spot.cell.kind == "number" or spot[:2] in ledger.head.written or says_money(spot.text)
    return "amount" if is_amount else "head"


def _is_beside_unread(spot: Spot, left: Spot, ledger: Ledger) -> bool:
    """True for what stands right of a label whose value is not read, such as 单位编码 | 105003 or 编制人数 | 46.

    Words that nobody knows may be such a label where they say nothing of money.  At the side of its rows money has a heading;
    right of another (项目基本情况) a row begins with a name.
    """
    line = ledger.region.window.row(spot.row)
    known = {each.cell for each in ledger.fields}.union(label.address for label in ledger.head.labels.values())
    if not is_short(left) or left.address in known:
        return False
    if is_year_line(spot.text) and left.bare.endswith(tuple(ledger.region.layout.year_keys)):
        return True
    texts = {each.cell for each in ledger.fields if not each.name.startswith(FUNDING)}  # 渠道清淤专项经费 is no amount
    if left.right + 1 != spot.column or (line[0].column > ledger.region.left and line[1].address not in texts):
        return False
    return not any(OF_MONEY.search(each.text) for each in line if each.address not in texts)


def _is_of_bureau(spot: Spot, ledger: Ledger) -> bool:
    """True for a row of two cells that a bureau put between tables: 项目实施内容 | 分三批招标采购."""
    line = ledger.region.window.row(spot.row)
    return len(line) == 2 and spot == line[1] and may_be_heading(ledger.head, line[0])


def _is_note(spot: Spot, ledger: Ledger) -> bool:
    """True for words alone between the rows of a table that are worded as notes, stand in brackets, or over all its names."""
    word = bare_key(re.split("[:：]", spot.text.strip(), maxsplit=1)[0])
    is_said = ledger.vocabulary.notes.match(word) or BRACKETED.fullmatch(spot.text) or is_remark(spot)
    return (bool(is_said) or spot.right - spot.column >= _WIDTH_OF_NOTES) and ledger.region.window.is_alone(spot)


def _is_beside_table(spot: Spot, ledger: Ledger) -> bool:
    """True for words in a row of a table right of all its headings: a remark on the row, unless they may be a value."""
    if ledger.is_in_head(spot) or ledger.is_in_header(spot) or not ledger.headers or is_figure(spot) or is_phrase(spot.text):
        return False
    window, (first, last) = ledger.region.window, ledger.headers[0]
    cells = sum(each.column == spot.column for each in window.spots_between(last + 1, ledger.last_row))
    return spot.column > max(each.right for each in window.spots_between(first, last)) and cells <= _MOST_REMARKS


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
