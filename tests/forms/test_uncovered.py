"""The net under the readers: what no form covers is told with its sheet and cell."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.errors import RefusedFile
from xlperf.forms.reading.uncovered import UNCOVERED
from xlperf.intake.sheet import Sheet

_TASKS = (
    ("云溪市水务局任务分解表",),
    ("序号", "一级指标", "二级指标", "任务", "计划"),
    ("1", "产出指标", "数量指标", "清理河道", "≥12公里"),
    ("2", "产出指标", "质量指标", "验收合格", "≥95%"),
)


def _told(*sheets: Sheet) -> list[tuple[str, str, str, str]]:
    return [
        (each.sheet, each.cell, each.detail["label"], each.detail["part"])
        for each in read(*sheets).remarks
        if each.kind == UNCOVERED
    ]


def test_a_table_of_unknown_layout_beside_a_form_is_told() -> None:
    """A filled table of indicators on another sheet is no form of ours, and not passed over in silence."""
    assert _told(drawn(), drawn(_TASKS, "任务")) == [("任务", "A2", "云溪市水务局任务分解表", "table")]


@pytest.mark.parametrize(
    "title",
    ["项目绩效运行监控表", "部门整体支出绩效目标申报表", "云溪市水务局整体支出绩效目标", "部门（单位）职责绩效目标表"],
)
def test_a_form_of_another_kind_is_named(title: str) -> None:
    """Its title says what it is; it is not guessed to be a declaration."""
    assert _told(drawn(), drawn(((title,), *_TASKS[1:]), "二")) == [("二", "A2", title, "other")]


def test_a_form_of_another_kind_is_named_by_a_title_with_something_beside_it() -> None:
    """A title that does not stand alone in its row still says what the table is, rather than the name of the sheet."""
    sheet = drawn((("项目绩效运行监控表", "附件3"), *_TASKS[1:]), "二")
    assert _told(drawn(), sheet) == [("二", "A2", "项目绩效运行监控表", "other")]


@pytest.mark.parametrize("name", ["预算绩效运行监控系统运维", "部门整体支出绩效评价服务"])
def test_a_title_that_begins_with_the_project_s_name_is_ours(name: str) -> None:
    """实验楼维修绩效目标表 is how the central form is titled; the name of the project may speak of another kind of form."""
    rows = ((f"{name}绩效目标表",), ROWS[1], ("项目名称", name, *ROWS[2][2:]), *ROWS[3:])
    assert [form.text("/project_name") for form in read(drawn(rows)).forms] == [name]
    with pytest.raises(RefusedFile):
        read(drawn((rows[0], ROWS[1], ("项目名称", "河堤巡护", *ROWS[2][2:]), *ROWS[3:])))


def test_one_whole_row_below_headings_is_a_table() -> None:
    """The last indicator of a form may stand alone on its second page, below the headings again."""
    page = (("一级指标", "二级指标", "三级指标", "指标值"), ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥92(%)"))
    assert _told(drawn(), drawn(page, "第2页")) == [("第2页", "A2", "表", "continued")]
    assert _told(drawn(), drawn((page[0], ("满意度指标", "≥92(%)")), "第2页")) == []


@pytest.mark.parametrize(("between", "told"), [(37, ["A2"]), (38, ["A2", "A42"])])
def test_a_table_speaks_for_those_within_forty_rows_below(between: int, told: list[str]) -> None:
    """The next page of one table is not told again; a table further down is one of its own."""
    rows = (*_TASKS[:3], *[("备注",)] * (between - 1), ("",), *_TASKS[1:])
    assert [each[1] for each in _told(drawn(), drawn(rows, "任务"))] == told


def test_words_to_choose_from_are_no_table() -> None:
    """The list behind a drop-down has the same headings and nothing to be reached."""
    words = (("一级指标", "二级指标", "性质"), ("产出指标", "数量指标", "经常性项目"), ("效益指标", "社会效益指标", "一次性项目"))
    assert _told(drawn(), drawn(words, "选项")) == []


_SECOND_PAGE = (
    ("", "产出指标", "质量指标", "堤段巡查达标率", "≥95(%)"),
    ("", "", "时效指标", "除险完成时间", "8月底前"),
    ("", "效益指标", "社会效益指标", "受护村庄个数", "≥12(个)"),
)


@pytest.mark.parametrize("above", ["", "接上页"])
def test_rows_of_indicators_without_headings_on_another_sheet_are_told(above: str) -> None:
    """The second page of a form that was put on a sheet of its own has no headings, and is not lost in silence."""
    assert _told(drawn(), drawn(((above,), *_SECOND_PAGE), "第2页")) == [("第2页", "B2", "表", "continued")]


def test_rows_with_nothing_to_be_reached_are_no_page_of_a_form() -> None:
    """A list of level names with words beside them aims at no number; a sheet that says how points are given is named as such."""
    words = (("产出指标", "数量指标", "巡护次数", "按台账计"), ("效益指标", "社会效益指标", "受护村庄", "按名册计"))
    assert _told(drawn(), drawn(words, "指标库")) == []
    assert _told(drawn(), drawn((("",), *_SECOND_PAGE), "评分标准")) == [("评分标准", "B2", "评分标准", "other")]


def test_a_price_list_and_advice_are_no_rows_of_indicators() -> None:
    """A sheet of words, or one with a single figure with a sign in it, holds no second page."""
    prices = (("讲课费", "500元/课时"), ("场租", "2000元/天"), ("资料费", "≤50元/人"))
    advice = (("产出指标", "填写数量、质量、时效"), ("效益指标", "填写社会效益等"), ("数量指标", "填写可计数的工作量"))
    bands = (("1", "≥90", "10"), ("2", "≥80", "8"), ("3", "≥60", "6"))
    assert _told(drawn(), drawn(prices, "标准"), drawn(advice, "说明"), drawn(bands, "分档")) == []


def test_a_form_that_was_read_is_not_told_again() -> None:
    """Its own table is covered."""
    assert _told(drawn()) == []


def test_a_workbook_of_unknown_layout_alone_is_refused_by_what_it_holds() -> None:
    """The refusal names sheet and cell, and blames nobody's template."""
    with pytest.raises(RefusedFile) as refused:
        read(drawn(_TASKS, "任务"))
    assert refused.value.message == "工作表“任务”的 A2 起有一张指标表（云溪市水务局任务分解表），版式不认识，没有读取。"


@pytest.mark.parametrize("title", ["部门整体支出绩效目标申报表", "单位整体支出绩效目标表（2026年度）"])
def test_a_form_of_another_kind_below_a_declaration_is_none_of_it(title: str) -> None:
    """The declaration ends above its title; its rows are no indicators of the project."""
    department = ((title,), ("部门（单位）名称", "云溪市水务局"), *_TASKS[1:])
    sheet = drawn((*ROWS, *department))
    (form,) = read(sheet).forms
    assert [row["level3"].value for row in form.rows] == ["巡护次数", "隐患处置率", "群众满意度"]
    assert _told(sheet) == [("表", "A14", title, "other")]


def test_a_goal_that_speaks_of_another_kind_ends_no_form() -> None:
    """Without level headings below, such words are a text of the form."""
    rows = (*ROWS[:6], ("", "全年巡护河堤。", "", "编好部门整体支出绩效目标表"), *ROWS[7:])
    (form,) = read(drawn(rows)).forms
    assert (len(form.rows), form.text("/annual_goal")) == (3, "编好部门整体支出绩效目标表")


def test_one_row_of_an_indicator_on_another_sheet_is_told() -> None:
    """The last row of a form, with its levels, that slipped to a sheet of its own; a name and a number alone may be anything."""
    row = ("", "满意度指标", "服务对象满意度指标", "村民满意度", "≥90(%)")
    assert _told(drawn(), drawn(((), row), "第2页")) == [("第2页", "B2", "表", "continued")]
    assert _told(drawn(), drawn(((), ("", "", "", "村民满意度", "≥90(%)")), "第2页")) == []


def test_a_form_without_indicators_ends_with_the_headings_of_their_table() -> None:
    """All of it stands in its range, though no row tells where it ends."""
    (form,) = read(drawn(ROWS[:8])).forms
    assert (form.source.range, len(form.rows)) == ("A1:F8", 0)
