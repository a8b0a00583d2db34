"""One file of a batch, whatever it is: its forms, or why it holds none."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

from xlperf.errors import RefusedFile
from xlperf.forms import read_forms
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import UNREAD, Form, Remark
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.nil_return import nil_statement, without_nil_forms
from xlperf.intake.documents.document_kind import DOCUMENT_NAMES, formless
from xlperf.intake.folder import Entry
from xlperf.intake.limits import intake_settings
from xlperf.intake.notice_elsewhere import with_words_elsewhere
from xlperf.intake.notice_reading import ReturnedNotice, notices_in
from xlperf.intake.own_output import own_sheets, strange_sheets
from xlperf.intake.return_notice import NOTICE_SHEET, is_notice, without_notices
from xlperf.intake.sheet import Workbook
from xlperf.intake.workbook_reader import parse_every_sheet
from xlperf.run.levels.handwritten_below import on_added_sheets
from xlperf.run.levels.level_below import level_below
from xlperf.run.levels.without_sources import known_by_lists
from xlperf.run.mail_words import NIL
from xlperf.run.printed_forms import original_wanted
from xlperf.run.unpacking import entry_bytes, unpacked

OWN_OUTPUT = "xlperf 写出的汇总表"
"""Why a summary of ours among the files is not read."""

_NOTICE = "退回说明，表不在里面；单位说明已读"


def read_file(entry: Entry, templates: tuple[Path, ...] = ()) -> FileResult:
    """Return what stands in one file, without judging it."""
    result = _read(entry, templates)
    if entry.left_behind and result.fate != "read" and not result.members:
        return replace(result, fate="passed_over", reason=entry.left_behind, message="", hint="")
    return result


def _read(entry: Entry, templates: tuple[Path, ...]) -> FileResult:
    blank = FileResult(entry.file, "refused", modified=entry.modified, size=entry.size, via=entry.via, inside=entry.inside)
    settings = intake_settings()
    digest, strange, workbook = "", frozenset[str](), None
    passed = replace(blank, fate="passed_over", reason=OWN_OUTPUT, notable="own_output")
    notices: tuple[ReturnedNotice, ...] = ()
    try:
        data = entry_bytes(entry, settings)
        digest = hashlib.sha256(data).hexdigest()
        blank = replace(blank, size=len(data))
        held = unpacked(entry, data, blank, settings)
        if held is not None:
            return replace(held, sha256=digest)
        own = own_sheets(data)
        strange = strange_sheets(own or ())
        if own is not None:
            passed = replace(passed, sha256=digest, size=len(data))
            if not strange and NOTICE_SHEET in own:
                return replace(passed, notices=notices_in(parse_every_sheet(data, settings.limits)))
            passed = level_below(entry, data, replace(passed, notable=""), settings.limits, templates) or passed
            if not strange:
                return passed
        workbook = parse_every_sheet(data, settings.limits)
        summary = known_by_lists(entry, workbook) if own is None else None
        if summary is not None and summary.is_of_this_folder:
            return replace(passed, sha256=digest, size=len(data))
        workbook = workbook if summary is None else summary.workbook
        notices = notices_in(workbook)
        if notices and all(is_notice(each) or not each.cells for each in workbook.sheets):
            return replace(blank, fate="passed_over", sha256=digest, reason=_NOTICE, notices=notices)
        workbook = without_notices(workbook)
        if strange:  # somebody put sheets into an output of ours: they are read
            workbook = replace(workbook, sheets=tuple(each for each in workbook.sheets if each.name in strange))
        found = read_forms(workbook, entry.file, load_layouts(templates), load_vocabulary(templates))
        if workbook.container == "pdf":
            found = replace(found, forms=original_wanted(found.forms))
    except RefusedFile as error:
        if strange and error.reason in ("no_form", "blank_form"):
            return _with_added(passed, workbook)
        said = nil_statement(workbook) if workbook is not None and error.reason in ("no_form", "blank_form") else None
        if said is not None:
            return replace(blank, fate="passed_over", sha256=digest, reason=NIL, notices=notices, nil=(said,))
        refusal = _by_extension(error, entry)
        try:
            if workbook is not None and (reason := formless(entry.file, workbook, error, settings)):
                return replace(blank, fate="passed_over", sha256=digest, reason=reason)
        except RefusedFile as plainer:
            refusal = plainer
        return replace(blank, sha256=digest, reason=refusal.reason, message=refusal.message, hint=refusal.hint, notices=notices)
    remarks = (*_container_remarks(entry, workbook.container), *found.remarks, *((summary.remark,) if summary is not None else ()))
    if passed.parts:
        remarks += tuple(_not_listed(each) for each in found.forms)
    forms, nil = without_nil_forms(found.forms)
    if nil and not forms and not passed.parts:
        return replace(blank, fate="passed_over", sha256=digest, reason=NIL, notices=notices, nil=nil)
    notices = with_words_elsewhere(notices, workbook, _spans(found.forms), _unread(found.forms))
    read = replace(blank, fate="read", sha256=digest, forms=forms, remarks=remarks, parts=passed.parts)
    return replace(read, notices=notices, nil=nil)


def _spans(forms: tuple[Form, ...]) -> dict[str, list[tuple[int, int]]]:
    """Return first and last row of each form, by sheet."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for each in forms:
        spans.setdefault(each.source.sheet, []).append(each.source.rows)
    return spans


def _unread(forms: tuple[Form, ...]) -> dict[str, set[str]]:
    """Return the cells of forms that nothing took, by sheet."""
    unread: dict[str, set[str]] = {}
    for each in forms:
        unread.setdefault(each.source.sheet, set()).update(remark.cell for remark in each.remarks if remark.kind == UNREAD)
    return unread


def _with_added(passed: FileResult, workbook: Workbook | None) -> FileResult:
    """Return a summary with what somebody wrote on sheets of his own told of the first file that it lists."""
    if not passed.parts or workbook is None:
        return passed
    first, *others = passed.parts
    return replace(passed, parts=(replace(first, remarks=(*first.remarks, *on_added_sheets(workbook.sheets))), *others))


def _not_listed(form: Form) -> Remark:
    """Return the remark on a form on a sheet that somebody put into a summary of the level below."""
    project = form.text("/project_name")
    said = f"工作表“{form.source.sheet}”是另加的，上面的项目“{project}”没有列在汇总表里"
    return Remark("node_mismatch", form.source.sheet, form.source.cell, {"project": project, "detail": said})


def _by_extension(error: RefusedFile, entry: Entry) -> RefusedFile:
    """Return a plainer refusal for a kind of document that people send instead of a workbook, or for a part of a file."""
    if error.reason not in ("not_a_workbook", "damaged", "unsupported"):
        return error
    if part := intake_settings().unfinished(entry.file):
        return RefusedFile("damaged" if error.reason == "not_a_workbook" else error.reason, *part)
    kind = intake_settings().refused_extensions.get(PurePosixPath(entry.file).suffix.lower())
    if kind is None:
        return error
    if kind == "压缩包":
        broken = RefusedFile("damaged", "压缩包已损坏，里面的表没有读取。", "请让报送单位重新压缩后发送。")
        return error if kind in error.message else broken
    if "LibreOffice" in error.message or kind in error.message or kind == DOCUMENT_NAMES["pdf"]:
        return error
    return RefusedFile(
        "unsupported",
        f"文件是{' ' if kind[0].isascii() else ''}{kind}，没有读取。",
        "如果它是报送的表，请让报送单位用 Excel 模板填报；如果不是，请移出文件夹。",
    )


def _container_remarks(entry: Entry, container: str) -> list[Remark]:
    """Return remarks on a name that does not tell what the file is, and on old formats."""
    extension = PurePosixPath(entry.file).suffix.lower().lstrip(".")
    remarks = []
    families = {"xltx": "xlsx", "xltm": "xlsm", "et": "xls", "htm": "html", "csv": "txt", "text": "txt", "wps": "doc", "rtf": "doc"}
    is_package = container in ("xlsx", "xlsm")
    named = families.get(extension, extension)
    if container in DOCUMENT_NAMES and container != "pdf":  # each form of a PDF is marked itself
        remarks.append(Remark("document", detail={"format": DOCUMENT_NAMES[container]}))
    if named != container and not (is_package and named in ("xlsx", "xlsm")):
        remarks.append(Remark("wrong_extension", detail={"actual": f".{container}"}))
    if container in ("xls", "xlsb", "ods", "fods"):
        remarks.append(Remark("old_format", detail={"format": f".{extension}" if extension == "et" else f".{container}"}))
    return remarks
