"""The file with last year's amounts: the summary that xlperf wrote then, or a list that the department keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from xlperf.data.enumeration import named
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import FORM_KINDS
from xlperf.errors import RefusedFile, SettingsError
from xlperf.forms.form import Field, Form, FormKind, Target
from xlperf.history.listed import FieldState, FormPlace, FormState
from xlperf.intake.limits import Limits, intake_settings
from xlperf.intake.own_output import is_own_workbook
from xlperf.intake.workbook_reader import read_bytes
from xlperf.lists.last_year import LastYear, PastProject, PastRow, YearlyAmount, last_year_of
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.list_words import TableKind
from xlperf.lists.table_file import read_table
from xlperf.rules.judging.submissions import yearly_amount
from xlperf.rules.versions.versions import choose_versions
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings, default_workers
from xlperf.summary.earlier.earlier_summary import listed_amounts, read_snapshot
from xlperf.summary.earlier.snapshot import AMOUNT_LABELS, CONTENTS, DEPARTMENT, MONEY_LABELS
from xlperf.summary.tables.projects import AMOUNTS, ANNUAL
from xlperf.summary.tables.self_evaluations import BUDGET

_NUMBER = lazy_pattern(r"-?\d+(?:\.\d+)?")
_GOAL = dict(CONTENTS)["/annual_goal"]
_PARTS = {each: f"/funding/annual_{each}" for each in ("fiscal", "carryover", "other")}
"""The money of a declaration's year by source."""
_PART_LABELS = {
    key: label for key, name in _PARTS.items() for label, (each, _) in zip(AMOUNT_LABELS, AMOUNTS, strict=True) if each == name
}
_HINT = "它应是 xlperf 上年写出的汇总表，或有一行标题（实施单位、项目名称、上年金额）的表，下面每行一个项目。"
_KIND = TableKind("上年金额表", "last-year.json", ("unit", "project", "amount"), _HINT)


def load_last_year(path: Path) -> LastYear:
    """Read last year's amounts.

    Args:
        path: a folder of last year's forms, or one file of them, such as what was published; or a summary that
            xlperf wrote (its 汇总表 and 自评汇总表 are read), or an .xlsx, .xls or .csv with the columns
            实施单位, 项目名称 and 金额.

    Raises:
        SettingsError: the file cannot be read, or gives no amount.
    """
    if path.is_dir():
        return _of_forms(path, default_workers())
    try:
        amounts, projects, usage = _listed(path)
    except SettingsError as no_list:
        try:
            return _of_forms(path, 0)
        except SettingsError:
            raise no_list from None
    found = replace(last_year_of(amounts), projects=projects, usage=usage)
    if not found.amounts:
        raise SettingsError(f"{_KIND.noun}“{path.name}”里没有一个项目的金额。", _HINT)
    return found


def _listed(path: Path) -> tuple[list[YearlyAmount], tuple[PastProject, ...], ListUsage]:
    limits = intake_settings().limits
    try:
        data = read_bytes(path, limits)
        if is_own_workbook(data):
            amounts = list(listed_amounts(data, limits))
            return amounts, _past_projects(data, limits, amounts), ListUsage(_KIND.noun, path.name, len(amounts))
    except RefusedFile as problem:
        raise SettingsError(f"{_KIND.noun}“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    table = read_table(path, _KIND)
    amounts = [
        YearlyAmount(each.unit, each.project, each.amount, each.year, category=each.category)
        for each in table.lines
        if each.amount is not None
    ]
    return amounts, _without_more(amounts), replace(table.usage, lines=len(amounts))


def _without_more(amounts: Iterable[YearlyAmount]) -> tuple[PastProject, ...]:
    return tuple(PastProject(each.unit, each.project, each.amount, each.year, each.kind) for each in amounts)


def _past_projects(data: bytes, limits: Limits, amounts: Iterable[YearlyAmount]) -> tuple[PastProject, ...]:
    """Return the projects of a summary with goals and indicators; without them where its sheets were changed."""
    try:
        snapshot = read_snapshot(data, limits)
    except RefusedFile:
        return _without_more(amounts)
    indicators: dict[FormPlace, list[PastRow]] = {}
    for each in snapshot.indicators:
        indicators.setdefault(each.place, []).append(PastRow(each.levels, each.values[0].text))
    every: tuple[FormKind, ...] = ("declaration", "self_evaluation")
    kinds = {FORM_KINDS[kind]: kind for kind in every}
    return tuple(
        PastProject(
            form.place.unit,
            form.place.project,
            _money(form, AMOUNT_LABELS[ANNUAL], MONEY_LABELS[BUDGET]),
            int(form.place.year) if form.place.year.isdecimal() else None,
            kinds[form.place.kind],
            _text(form.contents, DEPARTMENT),
            _text(form.contents, _GOAL),
            tuple(indicators.get(form.place, ())),
            _parts({key: _money(form, label) for key, label in _PART_LABELS.items()}),
        )
        for form in snapshot.forms
    )


def _money(form: FormState, *labels: str) -> Decimal | None:
    text = next((each.text for each in form.amounts if each.label in labels), "").replace(",", "")
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _text(fields: Iterable[FieldState], label: str) -> str:
    return next((each.text for each in fields if each.label == label), "")


def _of_forms(path: Path, workers: int) -> LastYear:
    """Return the projects of a folder or file of last year's forms, of several versions the one that counts."""
    batch = run([path], RunSettings(judge=False, workers=workers))
    where = "文件夹" if path.is_dir() else "表"
    choice = choose_versions(batch.files)
    counted = set(choice.counted)
    forms = [form for form in batch.counted if form.source in counted]
    if not forms:
        raise SettingsError(f"上年的{where}“{path.name}”里没有读出一张表。", _HINT)
    projects = tuple(map(_past, forms))
    amounts = [
        YearlyAmount(each.unit, each.project, each.amount, each.year, each.kind, form.text("/category"))
        for each, form in zip(projects, forms, strict=True)
        if each.amount is not None
    ]
    lost = [each.file for each in batch.files if each.fate == "refused"]
    further = (f"没有读出的文件：{named(lost, '个')}",) if lost else ()
    usage = ListUsage(f"上年的{where}", path.name, len(projects), further=further)
    return replace(last_year_of(amounts), projects=projects, usage=usage)


def _past(form: Form) -> PastProject:
    rows = tuple(_row(row) for row in form.rows if "level3" in row and "target" in row)
    return PastProject(
        form.text("/unit"),
        form.text("/project_name"),
        yearly_amount(form),
        form.year,
        form.kind,
        form.text("/department"),
        form.text("/annual_goal"),
        rows,
        _parts({key: form.amount(name) for key, name in _PARTS.items()}),
    )


def _row(row: Mapping[str, Field]) -> PastRow:
    one, two, three = (str(row[level].value or "") if level in row else "" for level in ("level1", "level2", "level3"))
    weight = row["weight"].value if "weight" in row else None
    return PastRow((one, two, three), _shown(row["target"]), weight if isinstance(weight, Decimal) else None)


def _parts(amounts: Mapping[str, Decimal | None]) -> Mapping[str, Decimal]:
    return {key: amount for key, amount in amounts.items() if amount is not None}


def _shown(target: Field) -> str:
    return target.value.text if isinstance(target.value, Target) else target.raw.strip()
