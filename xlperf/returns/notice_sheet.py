"""The 退回说明 as a worksheet part of the unit's own workbook.

Texts stand in the cells themselves (inline strings): they never become formulas, and
the unit's shared strings stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlperf.book.measure import capacity, line_count, row_height
from xlperf.intake.sheet import address, column_letters
from xlperf.returns.notice import ANSWER, CELL, CODE, COLUMNS, DEMAND, NUMBER, Notice, NoticeRow, leading_quote
from xlperf.returns.styles_part import NoticeStyle
from xlperf.returns.xml_places import escaped

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

_SIZE = 10.0
_TITLE_HEIGHT = 30.0
_LANDSCAPE_A4 = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
_MARGINS = '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'

_HIDDEN = ' hidden="1"'
_SHOWN = tuple(each for each in COLUMNS if not each.hidden)

Styles = Mapping[NoticeStyle, int]


def sheet_markup(notice: Notice, namespace: str, styles: Styles) -> str:
    """Return the worksheet part.

    Args:
        notice: what it says.
        namespace: the main namespace of the workbook.
        styles: the numbers of the styles in the workbook.
    """
    header, last = len(notice.head) + 1, column_letters(len(_SHOWN))
    bottom = header + len(notice.rows) + bool(notice.foot)
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{each.width:g}"{_HIDDEN if each.hidden else ""} customWidth="1"/>'
        for number, each in enumerate(COLUMNS, 1)
    )
    merges = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in range(1, header))
    return (
        f'<worksheet xmlns="{namespace}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{column_letters(len(COLUMNS))}{bottom}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{header + 1}" sqref="A{header + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="14.25"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(_rows(notice, header, styles))}</sheetData>"
        f'<mergeCells count="{header - 1}">{merges}</mergeCells>{_links(notice, header)}{_MARGINS}{_LANDSCAPE_A4}</worksheet>'
    )


def _rows(notice: Notice, header: int, styles: Styles) -> Iterator[str]:
    width = capacity(sum(each.width for each in _SHOWN), _SIZE)
    for number, text in enumerate(notice.head, 1):
        style = styles["title" if number == 1 else "note"]
        height = _TITLE_HEIGHT if number == 1 else row_height(line_count(text, width), _SIZE)
        yield _row(number, height, _cell(address(number, 1), text, style))
    heads = ((column, each.header, styles["code" if each.hidden else "header"]) for column, each in enumerate(COLUMNS, 1))
    headers = (_cell(address(header, column), text, style) for column, text, style in heads)
    yield _row(header, 21.0, "".join(headers))
    bottom = header + len(notice.rows) + 1
    for number, row in enumerate(notice.rows, header + 1):
        cells = (
            _cell(address(number, column + 1), text, styles[_style(row, column, text)]) for column, text in enumerate(row.texts)
        )
        yield _row(number, text_height(row.texts), "".join(cells))
    if notice.foot:
        places = enumerate(notice.foot, 1)
        cells = (_cell(address(bottom, column), text, styles["text"]) for column, text in places if text)
        yield f'<row r="{bottom}" hidden="1">{"".join(cells)}</row>'


def text_height(texts: tuple[str, ...]) -> float:
    """Return the height in points of a row that shows these texts in the columns of the list."""
    pairs = zip(texts, COLUMNS, strict=True)
    lines = (line_count(text, capacity(column.width, _SIZE)) for text, column in pairs if not column.hidden)
    return row_height(max(lines), _SIZE)


def _style(row: NoticeRow, column: int, text: str) -> NoticeStyle:
    if column == DEMAND:
        return row.severity
    if column == CELL and row.link:
        return "link"
    if column in (NUMBER, CELL):
        return "center"
    if column == ANSWER:
        return "answer"
    if column == CODE:
        return "code"
    return "quoted" if leading_quote(text) else "text"


def _row(number: int, height: float, cells: str) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{cells}</row>'


def _cell(place: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _links(notice: Notice, header: int) -> str:
    links = ""
    for number, row in enumerate(notice.rows, header + 1):
        if row.link:
            sheet = row.link[0].replace("'", "''")
            place = f"'{sheet}'!{row.link[1]}"
            links += f'<hyperlink ref="{address(number, CELL + 1)}" location="{escaped(place)}" display="{escaped(row.link[1])}"/>'
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""
