"""A workbook that holds a form of another kind is refused by that form's name, never as a spoilt template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import cells_of, read
from xlperf.errors import RefusedFile
from xlperf.forms.layouts.built_in import built_in_layouts, load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Cell, Sheet, Workbook


def refusal(title: str) -> str:
    """Return the message with which a sheet of this title is refused."""
    cells = {(1, 1): Cell(title, "text"), (3, 1): Cell("任务名称", "text"), (3, 2): Cell("河堤巡护", "text")}
    with pytest.raises(RefusedFile) as caught:
        read(Sheet(name="表一", state="visible", cells=cells))
    return caught.value.message


@pytest.mark.parametrize(
    "title",
    ["2026年部门整体支出绩效目标申报表", "项目支出绩效运行监控表",
     "中央对地方转移支付区域绩效目标表", "部门（单位）整体绩效自评表", "项目支出绩效目标批复表",
     "项目支出绩效目标执行监控表", "2026年1-7月项目绩效跟踪表", "单位整体支出绩效自评表", "项目支出绩效评价指标体系评分表",
     "项目支出绩效目标跟踪监控表", "绩效目标运行跟踪监控表", "项目绩效目标跟踪表", "2026年绩效运行跟踪表"],
)  # fmt: skip
def test_another_kind_is_named(title: str) -> None:
    """Monitoring, department, transfer and approval forms are named with their sheet."""
    assert refusal(title) == f"工作表“表一”中是“{title}”，这种表不在汇总范围内，没有读取。"


def test_a_monitoring_form_on_the_blank_of_another_year_end_form() -> None:
    """A form with the labels of a self-evaluation whose title says that it is a monitoring form is told and not read."""
    lines = (
        ("项目支出绩效运行监控表",),
        ("项目名称", "河堤巡护", "", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "", "年初预算数", "1-6月执行数", "全年预计执行数"),
        ("", "年度资金总额", "12", "5", "12"),
        ("年度总体目标", "预期目标", "", "实际完成情况"),
        ("", "全年巡护六十次。", "", "已巡护三十次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-6月完成情况"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "30次"),
        ("", "产出指标", "质量指标", "隐患处置率", "≥95(%)", "96%"),
    )
    cells = cells_of(lines)
    with pytest.raises(RefusedFile) as caught:
        read(Sheet(name="表一", state="visible", cells=cells))
    assert caught.value.message == "工作表“表一”中是“项目支出绩效运行监控表”，这种表不在汇总范围内，没有读取。"


_MONITORING = (
    ("项目名称", "河堤巡护", "", "主管部门", "云溪市水务局"),
    ("实施单位", "云溪市河道所"),
    ("项目资金（万元）", "", "年初预算数", "1-9月执行数", "全年预计执行数"),
    ("", "年度资金总额", "12", "5", "12"),
    ("年度总体目标", "全年巡护六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-9月完成情况", "全年预计完成情况", "完成目标可能性"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "30次", "60次", "确定能"),
    ("", "产出指标", "质量指标", "隐患处置率", "≥95(%)", "96%", "96%", "确定能"),
)
_DEPARTMENT = (
    ("部门（单位）名称", "云溪市水务局"),
    ("年度主要任务", "任务名称", "主要内容", "预算金额"),
    ("", "河堤巡护", "巡护六十次", "12"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    ("", "产出指标", "质量指标", "隐患处置率", "≥95%"),
)
_TRANSFER = (
    ("专项名称", "水利发展资金", "", "中央主管部门", "水利主管部门"),
    ("资金情况（万元）", "年度金额", "500"),
    ("", "其中：中央补助", "400"),
    ("年度目标", "完成河道整治。"),
    *_DEPARTMENT[3:],
)


@pytest.mark.parametrize(
    "title", ["预算项目绩效监控表（1-9月）", "项目支出绩效目标申报表", "项目支出绩效自评表", "项目情况表", "预算执行监控", ""]
)
def test_a_monitoring_form_is_known_by_its_headings(title: str) -> None:
    """What was done up to a month, what is expected at the year's end and whether the goal can be reached: under any title."""
    with pytest.raises(RefusedFile) as caught:
        read(drawn(((title,), *_MONITORING)))
    name = title if "监控" in title else "绩效运行监控表"
    assert caught.value.message == f"工作表“表”中是“{name}”，这种表不在汇总范围内，没有读取。"


@pytest.mark.parametrize(
    ("lines", "name"), [(_DEPARTMENT, "部门整体支出绩效目标（自评）表"), (_TRANSFER, "转移支付（区域）绩效目标（自评）表")]
)
def test_a_form_of_a_department_or_an_area_is_known_by_its_headings(lines: tuple[tuple[str, ...], ...], name: str) -> None:
    """Such forms have no name of a project, and headings that no form of a project has."""
    with pytest.raises(RefusedFile) as caught:
        read(drawn((("2026年绩效表",), *lines)))
    assert caught.value.message == f"工作表“表”中是“{name}”，这种表不在汇总范围内，没有读取。"


def test_a_list_of_monitored_projects_is_no_list_of_declarations() -> None:
    """1-7月执行数 and 全年预计完成值 beside 项目名称 in one header say so."""
    lines = (
        ("2026年项目情况表",),
        ("项目名称", "实施单位", "1-7月执行数", "一级指标", "二级指标", "三级指标", "年度指标值", "全年预计完成值"),
        ("河堤巡护", "云溪市河道所", "5", "产出指标", "数量指标", "巡护次数", "≥60次", "60次"),
        ("水文站点维护", "云溪市水文站", "3", "产出指标", "数量指标", "维护站点数", "≥9处", "9处"),
    )
    with pytest.raises(RefusedFile) as caught:
        read(drawn(lines))
    assert caught.value.message == "工作表“表”中是“绩效运行监控表”，这种表不在汇总范围内，没有读取。"


def test_a_monitoring_form_below_a_declaration_is_told_and_the_declaration_read() -> None:
    """Each is taken for what it is."""
    found = read(drawn((*ROWS, (), *_MONITORING)))
    assert [(each.kind, each.source.range) for each in found.forms] == [("declaration", "A1:F11")]
    told = [(each.kind, each.cell, each.detail["label"]) for each in found.remarks]
    assert told == [("uncovered_table", "A13", "绩效运行监控表")]


@pytest.mark.parametrize("lower", [0, 2])
def test_a_form_of_a_department_right_of_a_declaration_is_told_and_the_declaration_read(lower: int) -> None:
    """A blank column between, on the same rows or some rows lower: the goal and the money of the declaration are its own."""
    beside = (*[()] * lower, ("部门整体支出绩效目标申报表",), *_DEPARTMENT, ("年度总体目标", "河堤安全。"))
    rows = [(*each, *[""] * (8 - len(each))) for each in (*ROWS, *[()] * lower)]
    rows = [(*left, *right) for left, right in zip(rows, (*beside, *[()] * 9), strict=False)]
    found = read(drawn(tuple(rows)))
    assert [(each.text("/annual_goal"), len(each.rows), each.remarks) for each in found.forms] == [("全年巡护河堤六十次。", 3, ())]
    assert [(each.cell, each.detail["part"]) for each in found.remarks] == [(f"I{1 + lower}", "other")]


def test_a_goal_that_names_a_form_of_a_department_over_columns_of_levels_ends_nothing() -> None:
    """It stands in the form, over the level headings of its second block, and no blank column is left of it."""
    rows = list(ROWS)
    rows[6] = ("", "全年巡护河堤。", "编好部门整体支出绩效目标表", "全年巡护河堤六十次。")
    (form,) = read(drawn(tuple(rows))).forms
    assert len(form.rows) == 3


def test_one_heading_of_months_makes_no_monitoring_form() -> None:
    """A declaration may say what was spent of last year's money up to a month."""
    rows = list(ROWS)
    rows[2] = (*rows[2], "1-9月执行数", "9")
    assert [each.kind for each in read(drawn(tuple(rows))).forms] == ["declaration"]


def _read_as(title: str, sheet: str, file: str) -> list[str]:
    """Return the kinds of the forms that a filled declaration under these names is read as, or the kind that it is told to be."""
    rows = ((title,), *ROWS[1:]) if title else ROWS[2:]
    try:
        found = read_forms(Workbook("xlsx", (drawn(rows, sheet),)), file, load_layouts(), load_vocabulary())
    except RefusedFile as refusal:
        return [refusal.message.partition("“，")[0].split("“")[-1].partition("”")[0]]
    return [each.kind for each in found.forms]


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("", "批复", "河堤巡护.xlsx"), ("", "绩效目标批复", "河堤巡护.xlsx"), ("", "表", "二科/河堤巡护绩效目标批复.xlsx"),
        ("", "表", "2026年批复表-河堤巡护.xlsx"), ("项目支出绩效目标表", "批复稿", "河堤巡护.xlsx"),
        ("项目支出绩效目标表", "表", "河堤巡护（批复）.xlsx"),
    ],
)  # fmt: skip
def test_an_approval_without_a_title_is_known_by_its_names(title: str, sheet: str, file: str) -> None:
    """批复 at the end of a word in the name of the file or the sheet, where no title says 申报."""
    assert _read_as(title, sheet, file) == ["绩效目标批复表"]


@pytest.mark.parametrize("line", ["（批复稿）", "批复", "绩效目标（批复）", "（已批复）"])
@pytest.mark.parametrize("title", ["财政项目支出绩效目标申报表", ""])
def test_an_approval_is_known_by_a_line_over_its_head(title: str, line: str) -> None:
    """（批复稿） alone above 项目名称, below a title or without one."""
    rows = ((title,), (line,), *ROWS[2:]) if title else ((line,), *ROWS[2:])
    with pytest.raises(RefusedFile) as caught:
        read(drawn(rows))
    assert caught.value.message == f"工作表“表”中是“{title}{line}”，这种表不在汇总范围内，没有读取。"


@pytest.mark.parametrize(
    ("title", "sheet", "file"),
    [
        ("财政项目支出绩效目标申报表", "项目立项批复", "河堤巡护.xlsx"), ("", "表", "按批复修改的河堤巡护.xlsx"),
        ("", "表", "河堤巡护（立项批复）.xlsx"), ("", "批复后申报", "河堤巡护.xlsx"), ("", "表", "批复金额调整.xlsx"),
        ("财政项目支出绩效目标申报表", "表", "河堤巡护批复.xlsx"), ("", "表", "申报表（待批复）.xlsx"),
    ],
)  # fmt: skip
def test_a_declaration_that_speaks_of_an_approval_is_read(title: str, sheet: str, file: str) -> None:
    """An approval of something else, or one that is to come or was followed, makes no form an approval."""
    assert _read_as(title, sheet, file) == ["declaration"]


@pytest.mark.parametrize("title", ["会议签到表", "请加强绩效运行监控，按月填报。"])
def test_any_other_sheet_is_not(title: str) -> None:
    """A sheet without such a title says that no form was found, and what stands there first."""
    assert refusal(title) == f"没有找到绩效目标申报表或绩效自评表，工作表“表一”的 A1 是“{title}”。"


def test_a_layout_of_a_departments_own_may_have_the_headings_of_another_kind(tmp_path: Path) -> None:
    """Its title says that it is meant, though a layout of ours has that title as well."""
    own = dict(next(each for each in built_in_layouts() if each["id"] == "declaration"), id="own", name="本局申报表")
    (tmp_path / "own.json").write_text(json.dumps(own, ensure_ascii=False), "utf-8")
    workbook = Workbook("xlsx", (drawn((("项目支出绩效目标申报表",), *_MONITORING)),))
    found = read_forms(workbook, "表.xlsx", load_layouts((tmp_path,)), load_vocabulary())
    assert [(each.template, each.text("/project_name")) for each in found.forms] == [("own", "河堤巡护")]
