"""Reading a roster file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from xlperf.data.money import WAN, YUAN_PER
from xlperf.data.names import bare
from xlperf.errors import SettingsError
from xlperf.lists.list_heading import TableKind
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.table_file import Line, read_table

_YEAR_BEFORE = re.compile(r"^20\d\d年?度?")
_HINT = "名单应有一行标题（如：实施单位、项目名称、控制数），下面每行一个项目。"
_KIND = TableKind("名单", "roster.json", ("unit",), _HINT)


def load_roster(path: Path) -> Roster:
    """Read a roster from an .xlsx, .xls or .csv file.

    Raises:
        SettingsError: the file cannot be read, has no such table, or holds an amount that is no number.
    """
    table = read_table(path, _KIND)
    lines = [each for each in table.lines if each.unit]
    if not lines:
        raise SettingsError(f"名单“{path.name}”的标题下面没有内容。", _HINT)
    coarse = YUAN_PER[table.amount_unit] > YUAN_PER[WAN]
    in_wan = table.amount_unit == WAN
    return Roster(tuple(_entry(each) for each in lines), in_wan, coarse, replace(table.usage, lines=len(lines)))


def _entry(line: Line) -> RosterEntry:
    nothing = _says_nothing(line.project, line.note)
    project = "" if nothing else line.project
    contact = (line.contact, line.email)
    return RosterEntry(line.unit, project, line.category, line.amount, line.department, line.year, nothing, *contact)


def _says_nothing(project: str, note: str) -> bool:
    """Tell whether a line says 本年无项目: in place of a project, or as a note behind a unit alone."""
    named, said = _YEAR_BEFORE.sub("", bare(project)), bare(note)
    words = _KIND.nothing
    return named in words or (not named and any(each in said for each in words if len(each) > 1))
