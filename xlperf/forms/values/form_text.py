"""Texts of forms: what is compared (keys) and what is kept (clean text).

Spaces, line breaks, brackets and colons drift from one copy of a form to the
next, so labels are compared by a key from which all of them are gone; what the
unit wrote is kept, less markup and characters nobody can see.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

from xlperf.data.characters import in_short_characters, with_characters
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.wordings import wording

# The elements that web editors and word processors leave behind, with their attributes; "a<b" is no element.
_ELEMENTS = (
    "p|br|div|span|font|b|i|u|s|em|strong|a|ul|ol|li|h[1-6]|table|tbody|thead|tr|td|th|sub|sup|pre|hr|img|center|section|"
    "article|blockquote|style|small|big|label|[a-z0-9]{1,4}:[a-z0-9]+"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>]+))?"""
_TAG = lazy_pattern(rf"</?(?:{_ELEMENTS})(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE | re.ASCII)
_PARAGRAPH_END = lazy_pattern(r"</p\s*>|<br\s*/?>|</div\s*>|</li\s*>", re.IGNORECASE)
_ENTITY = lazy_pattern(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_SPACE = lazy_pattern(r"\s+")
_SPACES_IN_LINE = lazy_pattern(r"[^\S\n]+")
_BREAKS = lazy_pattern(r"\s*\n\s*")
NUMBERING = lazy_pattern(
    r"^(?:[*★※●▲△☆]+|#+(?=[\u4e00-\u9fff])|[(（][0-9一二三四五六七八九十]{1,2}[)）]、?|[0-9一二三四五六七八九十]{1,2}[)）、.．]+(?=\D))"
)
"""A number or mark in a list before a label."""
# Which NFKC makes a digit of: ④计划开始日期 would be a label of its own.
RINGED = lazy_pattern(r"^\s*[①-⑳❶-➓⓪⓵-⓾][、.]?")
"""A ringed number there."""
# 项目名称 Project Name: a label in two languages is the Chinese one.
_IN_ENGLISH = lazy_pattern(r"(?<=[\u4e00-\u9fff])[A-Za-z][A-Za-z./&'-]{3,}$")
# As the labels of minority regions are: Cyrillic, Arabic, Tibetan, Hangul, Mongolian, Tai and Yi.
_IN_OTHER_SCRIPT = lazy_pattern(
    "[\u0400-\u052f\u0600-\u06ff\u0750-\u077f\u0f00-\u0fff\u1100-\u11ff\u1800-\u18af\u1950-\u19df\u3130-\u318f\ua000-\ua4cf\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefe]+"
)
_TITLE_TAIL = lazy_pattern(r"(?:\([^()]*\)|[-—]?续表?|[-—_]{0,2}(?:19|20)\d\d年度?)+$")
_PAGE_NUMBER = lazy_pattern(
    r"第?[-—]+\d{1,3}[-—]+页?|[-—]*(?:第(?:\d{1,3}|[一二三四五六七八九十]{1,3})页)?[,，/]?(?:共\d{1,3}页)?[-—]*|\d{1,3}/\d{1,3}页"
)
HAN = lazy_pattern("[\u4e00-\u9fff]")
"""A Chinese character: what tells words from numbers, ticks and strokes."""
COLON = lazy_pattern("[:：﹕∶꞉]")
"""Between a label and its value in one cell, as people type it."""
# A mark that a field must be filled in, and list marks: *项目名称, 项目总目标*(2023年-2025年).
_MARKS = "*★※:•‣◦▪▫◆◇■►▶➢➤"
# Drop-down marks, arrows, boxes, dingbats, emoji, strokes and dots around words: 📌项目名称, 项目名称▼, √一级指标…, 实施单位：_.
_SIGN = r"[/§¶√·…~^|°_\u2010-\u2015\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff\u3012\u3013\u3020\U0001f000-\U0001faff-]"
_SIGNS = lazy_pattern(rf"^{_SIGN}+(?=[\u4e00-\u9fff(])|(?<=[\u4e00-\u9fff):]){_SIGN}+$")
_ALL_QUOTED = lazy_pattern("[“\"]([^“”\"]+)[”\"]")
_FOOTNOTE = lazy_pattern("(?<=[\u4e00-\u9fff])[①-⑳❶-➓⓪⓵-⓾¹²³⁴-⁹]$")
_STOPS = ".;、,"
"""Behind a label; the key keeps them, since 本表… is what a note begins with.  年度目标。 with a full stop is a sentence."""
_WRAPPED = lazy_pattern(r"\(((?:[^()]|\([^()]*\))+)\)")
_CLOSING_BRACKET = lazy_pattern(r"(?<=.)(?:\([^(]*\))+$")
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef（）《》“”、，。；：]"
_SPACE_BESIDE_CJK = lazy_pattern(rf"(?<={_CJK})\s+|\s+(?={_CJK})")
_QUOTED = lazy_pattern(r"""\"([^"]+)\"|“([^“”]+)”|'([^']+)'""")
# What NFKC leaves apart although people type one for the other.
_ONE_KIND = str.maketrans("【〔〖﹝[{〈】〕〗﹞]}〉∶꞉⁄∕", "(((((((" + ")))))))" + "::" + "//")
# A text of these alone is its own key, and no closer look is needed.
_PLAIN_KEY = lazy_pattern(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]*")


UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef"
"""Printable by Unicode and seen by nobody: variation selectors, blanks of Hangul and Braille, what a copied picture leaves; inside
a set of characters."""
# And marks of fonts of somebody's own (bullets of Wingdings).
_UNSEEN = lazy_pattern(f"[{UNSEEN}\ue000-\uf8ff\U000f0000-\U0010fffd]")


# 其中：财政拨款, 其中、财政拨款 and 其中财政拨款 are one label.
_OF_WHICH = lazy_pattern(rf"^({wording('of_which')})(?=[\u4e00-\u9fff])")
_BEHIND_OF_WHICH = ":、,.-"


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """Return the key of a label: NFKC, short characters, one kind of bracket, no white space, closing colon or list number."""
    if _PLAIN_KEY.fullmatch(text):
        return in_short_characters(text)
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", with_characters(legible(RINGED.sub("", text))))).translate(_ONE_KIND)
    if not folded.isascii():
        folded = _SIGNS.sub("", _IN_OTHER_SCRIPT.sub("", folded) or folded)
    key = NUMBERING.sub("", quoted[1] if (quoted := _ALL_QUOTED.fullmatch(folded)) else folded).strip(_MARKS)
    wrapped = _WRAPPED.fullmatch(key)
    key = in_short_characters(wrapped[1] if wrapped else key)
    return _OF_WHICH.sub(lambda found: found[1].rstrip(_BEHIND_OF_WHICH), key)


def without_tail(key: str) -> str:
    """Return the key of a title without what stands in brackets behind it, its year and 续表."""
    return _TITLE_TAIL.sub("", key)


def is_page_number(key: str) -> bool:
    """Return True for the number of a page: -3-, 第3页, 第3页/共5页, 3/5页; a number alone may be anything."""
    return bool(key) and _PAGE_NUMBER.fullmatch(key) is not None


@lru_cache(maxsize=8192)
def bare_key(text: str) -> str:
    """Return the key of a label without a closing bracket, footnote or its English: "项目总目标(2023年-2023年)" is "项目总目标"."""
    return _CLOSING_BRACKET.sub("", _IN_ENGLISH.sub("", key_of(_FOOTNOTE.sub("", text)))).rstrip(_MARKS + _STOPS)


def names_one_of(name: str, keys: Container[str]) -> bool:
    """True for a label with one of some keys, with or without what stands in brackets behind it."""
    return key_of(name) in keys or bare_key(name) in keys


def drop_invisible(text: str) -> str:
    """Return the text without control and format characters (zero-width blanks, byte order marks); line breaks stay."""
    if text.isprintable() and _UNSEEN.search(text) is None:
        return text
    text = _UNSEEN.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cf", "Cs"))


# **一是**完善制度, **总体目标：**建成…: bold print of a text from elsewhere; **街道**路 has names left out.
_BOLD = lazy_pattern(
    rf"(?:(?<=^)|(?<=[\s。；;：:，,、]))\*\*((?:{wording('enumerated_in_bold')})[^*\n]{{0,40}}?|[^*\n]{{2,40}}[:：])\*\*(?!\*)"
    r"|(?:(?<=^)|(?<=[\s。；;：:，,、]))\*\*([^*\n]{2,40})\*\*(?=[:：。；;，,\n]|$)"
)


def has_markup(text: str) -> bool:
    """Return True when HTML tags, entities or the signs of bold print (**一是**…) are left in the text."""
    has_tags = ("<" in text and _TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)
    return has_tags or ("**" in text and _BOLD.search(text) is not None)


def strip_markup(text: str) -> str:
    """Return the text without HTML, paragraphs on lines of their own."""
    return html.unescape(_TAG.sub("", _PARAGRAPH_END.sub("\n", _BOLD.sub(lambda found: found[1] or found[2], text))))


def legible(text: str) -> str:
    """Return the text of a number or a date without markup and without characters that nobody sees."""
    seen = drop_invisible(text)
    return strip_markup(seen) if has_markup(seen) else seen


def clean_text(text: str) -> str:
    """Return a text of several paragraphs: trimmed, one line break between paragraphs."""
    return _BREAKS.sub("\n", _SPACES_IN_LINE.sub(" ", drop_invisible(text))).strip()


def clean_line(text: str) -> str:
    """Return a text of one line: no line breaks, no blanks beside Chinese characters."""
    return _SPACE_BESIDE_CJK.sub("", _SPACE.sub(" ", drop_invisible(text)).strip())


def strip_quotes(text: str) -> str:
    """Return the text without a pair of quotes around the whole of it."""
    found = _QUOTED.fullmatch(text)
    return next(filter(None, found.groups())).strip() if found else text
