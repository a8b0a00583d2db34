"""The layouts and level names that come with xlperf, as parsed JSON and ready to use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from xlperf.data.lazy_patterns import remembering
from xlperf.data.resources import data_folder, load_json
from xlperf.forms.layouts.layout import NO_LAYOUT, Layout
from xlperf.forms.layouts.layout_overlay import extended
from xlperf.forms.layouts.layout_parsing import parse_layout
from xlperf.forms.layouts.vocabulary import Regime, Vocabulary
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.wordings import VOCABULARY


def built_in_layouts() -> Iterator[Mapping[str, Any]]:
    """Yield the layouts that come with xlperf as parsed JSON, by file name; one that extends another comes whole.

    The published forms of single bureaux are left out (``bureau_overlays``): few runs meet one.
    """
    for data in _files():
        if not _is_of_bureau(data):
            yield extended(data, load_json("templates", f"{data['extends']}.json")) if "extends" in data else data


def all_built_in() -> Iterator[Mapping[str, Any]]:
    """Yield every layout that comes with xlperf as parsed JSON and whole, those of single bureaux last."""
    yield from built_in_layouts()
    yield from (extended(each, load_json("templates", f"{each['extends']}.json")) for each in bureau_overlays())


@cache
def bureau_overlays() -> tuple[Mapping[str, Any], ...]:
    """Return what the published forms of single bureaux have otherwise than the layouts they extend, as parsed JSON."""
    return tuple(each for each in _files() if _is_of_bureau(each))


@cache
def bureau_layout(name: str) -> Layout:
    """Return the layout of the published form of a bureau by its id."""
    data = next(each for each in bureau_overlays() if each["id"] == name)
    return parse_layout(extended(data, load_json("templates", f"{data['extends']}.json")), of_bureau=True)


def _files() -> Iterator[Mapping[str, Any]]:
    names = sorted(each.stem for each in data_folder("templates").glob("*.json") if each.name not in NO_LAYOUT)
    return (load_json("templates", f"{name}.json") for name in names)


def _is_of_bureau(data: Mapping[str, Any]) -> bool:
    return "extends" in data and "varies" not in data and "rows" not in data


def load_vocabulary(extra: tuple[Path, ...] = ()) -> Vocabulary:
    """Return the level names in ``templates/vocabulary.json``, with what a department's own add.

    Args:
        extra: folders with layouts of a department's own (``--templates``); each may hold a ``vocabulary.json`` that says
            only what differs.

    Raises:
        LayoutError: one of them is not sound; the message names file and line.
    """
    return _vocabulary(extra)


@cache
def _vocabulary(extra: tuple[Path, ...]) -> Vocabulary:
    paths = [path for folder in extra if (path := folder / VOCABULARY).is_file()]
    if paths:
        from xlperf.forms.layouts.vocabulary_check import with_own  # only here: the check needs jsonschema, reading forms does not

        return parse_vocabulary(with_own(load_json("templates", VOCABULARY), paths))
    return parse_vocabulary(load_json("templates", VOCABULARY))


def parse_vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    """Return level names from their parsed JSON, which must satisfy ``vocabulary.schema.json``."""
    more: Mapping[str, list[str]] = data.get("level2_more", {})
    regimes = tuple(
        Regime(each["id"], each["first_year"], {one: tuple(below) for one, below in each["levels"].items()})
        for each in data["regimes"]
    )
    ones = {key_of(one): one for regime in regimes for one in regime.levels}
    twos = {key_of(two): two for regime in regimes for below in regime.levels.values() for two in below}
    return Vocabulary(
        regimes,
        ones | {key_of(alias): name for alias, name in data["level1_aliases"].items()},
        {key_of(two): two for two in more} | twos | {key_of(alias): name for alias, name in data["level2_aliases"].items()},
        {key_of(word): name for word, name in data.get("level1_guesses", {}).items()},
        frozenset(data.get("dittos", ())),
        {(one, key_of(two)): two for two, above in more.items() for one in above},
        {key_of(word): sign for word, sign in data.get("natures", {}).items()},
        frozenset(map(key_of, data.get("other_tables", ()))),
        frozenset(map(key_of, data.get("sums", ()))),
        remembering(_any_of(data, "sums_of_scores")),
        remembering(_any_of(data, "rates_of_scores")),
        frozenset(map(key_of, data.get("row_numbers", ()))),
        _any_of(data, "notes"),
        _any_of(data, "guides"),
        _any_of(data, "under_title"),
        remembering(_any_of(data, "heads")),
        _any_of(data, "between"),
        _any_of(data, "said_below"),
        _any_of(data, "said_beside"),
        _any_of(data, "says_nothing"),
        frozenset(data.get("surnames", ())),
    )


def _any_of(data: Mapping[str, Any], name: str) -> re.Pattern[str]:
    return re.compile("|".join(data.get(name) or ("(?!)",)))
