"""Target phrases (指标值): operator, number, unit, kind (handbook section 4.4).

Traps that the tests hold: "≥4.00(次)" is 4.00, "=90 (%)" has a blank before the
bracket, "100%全覆盖" and "14个街镇全覆盖" are words with digits in them,
"分别4月底及12月底前完成" is a time and "985米" a number without an operator.

A range (90%-95%, ≥95%且≤100%) and a fraction (1/3) are quantitative without a
number: taking one of two bounds for the target would judge people by half of what
they wrote; so are ratios (1:30).  What a number is compared with (较上年提高5%,
人均3次) and how near it is (300余册, 约300册) is no part of it.  九成 and 百分之九十
are 90 %.  A phrase that begins with a sign and goes on behind the unit
("≥95%的学员满意") keeps its operator, number and unit.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Target
from xlperf.forms.values.digit_groups import are_apart
from xlperf.forms.values.number_in_words import counts, in_figures, with_shares, with_sums, without_steps
from xlperf.forms.values.operators import OPERATOR, OPERATORS, SIGN, SIGNS, UPPER
from xlperf.forms.values.target_spelling import clean_phrase, one_spelling, unit_of
from xlperf.forms.values.time_phrase import CHANGES, begins_with_intent, is_length, is_time
from xlperf.forms.values.wordings import wording

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,]|\.\d)"
_WORD = r"[A-Za-zμΩ\u4e00-\u9fff%‰℃°·]"
# A metre in the second or third power, which NFKC writes as m2 and m3.
_POWER = r"[A-Za-z\u4e00-\u9fff]{0,3}[mM]\^?[23]"
_PIECE = rf"(?:{_POWER}|标准立方米|{_WORD}{{1,4}}?)"
# 人次, 万平方米, 元/人/天, μg/m3, dB(A); anything longer is a sentence that begins with a number, such as "2号楼消防改造".
# 台(套), 处(点), 个(家): two words that a thing may be counted by.
_OR = r"(?<=[\u4e00-\u9fff])\((?![含约余多前后内新老男女正副上下左右大小年月日时均共])[\u4e00-\u9fff]\)"
_UNIT = rf"(?:dB\(A\)|[万亿千百]?{_PIECE}(?:{_OR})?(?:[/·]\d{{0,3}}{_PIECE}|/\({_PIECE}(?:[/·]{_PIECE})*\))*?)"
_PHRASE = lazy_pattern(
    rf"(?:达到|达|保持在|保持)?(?P<operator>{OPERATOR})?(?P<number>{_NUMBER})"
    rf"(?:\((?P<bracketed>(?:[^()]|\([^()]{{1,12}}\)){{0,20}}?)\)|(?P<unit>(?!(?:及?以[上下内]|之内)$){_UNIT}))?(?P<tail>及以上|及以下|以上|以下|以内|之内)?"
)
_BEGINNING = lazy_pattern(
    rf"(?P<operator>{SIGN})(?P<number>{_NUMBER})(?:\((?P<bracketed>[^()]{{0,20}})\)|(?P<unit>%|‰|{_UNIT}(?=[,，;；。、()的]|$)))?"
)
# Behind a number: a second sign, the other end of a range, a factor.
_SEVERAL = lazy_pattern(rf"{SIGN}|\d[-~]\d|\d[\u4e00-\u9fff]{{0,4}}\)?[+×xX*]\(?\d")
_TAIL_OPERATOR = {"以上": "≥", "及以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "及以下": "≤"}
_INCLUDED = lazy_pattern(r"\(含\)|\(包含\)|[(]含[^()]{1,6}[)]")
# 28以上(公里) is 28(公里)以上.
# 200人（2期，每期100人）: how it is made up stands behind the number.
_MADE_UP_OF = lazy_pattern(rf"(?<=\d)({_UNIT})\((?!{wording('no_makings')})[^()\d]{{0,8}}\d[^()]{{1,30}}\)$")
_TAIL_BEFORE_UNIT = lazy_pattern(r"(?<=\d)(及?以[上下内])(\([^()]{1,12}\))$")
_EACH = r"每(?:年|月|季度|半年|周|天|日|学期|次|人|期|场|件|户)度?"
# 全年300册 counts; 全年365天, 全年1-12月 and 全年24小时 are times.
_NO_TIME = r"(?![\d.,\-~至到×xX*]|个?(?:工作)?[天日月年时周]|小时|分钟?|个?季|学期)"
# 每年≥4次, 全年不少于12次: how often or in what time, before the sign of what is to be reached.
_FREQUENCY = lazy_pattern(
    rf"^(?:(?:平均|人均)?{_EACH}(?=(?:{OPERATOR})[\d.])"
    rf"|(?:全年|本年度?|当年|年内|年度)(?:共计?|合计|累计)?(?:开展|举办|组织|完成)?(?=(?:{OPERATOR})[\d.])"
    rf"|(?:全年|本年度?|当年|年内|年度)(?:共计?|合计|累计)?(?:开展|举办|组织|完成)?(?=\d[\d.,]*{_NO_TIME}))(?=(?:{OPERATOR})?\d)"
)
# 满意度≥92%, 采购册数不少于30000册, 合格率达到100%: and 达标率100%: the target repeats what its indicator is called.
_NAMED = lazy_pattern(
    rf"^(?!{OPERATOR}|达到?(?:{OPERATOR})?\d)[\u4e00-\u9fff]{{1,14}}?"
    rf"(?:(?<![不得])(?=(?:{OPERATOR})\d)|(?=达到?(?:{OPERATOR})?\d)|(?<=[率度])为(?=\d)|(?<=[率度])(?=\d[\d.]*[%‰]))"
)
# 目标：20航次, 完成时间：12月底前: a label of somebody's own before the target; 联系电话：63000123 is none.
_LABEL = lazy_pattern(rf"^[\u4e00-\u9fff]{{1,8}}:(?=(?:{OPERATOR})?(?!\d{{7}})\d)")
# ≥(20)场
_BRACKETED_NUMBER = lazy_pattern(rf"^({OPERATOR}|)\(({_NUMBER})\)(?=[%‰\u4e00-\u9fff])")
# 不少于每月1次 is 每月不少于1次.
_SIGN_BEFORE_FREQUENCY = lazy_pattern(rf"^({OPERATOR})(?:平均)?{_EACH}(?=\d)")
# 已完成77块, 共计182人次，超额完成: how a result is told; nothing else is counted in it, and nothing is lacking.
_DONE = lazy_pattern(
    rf"(?!.*[未没差欠])(?:(?:已|共|实际|累计|共计|合计|全年)+(?:完成|开展|举办)?|完成)(?!(?:19|20)\d\d年)"
    rf"(?P<done>{_NUMBER}(?:\([^()\d]{{1,6}}\)|{_WORD}{{1,3}}))(?:[,;。(]\D*)?"
)
_BRACKETED = r"\((?:[^()]|\([^()]{1,12}\)){0,20}?\)"
_MARK = rf"(?:{_BRACKETED}|[%‰\u4e00-\u9fff/]{{0,8}}?(?:{_OR})?|[A-Za-zμΩ°℃][A-Za-zμΩ°℃/·]{{0,7}}[23]?)"
_RANGE = lazy_pattern(
    rf"(?:{OPERATOR})?{_NUMBER}{_MARK}(?:-|~|至|到)(?:{OPERATOR})?{_NUMBER}(?P<mark>{_MARK})(?:之间)?"
    rf"|(?:{OPERATOR}){_NUMBER}{_MARK}[,、]?(?:且|并且|,|、|同时|(?={UPPER}))(?:{OPERATOR}){_NUMBER}(?P<mark2>{_MARK})"
    rf"|{_NUMBER}{_MARK}(?P<way>[≤<≥>])=?[A-Za-z\u4e00-\u9fff]{{1,8}}(?P=way)=?{_NUMBER}(?P<mark4>{_MARK})"
    rf"|(?:控制在)?±{_NUMBER}(?P<mark3>{_MARK})(?:以内|之内)?"
)
# [300,350]处 names both ends; (1,200)场 is one number.
_INTERVAL = lazy_pattern(r"[\[［](\d+(?:\.\d+)?)[,，、]\s*(\d+(?:\.\d+)?)[\]］]")
_BEHIND_A_SHARE = r"(?:\([^()]{0,8}\))?(?P<tail>及以上|以上|以下|以内)?"
_FRACTION = lazy_pattern(
    rf"(?P<operator>{OPERATOR})?(?:\d+/\d+|[一二三四五六七八九]分之[一二三四五六七八九])"
    rf"{_BEHIND_A_SHARE}"
)
# 1:30, 1比3 and 1:1.5; what begins otherwise and is a time of day (12:00) is none.
_RATIO = lazy_pattern(
    rf"(?P<operator>{OPERATOR})?\d+(?:\.\d+)?[:比]\d+(?:\.\d+)?(?:[:比]\d+)?{_BEHIND_A_SHARE}"
)
# What a number is measured against, and which way it goes: 较上年提高, 同比下降, 逐年递增, 提高到每年, 人均.
_EARLIER = (
    r"(?:(?:19|20)\d\d年度?|上一?年度?|去年|往年|前[一三]年|同期|基期|现状|[\u4e00-\u9fff]{0,4}前)(?:同期)?(?:水平|平均)?"
)
_AGAINST = rf"(?:较|比|与|同|对比)?{_EARLIER}(?:相比|比较)?,?"
_PACE = rf"逐[年步季月]|同比|环比|年均?|总体|{_EACH}(?:平均)?"
_COMPARED = lazy_pattern(
    rf"(?:(?:由|从)(?:{_EACH})?\d[\d.,]*[%‰\u4e00-\u9fff]{{0,4}}?(?:{CHANGES})[到至为](?:{_EACH})?(?=(?:{OPERATOR})?\d)"
    rf"|(?:{_AGAINST})?(?:{_PACE})?(?:{CHANGES})(?:(?:到|至|为)(?:{_EACH})?|了|率|幅度)?(?=(?:{OPERATOR})?\d)"
    rf"|(?:人均|户均|平均|年均)(?=(?:{OPERATOR})?\d))"
)
# 不低于上年95%的水平, 不超过去年的30起, 上年水平的95%以上: a part of what was, or as much.
_OF_EARLIER = lazy_pattern(
    rf"^(?:(达到?|保持在?|{OPERATOR}){_EARLIER}的?(?=\d)|{_EARLIER}的(?=\d.*以[上下内]$))"
    r"(\d[\d.,]*(?![\d.,年月日])[^\d]{1,8}?)(?:的?(?:同期)?水平)?$"
)
# 提速20%, 跌幅2个百分点: behind two characters a share is what changes, whatever the verb; 还差5%, 同期95% say something else.
_SHARE_OF_A_VERB = lazy_pattern(
    rf"(?!(?:{_EARLIER}|{OPERATOR})\d)(?!{wording('no_verbs_of_change')})[\u4e00-\u9fff]{{2}}"
    rf"(?=\d[\d.]*(?:{wording('units_of_change')})(?:及?以[上下内]|之内)?$)"
)
_ABOUT = lazy_pattern(rf"^((?:{OPERATOR})?)(?:大约|约为|约|将近|接近|近)(?=\d)")
_ODD = lazy_pattern(
    r"(?<=\d)([万亿千百]?)(?:有?余|多|来|几)(?=[^\d,;。、]{0,5}$)"
    r"|(?<=[\d\u4e00-\u9fff])(?:有?余|多)$|(?<=[\d%A-Za-z\u4e00-\u9fff])(?:左右|上下)$"
)
# 两场, 一百二十人, 十二期以上, 不少于三次.
_COUNT_IN_WORDS = counts(OPERATOR)
# ≤6月30日 is 6月30日; ≤6月 may be a length of time.
_SIGN_BEFORE_DAY = lazy_pattern(
    rf"^(?:{UPPER})(?=(?:(?:19|20)\d\d年)?(?:0?[1-9]|1[0-2])月(?:\d{{1,2}}[日号]|[底末]|[上中下]旬)|(?:19|20)\d\d([-/.])\d{{1,2}}\1\d{{1,2}}$)"
)
# A bare number followed by one of these is a period (24小时); with an operator it is a length (≤24小时).
_AMOUNT_OF_TIME = frozenset(
    {"小时", "分钟", "秒", "天", "日", "工作日", "个工作日", "日历天", "个日历天", "自然日", "个自然日", "周", "月", "个月", "年"}
)
_CALENDAR_YEAR = lazy_pattern(r"(?:19|20)\d\d")
_POINT_IN_TIME = frozenset({"月", "年", "月份", "日", "年度", "季度"})
# Words behind a number that make it part of a sentence and no unit.
_NOT_UNITS = lazy_pattern(r"覆盖|全面|达标|完成|以|内|前|后|底|响应|达到|左右|至|到|的")
# 2千3万 and 1.2万3千 are no number that anybody can tell.
_LEFT_STEP = lazy_pattern(r"\d[亿万千百]+\d")
_SQUARE = lazy_pattern(r"(?<=[mM])\^?[23](?![0-9])")


@lru_cache(maxsize=16384)
def parse_target(text: str) -> Target:
    """Return a target phrase with its parts; the text stays as written."""
    spelled = one_spelling(clean_phrase(_INTERVAL.sub(r"\1-\2", text)))
    spelled = _MADE_UP_OF.sub(r"\1", spelled) if spelled.endswith(")") else spelled
    phrase = _BRACKETED_NUMBER.sub(r"\1\2", _LABEL.sub("", with_sums(without_steps(spelled))))
    phrase = _TAIL_BEFORE_UNIT.sub(r"\2\1", _FREQUENCY.sub("", _INCLUDED.sub("", _SIGN_BEFORE_DAY.sub("", phrase))))
    if is_length(phrase) or is_time(phrase) or is_time(_without_company(phrase)):  # 缩短至5个工作日内
        return Target(text, "time")
    if _LEFT_STEP.search(phrase) or are_apart(unicodedata.normalize("NFKC", text)):
        sign = re.match(SIGN, phrase)
        return Target(text, "quantitative", SIGNS[sign[0]]) if sign else Target(text, "qualitative")
    is_change = _compared(phrase) is not None
    phrase = _without_name(_in_digits(_without_company(_SIGN_BEFORE_FREQUENCY.sub(r"\1", phrase))))
    done = _DONE.fullmatch(phrase)
    phrase = done["done"] if done else phrase
    found = _PHRASE.fullmatch(phrase)
    if found is None:
        return _without_number(text, phrase)
    unit = _written(found["bracketed"] or found["unit"])
    bare = found["bracketed"] is None and not found["operator"] and not is_change
    if bare and not found["tail"] and unit in _AMOUNT_OF_TIME:
        return Target(text, "time")
    years = unit == "年" and not _CALENDAR_YEAR.fullmatch(found["number"])  # 3年以上 is a length of time
    if unit and found["bracketed"] is None and not years and (_NOT_UNITS.search(unit) or (bare and unit in _POINT_IN_TIME)):
        return _without_number(text, phrase)
    return Target(text, "quantitative", _operator(found), _number(found["number"]), unit)


def _operator(found: re.Match[str]) -> str | None:
    return OPERATORS.get(found["operator"]) or _TAIL_OPERATOR.get(found["tail"])


def _written(unit: str | None) -> str | None:
    """Return a unit as people write it: m² and not m2."""
    return _SQUARE.sub(lambda found: "²³"[int(found[0][-1]) - 2], unit) if unit else None


def _without_company(phrase: str) -> str:
    """Return a phrase in which a number stands alone with its unit, without what it is measured against and how near it is."""
    phrase = _OF_EARLIER.sub(r"\g<1>\2", with_shares(phrase))
    compared = _compared(phrase)
    if compared is not None:
        phrase = phrase[compared.end() :]
    return _ODD.sub(r"\1", _ABOUT.sub(r"\1", phrase))


def _compared(phrase: str) -> re.Match[str] | None:
    return _COMPARED.match(phrase) or _SHARE_OF_A_VERB.match(phrase)


def _without_name(phrase: str) -> str:
    """Return a phrase without the name that it repeats, where nothing but a number or a range with its unit follows."""
    named = _NAMED.match(phrase)
    rest = phrase[named.end() :] if named else phrase
    return rest if _PHRASE.fullmatch(rest) or _RANGE.fullmatch(rest) else phrase


def _is_named(phrase: str) -> bool:
    plain = _without_company(_FREQUENCY.sub("", phrase))
    return _LABEL.match(phrase) is not None or _without_name(plain) != plain


def _in_digits(phrase: str) -> str:
    """Return 十二期以上 as 12期以上; any other phrase as it is."""
    found = _COUNT_IN_WORDS.fullmatch(phrase)
    return f"{found['before']}{in_figures(found['number'])}{found['unit']}{found['tail']}" if found else phrase


def _without_number(text: str, phrase: str) -> Target:
    """Return a phrase that is more than one number: words, a range, or a number with words behind it."""
    span = _RANGE.fullmatch(phrase)
    if span:
        mark = span["mark"] or span["mark2"] or span["mark3"] or span["mark4"] or ""
        return Target(text, "quantitative", None, None, _written(unit_of(mark)))
    share = _FRACTION.fullmatch(phrase) or _RATIO.fullmatch(phrase)
    if share is not None:
        return Target(text, "quantitative", _operator(share))
    begun = _BEGINNING.match(phrase)
    if begun is not None and _SEVERAL.search(phrase, begun.end("operator")) is None:
        unit = _written(begun["bracketed"] or begun["unit"])
        return Target(text, "quantitative", SIGNS[begun["operator"]], _number(begun["number"]), unit)
    sign = re.match(SIGN, phrase)
    return Target(text, "quantitative", SIGNS[sign[0]]) if sign else Target(text, "qualitative")


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@lru_cache(maxsize=16384)
def is_phrase(text: str) -> bool:
    """Return True for a text that can be nothing but a target: a number with or without operator, a time.

    读者满意度≥92% may as well be the name of an indicator.
    """
    if len(text) > _LONGEST_PHRASE or parse_target(text).kind == "qualitative":
        return False
    phrase = clean_phrase(text)
    return not _is_named(phrase) and not begins_with_intent(phrase) and _SHARE_OF_A_VERB.match(phrase) is None


_LONGEST_PHRASE = 30
