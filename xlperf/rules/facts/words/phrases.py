"""Phrases that rules look for in texts: alternatives of regular expressions, kept in ``schemas/rule-words.json``."""

from __future__ import annotations

from xlperf.data.resources import load_json


def phrases(name: str) -> str:
    """Return the alternatives of a list of phrases as one regular expression, to be put between brackets."""
    return "|".join(load_json("schemas", "rule-words.json")["phrases"][name])
