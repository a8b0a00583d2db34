"""What the goal texts say beside the rest of the form: years, numbers, money, and results copied from the goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.data.names import bare
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.amounts import says_nothing as stands_for_nothing
from xlperf.rules.facts.catalogue import SELF_FUNDING
from xlperf.rules.facts.goal_numbers import Row, falls_short, row_against_goal
from xlperf.rules.facts.goal_years import done_in_old_year, old_year, only_past_year
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.facts.words.answers import quantities
from xlperf.rules.facts.words.goal_days import day_against_goal
from xlperf.rules.facts.words.goal_money import builds_on, other_money, other_spending, pays_a_tail
from xlperf.rules.facts.words.goal_rates import rate_against_goal
from xlperf.rules.facts.words.mentions import mentions
from xlperf.rules.facts.words.phrases import phrases

Facts = dict[str, Any]

_HUNDRED = Decimal(100)

_HOLLOW = lazy_pattern(phrases("hollow"))
_FILLING = lazy_pattern(phrases("filling"))
# 详见附件的42条河道全部完成清淤: so much is done, the list is beside it.
_COUNTS_BESIDE = lazy_pattern(rf"(?:{phrases('points_beside')})\D{{0,8}}\d+\D{{4,}}(?:{phrases('works')}|{phrases('carries_out')})")


_BREAKS = lazy_pattern(r"[\s，,。；;、！()（）]+")
_LONGEST_HOLLOW = 120
"""Characters from which on a text is not asked whether it says nothing."""


def says_nothing(text: str) -> str | None:
    """Return ``nothing`` for a text that says nothing at all (同上年, 详见附件), ``little`` for 保证工作正常开展, else None."""
    if len(text) >= _LONGEST_HOLLOW:
        return None
    clauses = [each for each in _BREAKS.split(bare(text.replace("\n", "。"))) if each]
    hollow = [_HOLLOW.fullmatch(each) is not None and not _COUNTS_BESIDE.search(each) for each in clauses]
    if not clauses or not all(one or _FILLING.fullmatch(each) for one, each in zip(hollow, clauses, strict=True)):
        return None
    return "nothing" if any(hollow) else "little"


def says_none(text: str) -> bool:
    """Tell whether a text says that there is nothing to be written: what stands for no amount does, and 暂无."""
    said = text.replace("暂无", "无")
    return is_blank_mark(said) or stands_for_nothing(said)


_MARKS = lazy_pattern(r"[\W_]+")
_FILLER = lazy_pattern(phrases("says_done"))
# 一、目标：, 完成情况：, 2025年, 按计划: what a copy is put behind.
_LEAD = lazy_pattern(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[、.．)）](?!\d)|[(（][一二三四五六七八九十\d]{1,2}[)）]|(?:年度|总体|绩效|预算|预期|年初|全年)*目标(?:完成情况)?[:：]?"
    r"|(?:年度|总体|实际|全年|项目)*完成情况[:：]?"
    r"|20\d\d年度?|按照?(?:年初|年度)?计划|全年|本年度?|[:：、,，\s【】\[\]])+"
)
_THE_YEAR = r"20\d\d年度?|全年|本年度?"
_YEAR = lazy_pattern(_THE_YEAR)
_BESIDE = lazy_pattern(phrases("said_beside_a_copy"))
# 将开展演出40场: nothing of it is said to be done.
_WILL_DO = lazy_pattern(
    rf"(?:{phrases('this_year')}|{phrases('whole_year')}|{_THE_YEAR})*(?:{phrases('will_do')})(?:{phrases('carries_out')}|{phrases('works')})"
)
_WAS_DONE = lazy_pattern(phrases("tells_of_the_past"))
_SHORTEST = 12
"""Texts below this length are alike by chance."""


def _plain(text: str) -> str:
    """Return a text without what a copy of it may be put behind, or say more."""
    return _FILLER.sub("", _MARKS.sub("", _YEAR.sub("", _LEAD.sub("", _BESIDE.sub("", bare(text)), count=1))))


def copied(goal: str, done: str) -> str | None:
    """Return how far a result is the goal again: ``same`` word for word, ``nearly`` but for 已 and 完成, or ``plan`` (将…)."""
    wanted, got = (_MARKS.sub("", bare(each)) for each in (goal, done))
    if len(wanted) < _SHORTEST:
        return None
    if wanted == got:
        return "same"
    behind = [_MARKS.sub("", _LEAD.sub("", bare(each), count=1)) for each in (goal, done)]
    if behind[0] == behind[1]:
        return "nearly"
    less = [_plain(each) for each in (goal, done)]
    if len(less[0]) >= _SHORTEST and less[1] in (less[0], less[0] * 2):
        return "nearly"
    if _WILL_DO.match(bare(done)) and not _WAS_DONE.search(done):
        return "plan"
    return "nearly" if _FILLER.sub("", wanted) == _FILLER.sub("", got) else None


def add_goal_facts(
    head: Facts, rows: Sequence[Facts], amounts: Mapping[str, Decimal], terms: Sequence[Facts] = ()
) -> None:
    """Add what the goals say to the facts of a form and its rows.

    Args:
        head: facts of the form; rows: of its rows, both completed in place.
        amounts: the amounts in the head of the form, by fact; terms: facts of the indicators of the whole term.
    """
    goal, year = head.get("annual_goal"), head.get("year")
    if isinstance(goal, str) and isinstance(year, int):
        years = year, head.get("start_year"), head.get("end_year")
        if (found := old_year(goal, *years)) is not None:
            head["goal_old_year"] = found
        elif (found := only_past_year(goal, *years[:2])) is not None:
            head["goal_past_year"] = found
    done = head.get("actual_completion")
    if isinstance(done, str):
        if isinstance(year, int) and (found := done_in_old_year(done, year)) is not None:
            head["done_old_year"] = found
        _add_spending(head, done)
        if isinstance(goal, str) and (how := copied(goal, done)) is not None:
            head["done_copied"] = how
        if "done_copied" not in head:
            _add_done_numbers(done, rows)
            _add_done_days(done, rows, year)
    if isinstance(goal, str):
        _add_numbers(goal, rows, year)
    overall = head.get("overall_goal")
    if isinstance(overall, str):
        whole = _ONE_YEAR.sub("", _WHOLE_TERM.sub("", overall))
        _add_numbers(whole, terms, None)
        if overall != goal and (terms or head.get("spans_years")):
            _add_shortfalls(whole, rows)
    if head["kind"] != "declaration":
        return
    counted = [str(row.get("level3", "")) for row in rows if _OF_NUMBERS.fullmatch(row.get("level2", ""))]
    if pays_a_tail([str(head.get(each, "")) for each in ("project_name", "overall_goal", "annual_goal")], year, counted):
        head["tail_payment"] = True
        if isinstance(goal, str) and builds_on(goal, year):
            head["builds_on"] = True
    if isinstance(goal, str):
        costs = [row["number"] * YUAN_PER[row["measure"]] for row in rows if row.get("measure") in YUAN_PER and "number" in row]
        money = other_money(goal, tuple(amounts.values()), costs)
        if money is not None:
            head["goal_money"] = money


# 逐年递增5%, 不低于上年95%的水平: no amount, but so much more or less than another one.
_DIFFERS = lazy_pattern("|".join(map(phrases, ("goes_down", "goes_up", "of_before"))))
def _add_spending(head: Facts, done: str) -> None:
    """Add the money or rate that a result tells where the head of the form has another one."""
    known = {each: value for each in SELF_FUNDING if isinstance(value := head.get(each), Decimal) and value.is_finite()}
    told = (head.get(each) for each in ("due_rate", "execution_rate"))
    rates = [each for each in told if isinstance(each, Decimal) and each.is_finite()]
    for part in ("total", "fiscal") if "财政" in done else ("total",):
        spent = known.get(f"{part}_executed")
        for column in ("initial_budget", "full_year_budget"):
            budget = known.get(f"{part}_{column}")
            if spent is not None and budget is not None and budget > 0:
                rates.append(spent * _HUNDRED / budget)
    spent_in_all = tuple(value for each, value in known.items() if each.endswith("_executed"))
    said = other_spending(done, spent_in_all, rates) if "total_executed" in known else None
    if said is not None:
        head["done_spending"] = said


_WHOLE_TERM = lazy_pattern(phrases("whole_term"))
_ONE_YEAR = lazy_pattern(r"[^。；;\n]*20\d\d年[^。；;\n]*")
_OF_NUMBERS = lazy_pattern(phrases("level_of_numbers"))
_NOT_DONE = lazy_pattern(phrases("not_done_but_planned"))
_ABOUT = lazy_pattern(rf"[^，,。；;\d]{{0,6}}(?:{phrases('about')})")


def _add_done_numbers(done: str, rows: Sequence[Facts]) -> None:
    """Add to rows the number that the result of the whole form states where it is not theirs."""
    said = [each for each in mentions(done) if not _NOT_DONE.search(each.before) and not _ABOUT.match(each.behind)]
    counted = [(row, result) for row in rows if (result := _result_of(row)) is not None]
    results = [result for _, result in counted]
    aims = [(row["level3"], row["number"], row["measure"]) for row in rows if {"number", "measure", "level3"} <= row.keys()]
    for row, each in counted:
        other = row_against_goal(*each, said, (*results, *aims))
        if other is not None and not _is_rounded(other, each[1]):
            row["done_number"] = other
        elif each[1] > 0 and (undone := _undone(done, each[0])) is not None:
            row["done_undone"] = undone


def _is_rounded(said: str, result: Decimal) -> bool:
    """Tell whether a row only rounds the share that the result of the whole form states (97% for 96.8%)."""
    return said.endswith("%") and round_half_up(Decimal(said.removesuffix("%")), 0) == result


def _add_done_days(done: str, rows: Sequence[Facts], year: int | None) -> None:
    """Add to rows of time the day on which the result of the whole form has them done where it is in another month."""
    results = frozenset(row["actual_number"] for row in rows if "actual_number" in row)
    if year is None:
        return
    for row in rows:
        if row.get("target_kind") == "time" and {"level3", "actual"} <= row.keys() and "done_number" not in row:
            day = day_against_goal(row["level3"], row["actual"], year, done, results)
            if day is not None:
                row["done_number"] = day


_UNDONE = lazy_pattern(
    rf"(?:^|[，,。；;\n])(?:{phrases('of_the_whole_year')})*"
    rf"(?P<said>(?:{phrases('not_begun')})(?P<what>[\u4e00-\u9fff]{{3,12}}))(?=$|[，,。；;\n])"
)
# 阅读推广活动因疫情未开展, 阅读推广活动取消.
_CALLED_OFF = lazy_pattern(
    rf"(?:^|[，,。；;\n])(?:{phrases('of_the_whole_year')})*(?P<said>(?P<what>[\u4e00-\u9fff]{{3,12}}?)"
    rf"(?:(?:{phrases('why_less')})[\u4e00-\u9fff]{{1,8}}?)?(?:{phrases('of_the_whole_year')})?"
    rf"(?:{phrases('not_begun')}|(?:{phrases('already')})?(?:{phrases('called_off')})))(?=$|[，,。；;\n])"
)
_NAMES_NO_MORE = lazy_pattern(rf"(?:{phrases('endings_of_counts')})$")
_MENDED = lazy_pattern(phrases("left_undone_mended"))
_LONGEST_DONE = 3000
"""Characters of a result in which a no is looked for; a longer one is a report."""


def _undone(done: str, name: str) -> str | None:
    """Return the words by which the result of the whole form says that what a row counts was not begun (未开展专项检查)."""
    text, stem = bare(done.replace("\n", "。")), _NAMES_NO_MORE.sub("", bare(name))
    if len(text) > _LONGEST_DONE:
        return None
    for hit in (*_UNDONE.finditer(text), *_CALLED_OFF.finditer(text)):
        told_once = text.count(hit["what"]) == 1 and not _MENDED.search(text[hit.end() :])
        if told_once and stem.endswith(hit["what"]):
            return hit["said"]
    return None


_NOT_EXACTLY = lazy_pattern(phrases("not_exactly"))


def _result_of(row: Facts) -> Row | None:
    """Return what a row counts and how many came of it, out of the words where one number in them has the unit of the target."""
    unit = row.get("actual_measure", row.get("measure"))
    if unit is None or "level3" not in row or "actual" not in row or _NOT_EXACTLY.search(bare(row["actual"])):
        return None
    if "actual_number" in row:
        is_share = "actual_measure" not in row and bare(unit) == "%" and row["actual_number"] <= 1 < row.get("number", 0)
        return row["level3"], row["actual_number"] * (_HUNDRED if is_share else 1), unit
    found = {number for number, measure, nearly in quantities(row["actual"]) if measure == bare(unit) and not nearly}
    return (row["level3"], found.pop(), unit) if len(found) == 1 else None


def _add_numbers(goal: str, rows: Sequence[Facts], year: int | None) -> None:
    """Add to rows the number that the goal states where it is not theirs."""
    said = mentions(goal)
    counted = [row for row in rows if "number" in row and "measure" in row and "level3" in row]
    wanted = [(row["level3"], row["number"], row["measure"]) for row in counted]
    costs = [number * YUAN_PER[money] for _, number, unit in wanted if (money := bare(unit).partition("/")[0]) in YUAN_PER]
    changes = [each for each in said if _DIFFERS.search(each.before)]
    for row, each in zip(counted, wanted, strict=True):
        other = row_against_goal(*each, changes if _DIFFERS.search(row["target"]) else said, wanted, row.get("operator"))
        other = other or rate_against_goal(*each, row.get("operator"), goal, costs)
        if other is not None:
            row["goal_number"] = other
    if year is None:
        return
    aims = frozenset(number * YUAN_PER.get(f"{bare(unit)[:1]}元", 1) for _, number, unit in wanted)
    for row in rows:
        if row.get("target_kind") == "time" and "level3" in row and "goal_number" not in row:
            day = day_against_goal(row["level3"], row["target"], year, goal, aims)
            if day is not None:
                row["goal_number"] = day


def _add_shortfalls(overall: str, rows: Sequence[Facts]) -> None:
    """Add to rows of one year the number that the goal of the whole project states where it is less."""
    said = mentions(overall)
    counted = [row for row in rows if {"number", "measure", "level3"} <= row.keys() and row.get("operator") not in ("≤", "<")]
    wanted = [(row["level3"], row["number"], row["measure"]) for row in counted]
    for row, each in zip(counted, wanted, strict=True):
        other = None if _DIFFERS.search(row["target"]) or bare(row["measure"]) == "%" else falls_short(*each, said, wanted)
        if other is not None:
            row["overall_number"] = other
