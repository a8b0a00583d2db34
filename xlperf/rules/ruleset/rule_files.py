"""The rule files: the base in ``schemas/rules``, category overlays, a department's own overlays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlperf.data.resources import data_folder, load_json
from xlperf.data.stray_files import no_json_in
from xlperf.errors import RuleSetError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.rules.facts.rule_words import Vocabulary, parse_vocabulary
from xlperf.rules.facts.scoring_settings import ScoringSettings, parse_scoring
from xlperf.rules.facts.words.phrases import TABLES, require_all
from xlperf.rules.ruleset.rule import Rule, parse_rule


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of a run, before compiling.

    Attributes:
        rules: in the order of the families, a department's overlays applied.
        changes: category -> what its overlays change, by rule id.
        vocabulary: the word lists.
        scoring: how scores of self-evaluations are recomputed.
    """

    rules: tuple[Rule, ...]
    changes: Mapping[str, Mapping[str, Mapping[str, Any]]]
    vocabulary: Vocabulary
    scoring: ScoringSettings

    def for_category(self, category: str) -> tuple[Rule, ...]:
        """Return the rules as they are for one category; an unknown category has those of the base."""
        changes = self.changes.get(category, {})
        return tuple(rule.changed(changes[rule.id]) if rule.id in changes else rule for rule in self.rules)


def read_json(path: Path) -> Any:
    """Return a built-in rule file as data, with exact decimals."""
    return json.loads(path.read_text("utf-8"), parse_float=Decimal)


def base_files() -> tuple[Path, ...]:
    """Return the built-in rule files."""
    return tuple(sorted((data_folder("schemas") / "rules").glob("*.json")))


def category_files() -> tuple[Path, ...]:
    """Return the built-in category overlays."""
    return tuple(sorted((data_folder("schemas") / "categories").glob("*.json")))


def overlay_files(extra: Iterable[Path]) -> tuple[Path, ...]:
    """Return the overlay files of a department: each path a file, or a folder of *.json files.

    Raises:
        RuleSetError: a path does not exist, or a folder holds no rule file.
    """
    found: list[Path] = []
    for path in extra:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path] if path.is_file() else []
        if not inside:
            raise RuleSetError(*no_json_in(path, "规则文件", "--rules"))
        found.extend(inside)
    return tuple(found)


def read_rule_set(extra: Sequence[Path] = (), templates: Sequence[Path] = ()) -> RuleSet:
    """Read the built-in rules and lay a department's overlays over them.

    The overlays are checked strictly before anything is built; the built-in files are
    proved by the tests and by ``xlperf rules check``, not again in every process.

    Args:
        extra: files or folders with overlays, later ones win.
        templates: folders that may hold level names of the department's own.

    Raises:
        RuleSetError: an overlay is not sound; the message names file and line.
        LayoutError: level names are not sound.
    """
    overlays = overlay_files(extra)
    data_layers: list[Mapping[str, Any]] = []
    if overlays:
        from xlperf.rules.ruleset.soundness import check_files  # only here: proving needs the metaschema, running does not

        categories = category_files()
        data_layers = [each.data for each in check_files(base_files(), (*categories, *overlays))[len(categories) :]]
    rules = list(_base_rules())
    words = _read_words()
    regimes = load_vocabulary(tuple(templates)).allowed
    vocabulary = parse_vocabulary((words, *(each.get("vocabulary", {}) for each in data_layers)), regimes)
    changes: dict[str, dict[str, Mapping[str, Any]]] = {}
    for layer in (*map(read_json, category_files()), *data_layers):
        rules.extend(parse_rule(each, "部门规则", layer.get("stage", "form")) for each in layer.get("rules", ()))
        for change in layer.get("changes", ()):
            if "category" in layer:
                held = changes.setdefault(layer["category"], {})
                held[change["rule"]] = {**held.get(change["rule"], {}), **change}
            else:
                rules = [each.changed(change) if each.id == change["rule"] else each for each in rules]
    scoring = read_json(data_folder("schemas") / "scoring.json")
    return RuleSet(tuple(rules), changes, vocabulary, parse_scoring((scoring, *(each.get("scoring", {}) for each in data_layers))))


def _read_words() -> Mapping[str, Any]:
    """Return the built-in words.

    Raises:
        RuleSetError: somebody has changed the file, and not as its schema allows; the message names the line.
    """
    path = data_folder("schemas") / "rule-words.json"
    words: Mapping[str, Any] = load_json("schemas", path.name)
    if not _are_words(words):
        from xlperf.data.checked_file import read_checked  # only here: wording a fault needs jsonschema, sound words do not

        read_checked(path, "rule-words", "词表文件")
    require_all()
    return words


_WORD_LISTS = ("lists", "phrases", "unit_kinds", "names_and_units")


def _are_words(words: Mapping[str, Any]) -> bool:
    """Tell at a glance whether words are what their schema allows: texts in lists, under the names of the lists."""
    if not isinstance(words, Mapping) or not {*_WORD_LISTS, *TABLES, "natures", "named_units_unless"} <= words.keys():
        return False
    lists = [each for room in _WORD_LISTS for name, each in dict(words[room]).items() if name != "$comment"]
    return all(isinstance(each, list) and each and all(isinstance(word, str) and word for word in each) for each in lists)


def _base_rules() -> Iterable[Rule]:
    families = sorted((read_json(path) for path in base_files()), key=lambda each: int(each["order"]))
    for family in families:
        for each in family["rules"]:
            yield parse_rule(each, family["family"], family["stage"])
