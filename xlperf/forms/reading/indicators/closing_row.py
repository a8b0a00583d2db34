"""Rows of sums: the closing row of a table (总分), and subtotals (小计) between its rows; neither is an indicator.

Bureaus call them what they like (自评总分合计, 得分小计, 本表总计), so they are known by what their words are made of
(``vocabulary.json``), by numbers alone under weights and scores, and by where they stand; 合计里程 and 总分达标率 say more than
that they are a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import NAMES, PARTS, Table
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, blank_spot
from xlperf.forms.values.amounts import read_number
from xlperf.forms.values.form_text import COLON, HAN
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Cell

_COUNT = lazy_pattern(wording("counts_of_rows"))
_OF_INDICATORS = (*NAMES, "target", *PARTS)
"""Columns in which words make an indicator of a row, whatever it is called; in others they are said of a sum."""
SPENDING = lazy_pattern(wording("spending"))
"""What tells the row of 预算执行率 from other rates of a table."""
_OF_PART = lazy_pattern(wording("sums_of_parts"))


_SUM_AND_NUMBER = lazy_pattern(
    r"\s*([^\d:：()（）]{2,10})(?:[(（][^()（）]{0,12}[)）])?\s*[:：]?"
    r"\s*(\d{1,4}(?:\.\d{1,4})?)\s*分?\s*(?:[(（][^()（）]{0,12}[)）])?[。.]?\s*"
)
_LONGEST_SUM = 40


def is_sum(line: list[Spot], columns: Columns, table: Table, words: Vocabulary) -> bool:
    """Return True for a row of sums; an indicator called 合计 stands under the names and has a target."""
    first, *others = line
    is_total = first.is_one_of(table.total_keys)
    if not is_total and first.bare not in words.sums and not _names_sum(first, words):
        return False
    places = [columns.at(each.column) for each in others]
    is_named = columns.at(first.column) == "level3"
    if is_named and first.bare in words.sums and places == ["target"] and is_number(others[0]):
        return True  # 合计 | 60: a target would say of what, and how much at least
    if is_total:
        return not _is_indicator(first, others, columns) if not is_named else "target" not in places
    if not _names_sum(first, words):
        return False
    if not is_named:
        return _counts([each for each, place in zip(others, places, strict=True) if place in _OF_INDICATORS])
    is_part = _OF_PART.search(first.bare) is not None
    sums = [each for each in others if not is_note(each, columns)]
    return all(map(is_number, sums)) and (is_part or all(columns.at(each.column) in columns.numbers for each in sums))


def _is_indicator(first: Spot, others: Sequence[Spot], columns: Columns) -> bool:
    """True for words under the headings of names and of targets besides, with a result: 合计 stands where a level 2 does."""
    found = columns.by_heading(each for each in others if not is_number(each) and each.key != first.key)
    is_worded = "level3" in found and HAN.search(found["level3"].text) is not None
    return is_worded and {"target", "actual"} <= columns.by_heading(others).keys()


def sum_of(
    line: list[Spot], columns: Columns, table: Table, words: Vocabulary, above: Sequence[Field]
) -> list[Spot] | None:
    """Return a row of sums, its name first; None for any other row.

    Where its name was blanked or says nothing to xlperf, nothing but numbers stand under weights and scores, the weight that
    of all rows ``above``.
    """
    if is_sum(line, columns, table, words):
        return line
    if "weight" not in columns.numbers or len(line) > len(columns.numbers) + 2:
        return None  # more than a name, its sums and a note
    name, is_blank = line[0], is_number(line[0])
    if not is_blank and (columns.at(name.column) == "level3" or name.key in words.level_names):
        return None
    sums = [each for each in line[not is_blank :] if not is_note(each, columns)]
    found = columns.by_heading(sums)
    weight = read_number(found["weight"].cell).value if "weight" in found and found.keys() <= columns.numbers else None
    rows = above if weight is not None else ()
    weights = [each.value for each in rows if each.name.endswith("/weight") and isinstance(each.value, Decimal)]
    if not isinstance(weight, Decimal) or len(weights) < 2 or weight < sum(weights):
        return None
    if not is_blank:
        return line
    return [blank_spot(name.row, columns.left, name.bottom, columns.left), *line]


def apart(line: list[Spot], table: Table, words: Vocabulary) -> list[Spot]:
    """Return a row with a sum in one cell with its number (总分：98.5, 总分98.5分（满分100分）) as the two."""
    name, colon, number = COLON.sub(":", line[0].text).partition(":")
    said = _SUM_AND_NUMBER.fullmatch(line[0].text) if len(line[0].text) <= _LONGEST_SUM else None
    found = [(said[1], said[2])] if said is not None and (colon or len(line) == 1) else []
    found += [(name, number.strip())] if colon else []
    for name, number in found:
        first = line[0].named(name)
        value = line[0]._replace(cell=Cell(number, "text"), text=number, key="", bare="")
        is_named = first.is_one_of(table.total_keys) or _names_sum(first, words)
        if is_named and read_number(value.cell).value is not None:
            return [first, value, *line[1:]]
    return line


def without_levels(line: list[Spot], columns: Columns, table: Table, words: Vocabulary) -> list[Spot]:
    """Return a row of sums without the names of levels left of its own, and without that again: 产出指标 | 小计 | 小计 | 40."""
    names = list(takewhile(lambda each: columns.at(each.column) in NAMES and not is_number(each), line))
    if len(names) < 2:
        return line
    levels = list(takewhile(lambda each: each.key in words.level_names, names))
    own = {each.key for each in names[len(levels) :]}
    if len(own) != 1:
        return line
    rest = line[len(names) - 1 :]
    return rest if is_sum(rest, columns, table, words) else line


def _names_sum(first: Spot, words: Vocabulary) -> bool:
    is_sum = words.sums_of_scores.fullmatch
    return is_sum(first.bare) is not None or (first.key != first.bare and is_sum(first.key) is not None)


def is_note(spot: Spot, columns: Columns) -> bool:
    """Return True for what is said of a sum, under reasons, a heading of the bureau's own or none behind the table: 已核, 扣2分."""
    place = columns.at(spot.column)
    return place in ("deviation_note", "") or (place is None and spot.column > columns.end)


def _counts(others: Sequence[Spot]) -> bool:
    """True for what stands beside 小计 where levels stand: numbers, and how many indicators there are."""
    return all(is_number(each) or _COUNT.fullmatch(each.key) for each in others)


def is_rate(line: list[Spot], columns: Columns, words: Vocabulary) -> bool:
    """Return True for what is reckoned from sums, left of the names and with nothing but numbers: 得分率 98%, 加权得分 45.

    The name may stand in every column of names: 预算执行率 | 预算执行率 | 预算执行率; a reason may follow then.
    """
    first = line[0]
    if columns.at(first.column) == "level3":
        return False
    names = [first, *takewhile(lambda each: columns.at(each.column) in NAMES and not is_number(each), line[1:])]
    if not words.rates_of_scores.fullmatch(names[-1].bare) or (len(names) > 1 and not SPENDING.search(first.bare)):
        return False
    return all(is_number(each) or is_note(each, columns) for each in line[len(names) :])


def goes_on(lines: Iterable[list[Spot]], columns: Columns, table: Table, words: Vocabulary) -> bool:
    """Return True when one of these rows is an indicator with its name and its target in their places: no table ends above."""
    named = (each for each in lines if {"level3", "target"} <= columns.by_heading(each).keys())
    return any(not is_sum(each, columns, table, words) and not is_rate(each, columns, words) for each in named)


def is_part(line: list[Spot], below: Sequence[list[Spot]], columns: Columns, table: Table, words: Vocabulary) -> bool:
    """Return True for a row of sums above another one that sums up more: 满意度小计 10 above 总分 100.

    The weights tell, or the scores where a row has no weights; rows of equal sums say the same twice.
    """
    key, here = _sum(line, columns)
    others = (_sum(each, columns) for each in below if is_sum(each, columns, table, words))
    return any(other == key and more > here for other, more in others)


def _sum(line: list[Spot], columns: Columns) -> tuple[str, Decimal]:
    """Return the number of a row of sums and its column: the weight or, without one, the score; no key where there is neither."""
    found = columns.by_heading(line[1:])
    for key in ("weight", "score"):
        value = read_number(found[key].cell).value if key in found else None
        if isinstance(value, Decimal):
            return key, value
    return "", Decimal()
