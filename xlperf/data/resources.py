"""The data that comes with xlperf: templates/ and schemas/.

In a checkout they stand at the top of the repository; a wheel carries them
inside the package as ``xlperf/_data``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def data_folder(room: str) -> Path:
    """Return the folder ``templates`` or ``schemas``."""
    installed = _PACKAGE / "_data" / room
    return installed if installed.is_dir() else _PACKAGE.parent / room


@cache
def load_json(room: str, name: str) -> Any:
    """Return a data file as parsed JSON; callers must not change it."""
    return json.loads((data_folder(room) / name).read_text("utf-8"))
