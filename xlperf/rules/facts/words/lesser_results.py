"""Results that are less than the target by an order of words: 发生1起 for 不发生, 合格 for 优秀, B级 for A级, 第5名 for 前3名."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.rules.facts.words.phrases import phrases, table

_AROUND = lazy_pattern(rf"^(?:{phrases('before_a_grade')})*(?P<grade>.*?)(?:{phrases('behind_a_grade')})*$")
_NOTHING_IS_TO_HAPPEN = lazy_pattern(
    rf"(?:{phrases('strives_for')})?(?:{phrases('not_to_happen')})(?P<what>[\u4e00-\u9fff]{{2,8}})?"
)
# 无 alone may also stand for a target that was not set: only the name of something bad makes it one.  零 was set.
_NONE = lazy_pattern(r"无|没有")
_FEWER = lazy_pattern(phrases("fewer"))
_IT_HAPPENED = lazy_pattern(
    rf"(?:{phrases('so_far')})*(?:(?P<verb>{phrases('happened')}|{phrases('found_out')})[过了]?)?"
    r"(?:(?P<number>[1-9]\d*|[一二两三四五六七八九十]+)(?P<unit>[起件次例宗处个项条人名户家笔])(?P<noun>[\u4e00-\u9fff]{2,8})?)?"
)
# 发生一般事故1起 is 发生1起一般事故.
_NOUN_FIRST = lazy_pattern(
    rf"(?P<verb>(?:{phrases('so_far')})*(?:{phrases('happened')}|{phrases('found_out')})[过了]?)(?P<noun>[\u4e00-\u9fff]{{2,8}}?)共?"
    r"(?P<count>(?:[1-9]\d*|[一二两三四五六七八九十]+)[起件次例宗处个])"
)
_QUALIFIED = lazy_pattern(phrases("kinds_of_harm"))
_UNREST = lazy_pattern(phrases("unrest"))
_FIGURE = r"(?P<number>\d+|[一二两三四五六七八九十])"
_UP_TO = lazy_pattern(rf"(?P<of>[\u4e00-\u9fff]{{0,4}})[前第]{_FIGURE}(?P<in>[名位强%]?)(?:以[内上])?")
_LEVEL = lazy_pattern(rf"(?:{phrases('who_grades')})(?=.)")
_PLACE = lazy_pattern(rf"(?:{phrases('ranks_at')})?(?P<of>[\u4e00-\u9fff]{{0,4}}?)(?:{phrases('ranks_at')})?第?{_FIGURE}[名位]?")
_HAN = "零一二三四五六七八九十"


def happened_all_the_same(said: str, wanted: str, name: str) -> bool:
    """Tell whether a whole result counts what was not to happen (发生1起, 有2起 for 不发生, 无, 零发生).

    A count of something else (表扬2件, 1起一般事故 where none is to be 重大) is no such result.
    """
    target, result = _NOTHING_IS_TO_HAPPEN.fullmatch(wanted), _happened(said)
    if target is None or result is None or not (result["verb"] or result["number"]):
        return False
    about = f"{name}{target['what'] or ''}"
    if (target["what"] or _NONE.fullmatch(wanted)) and not _FEWER.search(about):
        return False
    noun = result["noun"]
    of_this = noun is None or any(noun[at : at + 2] in about for at in range(len(noun) - 1))
    of_this = of_this or _are_unrest(noun, about)
    return of_this and not is_other_harm(said, wanted, name)


def _happened(said: str) -> re.Match[str] | None:
    """Return the parts of a whole result that tells what happened, the count before or behind it."""
    first = _NOUN_FIRST.fullmatch(said)
    return _IT_HAPPENED.fullmatch(said if first is None else first.expand(r"\g<verb>\g<count>\g<noun>"))


def nothing_happened(said: str, wanted: str) -> bool:
    """Tell whether a whole result says that nothing came of what was not to happen (无 or 未发生 for 零)."""
    return _NOTHING_IS_TO_HAPPEN.fullmatch(wanted) is not None and _NOTHING_IS_TO_HAPPEN.fullmatch(said) is not None


def is_other_harm(said: str, wanted: str, name: str) -> bool:
    """Tell whether a whole result counts a lesser kind than was not to happen (发生1起一般事故 where 重大事故 was not to)."""
    result = _happened(said)
    noun = result["noun"] if result is not None else None
    about = f"{name}、{wanted}"
    is_lesser = noun is not None and _QUALIFIED.search(about) is not None and _QUALIFIED.search(noun) is None
    return is_lesser and not _are_unrest(noun, about)


def _are_unrest(noun: str | None, about: str) -> bool:
    """Tell whether what happened and what was not to are both unrest: 集体上访 is a 群体性事件."""
    return _UNREST.search(noun or "") is not None and _UNREST.search(about) is not None


def is_ranked_below(said: str, wanted: str, name: str) -> bool:
    """Tell whether a whole result stands below the target in one order of grades (B级 for A级, 第5名 for 前3名)."""
    return _lower("ranks", said, wanted, name) or _comes_after(said, wanted)


def is_worse_word(said: str, wanted: str) -> bool:
    """Tell whether a whole result is a lower word of praise than the target (合格 or 良好 for 优秀)."""
    return _lower("words", said, wanted, "")


class _Span(NamedTuple):
    best: int
    worst: int


@lru_cache(maxsize=2)
def _orders(kind: str) -> Sequence[Mapping[str, Any]]:
    return table("grades")[kind]  # type: ignore[no-any-return]


def _lower(kind: str, said: str, wanted: str, name: str) -> bool:
    least, got = _apart(_grade(wanted), _grade(said))
    if least == got:
        return False
    for order in _orders(kind):
        if "where" in order and not any(each in name for each in order["where"]):
            continue
        due, done = _span(order["best_first"], least), _span(order["best_first"], got)
        if due is not None and done is not None and done.best > due.worst:
            return True
    return False


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return two grades without the level that both name (省级二等奖, 省级三等奖); of two levels (市级一等奖) neither goes."""
    level = _LEVEL.match(one)
    same = level is not None and other.startswith(level[0]) and other != level[0]
    return (one[level.end() :], other[level.end() :]) if level is not None and same else (one, other)


def _grade(text: str) -> str:
    """Return the grade that a whole phrase names, without 达到, 评为, 等次; 不低于乙级 and 乙级以上 name 乙级."""
    hit = _AROUND.match(text)
    return text if hit is None else hit["grade"]


def _span(order: Sequence[Sequence[str]], grade: str) -> _Span | None:
    """Return the first and the last step that a word names: 优良 is either of two."""
    steps = [step for step, words in enumerate(order) if grade in words]
    return _Span(steps[0], steps[-1]) if steps else None


def _comes_after(said: str, wanted: str) -> bool:
    """Tell whether a result is a place behind the one aimed at (第5名 for 前3名), among the same others where both name them."""
    target, up_to = _UP_TO.fullmatch(_grade(wanted)), _UP_TO.fullmatch(_grade(said))
    if target is None:
        return False
    both_up_to = up_to is not None and "前" in said and "前" in wanted  # 前20% for 前10%
    result = up_to if both_up_to else _PLACE.fullmatch(_grade(said))
    alike = result is not None and (result["in"] == target["in"] if both_up_to else "第" in said and target["in"] != "%")
    if result is None or not alike:
        return False
    if result["of"] and result["of"] != target["of"]:
        return False
    return _figure(result["number"]) > _figure(target["number"])


def _figure(number: str) -> int:
    return int(number) if number.isdecimal() else _HAN.find(number.replace("两", "二"))
