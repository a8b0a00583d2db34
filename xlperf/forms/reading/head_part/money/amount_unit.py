"""The unit of amounts that a form prints: 项目资金(万元), 单位：元."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import Axis, Layout
from xlperf.forms.reading.head_part.money.amounts_said import amounts_said
from xlperf.forms.reading.head_part.money.total_amounts import is_amount
from xlperf.forms.reading.indicators.table_heading import find_header
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.forms.values.money_unit import (
    SAID,
    SAID_WITHIN,
    UNIT_ENDS,
    plain_unit,
    unit_alone,
    unit_in_brackets,
    unit_in_doubt,
    unit_in_sentence,
    unit_line,
    unit_of,
)
from xlperf.forms.values.wordings import wording

# Rows above a title that still belong to its form, such as "单位：万元" over the frame.
_ROWS_ABOVE = 3
_BEHIND_LABEL = lazy_pattern(rf"[(:,/-]?{SAID}[)]*(?:\([^()]*\))?")
_FAR = 1000
"""Amounts of two forms of one unit differ by less; written in 元 and in 万元 they differ by ten times as much."""
# A label of the money block that was renamed: 预算资金（万元）, 预算资金（万元, 预算资金（万元）（必填）.
_RENAMED_LABEL = lazy_pattern(rf"[^():]*(?:{wording('money')})[^():]*\({SAID_WITHIN}(?:\)(?:\([^()]*\)?)?)?")

TWO_UNITS = "two_units"
"""Kind of the remark on a form that says 万元 in one place and 元 in another."""

_ENDINGS = frozenset("元万亿")
"""Every unit has one of them."""


def printed_unit(region: Region, last_row: int) -> tuple[str, list[Remark]]:
    """Return the unit of a form: from its money block, its head, or a line above it.

    Without one, 元 is taken and a remark made: the two differ by ten thousand.

    Args:
        last_row: the last row above its indicator table.
    """
    window, layout = region.window, region.layout
    rows = window.rows_up_to(last_row)
    above = [
        *region.sheet.rows_above(region.top)[-_ROWS_ABOVE:],
        *region.sheet.rows_above(region.first_row),
    ]
    unit = _unit_in(window, rows, layout) or _unit_in(region.sheet, above, layout)
    unit = unit or _unit_alone(window, rows)
    unit = unit or _unit_at_foot(window, window.rows_below(last_row), layout)
    if not unit and region.banner is not None and not (above_it := printed_unit(region.banner, last_row))[1]:
        unit = above_it[0]
    unit = unit or _said(region.sheet, above) or _said(window, window.row_numbers) or _of_amounts(window, rows, layout)
    if unit:
        return unit, _said_otherwise(window, last_row, layout, unit)
    places = window.with_keys({each for each in layout.unit_keys if each.startswith("项目")})
    places += [spot for row in rows for spot in window.row(row) if spot.is_one_of(layout.body_keys)]
    doubt = next(((each, found) for each in places if (found := unit_in_doubt(each.key))), None)
    cell = doubt[0].address if doubt else places[0].address if places and places[0].key in layout.unit_keys else ""
    detail = {"label": "项目资金"} | ({"found": doubt[1]} if doubt else {})
    return _of_form_above(region, last_row) or "元", [Remark("unit_missing", cell=cell, detail=detail)]


def _of_amounts(window: Window, rows: list[int], layout: Layout) -> str | None:
    """Return the unit that every amount beside a label of money has in its own cell: 年度资金总额 | 240万元; else None."""
    keys = layout.body_keys
    found: list[tuple[Decimal, str | None]] = []
    for row in rows:
        line = window.row(row)
        for before, spot in zip((None, *line), line, strict=False):
            name, colon, text = spot.text.replace("：", ":").rpartition(":")
            is_own = not keys.isdisjoint((key_of(name), bare_key(name))) if colon else False
            is_beside = before is not None and before.is_one_of(keys)
            amount = parse_amount(text if is_own else spot.text) if is_own or is_beside else None
            found += [amount] if amount and amount[0] else []
            may_say = before is not None and before.is_one_of(keys | layout.side_keys)  # a goal says amounts of other things
            found += (each for _, said in amounts_said(spot.text) if (each := parse_amount(said))) if may_say and not amount else ()
    units = {unit for _, unit in found}
    return units.pop() if len(units) == 1 else None


def _of_form_above(region: Region, last_row: int) -> str | None:
    """Return the unit of the form above, where amounts of a form that says none are of the size of those there."""
    above = region.above
    if above is None:
        return None
    header = find_header(above.window, above.layout)
    end = header[0] - 1 if header else above.window.row_numbers[-1]
    unit, missing = printed_unit(above, end)
    theirs, ours = _largest(above, end), _largest(region, last_row)
    return unit if not missing and theirs / _FAR < ours < theirs * _FAR else None


def _largest(region: Region, last_row: int) -> Decimal:
    """Return the largest amount beside the labels of money."""
    lines = (region.window.row(row) for row in region.window.rows_up_to(last_row))
    keys = region.layout.body_keys
    money = (line for line in lines if any(each.is_one_of(keys) for each in line))
    return max((found[0] for line in money for each in line if (found := parse_amount(each.text))), default=Decimal(0))


def _said_otherwise(window: Window, last_row: int, layout: Layout, unit: str) -> list[Remark]:
    """Return a remark on what says another unit than the one of the form: a line for all amounts, 单位：万元, else a label."""
    labels = tuple(each for each in layout.unit_keys if not each.startswith("项目"))
    for spot in window.spots():
        if _may_say_unit(spot.key):
            other = _said_in(spot, labels if spot.row > last_row else (), layout)
            if other and other != unit and not _is_value(window, spot, layout):
                return [Remark(TWO_UNITS, cell=spot.address, detail={"how": unit, "other": other, "label": "金额单位"})]
    for row in window.rows_up_to(last_row):
        for spot in window.row(row):
            other = unit_beside(spot)
            if other and other != unit and _is_of_money(spot, layout):
                detail = {"how": unit, "other": other, "label": spot.text.strip(), "part": "own"}
                return [Remark(TWO_UNITS, cell=spot.address, detail=detail)]
    return []


def _is_of_money(spot: Spot, layout: Layout) -> bool:
    """True for the label of an amount, or the heading of amounts."""
    axes: tuple[Axis, ...] = (*layout.grid.rows, *layout.grid.columns) if layout.grid else ()
    labels = (each.keys for each in layout.labels if each.type == "amount")
    headings = (each.keys for each in axes if each.type == "amount")
    return any(spot.bare in keys for keys in (*labels, *headings, *(each.keys for each in layout.details)))


@lru_cache(maxsize=8192)
def _may_say_unit(key: str) -> bool:
    """Return False for what says no unit of all amounts, as nearly every cell."""
    unit = plain_unit(key)
    return unit.endswith(UNIT_ENDS) or "单位" in unit


def _said_in(spot: Spot, labels: tuple[str, ...], layout: Layout) -> str | None:
    """Return the unit of all amounts that a cell says; below the head it begins so: 人均成本（单位：元） is an indicator's name."""
    key = plain_unit(spot.key)
    if key.endswith(UNIT_ENDS) and (not labels or key.lstrip("(").startswith(labels)):
        return _behind_label(key, layout)
    return unit_in_sentence(key) if "单位" in key else None


def names_unit(spot: Spot, line: list[Spot], layout: Layout) -> bool:
    """True for 单位 with nothing but a unit of money in the next cell: 单位 | 万元 is no label of the 实施单位."""
    if spot.key not in layout.unit_keys or spot.key.startswith("项目"):
        return False
    behind = line[line.index(spot) + 1 :]
    return bool(behind) and unit_alone(behind[0].key) is not None


def unit_beside(spot: Spot) -> str | None:
    """Return the unit that one label of an amount prints in brackets, such as 年度资金申请总额(万元)."""
    if spot.bare == spot.key:
        return None
    return unit_in_brackets(spot.key)


def _unit_in(window: Window, rows: list[int], layout: Layout) -> str | None:
    """Return the unit in some rows: of all totals, at the side of the money, of a line, of one label, of unknown words."""
    if of_totals := _of_totals(window, rows, layout):
        return of_totals
    general: str | None = None
    own: str | None = None
    renamed: re.Match[str] | None = None
    for row in rows:
        line = window.row(row)
        for index, spot in enumerate(line):
            key = plain_unit(spot.key)
            if _ENDINGS.isdisjoint(key):
                continue
            if index and line[index - 1].key in layout.unit_keys and (alone := unit_alone(key)):
                return alone
            if index and (cut := unit_line(line[index - 1].key + key)):  # 金额单 | 位：万元
                return cut
            if spot.bare in layout.label_keys and (unit := unit_beside(spot)):
                if spot.bare in layout.side_keys:
                    return unit
                own = own or unit
            said = _behind_label(key, layout)
            named = None if renamed else _RENAMED_LABEL.fullmatch(key)
            if (said or named) and _is_value(window, spot, layout):
                continue
            general, renamed = general or said, renamed or named
    return general or own or (unit_of(renamed) if renamed else None)


def _is_value(window: Window, spot: Spot, layout: Layout) -> bool:
    """True for what a unit wrote beside or below a label of words: 项目名称 | 养护经费（万元）, a goal that ends (单位：万元)."""
    behind = window.right_of(spot)
    if unit_line(spot.key) or (behind is not None and is_amount(behind)):
        return False
    beside = window.left_of(spot)
    if beside is not None and beside.is_one_of(layout.worded_keys):
        return True
    return any(each.column <= spot.column <= each.right and each.is_one_of(layout.goal_keys) for each in window.row(spot.row - 1))


def _of_totals(window: Window, rows: list[int], layout: Layout) -> str | None:
    """Return the unit that every label of a total and every heading of amounts prints in brackets; that of one is its own."""
    units = {unit_beside(each) for each in window.with_keys(layout.total_keys) if each.row in rows}
    return units.pop() if len(units) == 1 else None


def _unit_alone(window: Window, rows: list[int]) -> str | None:
    """Return the unit in cells of its own: 万元 behind each amount, （万元） below 项目资金; None where they do not agree."""
    units = {unit_alone(spot.key) for row in rows for spot in window.row(row) if spot.key} - {None}
    return units.pop() if len(units) == 1 else None


def _unit_at_foot(window: Window, rows: list[int], layout: Layout) -> str | None:
    """Return the unit on a line of its own below the money, such as 单位：万元; an indicator 活动经费(万元) tells nothing."""
    labels = tuple(each for each in layout.unit_keys if not each.startswith("项目"))
    spots = (each for row in rows for each in window.row(row) if each.key.lstrip("(").startswith(labels))
    return next((unit for each in spots if (unit := _behind_label(plain_unit(each.key), layout))), None)


def _behind_label(key: str, layout: Layout) -> str | None:
    """Return the unit behind a label such as 单位 at the end of a line."""
    for label in layout.unit_keys:
        at = key.rfind(label)
        found = _BEHIND_LABEL.fullmatch(key, at + len(label)) if at >= 0 else None
        if found:
            return unit_of(found)
    return None


def _said(sheet: Window, rows: Iterable[int]) -> str | None:
    """Return the unit that a note says in a sentence."""
    for row in rows:
        for spot in sheet.row(row):
            if unit := unit_in_sentence("".join(spot.text.split())):
                return unit
    return None
