"""The scores of a self-evaluation, recomputed line by line beside what the unit claims.

Handbook 3.3: total = execution score + line scores.  A line that no formula fits
(qualitative, a date, units that cannot be compared) keeps the score the unit gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Field, Form, Target
from xlperf.rules.facts.direction import (
    comparable_actual,
    direction_of,
    in_unit_of,
    is_limit,
    lasts,
    lower_is_better,
    measured,
    same_unit,
)
from xlperf.rules.facts.form_scores import ExecutionScore, FormScores, LineScore, shares_weight
from xlperf.rules.facts.result_numbers import number_in_unit, number_of
from xlperf.rules.facts.scoring import completion, execution_rate, execution_score, is_met, line_score, round_half_up
from xlperf.rules.facts.scoring_settings import ScoringSettings, Tier
from xlperf.rules.facts.words.answers import bounds, is_answer, is_length, never_came, none_went_wrong, quantities
from xlperf.rules.facts.words.due_dates import is_late, late_each_time, of_its_step, takes_longer
from xlperf.rules.facts.words.lesser_results import is_worse_word
from xlperf.rules.facts.words.phrases import phrases
from xlperf.rules.facts.words.plain_no import left_undone, says_no
from xlperf.rules.facts.words.told_numbers import brought_together, tells_a_fall

_NOTHING, _ALL = Decimal(0), Decimal(100)
_OF_TIME = lazy_pattern(phrases("levels_of_time"))


def score_form(form: Form, settings: ScoringSettings, declared: Mapping[str, str] | None = None) -> FormScores:
    """Recompute the scores of a self-evaluation.

    Args:
        form: the self-evaluation.
        settings: formulas, directions, units, grades.
        declared: operators of the declaration by normalised name of the indicator, for
            targets whose operator the self-evaluation leaves out.
    """
    total = _amount(form, "/total_score")
    return FormScores(
        _execution(form, settings),
        tuple(_line_of(form, index, settings, declared or {}) for index in range(len(form.rows))),
        total,
        "" if total is None else settings.grade(total),
    )


def _execution(form: Form, settings: ScoringSettings) -> ExecutionScore:
    weight = _amount(form, "/funding/total/weight")
    rate = execution_rate(_amount(form, "/funding/total/full_year_budget"), _amount(form, "/funding/total/executed"))
    score = None if rate is None else execution_score(rate, settings.execution_weight if weight is None else max(weight, _NOTHING))
    return ExecutionScore(
        _amount(form, "/funding/total/execution_rate"),
        None if rate is None else round_half_up(rate),
        weight,
        _amount(form, "/funding/total/score"),
        score,
    )


def _line_of(form: Form, index: int, settings: ScoringSettings, declared: Mapping[str, str]) -> LineScore:
    row = form.rows[index]
    if not shares_weight(form.rows, index):
        return _line(row, settings, declared, form.year)
    alone = {column: each for column, each in row.items() if column != "weight"}
    return replace(_line(alone, settings, declared, form.year), weight=_number(row, "weight"), shared=True)


def _line(row: Mapping[str, Field], settings: ScoringSettings, declared: Mapping[str, str], year: int | None) -> LineScore:
    line = _scored(row, settings, declared)
    target, actual = phrase(row, "target"), phrase(row, "actual")
    if target is not None and actual is not None and not line.no_result:
        line = _in_words(line, target, actual, _text(row, "level3"), settings, year)
    return replace(line, missed=_is_missed(line, settings.tiers[0].lowest))


def _in_words(line: LineScore, target: Target, actual: Target, name: str, settings: ScoringSettings, year: int | None) -> LineScore:
    """Add what a result says in words where no numbers were compared: a no, a day too late, nothing to compare."""
    if line.met and target.number is not None and line.direction != "reverse" and left_undone(actual.text, target.number):
        return replace(line, says_no=True)
    if line.met is not None:
        return line
    if says_no(actual.text, target.text, name):
        return replace(line, says_no=True)
    if takes_longer(target.text, actual.text, name):
        return replace(line, late=True)
    if target.kind in ("time", "qualitative") and year is not None:
        said = of_its_step(_without_follow_ups(actual.text, name + target.text, settings), name)
        late = is_late(target.text, said, year) or late_each_time(target.text, actual.text)
        return replace(line, late=True) if late else line
    if target.kind != "quantitative" or bare(target.text) == bare(actual.text) or line.ratio is not None or line.outside:
        return line
    if target.number is None and bounds(target.text) is None:
        return line
    answers = is_answer(actual.text, name, target.unit)
    if not answers and not never_came(actual.text, name) and not none_went_wrong(actual.text, target.unit):
        return replace(line, unanswered=True)
    if actual.number is not None and target.number is not None and not same_unit(target.unit, actual.unit, settings.units):
        return line  # told as SELF-024
    return replace(line, uncompared=True)


def _without_follow_ups(said: str, asked: str, settings: ScoringSettings) -> str:
    """Return a result without what was done after it (8月18日竣工，11月完成审计), unless that is what was asked for."""
    words = [each for each in settings.words.get("follow_ups", ()) if each not in asked]
    clauses = _CLAUSES.split(said)
    kept = [each for each in clauses if not any(word in each for word in words)]
    return "，".join(kept) if any(map(_HOLDS_FIGURE, kept)) else said


_CLAUSES = lazy_pattern(r"[，,。；;、\n]")
_HOLDS_FIGURE = lazy_pattern(r"[\d一二三四五六七八九十上下]").search


def _is_missed(line: LineScore, done: Decimal) -> bool:
    """Tell whether an indicator was not completed; ``done`` is the per cent of the weight that a full result earns at least."""
    if line.met is not None:
        return not line.met
    if line.says_no or line.late or line.outside == "below":
        return True
    if line.no_result or line.ratio is not None or line.weight is None or line.claimed is None:
        return line.no_result
    return line.weight > 0 and line.claimed * 100 < line.weight * done


def _scored(row: Mapping[str, Field], settings: ScoringSettings, declared: Mapping[str, str]) -> LineScore:
    level1, name = _text(row, "level1"), _text(row, "level3")
    weight, claimed = _number(row, "weight"), _number(row, "score")
    if _no_result(row.get("actual"), row.get("target"), settings):
        nothing = round_half_up(_NOTHING) if weight is not None else None
        return LineScore(level1, weight, claimed, formula=nothing, no_result=True)
    target, actual = phrase(row, "target"), phrase(row, "actual")
    if target is None or actual is None:
        return LineScore(level1, weight, claimed)
    together = brought_together(target, actual, name, lambda number: lower_is_better(number, (), settings.directions))
    if together is None:
        return LineScore(level1, weight, claimed)
    target, actual = together
    actual = in_unit_of(target, actual, name, settings.units)
    number = number_of(target, actual, bare(name), settings)
    if number is None or target.number is None:
        line = LineScore(level1, weight, claimed, tier=_tier(actual, settings), weaker=_weaker(target, actual, name, settings))
        return _in_range(line, target, actual, (_text(row, "level2"), name), settings)
    operator = target.operator or declared.get(bare(name))
    if target.number == number == 0 and operator not in ("≥", ">"):  # none was wanted, whatever it is called, and none came
        return LineScore(level1, weight, claimed, "equal", None, True, None if weight is None else round_half_up(weight))
    falls = tells_a_fall(target, actual)  # of how much it fell more is better, whatever it is
    levels = () if falls else (level1, _text(row, "level2"))
    direction = direction_of(operator, "" if falls else name, levels, target.number, settings)
    ratio = completion(target.number, number)
    if ratio is not None and (falls or (lasts(name, settings.directions) and _is_time(row))):
        ratio = min(ratio, _ALL)  # that it fell by more or lasts longer needs no reason
    is_least = lasts(name, settings.directions) and _in_like_lengths(target.unit, actual.unit)
    may_be_at_most = direction == "positive" and operator is None and _is_time(row) and not is_least
    if direction is None or may_be_at_most:
        return LineScore(level1, weight, claimed, ratio=ratio)
    score = None
    if weight is not None and weight >= 0:
        score = line_score(target.number, number, weight, direction, settings.reverse_formula)
    return LineScore(level1, weight, claimed, direction, ratio, is_met(target.number, number, direction), score)


def _is_time(row: Mapping[str, Field]) -> bool:
    """True for a target that is a length of time without an operator: 5个工作日 may be the most or the least that is wanted."""
    value = row["target"].value if "target" in row else None
    return isinstance(value, Target) and value.kind == "time"


def _in_like_lengths(one: str | None, other: str | None) -> bool:
    """Tell whether two units of time are one, or years and months: 40小时 may be the 5天 of a course, and 10天 its 2周."""
    units = {bare(each or one or "") for each in (one, other)}
    return len(units) == 1 or units <= _LONG_LENGTHS


_LONG_LENGTHS = frozenset(("年", "月", "个月"))


def _in_range(
    line: LineScore, target: Target, actual: Target, names: tuple[str, str], settings: ScoringSettings
) -> LineScore:
    """Score a result against both ends of the range that a target names; above it is for a person to judge.

    Sooner than a range of time within which something is to be done (响应时间 1-2小时) is no miss.
    """
    level2, name = names
    in_figures = target.kind == "quantitative" or _NAMES_BOTH_ENDS.search(bare(target.text)) is not None
    ends = bounds(target.text) if target.number is None and in_figures else None
    if ends is None:
        return line
    if target.kind != "quantitative":  # 60台以上70台以下, 95%±2% and 20±2(%)
        units = (unit for _, unit, _ in quantities(_BRACKETS.sub("", target.text)))
        target = replace(target, unit=next(filter(None, units), None))
    if actual.number is not None and same_unit(target.unit, actual.unit, settings.units):
        number = comparable_actual(replace(target, number=Decimal(1)), actual, settings.units)
    else:
        number = number_in_unit(target, target.unit, actual.text, name, settings)
    if number is None:
        return line
    low, high = ends
    below, above = number < low, number > high
    is_sooner = below and is_length(target.unit) and (_OF_TIME.fullmatch(level2) or is_limit(name, settings.directions))
    is_sooner = is_sooner and not lasts(name, settings.directions)
    if is_sooner or (not below and not above) or bare(target.text) == bare(actual.text):
        return replace(line, met=True, direction="positive", formula=None if line.weight is None else round_half_up(line.weight))
    lower = lower_is_better(name, (), settings.directions)
    if below and not lower:
        score = None if line.weight is None or line.weight < 0 else line_score(low, number, line.weight, "positive")
        return replace(line, met=False, direction="positive", formula=score, outside="below")
    return replace(line, outside="below" if below else "above")


_BRACKETS = lazy_pattern(r"[()（）]")
_NAMES_BOTH_ENDS = lazy_pattern(rf"±\d|\d[^\d]{{0,4}}以上[^\d]{{0,3}}\d+[^\d]{{0,4}}以[下内]|{phrases('between_two_ends')}")


def _no_result(field: Field | None, target: Field | None, settings: ScoringSettings) -> bool:
    """True for an actual value that is blank or a stroke; something that cannot be read is neither.

    A stroke or 无 against a target of nothing (=0) is the result that was aimed at.
    """
    if field is None:
        return False
    if field.value is None:
        return field.blank and field.cell is not None  # a table without such a column says nothing
    if not isinstance(field.value, Target) or bare(field.value.text) not in settings.words["no_result"]:
        return False
    wanted = target.value if target is not None else None
    return not (isinstance(wanted, Target) and wanted.number == 0)


def _tier(actual: Target, settings: ScoringSettings) -> Tier | None:
    """Return the lowest tier that an actual value names: 未达成 holds the word 达成 too."""
    text = bare(actual.text)
    return next((tier for tier in reversed(settings.tiers) if any(word in text for word in tier.words)), None)


def _weaker(target: Target, actual: Target, name: str, settings: ScoringSettings) -> bool:
    """True for 基本稳定 against 稳定, and for a result that says itself that a part is missing; not where the name says so."""
    wanted, got = bare(target.text), bare(actual.text)
    if any(got == prefix + wanted for prefix in settings.words["weaker_prefixes"]):
        return True
    if is_worse_word(got, wanted) or (got in settings.words.get("weaker_answers", ()) and got not in wanted):
        return True
    asked = f"{bare(name)}、{wanted}"
    return any(word in got and word not in asked for word in settings.words["weaker"])


def phrase(row: Mapping[str, Field], column: str) -> Target | None:
    """Return a target or actual value as it is scored, lengths of time as quantities; None when there is none."""
    field = row.get(column)
    return measured(field.value) if field is not None and isinstance(field.value, Target) else None


def _number(row: Mapping[str, Field], column: str) -> Decimal | None:
    field = row.get(column)
    return _finite(field.value) if field is not None else None


def _amount(form: Form, name: str) -> Decimal | None:
    return _finite(form.value(name))


def _finite(value: object) -> Decimal | None:
    """Return a number that can be reckoned with; a damaged cell may hold one that cannot."""
    return value if isinstance(value, Decimal) and value.is_finite() else None


def _text(row: Mapping[str, Field], column: str) -> str:
    field = row.get(column)
    return field.value if field is not None and isinstance(field.value, str) else ""
