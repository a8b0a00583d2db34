"""Read one workbook: judged by its content, bounded, cells by address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xlperf.errors import RefusedFile
from xlperf.intake.container import container_of
from xlperf.intake.formula import calculate
from xlperf.intake.limits import Limits, intake_settings
from xlperf.intake.package import Package, damaged
from xlperf.intake.sheet import Sheet, Workbook
from xlperf.intake.spreadsheetml import epoch_of, number_formats, parse_part, shared_strings, sheet_parts, workbook_part
from xlperf.intake.worksheet import read_worksheet

SUMMARY_MARK = b"xlperf-summary"
"""Stands among the keywords of every workbook that xlperf itself wrote."""

_MACRO_PART = "vbaproject.bin"
_UNSUPPORTED_HINT = "请用 Excel 或 WPS 打开后，“另存为”Excel 工作簿（.xlsx）重新报送。"


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a file.

    Raises:
        RefusedFile: ``too_large``, or ``damaged`` when it cannot be opened.
    """
    try:
        if path.stat().st_size > limits.file_bytes:
            size = path.stat().st_size >> 20
            raise RefusedFile(
                "too_large", f"文件有 {size} MB，超过 {limits.file_bytes >> 20} MB 的上限。", "请删去图片和多余的工作表后重新报送。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RefusedFile("damaged", "文件在读取时不见了。", "请确认文件没有被移走，再运行一次。") from error
    except OSError as error:
        raise RefusedFile(
            "damaged", "文件打不开（可能正被其他程序占用，或没有读取权限）。", "请关闭打开它的程序后再运行一次。"
        ) from error


def is_own_summary(data: bytes) -> bool:
    """Return True for a workbook that xlperf wrote, which is no input."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        package = Package(data, intake_settings().limits)
        return "docProps/core.xml" in package and SUMMARY_MARK in package.raw("docProps/core.xml")
    except RefusedFile:
        return False


def read_workbook(path: Path) -> Workbook:
    """Return the workbook in a file of any supported kind.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    limits = intake_settings().limits
    return parse_workbook(read_bytes(path, limits), limits)


def parse_workbook(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook in the bytes of a file.

    Whatever a library throws at a broken file becomes a refusal.

    Raises:
        RefusedFile: with its reason, a sentence and a next step.
    """
    return _guarded(lambda: _parse(data, limits))


def _guarded(read: Callable[[], Workbook]) -> Workbook:
    try:
        return read()
    except RefusedFile:
        raise
    except RecursionError as error:
        raise damaged("文件内部的嵌套过深，无法读取。") from error
    except MemoryError as error:
        raise RefusedFile("too_large", "读取文件时内存不足。", "请删去多余的内容后重新报送。") from error
    except Exception as error:
        raise damaged(f"文件已损坏，无法读取（{type(error).__name__}）。") from error


def _parse(data: bytes, limits: Limits) -> Workbook:
    if container_of(data) == "xls":
        raise _unsupported("Excel 97-2003（.xls）")
    package = Package(data, limits)
    name = workbook_part(package)
    if name == "content.xml":
        raise _unsupported("OpenDocument（.ods）")
    if name == "xl/workbook.bin":
        raise _unsupported("Excel 二进制（.xlsb）")
    return _read_package(package, name, limits)


def _unsupported(kind: str) -> RefusedFile:
    return RefusedFile("unsupported", f"暂不支持读取 {kind} 格式。", _UNSUPPORTED_HINT)


def _read_package(package: Package, name: str, limits: Limits) -> Workbook:
    root = parse_part(package, name)
    parts = sheet_parts(package, root, name)
    if len(parts) > limits.sheets:
        raise RefusedFile(
            "too_large", f"工作簿有 {len(parts)} 张工作表，超过 {limits.sheets} 张的上限。", "请分成几个工作簿后重新报送。"
        )
    strings, formats, epoch = shared_strings(package, name), number_formats(package, name), epoch_of(root)
    read = {}
    for each in parts:  # a part that several sheets name is read once
        if each.part not in read:
            read[each.part] = read_worksheet(package.part(each.part), each.name, strings, epoch, formats, limits)
    sheets = tuple(
        Sheet(each.name, each.state, found.cells, found.merges, found.hidden_rows, found.hidden_columns, found.cut_off)
        for each in parts
        for found in [read[each.part]]
    )
    names = package.names()
    has_macros = any(each.endswith(_MACRO_PART) for each in names)
    has_links = any(each.startswith("xl/externallinks/") for each in names)
    return Workbook("xlsm" if has_macros else "xlsx", calculate(sheets), has_macros, has_links)
