"""What is told of lines that do not stand under their headings, or may as well mean something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xlperf.data.enumeration import named
from xlperf.forms.form import OWN_COLUMN, UNREAD, Field, Remark
from xlperf.forms.layouts.layout import Axis
from xlperf.forms.reading.alignment import Alignment
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.forms.values.target import is_phrase

SLIPPED_ROWS, UNSURE_ROW = "slipped_rows", "unsure_row"
"""Kinds of the remarks on rows that were moved, and on a row whose reading is hardly better than another."""

_MOST_NAMED = 10
_MOST_CELLS = 3
_LONGEST = 16
_LONGEST_QUOTE = 200
_UNSURE = 2
"""The margin up to which a reading is hardly better than its rival: less than what any one kind of cell is worth."""


def slipped_rows(rows: Sequence[Mapping[str, Spot]], labels: Mapping[str, str], block: str = "") -> Iterator[Remark]:
    """Yield a remark on the rows of a block that slipped: how the first was read, and which they are; none without rows.

    Args:
        rows: the moved cells of each row, by column.
        labels: what the columns are called.
        block: ``money`` where amounts were moved, which a person has to look at.
    """
    if not rows:
        return
    numbers = [next(iter(each.values())).row for each in rows]
    which = named([*map(str, numbers)], most=_MOST_NAMED)
    first = min(rows[0].values(), key=lambda spot: spot.column)
    detail = {"which": which, "count": str(len(rows)), "row": str(numbers[0]), "how": _said(rows[0], labels)}
    yield Remark(SLIPPED_ROWS, cell=first.address, detail={**detail, "block": block} if block else detail)


def unsure_row(line: Sequence[Spot], found: Alignment | None, titles: Sequence[str]) -> Iterator[Remark]:
    """Yield a remark on a row whose reading is hardly better than another: the cells that differ, and both readings.

    Args:
        found: how they were read, None where they stand under their headings.
    """
    if found is None or not found.rival or found.margin > _UNSURE:
        return
    differ = [cell for cell, (one, other) in enumerate(zip(found.slots, found.rival, strict=True)) if one != other]

    def said(reading: tuple[int, ...]) -> str:
        return "、".join(_as(line[cell], titles[reading[cell]] if reading[cell] >= 0 else "") for cell in differ[:_MOST_CELLS])

    spot, how, other = line[differ[0]], said(found.slots), said(found.rival)
    if how != other:  # both leave the same cells out: nobody could tell the readings apart
        detail = {"row": str(spot.row), "how": how, "other": other, "margin": str(found.margin)}
        yield Remark(UNSURE_ROW, cell=spot.address, detail=detail)


def unread_cell(spot: Spot, part: str = "head", count: int = 1) -> Remark:
    """Return the remark on a cell that nothing took, in a part of the form, or on the first of several (``count``)."""
    return Remark(UNREAD, cell=spot.address, detail={"text": spot.text.strip()[:_LONGEST_QUOTE], "part": part, "count": str(count)})


def own_columns(
    columns: Mapping[str, Sequence[Field]], lacking: Collection[Axis], block: str = "", among: int = 0
) -> Iterator[Remark]:
    """Yield a remark on each cell under headings that no field knows: the first of a column tells of them all.

    Args:
        columns: by what their headings say, what stands below them.
        lacking: the columns of the layout that the table has no heading of; one of them may be meant.
        block: ``money`` for those of the money table.
        among: how many columns of places these are, told as one.
    """
    for title, fields in columns.items():
        filled = [each for each in fields if not is_blank_mark(each.raw)]
        near = next((each.label for each in lacking if _may_hold(each, [field.raw for field in filled])), "")
        for index, each in enumerate(filled):
            detail = {"text": each.raw.strip()[:_LONGEST_QUOTE], "label": title, "count": str(len(filled))}
            detail |= {"block": block} if block else {"which": str(among)} if among else {}
            detail |= {"part": "more"} if index else {"near": near} if near else {}
            yield Remark(OWN_COLUMN, cell=each.cell or "", detail=detail)


def _may_hold(axis: Axis, texts: Sequence[str]) -> bool:
    """True for a column that most of some texts could stand in: numbers as weights and scores, else targets, or words."""
    numbers = sum(parse_amount(each) is not None for each in texts)
    values = sum(parse_amount(each) is not None or is_phrase(each) for each in texts)
    return 2 * (numbers if axis.type == "number" else values) > len(texts) if axis.type != "text" else 2 * values <= len(texts)


def _said(placed: Mapping[str, Spot], labels: Mapping[str, str]) -> str:
    cells = sorted(placed.items(), key=lambda each: each[1].column)[:_MOST_CELLS]
    return "、".join(_as(spot, labels.get(key, key)) for key, spot in cells) + ("等" if len(placed) > _MOST_CELLS else "")


def _as(spot: Spot, label: str) -> str:
    """Return what a cell was read as: “质量指标”按二级指标."""
    text = "".join(spot.text.split())
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f"“{short}”按{label}" if label else f"“{short}”不算表内内容"
