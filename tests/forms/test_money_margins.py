"""How sure the reading of a row of money is, to the point: each weight of its table of kinds shows in a margin."""

from __future__ import annotations

import pytest

from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money.money_lines import Heading, MoneyLines, with_others
from xlperf.forms.reading.labels import Merges, Spot, Window
from xlperf.forms.values.form_text import key_of
from xlperf.intake.sheet import Cell

LETTERS = "LIFEWRSx"
"""The label, the three amounts, weight, rate and score, and a heading of the bureau's own."""
LAYOUT = next(each for each in load_layouts() if each.id == "self-evaluation")


def spot(row: int, column: int, text: str, right: int = 0) -> Spot:
    """Return a cell of a text."""
    return Spot(row, column, row, right or column, Cell(text, "text"), text, key_of(text), key_of(text))


HEADINGS = (
    Heading("I", spot(1, 4, "年初预算数"), "amount", True),
    Heading("F", spot(1, 5, "全年预算数"), "amount", True),
    Heading("E", spot(1, 6, "全年执行数"), "amount", True),
    Heading("W", spot(1, 7, "分值"), "number"),
    Heading("R", spot(1, 8, "执行率"), "percent"),
    Heading("S", spot(1, 9, "得分"), "number"),
    Heading("x", spot(1, 10, "核减情况"), ""),
)
LABELS = (spot(2, 2, "总额"), spot(3, 3, "财政拨款"), spot(4, 3, "上年结转资金"))


def reading(label: int, cells: str, merged: bool = False) -> tuple[str, str, int]:
    """Return how a row with its label in a column is read, how else it might be, and the margin: a letter a cell, - for none."""
    own = spot(5, label, "其他资金", label + 1 if merged else 0)
    line = [spot(5, int(column), text) for column, text in (each.split(":") for each in cells.split())]
    head = Head(LAYOUT, Window({5: [own, *line]}, Merges(())), 9, edge=11)
    lines = MoneyLines(head, (*LABELS, own), HEADINGS)
    found = lines._aligned(own, line, [lines._place(each) for each in line], "amount")

    def said(places: tuple[int, ...]) -> str:
        return "".join("-" if place < 0 else LETTERS[place] for place in places)

    return said(found.slots), said(found.rival), found.margin


@pytest.mark.parametrize(
    ("label", "cells", "merged", "best", "rival", "margin"),
    [
        (3, "4:45 5:43 6:40.6", False, "LIFE", "-IFE", 10),
        (3, "4:45 5:43 6:40.6 7:10 8:95% 9:9.5", False, "LIFEWRS", "LIFEWR-", 9),
        (3, "4:45 5:43 6:40.6 7:10 8:95% 9:9.5 10:追减", False, "LIFEWRSx", "LIFEWR-x", 9),
        (2, "3:45 4:43 5:40.6", False, "LIFE", "LIFW", 9),
        (2, "3:45 4:43 5:40.6 6:10 7:95% 8:9.5", False, "LIFEWRS", "LIFEWRx", 6),
        (2, "3:45 4:43 5:40.6 6:10 7:95% 8:9.5 9:追减", False, "LIFEWRSx", "LIFEWRS-", 8),
        (2, "4:43 5:40.6", False, "LFE", "LIF", 2),
        (2, "4:43 5:40.6 6:10", False, "LIFE", "LFEW", 2),
        (2, "4:45 5:43 6:40.6 7:10 8:95% 9:9.5", False, "LIFEWRS", "-IFEWRS", 5),
        (4, "5:45 6:43 7:40.6", False, "LIFE", "LFEW", 4),
        (4, "5:45 6:43 7:40.6 8:10 9:95% 10:9.5", False, "LIFEWRS", "LIFEWRx", 4),
        (3, "4:无 5:— 6:40.6 7:/ 8:95%", False, "LIFEWR", "LIFE-R", 9),
        (3, "4:见附件 5:43 6:40.6", False, "LIFE", "L-FE", 7),
        (3, "4:45 5:43 6:95%", False, "LIFE", "LIFR", 2),
        (3, "4:45 5:43 6:40.6 7:95% 8:9.5", False, "LIFEWR", "LIFERS", 2),
        (3, "4:45 5:43 6:40.6 7:不计分", False, "LIFEW", "LIFE-", 5),
        (3, "4:45 5:43 6:40.6 8:0.95 9:9.5分", False, "LIFERS", "LIFEWR", 8),
        (2, "3:— 4:— 5:— 6:— 7:— 8:—", False, "LIFEWRS", "LIFEWRx", 6),
        (3, "4:45 5:43 6:40.6 8:未执行", False, "LIFER", "LIFE-", 5),
        (3, "4:45 5:43 6:40.6 11:已核", False, "LIFEx", "LIFE-", 10),
        (3, "4:45 5:43 6:40.6", True, "LIFE", "-IFE", 12),
        (2, "4:43 5:40.6", True, "LIF", "LFE", 2),
    ],
)
def test_how_sure_a_reading_is(label: int, cells: str, merged: bool, best: str, rival: str, margin: int) -> None:
    """The reading, its rival and the margin between them, slipped or not, in a table with merged cells or without."""
    assert reading(label, cells, merged) == (best, rival, margin)


def test_headings_of_the_bureaus_own_stand_between_the_others() -> None:
    """Whatever the order in which they are found, each heading reaches to the next one on the sheet."""
    row = [spot(1, 4, "年初预算数"), spot(1, 5, "调整数"), spot(1, 6, "全年预算数"), spot(1, 8, "备注"), spot(1, 13, "另见")]
    head = Head(LAYOUT, Window({1: row}, Merges(())), 9, edge=11)
    known = [Heading("F", row[2]), Heading("I", row[0])]
    found = [(each.key, each.type) for each in with_others(head, known)]
    assert found == [("I", "amount"), ("E1", ""), ("F", "amount"), ("H1", "")]
