"""Target phrases (指标值): operator, number, unit, kind (handbook section 4.4).

Traps that the tests hold: "≥4.00(次)" is 4.00, "=90 (%)" has a blank before the
bracket, "100%全覆盖" and "14个街镇全覆盖" are words with digits in them,
"分别4月底及12月底前完成" is a time and "985米" a number without an operator.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from xlperf.forms.form import Target, TargetKind

_OPERATORS = {
    "≥": "≥", ">=": "≥", "=>": "≥", "≧": "≥", "⩾": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥", "大于等于": "≥", "大于或等于": "≥", "至少": "≥",
    "≤": "≤", "<=": "≤", "=<": "≤", "≦": "≤", "⩽": "≤", "不高于": "≤", "不超过": "≤", "不大于": "≤", "不多于": "≤", "小于等于": "≤", "小于或等于": "≤", "至多": "≤",
    "=": "=", "==": "=", "等于": "=",
    ">": ">", "大于": ">", "超过": ">", "高于": ">",
    "<": "<", "小于": "<", "低于": "<", "少于": "<",
}  # fmt: skip
_OPERATOR = "|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True))
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT_WORD = r"[%‰℃²³A-Za-z\u4e00-\u9fff/·]{1,12}?"
_PHRASE = re.compile(
    rf"^(?P<operator>{_OPERATOR})?\s*(?P<number>{_NUMBER})\s*(?:\(\s*(?P<bracketed>[^()]{{0,20}}?)\s*\)|(?P<unit>{_UNIT_WORD}))?\s*(?P<tail>以上|以下|以内|及以上|及以下)?$"
)
_TAIL_OPERATOR = {"以上": "≥", "及以上": "≥", "以下": "≤", "以内": "≤", "及以下": "≤"}
_TIME = re.compile(
    r"^(?:分别|每年|当年|本年|次年|于|在)*"
    r"(?:(?:19|20)\d\d年(?:度|底|末|初|内|\d{1,2}月|第?[1-4一二三四]季度|[上下]半年)|\d{1,2}月(?:\d{1,2}[日号]|底|末|初|中旬|上旬|下旬|份)?(?:[之以]?前|内|后|完成|$|[、及和至—~-])"
    r"|\d{1,2}-\d{1,2}月|第?[1-4一二三四]季度|全年|年底|年末|年内|月底|季度末|每(?:年|月|季度|半年|周|天|日|工作日)|按(?:年|月|季度?|周)(?:$|[^期时照])|\d{1,2}月\d{0,2}日?$)"
)
_DURATION = re.compile(r"^\d+(?:\.\d+)?(?:个)?(?:小时|分钟|工作日|天|日|周|个月|月|年)(?:内|以内|之内|前)")
_ISO_DAY = re.compile(r"^(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:日?前|之前|以前|前完成)?$")
# A bare number followed by one of these is a period (24小时); with an operator it is a length (≤24小时).
_AMOUNT_OF_TIME = frozenset({"小时", "分钟", "秒", "天", "日", "工作日", "个工作日", "周", "月", "个月", "年"})
# Words behind a number that make it part of a sentence and no unit.
_NOT_UNITS = re.compile(r"覆盖|全面|达标|完成|以|内|前|后|底|响应|达到|左右")


def clean_phrase(text: str) -> str:
    """Return a phrase as it is compared: NFKC, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=16384)
def parse_target(text: str) -> Target:
    """Return a target phrase with its parts; the text stays as written."""
    phrase = clean_phrase(text)
    if _is_time(phrase):
        return Target(text, "time")
    found = _PHRASE.match(phrase)
    if found is None:
        return Target(text, _kind_of_words(phrase), _OPERATORS.get(_leading_operator(phrase) or ""))
    unit = found["bracketed"] or found["unit"] or None
    if unit in _AMOUNT_OF_TIME and found["bracketed"] is None and not found["operator"] and not found["tail"]:
        return Target(text, "time")
    if unit and found["bracketed"] is None and (_NOT_UNITS.search(unit) or _reads_as_date(unit, found)):
        return Target(text, _kind_of_words(phrase))
    operator = _OPERATORS.get(found["operator"] or "") or _TAIL_OPERATOR.get(found["tail"] or "")
    return Target(text, "quantitative", operator, Decimal(found["number"].replace(",", "")), unit)


def _is_time(phrase: str) -> bool:
    return _TIME.match(phrase) is not None or _DURATION.match(phrase) is not None or _ISO_DAY.match(phrase) is not None


def _reads_as_date(unit: str, found: re.Match[str]) -> bool:
    """True for 12月 or 2026年: a point in time, unless an operator makes it a length."""
    return unit in ("月", "年", "月份", "日", "年度", "季度") and found["operator"] is None


def _kind_of_words(phrase: str) -> TargetKind:
    if re.match(r"^\d{1,2}(?:月|月份|季度)$|^(?:19|20)\d\d年度?$", phrase):
        return "time"
    return "quantitative" if _leading_operator(phrase) and any(each.isdigit() for each in phrase) else "qualitative"


def _leading_operator(phrase: str) -> str | None:
    found = re.match(rf"^(?:{_OPERATOR})", phrase)
    return found[0] if found and found[0] in "≥≤=<>>=<=" else None
