"""Units that two people write for one thing: 12站 and 12个站点, 45件（套） and 45件/套, 万台 and 万台次 of 手术台次."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.rules.facts.words.phrases import phrases

_COUNTED = lazy_pattern(r"(?P<counter>[个家座处项条所名位户间栋台件篇份场期只张])(?P<noun>[\u4e00-\u9fff]{1,6})")
_TIME = lazy_pattern(r"个?(?:月|小时|工作日|星期|季度|学期|日历天|自然日)")
_EITHER = lazy_pattern(r"([\u4e00-\u9fff])[(/、]([\u4e00-\u9fff])\)?")
_NO_THING = frozenset("元角分人天日月年时秒周%")
_LONGEST_COUNTER = 2
_ONE_EACH = 2
_ANY_BODY = lazy_pattern(phrases("any_body"))


def counts_the_same(one: str, other: str, name: str, multiples: Sequence[str], are_alike: Callable[[str, str], bool]) -> bool:
    """Tell whether two units count one thing, by what they say themselves or by the name of the indicator.

    Args:
        one, other: the units; name: of the indicator.
        multiples: what may stand before a unit (万, 亿), the longest first.
        are_alike: tells it of two units that usage takes for each other.
    """
    first, second = (_without_multiple(bare(each), multiples) for each in (one, other))
    if not first or not second:
        return False
    if first == f"{second}次" or second == f"{first}次":
        return bare(name).endswith(max(first, second, key=len))
    parts, others = _parts(first), _parts(second)
    if len(parts) + len(others) > _ONE_EACH:
        return parts <= others or others <= parts
    return _names_it(first, second, name, are_alike) or _names_it(second, first, name, are_alike)


def _without_multiple(unit: str, multiples: Sequence[str]) -> str:
    return next((unit.removeprefix(each) for each in multiples if unit.startswith(each)), unit)


def _parts(unit: str) -> frozenset[str]:
    """Return both units of 件(套) and 件/套, of which either may be meant; of any other unit itself."""
    found = _EITHER.fullmatch(unit)
    either = frozenset(found.groups() if found is not None else (unit,))
    return either if either.isdisjoint(_NO_THING | {"次"}) else frozenset((unit,))


def _names_it(full: str, counter: str, name: str, are_alike: Callable[[str, str], bool]) -> bool:
    """Tell whether a unit is a counter and the very thing that the other unit or the name of the indicator names."""
    found = _COUNTED.fullmatch(full)
    if found is None or _TIME.fullmatch(full) or len(counter) > _LONGEST_COUNTER or not _NO_THING.isdisjoint(counter):
        return False
    noun, plain = found["noun"], bare(name)
    is_named = counter in noun or noun in plain or any(noun[at : at + 2] in plain for at in range(len(noun) - 1))
    is_named = is_named or _ANY_BODY.fullmatch(noun) is not None
    return is_named and (found["counter"] == "个" or counter in noun or are_alike(found["counter"], counter))
