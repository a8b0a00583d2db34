"""In what unit amounts are written (金额单位), as labels, lines and headings say it: 单位：万元, 年度资金（人民币万元）.

All functions take keys (``form_text.key_of``): half-width, without white space.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import YUAN_PER
from xlperf.forms.values.choices import chosen

_SHORT = {"万": "万元", "百万": "百万元", "亿": "亿元"}
"""(万) is short for 万元; of a thousand nobody writes 千 alone."""

UNITS = "|".join(YUAN_PER)
"""Every unit by its whole name, as part of a pattern; none begins another."""

ANY_UNIT = "|".join((UNITS, *_SHORT))
NAMED = f"(?P<unit>{ANY_UNIT})"
_CURRENCY = "(?i:人民币|rmb|cny)"
_ANY_MONEY = lazy_pattern(rf"{_CURRENCY}|[元币圆¥￥$€兀员美]|(?<![\u4e00-\u9fff])[万亿wW]")
_SAYS_UNIT = "(?:金额|货币|计量)?单位:?"
# Behind the unit may stand what is measured otherwise, 单位：万元、%, but no second unit: （元、万元）.
SAID = (
    rf"(?:{_SAYS_UNIT}|以)?(?:{_CURRENCY}:?)?{NAMED}(?:/?人民币)?(?:为单位|计|整|/年)?"
    rf"(?:[,、;](?![^()]*(?:{UNITS}))[^()]*)?"
)
SAID_WITHIN = rf"(?:(?:(?!{UNITS})[^()])*[,、;])?{SAID}"
"""In brackets there may stand before it what the money is: （本年，万元）."""

_ALONE = lazy_pattern(rf"\(?{_CURRENCY}?{NAMED}\)?")
_IN_BRACKETS = lazy_pattern(rf".*\({SAID_WITHIN}\)(?:\([^()]*\))?")
_LINE = lazy_pattern(rf"\(?{_SAYS_UNIT}(?:{_CURRENCY}:?)?{NAMED}(?:人民币)?\)?")
_LINE_BEHIND = lazy_pattern(rf"\(?{_SAYS_UNIT}(?:{_CURRENCY}:?)?{NAMED}(?:人民币)?\)?$")
_BEHIND_LABEL = lazy_pattern(rf"[/:,-]?(?:{_SAYS_UNIT})?{_CURRENCY}?{NAMED}$")
_BRACKETED = lazy_pattern(rf"\({SAID_WITHIN}\)")
_SAID_SOMEWHERE = lazy_pattern(rf"{_SAYS_UNIT}\(?(?:{_CURRENCY}:?)?{NAMED}(?:人民币)?(?![\u4e00-\u9fff])")
_DOUBTFUL = lazy_pattern(r"\(([^()]+)\)(?:\([^()]*\))?$")
# Said in a sentence: 注：本表金额单位为万元，保留两位小数; 以万元为单位.
_IN_SENTENCE = lazy_pattern(
    rf"(?:金额|货币|计量|资金)(?:的?(?:计量)?单位)?(?:均|都|一律|统一)?(?:用|为|是|以|按|:|：)(?:人民币)?[“\"]?(?P<unit>{ANY_UNIT})(?:为单位)?(?![\d/／]|(?<=[万亿])[\u4e00-\u9fff])"
    rf"|以(?:人民币)?[“\"]?(?P<unit2>{ANY_UNIT})[”\"]?作?为单位"
)
UNIT_ENDS = ("元", "万", "亿", "币", ")")
# 仟元 and 萬元, as on bank forms; 万圆; W元 is what the keyboard leaves of 万元.
_PLAIN = str.maketrans("仟萬佰億", "千万百亿")
_YUAN = lazy_pattern("(?:(?<=[百千万亿:位币])|^(?!圆满|圓滿))[圆圓](?=$|[整计/,、;)])")
_WITHIN_BRACKETS = lazy_pattern(r"(?<=\()[^()]+(?=\))")
_ONE_OF = lazy_pattern(rf"1(?={ANY_UNIT})|(?<=[千万])[._·-](?=元)")
_WAN_IN_FIGURES = f"{YUAN_PER['万元']}元"
ONLY_CURRENCY = lazy_pattern(rf"{_CURRENCY}|[¥￥]")
"""The name or the sign of the currency alone."""
_TO_PRECISION = lazy_pattern(rf"(?:精确|保留)到?({UNITS})")
_LETTER_OF_WAN = lazy_pattern("[wW](?=元$)|^[wW]$")


def in_usual_characters(text: str) -> str:
    """Return a text of the same length with 仟元 and 萬元 written as 千元 and 万元."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def plain_unit(key: str) -> str:
    """Return the key with its unit spelled as the patterns of this module want it.

    仟元, 萬元 and 万圆 are 千元 and 万元; (1万元), (万.元) and (W元) are (万元); (¥) and (RMB) are (元); of boxes in
    brackets the ticked one counts: (□元 ☑万元).  What stays in doubt, (万元/元), stays as it is.
    """
    return _WITHIN_BRACKETS.sub(lambda found: _plain_in_brackets(found[0]), _YUAN.sub("元", in_usual_characters(key)))


def _plain_in_brackets(text: str) -> str:
    text = _YUAN.sub("元", text)
    if ONLY_CURRENCY.fullmatch(text):
        return "元"
    if said := _TO_PRECISION.fullmatch(text):
        return said[1]
    text = text.replace(_WAN_IN_FIGURES, "万元")
    return _LETTER_OF_WAN.sub("万", _ONE_OF.sub("", chosen(text)))


def unit_in_doubt(key: str) -> str | None:
    """Return what stands in the brackets behind a label where it is of money and no unit can be read in it: 万元/元, 万美元."""
    found = _DOUBTFUL.search(in_usual_characters(key))
    return found[1] if found and _ANY_MONEY.search(found[1]) and unit_in_brackets(key) is None else None


def unit_of(found: re.Match[str]) -> str:
    """Return the whole name of the unit that a pattern with ``NAMED`` found."""
    return whole_name(found["unit"])


def whole_name(unit: str) -> str:
    """Return 万元 for 万."""
    return _SHORT.get(unit, unit)


def unit_alone(key: str) -> str | None:
    """Return the unit that is all a cell says: 万元, （人民币元）."""
    found = _ALONE.fullmatch(plain_unit(key))
    return unit_of(found) if found else None


def unit_line(key: str) -> str | None:
    """Return the unit of a line that says nothing else: 单位：万元, （金额单位：人民币元）."""
    found = _LINE.fullmatch(plain_unit(key))
    return unit_of(found) if found else None


def unit_at_end(key: str) -> str | None:
    """Return the unit of a line that ends so, as in the cell of a title: 申报表（2028年度） 单位：元."""
    found = _LINE_BEHIND.search(plain_unit(key)) if key.endswith(UNIT_ENDS) else None
    return unit_of(found) if found else None


def without_unit_line(key: str) -> str:
    """Return what stands before 单位：万元 in one cell."""
    return _LINE_BEHIND.sub("", key) if key.endswith(UNIT_ENDS) else key


def without_unit_behind(key: str) -> str:
    """Return a label without a unit that is written behind it and not in brackets: 项目资金：万元, 项目资金/万元."""
    return _BEHIND_LABEL.sub("", key) if key.endswith(UNIT_ENDS) else key


def unit_in_brackets(key: str) -> str | None:
    """Return the unit at the end of a label: 年度资金申请总额（万元）."""
    found = _IN_BRACKETS.fullmatch(plain_unit(key))
    return unit_of(found) if found else None


def unit_somewhere(key: str) -> str | None:
    """Return the unit that a title, a name or a line says in whatever place: 控制数表（万元）, 单位：万元  第1页, 万元."""
    found = _SAID_SOMEWHERE.search(plain_unit(key)) or _BRACKETED.search(plain_unit(key))
    return unit_of(found) if found else unit_alone(key) or unit_in_sentence(key)


def unit_in_sentence(key: str) -> str | None:
    """Return the unit that a note says: 注：本表金额单位为万元."""
    found = _IN_SENTENCE.search(key)
    return whole_name(found["unit"] or found["unit2"]) if found else None
