"""Judging what only shows between files: copies and versions, rosters, sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from xlperf.results import FileResult
from xlperf.rules.context import Context
from xlperf.rules.engine import RunnableRule
from xlperf.rules.outcome import BatchJudgement
from xlperf.rules.run import Run
from xlperf.rules.versions import Choice, Project, choose_versions
from xlperf.rules.view import Facts, Subject
from xlperf.rules.words import Vocabulary


def judge_batch(
    rules: Sequence[RunnableRule], files: Sequence[FileResult], context: Context, vocabulary: Vocabulary
) -> BatchJudgement:
    """Judge a batch by its rules; see ``RuleBook.judge_batch``."""
    choice = choose_versions(files, context.keep_every_version)
    subjects: Mapping[str, Callable[[], Iterable[Subject]]] = {
        "copy": lambda: _copies(files, choice),
        "project": lambda: map(_project, choice.projects),
    }
    run = Run()
    for runnable in rules:
        run.judge(runnable, subjects[runnable.rule.each]())
    return BatchJudgement(run.findings(), run.tally(), choice.counted, choice.superseded)


def _copies(files: Sequence[FileResult], choice: Choice) -> Iterator[Subject]:
    for file in files:
        if file.fate == "read":
            facts: Facts = {"other": choice.copies[file.file]} if file.file in choice.copies else {}
            yield Subject(facts, {}, file.file)


def _project(project: Project) -> Subject:
    chosen = project.chosen
    apart = len({each.source.file for each in project.forms}) == len(project.forms)
    names = {
        id(each): each.source.file if apart else f"{each.source.file}（{each.source.sheet}!{each.source.range}）"
        for each in project.forms
    }
    facts: Facts = {
        "n": len(project.forms),
        "unit": chosen.text("/unit"),
        "project": chosen.text("/project_name"),
        "files": "、".join(names.values()),
        "chosen": names[id(chosen)],
        "same_content": project.same_content,
    }
    name = chosen.get("/project_name")
    return Subject(facts, {"project": name} if name else {}, chosen.source.file, chosen)
