"""Which cells are the text of a goal: right of its label or below it, up to the next label of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.reading.head_part.goal_rows import GoalRows, numbers_item
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import (
    is_ended,
    is_heading,
    is_known_heading,
    is_note,
    is_remark,
    is_short,
    may_be_heading,
)
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.wordings import label_words

_HINT = lazy_pattern(r"[(（][^()（）]*[)）]")
_LONGEST_REMARK = 14
_REASON = "deviation_note"
"""The column of a table whose headings speak of reasons; so may a row below the goals."""


def goal_area(head: Head, spot: Spot, rivals: list[Spot]) -> list[Spot]:
    """Return the cells of the text of a goal, without remarks beside it."""
    return list(_without_remarks(_area(head, spot, rivals)))


def _without_remarks(parts: list[Spot]) -> Iterator[Spot]:
    """Yield cells of a text without what stands behind another and is no more of it: 待核, 见附件3.

    A few words go on with a text only where that was typed into single cells and its sentence is not at its end.
    """
    before: Spot | None = None
    for each in parts:
        is_behind = before is not None and each.row == before.row
        if before is None or not is_behind or not _is_beside_text(before, each):
            before = each
            yield each


def _is_beside_text(text: Spot, spot: Spot) -> bool:
    if len(spot.text) <= _LONGEST_REMARK and is_remark(spot):
        return True
    return is_note(spot) and not numbers_item(spot) and (is_ended(text) or text.right > text.column)


def _area(head: Head, spot: Spot, rivals: list[Spot]) -> list[Spot]:
    """Return the cells right of the label of a goal where text stands there, else those below it."""
    first = next((each for each in (first_beside(head, spot),) if each not in rivals), None)
    below = _below(head, spot, rivals)
    if first is None:
        return below
    is_under = any(map(spot.shares_columns, below)) or _heads(first, below)
    is_apart = first.column > spot.right + 1 or _HINT.fullmatch(first.text.strip())
    says = (each for each in below if not is_note(each) and not _HINT.fullmatch(each.text.strip()))
    is_said = is_note(first.named(first.bare)) and any(map(spot.shares_columns, says))
    return below if is_under and (is_apart or is_said) else _beside(head, spot, first)


def _heads(first: Spot, below: list[Spot]) -> bool:
    """True for a heading that no layout knows over the only text below: 年度目标 | 工作要点, and nothing below 年度目标 itself."""
    return len(below) == 1 and is_short(first) and below[0].shares_columns(first)


def first_beside(head: Head, spot: Spot) -> Spot | None:
    """Return the text right of a label, None where there is none or another label stands next."""
    first = head.window.right_of(spot)
    return None if first is None or first.column > head.edge or is_known_heading(head, first) else first


def _beside(head: Head, spot: Spot, first: Spot) -> list[Spot]:
    """Return the cells right of a label, in its rows and in those below that begin no further label."""
    line = head.window.row(spot.row)
    end = next((each.column for each in line if each.column > first.column and is_known_heading(head, each)), head.edge + 1)
    parts: list[Spot] = []
    for row in head.window.rows_between(spot.row, head.last_row):
        line = head.window.row(row)
        is_own = row <= spot.bottom or (line[0].column >= first.column and not any(is_known_heading(head, each) for each in line))
        if not is_own:
            break
        parts += [each for each in line if first.column <= each.column < end and not is_known_heading(head, each)]
    # A heading over the text that no layout knows: 年度目标 | 目标内容, and the text below that.
    if len(parts) == 1 or not is_heading(head, first):
        return parts
    is_one_of_two = any(each.row == first.row and is_short(each) for each in parts[1:])  # 计划 | 实际, each over its text
    return [each for each in parts[1:] if not is_one_of_two or each.shares_columns(first)]


def _below(head: Head, spot: Spot, rivals: list[Spot]) -> list[Spot]:
    """Return the cells below a label, each given to the label it stands under."""
    index = rivals.index(spot)
    parts: list[Spot] = []
    for line in _lines_below(head, spot, rivals):
        parts += _own(head, [each for each in line if not head.is_label(each) and each.column <= head.edge], rivals, index)
    return parts


def _lines_below(head: Head, spot: Spot, rivals: list[Spot]) -> Iterator[list[Spot]]:
    """Yield the rows below a goal that stands beside others, up to the next label of any kind.

    One merged down at the side of others ends further below than they do: 总体目标 left of 滚动期目标 | 年度目标.
    """
    top = spot.bottom + 1
    leftmost = head.left
    above: list[Spot] = []
    for row in head.window.rows_between(top, head.last_row):
        line = [each for each in head.window.row(row) if each.right >= leftmost]  # 行次 and √ stand left of a form
        if not line:
            continue
        if _ends(head, line, rivals, not above) or (above and _is_of_label(head, line, above)):
            return
        yield line
        above = line


def _ends(head: Head, line: list[Spot], rivals: list[Spot], is_first: bool) -> bool:
    """True for a row that begins something else than the text of a goal."""
    left = rivals[0].column
    if any(head.is_label(each) and each.column >= left for each in line):
        return True
    first = line[0]
    if first.right < left:  # in the column of headings at the side
        if is_known_heading(head, first):
            return first.key not in head.layout.side_keys
        is_slipped = is_first and not _is_merged(head, rivals)
        return is_heading(head, first) or (not is_slipped and len(line) > 1)
    if is_known_heading(head, first):
        return True
    if len(line) > 1 and numbers_item(first):
        return False
    if len(line) > 1:
        may_have_slipped = is_first and len(line) == len(rivals) and not _is_merged(head, rivals)
        is_pair = len(rivals) == 1 or line[1].column < rivals[1].column
        return is_pair and not may_have_slipped and (is_heading(head, first) or (not is_first and is_short(first)))
    if len(rivals) == 1:  # a heading over something else, but not 主要目标 within the text of a goal
        return not is_first and is_heading(head, first) and not first.bare.endswith(label_words("goals"))
    is_goal = is_first and _heads_nothing(head, line)  # 完成全年工作目标 is short, but nothing stands below it
    return first.right >= rivals[1].column and is_heading(head, first) and not is_goal


def _is_of_label(head: Head, line: list[Spot], above: list[Spot]) -> bool:
    """True for a further label with its text below those of two goals: 目标未完成原因 | 无.

    Short lines that only end like headings go on with both, where the texts above are no whole sentences.
    """
    first, *said = line
    if not may_be_heading(head, first) or any(may_be_heading(head, each) for each in said):
        return False
    note = head.layout.table.column(_REASON)
    is_reason = note is not None and (first.is_one_of(note.keys) or note.is_like(first.bare))
    return is_reason or (bool(said) and all(map(is_ended, above)) and not first.bare.endswith(label_words("goals")))


def _heads_nothing(head: Head, line: list[Spot]) -> bool:
    """True for a row with nothing below it that it might head: the table begins there, or what another label names."""
    following = head.window.rows_between(max(each.bottom for each in line) + 1, head.last_row)[:1]
    return all(is_known_heading(head, head.window.row(row)[0]) for row in following)


def _is_merged(head: Head, rivals: list[Spot]) -> bool:
    """True where the labels of the goals, or what stands at their side, are merged cells: nothing has slipped there."""
    line = head.window.row(rivals[0].row)
    return any(each.right > each.column or each.bottom > each.row for each in line)


def _own(head: Head, line: list[Spot], rivals: list[Spot], index: int) -> list[Spot]:
    """Return the cells of a row that belong to one of the labels above it.

    A cell under a label is its value, and what stands beside that is only where it plainly goes on with it; cells that
    slipped, when the form was pasted from a text document, keep their order and stand left of where they belong.
    """
    behind = {two[:2]: one for one, two in pairwise(line) if numbers_item(one) and two.column == one.right + 1}
    strays = [each for each in line if not any(map(behind.get(each[:2], each).shares_columns, rivals))]
    is_fixed = _is_merged(head, rivals)
    has_note = (is_fixed or all(map(is_note, strays))) and len(strays) < len(line)
    if strays and len(line) == len(rivals) and not behind and not has_note:
        return [line[index]]
    own = [each for each in line if behind.get(each[:2], each).shares_columns(rivals[index])]
    for each in strays:
        if _owner(each, rivals) == index and (not own or GoalRows.goes_on(own, each) or (not is_fixed and not is_ended(own[-1]))):
            own.append(each)
    return own


def _owner(spot: Spot, rivals: list[Spot]) -> int:
    return next((number for number, each in enumerate(rivals) if spot.column <= each.right), len(rivals) - 1)
