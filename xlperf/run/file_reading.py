"""One file of a batch, whatever it is: its forms, or why it holds none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from xlperf.errors import RefusedFile
from xlperf.forms import read_forms
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import UNREAD, Form, Remark
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import WorkbookForms
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
from xlperf.run.mail_words import NIL, with_text_words
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
    try:
        data = entry_bytes(entry, settings)
        blank = replace(blank, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        opened = unpacked(entry, data, blank, settings) or _opened(entry, data, blank, templates)
    except RefusedFile as error:
        return _refused(blank, _by_extension(error, entry))
    if isinstance(opened, FileResult):
        return opened
    try:
        found = read_forms(opened.workbook, entry.file, load_layouts(templates), load_vocabulary(templates))
        if opened.workbook.container == "pdf":
            found = replace(found, forms=original_wanted(found.forms))
    except RefusedFile as error:
        return _without_forms(entry, opened, error)
    return _with_forms(entry, opened, found)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook that may hold forms.

    Attributes:
        blank: what is told of the file where nothing is found in it.
        workbook: its sheets that are not ours.
        notices: what units wrote into our notices among them.
        listed: what it is where it is a summary with sheets that somebody added; None for any other file.
        remarks: on a summary that is known by its lists alone.
    """

    blank: FileResult
    workbook: Workbook
    notices: tuple[ReturnedNotice, ...]
    listed: FileResult | None
    remarks: tuple[Remark, ...]


def _opened(entry: Entry, data: bytes, blank: FileResult, templates: tuple[Path, ...]) -> FileResult | _Opened:
    """Return a workbook with what may be forms, or what is told of one that holds none of this folder: an output of ours.

    Raises:
        RefusedFile: it cannot be read.
    """
    limits = intake_settings().limits
    own = own_sheets(data)
    strange = strange_sheets(own or ())
    ours = replace(blank, fate="passed_over", reason=OWN_OUTPUT, notable="own_output")
    if own is not None:
        if not strange and NOTICE_SHEET in own:
            return replace(ours, notices=notices_in(parse_every_sheet(data, limits)))
        ours = level_below(entry, data, replace(ours, notable=""), limits, templates) or ours
        if not strange:
            return ours
    workbook = parse_every_sheet(data, limits)
    summary = known_by_lists(entry, workbook) if own is None else None
    if summary is not None and summary.is_of_this_folder:
        return ours
    workbook = workbook if summary is None else summary.workbook
    notices = notices_in(workbook)
    if notices and all(is_notice(each) or not each.cells for each in workbook.sheets):
        return replace(blank, fate="passed_over", reason=_NOTICE, notices=notices)
    workbook = without_notices(workbook)
    if strange:  # somebody put sheets into an output of ours: they are read
        workbook = replace(workbook, sheets=tuple(each for each in workbook.sheets if each.name in strange))
    remarks = (summary.remark,) if summary is not None else ()
    return _Opened(blank, workbook, notices, ours if strange else None, remarks)


def _without_forms(entry: Entry, opened: _Opened, error: RefusedFile) -> FileResult:
    """Return what is told of a workbook without forms: why it is none, or that it says that there is nothing to hand in."""
    blank = opened.blank
    if error.reason in ("no_form", "blank_form"):
        if opened.listed is not None:
            return _with_added(opened.listed, opened.workbook)
        if (said := nil_statement(opened.workbook)) is not None:
            return replace(blank, fate="passed_over", reason=NIL, notices=opened.notices, nil=(said,))
    refusal = _by_extension(error, entry)
    try:
        if reason := formless(entry.file, opened.workbook, error, intake_settings()):
            texts = (each.value for sheet in opened.workbook.sheets for each in sheet.cells.values() if isinstance(each.value, str))
            return with_text_words(replace(blank, fate="passed_over", reason=reason), texts)
    except RefusedFile as plainer:
        refusal = plainer
    return replace(_refused(blank, refusal), notices=opened.notices)


def _with_forms(entry: Entry, opened: _Opened, found: WorkbookForms) -> FileResult:
    """Return the forms of a workbook, with all that is remarked on it."""
    workbook, blank = opened.workbook, opened.blank
    parts = opened.listed.parts if opened.listed is not None else ()
    remarks = (*_container_remarks(entry, workbook.container), *found.remarks, *opened.remarks)
    if parts:
        remarks += tuple(map(_not_listed, found.forms))
    forms, nil = without_nil_forms(found.forms)
    if nil and not forms and not parts:
        return replace(blank, fate="passed_over", reason=NIL, notices=opened.notices, nil=nil)
    notices = with_words_elsewhere(opened.notices, workbook, _spans(found.forms), _unread(found.forms))
    return replace(blank, fate="read", forms=forms, remarks=remarks, parts=parts, notices=notices, nil=nil)


def _refused(blank: FileResult, refusal: RefusedFile) -> FileResult:
    return replace(blank, reason=refusal.reason, message=refusal.message, hint=refusal.hint)


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


def _with_added(passed: FileResult, workbook: Workbook) -> FileResult:
    """Return a summary with what somebody wrote on sheets of his own told of the first file that it lists."""
    if not passed.parts:
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
    families["ott"] = "odt"
    is_package = container in ("xlsx", "xlsm")
    named = families.get(extension, extension)
    if container in DOCUMENT_NAMES and container != "pdf":  # each form of a PDF is marked itself
        remarks.append(Remark("document", detail={"format": DOCUMENT_NAMES[container]}))
    if named != container and not (is_package and named in ("xlsx", "xlsm")):
        remarks.append(Remark("wrong_extension", detail={"actual": f".{container}"}))
    if container in ("xls", "xlsb", "ods", "fods"):
        remarks.append(Remark("old_format", detail={"format": f".{extension}" if extension == "et" else f".{container}"}))
    return remarks
