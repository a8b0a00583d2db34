"""Where summaries stand: named by whoever asks, by the settings, or by department and year."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.cli.screen import say
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, OutputError

if TYPE_CHECKING:
    from xlperf.run.results import Batch

_OF_A_FILE = re.compile(r"\.[a-z]{2,}\d?")
"""What a folder's name hardly ends in; 退回.v2 and 2026.3 are left alone."""


def targets_of(parts: Sequence[Batch], output: Path | None) -> list[Path]:
    """Return where each summary goes.

    Args:
        parts: one batch a summary.
        output: a file, for the only one; an existing folder, or None for the current one.
    """
    if output is None or output.is_dir():
        return [(output or Path()) / name for name in default_names(parts)]
    return [output]


def is_output_folder(named: str) -> bool:
    """Tell whether the output named is a folder: one that exists, or a name with a closing slash or without an extension."""
    path = Path(named)
    return path.is_dir() or (not path.is_file() and (named.endswith(("/", "\\")) or not path.suffix))


def require_folder_name(folder: Path, what: str, hint: str = "请用 -o 指定一个文件夹。", suffixes: Sequence[str] = ()) -> None:
    """Refuse a name that looks like that of a file for a folder that is yet to be made.

    Args:
        folder: as named.
        what: goes into it, as the subject of a sentence.
        hint: the next step.
        suffixes: that such a folder may have.

    Raises:
        InputError: it looks like a file.
    """
    suffix = folder.suffix.lower()
    if _OF_A_FILE.fullmatch(suffix) and suffix not in suffixes and not folder.is_dir():
        raise InputError(f"“{folder.name}”像一个文件的名称，{what}是写到一个文件夹里的。", hint)


def make_folder(folder: Path) -> None:
    """Make the folder of an output, with those above it.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"文件夹“{folder}”建不起来：那里有一个同名的文件。", "请用 -o 指定别的文件夹。") from error
    except PermissionError as error:
        raise OutputError(
            f"文件夹“{folder}”建不起来：没有权限。", "请检查上一级文件夹的写入权限，或用 -o 指定别的文件夹。"
        ) from error
    except OSError as error:
        raise OutputError(f"文件夹“{folder}”建不起来：{said_of(error)}。", "请用 -o 指定别的文件夹。") from error


def near(output: Path | None, folder: Path) -> Path | None:
    """Return where the settings of a folder want the summary, if that is beside or below it or below the current folder.

    The settings may have come in with the files of the units: they lead nowhere else by themselves.

    Raises:
        InputError: they want it elsewhere.
    """
    if output is None:
        return None
    close = {folder.resolve().parent, Path.cwd().resolve()} - {Path(folder.resolve().anchor)}
    real = output.resolve()
    if not close & {*real.parents, real} and folder.resolve() not in real.parents:
        raise InputError(
            f"设置文件 xlperf.toml 要把汇总表写到报送文件夹之外的“{output}”，没有照办。", "确实要写到那里，请用 -o 给出这个位置。"
        )
    return output


def not_in_the_way(targets: Sequence[Path]) -> list[Path]:
    """Return names for summaries at which no file stands that is not ours, no two alike; say so where it is another."""
    from xlperf.book.delivery import is_free

    chosen: list[Path] = []
    for target in targets:
        numbered = (target.with_name(f"{target.stem}（{count}）{target.suffix}") for count in range(2, sys.maxsize))
        if is_free(target):
            chosen.append(target)
        else:
            chosen.append(next(each for each in numbered if each not in (*chosen, *targets) and is_free(each)))
            say(f"注意：“{target.name}”已经有了，不是 xlperf 写出的汇总表，没有动它；这次写成“{chosen[-1].name}”。")
    return chosen


def default_names(parts: Sequence[Batch]) -> list[str]:
    """Return the file names of summaries whose output was not named, no two alike."""
    names = []
    seen: Counter[str] = Counter()
    for part in parts:
        name = default_name(part)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name.removesuffix('.xlsx')}（{seen[name]}）.xlsx")
    return names


def default_name(batch: Batch) -> str:
    """Return the file name of a summary whose output was not named, fit for Windows."""
    from xlperf.summary import summary_title

    name = "".join("_" if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in summary_title(batch)).rstrip(". ")
    return f"{name[:80]}.xlsx"


def link_base(folder: Path, target: Path) -> str | None:
    """Return the path from the summary's folder to the input folder with /, None when they share no root (Windows drives)."""
    try:
        relative = os.path.relpath(folder.resolve(), target.resolve().parent)
    except ValueError:
        return None
    return "" if relative == "." else relative.replace("\\", "/")
