"""OpenDocument spreadsheets: cells with formats, merges and what is hidden, however rows and columns are repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from tests.intake.packages import LIMITS, packed, values
from xlperf.errors import RefusedFile
from xlperf.intake.formats.opendocument_formats import CellStyles
from xlperf.intake.sheet import Area, Cell, SetAside, Workbook
from xlperf.intake.workbook_reader import parse_workbook

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for short, full in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"))
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_STYLES = """
<number:percentage-style style:name="N1">
<number:number number:decimal-places="2"/><number:text>%</number:text>
</number:percentage-style>
<number:number-style style:name="N2">
<number:number number:decimal-places="2" number:min-decimal-places="0" number:grouping="true"/><number:text>人</number:text>
</number:number-style>
<number:date-style style:name="N3">
<number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text>
</number:date-style>
<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="c3" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="c4" style:family="table-cell" style:parent-style-name="c1"/>
<style:style style:name="c5" style:family="table-cell" style:parent-style-name="c5"/>
<style:style style:name="t1" style:family="table"><style:table-properties table:display="false"/></style:style>
"""


def _document(body: str, kind: str = "spreadsheet", **others: str | bytes) -> dict[str, str | bytes]:
    body = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f"<office:automatic-styles>{_STYLES}</office:automatic-styles>{body}"
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {_NAMES} {_CALC}>{content}</office:document-content>",
        **{name.replace("__", "/").replace("_xml", ".xml"): text for name, text in others.items()},
    }


def _read(body: str, **others: str | bytes) -> Workbook:
    return parse_workbook(packed(_document(body, **others)), LIMITS)


def _table(rows: str, columns: str = "") -> str:
    return f'<table:table table:name="表1">{columns}{rows}</table:table>'


def _row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def _text(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


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
        ('office:value-type="float" office:value="无穷"><text:p>#NUM!</text:p>', Cell("#NUM!", "error")),
        ('office:value-type="float" office:value="1E+309"><text:p>1E+309</text:p>', Cell("1E+309", "error")),
        ('office:value-type="float" office:value="1E-9999999"><text:p>0</text:p>', Cell("0", "error")),
        ('office:value-type="float" office:value="0E-400"><text:p>0</text:p>', Cell(Decimal("0E-400"), "number")),
        ('table:formula="of:=PI()">', Cell("=PI()", "uncached", formula=True)),
        ('table:formula="of:=1+SUM([.B7:.B8])">', Cell(Decimal(1), "number", formula=True, computed=True)),
    ],
)
def test_a_cell_comes_with_kind_and_format(xml: str, cell: Cell) -> None:
    """What the two libraries for this format lose is kept: percentages, errors, formats of units and dates."""
    (found,) = _read(_table(_row(f"<table:table-cell {xml}</table:table-cell>"))).sheets[0].cells.values()
    assert found == cell


def test_repeated_rows_and_columns_keep_places() -> None:
    """Blanks are counted, not made; content that is repeated stands in every place."""
    rows = (
        _row('<table:table-cell table:number-columns-repeated="3"/>' + _text("甲", 'table:number-columns-repeated="2"'))
        + _row("<table:table-cell/>", 'table:number-rows-repeated="1000"')
        + _row(_text("乙"), 'table:number-rows-repeated="2"')
        + _row("<table:table-cell/>", 'table:number-rows-repeated="99999999999999999999"')
    )
    assert values(_read(_table(rows))) == {(1, 4): "甲", (1, 5): "甲", (1002, 1): "乙", (1003, 1): "乙"}


def test_rows_stand_in_groups_and_headers() -> None:
    """Print titles and outlines wrap rows in elements of their own."""
    header = f"<table:table-header-rows>{_row(_text('甲'))}</table:table-header-rows>"
    group = f"<table:table-row-group>{_row(_text('乙'))}</table:table-row-group>"
    assert values(_read(_table(header + group))) == {(1, 1): "甲", (2, 1): "乙"}


def test_merges_are_kept() -> None:
    """A merged cell tells how many columns and rows it spans, never beyond what is looked at."""
    wide = (
        _text("甲", 'table:number-columns-spanned="6" table:number-rows-spanned="1"')
        + '<table:covered-table-cell table:number-columns-repeated="5"/>'
    )
    tall = _text("乙", 'table:number-columns-spanned="99999" table:number-rows-spanned="9999999999"')
    (sheet,) = _read(_table(_row(wide) + _row("<table:table-cell/>" + tall))).sheets
    assert sheet.merges == (Area(1, 1, 1, 6), Area(2, 2, 102, 256))


def test_what_is_hidden_is_told() -> None:
    """Hidden rows, filtered rows, hidden columns and hidden sheets are marked."""
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = _row(_text("甲"), 'table:visibility="collapse"') + _row(_text("乙"), 'table:visibility="filter"') + _row(_text("丙"))
    hidden = '<table:table table:name="表2" table:style-name="t1"/>'
    first, second = _read(_table(rows, columns) + hidden).sheets
    assert (first.state, first.hidden_rows, first.hidden_columns, second.state) == ("visible", {1, 2}, {2, 3}, "hidden")


def test_a_cell_takes_the_format_of_its_row_or_column() -> None:
    """A style stands on the cell, else on its row, else on its column, and may come from styles.xml."""
    style = '<style:style style:name="n" style:family="table-cell" style:data-style-name="N1"/>'
    styles = f"<office:document-styles {_NAMES}><office:styles>{style}</office:styles></office:document-styles>"
    number = '<table:table-cell office:value-type="float" office:value="1"/>'
    columns = '<table:table-column table:default-cell-style-name="c2"/>'
    rows = _row(number) + _row(number, 'table:default-cell-style-name="n"')
    cells = _read(_table(rows, columns), styles_xml=styles).sheets[0].cells
    assert [cells[each, 1].number_format for each in (1, 2)] == ['#,##0.##"人"', "0.00%"]


def test_tables_elsewhere_are_no_sheets() -> None:
    """Deleted content among tracked changes, and tables inside cells, are not what stands on the sheet."""
    changes = f"<table:tracked-changes><table:deletion>{_table(_row(_text('旧')))}</table:deletion></table:tracked-changes>"
    inner = f"<table:table-cell>{_table(_row(_text('内')))}</table:table-cell>"
    workbook = _read(changes + _table(_row(_text("甲") + inner)))
    assert [each.name for each in workbook.sheets] == ["表1"]
    assert values(workbook) == {(1, 1): "甲"}


def test_cells_far_to_the_right_are_noted_as_cut_off() -> None:
    """What is beyond the columns looked at is said to be there."""
    (sheet,) = _read(_table(_row('<table:table-cell table:number-columns-repeated="300"/>' + _text("甲")))).sheets
    assert (sheet.cells, sheet.cut_off) == ({}, True)


@pytest.mark.parametrize(
    ("limit", "body", "message"),
    [
        (
            "cells_per_sheet",
            _table(_row(_text("x"), 'table:number-rows-repeated="1000000"')),
            "工作表“表1”中有内容的单元格超过 1 个的上限。",
        ),
        (
            "merges_per_sheet",
            _table(_row(_text("x", 'table:number-columns-spanned="2"') * 2)),
            "工作表“表1”的合并单元格超过 1 个的上限。",
        ),
        ("sheets", _table("") * 2, "工作簿的工作表超过 1 张的上限。"),
    ],
)
def test_each_limit_has_its_own_sentence(limit: str, body: str, message: str) -> None:
    """A million repeated cells are not made before they are counted."""
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(packed(_document(body)), replace(LIMITS, **{limit: 1}))
    assert (refusal.value.reason, refusal.value.message) == ("too_large", message)


@pytest.mark.parametrize(
    ("parts", "reason", "message"),
    [
        (_document("", kind="text"), "not_a_workbook", "文件不是电子表格，是其他 OpenDocument 文档。"),
        (_document(""), "damaged", "工作簿中没有任何工作表。"),
        ({**_document(""), "content.xml": "<a>"}, "damaged", "文件已损坏，内部部件 content.xml 不是完整的 XML。"),
        (
            {**_document(""), "META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x93\x01"},
            "encrypted",
            "文件设有打开密码，无法读取。",
        ),
        (
            {**_document(""), "content.xml": "<!DOCTYPE a><a/>"},
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


def test_broken_styles_cost_the_formats_only() -> None:
    """An error in a form's decoration does not cost the form."""
    assert values(_read(_table(_row(_text("甲"))), styles_xml="<office:")) == {(1, 1): "甲"}


def test_a_document_without_its_mimetype_is_read() -> None:
    """Packed again by hand, the part that names the kind is often lost."""
    made = _document(_table(_row(_text("甲"))))
    del made["mimetype"]
    assert values(parse_workbook(packed(made), LIMITS)) == {(1, 1): "甲"}


_LOOKS = """
<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="k1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="k2" style:family="table-cell" style:parent-style-name="k1"/>
"""


def _looking(cells: str) -> Workbook:
    styles = f"<office:document-styles {_NAMES}><office:styles>{_LOOKS}</office:styles></office:document-styles>"
    return _read(_table(_row(cells)), styles_xml=styles)


def test_struck_text_is_set_aside_and_raised_digits_stay_raised() -> None:
    """An old amount with a line through it is no part of the new one, and a footnote no digit."""
    struck, raised = '<text:span text:style-name="T1">300000</text:span>', '<text:span text:style-name="T2">2</text:span>'
    book = _looking(_text(f"{struck}350000") + _text(f"350000{raised}") + _text(raised))
    assert values(book) == {(1, 1): "350000", (1, 2): "350000²", (1, 3): "2"}
    assert book.sheets[0].set_aside == {(1, 1): SetAside("struck", "300000")}


def test_a_cell_struck_by_its_style_is_deleted() -> None:
    """By its own style or the one that this builds on, whether it holds a text or a number."""
    number = (
        '<table:table-cell office:value-type="float" office:value="5" table:style-name="k2"><text:p>5</text:p></table:table-cell>'
    )
    book = _looking(_text("旧", 'table:style-name="k1"') + number + _text("新"))
    assert values(book) == {(1, 3): "新"}
    assert book.sheets[0].set_aside == {(1, 1): SetAside("struck", "旧"), (1, 2): SetAside("struck", "5")}


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('<number:number-style style:name="N9"><number:fraction number:min-numerator-digits="1" number:max-denominator-value="9"/>'
         "</number:number-style>", "?/?"),
        ('<number:number-style style:name="N9"><number:fraction number:min-integer-digits="0" number:denominator-value="8"/>'
         "</number:number-style>", "# ?/8"),
        ('<number:number-style style:name="N9"><number:number number:decimal-places="0" number:min-integer-digits="7">'
         '<number:embedded-text number:position="4">-</number:embedded-text></number:number></number:number-style>', '000"-"0000'),
        ('<number:date-style style:name="N9P0"><number:month/><number:text>月</number:text><number:day/></number:date-style>'
         '<number:text-style style:name="N9"><number:text-content/>'
         '<style:map style:condition="value()&lt;=1.79E+308" style:apply-style-name="N9P0"/></number:text-style>', 'm"月"d'),
        ('<number:number-style style:name="N9P0"><number:text>无</number:text></number:number-style>'
         '<number:number-style style:name="N9"><number:number number:decimal-places="0" number:min-integer-digits="1"/>'
         '<style:map style:condition="value()=0" style:apply-style-name="N9P0"/></number:number-style>', '[=0]"无";0'),
    ],
    ids=["ninths", "eighths", "telephone", "month-and-day", "none-for-nought"],
)  # fmt: skip
def test_formats_that_people_use_keep_what_the_cell_shows(style: str, code: str) -> None:
    """Fractions, texts between digits and parts under a condition become the code that Excel would have."""
    cell = '<style:style style:name="k9" style:family="table-cell" style:data-style-name="N9"/>'
    styles = f"<office:document-styles {_NAMES}><office:styles>{style}{cell}</office:styles></office:document-styles>"
    body = _row('<table:table-cell office:value-type="float" office:value="3" table:style-name="k9"/>')
    assert _read(_table(body), styles_xml=styles).sheets[0].cells[1, 1].number_format == code


def test_the_text_of_a_box_over_a_cell_is_set_aside() -> None:
    """A shape in a cell, one on the page; a chart and a comment are no boxes, and no cell gets the text."""
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    box = f"<draw:custom-shape {draw}><text:p>以此为准</text:p><text:p>320000</text:p></draw:custom-shape>"
    chart = f"<draw:frame {draw}><draw:object><text:p>图</text:p></draw:object></draw:frame>"
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    shapes = f"<table:shapes><draw:frame {draw}><draw:text-box><text:p>用A4纸</text:p></draw:text-box></draw:frame></table:shapes>"
    row = _row(f"<table:table-cell>{note}{chart}</table:table-cell><table:table-cell>{box}</table:table-cell>")
    (sheet,) = _read(f'<table:table table:name="表1">{shapes}{row}</table:table>').sheets
    assert sheet.set_aside == {(1, 1): SetAside("text_box", "用A4纸"), (1, 2): SetAside("text_box", "以此为准\n320000")}
    assert not sheet.cells


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('<number:number number:decimal-places="2" number:min-integer-digits="1" number:display-factor="1000"/>', "0.00,"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000000"/>', "0,,"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="7"/>', "0"),
    ],
)
def test_a_number_shown_in_thousands_is_no_thousand_times_larger(style: str, code: str) -> None:
    """860000 shown as 860.00千元 stays 860000 元: the factor is part of the format."""
    styles = f'<number:number-style style:name="N9">{style}<number:text>千元</number:text></number:number-style>'
    assert _code_of(styles) == f'{code}"千元"'


@pytest.mark.parametrize(
    ("attributes", "number", "code"),
    [
        ('number:transliteration-format="一" number:transliteration-style="long"', "<number:number/>", "[DBNum1]General"),
        (
            'number:transliteration-format="一" number:transliteration-style="short"',
            "<number:number number:decimal-places='0'/>",
            "[DBNum1]0",
        ),
        ('number:transliteration-format="壹" number:transliteration-style="long"', "<number:number/>", "[DBNum2]General"),
        ('number:transliteration-format="１"', "<number:number/>", "[DBNum3]General"),
        ('number:transliteration-format="1"', "<number:number/>", "General"),
    ],
)
def test_chinese_numerals_are_part_of_the_format(attributes: str, number: str, code: str) -> None:
    """What LibreOffice makes of [DBNum1] and [DBNum2]."""
    assert _code_of(f'<number:number-style style:name="N9" {attributes}>{number}</number:number-style>') == code


def _code_of(style: str) -> str:
    styles = CellStyles()
    names = f"<x {_NAMES}>{style}<style:style style:name='c9' style:family='table-cell' style:data-style-name='N9'/></x>"
    styles.add(fromstring(names))
    return styles.code("c9")


def _flat(body: str, kind: str = "spreadsheet", head: str = "") -> bytes:
    body = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    styles = f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
    document = f"<office:document {_NAMES} {_CALC}>{styles}{body}</office:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}\n{document}'.encode()


_PAGE = _table(
    _row(
        _text("项目名称", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>"
        + '<table:table-cell office:value-type="percentage" office:value="0.9838" table:style-name="c1"/>'
    )
    + _row(_text("河堤巡护"), 'table:visibility="collapse"')
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_spreadsheet_in_one_file_reads_as_the_same_in_a_package(encoding: str) -> None:
    """Cells, formats, merges and hidden rows of an .fods, whatever the file is called."""
    data = _flat(_PAGE).decode().replace("UTF-8", encoding).encode(encoding)
    found = parse_workbook(data, LIMITS)
    assert found.container == "fods"
    assert found.sheets == _read(_PAGE).sheets


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


@pytest.mark.parametrize(
    ("sections", "code"),
    [((), "General"), (("a",), "a"), (("a", "b"), "a"), (("a", "b", "c"), "a;b;c"), (("a", "b", "c", "d"), "a;b;c")],
)
def test_a_text_style_shows_numbers_by_its_sections(sections: tuple[str, ...], code: str) -> None:
    """Of three they are above, below and nought; with fewer the first holds for all, and without any nothing is said."""
    parts = "".join(
        f'<number:number-style style:name="{each}"><number:text>{each}</number:text></number:number-style>' for each in sections
    )
    maps = "".join(
        f'<style:map style:condition="value()&gt;{at}" style:apply-style-name="{each}"/>' for at, each in enumerate(sections)
    )
    style = f'{parts}<number:text-style style:name="N9"><number:text-content/>{maps}</number:text-style>'
    assert _code_of(style).replace('"', "") == code


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [
        ("", False),
        ("<style:table-properties/>", False),
        ('<style:table-properties table:display="true"/>', False),
        ('<style:table-properties table:display="false"/>', True),
    ],
)
def test_a_sheet_is_hidden_by_its_style(properties: str, hidden: bool) -> None:
    """Where that says so, and by nothing else."""
    styles = CellStyles()
    styles.add(fromstring(f"<x {_NAMES}><style:style style:name='t9' style:family='table'>{properties}</style:style></x>"))
    assert styles.hidden_tables == ({"t9"} if hidden else set())
