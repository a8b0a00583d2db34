"""One whole file of every kind that is read, with the same form in it: what the fuzz script breaks."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import py7zr
import xlwt

from tests.intake.binary_workbooks import xlsb
from tests.intake.documents import as_docx, as_html, as_text, as_xml_2003
from tests.intake.mails import mail, mailbox, outlook_mail, winmail, zipped
from tests.intake.packages import packed
from tests.intake.pdfs import pdf, table
from tests.workbooks import write_declaration
from xlperf.forms.values.display import display_text
from xlperf.intake.sheet import Area, Sheet
from xlperf.intake.workbook_reader import read_workbook

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def write_sources(folder: Path) -> list[Path]:
    """Write a declaration as a file of every kind into a folder; return the files by name."""
    workbook = write_declaration(folder / "a.xlsx")
    (sheet,) = read_workbook(workbook).sheets
    as_xls(sheet, folder / "a.xls")
    held = {"表.xlsx": workbook.read_bytes()}
    written: dict[str, Callable[[], bytes]] = {
        "a.ods": lambda: as_ods(sheet),
        "a.xlsb": lambda: as_xlsb(sheet),
        "a.docx": lambda: as_docx(sheet),
        "a.html": lambda: as_html(sheet),
        "a.xml": lambda: as_xml_2003(sheet),
        "a.txt": lambda: as_text(sheet),
        "a.7z": lambda: as_7z(held),
        "a.zip": lambda: zipped({"内/表.zip": zipped(held), **held}),
        "a.eml": lambda: mail(held, html=as_html(sheet, "utf-8").decode("utf-8")),
        "a.mbox": lambda: mailbox(mail(held), mail({"a.zip": zipped(held)})),
        "a.msg": lambda: outlook_mail(held),
        "a.dat": lambda: winmail(held),
        "a.pdf": lambda: as_pdf(sheet),
    }
    for name, make in written.items():
        (folder / name).write_bytes(make())
    return sorted(folder.iterdir())


def as_7z(files: Mapping[str, bytes]) -> bytes:
    """Return an archive with these files, nothing packed: what is broken is what is read."""
    stream = BytesIO()
    with py7zr.SevenZipFile(stream, "w", filters=[{"id": py7zr.FILTER_COPY}]) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return stream.getvalue()


def as_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as a PDF of one page, nothing packed: what is broken is what is read."""
    bottom, right = (max(each[place] for each in sheet.cells) for place in (0, 1))
    rows = [[""] * right for _ in range(bottom)]
    for (row, column), cell in sheet.cells.items():
        rows[row - 1][column - 1] = display_text(cell)
    merged = [(each.top - 1, each.left - 1, each.bottom - each.top + 1, each.right - each.left + 1) for each in sheet.merges]
    return pdf([table(rows, [510 / right] * right, merged=merged)], packed=False)


def as_xls(sheet: Sheet, path: Path) -> None:
    """Write a sheet as Excel 97–2003."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet.name)
    merged = {(area.top, area.left): area for area in sheet.merges}
    for (row, column), cell in sheet.cells.items():
        value = cell.value if isinstance(cell.value, str) else float(str(cell.value))
        if area := merged.get((row, column)):
            page.write_merge(area.top - 1, area.bottom - 1, area.left - 1, area.right - 1, value)
        else:
            page.write(row - 1, column - 1, value)
    book.save(str(path))


def as_xlsb(sheet: Sheet) -> bytes:
    """Return the values of a sheet as an Excel binary package."""
    return xlsb({at: float(each.value) if isinstance(each.value, Decimal) else str(each.value) for at, each in sheet.cells.items()})


def as_ods(sheet: Sheet) -> bytes:
    """Return a sheet as an OpenDocument spreadsheet, with its merged cells."""
    merged = {(area.top, area.left): area for area in sheet.merges}
    bottom, right = (max(each[place] for each in sheet.cells) for place in (0, 1))
    rows = []
    for row in range(1, bottom + 1):
        cells = "".join(_ods_cell(sheet, (row, column), merged.get((row, column))) for column in range(1, right + 1))
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    table = f'<table:table table:name="{html.escape(sheet.name)}">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {_SPACES}>{body}</office:document-content>",
        }
    )


def _ods_cell(sheet: Sheet, at: tuple[int, int], area: Area | None) -> str:
    span = ""
    if area is not None:
        width, height = area.right - area.left + 1, area.bottom - area.top + 1
        span = f' table:number-columns-spanned="{width}" table:number-rows-spanned="{height}"'
    cell = sheet.cells.get(at)
    if cell is None:
        return f"<table:table-cell{span}/>"
    kind = "string"
    if isinstance(cell.value, Decimal):
        kind = f'float" office:value="{cell.value}'
    return f'<table:table-cell office:value-type="{kind}"{span}><text:p>{html.escape(str(cell.value))}</text:p></table:table-cell>'
