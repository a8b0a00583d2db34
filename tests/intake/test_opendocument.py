"""OpenDocument spreadsheets: cells with formats, merges and what is hidden, however rows and columns are repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from tests.intake.opendocuments import CALC, NAMES, STYLES, document, read, row, table, text_cell
from tests.intake.packages import LIMITS, packed, values
from xlperf.errors import RefusedFile
from xlperf.intake.sheet import Area, Cell, SetAside
from xlperf.intake.workbook_reader import parse_workbook


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('office:value-type="float" office:value="0.1">', Cell(Decimal("0.1"), "number")),
        ('office:value-type="float" office:value="12" table:style-name="c2">', Cell(Decimal(12), "number", '#,##0.##"人"')),
        ('office:value-type="percentage" office:value="0.9838" table:style-name="c1">', Cell(Decimal("0.9838"), "number", "0.00%")),
        ('office:value-type="percentage" office:value="0.9838" table:style-name="c4">', Cell(Decimal("0.9838"), "number", "0.00%")),
        ('office:value-type="percentage" office:value="0.9838"><text:p>98.4%</text:p>', Cell(Decimal("0.9838"), "number", "0.0%")),
        (
            'office:value-type="date" office:date-value="2026-01-31" table:style-name="c3">',
            Cell(datetime(2026, 1, 31), "date", 'yyyy"年"m"月"', stored=Decimal(46053)),
        ),
        (
            'office:value-type="date" office:date-value="2026-01-31T00:00:00.000000000">',
            Cell(datetime(2026, 1, 31), "date", stored=Decimal(46053)),
        ),
        ('office:value-type="date" office:date-value="长期"><text:p>长期</text:p>', Cell("长期", "text")),
        ('office:value-type="boolean" office:boolean-value="true">', Cell(True, "boolean")),
        ('office:value-type="string" office:string-value="甲">', Cell("甲", "text")),
        ('office:value-type="string" table:style-name="c5"><text:p>甲</text:p><text:p>乙</text:p>', Cell("甲\n乙", "text")),
        (
            'office:value-type="string"><text:p>甲<text:s text:c="2"/><text:span>乙</text:span><text:line-break/>丙</text:p>',
            Cell("甲  乙\n丙", "text"),
        ),
        (
            'office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲</text:p>',
            Cell("甲", "text"),
        ),
        (
            'office:value-type="string" calcext:value-type="error" table:formula="of:=[.A9]"><text:p>#REF!</text:p>',
            Cell("#REF!", "error", formula=True),
        ),
        ('office:value-type="string" table:formula="of:=[.A9]"><text:p>Err:502</text:p>', Cell("Err:502", "error", formula=True)),
        ('table:formula="of:=1/0"><text:p>#DIV/0!</text:p>', Cell("#DIV/0!", "error", formula=True)),
        ('office:value-type="string"><text:p>#1 泵站</text:p>', Cell("#1 泵站", "text")),
        (
            'office:value-type="float" office:value="12" table:formula="of:=[.A9]"><text:p>###</text:p>',
            Cell(Decimal(12), "number", formula=True),
        ),
        ('office:value-type="float" office:value="无穷"><text:p>#NUM!</text:p>', Cell("#NUM!", "error")),
        ('office:value-type="float" office:value="1E+309"><text:p>1E+309</text:p>', Cell("1E+309", "error")),
        ('office:value-type="float" office:value="1E-9999999"><text:p>0</text:p>', Cell("0", "error")),
        ('office:value-type="float" office:value="0E-400"><text:p>0</text:p>', Cell(Decimal("0E-400"), "number")),
        ('table:formula="of:=PI()">', Cell("=PI()", "uncached", formula=True)),
        (
            'office:value-type="date" office:date-value="1899-12-30"><text:p>1899-12-30</text:p>',
            Cell(datetime(1899, 12, 30), "date", stored=Decimal(0)),
        ),
        (
            'office:value-type="date" office:date-value="1900-02-03"><text:p>2月3日</text:p>',
            Cell(datetime(1900, 2, 3), "date", stored=Decimal(35)),
        ),
        ('table:formula="of:=1+SUM([.B7:.B8])">', Cell(Decimal(1), "number", formula=True, computed=True)),
    ],
)
def test_a_cell_comes_with_kind_and_format(xml: str, cell: Cell) -> None:
    """What the two libraries for this format lose is kept: percentages, errors, formats of units and dates."""
    (found,) = read(table(row(f"<table:table-cell {xml}</table:table-cell>"))).sheets[0].cells.values()
    assert found == cell


def test_an_empty_result_is_a_blank_cell() -> None:
    """LibreOffice gives the result "" an empty paragraph; a formula that was never calculated has none."""
    xml = '<table:table-cell table:formula="of:=IF([.A9]=0;&quot;&quot;;1)"><text:p/></table:table-cell>'
    assert read(table(row(xml))).sheets[0].cells == {}


def test_repeated_rows_and_columns_keep_places() -> None:
    """Blanks are counted, not made; content that is repeated stands in every place."""
    rows = (
        row('<table:table-cell table:number-columns-repeated="3"/>' + text_cell("甲", 'table:number-columns-repeated="2"'))
        + row("<table:table-cell/>", 'table:number-rows-repeated="1000"')
        + row(text_cell("乙"), 'table:number-rows-repeated="2"')
        + row("<table:table-cell/>", 'table:number-rows-repeated="99999999999999999999"')
    )
    assert values(read(table(rows))) == {(1, 4): "甲", (1, 5): "甲", (1002, 1): "乙", (1003, 1): "乙"}


def test_rows_stand_in_groups_and_headers() -> None:
    """Print titles and outlines wrap rows in elements of their own."""
    header = f"<table:table-header-rows>{row(text_cell('甲'))}</table:table-header-rows>"
    group = f"<table:table-row-group>{row(text_cell('乙'))}</table:table-row-group>"
    assert values(read(table(header + group))) == {(1, 1): "甲", (2, 1): "乙"}


def test_merges_are_kept() -> None:
    """A merged cell tells how many columns and rows it spans, never beyond what is looked at."""
    wide = (
        text_cell("甲", 'table:number-columns-spanned="6" table:number-rows-spanned="1"')
        + '<table:covered-table-cell table:number-columns-repeated="5"/>'
    )
    tall = text_cell("乙", 'table:number-columns-spanned="99999" table:number-rows-spanned="9999999999"')
    (sheet,) = read(table(row(wide) + row("<table:table-cell/>" + tall))).sheets
    assert sheet.merges == (Area(1, 1, 1, 6), Area(2, 2, 102, 256))


def test_what_is_hidden_is_told() -> None:
    """Hidden rows, filtered rows, hidden columns and hidden sheets are marked."""
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = (
        row(text_cell("甲"), 'table:visibility="collapse"')
        + row(text_cell("乙"), 'table:visibility="filter"')
        + row(text_cell("丙"))
    )
    hidden = '<table:table table:name="表2" table:style-name="t1"/>'
    first, second = read(table(rows, columns) + hidden).sheets
    assert (first.state, first.hidden_rows, first.hidden_columns, second.state) == ("visible", {1, 2}, {2, 3}, "hidden")


def test_a_cell_takes_the_format_of_its_row_or_column() -> None:
    """A style stands on the cell, else on its row, else on its column, and may come from styles.xml."""
    style = '<style:style style:name="n" style:family="table-cell" style:data-style-name="N1"/>'
    styles = f"<office:document-styles {NAMES}><office:styles>{style}</office:styles></office:document-styles>"
    number = '<table:table-cell office:value-type="float" office:value="1"/>'
    columns = '<table:table-column table:default-cell-style-name="c2"/>'
    rows = row(number) + row(number, 'table:default-cell-style-name="n"')
    cells = read(table(rows, columns), styles_xml=styles).sheets[0].cells
    assert [cells[each, 1].number_format for each in (1, 2)] == ['#,##0.##"人"', "0.00%"]


def test_tables_elsewhere_are_no_sheets() -> None:
    """Deleted content among tracked changes, and tables inside cells, are not what stands on the sheet."""
    changes = f"<table:tracked-changes><table:deletion>{table(row(text_cell('旧')))}</table:deletion></table:tracked-changes>"
    inner = f"<table:table-cell>{table(row(text_cell('内')))}</table:table-cell>"
    workbook = read(changes + table(row(text_cell("甲") + inner)))
    assert [each.name for each in workbook.sheets] == ["表1"]
    assert values(workbook) == {(1, 1): "甲"}


@pytest.mark.parametrize("is_on_page", [True, False])
def test_tables_of_charts_and_documents_on_a_sheet_are_no_part_of_it(is_on_page: bool) -> None:
    """In one file they stand there whole: the data of a chart, a sheet in a sheet."""
    names = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:chart="c"'
    inner = f'<table:table><table:table-column table:visibility="collapse"/>{row(text_cell("内"))}</table:table>'
    held = f"<office:chart>{inner}</office:chart><office:spreadsheet>{inner}</office:spreadsheet>"
    frame = f"<draw:frame {names}><draw:object>{held}</draw:object></draw:frame>"
    shapes = f"<table:shapes>{frame}</table:shapes>" if is_on_page else ""
    rows = row(text_cell("甲") + ("" if is_on_page else f"<table:table-cell>{frame}</table:table-cell>")) + row(text_cell("乙"))
    (sheet,) = parse_workbook(_flat(f'<table:table table:name="表1">{shapes}{rows}</table:table>'), LIMITS).sheets
    assert {at: cell.value for at, cell in sheet.cells.items()} == {(1, 1): "甲", (2, 1): "乙"}
    assert (sheet.hidden_columns, sheet.set_aside) == (frozenset(), {})


def test_the_last_row_of_a_sheet_is_read_and_none_behind_it() -> None:
    """However often it is repeated."""
    rows = row("<table:table-cell/>", 'table:number-rows-repeated="1048575"') + row(
        text_cell("甲"), 'table:number-rows-repeated="3"'
    )
    assert values(read(table(rows))) == {(1_048_576, 1): "甲"}


def test_of_a_comment_and_a_box_over_a_cell_the_box_is_told() -> None:
    """On the cell or on the page; a comment alone is told, too."""
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    box = f"<draw:text-box {draw}><text:p>以此为准</text:p></draw:text-box>"
    note = "<office:annotation><text:p>问过</text:p></office:annotation>"
    cells = f"<table:table-cell>{note}</table:table-cell><table:table-cell>{note}{box}</table:table-cell>"
    (sheet,) = read(table(row(cells))).sheets
    assert sheet.set_aside == {(1, 1): SetAside("comment", "问过"), (1, 2): SetAside("text_box", "以此为准")}
    (on_page,) = read(table(f"<table:shapes>{box}</table:shapes>{row(cells)}")).sheets
    assert on_page.set_aside[1, 1] == SetAside("text_box", "以此为准")


def test_blank_cells_far_to_the_right_are_nothing() -> None:
    """Only what has a content is cut off."""
    (sheet,) = read(table(row('<table:table-cell table:number-columns-repeated="300"/>' + text_cell("")))).sheets
    assert not sheet.cut_off


def test_cells_far_to_the_right_are_noted_as_cut_off() -> None:
    """What is beyond the columns looked at is said to be there."""
    (sheet,) = read(table(row('<table:table-cell table:number-columns-repeated="300"/>' + text_cell("甲")))).sheets
    assert (sheet.cells, sheet.cut_off) == ({}, True)


def test_a_text_document_says_how_it_can_be_read() -> None:
    """An .odt with a form in its table: saved as .docx it is read."""
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(packed(document("", kind="text")), LIMITS)
    assert "另存为 .docx" in refusal.value.hint


@pytest.mark.parametrize(
    ("limit", "body", "message"),
    [
        (
            "cells_per_sheet",
            table(row(text_cell("x"), 'table:number-rows-repeated="1000000"')),
            "工作表“表1”中有内容的单元格超过 1 个的上限。",
        ),
        (
            "merges_per_sheet",
            table(row(text_cell("x", 'table:number-columns-spanned="2"') * 2)),
            "工作表“表1”的合并单元格超过 1 个的上限。",
        ),
        ("sheets", table("") * 2, "工作簿的工作表超过 1 张的上限。"),
    ],
)
def test_each_limit_has_its_own_sentence(limit: str, body: str, message: str) -> None:
    """A million repeated cells are not made before they are counted."""
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(packed(document(body)), replace(LIMITS, **{limit: 1}))
    assert (refusal.value.reason, refusal.value.message) == ("too_large", message)


@pytest.mark.parametrize(
    ("parts", "reason", "message"),
    [
        (document("", kind="text"), "not_a_workbook", "文件不是电子表格，是其他 OpenDocument 文档。"),
        (document(""), "damaged", "工作簿中没有任何工作表。"),
        ({**document(""), "content.xml": "<a>"}, "damaged", "文件已损坏，内部部件 content.xml 不是完整的 XML。"),
        (
            {**document(""), "META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x93\x01"},
            "encrypted",
            "文件设有打开密码，无法读取。",
        ),
        (
            {**document(""), "content.xml": "<!DOCTYPE a><a/>"},
            "unsafe",
            "文件内部含有外部实体声明（DTD），这是常见的攻击手段，正常的工作簿不会有。",
        ),
    ],
    ids=["text document", "no sheet", "cut off", "password", "dtd"],
)
def test_what_cannot_be_read_is_named(parts: dict[str, str | bytes], reason: str, message: str) -> None:
    """Other documents, broken, encrypted and unsafe ones each have their sentence."""
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(packed(parts), LIMITS)
    assert (refusal.value.reason, refusal.value.message) == (reason, message)


@pytest.mark.parametrize("has_macros", [True, False])
def test_a_document_with_macros_says_so(has_macros: bool) -> None:
    """Packed or in one file; a manifest or an empty library is neither macro nor password."""
    more = {"Basic__script-lc_xml": "<m/>", "Basic__Standard__script-lb_xml": "<m/>"}
    more |= {"Basic__Standard__Module1_xml": "<m/>"} if has_macros else {}
    packed_book = read(_PAGE, META_INF__manifest_xml="<m/>", **more)
    module = "<ooo:module ooo:name='清零'/>" if has_macros else ""
    flat_book = parse_workbook(_flat(_PAGE + f"<ooo:libraries xmlns:ooo='x'>{module}</ooo:libraries>"), LIMITS)
    assert (packed_book.has_macros, flat_book.has_macros) == (has_macros, has_macros)


def test_broken_styles_cost_the_formats_only() -> None:
    """An error in a form's decoration does not cost the form."""
    assert values(read(table(row(text_cell("甲"))), styles_xml="<office:")) == {(1, 1): "甲"}


def test_a_document_without_its_mimetype_is_read() -> None:
    """Packed again by hand, the part that names the kind is often lost."""
    made = document(table(row(text_cell("甲"))))
    del made["mimetype"]
    assert values(parse_workbook(packed(made), LIMITS)) == {(1, 1): "甲"}


def test_the_text_of_a_box_over_a_cell_is_set_aside() -> None:
    """A shape in a cell, one on the page; a chart and a comment are no boxes, and no cell gets the text."""
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    box = f"<draw:custom-shape {draw}><text:p>以此为准</text:p><text:p>320000</text:p></draw:custom-shape>"
    chart = f"<draw:frame {draw}><draw:object><text:p>图</text:p></draw:object></draw:frame>"
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    shapes = f"<table:shapes><draw:frame {draw}><draw:text-box><text:p>用A4纸</text:p></draw:text-box></draw:frame></table:shapes>"
    cells = row(f"<table:table-cell>{note}{chart}</table:table-cell><table:table-cell>{box}</table:table-cell>")
    (sheet,) = read(f'<table:table table:name="表1">{shapes}{cells}</table:table>').sheets
    assert sheet.set_aside == {(1, 1): SetAside("text_box", "用A4纸"), (1, 2): SetAside("text_box", "以此为准\n320000")}
    assert not sheet.cells


def _flat(body: str, kind: str = "spreadsheet", head: str = "") -> bytes:
    body = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    styles = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    document = f"<office:document {NAMES} {CALC}>{styles}{body}</office:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}\n{document}'.encode()


_PAGE = table(
    row(
        text_cell("项目名称", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>"
        + '<table:table-cell office:value-type="percentage" office:value="0.9838" table:style-name="c1"/>'
    )
    + row(text_cell("河堤巡护"), 'table:visibility="collapse"')
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_spreadsheet_in_one_file_reads_as_the_same_in_a_package(encoding: str) -> None:
    """Cells, formats, merges and hidden rows of an .fods, whatever the file is called."""
    data = _flat(_PAGE).decode().replace("UTF-8", encoding).encode(encoding)
    found = parse_workbook(data, LIMITS)
    assert found.container == "fods"
    assert found.sheets == read(_PAGE).sheets


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (_flat("", "text"), "not_a_workbook", "文件不是电子表格，是其他 OpenDocument 文档。"),
        (_flat(_PAGE)[:-40], "damaged", "文件已损坏，不是完整的 XML。"),
        (
            _flat(_PAGE, head='<!DOCTYPE x [<!ENTITY a "b">]>'),
            "unsafe",
            "文件内部含有外部实体声明（DTD），这是常见的攻击手段，正常的工作簿不会有。",
        ),
        (_flat(""), "damaged", "工作簿中没有任何工作表。"),
    ],
)
def test_another_document_in_one_file_is_refused(data: bytes, reason: str, message: str) -> None:
    """A text document, a broken file, one with a DTD and one without a sheet each have their sentence."""
    with pytest.raises(RefusedFile) as caught:
        parse_workbook(data, LIMITS)
    assert (caught.value.reason, caught.value.message) == (reason, message)


def test_a_spreadsheet_in_one_file_has_its_limit() -> None:
    """As much is read as of a part of a package."""
    data = _flat(_PAGE + "<!--" + " " * LIMITS.part_bytes + "-->")
    with pytest.raises(RefusedFile) as caught:
        parse_workbook(data, LIMITS)
    assert caught.value.reason == "too_large"
