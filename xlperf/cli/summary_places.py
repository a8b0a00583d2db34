"""Where summaries stand whose names nobody gave: named by department and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.data.system_faults import said_of
from xlperf.errors import OutputError

if TYPE_CHECKING:
    from xlperf.run.results import Batch


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
