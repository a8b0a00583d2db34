"""A summary of an earlier run, read back: to tell what has changed since, or what a project was given then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from xlperf.book.book_report import DIGEST_PROPERTY, SHEETS_PROPERTY
from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.data.words import ASIDE, FORM_KINDS
from xlperf.errors import RefusedFile
from xlperf.forms.form import FormKind
from xlperf.history.changes import Change, compare
from xlperf.history.listed import FieldState, FindingState, FormPlace, FormState, IndicatorState, Snapshot
from xlperf.history.round_ledger import Rounds
from xlperf.intake.limits import Limits, intake_settings
from xlperf.intake.own_output import is_own_workbook, was_saved_again
from xlperf.intake.own_summary import Row as CellRow
from xlperf.intake.own_summary import Wanted, custom_property, header_row, read_sheets
from xlperf.intake.workbook_reader import read_bytes
from xlperf.lists.last_year import YearlyAmount
from xlperf.run.results import Batch
from xlperf.summary.earlier.earlier_handwriting import change_of, is_listed
from xlperf.summary.earlier.snapshot import (
    AMOUNT_LABELS,
    CONTENTS,
    DEPARTMENT,
    MONEY_LABELS,
    TOTAL_LABEL,
    VALUES,
    amount_text,
    own_unit,
    snapshot_of,
    snapshots_of,
    text_of,
)
from xlperf.summary.sheets import change_sheet, indicator_sheet, project_sheet, self_evaluation_sheet
from xlperf.summary.tables import finding_rows
from xlperf.summary.tables.projects import ANNUAL
from xlperf.summary.tables.self_evaluations import BUDGET

_HEADER = HEADER_ROW + 1
_GROUPED = (project_sheet.NAME, self_evaluation_sheet.NAME)
"""Sheets whose header takes two rows."""

_FINDING_HEADERS = ("序号", "规则", "问题类型", "实施单位", "项目名称", "文件", "工作表", "单元格", "栏目", "问题")
_ASIDE_HEADERS = (finding_rows.ASIDE_HEADER, finding_rows.OLD_ASIDE_HEADER)
_WANTED = {finding_rows.NAME: Wanted(_HEADER, frozenset((*_FINDING_HEADERS, *_ASIDE_HEADERS)))}
_SHEETS = (*_GROUPED, indicator_sheet.NAME, finding_rows.NAME)

Row = Mapping[str, object]
"""The values of a row by the headers of their columns."""


def changes_since(path: Path, batch: Batch) -> tuple[Change, ...]:
    """Return what changed since the summary at this path was written.

    Most runs change nothing: then a hash among the properties of the old summary says so, and its sheets are not
    read, unless somebody has saved it since: an amount that was typed over is a change, too.

    Args:
        path: where the summary stands, and where the new one will stand.
        batch: what this run found.

    Returns:
        the changes; none when there is no summary of an earlier run.

    Raises:
        RefusedFile: there is one, and it cannot be read.
    """
    if not path.is_file():
        return ()
    limits = intake_settings().limits
    data = read_bytes(path, limits)
    if not is_own_workbook(data):
        return ()
    now = snapshot_of(batch)
    try:
        if custom_property(data, DIGEST_PROPERTY, limits) == now.digest and not was_saved_again(data):
            return ()
        return compare(read_snapshot(data, limits), now)
    except RefusedFile:
        raise
    except Exception as error:  # whatever a file brings up that only looks like a summary
        raise _unlike() from error


def changes_since_returned(batch: Batch, rounds: Rounds) -> tuple[Change, ...]:
    """Return what changed in the forms that went back, since they did: where no summary of an earlier run stands."""
    before = {form.source: said for form in batch.counted if (said := rounds.last_said(form)) is not None}
    now = snapshots_of(batch, (form for form in batch.counted if form.source in before))
    return tuple(change for source, said in before.items() for change in compare(said, now[source]))


def listed_changes(data: bytes) -> tuple[Change, ...]:
    """Return the changes that a summary lists on its 变动, long texts as far as they are shown there.

    Raises:
        RefusedFile: it cannot be read, or has not the columns of a summary.
    """
    rows = read_sheets(data, (change_sheet.NAME,), intake_settings().limits).get(change_sheet.NAME, {})
    try:
        return tuple(map(change_of, _listed(rows, False)))
    except KeyError as error:
        raise _unlike() from error


def read_snapshot(data: bytes, limits: Limits) -> Snapshot:
    """Return what a summary lists, from its 汇总表, 自评汇总表, 指标明细 and 校验结果.

    Columns are known by their headers, wherever they stand.

    Raises:
        RefusedFile: it cannot be read, or has not the sheets and columns of a summary.
    """
    sheets = read_sheets(data, _SHEETS, limits, _WANTED)
    written = custom_property(data, SHEETS_PROPERTY, limits)
    needed = set(written.split("/")) & set(_SHEETS) if written else {project_sheet.NAME, indicator_sheet.NAME, finding_rows.NAME}
    if not sheets.keys() >= needed:
        raise _unlike()
    rows = {name: list(_listed(found, name in _GROUPED)) for name, found in sheets.items()}
    findings = rows.get(finding_rows.NAME, ())
    try:
        return Snapshot(
            (
                *(_declaration(row) for row in rows.get(project_sheet.NAME, ())),
                *(_evaluation(row) for row in rows.get(self_evaluation_sheet.NAME, ())),
            ),
            tuple(_indicator(row) for row in rows.get(indicator_sheet.NAME, ())),
            tuple(_finding(row) for row in findings if row.get(finding_rows.ASIDE_HEADER) != ASIDE["superseded"]),
        )
    except KeyError as error:
        raise _unlike() from error


def listed_amounts(data: bytes, limits: Limits) -> Iterator[YearlyAmount]:
    """Yield the money of the year of every project that a summary lists, from its 汇总表 and 自评汇总表.

    Raises:
        RefusedFile: it cannot be read, or has not the columns of a summary.
    """
    sheets = read_sheets(data, _GROUPED, limits)
    columns: tuple[tuple[str, FormKind, str], ...] = (
        (project_sheet.NAME, "declaration", AMOUNT_LABELS[ANNUAL]),
        (self_evaluation_sheet.NAME, "self_evaluation", MONEY_LABELS[BUDGET]),
    )
    try:
        for name, kind, label in columns:
            for row in _listed(sheets.get(name, {}), True):
                amount, year = row[label], row["年度"]
                if isinstance(amount, Decimal) and isinstance(year, Decimal):
                    unit, project = text_of(row["实施单位"]), text_of(row["项目名称"])
                    yield YearlyAmount(unit, project, round(amount, 2), int(year), kind, text_of(row.get("项目类别")))
    except KeyError as error:
        raise RefusedFile("unsupported", "缺少汇总表应有的列。", "请用 xlperf 写出、列名没有改过的汇总表。") from error


def _unlike() -> RefusedFile:
    return RefusedFile("unsupported", "上次的汇总表缺少工作表或列，无法比较。", "本次照常写出，不列变动。")


def _listed(rows: Mapping[int, CellRow], grouped: bool) -> Iterator[Row]:
    """Yield the numbered rows of a list by their headers; blank cells hold None."""
    header = header_row(rows, _HEADER)
    top, below = rows.get(header, {}), rows.get(header + 1, {}) if grouped else {}
    headers: dict[str, int] = {}
    group = ""
    for column in range(1, max((*top, *below), default=0) + 1):
        group = str(top.get(column, group)).strip()
        if column in top or column in below:
            headers.setdefault(f"{group}·{below[column]}" if column in below else group, column)
    for number, row in rows.items():
        if number > header + grouped and is_listed(row, headers):
            yield {name: row.get(column) for name, column in headers.items()}


def _place(row: Row, kind: str, file: str, sheet: str) -> FormPlace:
    year = row["年度"] if isinstance(row["年度"], Decimal) else None  # a text is a year that could not be read
    return FormPlace(kind, text_of(year), text_of(row["实施单位"]), text_of(row["项目名称"]), file, sheet)


def _declaration(row: Row) -> FormState:
    labels = (DEPARTMENT, *(label for _, label in CONTENTS))
    return _form(row, FORM_KINDS["declaration"], tuple(FieldState(label, _amount(row[label])) for label in AMOUNT_LABELS), labels)


def _evaluation(row: Row) -> FormState:
    amounts = tuple(FieldState(label, _amount(row[label])) for label in MONEY_LABELS)
    return _form(row, FORM_KINDS["self_evaluation"], (*amounts, FieldState(TOTAL_LABEL, text_of(row[TOTAL_LABEL]))), (DEPARTMENT,))


def _form(row: Row, kind: str, amounts: tuple[FieldState, ...], labels: tuple[str, ...]) -> FormState:
    file, _, sheet = text_of(row["来源"]).rpartition(" / ")
    contents = tuple(FieldState(label, text_of(row[label])) for label in labels)
    return FormState(_place(row, kind, file, sheet), text_of(row["单元格"]), amounts, contents)


def _amount(value: object) -> str:
    return amount_text(round(value, 2) if isinstance(value, Decimal) else value)


def _indicator(row: Row) -> IndicatorState:
    kind = text_of(row["表单"])
    values = VALUES if kind == FORM_KINDS["self_evaluation"] else VALUES[:1]
    return IndicatorState(
        _place(row, kind, text_of(row["文件"]), text_of(row["工作表"])),
        (text_of(row["一级指标"]), text_of(row["二级指标"]), text_of(row["三级指标"])),
        tuple(FieldState(label, text_of(row[label])) for _, label in values),
        text_of(row["单元格"]),
    )


def _finding(row: Row) -> FindingState:
    cell = text_of(row["单元格"])
    unit, project, file = (text_of(row[header]) for header in ("实施单位", "项目名称", "文件"))
    return FindingState(
        rule=text_of(row["规则"]),
        title=text_of(row["问题类型"]),
        unit=own_unit(unit, project, file),
        project=project,
        file=file,
        sheet=text_of(row["工作表"]),
        cell="" if cell == finding_rows.WHOLE_FILE else cell,
        label=text_of(row["栏目"]),
        message=text_of(row["问题"]),
        waived=bool(row.get(finding_rows.ASIDE_HEADER) or row.get(finding_rows.OLD_ASIDE_HEADER)),
    )
