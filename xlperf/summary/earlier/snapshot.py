"""A batch as its summary lists it, every value as its text: what the next run is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from xlperf.book.cell_text import fit_for_cell, fit_for_xml, fits
from xlperf.book.list_columns import Column
from xlperf.data.names import shown_body
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import Field, Form, Source
from xlperf.history.listed import FieldState, FindingState, FormPlace, FormState, IndicatorState, Snapshot
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.summary.sheets import indicator_sheet, project_sheet, self_evaluation_sheet
from xlperf.summary.sheets.indicator_sheet import cell_of, field_text
from xlperf.summary.tables import finding_rows
from xlperf.summary.tables.figures import amount_in
from xlperf.summary.tables.finding_rows import in_order
from xlperf.summary.tables.projects import AMOUNTS
from xlperf.summary.tables.self_evaluations import MONEY

CONTENTS: tuple[tuple[str, str], ...] = (
    ("/category", "项目类别"),
    ("/nature", "项目性质"),
    ("/start_date", "计划开始日期"),
    ("/end_date", "计划完成日期"),
    ("/overall_goal", "项目总目标"),
    ("/annual_goal", "年度总体目标"),
)
"""Fields of a declaration that are no amounts, with the headers of their columns on the 汇总表."""

DEPARTMENT = "主管部门"
VALUES: tuple[tuple[str, str], ...] = (
    ("target", "指标值原文"),
    ("actual", "实际完成值"),
    ("weight", "分值"),
    ("score", "得分"),
)
"""Fields of an indicator, with the headers of their columns on the 指标明细."""


def label_of(column: Column) -> str:
    """Return the header of a column with that of its group, so that no two are alike."""
    return f"{column.group}·{column.header}" if column.group else column.header


AMOUNT_LABELS = tuple(label_of(project_sheet.COLUMNS[at]) for at in project_sheet.MONEY_AT)
_FIRST, _TOTAL = self_evaluation_sheet.FIRST_MONEY, self_evaluation_sheet.TOTAL
MONEY_LABELS = tuple(label_of(each) for each in self_evaluation_sheet.COLUMNS[_FIRST : _FIRST + len(MONEY)])
TOTAL_LABEL = label_of(self_evaluation_sheet.COLUMNS[_TOTAL])

_OF_FORMS = ("实施单位", "项目名称", "年度", "单元格", DEPARTMENT)
COMPARED: Mapping[str, frozenset[str]] = {
    project_sheet.NAME: frozenset((*_OF_FORMS, "来源", *AMOUNT_LABELS, *(label for _, label in CONTENTS))),
    self_evaluation_sheet.NAME: frozenset((*_OF_FORMS, "来源", *MONEY_LABELS, TOTAL_LABEL)),
    indicator_sheet.NAME: frozenset(
        (*_OF_FORMS, "文件", "工作表", "表单", "一级指标", "二级指标", "三级指标", *(label for _, label in VALUES))
    ),
    finding_rows.NAME: frozenset((*_OF_FORMS, "规则", "问题类型", "文件", "工作表", "栏目", "问题")),
}
"""Columns of which two summaries are compared, by sheet: what stands there is told as a change."""


def snapshot_of(batch: Batch) -> Snapshot:
    """Return what the summary of a batch lists."""
    places = [(form, _place(form)) for form in batch.counted]
    return Snapshot(
        tuple(_form(form, place) for form, place in places),
        tuple(each for form, place in places for each in _indicators(form, place)),
        tuple(_finding(each) for each in in_order(batch.findings) if each.because != "superseded"),
    )


def snapshots_of(batch: Batch, forms: Iterable[Form]) -> dict[Source, Snapshot]:
    """Return what the summary of a batch lists about each of some forms."""
    found: dict[tuple[str, str, str], list[FindingState]] = {}
    for each in in_order(batch.findings):
        if each.because != "superseded":
            found.setdefault((each.file, each.sheet, each.form), []).append(_finding(each))
    snapshots = {}
    for form in forms:
        place, source = _place(form), form.source
        own = tuple(found.get((source.file, source.sheet, source.range), ()))
        snapshots[source] = Snapshot((_form(form, place),), tuple(_indicators(form, place)), own)
    return snapshots


def text_of(value: object) -> str:
    """Return a value of a cell as its text: the same for the batch and for a workbook that was read again."""
    if isinstance(value, str):
        return _fitted(value)
    if isinstance(value, (date, datetime)):
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else value.isoformat()[:10]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.is_finite() else str(value)
    return "" if value is None else fit_for_cell(fit_for_xml(str(value)))


@lru_cache(maxsize=8192)
def _fitted(text: str) -> str:
    return text if fits(text) else fit_for_cell(fit_for_xml(text))


def amount_text(value: object) -> str:
    """Return an amount as it is shown, with separators and two decimals; text that is none as it stands."""
    return f"{value:,.2f}" if isinstance(value, Decimal) else text_of(value)


def _place(form: Form) -> FormPlace:
    source = form.source
    texts = (form.year, form.text("/unit"), form.text("/project_name"), source.file, source.sheet)
    return FormPlace(FORM_KINDS[form.kind], *map(text_of, texts))


def _form(form: Form, place: FormPlace) -> FormState:
    cell = form.source.cell
    contents = [_state(form, "/department", DEPARTMENT, text_of(shown_body(form.text("/department"))))]
    if form.kind == "declaration":
        amounts = _amounts(form, AMOUNT_LABELS, AMOUNTS)
        contents += [_state(form, name, label, _text(form, name)) for name, label in CONTENTS]
    else:
        total = _state(form, "/total_score", TOTAL_LABEL, text_of(form.amount("/total_score")))
        amounts = (*_amounts(form, MONEY_LABELS, MONEY), total)
    return FormState(place, cell, amounts, tuple(contents))


def _amounts(form: Form, labels: Sequence[str], names: Iterable[tuple[str, str]]) -> tuple[FieldState, ...]:
    pairs = zip(labels, names, strict=True)
    return tuple(_state(form, name, label, amount_text(amount_in(form.get(name)))) for label, (name, _) in pairs)


def _state(form: Form, name: str, label: str, text: str) -> FieldState:
    field = form.get(name)
    return FieldState(label, text, (field.cell if field else None) or "")


def _text(form: Form, name: str) -> str:
    """Return a field as its column lists it: a date that could not be read as it stands."""
    field = form.get(name)
    if field is None:
        return ""
    if field.value is None and name in ("/start_date", "/end_date"):
        return text_of(field.raw.strip())
    return text_of(field.value)


def _indicators(form: Form, place: FormPlace) -> Iterable[IndicatorState]:
    names = VALUES if form.kind == "self_evaluation" else VALUES[:1]
    for fields in form.rows:
        level1, level2, level3 = (text_of(field_text(fields, level)) for level in ("level1", "level2", "level3"))
        values = tuple(_indicator_state(fields, name, label) for name, label in names)
        yield IndicatorState(place, (level1, level2, level3), values, cell_of(fields))


def _indicator_state(fields: Mapping[str, Field], name: str, label: str) -> FieldState:
    field = fields.get(name)
    if field is None:
        return FieldState(label, "")
    value = field.value if isinstance(field.value, Decimal) else field_text(fields, name)
    return FieldState(label, text_of(value), field.cell or "")


def own_unit(unit: str, project: str, file: str) -> str:
    """Return the unit of a finding, empty for one about a file: the 校验结果 shows who may have sent it, and may learn more."""
    return unit if project or not file else ""


def _finding(finding: Finding) -> FindingState:
    return FindingState(
        rule=text_of(finding.rule),
        title=text_of(finding.title),
        unit=text_of(own_unit(finding.unit, finding.project, finding.file)),
        project=text_of(finding.project),
        file=text_of(finding.file),
        sheet=text_of(finding.sheet),
        cell=text_of(finding.cell),
        label=text_of(finding.label),
        message=text_of(finding.message),
        waived=not finding.stands,
    )
