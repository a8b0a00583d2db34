"""Forms of kinds that are named and not read (``templates/other-kinds.json``), known by their titles or by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from xlperf.data.resources import load_json

_LONGEST_HEADING = 24
_FEWEST = 2
_TAIL = r"(?:\([^()]*\))*"


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind of form: its name, what its titles say, and groups of headings of which it has some.

    Headings of two groups show the kind, whatever the title says but for a word of ``own``; one of ``unless`` shows that it
    is another.  ``names`` of files and sheets show it where no title has a word of ``own``.
    """

    name: str
    titles: re.Pattern[str]
    headings: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]
    names: re.Pattern[str]
    own: re.Pattern[str]


@cache
def _kinds() -> tuple[OtherKind, ...]:
    return tuple(
        OtherKind(
            each["name"],
            re.compile(f"(?:{'|'.join(each['titles'])})[^，。；]*表?$"),
            tuple(re.compile(f"(?:{group}){_TAIL}") for group in each.get("headings", ())),
            *(re.compile("|".join(each.get(words) or ("(?!)",))) for words in ("unless", "names", "own")),
        )
        for each in load_json("templates", "other-kinds.json")["kinds"]
    )


@lru_cache(maxsize=1024)
def names_other_kind(title: str) -> bool:
    """Return True for the title of a form of a kind that is named but not read."""
    return any(each.titles.search(title) for each in _kinds())


def kind_by_names(title: str, names: Iterable[str]) -> str:
    """Return the name of the kind that the names of its file and sheet show of a declaration, empty where they show none.

    Args:
        title: of the form, empty where it has none.
        names: of the file and the sheet.
    """
    found = ((each, name) for each in _kinds() for name in names if each.names.search(name))
    return next((each.name for each, name in found if not each.own.search(title + name)), "")


def kind_by_headings(keys: Iterable[str], title: str = "") -> str:
    """Return the name of the kind that some label keys show, empty where they show none or the title says that it is ours."""
    signs = {sign for key in keys if key and len(key) <= _LONGEST_HEADING for sign in _signs(key)}
    if len(signs) < _FEWEST:
        return ""
    for number, kind in enumerate(_kinds()):
        groups = {group for of, group in signs if of == number}
        if len(groups) >= _FEWEST and -1 not in groups and not kind.own.search(title):
            return kind.name
    return ""


@lru_cache(maxsize=4096)
def _signs(key: str) -> tuple[tuple[int, int], ...]:
    """Return of which kinds a key is a heading, and of which group of theirs; -1 is what no form of the kind has."""
    found = [
        (number, group)
        for number, kind in enumerate(_kinds())
        for group, pattern in enumerate(kind.headings)
        if pattern.fullmatch(key)
    ]
    return (*found, *((number, -1) for number, kind in enumerate(_kinds()) if kind.unless.fullmatch(key)))
