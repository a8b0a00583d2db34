"""The dialect is declared: a metaschema with a vocabulary of our own, which every condition of a rule meets."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from xlperf.data.checked_file import SCHEMAS
from xlperf.data.resources import load_json
from xlperf.rules.ruleset.rule_files import base_files, read_json, read_rule_set

META = load_json("schemas", "rule-dialect.schema.json")


def _validator() -> Draft202012Validator:
    schemas = [load_json("schemas", f"{each}.schema.json") for each in SCHEMAS]
    registry: Registry[Any] = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in schemas)
    return Draft202012Validator(META, registry=registry)


def test_our_vocabulary_is_declared_and_required() -> None:
    """A processor that does not know our keywords must refuse a condition, not pass over them."""
    assert META["$vocabulary"]["https://xlperf.invalid/vocab/rules"] is True
    assert all(META["$vocabulary"].values())


def test_every_condition_of_the_built_in_rules_is_of_the_dialect() -> None:
    """What stands in ``when`` and ``then`` is what the metaschema allows."""
    stated = [rule for path in base_files() for rule in read_json(path)["rules"]]
    assert len(stated) == len(read_rule_set().rules)
    for rule in stated:
        for key in ("when", "then"):
            assert _validator().is_valid(rule.get(key, True)), (rule["id"], key)


@pytest.mark.parametrize(
    "condition",
    [{"summs": {}}, {"sums": {"total": "annual"}}, {"properties": {"annual": {"maximun": 5}}}, 5, {"length": {}}, {"tidy": False}],
    ids=repr,
)
def test_what_is_not_of_the_dialect_is_refused(condition: Any) -> None:
    """Misspelt keywords at any depth and arguments of the wrong shape."""
    assert not _validator().is_valid(condition)
