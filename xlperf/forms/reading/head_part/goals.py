"""The goals of a form as areas: texts below or beside their labels, up to the next label of any kind.

A label may stand at the side of others (总体目标 | 实施期目标 | 年度目标): it is a heading then and has no text of its own.
An area ends at the next label, known or not: a row 立项依据 | … below a goal is none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Remark
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.fields import kept_pair, read_field
from xlperf.forms.reading.head_part.goal_areas import first_beside, goal_area
from xlperf.forms.reading.head_part.goal_labels import parted_line
from xlperf.forms.reading.head_part.goal_rows import GoalRows, is_named
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import is_ended, is_heading, is_known_heading, is_note, is_short
from xlperf.forms.reading.labels import Spot, blank_spot
from xlperf.forms.reading.line_remarks import UNSURE_ROW
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Cell

_ADJUSTED = lazy_pattern(wording("adjusted_targets"))
_LONGEST_QUOTE = 60
_LONGEST_WORD = 8
"""Characters of a remark, which is no goal: 已核对, 见附件三."""


@dataclass(frozen=True, slots=True)
class _Goal:
    """A goal that a layout knows, its label where it has one, and the cells of its text."""

    label: Label
    spot: Spot | None
    parts: Sequence[Spot] = ()


def read_goals(head: Head) -> list[Field]:
    """Return the fields whose values stand in areas below or beside a label, blank ones included.

    A value that runs over several rows is joined with line breaks.  A goal without a label
    of its own may stand in one cell with it: 年度目标：……
    """
    labels = [
        (label, spot)
        for label, spot in zip(head.layout.labels, head.places, strict=True)
        if label.field and label.value == "below" and (spot or label.group not in head.absent)
    ]
    labels = [(label, spot and _heading_beside(head, label, spot)) for label, spot in labels]
    labels = _with_blanked(head, _with_side_label(head, labels))
    rows = {spot.row: sorted((each for _, each in labels if each and each.row == spot.row), key=lambda each: each.column)
            for _, spot in labels if spot}  # fmt: skip
    rows = {row: _with_unknown(head, _with_rival(head, spots)) for row, spots in rows.items()}
    goals = [_Goal(label, spot, _own_rows(head, label, spot, rows[spot.row]) if spot else ()) for label, spot in labels]
    goals = [_adjusted(head, each) for each in _with_other_text(head, _with_written(goals))]
    taken = {part[:2] for goal in goals for part in goal.parts}
    fields = [_field(head, each) if each.spot else _in_one_cell(head, each.label, taken) for each in goals]
    # What stands beside 项目绩效目标 is the goal: no label of it is lacking.
    found = {goal.label.label for goal, field in zip(goals, fields, strict=True) if not field.blank}
    head.not_missing(found)
    _keep_said_below(head, goals)
    return fields


def _heading_beside(head: Head, label: Label, spot: Spot) -> Spot:
    """Return the label of a goal, or the heading right beside it that stands over the text: 年度目标 | 绩效目标."""
    beside = head.window.right_of(spot)
    if beside is None or not any(each.alone == label.field and beside.is_one_of(each.keys) for each in head.layout.labels):
        return spot
    below = head.window.row(beside.bottom + 1) if head.window.row(spot.row)[-1] is beside else []
    is_over = any(map(beside.shares_columns, below)) and not any(map(spot.shares_columns, below))
    return beside if is_over else spot


def _adjusted(head: Head, goal: _Goal) -> _Goal:
    """Return a goal with the text that was adjusted, where that has a heading of its own beside it; the first is kept, too.

    年初绩效目标 | 全年（调整）绩效目标 over a text each, as in Chongqing's form.
    """
    beside = head.window.right_of(goal.spot) if goal.spot is not None and len(goal.parts) == 1 else None
    if beside is None or goal.spot is None or beside.bottom != goal.spot.bottom or is_known_heading(head, beside):
        return goal
    is_adjusted = _ADJUSTED.search(beside.key) is not None
    below = [each for each in head.window.row(beside.bottom + 1) if is_adjusted and each.shares_columns(beside)]
    if len(below) != 1 or is_known_heading(head, below[0]):
        return goal
    head.details.append(kept_pair(goal.spot, goal.parts[0]))
    head.taken.add(beside.address)
    return _Goal(goal.label, goal.spot, below)


def _keep_said_below(head: Head, goals: Sequence[_Goal]) -> None:
    """Keep what stands beside labels below the texts of goals, the heading at their side merged over them: 目标未完成原因 | 无."""
    parts = [part for goal in goals for part in goal.parts]
    tops = [goal.spot for goal in goals if goal.spot is not None]
    side = head.window.merged_at(tops[0].row, min(each.column for each in tops) - 1) if tops and parts else None
    if side is None:
        return
    for row in head.window.rows_between(max(each.bottom for each in parts) + 1, min(side.bottom, head.last_row)):
        label, *said = [each for each in head.window.row(row) if side.right < each.column <= head.edge] or (None,)
        if label is not None and is_heading(head, label) and is_short(label) and len(said) <= 1 and label not in head.places:
            head.details += [kept_pair(label, each) for each in said]
            head.taken.update(each.address for each in (label, *said))


def _with_written(goals: Sequence[_Goal]) -> list[_Goal]:
    """Return the goals with what each says, those without a label of their own with what the text of another says behind it.

    年度总体目标 | 预期目标：… | 实际完成情况：…, in a cell each or in lines of one; a label before its own text is none of it.
    """
    others = {each.label.field: each.label for each in goals if each.spot is None}
    said: dict[str, list[Spot]] = {}
    for goal in goals:
        for part in goal.parts:
            for label, piece in _pieces(part, goal.label, others.values()):
                said.setdefault(label.field, []).append(piece)
    parts = [said.get(each.label.field, []) for each in goals]
    return [_Goal(goal.label, goal.spot or next(iter(own), None), own) for goal, own in zip(goals, parts, strict=True)]


def _with_other_text(head: Head, goals: list[_Goal]) -> list[_Goal]:
    """Return the goals, of two texts under one label the second with the only one that has no label.

    年度总体目标 | what was planned | what was done, in a form that names neither; or 预期目标 | what was planned, over a row that
    lost its label: a person is asked.  Where periods are named, nobody knows which.
    """
    own, lacking = ([each for each in goals if bool(each.spot) is has_spot] for has_spot in (True, False))
    if (len(own), len(lacking)) != (1, 1) or lacking[0].label.period or len(own[0].parts) != len(goals):
        return goals
    planned, done = own[0].parts
    asked = [each for each in head.remarks if each.kind == UNSURE_ROW and each.cell == done.address]
    if is_note(planned) or is_note(done) or (planned.row != done.row and not asked):
        return goals
    told = [replace(each, detail={**each.detail, "near": lacking[0].label.label}) for each in asked]
    head.remarks = [*(each for each in head.remarks if each not in asked), *told]
    texts = {own[0].label.field: planned, lacking[0].label.field: done}
    return [_Goal(each.label, texts[each.label.field], (texts[each.label.field],)) for each in goals]


def _pieces(part: Spot, own: Label, others: Iterable[Label]) -> Iterator[tuple[Label, Spot]]:
    """Yield the lines of a text by the label that they begin with or stand below, those before the first as of its own."""
    lines = [(line, *parted_line(line)) for line in part.text.split("\n")]
    named = [next((each for each in (own, *others) if is_named(each, begins)), None) for _, begins, _ in lines]
    if part.cell.kind != "text" or not any(named):
        yield own, part
        return
    label = own
    said: list[str] = []
    for (line, _, rest), name in zip(lines, named, strict=True):
        if name is not None:
            yield from ((label, each) for each in _said(part, said))
            label, said = name, []
        said.append(line if name is None else rest)
    yield from ((label, each) for each in _said(part, said))


def _said(part: Spot, lines: Sequence[str]) -> Iterator[Spot]:
    if text := "\n".join(lines).strip():
        yield part._replace(text=text, cell=Cell(text, "text"))


def _with_unknown(head: Head, spots: list[Spot]) -> list[Spot]:
    """Return the labels of goals in a row with headings beside them that no layout knows, where each stands over a text.

    预期目标 | 成效 over two texts: what stands below 成效 is none of the goal, and 成效 neither.
    """
    bottom = spots[0].bottom
    line = [each for each in head.window.row(spots[0].row) if each.bottom == bottom and each.column <= head.edge]
    unknown = [each for each in line if is_short(each) and not is_known_heading(head, each)]
    below = head.window.row(bottom + 1) if bottom < head.last_row else []
    tops = sorted((*spots, *unknown), key=lambda each: each.column)
    under = [[each for each in below if each.shares_columns(top)] for top in tops]
    is_over_texts = all(len(each) == 1 and not is_known_heading(head, each[0]) for each in under)
    if not unknown or not is_over_texts or is_heading(head, under[0][0]):
        return spots
    return tops


def _with_rival(head: Head, spots: list[Spot]) -> list[Spot]:
    """Return the labels of goals in a row with what was blanked beside the only one: the text below that is none of its own."""
    blank = _blanked_beside(head, spots[0]) if len(spots) == 1 else None
    return spots if blank is None else sorted((*spots, blank), key=lambda each: each.column)


def _with_side_label(head: Head, labels: list[tuple[Label, Spot | None]]) -> list[tuple[Label, Spot | None]]:
    """Return the labels of the goals; where a form has none of them, its heading at the side (绩效目标 | …) is that of one.

    So is one that stands beside the label of another goal, and no higher: 年度目标 | 年度目标完成情况.
    """
    sides = {each.alone: spots[0] for each in head.layout.labels if each.alone and (spots := head.spots(each.keys))}
    known = [spot for _, spot in labels if spot]
    for field, side in [*sides.items()] if known else ():
        is_apart = not any(side.row <= each.row <= side.bottom for each in known)
        if is_apart and first_beside(head, side) is not None:
            continue  # 年度总体目标 | … over 年度总体目标完成情况 | …
        if not any(each.column >= side.column for each in known) or side.column == head.left:
            del sides[field]
    return [(label, spot or sides.get(label.field)) for label, spot in labels]


def _with_blanked(head: Head, labels: list[tuple[Label, Spot | None]]) -> list[tuple[Label, Spot | None]]:
    """Return the labels of the goals, of two the one that is nowhere over the text under no heading: 项目总目标 | (blank).

    They stand in the order of the layout: what was blanked right of 年度目标 is no 项目总目标.
    """
    found = {label: spot for label, spot in labels if spot}
    goals = head.layout.goals
    blank = _blanked_beside(head, *found.values()) if (len(found), len(goals)) == (1, 2) else None
    if blank is None:
        return labels
    one, two = (found.get(each, blank) for each in goals)
    return [(goals[0], one), (goals[1], two)] if one.column < two.column else labels


def _blanked_beside(head: Head, label: Spot) -> Spot | None:
    """Return the cells beside the label of a goal that were blanked: over the only other text below, and under nothing."""
    below = [each for each in head.window.row(label.bottom + 1) if each.column <= head.edge and label.bottom < head.last_row]
    says = (each for each in below if len(each.text.strip()) > _LONGEST_WORD or is_ended(each))
    long = [each for each in says if not is_known_heading(head, each)]
    is_near = not any(each.column > label.right + 1 for each in long)
    if label.right == label.column and is_near and not any(map(label.shares_columns, long)):
        return None  # the text slipped from under its label, or begins with a short word there
    over = head.window.row(label.row)
    bare = [each for each in long if not any(map(each.shares_columns, over))]
    if len(bare) != 1 or head.window.merged_spot(label.row, bare[0].column) is not None:
        return None
    return blank_spot(label.row, bare[0].column, label.bottom, bare[0].right)


def _field(head: Head, goal: _Goal) -> Field:
    label, spot = goal.label, goal.spot
    if not goal.parts:
        where = head.window.home(spot.bottom + 1, spot.column) if spot else None
        return Field(label.field, label.label, None, "", where)
    fields = [read_field(label.field, label.label, label.type, each.cell, each.address, head.unit) for each in goal.parts]
    if len(fields) == 1:
        return fields[0]
    head.taken.update(each.address for each in goal.parts)
    notes = tuple(dict.fromkeys(note for each in fields for note in each.notes))
    value = "\n".join(str(each.value) for each in fields if each.value)
    return Field(label.field, label.label, value or None, "\n".join(each.raw for each in fields), fields[0].cell, notes)


def _in_one_cell(head: Head, label: Label, taken: set[tuple[int, int]]) -> Field:
    """Read a goal that stands in one cell with its label, or with that of its side, and is no part of another goal."""
    keys = label.keys.union(*(each.keys for each in head.layout.labels if each.alone == label.field))
    for line in head.lines():
        for spot in line:
            begins, _, more = spot.text.partition("\n")
            begins, rest = parted_line(begins)
            if (rest or more) and spot.cell.kind == "text" and spot[:2] not in taken and key_of(begins) in keys:
                text = f"{rest}\n{more}".strip()
                cell = Cell(text, "text") if text else None
                return read_field(label.field, label.label, label.type, cell, spot.address, head.unit)
    return Field(label.field, label.label, None)


def _own_rows(head: Head, label: Label, spot: Spot, rivals: list[Spot]) -> list[Spot]:
    """Return the cells of the text of a goal, a row told that stands below its label and that at its side."""
    side = head.window.merged_at(spot.row, rivals[0].column - 1)
    rows = GoalRows(head, spot, max(spot.bottom, side.bottom) if side else spot.bottom)
    parts, doubtful = rows.split(goal_area(head, spot, rivals))
    for each in doubtful:
        detail = {"block": "goal", "row": str(each.row), "text": each.text.strip()[:_LONGEST_QUOTE], "label": label.label}
        head.remarks.append(Remark(UNSURE_ROW, cell=each.address, detail=detail))
    return parts


