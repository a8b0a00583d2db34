"""Where summaries stand: named by whoever asks, by the settings, or by department and year."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.cli.screen import say
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, OutputError

if TYPE_CHECKING:
    from xlperf.history.handwritten import Handwritten
    from xlperf.run.results import Batch

_OF_A_FILE = lazy_pattern(r"\.[a-z]{2,}\d?")
"""What a folder's name hardly ends in; 退回.v2 and 2026.3 are left alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a summary goes.

    Attributes:
        wanted: the file that it would be; path: the one that it is, where that one must stay as it is.
        last: the last summary, which is the one that this one replaces where one stands there.
        written: what the clerk wrote into that.
        is_below: at the file that it would be stands a summary of the level below, which was read.
    """

    wanted: Path
    path: Path
    last: Path
    written: Handwritten
    is_below: bool = False

    @property
    def is_free(self) -> bool:
        """True where nothing is lost with what stands there now."""
        return not (self.path == self.last and self.written.is_lost)


def targets_of(parts: Sequence[Batch], output: Path | None, is_folder: bool = False) -> list[Path]:
    """Return where each summary goes.

    Args:
        parts: one batch a summary.
        output: a file, for the only one; an existing folder, or None for the current one.
        is_folder: it is a folder, though it may not exist yet.
    """
    if output is None or is_folder or output.is_dir():
        return [(output or Path()) / name for name in default_names(parts)]
    return [output]


def places_of(
    parts: Sequence[Batch], output: Path | None, is_folder: bool, read: Callable[[Path], Handwritten]
) -> list[Place]:
    """Return the place of each summary, no two alike.

    A file that was named is the place, whatever stands there.  Else one with a number behind its name is, where there stands
    what is not ours, or what the clerk wrote into and cannot be read.

    Args:
        parts, output, is_folder: as for ``targets_of``.
        read: what the clerk wrote into a summary; nothing where none stands.
    """
    targets, inputs = targets_of(parts, output, is_folder), _inputs(parts)
    if output is not None and targets == [output]:
        return [Place(output, output, output, read(output))] * len(parts)
    places: list[Place] = []
    for target in targets:
        taken = {*(each.path for each in places), *(each for each in targets if each != target)}
        places.append(_place(target, taken, inputs, read))
    return places


def _place(target: Path, taken: set[Path], inputs: frozenset[str], read: Callable[[Path], Handwritten]) -> Place:
    """Return the first place for a summary; where nothing stands there yet, the one before holds the last summary.

    A summary of the level below that was read is neither: it bears the same name where its forms name the same department.
    """
    from xlperf.book.delivery import is_free

    last = None
    for path in _numbered(target):
        if path in taken:
            continue
        if not os.path.lexists(path):
            break
        if _is_input(path, inputs):
            continue
        last = path
        if is_free(path) and not read(path).is_lost:
            break
    last = last or path
    return Place(target, path, last, read(last), _is_input(target, inputs))


def _inputs(parts: Sequence[Batch]) -> frozenset[str]:
    """Return the hashes of the summaries of the level below that a run has read."""
    files = [each for part in parts for each in part.files]
    vessels = {each.via for each in files if each.via}
    return frozenset(each.sha256 for each in files if each.file in vessels and each.sha256)


def _is_input(path: Path, inputs: frozenset[str]) -> bool:
    return bool(inputs) and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() in inputs


def _numbered(target: Path) -> Iterator[Path]:
    """Yield a name, and then those with a number behind it."""
    yield target
    yield from (target.with_name(f"{target.stem}（{number}）{target.suffix}") for number in count(2))


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


def say_moved(places: Sequence[Place]) -> None:
    """Say which summaries go elsewhere than they would, and why."""
    from xlperf.book.delivery import is_free
    from xlperf.intake.own_output import added_sheets

    for place in places:
        if place.path == place.wanted:
            continue
        name, other = place.wanted.name, place.path.name
        if place.is_below:
            say(f"注意：“{name}”是下一级报来的汇总表，里面的表已经计入，没有动它；这次写成“{other}”。")
        elif added := "、".join(f"“{each}”" for each in added_sheets(place.wanted)):
            say(
                f"注意：“{name}”里有加上的或改了名的工作表（{added}），没有动它，以免丢了您写的；这次写成“{other}”。"
                "要接着用原来的，请把表名改回去、另加的表移走，再运行。"
            )
        elif not is_free(place.wanted):
            say(f"注意：“{name}”已经有了，不是 xlperf 写出的汇总表，没有动它；这次写成“{other}”。")
        else:
            say(
                f"注意：“{name}”的表头改过，其中写的有读不到的，没有动它，以免丢了；这次写成“{other}”。"
                "请把表头改回去再运行，或把写的抄到新的汇总表里。"
            )


def require_not_of_others(output: Path, folder: Path) -> None:
    """Raise ``OutputError`` where an output that was named is a summary of the level below among the forms of a folder.

    It would not be read, since it is the output, and then be replaced.
    """
    from xlperf.run.levels.level_below import is_of_another_folder

    path, whole = output.resolve(), folder.resolve()
    if path.is_file() and whole in path.parents and is_of_another_folder(path, whole):
        raise OutputError(
            f"“{output.name}”是下一级报来的汇总表，里面的表来自别的文件夹，没有替换它。", "请用 -o 另指定一个文件名。"
        )


def require_free(places: Sequence[Place]) -> None:
    """Raise ``OutputError`` where a summary that was asked for by name would take the place of what cannot be read."""
    for place in places:
        if not place.is_free:
            raise OutputError(
                f"“{place.path.name}”的表头改过，其中写的有读不到的（{'；'.join(place.written.unread)}），没有替换它，以免丢了。",
                "请把表头改回去再运行，或用 -o 另指定一个文件名。",
            )


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
