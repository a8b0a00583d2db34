"""The files beside the forms (roster, last year, lists, published text), read behind the same fences as the forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlperf.errors import SettingsError, XlperfError
from xlperf.run.children.child_process import Died
from xlperf.run.children.workers import run_all

Loader = Callable[[Path], Any]
"""Reads one such file; picklable, as is what it returns."""

_DIED = {
    "timeout": "程序一直在读，超过时限仍未读完，已中止",
    "stalled": "读取没有进展，已中止",
    "memory": "读取时内存超过上限，已中止",
    "crashed": "读取时程序异常中止，文件可能已损坏",
}
_AGAIN = "多半是这台电脑太忙，或者存放文件的磁盘、网盘没有响应：请等电脑空下来、网盘连上后再运行一次。"
_HINT = "请用 Excel 或 WPS 打开，删去多余的工作表、行和格式，另存为 .xlsx 后再试。"


@dataclass(frozen=True, slots=True)
class _Job:
    loader: Loader
    path: Path


def read_input_files(files: Mapping[str, tuple[Loader, Path]], workers: int) -> dict[str, Any]:
    """Return what stands in the files, by the same names.

    Args:
        files: how each is read, and where it is.
        workers: 0 reads them in this process, without fences.

    Raises:
        SettingsError: one of them cannot be read.
    """
    jobs: Sequence[_Job] = [_Job(loader, path) for loader, path in files.values()]
    read = {}
    for name, job, found in zip(files, jobs, run_all(_read, jobs, min(1, workers)), strict=True):
        if isinstance(found, Died):
            raise SettingsError(f"“{job.path.name}”{_DIED[found.reason]}。", _AGAIN if found.reason == "stalled" else _HINT)
        if isinstance(found, XlperfError):
            raise found
        read[name] = found
    return read


def _read(job: _Job) -> Any:
    """Return what stands in one file, or the error that says why nothing can be read."""
    try:
        return job.loader(job.path)
    except XlperfError as error:
        return error
