"""Notes between indicators, and sheets that explain a form, are told as what they are: a warning, no error."""

from __future__ import annotations

import pytest

from tests.forms.slips import pages, slipped
from tests.forms.test_rows_below_goals import form_of
from xlperf.forms.form import Remark
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Cell, Sheet, Workbook

ROWS = {"declaration of Shanghai": 15, "self-evaluation": 15, "one year": 12, "budget system": 10}
"""Of some forms a row in the middle of the indicators."""
TABLE = (
    ("一级指标", "二级指标", "三级指标", "指标值", "扣分办法"),
    ("产出指标", "数量指标", "修渠长度", "≥3公里", "每少1公里扣2分"),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "每低1个百分点扣1分"),
)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("text", ["注：槐荫段另行申报", "（槐荫段以下为新增）", "说明：每座按18000元核定"])
def test_a_note_between_indicators_is_a_note(name: str, text: str) -> None:
    """It is told and quoted, not as a cell of the table that nobody could place, and no indicator is lost over it."""
    row = ROWS[name]
    form = form_of(name, f"+{row}；D{row}={text}")
    assert [each.detail["part"] for each in form.remarks if each.detail.get("text") == text] == ["head"]
    assert len(form.rows) == len(form_of(name, "Z99-").rows)


@pytest.mark.parametrize("text", ["槐荫段修渠", "3公里"])
def test_words_that_are_no_note_stay_an_error(text: str) -> None:
    """A name or a value beside the rows of a table may be an indicator."""
    form = form_of("declaration of Shanghai", f"+15；C15=注；D15={text}")
    assert all(each.detail.get("part") != "head" for each in form.remarks)


def _beside(name: str, title: str) -> list[Remark]:
    rows = ((title,), *TABLE) if title else TABLE
    cells = {(row, at): Cell(text, "text") for row, line in enumerate(rows, 1) for at, text in enumerate(line, 1)}
    form = slipped(pages()["two levels"], "Z99-").sheet()
    found = read_forms(Workbook("xlsx", (form, Sheet(name, "visible", cells))), "表.xlsx", load_layouts(), load_vocabulary())
    return [each for each in found.remarks if each.kind == "uncovered_table"]


@pytest.mark.parametrize(
    ("name", "title"),
    [("评分标准", ""), ("填报说明", ""), ("附表", "绩效指标评分标准表"), ("Sheet2", "指标打分办法一览表"), ("填表须知", "")],
)
def test_a_sheet_that_explains_is_told_as_another_kind(name: str, title: str) -> None:
    """评分标准 beside a form has the headings of indicators; it is named, as one that is not read."""
    assert [(each.detail["part"], each.sheet) for each in _beside(name, title)] == [("other", name)]


@pytest.mark.parametrize(("name", "title"), [("Sheet2", ""), ("附表", "二期项目情况表"), ("评审", "")])
def test_any_other_sheet_stays_a_table_that_nobody_read(name: str, title: str) -> None:
    """A table without a name that says otherwise may be one to hand in."""
    assert [each.detail["part"] for each in _beside(name, title)] == ["table"]


def _told_below_title(text: str) -> list[str]:
    form = form_of("declaration of Shanghai", f"+3；A3={text}")
    return [each.detail["part"] for each in form.remarks if each.kind == "unread_cell"]


@pytest.mark.parametrize(
    "text",
    [
        "（由项目单位填报）", "（本表一式两份）", "（经常性项目、一次性项目均填本表）", "（试行）", "【征求意见稿】",
        "（2026年1月修订）", "（部门预算项目）", "（含追加项目）", "（一上）", "（预算数以批复为准）",
        "（填报时间：2026年1月5日）", "（第一批）", "（公开）",
    ],
)  # fmt: skip
def test_what_a_form_says_of_itself_below_its_title_is_no_content(text: str) -> None:
    """In brackets, by words that tell who fills it in, for what and how it is used."""
    assert _told_below_title(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("（追加10万元）", "amount"), ("（槐荫段修渠）", "head"), ("由项目单位填报的另有三处", "head"),
        ("（本表含追加48万元）", "amount"),
    ],
)  # fmt: skip
def test_content_below_a_title_is_told(text: str, part: str) -> None:
    """An amount, names, and what stands in no brackets."""
    assert _told_below_title(text) == [part]
