"""Faults of the system are told in Chinese."""

from __future__ import annotations

import errno
import os

import pytest

from xlperf.data.system_faults import said_of


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOENT, "找不到这个文件或文件夹"), (errno.EACCES, "没有权限"), (errno.EROFS, "磁盘是只读的")]
)
def test_what_systems_say_in_english(number: int, said: str) -> None:
    """The common faults have words of ours."""
    assert said_of(OSError(number, os.strerror(number))) == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOENT, "系统找不到指定的文件"), "系统找不到指定的文件"),
        (OSError(9999, "Something rare"), "Something rare"),
        (OSError("没有编号的错"), "没有编号的错"),
    ],
    ids=["said in Chinese already", "unknown", "without a number"],
)
def test_words_that_stay(error: OSError, said: str) -> None:
    """Windows speaks Chinese to a Chinese; of a fault that nobody listed the system's own words are all there is."""
    assert said_of(error) == said
