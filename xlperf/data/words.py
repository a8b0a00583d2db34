"""Words that people read, each written once."""

from __future__ import annotations

from xlperf.data.resources import load_json

CATEGORIES: tuple[str, ...] = tuple(load_json("schemas", "rule-words.json")["lists"]["categories"])
"""Order of the groups, as in ``schemas/rule-words.json``; whatever else is printed follows in the order of input."""
