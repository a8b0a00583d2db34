"""What stands in brackets behind an amount: its parts, or the amount once more in another unit or in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.forms.values.amounts import read_amount
from xlperf.intake.sheet import Cell


def _read(text: str, unit: str) -> tuple[Decimal | None, tuple[str, ...]]:
    found = read_amount(Cell(text, "text"), unit)
    return found.value, found.notes


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "notes"),
    [
        ("76万（堤防加固41万元，闸门检修35万元）", "元", 760000, ("text_number", "own_unit")),
        ("76万元（堤防41，闸门35）", "元", 760000, ("text_number", "own_unit")),
        ("76（堤防41，闸门35）", "万元", 760000, ("text_number",)),
        ("76（堤防41，闸门35）", "元", 76, ("text_number",)),
        ("90（堤防50万元、闸门400000元）", "万元", 900000, ("text_number",)),
        ("1,090（堤防1,050、闸门40）", "元", 1090, ("text_number",)),
    ],
)
def test_an_amount_with_its_parts_behind_it_is_read(text: str, unit: str, yuan: int, notes: tuple[str, ...]) -> None:
    """Each part in its own unit, else in that of the whole, else in that of the form."""
    assert _read(text, unit) == (Decimal(yuan), notes)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("76万（堤防加固41万元，闸门检修35.5万元）", "元"),
        ("76（堤防76）", "元"),
        ("76（堤防41，闸门约三十五）", "元"),
        ("90（堤防50万元、闸门400000元）", "元"),
        ("76（堤防41，闸门35，绿化1）", "元"),
    ],
)
def test_parts_that_do_not_add_up_leave_the_amount_unread(text: str, unit: str) -> None:
    """A single part, a sum that differs, or a unit that makes it differ: which number is meant is asked."""
    assert _read(text, unit) == (None, ("not_a_number",))


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "notes"),
    [
        ("27.6万元（276000元）", "元", 276000, ("text_number", "own_unit")),
        ("27.6万元（276000元）", "万元", 276000, ("text_number",)),
        ("27.6（276000元）", "万元", 276000, ("text_number",)),
        ("贰拾柒万陆仟元整（276000）", "元", 276000, ("text_number",)),
        ("27.6（276000元）", "元", None, ("not_a_number",)),
        ("276000元（27.9万元）", "万元", None, ("not_a_number",)),
        ("贰拾柒万陆仟元整（276000）", "万元", None, ("not_a_number",)),
        ("27.6（暂）", "万元", None, ("not_a_number",)),
    ],
)
def test_an_amount_said_twice_is_read_where_both_agree(text: str, unit: str, yuan: int | None, notes: tuple[str, ...]) -> None:
    """A number without a unit is in that of the form, whatever unit stands behind the other."""
    assert _read(text, unit) == (None if yuan is None else Decimal(yuan), notes)
