"""The words of the rules keep to their schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from xlperf.data.resources import load_json
from xlperf.errors import RuleSetError
from xlperf.rules import load_rule_book
from xlperf.rules.facts.words import phrases
from xlperf.rules.ruleset import rule_files


def test_the_words_of_the_rules_are_what_their_schema_allows() -> None:
    """Orders of grades name at least two steps; phrases and lists are words."""
    schema, words = load_json("schemas", "rule-words.schema.json"), load_json("schemas", "rule-words.json")
    assert [each.message for each in Draft202012Validator(schema).iter_errors(words)] == []


@pytest.mark.parametrize(
    ("room", "name", "value", "said"),
    [
        ("phrases", "fewer", "事故", "“fewer”应为列表"),
        ("phrases", "fewer", [], "“fewer”"),
        ("lists", "vague", ["提升", 3], "“vague”"),
        ("unit_kinds", "钱", [""], "“钱”"),
    ],
)
def test_words_that_somebody_has_spoilt_are_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str, name: str, value: object, said: str
) -> None:
    """The message names the file, the line and the next step, as those of all files that people write."""
    words = load_json("schemas", "rule-words.json")
    spoilt = {**words, room: {**words[room], name: value}}
    (tmp_path / "rule-words.json").write_text(json.dumps(spoilt, ensure_ascii=False, indent=2), encoding="utf-8")
    monkeypatch.setattr(rule_files, "data_folder", lambda _room: tmp_path)
    monkeypatch.setattr(rule_files, "load_json", lambda _room, _name: spoilt)
    with pytest.raises(RuleSetError, match=r"词表文件 rule-words\.json 第 \d+ 行：") as refused:
        rule_files._read_words()
    assert said in str(refused.value) and "请修改后再运行一次。" in str(refused.value)


@pytest.mark.parametrize("room", ["phrases", "natures", "feasts", "lists"])
def test_words_that_lack_a_part_are_refused_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str) -> None:
    """Somebody has cut it out: the message names it."""
    spoilt = {name: value for name, value in load_json("schemas", "rule-words.json").items() if name != room}
    (tmp_path / "rule-words.json").write_text(json.dumps(spoilt, ensure_ascii=False, indent=2), encoding="utf-8")
    monkeypatch.setattr(rule_files, "data_folder", lambda _room: tmp_path)
    monkeypatch.setattr(rule_files, "load_json", lambda _room, _name: spoilt)
    with pytest.raises(RuleSetError, match=f"缺少“{room}”"):
        rule_files._read_words()


def test_a_phrase_that_the_program_needs_is_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file may be as its schema allows and yet lack a list that a pattern is made of."""
    load_rule_book()  # with all that looks for phrases
    words = load_json("schemas", "rule-words.json")
    lacking = {**words, "phrases": {name: each for name, each in words["phrases"].items() if name != "goes_down"}}
    monkeypatch.setattr(phrases, "load_json", lambda _room, _name: lacking)
    with pytest.raises(RuleSetError, match=r"^词表文件 rule-words\.json：缺少说法“goes_down”。"):
        phrases.require_all()
