"""Charts in the look of the summary: one row of bars, told apart and labelled without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter.chart import Chart

from xlperf.book.theme import BODY_FONT, BODY_SIZE, HEAD_FONT, Theme

_INK = "#404040"
_PAPER = "#FFFFFF"
_GRID = "#BFBFBF"
_FONT = {"name": BODY_FONT, "size": BODY_SIZE, "color": "#000000"}
_PATTERN = "wide_upward_diagonal"
"""Hatching survives a black-and-white printer and a photocopier; two greys do not."""


@dataclass(frozen=True, slots=True)
class BarData:
    """What a chart shows: cells of one sheet.

    Attributes:
        sheet: the name of the sheet.
        first, last: rows, 0-based.
        names, values: columns, 0-based.
        number_format: of the labels.
    """

    sheet: str
    first: int
    last: int
    names: int
    values: int
    number_format: str


def bar_chart(theme: Theme, kind: Literal["bar", "column"], title: str, data: BarData, size: tuple[int, int]) -> Chart:
    """Return a chart of one series.

    Args:
        kind: ``column`` for a few short names, ``bar`` (lying) for long ones, the first on top.
        size: width and height in pixels.
    """
    chart = theme.chart(kind)
    pattern = {"pattern": _PATTERN, "fg_color": _INK, "bg_color": _PAPER}
    chart.add_series(
        {
            "categories": [data.sheet, data.first, data.names, data.last, data.names],
            "values": [data.sheet, data.first, data.values, data.last, data.values],
            "pattern": pattern,
            "border": {"color": _INK, "width": 0.75},
            "gap": 60,
            "data_labels": {"value": True, "num_format": data.number_format, "font": _FONT},
        }
    )
    chart.set_title({"name": title, "name_font": {"name": HEAD_FONT, "size": 11, "bold": False}, "overlay": False})
    chart.set_legend({"none": True})
    names: dict[str, Any] = {"num_font": _FONT, "line": {"color": _INK}, "interval_unit": 1, "major_tick_mark": "none"}
    values: dict[str, Any] = {"visible": False, "min": 0, "major_gridlines": {"visible": False}}  # each bar bears its number
    if kind == "bar":  # xlsxwriter turns the axes of lying bars with them: names stand on the y axis
        chart.set_y_axis({**names, "reverse": True, "major_gridlines": {"visible": False}})
        chart.set_x_axis(values)
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
    chart.set_chartarea({"border": {"color": _GRID}})
    chart.set_size({"width": size[0], "height": size[1]})
    return chart
