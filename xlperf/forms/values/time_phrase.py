"""Which phrases are a time: a day, a part of the year, a length of time, how often (handbook 4.4).

A phrase is put together of points (今年10月中下旬, 第三季度末, 寒假), of lengths (三天, 半小时, 2个月) or of how often
(每两周1次), with the words before and behind that say until, within or by when.  Which feasts and seasons have names is
``named_times`` in templates/vocabulary.json.
"""

from __future__ import annotations

import re

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.forms.values.number_in_words import in_figures
from xlperf.forms.values.operators import OPERATOR
from xlperf.forms.values.wordings import wording

NAMED_TIMES: dict[str, dict[str, str]] = load_json("templates", "vocabulary.json")["named_times"]
"""Feasts and seasons (a pattern), with the latest day before one, and from when until when it is at the most."""
CHANGES = wording("changes")
"""What says by how much something changes, as part of a pattern."""

_HAN = "一二两三四五六七八九十"
_DIGIT_WORDS = "〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d+)?|[{_HAN}]{{1,3}}|半|[数几])"
_YEAR = rf"(?:(?:19|20)\d\d年度?|[{_DIGIT_WORDS}]{{4}}年|[今本当明次翌去上]一?年度?|每年度?)"
_MONTH_NUMBER = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TO = "[-~至到、和及]"
_DAY = rf"(?:(?:[12]\d|0?[1-9]){_TO})?(?:3[01]|[12]\d|0?[1-9]|[{_HAN}]{{1,3}})[日号]?"
_OF_MONTHS = rf"(?:{_MONTH_NUMBER}{_TO})?{_MONTH_NUMBER}月份?(?:[上中下]{{1,2}}旬|[初中底末]|{_DAY}(?:\d{{1,2}}[时点])?)?"
_QUARTER = rf"第?[1-4一二三四](?:{_TO}第?[1-4一二三四])?个?季度[初中底末]?"
_OF_A_YEAR = r"(?:[上下]半年|全年|年[初中底末终内])"
_NEAR = r"(?:[当次隔翌即][天日]|[当次下]个?月(?:[上中下]旬|[初中底末]|\d{1,2}[日号])?|[月季](?:度)?[初中底末]|学期[初中末])"
_IN_FIGURES = rf"(?:19|20)\d\d[-/.]{_MONTH_NUMBER}(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?[日号]?"
_NAMED = "|".join(NAMED_TIMES)
_POINT = (
    rf"(?:{_IN_FIGURES}|{_YEAR}?(?:{_OF_MONTHS}|{_QUARTER}|{_OF_A_YEAR}|{_NAMED})"
    rf"|(?:19|20)\d\d(?:-(?:19|20)\d\d)?(?:学?年度?[初中底末内]?|[初底末])|{_YEAR}[初中底末内]|{_NEAR})"
)
_UNITS = "个?工作日|个?日历天|个?自然日|个?小时|个?钟头|分钟|刻钟|秒钟?|天|日|周|个?星期|个?月|年|个?季度|个?学期"
_LENGTH = rf"{_NUMBER}(?:{_UNITS})半?"
_INTENT = "预[计期]|计划|拟|力争|争取|确保|完成于"
_UNTIL = rf"(?:完成时间:|分别|大?约|于|在|截[至止]到?|不[晚迟]于|最[晚迟]|至|到|自|从|{_INTENT})*"
_WORK = (
    r"(?:完[成工毕]|竣工|到位|发放|支付|拨付|交付|实施|开展|验收|结束|启动|开工|使用|上线|办结|报送|公开|进行|响应|到[场达]|处[置理]|修复|答复)"
)
_BY_THEN = (
    rf"(?:(?:[之以]?[前内]|底前)(?:[\u4e00-\u9fff]{{0,8}}?{_WORK})?"
    rf"|(?:期间|前后|左右|当[天日]|为?止|起|开始)?(?:全部|按[时期]|如期|全面|基本|正式|通过)?{_WORK}?)"
)
_EACH = "(?:年|季度?|月|旬|半月|半年|周|星期|天|日|工作日|小时|学期|学年)度?"
_OFTEN = rf"(?:每隔?{_NUMBER}个?{_EACH}|(?:每(?=旬|半月)|每?隔|[逐按双]){_EACH})(?!(?:平均)?(?:{CHANGES}))"
_HOW_MANY = rf"(?:[\u4e00-\u9fff]{{0,6}}?(?:\d{{1,3}}|[{_HAN}]{{1,2}})[次期场轮遍趟回](?:[\u4e00-\u9fff]{{0,6}})?)?"
_WHOLE = lazy_pattern(
    rf"{_UNTIL}{_POINT}(?:(?:[之以]?前|中)?(?:[-~至到、和及或与,]|以?及|分别)+{_POINT})*{_BY_THEN}"
    rf"|{_UNTIL}{_LENGTH}(?:[之以]?内)(?:[\u4e00-\u9fff]{{0,8}}?{_WORK})?"
    rf"|[\u4e00-\u9fff]{{2,14}}(?:[之以]?后|之日起|[次当]日起|起)的?{_LENGTH}(?:[之以]?内)(?:[\u4e00-\u9fff]{{0,8}}?{_WORK})?"
    rf"|{_OFTEN}{_HOW_MANY}{_BY_THEN}"
    rf"|(?:每逢)(?:{_NAMED}|节假?日|周末|重[大要]节日)[\u4e00-\u9fff]{{0,4}}"
)
_CLOCK = lazy_pattern(r"(?:每[天日]|[上下]午)?(?!0?1:)(?:[01]?\d|2[0-4])[:时][0-5]\d(?::[0-5]\d)?(?:分|[之以]?前|[以之]?后|起)?")
_TIME = lazy_pattern(
    r"(?:分别|每年|当年|本年|次年|截至|截止|不[晚迟]于|最[晚迟]|于|在)*"
    r"(?:(?:19|20)\d\d年(?:度|底|末|初|内|前|\d{1,2}月|第?[1-4一二三四]季度|[上下]半年|完成|$|[-~至])"
    r"|\d{1,2}月(?:\d{1,2}[日号]|底|末|初|中旬|上旬|下旬|份)?(?:[之以]?前|内|后|完成|$|[、及和至~-])"
    r"|\d{1,2}[-~至]\d{1,2}月|第?[1-4一二三四]季度|全年|年底|年末|年内|月底|[上下]半年"
    r"|(?:\d{1,2}|[一两二三四半])个?(?:月|年|周|天|季度|学期)(?:\d{1,2}|[一两二三四])[次期场轮遍趟]"
    rf"|每(?:年|月|季度?|半年|周|天|日|工作日|学期)(?!度?(?:平均)?(?:{CHANGES})(?:了|到|至|为)?(?:{OPERATOR})?\d)|按(?:年|月|季度?|周)(?:$|[^期时照])|\d{1,2}月\d{0,2}日?$|全天|\d+[*x×]24)"
)
_DURATION = lazy_pattern(r"\d+(?:\.\d+)?个?(?:小时|分钟|工作日|天|日|周|个月|月|年)(?:内|以内|之内|前)")
_ENGLISH_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ISO_DAY = lazy_pattern(
    r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:日?前|之前|以前|前完成)?" rf"|\d{{1,2}}-{_ENGLISH_MONTH}|{_ENGLISH_MONTH}-\d\d"
)
# 2026.7—2026.10, 2026/3-10
_MONTH = "(?:0?[1-9]|1[0-2])"
_SPAN_OF_MONTHS = lazy_pattern(rf"(?:19|20)\d\d[./]{_MONTH}(?:[-~]+|至|到)(?:(?:19|20)\d\d[./])?{_MONTH}")
_BEGINS_A_DAY = frozenset(f"分于在截{_DIGIT_WORDS}")
# 五月底前, 十一月三十日, 二〇二八年十月: days and months in Chinese numerals, also as [DBNum1] and [DBNum2] show them.
_NUMERAL = f"[{_DIGIT_WORDS}]"
_CHINESE_DAY = lazy_pattern(
    rf"(?:分别|于|在|截至|截止)?(?:{_NUMERAL}{{4}}年(?:[底末初]|$|(?={_NUMERAL}))|{_NUMERAL}{{1,3}}月(?={_NUMERAL}|[底末初前份内后之以上中下完、及和至~-]|$))"
    rf"(?:{_NUMERAL}{{1,3}}月)?(?:{_NUMERAL}{{1,4}}[日号])?(?:[底末初份]|[上中下]旬)?(?:[之以]?前|内|后|完成|$|[、及和至~-])"
)
_LENGTH_ALONE = lazy_pattern(rf"(?:半|[{_HAN}]{{1,3}})(?:{_UNITS})半?")


_BEGINS_WITH_INTENT = lazy_pattern(rf"(?:{_INTENT})")


def begins_with_intent(phrase: str) -> bool:
    """Tell whether a phrase begins with words (计划, 力争) that may as well end what stands before it."""
    return _BEGINS_WITH_INTENT.match(phrase) is not None


def is_length(phrase: str) -> bool:
    """Tell whether a clean phrase is a length of time in words and nothing else: 两周, 半天."""
    return _LENGTH_ALONE.fullmatch(phrase) is not None


def is_time(phrase: str) -> bool:
    """Tell whether a clean phrase is a time: as a whole put together of times, or beginning with one that can be nothing else."""
    if phrase[:1] in _BEGINS_A_DAY and _CHINESE_DAY.match(phrase) is not None:
        return True
    if any(each.match(phrase) for each in (_TIME, _DURATION)):
        return True
    return any(each.fullmatch(phrase) for each in (_ISO_DAY, _SPAN_OF_MONTHS, _CLOCK, _WHOLE))


_LENGTH_IN_WORDS = lazy_pattern(
    rf"(?<![\u4e00-\u9fff\d])(?P<number>半|[{_HAN}]{{1,3}})(?P<unit>{_UNITS})(?=(?:[之以]?内)|$)"
    rf"|(?<=[后起])(?P<number2>半|[{_HAN}]{{1,3}})(?P<unit2>{_UNITS})(?=[之以]?内)"
)


def lengths_in_figures(text: str) -> str:
    """Return a phrase with 三天内 as 3天内 and 半小时内 as 0.5小时内; any other as it is."""
    return _LENGTH_IN_WORDS.sub(_length_in_figures, text)


def _length_in_figures(found: re.Match[str]) -> str:
    words, unit = found["number"] or found["number2"], found["unit"] or found["unit2"]
    return f"{'0.5' if words == '半' else in_figures(words)}{unit}"
