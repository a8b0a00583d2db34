"""The batch as tables: files, projects, indicators, findings, each column documented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from xlperf.data.words import ADDRESSEES, FORM_KINDS, SEVERITY_NAMES
from xlperf.forms.form import Form, Source
from xlperf.forms.record import form_record
from xlperf.run.results import Batch

ColumnKind = Literal["text", "integer", "number", "money"]
Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name for queries, what people call it, and what it holds; money is in 元."""

    name: str
    title: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table: its name for queries, what people call it, its columns and rows."""

    name: str
    title: str
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[Value, ...], ...] = ()

    def with_rows(self, rows: Iterable[tuple[Value, ...]]) -> ExportTable:
        """Return the table with these rows."""
        return replace(self, rows=tuple(rows))


_FATES = {"read": "已读取", "refused": "未能读取", "passed_over": "按规则跳过"}
_DECLARED = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_carryover", "annual_other")
_NO_MONEY = ("execution_rate", "score", "total_score")
_EVALUATED = ("initial_budget", "full_year_budget", "executed", "execution_rate", "score")

_FILES = (
    *(ExportColumn("file", "文件"), ExportColumn("via", "所在的压缩包、邮件或汇总表"), ExportColumn("fate", "处理结果")),
    *(ExportColumn("reason", "原因"), ExportColumn("message", "说明"), ExportColumn("forms", "表数", "integer")),
    *(ExportColumn("size", "大小（字节）", "integer"), ExportColumn("sha256", "SHA-256")),
)
_PROJECTS = (
    *(ExportColumn("id", "编号", "integer"), ExportColumn("counted", "计入汇总（1 是，0 否）", "integer")),
    *(ExportColumn("form", "表种"), ExportColumn("year", "年度", "integer"), ExportColumn("department", "主管部门")),
    *(ExportColumn("unit", "实施单位"), ExportColumn("project_name", "项目名称"), ExportColumn("nature", "项目性质")),
    *(ExportColumn("category", "项目类别"), ExportColumn("start_date", "计划开始日期"), ExportColumn("end_date", "计划完成日期")),
    *(
        ExportColumn(name, title, "number" if name in _NO_MONEY else "money")
        for name, title in zip(
            (*_DECLARED, *_EVALUATED, "total_score"),
            (
                *("项目资金总额", "其中：财政资金", "其他资金", "年度资金申请总额", "当年财政拨款", "上年结转资金", "年度其他资金"),
                *("年初预算数", "全年预算数", "全年执行数", "执行率（%）", "执行率得分", "自评总分"),
            ),
            strict=True,
        )
    ),
    *(ExportColumn("overall_goal", "项目总目标"), ExportColumn("annual_goal", "年度总体目标")),
    *(
        ExportColumn("verdict", "校验结果"),
        ExportColumn("file", "文件"),
        ExportColumn("sheet", "工作表"),
        ExportColumn("range", "范围"),
    ),
)
_INDICATORS = (
    *(ExportColumn("project_id", "项目编号", "integer"), ExportColumn("number", "序号", "integer")),
    *(ExportColumn(f"level{each}", f"{name}级指标") for each, name in enumerate("一二三", start=1)),
    *(
        ExportColumn(f"{side}{name}", f"{title}{what}", "number" if name == "_number" else "text")
        for side, title in (("target", "指标值"), ("actual", "实际完成值"))
        for name, what in (("", ""), ("_kind", "类型"), ("_operator", "符号"), ("_number", "数值"), ("_unit", "单位"))
    ),
    *(ExportColumn("weight", "分值", "number"), ExportColumn("score", "得分", "number")),
    *(ExportColumn("deviation_note", "偏差原因和改进措施"), ExportColumn("cell", "单元格")),
)
_FINDINGS = (
    *(ExportColumn("rule", "规则"), ExportColumn("severity", "级别"), ExportColumn("title", "问题类型")),
    *(ExportColumn("unit", "实施单位"), ExportColumn("project", "项目名称"), ExportColumn("file", "文件")),
    *(ExportColumn("sheet", "工作表"), ExportColumn("cell", "单元格"), ExportColumn("label", "栏目")),
    *(ExportColumn("found", "原值"), ExportColumn("expected", "应为"), ExportColumn("message", "问题")),
    *(ExportColumn("suggestion", "修改建议"), ExportColumn("basis", "依据"), ExportColumn("waived", "豁免原因")),
    *(ExportColumn("stands", "计入问题数（1 是，0 否）", "integer"), ExportColumn("state", "状态")),
    *(ExportColumn("aside", "不计的原因"), ExportColumn("explanation", "单位说明"), ExportColumn("addressee", "由谁处理")),
)

COLUMNS_TABLE = ExportTable(
    "columns", "列", (ExportColumn("table", "表"), ExportColumn("column", "列名"), ExportColumn("title", "含义"))
)
"""What every column of the other tables is."""


def export_tables(batch: Batch) -> tuple[ExportTable, ...]:
    """Return the tables of a batch, rows in the order of its files."""
    forms = [form for file in batch.files for form in file.forms]
    return (
        ExportTable("files", "文件", _FILES, tuple(_files(batch))),
        ExportTable("projects", "项目", _PROJECTS, tuple(_projects(batch, forms))),
        ExportTable("indicators", "指标", _INDICATORS, tuple(_indicators(forms))),
        ExportTable("findings", "问题", _FINDINGS, tuple(_findings(batch))),
    )


def _files(batch: Batch) -> Iterator[tuple[Value, ...]]:
    for each in batch.files:
        fate, told = _FATES[each.fate], f"{each.message}{each.hint}"
        yield each.file, each.via or None, fate, each.reason or None, told or None, len(each.forms), each.size, each.sha256 or None


def _projects(batch: Batch, forms: Iterable[Form]) -> Iterator[tuple[Value, ...]]:
    counted: set[Source] = {form.source for form in batch.counted}
    listed = list(forms)
    verdicts = batch.verdicts(form.source for form in listed)
    for number, form in enumerate(listed, start=1):
        record = form_record(form)
        funding: dict[str, Any] = record.get("funding") or {}
        money: dict[str, Any] = (funding.get("total") or {}) if form.kind == "self_evaluation" else funding
        amounts = [_number(money.get(name)) for name in (*_DECLARED, *_EVALUATED)]
        yield (
            number,
            int(form.source in counted),
            FORM_KINDS.get(form.kind, form.kind),
            *(record.get(name) for name in ("year", "department", "unit", "project_name", "nature", "category")),
            *(record.get(name) for name in ("start_date", "end_date")),
            *amounts,
            _number(record.get("total_score")),
            record.get("overall_goal"),
            record.get("annual_goal") or record.get("budget_goal"),
            verdicts[form.source],
            form.source.file,
            form.source.sheet,
            form.source.range,
        )


def _indicators(forms: Iterable[Form]) -> Iterator[tuple[Value, ...]]:
    for number, form in enumerate(forms, start=1):
        record = form_record(form)
        for index, row in enumerate(record["indicators"]):
            cells = (f"/indicators/{index}/{name}" for name in ("level3", "target", "actual"))
            yield (
                number,
                index + 1,
                *(row.get(f"level{each}") for each in (1, 2, 3)),
                *_phrase(row.get("target")),
                *_phrase(row.get("actual")),
                _number(row.get("weight")),
                _number(row.get("score")),
                row.get("deviation_note"),
                next((record["cells"][each] for each in cells if each in record["cells"]), None),
            )


def _findings(batch: Batch) -> Iterator[tuple[Value, ...]]:
    for each in batch.findings:
        said: dict[str, Value] = {"severity": SEVERITY_NAMES[each.severity], "addressee": ADDRESSEES[each.addressee]}
        said["stands"] = int(each.stands)
        yield tuple(said.get(column.name, getattr(each, column.name) or None) for column in _FINDINGS)


def _phrase(value: Any) -> tuple[Value, ...]:
    if not isinstance(value, dict):
        return value, None, None, None, None
    return value.get("text"), value.get("kind"), value.get("operator"), _number(value.get("number")), value.get("unit")


def _number(value: Any) -> Value:
    """Return a decimal of the record as such; a text that is no number stays text."""
    try:
        return Decimal(value) if isinstance(value, str) else value
    except ArithmeticError:
        return str(value)
