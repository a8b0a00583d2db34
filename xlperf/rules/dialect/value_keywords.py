"""Keywords over values: money, dates, presence, order, vocabularies, other rows.

Each takes its own argument and the facts (or the rows), and yields a ``Breach`` for every
way in which they fall short.  A fact that is absent, or of a type that the keyword does
not judge, is never at fault here: presence is ``filled`` or ``required``.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from xlperf.data.money import in_unit
from xlperf.data.names import bare
from xlperf.rules.dialect.breach import Breach, Detail, Labels, Money
from xlperf.rules.dialect.guards import Facts, Judged, Rows, date_of, number_of, text_of, unit_of
from xlperf.rules.facts.catalogue import AMOUNTS

ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


CAUSES = ("parts", "meant", "slip", "unfilled", "signs")
"""What may be known of the cause of a sum that does not come out: ``xlperf/rules/facts/causes/sum_causes.py``."""


def by_unit(argument: Any, facts: Facts) -> Any:
    """Return an argument that may differ between 元 and 万元 forms, as ``{"元": …, "万元": …}``."""
    return argument[unit_of(facts)] if isinstance(argument, Mapping) else argument


def sums(argument: Facts, facts: Facts) -> Iterator[Breach]:
    """``{"total", "parts", "tolerance", "about"}``: the total is the sum of its parts, a blank part being 0.

    With ``about`` the breach carries what is known of the cause: facts whose names begin so.
    """
    total = number_of(facts, argument["total"])
    if total is None:
        return
    parts = sum((number_of(facts, each) or Decimal(0) for each in argument["parts"]), Decimal(0))
    if abs(total - parts) > by_unit(argument["tolerance"], facts):
        about = argument.get("about")
        causes = {each: facts[f"{about}_{each}"] for each in CAUSES if f"{about}_{each}" in facts}
        yield Breach([argument["total"]], amount=Money(total), sum=Money(parts), difference=Money(abs(total - parts)), **causes)


def compare(argument: Facts, facts: Facts) -> Iterator[Breach]:
    """``{"left", "is", "right" | "value", "tolerance"}``: two facts, or a fact and a constant, stand in this order.

    ``left`` may be a list of amounts that are added up, a blank one being 0.
    """
    names = argument["left"]
    if isinstance(names, list):
        left: Any = sum((number_of(facts, each) or Decimal(0) for each in names), Decimal(0))
    else:
        left = _ordered(facts, names)
    right: Any = _ordered(facts, argument["right"]) if "right" in argument else argument["value"]
    if left is None or right is None or _sort(left) is not _sort(right):
        return
    order, slack = argument["is"], by_unit(argument.get("tolerance", 0), facts) if isinstance(left, Decimal) else 0
    if slack and order == "=":
        holds = abs(left - right) <= slack
    elif slack and order in ("<=", "<"):
        holds = ORDERS[order](left, right + slack)
    elif slack:
        holds = ORDERS[order](left, right - slack)
    else:
        holds = ORDERS[order](left, right)
    if not holds:
        yield Breach((), **_compared(names, left, right))


def _ordered(facts: Facts, name: str) -> Decimal | date | str | None:
    """Return a fact that stands in an order: a number, a date or a text."""
    number = number_of(facts, name)
    return (date_of(facts, name) or text_of(facts, name) or None) if number is None else number


def _sort(value: object) -> type:
    """Return what a value may be compared with: numbers with numbers, days with days, texts with texts."""
    return next((each for each in (str, date) if isinstance(value, each)), Decimal)


def _compared(names: Any, left: Any, right: Any) -> dict[str, Detail]:
    money = isinstance(names, list) or names in AMOUNTS
    if not isinstance(left, Decimal):
        return {"left": str(left)}
    difference = abs(left - right)
    return {"left": Money(left) if money else left, "difference": Money(difference) if money else difference}


def whole_years(argument: Mapping[str, str], facts: Facts) -> Iterator[Breach]:
    """``{"first": fact, "last": fact}``: the period runs from a 1 January to a 31 December."""
    first, last = date_of(facts, argument["first"]), date_of(facts, argument["last"])
    if first is not None and last is not None and ((first.month, first.day), (last.month, last.day)) != ((1, 1), (12, 31)):
        yield Breach()


def same_text(argument: list[str], facts: Facts) -> Iterator[Breach]:
    """``[fact, fact]``: two texts are the same, white space and character width aside."""
    one, other = (facts.get(each) for each in argument)
    if isinstance(one, str) and isinstance(other, str) and bare(one) != bare(other):
        yield Breach()


def filled(argument: list[str], facts: Facts) -> Iterator[Breach]:
    """``[fact, …]``: every one of them is filled; each blank one is a breach of its own."""
    for each in argument:
        if each not in facts:
            yield Breach([each])


def all_or_none(argument: list[str], facts: Facts) -> Iterator[Breach]:
    """``[fact, …]``: all of them are filled or none is."""
    missing = tuple(each for each in argument if each not in facts)
    if missing and len(missing) < len(argument):
        yield Breach([missing[0]], labels=Labels(missing))


def among(argument: Mapping[str, Any], facts: Facts) -> Iterator[Breach]:
    """``{"fact", "words", "blank"}``: the text is one of these words, white space and character width aside.

    A blank one passes unless ``blank`` is false.
    """
    fact, words = argument["fact"], argument["words"]
    if fact not in facts:
        if not argument.get("blank", True):
            yield Breach([fact], list="、".join(words), nearest="")
    elif isinstance(facts[fact], str) and bare(facts[fact]) not in words:
        yield Breach([fact], list="、".join(words), nearest=_nearest(bare(facts[fact]), tuple(words)))


@lru_cache(maxsize=1024)
def _nearest(text: str, words: tuple[str, ...]) -> str:
    """Return the word that a text was meant to be, empty where it is like none or holds two; what many write is asked again."""
    if sum(each in text for each in words) > 1:
        return ""
    return (get_close_matches(text, words, 1, 0.5) or [""])[0]


def placed_under(argument: Mapping[str, Any], facts: Facts) -> Iterator[Breach]:
    """``{"tree": {regime: {level 1: [level 2, …]}}}``: level 2 belongs to level 1 in the regime of the form year.

    A name that the regime does not know at all is left to the rules about names.
    """
    tree = argument["tree"].get(text_of(facts, "regime"), {})
    level1, level2 = text_of(facts, "level1"), text_of(facts, "level2")
    if level2 in tree.get(level1, (level2,)):
        return
    homes = [home for home, names in tree.items() if level2 in names]
    if homes:
        yield Breach(right=homes[0])


def unique(argument: Mapping[str, Any], rows: Rows) -> Iterator[Breach]:
    """``{"by": [fact, …]}``: no two rows agree in these facts; a row that lacks the last of them is passed over."""
    seen: set[tuple[str, ...]] = set()
    by = argument["by"]
    for index, row in enumerate(rows):
        if by[-1] not in row:
            continue
        key = tuple(bare(str(row.get(each, ""))) for each in by)
        if key in seen:
            yield Breach([index, by[-1]], name=str(row[by[-1]]))
        seen.add(key)


def near_unique(argument: Mapping[str, Any], rows: Rows) -> Iterator[Breach]:
    """``{"by": fact, "ignoring": [ending, …]}``: no two rows differ only in such an ending."""
    by, endings = argument["by"], tuple(argument["ignoring"])
    seen: dict[str, str] = {}
    for index, row in enumerate(rows):
        name = bare(str(row.get(by, "")))
        ending = next(each for each in endings if name.endswith(each)) if name.endswith(endings) else ""
        stem = name.removesuffix(ending)
        if len(stem) < 2:
            continue
        other = seen.setdefault(stem, name)
        if other != name:
            yield Breach([index, by], a=other, b=name)


def decimals(argument: Any, facts: Facts) -> Iterator[Breach]:
    """``{"of": fact, "most": number | {"元": …, "万元": …}}``: the amount has no more decimals, in the unit of the form."""
    value = facts.get(argument["of"])
    if isinstance(value, Decimal):
        printed = in_unit(value, unit_of(facts)).normalize()
        exponent = printed.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > by_unit(argument["most"], facts):
            yield Breach()


REGISTRY: tuple[tuple[str, Callable[[Any, Any], Iterator[Breach]], tuple[str, ...], Judged], ...] = (
    ("sums", sums, ("amount", "sum", "difference", *CAUSES), "facts"),
    ("compare", compare, ("left", "difference"), "facts"),
    ("wholeYears", whole_years, (), "facts"),
    ("sameText", same_text, (), "facts"),
    ("filled", filled, (), "facts"),
    ("allOrNone", all_or_none, ("labels",), "facts"),
    ("among", among, ("list", "nearest"), "facts"),
    ("placedUnder", placed_under, ("right",), "facts"),
    ("unique", unique, ("name",), "rows"),
    ("nearUnique", near_unique, ("a", "b"), "rows"),
    ("decimals", decimals, (), "facts"),
)
