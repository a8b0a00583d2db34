"""Finding the sentences with figures in a published text, as ``schemas/disclosure-sentences.json`` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.forms.values.money_unit import ANY_UNIT, in_usual_characters, whole_name
from xlperf.forms.values.number_in_words import IN_WORDS, in_figures
from xlperf.lists.published_text import DisclosureSentence, Figure, StatedFigure

_CLAUSE = lazy_pattern("[^；;]+[；;]?|[；;]")
_YEAR = lazy_pattern(r"(20\d\d)年")
_SENTENCE = lazy_pattern(r"[^。！？!?]+")
_CLAUSE_END = lazy_pattern(r"[，,；;：:。！？!?\n]")
_NEXT_SUBJECT = lazy_pattern("[；;](?=[^；;]*项目)|的项目")
_HALF_WIDTH = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), 0xFF0E)} | {0x3000: 0x20}
"""Digits and the decimal point; punctuation stays as it is, for the quotation."""

_FOLDED = str.maketrans("（）％＿", "()%_")
_DIGITS = r"\d+(?:[,，'’]\d{3,4})*(?:\.\d+)?"
# 每一个, 第三个 and the end of a longer number are no counts.
_NUMBER = rf"(?<![\d每各这那某第任十百千万])(?<!\d[.,，])(?P<number@>{_DIGITS}|{IN_WORDS})"
# 万 without 元 is money only where nothing else is counted: 5万人.
_MONEY = rf"(?P<open@>\()?(?P<unit@>{ANY_UNIT})(?:(?<=元)|(?!\w)|(?=[余多左]))(?(open@)\))"
_NO_NUMBER = "[_×xX*-]+"


def find_sentences(text: str) -> Iterator[DisclosureSentence]:
    """Yield the sentences with figures, each once."""
    seen: set[tuple[str, str]] = set()
    for sentence in (part for each in _SENTENCE.findall(text) for part in _by_year(each)):
        for found in _sentences_in(sentence):
            if (found.subject, found.text) not in seen:
                seen.add((found.subject, found.text))
                yield found


def closed(text: str) -> str:
    """Return a text without white space, its digits in half width."""
    return "".join(text.translate(_HALF_WIDTH).split())


def years_named(text: str) -> tuple[int, ...]:
    """Return the years that a closed text names, each once."""
    return tuple(dict.fromkeys(map(int, _YEAR.findall(text))))


def _sentences_in(sentence: str) -> Iterator[DisclosureSentence]:
    """Yield what one sentence says, by subject."""
    quotable = closed(sentence)
    plain = in_usual_characters(quotable).translate(_FOLDED)
    known = load_json("schemas", "disclosure-sentences.json")
    begun = [(each, found) for each in known["sentences"] if (found := _pattern(each["projects"]).search(plain))]
    for subject, projects in begun:
        end = _end(plain, projects, (found for _, found in begun))
        matches: dict[Figure, re.Match[str]] = {"projects": projects}
        if "units" in subject and (units := _pattern(subject["units"]).search(plain)):
            matches = {"units": units, "projects": projects}
        near = min((at for each in "；;" if (at := plain.find(each, projects.end(), end)) >= 0), default=end)
        for name, figure in known["figures"].items():
            sought = _pattern(figure["pattern"]) if subject["form"] in figure.get("of", ()) else None
            if sought and (match := sought.search(plain, projects.end(), near)):
                matches[name] = match
        figures = tuple(_stated(name, match, known["figures"][name]["measure"]) for name, match in matches.items())
        begin = max(plain.rfind(each, 0, projects.start()) for each in "；;") + 1
        left = _passed_over(plain, quotable, begin, end, matches.values())
        quoted = _quotation(quotable, matches, sentence)
        yield DisclosureSentence(subject["subject"], subject["form"], quoted, years_named(quotable), figures, left)


def _end(plain: str, projects: re.Match[str], begun: Iterable[re.Match[str]]) -> int:
    """Return where a sentence goes on to other projects."""
    found = _NEXT_SUBJECT.search(plain, projects.end())
    starts = (each.start() for each in begun if each.start() > projects.start())
    return min((found.start() if found else len(plain), *starts))


def _by_year(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence that speak of one year each: from a clause (分句) that names its year to the next."""
    clauses = _CLAUSE.findall(sentence)
    starts = [place for place, each in enumerate(clauses) if years_named(closed(each))]
    for start, end in pairwise((0, *starts[1:], len(clauses))):
        yield "".join(clauses[start:end])


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of the data file; each of its alternatives has groups of its own for the number."""
    words = load_json("schemas", "disclosure-sentences.json")["rough"]
    before, behind = f"(?P<before@>{words['before']})?(?:人民币|[¥￥])?", f"(?P<behind@>{words['behind']})?"
    kinds = {
        "{number}": before + _NUMBER,
        "{amount}": f"{before}{_NUMBER}{behind}{_MONEY}(?P<tail@>{words['behind']})?",
    }
    pieces = re.split(r"(\{number\}|\{amount\})", text)
    return re.compile("".join(kinds.get(each, each).replace("@", str(at)) for at, each in enumerate(pieces)))


@cache
def _left_pattern() -> re.Pattern[str]:
    """Return what an amount, a share or a score looks like, read or not: 600万元, 99%, 98.5分, ____万元, 资金489.00."""
    words = load_json("schemas", "disclosure-sentences.json")["rough"]
    named = "(?:[\u4e00-\u9fff]{0,6}(?:资金|金额|预算|支出|拨款)(?:为|共计?|合计|总额)?)"
    counted = f"{named}?(?:{words['before']})?(?:{_DIGITS}|{IN_WORDS}|{_NO_NUMBER})(?:{words['behind']})?(?:{_MONEY}|%|美元)"
    bare = rf"{named}(?:{_DIGITS}(?![\d个项家年,，.])|{_NO_NUMBER}|(?=万元))"
    return re.compile(f"{counted}|{_DIGITS}分|百分之{IN_WORDS}|{bare}".replace("@", ""))


def _stated(name: Figure, match: re.Match[str], measure: str) -> StatedFigure:
    groups = match.groupdict()
    at = next(each[len("number") :] for each, text in groups.items() if each.startswith("number") and text is not None)
    written, unit = groups[f"number{at}"], groups.get(f"unit{at}")
    number = Decimal(re.sub("[,，'’]", "", written)) if written[0].isdecimal() else Decimal(in_figures(written))
    is_rough = any(groups.get(f"{each}{at}") for each in ("before", "behind", "tail"))
    return StatedFigure(name, number, whole_name(unit) if unit else measure, is_rough)


def _passed_over(plain: str, quotable: str, begin: int, end: int, taken: Iterable[re.Match[str]]) -> tuple[str, ...]:
    """Return the amounts, shares and scores between two places that no figure took, as written."""
    spans = [each.span() for each in taken]
    left = (each.span() for each in _left_pattern().finditer(plain, begin, end))
    free = (each for each in left if not any(first < each[1] <= last for first, last in spans))
    return tuple(dict.fromkeys(quotable[slice(*each)] for each in free))


def _quotation(quotable: str, matches: Mapping[Figure, re.Match[str]], sentence: str) -> str:
    """Return the part of a sentence that holds its figures, from the beginning of a clause."""
    first, last = min(each.start() for each in matches.values()), max(each.end() for each in matches.values())
    # A heading without a full stop stands on a line of its own: a line begins a clause, too.
    lines = [len(closed(sentence[:at])) for at, each in enumerate(sentence) if each == "\n"]
    ends = [each.end() for each in _CLAUSE_END.finditer(quotable, 0, first)]
    return quotable[max((*ends, *(each for each in lines if each <= first)), default=0) : last]
