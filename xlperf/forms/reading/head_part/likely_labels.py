"""Labels in words that no layout lists: 具体实施单位, 年度预算申请总额 and 全年目标实际完成情况 are known by their make.

A layout gives a label patterns (``like``); only one that is nowhere on the form is looked for, so the words of a
known template are never guessed at.  What may be of the year or of the whole term (资金总额) is the year's
where nothing else is (``else``).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING
from xlperf.forms.layouts.layout import ANNUAL, END_TYPES, Axis, Label, Layout, MoneyDetail
from xlperf.forms.reading.head_part.headings import heads_row, is_short, likely_labels
from xlperf.forms.reading.head_part.money.total_amounts import (
    DIGIT,
    Written,
    has_periods,
    is_amount,
    is_over_amount,
    is_over_parts,
    is_total,
)
from xlperf.forms.reading.head_part.one_cell import pairs_in
from xlperf.forms.reading.head_part.rows_of_labels import rows_over_values
from xlperf.forms.reading.indicators.periods.roles import role_of
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.choices import chosen
from xlperf.forms.values.dates import parse_date
from xlperf.forms.values.form_text import key_of, names_one_of
from xlperf.forms.values.wordings import label_words, wording

_LONGEST = 20
LOWER_LEVEL = lazy_pattern(wording("lower_levels"))
_BARE_LEVEL = lazy_pattern(rf"(?:{wording('bare_levels')})")
_OF_WHICH = lazy_pattern(wording("of_which"))
_NUMBER_AT_END = lazy_pattern(r"(?<=\D)\d$")
_FEWEST_IN_ROW, _ROWS_OF_LEVELS = 2, 2
_SENTENCE = lazy_pattern("[,，。;；、!?]")


def with_likely_labels(window: Window, layout: Layout, last_row: int, written: Written = ()) -> Window:
    """Return the cells of a form in which labels in other words bear the key of the label that they are like."""
    lacking = [each for each in layout.loose if _is_lacking(window, layout, last_row, each)]
    found = _alike(window, layout, last_row, lacking)
    for label in (each for each in lacking if isinstance(each, Label) and each.label not in found.values()):
        seen = _named(window, found) if label.value == "below" else window  # a goal's text ends at another's label
        others = _otherwise(seen, layout, last_row, label, written)[:1]
        says_year = bool(others) and role_of(others[0].key, layout.table.roles) == ANNUAL  # 年度本级预算金额
        name = label.label if says_year or is_its_own(window, layout, last_row, label) else label.instead
        if name == label.label or any(each.label == name for each in lacking):
            found |= {spot[:2]: name for spot in others}
    return _named(window, found)


def _named(window: Window, found: Mapping[tuple[int, int], str]) -> Window:
    """Return the cells of a form, some with the keys of the labels that were found to be meant there."""
    spots = window.spots() if found else ()
    return window.with_spots({each[:2]: each.named(found[each[:2]]) for each in spots if each[:2] in found})


def _is_lacking(window: Window, layout: Layout, last_row: int, label: Label | Axis | MoneyDetail) -> bool:
    """True for a label that is nowhere on a form; of whose money the fiscal one is, there are as many rows as there are."""
    if isinstance(label, MoneyDetail):
        return True
    places = [each for each in window.with_keys(label.keys - layout.shared_keys) if each.row <= last_row]
    is_goal = isinstance(label, Label) and label.value == "below"
    return all(is_goal and _is_at_side(window, each) for each in places)


def _is_at_side(window: Window, spot: Spot) -> bool:
    """True for 目标完成情况 merged over two rows beside a heading of the upper one: it is at the side of goals and labels none.

    So is 三、目标完成情况 in a row of its own over two headings.
    """
    beside = window.right_of(spot)
    if beside is None:
        return heads_row(window, spot) and all(map(is_short, window.row(spot.bottom + 1)[:2]))
    if is_short(beside):
        return beside.bottom < spot.bottom
    under = window.row(beside.bottom + 1)[:1]  # 长期绩效目标1 over 年度绩效目标1, each with its text beside it
    return _numbers_goal(beside) and all(each.column == beside.column and _numbers_goal(each) for each in under)


def _numbers_goal(spot: Spot) -> bool:
    return len(spot.bare) <= _LONGEST and _NUMBER_AT_END.sub("", spot.bare).endswith(label_words("goals"))


def is_its_own(window: Window, layout: Layout, last_row: int, label: Label) -> bool:
    """True unless the form has goals of many years, with which 资金总额 is not that of the year but of the whole term."""
    return label.unless is None or not any(map(label.unless.search, _may_be_labels(window, layout, last_row)))


def _is_beside_goal(window: Window, layout: Layout, spot: Spot) -> bool:
    """True for a heading at the side of what is the label of a goal, or may be: 总体目标完成情况 left of 总体目标 | 完成情况."""
    beside = window.right_of(spot) if _is_at_side(window, spot) else None
    goals = (each for each in layout.labels if each.value == "below" and each.field)
    return beside is not None and any(beside.is_one_of(each.keys) or each in likely_labels(beside, layout) for each in goals)


def _otherwise(window: Window, layout: Layout, last_row: int, label: Label, written: Written) -> list[Spot]:
    """Return the labels of another field that are this one, since the form has no other: in reading order.

    Money must have its amount in its cell or beside it, or be left blank over its parts, and not be crossed with periods; a
    goal must have its text beside or below it, and one of the term another goal elsewhere.
    """
    if label.type == "amount" and layout.cross is not None and has_periods(window, layout, label, last_row, written):
        return []
    above = list(window.spots_up_to(last_row))
    words = label.otherwise | (label.of_one_year if _is_of_one_year(above, layout, label) else frozenset())
    named = [each for each in above if each.is_one_of(words)]
    if named and label.value == "right" and any(_begins_with(each, label, layout) for each in above):
        return []
    if label.value == "below":
        named = [each for each in named if not _is_beside_goal(window, layout, each)]
    own = [each for each in named if each[:2] in written or _has_own_value(window, layout, last_row, each, label)]
    return own or [each for each in named if label.type == "amount" and is_over_parts(window, layout, each, written)]


def _begins_with(spot: Spot, label: Label, layout: Layout) -> bool:
    """True for a cell that says the value of a label itself: 项目名称：渠道清淤 over the heading 项目 of a table of money."""
    return any(names_one_of(name, label.keys) for name, _ in pairs_in(spot, layout))


def _is_of_one_year(head: Sequence[Spot], layout: Layout, goal: Label) -> bool:
    """True for a form without a label of money for the whole term, and without one of the year's goal in one cell with its text."""
    money = frozenset().union(*(each.keys for each in layout.labels if each.field == f"{FUNDING}total"))
    begun = (key_of(each.text.replace("：", ":").partition(":")[0]) for each in head)
    return all(not each.is_one_of(money) for each in head) and goal.keys.isdisjoint(begun)


def _may_be_labels(window: Window, layout: Layout, last_row: int) -> Iterator[str]:
    """Yield the keys of what may be a label of the head: a project's name and a goal may speak of a term, too."""
    known = layout.label_keys
    for row in window.rows_up_to(last_row):
        left: Spot | None = None
        for spot in window.row(row):
            key = spot.key.partition(":")[0]
            is_label = spot.is_one_of(known) or any(each.is_like(spot.bare) for each in layout.labels)
            is_text = left is not None and left.is_one_of(layout.text_keys)
            is_value = is_text or (left is not None and not is_label and left.is_one_of(known))
            if 0 < len(key) <= _LONGEST and not is_value and _SENTENCE.search(key) is None:
                yield key
            left = spot


def _has_own_value(window: Window, layout: Layout, last_row: int, spot: Spot, label: Label) -> bool:
    values = rows_over_values(window, layout, last_row).get(spot.row, 0) if label.value == "right" else 0
    beside = next(filter(spot.shares_columns, window.row(values)), None) if values else window.right_of(spot)
    if beside is None and label.value == "below":
        below = window.row(spot.bottom + 1)  # under it, or under a label of its own that was blanked: 总体目标 | (blank)
        under = (each for each in below if each.shares_columns(spot) or (each is below[0] and each.column == spot.right + 1))
        beside = next(under, None)
    if beside is None or beside.is_one_of(layout.label_keys):
        if label.type == "amount":
            return is_over_amount(window, layout, spot)
        return label.value == "below" and _has_text_below(window, layout, last_row, spot)
    if label.otherwise_value is not None and label.otherwise_value.search(chosen(beside.text).strip()) is None:
        return False
    if label.type == "amount" and not is_total(window, spot, beside, layout):
        return False
    goals = (each.keys for each in layout.labels if (each.value == "below" or each.alone) and each is not label)
    others = (one for each in goals for one in window.with_keys(each) if one.row <= last_row and one[:2] != spot[:2])
    return label.value == "right" or label.period == ANNUAL or any(others)


def _has_text_below(window: Window, layout: Layout, last_row: int, spot: Spot) -> bool:
    """True for a heading beside another one, over a text: 年度目标 | 实际完成情况."""
    rows = window.rows_between(spot.bottom + 1, last_row)[:1]
    below = [each for row in rows for each in window.row(row) if each.shares_columns(spot)]
    return any(each.key and not each.is_one_of(layout.label_keys) for each in below)


def _may_be(window: Window, layout: Layout, spot: Spot, label: Label | Axis | MoneyDetail) -> bool:
    """True unless a label of money has no amount beside it, nor below it in a row of amounts only: 合计 | 86 is one of a table.

    Nor is a label of a day with other words right beside it: 开始时间 | 完成时间 head the steps of a plan.
    """
    beside = window.right_of(spot)
    if isinstance(label, MoneyDetail):
        value = window.right_of(beside) if beside is not None and beside.is_one_of(layout.total_keys) else beside
        return (value is not None and is_amount(value)) or _is_among_sources(window, layout, spot)  # 项目级别 | 省级 is none
    if not isinstance(label, Label) or label.type not in ("amount", *END_TYPES):
        return not isinstance(label, Label) or label.value != "below" or not _is_beside_goal(window, layout, spot)
    if label.type == "amount":
        below = window.row(spot.bottom + 1)
        is_row = all(map(is_amount, below)) and any(map(spot.shares_columns, below))
        return is_row or (beside is not None and (beside.cell.kind == "number" or parse_amount(beside.text) is not None))
    if (beside is not None and DIGIT.search(beside.text) is not None) or _is_over_day(window, spot):
        return True
    return not any(each.column == spot.right + 1 or each.right + 1 == spot.column for each in window.row(spot.row))


def _is_over_day(window: Window, spot: Spot) -> bool:
    """True for one of two labels in a row over a day each, and no more of them: 项目开始时间 | 项目结束时间."""
    days = [[each for each in window.row(spot.bottom + by) if parse_date(each.text) is not None] for by in (1, 2)]
    is_pair = len(window.row(spot.row)) == len(days[0]) == len(window.row(spot.bottom + 1)) == len(("start", "end"))
    return is_pair and not days[1] and any(map(spot.shares_columns, days[0]))


def _is_among_sources(window: Window, layout: Layout, spot: Spot) -> bool:
    """True beside labels of money over a row of nothing but amounts: 资金来源 | 中央 | 省、地 | 其他 | 合计.

    Left of the amounts may be words.
    """
    line = [each for each in window.row(spot.row) if _is_source(each, layout)]
    below = [each for each in window.row(spot.bottom + 1) if line and each.right >= line[0].column]
    if len(below) < _FEWEST_IN_ROW or not all(map(is_amount, below)):
        return False
    return sum(any(map(each.shares_columns, below)) for each in line) >= _FEWEST_IN_ROW


def _is_source(spot: Spot, layout: Layout) -> bool:
    """True for a label of money, and for whose money it is by its make."""
    if spot.is_one_of(layout.body_keys) or (layout.cross is not None and spot.is_one_of(layout.cross.sum_keys)):
        return True
    return any(each.is_like(spot.bare) for each in layout.details)


def _alike(
    window: Window, layout: Layout, last_row: int, lacking: Sequence[Label | Axis | MoneyDetail]
) -> dict[tuple[int, int], str]:
    """Return the label that cells are like; one that may stand twice is looked for everywhere, any other once."""
    found: dict[tuple[int, int], str] = {}
    rows = rows_over_values(window, layout, last_row)
    unknown = list(_unknown(window, layout, last_row, rows))
    levels = _of_levels(unknown, lacking)
    for spot in unknown:
        for label in levels.get(spot[:2], lacking):
            is_like = label.is_like(spot.bare)
            if not is_like and isinstance(label, MoneyDetail) and label.is_partial:
                is_like = _is_bare_level(window, spot, found, label)
            if is_like and (spot.row in rows or _may_be(window, layout, spot, label)):
                may_be_twice = isinstance(label, MoneyDetail) or (isinstance(label, Label) and label.below)
                if isinstance(label, Label) and label.starts_form and _is_lower(window, layout, spot, rows):
                    found = {at: name for at, name in found.items() if name != label.label}  # 一级项目名称 is that of a programme
                if may_be_twice or label.label not in found.values():
                    found[spot[:2]] = label.label
                break
    return found


def _of_levels(
    unknown: Sequence[Spot], lacking: Sequence[Label | Axis | MoneyDetail]
) -> dict[tuple[int, int], Sequence[Label | Axis | MoneyDetail]]:
    """Return the cells that name money of a level, each with what that is, on a form that names that of several.

    中央财政 and 省级财政 are parts of the fiscal money; one of them alone is all of it.
    """
    level = next((each for each in lacking if isinstance(each, MoneyDetail) and each.is_partial), None)
    found = [each for each in unknown if level is not None and level.is_like(each.bare)]
    is_several = level is not None and len({_OF_WHICH.sub("", each.bare) for each in found}) > 1
    return {each[:2]: [level] for each in found if level is not None and is_several}


def _is_bare_level(window: Window, spot: Spot, found: Mapping[tuple[int, int], str], level: MoneyDetail) -> bool:
    """True for 省 | 市 | 县 right below 其中：中央, or behind it; alone each says nothing of money."""
    if _BARE_LEVEL.fullmatch(spot.bare) is None:
        return False
    before = (each for row in range(spot.row - _ROWS_OF_LEVELS, spot.row + 1) for each in window.row(row) if each[:2] < spot[:2])
    return any(found.get(each[:2]) == level.label or each.is_one_of(level.keys) for each in before)


def _is_lower(window: Window, layout: Layout, spot: Spot, rows: Container[int]) -> bool:
    """True for the label of a project under a programme or a fund: 二级项目名称, 子项目名称; not for a heading of a table."""
    if LOWER_LEVEL.match(spot.bare) is None:
        return False
    beside = window.right_of(spot)
    below = next((each for each in window.row(spot.bottom + 1) if each.column == spot.column), None)
    is_over = below is not None and not below.is_one_of(layout.label_keys) and not any(likely_labels(below, layout))
    return spot.row in rows or (beside is not None and not beside.is_one_of(layout.label_keys) and not is_over)


def _unknown(window: Window, layout: Layout, last_row: int, rows: Container[int]) -> Iterator[Spot]:
    """Yield the short texts of the head that no layout lists and that are no value of a label at their left."""
    known = layout.label_keys
    return (each for each in no_values(window, layout, last_row, rows) if each.key not in known and each.bare not in known)


def no_values(window: Window, layout: Layout, last_row: int, rows: Container[int] = ()) -> Iterator[Spot]:
    """Yield the short texts of the head that are no value of a label at their left; in ``rows`` values stand below."""
    names = layout.text_keys
    for row in window.rows_up_to(last_row):
        left: Spot | None = None
        for spot in window.row(row):
            is_value = left is not None and (left.key in names or left.bare in names) and row not in rows
            if 0 < len(spot.bare) <= _LONGEST and not is_value:
                yield spot
            left = spot
