"""Returned files go out one by one: each whole, checked, and never over a file that came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xlperf.book.delivery import deliver, ensure_writable, is_free, require_apart
from xlperf.book.file_names import FileNames
from xlperf.data.names import MEMBER_MARK
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, OutputError
from xlperf.intake.folder import scan
from xlperf.intake.limits import Limits, intake_settings
from xlperf.intake.long_path import reachable
from xlperf.returns.annotated_copy import annotated_copy
from xlperf.returns.copy_check import verify_copy
from xlperf.returns.notice import notice_of, shown_date
from xlperf.returns.notice_workbook import LIST_NAME, ListRow, list_workbook, notice_workbook
from xlperf.returns.selection import Returned, ReturnRequest, returned_files
from xlperf.run.results import Batch
from xlperf.run.unpacking import original_bytes

LIST_FILE = f"{LIST_NAME}.xlsx"
RETURNS, _NOTICE = "退回的文件", "退回说明"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One returned file as it went out.

    Attributes:
        returned: the file and its findings.
        copy: name in the folder of returns, with /; empty for a file without a form in it (damaged, encrypted, a .pdf).
        notice: name of the 退回说明 beside it; empty where it stands in the copy itself.
    """

    returned: Returned
    copy: str
    notice: str = ""


def return_workbooks(batch: Batch, folder: Path, target: Path, request: ReturnRequest) -> tuple[Delivered, ...]:
    """Write a copy of each workbook that goes back into a folder, and the 退回清单.

    What cannot be marked goes back as it came, with a 退回说明 beside it.  Nothing is
    written when nothing goes back.

    Args:
        batch: what the run found in the folder.
        folder: the input folder.
        target: the folder of returns; made when it does not exist.
        request: what the department asks for.

    Raises:
        InputError: the target lies in the input folder, or a file changed since it was read.
        OutputError: a file cannot be written; those before it stand whole.
    """
    require_apart(folder, target, RETURNS, "-o 指定报送文件夹以外的文件夹")
    limits = intake_settings().limits
    names = FileNames(LIST_FILE)
    # A name in the batch is fit to be printed, which the name on the disk need not be.
    paths = {each.file: each.path for each in scan([folder], intake_settings())}
    going = returned_files(batch, request.level)
    if going and (target / LIST_FILE).exists():
        ensure_writable(target / LIST_FILE, LIST_NAME)
    delivered = tuple(_return_one(each, paths, folder, target, names, request, limits) for each in going)
    if delivered:
        until = f"改正期限：{shown_date(request.deadline)}。" if request.deadline else ""
        _write(list_workbook([_list_row(each) for each in delivered], until), target, LIST_FILE, folder, LIST_NAME)
    return delivered


def _list_row(each: Delivered) -> ListRow:
    returned = each.returned
    return ListRow(returned.units, returned.result.file, returned.count("error"), returned.count("warning"), each.copy, each.notice)


def _return_one(
    returned: Returned,
    paths: Mapping[str, Path],
    folder: Path,
    target: Path,
    names: FileNames,
    request: ReturnRequest,
    limits: Limits,
) -> Delivered:
    file = returned.result.file
    original = _read(folder, paths, returned, limits)
    marked = _marked(original, returned, request, limits) if original is not None else None
    content = marked if marked is not None else original
    name = names.unused(file.replace(MEMBER_MARK, "/"), lambda each: _may_take(target / each, content))
    if marked is not None:
        _write(marked, target, name, folder, RETURNS)
        return Delivered(returned, name)
    path = PurePosixPath(name)
    notice = names.unused(str(path.with_name(f"{path.stem}-退回说明.xlsx")), lambda each: _may_take(target / each, None))
    _write(notice_workbook(notice_of(returned, request.deadline, in_copy=False)), target, notice, folder, _NOTICE)
    if original is None or returned.result.fate != "read":  # nothing in it can be mended: it must be sent anew
        return Delivered(returned, "", notice)
    _write(original, target, name, folder, RETURNS)
    return Delivered(returned, name, notice)


def _may_take(path: Path, content: bytes | None) -> bool:
    """Tell whether a file may be written there: nothing stands there, or an earlier copy of ours, or the very same bytes."""
    place = reachable(path)
    if place.is_symlink() or is_free(place):
        return True  # that a link is in the way is said when it comes to writing
    try:
        return place.is_file() and place.read_bytes() == content
    except OSError:
        return False


def _read(folder: Path, paths: Mapping[str, Path], returned: Returned, limits: Limits) -> bytes | None:
    """Return the bytes of a file as they were judged, None when it cannot be opened; of a mail or archive the file in it.

    Raises:
        InputError: it changed since.
    """
    if returned.result.inside:
        data = original_bytes(folder, returned.result, limits)
    else:
        file = returned.result.file
        place = reachable(paths.get(file, folder / file))
        try:
            data = place.read_bytes() if place.is_file() else None
        except OSError:
            data = None
    known = returned.result.sha256
    if known and data is not None and hashlib.sha256(data).hexdigest() != known:
        raise InputError(f"报送文件“{returned.result.file}”在运行中被改动。", "请等文件保存完毕后再运行一次。")
    return data


def _marked(original: bytes, returned: Returned, request: ReturnRequest, limits: Limits) -> bytes | None:
    """Return the marked copy, None where there can be none that is certain to be sound."""
    if returned.result.fate != "read":
        return None
    try:
        copy = annotated_copy(original, returned, request.deadline, limits)
        verify_copy(copy, original, returned, limits)
    except Exception:  # whatever a strange workbook brings up: it then goes back as it came, with a notice beside it
        return None
    return copy


def _write(content: bytes, target: Path, name: str, folder: Path, what: str) -> None:
    path = target / name
    for each in _with_parents(path, target):
        if each.is_symlink():
            raise OutputError(f"“{each.name}”是一个链接，可能通向别处，没有写。", "请删去它，或用 -o 指定一个新的文件夹。")
    real = path.resolve()
    if folder.resolve() in real.parents:
        raise InputError("退回的文件会盖住报送的文件，没有写。", "请用 -o 指定另一个文件夹。")
    try:
        reachable(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"文件夹“{path.parent.name}”建不成：{said_of(error)}。", "请检查能否写入，或用 -o 指定别的位置。"
        ) from error
    deliver(content, reachable(path), what)


def _with_parents(path: Path, target: Path) -> Iterator[Path]:
    """Yield a path and the folders above it, up to the target itself, which may be a link."""
    while path != target:
        yield path
        path = path.parent
