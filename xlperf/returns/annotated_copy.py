"""The marked copy of a workbook: marks and comments on its cells, and a sheet that lists them.

The sheet 退回说明 stands last and is the one in front when the workbook is opened.
First would need the numbers of every sheet changed where names, windows and macros
count them, and programs that read "the first sheet" of a returned workbook would no
longer find the form there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial

from xlperf.intake.formats.spreadsheetml import workbook_part
from xlperf.intake.limits import Limits
from xlperf.intake.return_notice import is_notice
from xlperf.intake.workbook_reader import parse_every_sheet
from xlperf.returns.cell_notes import paragraphs_of
from xlperf.returns.comment_boxes import CONTENT_TYPE as BOXES_TYPE
from xlperf.returns.comment_boxes import box_at, extended_drawing, lines_of, new_drawing, next_block, without_boxes
from xlperf.returns.comments_part import CONTENT_TYPE as COMMENTS_TYPE
from xlperf.returns.comments_part import Merged, Paragraph, merged_comments, new_comments
from xlperf.returns.notice import notice_of
from xlperf.returns.notice_sheet import CONTENT_TYPE as SHEET_TYPE
from xlperf.returns.notice_sheet import sheet_markup
from xlperf.returns.package_parts import PackageParts
from xlperf.returns.selection import Returned
from xlperf.returns.styles_part import CONTENT_TYPE as STYLES_TYPE
from xlperf.returns.styles_part import NEW_STYLES, StylesPart
from xlperf.returns.workbook_part import ListedSheet, WorkbookPart
from xlperf.returns.worksheet_part import Place, WorksheetPart, place_of
from xlperf.returns.xml_places import UnpatchablePart
from xlperf.rules.finding import SEVERITIES, Finding

_RANK = SEVERITIES.index


def annotated_copy(data: bytes, returned: Returned, deadline: date | None, limits: Limits) -> bytes:
    """Return the bytes of a workbook with its findings marked.

    Every part but those that take part in the marks keeps its bytes: macros, pictures,
    print settings, shared strings, results of formulas.

    Args:
        data: the workbook as the unit sent it.
        returned: its findings.
        deadline: until when it must be mended.
        limits: upper bounds of what is unpacked.

    Raises:
        UnpatchablePart, RefusedFile: it is no package that can be marked without risk.
    """
    parts = PackageParts(data, limits)
    name = workbook_part(parts.package)
    if name.endswith(".bin") or name == "content.xml":
        raise UnpatchablePart("不是 .xlsx 格式。")
    book = WorkbookPart(parts, name)
    sheets = parse_every_sheet(data, limits).sheets
    notices = {each.name for each in sheets if is_notice(each)}
    # If the unit left in the sheet of an earlier return, the new one takes its place.
    earlier = next((each for each in book.sheets if each.name in notices), None)
    styles_name, styles = _styles(parts, book)
    for sheet in book.sheets:
        findings = _by_place(returned.findings, sheet)
        # After an earlier return there may be comments on what is mended by now.
        if sheet is not earlier and (findings or (earlier and sheet.is_worksheet)):
            _mark_sheet(parts, book, sheet, findings, styles)
    shown = frozenset(each.name for each in book.sheets if _is_shown(each))
    notice = notice_of(returned, deadline, in_copy=True, shown=shown, sheets=[each for each in sheets if each.name not in notices])
    _put_notice(parts, book, sheet_markup(notice, book.namespace, styles.notice_styles()), earlier)
    parts.put(styles_name, styles.result())
    return parts.result()


def _put_notice(parts: PackageParts, book: WorkbookPart, markup: str, earlier: ListedSheet | None) -> None:
    """Put the sheet of notices in front, in the place of an earlier one if there is one."""
    if earlier is not None:
        book.show(earlier)
        parts.put(earlier.part, markup.encode("utf-8"))
    else:
        book.add_in_front(parts.add(f"{book.folder}worksheets/sheet{{}}.xml", markup, SHEET_TYPE))


def _is_shown(sheet: ListedSheet) -> bool:
    return sheet.is_worksheet and sheet.is_visible


def _styles(parts: PackageParts, book: WorkbookPart) -> tuple[str, StylesPart]:
    name = book.related("styles")
    if not name or name not in parts:
        name = parts.add(f"{book.folder}styles.xml", NEW_STYLES.format(book.namespace), STYLES_TYPE)
        parts.relate(book.name, book.relation("styles"), name)
    return name, StylesPart(parts.text(name))


def _by_place(findings: Sequence[Finding], sheet: ListedSheet) -> dict[Place, list[Finding]]:
    """Return the findings that a cell of a visible worksheet can show, by place, worst first."""
    found: dict[Place, list[Finding]] = {}
    for each in findings if _is_shown(sheet) else ():
        place = place_of(each.cell) if each.sheet == sheet.name else None
        if place is not None:
            found.setdefault(place, []).append(each)
    return found


def _mark_sheet(
    parts: PackageParts, book: WorkbookPart, sheet: ListedSheet, findings: Mapping[Place, list[Finding]], styles: StylesPart
) -> None:
    """Mark the cells of one sheet and put comments on them."""
    worksheet = WorksheetPart(parts.text(sheet.part), findings)
    seen: dict[Place, list[Finding]] = {}
    for place, found in findings.items():
        seen.setdefault(worksheet.anchors[place], []).extend(found)
    worst = {place: min((each.severity for each in found), key=_RANK) for place, found in seen.items()}
    worksheet.mark({place: partial(styles.marked, mark=mark) for place, mark in worst.items()})
    comments = {place: paragraphs_of(found) for place, found in sorted(seen.items())}
    merged = _put_comments(parts, book, sheet, comments)
    new = {place: text for place, text in comments.items() if place not in merged.boxed}
    _put_boxes(parts, book, sheet, worksheet, new, merged.removed)
    parts.put(sheet.part, worksheet.result())


def _put_comments(
    parts: PackageParts, book: WorkbookPart, sheet: ListedSheet, comments: Mapping[Place, Sequence[Paragraph]]
) -> Merged:
    """Put comments into the part of a sheet's comments, which is made where there is none."""
    name = next((part for kind, part in parts.relationships(sheet.part).values() if kind == "comments"), "")
    if name:
        merged = merged_comments(parts.text(name), comments)
        parts.put(name, merged.data)
        return merged
    if comments:
        name = parts.add(f"{book.folder}comments{{}}.xml", new_comments(book.namespace, comments), COMMENTS_TYPE)
        parts.relate(sheet.part, book.relation("comments"), name)
    return Merged(b"", frozenset(), frozenset())


def _put_boxes(
    parts: PackageParts,
    book: WorkbookPart,
    sheet: ListedSheet,
    worksheet: WorksheetPart,
    comments: Mapping[Place, Sequence[Paragraph]],
    removed: Collection[Place],
) -> None:
    """Give every new comment its box, and take away those of comments that are gone."""
    if not comments and not removed:
        return
    boxes = []
    for (row, column), paragraphs in comments.items():
        first = worksheet.right_of((row, column))
        boxes.append(box_at(row, column, first, _lines(paragraphs), worksheet.columns_from(first), worksheet.rows_from(row)))
    block = next_block(parts.text(each) for each in parts.names() if each.endswith(".vml"))
    linked = worksheet.legacy_drawing()
    if linked:
        name = parts.relationships(sheet.part).get(linked, ("", ""))[1]
        if name not in parts:
            raise UnpatchablePart("工作表缺少批注的图形部件。")
        drawing = without_boxes(parts.text(name), removed)
        parts.put(name, extended_drawing(drawing, boxes, block) if boxes else drawing)
    elif boxes:
        name = parts.add(f"{book.folder}drawings/vmlDrawing{{}}.vml", new_drawing(boxes, block), BOXES_TYPE)
        worksheet.link_legacy_drawing(parts.relate(sheet.part, book.relation("vmlDrawing"), name))


def _lines(paragraphs: Sequence[Paragraph]) -> int:
    return 1 + sum(lines_of(f"{each.head}\n{each.body}\n") for each in paragraphs)
