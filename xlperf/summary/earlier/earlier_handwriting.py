"""What the clerk wrote into a summary (备注, 处理情况, 核准), read back before the next one takes its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import cast

from xlperf.book.book_report import SHEETS_PROPERTY
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.data.words import STATES
from xlperf.forms.form import FormKind
from xlperf.history.changes import KEPT, Change, ChangeKind
from xlperf.history.handwritten import Handled, Handwritten, Remark
from xlperf.history.listed import FormPlace
from xlperf.intake.limits import intake_settings
from xlperf.intake.own_output import is_own_workbook, own_sheets
from xlperf.intake.own_summary import Row as CellRow
from xlperf.intake.own_summary import Wanted, custom_property, header_row, read_sheets
from xlperf.intake.return_notice import ANSWER_HEADER, CODE_HEADER
from xlperf.intake.workbook_reader import read_bytes
from xlperf.run.approvals import EarlierAnswer, accepts
from xlperf.summary.earlier.earlier_additions import written_beside
from xlperf.summary.earlier.earlier_retyped import on_prints, written_over
from xlperf.summary.earlier.snapshot import text_of
from xlperf.summary.sheets import change_sheet, finding_sheet, project_sheet, self_evaluation_sheet
from xlperf.summary.tables.finding_rows import APPROVAL_HEADER, HANDLED_HEADER, NAME, OLD_ASIDE_HEADER, WHOLE_FILE
from xlperf.summary.tables.remarks import written_by_hand


def _every_header(columns: Iterable[Column]) -> frozenset[str]:
    return frozenset(name for each in columns for name in (each.header, each.group) if name)


_HEADER = HEADER_ROW + 1
_FORM_SHEETS: Mapping[str, FormKind] = {project_sheet.NAME: "declaration", self_evaluation_sheet.NAME: "self_evaluation"}
_FOUND, _EXPECTED, _MESSAGE, _STATE = "原值", "应为", "问题", "状态"
_FINDING_HEADERS = ("规则", "问题类型", "实施单位", "项目名称", "文件", "工作表", "单元格")
_WANTED = {
    **dict.fromkeys(
        _FORM_SHEETS,
        Wanted(_HEADER, frozenset(("序号", "实施单位", "项目名称", "年度", "来源", "单元格", project_sheet.REMARK_HEADER))),
    ),
    NAME: Wanted(
        _HEADER,
        frozenset(
            (*_FINDING_HEADERS, _FOUND, _EXPECTED, _MESSAGE, _STATE, HANDLED_HEADER, APPROVAL_HEADER, ANSWER_HEADER, CODE_HEADER)
        ),
    ),
}

_CHANGE_HEADERS = ("变动", "实施单位", "项目名称", "表单", "内容", "上次", "本次", "文件", "工作表", "单元格")

_TO_WRITE_INTO = {
    **dict.fromkeys(_FORM_SHEETS, frozenset((project_sheet.REMARK_HEADER,))),
    NAME: frozenset((HANDLED_HEADER, APPROVAL_HEADER, CODE_HEADER)),
}
_HEARD = {**_TO_WRITE_INTO, NAME: frozenset((HANDLED_HEADER, APPROVAL_HEADER, ANSWER_HEADER))}
_KNOWN = {
    project_sheet.NAME: _every_header(project_sheet.COLUMNS),
    self_evaluation_sheet.NAME: _every_header(self_evaluation_sheet.COLUMNS),
    NAME: finding_sheet.HEADERS | {OLD_ASIDE_HEADER},
}


@dataclass(frozen=True, slots=True)
class _List:
    """A list of a summary.

    Attributes:
        columns: by their headers; rows: those below the headers, as they are and as texts by header.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[tuple[CellRow, Mapping[str, str]], ...] = ()

    @classmethod
    def of(cls, rows: Mapping[int, CellRow]) -> _List:
        header = header_row(rows, _HEADER)
        headers = {column: str(value).strip() for column, value in rows.get(header, {}).items()}
        below = (row for number, row in rows.items() if number > header)
        texts = ((row, {headers[at]: text_of(value).strip() for at, value in row.items() if at in headers}) for row in below)
        return cls({name: column for column, name in headers.items()}, tuple(texts))


def is_summary(path: Path) -> bool:
    """Tell whether a summary stands at a path, with at least one of the sheets that a clerk writes into.

    Raises:
        RefusedFile: it cannot be opened.
    """
    return not _WANTED.keys().isdisjoint(own_sheets(read_bytes(path, intake_settings().limits)) or ())


def read_handwriting(path: Path) -> Handwritten:
    """Return what the clerk wrote into the summary at a path; nothing where none stands there.

    Columns are known by their headers; rows may have been sorted or filtered.

    Raises:
        RefusedFile: a summary stands there, and it cannot be read.
    """
    if not path.is_file():
        return Handwritten()
    limits = intake_settings().limits
    data = read_bytes(path, limits)
    if not is_own_workbook(data):
        return Handwritten()
    read = read_sheets(data, (*_WANTED, change_sheet.NAME), limits, _WANTED)
    kept = list(_kept(_List.of(read.pop(change_sheet.NAME, {}))))
    lists = {name: _List.of(rows) for name, rows in read.items()}
    findings = lists.get(NAME, _List())
    remarks = tuple(each for name, kind in _FORM_SHEETS.items() if name in lists for each in _remarks(lists[name], kind))
    handled = tuple(_handled(findings))
    over, unlike = written_over(data, limits, _HEARD)
    written = (*written_beside(data, limits, _HEARD), *over)
    kept += written
    had = custom_property(data, SHEETS_PROPERTY, limits).split("/")
    unread = (*_unread(lists, handled, had), *_without_remarks(lists), *on_prints(written), *unlike)
    is_lost = any(_is_renamed(each, name) for name, each in lists.items())
    return Handwritten(remarks, handled, unread, dict(_answers(findings)), is_lost, tuple(kept))


def is_listed(row: CellRow, columns: Mapping[str, int]) -> bool:
    """Tell whether a row below the headers lists something, rather than a sum: it has a number, or where none has, a cell.

    Args:
        row: the values; columns: by their headers.
    """
    if "序号" in columns:
        return isinstance(row.get(columns["序号"]), Decimal)
    return bool(row.get(columns.get("单元格", 0)))


def _unread(lists: Mapping[str, _List], handled: Iterable[Handled], had: Collection[str]) -> Iterator[str]:
    """Yield what keeps an approval of the clerk from being heard; ``had`` are the sheets that the summary was written with."""
    if NAME not in lists:
        if NAME in had:
            yield f"没有工作表“{NAME}”（改了名或删去了），其中的“{APPROVAL_HEADER}”没有读到"
        return
    headers = lists[NAME].columns
    if lacking := [each for each in (APPROVAL_HEADER, CODE_HEADER) if each not in headers]:
        yield f"工作表“{NAME}”没有“{'”“'.join(lacking)}”一列，“{APPROVAL_HEADER}”没有读到"
    if HANDLED_HEADER not in headers:
        yield f"工作表“{NAME}”没有“{HANDLED_HEADER}”一列，其中写的没有读到"
    if misplaced := sum(accepts(each.text, is_explainable=True) and not each.approval for each in handled):
        yield f"有 {misplaced} 处“{APPROVAL_HEADER}”写在“{HANDLED_HEADER}”里，不起作用，请写在“{APPROVAL_HEADER}”一列"


def _without_remarks(lists: Mapping[str, _List]) -> Iterator[str]:
    for name in _FORM_SHEETS:
        if name in lists and project_sheet.REMARK_HEADER not in lists[name].columns:
            yield f"工作表“{name}”没有“{project_sheet.REMARK_HEADER}”一列，其中写的没有读到"


def _is_renamed(listed: _List, name: str) -> bool:
    """Tell whether a column to be written into goes by another name now: what stands there cannot be told from anything else."""
    headers = listed.columns.keys()
    return bool(_TO_WRITE_INTO[name] - headers) and bool(headers - _KNOWN[name])


def _remarks(listed: _List, kind: FormKind) -> Iterator[Remark]:
    for row, texts in listed.rows:
        text = written_by_hand(texts.get(project_sheet.REMARK_HEADER, ""))
        if not text:
            continue
        if not is_listed(row, listed.columns):  # 小计 or 合计
            yield Remark(FormPlace("", "", "", text_of(row[min(row)]), "", ""), "", text)
            continue
        file, _, sheet = texts.get("来源", "").rpartition(" / ")
        year, unit, project = (texts.get(each, "") for each in ("年度", "实施单位", "项目名称"))
        place = FormPlace(kind, year, unit, project, file, sheet)
        yield Remark(place, texts.get("单元格", ""), text)


def _answers(listed: _List) -> Iterator[tuple[str, EarlierAnswer]]:
    for _, texts in listed.rows:
        if (code := texts.get(CODE_HEADER, "")) and (answer := texts.get(ANSWER_HEADER, "")):
            cell = texts.get("单元格", "")
            place = (texts.get("规则", ""), texts.get("文件", ""), texts.get("工作表", ""), cell)
            is_open = texts.get(_STATE) == STATES["open"]
            at = place if cell and cell != WHOLE_FILE else ()
            yield code, EarlierAnswer(answer, texts.get(_FOUND, ""), texts.get(_MESSAGE, ""), is_open, at)


def _handled(listed: _List) -> Iterator[Handled]:
    for _, texts in listed.rows:
        text, approval = texts.get(HANDLED_HEADER, ""), texts.get(APPROVAL_HEADER, "")
        if text or approval:
            cell = texts.get("单元格", "")
            yield Handled(
                code=texts.get(CODE_HEADER, ""),
                rule=texts.get("规则", ""),
                title=texts.get("问题类型", ""),
                unit=texts.get("实施单位", ""),
                project=texts.get("项目名称", ""),
                file=texts.get("文件", ""),
                sheet=texts.get("工作表", ""),
                cell="" if cell == WHOLE_FILE else cell,
                text=text,
                approval=approval,
                found=texts.get(_FOUND, "") if _FOUND in listed.columns else None,
                expected=texts.get(_EXPECTED, "") if _EXPECTED in listed.columns else None,
                message=texts.get(_MESSAGE, "") if _MESSAGE in listed.columns else None,
            )


def _kept(listed: _List) -> Iterator[Change]:
    for _, texts in listed.rows:
        if texts.get("变动") == KEPT:
            yield change_of({header: texts.get(header, "") for header in _CHANGE_HEADERS})


def change_of(row: Mapping[str, object]) -> Change:
    """Return a change as the 变动 lists it, by the headers of its columns."""
    kind, *texts = (text_of(row[each]) for each in _CHANGE_HEADERS)
    if texts[-1] == change_sheet.UNPLACED:
        texts[-1] = ""
    return Change(cast("ChangeKind", kind), *texts)
