"""Forms made by hand for the tests: faultless invented ones, changed where a test asks.

``declaration()`` and ``self_evaluation()`` are consistent in themselves: their sums
agree, their dates span the form year, their texts are our own.  Every name below may
be overridden by keyword; a row of indicators is a tuple of texts.

    declaration(annual=Decimal("100.00"))            # breaks FUND-002
    declaration(unit=None)                           # a blank cell
    declaration(annual=entry(None, "约十万", "not_a_number"))
    declaration(rows=[("产出指标", "数量指标", "开展活动场次", "≥12(场)")])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from xlperf.forms.form import AmountUnit, Field, Form, FormKind, Note, Remark, Source, Target, TargetKind, Value

_PHRASE = re.compile(r"(≥|≤|=|>|<)?\s*(-?\d+(?:\.\d+)?)\s*(?:\(([^()]+)\)|(%|[^\s\d()]{0,4}))")
_TIME = re.compile(r"\d{1,2}月|\d季度|全年|每(年|季度|月|周|日)|\d{4}年")


@dataclass(frozen=True, slots=True)
class entry:
    """A field whose raw text differs from its value, with the reader's notes."""

    value: Value
    raw: str
    notes: tuple[Note, ...]

    def __init__(self, value: Value, raw: str, *notes: Note) -> None:
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "notes", notes)


def target(phrase: str) -> Target:
    """Split a target phrase such as ≥95(%) or 11月底前; enough for tests, no more."""
    found = _PHRASE.fullmatch(phrase)
    if found and not _TIME.search(phrase):
        operator, number, bracketed, bare = found.groups()
        return Target(phrase, "quantitative", operator, Decimal(number), bracketed or bare or None)
    kind: TargetKind = "time" if _TIME.search(phrase) else "qualitative"
    return Target(phrase, kind)


def _shown(value: Value) -> str:
    if isinstance(value, Target):
        return value.text
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return "" if value is None else str(value)


def _field(name: str, label: str, given: object, cell: str) -> Field:
    if isinstance(given, entry):
        return Field(name, label, given.value, given.raw, cell, given.notes)
    value = cast(Value, given)
    return Field(name, label, value, _shown(value), cell)


DECLARATION_ROWS: tuple[tuple[str, ...], ...] = (
    ("成本指标", "经济成本指标", "单场活动平均费用", "≤15000(元/场)"),
    ("产出指标", "数量指标", "开展阅读推广活动场次", "≥24(场)"),
    ("产出指标", "质量指标", "活动方案通过率", "≥95(%)"),
    ("产出指标", "时效指标", "活动完成时间", "11月底前"),
    ("效益指标", "社会效益指标", "参与读者人次增长率", "≥5(%)"),
    ("满意度指标", "服务对象满意度指标", "参与读者满意度", "≥90(%)"),
)
"""A faultless indicator table of a form of 2025 or later (成本指标 on level 1)."""

_DECLARATION: tuple[tuple[str, str, str, str, object], ...] = (
    ("title", "/title", "表名", "A1", "财政项目支出绩效目标申报表"),
    ("year", "/year", "年度", "A2", 2025),
    ("project_name", "/project_name", "项目名称", "B3", "公共阅读推广项目"),
    ("nature", "/nature", "项目性质", "D3", "其他经常性项目"),
    ("category", "/category", "项目类别", "F3", "特定目标类"),
    ("department", "/department", "主管部门", "B4", "云溪市文化和旅游局"),
    ("unit", "/unit", "实施单位", "D4", "云溪市图书馆"),
    ("start_date", "/start_date", "计划开始日期", "B5", date(2025, 1, 1)),
    ("end_date", "/end_date", "计划完成日期", "D5", date(2025, 12, 31)),
    ("total", "/funding/total", "项目资金总额", "C6", Decimal("480000.00")),
    ("annual", "/funding/annual", "年度资金申请总额", "E6", Decimal("480000.00")),
    ("total_fiscal", "/funding/total_fiscal", "财政资金", "C7", Decimal("480000.00")),
    ("annual_fiscal", "/funding/annual_fiscal", "当年财政拨款", "E7", Decimal("480000.00")),
    ("annual_carryover", "/funding/annual_carryover", "上年结转资金", "E8", Decimal("0.00")),
    ("total_other", "/funding/total_other", "其他资金", "C9", Decimal("0.00")),
    ("annual_other", "/funding/annual_other", "其他资金", "E9", Decimal("0.00")),
    ("overall_goal", "/overall_goal", "项目总目标", "B11", None),
    (
        "annual_goal",
        "/annual_goal",
        "年度总体目标",
        "D11",
        "全年举办阅读推广活动24场，送书进社区和校园，使读者参与面稳步扩大，活动满意度保持在九成以上。",
    ),
)
_DECLARATION_COLUMNS = (
    ("level1", "一级指标", "B"),
    ("level2", "二级指标", "C"),
    ("level3", "三级指标", "D"),
    ("target", "年度指标值", "E"),
)

SELF_EVALUATION_ROWS: tuple[tuple[str | None, ...], ...] = (
    ("产出指标", "数量指标", "开展阅读推广活动场次", "≥24(场)", "25(场)", "20", "20", None),
    ("产出指标", "质量指标", "活动方案通过率", "≥95(%)", "100(%)", "15", "15", None),
    ("产出指标", "时效指标", "活动完成时间", "11月底前", "11月底前", "15", "15", None),
    ("效益指标", "社会效益指标", "参与读者人次增长率", "≥5(%)", "4(%)", "30", "24", "雨季取消两场户外活动，下年改在馆内举办。"),
    ("满意度指标", "服务对象满意度指标", "参与读者满意度", "≥90(%)", "93(%)", "10", "10", None),
)
"""A faultless indicator table: weights 50/30/10, one target missed with its reason."""

_SELF_EVALUATION: tuple[tuple[str, str, str, str, object], ...] = (
    ("title", "/title", "表名", "A1", "财政项目支出绩效自评表"),
    ("year", "/year", "年度", "A2", 2025),
    ("project_name", "/project_name", "项目名称", "C3", "公共阅读推广项目"),
    ("department", "/department", "主管部门", "C4", "云溪市文化和旅游局"),
    ("unit", "/unit", "实施单位", "F4", "云溪市图书馆"),
    *(
        (f"{part}_{column}", f"/funding/{part}/{column}", label, f"{letter}{row}", value)
        for part, row, values in (
            ("total", 6, ("480000.00", "500000.00", "490000.00")),
            ("fiscal", 7, ("480000.00", "480000.00", "470000.00")),
            ("carryover", 8, ("0.00", "20000.00", "20000.00")),
            ("other", 9, ("0.00", "0.00", "0.00")),
        )
        for column, label, letter, value in zip(
            ("initial_budget", "full_year_budget", "executed"),
            ("年初预算数", "全年预算数", "全年执行数"),
            "DEF",
            map(Decimal, values),
            strict=True,
        )
    ),
    ("execution_weight", "/funding/total/weight", "分值", "G6", Decimal("10")),
    ("execution_rate", "/funding/total/execution_rate", "执行率", "H6", Decimal("98.00")),
    ("execution_score", "/funding/total/score", "得分", "I6", Decimal("9.80")),
    ("budget_goal", "/budget_goal", "预算目标", "B11", "全年举办阅读推广活动24场，读者参与面稳步扩大。"),
    (
        "actual_completion",
        "/actual_completion",
        "实际完成情况",
        "F11",
        "全年举办阅读推广活动25场，新增社区服务点两处，参与读者比上年增长百分之四。",
    ),
    ("total_weight", "/total_weight", "总分", "G40", Decimal("100")),
    ("total_score", "/total_score", "得分", "H40", Decimal("93.80")),
)
_SELF_EVALUATION_COLUMNS = (
    *_DECLARATION_COLUMNS,
    ("actual", "实际完成值", "F"),
    ("weight", "分值", "G"),
    ("score", "得分", "H"),
    ("deviation_note", "偏差原因分析及改进措施", "I"),
)


def _row_value(column: str, given: object) -> object:
    if isinstance(given, str) and column in ("target", "actual"):
        return target(given)
    if isinstance(given, str) and column in ("weight", "score"):
        return Decimal(given)
    return given


def _build(
    kind: FormKind,
    table: Iterable[tuple[str, str, str, str, object]],
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[Sequence[object]],
    file: str,
    sheet: str,
    amount_unit: AmountUnit,
    remarks: tuple[Remark, ...],
    overrides: dict[str, object],
) -> Form:
    fields = [_field(pointer, label, overrides.pop(name, value), cell) for name, pointer, label, cell, value in table]
    if overrides:
        raise TypeError(f"no such field: {', '.join(sorted(overrides))}")
    for index, row in enumerate(rows):
        for (column, label, letter), given in zip(columns, row, strict=False):
            pointer = f"/indicators/{index}/{column}"
            fields.append(_field(pointer, label, _row_value(column, given), f"{letter}{13 + index}"))
    source = Source(file, sheet, f"A1:{columns[-1][2]}{12 + len(rows)}", (0, 1, 1))
    return Form(kind, f"tests-{kind}", source, tuple(fields), amount_unit, remarks)


def declaration(
    *,
    rows: Sequence[Sequence[object]] = DECLARATION_ROWS,
    file: str = "云溪市图书馆-公共阅读推广项目.xlsx",
    sheet: str = "申报表",
    amount_unit: AmountUnit = "元",
    remarks: tuple[Remark, ...] = (),
    **overrides: object,
) -> Form:
    """Return a faultless declaration of 2025 in which the named fields are replaced.

    Args:
        rows: level 1, level 2, level 3 and target phrase of each indicator; an
            ``entry`` or ``Target`` may stand for any of them, None for a blank cell.
        overrides: by the short name of a field, such as ``annual`` or ``unit``.
    """
    return _build("declaration", _DECLARATION, _DECLARATION_COLUMNS, rows, file, sheet, amount_unit, remarks, overrides)


def self_evaluation(
    *,
    rows: Sequence[Sequence[object]] = SELF_EVALUATION_ROWS,
    file: str = "云溪市图书馆-公共阅读推广项目-自评.xlsx",
    sheet: str = "自评表",
    amount_unit: AmountUnit = "元",
    remarks: tuple[Remark, ...] = (),
    **overrides: object,
) -> Form:
    """Return a faultless self-evaluation of 2025; a row has target, actual, weight, score, reason after its levels."""
    return _build("self_evaluation", _SELF_EVALUATION, _SELF_EVALUATION_COLUMNS, rows, file, sheet, amount_unit, remarks, overrides)
