"""What the rows and columns of a list are known by: the kinds of lists and their words, from ``schemas/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare, body_key
from xlperf.data.resources import load_json

_NUMBER_BEFORE = lazy_pattern(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.．]\s*(?=\S)|^\d{1,3}[、.．]\s*(?=[\u4e00-\u9fff])")
_MARK_BEHIND = r"\d{0,2}[:、.．]"


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a list is for, and by which labels its columns are known.

    Attributes:
        noun: what it is called in messages, such as 名单.
        labels: its file in ``schemas/``, of ``column-labels.schema.json``.
        needed: columns without which a row is no heading.
        hint: what it should look like.
    """

    noun: str
    labels: str
    needed: tuple[str, ...]
    hint: str

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of every column."""
        return {name: tuple(labels) for name, labels in self._data["columns"].items()}

    @property
    def nothing(self) -> tuple[str, ...]:
        """What a line says of a unit that has no project."""
        return self._words("nothing")

    @property
    def dropped(self) -> tuple[str, ...]:
        """What the note of a project says that is given up."""
        return self._words("dropped")

    @property
    def titles(self) -> tuple[str, ...]:
        """How a line ends that only says what follows."""
        return self._words("titles")

    @property
    def other_amounts(self) -> tuple[str, ...]:
        """What the label of an amount has in it that is not the one this list is for."""
        return self._words("other_amounts")

    @property
    def public(self) -> tuple[str, ...]:
        """What a line says of a project that may be published."""
        return self._words("public")

    def _words(self, name: str) -> tuple[str, ...]:
        return tuple(self._data.get(name, ()))

    @property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = load_json("schemas", self.labels)
        return data


def is_total(label: str) -> bool:
    """Tell whether a label, as compared, is that of a sum."""
    return label in _words("totals")


def before_total(text: str) -> str | None:
    """Return what stands before the word for a sum at the end of a name: the unit in 某馆 小计; None for another name."""
    plain = re.sub(r"\([^()]*\)$|[:：]$", "", bare(text)) or bare(text)
    if is_total(plain):
        return ""
    end = next((each for each in _words("total_ends") if plain.endswith(each)), None)
    return None if end is None else body_key(plain.removesuffix(end))


def is_foot(text: str, has_project: bool) -> bool:
    """Tell whether a row that begins with this text is a note or a signature below the table, and none of its lines.

    A sentence is a note where no project stands beside it.
    """
    plain = bare(text).lstrip("(*※")
    return _foot().match(plain) is not None or (not has_project and plain.endswith(("。", ";")))


def is_group(text: str) -> bool:
    """Tell whether what stands in place of a unit only says what the lines below it have in common: 特定目标类."""
    return bare(text) in _words("groups")


def without_number(text: str) -> str:
    """Return the name of a unit or project without the number before it: 一、 or （二） or 3."""
    return _NUMBER_BEFORE.sub("", text)


def looks_like_amount(label: str) -> bool:
    """Tell whether a column of this label was perhaps meant as one of amounts."""
    return any(each in label for each in _words("amounts")) and not is_no_amount(label)


def is_no_amount(label: str) -> bool:
    """Tell whether the numbers below this label are known to be no amounts."""
    return any(each in label for each in _words("no_amounts"))


def is_beside(label: str) -> bool:
    """Tell whether a column of this label only stands beside those that a list is for: a number of lines, a note, a phone."""
    return label.endswith((*_words("no_amounts"), *_words("beside")))


@cache
def _foot() -> re.Pattern[str]:
    notes, signatures = ("|".join(map(re.escape, _words(name))) for name in ("notes", "signatures"))
    return re.compile(rf"(?:{notes}){_MARK_BEHIND}|(?:{signatures})(?:\([^()]*\))?(?::|$)")


def _words(name: str) -> tuple[str, ...]:
    return tuple(load_json("schemas", "list-words.json")[name])
