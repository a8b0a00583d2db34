"""The data that comes with xlperf: templates/ and schemas/.

In a checkout they stand at the top of the repository; a wheel carries them
inside the package as ``xlperf/_data``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from xlperf.errors import RuleSetError

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def data_folder(room: str) -> Path:
    """Return the folder ``templates`` or ``schemas``."""
    installed = _PACKAGE / "_data" / room
    return installed if installed.is_dir() else _PACKAGE.parent / room


@cache
def load_json(room: str, name: str) -> Any:
    """Return a data file as parsed JSON; callers must not change it.

    Raises:
        RuleSetError: somebody has changed the file, and it is no JSON any more; the message names the line.
    """
    try:
        return json.loads((data_folder(room) / name).read_text("utf-8"))
    except json.JSONDecodeError as problem:
        from xlperf.data.json_faults import syntax_fault  # only here: it is worded for people

        said = f"程序自带的 {name} 第 {problem.lineno} 行：{syntax_fault(problem)}。"
        raise RuleSetError(said, "请改正后再运行一次；没有改过它的，请重新安装 xlperf。") from problem
