"""All that the cases of the rules tell, as lines of text: facts of the form, scores, and every finding of every rule.

``python -m tests.rules.case_dump`` writes the file that ``test_rule_cases.py`` holds the program to.  A case itself pins
the message of its own rule; here stands what all other rules say of the same form, and every fact that the case changes.
It pins what is told now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from xlperf.rules.casebook.rule_cases import Case, Verdict, case_context, case_files, case_form, read_cases, run_cases
from xlperf.rules.context import Context
from xlperf.rules.facts.form_scores import FormScores
from xlperf.rules.facts.reviewing import add_reviewed_facts
from xlperf.rules.facts.score_facts import add_score_facts
from xlperf.rules.facts.scores import score_form
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.finding import Finding
from xlperf.rules.ruleset.rule_files import RuleSet, read_rule_set

STORED = Path(__file__).parents[1] / "data" / "cases.txt"
_OF_THE_RULE = ("rule", "title", "basis", "fingerprint")
_OF_THE_FORM = ("file", "sheet", "form", "unit", "project", "suggestion")
_USUAL = (("addressee", "unit"), ("explainable", True), ("sheet", "申报表"), ("sheet", "自评表"))
_SUMS = ("total", "score_sum", "difference", "missed")


def dumped(verdicts: Iterable[Verdict], rule_set: RuleSet) -> list[str]:
    """Return the lines of cases that were judged."""
    return list(_Dump(rule_set).lines(verdicts))


class _Dump:
    def __init__(self, rule_set: RuleSet) -> None:
        self._rules = rule_set
        self._samples: dict[str, dict[tuple[str, str], str]] = {}
        self._told: set[str] = set()

    def lines(self, verdicts: Iterable[Verdict]) -> Iterator[str]:
        """Yield of each case the facts that it changes, where its form was not told before, and its findings."""
        for each in verdicts:
            yield f"# {each.case.rule} {'fail' if each.case.must_fail else 'pass'} {each.case.because}"
            yield from self._facts(each.case)
            yield from (_finding(finding, each.case) for finding in each.findings)

    def _facts(self, case: Case) -> Iterator[str]:
        asked = json.dumps([case.data.get("form", {}), case.data.get("context", {})], sort_keys=True)
        if "files" in case.data or asked in self._told:
            return
        self._told.add(asked)
        form = case.data.get("form", {})
        kind = form.get("kind", "declaration")
        if kind not in self._samples:
            self._samples[kind] = self._seen({"kind": kind}, Context())
        seen, sample = self._seen(form, case_context(case.data.get("context", {}))), self._samples[kind]
        changed: dict[str, list[str]] = {}
        for (part, key), value in seen.items():
            if sample.get((part, key)) != value:
                changed.setdefault(part, []).append(f"{key}={value}")
        for part, key in sorted(sample.keys() - seen.keys()):
            changed.setdefault(part, []).append(f"no {key}")
        yield from (f"  {part}: {'; '.join(told)}".replace("\n", "⏎") for part, told in changed.items())

    def _seen(self, data: Mapping[str, Any], context: Context) -> dict[tuple[str, str], str]:
        """Return facts and scores of a form by its part and their name."""
        view = FormView(case_form(data), context, self._rules.vocabulary)
        told: dict[tuple[str, str], str] = {}
        if view.form.kind == "self_evaluation":
            scores = score_form(view.form, self._rules.scoring, None)
            add_score_facts(view, scores, self._rules.scoring, "")
            told |= _scores(scores)
        add_reviewed_facts(view, self._rules.vocabulary, self._rules.scoring)
        head = {**view.head.facts, "rows": len(view.rows), "absent": " ".join(sorted(view.head.absent))}
        told |= {("form", key): str(value) for key, value in head.items()}
        for place, row in enumerate(view.rows):
            told |= {(f"row {place}", key): str(value) for key, value in row.facts.items() if key not in head}
        return told


def _scores(scores: FormScores) -> dict[tuple[str, str], str]:
    told = {("scores", key): str(getattr(scores, key)) for key in ("grade", *_SUMS)}
    for name, line in (("execution", scores.execution), *((f"line {place}", each) for place, each in enumerate(scores.lines))):
        told |= {(name, each.name): str(getattr(line, each.name)) for each in fields(line)}
        told[name, "recomputed"] = str(line.recomputed)
    return told


def _finding(finding: Finding, case: Case) -> str:
    """Return a finding; what its rule always says only where it is the one that the case is about."""
    said = {each.name: getattr(finding, each.name) for each in fields(finding) if each.name not in _OF_THE_RULE}
    if finding.rule != case.rule:
        said = {key: value for key, value in said.items() if key not in _OF_THE_FORM}
    told = [f"{key}={value}" for key, value in said.items() if value not in ("", None, False) and (key, value) not in _USUAL]
    return f"  {finding.rule}: {'; '.join(told)}".replace("\n", "⏎")


def main() -> None:
    """Write what the cases tell now."""
    rules = read_rule_set()
    lines = dumped(run_cases(rules, read_cases(case_files())), rules)
    STORED.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
