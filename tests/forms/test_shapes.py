"""Forms in every shape that a department receives: every value, every cell, nothing lost, nothing invented."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.forms.habits import (
    AMOUNTS_IN_WAN,
    AMOUNTS_IN_YUAN,
    CHINESE_DIGITS,
    DAYS,
    FOOTERS,
    UNIT_LABELS,
    YEARS,
    drifting,
)
from tests.forms.reading import faults, read
from tests.forms.shapes import Canvas, Expected, Frame, Project, Style, declaration_rows, expect, project, settle_levels

SEEDS = range(40)


def plain(form: Project) -> Style:
    """Return the style of an untouched form."""
    return Style(year=f"({form.year}年度)")


def drawn(canvas: Canvas, form: Project, style: Style, frame: Frame) -> tuple[Expected, int]:
    """Draw a declaration; return what must be read from it, and its last row."""
    rows = declaration_rows(form, style)
    found = expect("declaration", rows, style.unit)
    last = canvas.draw(rows, frame, found)
    settle_levels(found, form.indicators)
    return found, last


def check(form: Project, style: Style, frame: Frame) -> None:
    """Draw one declaration and read it."""
    canvas = Canvas()
    found, _ = drawn(canvas, form, style, frame)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_an_untouched_form(seed: int) -> None:
    """The form as the bureau hands it out, whatever is left blank in it."""
    form = project(random.Random(seed))
    check(form, plain(form), Frame())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_form_that_was_moved_about(seed: int) -> None:
    """Anywhere on the sheet, with spare columns merged or not, blank rows anywhere, lines below it."""
    rng = random.Random(seed)
    form = project(rng)
    style = replace(
        plain(form),
        footers=rng.choice(FOOTERS),
        title=rng.choice(("财政项目支出绩效目标申报表", "云溪市2026年项目支出绩效目标申报表", "项目绩效目标表")),
    )
    widths = [rng.choice((1, 1, 1, 2, 3)) for _ in range(6)]
    gaps = {rng.randrange(2, 25): rng.choice((1, 2)) for _ in range(rng.choice((0, 2, 6)))}
    check(form, style, Frame(rng.randrange(1, 9), rng.randrange(1, 6), widths, rng.random() < 0.6, gaps))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_form_whose_labels_drifted(seed: int) -> None:
    """Brackets, colons, line breaks, blanks, numbers before labels, and every other name of a label."""
    rng = random.Random(seed)
    form = project(rng)
    check(form, replace(plain(form), label=drifting(rng), columns=rng.choice(((), ("备注",)))), Frame(merged=rng.random() < 0.7))


@pytest.mark.parametrize("columns", [("备注",), ("指标性质", "度量单位"), ("指标性质", "度量单位", "备注")], ids="+".join)
@pytest.mark.parametrize("seed", range(8))
def test_a_table_with_more_columns(seed: int, columns: tuple[str, ...]) -> None:
    """A column of remarks is no value; an operator and a unit in columns of their own are no targets."""
    form = project(random.Random(seed))
    check(form, replace(plain(form), columns=columns), Frame())


@pytest.mark.parametrize("how", AMOUNTS_IN_YUAN)
@pytest.mark.parametrize("seed", range(4))
def test_amounts_in_yuan(seed: int, how: str) -> None:
    """However an amount is typed into a form in 元, it is the same amount."""
    rng = random.Random(seed)
    form = project(rng)
    check(form, replace(plain(form), amount=AMOUNTS_IN_YUAN[how], unit_label=rng.choice(UNIT_LABELS["元"])), Frame())


@pytest.mark.parametrize("how", AMOUNTS_IN_WAN)
@pytest.mark.parametrize("seed", range(8))
def test_amounts_in_wan(seed: int, how: str) -> None:
    """A form in 万元 is read in 元."""
    rng = random.Random(seed)
    form = project(rng)
    check(form, replace(plain(form), amount=AMOUNTS_IN_WAN[how], unit="万元", unit_label=rng.choice(UNIT_LABELS["万元"])), Frame())


@pytest.mark.parametrize("how", DAYS)
def test_dates(how: str) -> None:
    """However a date is typed, it is the same day."""
    for seed in range(4):
        form = project(random.Random(seed))
        check(form, replace(plain(form), day=DAYS[how]), Frame())


@pytest.mark.parametrize("text", YEARS)
@pytest.mark.parametrize("chinese", [False, True], ids=["arabic", "chinese"])
def test_year_lines(text: str, chinese: bool) -> None:
    """The year below the title, in Arabic or Chinese digits."""
    form = project(random.Random(1))
    year = str(form.year)
    check(form, replace(plain(form), year=text.format(year.translate(CHINESE_DIGITS) if chinese else year)), Frame())


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_at_once(seed: int) -> None:
    """Labels, amounts, dates, places and remarks all changed in one form."""
    rng = random.Random(seed)
    form = project(rng)
    style = Style(
        label=drifting(rng, 0.4), year=rng.choice(YEARS).format(form.year), unit_label=rng.choice(UNIT_LABELS["元"]),
        amount=rng.choice(list(AMOUNTS_IN_YUAN.values())), day=rng.choice(list(DAYS.values())), footers=rng.choice(FOOTERS),
    )  # fmt: skip
    check(form, style, Frame(rng.randrange(1, 5), rng.randrange(1, 4), [rng.choice((1, 2)) for _ in range(6)], rng.random() < 0.6))
