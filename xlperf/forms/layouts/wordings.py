"""How forms word what is no label of theirs: alternatives of regular expressions, in ``wordings`` of ``vocabulary.json``."""

from __future__ import annotations

from functools import partial

from xlperf.data.lazy_patterns import place_of
from xlperf.data.resources import load_json
from xlperf.forms.layouts.layout import VOCABULARY


def wording(name: str) -> str:
    """Return a place in a pattern for the alternatives of a list, to be put between brackets."""
    return place_of(VOCABULARY, name, partial(_listed, name))


def _listed(name: str) -> str:
    return "|".join(load_json("templates", VOCABULARY)["wordings"][name])
