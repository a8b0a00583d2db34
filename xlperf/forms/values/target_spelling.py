"""How a target phrase is spelled: widths, strokes, blanks, marks of notes, powers, letters typed for digits."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.form_text import drop_invisible
from xlperf.forms.values.number_in_words import COUNTED

_STROKES = str.maketrans("—–−‐～〜﹣∶꞉⁄∕【】[]〔〕", "---" + "-~~-::" + "//" + "()()()")
_DIGITS_ABOVE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# 10³ and 2×10⁴ are numbers with a power; a mark behind a number (300①, 98⁽²⁾) leads to a note, and is no part of it.
_POWER_OF_TEN = lazy_pattern(r"(?:(\d(?:\.\d+)?)[×xX*])?(?<![\d.])10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_NOTE_MARK = lazy_pattern(r"[①-⓿❶-➓㈠-㈩⑴-⒛⁽⁾]|(?<=[\d)）%％‰①-⓿])[⁰¹²³⁴⁵⁶⁷⁸⁹*]+(?![\d.])|(?<=⁽)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")

# ≥9O%, 1OO%, l00(册), 1l0场: letters typed for the digits that they look like; ≥10l is litres, and what begins with O2 a name.
_NAUGHT, _ONE = "OoОΟ○〇", "lI|"
_LETTERS = lazy_pattern(
    rf"(?<![A-Za-z0-9.])(?=[\d.,]*[{_NAUGHT}{_ONE}])(?:\d|[{_ONE}](?=[\d{_NAUGHT}])|[OОΟ](?=\.\d))[\d.,{_NAUGHT}{_ONE}]{{1,11}}"
    rf"(?:(?=%|‰|[万千百]?(?:{COUNTED})(?:$|[^\u4e00-\u9fff]|及?以|之?内|左右|[底前月]))|(?<=[\d{_NAUGHT}])(?=\())"
    rf"|(?<=[≥≤<>=])(?=\d+O)[\dO]{{2,9}}$"
)
_DIGITS_MEANT = str.maketrans(dict.fromkeys(_NAUGHT, "0") | dict.fromkeys(_ONE, "1"))
_LOOKS_LIKE_A_DIGIT = frozenset(f"{_NAUGHT}{_ONE}ＯｏｌＩ｜")
# 1.2万(人) is 1.2万人, ≥(95%) and (≥95%) are ≥95%, and 300册; ends with its unit.
_STEP_APART = lazy_pattern(r"(?<=\d)([万亿千百])\((?!约|余|多|左右|含|及?以)([^()\d]{1,6})\)")
_WRAPPED = lazy_pattern(r"\((?!\d+\))(?=[^()\d]{0,6}\d)((?:[^()]|\([^()]{0,12}\)){2,30})\)")
_WRAPPED_BEHIND_SIGN = lazy_pattern(r"^([≥≤<>=]+)\((\d[\d.,]*(?:[^()\d]{1,8}))\)$")
# 1.2e4册, as a spreadsheet or a programmer writes a large number; 3E座 is a house.
_EXPONENT = lazy_pattern(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)[eE](\+?\d{1,2})(?![A-Za-z\d.])")
# “≥300册”, ≥300(册 and ≥300、册: slips around a number and its unit; 〈5次 is <5次.
_QUOTED = lazy_pattern(r"""[“"'‘]([^“”"'‘’]*\d[^“”"'‘’]*)[”"'’]""")
# 《300座: what a Chinese keyboard types for <; 《…》 is a title. 300+座 and ≥1万+ are so many or more; 5+2模式 is a name.
_TYPED_FOR_SIGNS = {"〈": "<", "《": "<", "〉": ">"}
_HALF_A_TITLE = lazy_pattern(r".\d[^〈〉《》]*")
_AND_MORE = lazy_pattern(r"^[≥>]?(\d[\d.,]*[\u4e00-\u9fff]{0,4})\+(\(?[\u4e00-\u9fff]{0,4}\)?)$")
_NEVER_CLOSED = lazy_pattern(r"(?<=\d)\([^()\d]{1,8}$")
_STOP_BEFORE_UNIT = lazy_pattern(rf"(?<=\d)[、,.-](?=\(?[万亿千百]?(?:{COUNTED})\)?$)")
_END = lazy_pattern(r"(?<=[^\d.,;、。!])[;,、.。!]+$")
# →300座 is 300座, 100%(全部) is 100%.
_ADORNED = lazy_pattern(r"^[→⇒➜►▶]+(?=.)|(?<=[%‰])\([\u4e00-\u9fff]{1,6}\)$")
# ≤￥1000 and ≤人民币1000元: the sign of the currency says 元.
_CURRENCY_SIGN = lazy_pattern(r"^([≥≤<>=]*)(?:¥|人民币|RMB|CNY)(?=\d)")
_SAYS_NO_YUAN = lazy_pattern(r"[\d.万亿]$")


def clean_phrase(text: str) -> str:
    """Return a phrase as it is compared: NFKC, one kind of stroke, no white space."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", _without_marks(drop_invisible(text)))).translate(_STROKES)


def unit_of(text: str) -> str:
    """Return a unit in a cell of its own as it is compared, without brackets round the whole of it: %, and 台(套) as it is."""
    unit = clean_phrase(text)
    inner = unit[1:-1]
    return inner if (unit[:1], unit[-1:]) == ("(", ")") and inner.find("(") <= inner.find(")") else unit


def _without_marks(text: str) -> str:
    """Return a phrase whose powers are numbers and whose references to notes are gone, before NFKC makes digits of them."""
    return _NOTE_MARK.sub("", _POWER_OF_TEN.sub(_power, text))


def _power(found: re.Match[str]) -> str:
    """Return 2×10³ as 2000."""
    return f"{Decimal(found[1] or 1).scaleb(int(found[2].translate(_DIGITS_ABOVE))):f}"


def one_spelling(phrase: str) -> str:
    """Return a clean phrase with digits for the letters that look like them, and without what stands around it."""
    if not _LOOKS_LIKE_A_DIGIT.isdisjoint(phrase):
        phrase = _LETTERS.sub(lambda found: found[0].translate(_DIGITS_MEANT), phrase)
    quoted = _QUOTED.fullmatch(phrase)
    phrase = _ADORNED.sub("", _END.sub("", quoted[1] if quoted else phrase))
    if _CURRENCY_SIGN.match(phrase):
        phrase = _CURRENCY_SIGN.sub(r"\1", phrase) + ("元" if _SAYS_NO_YUAN.search(phrase) else "")
    if "e" in phrase or "E" in phrase:
        phrase = _EXPONENT.sub(lambda found: f"{Decimal(found[0]):f}", phrase)
    if phrase[:1] in _TYPED_FOR_SIGNS and _HALF_A_TITLE.fullmatch(phrase):
        phrase = _TYPED_FOR_SIGNS[phrase[0]] + phrase[1:]
    if "+" in phrase:
        phrase = _AND_MORE.sub(r"≥\1\2", phrase)
    phrase = _STOP_BEFORE_UNIT.sub("", phrase)
    if "(" not in phrase:
        return phrase
    phrase += ")" if _NEVER_CLOSED.search(phrase) else ""
    wrapped = _WRAPPED.fullmatch(phrase)
    return _STEP_APART.sub(r"\1\2", _WRAPPED_BEHIND_SIGN.sub(r"\1\2", wrapped[1] if wrapped else phrase))


def has_letters_for_digits(text: str) -> bool:
    """Return True for a phrase that is read with digits for letters of it: 9O%, l00(册)."""
    return not _LOOKS_LIKE_A_DIGIT.isdisjoint(text) and _LETTERS.search(clean_phrase(text)) is not None
