"""Forms torn apart: read as far as they can be, remarked, refused; nothing else ever comes out of the reader."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.forms.reading import faults, read
from tests.forms.shapes import Canvas, Frame, declaration_rows, evaluation, expect, project, self_evaluation_rows
from tests.forms.test_shapes import drawn, plain
from tests.forms.test_shapes_evaluation import plain as plain_evaluation
from xlperf.errors import RefusedFile
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area

MONEY_HEADINGS = {"年初预算数", "全年预算数", "全年执行数"}


def missing(form: Form) -> set[str]:
    """Return the labels that are remarked as missing."""
    return {str(each.detail["label"]) for each in form.remarks if each.kind == "missing_label"}


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
def test_a_table_whose_later_headings_are_gone(merged: bool) -> None:
    """With 一级指标 and 二级指标 alone the levels are read, and what is missing is named."""
    form = project(random.Random(1))
    rows = declaration_rows(form, plain(form))
    header = next(index for index, row in enumerate(rows) if any(each.value == "三级指标" for each in row))
    rows[header] = [each for each in rows[header] if each.value not in ("三级指标", "年度(/项目)指标值")]
    canvas = Canvas()
    canvas.draw(rows, Frame(merged=merged), expect("declaration", rows))
    (found,) = read(canvas.sheet()).forms
    assert missing(found) == {"三级指标", "年度(/项目)指标值"}
    assert found.text("/project_name") == form.name


def test_a_money_table_without_its_headings() -> None:
    """No amount can be given to a column, so none is read, and each obligatory heading is missed."""
    form = evaluation(random.Random(1))
    rows = self_evaluation_rows(form, plain_evaluation(form))
    at = next(index for index, row in enumerate(rows) if any(each.value == "执行率" for each in row))
    rows[at] = rows[at][:1]
    canvas = Canvas()
    canvas.draw(rows, Frame(), expect("self_evaluation", rows, "万元"))
    (found,) = read(canvas.sheet()).forms
    assert missing(found) == MONEY_HEADINGS
    assert [each.name for each in found.fields if each.name.startswith("/funding/") and each.value is not None] == []


@pytest.mark.parametrize("seed", range(20))
def test_forms_below_one_another_that_begin_in_different_columns(seed: int) -> None:
    """A form further left or right than the one above it is not beside it."""
    rng = random.Random(seed)
    canvas = Canvas()
    wanted = []
    top = 1
    for number in range(3):
        form = replace(project(rng), name=f"公共阅读推广项目（{number + 1}）")
        left = rng.choice((1, 2, 5, 7))
        found, last = drawn(canvas, form, plain(form), Frame(top, left, [rng.choice((1, 1, 2)) for _ in range(6)]))
        wanted.append(found)
        top = last + rng.choice((1, 2, 4))
    assert faults(read(canvas.sheet()).forms, wanted) == []


@pytest.mark.parametrize("seed", range(300))
def test_a_form_torn_at_random(seed: int) -> None:
    """Cells, rows, columns and merged areas taken away, moved and exchanged: forms or a refusal come out, no exception."""
    rng = random.Random(seed)
    canvas = Canvas()
    form, result = project(rng), evaluation(rng)
    _, last = drawn(canvas, form, plain(form), Frame(merged=rng.random() < 0.5))
    rows = self_evaluation_rows(result, plain_evaluation(result))
    canvas.draw(rows, Frame(last + 2, merged=rng.random() < 0.5), expect("self_evaluation", rows))
    for _ in range(rng.choice((1, 3, 10, 30))):
        _tear(canvas, rng)
    try:
        found = read(canvas.sheet())
    except RefusedFile as refusal:
        assert refusal.reason in ("no_form", "blank_form")
    else:
        assert found.forms


def _tear(canvas: Canvas, rng: random.Random) -> None:
    """Do one kind of damage to a sheet."""
    places = sorted(canvas.cells)
    if not places:
        return
    row, column = rng.choice(places)
    kind = rng.choice(("cell", "row", "column", "exchange", "move", "merges"))
    if kind == "exchange":
        canvas.cells[row, column] = canvas.cells[rng.choice(places)]
    elif kind == "move":
        canvas.cells[row + rng.choice((0, 1)), column + rng.choice((1, 3))] = canvas.cells.pop((row, column))
    elif kind == "merges":
        kept: list[Area] = [each for each in canvas.merges if rng.random() < 0.7]
        canvas.merges = kept
    else:
        gone = [each for each in places if (kind != "row" and each[1] == column) or (kind != "column" and each[0] == row)]
        for each in gone if kind != "cell" else [(row, column)]:
            canvas.cells.pop(each)
