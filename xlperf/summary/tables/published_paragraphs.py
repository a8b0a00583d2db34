"""Sentences of the published budget and final account, computed from the batch, ready to copy (handbook 6.2).

Money is in 万元 with two decimals, rounded half up once from the exact sum in 元; the
mean score is plain, not weighted by money.  What the forms cannot tell (绩效跟踪,
problems found and mended) is left as a blank to fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlperf.forms.form import Form
from xlperf.rules.facts.form_scores import is_of_nothing_done
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.judging.published_figures import BLANK, DisclosedFigures, disclosed_figures
from xlperf.run.results import Batch


def disclosure_sentences(batch: Batch) -> tuple[tuple[str, str], ...]:
    """Return the heading and text of every sentence, year by year.

    For a year with declarations 绩效目标设置情况 of the budget, for a year with
    self-evaluations 预算绩效管理情况 of the final account.
    """
    found: list[tuple[str, str]] = []
    for year in _years(batch.counted):
        declared, evaluated = _of(batch.counted, year, "declaration"), _of(batch.counted, year, "self_evaluation")
        if declared:
            found.append((f"绩效目标设置情况（{year}年部门预算公开）", goal_sentence(year, declared)))
        if evaluated:
            found.append((f"预算绩效管理情况（{year}年部门决算公开）", management_sentence(batch, year, declared, evaluated)))
    return tuple(found)


def goal_sentence(year: int, declared: Sequence[Form]) -> str:
    """Return the sentence on goals that a budget publishes.

    Args:
        year: of the budget.
        declared: the declarations of that year that enter the totals.
    """
    figures = disclosed_figures(declared, "declaration")
    return (
        f"按照本区预算绩效管理工作的总体要求，本部门 {figures.units} 个预算单位开展了 {year} 年项目预算绩效目标编报工作，"
        f"编报绩效目标的项目 {figures.projects} 个，涉及项目预算资金 {figures.amount} 万元。" + _unread(figures)
    )


def management_sentence(batch: Batch, year: int, declared: Sequence[Form], evaluated: Sequence[Form]) -> str:
    """Return the sentence on performance management that a final account publishes.

    Args:
        batch: gives the grades.
        year: of the account.
        declared: its declarations, where they are in the batch; otherwise a blank is left.
        evaluated: its self-evaluations that enter the totals.
    """
    goals = disclosed_figures(declared, "declaration") if declared else None
    figures = disclosed_figures(evaluated, "self_evaluation")
    goal_figures = f"{goals.projects} 个，涉及预算资金 {goals.amount} 万元" if goals else f"{BLANK} 个，涉及预算资金 {BLANK} 万元"
    return (
        f"{year} 年度，本部门编报绩效目标的项目 {goal_figures}；"
        f"绩效跟踪评价的项目 {BLANK} 个，涉及预算资金 {BLANK} 万元；"
        f"绩效自评的项目 {figures.projects} 个，涉及预算资金 {figures.amount} 万元，{_scores(batch, evaluated)}。"
        f"绩效自评发现问题 {BLANK} 个，已整改 {BLANK} 个，正在整改 {BLANK} 个。" + _unread(figures)
    )


def _scores(batch: Batch, evaluated: Sequence[Form]) -> str:
    """Return the mean score and how many projects earned each grade."""
    scored = [form for form in evaluated if not is_of_nothing_done(form)]
    totals = [total for form in scored if (total := form.amount("/total_score")) is not None and total.is_finite()]
    if not totals:
        return f"平均得分 {BLANK} 分"
    average = round_half_up(sum(totals, Decimal(0)) / len(totals))
    left_out = ((len(evaluated) - len(scored), "已取消"), (len(scored) - len(totals), "总分未填或未能读出"))
    why = "，".join(f"{number} 个项目{each}" for number, each in left_out if number)
    missing = f"（另有 {why}，未计入平均）" if why else ""
    if batch.scoring is None:
        return f"平均得分 {average} 分{missing}"
    grades = [batch.scoring.grade(total) for total in totals]
    counts = "、".join(f"“{each.label}”{grades.count(each.label)} 个" for each in batch.scoring.grades)
    return f"平均得分 {average} 分{missing}，其中评价等级为{counts}"


def _unread(figures: DisclosedFigures) -> str:
    """Return a warning when an amount is missing from a sum, empty otherwise."""
    missing = figures.unread
    return f"【注意：有 {missing} 个项目的金额未填或未能读出，未计入上述金额，更正后再公开。】" if missing else ""


def _years(forms: Iterable[Form]) -> list[int]:
    return sorted({form.year for form in forms if form.year is not None})


def _of(forms: Iterable[Form], year: int, kind: str) -> list[Form]:
    return [form for form in forms if form.kind == kind and form.year == year]
