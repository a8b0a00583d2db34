"""The values of labels: beside them, in one cell with them, or below a row of nothing but labels."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import are_place_and_body, goes_on_with
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label
from xlperf.forms.reading.fields import kept_pair, read_field
from xlperf.forms.reading.head_part.codes import code_field, is_code, is_entry_number, with_code
from xlperf.forms.reading.head_part.head import Head, in_one_cell, missing_label
from xlperf.forms.reading.head_part.headings import is_heading, is_remark, is_short
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.column_of_amounts import heads_amounts
from xlperf.forms.reading.head_part.one_cell import pairs_in
from xlperf.forms.reading.head_part.rows_of_labels import row_of_values, value_below
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.choices import chosen, in_cells
from xlperf.forms.values.form_text import names_one_of
from xlperf.forms.values.money_unit import ONLY_CURRENCY, unit_line
from xlperf.intake.sheet import Cell

_COLONS = (":", "：")
_NAME = lazy_pattern(r"[\u4e00-\u9fff]{2}")
_OF_BODIES = ("/department_code", "/unit_code")
_NEAR = 2
"""Rows above and below in which the labels of the same block stand."""
_SHORTEST_OF_PROJECT = 10
_STARTS_WITH_DIGIT = lazy_pattern(r"[\d.,，%]+")


def read_labels(head: Head) -> list[Field]:
    """Return the fields whose values stand right of a label, or below a row of labels, blank ones included."""
    found: list[Field] = []
    seen: dict[int, set[int]] = {}
    absent = head.absent
    for label, spot in zip(head.layout.labels, head.places, strict=True):
        if not label.field or label.group in absent or (label.rare and spot is None):
            continue
        if spot is not None:
            if not spot.text:  # it was blanked
                head.remarks.append(missing_label(head, label.label, head.layout.labels.index(label)))
            if label.value == "right":
                found += _read(head, label, spot, seen)
                _keep_others(head, label, spot)
            continue
        written = _in_one_cell(head, label) if label.value == "right" else None
        if written is None and label.required:
            head.remarks.append(missing_label(head, label.label, head.layout.labels.index(label)))
        if label.value == "right":
            found += with_code(written or Field(label.field, label.label, None), label)
    return found


def _keep_others(head: Head, label: Label, spot: Spot) -> None:
    """Keep what stands beside other labels of a name under their own names: 单位名称 | 水务局 beside 实施单位 | 云溪市河道所."""
    others = [each for each in head.spots(label.keys) if each.bare != spot.bare] if label.field == "/unit" else []
    for each in others:
        value = value_of(head, each)
        if value is not None:
            head.details.append(kept_pair(each, value))


def _in_one_cell(head: Head, label: Label) -> Field | None:
    """Read a value in one cell with its label; where there is none, with a label that is this one in its absence: 填报单位：…."""
    found = in_one_cell(head, label)
    if found is not None or not label.otherwise:
        return found
    other = in_one_cell(head, replace(label, keys=label.otherwise))
    if other is not None and label.type == "amount" and other.value is None:
        return None  # 项目资金 （万元）
    wanted = label.otherwise_value
    return other if other is not None and (wanted is None or wanted.search(chosen(other.raw).strip()) is not None) else None


def _read(head: Head, label: Label, spot: Spot, seen: dict[int, set[int]]) -> list[Field]:
    """Read the value of a label: the first cell with content at its right, up to the next label, or the cell below it.

    Where the layout has a field for the code of a name, a code before or behind the name goes there.
    """
    value = value_of(head, spot)
    if value is not None and _is_another(head, label, value):
        return [Field(label.field, label.label, None, "", spot.address)]
    if value is None:
        below = row_of_values(head, spot)
        where = head.window.home(below, spot.column) if below else _blank_cell(head, spot, seen)
        return [Field(label.field, label.label, None, "", where)]
    seen.setdefault(spot.column, set()).add(value.column)
    if label.type == "line" and value.row == spot.row:
        value = _behind_number(head, value)
        picked = None if label.code else _picked(head, spot, value)
        if picked is not None:
            return [read_field(label.field, label.label, label.type, Cell(picked[1], "text"), picked[0].address, head.unit)]
    beside = _second_cell(head, value, label.code) if label.code and _may_be_in_two(head, spot, value) else None
    if beside is not None:
        joined = _in_two_cells(head, label, value, beside)
        if joined:
            return joined
    cell = _whole(head, label, value, beside)
    found = read_field(label.field, label.label, label.type, cell, value.address, unit_beside(spot) or head.unit)
    return with_code(found, label)


def _is_another(head: Head, label: Label, value: Spot) -> bool:
    """True for 实施单位：云溪市河道所 behind or below 主管部门： with nothing behind it: what another label says."""
    own = label.keys | label.otherwise
    said = pairs_in(value, head.layout) if label.type != "amount" and value[:2] not in head.written else ()
    return bool(said) and not names_one_of(said[0][0], own)


def _may_be_in_two(head: Head, spot: Spot, value: Spot) -> bool:
    """True for a value beside its label, and for one below it where what is right of that stands below no other label."""
    if value.row == spot.row:
        return True
    others = (each for each in head.window.row(spot.row) if each != spot)
    return spot.row in head.over_values and not any(each.column <= value.right + 1 <= each.right for each in others)


def _behind_number(head: Head, value: Spot) -> Spot:
    """Return the name behind the number of an entry in a cell of its own: 01 | 湿地监测; any other value itself."""
    if not is_entry_number(value.text):
        return value
    name = _second_cell(head, value)
    if name is None or not _NAME.match(name.text.strip()):
        return value
    head.taken.add(value.address)
    return name


def _picked(head: Head, spot: Spot, value: Spot) -> tuple[Spot, str] | None:
    """Return the options of a choice that stand in cells of their own as one text, with the cell of the one that was ticked."""
    line = head.window.row(value.row)
    cells = list(takewhile(lambda each: not is_heading(head, each) and not head.is_label(each), line[line.index(value) :]))
    written, count = in_cells([each.text for each in cells], value.column > spot.right + 1)
    if not written:
        return None
    options = cells[:count]
    head.taken.update(each.address for each in options)
    return next((each for each in options if chosen(written) in each.text), value), written


def _whole(head: Head, label: Label, value: Spot, beside: Spot | None) -> Cell:
    """Return a value that was typed into two cells as one: 云溪县 | 水利站, or 航标维护 over a row with nothing but 项目二期."""
    rest = beside if beside is not None and are_place_and_body(value.text.strip(), beside.text.strip()) else None
    below = head.window.row(value.bottom + 1) if label.starts_form and value.bottom < head.last_row else []
    if len(below) == 1 and below[0].column == value.column and goes_on_with(value.text.strip(), below[0].text.strip()):
        rest = below[0]
    if rest is None:
        return value.cell
    head.taken.add(rest.address)
    return Cell(f"{value.text.strip()}{rest.text.strip()}", "text")


def value_of(head: Head, spot: Spot) -> Spot | None:
    """Return the cell of the value of a label: beside it or in one cell with it or, in a row of nothing but labels, below it."""
    if spot[:2] in head.written:
        return head.written[spot[:2]]
    if spot.row in head.over_values:
        return value_below(head, spot)
    beside = _value_beside(head, spot)
    below = row_of_values(head, spot) if beside is None or is_short(beside) else 0
    if not below:
        return beside
    return next(filter(spot.shares_columns, head.window.row(below)), beside)


def _in_two_cells(head: Head, label: Label, first: Spot, second: Spot) -> list[Field] | None:
    """Read a name and its code in two cells, in either order; None where neither or both are a code."""
    fields = [read_field(label.field, label.label, label.type, each.cell, each.address, head.unit) for each in (first, second)]
    codes = [is_code(each.raw) for each in fields]
    if codes[0] == codes[1]:
        return None
    code, name = fields if codes[0] else fields[::-1]
    return [name, code_field(label, code.raw.strip(), code.cell)]


def _second_cell(head: Head, value: Spot, code: str = "") -> Spot | None:
    """Return the cell right beside a value that is no label; a name and its ``code`` may have blank ones between them."""
    line = head.window.row(value.row)
    index, beside = next(((at, each) for at, each in enumerate(line) if each.column > value.right), (0, None))
    if beside is None or is_heading(head, beside):
        return None
    is_apart = beside.column > value.right + 1
    if is_apart and not (code and (_is_code_at_end(head, code, line[index:]) or _may_be_name(head, value, line, index))):
        return None
    return beside if beside.column <= head.edge or is_code(value.text) or is_entry_number(value.text) else None


def _is_code_at_end(head: Head, field: str, line: list[Spot]) -> bool:
    """True for a code with nothing behind it but the next label: 云溪市河道所 |  | 205016; a short number may be money."""
    is_sure = field in _OF_BODIES or len(line[0].text.strip()) >= _SHORTEST_OF_PROJECT
    return is_sure and is_code(line[0].text) and (len(line) == 1 or head.is_label(line[1]))


def _may_be_name(head: Head, code: Spot, line: list[Spot], index: int) -> bool:
    """True for words behind blank cells next to a code: 205016 |  | 云溪市河道所."""
    name = line[index]
    if not is_code(code.text) or _NAME.match(name.text.strip()) is None or is_remark(name):
        return False
    return not _is_unknown_label(head, code, line, index)


def _value_beside(head: Head, spot: Spot) -> Spot | None:
    line = head.window.row(spot.row)
    start = line.index(spot) + 1
    if start == len(line):
        return None
    each = line[start]
    if each.text.strip() in _COLONS and start + 1 < len(line):  # 实施单位 | ： | 云溪市河道所
        head.taken.add(each.address)
        start += 1
        each = line[start]
    if _is_sum_before_amount(head, line[start : start + 2]):
        head.taken.add(each.address)
        return line[start + 1]
    if each.column > head.edge or head.is_label(each) or unit_line(each.key):  # 填报单位（盖章）： | | 单位：元
        return None
    if heads_amounts(head, spot, each):
        head.taken.add(each.address)
        return None
    if each.column > spot.right + 1 and (_is_unknown_label(head, spot, line, start) or _is_of_blanked(head, spot, each)):
        return None
    return each


def _is_sum_before_amount(head: Head, cells: list[Spot]) -> bool:
    """True for a word of a sum, or the sign of the currency, between a label and its amount: 项目预算 | 总计 | 86, ￥ | 86."""
    sums = [each for each in head.layout.cross.sources if not each.key] if head.layout.cross else []
    if len(cells) < len(("sum", "amount")):
        return False
    if not ONLY_CURRENCY.fullmatch(cells[0].text.strip()) and not any(cells[0].key in each.keys for each in sums):
        return False
    return not head.is_label(cells[0]) and parse_amount(cells[1].text) is not None


def _is_of_blanked(head: Head, spot: Spot, value: Spot) -> bool:
    """True for an amount below or above those of labels of money right of one in the column of this one: it lost its own.

    项目资金总额 | | | 86 over 其中：财政资金 | | 其中：当年财政拨款 | 80; but not over indented parts: 其中： | 财政拨款 | 80.
    """
    if parse_amount(value.text) is None:
        return False
    keys = head.layout.body_keys
    near = (head.window.row(row) for row in range(spot.row - _NEAR, spot.row + _NEAR + 1) if row != spot.row)
    beside = (line for line in near if any(each.column == spot.column and each.is_one_of(keys) for each in line))
    pairs = ((one, two) for line in beside for one, two in pairwise(line) if spot.right < one.column < value.column)
    return any(two.column == value.column and one.is_one_of(keys) and not head.is_label(two) for one, two in pairs)


def _is_unknown_label(head: Head, spot: Spot, line: list[Spot], index: int) -> bool:
    """True for a cell behind a blank that reads like a label and has a cell of its own beside it: 项目负责人 | 张三.

    So does a short text in a column where other rows of the head have labels: 绩效联络员 | 张三.  A tick or words in brackets
    behind it are no value of it: they say more of one, as in 送戏下乡演出 | （新增）.
    """
    if line[index].cell.kind != "text" or index + 1 == len(line):
        return False
    beside = line[index + 1]
    if beside.column != line[index].right + 1 or beside.column > head.edge or head.is_label(beside):
        return False
    if is_heading(head, line[index]) or beside.cell.kind != "text" or _STARTS_WITH_DIGIT.match(beside.text.strip()) is not None:
        return True
    if not beside.text.strip()[:1].isalnum() or _heads_next(head, line[index + 1 :]):
        return False
    return is_short(line[index]) and any(row != spot.row and column == line[index].column for row, column in head.labels)


def _heads_next(head: Head, line: list[Spot]) -> bool:
    """True where the first of some cells reads like a label of the second: 湿地监测 left of it is none itself."""
    return len(line) > 1 and line[1].column == line[0].right + 1 and is_heading(head, line[0]) and not head.is_label(line[1])


def _blank_cell(head: Head, spot: Spot, seen: dict[int, set[int]]) -> str:
    """Return the cell where a blank value would stand: in the column of the values beside labels above."""
    column = spot.right + 1
    columns = seen.get(spot.column)
    if columns and head.window.merged_at(spot.row, column) is None:
        column = max(column, min(columns))
    return head.window.home(spot.row, column)
