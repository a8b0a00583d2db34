"""Rows of sums: the closing row of a table (总分), and subtotals (小计) between its rows; neither is an indicator.

Bureaus call them what they like (自评总分合计, 得分小计, 本表总计), so they are known by what their words are made of, by
numbers alone under weights and scores, and by where they stand; 合计里程 and 总分达标率 say more than that they are a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlperf.forms.layouts.layout import Table
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot

_SUM_OF_SCORES = re.compile(
    r"(?:(?:产出|效益|成本|服务对象|满意度|数量|质量|时效|经济|社会|生态|可持续影响)+类?)?(?=.*(?:[总合小共]计|总和|加总|总[分得评权成]))[总合小共计和加自评价考核定得分数值权重成绩效项目指标各全部本表页实际最终综体结果一二三级]+"
)
"""Words for a sum among words for scores, weights, indicators and the whole table, and no others."""


def is_sum(line: list[Spot], columns: Columns, table: Table) -> bool:
    """Return True for a row of sums; an indicator called 合计 stands under the names and has a target."""
    first, *others = line
    places = [columns.at(each.column) for each in others]
    if not table.total_keys.isdisjoint((first.key, first.bare)):
        return columns.at(first.column) != "level3" or "target" not in places
    if not table.total_fields:  # a declaration has weights at most
        return (
            bool(others)
            and _SUM_OF_SCORES.fullmatch(first.bare) is not None
            and all(is_number(each) and place in columns.numbers for each, place in zip(others, places, strict=True))
        )
    if not _SUM_OF_SCORES.fullmatch(first.bare) or not all(is_number(each) for each in others):
        return False
    if columns.at(first.column) != "level3":
        return len(others) <= len(table.total_fields)
    return bool(others) and all(place in columns.numbers for place in places)


def goes_on(lines: Iterable[list[Spot]], columns: Columns, table: Table) -> bool:
    """Return True when one of these rows is an indicator with its name and its target in their places: no table ends above."""
    named = (each for each in lines if {"level3", "target"} <= {columns.at(spot.column) for spot in each})
    return any(not is_sum(each, columns, table) for each in named)
