"""What an indicator says against itself: its sign, its unit, its date, its name; the same for both kinds of form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.values.display import plain_number
from xlperf.forms.values.target_spelling import has_letters_for_digits
from xlperf.rules.facts.direction import higher_is_better, lower_is_better
from xlperf.rules.facts.money_facts import COSTS_OF_OTHERS
from xlperf.rules.facts.scoring_settings import DirectionWords, ScoringSettings
from xlperf.rules.facts.words.answers import are_crossed
from xlperf.rules.facts.words.due_dates import done_day, due_day
from xlperf.rules.facts.words.names_and_units import NamedUnits, is_swapped, number_in_name
from xlperf.rules.facts.words.phrases import phrases

Facts = dict[str, Any]

_ALL = Decimal(100)
_ABOUT = ("左右", "上下")


def add_indicator_facts(row: Facts, scoring: ScoringSettings, units: NamedUnits) -> None:
    """Add to the facts of a row what contradicts itself in it.

    Args:
        row: facts of the row, completed in place.
        scoring: which way is better, by name, and how units are written; units: which of them fit a name.
    """
    name = row.get("level3")
    if "number" in row and has_letters_for_digits(row["target"]):
        row["letters_for_digits"] = True
    if "number" in row and "operator" not in row:
        row["signed_target"] = _signed(row, name or "", scoring.directions)
    if name is None:
        return
    if row.get("target_kind") == "quantitative" and "number" not in row and are_crossed(row["target"]):
        row["crossed"] = True
    if "target" in row and is_swapped(name, row["target"]):
        row["swapped"] = True
    if "number" in row and "measure" not in row and (unit := units.in_name(name, scoring.units.usual)) is not None:
        row["measure"] = unit
    if "operator" in row and _wrong_way(row, name, scoring.directions):
        row["wrong_way"] = True
    elif "operator" in row and row["operator"] in ("≤", "<") and _caps_all(row, name, scoring.directions):
        row["caps_all"] = True
    if "measure" in row and units.clash(name, scoring.units.usual(row["measure"])):
        row["unit_clash"] = True
    named = number_in_name(name) if "number" in row else None
    if named is not None and named[0] != row["number"] and bare(row.get("measure", "")) == named[1]:
        row["named_number"] = f"{plain_number(named[0])}{named[1]}"
    year = row.get("year")
    if isinstance(year, int) and row.get("target_kind") in ("time", "qualitative") and row["kind"] == "declaration":
        _add_due(row, due_day(row["target"], year), scoring)
    if isinstance(year, int) and row.get("target_kind") == "time" and "actual" in row:
        _add_past_year(row, due_day(row["target"], year), done_day(row["actual"], year))


_EARLY, _LATE = 3, 10
"""Until which month what is due may well have been done from which month of the year before on."""


def _add_past_year(row: Facts, due: date | None, done: date | None) -> None:
    """Add the year of the day on which a thing was done where it is a past one, as in last year's form."""
    if due is None or done is None or done.year >= row["year"] or due.year != row["year"]:
        return
    year = str(done.year)
    soon = done.year == due.year - 1 and due.month <= _EARLY and done.month >= _LATE
    if year in row["actual"] and year not in row["target"] and not soon:
        row["done_past_year"] = year


def _add_due(row: Facts, due: date | None, scoring: ScoringSettings) -> None:
    """Add that a day lies before the plan or, said to be in the year behind it, after it; what follows the work may be later."""
    start, end = row.get("start_date"), row.get("end_date")
    if isinstance(start, date) and due is not None and due < start and not _falls_into(row, due, end):
        row["due_before"] = True
    if not isinstance(end, date) or due is None or due <= end:
        return
    said = f"{row['level3']}{row['target']}"
    if _NEXT_YEAR.search(row["target"]) and not any(word in said for word in scoring.words.get("follow_ups", ())):
        row["due_after"] = True
    if due.year == end.year + 1 and due.month <= _HALF_A_YEAR and _AFTER_THE_YEAR.search(said):
        row["follow_up"] = True


def _falls_into(row: Facts, due: date, end: object) -> bool:
    """Tell whether a day of no year (3月底前) lies in the plan in the year behind that of the form, as of a school year."""
    if not isinstance(end, date) or _NAMES_A_YEAR.search(row["target"]) is not None:
        return False
    return (due.year + 1, due.month) <= (end.year, end.month)


_NAMES_A_YEAR = lazy_pattern(rf"20\d\d|{phrases('this_year')}|{phrases('whole_year')}")
_NEXT_YEAR = lazy_pattern(r"次年|翌年|明年|下一?年")
# 决算 2027年2月底前, 冬季供暖 2026年11月15日至2027年3月15日.
_AFTER_THE_YEAR = lazy_pattern(phrases("goes_beyond_the_year"))
_HALF_A_YEAR = 6


def _signed(row: Facts, name: str, words: DirectionWords) -> str:
    """Return the target with the operator that it lacks: as its name points, 0 of what should not happen as exactly that.

    Words before its number are left out: nothing else can stand behind a sign.
    """
    number, text = row["number"], row["clean_target" if "letters_for_digits" in row else "target"]
    if not text[:1].isdigit() or text.endswith(_ABOUT):  # 约300册, 20人左右
        text = f"{plain_number(number)}({row['measure']})" if "measure" in row else plain_number(number)
    if number == 0:  # nothing is less than that
        return f"={text}"
    if lower_is_better(name, _cost_levels(row), words):
        return f"≤{text}"
    pleased = row.get("level1") == "满意度指标" and number == _ALL and bare(row.get("measure", "")) == "%"
    return str(row["due_target"]) if pleased else f"≥{text}"


_DOWN = lazy_pattern(phrases("goes_down"))  # 事故数 下降≥5(%)
_BY_WHICH_IT_FALLS = lazy_pattern(
    rf"(?P<what>.{{2,}}?)(?:(?:较|比)?(?:{phrases('of_before')})|同比|年均)?(?:{phrases('goes_down')})(?:率|幅度?|比例|数量?)?"
)


def _cost_levels(row: Facts) -> tuple[str, ...]:
    """Return the levels of a row that say what its money is for; costs to society and nature may be avoided ones."""
    money = "元" in row.get("measure", "") and row.get("level2") not in COSTS_OF_OTHERS
    return (row.get("level1", ""), row.get("level2", "")) if money else ()


def _wrong_way(row: Facts, name: str, words: DirectionWords) -> bool:
    operator = row["operator"]
    if operator in ("≥", ">"):
        return _DOWN.search(row["target"]) is None and lower_is_better(name, _cost_levels(row), words)
    return operator in ("≤", "<") and (higher_is_better(name, words) or _is_fall_of_harm(row, name, words))


_MAY_HAVE_A_MOST = lazy_pattern(phrases("may_have_a_most"))
_RATE = lazy_pattern(rf"(?:{phrases('ends_of_a_rate')})$")
_NEARLY_ALL = 80


def _caps_all(row: Facts, name: str, words: DirectionWords) -> bool:
    """Tell whether a rate is to be at most nearly all (≤95%) that nobody knows as bad: more would hardly be worse."""
    is_most = row.get("measure") == "%" and _NEARLY_ALL <= row["number"] < _ALL
    return is_most and _RATE.search(name) is not None and not _MAY_HAVE_A_MOST.search(name) and not lower_is_better(name, (), words)


def _is_fall_of_harm(row: Facts, name: str, words: DirectionWords) -> bool:
    """Tell whether a target is by how much that falls of which less is better: 能耗下降率, 事故数 下降5%."""
    falls = _BY_WHICH_IT_FALLS.fullmatch(bare(name))
    what = falls["what"] if falls is not None else name if _DOWN.search(row["target"]) else None
    return what is not None and any(lower_is_better(each, _cost_levels(row), words) for each in (what, f"{what}数", f"{what}率"))
