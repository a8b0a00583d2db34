"""Whether the place of a form says that it is not meant to count: a hidden sheet, one named 旧, 作废, 备份, 样表, a file .tmp.

A word counts only where nothing but words that say nothing (申报表, 已, a date) stands beside it: 备份 and 申报表备份 are
marks, 容灾备份 and 老旧小区 are subjects.  The names of unit, department and project are taken out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from xlperf.data.names import MEMBER_MARK
from xlperf.data.resources import load_json
from xlperf.forms.form import Form
from xlperf.rules.versions.version_marks import names_of, without_names


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """Why a form is not meant to count by its place; both empty when nothing says so.

    Attributes:
        said: what is to be said of the form, as in 它在隐藏的工作表“旧”里.
        example: its sheet is called an example (样表): it shows how to fill in a form.
        word: of its sheet or path that says so, empty for a hidden sheet of any name.
    """

    said: str = ""
    example: bool = False
    word: str = ""

    def __bool__(self) -> bool:
        return bool(self.said)


NO_MARK = PlaceMark()

_PLAIN = "‖"
"""Stands for a word that says nothing: 废止文件 is marked, 废止文件清理, where more follows, is a subject."""


def sheet_mark(form: Form) -> PlaceMark:
    """Return what the sheet of a form says about it."""
    sheet, names = form.source.sheet, names_of(form)
    example = _word("example", sheet, names)
    if form.hidden:
        return PlaceMark(f"在隐藏的工作表“{sheet}”里", bool(example), example)
    word = example or _word("cast_off", sheet, names)
    return PlaceMark(f"所在的工作表“{sheet}”名称里有“{word}”", bool(example), word) if word else NO_MARK


def path_mark(form: Form, paths: Sequence[str]) -> PlaceMark:
    """Return what the paths of a form's file say about it; of identical files one without a mark is enough."""
    names = names_of(form)
    found = [_word_of_path(each, names) for each in paths]
    return PlaceMark(f"的名称里有“{found[0]}”", word=found[0]) if all(found) else NO_MARK


def is_set_aside(path: str) -> bool:
    """Tell whether a folder or a file is called one that nobody wants counted (备份, 旧, .tmp), whatever forms it holds."""
    return bool(_left_behind(path)) or any(_word("cast_off", part, ()) for part in PurePosixPath(path).with_suffix("").parts)


def shows_how(mark: PlaceMark) -> bool:
    """Tell whether a place is called an example, by its sheet or by its path."""
    return mark.word in load_json("schemas", "version-marks.json")["example"]


def _word_of_path(path: str, names: Iterable[str]) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    word = next((word for part in parts for kind in ("example", "cast_off") if (word := _word(kind, part, names))), "")
    return word or _left_behind(path)


def _left_behind(path: str) -> str:
    """Return what in the name of a file tells that a program left it behind: ~$ before it, .tmp at its end."""
    name = path.rpartition(MEMBER_MARK)[2].rpartition("/")[2].casefold()
    marks = load_json("schemas", "version-marks.json")["left_behind"]
    begins = [each for each in marks["begins"] if name.startswith(each)]
    return next(iter([*begins, *(each for each in marks["ends"] if name.endswith(each))]), "")


def _word(kind: str, name: str, names: Iterable[str]) -> str:
    """Return the word of a kind that a name holds; none where the word stands in the name of what the form is about.

    An example names its own project so (示例项目), which makes it no less of one.
    """
    text, known = without_names(name, names)
    found = _pattern(kind).search(_plain().sub(lambda each: each["mark"] or _PLAIN, text))
    if found is None:
        return ""
    word = found["word"]
    is_subject = any(word in each and not (kind == "example" and each.startswith(word)) for each in known)
    return "" if is_subject else word


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    marks = load_json("schemas", "version-marks.json")
    words = _either(marks[kind])
    run = f"(?:{_PLAIN}|{_either([*marks['cast_off'], *marks['example']])})*"
    beside = "a-z一-鿿"
    return re.compile(f"(?<![{beside}])(?P<word>{words})(?={run}(?![{beside}{_PLAIN}]))")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _plain() -> re.Pattern[str]:
    """Return what finds the words that say nothing; ``mark`` holds the words that do, so that 样表 keeps its 表."""
    marks = load_json("schemas", "version-marks.json")
    said = _either([*marks["cast_off"], *marks["example"]])
    return re.compile(f"(?P<mark>{said})|{_either(marks['plain'])}")
