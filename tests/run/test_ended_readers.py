"""What is said of a file whose reader had to be ended, and to whom."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from xlperf.intake.folder import Entry
from xlperf.run.children.child_process import Died
from xlperf.run.file_judging import Job, ended
from xlperf.run.run_settings import RunSettings

_BUSY = "多半是这台电脑太忙，或者存放文件的磁盘、网盘没有响应，不一定是文件的问题。"


@pytest.mark.parametrize(
    ("reason", "said", "addressee"),
    [
        ("timeout", "程序一直在读，超过时限仍未读完，已中止。", "unit"),
        ("stalled", f"读取没有进展，已中止；{_BUSY}", "department"),
        ("memory", "读取时内存超过上限，已中止。", "unit"),
        ("crashed", "读取时程序异常中止，文件可能已损坏。", "unit"),
    ],
)
def test_a_busy_computer_is_the_affair_of_whoever_runs_it(
    reason: Literal["timeout", "stalled", "memory", "crashed"], said: str, addressee: str
) -> None:
    """A file that took all its time goes back to its unit; one that did not get the processor is the department's own affair."""
    settings = RunSettings()
    processed = ended(Job(Entry("云溪市美术馆.xlsx", Path("云溪市美术馆.xlsx")), settings), Died(reason), settings)
    told = [each for each in processed.findings if each.rule == "FILE-001"]
    assert [(each.message, each.addressee) for each in told] == [(f"文件“云溪市美术馆.xlsx”打不开：{said}", addressee)]
