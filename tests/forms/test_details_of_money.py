"""A table in the head of what the money goes to: 支出明细 over 项目 | 数量 | 单价 | 金额."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_body_below import GOALS, HEAD, MONEY, TABLE
from xlperf.forms.form import Form

Line = tuple[str, ...]
HEADINGS: Line = ("序号", "支出内容", "数量", "单价（元）", "金额（万元）")
DETAILS: tuple[Line, ...] = (HEADINGS, ("1", "巡护服装", "20", "300", "0.6"), ("2", "巡护船只", "2", "180000", "36"))


def _form(*rows: Line) -> Form:
    return read(drawn((*HEAD, *rows, *GOALS, *TABLE))).forms[0]


def _told(*rows: Line) -> list[tuple[str, str]]:
    return [(each.cell, each.detail["part"]) for each in _form(*rows).remarks if each.kind == "unread_cell"]


@pytest.mark.parametrize("title", [(), (("支出明细",),), (("项目经费开支情况",),)])
def test_it_is_told_once_with_its_place(title: tuple[Line, ...]) -> None:
    """One remark names the range from the headings to the last row, each cell is recorded, and what stands around it is read."""
    form = _form(*MONEY, *title, *DETAILS, ("", "合计", "", "", "36.6"))
    first = len(HEAD) + len(MONEY) + len(title) + 1
    (told,) = (each for each in form.remarks if each.detail.get("part") == "details")
    assert (told.cell, told.detail["which"], told.detail["text"]) == (f"A{first}", f"A{first}:E{first + 3}", "序号")
    assert {each.detail["part"] for each in form.remarks if each.kind == "unread_cell" and each.cell[1:] > str(first)} <= {
        "more",
        "details",
    }
    assert form.text("/annual_goal")
    assert not [each for each in form.further if each.cell in {f"C{first + 1}", f"E{first + 2}"}]


def test_what_is_no_such_table_is_told_by_itself() -> None:
    """Headings with nothing below them, fewer of them, and a table on a form that has no money elsewhere."""
    assert "details" not in {part for _, part in _told(*MONEY, HEADINGS)}
    assert "details" not in {part for _, part in _told(*MONEY, ("数量", "金额"), ("20", "36"))}
    assert "details" not in {part for _, part in _told(*DETAILS)}


def test_a_label_ends_the_table() -> None:
    """What stands in the row of a label below is told apart from the table."""
    told = _told(*MONEY, *DETAILS, ("项目类别", "特定目标类", "另附说明"))
    assert told[-1][1] == "head"
