"""Results (实际完成值) that say by their own words that nothing, or not all, came of what was aimed at."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.rules.facts.words.lesser_results import happened_all_the_same, is_other_harm, is_ranked_below, nothing_happened
from xlperf.rules.facts.words.opposites import says_opposite
from xlperf.rules.facts.words.phrases import phrases

_NO = lazy_pattern(
    rf"(?:{phrases('not')})(?:{phrases('between_no_and_verb')})*(?:{phrases('done')})"
    rf"|(?<![未无不没防])(?:{phrases('put_off')})(?!率|次)"
    rf"|{phrases('no')}"
)
# 已完善并未做重大调整 for 不断完善.
_NO_CHANGE = lazy_pattern(phrases("no_change_made"))
_SAID_OF = lazy_pattern(rf"^(?:{phrases('before_cancelled')})(?=取消)")
# 未入库 where 入库 is wanted; what a target itself denies (无事故, 不中断) is no such want.
_DENIED = lazy_pattern(
    rf"(?:{phrases('denies')})(?:{phrases('between_no_and_want')})*(?P<wanted>[\u4e00-\u9fff]{{2}})(?![\u4e00-\u9fff]{{0,6}}率)"
)
_MORE = 2
"""Characters behind a no that must stand behind it in the name as well."""
_NEAR = 24
"""Characters beside a no that say what it is about."""
_SHUNNED = lazy_pattern(rf"(?:{phrases('shunned')})[^，,。；;]{{0,3}}$")
_MENDED = lazy_pattern(phrases("mended"))
# 取消收费后群众满意, 延期退休人员全部覆盖, 失败案例复盘机制健全: what was cancelled is told of, and the clause ends well.
_EVENT = lazy_pattern(rf"(?:{phrases('called_off')}|{phrases('put_off')})(?:{phrases('behind_called_off')})?$")
_ENDS_WELL = lazy_pattern(rf"^(?!.*(?:\d|至|到(?!位)|[不未欠没]))[^，,。；;]{{1,18}}(?:{phrases('good_ends')})(?=$|[，,。；;])")
# 解决了原制度不健全的问题, 建立延期服务预约机制: the work was done about what is bad.
_DEALT_WITH = lazy_pattern(rf"(?<![未没不])(?:{phrases('dealt_with')})了?[^，,。；;]{{0,12}}$")
_SET_UP = lazy_pattern(rf"(?<![未没不待拟])(?:{phrases('set_up')})了?[^，,。；;]{{0,8}}$")
_SET_UP_FOR = lazy_pattern(rf"[^，,。；;]{{0,12}}?(?:{phrases('set_up_for')})")
_DENIAL = lazy_pattern(rf"(?:{phrases('denials')})[\u4e00-\u9fff]{{0,8}}")
_GOES_ON = lazy_pattern(r"(?:项目|工程|目前|现)*(?:正在|正|尚在|仍在)?(?P<work>[\u4e00-\u9fff]{2,4}?)(?:中|阶段|之中)?")
# 下降 where 提升 is wanted; 无明显变化 may be what 稳定 wants.
_UP = lazy_pattern(rf"(?<![零负不无未减])(?:{phrases('upwards')})")
_WORSE = lazy_pattern(phrases("worse"))
_FEWER = lazy_pattern(phrases("fewer"))
# 化肥使用量 零增长: 下降 reaches it, 上升 does not.
_NO_GROWTH = lazy_pattern(rf"[\u4e00-\u9fff]{{0,6}}(?:{phrases('no_growth')})")
_IN_THE_END = lazy_pattern(rf"(?:^|[，,。；;])(?:{phrases('in_the_end')})+$")
_WAITS = lazy_pattern(rf"[^，,。；;]{{0,4}}(?:{phrases('better_fewer')})")
_AS_BEFORE = lazy_pattern(phrases("as_before"))
_DOWNWARDS = lazy_pattern(rf"(?:(?![不未无没零]).){{0,8}}?(?:{phrases('downwards')})")
_GROWN = lazy_pattern(rf"(?:{phrases('grown')})|(?:未|没有?)[\u4e00-\u9fff]{{0,2}}(?:{phrases('downwards')})")
# 未建 where 建立 is wanted, 没到 where 到位 is.
_DENIED_SHORT = lazy_pattern(
    r"(?:[^不未没无零，,。；;]{0,4}?(?:尚|暂|仍|还|均|并|都)*(?:未|没有?)|无法)(?P<wanted>[\u4e00-\u9fff])"
)
_MONEY = lazy_pattern(phrases("says_it_is_money"))
_COMPLETE = lazy_pattern(phrases("completions"))
_PART = lazy_pattern(
    rf"(?:{phrases('before_a_part')})*(?:{phrases('part_done')})(?:{phrases('behind_part_done')})?[了为约达到]{{0,2}}"
    r"\d{1,2}(?:\.\d+)?%(?:左右|以上)?"
)
# 上升3%, 增加2起: by how much does not matter; 12月底完成80%: when does not.
_BY_HOW_MUCH = lazy_pattern(r"了?约?\d+(?:\.\d+)?(?:%|个?百分点|[\u4e00-\u9fff]{1,3})$")
_BY_WHEN = lazy_pattern(r"^(?:截[至止]到?|[至到])?(?:20\d\d年)?(?:年|\d{1,2}月)(?:\d{1,2}日|[底末])?前?[,，]?")
# 待投入使用 where 投入使用 is wanted, 拟签订 or 待签 where 签订 is.
_TO_COME = lazy_pattern(rf"(?:目前|项目|尚|仍|还)?(?:{phrases('to_come')})")
# 仍为劣Ⅴ类 where 消除劣Ⅴ类 is wanted.
_RID_OF = lazy_pattern(rf"(?:{phrases('rid_of')})(?P<what>[\u4e00-\u9fffA-Z]{{2,8}})")
_STILL_SO = lazy_pattern(rf"[\u4e00-\u9fff]{{0,4}}?(?:{phrases('still_so')})(?P<what>[\u4e00-\u9fffA-Z]{{2,10}})")
_HOW_OFTEN = lazy_pattern(
    r"[每按](?:个)?(?P<period>天|日|两周|周|旬|两个?月|月|季度?|半年|学期|学年|年)度?(?:\d{1,2}[日号])?[底末初]?前?(?:发放|支付|拨付|报送|上报|完成)?(?:一次|1次)?"
)
_PERIODS = ("天", "日", "周", "旬", "两周", "月", "两月", "季", "半年", "年")
_SCHOOL = {"学期": "半年", "学年": "年", "两个月": "两月", "日": "天"}


_AT_LEAST = lazy_pattern(r"[≥>]")
_BELOW_IT = lazy_pattern(rf"[\u4e00-\u9fff]{{0,6}}?(?:{phrases('below_it')})\d")
# 培训300人: 完成, and 培训260人 is what was done.
_NUMBER_IN_NAME = lazy_pattern(
    rf"(?!.*(?:{phrases('for_each')}))[\u4e00-\u9fff]{{0,12}}?(?P<number>\d+)(?P<unit>{phrases('counted_in')})(?!{phrases('about')})"
)
_NUMBER_DONE = lazy_pattern(rf"[\u4e00-\u9fff]{{0,8}}?(?P<number>\d+)(?P<unit>{phrases('counted_in')})[\u4e00-\u9fff]{{0,4}}")
_AS_NAMED = lazy_pattern(phrases("done_as_named"))
# 24场，未开展: the number is one that was planned. 24场，其中8场未开展: so many less were done.
_NOTHING_OF_IT = lazy_pattern(
    rf"(?:^[^\d,，;；]{{0,8}}\d[\d.]*[\u4e00-\u9fff]{{1,3}}|[,，;；])(?:{phrases('left_undone_in_the_end')})"
)
_LESS_OF_IT = lazy_pattern(
    rf"^\D{{0,8}}(?P<all>\d[\d.]*)[\u4e00-\u9fff]{{1,3}}[,，(](?:{phrases('of_which')})(?P<left>\d[\d.]*)[\u4e00-\u9fff]{{1,3}}"
    rf"(?:(?:{phrases('why_less')})[^,，]{{1,8}}?)?(?:{phrases('left_undone_in_the_end')})"
)


def left_undone(actual: str, target: Decimal) -> bool:
    """Tell whether a result that has the number of its target says behind it that this, or more than is to spare, was not done."""
    said = bare(actual)
    less = _LESS_OF_IT.match(said)
    if less is not None:
        return Decimal(less["all"]) - Decimal(less["left"]) < target
    return _NOTHING_OF_IT.search(said) is not None


@lru_cache(maxsize=4096)
def says_no(actual: str, target: str, name: str = "") -> bool:
    """Tell whether a result says by its own words that nothing came of it (未建立, 因故未开展, 已取消), or that it is not done yet.

    What the target itself says in the same words (不延期, 取消收费) is no such answer, nor is 下降 of what should be fewer.

    Args:
        actual: the result; target: what it is held against; name: of the indicator.
    """
    wanted, said = bare(target), bare(actual)
    if said.endswith(wanted) and len(wanted) > 1 and _IN_THE_END.search(said.removesuffix(wanted)):
        return False  # 因防汛停工，已竣工
    if _falls_short(said, wanted, bare(name)):
        return True
    if nothing_happened(said, wanted) or is_other_harm(said, wanted, bare(name)):
        return False
    meant = _DENIAL.sub("、", wanted)
    denied = [hit for hit in _DENIED.finditer(said) if hit["wanted"] in meant]
    stated = [hit for hit in _NO.finditer(said) if not _is_wanted(hit[0], wanted) and not _is_beside(said, hit, wanted)]
    stated = [hit for hit in stated if (change := _NO_CHANGE.match(said, hit.end())) is None or change[0][-2:] in wanted]
    about = bare(name)
    short = _DENIED_SHORT.fullmatch(said)
    if says_opposite(said, wanted) or (short is not None and short["wanted"] in meant):
        return True
    return any(not _is_about_another(said, hit) and not _is_in_name(said, hit, about) for hit in (*denied, *stated))


def _is_in_name(said: str, hit: re.Match[str], name: str) -> bool:
    """Tell whether a no is of the words that name the indicator: 延期还本付息惠及86户 of 延期还本付息政策落实."""
    more = said[hit.end() : hit.end() + _MORE]
    return len(more) == _MORE and more.isalpha() and hit[0] + more in name


def _is_beside(said: str, hit: re.Match[str], wanted: str) -> bool:
    """Tell whether a result answers in the very words of the target before it tells what was cancelled (健全，取消了纸质台账)."""
    return "取消" in hit[0] and len(wanted) < hit.start() and re.match(rf"{re.escape(wanted)}[，,。；;、]", said) is not None


def _is_wanted(said: str, wanted: str) -> bool:
    """Tell whether a target says the same words (取消收费), or aims at nothing but what goes on (推进中 for 有序推进)."""
    goes_on = _GOES_ON.fullmatch(said)
    if goes_on is not None and goes_on["work"] != said and not _COMPLETE.search(wanted):
        return goes_on["work"] in wanted
    return _SAID_OF.sub("", said) in wanted


def _falls_short(said: str, wanted: str, name: str) -> bool:
    """Tell whether a whole result goes down where up is wanted, is a part (完成80% for 完工), rarer (每季度 for 每月) or lower."""
    plain = _BY_HOW_MUCH.sub("", said)
    if _NO_GROWTH.fullmatch(wanted) and not _AS_BEFORE.search(plain) and _GROWN.fullmatch(plain):
        return True
    if _DOWNWARDS.fullmatch(wanted) and _GROWN.fullmatch(plain):
        return True
    if _UP.search(wanted) and not _FEWER.search(f"{name}、{wanted}") and _WORSE.fullmatch(plain) and not _WAITS.match(plain):
        return True
    if _AT_LEAST.match(wanted) and _BELOW_IT.match(said):
        return True
    named, done = _NUMBER_IN_NAME.match(name), _NUMBER_DONE.fullmatch(said)
    if named is not None and done is not None and done["unit"] == named["unit"] and _AS_NAMED.fullmatch(wanted):
        return Decimal(done["number"]) < Decimal(named["number"])
    by_then = _BY_WHEN.sub("", said)
    if _COMPLETE.search(wanted) and not _MONEY.search(f"{name}、{wanted}") and "%" not in wanted and _PART.fullmatch(by_then):
        return True
    to_come = _TO_COME.match(said)
    if to_come is not None and (rest := said[to_come.end() :]) and (wanted.startswith(rest) or rest == wanted):
        return True
    rid_of, still = _RID_OF.fullmatch(wanted), _STILL_SO.fullmatch(said)
    if rid_of is not None and still is not None and rid_of["what"] in still["what"]:
        return True
    if happened_all_the_same(said, wanted, name) or is_ranked_below(said, wanted, name):
        return True
    due, done = _HOW_OFTEN.fullmatch(wanted), _HOW_OFTEN.fullmatch(said)
    return due is not None and done is not None and _rank(done["period"]) > _rank(due["period"])


def _rank(period: str) -> int:
    return _PERIODS.index(_SCHOOL.get(period, period.removesuffix("度")))


def _is_about_another(said: str, hit: re.Match[str]) -> bool:
    """Tell whether a no is itself denied (未出现不及时), of what was mended (不合格产品全部下架) or of what is to be shunned."""
    before, behind = said[max(0, hit.start() - _NEAR) : hit.start()], said[hit.end() : hit.end() + _NEAR]
    if _EVENT.search(hit[0]) is not None and _ENDS_WELL.match(behind) is not None:
        return True
    if _DEALT_WITH.search(before) is not None or (_SET_UP.search(before) is not None and _SET_UP_FOR.match(behind) is not None):
        return True
    return _SHUNNED.search(before) is not None or _MENDED.match(behind) is not None
