"""What the rules look at: a form as plain facts, each mapped back to its field.

A *subject* is what one rule judges at a time: the form, one indicator row, one
field.  Its facts are a flat dictionary of plain values that a JSON Schema can be
held against; a blank field has no fact, so ``required`` reads as "filled".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from xlperf.forms.form import Field, Form, Note, Target, Value
from xlperf.rules.context import Context
from xlperf.rules.words import Vocabulary, bare, department_name

Facts = dict[str, Any]

UNREADABLE: frozenset[Note] = frozenset(("not_a_number", "not_a_date", "error_value", "uncached"))
"""Notes of a field whose value is unknown although something stands in its cell."""

_DECLARATION_FUNDING = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_carryover", "annual_other")
_EXECUTION = {"weight": "execution_weight", "execution_rate": "execution_rate", "score": "execution_score"}
_MONEY_COLUMNS = ("initial_budget", "full_year_budget", "executed")
_SELF_FUNDING = tuple(f"{part}_{column}" for part in ("total", "fiscal", "carryover", "other") for column in _MONEY_COLUMNS)

AMOUNTS = frozenset((*_DECLARATION_FUNDING, *_SELF_FUNDING, "yearly_amount"))
"""Facts that are money in 元."""

FORM_FACTS: Mapping[str, str] = {
    "kind": "表的种类：declaration（申报表）或 self_evaluation（自评表）",
    "title": "表名",
    "year": "表内年度",
    "project_name": "项目名称",
    "nature": "项目性质",
    "category": "项目类别",
    "department": "主管部门",
    "unit": "实施单位",
    "start_date": "计划开始日期",
    "end_date": "计划完成日期",
    "amount_unit": "金额单位（元或万元）",
    **dict.fromkeys(_DECLARATION_FUNDING, "申报表资金（元）"),
    **dict.fromkeys(_SELF_FUNDING, "自评表资金（元）"),
    **dict.fromkeys(_EXECUTION.values(), "自评表预算执行的分值、执行率、得分"),
    "overall_goal": "项目总目标",
    "annual_goal": "年度总体目标（自评表为预算目标）",
    "actual_completion": "实际完成情况",
    "total_weight": "分值合计",
    "total_score": "总分",
    "rows": "全部指标行",
    "yearly_amount": "本年度金额：年度资金申请总额或全年预算数",
    "regime": "指标体系：A（成本在产出下）或 B（成本为一级指标）",
    "nature_class": "项目性质的归类：经常性、一次性、阶段性",
    "start_year": "开始年份",
    "end_year": "完成年份",
    "spans_years": "计划周期是否跨年",
    "own_department": "本部门全称",
    "department_name": "主管部门去掉（汇总）后的名称",
    "batch_year": "本批次年度",
    "unit_missing": "表头没有写金额单位",
    "levels": "出现过的一级、二级指标名称",
    "row_count": "三级指标个数",
    "qualitative_percent": "定性指标所占百分比",
    "annual_goal_length": "年度总体目标字数",
}
"""Every fact of a form, with its meaning; a rule that names another is refused."""

ROW_FACTS: Mapping[str, str] = {
    "index": "第几个指标，从 0 起",
    "sheet_row": "工作表行号",
    "level1": "一级指标（规范名称）",
    "level2": "二级指标（规范名称）",
    "level3": "三级指标名称",
    "printed_level1": "一级指标原文",
    "printed_level2": "二级指标原文",
    "guessed": "一级指标名称无法识别，是推断出来的",
    "target": "指标值原文",
    "target_kind": "指标值种类：quantitative、time、qualitative",
    "operator": "比较符号",
    "number": "数值",
    "measure": "单位",
    "clean_target": "规范写法的指标值",
    "actual": "实际完成值原文",
    "actual_kind": "实际完成值种类",
    "actual_operator": "实际完成值的比较符号",
    "actual_number": "实际完成值的数值",
    "actual_measure": "实际完成值的单位",
    "weight": "分值",
    "score": "得分",
    "deviation_note": "偏差原因分析及改进措施",
}
"""Every fact of an indicator row; the form facts of ``SHARED_FACTS`` are there too."""

SHARED_FACTS = (
    *("kind", "year", "regime", "category", "nature_class", "amount_unit", "unit_missing", "yearly_amount"),
    *("start_date", "end_date", "start_year", "end_year", "spans_years", "rows"),
)
"""Facts of the form that a row and a field know as well."""

FIELD_FACTS: Mapping[str, str] = {
    "name": "字段名（JSON 指针）",
    "field": "字段在规则里的名称",
    "value": "读出的值",
    "read_value": "读出的值，金额按元",
    "raw": "单元格原文",
    "notes": "读取时的说明（如 text_number）",
}
"""Every fact of a single field; the form facts of ``SHARED_FACTS`` are there too."""

DERIVED_FROM: Mapping[str, tuple[str, ...]] = {
    "regime": ("year",),
    "nature_class": ("nature",),
    "start_year": ("start_date",),
    "end_year": ("end_date",),
    "spans_years": ("start_date", "end_date"),
    "yearly_amount": ("annual", "total_full_year_budget"),
    "department_name": ("department",),
    "annual_goal_length": ("annual_goal",),
    "target_kind": ("target",),
    "operator": ("target",),
    "number": ("target",),
    "measure": ("target",),
    "clean_target": ("target",),
    "printed_level1": ("level1",),
    "printed_level2": ("level2",),
    "actual_kind": ("actual",),
    "actual_operator": ("actual",),
    "actual_number": ("actual",),
    "actual_measure": ("actual",),
}
"""Fields that a derived fact is made from: when one of them cannot be read, neither can the fact."""

_KEYS = {
    **{f"/funding/{name}": name for name in _DECLARATION_FUNDING},
    **{
        f"/funding/{part}/{column}": f"{part}_{column}"
        for part in ("total", "fiscal", "carryover", "other")
        for column in _MONEY_COLUMNS
    },
    **{f"/funding/total/{column}": key for column, key in _EXECUTION.items()},
    "/budget_goal": "annual_goal",
}


def fact_name(pointer: str) -> str:
    """Return the fact that holds a field: the last part of its pointer, but for money."""
    known = _KEYS.get(pointer)
    return known if known is not None else pointer.rpartition("/")[2]


_NOTHING_UNREADABLE: Mapping[str, tuple[Note, ...]] = MappingProxyType({})


@dataclass(slots=True)
class Subject:
    """What one rule judges at a time.

    Attributes:
        facts: plain values, blank ones left out.
        fields: the fields behind the facts, blank ones included.
        file: the file it stands in, relative.
        form: the form it belongs to, None for a file or a batch.
        unreadable: notes of the fields whose value is unknown, by fact.
    """

    facts: Facts
    fields: Mapping[str, Field]
    file: str
    form: Form | None = None
    unreadable: Mapping[str, tuple[Note, ...]] = field(default_factory=lambda: _NOTHING_UNREADABLE)


class FormView:
    """The subjects of one form, built once and looked at by every rule.

    Args:
        form: the form.
        context: the circumstances of the run.
        vocabulary: word lists, for the class of 项目性质.
    """

    __slots__ = ("_shared", "form", "head", "rows")

    def __init__(self, form: Form, context: Context, vocabulary: Vocabulary) -> None:
        self.form = form
        head_fields = [each for each in form.fields if not each.name.startswith("/indicators/")]
        fields = {fact_name(each.name): each for each in head_fields}
        facts: Facts = {key: each.value for key, each in fields.items() if each.value is not None}
        facts["kind"] = form.kind
        facts["amount_unit"] = form.amount_unit
        _add_head_facts(facts, form, context, vocabulary)
        rows: list[Facts] = []
        facts["rows"] = rows
        self._shared = {key: facts[key] for key in SHARED_FACTS if key in facts}
        self.rows = tuple(_row_subject(form, index, self._shared) for index in range(len(form.rows)))
        rows.extend(each.facts for each in self.rows)
        _add_row_summary(facts, rows)
        if form.rows:
            fields["last_row"] = _last_row(form)
        self.head = Subject(facts, fields, form.source.file, form, _unreadable(head_fields))

    def fields(self, names: Sequence[str], notes: Sequence[str]) -> Iterator[Subject]:
        """Yield one subject per field of the given facts (all when empty) that carries one of the notes.

        Without notes, every field that is filled counts.
        """
        return field_subjects(self.form, names, notes, self._shared)


def field_subjects(form: Form, names: Sequence[str], notes: Sequence[str], shared: Mapping[str, Any]) -> Iterator[Subject]:
    """Yield the fields of a form as subjects; see ``FormView.fields``.

    Args:
        form: the form.
        names: facts to choose, all when empty.
        notes: notes of which a field must carry one; all filled fields when empty.
        shared: facts of the form that each field knows as well.
    """
    for each in form.fields:
        if notes and not (each.notes and any(note in notes for note in each.notes)):
            continue
        key = fact_name(each.name)
        if (names and key not in names) or (not notes and each.value is None):
            continue
        facts = {**shared, "name": each.name, "field": key, "raw": each.raw, "notes": list(each.notes)}
        if each.value is not None:
            facts["value"] = each.value.text if isinstance(each.value, Target) else each.value
            facts["read_value"] = _read_value(each.value)
        yield Subject(facts, {"value": each}, form.source.file, form)


def _read_value(value: Value) -> str:
    return plain_number(value) if isinstance(value, Decimal) else value.text if isinstance(value, Target) else str(value)


def _unreadable(fields: Iterable[Field]) -> Mapping[str, tuple[Note, ...]]:
    found = {
        fact_name(each.name): each.notes
        for each in fields
        if each.notes and each.value is None and UNREADABLE.intersection(each.notes)
    }
    return found or _NOTHING_UNREADABLE


def _add_head_facts(facts: Facts, form: Form, context: Context, vocabulary: Vocabulary) -> None:
    year, start, end = facts.get("year"), facts.get("start_date"), facts.get("end_date")
    if isinstance(year, int):
        facts["regime"] = "B" if year >= context.regime_switch else "A"
    if isinstance(start, date):
        facts["start_year"] = start.year
    if isinstance(end, date):
        facts["end_year"] = end.year
    if isinstance(start, date) and isinstance(end, date):
        facts["spans_years"] = end.year > start.year
    nature_class = vocabulary.nature_class(facts.get("nature", ""))
    if nature_class:
        facts["nature_class"] = nature_class
    yearly = facts.get("annual", facts.get("total_full_year_budget"))
    if isinstance(yearly, Decimal):
        facts["yearly_amount"] = yearly
    if "department" in facts:
        facts["department_name"] = department_name(facts["department"])
    if context.department:
        facts["own_department"] = department_name(context.department)
    if context.batch_year is not None:
        facts["batch_year"] = context.batch_year
    if any(each.kind == "unit_missing" for each in form.remarks):
        facts["unit_missing"] = True
    if "annual_goal" in facts:
        facts["annual_goal_length"] = len(bare(facts["annual_goal"]))


def _add_row_summary(facts: Facts, rows: list[Facts]) -> None:
    facts["row_count"] = len(rows)
    levels = dict.fromkeys(row["level1"] for row in rows if "level1" in row)
    levels.update(dict.fromkeys(row["level2"] for row in rows if "level2" in row))
    facts["levels"] = list(levels)
    kinds = [row["target_kind"] for row in rows if "target_kind" in row]
    if kinds:
        facts["qualitative_percent"] = round(Decimal(100 * kinds.count("qualitative")) / len(kinds))


def _row_subject(form: Form, index: int, shared: Facts) -> Subject:
    row = form.rows[index]
    facts: Facts = dict(shared)
    facts["index"] = index
    for column, each in row.items():
        value = each.value
        if value is None:
            continue
        if not isinstance(value, Target):
            facts[column] = value
        elif column == "target":
            _add_target(facts, value, "target", "target_kind", "operator", "number", "measure")
        else:
            _add_target(facts, value, column, f"{column}_kind", f"{column}_operator", f"{column}_number", f"{column}_measure")
    for column in ("level1", "level2"):
        if column in facts:
            each = row[column]
            facts[f"printed_{column}"] = each.raw or facts[column]
            if "guessed" in each.notes:
                facts["guessed"] = True
    cell = next((each.cell for each in reversed(tuple(row.values())) if each.cell), None)
    if cell:
        facts["sheet_row"] = int("".join(filter(str.isdigit, cell)))
    return Subject(facts, row, form.source.file, form, _unreadable(row.values()))


def _add_target(facts: Facts, value: Target, text: str, kind: str, operator: str, number: str, measure: str) -> None:
    facts[text] = value.text
    facts[kind] = value.kind
    if value.operator is not None:
        facts[operator] = value.operator
    if value.number is not None:
        facts[number] = value.number
        if text == "target":
            facts["clean_target"] = clean_phrase(value)
    if value.unit is not None:
        facts[measure] = value.unit


def clean_phrase(target: Target) -> str:
    """Return a quantitative target as xlperf writes it: operator, number without idle zeros, (unit)."""
    number = "" if target.number is None else plain_number(target.number)
    unit = f"({target.unit})" if target.unit else ""
    return f"{target.operator or ''}{number}{unit}"


def plain_number(number: Decimal) -> str:
    """Return a number without idle zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _last_row(form: Form) -> Field:
    cell = next((each.cell for each in form.rows[-1].values() if each.cell), None)
    return Field("/indicators", "绩效指标", None, "", cell)
