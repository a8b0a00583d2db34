"""What a handed-out self-evaluation works out and says about itself while it is filled: rate, scores, total, and their slips.

The formulas are those of ``schemas/scoring.json`` (handbook 3.3); each check is a slip that a rule finds when the form comes
back (named beside it).  Formulas use nothing that Excel 2010, WPS or LibreOffice lack.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlperf.forms.form import Target
from xlperf.forms.values.target import parse_target
from xlperf.handout.evaluation_form import (
    BUDGET,
    EXECUTED,
    INITIAL,
    RATE,
    RESULT,
    SCORE,
    SOURCES,
    TOTAL_SCORE,
    TOTAL_WEIGHT,
    HandedEvaluation,
)
from xlperf.handout.live_checks import Check, blank, quoted

_CENT = "0.005"
_NEAR = "0.1"
"""By how much a score may differ from the formula without a word (handbook 3.3: units print one decimal, or cut)."""
_UPWARDS, _DOWNWARDS = ("≥", ">", "="), ("≤", "<")
_FORMULAS = 8
"""Conditions in one formula, which Excel ends at 8,192 characters."""
_COLUMNS = {INITIAL: "年初预算数", BUDGET: "全年预算数", EXECUTED: "全年执行数"}


def worked_out(form: HandedEvaluation) -> dict[str, tuple[str, str]]:
    """Return the formulas that stand in the form itself, each with its number format, by the field."""
    at = form.handed.at
    budget, executed = at(f"/funding/total/{BUDGET}"), at(f"/funding/total/{EXECUTED}")
    known = f"AND(COUNT({budget},{executed})=2,N({budget})>0)"
    scores, weights = form.handed.column("score"), form.handed.column("weight")
    full = form.execution_weight
    return {
        RATE: (f'IF({known},ROUND({executed}/{budget},4),"")', "0.00%"),
        SCORE: (f'IF({known},ROUND(MIN(1,{executed}/{budget})*{full},2),"")', "General"),
        TOTAL_WEIGHT: (f"{full}+SUM({weights})", "General"),
        TOTAL_SCORE: (f'IF(COUNT({scores})=0,"",ROUND(N({at(SCORE)})+SUM({scores}),2))', "General"),
    }


def evaluation_checks(form: HandedEvaluation, sheet: str) -> tuple[Check, ...]:
    """Return the checks of a form, in the order in which it is filled."""
    return tuple(_Checks(form, sheet).all())


def row_faults(form: HandedEvaluation, row: int, prefix: str = "") -> dict[str, str]:
    """Return the conditions under which a cell of a row is to be looked at, by the key of its column."""
    weight, actual, score, note = (f"{prefix}{form.cell(row, key)}" for key in ("weight", "actual", "score", "deviation_note"))
    is_lower = f"AND(COUNT({weight},{score})=2,N({score})<N({weight})-{_CENT})"
    faults = {
        "actual": f"AND(LEN({form_name(form, row, prefix)})>0,{blank(actual)})",
        "score": f"OR(AND(LEN({form_name(form, row, prefix)})>0,COUNT({score})=0),"
        f"AND(COUNT({weight},{score})=2,OR(N({score})>N({weight})+{_CENT},N({score})<0)))",
        "deviation_note": f"AND({is_lower},{blank(note)})",
    }
    expected = _expected(form, row, prefix)
    if expected:
        faults["formula"] = f"IF(AND(COUNT({weight},{score})=2,ISNUMBER({expected})),ABS({score}-{expected})>{_NEAR},FALSE)"
    return faults


def form_name(form: HandedEvaluation, row: int, prefix: str) -> str:
    """Return the cell of the name of an indicator."""
    return f"{prefix}{form.cell(row, 'level3')}"


def _expected(form: HandedEvaluation, row: int, prefix: str) -> str:
    """Return the score by the formula, no number where the result is none; empty for a target without a number of its own."""
    field = form.handed.form.rows[row].get("target")
    target = parse_target(str(field.value)) if field is not None and field.value is not None else None
    if not isinstance(target, Target) or target.number is None or target.operator not in (*_UPWARDS, *_DOWNWARDS):
        return ""
    if target.kind != "quantitative" or target.number <= 0:
        return ""
    weight, actual = f"{prefix}{form.cell(row, 'weight')}", f"{prefix}{form.cell(row, 'actual')}"
    unit = (target.unit or "").replace('"', '""')
    bare = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({actual},"(",""),")",""),"{unit}","")' if unit else actual
    result, wanted = f"VALUE({bare})", f"{target.number:f}"
    share = f"{result}/{wanted}" if target.operator in _UPWARDS else f"1-({result}-{wanted})/{wanted}"
    return f'IFERROR(ROUND({weight}*MAX(0,MIN(1,{share})),2),"")'


class _Checks:
    def __init__(self, form: HandedEvaluation, sheet: str) -> None:
        self._form, self._prefix = form, f"{quoted(sheet)}!"
        self._rows = range(len(form.handed.rows))

    def _at(self, name: str) -> str:
        return f"{self._prefix}{self._form.handed.at(name)}"

    def _column(self, key: str) -> str:
        return f"{self._prefix}{self._form.handed.column(key)}"

    def all(self) -> Iterator[Check]:
        yield from self._money()
        goal, done = self._at("/budget_goal"), self._at(RESULT)
        said = "还没有写实际完成情况"
        yield Check("实际完成情况", blank(done), said, True, True, said)  # SELF-017
        same = f"AND(LEN({done})>0,TRIM({done})=TRIM({goal}))"
        yield Check("完成情况不照抄", same, "实际完成情况照抄了预算目标，请写实际做到的", must=False)  # SELF-036
        yield self._weights()
        yield from self._rows_checks()

    def _money(self) -> Iterator[Check]:
        wanted = [f"/funding/total/{BUDGET}", f"/funding/total/{EXECUTED}"]
        lacks = f"COUNT({','.join(map(self._at, wanted))})<2"
        said = "还没有填年度资金总额的全年预算数、全年执行数"
        yield Check("资金已填", lacks, said, True, True, said)  # SELF-008, SELF-029
        every = ",".join(self._at(f"/funding/{row}/{key}") for row in ("total", *SOURCES) for key in _COLUMNS)
        yield Check("金额是数字", f"COUNTA({every})>COUNT({every})", "金额只写数字，不写“元”“万元”和别的文字")  # FILE-014
        yield Check("金额不为负", f"MIN({every})<0", "金额不能是负数")  # FUND-007
        for key in (BUDGET, EXECUTED):
            whole, parts = self._at(f"/funding/total/{key}"), ",".join(self._at(f"/funding/{row}/{key}") for row in SOURCES)
            differs = f"AND(COUNT({whole},{parts})>0,ABS(N({whole})-SUM({parts}))>{_CENT})"
            shown = f'"{_COLUMNS[key]} "&TEXT(N({whole}),"#,##0.00")&" 不等于下面各项之和 "&TEXT(SUM({parts}),"#,##0.00")'
            yield Check(f"{_COLUMNS[key]}的构成", differs, shown)  # SELF-009
        budget, executed = (self._at(each) for each in wanted)
        above = f"IF(COUNT({budget},{executed})=2,{executed}>{budget}+{_CENT},FALSE)"
        yield Check("执行数与预算数", above, "全年执行数大于全年预算数")  # SELF-007

    def _weights(self) -> Check:
        total, full = self._at(TOTAL_WEIGHT), self._form.full_weight
        first = self._form.execution_weight + sum((weight_of(self._form, row) for row in self._rows), Decimal(0))
        said = f'"分值合计是 "&{total}&"，应为 {full}"'
        fails = f"ABS({total}-{full})>{_CENT}"
        return Check("分值合计", fails, said, True, first != full, f"分值合计是 {first}，应为 {full}")  # SELF-001

    def _rows_checks(self) -> Iterator[Check]:
        names, actuals, scores = (self._column(each) for each in ("level3", "actual", "score"))
        open_ = f"SUMPRODUCT((LEN({names})>0)*((LEN({actuals})=0)+(LEN({scores})=0)>0))"
        count = sum(bool(row.get("level3") and row["level3"].value) for row in self._form.handed.form.rows)
        first = f"有 {count} 行没有填实际完成值或得分"
        said = f'"有 "&{open_}&" 行没有填实际完成值或得分"'
        yield Check("完成值和得分", f"{open_}>0", said, True, bool(count), first)  # SELF-004, SELF-016
        weights, notes = self._column("weight"), self._column("deviation_note")
        above = f"SUMPRODUCT(ISNUMBER({scores})*ISNUMBER({weights})*({scores}>{weights}))"
        yield Check("得分不超过分值", f"{above}>0", f'"有 "&{above}&" 行的得分高于分值"')  # SELF-003
        silent = f"SUMPRODUCT(ISNUMBER({scores})*ISNUMBER({weights})*({scores}<{weights})*(LEN({notes})=0))"
        yield Check("扣分有原因", f"{silent}>0", f'"有 "&{silent}&" 行扣了分，没有写偏差原因和改进措施"', must=False)  # SELF-013
        found = [faults["formula"] for row in self._rows if "formula" in (faults := row_faults(self._form, row, self._prefix))]
        for first_row in range(0, len(found), _FORMULAS):
            some = found[first_row : first_row + _FORMULAS]
            title = "得分与完成值" if len(found) <= _FORMULAS else f"得分与完成值（{first_row // _FORMULAS + 1}）"
            yield Check(
                title, f"OR({','.join(some)})", "有的得分与按完成值计算的不同（黄色的格子）", must=False
            )  # SELF-011, SELF-012


def weight_of(form: HandedEvaluation, row: int) -> Decimal:
    """Return the 分值 that a row is handed out with, 0 for none."""
    field = form.handed.form.rows[row].get("weight")
    return field.value if field is not None and isinstance(field.value, Decimal) else Decimal(0)
