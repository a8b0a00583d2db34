"""Numbers that a goal states, held against the rows of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.rules.facts.scoring import last_place
from xlperf.rules.facts.words.meant_by import breaks, meant
from xlperf.rules.facts.words.mentions import Mention, add_up, amounts_in, base_of, is_same, unit_of
from xlperf.rules.facts.words.named_exactly import stands_behind
from xlperf.rules.facts.words.phrases import phrases

Row = tuple[str, Decimal, str]
"""The name of an indicator, the number aimed at, its unit."""

_APART = lazy_pattern(rf"{phrases('apart')}|辖区(?!.*(?:{phrases('works')}))")
# 在12个乡镇各办会演1场，共12场: the first is no number of all.
_FOR_EACH = lazy_pattern(rf"(?:{phrases('for_each')})[^\d]{{0,10}}$")
# 覆盖全区12个街镇: 全区 says no more.
_ALL_OVER = lazy_pattern(rf"(?:{phrases('all_over')})$")
_NEARLY = lazy_pattern(rf"(?:{phrases('nearly')})$|^[^，,。；;]{{0,4}}左右")
_ENDINGS = lazy_pattern(rf"(?:{phrases('endings_of_counts')})$")
_MOST_ADDED = 8
"""Rows of one unit whose numbers a goal may give added to that of another (秸秆还田、绿肥种植3.2万亩)."""
_GENERIC = lazy_pattern(phrases("no_thing_by_itself"))


def row_against_goal(
    name: str, number: Decimal, unit: str, said: Sequence[Mention], rows: Sequence[Row] = (), operator: str | None = None
) -> str | None:
    """Return the number of a goal that is not the target of the row that it speaks of; None where that cannot be told.

    Of the numbers with the unit of the row, those that other rows aim at left out, one must be left, and name the indicator.

    Args:
        name: of the indicator; number, unit: what it aims at.
        said: the numbers of the goal.
        rows: those of the form that count something.
        operator: before what is aimed at; a goal that names the thing by other words only contradicts it where it breaks that.
    """
    measure = bare(unit)
    if measure == "%":
        return _share_against_goal(name, number, said, rows)
    found = _other(name, number, measure, said, rows, operator)
    return found[1] if found else None


def falls_short(name: str, number: Decimal, unit: str, said: Sequence[Mention], rows: Sequence[Row] = ()) -> str | None:
    """Return the number of the goal of a whole project that is less than what a row aims at in one year of it; arguments as above.

    What is to come (剩余15座) and what was done are as little all of it as in a goal of one year; shares do not add up.
    """
    found = _other(name, number, bare(unit), said, rows, "≥")
    return found[1] if found and found[0] < number * base_of(bare(unit))[1] else None


def _other(
    name: str, number: Decimal, measure: str, said: Sequence[Mention], rows: Sequence[Row], operator: str | None
) -> tuple[Decimal, str] | None:
    """Return the amount of the only number that speaks of a row and is not its, and how it is written."""
    base, times = base_of(measure)
    if not base or base in _NOT_COUNTED:
        return None
    of_unit = amounts_in(said, base)
    if not of_unit and base in _OTHERWISE_COUNTED:  # 企业280户 where the row counts 家
        other = _OTHERWISE_COUNTED[base]
        return _other(name, number * times, other, said, rows, operator) if amounts_in(said, other) else None
    aims = [aim * factor for _, aim, other in rows for held, factor in (base_of(bare(other)),) if held == base]
    aims += [one + other for at, one in enumerate(aims) for other in aims[at + 1 : at + 1 + _MOST_ADDED]]
    aim, called, stem = number * times, bare(name), _stem(name, base)
    if any(is_same(amount, aim, each) for each, amount in of_unit) or add_up(of_unit, aim):
        return None
    own = [(each, amount, each.before.removesuffix(called)) for each, amount in of_unit]
    whole = [(each, amount) for each, amount, before in own if "其中" not in before and not _FOR_EACH.search(before)]
    free = [(each, amount) for each, amount in whole if not any(is_same(amount, other, each) for other in aims)]
    names = tuple(each for each in (stem, called) if len(each) > 1 and not _GENERIC.fullmatch(each))
    if len(free) > 1:  # of a list the one behind the very name, where nothing else is told of it
        told = [(each, amount) for each, amount in free if stem in each.before or stands_behind(names, each)]
        free = [(each, amount) for each, amount in told if stands_behind(names, each)] if len(told) == 1 else []
    if len(free) != 1:
        return None
    mention, amount = free[0]
    before = _ALL_OVER.sub("", mention.before.removesuffix(called))
    if _APART.search(before) or _NEARLY.search(mention.before) or _NEARLY.match(unit_of(mention, base)[2]):
        return None
    scale, written, behind = unit_of(mention, base)
    by_name = stands_behind(names, mention) and (not behind or _BEHIND.match(behind) is not None)
    named = by_name or any(_names(_ALL_OVER.sub("", mention.before), behind, each) for each in (stem, called))
    others = [other for other, _, unit in rows if other != name and base_of(bare(unit))[0] == base]
    is_alone = not behind or _BEHIND.match(behind) is not None  # 购置20台打印机 is not all of 电脑购置
    named = named or (amount < aim and is_alone and _is_all_of_it(mention, stem, others))
    named = named or breaks(amount, aim, operator, meant(mention.before, behind, mention.clause, mention.sentence, stem))
    return (amount, f"{mention.number}{scale}{written}") if named else None


def _is_all_of_it(mention: Mention, stem: str, others: Sequence[str]) -> bool:
    """Tell whether a number is of all that an indicator counts a part of: 检查18次 are fewer than 专项检查25次.

    The words before the number are the end of its name, a work, and no other row has them in its name.
    """
    front = _stripped(_AFTER_A_NUMBER.split(mention.before)[-1])
    is_end = 2 <= len(front) < len(stem) and stem.endswith(front) and _WORKS.fullmatch(front) is not None
    return is_end and not _BEHIND_IT.match(mention.behind) and not any(front in bare(each) for each in others)


_BEHIND_IT = lazy_pattern("[^，,。；;、]{1,3}[，,、]?(?:发现|查出|处理|整改)")
_NOT_COUNTED = frozenset(("年", "月", "日", "个月", "元", "%", "‰", "倍", "个百分点"))
_OTHERWISE_COUNTED = {"家": "户", "户": "家", "次": "场", "场": "次"}
"""Units that some write for each other, looked for where a goal has no number of the unit itself."""


def _stem(name: str, base: str) -> str:
    """Return what an indicator counts, without how it counts it: 快检批次 is 快检, 维护设备台数 is 维护设备."""
    plain = re.sub(r"\([^()]*\)$", "", bare(name))
    for end in (f"{base}数量", f"{base}数", base):
        if plain.endswith(end) and len(plain) > len(end):
            return plain.removesuffix(end)
    return _ENDINGS.sub("", plain) or plain


_WORKS = lazy_pattern(phrases("works"))
_AT_FIRST = lazy_pattern(rf"^(?:{phrases('before_a_thing')})")
_AT_LAST = lazy_pattern(rf"(?:{phrases('before_a_number')})$")
_COVERS = lazy_pattern(rf"^(?:{phrases('covers')})")
_BEHIND = lazy_pattern(phrases("behind_a_thing"))
_TELLING = 5
"""Characters of a name that mean one thing, whatever stands before it: 社区 before 阅读推广活动."""
_MOST_BETWEEN = 6
"""Characters inside a name that a goal may add to it: 维护恒温恒湿设备."""


def _names(before: str, behind: str, stem: str) -> bool:
    """Tell whether the words around a number are what an indicator counts: nearly all of its name, and nothing else.

    What stands beside the number must be of the name; words before the name make it another thing (培训志愿者 is no
    志愿者), unless the name tells the work as well and it is the same.
    """
    front = _stripped(_AFTER_A_NUMBER.split(before)[-1])
    covers = _COVERS.match(stem) is not None
    stem = _AT_FIRST.sub("", stem)
    if len(stem) < 2 or _GENERIC.fullmatch(stem) or (covers and front not in ("", stem)):
        return False
    held, held_behind = _covered(front, stem), _covered(behind[: len(stem)], stem)
    goes_on = held_behind[:1] == [True]
    if not (held[-1] if held else goes_on) or (behind and not goes_on and not _BEHIND.match(behind)):
        return False
    said = zip(_covered(stem, front), _covered(stem, behind[: len(stem)] if goes_on else ""), strict=True)
    found = sum(before or after for before, after in said)
    lead = held.index(True) if held else 0
    is_long = len(stem) >= _TELLING and not _WORKS.search(front[:lead])
    said_work = lead == 0 or is_long or _WORKS.search(stem) is not None
    return found * 4 >= len(stem) * 3 and said_work and held[lead:].count(False) <= _MOST_BETWEEN


_AFTER_A_NUMBER = lazy_pattern(r"\d[^\u4e00-\u9fff]*[\u4e00-\u9fff]?")


def _stripped(front: str) -> str:
    """Return the words before a number without when and how (全年, 计划, 共)."""
    while (short := _AT_LAST.sub("", _AT_FIRST.sub("", front))) != front:
        front = short
    return front


def _covered(text: str, stem: str) -> list[bool]:
    """Tell for each character of a text whether it stands there with a neighbour as it does in a name."""
    pairs = {stem[at : at + 2] for at in range(len(stem) - 1)}
    held = [False] * len(text)
    for at in range(len(text) - 1):
        if text[at : at + 2] in pairs:
            held[at] = held[at + 1] = True
    return held


def _share_against_goal(name: str, number: Decimal, said: Sequence[Mention], rows: Sequence[Row]) -> str | None:
    """Return the per cent that the only clause about an indicator states, where it is another one."""
    of_unit = [each for each in said if each.after.startswith("%") and not each.after.startswith(("%次", "%/"))]
    others = [other for other, _, unit in rows if other != name and bare(unit) == "%"]
    named = [each for each in of_unit if _speaks_of_share(name, each)]
    named = named or [each for each in of_unit if _is_rate_in_short(name, each, others)]
    if len(named) != 1 or sum(each.clause == named[0].clause for each in of_unit) != 1:
        return None
    mention = named[0]
    rounds = abs(mention.number - number) * 2 <= last_place(mention.number)
    of_it = [each.number for each in of_unit if each.sentence == mention.sentence and _may_be_of(name, each)]
    is_part = len(of_it) > 1 and min(of_it) <= number <= max(of_it)
    return None if rounds or is_part or _APART.search(mention.before) else f"{mention.number}%"


def _may_be_of(name: str, mention: Mention) -> bool:
    """Tell whether a share beside one that names an indicator may be its or a part's (终验97%, 灌木96%): it names no other rate."""
    rate, whole = _RATE_IN_SHORT.search(mention.before), _RATE.search(mention.before)
    if whole is not None and not _SHARES_A_STAGE.search(whole[0]) and _is_another(bare(name), _AT_FIRST.sub("", whole[0])):
        return False
    return rate is None or rate[1] in bare(name)


def _is_another(name: str, said: str) -> bool:
    """Tell whether two rates are of things that have nothing in common but how they are called (老年人, 高血压患者 and 管理率)."""
    whose, other = name[: -_KIND_OF_RATE], said[: -_KIND_OF_RATE]
    apart = len(whose) > 1 and len(other) > 1
    return apart and not any(whose[at : at + 2] in other for at in range(len(whose) - 1))


_KIND_OF_RATE = 3
_SHARES_A_STAGE = lazy_pattern(phrases("stages_of_a_share"))


_RATE_IN_SHORT = lazy_pattern(r"([\u4e00-\u9fff]{2}[率度])[^率度]*$")


def _is_rate_in_short(name: str, mention: Mention, others: Sequence[str]) -> bool:
    """Tell whether 整改率 before a number is the rate of an indicator (检查问题整改完成率) and of no other one."""
    rate, plain = _RATE.search(mention.before), _DONE.sub("率", bare(name))
    said = _AT_FIRST.sub("", rate[0]) if rate is not None else ""
    is_of_money = _RATE_OF_MONEY.fullmatch(said) is not None and said != bare(name)  # 执行率98% is that of the budget
    is_in_short = not is_of_money and len(said) > _SHORTEST_RATE and plain.endswith(said)
    return is_in_short and not any(_DONE.sub("率", bare(each)).endswith(said) for each in others)


_RATE = lazy_pattern(rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,12}}率(?=(?:{phrases('before_a_number')})*$)")
_DONE = lazy_pattern(rf"(?:{phrases('done_in_a_rate')})率$")
_SHORTEST_RATE, _RATE_OF_MONEY = 2, lazy_pattern(phrases("rates_of_money"))


def _is_of(whose: str, said: str) -> bool:
    """Tell whether a share may be of those that a goal names before it (学员满意度 is none of 群众), or the goal names nobody."""
    said = _NOBODY.sub("", _AT_FIRST.sub("", said))
    return not whose or len(said) < 2 or any(whose[at : at + 2] in said for at in range(len(whose) - 1))


_NOBODY = lazy_pattern(rf"(?:{phrases('nobody')})+$")


# 隐患起数较上年下降 is 隐患下降.
_COUNT_BEFORE_A_CHANGE = lazy_pattern(
    rf"(?:起数|件数|次数|数量|人数)?(?:(?:较|比|与)?(?:{phrases('of_before')})(?:相比)?|同比)?(?=(?:{phrases('goes_down')}|{phrases('goes_up')})$)"
)


def _speaks_of_share(name: str, mention: Mention) -> bool:
    """Tell whether the clause of a number names an indicator and what it is a share of (增长, 满意)."""
    stem = _ENDINGS.sub("", bare(name)) or bare(name)
    kind = stem.removesuffix("度")[-2:]
    if kind not in mention.clause or not _is_of(stem.rpartition(kind)[0], mention.clause.partition(kind)[0]):
        return False
    if len(stem) < 3:
        return len(stem) == 2 and not _GENERIC.fullmatch(stem) and stem in mention.before[-8:]
    if any(stem[at : at + 3] in mention.clause for at in range(len(stem) - 2)):
        return True
    front = _COUNT_BEFORE_A_CHANGE.sub("", _stripped(mention.before))
    return len(front) > len(kind) and _COUNT_BEFORE_A_CHANGE.sub("", stem).endswith(front)
