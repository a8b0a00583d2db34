"""Self-evaluations in every shape that a department receives."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.habits import AMOUNTS_IN_WAN, AMOUNTS_IN_YUAN, FOOTERS, UNIT_LABELS, drifting
from tests.forms.reading import faults, read
from tests.forms.shapes import (
    Canvas,
    Evaluation,
    Expected,
    Frame,
    Rate,
    Style,
    evaluation,
    expect,
    percent,
    self_evaluation_rows,
    settle_levels,
)

SEEDS = range(30)
RATES: dict[str, Rate] = {
    "percent format": percent,
    "percent text": lambda rate: (f"{rate}%", "General"),
    "full-width text": lambda rate: (f"{rate}％", "General"),
    "plain number": lambda rate: (rate, "0.00"),
    "long fraction": lambda rate: (rate / 100 + Decimal("0.000001"), "0.00%"),
}


def plain(form: Evaluation) -> Style:
    """Return the style of an untouched form in 万元."""
    return Style(
        title="财政项目支出绩效自评表",
        year=f"({form.year}年度)",
        unit="万元",
        unit_label="项目资金(万元)",
        amount=AMOUNTS_IN_WAN["number"],
    )


def drawn(canvas: Canvas, form: Evaluation, style: Style, frame: Frame, rate: Rate = percent) -> tuple[Expected, int]:
    """Draw a self-evaluation; return what must be read from it, and its last row."""
    rows = self_evaluation_rows(form, style, rate)
    found = expect("self_evaluation", rows, style.unit)
    last = canvas.draw(rows, frame, found)
    settle_levels(found, form.indicators)
    return found, last


def check(form: Evaluation, style: Style, frame: Frame, rate: Rate = percent) -> None:
    """Draw one self-evaluation and read it."""
    canvas = Canvas()
    found, _ = drawn(canvas, form, style, frame, rate)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_an_untouched_form(seed: int) -> None:
    """The form as the bureau hands it out, whatever is left blank in it."""
    form = evaluation(random.Random(seed))
    check(form, plain(form), Frame())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_form_that_was_moved_about(seed: int) -> None:
    """Anywhere on the sheet, spare columns merged or not, blank rows anywhere, lines below it."""
    rng = random.Random(seed)
    form = evaluation(rng)
    widths = [rng.choice((1, 1, 1, 2)) for _ in range(9)]
    gaps = {rng.randrange(2, 30): rng.choice((1, 2)) for _ in range(rng.choice((0, 2, 6)))}
    frame = Frame(rng.randrange(1, 9), rng.randrange(1, 6), widths, rng.random() < 0.6, gaps)
    check(form, replace(plain(form), footers=rng.choice(FOOTERS)), frame)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_form_whose_labels_drifted(seed: int) -> None:
    """Brackets, colons, line breaks, blanks, numbers before labels, and every other name of a label."""
    rng = random.Random(seed)
    form = evaluation(rng)
    check(form, replace(plain(form), label=drifting(rng)), Frame(merged=rng.random() < 0.7))


@pytest.mark.parametrize("how", RATES)
@pytest.mark.parametrize("seed", range(4))
def test_rates(seed: int, how: str) -> None:
    """However the execution rate is typed, it is the same per cent."""
    form = evaluation(random.Random(seed))
    check(form, plain(form), Frame(), RATES[how])


@pytest.mark.parametrize("how", AMOUNTS_IN_YUAN)
def test_forms_in_yuan(how: str) -> None:
    """A self-evaluation in 元, its amounts typed in every way."""
    for seed in range(4):
        form = evaluation(random.Random(seed))
        check(form, replace(plain(form), unit="元", unit_label=UNIT_LABELS["元"][seed], amount=AMOUNTS_IN_YUAN[how]), Frame())


@pytest.mark.parametrize("columns", [("指标性质", "度量单位")], ids="+".join)
@pytest.mark.parametrize("seed", range(8))
def test_a_table_with_more_columns(seed: int, columns: tuple[str, ...]) -> None:
    """An operator and a unit in columns of their own are no values of other columns."""
    form = evaluation(random.Random(seed))
    check(form, replace(plain(form), columns=columns), Frame())
