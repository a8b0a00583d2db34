"""Tables broken over pages, and tables pasted without their merged cells so that rows slipped."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.forms.damage import PageBreak, broken, page_break, slipped
from tests.forms.reading import faults, read
from tests.forms.shapes import Canvas, Frame, declaration_rows, evaluation, expect, project, self_evaluation_rows, settle_levels
from tests.forms.test_shapes import plain
from tests.forms.test_shapes_evaluation import plain as plain_evaluation

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_broken_over_two_pages(seed: int) -> None:
    """Labels lost or repeated, the header too, with page numbers, titles, 续表 or signatures between: no row is lost."""
    rng = random.Random(seed)
    form = project(rng)
    style = plain(form)
    rows, gaps = broken(declaration_rows(form, style), form.indicators, style, 6, page_break(rng, len(form.indicators), style))
    found = expect("declaration", rows)
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=rng.random() < 0.7, gaps=gaps), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_table_broken_over_pages_with_the_head_repeated(seed: int) -> None:
    """Title, year and names printed again on the second page make no second form."""
    rng = random.Random(seed)
    form = replace(project(rng), name="公共阅读推广项目")
    style = plain(form)
    rows = declaration_rows(form, style)
    head = [[replace(each, field="") for each in row] for row in rows[: rng.choice((3, 4, 5))]]
    breaks = PageBreak(rng.randrange(1, len(form.indicators)), "repeated", True)
    changed, gaps = broken(rows, form.indicators, style, 6, breaks)
    at = len(rows) - len(form.indicators) + breaks.before
    changed[at:at] = head
    found = expect("declaration", changed)
    canvas = Canvas()
    canvas.draw(changed, Frame(gaps=gaps), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_self_evaluation_broken_over_two_pages(seed: int) -> None:
    """The same for a self-evaluation, its closing row included."""
    rng = random.Random(seed)
    form = evaluation(rng)
    style = plain_evaluation(form)
    rows, gaps = broken(self_evaluation_rows(form, style), form.indicators, style, 9, page_break(rng, len(form.indicators), style))
    found = expect("self_evaluation", rows, "万元")
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=rng.random() < 0.7, gaps=gaps), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_slipped(seed: int) -> None:
    """Level cells lost, cells moved left by one to three columns or right by one, in any mixture."""
    rng = random.Random(seed)
    form = project(rng)
    style = plain(form)
    rows = declaration_rows(form, style)
    rows = slipped(rng, rows, len(rows) - len(form.indicators), rng.choice((0.2, 0.5, 1)))
    found = expect("declaration", rows)
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=False), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_of_a_self_evaluation_that_slipped(seed: int) -> None:
    """Targets, results, weights, scores and reasons stay apart however far the row moved."""
    rng = random.Random(seed)
    form = evaluation(rng)
    style = plain_evaluation(form)
    rows = self_evaluation_rows(form, style)
    total = rows.pop()
    rows = [*slipped(rng, rows, len(rows) - len(form.indicators), rng.choice((0.2, 0.5, 1))), total]
    found = expect("self_evaluation", rows, "万元")
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=False), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


def test_a_result_that_slipped_behind_its_target() -> None:
    """A blank between target and result: result, weight and score move as one, and a score is no reason."""
    form = evaluation(random.Random(2))
    last = replace(form.indicators[-1], name="读者满意度", target="85%", actual="88%", note=None)
    form = replace(form, indicators=(*form.indicators[:-1], last))
    rows = self_evaluation_rows(form, plain_evaluation(form))
    row = rows[-2]
    row[:] = [
        replace(each, column=each.column + 1) if each.field.endswith(("actual", "weight", "score")) else each
        for each in row
        if not each.field.endswith("deviation_note")
    ]
    found = expect("self_evaluation", rows, "万元")
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=False), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_header_that_slipped(seed: int) -> None:
    """The header stands a column left of the rows below it."""
    rng = random.Random(seed)
    form = project(rng)
    style = plain(form)
    rows = declaration_rows(form, style)
    header = len(rows) - len(form.indicators) - 1
    rows[header] = [replace(each, column=each.column - 1) for each in rows[header] if each.column]
    found = expect("declaration", rows)
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=False), found)
    settle_levels(found, form.indicators)
    assert faults(read(canvas.sheet()).forms, [found]) == []
