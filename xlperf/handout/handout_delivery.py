"""The workbooks of a hand-out put into their folder: all of them or none, and never over a file that somebody has filled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from pathlib import Path

from xlperf.book.delivery import deliver
from xlperf.data.enumeration import named
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, OutputError
from xlperf.handout.handout_workbook import is_untouched_handout
from xlperf.intake.limits import intake_settings
from xlperf.intake.long_path import reachable
from xlperf.intake.own_output import is_own_output

_WHAT = "填报表"
_MOST_LOOKED_AT = 20_000


def deliver_handout(files: Mapping[str, bytes], folder: Path) -> tuple[str, ...]:
    """Write the workbooks; what was there before comes back when one of them cannot be written.

    Args:
        files: the workbooks by their names.
        folder: made where it is missing.

    Returns:
        The names of those that were not written, since a file is in the way that is no hand-out, or one that was filled.

    Raises:
        OutputError: all are in the way; or the folder cannot be written to.
    """
    kept = tuple(name for name, content in files.items() if not _may_take(reachable(folder / name), content))
    if len(kept) == len(files):
        raise _nothing_to_write(kept)
    is_new = not folder.exists()
    before: dict[Path, bytes | None] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if name in kept:
                continue
            path = reachable(folder / name)
            before[path] = path.read_bytes() if path.is_file() else None
            deliver(content, path, _WHAT, is_untouched_handout)
    except (OutputError, OSError) as error:
        _take_back(before)
        if is_new and folder.is_dir():
            folder.rmdir()
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"文件夹“{folder.name}”建不起来：{said_of(error)}。", "请用 -o 指定别的文件夹。") from error
    return kept


def require_no_reports(folder: Path, own: Collection[Path]) -> None:
    """Refuse a folder with other workbooks, which may be reports: the blank forms would be read with them.

    Args:
        folder: of the hand-out, which may not exist yet.
        own: what belongs to the hand-out, folders with all that is in them.

    Raises:
        InputError: it holds a workbook that is none of these and nothing that xlperf wrote.
    """
    settings, known = intake_settings(), {each.resolve() for each in own}

    def is_other(path: Path) -> bool:
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in settings.workbook_extensions or settings.passed_over_reason(name):
            return False
        real = path.resolve()
        is_known = real in known or not known.isdisjoint(real.parents)
        return not is_known and path.is_file() and not is_untouched_handout(path) and not is_own_output(path)

    others = sorted(each.relative_to(folder).as_posix() for each in islice(folder.rglob("*"), _MOST_LOOKED_AT) if is_other(each))
    if others:
        found = f"文件夹“{folder.resolve().name}”里有别的工作簿（{named([f'“{each}”' for each in others], '个')}），像是报送的表。"
        why = "填报表不能放在那里，否则空白的表也会当成报送的读。"
        raise InputError(found + why, "请用 -o 指定一个单独的文件夹。")


def _nothing_to_write(standing: Sequence[str]) -> OutputError:
    said = named([f"“{each}”" for each in standing], "个文件")
    return OutputError(
        f"{said}已经存在，不是下发后没有动过的填报表（可能单位已经填了），一个文件也没有写。",
        "请用 -o 指定一个新的文件夹，或先把这些文件移走。",
    )


def _may_take(path: Path, content: bytes) -> bool:
    try:
        path.lstat()
    except OSError:
        return True  # nothing there, or writing it says why
    if path.is_symlink() or not path.is_file():
        return False
    return is_untouched_handout(path) or path.read_bytes() == content


def _take_back(before: Mapping[Path, bytes | None]) -> None:
    for path, old in before.items():
        if old is not None:
            path.write_bytes(old)
        elif path.is_file() and is_untouched_handout(path):
            path.unlink()
