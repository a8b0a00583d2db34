"""Reading a roster file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xlperf.data.enumeration import named
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN_PER
from xlperf.data.names import bare, body_key, project_name_key
from xlperf.errors import SettingsError
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.lists.list_words import TableKind
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.table_file import Line, read_table

_YEAR_BEFORE = lazy_pattern(r"^20\d\d年?度?")
_BETWEEN_NAMES = lazy_pattern(r"[、,，;；/\n]+")
_HINT = "名单应有一行标题（如：实施单位、项目名称、控制数），下面每行一个项目。"
_KIND = TableKind("名单", "roster.json", ("unit",), _HINT)


def load_roster(path: Path) -> Roster:
    """Read a roster from an .xlsx, .xls or .csv file.

    Raises:
        SettingsError: the file cannot be read, or has no such table.
    """
    table = read_table(path, _KIND)
    lines = [each for each in table.lines if each.unit]
    if not lines:
        raise SettingsError(f"名单“{path.name}”的标题下面没有内容。", _HINT)
    dropped = [each for each in lines if _is_dropped(each)]
    left = [each for each in lines if each not in dropped]
    owing = {body_key(each.unit) for each in left}
    lines = [each for each in lines if each not in dropped or body_key(each.unit) not in owing]
    coarse = YUAN_PER[table.amount_unit] > YUAN_PER[WAN]
    in_wan = table.amount_unit == WAN
    aside = (f"备注写明不做了、不用报表的：{named([_place(each) for each in dropped], '行')}",) if dropped else ()
    further = (*table.usage.further, *aside, *_left_aside(lines, table.amount_unit if coarse else ""))
    usage = replace(table.usage, lines=len(lines), further=further)
    return Roster(tuple(_entry(each) for each in lines), in_wan, coarse, usage)


def _left_aside(lines: Sequence[Line], coarse: str) -> Iterator[str]:
    """Yield what of the figures is not held against the forms as they stand, a clause each.

    Args:
        lines: of the roster.
        coarse: the unit of the figures where it is above 万元, else empty.
    """
    given = [each for each in lines if each.amount is not None]
    if coarse and given:
        yield f"控制数以{coarse}为单位，没有与申报的金额核对"
    whole = {body_key(each.unit) for each in given if not each.project}
    owed = [each for each in lines if each.project and not _says_nothing(each.project, each.note)]
    blank = [_place(each) for each in owed if each.amount is None and body_key(each.unit) not in whole]
    if given and blank:
        yield f"没有控制数的：{named(blank, '行')}，所在单位和合计的控制数没有核对"
    keys = [(body_key(each.department), body_key(each.unit), project_name_key(each.project, each.year), each.year) for each in owed]
    again = Counter(keys)
    twice = [_place(each) for each, key in zip(owed, keys, strict=True) if again[key] > 1]
    if twice:
        yield f"同一单位同一项目的几行按一个项目计（报来的有几个年度的，各计一行），控制数不同的相加：{named(twice, '行')}"


def _place(line: Line) -> str:
    return f"第 {line.row} 行“{line.project}”"


def _entry(line: Line) -> RosterEntry:
    nothing = _says_nothing(line.project, line.note) or _is_dropped(line)
    project = "" if nothing else line.project
    contact = (line.contact, line.email)
    aliases = tuple(each for each in _BETWEEN_NAMES.split(line.alias) if each.strip())
    return RosterEntry(line.unit, project, line.category, line.amount, line.department, line.year, nothing, *contact, aliases)


def _is_dropped(line: Line) -> bool:
    """Tell whether the note of a project says that it is given up (撤项, 已终止, 未通过评审（3月）)."""
    said = _BESIDE_A_DROP.sub("", bare(line.note))
    return bool(line.project) and said in _KIND.dropped


_BESIDE_A_DROP = lazy_pattern(r"^(?:已|本?项目|该项目)+|\([^()]*\)$|[。.]$")


def _says_nothing(project: str, note: str) -> bool:
    """Tell whether a line says 本年无项目: in place of a project, or as a note behind a unit alone."""
    written, said = _YEAR_BEFORE.sub("", bare(project)), bare(note)
    if not written:
        return any(each in said for each in _KIND.nothing if len(each) > 1)
    return written in _KIND.nothing or is_blank_mark(project)
