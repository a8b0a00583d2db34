"""Reading the list of projects that must not be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlperf.data.names import bare
from xlperf.errors import SettingsError
from xlperf.lists.list_source import read_text
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.list_words import TableKind
from xlperf.lists.table_file import read_table
from xlperf.lists.unpublished import Unpublished, UnpublishedProject

_HINT = "名单可以是每行一个项目名称的 .txt，或有一行标题（项目名称，可以另有实施单位）的 .xlsx、.csv。"
_KIND = TableKind("不公开名单", "unpublished.json", ("project",), _HINT)


def load_unpublished(path: Path) -> Unpublished:
    """Read the list from a .txt (a project a line) or a table in an .xlsx, .xls or .csv.

    Raises:
        SettingsError: the file cannot be read, or names no project.
    """
    entries, usage = _lines(path) if path.suffix.lower() == ".txt" else _rows(path)
    if not entries:
        raise SettingsError(f"不公开名单“{path.name}”里没有项目名称。", _HINT)
    return Unpublished(entries, replace(usage, lines=len(entries)))


_Entries = tuple[UnpublishedProject, ...]


def _rows(path: Path) -> tuple[_Entries, ListUsage]:
    table = read_table(path, _KIND)
    return tuple(
        UnpublishedProject(each.project, each.unit)
        for each in table.lines
        if each.project and bare(each.public) not in _KIND.public
    ), table.usage


def _lines(path: Path) -> tuple[_Entries, ListUsage]:
    labels = tuple(bare(each) for each in _KIND.columns["project"])
    lines = (each.strip() for each in read_text(path, _KIND.noun).splitlines())
    found = tuple(UnpublishedProject(each) for each in lines if each and not _is_heading(bare(each), labels))
    return found, ListUsage(_KIND.noun, path.name, len(found))


def _is_heading(line: str, labels: Sequence[str]) -> bool:
    """Tell whether a line is a label, or says that the projects follow: 不公开项目名单："""
    words = line.rstrip(":：")
    return words in labels or (words.endswith(_KIND.titles) and any(each in words for each in labels))
