"""A label that is repeated down a whole sheet costs what its rows cost, and not their square."""

from __future__ import annotations

import contextlib
import gc
import time

import pytest

from xlperf.errors import RefusedFile
from xlperf.forms import read_forms
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.sheet import Cell, Sheet, Workbook

LAYOUTS, VOCABULARY = load_layouts(()), load_vocabulary()


def _seconds(count: int, texts: tuple[str, ...]) -> float:
    """Return the processor time of reading a sheet whose rows all hold these texts, the least of three.

    The collector rests meanwhile: it goes over all that earlier tests left in memory, the oftener the more rows there are.
    """
    cells = {(row, column): Cell(text, "text") for row in range(1, count + 1) for column, text in enumerate(texts, start=1)}
    workbook = Workbook("xlsx", (Sheet("表", "visible", cells, ()),))
    taken = []
    for _ in range(3):
        gc.disable()
        try:
            began = time.process_time()
            with contextlib.suppress(RefusedFile):
                read_forms(workbook, "表.xlsx", LAYOUTS, VOCABULARY)
            taken.append(time.process_time() - began)
        finally:
            gc.enable()
    return min(taken)


@pytest.mark.parametrize(
    "texts", [("项目名称",), ("项目名称", "公共阅读推广项目"), ("项目名称", "阅读", "实施单位", "云溪市图书馆")]
)
def test_the_time_grows_with_the_rows(texts: tuple[str, ...]) -> None:
    """Eight times the rows take at most sixteen times the time; their square would be sixty-four."""
    assert _seconds(4000, texts) < 16 * max(_seconds(500, texts), 0.01)
