"""What a person is told of the files that a department keeps beside the forms: new ones, and what had no effect.

New settings may have come in with the forms; who wrote a line that changes nothing believes that it does.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from xlperf.cli.screen import complain, say

if TYPE_CHECKING:
    from xlperf.lists.unpublished import Unpublished
    from xlperf.run.approvals import Approval
    from xlperf.run.results import Batch

_CHECK = "如果不是本部门放的，请把它移走后重新运行。"


def tell_of_new_settings(folder: Path) -> bool:
    """Name the settings and waivers of a folder that were not used before, and what they change; return True for settings."""
    from xlperf.rules import WAIVER_FILE
    from xlperf.settings.known_settings import changes_told, is_known, remember
    from xlperf.settings.values import SETTINGS_FILE

    is_new = False
    for name in (SETTINGS_FILE, WAIVER_FILE):
        path = folder / name
        with contextlib.suppress(OSError):  # not there, or said where it is read for use
            if is_known(path):
                continue
            if name == SETTINGS_FILE:
                from xlperf.settings.settings_file import read_settings_file  # and jsonschema with it

                is_new = True
                changes = "；".join(changes_told(read_settings_file(path).data)) or "没有改什么"
                say(f"注意：报送文件夹里的设置文件 {name} 是第一次使用，它规定：{changes}。{_CHECK}")
            elif _is_sound(path):
                say(f"注意：报送文件夹里的豁免清单 {name} 是第一次使用，其中豁免的问题不计入。{_CHECK}")
            else:
                continue  # said where it is read for use
            remember(path)
    return is_new


def _is_sound(waivers: Path) -> bool:
    from xlperf.errors import RuleSetError
    from xlperf.rules import load_waivers

    try:
        return bool(load_waivers(waivers))
    except RuleSetError:
        return False


def say_unmatched_lines(batch: Batch, unpublished: Unpublished | None) -> None:
    """Say which lines of the list of what must not be published mean no form that counts.

    They mean what was taken away, as it should be, or a project that will be published under another name.
    """
    if unpublished is None:
        return
    lines = unpublished.without_form((form.text("/unit"), form.text("/project_name")) for form in batch.counted)
    if lines:
        from xlperf.data.enumeration import named

        shown = named([f"“{each.project}”" for each in lines], "行")
        say(
            f"不公开名单 {len(unpublished.entries)} 行，有 {len(lines)} 行没有对上文件夹里的表：{shown}。"
            "表已经移出的不用管；还在文件夹里的，请核对项目名称。"
        )


def say_unheard(batch: Batch, approvals: Mapping[str, Approval]) -> None:
    """Say which 核准 of the last summary changes nothing, and why: who wrote it believes that the finding is settled."""
    from xlperf.data.enumeration import first_of
    from xlperf.run.approvals import unheard

    found = [f"{each.rule} {each.project or each.file}：{why}" for each, why in unheard(batch, approvals)]
    if found:
        shown = "；".join(first_of(found, "处"))
        complain(f"上次汇总表里有 {len(found)} 处“核准”不起作用：{shown}。请看过以后重新核准。")


def say_misplaced(batch: Batch) -> None:
    """Say which files look like the settings or the list of waivers and are not read: in a sub-folder, or with another ending."""
    from xlperf.lists.waivers import WAIVER_FILE
    from xlperf.settings.values import SETTINGS_FILE

    for file in batch.files:
        name = PurePosixPath(file.file).name.casefold()
        for wanted in (WAIVER_FILE, SETTINGS_FILE):
            stem, _, suffix = wanted.partition(".")
            # xlperf-waiver.json and xlperf-waivers.json.txt are meant, too
            if file.file != wanted and name.startswith(stem.rstrip("s")) and suffix in name:
                say(f"注意：“{file.file}”没有用到：它应叫“{wanted}”，放在报送文件夹的最上层。")
