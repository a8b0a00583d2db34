"""What every field of a form said when it was summed up (校验码), so that a hand that changes one afterwards is told.

A summary notes a short code a field and a code an indicator of every form that it prints; the level above works them out
again from the printed forms.  Sixteen bits a field: of 65,536 changes one is missed, and no honest form is accused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xlperf.data.names import bare
from xlperf.forms.form import Form, FormKind, Target, Value
from xlperf.forms.money_fields import FUNDING_ROWS, MONEY_FIELDS

CODES_TITLE = "印出来的表的校验码（上一级汇总时用来核对，请不要改动）"
"""The heading of the list of codes on the 来源核对."""

CODES_HEADERS = ("序号", "表单", "年度、实施单位、项目名称", "校验码")
"""The headers of that list; the codes stand under the last."""

NOTE_HEADER = "原文（程序用）"
"""The header of what is noted of a form beside its codes (``as_written.py``)."""

_DIGITS = 4
_MOST_DIGITS = 20
_AS_FAR = 16_000
"""Characters of a text that are compared: a cell holds 32,767, and what is printed of a longer text is cut."""
_APART = " / "
_WEIGHED = (("weight", "分值"), ("score", "得分"))
_HEADS: Mapping[FormKind, tuple[tuple[str, str], ...]] = {
    "declaration": (
        *(("/department", "主管部门"), ("/nature", "项目性质"), ("/category", "项目类别")),
        *(("/start_date", "计划开始日期"), ("/end_date", "计划完成日期")),
        *(("/overall_goal", "项目总目标"), ("/annual_goal", "年度总体目标")),
    ),
    "self_evaluation": (
        *(("/department", "主管部门"), ("/budget_goal", "预算目标"), ("/actual_completion", "实际完成情况")),
        *(("/funding/total/weight", "资金的分值"), ("/funding/total/score", "资金的得分"), ("/total_score", "总分")),
    ),
}
_LATER: Mapping[FormKind, tuple[tuple[str, str], ...]] = {
    "declaration": (),
    "self_evaluation": (
        *((f"/funding/{row}/execution_rate", f"{label}的执行率") for row, label in FUNDING_ROWS),
        *((f"/funding/{row}/{name}", f"{label}的{said}") for row, label in FUNDING_ROWS[1:] for name, said in _WEIGHED),
        ("/total_weight", "分值合计"),
    ),
}
"""Fields that older summaries note no code for: behind all others, so that theirs keep their places."""

_COLUMNS: Mapping[FormKind, tuple[str, ...]] = {
    "declaration": ("level1", "level2", "level3", "target"),
    "self_evaluation": ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_note"),
}


@dataclass(frozen=True, slots=True)
class Altered:
    """What of a form is not as it was: the label of the field or the name of the indicator, and its cell."""

    what: str
    cell: str


def form_title(form: Form) -> str:
    """Return what tells a form from the others of its kind."""
    return _APART.join(bare(form.text(name)) for name in ("/year", "/unit", "/project_name"))


def form_codes(form: Form) -> str:
    """Return the codes of a form: those of its fields, a stroke, and one an indicator."""
    fields = "".join(_code(form.value(name)) for name, _ in _fields(form.kind))
    return f"{fields}-{''.join(_row_codes(form))}"


def altered(form: Form, noted: str) -> Iterator[Altered]:
    """Yield what of a form is not as its codes say; nothing where they are none of this kind."""
    fields, divider, rows = noted.partition("-")
    known = _fields(form.kind)
    least = len(known) - len(_LATER[form.kind])
    if not divider or len(fields) not in (_DIGITS * least, _DIGITS * len(known)) or len(rows) % _DIGITS:
        return
    for (name, label), code in zip(known, _parted(fields), strict=False):
        if _code(form.value(name)) != code:
            found = form.get(name)
            yield Altered(f"“{label}”", (found.cell if found else None) or "")
    codes, own = _parted(rows), list(_row_codes(form))
    if len(codes) != len(own):
        yield Altered(f"指标（汇总时 {len(codes)} 条，现在 {len(own)} 条）", "")
        return
    for row, code, now in zip(form.rows, codes, own, strict=True):
        if code != now:
            third = row.get("level3")
            text = str(third.value) if third is not None and third.value is not None else ""
            yield Altered(f"指标“{text}”这一行", (third.cell if third is not None else None) or "")


def same_value(one: Value, other: Value) -> bool:
    """Tell whether two values say the same, as far as paper shows it."""
    return _said(one) == _said(other)


def _fields(kind: FormKind) -> tuple[tuple[str, str], ...]:
    return (*_HEADS[kind], *MONEY_FIELDS[kind], *_LATER[kind])


def _row_codes(form: Form) -> Iterator[str]:
    for row in form.rows:
        yield _code(*(row[each].value if each in row else None for each in _COLUMNS[form.kind]))


def _parted(codes: str) -> Sequence[str]:
    return [codes[at : at + _DIGITS] for at in range(0, len(codes), _DIGITS)]


def _code(*values: Value) -> str:
    said = "\x1f".join(map(_said, values))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _said(value: Value) -> str:
    """Return a value as compared: what paper cannot show, such as blanks and further decimals, is no change."""
    if isinstance(value, Decimal):
        if not value.is_finite() or value.adjusted() > _MOST_DIGITS:  # beyond all sums, and printed as it stands
            return str(value)
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else bare(value.text if isinstance(value, Target) else str(value))[:_AS_FAR]
