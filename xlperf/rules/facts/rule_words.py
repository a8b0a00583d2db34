"""Word lists of the rules, and how two texts are held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.layouts.vocabulary import Regime
from xlperf.rules.facts.words.names_and_units import NamedUnits, parse_named_units
from xlperf.rules.facts.words.phrases import TABLES

DERIVED_LISTS = ("natures", "level1", "level2", "levels")
"""Names that a rule may use like a list, though they come from elsewhere."""


_NOT_OF_IT = lazy_pattern("[非不除].*")
_CODE = lazy_pattern(r"^[\d\W_]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists of ``schemas/rule-words.json`` and the level names of ``templates/vocabulary.json``.

    Attributes:
        lists: plain lists of words, or of alternatives of a regular expression.
        natures: 项目性质 as printed -> its class 经常性, 一次性 or 阶段性.
        levels: regime -> level-1 name -> level-2 names allowed under it.
        units: which units fit the name of an indicator.
        phrases: what a department looks for in texts instead of the built-in phrases of the same name.
        tables: what it has of its own in the tables of words (feasts, grades, opposites).
    """

    lists: Mapping[str, tuple[str, ...]]
    natures: Mapping[str, str]
    levels: Mapping[str, Mapping[str, tuple[str, ...]]]
    units: NamedUnits = field(default_factory=lambda: NamedUnits({}, {}, ()))
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list by name; ``natures``, ``level1`` and ``level2`` are derived lists."""
        if name == "natures":
            return tuple(self.natures)
        if name == "level1":
            return tuple(dict.fromkeys(level for tree in self.levels.values() for level in tree))
        if name == "level2":
            return tuple(dict.fromkeys(each for tree in self.levels.values() for names in tree.values() for each in names))
        return self.lists[name]

    def category(self, printed: str) -> str:
        """Return the 项目类别 that a text names with a code or a remark (22-其他运转类) or without its last character (特定目标).

        Any other text (非特定目标类) is returned as it is.
        """
        plain, short = _NOT_OF_IT.sub("", bare(printed)), _CODE.sub("", bare(printed))
        known = [each for each in self.lists.get("categories", ()) if each in plain or each[:-1] == short]
        return known[0] if len(known) == 1 and known[0] != plain else printed

    def nature_class(self, nature: str) -> str | None:
        """Return 经常性, 一次性 or 阶段性 for a printed 项目性质, None when it is not listed."""
        return self.natures.get(bare(nature))


def parse_vocabulary(layers: Iterable[Mapping[str, Any]], regimes: Iterable[Regime]) -> Vocabulary:
    """Build the vocabulary.

    Args:
        layers: word lists as in ``schemas/rule-words.json``; a later layer replaces lists of the same name.
        regimes: the level names of the forms.
    """
    lists: dict[str, tuple[str, ...]] = {}
    natures: dict[str, str] = {}
    own_phrases: dict[str, tuple[str, ...]] = {}
    own_tables: dict[str, dict[str, Any]] = {}
    kinds: dict[str, list[str]] = {}
    fits: dict[str, list[str]] = {}
    unless: list[str] = []
    for number, layer in enumerate(layers):
        if number:  # the first are the built-in words, whose phrases are asked for where they are used
            own_phrases.update({name: tuple(words) for name, words in layer.get("phrases", {}).items()})
            for name in (each for each in TABLES if each in layer):
                own_tables.setdefault(name, {}).update(layer[name])
        kinds.update(layer.get("unit_kinds", {}))
        fits.update({name: words for name, words in layer.get("names_and_units", {}).items() if name != "$comment"})
        unless.extend(layer.get("named_units_unless", ()))
        lists.update({name: tuple(words) for name, words in layer.get("lists", {}).items()})
        natures.update(layer.get("natures", {}))
    levels = {regime.id: {level1: tuple(names) for level1, names in regime.levels.items()} for regime in regimes}
    return Vocabulary(lists, natures, levels, parse_named_units(kinds, fits, unless), own_phrases, own_tables)
