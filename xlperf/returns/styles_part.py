"""Cell styles added to a workbook's own: the unit's stay as they are, with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from xlperf.returns.xml_places import Edits, Element, UnpatchablePart, places

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

NoticeStyle = Literal["title", "note", "header", "text", "quoted", "center", "link", "answer", "code", "error", "warning", "info"]
Mark = Literal["error", "warning", "info"]

NEW_STYLES = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The styles of a workbook that came without any, to be filled with its main namespace."""

# Printed in black and white: middle grey, pale grey, hardly any.  Black text is read on all of them.
MARK_COLOURS: Mapping[Mark, str] = {"error": "FFF4A582", "warning": "FFFFF2B3", "info": "FFDDEBF7"}
_ANSWER_COLOUR = "FFFFFFE5"
_HEADER_COLOUR = "FFDCE6F1"
_FONTS = {"body": "", "strong": "<b/>", "title": "<b/>", "link": "<u/>"}
_SIZES = {"title": "16"}
_BORDER = "".join(f'<{side} style="thin"><color rgb="FF7F7F7F"/></{side}>' for side in ("left", "right", "top", "bottom")).join(
    ("<border>", "<diagonal/></border>")
)
_WRAPPED, _CENTRED = (
    '<alignment vertical="center" wrapText="1"/>',
    '<alignment horizontal="center" vertical="center" wrapText="1"/>',
)


class StylesPart:
    """The part ``styles.xml``, to which styles are added behind those that are there.

    Raises:
        UnpatchablePart: it lacks a list that every office program writes.
    """

    def __init__(self, data: bytes) -> None:
        self._data, self._root = data, places(data)
        self._lists = {name: self._list(name) for name in ("fonts", "fills", "borders", "cellXfs")}
        self._added: dict[str, list[str]] = {name: [] for name in self._lists}
        self._fills: dict[str, int] = {}
        self._marked: dict[tuple[int, Mark], int] = {}

    def _list(self, name: str) -> Element:
        found = self._root.child(name)
        if found is None:
            raise UnpatchablePart(f"工作簿的样式缺少 {name}。")
        return found

    def _add(self, name: str, markup: str) -> int:
        added = self._added[name]
        added.append(markup)
        return len(self._lists[name].children) + len(added) - 1

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            markup = f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
            self._fills[colour] = self._add("fills", self._root.markup(markup))
        return self._fills[colour]

    def marked(self, style: int, mark: Mark) -> int:
        """Return the number of a style that is another one with the fill of a mark."""
        key = (style, mark)
        if key not in self._marked:
            self._marked[key] = self._add("cellXfs", self._clone(style, self._fill(MARK_COLOURS[mark])))
        return self._marked[key]

    def _clone(self, style: int, fill: int) -> str:
        known = list(self._lists["cellXfs"].all("xf"))
        if not known:
            raise UnpatchablePart("工作簿没有单元格样式。")
        own = known[style] if style < len(known) else known[0]
        edits = Edits(self._data[: own.end])
        edits.set_attribute(own, "fillId", str(fill))
        edits.set_attribute(own, "applyFill", "1")
        return edits.result()[own.start :].decode("utf-8")

    def notice_styles(self) -> dict[NoticeStyle, int]:
        """Add the styles of the sheet of notices; return their numbers."""
        fonts = {name: self._add("fonts", self._root.markup(_font(name))) for name in _FONTS}
        border = self._add("borders", self._root.markup(_BORDER))

        def style(font: str, box: bool, alignment: str, colour: str = "", more: str = "") -> int:
            fill = self._fill(colour) if colour else 0
            return self._add(
                "cellXfs",
                self._root.markup(
                    f'<xf numFmtId="49" fontId="{fonts[font]}" fillId="{fill}" borderId="{border if box else 0}" xfId="0"{more}'
                    f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
                ),
            )

        return {
            "title": style("title", False, '<alignment vertical="center"/>'),
            "note": style("body", False, _WRAPPED),
            "header": style("strong", True, _CENTRED, _HEADER_COLOUR),
            "text": style("body", True, _WRAPPED),
            # Stays text when somebody edits the cell.
            "quoted": style("body", True, _WRAPPED, more=' quotePrefix="1"'),
            "center": style("body", True, _CENTRED),
            "link": style("link", True, _CENTRED),
            # To be filled in: stays text, and may be typed into where a unit's workbook protects its sheets.
            "answer": style("body", True, _WRAPPED, _ANSWER_COLOUR, ' quotePrefix="1"'),
            # Stands in a hidden column: cut at its cell, where LibreOffice would print wrapped text as a strip.
            "code": style("body", False, '<alignment horizontal="fill" vertical="center"/>'),
            "error": style("strong", True, _CENTRED, MARK_COLOURS["error"]),
            "warning": style("body", True, _CENTRED, MARK_COLOURS["warning"]),
            "info": style("body", True, _CENTRED, MARK_COLOURS["info"]),
        }

    def result(self) -> bytes:
        """Return the part with all that was added."""
        edits = Edits(self._data)
        for name, added in self._added.items():
            if added:
                edits.append(self._lists[name], "".join(added))
                if self._lists[name].attribute("count"):
                    edits.set_attribute(self._lists[name], "count", str(len(self._lists[name].children) + len(added)))
        return edits.result()


def _font(name: str) -> str:
    colour = '<color rgb="FF0563C1"/>' if name == "link" else '<color rgb="FF000000"/>'
    return f'<font>{_FONTS[name]}<sz val="{_SIZES.get(name, "10")}"/>{colour}<name val="宋体"/><charset val="134"/></font>'
