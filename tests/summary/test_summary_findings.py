"""校验结果: in which order findings stand, whose they are, what can be added up, and how often each rule was broken."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import declaration
from tests.summary.batches import batch_of, eventful, finding
from tests.summary.reading import opened, opened_once, table
from xlperf.forms.file_result import FileResult
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.run.unit_answers import Mended
from xlperf.summary.earlier.snapshot import snapshot_of, snapshots_of
from xlperf.summary.sheets.finding_sheet import counts_line
from xlperf.summary.tables.finding_units import FindingUnits

TITLES = ("规则", "问题类型", "级别", "条数", "涉及表（份）", "涉及单位（个）")


def _of(file: str, unit: str) -> Batch:
    form = declaration(file=file, unit=unit)
    return batch_of(form)


def _together(*batches: Batch, findings: tuple[Finding, ...]) -> Batch:
    forms = [form for each in batches for form in each.counted]
    return batch_of(*forms, findings=findings)


def _below(sheet: Worksheet) -> list[tuple[object, ...]]:
    rows = [tuple(each for each in row if each is not None) for row in sheet.iter_rows(values_only=True)]
    return rows[rows.index(TITLES) - 1 :] if TITLES in rows else []


def test_findings_stand_by_unit_and_by_form_and_fold() -> None:
    """A unit with an error comes first with all its forms; the first of a unit stays when the rest folds, old versions last."""
    lake, hill = declaration(file="湖.xlsx", unit="湖畔馆"), declaration(file="山.xlsx", unit="山间馆")
    second = declaration(file="山二.xlsx", unit="山间馆", project_name="第二个项目")
    old = replace(finding(lake, "FUND-009"), because="superseded")
    found = (finding(lake, "GOAL-001", "warning"), finding(second, "GOAL-002", "info"), finding(hill, "GOAL-003", "warning"))
    sheet = opened(batch_of(lake, hill, second, findings=(old, *found, finding(hill), finding(second, "GOAL-004", "info"))))[
        "校验结果"
    ]
    rows = table_of(sheet)
    assert [(row["实施单位"], row["规则"]) for row in rows] == [
        ("山间馆", "FUND-002"),
        ("山间馆", "GOAL-003"),
        ("山间馆", "GOAL-002"),
        ("山间馆", "GOAL-004"),
        ("湖畔馆", "GOAL-001"),
        ("湖畔馆", "FUND-009"),
    ]
    levels = [sheet.row_dimensions[4 + index].outlineLevel for index in range(len(rows))]
    assert levels == [0, 2, 1, 2, 0, 0]
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def table_of(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of the list by their headers."""
    return table(sheet.parent, sheet.title, 3)


def test_a_file_that_could_not_be_read_stands_with_the_unit_that_it_comes_from() -> None:
    """By the name of the file, the nearest folder that is named after a unit, or the only unit that lies in its folder."""
    batch = _together(_of("湖畔馆/甲.xlsx", "湖畔馆"), _of("二科/乙.xlsx", "山间馆"), _of("混/丙.xlsx", "海滨馆"), findings=())
    mixed = _together(batch, _of("混/丁.xlsx", "林区馆"), findings=())
    units = FindingUnits(mixed)
    told = {
        "湖畔馆/坏.xlsx": "湖畔馆",
        "湖畔馆/补报/坏.xlsx": "湖畔馆",
        "二科/坏.xlsx": "山间馆",
        "混/坏.xlsx": "",
        "混/林区馆的表.xlsx": "林区馆",
        "坏.xlsx": "",
        "湖畔馆.zip › 坏.xlsx": "湖畔馆",
        "湖畔馆、山间馆.xlsx": "",
    }
    assert {file: units.of(Finding("FILE-001", "error", "打不开", file, "打不开。")) for file in told} == told
    assert units.of(Finding("SUM-001", "error", "未报", "", "没有报送。", unit="湖畔馆")) == "湖畔馆"


def test_whose_a_file_in_the_root_is_no_other_file_tells() -> None:
    """Everybody's file lies there, also where only one of them could be read; 坏 may come from anybody."""
    units = FindingUnits(_of("甲.xlsx", "湖畔馆"))
    assert units.of(Finding("FILE-001", "error", "打不开", "坏.xlsx", "打不开。")) == ""


def test_the_unit_of_a_file_shows_on_its_row() -> None:
    """What the folder tells stands in the column; a form that leaves its unit blank shows it blank."""
    form, blank = declaration(file="湖畔馆/甲.xlsx", unit="湖畔馆"), declaration(file="湖畔馆/乙.xlsx", unit="")
    whole = Finding("FILE-001", "error", "打不开", "湖畔馆/坏.xlsx", "打不开。")
    rows = table_of(opened(batch_of(form, blank, findings=(whole, finding(blank))))["校验结果"])
    assert [(row["文件"], row["实施单位"]) for row in rows] == [("湖畔馆/坏.xlsx", "湖畔馆"), ("湖畔馆/乙.xlsx", None)]


def test_amounts_of_findings_are_numbers_and_everything_else_is_as_it_stands() -> None:
    """What has separators and two decimals can be added up; dates, ranges, rates and long numbers stay text."""
    form = declaration()
    texts = ("1,234,567.80", "-20.00", "2026-01-01", "≥95%", "12,34.00", "9,999,999,999,999,999.00", "100", "")
    rows = table_of(opened(batch_of(form, findings=tuple(replace(finding(form), found=each) for each in texts)))["校验结果"])
    assert [row["原值"] for row in rows] == [1234567.8, -20, *texts[2:7], None]


def test_every_rule_that_was_broken_has_a_line_below() -> None:
    """Two forms of one unit and one of another break a rule, one of them twice; what does not stand is not counted."""
    one, two = (declaration(file=f"{name}.xlsx", unit="湖畔馆") for name in "甲乙")
    other = declaration(file="丙.xlsx", unit="山间馆")
    waived = replace(finding(other), because="waived", waived="已与财政局沟通")
    found = (finding(one), finding(one), finding(two), finding(other), waived, finding(other, "GOAL-003", "warning"))
    below = _below(opened(batch_of(one, two, other, findings=found))["校验结果"])
    assert below == [
        ("按规则统计（不含已豁免、已核准、已说明和旧版本的）：",),
        TITLES,
        ("FUND-002", "年度资金不等于各项之和", "错误", 4, 3, 2),
        ("GOAL-003", "年度资金不等于各项之和", "警告", 1, 1, 1),
    ]


def test_the_columns_of_the_table_of_rules_leave_no_gap() -> None:
    """Title and kind of problem take three columns of the list each; every count stands in a column of its own."""
    sheet = opened_once(eventful)["校验结果"]
    top = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("按规则统计")) + 1
    areas = sorted((each.min_col, each.max_col) for each in sheet.merged_cells.ranges if each.min_row == each.max_row == top)
    assert areas == [(1, 3), (4, 6)]
    assert [cell.value for cell in sheet[top] if cell.value] == list(TITLES)
    assert [sheet.cell(top, column).value for column in (7, 8, 9, 10)] == list(TITLES[2:])


def test_without_findings_that_stand_there_is_nothing_to_count() -> None:
    """A faultless batch, and one whose only finding is waived, have no table of rules."""
    form = declaration()
    waived = replace(finding(form), because="waived", waived="已与财政局沟通")
    assert [_below(opened(batch_of(form, findings=found))["校验结果"]) for found in ((waived,),)] == [[]]


def test_what_is_printed_fits_one_page() -> None:
    """Up to 处理情况 the columns stand on paper; file, rule and basis are for the screen."""
    sheet = opened_once(eventful)["校验结果"]
    headers = [cell.value for cell in sheet[3]]
    assert sheet.print_area == f"'校验结果'!$A$1:$M${sheet.max_row}"
    assert headers[12:] == ["处理情况", "状态", "不计的原因", "文件", "工作表", "规则", "问题类型", "依据", "识别码"]


def test_the_file_results_of_a_batch_are_asked_first() -> None:
    """A form that is not counted tells the unit of its file, too."""
    form = declaration(file="湖.xlsx", unit="湖畔馆")
    batch = Batch((FileResult("湖.xlsx", "read", forms=(form,)),), (), ())
    assert FindingUnits(batch).of(Finding("FILE-003", "error", "扩展名不符", "湖.xlsx", "扩展名与内容不符。")) == "湖畔馆"


def test_the_line_above_the_findings_counts_what_is_listed() -> None:
    """What an old version had is counted apart, also where nothing else was found."""
    found = finding(declaration())
    old = replace(found, because="superseded")
    last = "另有 2 条出自旧版本，列在最后，不计。"
    assert counts_line([]) == "没有发现问题。"
    assert counts_line([old, old]) == f"没有发现问题。{last}"
    rest = "点击“序号”回到汇总表，点击“单元格”打开报送文件。"
    assert counts_line([found, old, old]) == f"共 1 条：错误 1 条，警告 0 条，提示 0 条。{last}{rest}"
    waived = replace(found, severity="warning", because="waived")
    assert counts_line([found, waived]) == f"共 2 条：错误 1 条，警告 1 条，提示 0 条（其中 1 条已豁免）。{rest}"


def test_what_was_mended_stands_below_the_findings() -> None:
    """One line for each finding that is gone, right below the headings; with nothing else found they stand alone."""
    form = declaration(file="湖.xlsx", unit="湖畔馆")
    gone = [Mended(f"FUND-00{number}.1.2", "湖.xlsx", "展览", "年度金额", "30", "总额不符。", "已改") for number in (2, 9)]
    for found in ((finding(form),), ()):
        sheet = opened(replace(batch_of(form, findings=found), mended=tuple(gone)))["校验结果"]
        rows = [tuple(each for each in row if each is not None) for row in sheet.iter_rows(values_only=True)]
        at = rows.index(("退回过、现在已经没有的问题 2 条（已改正）：",))
        assert rows[at + 1] == ("已改正", "项目名称", "文件", "栏目", "原值", "退回时的问题", "单位说明")
        assert rows[at + 2 : at + 4] == [(each.rule, "展览", "湖.xlsx", "年度金额", "30", "总额不符。", "已改") for each in gone]


def test_changes_are_told_of_findings_on_the_version_that_counts() -> None:
    """What was wrong in a version that another one took the place of is nothing that was mended."""
    form = declaration()
    old, now = replace(finding(form, "FUND-009"), because="superseded"), finding(form, "FUND-002")
    batch = batch_of(form, findings=(old, now))
    assert [each.rule for each in snapshot_of(batch).findings] == ["FUND-002"]
    assert [each.rule for each in snapshots_of(batch, [form])[form.source].findings] == ["FUND-002"]
