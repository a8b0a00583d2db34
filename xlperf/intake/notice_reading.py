"""What a unit wrote on a 退回说明, read when its workbook comes back.

Columns are known by their headers, rows by their 识别码: the sheet may have been saved by any
program in any format, sorted, and rows and columns put in.  Whatever stands there and is not ours
was written by the unit, in the column for it or not: none of it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import ASIDE, DEMANDS, OR_EXPLAIN
from xlperf.intake.return_notice import (
    ANSWER_HEADER,
    CODE_HEADER,
    CONTENT_LABEL,
    FILE_LABEL,
    NOTICE_TITLE,
    NUMBER_HEADER,
    title_place,
)
from xlperf.intake.sheet import Sheet, Workbook

_HEADERS = (NUMBER_HEADER, "项目", "工作表", "单元格", "栏目", "原值", "问题", "修改建议", "处理", ANSWER_HEADER, CODE_HEADER)
_FEWEST_HEADERS = 4
_DEMAND = "处理"
_OUR_HEAD = (NOTICE_TITLE, FILE_LABEL, f"{DEMANDS['error']} ", "请改正标了颜色的单元格", "请按下表改正原来的文件")
_OUR_DEMANDS = frozenset((ASIDE["explained"], *(each + more for each in DEMANDS.values() for more in ("", OR_EXPLAIN))))
_BLANK = lazy_pattern(r"\s+")

Cells = Mapping[int, str]
"""The texts of a row by column."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of a notice that came back.

    Attributes:
        code: 识别码, which finding it is about; empty where it is gone, or in a line that the unit wrote.
        project, label, found, message: 项目, 栏目, 原值, 问题 as they went out.
        answer: what the unit wrote, empty where it wrote nothing.
    """

    code: str
    project: str
    label: str
    found: str
    message: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReturnedNotice:
    """A notice that came back.

    Attributes:
        file: the file that it was written about, as it was called then.
        content: digest of what its forms said then, empty when it is gone.
        lines: in the order of the sheet.
    """

    file: str
    content: str
    lines: tuple[NoticeLine, ...]

    @property
    def answered(self) -> bool:
        """True when the unit wrote anything."""
        return any(each.answer for each in self.lines)


def notices_in(workbook: Workbook) -> tuple[ReturnedNotice, ...]:
    """Return the notices of a workbook, in the order of its sheets."""
    return tuple(_notice(each) for each in workbook.sheets if title_place(each))


def _notice(sheet: Sheet) -> ReturnedNotice:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if text := str(cell.value).strip():
            rows.setdefault(row, {})[column] = text
    header = next((row for row, cells in rows.items() if _is_header(cells)), max(rows, default=0) + 1)
    columns = {_bare(text): column for column, text in reversed(rows.get(header, {}).items())}
    above = [cells for row, cells in rows.items() if row < header]
    below = [cells for row, cells in rows.items() if row > header]
    file = next((text for cells in above for text in cells.values() if text.startswith(FILE_LABEL)), "")
    lines = (*_remarks_in_head(above), *(line for cells in below if (line := _line(cells, columns)) is not None))
    return ReturnedNotice(file.removeprefix(FILE_LABEL).partition("\u3000")[0].strip(), _content(below), lines)


def _is_header(cells: Cells) -> bool:
    return len({_bare(each) for each in cells.values()} & {*_HEADERS}) >= _FEWEST_HEADERS


def _remarks_in_head(above: list[dict[int, str]]) -> Iterator[NoticeLine]:
    """Yield what the unit wrote above the list."""
    for cells in above:
        written = [each for each in cells.values() if not each.startswith(_OUR_HEAD)]
        if written:
            yield NoticeLine("", "", "", "", "", "\n".join(written))


def _content(below: list[dict[int, str]]) -> str:
    """Return the digest that stands behind its label."""
    for cells in below:
        texts = list(cells.values())
        if CONTENT_LABEL in texts[:-1]:
            return _bare(texts[texts.index(CONTENT_LABEL) + 1])
    return ""


def _line(cells: Cells, columns: Mapping[str, int]) -> NoticeLine | None:
    """Return a row below the header; None for the row of the digest and for one that nobody wrote."""
    if CONTENT_LABEL in cells.values():
        return None
    known = {name: cells.get(columns.get(name, 0), "") for name in _HEADERS}
    code = _bare(known[CODE_HEADER])
    is_ours = bool(code or (known[NUMBER_HEADER].isdecimal() and known["问题"]))
    ours = {columns[name] for name in _HEADERS if name in columns and name != ANSWER_HEADER} if is_ours else set()
    if is_ours and known[_DEMAND] and _bare(known[_DEMAND]) not in _OUR_DEMANDS:
        ours.discard(columns[_DEMAND])
    answer = "\n".join(text for column, text in cells.items() if column not in ours)
    if not is_ours:
        return NoticeLine("", "", "", "", "", answer) if answer else None
    return NoticeLine(code, known["项目"], known["栏目"], known["原值"], known["问题"], answer)


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
