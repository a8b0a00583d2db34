"""What the name of an indicator says about its target: which way is better, which units fit, whether it is a share.

The words come from ``schemas/rule-words.json`` and, for the direction, from the one list
in ``schemas/scoring.json`` that the scoring uses too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.rules.facts.words.phrases import phrases

_REMARK = lazy_pattern(r"\([^()]*\)$")
_PER = lazy_pattern(r"/|每|分之|人均|户均")
# 发放补贴户数: what is counted stands last, whatever else the name speaks of.
_COUNTS = lazy_pattern(rf"(?:{phrases('names_count')})$")
_PREFIX = lazy_pattern(r"^[万亿千百]+(?=.)")
_VALUE_AS_NAME = lazy_pattern(
    rf"(?:{phrases('at_least_or_most')})\d[\d,.]*(?:\([^()]{{0,6}}\)|[%‰\u4e00-\u9fff]{{0,3}})?"
    rf"|\d[\d,.]*(?:\(?[%‰]\)?|\([^()\d]{{1,4}}\)|万?(?:{phrases('units_of_values')}))(?:以[上内下])?"
)


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Which kinds of unit a name may be measured in, by how the name ends.

    Attributes:
        kinds: unit in its usual spelling -> its kind, such as 册 -> 书刊.
        fits: ending of a name -> the kinds that fit it; the longest ending decides.
        unless: words that make a name with such an ending something else.
        things: what a name may end in -> the kinds and units that such things are counted by.
        is_other: finds one of these words in a name; is_thing: finds one of the things.
    """

    kinds: Mapping[str, str]
    fits: Mapping[str, frozenset[str]]
    unless: tuple[str, ...]
    things: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = ()
    is_other: Callable[[str], re.Match[str] | None] = field(init=False, compare=False)
    is_thing: Callable[[str], re.Match[str] | None] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_other", re.compile("|".join(map(re.escape, self.unless)) or "(?!)").search)
        things = "|".join(each.pattern for each, _ in self.things) or "(?!)"
        object.__setattr__(self, "is_thing", re.compile(things).search)

    def in_name(self, name: str, usual: Callable[[str], str]) -> str | None:
        """Return the unit that a name holds in brackets (补贴额(万元)) or behind its number (培训300人); else None.

        Args:
            name: of the indicator; usual: returns the usual spelling of a unit.
        """
        found = _REMARK.search(bare(name))
        unit = found[0][1:-1].removeprefix("单位:") if found else ""
        if not found and (named := number_in_name(name)) is not None:
            unit = named[1]
        return unit if self._kind(usual(unit.partition("/")[0])) is not None else None

    def clash(self, name: str, unit: str) -> bool:
        """Tell whether a unit, in its usual spelling, cannot belong to a name (活动场次 in %, 培训人数 in 场, 采购数量 in 万元)."""
        kind = self._kind(unit)
        if kind is None:
            return False
        plain = _REMARK.sub("", bare(name))
        if self.is_other(plain) and not _COUNTS.search(plain):
            return False
        if self.is_thing(plain):  # most names end in none
            counted = next(units for thing, units in self.things if thing.search(plain))
            return kind not in counted and _PREFIX.sub("", bare(unit)) not in counted
        for length in range(min(4, len(plain)), 0, -1):
            fitting = self.fits.get(plain[-length:])
            if fitting is not None:
                return kind not in fitting
        return False

    def _kind(self, unit: str) -> str | None:
        plain = bare(unit)
        if _PER.search(plain):
            return None
        return self.kinds.get(plain) or self.kinds.get(_PREFIX.sub("", plain))


def parse_named_units(kinds: Mapping[str, Sequence[str]], fits: Mapping[str, list[str]], unless: list[str]) -> NamedUnits:
    """Build the table from its file: kinds of units, and for each ending of a name, or each thing (with |), what fits."""
    things = {each: units for each, units in fits.items() if "|" in each}
    return NamedUnits(
        {unit: kind for kind, units in kinds.items() if kind != "$comment" for unit in units},
        {ending: frozenset(names) for endings, names in fits.items() if endings not in things for ending in endings.split()},
        tuple(unless),
        tuple((re.compile(f"(?:{thing})$"), frozenset(units)) for thing, units in things.items()),
    )


_NUMBER_IN_NAME = lazy_pattern(
    rf"(?!.*(?:{phrases('for_each')}|{phrases('of_which')}|{phrases('one_of_many')}))"
    rf"(?:{phrases('work_on_a_number')})[\u4e00-\u9fff]{{0,8}}?"
    rf"(?P<number>\d+(?:\.\d+)?)(?P<unit>{phrases('counted_in')})(?!{phrases('about')}|(?:{phrases('places_of_work')})[\u4e00-\u9fff])"
    rf"(?![\u4e00-\u9fff]*(?:{phrases('endings_of_counts')})$)[\u4e00-\u9fff]{{0,8}}"
)


def number_in_name(name: str) -> tuple[Decimal, str] | None:
    """Return how much is to be done by a name, and its unit (培训300人, 新建3个站点); None where it counts something else."""
    found = _NUMBER_IN_NAME.fullmatch(bare(name))
    return (Decimal(found["number"]), found["unit"]) if found is not None else None


_DAY_AS_NAME = lazy_pattern(
    r"(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|第?[1-4一二三四]季度|[上下]半年|年)[底末初]?(?:前|之前|以前|内)?"
    r"|每(?:个?月|季度?|半年|年|周)(?:结束后?|[底末初])?(?:\d{1,2}个?(?:工作)?日)?[底末初]?(?:前|之前|以前|内)?"
)
_NAME_AS_TARGET = lazy_pattern(rf".{{2,}}(?:{phrases('names_as_targets')})")


def is_swapped(name: str, target: str) -> bool:
    """Tell whether the name of an indicator is a value (=100(%)), or a day and its target a name: the two were swapped."""
    plain = bare(name)
    if _VALUE_AS_NAME.fullmatch(plain) is not None:
        return True
    return _DAY_AS_NAME.fullmatch(plain) is not None and _NAME_AS_TARGET.fullmatch(bare(target)) is not None
