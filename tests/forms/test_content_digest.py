"""What a form says has one digest, however it is typed and in whatever release it was worked out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.forms.content_digest import content_digest
from xlperf.forms.form import Field, Form, Source, Target, Value


def _digest(value: Value, raw: str = "", cell: str = "B3") -> str:
    field = Field("/overall_goal", "总体目标", value, raw, cell)
    return content_digest([Form("declaration", "declaration-2020", Source("表.xlsx", "表", "A1:H9"), (field,))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("疏浚河道 3\n公里", "疏浚河道3公里"),
        (Decimal("120000.00"), Decimal("1.2E+5")),
        (Target("≥ 95 %", "quantitative", "≥", Decimal(95), "%"), Target("≥95%", "quantitative", "≥", Decimal(95), "%")),
    ],
)
def test_how_a_value_is_typed_does_not_count(one: Value, other: Value) -> None:
    """Blanks, line breaks and the zeros behind a number come and go with the program that saves a workbook."""
    assert _digest(one) == _digest(other)


def test_what_could_not_be_read_counts_as_it_stands() -> None:
    """A unit that writes another text into a cell for money has changed its form."""
    assert _digest(None, "约 十万") == _digest(None, "约十万", "C4") != _digest(None, "约二十万")


def test_the_digest_of_a_form_is_the_same_for_ever() -> None:
    """It is written into the notices of units, which come back after the next release."""
    assert _digest("全年巡护河堤六十次。") == "efb2613ae2fc0c108ac546cb"
    assert _digest("全年巡护河堤六十一次。") != _digest("全年巡护河堤六十次。")
