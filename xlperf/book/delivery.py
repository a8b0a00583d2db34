"""A finished output takes its name in one step, or what stood there stays as it was.

Nothing is replaced but what xlperf itself wrote, which is known by a mark inside, never by its name.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from xlperf.book.unfinished_file import Unfinished, clear_left_over, temporary_name
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, OutputError
from xlperf.intake.own_output import added_sheets, is_own_output

_PAUSES = (0.1, 0.3)
"""Seconds before another try: a virus scanner may hold a new file for a moment."""

SUMMARY = "汇总表"
"""What is delivered when nothing else is said."""

_PROGRAMS = {".xlsx": " Excel 或 WPS "}
_ELSEWHERE = "或用 -o 指定别的位置。"
_RENAMED = "或用 -o 另指定一个文件名。"

Replaceable = Callable[[Path], bool]
"""Tells whether a file that stands in the way may be replaced."""


def asked_for(_path: Path) -> bool:
    """Let any file be replaced: a person asked for that in so many words."""
    return True


def is_free(path: Path, replaceable: Replaceable = is_own_output) -> bool:
    """Tell whether an output of our own choice may take this name: nothing stands there, or an earlier output does.

    A link is not free, wherever it leads.
    """
    try:
        status = path.lstat()
    except OSError:
        return True  # nothing there, or it cannot be told: writing it says why
    return stat.S_ISREG(status.st_mode) and replaceable(path)


def free_name(path: Path, replaceable: Replaceable = is_own_output) -> Path:
    """Return a path as it is, or with a number behind its name where a file stands that is not ours."""
    chosen, count = path, 1
    while not is_free(chosen, replaceable):
        count += 1
        chosen = path.with_name(f"{path.stem}（{count}）{path.suffix}")
    return chosen


def ensure_writable(path: Path, what: str = SUMMARY, replaceable: Replaceable = is_own_output) -> None:
    """Find out before the work begins whether an output can be replaced.

    Args:
        path: where it will stand.
        what: it is called in messages.
        replaceable: tells whether what stands there may go.

    Raises:
        OutputError: the folder is missing, the target is no file of ours or read-only, or it
            is open in a program that locks it (as Excel does on Windows).
    """
    target = _target(path, what)
    try:
        if not target.exists():
            return
        with target.open("r+b"):
            pass
    except FileNotFoundError:
        return
    except OSError as error:
        raise _not_replaced(error, target, what) from error
    require_ours(target, what, replaceable)


def deliver(content: bytes, path: Path, what: str = SUMMARY, replaceable: Replaceable = is_own_output) -> None:
    """Write the bytes under a temporary name beside the target, then rename them.

    Whatever goes wrong, an existing output is left as it was and no temporary file
    stays behind; where the system knows files without a name, not even of a run that is killed.

    Args:
        content: the whole output.
        path: its name; its folder must exist.
        what: it is called in messages.
        replaceable: tells whether what stands there may go.

    Raises:
        OutputError: with a sentence that says what is in the way.
    """
    target = _target(path, what)
    if _holds(target, content):
        return
    require_ours(target, what, replaceable)
    unfinished = Unfinished(temporary_name(target), content)
    try:
        try:
            kept = unfinished.write()
        except OSError as error:
            raise _not_written(error, target, what) from error
        if kept != content:
            raise OutputError(f"{what}“{_shown(target)}”写到磁盘后读回的内容不同，没有采用。", f"请检查磁盘，{_ELSEWHERE}")
        clear_left_over(target.parent, unfinished.moment)
        require_ours(target, what, replaceable)
        try:
            unfinished.take_name()  # the last thing but one: a run that is killed before leaves nothing in the folder
        except OSError as error:
            raise _not_written(error, target, what) from error
        _rename(unfinished.name, target, what)
    finally:
        unfinished.leave()


def require_apart(folder: Path, output: Path, what: str, instead: str) -> None:
    """Refuse an output among the files that came in: the next run would read it.

    Args:
        folder: of the files that came in; output: a file, or a folder.
        what: the output is called; instead: what to name in its place.

    Raises:
        InputError: it lies there.
    """
    place, whole = output.resolve(), folder.resolve()
    if whole in (place, *place.parents):
        raise InputError(f"{what}不能放在报送文件夹里，否则下次会当成报送的表再读一遍。", f"请用 {instead}。")


def require_ours(target: Path, what: str, replaceable: Replaceable) -> None:
    """Refuse to write where a file stands that may not be replaced.

    Raises:
        OutputError: with what stands there.
    """
    if os.path.lexists(target) and not replaceable(target):
        name = _shown(target)
        if added := "、".join(f"“{each}”" for each in added_sheets(target)):
            said = f"“{name}”里有加上的或改了名的工作表（{added}），没有用{what}替换它，以免丢了您写的。"
            raise OutputError(said, "请用 -o 另指定一个文件名，或先把它移走。")
        raise OutputError(f"“{name}”不是 xlperf 写出的文件，没有用{what}替换它。", "请用 -o 另指定一个文件名，或先把它移走。")


def _holds(target: Path, content: bytes) -> bool:
    """Tell whether the very same bytes stand there already."""
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except OSError:
        return False


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
        is_other = not is_folder and target.exists() and not target.is_file()
    except (OSError, RuntimeError) as error:  # links that lead in a circle are a RuntimeError
        raise _not_written(error if isinstance(error, OSError) else OSError(errno.ELOOP, str(error)), path, what) from error
    if is_folder:
        raise OutputError(f"“{_shown(target)}”是一个文件夹，不能作为{what}的文件名。", f"请用 -o 指定一个{_suffix(path)}文件名。")
    if is_other:
        raise OutputError(f"“{_shown(target)}”不是普通文件，不能作为{what}。", f"请用 -o 指定一个{_suffix(path)}文件名。")
    if not target.parent.is_dir():
        raise OutputError(f"找不到存放{what}的文件夹“{_printable(str(target.parent))}”。", f"请先建立该文件夹，{_ELSEWHERE}")
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
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return OutputError(f"磁盘空间不足，{what}“{name}”没有写成。", f"请清理磁盘后重试，{_ELSEWHERE}")
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(f"{what}的文件名或路径太长，没有写成。", "请用 -o 指定一个短一些的文件名。")
    return OutputError(f"{what}“{name}”没有写成：{said_of(error)}。", f"请检查该文件夹能否写入，{_ELSEWHERE}")


def _suffix(path: Path) -> str:
    return f" {path.suffix} " if path.suffix else " .xlsx "


def _shown(path: Path) -> str:
    return _printable(path.name) or "."


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
