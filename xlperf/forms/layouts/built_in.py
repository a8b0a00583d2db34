"""The layouts and level names that come with xlperf, as parsed JSON and ready to use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from xlperf.data.resources import data_folder, load_json
from xlperf.forms.layouts.layout import NO_LAYOUT, Regime, Vocabulary
from xlperf.forms.layouts.layout_overlay import extended
from xlperf.forms.values.form_text import key_of


def built_in_layouts() -> Iterator[Mapping[str, Any]]:
    """Yield the layouts that come with xlperf as parsed JSON, by file name; one that extends another comes whole, after it."""
    names = sorted(each.stem for each in data_folder("templates").glob("*.json") if each.name not in NO_LAYOUT)
    whole: dict[str, Mapping[str, Any]] = {}
    for name in names:
        data = load_json("templates", f"{name}.json")
        whole[name] = extended(data, whole[data["extends"]]) if "extends" in data else data
        yield whole[name]


@cache
def load_vocabulary() -> Vocabulary:
    """Return the level names in ``templates/vocabulary.json``."""
    return parse_vocabulary(load_json("templates", "vocabulary.json"))


def parse_vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    """Return level names from their parsed JSON, which must satisfy ``vocabulary.schema.json``."""
    more: Mapping[str, list[str]] = data.get("level2_more", {})
    regimes = tuple(
        Regime(each["id"], each["first_year"], {one: _with_more(one, below, more) for one, below in each["levels"].items()})
        for each in data["regimes"]
    )
    ones = {key_of(one): one for regime in regimes for one in regime.levels}
    twos = {key_of(two): two for regime in regimes for below in regime.levels.values() for two in below}
    return Vocabulary(
        regimes,
        ones | {key_of(alias): name for alias, name in data["level1_aliases"].items()},
        twos | {key_of(alias): name for alias, name in data["level2_aliases"].items()},
        {key_of(word): name for word, name in data.get("level1_guesses", {}).items()},
        frozenset(data.get("dittos", ())),
        {(one, key_of(two)): two for two, above in more.items() for one in above},
    )


def _with_more(level1: str, below: list[str], more: Mapping[str, list[str]]) -> tuple[str, ...]:
    return (*below, *(two for two, above in more.items() if level1 in above and two not in below))
