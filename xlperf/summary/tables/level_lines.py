"""What the 分级汇总 lists, worked out before anything is written: department → unit → category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.names import body_key, shown_body
from xlperf.data.words import NO_CATEGORY, NO_DEPARTMENT, NO_UNIT, RETURN
from xlperf.forms.form import Form
from xlperf.run.results import Batch
from xlperf.summary.tables.figures import amount_in


@dataclass(frozen=True, slots=True)
class LevelLine:
    """The forms of one category of one unit of one department that count.

    Attributes:
        department, unit, category: as they are shown.
        declarations, evaluations: how many forms there are.
        annual: sum of 年度资金申请总额; budget, executed: of 全年预算数 and 全年执行数; all in 元.
        returned: how many of the forms go back.
        errors: findings of severity error that stand on them.
    """

    department: str
    unit: str
    category: str
    declarations: int
    evaluations: int
    annual: Decimal
    budget: Decimal
    executed: Decimal
    returned: int
    errors: int


def has_levels(batch: Batch) -> bool:
    """Tell whether anything was read through a summary of the level below."""
    return any(each.parts for each in batch.files)


def level_lines(batch: Batch) -> tuple[LevelLine, ...]:
    """Return the lines, each department and each unit in one piece, in the order of input."""
    grouped: dict[str, dict[str, dict[str, list[Form]]]] = {}
    for form in batch.counted:
        units = grouped.setdefault(body_key(form.text("/department")), {})
        categories = units.setdefault(body_key(form.text("/unit")), {})
        categories.setdefault(form.text("/category").strip() or NO_CATEGORY, []).append(form)
    errors = _errors(batch)
    return tuple(
        _line(batch, category, forms, errors)
        for units in grouped.values()
        for categories in units.values()
        for category, forms in categories.items()
    )


def _errors(batch: Batch) -> dict[tuple[str, str, str], int]:
    counts: dict[tuple[str, str, str], int] = {}
    for each in batch.findings:
        if each.severity == "error" and each.stands:
            place = each.file, each.sheet, each.form
            counts[place] = counts.get(place, 0) + 1
    return counts


def _line(batch: Batch, category: str, forms: list[Form], errors: dict[tuple[str, str, str], int]) -> LevelLine:
    declared = [each for each in forms if each.kind == "declaration"]
    evaluated = [each for each in forms if each.kind == "self_evaluation"]
    verdicts = batch.verdicts(each.source for each in forms)
    return LevelLine(
        shown_body(forms[0].text("/department")) or NO_DEPARTMENT,
        forms[0].text("/unit").strip() or NO_UNIT,
        category,
        len(declared),
        len(evaluated),
        _sum(declared, "/funding/annual"),
        _sum(evaluated, "/funding/total/full_year_budget"),
        _sum(evaluated, "/funding/total/executed"),
        sum(each == RETURN for each in verdicts.values()),
        sum(errors.get((each.source.file, each.source.sheet, each.source.range), 0) for each in forms),
    )


def _sum(forms: Iterable[Form], name: str) -> Decimal:
    amounts = (amount_in(each.get(name)) for each in forms)
    return sum((each for each in amounts if isinstance(each, Decimal)), Decimal("0.00"))
