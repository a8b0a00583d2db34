"""指标明细: a row an indicator, its target split into sign, number and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlperf.book.cell_writer import Link, Value
from xlperf.book.list_columns import Column
from xlperf.book.sheet_writer import HEADER_ROW, SheetWriter
from xlperf.data.words import FORM_KINDS, INDICATORS_SHEET
from xlperf.forms.form import Field, Form, Target, TargetKind
from xlperf.summary.summary_context import SummaryContext
from xlperf.summary.tables.figures import cell_number

NAME = INDICATORS_SHEET
_TARGET_KINDS: Mapping[TargetKind, str] = {"quantitative": "定量", "time": "时间", "qualitative": "定性"}

KIND, PROJECT, LEVEL3, TARGET_TEXT = "表单", "项目名称", "三级指标", "指标值原文"
_NUMBER = Column("序号", 6, "count")
_FORM: tuple[Column, ...] = (
    Column("实施单位", 13),
    Column(PROJECT, 16),
    Column("一级指标", 9.5, "center"),
    Column("二级指标", 16, "center"),
    Column(LEVEL3, 22),
    Column(TARGET_TEXT, 17),
)
_TARGET: tuple[Column, ...] = (
    Column("符号", 5, "center"),
    Column("数值", 10, "number"),
    Column("计量单位", 8, "center"),
    Column("类型", 6, "center"),
)
_HEAD: tuple[Column, ...] = (Column(KIND, 7, "center"), Column("项目类别", 9, "center"), Column("年度", 6, "year"))
_RESULTS: tuple[Column, ...] = (
    Column("实际完成值", 16),
    Column("分值", 6, "number"),
    Column("得分", 6, "number"),
    Column("偏差原因和改进措施", 19),
)
_FORMULA: tuple[Column, ...] = (Column("重算得分", 8, "number"),)
_OTHERS: tuple[Column, ...] = (Column("其他栏目", 24),)
_PLACE: tuple[Column, ...] = (
    Column("文件", 40, "path"),
    Column("工作表", 14, "path"),
    Column("单元格", 7, "jump"),
)


def columns_of(context: SummaryContext) -> tuple[Column, ...]:
    """Return the columns: first those on paper, which with self-evaluations are others than without."""
    others = _OTHERS if has_others(context) else ()
    if not has_results(context):
        return (_NUMBER, *_FORM, *_TARGET, *_HEAD, *others, *_PLACE)
    return (_NUMBER, *_FORM, *_RESULTS, *_TARGET, *_FORMULA, *_HEAD, *others, *_PLACE)


def places(context: SummaryContext) -> Mapping[str, int]:
    """Return the column of each header, 0-based."""
    return {each.header: index for index, each in enumerate(columns_of(context))}


def has_results(context: SummaryContext) -> bool:
    """Tell whether there is a self-evaluation, whose rows hold more."""
    return any(form.kind == "self_evaluation" for form in context.batch.counted)


def has_others(context: SummaryContext) -> bool:
    """Tell whether a form has columns or labels of its bureau's own (指标解释, 项目属性), which are listed under their names."""
    return any(others_of(form) for form in context.batch.counted)


def others_of(form: Form) -> Mapping[int, str]:
    """Return what stands in columns of the bureau's own, by index of the indicator; that of the whole form with its first."""
    found: dict[int, list[str]] = {}
    for each in form.further:
        steps = each.name[1:].split("/")
        if steps[0] == "term_indicators" or each.blank or not form.rows:
            continue
        index = int(steps[1]) if steps[0] == "indicators" else 0
        found.setdefault(index, []).append(f"{each.label}：{each.raw.strip() if each.value is None else each.value}")
    return {index: "；".join(texts) for index, texts in found.items()}


def is_wanted(context: SummaryContext) -> bool:
    """Tell whether there is an indicator to list."""
    return any(form.rows for form in context.batch.counted)


def write_indicators(writer: SheetWriter, context: SummaryContext) -> int:
    """Write the 指标明细 of the forms that enter the totals; return how many rows it has.

    What a self-evaluation adds (actual value, weight, score, the score by formula and
    the reason) has its columns when there is one.
    """
    forms = context.batch.counted
    with_results, with_others, columns = has_results(context), has_others(context), columns_of(context)
    writer.columns(columns)
    writer.page(frozen_columns=3, printed=1 + len(_FORM) + len(_RESULTS if with_results else _TARGET))
    first = writer.header()
    styles = [writer.theme.style(column.role) for column in columns]
    row = first
    for form in forms:
        for values in _rows(form, context, with_results, with_others, row - first + 1):
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


def _rows(form: Form, context: SummaryContext, with_results: bool, with_others: bool, number: int) -> Iterator[list[Value]]:
    source = form.source
    others = others_of(form) if with_others else {}
    names = (form.text("/unit"), form.text("/project_name"))
    head = (FORM_KINDS[form.kind], form.text("/category"), form.year)
    scores = context.batch.scores.get(source)
    for index, fields in enumerate(form.rows):
        cell = cell_of(fields)
        *split, text = _target(fields)
        formula = scores.lines[index].formula if scores else None
        yield [
            number + index,
            *names,
            *(field_text(fields, level) for level in ("level1", "level2", "level3")),
            text,
            *(_results(fields) if with_results else ()),
            *split,
            *((_number(formula),) if with_results else ()),
            *head,
            *((others.get(index),) if with_others else ()),
            source.file,
            source.sheet,
            Link(context.links.to(source.file, source.sheet, cell), cell),
        ]


def cell_of(fields: Mapping[str, Field]) -> str:
    """Return the cell of the target, or else of the first field of the row that has one."""
    for name in ("target", "level3", *fields):
        if name in fields and (cell := fields[name].cell):
            return cell
    return ""


def field_text(fields: Mapping[str, Field], name: str) -> str:
    """Return a field of a row as it is listed, empty when there is none."""
    field = fields.get(name)
    if field is None:
        return ""
    value = field.value
    if isinstance(value, str):
        return value
    if isinstance(value, Target):
        return value.text
    return field.raw.strip() if value is None else str(value)


def _target(fields: Mapping[str, Field]) -> tuple[Value, ...]:
    field = fields.get("target")
    if field is None or not isinstance(field.value, Target):
        return None, None, None, None, field_text(fields, "target")
    target = field.value
    return target.operator, _number(target.number), target.unit, _TARGET_KINDS[target.kind], target.text


def _results(fields: Mapping[str, Field]) -> tuple[Value, ...]:
    actual, reason = field_text(fields, "actual"), field_text(fields, "deviation_note")
    return actual, _score(fields, "weight"), _score(fields, "score"), reason


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
