"""What a file name says about its version: void, final, revised, a number, a date, a mere copy.

The names of unit, department, project and form are no marks, whatever they hold: 城市更新项目.xlsx is no
updated version.  They are taken out of the path first; where a path holds only a piece of such a name, a word
that goes on as it does in the name is no mark either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare, body_key, project_name_key
from xlperf.data.resources import load_json
from xlperf.forms.form import Form
from xlperf.forms.values.number_in_words import in_figures
from xlperf.rules.versions.name_dates import Number, day_of, full_date, in_digits, with_years, yearless_date
from xlperf.rules.versions.version_orders import Places, in_order, order_words, places_in, places_rank

_NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = rf"(?P<{{0}}>\d{{{{1,3}}}}(?:\.\d{{{{1,3}}}})*(?![\d年月])|{_NUMERAL}(?![\w月年]))"
_NUMBER = lazy_pattern(
    rf"(?:(?<![a-z])(?:v|ver|version|rev)[._-]?|版本)[-_]?{_COUNT.format('marked')}(?!(?!{{words}})[a-z])"
    r"|(?<![a-z])(?:ver|version|rev)[._-]?(?P<letter>[a-z])(?![a-z])"
    rf"|(?:{{words}})[后稿版]*[-_()]*{_COUNT.format('worded')}"
    rf"|(?:第|(?<!\d))(?P<ordinal>\d{{1,3}}|{_NUMERAL})[版稿]|第(?P<time>\d{{1,3}}|{_NUMERAL})[次轮批]"
    rf"|(?P<again>{{again}})(?=(?:{{words}}))|(?<![第\d])(?P<times>\d{{1,2}}|{_NUMERAL})次(?=(?:{{words}}))"
)
_AGAIN = (2,)
"""再次更正 is newer than 更正, whatever number it has."""
_COPY_NUMBER = lazy_pattern(r"\(\d{1,2}\)$")
_CHARACTERS = lazy_pattern("[一-鿿]+(?![一-鿿‖])")
_ALONE = ("void", "final", "revised")
_BATCH = "批"
_SUBJECT = "囗"
"""Stands for a word that looks like a mark; no mark holds this character."""
_LETTERS = lazy_pattern(r"[a-z]+")
_BETWEEN_WORDS = lazy_pattern(r"(?<=[a-z\d])\s+(?=[a-z])")


@dataclass(frozen=True, slots=True)
class VersionMark:
    """What one file name says; the words as they stand in it, empty where there are none.

    Attributes:
        void: it must not be used any more; binding: it is said to be the one that counts.
        final: it is newer than others, the more often it says so the newer (终终); revised: it is newer than others.
        number: v1.2 is (1, 2), Rev.B (2,), 二上 its place among the rounds; of several the greatest.
        date: year (0 where none is given), month, day (0 where only a month is given), time of day; of several the latest.
        when: the date, where all the versions that it is held against have one; it then counts before revised.
        placed: its places in orders of stages, days and numbers; order: those in which all the versions have one.
        copy: it is called a mere copy: what has the plain name is what its unit goes on with.
    """

    void: str = ""
    binding: str = ""
    final: tuple[str, ...] = ()
    revised: str = ""
    number: Number = ()
    date: Number = ()
    when: Number = ()
    placed: Places = ()
    order: Places = ()
    copy: str = ""

    @property
    def rank(self) -> tuple[object, ...]:
        """What compares: the greater, the newer."""
        said = not self.void, bool(self.binding), len(self.final), self.when, places_rank(self.order)
        return *said, bool(self.revised), self.number, self.date, not self.copy


def version_mark(file: str, names: Iterable[str] = ()) -> VersionMark:
    """Return what a path says about the version of a form; a folder such as 修改后 speaks for its files.

    Args:
        file: relative path with /.
        names: of what the file is about; they say nothing about versions.
    """
    return name_mark(str(PurePosixPath(file).with_suffix("")), names)


def name_mark(name: str, names: Iterable[str] = ()) -> VersionMark:
    """Return what the name of a sheet, or a path without its extension, says about the version of a form."""
    text, known = without_names(name, names)
    text, known = in_digits(text), [in_digits(each) for each in known]
    date, text = full_date(text)
    plain = yearless_date(text, partial(_is_no_date, text, known))[1]
    void, text = _taken("void", text, known)
    number = _number(text, known)
    binding, text = _taken("binding", text, known)
    final, revised = _words("final", text, known), _words("revised", text, known)
    day, text = yearless_date(text, partial(_is_no_date, text, known))
    alone = _words_alone(text, known)
    is_piece = partial(_of_a_name, text=plain, names=known)
    voids, finals, revisions = (tuple(each for each in alone if each in _alone(kind)) for kind in _ALONE)
    return VersionMark(
        next(iter((*void, *voids)), ""),
        next(iter(binding), ""),
        (*final, *finals),
        next(iter((*revised, *revisions)), ""),
        max(number, *map(_round, alone), ()),
        date or day,
        placed=places_in(plain, _without_pieces(plain, known), is_piece),
        copy=next(iter(_words("copy", plain, known)), ""),
    )


def settled(marks: Sequence[VersionMark], modified: int) -> list[VersionMark]:
    """Return the marks of versions as they are held against each other: dates and places count first where all have one.

    A date without a year says nothing beside a name without any: 0105 may be a code.

    Args:
        marks: of all versions of one project.
        modified: the latest modification time of them.
    """
    orders = in_order([each.placed for each in marks])
    marks = [replace(each, order=order) for each, order in zip(marks, orders, strict=True)]
    if not all(each.date for each in marks):
        return [each if each.date[:1] != (0,) else replace(each, date=()) for each in marks]
    latest = max((day_of(modified), *(each.date for each in marks if each.date[0])))
    to_the_day = all(each.date[2] for each in marks)
    dates = with_years([each.date for each in marks], latest)
    return [replace(each, when=date[: 3 if to_the_day else 2]) for each, date in zip(marks, dates, strict=True)]


def without_names(name: str, names: Iterable[str]) -> tuple[str, list[str]]:
    """Return a name as compared, with | for the names of what it is about, and these names, the longest first."""
    known = sorted({spelt for each in names if (spelt := _spelt(each))}, key=len, reverse=True)
    text = _spelt(name)
    for each in known:
        text = text.replace(each, "|")
    return text, known


def names_of(form: Form) -> tuple[str, ...]:
    """Return the names that a form gives itself, in the spellings that a file name may hold."""
    unit, department, project = form.text("/unit"), form.text("/department"), form.text("/project_name")
    keys = (body_key(unit), body_key(department), project_name_key(project, form.text("/year")))
    return tuple(each for each in (unit, department, project, form.text("/title"), *keys) if len(each) > 1)


def without_marks(file: str) -> str:
    """Return what is left of the name of a file without anything that may tell its version; a further batch (第二批) stays."""
    _, text = full_date(_spelt(PurePosixPath(file).stem))
    for kind in ("void", "binding", "copy"):
        text = _pattern(kind).sub("", text)
    text = _COPY_NUMBER.sub("", text)
    for pattern in (_numbers(), _tokens()):
        text = pattern.sub(lambda match: match[0] if match[0].endswith(_BATCH) else "", text)
    return "".join(each for each in text if each.isalnum())


def is_copy_name(file: str) -> bool:
    """Tell whether a name is that of a mere copy: 副本, (1), Copy of."""
    text = _spelt(str(PurePosixPath(file).with_suffix("")))
    return bool(_COPY_NUMBER.search(text) or _pattern("copy").search(text))


def _spelt(text: str) -> str:
    return bare(_BETWEEN_WORDS.sub("_", text.casefold()))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = load_json("schemas", "version-marks.json")[kind]
    listed = "|".join(rf"(?<![a-z]){each}(?![a-z])" if _LETTERS.fullmatch(each) else re.escape(each) for each in words)
    more = load_json("schemas", "version-marks.json")["more"] if kind == "final" else ()
    return re.compile("|".join((*(rf"{each}(?={'|'.join((*more, listed))})" for each in more), listed)))


@cache
def _numbers() -> re.Pattern[str]:
    words = "|".join((*(_pattern(each).pattern for each in ("binding", "final", "revised")), "改"))
    again = _listed(load_json("schemas", "version-marks.json")["again"]).pattern
    return re.compile(_NUMBER.pattern.replace("{words}", words).replace("{again}", again))


def _words(kind: str, text: str, names: Sequence[str]) -> tuple[str, ...]:
    found = (match for match in _pattern(kind).finditer(text) if not _of_a_name(match.start(), match.end(), text, names))
    return tuple(match[0] for match in found)


def _taken(kind: str, text: str, names: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the words of a kind, and the text without them: 修改前 holds 修改, 非最终 holds 最终."""
    return _words(kind, text, names), _pattern(kind).sub("|", text)


def _words_alone(text: str, names: Sequence[str]) -> list[str]:
    """Return the short marks of a text, such as 改 in 航标改 of the project 航标维护.

    They count where marks, numerals and words that say nothing stand alone, or behind a piece of a name.
    """
    subjects = _listed(each for each in load_json("schemas", "version-marks.json")["subjects"])
    text = subjects.sub(lambda match: match[0] if any(match[0] in each for each in names) else _SUBJECT, text)
    runs = (run for run in _CHARACTERS.findall(_without_pieces(text, names)) if not _tokens().sub("", run))
    return [each for run in runs for each in _tokens().findall(run)]


def _without_pieces(text: str, names: Sequence[str]) -> str:
    """Return a text with ‖ for whatever of two characters and more stands in a name, too."""
    left, start = "", 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in each for each in names):
            end += 1
        left += "‖" if end - start > 1 else text[start]
        start = end
    return left


def _alone(kind: str) -> Sequence[str]:
    words: Sequence[str] = load_json("schemas", "version-marks.json")["alone"][kind]
    return words


@cache
def _tokens() -> re.Pattern[str]:
    """Return what a run of characters with a short mark may consist of."""
    marks = load_json("schemas", "version-marks.json")
    listed = ("final", "more", "revised", "people", "plain")
    lists = [*(marks[each] for each in listed), order_words(), *marks["rounds"], *map(_alone, _ALONE)]
    words = _listed(word for words in lists for word in words).pattern
    return re.compile(f"{words}|第?{_NUMERAL}[版稿次轮批]?|后")


def _listed(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _round(word: str) -> Number:
    """Return the place of a round of the budget; the first says no more than a name without any."""
    rounds = load_json("schemas", "version-marks.json")["rounds"]
    return next(((place,) for place, words in enumerate(rounds, 1) if word in words and place > 1), ())


def _of_a_name(start: int, end: int, text: str, names: Sequence[str]) -> bool:
    """Tell whether a word is a piece of a name: with the character before or behind it, it stands in one."""
    around = (text[max(start - 1, 0) : end], text[start : end + 1])
    return any(len(piece) > end - start and piece in name for piece in around for name in names)


def _is_no_date(text: str, names: Sequence[str], start: int, end: int) -> bool:
    """Tell whether digits that look like a date are a number (修改3.1) or a piece of a name."""
    numbers = (match.span() for match in _numbers().finditer(text))
    return _of_a_name(start, end, text, names) or any(first <= start and end <= last for first, last in numbers)


def _number(text: str, names: Sequence[str]) -> Number:
    found = []
    for match in _numbers().finditer(text):
        if not _of_a_name(match.start(), match.end(), text, names):
            kind, said = next((kind, said) for kind, said in match.groupdict().items() if said)
            found.append(_AGAIN if kind == "again" else _count_of(kind, said))
    return max(found, default=())


def _count_of(kind: str, said: str) -> Number:
    return (ord(said) - ord("a") + 1,) if kind == "letter" else tuple(map(_counted, said.split(".")))


def _counted(digits: str) -> int:
    """Return a count in figures or in numerals up to 九十九."""
    return int(digits) if digits.isdecimal() else in_figures(digits)
