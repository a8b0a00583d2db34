"""Reading a roster file."""

from __future__ import annotations

from pathlib import Path

from xlperf.data.money import WAN
from xlperf.errors import SettingsError
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.table_file import TableKind, read_table

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
    return Roster(
        tuple(RosterEntry(each.unit, each.project, each.category, each.amount) for each in lines), table.amount_unit == WAN
    )
