"""The sheets of a workbook: every stored cell with its place, nothing cut off in silence, decoration without weight."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zipfile import ZIP_STORED

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.packages import LIMITS, MAIN, packed, parts, read, sheet_xml, text_cell, values
from xlperf.errors import RefusedFile
from xlperf.intake.formats.spreadsheetml import unescape
from xlperf.intake.formats.worksheet_reader import without_blanks
from xlperf.intake.sheet import Area, Cell, SetAside
from xlperf.intake.workbook_reader import parse_workbook

_REPAIR = "请让报送单位用 Excel 或 WPS 打开、另存为 .xlsx 后重新发送。"
_SPLIT = "请把内容分到几个工作簿后重新报送。"
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="180" formatCode="0.00&quot;万元&quot;"/></numFmts>'
    "<cellXfs>" + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 10, 14, 180, 31)) + "</cellXfs></styleSheet>"
)


def _row(cells: str) -> str:
    return f'<row r="1">{cells}</row>'


def _cell(xml: str, **others: str) -> Cell:
    (cell,) = read(parts(sheet_xml(_row(xml)), **others)).sheets[0].cells.values()
    return cell


def _refused(*sheets: str, **others: str) -> RefusedFile:
    with pytest.raises(RefusedFile) as refusal:
        read(parts(*sheets, **others))
    return refusal.value


@pytest.mark.parametrize(
    ("behind", "header"),
    [
        ('<headerFooter><oddHeader>&amp;C&amp;"宋体,加粗"&amp;14申报表&amp;R&amp;P</oddHeader></headerFooter>', "申报表"),
        ("<headerFooter><oddFooter>&amp;C第 1 页</oddFooter></headerFooter>", ""),
        ("", ""),
    ],
)
def test_the_header_of_the_page_comes_with_the_sheet(behind: str, header: str) -> None:
    """Without its codes of place and font; a footer says nothing of the form."""
    assert read(parts(sheet_xml(_row(text_cell("A1", "甲")), behind))).sheets[0].page_header == header


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A1"><v>0.1</v></c>', Cell(Decimal("0.1"), "number")),
        ('<c r="A1" s="1"><v>0.9838</v></c>', Cell(Decimal("0.9838"), "number", "0.00%")),
        ('<c r="A1" s="3"><v>12</v></c>', Cell(Decimal("12"), "number", '0.00"万元"')),
        ('<c r="A1" s="2"><v>46023</v></c>', Cell(datetime(2026, 1, 1), "date", "mm-dd-yy", stored=Decimal(46023))),
        (
            '<c r="A1" s="4"><v>46023.5</v></c>',
            Cell(datetime(2026, 1, 1, 12), "date", 'yyyy"年"m"月"d"日"', stored=Decimal("46023.5")),
        ),
        ('<c r="A1" s="2"><v>20260101</v></c>', Cell(Decimal(20260101), "number", "mm-dd-yy")),
        ('<c r="A1" s="2"><v>0</v></c>', Cell(Decimal(0), "number", "mm-dd-yy")),
        ('<c r="A1" t="inlineStr"><v>甲_x000A_</v></c>', Cell("甲\n", "text")),
        ('<c r="A1" s=""><v>-12</v></c>', Cell(Decimal(-12), "number")),
        ('<c r="$a$1" t=""><v> 1.50 </v></c>', Cell(Decimal("1.5"), "number")),
        ('<c r="A1" t="d"><v>2026年</v></c>', Cell("2026年", "text")),
        ('<c r="A1" t="d"><v>2026-01-01T00:00:00</v></c>', Cell(datetime(2026, 1, 1), "date")),
        ('<c r="A1" t="b"><v>1</v></c>', Cell(True, "boolean")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Cell("#REF!", "error")),
        ('<c r="A1"><v>1e999</v></c>', Cell("#NUM!", "error")),
        ('<c r="A1" t="str"><f>A2</f><v>a_x000D_b</v></c>', Cell("a\rb", "text", formula=True)),
        ('<c r="A1"><f>WEBSERVICE("x")</f></c>', Cell('=WEBSERVICE("x")', "uncached", formula=True)),
        ('<c r="A1"><f>"1</f></c>', Cell('="1', "uncached", formula=True)),
        ('<c r="A1"><f>1+2</f></c>', Cell(Decimal(3), "number", formula=True, computed=True)),
        ('<c r="A1" t="inlineStr"><is><r><t>甲 </t></r><r><t>乙</t></r><rPh><t>ya</t></rPh></is></c>', Cell("甲 乙", "text")),
        ('<c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', Cell("_x000D_", "text")),
        ('<c r="A1" s="99"><v>5</v></c>', Cell(Decimal(5), "number")),
    ],
)
def test_a_cell_comes_with_kind_and_format(xml: str, cell: Cell) -> None:
    """Numbers are exact, formats are kept, what cannot be known is said to be unknown."""
    assert _cell(xml, styles=_STYLES) == cell


@pytest.mark.parametrize(("index", "text"), [("0", "甲"), ("1", "乙\n丙")])
def test_shared_texts_are_looked_up(index: str, text: str) -> None:
    """The texts of a workbook stand in a part of their own."""
    strings = "<si><t>甲</t></si><si><r><t>乙</t></r><r><t>\n丙</t></r></si>"
    assert _cell(f'<c r="A1" t="s"><v>{index}</v></c>', strings=strings).value == text


@pytest.mark.parametrize("index", ["-1", "7", "x", ""])
def test_a_shared_text_that_is_not_there_is_told_at_its_cell(index: str) -> None:
    """An index beyond the texts is never another text, not even the last one, and costs no other cell."""
    cells = f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>{index}</v></c>'
    (sheet,) = read(parts(sheet_xml(_row(cells)), strings="<si><t>甲</t></si>")).sheets
    assert (sheet.cells, sheet.set_aside) == ({(1, 1): Cell("甲", "text")}, {(1, 2): SetAside("lost", "")})


def test_one_wrong_index_in_a_workbook_without_shared_texts_costs_its_cell() -> None:
    """Programs that write every text into its cell have no table of texts."""
    cells = '<c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" t="s"><v>-1</v></c>'
    (sheet,) = read(parts(sheet_xml(_row(cells)))).sheets
    assert (sheet.cells, sheet.set_aside) == ({(1, 1): Cell("甲", "text")}, {(1, 2): SetAside("lost", "")})


def test_texts_that_are_mostly_lost_are_damage() -> None:
    """A table of texts that belongs to another workbook leaves no form to speak of."""
    cells = "".join(f'<c r="{each}1" t="s"><v>{place}</v></c>' for place, each in enumerate("ABC"))
    refusal = _refused(sheet_xml(_row(cells)), strings="<si><t>甲</t></si>")
    assert str(refusal) == "文件已损坏，工作表“表1”中 C1 附近的文字找不到。" + _REPAIR


def test_a_number_that_is_none_is_told_at_its_cell() -> None:
    """What stands for a number and is none is not read, and costs no other cell."""
    (sheet,) = read(parts(sheet_xml(_row('<c r="A1"><v>1</v></c><c r="B1"><v>五</v></c>')))).sheets
    assert (set(sheet.cells), sheet.set_aside) == ({(1, 1)}, {(1, 2): SetAside("lost", "五")})


@pytest.mark.parametrize(
    ("xml", "text", "struck"),
    [
        ("<is><r><rPr><strike/></rPr><t>300000</t></r><r><t>350000</t></r></is>", "350000", "300000"),
        ('<is><r><t>新</t></r><r><rPr><strike val="1"/></rPr><t>旧</t></r></is>', "新", "旧"),
        ('<is><r><rPr><strike val="0"/></rPr><t>甲</t></r><r><rPr><strike val="false"/></rPr><t>乙</t></r></is>', "甲乙", None),
        ("<is><r><rPr><strike/></rPr><t>旧</t></r></is>", None, "旧"),
        ('<is><r><t>≥10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r></is>', "≥10³", None),
        ('<is><r><t>CO</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r></is>', "CO₂", None),
        ('<is><r><rPr><vertAlign val="superscript"/></rPr><t>35</t></r></is>', "35", None),
        ('<is><r><rPr><vertAlign val="baseline"/></rPr><t>35</t></r></is>', "35", None),
    ],
)
@pytest.mark.parametrize("shared", [True, False])
def test_struck_text_is_deleted_and_raised_digits_stay_raised(xml: str, text: str | None, struck: str | None, shared: bool) -> None:
    """The font of a run says what is no part of the text, in shared texts and in the cell's own."""
    cell, strings = (
        ('<c r="A1" t="s"><v>0</v></c>', xml.replace("is>", "si>")) if shared else (f'<c r="A1" t="inlineStr">{xml}</c>', None)
    )
    (sheet,) = read(parts(sheet_xml(_row(cell)), strings=strings)).sheets
    found = {place: each.value for place, each in sheet.cells.items()}
    assert found == ({} if text is None else {(1, 1): text})
    assert sheet.set_aside == ({} if struck is None else {(1, 1): SetAside("struck", struck)})


def test_a_cell_that_is_struck_out_as_a_whole_is_deleted() -> None:
    """The font of the cell strikes out numbers, texts and runs without a font of their own, and no other run."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/><font><strike/></font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="9"/></cellXfs></styleSheet>'
    )
    runs = "<is><r><t>旧</t></r><r><rPr><sz/></rPr><t>新</t></r></is>"
    cells = (
        '<c r="A1" s="1"><v>5</v></c><c r="B1" s="1" t="s"><v>0</v></c><c r="C1" s="2"><v>6</v></c>'
        f'<c r="D1" s="1" t="inlineStr">{runs}</c><c r="E1" s="1" t="str"><f>A1</f><v>甲</v></c>'
        '<c r="F1" s="1"><f>18(条)</f><v></v></c>'
    )
    (sheet,) = read(parts(sheet_xml(_row(cells)), strings="<si><t>甲</t></si>", styles=styles)).sheets
    assert {place: each.value for place, each in sheet.cells.items()} == {(1, 3): 6, (1, 4): "新"}
    assert {place[1]: each.text for place, each in sheet.set_aside.items()} == {1: "5", 2: "甲", 4: "旧", 5: "甲", 6: "=18(条)"}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>', '=_xlfn.DISPIMG("ID_1",1)'),
        ('<c r="A1" t="str"><v>=DISPIMG("ID_1",1)</v></c>', '=DISPIMG("ID_1",1)'),
        ('<c r="A1" t="s"><v>0</v></c>', '=DISPIMG("ID_1",1)'),
        ('<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>', "#VALUE!"),
        ('<c r="A1" t="e" vm="1"><f>_xlfn.IMAGE("x")</f><v>#VALUE!</v></c>', '=_xlfn.IMAGE("x")'),
    ],
)
def test_a_picture_in_a_cell_is_no_text_and_no_error(xml: str, text: str) -> None:
    """A picture that WPS or Excel placed in a cell leaves a formula or an error value for programs that know none."""
    (sheet,) = read(parts(sheet_xml(_row(xml)), strings='<si><t>=DISPIMG("ID_1",1)</t></si>')).sheets
    assert (sheet.cells, sheet.set_aside) == ({}, {(1, 1): SetAside("picture", text)})


@pytest.mark.parametrize("result", ["<v></v>", "<v/>"])
def test_a_result_that_is_the_empty_text_is_a_blank(result: str) -> None:
    """=IF(A2="","",A2) has a result: nothing."""
    assert values(read(parts(sheet_xml(_row(f'<c r="A1" t="str"><f>IF(A2="","",A2)</f>{result}</c>'))))) == {}


@pytest.mark.parametrize(("flag", "total"), [("1", 7), ("true", 7), ("0", 0)])
def test_a_nought_that_awaits_calculation_is_calculated(flag: str, total: int) -> None:
    """Programs write 0 for every result and leave it to Excel to calculate them when the workbook is opened."""
    made = parts(sheet_xml(_row('<c r="A1"><v>3</v></c><c r="B1"><v>4</v></c><c r="C1"><f>SUM(A1:B1)</f><v>0</v></c>')))
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("</workbook>", f'<calcPr fullCalcOnLoad="{flag}"/></workbook>')
    assert values(read(made))[1, 3] == total


def test_shared_formulas_count_from_their_first_cell() -> None:
    """A formula that is written once for several cells is moved along with them."""
    cells = '<c r="A1"><v>3</v></c><c r="B1"><v>4</v></c><c r="A2"><f t="shared" si="0" ref="A2:B2">A1</f></c>'
    rows = _row(cells + '<c r="B2"><f t="shared" si="0"/></c>')
    assert values(read(parts(sheet_xml(rows)))) == {(1, 1): 3, (1, 2): 4, (2, 1): 3, (2, 2): 4}


def test_days_of_old_macs_count_from_1904() -> None:
    """The same number is four years later there; a number that shows no date says so."""
    made = parts(sheet_xml(_row('<c r="A1" s="2"><v>44561</v></c><c r="B1"><v>44561</v></c>')), styles=_STYLES)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    cells = read(made).sheets[0].cells
    assert cells[1, 1] == Cell(datetime(2026, 1, 1), "date", "mm-dd-yy", stored=Decimal(44561))
    assert cells[1, 2] == Cell(Decimal(44561), "number", from_1904=True)


def test_a_missing_texts_part_is_damage_only_where_it_is_needed() -> None:
    """A sheet without shared texts needs none."""
    made = parts(sheet_xml(_row('<c r="A1"><v>1</v></c>')), strings="")
    del made["xl/sharedStrings.xml"]
    assert values(read(made)) == {(1, 1): 1}
    made["xl/worksheets/sheet1.xml"] = sheet_xml(_row('<c r="A1" t="s"><v>0</v></c>'))
    with pytest.raises(RefusedFile, match="文字找不到"):
        read(made)


def test_cells_and_rows_without_a_place_follow_each_other() -> None:
    """Sparse files leave the addresses out; styled blanks still take their place."""
    second = '<row><c r="A2" s="1"/><c><v>2</v></c><c s="1"/><c><v>4</v></c></row>'
    rows = f'<row><c><v>1</v></c></row>{second}<row r="5"><c><v>5</v></c></row>'
    assert values(read(parts(sheet_xml(rows)))) == {(1, 1): 1, (2, 2): 2, (2, 4): 4, (5, 1): 5}


def test_the_stored_dimension_counts_for_nothing() -> None:
    """A dimension that is too small or monstrous neither hides cells nor takes time."""
    for dimension in ("A1", "A1:XFD1048576", "#REF!"):
        sheet = sheet_xml('<row r="9"><c r="C9"><v>7</v></c></row>', before=f'<dimension ref="{dimension}"/>')
        assert values(read(parts(sheet))) == {(9, 3): 7}


def test_cells_far_to_the_right_are_noted_as_cut_off() -> None:
    """What is beyond the columns looked at is said to be there; a far row costs nothing."""
    sheet = read(parts(sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>'))).sheets[0]
    assert (set(sheet.cells), sheet.cut_off) == ({(1048576, 1)}, True)


def test_merges_over_whole_columns_and_rows_are_clipped() -> None:
    """However large a merge is said to be, it is one small rectangle here."""
    areas = ("A1:B2", "A1:B2", "C:D", "5:6", "A8:XFD8", "F9:F9", "IX1:IZ1", "A102:B103", "", "#REF!", "B12:A11")
    merges = "".join(f'<mergeCell ref="{each}"/>' for each in areas)
    (sheet,) = read(parts(sheet_xml(_row(text_cell("A1", "x")), f"<mergeCells>{merges}</mergeCells>"))).sheets
    assert sheet.merges == (Area(1, 1, 2, 2), Area(1, 3, 101, 4), Area(5, 1, 6, 256), Area(8, 1, 8, 256), Area(11, 1, 12, 2))


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [
        ("cells_per_sheet", 2, "工作表“表1”中有内容的单元格超过 2 个的上限。"),
        ("merges_per_sheet", 1, "工作表“表1”的合并单元格超过 1 个的上限。"),
        ("sheets", 1, "工作簿的工作表超过 1 张的上限。"),
    ],
)
def test_each_limit_has_its_own_sentence(limit: str, most: int, message: str) -> None:
    """Too many cells, merges or sheets: the file is refused and the sentence says which."""
    cells = "".join(text_cell(f"{each}1", "x") for each in "ABC")
    sheet = sheet_xml(_row(cells), '<mergeCells><mergeCell ref="A2:B2"/><mergeCell ref="A3:B3"/></mergeCells>')
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(packed(parts(sheet, sheet)), replace(LIMITS, **{limit: most}))
    assert (refusal.value.reason, str(refusal.value)) == ("too_large", message + _SPLIT)


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("<worksheet", "文件已损坏，工作表“表1”的内容不完整。"),
        (sheet_xml("")[:-9], "文件已损坏，工作表“表1”的内容不完整。"),
        (sheet_xml("\x01"), "文件已损坏，工作表“表1”的内容不完整。"),
        ('<table xmlns="x"/>', "文件已损坏，工作表“表1”的内容不完整。"),
        (sheet_xml('<row r="x"/>'), "文件已损坏，工作表“表1”中 A1 附近读不出来。"),
        (sheet_xml(_row('<c r="1B"><v>5</v></c>')), "文件已损坏，工作表“表1”中 A1 附近读不出来。"),
    ],
)
def test_a_broken_sheet_is_named_with_the_place(sheet: str, message: str) -> None:
    """The sentence says which sheet, and near which cell."""
    assert str(_refused(sheet)) == message + _REPAIR


def test_a_missing_sheet_costs_the_workbook() -> None:
    """A workbook with a sheet that is not there is refused: its form would be lost in silence."""
    made = parts(sheet_xml(_row(text_cell("A1", "x"))), sheet_xml(""))
    del made["xl/worksheets/sheet2.xml"]
    with pytest.raises(RefusedFile) as refusal:
        read(made)
    assert str(refusal.value) == "文件已损坏，缺少工作表“表2”的内容。" + _REPAIR


def test_a_workbook_without_a_sheet_is_damage() -> None:
    """An empty list of sheets is the plainest way to lose a form."""
    assert str(_refused()) == "工作簿中没有任何工作表。" + _REPAIR


def test_a_workbook_in_strict_namespaces_reads_the_same() -> None:
    """What Excel saves as Strict Open XML holds the same cells."""
    made = parts(sheet_xml(_row('<c r="A1" t="s"><v>0</v></c>')), strings="<si><t>甲</t></si>")
    strict = {
        name: str(content)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        for name, content in made.items()
    }
    assert values(read(strict)) == {(1, 1): "甲"}


def test_prefixed_namespaces_read_the_same() -> None:
    """Some programs write x:worksheet, x:row and x:c."""
    row = '<x:row r="1"><x:c r="A1"><x:v>3</x:v></x:c></x:row>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    assert values(read(parts(sheet))) == {(1, 1): 3}


def test_broken_decoration_costs_nothing() -> None:
    """Styles, column widths, filters and names that no program can read leave the cells as they are."""
    sheet = sheet_xml(
        _row(text_cell("A1", "x")),
        '<autoFilter ref="#REF!"/><conditionalFormatting sqref="zz"/><hyperlinks><hyperlink ref="?"/></hyperlinks>',
        '<cols><col min="x" max="2" hidden="1"/><col min="99999999999" max="1" hidden="1"/></cols>',
    )
    assert values(read(parts(sheet, styles="<styleSheet"))) == {(1, 1): "x"}


@pytest.mark.parametrize(("size", "hidden"), [("0", True), ("0.25", True), ("3", False), ("x", False)])
def test_rows_and_columns_of_no_size_are_hidden(size: str, hidden: bool) -> None:
    """A row pulled to no height is as hidden as one that is called so."""
    rows = f'<row r="1" ht="{size}" customHeight="1"><c r="A1"><v>1</v></c></row>'
    sheet = sheet_xml(rows, before=f'<cols><col min="2" max="2" width="{size}"/></cols>')
    (found,) = read(parts(sheet)).sheets
    assert (found.hidden_rows, found.hidden_columns) == (({1}, {2}) if hidden else (set(), set()))


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    """What a reader of the sheet does not see is marked."""
    made = parts(
        sheet_xml('<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>', before='<cols><col min="2" max="3" hidden="1"/></cols>')
    )
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("sheetId", 'state="veryHidden" sheetId')
    (sheet,) = read(made).sheets
    assert (sheet.state, sheet.hidden_rows, sheet.hidden_columns) == ("veryHidden", {2}, {2, 3})


@pytest.mark.parametrize(
    "row",
    ['<row r="{0}" s="8" customFormat="1"/>', '<row r="{0}"><c r="A{0}" s="8"/><c r="B{0}"/></row>', "<row><c s='8'/></row>"],
    ids=["rows", "cells", "cells without a place"],
)
def test_a_hundred_thousand_styled_blanks_cost_little(row: str) -> None:
    """Rows that were formatted down to the end of the sheet are passed over fast, whatever their shape."""
    blanks = "".join(row.format(number) for number in range(2, 100_002))
    made = parts(sheet_xml(_row(text_cell("A1", "x")) + blanks + '<row r="200000"><c r="B200000"><v>1</v></c></row>'))
    data = packed(made, ZIP_STORED)
    began = time.process_time()
    found = parse_workbook(data, LIMITS)
    assert time.process_time() - began < 5
    assert values(found) == {(1, 1): "x", (200_000, 2): 1}


_PIECES = st.sampled_from(
    [
        '<c r="A1" s="8"/>',
        '<c r="B2"/>',
        '<c r="C3"><v>1</v></c>',
        '<c s="8"/>',
        "<c><v>2</v></c>",
        '<c r="D4" t="str"><v>&lt;c r="A1"/&gt;</v></c>',
        '<c r="E5" t="str"><v>x</v></c>',
        "</row><row>",
        '</row><row r="7" spans="1:6">',
        '</row><row r="9" ht="12" x14ac:dyDescent="0.2"/><row r="10">',
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=12), st.integers(0, 20))
def test_dropping_blanks_changes_no_cell(pieces: list[str], many: int) -> None:
    """With or without its blanks, a part holds the same values at the same places."""
    filler = '<c r="Z1" s="8"/>' * many
    rows = '<row r="1">' + filler + "".join(pieces) + "</row>"
    namespace = 'xmlns:x14ac="x" xmlns='
    small = sheet_xml(rows).replace("xmlns=", namespace, 1)
    large = sheet_xml(rows, before=f'<sheetPr x="{"y" * (1 << 20)}"/>').replace("xmlns=", namespace, 1)
    assert values(parse_workbook(packed(parts(large), ZIP_STORED), LIMITS)) == values(read(parts(small)))


def test_blanks_are_dropped_where_every_cell_says_where_it_stands() -> None:
    """The fast way is really taken for what Excel and WPS write, and only there."""
    blanks = '<row r="2" s="8"><c r="A2" s="8"/><c r="B2"/></row>' * 50_000
    large = sheet_xml(_row(text_cell("A1", "x")) + blanks).encode()
    assert len(without_blanks(large)) < 1000
    for unsure in ("<row/>", '<row r="2"><c/></row>', "<!-- -->", "<![CDATA[ ]]>"):
        other = sheet_xml(unsure + blanks).encode()
        assert without_blanks(other) is other


@pytest.mark.parametrize(
    ("text", "plain"),
    [("_x000A_", "\n"), ("_x005F_x000A_", "_x000A_"), ("_xD83D__xDE00_", "😀"), ("_xD83D_", "\ufffd"), ("_x00G0_", "_x00G0_")],
)
def test_escapes_are_decoded_and_never_leave_half_a_character(text: str, plain: str) -> None:
    """A lone half could not be written to any output."""
    assert unescape(text) == plain


def test_a_part_that_many_sheets_name_is_read_once() -> None:
    """Two thousand sheets on one part cost one reading."""
    made = parts(*[""] * 50)
    made["xl/worksheets/sheet1.xml"] = sheet_xml(_row(text_cell("A1", "x")))
    relations = str(made["xl/_rels/workbook.xml.rels"])
    for number in range(2, 51):
        del made[f"xl/worksheets/sheet{number}.xml"]
        relations = relations.replace(f"worksheets/sheet{number}.xml", "worksheets/sheet1.xml")
    made["xl/_rels/workbook.xml.rels"] = relations
    sheets = read(made).sheets
    assert len(sheets) == 50
    assert all(each.cells is sheets[0].cells for each in sheets)


def test_a_chart_sheet_holds_no_cells_and_is_left_out() -> None:
    """A chart on a tab of its own is no worksheet: it is neither read nor missed, even without its part."""
    made = parts(sheet_xml(f'<row r="1">{text_cell("A1", "项目名称")}</row>'), sheet_xml(""))
    listing = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = listing.replace(
        'relationships/worksheet" Target="worksheets/sheet2.xml"', 'relationships/chartsheet" Target="chartsheets/sheet1.xml"'
    )
    assert made["xl/_rels/workbook.xml.rels"] != listing
    assert [each.name for each in read(made).sheets] == ["表1"]
