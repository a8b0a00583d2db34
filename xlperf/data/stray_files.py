"""Files of a department that lie in the wrong place or bear the wrong ending: what they are, and where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

Kind = Literal["layout", "rules", "waivers"]

_BELONGS: Mapping[Kind, str] = {
    "layout": "这是版式文件，请放到版式文件夹，用 --templates 给出",
    "rules": "这是规则文件，请放到规则文件夹，用 --rules 给出",
    "waivers": "这是豁免清单，请放到报送文件夹，名称是 xlperf-waivers.json",
}
_OF_LAYOUT = frozenset(("extends", "titles", "workbooks", "table"))
_OF_RULES = frozenset(("rules", "category", "stage", "vocabulary", "scoring"))


def belongs_elsewhere(data: Any, wanted: Kind) -> str:
    """Return what a file with this content is and where it belongs, without a full stop; empty when it may be what is wanted."""
    kind = _kind(data)
    return _BELONGS[kind] if kind not in (None, wanted) else ""


def _kind(data: Any) -> Kind | None:
    if not isinstance(data, Mapping):
        return None
    given = data.get("changes")
    changes: list[Any] = given if isinstance(given, list) else []
    if data.keys() & _OF_LAYOUT:
        return "layout"
    if data.keys() & _OF_RULES or any(isinstance(each, Mapping) and "rule" in each for each in changes):
        return "rules"
    return "waivers" if "waivers" in data else None


def no_json_in(folder: Path, what: str, option: str) -> tuple[str, str]:
    """Return why a folder gives no file of a kind, and the next step.

    Args:
        folder: that was given.
        what: such a file is called.
        option: that names the folder.
    """
    if not folder.exists():
        return f"找不到文件夹“{folder}”。", f"请检查 {option} 后面的名称，和它所在的文件夹。"
    said = f"在“{folder.name}”中没有找到{what}（*.json）。"
    if not folder.is_dir():
        return said, f"请检查 {option} 后面的文件夹。"
    named = sorted(each.name for each in folder.glob("*.json.*"))
    if named:
        return said, f"“{named[0]}”的扩展名应是 .json：请在资源管理器里勾选“文件扩展名”，再把后面多出的部分删去。"
    deeper = sorted(each.parent.name for each in folder.glob("*/*.json"))
    if deeper:
        return said, f"它们在下面的文件夹“{deeper[0]}”里，请把它写在 {option} 后面。"
    return said, f"请检查 {option} 后面的文件夹。"
