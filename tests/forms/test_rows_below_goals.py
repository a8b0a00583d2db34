"""Between the goals and the indicators: a paragraph more is read and told, a note or a label with its value is only told."""

from __future__ import annotations

import pytest

from tests.forms.slips import pages, slipped
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Workbook

GOALS = ("/overall_goal", "/annual_goal", "/budget_goal", "/actual_completion")
PLACES = {
    "national, term and year side by side": (12, "BE"),
    "declaration of Shanghai": (12, "BE"),
    "declaration of budget integration": (12, "B"),
    "two levels": (8, "B"),
    "self-evaluation": (12, "BF"),
    "one year": (10, "B"),
    "without a title": (7, "B"),
}
"""Of some forms the row of the headings of their indicators, and the columns in which the texts of their goals stand."""


FORMS = pages()


def form_of(name: str, slips: str) -> Form:
    """Return a form of ``slip_forms.txt`` after some slips."""
    sheet = slipped(FORMS[name], slips).sheet()
    return read_forms(Workbook("xlsx", (sheet,)), "表.xlsx", load_layouts(), load_vocabulary()).forms[0]


def goals_of(form: Form) -> list[object]:
    """Return what the form promises and what came of it."""
    return [form.value(name) for name in GOALS if form.get(name) is not None]


def told(form: Form, *kinds: str) -> list[str]:
    """Return the texts of the remarks of some kinds, of the inserted row only."""
    return [each.detail["text"] for each in form.remarks if each.kind in kinds and each.detail.get("text", "").startswith("槐")]


@pytest.mark.parametrize("name", PLACES)
def test_a_further_paragraph_is_read_and_told(name: str) -> None:
    """In the column of a goal's text, below what its label is merged over: it goes into the goal, and a person is asked."""
    row, columns = PLACES[name]
    for column in columns:
        form = form_of(name, f"+{row}；{column}{row}=槐荫路补种行道树九十株。")
        assert [each for each in goals_of(form) if each and "\n槐荫路补种行道树九十株。" in str(each)], column
        assert told(form, "unsure_row") == ["槐荫路补种行道树九十株。"]


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    "line",
    ["A{0}=注：槐荫路另行申报", "A{0}=槐荫路段位置；B{0}=城西旧货市场旁", "{2}{0}=槐荫路审定意见；{3}{0}=准予列支",
     "{2}{0}=槐荫路经费来源：区级统筹", "{1}{0}=槐荫路请再核对"],
)  # fmt: skip
def test_what_is_no_goal_stays_out_of_it_and_is_told(name: str, line: str) -> None:
    """A note, a label with its value beside or behind it, a remark in another column: the goals are those of the form unhurt."""
    row, columns = PLACES[name]
    beside = "H" if "side by side" in name or name == "self-evaluation" else "F" if len(columns) == 1 else "G"
    form = form_of(name, f"+{row}；" + line.format(row, beside, columns[0], chr(ord(columns[0]) + 1)))
    assert goals_of(form) == goals_of(form_of(name, "A99-"))
    assert any("槐" in f"{each.detail.get('label')}{each.detail.get('text')}" for each in form.remarks)


@pytest.mark.parametrize("name", ["national, term and year side by side", "declaration of Shanghai", "self-evaluation"])
def test_rows_that_the_label_at_the_side_is_merged_over_are_the_goals(name: str) -> None:
    """绩效目标 merged down over a further row: that row is the goal's, and nobody is asked."""
    row, (column, _) = PLACES[name]
    form = form_of(name, f"+{row}；{column}{row}=槐荫路补种行道树九十株。；A{row - 2}:A{row - 1}-；A{row - 2}:A{row}+")
    assert any("\n槐荫路" in str(each) for each in goals_of(form))
    assert told(form, "unsure_row", "unread_cell") == []


@pytest.mark.parametrize(("first", "second"), [("1.修渠。", "2.修闸两座。"), ("一是修渠。", "二是修闸。"), ("一、渠，", "闸")])
def test_a_row_that_plainly_goes_on_with_the_text_is_not_asked_about(first: str, second: str) -> None:
    """The next item of a list, or the rest of a sentence."""
    form = form_of("two levels", f"B7={first}；+8；B8={second}")
    assert form.value("/annual_goal") == f"{first}\n{second}"
    assert [each.kind for each in form.remarks] == []


def test_a_note_below_a_goal_that_was_left_blank_does_not_become_the_goal() -> None:
    """The goal of the term is blank: a sentence of somebody below the label at the side stays out of it."""
    form = form_of("money by source", "+14；B14=槐荫路的数请财务再核")
    assert form.value("/overall_goal") is None
    assert told(form, "unread_cell") == ["槐荫路的数请财务再核"]
