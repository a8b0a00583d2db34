"""Keywords over texts: what a text must not hold, years and months written in it, how a phrase is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xlperf.data.first_characters import quick
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.values.dates import years_in_figures
from xlperf.rules.dialect.breach import Breach
from xlperf.rules.dialect.guards import Facts, Judged, date_of, text_of, year_of
from xlperf.rules.facts.words.due_dates import in_plain_months
from xlperf.rules.facts.words.phrases import phrases


def lacks(argument: Mapping[str, Any], text: str) -> Iterator[Breach]:
    """``{"pattern", "except": [word, …]}`` or ``{"words": [word, …]}``: nothing in the text matches.

    Excepted words, in any case, are let pass.
    """
    if "words" in argument:
        found = next((each for each in argument["words"] if each in text), None)
        if found:
            yield Breach(hit=found)
        return
    excepted = argument.get("except", ())
    _, whole = quick(argument["pattern"])
    for hit in whole.finditer(text):
        if hit[0].upper() not in excepted:
            yield Breach(hit=hit[0].strip())
            return


def _surely_lacks(argument: Mapping[str, Any]) -> Callable[[str], bool]:
    if "words" in argument:
        any_word = re.compile("|".join(map(re.escape, argument["words"])) or "(?!)").search
        return lambda text: any_word(text) is None
    return quick(argument["pattern"])[0]


_QUOTED = lazy_pattern(r"《[^》]*》")
_PART_OF_YEAR = "(?:[春夏秋冬]季?(?:学期)?|[上下]半年|\\d{1,2}月|第?[一二三四1-4]季度)?"
_SPAN_OF_NAME = lazy_pattern(rf"(?<!\d)(20\d\d)年?度?{_PART_OF_YEAR}\s*[-－—–~～至]+\s*(20\d\d)(?!\d)")
# 第2026次列车 and A2026号地块 name no year, and 2025年结转项目 says itself why it names that one.
_YEAR_OF_NAME = lazy_pattern(rf"(?<![\dA-Za-z第])20\d\d(?![\d次号]|年?度?(?:{phrases('named_year_unless')}))")
_SHORT_YEAR = lazy_pattern(rf"(?P<year>\d\d)年(?!度?(?:{phrases('named_year_unless')})|{phrases('no_short_year')})")


def name_year(argument: Mapping[str, Any], facts: Facts) -> Iterator[Breach]:
    """``{"text": fact, "year": fact}``: a year 20xx in the text, outside 《》, is this one, or of a span that holds it."""
    text, year = years_in_figures(_QUOTED.sub("", text_of(facts, argument["text"]))), year_of(facts, argument["year"])
    if year is None:
        return
    short = _SHORT_YEAR.match(text)
    if short is not None and int(short["year"]) == (year - 1) % 100:
        yield Breach(hit=short[0])
        return
    held = [span.span() for span in _SPAN_OF_NAME.finditer(text) if int(span[1]) <= year <= int(span[2])]
    for hit in _YEAR_OF_NAME.finditer(text):
        if int(hit[0]) != year and not any(first <= hit.start() < last for first, last in held):
            yield Breach(hit=hit[0])
            return


_YEAR_OF_TARGET = lazy_pattern(rf"(?<![较比与\d])(20\d\d)年|{phrases('years_cut_short')}")
_NEAR = 10
"""Years from that of the form within which 24年 is a year."""


def years_within(argument: Mapping[str, Any], facts: Facts) -> Iterator[Breach]:
    """``{"text": fact, "first": fact, "last": fact, "year": fact}``: every year in the text is the form's or one of the plan.

    A year that is only compared with (较2022年) is no promise and is passed over.
    """
    year = year_of(facts, argument["year"])
    if year is None:
        return
    first, last = year_of(facts, argument["first"], year), year_of(facts, argument["last"], year)
    for hit in _YEAR_OF_TARGET.finditer(text_of(facts, argument["text"])):
        written = int(hit[1] or f"20{hit[0][:2]}")
        if not hit[1] and abs(written - year) > _NEAR:  # 60年底
            continue
        if written != year and not first <= written <= last:
            yield Breach()
            return


_MONTH = lazy_pattern(r"(?:(20\d\d)年)?(?<!\d)(1[0-2]|0?[1-9])月(?:(\d{1,2})日)?")
_DATE = lazy_pattern(r"(?<!\d)(20\d\d)([-/.])(1[0-2]|0?[1-9])(?:\2(3[01]|[12]\d|0?[1-9]))?(?!\d)")
_QUARTER = lazy_pattern(r"(?:(20\d\d)年)?第?([1-4一二三四])季度")
_END_OF_YEAR = lazy_pattern(r"(?:^|[于在至到])(?:(20\d\d)|当|本)?年(?:年)?[底末](?:之?前|$|完成)")
_NEXT_YEAR = lazy_pattern(r"次年|翌年|明年|下年|下一年")


def due_within(argument: Mapping[str, Any], facts: Facts) -> Iterator[Breach]:
    """``{"text": fact, "year": fact, "until": fact}``: no month or quarter in the text lies after the end of the plan.

    Read leniently (handbook 4.4): a month or quarter counts as kept when the plan ends in
    it, and 12月前 as by the end of December; only a written day is held against the day.
    """
    text = in_plain_months(text_of(facts, argument["text"]))
    until, year = date_of(facts, argument["until"]), year_of(facts, argument["year"])
    if until is None or year is None or _NEXT_YEAR.search(text):
        return
    dues = [(int(hit[1] or year), int(hit[2]), int(hit[3] or 1)) for hit in _MONTH.finditer(text)]
    dues += [(int(hit[1]), int(hit[3]), int(hit[4] or 1)) for hit in _DATE.finditer(text)]
    for hit in _QUARTER.finditer(text):
        quarter = "一二三四".find(hit[2]) + 1 or int(hit[2])
        dues.append((int(hit[1] or year), 3 * quarter - 2, 1))
    dues += [(int(hit[1] or year), 12, 1) for hit in _END_OF_YEAR.finditer(text)]
    if any(due > (until.year, until.month, until.day) for due in dues):
        yield Breach()


# Blanks but no line ends: a line begins an item anyway, and a text of empty lines must not be gone through again from each.
_ITEM = lazy_pattern(r"(?:^|[\n。；;])[^\S\n]*[(（]?(\d{1,2})(?:[.．、)）](?!\d)|\s)", re.MULTILINE)


def list_in_order(argument: str, facts: Facts) -> Iterator[Breach]:
    """``fact``: the numbers of a list in the text (1. 2. 3.) follow each other; a list may begin anew."""
    previous = 0
    for item in _ITEM.finditer(text_of(facts, argument)):
        number = int(item[1])
        if previous and number not in (previous + 1, 1):
            yield Breach(hit=f"{previous}、{number}")
            return
        previous = number


_UNTIDY = lazy_pattern(r"[０-９＝＞＜（）％．]|[<>]=|\S\s+\S")


def tidy(_argument: Any, text: str) -> Iterator[Breach]:
    """``true``: the phrase holds no blanks, no full-width digits, operators or brackets, no >= or <=."""
    if _UNTIDY.search(text):
        clean = "".join(unicodedata.normalize("NFKC", text).split()).replace(">=", "≥").replace("<=", "≤")
        yield Breach(clean=clean)


def length(argument: Mapping[str, int], text: str) -> Iterator[Breach]:
    """``{"least": number, "most": number}``: the text has so many characters, white space aside."""
    found = len(bare(text))
    if not argument.get("least", 0) <= found <= argument.get("most", found):
        yield Breach(length=found)


REGISTRY: tuple[tuple[str, Callable[[Any, Any], Iterator[Breach]], tuple[str, ...], Judged], ...] = (
    ("lacks", lacks, ("hit",), "text"),
    ("nameYear", name_year, ("hit",), "facts"),
    ("yearsWithin", years_within, (), "facts"),
    ("dueWithin", due_within, (), "facts"),
    ("listInOrder", list_in_order, ("hit",), "facts"),
    ("tidy", tidy, ("clean",), "text"),
    ("length", length, ("length",), "text"),
)

SCREENS: Mapping[str, Callable[[Any], Callable[[str], bool]]] = {
    "lacks": _surely_lacks,
    "tidy": lambda _argument: lambda text: _UNTIDY.search(text) is None,
}
"""See ``KeywordFace.screen``."""
