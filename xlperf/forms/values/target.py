"""Target phrases (指标值): operator, number, unit, kind (handbook section 4.4).

Traps that the tests hold: "≥4.00(次)" is 4.00, "=90 (%)" has a blank before the
bracket, "100%全覆盖" and "14个街镇全覆盖" are words with digits in them,
"分别4月底及12月底前完成" is a time and "985米" a number without an operator.

A range (90%-95%, ≥95%且≤100%) and a fraction (1/3) are quantitative without a
number: taking one of two bounds for the target would judge people by half of what
they wrote.  A phrase that begins with a sign and goes on behind the unit
("≥95%的学员满意") keeps its operator, number and unit.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from xlperf.forms.form import Target, TargetKind

_SIGNS = {
    "≥": "≥", ">=": "≥", "=>": "≥", "≧": "≥", "⩾": "≥", "≤": "≤", "<=": "≤", "=<": "≤", "≦": "≤", "⩽": "≤",
    "=": "=", "==": "=", ">": ">", "<": "<",
}  # fmt: skip
_WORDS = {
    "不低于": "≥", "不少于": "≥", "不小于": "≥", "不得低于": "≥", "不得少于": "≥", "大于等于": "≥", "大于或等于": "≥", "至少": "≥",
    "不高于": "≤", "不超过": "≤", "不大于": "≤", "不多于": "≤", "不得超过": "≤", "小于等于": "≤", "小于或等于": "≤", "至多": "≤",
    "控制在": "≤", "等于": "=", "大于": ">", "超过": ">", "高于": ">", "多于": ">", "小于": "<", "低于": "<", "少于": "<",
}  # fmt: skip
OPERATORS = _SIGNS | _WORDS
"""How people write the five operators."""
_SIGN = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_OPERATOR = "|".join(sorted(map(re.escape, OPERATORS), key=len, reverse=True))
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,]|\.\d)"
_WORD = r"[A-Za-z\u4e00-\u9fff%‰℃°㎡²³·]"
# 人次, 万平方米, 元/人/天; anything longer is a sentence that begins with a number, such as "2号楼消防改造".
_UNIT = rf"(?:[万亿千百]?{_WORD}{{1,4}}?(?:/{_WORD}{{1,4}}?)*?)"
_PHRASE = re.compile(
    rf"(?:达到|达|保持在|保持)?(?P<operator>{_OPERATOR})?(?P<number>{_NUMBER})"
    rf"(?:\((?P<bracketed>[^()]{{0,20}}?)\)|(?P<unit>{_UNIT}))?(?P<tail>及以上|及以下|以上|以下|以内|之内)?"
)
_BEGINNING = re.compile(
    rf"(?P<operator>{_SIGN})(?P<number>{_NUMBER})(?:\((?P<bracketed>[^()]{{0,20}})\)|(?P<unit>%|‰|{_UNIT}(?=[,，;；。、()的]|$)))?"
)
_TAIL_OPERATOR = {"以上": "≥", "及以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "及以下": "≤"}
_INCLUDED = re.compile(r"\(含\)|\(包含\)|[(]含[^()]{1,6}[)]")
_FREQUENCY = re.compile(rf"^(?:每|平均每|人均每)(?:年|月|季度|半年|周|天|日|次|人|期|场)度?(?=(?:{_OPERATOR})[\d.])")
_MARK = r"(?:\([^()]{0,20}\)|[%‰\u4e00-\u9fff/]{0,8}?)"
_RANGE = re.compile(
    rf"(?:{_OPERATOR})?{_NUMBER}{_MARK}(?:-|~|至|到)(?:{_OPERATOR})?{_NUMBER}(?P<mark>{_MARK})(?:之间)?"
    rf"|(?:{_OPERATOR}){_NUMBER}{_MARK}[,、]?(?:且|并且|,|、|同时)(?:{_OPERATOR}){_NUMBER}(?P<mark2>{_MARK})"
)
_FRACTION = re.compile(rf"(?:{_OPERATOR})?\d+/\d+")
_TIME = re.compile(
    r"(?:分别|每年|当年|本年|次年|截至|截止|于|在)*"
    r"(?:(?:19|20)\d\d年(?:度|底|末|初|内|前|\d{1,2}月|第?[1-4一二三四]季度|[上下]半年|完成|$|[-~至])"
    r"|\d{1,2}月(?:\d{1,2}[日号]|底|末|初|中旬|上旬|下旬|份)?(?:[之以]?前|内|后|完成|$|[、及和至~-])"
    r"|\d{1,2}[-~至]\d{1,2}月|第?[1-4一二三四]季度|全年|年底|年末|年内|月底|季度末|[上下]半年"
    r"|每(?:年|月|季度?|半年|周|天|日|工作日|学期)|按(?:年|月|季度?|周)(?:$|[^期时照])|\d{1,2}月\d{0,2}日?$|全天|\d+[*x×]24)"
)
_DURATION = re.compile(r"\d+(?:\.\d+)?个?(?:小时|分钟|工作日|天|日|周|个月|月|年)(?:内|以内|之内|前)")
_ISO_DAY = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:日?前|之前|以前|前完成)?")
# A bare number followed by one of these is a period (24小时); with an operator it is a length (≤24小时).
_AMOUNT_OF_TIME = frozenset({"小时", "分钟", "秒", "天", "日", "工作日", "个工作日", "周", "月", "个月", "年"})
_POINT_IN_TIME = frozenset({"月", "年", "月份", "日", "年度", "季度"})
# Words behind a number that make it part of a sentence and no unit.
_NOT_UNITS = re.compile(r"覆盖|全面|达标|完成|以|内|前|后|底|响应|达到|左右|至|到|的")
_STROKES = str.maketrans("—–−‐～〜﹣", "---" + "-~~-")


def clean_phrase(text: str) -> str:
    """Return a phrase as it is compared: NFKC, one kind of stroke, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_STROKES)


@lru_cache(maxsize=16384)
def parse_target(text: str) -> Target:
    """Return a target phrase with its parts; the text stays as written."""
    phrase = _INCLUDED.sub("", clean_phrase(text))
    phrase = _FREQUENCY.sub("", phrase)
    if _is_time(phrase):
        return Target(text, "time")
    found = _PHRASE.fullmatch(phrase)
    if found is None:
        return _without_number(text, phrase)
    unit = found["bracketed"] or found["unit"] or None
    bare = found["bracketed"] is None and not found["operator"]
    if bare and not found["tail"] and unit in _AMOUNT_OF_TIME:
        return Target(text, "time")
    if unit and found["bracketed"] is None and (_NOT_UNITS.search(unit) or (bare and unit in _POINT_IN_TIME)):
        return _without_number(text, phrase)
    operator = OPERATORS.get(found["operator"] or "") or _TAIL_OPERATOR.get(found["tail"] or "")
    return Target(text, "quantitative", operator, _number(found["number"]), unit)


def with_columns(target: Target, operator: str | None, unit: str | None) -> Target:
    """Return a target completed by an operator and a unit that stand in columns of their own.

    Args:
        target: the phrase in the column of the target, such as "95".
        operator: text of the column 指标性质, such as "≥"; anything else than an operator says nothing.
        unit: text of the column 度量单位, such as "%".
    """
    if target.number is None:
        return target
    sign = target.operator or OPERATORS.get(clean_phrase(operator or ""))
    measure = target.unit or clean_phrase(unit or "").strip("()") or None
    return Target(target.text, "quantitative", sign, target.number, measure)


def _without_number(text: str, phrase: str) -> Target:
    """Return a phrase that is more than one number: words, a range, or a number with words behind it."""
    span = _RANGE.fullmatch(phrase)
    if span:
        return Target(text, "quantitative", None, None, (span["mark"] or span["mark2"] or "").strip("()") or None)
    if _FRACTION.fullmatch(phrase):
        return Target(text, "quantitative")
    begun = _BEGINNING.match(phrase)
    if begun is not None and not re.search(rf"{_SIGN}|\d[-~]\d", phrase[begun.end("operator") :]):
        unit = begun["bracketed"] or begun["unit"] or None
        return Target(text, "quantitative", _SIGNS[begun["operator"]], _number(begun["number"]), unit)
    sign = re.match(_SIGN, phrase)
    return Target(text, _kind_of_words(phrase), _SIGNS[sign[0]] if sign else None)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _is_time(phrase: str) -> bool:
    return _TIME.match(phrase) is not None or _DURATION.match(phrase) is not None or _ISO_DAY.fullmatch(phrase) is not None


def _kind_of_words(phrase: str) -> TargetKind:
    if re.fullmatch(r"\d{1,2}(?:月|月份|季度)|(?:19|20)\d\d年度?", phrase):
        return "time"
    return "quantitative" if re.match(_SIGN, phrase) else "qualitative"


@lru_cache(maxsize=16384)
def is_phrase(text: str) -> bool:
    """Return True for a text that can be nothing but a target: a number with or without operator, a time."""
    return len(text) <= 30 and parse_target(text).kind != "qualitative"
