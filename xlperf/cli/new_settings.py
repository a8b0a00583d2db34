"""What a person is told of settings in the folder of the forms that were not used before: they may have come in with the forms."""

from __future__ import annotations

import contextlib
from pathlib import Path

from xlperf.cli.screen import say

_CHECK = "如果不是本部门放的，请把它移走后重新运行。"


def tell_of_new_settings(folder: Path) -> bool:
    """Name the settings and waivers of a folder that were not used before, and what they change; return True for settings."""
    from xlperf.rules import WAIVER_FILE
    from xlperf.settings.known_settings import changes_told, is_known, remember
    from xlperf.settings.values import SETTINGS_FILE

    is_new = False
    for name in (SETTINGS_FILE, WAIVER_FILE):
        path = folder / name
        with contextlib.suppress(OSError):  # said where it is read for use
            if not path.exists() or is_known(path):
                continue
            if name == SETTINGS_FILE:
                from xlperf.settings.settings_file import read_settings_file  # and jsonschema with it

                is_new = True
                changes = "；".join(changes_told(read_settings_file(path).data)) or "没有改什么"
                say(f"注意：报送文件夹里的设置文件 {name} 是第一次使用，它规定：{changes}。{_CHECK}")
            else:
                say(f"注意：报送文件夹里的豁免清单 {name} 是第一次使用，其中豁免的问题不计入。{_CHECK}")
            remember(path)
    return is_new
