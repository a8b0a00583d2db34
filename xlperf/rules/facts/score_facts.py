"""What the rules about scores look at: the recomputed scores of a self-evaluation as plain facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN_PER
from xlperf.forms.values.display import plain_number
from xlperf.rules.facts.direction import same_but_per, same_unit
from xlperf.rules.facts.form_scores import ExecutionScore, FormScores, LineScore
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.facts.scoring_settings import ScoringSettings, Tier
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.facts.subjects.subject import Facts
from xlperf.rules.facts.words.reasons import is_cancelled, is_reason, says_left_undone, says_same

_HUNDRED = Decimal(100)
_NOTHING = Decimal(0)
_HALF_A_TENTH = Decimal("0.05")
_CHANGED = lazy_pattern(
    r"(?:预算|资金|经费)[^。；;]{0,12}(?:调整|调减|调增|追加|追减|压减|收回|核减|减少|增加)|(?:调减|调增|追加|追减|压减|核减|收回)[^。；;]{0,12}(?:预算|资金|经费|万?元)"
)
_PRINTED = lazy_pattern(r"^\s*[\d,，]+(?:[.．](\d+))?\s*[%％]?\s*$")


def add_score_facts(view: FormView, scores: FormScores, settings: ScoringSettings, category: str) -> None:
    """Add the facts of the scores to the form and its rows.

    Args:
        view: the self-evaluation; its facts are completed in place before any rule sees them.
        scores: its recomputed scores.
        settings: what is customary.
        category: 项目类别 of the declaration of the same year, unit and project, which the form takes over;
            empty when it is not in the batch.
    """
    head = view.head.facts
    if category:
        head["category"] = category
    explained = False
    for row, line in zip(view.rows, scores.lines, strict=True):
        facts = row.facts
        if "category" in head:
            facts["category"] = head["category"]
        note = row.fields.get("deviation_note")
        if note is not None and (note.cell is not None or not note.blank):
            above = explained if says_same(str(facts.get("deviation_note", ""))) else None
            explained = facts["explained"] = (
                above if above is not None else is_reason(str(facts.get("deviation_note", "")), settings.words["no_reason"])
            )
        if line.direction != "reverse" and "deviation_note" in facts and _says_left_undone(facts):
            facts["note_says_no"] = True
        _add_line(facts, line, settings)
        _add_units(facts, settings)
    _add_groups(view, scores)
    _add_sums(head, view, scores, settings)
    _add_weight_slip(head, view)
    _add_execution(head, scores.execution, view)
    _add_budget_change(head)
    _add_money_explained(head, settings)
    if is_cancelled(head):
        for each in (head, *head["rows"]):
            each["cancelled"] = True


def _says_left_undone(facts: Facts) -> bool:
    """Tell whether a reason says that a thing was not done; of a cost, that is why it is low."""
    return "成本指标" not in (facts.get("level1"), facts.get("level2")) and says_left_undone(str(facts["deviation_note"]))


def _add_line(facts: Facts, line: LineScore, settings: ScoringSettings) -> None:
    weight, claimed = None if line.shared else line.weight, line.claimed
    facts["no_result"] = line.no_result
    if weight is not None and claimed is not None:
        if claimed >= 0:  # what is below is a slip of the pen, no mark taken off
            facts["deducted"] = weight - claimed
        facts["full"] = claimed == weight
    if line.met is not None:
        facts["direction"], facts["met"] = line.direction, line.met
        if line.formula is not None:
            facts["due_score"] = line.formula
        if line.difference is not None and not (facts.get("explained") and _is_other_formula(line)):
            facts["score_gap"], facts["claims_less"] = abs(line.difference), line.difference < 0
        if line.ratio is not None and line.direction != "reverse" and line.ratio > _HUNDRED and not _is_least_that_meets(facts):
            facts["over"] = round_half_up(line.ratio - _HUNDRED, 1)
    if line.ratio == _HUNDRED and facts.get("operator") in (">", "<"):
        facts["only_equal"] = True
    for name in ("weaker", "says_no", "late", "unanswered", "uncompared"):
        if getattr(line, name):
            facts[name] = True
    if line.outside is not None:
        facts["outside"] = line.outside
    if line.tier is not None and weight is not None and claimed is not None:
        _add_tier(facts, line.tier, weight, claimed)
    if claimed is not None:
        facts["score_decimals"] = max(0, -int(claimed.normalize().as_tuple().exponent))


def _add_weight_slip(head: Facts, view: FormView) -> None:
    """Mark a row that did not miss its target and whose weight is too large by what the sum of all is: it took off no marks."""
    if "weight_sum" not in head or head["weight_sum"] <= head["due_weight_sum"]:
        return
    for row in view.rows:
        if row.facts.get("met") is not False and row.facts.get("deducted") == head["weight_sum"] - head["due_weight_sum"]:
            row.facts["weight_slip"] = True


def _is_least_that_meets(facts: Facts) -> bool:
    """Tell whether a result is the least whole number beyond its target: 2 where more than 1 is wanted."""
    target, actual = facts.get("number"), facts.get("actual_number")
    return facts.get("operator") == ">" and target is not None and actual == target + 1


def _is_other_formula(line: LineScore) -> bool:
    """Tell whether a score is that of the other usual formula for what should be less: weight × target ÷ actual."""
    if line.direction != "reverse" or not line.ratio or line.weight is None or line.claimed is None:
        return False
    return abs(line.claimed - line.weight * _HUNDRED / line.ratio) < _HALF_A_TENTH


def _add_groups(view: FormView, scores: FormScores) -> None:
    """Add to the first of several rows that share one weight what they claim together."""
    rows = view.form.rows
    for at, line in enumerate(scores.lines):
        if not line.shared or line.weight is None:
            continue
        cell = rows[at]["weight"].cell
        beside = zip(rows[at:], scores.lines[at:], strict=True)
        group = [each.claimed for row, each in beside if each.shared and row["weight"].cell == cell]
        view.rows[at].facts["group_weight"] = line.weight
        view.rows[at].facts["group_score"] = sum((each for each in group if each is not None), _NOTHING)


def _add_tier(facts: Facts, tier: Tier, weight: Decimal, claimed: Decimal) -> None:
    """Add the band of a tier: it holds its lowest score, and its highest only where no tier is above."""
    low = weight * tier.lowest / _HUNDRED
    high = weight if tier.below is None else weight * tier.below / _HUNDRED
    facts["tier"] = tier.label
    facts["tier_low"] = plain_number(low)
    facts["tier_high"] = plain_number(high) + ("" if tier.below is None else "（不含）")
    facts["in_tier"] = low <= claimed and (claimed <= high if tier.below is None else claimed < high)


def _add_units(facts: Facts, settings: ScoringSettings) -> None:
    """Add whether the units of target and result differ where both have one; none (0) is none of whatever was counted."""
    if "number" in facts and "actual_number" in facts and "measure" in facts and "actual_measure" in facts:
        one, other = facts["measure"], facts["actual_measure"]
        is_known = "met" in facts or facts["number"] == facts["actual_number"] == 0 or same_unit(one, other, settings.units)
        facts["units_differ"] = not is_known and not same_but_per(one, other, settings.units)


def _add_sums(head: Facts, view: FormView, scores: FormScores, settings: ScoringSettings) -> None:
    head["due_weight_sum"] = settings.total_weight
    head["due_execution_weight"] = settings.execution_weight
    unreadable = {fact for each in (view.head, *view.rows) for fact in each.unreadable}
    weights = [each.weight for each in scores.lines]
    if not unreadable & {"weight", "execution_weight"} and any(each is not None for each in weights):
        head["weight_sum"] = (scores.execution.weight or 0) + sum(each or 0 for each in weights)
        no_place = "execution_weight" in view.head.absent | view.head.columnless
        if no_place and head["weight_sum"] == settings.total_weight - settings.execution_weight:
            counted = head.get("total_weight") == settings.total_weight  # the form has no place for that of the execution
            head["weight_sum" if counted else "due_weight_sum"] = settings.total_weight if counted else head["weight_sum"]
    if scores.score_sum is not None and "score" not in unreadable:
        head["score_sum"] = scores.score_sum
        is_short = _decimals(view, "total_score") == 1
        if is_short and scores.claimed_total == round_half_up(scores.score_sum, 1):
            head["total_score_rounds"] = True
    if scores.total is not None:
        head["recomputed_total"] = scores.total
    if scores.grade:
        head["due_grade"] = scores.grade
    if "grade" in head and (known := settings.known_grade(str(head["grade"]))):
        head["known_grade"] = known
    by_level = scores.weights()
    customary = settings.customary_weights(by_level, head.get("year"), head.get("category", ""))
    if customary is not None and "weight" not in unreadable:
        head["level_weights"] = _level_text(by_level, by_level)
        head["due_level_weights"] = _level_text(by_level, customary)
    scored = [each for each in scores.lines if each.weight]
    head["all_full"] = bool(scored) and all(each.claimed == each.weight for each in scored)


def _level_text(order: Iterable[str], weights: Mapping[str, Decimal]) -> str:
    """Return weights per level 1 as one text, such as 产出 50、效益 30、满意度 10."""
    return "、".join(f"{name.removesuffix('指标')} {plain_number(weights[name])}" for name in order)


def _add_execution(head: Facts, execution: ExecutionScore, view: FormView) -> None:
    if execution.rate is not None and execution.rate < 0:  # FUND-007 tells the amount; a rate of it says nothing
        return
    if execution.rate is not None:
        head["due_rate"] = execution.rate
        head["due_rate_text"] = f"{execution.rate}%"
        if execution.printed_rate is not None:
            rates = (execution.rate, _exact_rate(head, execution.rate))
            gap = _rate_gap(execution.printed_rate, rates, _decimals(view, "execution_rate"))
            low, high = _rates_of_rounded(head, view.form.written_unit) or (execution.rate, execution.rate)
            head["rate_gap"] = _NOTHING if low <= execution.printed_rate <= high else gap
    if execution.formula is not None:
        head["due_execution_score"] = execution.formula
        if execution.claimed is not None:
            places = _decimals(view, "execution_score")
            gap = abs(execution.claimed - execution.formula)
            is_rounded = places == 1 and round_half_up(execution.formula, 1) == execution.claimed
            head["execution_gap"] = _NOTHING if is_rounded or _is_of_rounded(head, view, execution) else gap


def _rates_of_rounded(head: Facts, unit: str) -> tuple[Decimal, Decimal] | None:
    """Return between which rates the one may be that was reckoned from 元 where the form prints 万元 or 亿元 with two decimals."""
    budget, executed = head.get("total_full_year_budget"), head.get("total_executed")
    half = YUAN_PER[unit] / _HALVES_OF_PLACES
    if YUAN_PER[unit] < YUAN_PER[WAN] or not isinstance(budget, Decimal) or not isinstance(executed, Decimal) or not budget > half:
        return None
    low, high = (executed - half) / (budget + half), (executed + half) / (budget - half)
    return round_half_up(low * _HUNDRED), min(round_half_up(high * _HUNDRED), _HUNDRED)


def _is_of_rounded(head: Facts, view: FormView, execution: ExecutionScore) -> bool:
    """Tell whether a score is that of a rate which only the rounding of the printed money hides."""
    rates = _rates_of_rounded(head, view.form.written_unit)
    if rates is None or execution.weight is None or execution.claimed is None:
        return False
    low, high = (round_half_up(execution.weight * each / _HUNDRED) for each in rates)
    return low <= execution.claimed <= high


_PART_OF_ALL = lazy_pattern(r"\s*([01]\.[0-9]+)\s*")
_HALVES_OF_PLACES = 200
"""Halves of the second decimal that a unit has: half a place of 万元 is 50 元."""
_PARTS = 2
"""Decimals of a number that are the whole number of its per cent."""


def _decimals(view: FormView, fact: str) -> int | None:
    """Return how many decimals a number is printed with; None when its text is no number."""
    field = view.head.fields.get(fact)
    found = None if field is None else _PRINTED.search(field.raw)
    if field is None or found is None:
        return None
    places = len(found[1] or "")
    part = _PART_OF_ALL.fullmatch(field.raw)
    read_as_per_cent = part is not None and places >= _PARTS and Decimal(part[1]) * _HUNDRED == field.value
    return places - _PARTS if read_as_per_cent else places  # 0.974 in the cell, read as 97.4 %


def _exact_rate(head: Facts, rate: Decimal) -> Decimal:
    """Return the rate before it was rounded: 97.7499 % is 97.7 % to one decimal, and 97.75 % rounded again would be 97.8 %."""
    budget, executed = head.get("total_full_year_budget"), head.get("total_executed")
    return executed / budget * _HUNDRED if isinstance(budget, Decimal) and isinstance(executed, Decimal) and budget else rate


def _rate_gap(printed: Decimal, rates: tuple[Decimal, Decimal], places: int | None) -> Decimal:
    """Return how far a printed rate is off, in percentage points; 0.9838 without a percent sign is 98.38 per cent.

    A rate printed with fewer decimals (98%, 98.0%, 0.98) is not off by what the others would say.
    """
    readings = [(printed, places)]
    if 0 < printed <= 1:
        readings.append((printed * _HUNDRED, None if places is None else places - 2))
    return min(_gap(number, rates, decimals) for number, decimals in readings)


def _gap(number: Decimal, rates: tuple[Decimal, Decimal], places: int | None) -> Decimal:
    is_rounded = places in (0, 1) and any(round_half_up(each, places) == number for each in rates)
    return _NOTHING if is_rounded else abs(number - rates[0])


def _add_budget_change(head: Facts) -> None:
    before, after = head.get("total_initial_budget"), head.get("total_full_year_budget")
    if isinstance(before, Decimal) and isinstance(after, Decimal) and before.is_finite() and after.is_finite() and before > 0:
        change = (after - before) * _HUNDRED / before
        head["budget_change"] = round_half_up(abs(change))
        head["budget_direction"] = "减少" if change < 0 else "增加"


def _add_money_explained(head: dict[str, Any], settings: ScoringSettings) -> None:
    texts = [head.get("actual_completion", ""), *(row.get("deviation_note", "") for row in head["rows"])]
    head["money_explained"] = any(word in text for text in texts for word in settings.words["money"])
    head["change_explained"] = any(_CHANGED.search(text) for text in texts)
