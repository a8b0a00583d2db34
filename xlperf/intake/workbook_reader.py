"""Read one workbook: judged by its content, bounded, cells by address."""

from __future__ import annotations

import operator
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeGuard

from xlperf.errors import RefusedFile
from xlperf.intake.container import container_of
from xlperf.intake.documents.document_kind import document_reader
from xlperf.intake.documents.office_document import as_docx, is_open_text, office_kind
from xlperf.intake.documents.word_document import is_word_document, read_word_document
from xlperf.intake.embedded_forms import embedded_forms, embedded_in_old
from xlperf.intake.formats.cell_reader import PICTURE, BookFacts, book_facts
from xlperf.intake.formats.comments import cell_comments
from xlperf.intake.formats.formulas.formula import calculate
from xlperf.intake.formats.legacy import read_xls, read_xlsb
from xlperf.intake.formats.opendocument.opendocument_reader import read_opendocument
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.protected import opened_without_password
from xlperf.intake.formats.spreadsheetml import SheetPart, parse_part, relationships, sheet_parts, workbook_part
from xlperf.intake.formats.text_boxes import text_boxes
from xlperf.intake.formats.worksheet_reader import read_worksheet
from xlperf.intake.limits import Limits, intake_settings
from xlperf.intake.long_path import reachable
from xlperf.intake.refusals import damaged, too_large, too_many_sheets
from xlperf.intake.return_notice import without_notices
from xlperf.intake.sheet import SetAside, Sheet, Workbook
from xlperf.intake.unread_sheets import all_read, read_or_unread

_MACRO_PART = "vbaproject.bin"
_SMALLER_HINT = "请删去图片和多余的工作表后重新报送。"
_TRIES = 2


def read_bytes(path: Path, limits: Limits, most: int | None = None) -> bytes:
    """Return the bytes of a file.

    Args:
        path: the file.
        limits: its ``file_bytes`` hold unless another bound is given.
        most: how many bytes it may have.

    Raises:
        RefusedFile: ``too_large``, or ``damaged`` when it cannot be opened or changes while it is read.
    """
    try:
        for _ in range(_TRIES):
            before = reachable(path).stat()
            if not stat.S_ISREG(before.st_mode):
                raise _not_a_file(before)
            require_size(before.st_size, most or limits.file_bytes)
            with reachable(path).open("rb") as source:
                data = source.read(before.st_size + 1)
                after = os.fstat(source.fileno())
            if len(data) == before.st_size and (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns):
                return data
        raise RefusedFile("damaged", "文件在读取时被改动。", "请等文件复制或保存完毕后再运行一次。")
    except FileNotFoundError as error:
        raise RefusedFile("damaged", "文件在读取时不见了。", "请确认文件没有被移走，再运行一次。") from error
    except OSError as error:
        raise RefusedFile(
            "damaged", "文件打不开（可能正被其他程序占用，或没有读取权限）。", "请关闭打开它的程序后再运行一次。"
        ) from error


def require_size(size: int, most: int) -> None:
    """Raise the refusal of a file that is larger than it may be."""
    if size > most:
        raise too_large(f"文件有 {size >> 20} MB，超过 {most >> 20} MB 的上限。", _SMALLER_HINT)


def _not_a_file(status: os.stat_result) -> RefusedFile:
    if stat.S_ISDIR(status.st_mode):
        return RefusedFile("damaged", "文件夹打不开，里面的文件没有读取。", "请检查是否有权限读取，再运行一次。")
    return RefusedFile("damaged", "不是普通文件，没有打开。", "请把工作簿本身放进文件夹。")


def read_workbook(path: Path) -> Workbook:
    """Return the workbook in a file of any supported kind.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    limits = intake_settings().limits
    return parse_workbook(read_bytes(path, limits), limits)


def parse_workbook(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook in the bytes of a file, as its unit filled it: without a sheet of notices that xlperf added.

    Whatever a library throws at a broken file becomes a refusal.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    return without_notices(all_read(parse_every_sheet(data, limits)))


def parse_every_sheet(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook in the bytes of a file with every sheet, whoever wrote it, ``unread`` ones among them.

    Raises:
        RefusedFile: as ``parse_workbook``.
    """
    return _told_apart(_without_pictures(_guarded(lambda: _parse(data, limits))))


def _without_pictures(workbook: Workbook) -> Workbook:
    """Return a workbook whose cells hold no =DISPIMG("ID_…",1): the text that WPS leaves of a picture in other kinds of files."""
    sheets = tuple(map(_without_picture_texts, workbook.sheets))
    return workbook if all(map(operator.is_, sheets, workbook.sheets)) else replace(workbook, sheets=sheets)


def _without_picture_texts(sheet: Sheet) -> Sheet:
    pictures = {at: SetAside("picture", value) for at, each in sheet.cells.items() if _is_picture(value := each.value)}
    if not pictures:
        return sheet
    cells = {at: each for at, each in sheet.cells.items() if at not in pictures}
    return replace(sheet, cells=cells, set_aside={**sheet.set_aside, **pictures})


def _is_picture(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and "(" in value and PICTURE.match(value) is not None


def _told_apart(workbook: Workbook) -> Workbook:
    """Return a workbook no two sheets of which have one name: a form is known by its sheet, and the second would be lost."""
    names: set[str] = set()
    sheets = []
    for each in workbook.sheets:
        name, count = each.name, 1
        while name in names:
            count += 1
            name = f"{each.name} ({count})"
        names.add(name)
        sheets.append(each if name == each.name else replace(each, name=name))
    return workbook if len(names) == len({each.name for each in workbook.sheets}) else replace(workbook, sheets=tuple(sheets))


def _guarded(read: Callable[[], Workbook]) -> Workbook:
    try:
        return read()
    except RefusedFile:
        raise
    except RecursionError as error:
        raise damaged("文件内部的嵌套过深，无法读取。") from error
    except MemoryError as error:
        raise too_large("读取文件时内存不足。", _SMALLER_HINT) from error
    except Exception as error:
        raise damaged(f"文件已损坏，无法读取（{type(error).__name__}）。") from error


def _parse(data: bytes, limits: Limits) -> Workbook:
    document = document_reader(data)
    if document is not None:
        return document(data, limits)
    if office_kind(data):
        if is_open_text(data):
            Package(data, limits).check_sizes()
        package, kind = Package(as_docx(data), limits), "odt" if is_open_text(data) else "doc"
        return replace(read_word_document(package, limits), container=kind, embedded=embedded_forms(package, limits))
    try:
        container = container_of(data)
    except RefusedFile as refusal:
        if refusal.reason != "encrypted":
            raise
        data = opened_without_password(data, refusal)
        container = container_of(data)
    if container == "xls":
        return replace(read_xls(data, limits), embedded=embedded_in_old(data, limits))
    package = Package(data, limits)
    if is_word_document(package):
        return replace(read_word_document(package, limits), embedded=embedded_forms(package, limits))
    name = workbook_part(package)
    if name == "content.xml":
        return replace(read_opendocument(package, limits), embedded=embedded_forms(package, limits))
    if name == "xl/workbook.bin":
        package.check_sizes()
        read = read_xlsb(data, package, limits, has_macros=_has_macros(package))
        return replace(read, embedded=embedded_forms(package, limits))
    return _read_package(package, name, limits)


def _has_macros(package: Package) -> bool:
    return any(each.endswith(_MACRO_PART) for each in package.names())


def _read_package(package: Package, name: str, limits: Limits) -> Workbook:
    root, relations = parse_part(package, name), relationships(package, name)
    parts = sheet_parts(package, root, relations)
    if len(parts) > limits.sheets:
        raise too_many_sheets(limits)
    book = book_facts(package, root, relations)
    read: dict[str, Sheet] = {}
    for each in parts:  # a part that several sheets name is read once
        if each.part not in read:
            read[each.part] = read_or_unread(each.name, each.state, partial(_sheet, package, each, book, limits))
    sheets = tuple(replace(read[each.part], name=each.name, state=each.state) for each in parts)
    has_macros = _has_macros(package)
    has_links = any(each.startswith("xl/externallinks/") for each in package.names())
    return Workbook("xlsm" if has_macros else "xlsx", calculate(sheets), has_macros, has_links, embedded_forms(package, limits))


def _sheet(package: Package, listed: SheetPart, book: BookFacts, limits: Limits) -> Sheet:
    if listed.part not in package:
        raise damaged(f"文件已损坏，缺少工作表“{listed.name}”的内容。")
    found = read_worksheet(package.part(listed.part), listed.name, book, limits)
    boxes = {**cell_comments(package, listed.part), **text_boxes(package, listed.part)}
    hidden = found.hidden_rows, found.hidden_columns
    aside = {**boxes, **found.set_aside}
    return Sheet(
        listed.name, listed.state, found.cells, found.merges, *hidden, found.cut_off, aside, page_header=found.page_header
    )
