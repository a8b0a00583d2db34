"""Words of forms in ``vocabulary.json``: ``wordings``, alternatives of regular expressions, and plain ``label_words``."""

from __future__ import annotations

import re
from functools import cache, partial

from xlperf.data.lazy_patterns import place_of
from xlperf.data.resources import load_json

VOCABULARY = "vocabulary.json"
"""File with the words of forms: names of levels, wordings."""


def wording(name: str) -> str:
    """Return a place in a pattern for the alternatives of a list, of either kind, to be put between brackets."""
    return place_of(VOCABULARY, name, partial(_listed, name))


@cache
def label_words(name: str) -> tuple[str, ...]:
    """Return a list of words as they stand in labels and titles."""
    return tuple(load_json("templates", VOCABULARY)["label_words"][name])


def _listed(name: str) -> str:
    words = load_json("templates", VOCABULARY)["wordings"].get(name) or map(re.escape, label_words(name))
    return "|".join(words)
