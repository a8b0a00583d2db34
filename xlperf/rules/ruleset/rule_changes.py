"""What a department changes in the rules by its settings (``xlperf.toml``), without an overlay file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from xlperf.rules.ruleset.rule import Rule
from xlperf.rules.ruleset.rule_files import RuleSet

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class LimitChange:
    """Another value for one limit of a rule, in every category.

    Attributes:
        rule: id of the rule.
        name: of the limit.
        value: the number, or the one for forms in 元 where the limit differs by unit.
        wan_value: the one for forms in 万元; None where the limit is one number.
    """

    rule: str
    name: str
    value: Number
    wan_value: Number | None = None

    @property
    def limit(self) -> Number | Mapping[str, Number]:
        """The limit as rule files write it."""
        return self.value if self.wan_value is None else {"元": self.value, "万元": self.wan_value}


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """What is laid over the rule set last, over all overlays; hashable, for rule books are kept by it.

    Attributes:
        limits: other values for limits (门槛值) of rules.
        grades: label and lowest score of each 自评等级, best first; empty: those of
            ``schemas/scoring.json``, which nobody has confirmed.
    """

    limits: tuple[LimitChange, ...] = ()
    grades: tuple[tuple[str, Decimal], ...] = ()


def limit_fault(change: LimitChange, rules: Sequence[Rule]) -> str:
    """Return what is wrong with a change in Chinese, without a full stop; empty when nothing is."""
    rule = next((each for each in rules if each.id == change.rule), None)
    if rule is None:
        return f"没有规则“{change.rule}”" + _meant(change.rule, [each.id for each in rules])
    if not rule.limits:
        return f"规则 {rule.id} 没有可改的门槛值"
    if change.name not in rule.limits:
        close = _meant(change.name, rule.limits) or f"，可以改的有：{'、'.join(rule.limits)}"
        return f"规则 {rule.id} 没有门槛值“{change.name}”{close}"
    by_unit = isinstance(rule.limits[change.name], Mapping)
    if by_unit and change.wan_value is None:
        return f'规则 {rule.id} 的门槛值“{change.name}”要分元和万元，写法如：{change.name} = {{ "元" = 0.005, "万元" = 0.5 }}'
    if not by_unit and change.wan_value is not None:
        return f"规则 {rule.id} 的门槛值“{change.name}”不分元和万元，写一个数字即可"
    return ""


def with_changes(rule_set: RuleSet, changes: RuleChanges) -> RuleSet:
    """Return the rule set with the changes, in every category."""
    wanted: dict[str, dict[str, Any]] = {}
    for change in changes.limits:
        wanted.setdefault(change.rule, {})[change.name] = change.limit
    rules = tuple(each.changed({"limits": wanted[each.id]}) if each.id in wanted else each for each in rule_set.rules)
    overlays = {
        category: {
            rule: {**held, "limits": {**held.get("limits", {}), **wanted[rule]}} if rule in wanted else held
            for rule, held in by_rule.items()
        }
        for category, by_rule in rule_set.changes.items()
    }
    scoring = rule_set.scoring.with_grades(changes.grades) if changes.grades else rule_set.scoring
    return replace(rule_set, rules=rules, changes=overlays, scoring=scoring)


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"，是否应为“{close[0]}”" if close else ""
