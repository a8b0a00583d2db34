"""The forms and the two published paragraphs as one document (.docx), in the order in which budgets are published.

First the paragraphs of 预算公开 and 决算公开, then every 申报表 and every 自评表 in the bureau's own table, each on a
page of its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from xlperf.book.book_report import MARK
from xlperf.book.cell_text import fit_for_xml
from xlperf.data.components import install_command
from xlperf.errors import InputError
from xlperf.forms.form import Form, FormKind
from xlperf.intake.template_look import PageLook
from xlperf.report.form_tables import FormTable, cells_of, form_table
from xlperf.run.results import Batch
from xlperf.run.titles import GOALS, SELF_EVALUATIONS, published_title
from xlperf.summary.print.print_pattern import RowPattern, Slot
from xlperf.summary.tables.published_paragraphs import disclosure_sentences

_ENDINGS: Mapping[FormKind, str] = {"declaration": GOALS, "self_evaluation": SELF_EVALUATIONS}
_CREATED = datetime(2000, 1, 1)
"""The same for every document: the same input gives the same bytes."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_TWIPS_PER_INCH = 1440
_PAGE_INCHES = (8.27, 11.69)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALIGNED = {"center": "center", "right": "right", "left": "left"}


def publication(batch: Batch, forms: Sequence[Form], templates: tuple[Path, ...] = ()) -> bytes:
    """Return the document.

    Args:
        batch: what the paragraphs are computed from; it holds no form that must not be published.
        forms: those that are published, in their order.
        templates: folders with layouts and blank workbooks of a department's own.

    Raises:
        InputError: python-docx is not installed.
        LayoutError: a template workbook cannot be read.
    """
    document = _new_document()
    for heading, text in disclosure_sentences(batch):
        _paragraph(document, heading, "黑体", 16, is_bold=True)
        _paragraph(document, text, "仿宋", 16, indent=32)
    begun = bool(document.paragraphs)
    for kind, ending in _ENDINGS.items():
        of_kind = [each for each in forms if each.kind == kind]
        if of_kind:
            _write_forms(document, published_title(of_kind, batch, ending), of_kind, templates, begun)
            begun = True
    return _packed(document)


def _new_document() -> Any:
    try:
        from docx import Document
    except ImportError as error:
        raise InputError(
            "写 Word 文档要用到 python-docx，这台电脑上没有。", f"请运行 {install_command(('docx',))} 后再试一次。"
        ) from error
    document = Document()
    properties = document.core_properties
    properties.keywords, properties.title, properties.comments, properties.author = MARK, "", "", ""
    properties.created = properties.modified = _CREATED
    return document


def _paragraph(
    document: Any, text: str, font: str, size: float, *, is_bold: bool = False, indent: float = 0, centred: bool = False
) -> Any:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent)
    if centred:
        paragraph.alignment = 1
    run = paragraph.add_run(fit_for_xml(text))
    run.bold, run.font.size, run.font.name = is_bold, Pt(size), font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph


def _write_forms(document: Any, title: str, forms: Sequence[Form], templates: tuple[Path, ...], begun: bool) -> None:
    """Write the forms of a kind in a section of their own, for their pages lie as the template's do."""
    for number, form in enumerate(forms):
        table = form_table(form, templates)
        page = table.pattern.page
        if number == 0:
            section = document.add_section() if begun else document.sections[0]
            _set_page(section, page)
            _paragraph(document, title, "黑体", 18, is_bold=True, centred=True)
        _write_form(document, table, _text_width(page), is_first=number == 0)


def _set_page(section: Any, page: PageLook) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches

    across, down = sorted(_PAGE_INCHES, reverse=page.landscape)
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Inches(across), Inches(down)
    section.left_margin, section.right_margin = Inches(page.left), Inches(page.right)
    section.top_margin, section.bottom_margin = Inches(page.top), Inches(page.bottom)


def _text_width(page: PageLook) -> int:
    across = max(_PAGE_INCHES) if page.landscape else min(_PAGE_INCHES)
    return int((across - page.left - page.right) * _TWIPS_PER_INCH)


def _write_form(document: Any, table: FormTable, width: int, is_first: bool) -> None:
    """Write a form: what stands above its table as paragraphs, then the table."""
    from docx.oxml import parse_xml

    cells, patterns = cells_of(table.pattern), {row.number: row for row in table.pattern.rows}
    above = 0
    for values in table.rows:
        heading = _heading(cells[values[0]], patterns[values[0]], values, len(table.pattern.widths))
        if heading is None:
            break
        slot, text = heading
        look = slot.look
        paragraph = _paragraph(document, text, look.font, look.size, is_bold=look.bold, centred=look.horizontal == "center")
        paragraph.paragraph_format.page_break_before = above == 0 and not is_first
        above += 1
    body = document.element.body
    rows = "".join(_row_xml(table, line, cells, patterns, width) for line in range(above, len(table.rows)))
    scale = width / sum(table.pattern.widths)
    grid = "".join(f'<w:gridCol w:w="{int(each * scale)}"/>' for each in table.pattern.widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    layout = f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    properties = f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>{layout}</w:tblPr>'
    body.insert(len(body) - 1, parse_xml(f'<w:tbl xmlns:w="{_WORD}">{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'))


def _heading(cells: Sequence[Slot | None], row: RowPattern, values: Sequence[Any], columns: int) -> tuple[Slot, str] | None:
    """Return the only cell of a row that is as wide as the table, with its text; None for a row of the table."""
    if len(cells) != 1 or cells[0] is None or cells[0].area.right - cells[0].area.left + 1 != columns:
        return None
    return cells[0], str(values[1]) if cells[0] in row.filled else cells[0].text


def _row_xml(
    table: FormTable, line: int, cells: Mapping[int, Sequence[Slot | None]], patterns: Mapping[int, RowPattern], width: int
) -> str:
    values = table.rows[line]
    row = patterns[values[0]]
    scale = width / sum(table.pattern.widths)
    filled = iter(values[1:])
    parts = []
    column = 1
    for at, slot in enumerate(cells[values[0]]):
        home = slot if slot is not None else _covering(table, line, column, cells)
        text = str(next(filled) or "") if slot is not None and slot in row.filled else slot.text if slot is not None else ""
        across = home.area.right - home.area.left + 1 if home is not None else 1
        merged = _merge(table, line, at, column, cells)
        twips = int(sum(table.pattern.widths[column - 1 : column - 1 + across]) * scale)
        if slot is not None or home is None or column == home.area.left:
            parts.append(_cell_xml(text, home, across, merged, twips))
        column += 1 if slot is None else across
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(parts)}</w:tr>"


def _covering(table: FormTable, line: int, column: int, cells: Mapping[int, Sequence[Slot | None]]) -> Slot | None:
    """Return the merged cell of a row above that reaches down to a column of this line."""
    for first, at, rows in table.spans:
        slot = cells[table.rows[first][0]][at]
        if slot is not None and first < line < first + rows and slot.area.left <= column <= slot.area.right:
            return slot
    return None


def _merge(table: FormTable, line: int, at: int, column: int, cells: Mapping[int, Sequence[Slot | None]]) -> str:
    """Return how a cell takes part in a merge downwards: it begins one, goes on with one, or neither."""
    if any(first == line and own == at for first, own, _ in table.spans):
        return '<w:vMerge w:val="restart"/>'
    return "<w:vMerge/>" if _covering(table, line, column, cells) is not None else ""


def _cell_xml(text: str, slot: Slot | None, across: int, merged: str, twips: int) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    look = f'<w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
    aligned = _ALIGNED.get(slot.look.horizontal, "left") if slot is not None else "left"
    font, size = (slot.look.font, slot.look.size) if slot is not None else ("宋体", 10.0)
    bold = "<w:b/>" if slot is not None and slot.look.bold else ""
    name = escape(font, quote=True)
    run = f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>{bold}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    spacing = f'<w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/><w:jc w:val="{aligned}"/></w:pPr>'
    return f"<w:tc>{look}{''.join(_paragraphs_xml(text, spacing, run))}</w:tc>"


def _paragraphs_xml(text: str, spacing: str, run: str) -> Iterator[str]:
    for part in fit_for_xml(text).split("\n"):
        said = f'<w:r>{run}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>' if part else ""
        yield f"<w:p>{spacing}{said}</w:p>"


def _packed(document: Any) -> bytes:
    """Return the package with dates that are the same in every run."""
    raw = BytesIO()
    document.save(raw)
    packed = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_DATE), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def is_publication(path: Path) -> bool:
    """Tell whether a file is a document that xlperf wrote before: only such a one may be replaced."""
    if path.suffix.lower() == ".pdf":
        data = path.read_bytes()
        return data.startswith(b"%PDF-") and MARK.encode("utf-16-be").hex().upper().encode() in data
    try:
        with zipfile.ZipFile(path) as package:
            return MARK.encode() in package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
