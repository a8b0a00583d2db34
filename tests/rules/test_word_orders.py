"""The words of the rules keep to their schema."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from xlperf.data.resources import load_json


def test_the_words_of_the_rules_are_what_their_schema_allows() -> None:
    """Orders of grades name at least two steps; phrases and lists are words."""
    schema, words = load_json("schemas", "rule-words.schema.json"), load_json("schemas", "rule-words.json")
    assert [each.message for each in Draft202012Validator(schema).iter_errors(words)] == []
