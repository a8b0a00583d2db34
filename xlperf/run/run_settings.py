"""How a run reads and judges, and by which rules."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from xlperf.rules import Context, Waivers, load_rule_book
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_changes import RuleChanges


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run reads and judges: picklable, the same for every file.

    Attributes:
        context: what the rules may know beside the form.
        rules: folders with a department's own rule sets.
        changes: what the department's settings change in the rules.
        templates: folders with a department's own layouts.
        waivers: findings that the department accepts.
        input_files: what the context was read from; no forms, where they stand among them.
        judge: False to read only.
        workers: child processes; 0 reads in this process, without fences.
    """

    context: Context = field(default_factory=Context)
    rules: tuple[Path, ...] = ()
    changes: RuleChanges = field(default_factory=RuleChanges)
    templates: tuple[Path, ...] = ()
    waivers: Waivers | None = None
    input_files: tuple[Path, ...] = ()
    judge: bool = True
    workers: int = 1


def default_workers() -> int:
    """Return how many child processes a run uses: one a processor, four at most."""
    return max(1, min(4, os.cpu_count() or 1))


def rule_book(settings: RunSettings) -> RuleBook:
    """Return the rules of a run, read once a process.

    Raises:
        SettingsError: a rule set of the department is not sound.
    """
    return load_rule_book(settings.rules, settings.changes, settings.templates)


def rule_titles(settings: RunSettings) -> dict[str, str]:
    """Return the title of every rule of a run, by id."""
    return {each.id: each.title for each in rule_book(settings).rule_set.rules}


def rule_families(settings: RunSettings) -> dict[str, str]:
    """Return the family of every rule of a run, by id, in the order of the rule book."""
    return {each.id: each.family for each in rule_book(settings).rule_set.rules}
