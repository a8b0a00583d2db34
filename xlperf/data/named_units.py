"""Which unit (实施单位) the path of a file or a sentence names: by its name, or as people shorten it (档案馆.xlsx)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import MEMBER_MARK, body_key, short_body
from xlperf.data.resources import load_json
from xlperf.data.short_names import short_names

_FEWEST = 3
"""Characters of a name below which it may stand among other words by chance."""
_LONGEST = 40
"""Characters of a name that a file's name may hold."""
_PIECE = lazy_pattern(r"[\u4e00-\u9fff]+")


class UnitsByName:
    """Tells which of some units, by their names as compared (``body_key``), a path or a sentence names."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(each for each in keys if each)

    def in_path(self, path: str) -> str:
        """Return the one unit that a file's name or the nearest of its folders and containers names; empty for none or several."""
        parts = reversed(path.replace(MEMBER_MARK, "/").split("/"))
        named = next((found for part in parts if (found := self._in_part(part))), ())
        return named[0] if len(named) == 1 else ""

    def _in_part(self, part: str) -> tuple[str, ...]:
        within = body_key(part)
        pieces = _PIECE.findall(within)
        named = [key for key in self._keys if key in (within if len(key) >= _FEWEST else pieces)]
        longest = [key for key in named if not any(key != other and key in other for other in named)]
        return tuple(longest or dict.fromkeys(self._shortened(within)))

    def _shortened(self, within: str) -> Iterator[str]:
        """Yield the units whose short names begin a piece of a text (2026年档案馆申报表): 少儿图书馆 is not 图书馆."""
        for piece in _PIECE.findall(within):
            start = len(piece) - len(_before().sub("", piece, count=1))
            for end in range(min(len(piece), start + _LONGEST), start + 1, -1):
                keys = self._by_short_name.get(piece[start:end], ())
                if keys and _goes_on(piece[end:], end - start):
                    yield from keys
                    break

    @cached_property
    def _by_short_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._keys:
            for name in _file_names(key):
                found.setdefault(name, []).append(key)
        return found


def _goes_on(rest: str, length: int) -> bool:
    """Tell whether what stands behind a short name belongs to no longer one: 图书馆学会 and 文化馆服务中心 are others."""
    if length < _FEWEST:
        return not rest or _behind().match(rest) is not None
    words = re.sub(rf"(?:{_behind().pattern})+$", "", rest)
    return not words.endswith(tuple(_words()["body_ends"])) and not any(each in words for each in _words()["shortening"]["whole"])


@lru_cache(maxsize=8192)
def _file_names(key: str) -> frozenset[str]:
    """Return how the name of a unit is written in the name of a file: without the place in front of it, without an idle word."""
    made = {key, short_body(key), *short_names(key)} if len(key) <= _LONGEST else set()
    for name in list(made):
        made.update(name.replace(idle, "", 1) for idle in _words()["shortening"]["idle"] if idle in name)
    for name in list(made):
        ends = [found.end() for found in _place_ends().finditer(name)]
        made.update(name[at:] for at in ends)
        made.update(f"{name[: at - 1]}{name[at:]}" for at in ends)
    if len(key) >= _FEWEST:
        made.discard(key)  # a long name counts wherever it stands, 妇联 where a short one does
    return frozenset(each for each in made - {*_words()["shortening"]["whole"]} if len(each) > 1)


def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_json("schemas", "names.json")
    return words


@cache
def _place_ends() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, _words()["place_ends"]))
    return re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{ends})(?=[\u4e00-\u9fff]{{2}})")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, _words()['before_in_files']))})+")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()["behind_in_files"])))
