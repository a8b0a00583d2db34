"""指标明细: a row an indicator, its target split into sign, number and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, Link, SheetWriter, Value
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import Field, Form, Target, TargetKind
from xlperf.rules.facts.scores import LineScore
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.figures import cell_number

NAME = "指标明细"
KIND_COLUMN = 1
"""Column that tells declarations from self-evaluations."""

PROJECT_NAME, LEVEL3, TARGET_TEXT = 3, 8, 13

_TARGET_KINDS: Mapping[TargetKind, str] = {"quantitative": "定量", "time": "时间", "qualitative": "定性"}

_COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, "count"),
    Column("表单", 7, "center"),
    Column("实施单位", 13),
    Column("项目名称", 16),
    Column("项目类别", 8, "center"),
    Column("年度", 6, "year"),
    Column("一级指标", 10, "center"),
    Column("二级指标", 16, "center"),
    Column("三级指标", 20),
    Column("符号", 5, "center"),
    Column("数值", 10, "number"),
    Column("计量单位", 7.5, "center"),
    Column("类型", 6, "center"),
    Column("指标值原文", 17),
)
_RESULTS: tuple[Column, ...] = (
    Column("实际完成值", 20),
    Column("分值", 7, "number"),
    Column("得分", 7, "number"),
    Column("重算得分", 7, "number"),
    Column("偏差原因和改进措施", 30),
)
_PLACE: tuple[Column, ...] = (
    Column("文件", 26),
    Column("工作表", 11),
    Column("单元格", 7, "jump"),
)


def write_indicators(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 指标明细 of the forms that enter the totals; return how many rows it has.

    What a self-evaluation adds (actual value, weight, score, the score by formula and
    the reason) has its columns when there is one.
    """
    forms = context.batch.counted
    with_results = any(form.kind == "self_evaluation" for form in forms)
    columns = (*_COLUMNS, *(_RESULTS if with_results else ()), *_PLACE)
    writer.columns(columns)
    writer.page(frozen_columns=4, printed=len(columns) - len(_PLACE))
    first = writer.header()
    styles = [writer.theme.style(column.role) for column in columns]
    row = first
    for form in forms:
        for values in _rows(form, context, with_results, row - first + 1):
            writer.row(row, values, styles)
            row += 1
    count = row - first
    writer.print_rows(max(first, row - 1), row - 1 if count else HEADER_ROW)
    writer.worksheet.autofilter(HEADER_ROW, 0, max(first, row - 1), len(columns) - 1)
    writer.worksheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{_last_column(columns)}{max(first, row) + 1}"})
    note = f"共 {count} 条指标，来自 {len(forms)} 张表。点击“单元格”可打开报送文件中的对应位置。"
    if with_results:
        note += "“重算得分”只列可按公式计算的指标，供核对。"
    writer.heading("绩效指标明细", note + writer.limits_note())
    return count


def _last_column(columns: tuple[Column, ...]) -> str:
    return chr(ord("A") + len(columns) - 1)


def _rows(form: Form, context: SummaryContext, with_results: bool, number: int) -> Iterator[list[Value]]:
    source = form.source
    year = form.value("/year")
    head: list[Value] = [
        FORM_KINDS[form.kind],
        form.text("/unit"),
        form.text("/project_name"),
        form.text("/category"),
        year if isinstance(year, int) else None,
    ]
    scores = context.batch.scores.get(source)
    for index, fields in enumerate(form.rows):
        cell = cell_of(fields)
        yield [
            number + index,
            *head,
            field_text(fields, "level1"),
            field_text(fields, "level2"),
            field_text(fields, "level3"),
            *_target(fields),
            *(_results(fields, scores.lines[index] if scores else None) if with_results else ()),
            source.file,
            source.sheet,
            Link(context.links.to(source.file, source.sheet, cell), cell),
        ]


def cell_of(fields: Mapping[str, Field]) -> str:
    """Return the cell of the target, or else of the first field of the row that has one."""
    for name in ("target", "level3", *fields):
        if name in fields and fields[name].cell:
            return fields[name].cell or ""
    return ""


def field_text(fields: Mapping[str, Field], name: str) -> str:
    """Return a field of a row as it is listed, empty when there is none."""
    field = fields.get(name)
    if field is None:
        return ""
    if isinstance(field.value, Target):
        return field.value.text
    return field.raw.strip() if field.value is None else str(field.value)


def _target(fields: Mapping[str, Field]) -> tuple[Value, ...]:
    field = fields.get("target")
    if field is None or not isinstance(field.value, Target):
        return None, None, None, None, field_text(fields, "target")
    target = field.value
    return target.operator, _number(target.number), target.unit, _TARGET_KINDS[target.kind], target.text


def _results(fields: Mapping[str, Field], line: LineScore | None) -> tuple[Value, ...]:
    formula = None if line is None else _number(line.formula)
    actual, reason = field_text(fields, "actual"), field_text(fields, "deviation_note")
    return actual, _score(fields, "weight"), _score(fields, "score"), formula, reason


def _score(fields: Mapping[str, Field], name: str) -> Value:
    field = fields.get(name)
    if field is None:
        return None
    return _number(field.value) if isinstance(field.value, Decimal) else field.raw.strip()


def _number(number: Decimal | None) -> float | str | None:
    """Return a number for its cell, as text where a cell could not hold it exactly."""
    if number is None:
        return None
    exact = cell_number(number)
    return str(number) if exact is None else exact
