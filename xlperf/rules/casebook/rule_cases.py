"""The cases that come with the rules: what must pass, what must fail, with the exact message.

A case changes a faultless sample form and is judged by the whole rule book, as a real
file would be.  ``xlperf rules test`` and the project's own tests run the same cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlperf.data.checked_file import read_checked
from xlperf.data.resources import data_folder, load_json
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Field, Form, Remark, Source, Value
from xlperf.forms.values.target import parse_target
from xlperf.lists.last_year import PastProject, PastRow, YearlyAmount, last_year_of
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.published_text_file import disclosure_of
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.unpublished import Unpublished, UnpublishedProject
from xlperf.lists.waivers import Waiver, Waivers
from xlperf.rules.context import Context
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.outcome import Outcome, Tally, merge_tallies
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_files import RuleSet

_DATES = ("/start_date", "/end_date")
_NUMBERS = ("weight", "score", "total_weight", "total_score")
_TARGETS = ("target", "actual")
_CHECKED = ("severity", "suggestion", "cell", "expected", "difference")
"""Parts of a finding that a case may pin beside its message."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule.

    Attributes:
        rule: id of the rule it proves.
        must_fail: True when the rule must find something.
        because: the reason, which is its name.
        data: the case as stated.
    """

    rule: str
    must_fail: bool
    because: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case: ``problem`` is empty when it holds; ``findings`` are those of every rule."""

    case: Case
    problem: str = ""
    findings: tuple[Finding, ...] = ()


def case_files(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the files with cases: the built-in ones, and ``cases/*.json`` beside a department's rules."""
    folders = [data_folder("schemas") / "rules" / "cases", *(path / "cases" for path in extra if path.is_dir())]
    return tuple(path for folder in folders for path in sorted(folder.glob("*.json")) if path.name != "samples.json")


def read_cases(paths: Sequence[Path]) -> tuple[Case, ...]:
    """Read cases from their files.

    Raises:
        RuleSetError: a file is not what ``schemas/rule-cases.schema.json`` allows.
    """
    found: list[Case] = []
    for path in paths:
        for rule, data in read_checked(path, "rule-cases", "用例文件").data["cases"].items():
            found.extend(Case(rule, False, each["because"], each) for each in data["pass"])
            found.extend(Case(rule, True, each["because"], each) for each in data["fail"])
    return tuple(found)


def run_cases(rule_set: RuleSet, cases: Sequence[Case], built_in: RuleSet | None = None) -> Iterator[Verdict]:
    """Judge every case, and every rule that has no case of each sort.

    Args:
        rule_set: the rules.
        cases: of them.
        built_in: by whose words the cases of its rules may hold as well: a department that adds a word has not broken
            the case that names all there are.
    """
    book = RuleBook(rule_set)
    plain = _with_words_of(rule_set, built_in) if built_in is not None else rule_set
    known = {each.id for each in plain.rules} if built_in is not None else frozenset()
    for case in cases:
        findings, tally = judge_case(case.data, _book_for(case, rule_set) or book)
        problem = _problem(case, findings, tally)
        if problem and case.rule in known:
            findings, tally = judge_case(case.data, _book_for(case, plain) or RuleBook(plain))
            problem = _problem(case, findings, tally)
        yield Verdict(case, problem, findings)
    for rule in rule_set.rules:
        for must_fail, wanted in ((False, "应通过"), (True, "应不通过")):
            if not any(case.rule == rule.id and case.must_fail is must_fail for case in cases):
                yield Verdict(Case(rule.id, must_fail, "每条规则都要有用例", {}), f"没有{wanted}的用例")


def _with_words_of(rule_set: RuleSet, built_in: RuleSet) -> RuleSet:
    """Return the rules that are known there, as a department has changed them, with the words from there."""
    known = {each.id for each in built_in.rules}
    return replace(rule_set, rules=tuple(each for each in rule_set.rules if each.id in known), vocabulary=built_in.vocabulary)


def _book_for(case: Case, rule_set: RuleSet) -> RuleBook | None:
    """Return a book in which the rules that the case switches are switched, None when it switches none."""
    on = {case.rule} if case.data.get("switch_on") else set()
    switched = dict.fromkeys(case.data.get("switch_off", ()), True) | dict.fromkeys(on, False)
    if not switched:
        return None
    return RuleBook(replace(rule_set, rules=tuple(replace(each, off=switched.get(each.id, each.off)) for each in rule_set.rules)))


def _problem(case: Case, findings: Sequence[Finding], tally: Tally) -> str:
    """Return what is wrong with the outcome of a case, empty when nothing is."""
    own = [each for each in findings if each.rule == case.rule]
    if not case.must_fail:
        outcome = Outcome[case.data.get("outcome", "passed").upper()]
        if own:
            return f"不应有提示，却有：{own[0].message}"
        return "" if tally.counts.get(case.rule, (0,) * 6)[outcome] else f"规则没有得出“{outcome.name.lower()}”的结果"
    wanted = case.data.get("count", 1)
    if len(own) != wanted:
        return f"应恰有 {wanted} 条提示，现有 {len(own)} 条" + "".join(f"；{each.message}" for each in own)
    wrong = [key for key in ("message", *_CHECKED) if key in case.data and getattr(own[0], key) != case.data[key]]
    return "；".join(f"{key} 应为“{case.data[key]}”，现为“{getattr(own[0], key)}”" for key in wrong)


def judge_case(data: Mapping[str, Any], book: RuleBook) -> tuple[tuple[Finding, ...], Tally]:
    """Judge a case by every rule of the book."""
    context = case_context(data.get("context", {}))
    files = case_files_of(data)
    judgements = [book.judge_file(file, context) for file in files]
    declarations = book.declarations(files, context)
    judgements.extend(book.judge_form(form, context, declarations.get(form.source)) for file in files for form in file.forms)
    batch = book.judge_batch(files, context)
    findings = (*(finding for each in judgements for finding in each.findings), *batch.findings)
    tally = merge_tallies((*(each.tally for each in judgements), batch.tally))
    if "answers" in data or "returned" in data:
        answers, returned = ([Subject(each, {}, files[0].file) for each in data.get(key, ())] for key in ("answers", "returned"))
        back = book.judge_round(answers, returned)
        findings, tally = (*findings, *back.findings), merge_tallies((tally, back.tally))
    if "waivers" not in data:
        return findings, tally
    until = [date.fromisoformat(each["until"]) if "until" in each else None for each in data["waivers"]]
    entries = tuple(Waiver(**{**each, "until": day}) for each, day in zip(data["waivers"], until, strict=True))
    waived = book.apply_waivers(findings, Waivers("xlperf-waivers.json", entries), context)
    return tuple(each for each in waived.findings if each.stands), merge_tallies((tally, waived.tally))


def case_context(data: Mapping[str, Any]) -> Context:
    """Return the context of a case."""
    known = dict(data)
    if "roster" in known:
        entries = (
            RosterEntry(**{**each, "amount": Decimal(each["amount"]) if "amount" in each else None})
            for each in known["roster"]["entries"]
        )
        known["roster"] = Roster(tuple(entries), known["roster"].get("in_wan", False))
    if "last_year" in known:
        given = [{**each, "amount": Decimal(each["amount"])} for each in known["last_year"]]
        more = ("goal", "indicators", "department")
        amounts = [YearlyAmount(**{key: value for key, value in each.items() if key not in more}) for each in given]
        projects = [_past_project(each) for each in given]
        known["last_year"] = replace(last_year_of(amounts), projects=tuple(projects))
    if "unpublished" in known:
        known["unpublished"] = Unpublished(tuple(UnpublishedProject(**each) for each in known["unpublished"]))
    if "lists" in known:
        usage: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in known.pop("lists")[0].items()
        }
        known["unpublished"] = Unpublished(known.get("unpublished", Unpublished(())).entries, ListUsage(**usage))
    if "disclosure" in known:
        known["disclosure"] = disclosure_of("公开说明.txt", known["disclosure"])
    if "project_expenditure" in known:
        known["project_expenditure"] = Decimal(known["project_expenditure"])
    if "today" in known:
        known["today"] = date.fromisoformat(known["today"])
    return Context(**known)


def _past_project(data: Mapping[str, Any]) -> PastProject:
    rows = tuple(PastRow(("", "", name), target) for name, target in data.get("indicators", ()))
    return PastProject(**{key: value for key, value in data.items() if key != "indicators"}, rows=rows)


def case_files_of(data: Mapping[str, Any]) -> tuple[FileResult, ...]:
    """Return the files of a case; one form alone stands in a file of its own."""
    if "files" not in data:
        form = case_form(data.get("form", {}))
        return (FileResult(form.source.file, "read", sha256="0", forms=(form,)),)
    files = []
    for number, each in enumerate(data["files"]):
        forms = tuple(case_form(form, each["file"], place) for place, form in enumerate(each.get("forms", ())))
        known = {key: value for key, value in each.items() if key not in ("forms", "remarks")}
        known.setdefault("fate", "read")
        known.setdefault("sha256", str(number))
        files.append(FileResult(**known, forms=forms, remarks=_remarks(each.get("remarks", ()))))
    return tuple(files)


def case_form(data: Mapping[str, Any], file: str = "", place: int = 0) -> Form:
    """Return the sample form of a kind with the changes of a case.

    Args:
        data: kind, amount unit, fields by pointer, rows, remarks, sheet and whether it is hidden.
        file: the file it stands in; that of the sample when empty.
        place: how many forms stand before it in the file.
    """
    kind = data.get("kind", "declaration")
    sample = load_json("schemas", "rules/cases/samples.json")[kind]
    changes = data.get("fields", {})
    asked = [each for each in sample["fields"] if each[0] not in data.get("without", ())]
    fields = [_field(pointer, label, cell, changes.get(pointer, value)) for pointer, label, cell, value in asked]
    fields.extend(_field(*each) for each in data.get("more_fields", ()))
    rows = list(data.get("rows", sample["rows"]))
    if "row" in data:
        rows[0] = data["row"]
    rows.extend(data.get("more_rows", ()))
    for index, row in enumerate(rows):
        for (column, label, letter), value in zip(sample["columns"], row, strict=False):
            fields.append(_field(f"/indicators/{index}/{column}", label, f"{letter}{13 + index}", value))
    first = 1 + 60 * place
    covered = f"A{first}:I{first + 11 + len(rows)}"
    source = Source(file or sample["file"], data.get("sheet", sample["sheet"]), covered, (0, first, 1))
    remarks, hidden = _remarks(data.get("remarks", ())), data.get("hidden", False)
    return Form(kind, f"sample-{kind}", source, tuple(fields), data.get("amount_unit", "元"), remarks, hidden=hidden)


def _field(pointer: str, label: str, cell: str, given: Any) -> Field:
    if isinstance(given, Mapping):
        value, notes = _value(pointer, given.get("value")), tuple(given.get("notes", ()))
        return Field(pointer, label, value, given["raw"], given.get("cell", cell), notes)
    return Field(pointer, label, _value(pointer, given), given or "", cell)


def _value(pointer: str, text: str | None) -> Value:
    if text is None:
        return None
    last = pointer.rpartition("/")[2]
    if pointer == "/year":
        return int(text)
    if pointer in _DATES:
        return date.fromisoformat(text)
    if pointer.startswith("/funding/") or last in _NUMBERS:
        return Decimal(text)
    return parse_target(text) if last in _TARGETS else text


def _remarks(data: Sequence[Mapping[str, Any]]) -> tuple[Remark, ...]:
    return tuple(Remark(each["kind"], each.get("sheet", ""), each.get("cell", ""), each.get("detail", {})) for each in data)
