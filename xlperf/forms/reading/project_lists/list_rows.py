"""Rows of a table of many projects that belong to none: sums, headings of groups, the header on a further page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import FUNDING
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.project_lists.list_header import ListHeader
from xlperf.forms.values.amounts import parse_amount
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.form_text import is_page_number
from xlperf.forms.values.money_unit import unit_at_end, unit_line
from xlperf.forms.values.wordings import wording

NAME = "/project_name"
CARRIED = ("/department", "/department_code", "/unit", "/unit_code")
"""What is written once for several projects."""
_GROUP_NUMBER = lazy_pattern(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])\s*\S|[一二三四五六七八九十]{1,3}\s*$"
)
_TITLE = lazy_pattern(rf"(?:{wording('forms')})(?:\([^()]*\))*$")


def own_cells(line: Sequence[Spot], header: ListHeader) -> dict[str, Spot]:
    """Return the cells of a row below the headings of projects' own fields, by field: the first where a blank heading follows.

    Under a blank heading right of 项目名称 a number is no name: that of the amounts was blanked.
    """
    return {
        label.field: spot
        for label, heading, extent in header.fields
        for spot in line[::-1]
        if extent[0] <= spot.column <= extent[1]
        and not (label.field == NAME and spot.column > heading.right and parse_amount(spot.text) is not None)
    }


def is_between(line: Sequence[Spot], header: ListHeader, words: Vocabulary) -> bool:
    """True for a row of sums (市民政局小计), for the heading of a group of projects, and for the header on a further page."""
    if names_heading(line, header):
        return True
    return is_sum(line, header, words) or (not has_indicator(line, header) and _heads_group(line, header))


def is_sum(line: Sequence[Spot], header: ListHeader, words: Vocabulary) -> bool:
    """True for a row of sums, whatever it says of what it sums up: 市民政局小计, 小计（运转类）, 合计 | 3个项目, 承前页.

    No project is called 小计, though somebody wrote a note beside it.
    """
    texts = [each for each in line if not is_number(each)]
    named = own_cells(line, header)
    if not texts or (has_indicator(line, header) and not (NAME in named and named[NAME].is_one_of(words.sums))):
        return False
    # 河道所 | 小计 | 180 has the unit left of its 小计
    own = named.values()
    are_own = all(each in own or each.column in header.numbers for each in texts[:-1])
    is_named = any(each.is_one_of(words.sums) for each in texts)
    return is_named or (texts[-1].key.endswith(tuple(words.sums)) and are_own)


def names_heading(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for a row with the heading 项目名称, or that of the list in its own column: that of the header on a further page."""
    starts = [(label.keys, spot) for label, spot, _ in header.fields if label.starts_form]
    return any(each.key in keys or (each.key, each.column) == (spot.key, spot.column) for keys, spot in starts for each in line)


def sums_up_unit(line: Sequence[Spot], below: Sequence[Spot], header: ListHeader) -> bool:
    """True for a unit beside nothing but amounts, no name of a project, where one follows that has its own: 河道所 | | 180."""
    own, following = own_cells(line, header), own_cells(below, header)
    is_bare = len(own) == len(line) and all(name in CARRIED or name.startswith(FUNDING) for name in own)
    amounts = [name for name in own if name.startswith(FUNDING)]
    return is_bare and 0 < len(amounts) < len(own) and NAME in following and all(name in following for name in amounts)


def is_unit_line(line: Sequence[Spot]) -> bool:
    """True for 单位：万元 alone in a row."""
    return len(line) == 1 and unit_line(line[0].key) is not None


def is_page_line(line: Sequence[Spot]) -> bool:
    """True for the number of a page alone in a row."""
    return len(line) == 1 and is_page_number(line[0].key) and not is_number(line[0])


def begins_other(line: Sequence[Spot], above: Sequence[Spot], header: ListHeader) -> bool:
    """True for a line between two tables that says another unit or another year than what stands above the first of them.

    Where nothing there says a unit, and where each heading of money says its own, a unit above the headings printed again is none.
    """
    if is_unit_line(line):
        units = [unit for each in above if (unit := unit_at_end(each.key))]
        own = [unit_beside(spot) for label, spot, _ in header.fields if label.type == "amount"]
        return bool(units) and not (own and all(own)) and unit_line(line[0].key) not in units
    years = {year_in(each.text) for each in above} - {None}
    year = year_in(line[0].text) if len(line) == 1 and _TITLE.search(line[0].key or line[0].text) else None
    return bool(years) and year is not None and year not in years


def begins_form(lines: Sequence[Sequence[Spot]], header: ListHeader) -> bool:
    """True for rows that begin with the title of a form and have its 项目名称: none of the list, whose headings are not there."""
    title, *below = lines
    if len(title) > 1 or not _TITLE.search(title[0].key):
        return False
    is_form = any(each.key in header.layout.start_keys for line in below for each in line)
    return is_form and not any(repeats(line, header) for line in below)


def next_list(window: Window, header: ListHeader) -> int:
    """Return the row of the title of a further list with the same headings below one, 0 where there is none.

    Its first project is named: what goes on below a heading printed again on the next page is no further list.
    """
    over = [*window.spots_between(header.top, header.first - 1)]
    for row in window.rows_below(header.last):
        if not repeats(window.row(row), header):
            continue
        above = window.rows_between(row - (header.first - header.top), row - 1)
        title = next((each for each in above if _is_title(window.row(each), header)), 0)
        first = next(iter(window.rows_below(row + header.last - header.first)), 0)
        if not title or not first or NAME not in own_cells(window.row(first), header):
            continue
        if _breaks_project(window, title, first, header):
            continue
        if not _says_continued(window.row(title)[0], header) or any(begins_other(window.row(each), over, header) for each in above):
            return title
    return 0


def _breaks_project(window: Window, title: int, first: int, header: ListHeader) -> bool:
    """True for a project that is named above a title printed again and right below it: the page broke within its rows."""
    own = own_cells(window.row(first), header)
    for row in reversed(window.rows_between(header.last + 1, title - 1)):
        above = own_cells(window.row(row), header)
        if NAME in above:
            return all(name in above and above[name].text.strip() == spot.text.strip() for name, spot in own.items())
    return False


def rows_printed_again(window: Window, header: ListHeader) -> frozenset[int]:
    """Return the rows above headings printed again that say what stands above the first of them: title, 部门：… | 单位：万元."""
    over = [window.row(row) for row in window.rows_between(header.top, header.first - 1)]
    lines = {tuple(each.key or each.text for each in line) for line in over}
    found: set[int] = set()
    for row in (each for each in window.rows_below(header.last) if repeats(window.row(each), header)) if lines else ():
        above = window.rows_between(row - len(over), row - 1)
        found.update(each for each in above if tuple(one.key or one.text for one in window.row(each)) in lines)
    return frozenset(found)


def _says_continued(title: Spot, header: ListHeader) -> bool:
    """True for 续表 or 项目绩效目标表（续） without a year: the list above goes on, and its year holds."""
    return title.key.rstrip(")").endswith(tuple(header.layout.continuations)) and year_in(title.text) is None


def _is_title(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for a title alone in its row, or the same as that of the list above."""
    is_same = header.title is not None and line[0].key == header.title.key
    return is_same or (len(line) == 1 and _TITLE.search(line[0].key) is not None)


def repeats(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for the same headings of projects in the same columns again: the list goes on below."""
    headings = {(spot.column, spot.key) for _, spot, _ in header.fields if spot.row == header.first}
    return bool(headings) and headings <= {(each.column, each.key) for each in line}


def is_below_heading(window: Window, row: int, again: int, header: ListHeader) -> bool:
    """True for a further row of the header where its first stands again in row ``again``: 一级指标, 财政拨款 are no project."""
    own = {(each.column, each.key) for each in window.row(header.first + row - again)}
    return 0 < row - again <= header.last - header.first and any((each.column, each.key) in own for each in window.row(row))


def has_indicator(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for a row with the name or the target of an indicator; what is merged over other columns as well is neither."""
    if header.columns is not None:
        return any(header.columns.at(each.column) in ("level3", "target") for each in line)
    extents = [extent for group in header.groups for extent in (group.name, group.target)]
    return any(each.is_within(extents) for each in line)


def _heads_group(line: Sequence[Spot], header: ListHeader) -> bool:
    """True for 一、社会福利处, with a sum beside it or none, and for words merged over the columns of a project and more.

    A name in its own column with an amount beside it is that of a project, however it is numbered.
    """
    texts = [each for each in line if not is_number(each)]
    if not texts or line[0] is not texts[0] or texts[0].bottom > texts[0].row:
        return False
    own: Mapping[str, Spot] = own_cells(line, header)
    names = header.extent_of(NAME)
    if names is None:
        return False
    is_alone = len(line) == 1 and line[0].column <= names[0]
    if is_alone and any(line[0].right >= extent[0] > names[1] for _, _, extent in header.fields):
        return True
    is_in_place = own.get(NAME) is texts[0] and texts[0].right <= names[1] and len(line) > 1
    return all(_GROUP_NUMBER.match(each.text) for each in texts) and not is_in_place
