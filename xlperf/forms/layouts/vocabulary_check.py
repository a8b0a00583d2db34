"""A department's own level names (``vocabulary.json`` beside its layouts): proved sound, and laid over the built-in ones."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from xlperf.data.resources import load_json
from xlperf.data.schema_faults import Where, nearest, worded
from xlperf.forms.layouts.layout_check import pattern_faults, read_sound

_BY_NAME = ("level2_more", "level1_aliases", "level2_aliases", "level1_guesses", "natures")
_PATTERNS = (
    "sums_of_scores", "rates_of_scores", "notes", "guides", "under_title", "heads", "between",
    "said_below", "said_beside", "says_nothing",
)  # fmt: skip
_FIXED = (
    "wordings", "label_words", "operator_signs", "operator_words", "denials_of_operators", "spelled_periods", "named_times",
)  # fmt: skip
"""What reads values wherever they stand; a department has no own of it."""
_LISTS = ("dittos", "other_tables", "sums", "row_numbers", "surnames", *_PATTERNS)


def with_own(base: Mapping[str, Any], paths: Sequence[Path]) -> Mapping[str, Any]:
    """Return level names as parsed JSON with those of a department: a regime of the same id is replaced, names are added.

    Raises:
        LayoutError: a file is not sound; the message names file, line and place.
    """
    whole: dict[str, Any] = copy.deepcopy(dict(base))
    for path in paths:
        own = read_sound(path, lambda data: vocabulary_faults(data, whole), "词表")
        regimes = {each["id"]: each for each in (*whole["regimes"], *own.get("regimes", ()))}
        whole["regimes"] = list(regimes.values())
        for key in _BY_NAME:
            whole[key] = {**whole.get(key, {}), **own.get(key, {})}
        for key in _LISTS:
            whole[key] = list(dict.fromkeys((*whole.get(key, ()), *own.get(key, ()))))
    return whole


def vocabulary_faults(data: Any, base: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with a department's level names, which need not be whole, each with its place."""
    schema = {key: value for key, value in load_json("schemas", "vocabulary.schema.json").items() if key != "required"}
    schema["properties"] = {key: value for key, value in schema["properties"].items() if key not in _FIXED}
    error = best_match(Draft202012Validator(schema).iter_errors(data))
    if error is not None:
        yield worded(error)
        return
    yield from pattern_faults(((key, index), each) for key in _PATTERNS for index, each in enumerate(data.get(key, ())))
    regimes = (*base["regimes"], *data.get("regimes", ()))
    ones = {one for regime in regimes for one in regime["levels"]}
    twos = {two for regime in regimes for below in regime["levels"].values() for two in below}
    twos |= base.get("level2_more", {}).keys() | data.get("level2_more", {}).keys()
    for key, known in (("level1_aliases", ones), ("level1_guesses", ones), ("level2_aliases", twos)):
        for alias, name in data.get(key, {}).items():
            if name not in known:
                yield (key, alias), f"没有指标名称“{name}”{nearest(name, known)}"
    for name, above in data.get("level2_more", {}).items():
        for index, one in enumerate(above):
            if one not in ones:
                yield ("level2_more", name, index), f"没有一级指标“{one}”{nearest(one, ones)}"
