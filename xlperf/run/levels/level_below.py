"""The level below (下一级): another folder's summary, read through its printed forms as if its files were here.

A bureau receives the summaries of its departments, a department those of its units.  Each printed form comes in
under the file it came from (甲局汇总表.xlsx › 乙所.xlsx) and is judged anew; what the summary's own lists say is held
against its forms, so that a number changed by hand afterwards is told.  A summary whose files stand beside it is
this folder's own, or adds nothing: it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path, PurePosixPath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import MEMBER_MARK, body_key, project_name_key
from xlperf.data.words import EVALUATIONS_SHEET, FORM_KINDS, PROJECTS_SHEET, SOURCES_SHEET
from xlperf.errors import RefusedFile
from xlperf.forms import read_forms
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, FormKind, Remark
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.folder import Entry
from xlperf.intake.limits import Limits, intake_settings
from xlperf.intake.own_output import is_own_workbook, strange_sheets
from xlperf.intake.own_summary import Row, header_row, read_sheets
from xlperf.intake.workbook_reader import parse_workbook, read_bytes
from xlperf.run.levels.as_written import restored
from xlperf.run.levels.form_codes import Altered, altered
from xlperf.run.levels.handwritten_below import written_by_hand
from xlperf.run.levels.node_check import ListedFile, NotedForms, disagreements, listed_file, listed_otherwise, noted_forms, unread

_LISTS: tuple[tuple[str, FormKind, str, str], ...] = (
    (PROJECTS_SHEET, "declaration", "年度资金申请总额", "/funding/annual"),
    (EVALUATIONS_SHEET, "self_evaluation", "全年预算数", "/funding/total/full_year_budget"),
)
"""Each list of a summary: the kind of its forms, the column of their money, and the field it comes from."""

_PRINTED = lazy_pattern(rf"(?:{'|'.join(FORM_KINDS.values())})(?:[ _（(]?\d+[)）]?)?")
_READ = "已读取"
NOTHING_PRINTED = (
    "这是下一级的汇总表，印出来的表（申报表、自评表）已删去，没有读取。",
    "请让下一级重新汇总后报送，不要手工改动汇总表。",
)

Key = tuple[str, str, str, str]
"""Kind, year, unit and project of a form, as compared."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of one of the lists: whose form, from which file, with how much money (元), and all that it says by header."""

    key: Key
    project: str
    file: str
    amount: Decimal | None
    says: Mapping[str, object]


def level_below(entry: Entry, data: bytes, blank: FileResult, limits: Limits, templates: tuple[Path, ...]) -> FileResult | None:
    """Return a summary of another folder with the files that it lists as ``parts``; None for a summary of this folder.

    Raises:
        RefusedFile: it cannot be read, or holds no printed form.
    """
    sheets = read_sheets(data, (PROJECTS_SHEET, EVALUATIONS_SHEET, SOURCES_SHEET), limits)
    files = [listed_file(row) for row in _table(sheets.get(SOURCES_SHEET, {}), "文件", "处理结果")]
    read = {each.name: each for each in files if each.fate == _READ}
    if not read or stands_here(entry.path, entry.file, read):
        return None
    workbook = parse_workbook(data, limits)
    printed = tuple(each for each in workbook.sheets if is_printed(each.name))
    if not printed:
        raise RefusedFile("damaged", *NOTHING_PRINTED)
    forms = read_forms(replace(workbook, sheets=printed), entry.file, load_layouts(templates), load_vocabulary(templates)).forms
    listed = [line for name, kind, money, _ in _LISTS for line in _lines(sheets.get(name, {}), kind, money)]
    noted = noted_forms(sheets.get(SOURCES_SHEET, {}))
    parts = tuple(_parts(entry, blank, forms, listed, read, noted))
    told = [*map(_remark, [*_totals(sheets, listed), *filter(None, [unread(files)])])]
    names = [each.name for each in workbook.sheets]
    is_told = any(each.kind == "node_mismatch" for part in parts for each in part.remarks)
    read_as_forms = {*(each.name for each in printed), *strange_sheets(names)}
    told += written_by_hand(data, limits, read_as_forms, (PROJECTS_SHEET, EVALUATIONS_SHEET) if is_told else ())
    parts = (replace(parts[0], remarks=(*parts[0].remarks, *told)), *parts[1:])
    reason = f"下一级的汇总表，里面 {len(forms)} 张表按原来的文件逐个列出"
    if not noted.any:  # of an older xlperf, or deleted
        reason += "；里面没有校验码，文字有没有改过核对不了"
    return replace(blank, reason=reason, parts=parts)


def is_printed(sheet: str) -> bool:
    """Tell whether a sheet of a summary is one of its printed forms, by its name."""
    return _PRINTED.fullmatch(sheet) is not None


def is_of_another_folder(path: Path, folder: Path) -> bool:
    """Tell whether a file is a summary of ours that was made from files of another folder; what cannot be read is none.

    Args:
        path: the file, below ``folder``.
    """
    limits = intake_settings().limits
    try:
        data = read_bytes(path, limits)
        if not is_own_workbook(data):
            return False
        rows = read_sheets(data, (SOURCES_SHEET,), limits).get(SOURCES_SHEET, {})
    except RefusedFile:
        return False
    read = _read_files(rows)
    return bool(read) and not stands_here(path, path.relative_to(folder).as_posix(), read)


def _read_files(sources: Mapping[int, Row]) -> list[str]:
    """Return the files that a 来源核对 lists as read."""
    files = (listed_file(row) for row in _table(sources, "文件", "处理结果"))
    return [each.name for each in files if each.fate == _READ]


def stands_here(path: Path, file: str, files: Iterable[str]) -> bool:
    """Tell whether most of the files that a summary was made from stand in this folder, or beside the summary.

    Args:
        path: of the summary, or of what it came in; file: its name from the folder.
        files: that it lists.
    """
    here = path.parent
    folders = [here, *list(here.parents)[: len(PurePosixPath(file.split(MEMBER_MARK)[0]).parts) - 1]]
    names = [each.split(MEMBER_MARK)[0] for each in files]
    return any(2 * sum((folder / name).exists() for name in names) >= len(names) for folder in folders)


def _totals(sheets: Mapping[str, Mapping[int, Row]], listed: Sequence[_Listed]) -> Iterator[str]:
    """Yield in words where the 合计 of a list is not the sum of its lines."""
    for name, kind, money, _ in _LISTS:
        amounts = [each.amount for each in listed if each.key[0] == kind and each.amount is not None]
        total = next((row.get(money) for row in _table(sheets.get(name, {}), "实施单位", "项目名称", last="合计")), None)
        if isinstance(total, Decimal) and abs(total - sum(amounts)) >= Decimal("0.01"):
            yield f"{name}的{money}合计为 {total:,.2f} 元，各项目相加是 {sum(amounts):,.2f} 元"


def _lines(rows: Mapping[int, Row], kind: FormKind, money: str) -> Iterator[_Listed]:
    for row in _table(rows, "实施单位", "项目名称"):
        unit, project, year = (_text(row.get(each)) for each in ("实施单位", "项目名称", "年度"))
        file, divider, _ = _text(row.get("来源")).rpartition(" / ")
        amount = row.get(money)
        number = amount if isinstance(amount, Decimal) else None
        yield _Listed(_key(kind, year, unit, project), project, file if divider else "", number, row)


def _table(rows: Mapping[int, Row], *needed: str, last: str = "") -> Iterator[dict[str, object]]:
    """Yield the numbered rows of a list by the last of the headers above each column, or the row that begins so instead."""
    head = header_row(rows, 0, needed)
    if head not in rows:
        return
    names = {column: _header(value) for column, value in rows[head].items()}
    for number in sorted(rows):
        row = rows[number]
        if number <= head:
            continue
        if row.get(1) != last if last else not isinstance(row.get(1), Decimal):
            if number == head + 1:  # the second row of a header in two
                names.update((column, _header(value)) for column, value in row.items())
            continue
        yield {names[column]: value for column, value in row.items() if column in names}


def _parts(
    entry: Entry,
    blank: FileResult,
    forms: Sequence[Form],
    listed: Sequence[_Listed],
    files: Mapping[str, ListedFile],
    noted: NotedForms,
) -> Iterator[FileResult]:
    """Yield each file that the summary lists with its forms, in the order of its lists."""
    waiting: dict[Key, list[_Listed]] = {}
    for line in listed:
        waiting.setdefault(line.key, []).append(line)
    found: dict[str, list[Form]] = {}
    remarks: dict[str, list[Remark]] = {}
    is_whole = True
    for form in forms:
        same = waiting.get(_key(form.kind, form.text("/year"), form.text("/unit"), form.text("/project_name")))
        matched = same.pop(0) if same else None
        is_whole &= matched is not None
        original = matched.file if matched is not None and matched.file else form.source.sheet
        form, more = _as_it_was_summed_up(form, noted, is_listed=matched is not None)
        told = _changed(form, matched, is_altered=any(each.kind == "node_mismatch" for each in more))
        remarks.setdefault(original, []).extend((*told, *more))
        file = f"{entry.file}{MEMBER_MARK}{original}"
        found.setdefault(original, []).append(replace(form, source=replace(form.source, file=file)))
    left = [line for lines in waiting.values() for line in lines]
    missing = [line.project for line in left]
    # The file of a form whose line is gone is not known.
    counted = [each.name for each in files.values() if each.counted] if is_whole else []
    accounted = {*(line.file for line in left), *found}
    gone = [] if missing else [f"{each}的表，汇总的时候有，现在没有印出来" for each in noted.left()]
    gone += [f"文件“{each}”有表计入，却没有印出来" for each in counted if each not in accounted]
    read = replace(blank, fate="read", reason="", via=entry.file, inside=(), size=0)
    for position, (original, own) in enumerate(found.items()):
        of_all = [*(_missing(each, own[0]) for each in missing), *map(_remark, gone)] if position == 0 else []
        yield _part(read, own, (*remarks[original], *of_all), files.get(original))


def _part(read: FileResult, forms: Sequence[Form], remarks: Sequence[Remark], listed_as: ListedFile | None) -> FileResult:
    """Return a file that the summary lists, told where its line says something else than its forms."""
    file, digest = forms[0].source.file, ""
    if listed_as is not None:
        digest = listed_as.sha256
        remarks = (*remarks, *(_remark(each, forms[0].source.sheet) for each in disagreements(listed_as, forms)))
    return replace(read, file=file, sha256=digest, forms=tuple(forms), remarks=tuple(remarks))


def _changed(form: Form, line: _Listed | None, *, is_altered: bool) -> Iterator[Remark]:
    """Yield a remark where the list of the summary says something else than the form that it lists.

    Of a form that is itself not as it was summed up only the money is compared: what was changed in it is told already.
    """
    project = form.text("/project_name")
    cell = form.source.cell
    if line is None:
        yield Remark("node_mismatch", form.source.sheet, cell, {"project": project, "detail": f"项目“{project}”在汇总表里没有列出"})
        return
    header_of_money, money = next((header, field) for _, kind, header, field in _LISTS if kind == form.kind)
    amount = form.amount(money)
    if amount is not None and line.amount is not None and abs(amount - line.amount) >= Decimal("0.01"):
        what = f"项目“{project}”在汇总表里列为 {line.amount:,.2f} 元，表里是 {amount:,.2f} 元"
        yield Remark("node_mismatch", form.source.sheet, cell, {"project": project, "detail": what})
    others = {} if is_altered else {header: value for header, value in line.says.items() if header != header_of_money}
    for said in listed_otherwise(form, others):
        yield Remark("node_mismatch", form.source.sheet, cell, {"project": project, "detail": f"项目“{project}”的{said}"})


def _as_it_was_summed_up(form: Form, noted: NotedForms, *, is_listed: bool) -> tuple[Form, list[Remark]]:
    """Return a printed form as its unit wrote it, with the remarks on its file, and one on whatever is not as it was summed up."""
    found, remarks = noted.take(form), list[Remark]()
    changes: list[Altered] = []
    if found is None and noted.any and is_listed:
        changes.append(Altered("表不在汇总时的清单里，年度、单位或项目名称", form.source.cell))
    if found is not None:
        if found.as_written:
            try:
                form, of_file = restored(form, found.as_written)
                remarks.extend(of_file)
            except ValueError:
                changes.append(Altered("原文（在来源核对里）", ""))
        changes.extend(altered(form, found.codes))
    project = form.text("/project_name")
    for each in changes:
        what = f"项目“{project}”的{each.what}在汇总以后改过"
        remarks.append(Remark("node_mismatch", form.source.sheet, each.cell, {"project": project, "detail": what}))
    return form, remarks


def _missing(project: str, beside: Form) -> Remark:
    """Return the remark on a project of the list of which no form is printed."""
    detail = {"project": project, "detail": f"项目“{project}”列在汇总表里，却没有它的表"}
    return Remark("node_mismatch", beside.source.sheet, "", detail)


def _remark(detail: str, sheet: str = "") -> Remark:
    """Return the remark on what a summary says of no single project."""
    return Remark("node_mismatch", sheet, "", {"project": "", "detail": detail})


def _key(kind: str, year: str, unit: str, project: str) -> Key:
    return kind, year, body_key(unit), project_name_key(project, year)


def _header(value: object) -> str:
    """Return a header without its unit, but whole where its first line only says what is counted."""
    first, _, rest = str(value).partition("\n")
    return f"{first}{rest}" if first.endswith("：") or rest == "（份）" else first


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else str(value)
    return str(value) if value is not None else ""
