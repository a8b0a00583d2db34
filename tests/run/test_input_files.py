"""The files beside the forms are read behind the fences of the forms, and each fault of one is a sentence."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from xlperf.errors import SettingsError
from xlperf.run import input_files
from xlperf.run.children.child_process import Died
from xlperf.run.input_files import read_input_files

_AGAIN = "多半是这台电脑太忙，或者存放文件的磁盘、网盘没有响应：请等电脑空下来、网盘连上后再运行一次。"
_HINT = "请用 Excel 或 WPS 打开，删去多余的工作表、行和格式，另存为 .xlsx 后再试。"


def size_of(path: Path) -> int:
    """Return how long the name of a file is, or say that it is none."""
    if path.name == "坏.csv":
        raise SettingsError("名单“坏.csv”不能读取。", "请核对。")
    return len(path.name)


def end(_: Path) -> None:
    """Die as a reader that runs into a fault of a library."""
    os._exit(3)


@pytest.mark.parametrize("workers", [0, 1, 4])
def test_each_file_is_read_by_its_own_reader(workers: int) -> None:
    """In a child where there are any; the names are those that were given."""
    files = {"roster": (size_of, Path("名单.csv")), "last_year": (size_of, Path("上年金额.csv"))}
    assert read_input_files(files, workers) == {"roster": 6, "last_year": 8}
    assert read_input_files({}, workers) == {}


@pytest.mark.parametrize("workers", [0, 1])
def test_what_a_reader_says_is_said(workers: int) -> None:
    """Also out of a child."""
    with pytest.raises(SettingsError) as error:
        read_input_files({"roster": (size_of, Path("坏.csv"))}, workers)
    assert str(error.value) == "名单“坏.csv”不能读取。请核对。"


@pytest.mark.parametrize(
    ("reason", "said", "hint"),
    [
        ("timeout", "程序一直在读，超过时限仍未读完，已中止", _HINT),
        ("stalled", "读取没有进展，已中止", _AGAIN),
        ("memory", "读取时内存超过上限，已中止", _HINT),
        ("crashed", "读取时程序异常中止，文件可能已损坏", _HINT),
    ],
)
def test_a_reader_that_had_to_be_ended_is_told_by_its_file(
    reason: str, said: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about it; that the computer was busy is no fault of the file."""
    monkeypatch.setattr(input_files, "run_all", lambda *_: [Died(reason)])  # type: ignore[arg-type]
    with pytest.raises(SettingsError) as error:
        read_input_files({"roster": (size_of, Path("名单.csv"))}, 1)
    assert str(error.value) == f"“名单.csv”{said}。{hint}"


def test_a_reader_that_dies_costs_the_run_a_sentence() -> None:
    """And no more than a moment."""
    began = time.perf_counter()
    with pytest.raises(SettingsError, match=r"“名单\.csv”读取时程序异常中止，文件可能已损坏。"):
        read_input_files({"roster": (end, Path("名单.csv"))}, 2)
    assert time.perf_counter() - began < 60
