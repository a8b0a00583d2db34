"""Keywords over values: money, dates, presence, order, vocabularies, other rows.

Each takes the validator, its own argument, the facts and the schema, as jsonschema
calls it, and yields a ``Breach`` for every way in which the facts fall short.  A fact
that is absent is never at fault here: presence is ``filled`` or ``required``.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from xlperf.data.money import WAN, YUAN, YUAN_PER, in_unit
from xlperf.data.names import bare
from xlperf.rules.dialect.breach import Breach, Detail, Labels, Money
from xlperf.rules.facts.catalogue import AMOUNTS

Facts = Mapping[str, Any]
ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def by_unit(argument: Any, facts: Facts) -> Any:
    """Return an argument that may differ between 元 and 万元 forms, as ``{"元": …, "万元": …}``."""
    return argument[facts["amount_unit"]] if isinstance(argument, Mapping) else argument


def sums(_validator: Any, argument: Facts, facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"total", "parts", "tolerance"}``: the total is the sum of its parts, a blank part being 0."""
    total = facts.get(argument["total"])
    if total is None:
        return
    parts = sum((facts.get(each, Decimal(0)) for each in argument["parts"]), Decimal(0))
    if abs(total - parts) > by_unit(argument["tolerance"], facts):
        yield Breach([argument["total"]], amount=Money(total), sum=Money(parts), difference=Money(abs(total - parts)))


def compare(_validator: Any, argument: Facts, facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"left", "is", "right" | "value", "tolerance"}``: two facts, or a fact and a constant, stand in this order.

    ``left`` may be a list of amounts that are added up, a blank one being 0.
    """
    names = argument["left"]
    left = sum((facts.get(each, Decimal(0)) for each in names), Decimal(0)) if isinstance(names, list) else facts.get(names)
    right = facts.get(argument["right"]) if "right" in argument else argument["value"]
    if left is None or right is None:
        return
    order, slack = argument["is"], by_unit(argument.get("tolerance", 0), facts)
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


def _compared(names: Any, left: Any, right: Any) -> dict[str, Detail]:
    money = isinstance(names, list) or names in AMOUNTS
    if isinstance(left, date) or not isinstance(left, (int, Decimal)):
        return {"left": str(left)}
    difference = Decimal(abs(left - right))
    return {"left": Money(Decimal(left)) if money else left, "difference": Money(difference) if money else difference}


def whole_years(_validator: Any, argument: Mapping[str, str], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"first": fact, "last": fact}``: the period runs from a 1 January to a 31 December."""
    first, last = facts.get(argument["first"]), facts.get(argument["last"])
    if (
        isinstance(first, date)
        and isinstance(last, date)
        and ((first.month, first.day), (last.month, last.day)) != ((1, 1), (12, 31))
    ):
        yield Breach()


def same_text(_validator: Any, argument: list[str], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``[fact, fact]``: two texts are the same, white space and character width aside."""
    if bare(facts[argument[0]]) != bare(facts[argument[1]]):
        yield Breach()


def filled(_validator: Any, argument: list[str], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``[fact, …]``: every one of them is filled; each blank one is a breach of its own."""
    for each in argument:
        if each not in facts:
            yield Breach([each])


def all_or_none(_validator: Any, argument: list[str], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``[fact, …]``: all of them are filled or none is."""
    missing = tuple(each for each in argument if each not in facts)
    if missing and len(missing) < len(argument):
        yield Breach([missing[0]], labels=Labels(missing))


def among(_validator: Any, argument: Mapping[str, Any], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"fact", "words", "blank"}``: the text is one of these words, white space and character width aside.

    A blank one passes unless ``blank`` is false.
    """
    fact, words = argument["fact"], argument["words"]
    if fact not in facts:
        if not argument.get("blank", True):
            yield Breach([fact], list="、".join(words), nearest="")
    elif bare(facts[fact]) not in words:
        close = get_close_matches(bare(facts[fact]), words, 1, 0.5)
        yield Breach([fact], list="、".join(words), nearest=close[0] if close else words[0])


def placed_under(_validator: Any, argument: Mapping[str, Any], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"tree": {regime: {level 1: [level 2, …]}}}``: level 2 belongs to level 1 in the regime of the form year.

    A name that the regime does not know at all is left to the rules about names.
    """
    tree = argument["tree"][facts["regime"]]
    homes = [level1 for level1, names in tree.items() if facts["level2"] in names]
    if homes and facts["level1"] in tree and facts["level1"] not in homes:
        yield Breach(right=homes[0])


def unique(_validator: Any, argument: Mapping[str, Any], rows: list[Facts], _schema: Any) -> Iterator[Breach]:
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


def near_unique(_validator: Any, argument: Mapping[str, Any], rows: list[Facts], _schema: Any) -> Iterator[Breach]:
    """``{"by": fact, "ignoring": [ending, …]}``: no two rows differ only in such an ending."""
    by, endings = argument["by"], tuple(argument["ignoring"])
    seen: dict[str, str] = {}
    for index, row in enumerate(rows):
        name = bare(str(row.get(by, "")))
        ending = next((each for each in endings if name.endswith(each)), "")
        stem = name.removesuffix(ending)
        if len(stem) < 2:
            continue
        other = seen.setdefault(stem, name)
        if other != name:
            yield Breach([index, by], a=other, b=name)


def decimals(_validator: Any, argument: Any, facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"of": fact, "most": number | {"元": …, "万元": …}}``: the amount has no more decimals, in the unit of the form."""
    value = facts.get(argument["of"])
    if isinstance(value, Decimal):
        printed = in_unit(value, facts["amount_unit"]).normalize()
        exponent = printed.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > by_unit(argument["most"], facts):
            yield Breach()


_MONTHLY = re.compile(r"(万?)元/月")
_PER_PERSON = re.compile(r"(万?)元/(?:人|人均)")
_PLAIN = re.compile(r"(万?)元(?:/年)?")


def cost_within(_validator: Any, argument: Mapping[str, Any], facts: Facts, _schema: Any) -> Iterator[Breach]:
    """``{"limit": fact, "percent": number}``: a cost target, made a yearly sum, exceeds the limit by that share at most.

    元 and 万元 count as they stand, a sum per month twelve times, a sum per person
    times the only indicator that counts people; other units are not judged.
    """
    limit, unit = facts.get(argument["limit"]), bare(facts["measure"])
    times, multiplied, found = Decimal(1), True, _MONTHLY.fullmatch(unit)
    if found:
        times = Decimal(12)
    elif found := _PER_PERSON.fullmatch(unit):
        people = [
            row["number"]
            for row in facts["rows"]
            if row.get("level2") == "数量指标" and row.get("measure") == "人" and "number" in row
        ]
        if len(people) != 1:
            return
        times = people[0]
    elif found := _PLAIN.fullmatch(unit):
        multiplied = False
    if found is None or limit is None:
        return
    cost = facts["number"] * times * YUAN_PER[WAN if found[1] else YUAN]
    if cost > limit * (100 + argument["percent"]) / 100:
        yield Breach(x=Money(cost), multiplied=multiplied)


REGISTRY = (
    ("sums", sums, ("amount", "sum", "difference")),
    ("compare", compare, ("left", "difference")),
    ("wholeYears", whole_years, ()),
    ("sameText", same_text, ()),
    ("filled", filled, ()),
    ("allOrNone", all_or_none, ("labels",)),
    ("among", among, ("list", "nearest")),
    ("placedUnder", placed_under, ("right",)),
    ("unique", unique, ("name",)),
    ("nearUnique", near_unique, ("a", "b")),
    ("decimals", decimals, ()),
    ("costWithin", cost_within, ("x", "multiplied")),
)
