"""What a unit wrote on a 退回说明, read when its workbook comes back.

Columns are known by their headers, rows by their 识别码: the sheet may have been saved by any
program in any format, sorted, and rows and columns put in.  Whatever stands there and is not ours
was written by the unit, in the column for it or not, over our own words or in a comment: none of it is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import ASIDE, DEMANDS, OR_EXPLAIN
from xlperf.intake.cell_codes import codes_of, each_code, each_text_code
from xlperf.intake.return_notice import (
    ADVICE_HEADER,
    ANSWER_HEADER,
    CODE_HEADER,
    CONTENT_LABEL,
    DEMAND_HEADER,
    FILE_LABEL,
    NOTICE_TITLE,
    NUMBER_HEADER,
    PROBLEM_HEADER,
    REST_LABEL,
    SAYING_LABEL,
    title_place,
)
from xlperf.intake.sheet import Sheet, Workbook

_SAID = ("项目", "工作表", "单元格", "栏目", "原值", PROBLEM_HEADER, ADVICE_HEADER)
"""Headers of the columns in which a line says what was found, in their order."""

_HEADERS = (NUMBER_HEADER, *_SAID, DEMAND_HEADER, ANSWER_HEADER, CODE_HEADER)
_FEWEST_HEADERS = 4
_OUR_HEAD = (NOTICE_TITLE, FILE_LABEL, f"{DEMANDS['error']} ", "请改正标了颜色的单元格", "请按下表改正原来的文件")
_OUR_DEMANDS = frozenset((ASIDE["explained"], *(each + more for each in DEMANDS.values() for more in ("", OR_EXPLAIN))))
_BLANK = lazy_pattern(r"\s+")
_NEXT = "-"
_WRITTEN_BESIDE = frozenset(("comment", "text_box"))
_BEYOND = 1000
"""Stands a comment so far right of the cells that no column of the list is there."""

Cells = Mapping[int, str]
"""The texts of a row by column."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of a notice that came back.

    Attributes:
        code: 识别码, which finding it is about; empty where it is gone, or in a line that the unit wrote.
        project, label, found, message: 项目, 栏目, 原值, 问题 as they went out.
        answer: what the unit wrote, empty where it wrote nothing.
        place: sheet and row on which it wrote it, where that is not the notice.
    """

    code: str
    project: str
    label: str
    found: str
    message: str
    answer: str
    place: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class ReturnedNotice:
    """A notice that came back.

    Attributes:
        file: the file that it was written about, as it was called then.
        content: digest of what its forms said then, empty when it is gone.
        lines: in the order of the sheet.
        before: codes of all texts that the workbook held when it went back; empty when they are gone.
    """

    file: str
    content: str
    lines: tuple[NoticeLine, ...]
    before: frozenset[str] = frozenset()

    @property
    def answered(self) -> bool:
        """True when the unit wrote anything."""
        return any(each.answer for each in self.lines)


def notices_in(workbook: Workbook) -> tuple[ReturnedNotice, ...]:
    """Return the notices of a workbook, in the order of its sheets."""
    return tuple(_notice(each) for each in workbook.sheets if title_place(each))


def saying_codes(lines: Iterable[Sequence[str]]) -> str:
    """Return what tells our own words of each line of a list from those that a unit writes over them.

    Args:
        lines: the texts of each line under all headers, in their order.
    """
    return _NEXT.join(codes_of((line[-1], *line[1 : 1 + len(_SAID)])) for line in lines)


def _notice(sheet: Sheet) -> ReturnedNotice:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if text := str(cell.value).strip():
            rows.setdefault(row, {})[column] = text
    header = next((row for row, cells in rows.items() if _is_header(cells)), max(rows, default=0) + 1)
    columns = {_bare(text): column for column, text in reversed(rows.get(header, {}).items())}
    _spread(sheet, rows, header, {columns[name] for name in _HEADERS if name in columns and name != ANSWER_HEADER})
    for (row, _), aside in sorted(sheet.set_aside.items()):
        if aside.kind in _WRITTEN_BESIDE:
            cells = rows.setdefault(row if row != header else header - 1, {})
            cells[max(cells, default=0) + _BEYOND] = aside.text.strip()
    above = [cells for row, cells in sorted(rows.items()) if row < header]
    below = [cells for row, cells in sorted(rows.items()) if row > header]
    file = next((text for cells in above for text in cells.values() if text.startswith(FILE_LABEL)), "")
    ours = _our_codes(below)
    lines = (*_remarks_in_head(above), *(line for cells in below if (line := _line(cells, columns, ours)) is not None))
    before = each_text_code(_noted(below, REST_LABEL))
    return ReturnedNotice(file.removeprefix(FILE_LABEL).partition("\u3000")[0].strip(), _content(below), lines, before)


def _spread(sheet: Sheet, rows: Mapping[int, dict[int, str]], header: int, ours: Collection[int]) -> None:
    """Give what a unit wrote into one cell over several lines of the list to each of them."""
    for area in sheet.merges:
        text = rows.get(area.top, {}).get(area.left, "") if area.top > header and area.left not in ours else ""
        for row in range(area.top + 1, area.bottom + 1) if text else ():
            if row in rows:
                rows[row].setdefault(area.left, text)


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


def _our_codes(below: list[dict[int, str]]) -> Mapping[str, Sequence[str]]:
    """Return the codes of what we said in each line, by the code of its 识别码."""
    lines = (each_code(line) for line in _noted(below, SAYING_LABEL).split(_NEXT))
    return {line[0]: line[1:] for line in lines if line}


def _noted(below: list[dict[int, str]], label: str) -> str:
    """Return what is noted behind a label in the row of the digest."""
    foot = next((cells for cells in below if CONTENT_LABEL in cells.values()), {})
    return next((text.removeprefix(label) for text in foot.values() if text.startswith(label)), "")


def _line(cells: Cells, columns: Mapping[str, int], noted: Mapping[str, Sequence[str]]) -> NoticeLine | None:
    """Return a row below the header; None for the row of the digest and for one that nobody wrote."""
    if CONTENT_LABEL in cells.values():
        return None
    known = {name: cells.get(columns.get(name, 0), "") for name in _HEADERS}
    code = _bare(known[CODE_HEADER])
    is_ours = bool(code or (known[NUMBER_HEADER].isdecimal() and known[PROBLEM_HEADER]))
    ours = {columns[name] for name in _HEADERS if name in columns and name != ANSWER_HEADER} if is_ours else set()
    if is_ours and known[DEMAND_HEADER] and _bare(known[DEMAND_HEADER]) not in _OUR_DEMANDS:
        ours.discard(columns[DEMAND_HEADER])
    ours -= {columns[name] for name in _written_over(known, noted)}
    answer = "\n".join(text for column, text in cells.items() if column not in ours)
    if not is_ours:
        return NoticeLine("", "", "", "", "", answer) if answer else None
    return NoticeLine(code, known["项目"], known["栏目"], known["原值"], known[PROBLEM_HEADER], answer)


def _written_over(known: Mapping[str, str], noted: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the headers of the columns in which a unit wrote over what we said, or behind it; a number saved otherwise is none."""
    said = noted.get(codes_of((_bare(known[CODE_HEADER]),)), ())
    if not said:
        return []
    pairs = zip_longest(_SAID, said[: len(_SAID)], fillvalue=".")
    changed = (name for name, code in pairs if code not in ("*", codes_of((known[name],)) or "."))
    return [name for name in changed if any(map(str.isalpha, known[name]))]


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
