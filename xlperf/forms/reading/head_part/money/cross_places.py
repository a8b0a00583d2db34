"""Where the crossing table of a declaration stands: sources in one direction, 总额 | 本年度 or years in the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import EARLIER, LATER, Axis, Cross, MoneyDetail
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.headings import is_short, term_with_value
from xlperf.forms.reading.head_part.money.money_lines import Heading, MoneyLines, with_others
from xlperf.forms.reading.indicators.periods.roles import ANNUAL, role_of, without_role
from xlperf.forms.reading.labels import Spot, blank_spot
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.forms.values.dates import year_in
from xlperf.forms.values.form_text import bare_key
from xlperf.forms.values.wordings import label_words, wording

_ANNUAL, _TOTAL = "annual", "total"
_FEWEST_SOURCES = 2
_CENTURY = "20"
_DIGIT = lazy_pattern(r"\d")
_NUMBERS = (Decimal, int, float)
OF_YEAR = lazy_pattern(rf"(?:其中:)?[上本]?(?:财政)?(?:{wording('money_of_a_year')})+")
"""What is left of 上年预算数 | 本年预算数 without the year that it speaks of."""
_YEAR = lazy_pattern(rf"(?:其中:)?20\d\d年度?(?:{wording('money_behind_a_year')}){{0,3}}")


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Where the labels of the table stand; ``lies`` when the sources stand in its header."""

    sources: tuple[tuple[Spot, Axis | MoneyDetail], ...]
    periods: tuple[tuple[Spot, str], ...]
    lies: bool
    marks: frozenset[tuple[int, int]]

    def lines(self, head: Head) -> MoneyLines:
        """Return the rows of the table."""
        sources, periods = [each for each, _ in self.sources], [each for each, _ in self.periods]
        labels, headings = (periods, sources) if self.lies else (sources, periods)
        return MoneyLines(head, labels, with_others(head, [Heading(each.address, each) for each in headings]))


def cross_table(head: Head, cross: Cross, year: int | None) -> CrossTable | None:
    """Return where the table stands, None where the form has none."""
    for line in head.lines():
        if any(isinstance(each.cell.value, _NUMBERS) for each in line):
            continue
        found = _upright(head, cross, year, line) or _lying(head, cross, year, line)
        if found is not None:
            return found
    return next((found for line in head.lines() if (found := _plain(head, cross, line)) is not None), None)


def _upright(head: Head, cross: Cross, year: int | None, line: Sequence[Spot]) -> CrossTable | None:
    """Return the table whose header is a row of periods, the sources below each other at its left."""
    named = {each[:2]: period for each, period in _of_years(head, line)}
    found = ((each, _period(each, cross, year)) for each in _without_pairs(head, line))
    periods = [(each, period) for each, known in found if (period := named.get(each[:2]) if known is None else known) is not None]
    if any(_YEAR.fullmatch(each.bare) for each, _ in periods) and periods[0][0].key in head.layout.year_keys:
        periods = periods[1:]  # 年度 over the sources, left of 2026年 | 2027年
    if not any(period for _, period in periods) or (len(periods) == 1 and _has_value(line, periods[0][0])):
        return None
    left, bottom = periods[0][0].column, max(each.bottom for each, _ in periods)
    sources: list[tuple[Spot, Axis | MoneyDetail]] = []
    marks = {each[:2] for each in line}
    source_of = _source_or_total if any(not period for _, period in periods) else _source
    for row in head.window.rows_between(bottom + 1, head.last_row):
        labels = [each for each in head.window.row(row) if each.column < left]
        source = next(((each, role) for each in reversed(labels) if (role := source_of(head, each, cross)) is not None), None)
        if source is None or not _is_row_of(head, source[0], [each for each in line if each.column >= left]):
            break
        sources.append(source)
        marks |= {each[:2] for each in labels if _is_words(each)}
    others = _beside_periods(head, line, [each for each, _ in periods], [each for each, _ in sources])
    for each in others:
        is_total = _sums_years(each, cross, periods, year) or _is_total(head, each, cross)
        periods.append((each, _TOTAL if is_total and all(period != _TOTAL for _, period in periods) else ""))
    heads = [each for each, _ in periods]
    return _table(sources, periods, marks, lies=False) if _is_covered(head, [each for each, _ in sources], heads) else None


def _of_years(head: Head, line: Sequence[Spot]) -> list[tuple[Spot, str]]:
    """Return the headings of this year's money and that of others: 以前年度安排 | 本年度安排 | 以后年度安排; 核定数 is of none."""
    roles = head.layout.table.roles
    word = min(label_words("this_year"), key=len)
    said = [(each, bare_key(each.text)) for each in line if word in each.text]
    found = [(each, role_of(key, roles)) for each, key in said if OF_YEAR.fullmatch(without_role(key, roles))]
    return [(each, _ANNUAL if role == ANNUAL else "") for each, role in found if role in (ANNUAL, EARLIER, LATER)]


def _beside_periods(head: Head, line: Sequence[Spot], heads: Sequence[Spot], sources: Sequence[Spot]) -> list[Spot]:
    """Return further headings over nothing but amounts: 合计 of three years, 增减额, 核定数 beside 申报数."""
    left = max((each.right for each in sources), default=0)
    others = [each for each in line if each.column > left and each not in heads]
    rows = [head.window.row(each.row) for each in sources] if others else []
    under = ((each, [cell for row in rows for cell in row if cell.shares_columns(each)]) for each in others)
    return [each for each, cells in under if cells and all(parse_amount(cell.text) is not None for cell in cells)]


def is_unknown(head: Head, spot: Spot, cross: Cross) -> bool:
    """True for a heading that names neither a year nor the sum of several: 批复总概算, 已安排资金."""
    names_year = year_in(spot.text) is not None or role_of(spot.key, head.layout.table.roles) in (EARLIER, LATER)
    return not names_year and not _names_sum(spot, cross)


def _sums_years(spot: Spot, cross: Cross, periods: Sequence[tuple[Spot, str]], year: int | None) -> bool:
    """True for 合计 beside the year of a form and those that follow it: the money of the whole term, unless that has a column."""
    named = [year_in(each.text) for each, _ in periods]
    is_term = year is not None and len(named) > 1 and all(each is not None and each >= year for each in named)
    return is_term and _names_sum(spot, cross)


def _is_total(head: Head, spot: Spot, cross: Cross) -> bool:
    """True for a heading that is made like the label of the whole project's money: 实施期总预算, 三年合计."""
    return any(each.field == f"{cross.field}/{_TOTAL}" and each.is_like(spot.bare) for each in head.layout.labels)


def _has_value(line: Sequence[Spot], spot: Spot) -> bool:
    """True for a label with its value next in its row: 项目周期 | 1年 is no heading of a column of amounts."""
    behind = next((each for each in line if each.column > spot.right), None)
    return behind is not None and _DIGIT.search(behind.text) is not None


def _without_pairs(head: Head, line: Sequence[Spot]) -> list[Spot]:
    pair = term_with_value(head.window, head.layout, head.last_row, line)
    return [each for each in line if each not in pair]


def _is_row_of(head: Head, label: Spot, heads: Sequence[Spot]) -> bool:
    """True for a row with something under the headings, and for a blank one."""
    line = [each for each in head.window.row(label.row) if each.column > label.right]
    return not line or any(each.shares_columns(top) for each in line for top in heads)


def _lying(head: Head, cross: Cross, year: int | None, line: Sequence[Spot]) -> CrossTable | None:
    """Return the table whose header is a row of sources, the periods below each other at its left."""
    sources = [(each, role) for each in line if (role := _source(head, each, cross)) is not None]
    if len(sources) < _FEWEST_SOURCES:
        return None
    left = sources[0][0].column
    periods: list[tuple[Spot, str]] = []
    marks = {each[:2] for each in line}
    for row in head.window.rows_between(max(each.bottom for each, _ in sources) + 1, head.last_row):
        labels = [each for each in head.window.row(row) if each.column < left]
        period = next(((each, found) for each in reversed(labels) if (found := _period(each, cross, year)) is not None), None)
        if period is None:
            break
        periods.append(period)
        marks |= {each[:2] for each in labels if _is_words(each)}
    heads = [each for each, _ in sources]
    tops = [each for each in line if each in heads or _period(each, cross, year)]
    if not periods and (below := _row_of_amounts(head, heads, tops)) is not None:
        periods.append((below, _ANNUAL))
        marks |= {each[:2] for each in head.window.row(below.row) if each.column < left and _is_words(each)}
    return _table(sources, periods, marks, lies=True) if _is_covered(head, [each for each, _ in periods], heads) else None


def _row_of_amounts(head: Head, sources: Sequence[Spot], tops: Sequence[Spot]) -> Spot | None:
    """Return where the label of the only row below a header of sources would stand; None where no amounts stand there.

    预算金额（元） | 合计 | 财政拨款 | 其他资金, and below it nothing but a number under each: the amounts of the year.
    """
    rows = head.window.rows_between(max(each.bottom for each in sources) + 1, head.last_row)
    line = [each for each in head.window.row(rows[0]) if each.column >= sources[0].column or not _is_words(each)] if rows else []
    others = [top for top in tops if top not in sources]
    if any(top.column > sources[0].column or any(map(top.shares_columns, line)) for top in others):
        return None  # 项目总额 | 本年度 | 财政拨款: amounts of more than the year, be that blank
    if len(line) < _FEWEST_SOURCES or any(map(_is_words, line)):
        return None
    unknown = [each for each in head.window.row(sources[0].row) if each not in sources and is_short(each)]
    if not all(any(map(each.shares_columns, (*sources, *unknown))) for each in line) or _has_amounts(head, rows[1:2], sources):
        return None
    column = sources[0].column - 1
    return blank_spot(rows[0], column, rows[0], column)


def _has_amounts(head: Head, rows: Sequence[int], sources: Sequence[Spot]) -> bool:
    cells = (each for row in rows for each in head.window.row(row) if parse_amount(each.text) is not None)
    return any(each.shares_columns(source) for each in cells for source in sources)


def _plain(head: Head, cross: Cross, line: Sequence[Spot]) -> CrossTable | None:
    """Return the table that has no header: 合计 | 86, and below it 财政拨款 | 80, 其他资金 | 6, the amounts of the year."""
    at = next((index for index, each in enumerate(line) if _names_sum(each, cross) and not head.is_label(each)), len(line))
    if len(line) != at + 2:
        return None
    first, value = line[at:]
    sources: list[tuple[Spot, Axis | MoneyDetail]] = []
    marks = {each[:2] for each in line if _is_words(each)}
    for row in head.window.rows_between(first.row, head.last_row):
        cells = [each for each in head.window.row(row) if each.column >= first.column]
        source = _source(head, cells[0], cross) if len(cells) > 1 else None
        if source is None or len(cells) > 2 or not cells[1].shares_columns(value) or _is_words(cells[1]):
            break
        sources.append((cells[0], source))
        marks |= {cells[0][:2]}
    above = blank_spot(first.row - 1, value.column, first.row - 1, value.right)
    return _table(sources, [(above, _ANNUAL)], marks, lies=False)


def _names_sum(spot: Spot, cross: Cross) -> bool:
    return spot.is_one_of(cross.sum_keys)


def _is_words(spot: Spot) -> bool:
    return parse_amount(spot.text) is None and not is_blank_mark(spot.text)


def _is_covered(head: Head, labels: Sequence[Spot], heads: Sequence[Spot]) -> bool:
    """True when the numbers of half the rows stand under headings; others may have slipped, unless they pair labels and values.

    Or when those of all of several rows stand one column right of headings (``money_lines.py``).
    """
    beside = {each.right + 1 for each in heads}
    covered = slipped = 0
    for label in labels:
        line = [each for each in head.window.row(label.row) if each.column <= head.edge and each != label]
        if all(any(map(each.shares_columns, heads)) for each in line if each.cell.kind == "number"):
            covered += 1
        elif all(each.column in beside for each in line if each.cell.kind == "number"):
            slipped += 1
        elif any(each.cell.kind == "number" if each.column < label.column else head.is_label(each) for each in line):
            return False
    return 2 * covered >= len(labels) or 1 < slipped == len(labels)


def _table(
    sources: Sequence[tuple[Spot, Axis | MoneyDetail]],
    periods: Sequence[tuple[Spot, str]],
    marks: set[tuple[int, int]],
    lies: bool,
) -> CrossTable | None:
    if len(sources) < _FEWEST_SOURCES or not any(period for _, period in periods):
        return None
    return CrossTable(tuple(sources), tuple(periods), lies, frozenset(marks))


def _period(spot: Spot, cross: Cross, year: int | None) -> str | None:
    """Return the period that a heading names, empty for another year, None for any other cell."""
    if spot.is_one_of(cross.period_keys):
        return next(each.key for each in cross.periods if spot.is_one_of(each.keys))
    if _CENTURY not in spot.text or not _YEAR.fullmatch(bare_key(spot.text)):
        return None
    return _ANNUAL if year_in(spot.text) == year else ""


def _source(head: Head, spot: Spot, cross: Cross) -> Axis | MoneyDetail | None:
    if not spot.is_one_of(cross.source_keys):
        return None
    known: Iterator[Axis | MoneyDetail] = iter((*cross.sources, *head.layout.details))
    return next((each for each in known if spot.is_one_of(each.keys)), None)


def _source_or_total(head: Head, spot: Spot, cross: Cross) -> Axis | MoneyDetail | None:
    """Return the source that a label names; below headings of several years the label of the total is that of their sum."""
    found = _source(head, spot, cross)
    totals = (each.keys for each in head.layout.labels if each.field == f"{cross.field}/{_ANNUAL}")
    if found is None and any(spot.key in keys for keys in totals):
        return next((each for each in cross.sources if not each.key), None)
    return found
