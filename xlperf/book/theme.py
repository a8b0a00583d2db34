"""How the summary looks: fonts, borders, colours and number formats, in one place.

A style is a role (what the cell holds) in a tone (what it means).  Fills are light
enough to print as pale grey, and every colour comes with a word in the cell, so
that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlperf.data.words import PASSED, RETURN, REVIEW, Verdict

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
BODY_SIZE = 9.0
TITLE_SIZE = 18.0
HEAD_ROW_HEIGHT = 18.0
TITLE_ROW_HEIGHT = 36.0
FOOTER = f'&C&"{BODY_FONT},常规"&10第 &P 页 共 &N 页'


def page_footer(name: str) -> str:
    """Return the footer of a sheet whose pages are counted by themselves, so that others can refer to them."""
    return f'&C&"{BODY_FONT},常规"&10{name}第 &P 页'


Role = Literal[
    "title",
    "note",
    "unit",
    "section",
    "header",
    "text",
    "label",
    "path",
    "center",
    "jump",
    "money",
    "count",
    "number",
    "date",
    "year",
    "projects",
    "code",
    "score",
    "percent",
]
Tone = Literal[
    "plain",
    "leading",
    "subtotal",
    "total",
    "unread",
    "passed",
    "review",
    "return",
    "error",
    "warning",
    "info",
    "waived",
    "balanced",
    "unbalanced",
]

VERDICT_TONES: Mapping[Verdict, Tone] = {PASSED: "passed", REVIEW: "review", RETURN: "return"}
"""How the verdict on a form looks on every sheet."""

_BASE: Mapping[str, Any] = {"font_name": BODY_FONT, "font_size": BODY_SIZE, "valign": "vcenter"}
_BOX: Mapping[str, Any] = {**_BASE, "border": 1, "border_color": "#7F7F7F"}

_ROLES: Mapping[Role, Mapping[str, Any]] = {
    "title": {**_BASE, "font_name": HEAD_FONT, "font_size": TITLE_SIZE, "align": "center"},
    "note": {**_BASE, "align": "left", "text_wrap": True},
    "unit": {**_BASE, "align": "right"},
    "section": {**_BASE, "font_name": HEAD_FONT, "font_size": 12, "align": "left"},
    "header": {**_BOX, "font_name": HEAD_FONT, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"},
    "text": {**_BOX, "align": "left", "text_wrap": True},
    "path": {**_BOX, "align": "left"},
    "label": {**_BOX, "align": "center", "font_name": HEAD_FONT},
    "center": {**_BOX, "align": "center", "text_wrap": True},
    "jump": {**_BOX, "align": "center", "font_color": "#0563C1", "underline": 1},
    "money": {**_BOX, "align": "right", "num_format": "#,##0.00_ ", "shrink": True},
    "count": {**_BOX, "align": "center", "num_format": "#,##0"},
    "number": {**_BOX, "align": "right", "shrink": True},
    "date": {**_BOX, "align": "center", "num_format": "yyyy-mm-dd"},
    "year": {**_BOX, "align": "center", "num_format": "0"},
    "projects": {**_BOX, "align": "center", "num_format": '0"个项目"'},
    "code": {**_BOX, "align": "left", "font_size": 7, "text_wrap": True},
    "score": {**_BOX, "align": "right", "num_format": "0.00", "shrink": True},
    "percent": {**_BOX, "align": "right", "num_format": "0.00%", "shrink": True},
}

_STRONG: Mapping[str, Any] = {"font_name": HEAD_FONT}
_TONES: Mapping[Tone, Mapping[str, Any]] = {
    "plain": {},
    "leading": {"top": 2},
    "subtotal": {**_STRONG, "bg_color": "#F2F2F2"},
    "total": {**_STRONG, "bg_color": "#D9D9D9", "top": 2, "bottom": 2},
    "unread": {"bg_color": "#FFEB9C", "font_color": "#9C0006", "align": "left", "text_wrap": True, "italic": True, "shrink": False},
    "passed": {"font_color": "#375623", "bg_color": "#E2EFDA"},
    "review": {"font_color": "#7F6000", "bg_color": "#FFF2CC"},
    "return": {**_STRONG, "font_color": "#9C0006", "bg_color": "#F8CBAD"},
    "error": {**_STRONG, "font_color": "#9C0006", "bg_color": "#F8CBAD"},
    "warning": {"font_color": "#7F6000", "bg_color": "#FFF2CC"},
    "info": {"font_color": "#1F3864", "bg_color": "#DDEBF7"},
    "waived": {"font_color": "#595959", "bg_color": "#EDEDED"},
    "balanced": {**_STRONG, "font_color": "#375623", "bg_color": "#E2EFDA"},
    "unbalanced": {**_STRONG, "font_color": "#9C0006", "bg_color": "#F8CBAD"},
}

WRAPPED: frozenset[str] = frozenset(role for role, look in _ROLES.items() if look.get("text_wrap"))
"""Roles whose text breaks over lines, so that the row must grow with it."""


def font_size(role: Role) -> float:
    """Return the size of a role's font in points."""
    return float(_ROLES[role]["font_size"])


_LEFT_TO_RIGHT = 1


@dataclass(frozen=True, slots=True)
class Style:
    """A format, its twin for text that begins like a formula, and its twin for a cell that we leave blank.

    The first twin carries Excel's quote prefix: the text stays as it is, and stays text
    when somebody edits the cell.  The other one says that text runs from left to right, as it does anyway: whoever types
    into the cell, and whatever program saves it, leaves that as it is, so that what stands there is known to be typed.
    """

    plain: Format
    quoted: Format
    blank: Format
    role: Role


class Theme:
    """The styles of one workbook, each made once and on demand."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._styles: dict[tuple[Role, Tone], Style] = {}

    def style(self, role: Role, tone: Tone = "plain") -> Style:
        """Return the style of a role in a tone."""
        found = self._styles.get((role, tone))
        if found is None:
            look = {**_ROLES[role], **_TONES[tone]}
            found = self._styles[role, tone] = self._made(look, role)
        return found

    def own(self, properties: Mapping[str, Any]) -> Style:
        """Return a style of a sheet's own, such as one that a template asks for; the caller keeps it."""
        return self._made(properties, "text")

    def _made(self, look: Mapping[str, Any], role: Role) -> Style:
        plain, quoted, blank = (
            self._workbook.add_format({**look, **more}) for more in ({}, {"quote_prefix": True}, {"reading_order": _LEFT_TO_RIGHT})
        )
        return Style(plain, quoted, blank, role)

    def chart(self, kind: Literal["bar", "column"]) -> Chart:
        """Return an empty chart of the workbook."""
        return self._workbook.add_chart({"type": kind})

    @property
    def worksheets(self) -> Sequence[Worksheet]:
        """The sheets of the workbook so far."""
        return tuple(self._workbook.worksheets())

    def tint(self, tone: Tone) -> Format:
        """Return a format for conditional formatting: colours and nothing else."""
        look = {key: value for key, value in _TONES[tone].items() if key in ("font_color", "bg_color")}
        return self._workbook.add_format(look)
