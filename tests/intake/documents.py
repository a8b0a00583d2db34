"""A workbook's sheet written as a document of another kind, cell by cell."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlperf.forms.values.display import display_text
from xlperf.intake.sheet import Area, Sheet


def _rows(sheet: Sheet) -> Iterator[list[tuple[int, int, str, Area | None]]]:
    """Yield the cells of each row that are not covered: row, column, shown text, merged area."""
    merged = {(area.top, area.left): area for area in sheet.merges}
    inside = ((row, column) for a in sheet.merges for row in range(a.top, a.bottom + 1) for column in range(a.left, a.right + 1))
    covered = set(inside) - set(merged)
    bottom = max([row for row, _ in sheet.cells] + [area.bottom for area in sheet.merges])
    right = max([column for _, column in sheet.cells] + [area.right for area in sheet.merges])
    for row in range(1, bottom + 1):
        places = [(row, column) for column in range(1, right + 1) if (row, column) not in covered]
        yield [(*at, display_text(sheet.cells[at]) if at in sheet.cells else "", merged.get(at)) for at in places]


def as_html(sheet: Sheet, charset: str = "gb18030") -> bytes:
    """Return the sheet as on-line systems write it: a table in a page."""
    lines = []
    for row in _rows(sheet):
        cells = []
        for _, _, text, area in row:
            span = f' colspan="{area.right - area.left + 1}" rowspan="{area.bottom - area.top + 1}"' if area else ""
            shown = html.escape(text).replace("\n", "<br>")
            cells.append(f"<td{span}>{shown}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head = f'<html><head><meta charset="{charset}"><title>导出</title><style>td {{x: y}}</style></head>'
    return f"{head}<body><table>{''.join(lines)}</table></body></html>".encode(charset)


def as_text(sheet: Sheet, divider: str = "\t") -> bytes:
    """Return the sheet as Excel saves text: quoted where a value holds a mark of the format."""

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(each in text for each in ("\n", '"', divider)) else text

    bottom, right = (max(each[place] for each in sheet.cells) for place in (0, 1))
    shown = {at: quoted(display_text(cell)) for at, cell in sheet.cells.items()}
    lines = (divider.join(shown.get((row, column), "") for column in range(1, right + 1)) for row in range(1, bottom + 1))
    return "\r\n".join(lines).encode("gb18030")


def as_xml_2003(sheet: Sheet) -> bytes:
    """Return the sheet as XML Spreadsheet 2003."""
    styles: dict[str, str] = {}
    merged = {(area.top, area.left): area for area in sheet.merges}
    rows: dict[int, list[str]] = {}
    for row, column in sorted({*sheet.cells, *merged}):
        cell, area = sheet.cells.get((row, column)), merged.get((row, column))
        span = f' ss:MergeAcross="{area.right - area.left}" ss:MergeDown="{area.bottom - area.top}"' if area else ""
        data = ""
        if cell is not None:
            style = styles.setdefault(cell.number_format, f"s{len(styles)}")
            span += f' ss:StyleID="{style}"'
            kind, text = "String", html.escape(str(cell.value)).replace("\n", "&#10;")
            if isinstance(cell.value, Decimal):
                kind = "Number"
            elif isinstance(cell.value, date):
                kind, text = "DateTime", f"{cell.value.isoformat()}T00:00:00.000"
            data = f'<Data ss:Type="{kind}">{text}</Data>'
        rows.setdefault(row, []).append(f'<Cell ss:Index="{column}"{span}>{data}</Cell>')
    listed = "".join(f'<Row ss:Index="{row}">{"".join(cells)}</Row>' for row, cells in rows.items())
    looks = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{html.escape(code)}"/></Style>' for code, name in styles.items()
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{looks}</Styles>'
        f'<Worksheet ss:Name="{html.escape(sheet.name)}"><Table>{listed}</Table></Worksheet></Workbook>'
    ).encode()


def as_docx(sheet: Sheet) -> bytes:
    """Return the sheet as a table of a Word document, merged cells by gridSpan and vMerge."""
    areas = {(row, area.left): area for area in sheet.merges for row in range(area.top, area.bottom + 1)}
    lines = []
    bottom = max([row for row, _ in sheet.cells] + [area.bottom for area in sheet.merges])
    right = max([column for _, column in sheet.cells] + [area.right for area in sheet.merges])
    for row in range(1, bottom + 1):
        cells, column = [], 1
        while column <= right:
            area = areas.get((row, column))
            width = area.right - area.left + 1 if area else 1
            properties = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            if area and area.bottom > area.top:
                properties += '<w:vMerge w:val="restart"/>' if row == area.top else "<w:vMerge/>"
            at = (row, column)
            text = display_text(sheet.cells[at]) if at in sheet.cells and (area is None or row == area.top) else ""
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs(text)}</w:tc>")
            column += width
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return docx(f"<w:tbl>{''.join(lines)}</w:tbl>")


def paragraphs(text: str) -> str:
    """Return a text as paragraphs of Word."""
    return "".join(f"<w:p><w:r><w:t>{html.escape(each)}</w:t></w:r></w:p>" for each in text.split("\n"))


def docx(body: str, head: str = "", styles: str = "") -> bytes:
    """Return a Word document of this body and its part of styles; ``head`` goes before the document element."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    if styles:
        parts["word/styles.xml"] = styles
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def as_rtf(sheet: Sheet) -> bytes:
    """Return the sheet as a table of an RTF document, every character escaped."""
    areas = {(row, area.left): area for area in sheet.merges for row in range(area.top, area.bottom + 1)}
    bottom = max([row for row, _ in sheet.cells] + [area.bottom for area in sheet.merges])
    right = max([column for _, column in sheet.cells] + [area.right for area in sheet.merges])
    lines = []
    for row in range(1, bottom + 1):
        edges, texts, column = [], [], 1
        while column <= right:
            area = areas.get((row, column))
            last = area.right if area else column
            mark = "" if area is None or area.top == area.bottom else "\\clvmgf" if row == area.top else "\\clvmrg"
            edges.append(f"{mark}\\cellx{last * 1000}")
            cell = sheet.cells.get((row, column))
            text = display_text(cell) if cell is not None else ""
            texts.append("".join("\\line " if each == "\n" else f"\\u{ord(each)}?" for each in text))
            column = last + 1
        lines.append("\\trowd" + "".join(edges) + "".join(f"\\pard\\intbl {text}\\cell" for text in texts) + "\\row")
    return ("{\\rtf1\\ansi\\uc1 " + "\n".join(lines) + "\\pard\\par}").encode("ascii")
