"""Days that a goal names for what a row of time is about, held against the day that the row names."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.rules.facts.words.due_dates import due_day, in_plain_months
from xlperf.rules.facts.words.phrases import phrases

_DAY = lazy_pattern(r"(?:20\d\d年度?)?(?<!\d)(?:1[0-2]|0?[1-9])月份?(?:\d{1,2}[日号]|[底末]|[上中下]旬)?(?:[之以]?前)?")
_CLAUSES = lazy_pattern(r"[，,、！]")
_SENTENCES = lazy_pattern(r"[。；;\n]")
_NAMES_A_TIME = lazy_pattern(rf"(?:{phrases('names_of_time')})$")
_BESIDE = lazy_pattern(phrases("beside_a_day"))
_ALL_YEAR = lazy_pattern(rf"^(?:{phrases('whole_year')}|{phrases('this_year')}|年度)")
_COUNT = lazy_pattern(r"(\d+(?:\.\d+)?)([万千百亿]?)(?!%|‰|个百分点)[\u4e00-\u9fff]")
_LONGEST_GOAL = 3000
"""Characters of a goal in which days are looked for; a longer one is a paper, and nobody says which row a day in it is of."""


def day_against_goal(name: str, target: str, year: int, goal: str, aims: Container[Decimal]) -> str | None:
    """Return the day on which a goal has a thing done where it is in another month than the row of that thing says.

    A clause speaks of the row where, but for the day and words like 完成, nothing stands in it that is not of its name,
    and the sentence says all of the name.

    Args:
        name, target: of the row; year: of the form; goal: its text.
        aims: the numbers of the rows; a clause with another number tells of a part of the work.
    """
    if "月" not in target or "月" not in goal or len(goal) > _LONGEST_GOAL:
        return None
    due, stem = due_day(target, year), _ALL_YEAR.sub("", _BESIDE.sub("", _NAMES_A_TIME.sub("", in_plain_months(name))))
    if due is None or len(stem) < 2 or len(_DAY.findall(in_plain_months(target))) != 1:
        return None
    told: dict[int, str] = {}
    for sentence in _SENTENCES.split(in_plain_months(goal.replace("\n", "。"))):
        if _held(stem, sentence) == len(stem):
            told.update({day.month: said for said, day in _days_of(stem, sentence, year, aims)})
    return next(iter(told.values())) if len(told) == 1 and due.month not in told else None


def _days_of(stem: str, sentence: str, year: int, aims: Container[Decimal]) -> list[tuple[str, date]]:
    """Return the days of a sentence with nothing but the thing and its number beside them."""
    found = []
    for clause in _CLAUSES.split(sentence):
        hits = _DAY.findall(clause)
        if len(hits) != 1 or (day := due_day(hits[0], year)) is None:
            continue
        counts = [Decimal(number) * YUAN_PER[f"{scale}元"] for number, scale in _COUNT.findall(_DAY.sub("", clause))]
        beside = _BESIDE.sub("", _COUNT.sub("", _DAY.sub("", clause)))
        if len(beside) > 1 and _held(beside, stem) == len(beside) and all(each in aims for each in counts):
            found.append((hits[0], day))
    return found


def _held(text: str, whole: str) -> int:
    """Return how many characters of a text stand in another one beside the same neighbour."""
    pairs = [text[at : at + 2] in whole for at in range(len(text) - 1)]
    return sum(one or other for one, other in zip([False, *pairs], [*pairs, False], strict=True)) if pairs else 0
