"""Money that a goal states, held against the amounts in the head of the form, and what is left of finished work to be paid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN_PER
from xlperf.data.names import bare
from xlperf.rules.facts.scoring import last_place
from xlperf.rules.facts.words.phrases import phrases

_MONEY = lazy_pattern(
    rf"(?:{phrases('money_of_a_project')})(?:总额)?(?:共计|共|合计|为|约|总计)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元|万(?=$|[，,。；;、！)）]))"
)


# 投入20万元，…: said of the whole project where it stands alone at the beginning of a clause and says nothing of a purpose.
_ALL_MONEY = lazy_pattern(
    rf"(?:^|[，,。；;、\n:：]|\d[.、)）])(?:{phrases('before_money')}|需|由)*"
    rf"(?:(?:{phrases('puts_money_in')})(?:{phrases('whose_money')})*(?:资金|经费|预算)?"
    rf"|(?:{phrases('whose_money')})*(?:资金|经费|预算|投入|拨款))"
    rf"(?:{phrases('money_in_all')})*(?P<about>约|近)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元|万)(?=$|[，,。；;、！\n)）])"
)
# 投入52.5万元清理山洪沟, 支付质量保证金18.8万元: perhaps a part of the money, which cannot be more than all of it.
_PART_MONEY = lazy_pattern(
    rf"(?:^|[，,。；;、\n:：]|\d[.、)）])(?:{phrases('before_money')})*"
    rf"(?:{phrases('pays_a_part')})(?![^，,。；;\n]*(?:{phrases('no_part_paid')}))[^，,。；;、\n]{{0,30}}?(?<![约近\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>[万亿]?元(?![的中之/])|万(?=$|[，,。；;、！\n)）]))"
)
# 人均每月2,000元, 拉动消费1.1亿元: a standard and an effect are no parts of the money.
_NO_PART = lazy_pattern(
    rf"(?:{phrases('no_part_of_the_money')})[^，,。；;、\n\d]{{0,12}}\d[\d,]*(?:\.\d+)?[万亿千百]?元(?:/[\u4e00-\u9fff]{{1,3}})*"
    r"|\d[\d,]*(?:\.\d+)?[万亿千百]?元/[\u4e00-\u9fff]{1,3}(?:[/·][\u4e00-\u9fff]{1,2})?"
)
_ANY_MONEY = lazy_pattern(r"\d(?:[万亿千百]?元|万(?=$|[，,。；;、！)）]))")

# 安排经费48元开展活动 of a project of 480,000元: 万 was left out, or written beside a number in 元.
_MISSCALED = lazy_pattern(
    rf"(?:{phrases('says_whose_money')})(?:{phrases('money_in_all')})*(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>{phrases('units_of_money')})(?!/|{phrases('for_each')})"
)
_WAN = YUAN_PER[WAN]


# 总投资300万元，分四年实施，本年安排80万元: the head of a form of one year has no place for it.
_OF_YEARS = lazy_pattern(rf"^[^。；;]{{0,30}}(?:{phrases('over_several_years')}|{phrases('puts_in_this_year')})")


# 本项目资金共920万元，其中：中央资金484万元，本次申报县级配套资金436万元: what is applied for is told apart.
_APPLIED_FOR = lazy_pattern(rf"[^。；;]{{0,40}}(?:{phrases('applied_for_now')})")


# (总投资620万元) behind the name of a work says what that work costs.
_IN_BRACKETS = lazy_pattern(r"(?<!项目)[(（][^()（）]*$")
# 重点整治6条，投入120万元；其余40条日常管护: not all that is done is done with it.
_OF_A_PART = lazy_pattern(rf"(?:{phrases('part_with_money')})[^。]{{0,20}}$")
_THE_REST = lazy_pattern(rf"[^。]{{0,20}}?[，,。；;、](?:{phrases('rest_without_money')})")


def _is_a_part(text: str, hit: re.Match[str]) -> bool:
    return _OF_A_PART.search(text[: hit.start()]) is not None or _THE_REST.match(text[hit.end() :]) is not None


def _is_of_years(said: str, behind: str) -> bool:
    return ("总" in said and _OF_YEARS.match(behind) is not None) or _APPLIED_FOR.match(behind) is not None


def _factor(hit: re.Match[str]) -> Decimal:
    return YUAN_PER[hit["unit"].removesuffix("元") + "元"]


def _amount(hit: re.Match[str]) -> Decimal:
    return Decimal(hit["number"].replace(",", "")) * _factor(hit)


def _is_misscaled(hit: re.Match[str], amounts: Sequence[Decimal]) -> bool:
    """Tell whether money is that of the head of the form, but for 万 that was left out or is one too many."""
    return (_amount(hit) / _WAN if _factor(hit) == _WAN else _amount(hit) * _WAN) in amounts


def _is_one_of(hit: re.Match[str], amounts: Sequence[Decimal]) -> bool:
    """Tell whether money is one of some amounts, rounded or cut off at its last place (48.96万元 is 49万元 or 48万元)."""
    place = _factor(hit) * last_place(Decimal(hit["number"].replace(",", "")))
    told = _amount(hit) / place
    return any(told in ((each / place).to_integral_value(how) for how in (ROUND_HALF_UP, ROUND_DOWN)) for each in amounts)


def other_money(text: str, amounts: Sequence[Decimal], costs: Sequence[Decimal] = ()) -> str | None:
    """Return the money that a goal calls its project's, where it is none of the amounts in the head of the form.

    Money that is only said to be put in (投入20万元) may also be a cost that a row names.
    """
    plain = bare(text.replace("\n", "。"))
    if not amounts:
        return None
    named = (each for each in _MONEY.finditer(plain) if not _IN_BRACKETS.search(plain[: each.start()]))
    hits = [(each, amounts) for each in named if not _is_of_years(each[0], plain[each.end() :])]
    spent = _NO_PART.sub("", plain)
    hits += [(each, (*amounts, *costs)) for each in _MISSCALED.finditer(spent) if _is_misscaled(each, amounts)]
    if len(_ANY_MONEY.findall(spent)) == 1:
        whole = (each for each in _ALL_MONEY.finditer(spent) if not each["about"] and not _is_a_part(spent, each))
        hits += [(each, (*amounts, *costs)) for each in whole]
        hits += [(each, (*amounts, *costs)) for each in _PART_MONEY.finditer(spent) if _amount(each) > max(amounts)]
    for hit, known in hits:
        if not _is_one_of(hit, known):
            return f"{hit['number']}{hit['unit']}"
    return None


# 全年支出113.4万元，…: all that was spent; 支付补助资金20万元 may be a part.
_SPENT = lazy_pattern(
    rf"(?:^|[，,。；;、\n:：]|\d[.、)）])(?:{phrases('before_spent')})*"
    rf"(?:{phrases('spent')})了?(?:{phrases('whose_money')})*(?:资金|经费|预算|金额)?"
    rf"(?:{phrases('money_in_all')})*(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元|万)(?=$|[，,。；;、！\n)）])"
)
_RATE = lazy_pattern(
    rf"(?:^|[，,。；;、\n:：(（]|{phrases('before_a_rate_spent')})(?:{phrases('spent')})(?:率|进度)(?:达到?|为|是|:)?(?P<number>\d+(?:\.\d+)?)%"
)


def other_spending(text: str, amounts: Sequence[Decimal], rates: Sequence[Decimal]) -> str | None:
    """Return the money spent, or the rate of it, that a result tells where it is none of those in the head of the form.

    Only where the text tells one of them; a rounded one is the same.

    Args:
        text: the result; amounts: in 元; rates: in per cent.
    """
    plain = bare(text.replace("\n", "。"))
    told = {each["number"]: each[0].lstrip("，,。；;、:：(（") for each in _RATE.finditer(plain)}
    for number, said in told.items() if rates and len(told) == 1 else ():
        if all(abs(Decimal(number) - each) >= last_place(Decimal(number)) for each in rates):
            return said
    hits = list(_SPENT.finditer(plain)) if amounts and len(_ANY_MONEY.findall(plain)) == 1 else []
    for hit in hits:
        if not _is_one_of(hit, amounts):
            return hit[0].lstrip("，,。；;、:：")
    return None


_TAIL = lazy_pattern(phrases("tail_payments"))


_PAST = "←"
_PAYS_THE_REST = lazy_pattern(
    rf"(?:{phrases('pays_the_rest')})[^，,。；;、]{{0,14}}?(?:{phrases('rest_of_the_past')})"
    rf"|(?:{phrases('pays_the_rest')}|{phrases('pays_out')})[^，,。；;、]{{0,14}}?(?:{phrases('finished_work')})"
    rf"|(?:{phrases('paid_to')})(?:{phrases('finished_work')})[^，,。；;、]{{0,12}}?(?:{phrases('pays_the_rest')}|{phrases('pays_out')})"
    rf"|{_PAST}[^，,。；;、]{{0,12}}(?:{phrases('pays_by_contract')})"
    rf"|(?:{phrases('finished_then')})(?!{phrases('earlier_steps')})[^，,。；;]{{0,2}}[，,](?:{phrases('pays_when')})*(?:{phrases('pays_the_rest')})"
)
_COUNTS_PAYMENTS = lazy_pattern(phrases("counts_payments"))
_PAYS = lazy_pattern(rf"(?:{phrases('pays_when')})*[，,]?(?:{phrases('pays_the_rest')}|{phrases('pays_out')})")
_GOES_ON = lazy_pattern(
    rf"(?:{phrases('this_year')}|{phrases('plans_to')}|{phrases('sets_about')})*(?:(?:{phrases('still_to_build')})"
    rf"|(?:{phrases('sets_about')})(?:(?!{phrases('says_done_or_past')})[^，,]){{0,10}}?(?:{phrases('still_to_build')}))(?!.*(?:{phrases('is_of_money')}))"
)
_PARTS_OF_A_GOAL = lazy_pattern(rf"[，,。；;、！\n]|{phrases('parts_a_goal')}")


def pays_a_tail(texts: Sequence[str], year: int | None = None, counted: Sequence[str] = ()) -> bool:
    """Tell whether one of the texts says that what is left of a finished project is paid (尾款, 质保金, 结算).

    Told by sense: a word of paying, and of what is left, of work that is done, or of a year before that of the form; or a text
    begins with a word of paying, and payments (支付笔数) are all that is counted.
    """
    said = [_of_the_past(bare(each), year) for each in texts]
    pays_only = bool(counted) and all(_COUNTS_PAYMENTS.search(bare(each)) for each in counted)
    return any(_TAIL.search(each) or _PAYS_THE_REST.search(each) or (pays_only and _PAYS.match(each)) for each in said)


def builds_on(goal: str, year: int | None) -> bool:
    """Tell whether a goal says that there is building to be done in the year (完成主体结构施工，支付进度款)."""
    return any(_GOES_ON.match(each) for each in _PARTS_OF_A_GOAL.split(_of_the_past(bare(goal), year)))


def _of_the_past(text: str, year: int | None) -> str:
    """Return a text with a mark for each year before that of the form."""
    return text if year is None else _A_YEAR.sub(lambda hit: _PAST if int(hit[1]) < year else hit[0], text)


_A_YEAR = lazy_pattern(rf"(20\d\d)(?:{phrases('behind_a_year')})")
