"""A template's look as xlsxwriter names it."""

from __future__ import annotations

from typing import Any

from xlperf.intake.template_look import CellLook, Edge

_EDGES = {
    "thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7, "mediumDashed": 8,
    "dashDot": 9, "mediumDashDot": 10, "dashDotDot": 11, "mediumDashDotDot": 12, "slantDashDot": 13,
}  # fmt: skip
_HORIZONTAL = {"centerContinuous": "center_across"}
_VERTICAL = {"center": "vcenter", "justify": "vjustify", "distributed": "vdistributed"}
_STACKED = 255


def format_properties(cell: CellLook) -> dict[str, Any]:
    """Return the properties of a cell's format for ``Workbook.add_format``."""
    given: dict[str, Any] = {
        "font_color": cell.color,
        "bg_color": cell.fill,
        "align": _HORIZONTAL.get(cell.horizontal, "" if cell.horizontal == "general" else cell.horizontal),
        "valign": _VERTICAL.get(cell.vertical, cell.vertical),
        "bold": cell.bold,
        "italic": cell.italic,
        "indent": cell.indent,
        "rotation": _rotation(cell.rotation),
    }
    properties: dict[str, Any] = {key: value for key, value in given.items() if value}
    properties |= {"font_name": cell.font, "font_size": cell.size, "num_format": cell.number_format, "text_wrap": cell.wrap}
    for side, edge in (("left", cell.left), ("right", cell.right), ("top", cell.top), ("bottom", cell.bottom)):
        properties |= _side(side, edge)
    return properties


def _rotation(degrees: int) -> int:
    """Return a rotation of the file format (91 to 180 turn downwards, 255 stacks the letters) in xlsxwriter's degrees."""
    if degrees == _STACKED:
        return 270
    return degrees if degrees <= 90 else 90 - degrees


def _side(side: str, edge: Edge) -> dict[str, Any]:
    if edge.style not in _EDGES:
        return {}
    return {side: _EDGES[edge.style]} | ({f"{side}_color": edge.color} if edge.color else {})
