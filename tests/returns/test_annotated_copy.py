"""The marked copy of a workbook: what is added, and that nothing else changes."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest

from tests.intake.packages import LIMITS, MAIN, packed, parts, sheet_xml, text_cell
from tests.package_faults import package_faults
from tests.returns.marked import STYLES, comments_of, complete, finding, marked, opened, parts_of, returned
from xlperf.book.cell_text import CELL_LIMIT, CUT_MARK
from xlperf.intake.workbook_reader import parse_every_sheet, parse_workbook
from xlperf.returns.annotated_copy import annotated_copy
from xlperf.returns.copy_check import verify_copy
from xlperf.returns.notice import notice_of
from xlperf.returns.package_parts import PackageParts
from xlperf.returns.worksheet_part import WorksheetPart, place_of, relationships_namespace
from xlperf.returns.xml_places import UnpatchablePart, places
from xlperf.rules.finding import Finding

ROWS = f'<row r="2">{text_cell("A2", "年度资金")}<c r="B2" s="1"><v>0.5</v></c></row>'
ERROR, WARNING = "FFF4A582", "FFFFF2B3"


def book(rows: str = ROWS, behind: str = "", before: str = "") -> bytes:
    """Return a workbook with one sheet and two cell styles."""
    return complete({**parts(sheet_xml(rows, behind, before), styles=STYLES)}, _STYLES_TYPE)


_STYLES_TYPE = (
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
)


def test_a_cell_says_what_is_wrong_in_a_comment() -> None:
    """Severity, what to do about it, rule, title, what is wrong and what to type instead; the author is xlperf."""
    copy = marked(book(), finding("B2"))
    comment = opened(copy)["表1"]["B2"].comment
    assert comment is not None
    assert comment.author == "xlperf"
    assert comment.text == "xlperf：\n错误（必须修改） FUND-001 金额不是数字\nB2 不是数字。\n建议：请填写数字。"


def test_several_findings_of_a_cell_are_one_comment() -> None:
    """The worst comes first and gives the colour."""
    copy = marked(book(), finding("B2"), finding("B2", "warning", title="格式不对", suggestion=""))
    assert comments_of(copy)["B2"].endswith("建议：请填写数字。\n\n警告（建议修改） FUND-001 格式不对\nB2 不是数字。")
    assert opened(copy)["表1"]["B2"].fill.fgColor.rgb == ERROR


def test_a_mark_is_a_fill_and_nothing_else() -> None:
    """Number format and alignment of the cell's own style stay; errors and warnings differ."""
    sheet = opened(marked(book(), finding("B2"), finding("A2", "warning")))["表1"]
    assert (sheet["B2"].fill.fgColor.rgb, sheet["A2"].fill.fgColor.rgb) == (ERROR, WARNING)
    assert (sheet["B2"].number_format, sheet["B2"].alignment.horizontal) == ("0.00%", "right")


def test_the_copy_is_a_sound_package() -> None:
    """Parts, content types, relationships and the order of elements are as Excel wants them."""
    assert package_faults(marked(book(), finding("B2"), finding("D9", "warning"))) == []


@pytest.mark.parametrize(("cell", "rows"), [("B1", ["1", "2"]), ("C2", ["2"]), ("A2", ["2"]), ("B7", ["2", "7"])])
def test_a_blank_that_should_be_filled_is_marked_too(cell: str, rows: list[str]) -> None:
    """The cell, and its row, are made where they do not exist, each at its place."""
    copy = marked(book(), finding(cell))
    assert cell in comments_of(copy)
    sheet = parts_of(copy)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall('<row r="(\\d+)"', sheet) == rows
    assert opened(copy)["表1"][cell].fill.fgColor.rgb == ERROR
    assert package_faults(copy) == []


def test_cells_made_stand_in_the_order_of_their_columns() -> None:
    """Between and behind the cells that are there, also in rows and sheets without any."""
    rows = '<row r="2"><c r="B2"/><c r="D2"/></row><row r="4"/>'
    copy = marked(book(rows), *(finding(each) for each in ("E2", "C2", "A2", "B4", "A4", "C3")))
    sheet = parts_of(copy)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall('<c r="(\\w+)"', sheet) == ["A2", "B2", "C2", "D2", "E2", "C3", "A4", "B4"]
    empty = complete({**parts(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', sheet_xml(ROWS))})
    assert set(comments_of(marked(empty, finding("B2"), finding("A1")))) == {"A1", "B2"}


def test_a_cell_made_wears_the_style_of_its_row_or_column() -> None:
    """A blank cell without an element of its own shows the style of its row, else of its column."""
    columns = '<cols><col min="3" max="4" width="9" style="1"/></cols>'
    copy = opened(marked(book('<row r="2" s="1" customFormat="1"/>', before=columns), finding("A2"), finding("D5"), finding("A5")))
    assert [copy["表1"][each].number_format for each in ("A2", "D5", "A5")] == ["0.00%", "0.00%", "General"]


def test_rows_and_cells_that_do_not_say_where_they_stand_are_found() -> None:
    """Some programs leave the addresses out."""
    rows = '<row><c t="inlineStr"><is><t>甲</t></is></c></row><row><c/><c><v>5</v></c></row>'
    sheet = parts_of(marked(book(rows), finding("B2"), finding("C2")))["xl/worksheets/sheet1.xml"].decode()
    assert re.search('<row><c/><c s="\\d+"><v>5</v></c><c r="C2" s="\\d+"/></row>', sheet)


def test_a_finding_within_a_merged_area_stands_at_its_top_left() -> None:
    """Only that cell of the area is seen, and the box leaves the whole area to be seen."""
    copy = marked(book(behind='<mergeCells count="1"><mergeCell ref="A2:C3"/></mergeCells>'), finding("C3"))
    assert list(comments_of(copy)) == ["A2"]
    assert b"<x:Anchor>3, 15, 1, 4, " in parts_of(copy)["xl/drawings/vmlDrawing1.vml"]


@pytest.mark.parametrize("area", ["2:3", "B:C", "A2:", "A2:C", ""])
def test_what_is_no_area_of_cells_merges_nothing(area: str) -> None:
    """The comment stands at the cell that the finding names."""
    parts = parts_of(marked(book(behind=f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'), finding("C3")))
    assert re.findall(b'<comment ref="([^"]*)"', parts["xl/comments1.xml"]) == [b"C3"]


def test_other_parts_keep_their_bytes() -> None:
    """Macros, pictures, print settings, texts, the order of calculation: only what carries the marks is touched."""
    kept = {
        "xl/vbaProject.bin": bytes(range(256)),
        "xl/media/image1.png": b"\x89PNG",
        "xl/printerSettings/printerSettings1.bin": b"\0\1",
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="B2" i="1"/></calcChain>'.encode(),
        "docProps/app.xml": b"<Properties><TitlesOfParts/></Properties>",
    }
    made = {**parts(sheet_xml(ROWS), sheet_xml(""), strings="<si><t>甲</t></si>", styles=STYLES), **kept}
    before = parts_of(complete(made))
    after = parts_of(marked(complete(made), finding("B2")))
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert set(after) - set(before) == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet3.xml",
    }


def test_bytes_between_the_edits_stay_as_they_are() -> None:
    """Foreign prefixes, ``mc:Ignorable`` and blanks of the sheet are the unit's, to the byte."""
    root = (
        f"<worksheet  xmlns='{MAIN}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "mc:Ignorable='x14ac' xmlns:x14ac='http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac'>\r\n"
    )
    rows = f"<!-- x --><row r='2' x14ac:dyDescent='0.15'>\n{text_cell('A2', '甲')}</row>"
    sheet = f"{root}<sheetData>{rows}</sheetData><extLst><ext uri='a'/></extLst></worksheet>"
    copy = parts_of(marked(complete({**parts(sheet, styles=STYLES)}, _STYLES_TYPE), finding("A2")))
    text = copy["xl/worksheets/sheet1.xml"].decode()
    text = re.sub("<legacyDrawing [^>]*>", "", text)
    assert re.sub(' s="\\d+"', "", text, count=1) == sheet


def test_the_link_to_the_boxes_stands_where_excel_wants_it() -> None:
    """Behind drawings and page breaks, before tables and extensions."""
    behind = '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><tableParts count="0"/><extLst/>'
    sheet = parts_of(marked(book(behind=behind), finding("B2")))["xl/worksheets/sheet1.xml"].decode()
    assert re.search("<pageMargins [^>]*/><legacyDrawing [^>]*/><tableParts", sheet)


def test_prefixed_namespaces_are_followed() -> None:
    """What is added is written with the prefix of the part it goes into."""
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2"/></x:row></x:sheetData></x:worksheet>'
    styles = re.sub("<(/?)(?=[a-zA-Z])", r"<\1y:", STYLES).replace("xmlns=", "xmlns:y=")
    copy = marked(complete({**parts(sheet, styles=styles)}, _STYLES_TYPE), finding("B2"), finding("B5"))
    assert opened(copy)["表1"]["B5"].fill.fgColor.rgb == ERROR
    assert set(comments_of(copy)) == {"B2", "B5"}


def test_a_strict_workbook_stays_strict() -> None:
    """The namespaces of what is added are those of the workbook."""
    strict = {
        name: content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts(sheet_xml(ROWS), styles=STYLES).items()
        if isinstance(content, str)
    }
    copy = parts_of(marked(complete(strict, _STYLES_TYPE), finding("B2")))
    added = [copy[name] for name in ("xl/comments1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet1.xml.rels")]
    assert all(b"purl.oclc.org/ooxml" in each and MAIN.encode() not in each for each in added)


def test_a_workbook_without_styles_gets_some() -> None:
    """Java programs write such; its cells have no style to be kept."""
    copy = marked(complete(parts(sheet_xml(ROWS.replace(' s="1"', "")))), finding("B2"))
    assert opened(copy)["表1"]["B2"].fill.fgColor.rgb == ERROR
    assert package_faults(copy) == []


def test_a_utf_16_part_is_marked() -> None:
    """The part becomes UTF-8, the only encoding in which it can be edited by place."""
    made = {**parts(sheet_xml(ROWS), styles=STYLES)}
    made["xl/worksheets/sheet1.xml"] = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(ROWS)).encode("utf-16")
    assert comments_of(marked(complete(made, _STYLES_TYPE), finding("B2")))["B2"].startswith("xlperf")


def test_a_protected_sheet_stays_protected() -> None:
    """Protection is the unit's; marks and comments do not need it lifted."""
    copy = marked(book(behind='<sheetProtection sheet="1" objects="1"/>'), finding("B2"))
    assert opened(copy)["表1"].protection.sheet is True
    assert "B2" in comments_of(copy)


def test_a_signed_or_shared_workbook_is_left_alone() -> None:
    """A signature would break, and a workbook with a history lists its sheets a second time."""
    for part in ("_xmlsignatures/sig1.xml", "xl/revisions/revisionHeaders.xml"):
        data = complete({**parts(sheet_xml(ROWS), styles=STYLES), part: "<x/>"})
        with pytest.raises(UnpatchablePart):
            annotated_copy(data, returned(finding("B2")), None, LIMITS)


@pytest.mark.parametrize("name", ["xl/workbook.bin", "content.xml"])
def test_only_an_xlsx_is_marked(name: str) -> None:
    """An .xlsb or .ods that came in is told by a notice alone, and it is said why."""
    made: dict[str, str | bytes] = {name: "<x/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    if name.endswith(".bin"):
        made["_rels/.rels"] = str(parts("")["_rels/.rels"]).replace("workbook.xml", "workbook.bin")
    with pytest.raises(UnpatchablePart, match=r"^不是 \.xlsx 格式。$"):
        annotated_copy(packed(made), returned(finding("B2")), None, LIMITS)


def test_every_part_that_was_touched_is_read_again() -> None:
    """A part of ours that is no XML keeps the copy here; one that came in so and stays so is the unit's own."""
    broken, other = "<x><y></x>", "<x><z></x>"
    original = complete({**parts(sheet_xml(ROWS), styles=STYLES), "customXml/item1.xml": broken}, _STYLES_TYPE)
    copy = parts_of(marked(original, finding("B2")))
    verify_copy(packed({**copy, "customXml/item2.bin": other}), original, returned(finding("B2")), LIMITS)
    for changed in ({"customXml/item1.xml": other}, {"customXml/item2.xml": other}, {"customXml/_rels/item2.rels": other}):
        with pytest.raises(UnpatchablePart):
            verify_copy(packed({**copy, **changed}), original, returned(finding("B2")), LIMITS)
    with pytest.raises(UnpatchablePart, match=r"^副本缺少部件 customxml/item1.xml。$"):
        verify_copy(
            packed({name: part for name, part in copy.items() if "item1" not in name}), original, returned(finding("B2")), LIMITS
        )


def test_a_part_with_entities_of_its_own_is_left_alone() -> None:
    """Elements that no tag of the part writes have no place in it: nothing could be put beside them."""
    with pytest.raises(UnpatchablePart, match=r"^文件内部的部件不是完整的 XML。$"):
        places(b'<!DOCTYPE x [<!ENTITY e "<y/>">]><x>&e;</x>')


def test_a_new_relationship_takes_the_first_number_that_is_free() -> None:
    """Numbers in any case are taken; a gap is filled."""
    made = parts(sheet_xml(ROWS), styles=STYLES)
    listing = str(made["xl/_rels/workbook.xml.rels"]).replace('Id="rt"', 'Id="RID1"').replace('Id="r1"', 'Id="rId3"')
    made["xl/_rels/workbook.xml.rels"] = listing
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace('r:id="r1"', 'r:id="rId3"')
    held = PackageParts(complete(made, _STYLES_TYPE), LIMITS)
    assert [held.relate("xl/workbook.xml", "x", f"xl/{name}.xml") for name in "ab"] == ["rId2", "rId4"]


def test_the_notice_holds_no_more_than_a_cell_does() -> None:
    """Texts of the forms are fitted: characters that XML forbids go, and what no cell holds is cut."""
    notice = notice_of(returned(finding("B2", message="坏\x01" * 40_000)), None, in_copy=False)
    assert notice.rows[0].texts[6] == "坏" * (CELL_LIMIT - len(CUT_MARK)) + CUT_MARK
    assert notice_of(returned(finding("B2", message="坏\x01")), None, in_copy=False).rows[0].texts[6] == "坏"


def test_a_copy_that_reads_differently_is_not_delivered() -> None:
    """The verification compares every cell."""
    copy = marked(book(), finding("B2"))
    with pytest.raises(UnpatchablePart, match="副本读回的内容与原件不同"):
        verify_copy(copy, book(ROWS.replace("0.5", "0.6")), returned(finding("B2")), LIMITS)
    with pytest.raises(UnpatchablePart, match="退回说明不完整"):
        verify_copy(copy, book(), returned(finding("B2"), finding("A2")), LIMITS)
    with pytest.raises(UnpatchablePart, match="退回说明不完整"):
        verify_copy(book(), book(), returned(finding("B2")), LIMITS)


def test_the_same_input_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a department can tell whether anything changed, on whatever day it asks."""
    copies = set()
    for year in (2025, 2026):
        day = time.struct_time((year, 5, 6, 7, 8, 10, 0, 126, 0))
        monkeypatch.setattr(time, "localtime", lambda *_, day=day: day)
        copies.add(marked(book(), finding("B2")))
    assert len(copies) == 1


def test_text_that_looks_like_markup_or_an_escape_stays_text() -> None:
    """Values of a form are shown as they stand, never as formula or markup."""
    wild = finding("B2", found="=SUM(A1)", message="“<b>&_x0041_”\n不对", suggestion="")
    copy = marked(book(), wild)
    notice = parse_every_sheet(copy, LIMITS).sheets[-1]
    assert [cell.value for (row, column), cell in notice.cells.items() if row == 6 and column in (6, 7)] == [
        "=SUM(A1)",
        "“<b>&_x0041_”\n不对",
    ]
    cell = opened(copy)["退回说明"]["F6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=SUM(A1)", "s", True)


def test_the_sheet_of_notices_lists_every_finding() -> None:
    """A row a finding, with a link to the cell where there is one to be seen."""
    made = parts(sheet_xml(ROWS), sheet_xml(ROWS), styles=STYLES)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace('sheetId="2"', 'sheetId="2" state="hidden"')
    far = Finding("FILE-009", "warning", "含外部链接", "表.xlsx", "含外部链接。")
    many = (finding("B2", label="年度资金", found="约五万", project="古籍修复"), finding("B2", sheet="表2"), finding("A1:B2"), far)
    copy = marked(complete(made, _STYLES_TYPE), *many, deadline=date(2026, 3, 15))
    sheet = opened(copy)["退回说明"]
    lines = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [line[0] for line in lines[:4]] == [
        "退回说明（由 xlperf 生成，改正后可删）",
        "文件：表.xlsx",
        "必须修改 3 处，建议修改 1 处。请于 2026年3月15日 前改正并寄回。",
        "请改正标了颜色的单元格（鼠标移到上面可以看到批注），“单元格”一列可以点击跳转。"
        "属实、不用改的，在“单位说明”一列写明情况；“必须修改”的写了说明也仍须改正。"
        "改好后连同本表直接寄回（没有写说明的，删掉本表和批注也可以）。请不要另建新表，不要改动其他内容。",
    ]
    assert lines[4] == ["序号", "项目", "工作表", "单元格", "栏目", "原值", "问题", "修改建议", "处理", "单位说明", "识别码"]
    assert [sheet.row_dimensions[row].height for row in (1, 2, 5)] == [30.0, 18.0, 21.0]
    assert (sheet["A1"].font.sz, sheet["A2"].font.sz) == (16.0, 10.0)
    assert [sheet.cell(row, 1).border.left.style for row in (1, 2, 5, 6)] == [None, None, "thin", "thin"]
    assert [sheet.cell(6, column).font.color.rgb for column in (3, 4)] == ["FF000000", "FF0563C1"]
    assert lines[5][:9] == ["1", "古籍修复", "表1", "B2", "年度资金", "约五万", "B2 不是数字。", "请填写数字。", "必须修改或说明"]
    assert lines[8][:9] == ["4", "", "", "", "含外部链接", "", "含外部链接。", "", "建议修改或说明"]
    links = [row[3].hyperlink.location if row[3].hyperlink else "" for row in sheet.iter_rows(min_row=6)]
    assert links == ["'表1'!B2", "", "'表1'!A1:B2", ""]
    assert list(comments_of(copy)) == ["B2"]
    assert comments_of(copy, "表2") == {}


def test_the_sheet_of_notices_is_last_and_in_front() -> None:
    """Names that count sheets stay right, and no two sheets are selected together."""
    front = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    made = parts(sheet_xml(ROWS), sheet_xml("", before=front), styles=STYLES)
    names = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">表2!$A$1</definedName></definedNames>'
    text = str(made["xl/workbook.xml"]).replace("</sheets>", f"</sheets>{names}")
    made["xl/workbook.xml"] = text.replace("<sheets>", '<bookViews><workbookView activeTab="1"/></bookViews><sheets>')
    copy = marked(complete(made, _STYLES_TYPE), finding("B2"))
    workbook = opened(copy)
    assert workbook.sheetnames == ["表1", "表2", "退回说明"]
    assert workbook.active is not None and workbook.active.title == "退回说明"
    assert [bool(sheet.sheet_view.tabSelected) for sheet in workbook] == [False, False, True]
    assert names in parts_of(copy)["xl/workbook.xml"].decode()


def test_a_sheet_of_the_units_own_keeps_its_name() -> None:
    """The new sheet takes another one."""
    made = parts(sheet_xml(ROWS), styles=STYLES)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("表1", "退回说明")
    copy = marked(complete(made, _STYLES_TYPE), finding("B2", sheet="退回说明"))
    assert opened(copy).sheetnames == ["退回说明", "退回说明(2)"]


def test_a_copy_that_comes_back_reads_like_the_original() -> None:
    """With the sheet of notices left in, and its findings marked again in the place of the old ones."""
    first = marked(book(), finding("B2"))
    assert parse_workbook(first, LIMITS) == parse_workbook(book(), LIMITS)
    second = marked(first, finding("B2", message="还是不对。"), finding("A2", "warning"))
    assert opened(second).sheetnames == ["表1", "退回说明"]
    assert comments_of(second)["B2"] == "xlperf：\n错误（必须修改） FUND-001 金额不是数字\n还是不对。\n建议：请填写数字。"
    assert [row[6].value for row in opened(second)["退回说明"].iter_rows(min_row=6)] == ["还是不对。", "A2 不是数字。"]
    assert package_faults(second) == []


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("A1", (1, 1)),
        ("XFD1048576", (1_048_576, 16_384)),
        ("XFD1048577", None),
        ("XFE1048576", None),
        ("XFE1", None),
        ("A1:B2", None),
        ("", None),
    ],
)
def test_a_cell_beyond_the_sheet_is_no_place(cell: str, place: tuple[int, int] | None) -> None:
    """The last cell of a sheet can be marked, the one below it or beside it cannot."""
    assert place_of(cell) == place


def test_only_drawings_say_which_numbers_of_boxes_are_taken() -> None:
    """A picture is no text, and what a department's own part says about shapes is none of this workbook's."""
    own = '<o id="_x0000_s9217" o:spid="_x0000_s9217" data="9"/>'
    more: dict[str, str | bytes] = {"xl/media/image1.png": b"\x89PNG\xff\xfe\x00\xd8", "customXml/item1.xml": own}
    made = parts(sheet_xml(ROWS), styles=STYLES)
    plain, beside = (parts_of(marked(complete({**made, **added}, _STYLES_TYPE), finding("B2"))) for added in ({}, more))
    (drawing,) = (name for name in plain if name.endswith(".vml"))
    assert beside[drawing] == plain[drawing]
    assert (beside["xl/media/image1.png"], beside["customXml/item1.xml"]) == (more["xl/media/image1.png"], own.encode())


def test_a_workbook_that_lists_no_sheets_is_left_alone() -> None:
    """It is said what is missing; nothing is guessed."""
    made = parts(sheet_xml(ROWS), styles=STYLES)
    text = str(made["xl/workbook.xml"])
    made["xl/workbook.xml"] = text[: text.index("<sheets>")] + text[text.index("</sheets>") + len("</sheets>") :]
    with pytest.raises(UnpatchablePart, match=r"^工作簿没有工作表的目录。$"):
        annotated_copy(complete(made, _STYLES_TYPE), returned(finding("B2")), None, LIMITS)


@pytest.mark.parametrize(
    "data", ["<dialogsheet><sheetData/></dialogsheet>", "<worksheet><sheetViews/></worksheet>", "<chartsheet/>"]
)
def test_only_a_worksheet_with_cells_is_marked(data: str) -> None:
    """Anything else is left as it is."""
    with pytest.raises(UnpatchablePart):
        WorksheetPart(data.encode(), [])


@pytest.mark.parametrize(
    ("styles", "said"),
    [
        (STYLES.replace("fonts", "types"), "工作簿的样式缺少 fonts。"),
        (STYLES.replace("cellXfs", "cellXxx"), "工作簿的样式缺少 cellXfs。"),
        (re.sub(r"(<cellXfs[^>]*>).*(</cellXfs>)", r"\1\2", STYLES), "工作簿没有单元格样式。"),
    ],
)
def test_a_workbook_with_half_of_its_styles_is_left_alone(styles: str, said: str) -> None:
    """Nothing says which style ours would be."""
    data = complete(parts(sheet_xml(ROWS), styles=styles), _STYLES_TYPE)
    with pytest.raises(UnpatchablePart, match=f"^{said}$"):
        annotated_copy(data, returned(finding("B2")), None, LIMITS)


def test_a_part_that_nothing_names_is_not_written_over() -> None:
    """A workbook whose styles no relationship names, though they are there, is strange enough to be left alone."""
    data = complete({**parts(sheet_xml(ROWS)), "xl/styles.xml": STYLES}, _STYLES_TYPE)
    with pytest.raises(UnpatchablePart, match=r"^部件 xl/styles.xml 已经有了。$"):
        annotated_copy(data, returned(finding("B2")), None, LIMITS)


def test_a_sheet_that_names_a_drawing_that_is_not_there_is_left_alone() -> None:
    """Its boxes are lost: nothing says which numbers they had."""
    link = f'<legacyDrawing xmlns:r="{relationships_namespace(MAIN)}" r:id="rId9"/>'
    data = complete(parts(sheet_xml(ROWS, behind=link), styles=STYLES), _STYLES_TYPE)
    with pytest.raises(UnpatchablePart, match=r"^工作表缺少批注的图形部件。$"):
        annotated_copy(data, returned(finding("B2")), None, LIMITS)
