"""What a file name says about its version: void, final, revised, a number, a date, a mere copy.

The names of unit, department, project and form are no marks, whatever they hold: 城市更新项目.xlsx is no
updated version.  They are taken out of the path first; where a path holds only a piece of such a name, a word
that goes on as it does in the name is no mark either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from xlperf.data.names import bare, body_key, project_name_key
from xlperf.data.resources import load_json
from xlperf.forms.form import Form
from xlperf.forms.values.number_in_words import in_figures

_NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = rf"(?P<{{0}}>\d{{{{1,3}}}}(?:\.\d{{{{1,3}}}})*(?![\d年月])|{_NUMERAL}(?![\w月年]))"
_NUMBER = re.compile(
    rf"(?:(?<![a-z])(?:v|ver|version|rev)[._-]?|版本)[-_]?{_COUNT.format('marked')}"
    rf"|(?:{{words}})[后稿版]*[-_(]*{_COUNT.format('worded')}"
    rf"|(?:第|(?<!\d))(?P<ordinal>\d{{1,3}}|{_NUMERAL})[版稿]|第(?P<time>\d{{1,3}}|{_NUMERAL})[次轮]"
)
_COPY_NUMBER = re.compile(r"\(\d{1,2}\)$")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>20\d\d)(?:[-./_](?P<month>1[0-2]|0?[1-9])[-./_](?P<day>3[01]|[12]\d|0?[1-9])"
    r"|年(?P<month2>1[0-2]|0?[1-9])月(?:(?P<day2>3[01]|[12]\d|0?[1-9])[日号]?)?)"
    r"|(?P<run>\d{6,14}))(?!\d)(?:[-_t.](?P<clock>\d{4}|\d{6})(?!\d))?"
)
_LETTERS = re.compile(r"[a-z]+")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z])\s+(?=[a-z])")
_EARLIEST_YEAR = 2015
"""Six digits from this year on are a year and a month (202511), others year, month and day of this century (251103)."""

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VersionMark:
    """What one file name says; the words as they stand in it, empty where there are none.

    Attributes:
        void: it must not be used any more; final, revised: it is newer than others.
        number: v1.2 is (1, 2); of several the greatest.
        date: year, month, day (0 where only a month is given) and perhaps a time of day; of several the latest.
    """

    void: str = ""
    final: str = ""
    revised: str = ""
    number: Number = ()
    date: Number = ()

    @property
    def rank(self) -> tuple[bool, bool, bool, Number, Number]:
        """What compares: the greater, the newer."""
        return not self.void, bool(self.final), bool(self.revised), self.number, self.date


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
    date = max((each for match in _DATE.finditer(text) if (each := _date_of(match))), default=())
    text = _DATE.sub(lambda match: "|" if _date_of(match) else match[0], text)
    void = _word("void", text, known)
    text = _pattern("void").sub("|", text)
    return VersionMark(void, _word("final", text, known), _word("revised", text, known), _number(text, known), date)


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


def is_copy_name(file: str) -> bool:
    """Tell whether a name is that of a mere copy: 副本, (1), Copy of."""
    text = _spelt(str(PurePosixPath(file).with_suffix("")))
    return bool(_COPY_NUMBER.search(text) or _pattern("copy").search(text))


def _spelt(text: str) -> str:
    return bare(_BETWEEN_WORDS.sub("_", text.casefold()))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = load_json("schemas", "version-marks.json")[kind]
    listed = (rf"(?<![a-z]){each}(?![a-z])" if _LETTERS.fullmatch(each) else re.escape(each) for each in words)
    return re.compile("|".join(listed))


@cache
def _numbers() -> re.Pattern[str]:
    words = "|".join((_pattern("final").pattern, _pattern("revised").pattern, "改"))
    return re.compile(_NUMBER.pattern.replace("{words}", words))


def _word(kind: str, text: str, names: Sequence[str]) -> str:
    found = (match for match in _pattern(kind).finditer(text) if not _of_a_name(match.start(), match.end(), text, names))
    return next((match[0] for match in found), "")


def _of_a_name(start: int, end: int, text: str, names: Sequence[str]) -> bool:
    """Tell whether a word is a piece of a name: with the character before or behind it, it stands in one."""
    around = (text[max(start - 1, 0) : end], text[start : end + 1])
    return any(len(piece) > end - start and piece in name for piece in around for name in names)


def _number(text: str, names: Sequence[str]) -> Number:
    found = []
    for match in _numbers().finditer(text):
        if not _of_a_name(match.start(), match.end(), text, names):
            digits = next(each for each in match.groupdict().values() if each)
            found.append(tuple(map(_counted, digits.split("."))))
    return max(found, default=())


def _counted(digits: str) -> int:
    """Return a count in figures or in numerals up to 九十九."""
    return int(digits) if digits.isdecimal() else in_figures(digits)


def _date_of(match: re.Match[str]) -> Number:
    """Return a date as it compares, empty for digits that are none."""
    clock = int((match["clock"] or "").ljust(6, "0"))
    if match["run"] is None:
        day = match["day"] or match["day2"]
        return int(match["year"]), int(match["month"] or match["month2"]), int(day or 0), clock
    run = match["run"]
    if len(run) == 6:
        is_month = int(run[:4]) >= _EARLIEST_YEAR and run.startswith("20")
        parts = (int(run[:4]), int(run[4:]), 0) if is_month else (2000 + int(run[:2]), int(run[2:4]), int(run[4:]))
    elif len(run) in (8, 10, 12, 14) and run.startswith("20"):
        parts = int(run[:4]), int(run[4:6]), int(run[6:8])
        clock = int(run[8:].ljust(6, "0")) or clock
    else:
        return ()
    valid = 1 <= parts[1] <= 12 and parts[2] <= 31
    return (*parts, clock) if valid else ()
