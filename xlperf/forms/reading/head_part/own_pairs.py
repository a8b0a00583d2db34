"""What a bureau asks beside the fields of the record: 项目属性 | 新增, 立项依据 | …, a small table 实施进度计划.

A layout lists such labels (``other_labels``).  Their values are kept under the bureau's own names; no rule judges them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import END_TYPES, Layout
from xlperf.forms.reading.fields import kept_pair, own_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import is_short
from xlperf.forms.reading.head_part.money.amounts_said import amounts_said, says_amounts
from xlperf.forms.reading.head_part.one_cell import keys_of_amounts, pairs_in
from xlperf.forms.reading.head_part.rows_of_labels import row_of_values
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import names_one_of
from xlperf.forms.values.period_words import period_in
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Cell

_SAYS = lazy_pattern(r"[^\s年月日_]")
_BY_SOURCE = lazy_pattern(wording("money_by_source"))
_YEAR = lazy_pattern(r"(?:19|20)\d\d|二[〇○零]")


def read_own_pairs(head: Head, used: Collection[str]) -> list[Field]:
    """Return what stands beside the labels of a form's head that are no fields, under the names of these labels."""
    found: list[Field] = []
    taken, keys = set(used), head.layout.pair_keys
    period = _Period.of(head, used)
    for spot in head.window.spots_up_to(head.last_row):
        if not spot.key or not (spot.key in keys or spot.bare in keys) or spot.address in taken:
            continue
        amounts = _BY_SOURCE.fullmatch(spot.bare) is not None  # 资金来源, 预算规模及资金用途
        for each in _values(head, spot):
            if amounts and (each.cell.kind == "number" or parse_amount(each.text) is not None or amounts_said(each.text)):
                continue  # money by its source is none of the bureau's own: somebody must be told
            if period.is_kept(spot) if each.address in used else each.address not in taken and not period.loses(spot, each):
                taken.add(each.address)
                found.append(kept_pair(spot, each))
    return [*found, *_written(head, period, used)]


def without_own_choices(
    layout: Layout, fields: Sequence[Field], kept: Collection[str] = ()
) -> tuple[list[Field], tuple[Field, ...]]:
    """Return the fields of a form less what was chosen from a bureau's own words, and that: 运行维护类 is no 项目类别 of ours.

    Only the form of another bureau has choices of its own; on ours they are slips, which rules tell.  ``kept`` are names of
    fields that stay, whatever they say.
    """
    ours = {each.field: each.if_value for each in layout.labels if each.if_value is not None} if layout.varies else {}

    def is_own(field: Field) -> bool:
        choice = ours.get(field.name) if field.name not in kept else None
        return choice is not None and isinstance(field.value, str) and choice.search(field.value) is None

    chosen = tuple(replace(each, name=f"/{each.label}") for each in fields if is_own(each))
    return [each for each in fields if not is_own(each)], chosen


def _written(head: Head, period: _Period, used: Collection[str]) -> Iterator[Field]:
    """Yield what stands in one cell with such a label, with one that nobody knows, or with that of a field read elsewhere."""
    elsewhere = [label for label, spot in zip(head.layout.labels, head.places, strict=True) if label.field and spot is not None]
    keys = head.layout.pair_keys.union(*(each.keys for each in elsewhere if each.value == "right" and not each.below))
    lines = frozenset().union(*(each.keys for each in elsewhere if each.type == "line"))
    known = head.layout.written_keys | head.layout.unit_keys | head.layout.year_keys
    first = min((row for row, _ in head.labels), default=0)
    for spot in head.window.spots_up_to(head.last_row):
        pairs = pairs_in(spot, head.layout)
        single = lines if spot.row < first else lines | head.layout.period_keys
        if spot.row >= first and head.window.row(spot.row) == [spot]:
            single |= head.layout.pair_keys
        is_told = len(pairs) > 1 or (bool(pairs) and spot.column <= head.edge and names_one_of(pairs[0][0], single))
        if len(pairs) == 1 and spot.row >= first and spot.address in used:
            continue  # a goal that reads like a pair
        if pairs and says_amounts(spot.text) and any(names_one_of(name, keys_of_amounts(head.layout)) for name, _ in pairs):
            continue  # money in words is none of the bureau's own: what of it was not read, somebody must be told
        for name, value in pairs if is_told else ():
            is_kept = names_one_of(name, keys) or not names_one_of(name, known)
            if _SAYS.search(value) and is_kept and not (names_one_of(name, period.keys) and period_in(Cell(value, "text"))):
                yield own_field(name, value, value, spot.address)


@dataclass(frozen=True, slots=True)
class _Period:
    """What becomes of the period of a project (项目起止时间), whose two days are fields of the record.

    ``keys`` are its labels on a form that has no labels of the days; ``is_read`` where the days were read from it, and
    ``is_printed`` where the bureau's blank has a place for it and none for the days.
    """

    keys: frozenset[str]
    is_read: bool
    is_printed: bool

    @staticmethod
    def of(head: Head, used: Collection[str]) -> _Period:
        places = zip(head.layout.labels, head.places, strict=True)
        ends = [(label, spot) for label, spot in places if label.type in END_TYPES]
        keys = head.layout.period_keys if ends and not any(spot for _, spot in ends) else frozenset()
        values = (each for spot in head.window.with_keys(keys) for each in _values(head, spot))
        return _Period(keys, any(each.address in used for each in values), all(label.rare for label, _ in ends))

    def is_kept(self, label: Spot) -> bool:
        """True for a period that is printed as it stands, though its days were read."""
        return self.is_printed and label.is_one_of(self.keys)

    def loses(self, label: Spot, value: Spot) -> bool:
        """True for a period with a year from which no days were read: kept aside, nobody would hear of it."""
        is_period = label.is_one_of(self.keys)
        return is_period and not self.is_read and _YEAR.search(value.text) is not None


def pair_places(head: Head, used: Collection[str | None]) -> list[Field]:
    """Return where the values of such labels go on a blank form; a label over several rows has a small table beside it."""
    found = []
    for spot in head.window.spots_up_to(head.last_row):
        where = head.window.home(spot.row, spot.right + 1)
        is_free = where not in used and not any(each.address == where for each in head.window.row(spot.row))
        is_label = bool(spot.key) and spot.is_one_of(head.layout.pair_keys)
        if is_label and spot.bottom == spot.row and spot.right < head.edge and is_free:
            found.append(own_field(spot.text, "", "", where))
    return found


def _values(head: Head, label: Spot) -> Iterator[Spot]:
    """Yield the cell right of a label; of one that is merged over several rows the cells in all of them, up to the next label.

    In a row of labels over their values it is the cell below; where there are but two of them, only a word or two.  So it is
    beside goals over their texts: 目标 | 完成情况 | 总体完成率.
    """
    is_among_goals = _is_among_goals(head, label)
    if below := row_of_values(head, label):
        under = [each for each in head.window.row(below) if label.shares_columns(each)][:1]
        yield from [each for each in under if label.row in head.over_values or is_among_goals or is_short(each)]
        return
    others = head.layout.unit_keys | head.layout.year_keys
    rows = head.window.rows_between(label.row, label.bottom)
    for row in rows:
        line = [each for each in head.window.row(row) if label.right < each.column <= head.edge]
        own = list(takewhile(lambda each: not (head.is_label(each) or each.is_one_of(others)), line))
        yield from own if len(rows) > 1 else own[:1]


def _is_among_goals(head: Head, label: Spot) -> bool:
    """True for a label right of one of a goal, which stands over its text."""
    goals = (spot for each, spot in zip(head.layout.labels, head.places, strict=True) if each.value == "below" and each.field)
    return label.bottom == label.row < head.last_row and any(
        each is not None and each.row == label.row and each.column < label.column for each in goals
    )
