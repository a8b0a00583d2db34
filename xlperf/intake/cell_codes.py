"""Codes of the cells that a summary lists, two signs a cell, so that one that somebody typed over is told from the others.

A list may have been sorted, rows taken out or put in: rows are found again by what most of their cells say.  Twelve bits
a cell: of 4,096 cells typed over one is missed, and none is told that was left as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from xlperf.data.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from xlperf.intake.own_summary import Row, Value

CELL_CODES_TITLE = "列出来的单元格的校验码（程序用，请不要改动）"
"""The heading of the list of these codes on the 来源核对: a line a sheet, in chunks under the last header and right of it."""

CELL_CODES_HEADERS = ("序号", "工作表", "单元格的校验码")

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!~"
_PAIRS = tuple(one + other for one in _SIGNS for other in _SIGNS)
_BLANK, _ANY = ".", "*"
_CODE = lazy_pattern(r"[.*]|[A-Za-z0-9!~]{2}")
_NEXT_ROW, _ROW_NUMBER = "-", "#"
_ROW = lazy_pattern(r"(?:#([0-9]{1,7})#)?([A-Za-z0-9!~.*]*)")
_DAY_ZERO = date(1899, 12, 30)
_FEW = 50
"""More rows that are not as they were, and more than a tenth of all, are no typing but another table."""


def codes_of(values: Iterable[str | float | None]) -> str:
    """Return the codes of a row as it is written, from its first column on."""
    codes = [_text_code(each) if each.__class__ is str else _BLANK if each is None else _code(each) for each in values]
    return "".join(codes).rstrip(_BLANK)


def each_code(codes: str) -> tuple[str, ...]:
    """Return the codes of a row one by one."""
    return tuple(_CODE.findall(codes))


def _code(value: str | float | None) -> str:
    if value is None:
        return _BLANK
    return _text_code(value) if isinstance(value, str) else _code_of(f"{float(value):.10g}")


@lru_cache(maxsize=1 << 14)
def _text_code(value: str) -> str:
    """Return the code of a text: units, files and levels stand in thousands of rows."""
    if "_x" in value or value[:1] == "<":  # written with escapes, and read again without
        return _ANY
    text = "".join(value.split())
    return _code_of(text) if text else _BLANK


def _code_of(text: str) -> str:
    return _PAIRS[crc32(text.encode("utf-8", "surrogatepass")) & 4095]


def text_code(text: str) -> str:
    """Return a code that tells a text of a whole workbook from those that were not in it: four signs."""
    number = crc32("".join(text.split()).encode("utf-8", "surrogatepass"))
    return _PAIRS[number & 4095] + _PAIRS[number >> 12 & 4095]


def each_text_code(codes: str) -> frozenset[str]:
    """Return the codes of texts that stand in one text, one behind the other."""
    return frozenset(codes[at : at + 4] for at in range(0, len(codes), 4))


def packed(rows: Mapping[int, str]) -> str:
    """Return the codes of the rows of a sheet (by number, 1-based) as one text."""
    said = []
    following = None
    for number in sorted(rows):
        said.append(rows[number] if number == following else f"{_ROW_NUMBER}{number}{_ROW_NUMBER}{rows[number]}")
        following = number + 1
    return _NEXT_ROW.join(said)


def unpacked(text: str) -> dict[int, Mapping[int, str]]:
    """Return the codes by row and column, both 1-based, blank cells left out; nothing where the text is none of ``packed``."""
    rows: dict[int, Mapping[int, str]] = {}
    number = 0
    for each in text.split(_NEXT_ROW):
        said = _ROW.fullmatch(each)
        if said is None:
            return {}
        number = int(said[1]) if said[1] else number + 1
        codes = _CODE.findall(said[2])
        rows[number] = {column: code for column, code in enumerate(codes, 1) if code not in (_BLANK, _ANY)}
    return rows


def typed_over(
    rows: Mapping[int, Row], noted: Mapping[int, Mapping[int, str]], free: Collection[int] = ()
) -> tuple[tuple[int, int], ...] | None:
    """Return row and column of every cell that says something else than it did; None where the whole table is another.

    Args:
        rows: of the sheet, as they are now.
        noted: the codes of what was written.
        free: columns that anybody may write into.
    """
    now = {number: {at: _code_now(value) for at, value in row.items() if at not in free} for number, row in rows.items()}
    then = {number: {at: code for at, code in codes.items() if at not in free} for number, codes in noted.items()}
    gone = [number for number, codes in then.items() if _unlike(codes, now.get(number, {}))]
    come = sorted(now.keys() - (then.keys() - set(gone)))
    stays = 10 * len(gone) <= len(then)
    gone, come = _without_moved(gone, come, then, now)
    if len(gone) > max(_FEW, len(then) // 10) or (not stays and len(gone) > max(1, len(then) // 3)):
        return None
    changed: list[tuple[int, int]] = []
    for number in gone:
        codes = then[number]
        partner = number if stays and number in come else _nearest(codes, come, now)
        if partner is not None:
            come.remove(partner)
            changed += ((partner, column) for column in _unlike(codes, now[partner]))
    return tuple(sorted(changed))


def _without_moved(
    gone: Iterable[int], come: Iterable[int], then: Mapping[int, Mapping[int, str]], now: Mapping[int, Mapping[int, str]]
) -> tuple[list[int], list[int]]:
    """Return the rows that are gone and those that have come, without those that stand in another place as they were."""
    places: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for number in come:
        places.setdefault(_key(now[number]), []).append(number)
    left = [number for number in gone if not (found := places.get(_key(then[number]))) or found.pop() is None]
    return left, sorted(number for numbers in places.values() for number in numbers)


def _nearest(codes: Mapping[int, str], come: Iterable[int], now: Mapping[int, Mapping[int, str]]) -> int | None:
    """Return the row that says most of what another said; None where none says half of it."""
    found = min(come, key=lambda number: len(_unlike(codes, now[number])), default=None)
    return None if found is None or 2 * len(_unlike(codes, now[found])) > len(codes) else found


def _unlike(then: Mapping[int, str], now: Mapping[int, str]) -> list[int]:
    return [column for column, code in then.items() if now.get(column, _BLANK) != code]


def _key(codes: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted((column, code) for column, code in codes.items() if code not in (_BLANK, _ANY)))


def _code_now(value: Value) -> str:
    if isinstance(value, Decimal):
        return _code(float(value))
    return _code((value - _DAY_ZERO).days if isinstance(value, date) else value)
