"""The rules room: what is wrong in a form, a file or a batch, and how to mend it.

The rules are data (``schemas/rules``, ``schemas/categories``); this room runs them.

    book = load_rule_book()
    book.judge_form(form, context)     -> Judgement(findings, tally)
    book.judge_file(file, context)     -> Judgement(findings, tally)
    book.judge_batch(files, context)   -> BatchJudgement(findings, tally, counted, superseded)
    book.apply_waivers(findings, load_waivers(path), context) -> Judgement(findings, tally)

jsonschema is imported only where a rule file is checked, not to judge a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.lists.roster import Roster
from xlperf.lists.roster_file import load_roster
from xlperf.lists.waivers import WAIVER_FILE, Waivers, load_waivers
from xlperf.rules.context import Context
from xlperf.rules.finding import SEVERITIES, Finding, Severity
from xlperf.rules.judging.outcome import OUTCOME_NAMES, BatchJudgement, Judgement, Outcome, Tally, merge_tallies

if TYPE_CHECKING:
    from xlperf.rules.judging.rule_book import RuleBook
    from xlperf.rules.ruleset.rule_changes import RuleChanges

__all__ = [
    "OUTCOME_NAMES",
    "SEVERITIES",
    "WAIVER_FILE",
    "BatchJudgement",
    "Context",
    "Finding",
    "Judgement",
    "Outcome",
    "Roster",
    "Severity",
    "Tally",
    "Waivers",
    "load_roster",
    "load_rule_book",
    "load_waivers",
    "merge_tallies",
]


def load_rule_book(extra: Sequence[Path] = (), changes: RuleChanges | None = None, templates: Sequence[Path] = ()) -> RuleBook:
    """Return the rule book, read and compiled once a process.

    Args:
        extra: files or folders with a department's overlays (``--rules``), later ones win.
        changes: what the department's settings change, over all overlays.
        templates: folders that may hold level names of the department's own (``--templates``).

    Raises:
        RuleSetError: an overlay is not sound; the message names file and line.
    """
    from xlperf.rules.judging.rule_book import load_rule_book as load

    return load(extra, changes, templates)
