"""The sheets beside the forms: how to fill them and what is still to be mended, last year's indicators, and the nil return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula, Link
from xlperf.book.links import internal
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import SheetWriter
from xlperf.data.words import GUIDE_HEADERS
from xlperf.handout.form_sheet import Offer
from xlperf.handout.handout_plan import GUIDE, PAST, HandedProject, HandedUnit
from xlperf.handout.live_checks import Check, quoted

_GUIDE_COLUMNS = (
    Column(GUIDE_HEADERS[0], 24, "text"), Column(GUIDE_HEADERS[1], 20, "text"), Column(GUIDE_HEADERS[2], 78, "text"),
    Column(GUIDE_HEADERS[3], 8, "count"),
)  # fmt: skip
_PAST_COLUMNS = (Column("工作表", 24, "text"), Column("去年写的内容", 48, "text"), Column("去年的要求", 30, "text"))
_STEPS = (
    "一、每个工作表是一个项目。底色浅黄的格子要填；其余的（年度、单位、项目名称等）已经填好，不能改，写错了请与下发的人联系。",
    "二、选中格子会显示怎样填；有下拉箭头的从列表里选。红色的格子必须改，黄色的请核对。",
    "三、下面逐项列出还要改的地方，随填随变；表上第一行说还差几处。全部通过后保存，直接发回这个文件，不要另做一个。",
    "四、某一类指标没有的，那一行留空；行数不够的，用表末尾没有印级次的几行，先选一级、二级指标。",
)
EVALUATION_STEPS = (
    "一、每个工作表是一个项目。底色浅黄的格子要填；其余的（年初申报的目标、指标、指标值、预算等）已经填好，不能改，有变化的请与下发的人联系。",
    *_STEPS[1:3],
    "四、执行率、预算执行得分、分值合计和总分会自己算出来。没有完成的指标按比例给分，扣了分的写明原因和改进措施。",
)
_PASSED, _TO_MEND, _TO_LOOK = "✔ 通过", "✘ ", "？ "
_FIRST_STEP_ROW = 1


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """The checks of one form, and the rows (0-based, first and last) in which the guide tells their results."""

    project: HandedProject
    checks: tuple[Check, ...]
    rows: tuple[int, int]


def checked_sheets(projects: Sequence[HandedProject], checks: Sequence[tuple[Check, ...]]) -> tuple[CheckedSheet, ...]:
    """Return where the guide tells the results of each form."""
    found, row = [], _FIRST_STEP_ROW + len(_STEPS) + 1
    for project, own in zip(projects, checks, strict=True):
        found.append(CheckedSheet(project, own, (row, row + len(own) - 1)))
        row += len(own)
    return tuple(found)


def status_of(checked: CheckedSheet) -> Formula:
    """Return the line above a form: how much is still to be mended, and what comes first."""
    first, last = checked.rows
    guide = quoted(GUIDE)
    counts, said = (f"{guide}!${column}${first + 1}:${column}${last + 1}" for column in "DC")
    done = f'"✔ 必须改的都已改好，请看“{GUIDE}”里要核对的"'
    text = f'IF(SUM({counts})=0,{done},"✘ 还有 "&SUM({counts})&" 处要改："&INDEX({said},MATCH(1,{counts},0)))'
    open_ = [each for each in checked.checks if each.at_first and each.must]
    shown = f"✘ 还有 {len(open_)} 处要改：{_TO_MEND}{open_[0].sentence_at_first}" if open_ else ""
    return Formula(f"={text}", shown)


def write_guide(writer: SheetWriter, unit: HandedUnit, sheets: Sequence[CheckedSheet], steps: Sequence[str] = _STEPS) -> None:
    """Write how the forms are filled, and for each check what is still to be done."""
    sheet, theme = writer.worksheet, writer.theme
    writer.columns(_GUIDE_COLUMNS)
    writer.span(0, 0, 3, f"{unit.unit}　{unit.year} 年填报说明", theme.style("title"))
    sheet.set_row(0, 36)
    for offset, step in enumerate(steps):
        writer.note(_FIRST_STEP_ROW + offset, step, 3)
    header = _FIRST_STEP_ROW + len(steps)
    for column, heading in enumerate(_GUIDE_COLUMNS):
        writer.put(header, column, heading.header, theme.style("header"))
    for each in sheets:
        for row, check in enumerate(each.checks, start=each.rows[0]):
            bad = _TO_MEND if check.must else _TO_LOOK
            said = check.sentence if check.sentence.startswith('"') else f'"{check.sentence}"'
            first = f"{bad}{check.sentence_at_first or check.sentence}" if check.at_first else _PASSED
            writer.put(row, 0, Link(internal(each.project.sheet, "A1"), each.project.sheet), theme.style("text"))
            writer.put(row, 1, check.title, theme.style("text"))
            writer.put(row, 2, Formula(f'=IF({check.fails},"{bad}"&{said},"{_PASSED}")', first), theme.style("text"))
            count = f"=IF({check.fails},1,0)" if check.must else "=0"
            writer.put(row, 3, Formula(count, int(check.at_first and check.must)), theme.style("count"))
    last = sheets[-1].rows[1]
    for start, tone in ((_TO_MEND, "error"), (_TO_LOOK, "review"), (_PASSED, "passed")):
        rule = {"type": "text", "criteria": "begins with", "value": start.strip(), "format": theme.tint(tone)}  # type: ignore[arg-type]
        sheet.conditional_format(header + 1, 2, last, 2, rule)
    _page(writer, header)


def write_past(writer: SheetWriter, projects: Sequence[HandedProject]) -> dict[str, Offer]:
    """Write last year's goals and indicators; return for each sheet the ranges from which its cells may be chosen."""
    writer.columns(_PAST_COLUMNS)
    theme = writer.theme
    writer.span(0, 0, 2, "去年同一项目写的目标和指标，供填写时参考", theme.style("title"))
    writer.worksheet.set_row(0, 36)
    for column, heading in enumerate(_PAST_COLUMNS):
        writer.put(1, column, heading.header, theme.style("header"))
    row, offers = 2, {}
    styles = [theme.style("text")] * 3
    for project in projects:
        if project.past is None:
            continue
        if project.past.goal:
            writer.row(row, (project.sheet, project.past.goal, ""), styles)
            row += 1
        listed = [each for each in project.past.indicators if each[0]]
        for offset, (name, target) in enumerate(listed):
            writer.row(row + offset, (project.sheet, name, target), styles)
        if listed:
            last = row + len(listed) - 1
            offers[project.sheet] = Offer(*(_range(row, last, column) for column in (1, 2)))
        row += len(listed)
    _page(writer, 1)
    return offers


def write_nothing(writer: SheetWriter, unit: HandedUnit) -> None:
    """Write the sheet on which a unit without a project confirms that it has none."""
    theme, sheet = writer.theme, writer.worksheet
    writer.columns((Column("", 20, "text"), Column("", 60, "text")))
    writer.span(0, 0, 1, f"{unit.year} 年度有无项目确认表", theme.style("title"))
    sheet.set_row(0, 36)
    known = (("填报单位", unit.unit), ("主管部门", unit.department), ("年度", f"{unit.year}年度"))
    for row, (label, text) in enumerate(known, start=1):
        writer.put(row, 0, label, theme.style("label"))
        writer.put(row, 1, text, theme.style("text"))
    row = len(known) + 1
    writer.put(row, 0, "有无项目", theme.style("label"))
    free = {"font_name": "宋体", "font_size": 11, "border": 1, "locked": False, "bg_color": "#FFFFE5", "num_format": "@"}
    writer.put(row, 1, None, theme.own(free))
    choices = [f"{unit.year}年度无项目", "有项目，请发申报表"]
    hint = "没有项目的选第一项；有项目的选第二项，并与下发的人联系。"
    rule = {"validate": "list", "source": choices, "input_title": "请选一项", "input_message": hint}
    sheet.data_validation(row, 1, row, 1, {**rule, "error_title": "请选一项", "error_message": "请从列表中选一项。"})
    blank = {"type": "formula", "criteria": f"=LEN({xl_rowcol_to_cell(row, 1, True, True)})=0", "format": theme.tint("error")}
    sheet.conditional_format(row, 1, row, 1, blank)
    _page(writer, 0)


def _range(first: int, last: int, column: int) -> str:
    ends = (xl_rowcol_to_cell(row, column, True, True) for row in (first, last))
    return f"{quoted(PAST)}!{':'.join(ends)}"


def _page(writer: SheetWriter, header: int) -> None:
    sheet = writer.worksheet
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(top=0.4, bottom=0.4)  # else the last of the checks of one form stands on a page of its own
    sheet.hide_gridlines(2)
    sheet.freeze_panes(header + 1, 0)
    sheet.protect("", {"format_rows": True, "format_columns": True})
