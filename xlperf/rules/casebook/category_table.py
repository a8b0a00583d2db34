"""Which rule weighs how much in which category (项目类别): the table that opens ``docs/rules.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlperf.data.words import CATEGORIES, SEVERITY_NAMES
from xlperf.rules.ruleset.rule import Rule
from xlperf.rules.ruleset.rule_files import RuleSet

_NOT_RUN = "—"


def category_table(rule_set: RuleSet) -> Iterator[str]:
    """Yield the lines of the table: every rule, its severity without a category and in each."""
    categories = (*CATEGORIES, *(each for each in rule_set.changes if each not in CATEGORIES))
    as_changed = [rule_set.for_category(each) for each in categories]
    yield f"| 编号 | 标题 | 级别 | {' | '.join(categories)} |"
    yield "| --- " * (3 + len(categories)) + "|"
    for index, rule in enumerate(rule_set.rules):
        cells = [
            _weight(rules[index], category) if rule.stage == "form" else _weight(rule, "")
            for category, rules in zip(categories, as_changed, strict=True)
        ]
        base = _weight(rule, "")
        shown = [f"**{each}**" if each != base else each for each in cells]
        yield f"| {rule.id} | {rule.title} | {base} | {' | '.join(shown)} |"


def _weight(rule: Rule, category: str) -> str:
    """Return what a rule weighs in a category: its severity, or that it does not run."""
    wanted = _wanted_categories(rule.when)
    if rule.off or (category and wanted and category not in wanted):
        return "不启用" if rule.off else _NOT_RUN
    return SEVERITY_NAMES[rule.severity] + ("（试行）" if rule.trial else "")


def _wanted_categories(when: Any) -> tuple[str, ...]:
    """Return the categories that a condition asks for at its top; none when it asks for no category."""
    condition = when.get("properties", {}).get("category", {}) if isinstance(when, Mapping) else {}
    if not isinstance(condition, Mapping):
        return ()
    words = condition.get("enum", ())
    return (condition["const"],) if "const" in condition else tuple(words) if isinstance(words, (list, tuple)) else ()
