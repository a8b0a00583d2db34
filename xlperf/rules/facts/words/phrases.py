"""Words that rules look for in texts, kept in ``schemas/rule-words.json``: phrases, alternatives of regular expressions,
and tables with more to each word (feasts, grades, opposites).

A department may have its own (``vocabulary`` of an overlay).  Patterns ask for them when they are made ready, and are made
ready anew where a rule book with other phrases judges.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from xlperf.data.lazy_patterns import place_of, places, use_other_words
from xlperf.data.resources import load_json
from xlperf.errors import RuleSetError

_FILE = "rule-words.json"
_OWN: dict[str, Sequence[str]] = {}
_OWN_TABLES: dict[str, Mapping[str, Any]] = {}
_ROOM = "xlperf.rules.facts."
TABLES = ("feasts", "grades", "opposites")
"""Tables of words that a department may have its own of."""


def phrases(name: str) -> str:
    """Return a place in a pattern for the alternatives of a list of phrases, to be put between brackets."""
    return place_of(_FILE, name, partial(_in_force, name))


def _in_force(name: str) -> str:
    words = _OWN.get(name) or built_in_phrases().get(name)
    if words is None:
        raise RuleSetError(f"词表文件 {_FILE}：缺少说法“{name}”。", "请补上后再运行一次。")
    return "|".join(words)


def table(name: str) -> Mapping[str, Any]:
    """Return a table of words that is in force: what a department has of its own, before all others, and the built-in rest."""
    own = _OWN_TABLES.get(name, {})
    return {key: value for key, value in {**own, **load_json("schemas", _FILE)[name], **own}.items() if key != "$comment"}


def keys_of(name: str) -> str:
    """Return a place in a pattern for the keys of a table, alternatives of regular expressions, to be put between brackets."""
    return place_of(f"tables of {_FILE}", name, lambda: "|".join(table(name)))


def require_all() -> None:
    """Refuse a file of words that lacks phrases which a pattern has a place for."""
    for name in places(_FILE):
        if name not in built_in_phrases():
            _in_force(name)


def built_in_phrases() -> Mapping[str, Sequence[str]]:
    """Return all lists of phrases as they come along, by name."""
    return {name: words for name, words in load_json("schemas", _FILE)["phrases"].items() if name != "$comment"}


def put_in_force(own: Mapping[str, Sequence[str]], tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the words of a rule book be those that are looked for.

    Args:
        own: phrases of a department, for the built-in ones of the same name; tables: what it has of its own in each.
    """
    if own == _OWN and tables == _OWN_TABLES:
        return
    for held, new in ((_OWN, own), (_OWN_TABLES, tables)):
        held.clear()
        held.update(new)  # type: ignore[arg-type]
    use_other_words()
    for name, module in tuple(sys.modules.items()):
        if name.startswith(_ROOM):  # what was found in a text by other words is not remembered
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()
