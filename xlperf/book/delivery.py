"""A finished output takes its name in one step, or the old one stays as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import time
import zlib
from pathlib import Path

from xlperf.errors import OutputError

_PAUSES = (0.1, 0.3)
"""Seconds before another try: a virus scanner may hold a new file for a moment."""

SUMMARY = "汇总表"
"""What is delivered when nothing else is said."""

_PROGRAMS = {".xlsx": " Excel 或 WPS "}
_ELSEWHERE = "或用 -o 指定别的位置。"
_RENAMED = "或用 -o 另指定一个文件名。"


def temporary_name(path: Path) -> Path:
    """Return where an output is written before it takes its name.

    It stands in the same folder, for only there can it take the name in one step.
    The name is fixed for an output, so that a run which was killed in the middle
    leaves at most one such file, and the next run takes it away.
    """
    mark = zlib.crc32(path.name.encode("utf-8", "surrogatepass"))
    return path.with_name(f".xlperf-{mark:08x}.tmp")


def ensure_writable(path: Path, what: str = SUMMARY) -> None:
    """Find out before the work begins whether an output can be replaced.

    Args:
        path: where it will stand.
        what: it is called in messages.

    Raises:
        OutputError: the folder is missing, the target is a folder or read-only, or it
            is open in a program that locks it (as Excel does on Windows).
    """
    target = _target(path, what)
    try:
        with target.open("r+b"):
            pass
    except FileNotFoundError:
        return
    except OSError as error:
        raise _not_replaced(error, target, what) from error


def deliver(content: bytes, path: Path, what: str = SUMMARY) -> None:
    """Write the bytes under a temporary name beside the target, then rename them.

    Whatever goes wrong, an existing output is left as it was and no temporary file
    stays behind.

    Args:
        content: the whole output.
        path: its name; its folder must exist.
        what: it is called in messages.

    Raises:
        OutputError: with a sentence that says what is in the way.
    """
    target = _target(path, what)
    temporary = temporary_name(target)
    try:
        _write(content, temporary, target, what)
        _rename(temporary, target, what)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _write(content: bytes, temporary: Path, target: Path, what: str) -> None:
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        kept = temporary.read_bytes()
    except OSError as error:
        raise _not_written(error, target, what) from error
    if kept != content:
        raise OutputError(f"{what}“{_shown(target)}”写到磁盘后读回的内容不同，没有采用。", f"请检查磁盘，{_ELSEWHERE}")


def _rename(temporary: Path, target: Path, what: str) -> None:
    for pause in (*_PAUSES, None):
        try:
            os.replace(temporary, target)  # noqa: PTH105 -- the call that tests put a lock in place of
            return
        except OSError as error:
            if pause is None or not isinstance(error, PermissionError):
                raise _not_replaced(error, target, what) from error
            time.sleep(pause)


def _target(path: Path, what: str) -> Path:
    """Return the file behind a link, so that the link is kept; refuse what cannot be a file."""
    try:
        target = path.resolve() if path.is_symlink() else path
        is_folder = target.is_dir()
    except OSError as error:
        raise _not_written(error, path, what) from error
    if is_folder:
        raise OutputError(f"“{_shown(target)}”是一个文件夹，不能作为{what}的文件名。", f"请用 -o 指定一个{_suffix(path)}文件名。")
    if not target.parent.is_dir():
        raise OutputError(f"找不到存放{what}的文件夹“{_shown(target.parent)}”。", f"请先建立该文件夹，{_ELSEWHERE}")
    return target


def _not_replaced(error: OSError, target: Path, what: str) -> OutputError:
    if isinstance(error, PermissionError) and target.exists():
        if os.access(target, os.W_OK):
            program = _PROGRAMS.get(target.suffix.lower(), "别的程序")
            return OutputError(f"{what}“{_shown(target)}”正在{program}中打开，无法替换。", f"请关闭后重试，{_RENAMED}")
        return OutputError(f"{what}“{_shown(target)}”是只读文件，无法替换。", f"请取消只读属性后重试，{_RENAMED}")
    return _not_written(error, target, what)


def _not_written(error: OSError, target: Path, what: str) -> OutputError:
    name = _shown(target)
    if isinstance(error, PermissionError):
        return OutputError(f"没有权限在此文件夹写入{what}“{name}”。", f"请检查文件夹的写入权限，{_ELSEWHERE}")
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return OutputError(f"磁盘空间不足，{what}“{name}”没有写成。", f"请清理磁盘后重试，{_ELSEWHERE}")
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(f"{what}的文件名或路径太长，没有写成。", "请用 -o 指定一个短一些的文件名。")
    return OutputError(f"{what}“{name}”没有写成：{error.strerror or error}。", f"请检查该文件夹能否写入，{_ELSEWHERE}")


def _suffix(path: Path) -> str:
    return f" {path.suffix} " if path.suffix else " .xlsx "


def _shown(path: Path) -> str:
    return path.name.encode("utf-8", "backslashreplace").decode("utf-8") or "."
