"""Which number of a self-evaluation is at fault where its total, its weights or its rate do not come out.

A total that is right once a score is mended, or a rate that is right once a sum of money is, has the same cause as
what is told of that score or sum; it must neither be told again nor be given another value to become.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlperf.rules.facts.scoring import execution_rate, execution_score

Facts = dict[str, Any]

_NOTHING = Decimal(0)
_A_HUNDREDTH = Decimal("0.01")
_HALF_A_TENTH = Decimal("0.05")
_FULL = 100


def add_score_causes(head: Facts, rows: Sequence[Facts]) -> None:
    """Add to the facts of a self-evaluation what is at fault where its numbers do not go together.

    Args:
        head: of the form, completed in place; rows: of its indicators.
    """
    _add_money(head)
    _add_total(head, rows)
    _add_weights(head, rows)


def _amount(facts: Facts, name: str) -> Decimal | None:
    value = facts.get(name)
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _mended_money(head: Facts) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield budget and spending as they would be if one or both were the sums of their parts, where these differ."""
    budgets = [_amount(head, "total_full_year_budget"), _amount(head, "budget_else")]
    spent = [_amount(head, "total_executed"), _amount(head, "executed_else")]
    pairs = [(budget, executed) for budget in budgets for executed in spent]
    for budget, executed in pairs[1:]:
        if budget is not None and executed is not None:
            yield budget, executed


def _add_money(head: Facts) -> None:
    printed, weight = _amount(head, "execution_rate"), _amount(head, "execution_weight")
    claimed = _amount(head, "execution_score")
    for budget, executed in _mended_money(head):
        head["money_doubt"] = True
        rate = execution_rate(budget, executed)
        if executed <= budget:
            head["spent_told"] = True
        if rate is None:
            continue
        if printed is not None and min(abs(each - rate) for each in (printed, printed * _FULL)) <= _HALF_A_TENTH:
            head["rate_told"] = True
        if claimed is not None and weight is not None and abs(execution_score(rate, weight) - claimed) <= _A_HUNDREDTH:
            head["execution_told"] = True
    over = {part: gap for part in ("fiscal", "carryover", "other") if (gap := _overspent(head, part)) > 0}
    slips = {head.get("budget_slip_of"), head.get("executed_slip_of")}
    mistyped = all(slips.intersection((f"{part}_full_year_budget", f"{part}_executed")) for part in over)
    if over and (_overspent(head, "total") in over.values() or mistyped):
        head["overspent_told"] = True


def _overspent(head: Facts, part: str) -> Decimal:
    budget, executed = _amount(head, f"{part}_full_year_budget"), _amount(head, f"{part}_executed")
    return _NOTHING if budget is None or executed is None else executed - budget


def _add_total(head: Facts, rows: Sequence[Facts]) -> None:
    total, claimed = _amount(head, "total_score"), _amount(head, "score_sum")
    if total is None or claimed is None or total == claimed:
        return
    mended = claimed + sum(map(_must_change, rows), _NOTHING)
    due, execution = _amount(head, "due_execution_score"), _amount(head, "execution_score")
    if due is not None and execution is not None and head.get("execution_gap"):
        mended += due - execution
    by_formula = mended + sum(map(_by_formula, rows), _NOTHING)
    if mended != claimed:
        head["score_told" if abs(total - mended) <= _A_HUNDREDTH else "score_doubt"] = True
    if by_formula != mended and abs(total - by_formula) <= _A_HUNDREDTH:
        head["score_by_formula"] = True
    if mended == claimed:
        _add_score_slip(head, rows, total - claimed)


def _add_score_slip(head: Facts, rows: Sequence[Facts], gap: Decimal) -> None:
    """Mark the only row without a reason that would make the total right with all its marks, and say how many those are.

    Where its result met its target the score was mistyped; of a result that cannot be compared it may as well be the total.
    """
    fitting = [
        row
        for row in rows
        if gap > 0 and row.get("deducted") == gap and row.get("met") is not False and row.get("explained") is not True
    ]
    if len(fitting) == 1:
        head["score_slip_of"] = f"“{fitting[0].get('level3', '')}”得 {fitting[0]['weight'].normalize():f} 分"
        fitting[0]["score_slip"] = fitting[0].get("met") is True


def _must_change(row: Facts) -> Decimal:
    """Return by how much the score of a line changes when what no explanation settles is mended."""
    score, weight = _amount(row, "score"), _amount(row, "weight")
    if score is None:
        return _NOTHING
    if score < 0:
        return -2 * score
    return min(weight - score, _NOTHING) if weight is not None else _NOTHING


def _by_formula(row: Facts) -> Decimal:
    """Return by how much the score of a line that claims too much changes when it becomes that of the formula."""
    score, due = _amount(row, "score"), _amount(row, "due_score")
    if score is None or due is None or "score_gap" not in row or _must_change(row):
        return _NOTHING
    return min(due - score, _NOTHING)


def _add_weights(head: Facts, rows: Sequence[Facts]) -> None:
    weight, due = _amount(head, "execution_weight"), _amount(head, "due_execution_weight")
    if weight is None or any("score" in row and "weight" not in row and "group_weight" not in row for row in rows):
        head["weights_unfilled"] = True
    elif due is not None and weight != due and "weight_sum" in head:
        head["weight_by_execution"] = head["weight_sum"] - weight + due == head["due_weight_sum"]
