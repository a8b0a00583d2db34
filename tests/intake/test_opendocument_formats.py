"""What styles of an OpenDocument spreadsheet say: number formats as Excel's codes, struck and raised texts, hidden sheets."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from tests.intake.opendocuments import NAMES, read, row, table, text_cell
from tests.intake.packages import values
from xlperf.intake.formats.opendocument.opendocument_formats import CellStyles
from xlperf.intake.sheet import Cell, SetAside, Workbook

_LOOKS = """
<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="k1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="k2" style:family="table-cell" style:parent-style-name="k1"/>
"""


def _looking(cells: str, more: str = "") -> Workbook:
    styles = f"<office:document-styles {NAMES}><office:styles>{_LOOKS}{more}</office:styles></office:document-styles>"
    return read(table(row(cells)), styles_xml=styles)


def test_struck_text_is_set_aside_and_raised_digits_stay_raised() -> None:
    """An old amount with a line through it is no part of the new one, and a footnote no digit."""
    struck, raised = '<text:span text:style-name="T1">300000</text:span>', '<text:span text:style-name="T2">2</text:span>'
    book = _looking(text_cell(f"{struck}350000") + text_cell(f"350000{raised}") + text_cell(raised))
    assert values(book) == {(1, 1): "350000", (1, 2): "350000²", (1, 3): "2"}
    assert book.sheets[0].set_aside == {(1, 1): SetAside("struck", "300000")}


def test_a_cell_struck_by_its_style_is_deleted() -> None:
    """By its own style or the one that this builds on, whether it holds a text or a number."""
    number = (
        '<table:table-cell office:value-type="float" office:value="5" table:style-name="k2"><text:p>5</text:p></table:table-cell>'
    )
    book = _looking(text_cell("旧", 'table:style-name="k1"') + number + text_cell("新"))
    assert values(book) == {(1, 3): "新"}
    assert book.sheets[0].set_aside == {(1, 1): SetAside("struck", "旧"), (1, 2): SetAside("struck", "5")}


@pytest.mark.parametrize(
    ("position", "shown"),
    [
        ("super 58%", "10²"),
        ("33% 58%", "10²"),
        ("sub 58%", "10₂"),
        ("-33% 58%", "10₂"),
        ("0% 100%", "102"),
        ("0", "102"),
        (" ", "102"),
    ],
)
def test_a_digit_stands_as_its_style_says(position: str, shown: str) -> None:
    """By a word or by how far it is raised; not raised at all it is a digit of the number."""
    style = f'<style:text-properties style:text-line-through-type="none" style:text-position="{position}"/>'
    styles = f'<style:style style:name="T9" style:family="text">{style}</style:style>'
    assert values(_looking(text_cell('10<text:span text:style-name="T9">2</text:span>'), styles)) == {(1, 1): shown}


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ('<text:span text:style-name="T1">30<text:span text:style-name="T2">2</text:span></text:span>5', "5", "302"),
        ('<text:span text:style-name="T2"><text:span text:style-name="T1">30</text:span>2</text:span>5', "²5", "30"),
        ('<text:span text:style-name="T1">30</text:span></text:p><text:p>40', "40", "30"),
        ('30</text:p><text:p>40<text:span text:style-name="T2">2</text:span>', "30\n40²", ""),
    ],
    ids=["raised within struck", "struck within raised", "a line", "two lines"],
)
def test_looks_of_a_text_add_up(text: str, kept: str, gone: str) -> None:
    """A piece within another has the look of both, and lines stay lines."""
    (sheet,) = _looking(text_cell(text)).sheets
    assert {at: str(cell.value).strip() for at, cell in sheet.cells.items()} == {(1, 1): kept}
    assert sheet.set_aside == ({(1, 1): SetAside("struck", gone)} if gone else {})


def test_a_number_in_a_document_with_struck_texts_keeps_its_format() -> None:
    """Looks are of texts: a number, a formula and a text without any come as they do elsewhere."""
    number = '<table:table-cell office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell>'
    formula = '<table:table-cell table:formula="of:=PI()"/>'
    cells = _looking(number + formula + text_cell("甲") + "<table:table-cell><text:p/></table:table-cell>").sheets[0].cells
    assert list(cells.values()) == [
        Cell(Decimal("0.95"), "number", "0%"),
        Cell("=PI()", "uncached", formula=True),
        Cell("甲", "text"),
    ]


@pytest.mark.parametrize(
    ("condition", "named", "code"),
    [("value()=0", "N7", '[=0]"无";0'), ("value()=0", "N8", "0"), ("cell-content()=0", "N7", "0")],
    ids=["known", "style", "condition"],
)
def test_a_part_that_nobody_knows_leaves_the_format_of_the_rest(condition: str, named: str, code: str) -> None:
    """Its style is missing, or its condition is of another kind."""
    style = (
        '<number:number-style style:name="N7"><number:text>无</number:text></number:number-style>'
        '<number:number-style style:name="N9"><number:number number:decimal-places="0" number:min-integer-digits="1"/>'
        f'<style:map style:condition="{condition}" style:apply-style-name="{named}"/></number:number-style>'
    )
    assert _code_of(style) == code


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ("", "?/?"),
        ('number:min-numerator-digits="2" number:min-denominator-digits="2"', "??/??"),
        ('number:min-numerator-digits="0" number:max-denominator-value="99"', "?/??"),
        ('number:min-integer-digits="0" number:denominator-value="16"', "# ?/16"),
        ('number:denominator-value="x"', "?/?"),
    ],
)
def test_a_fraction_has_as_many_places_as_its_style_names(attributes: str, code: str) -> None:
    """Above and below the line, one where it names none; a denominator that it fixes is written out."""
    assert _code_of(f'<number:number-style style:name="N9"><number:fraction {attributes}/></number:number-style>') == code


@pytest.mark.parametrize(
    ("embedded", "code"),
    [("", "0000"), ('number:position="2">-<', '00"-"00'), ('number:position="2">"<', "0000"), ('number:position="0">-<', "0000")],
)
def test_a_text_between_digits_stands_so_many_from_the_right(embedded: str, code: str) -> None:
    """One without a text, at no place or at the end of the digits changes nothing."""
    inner = f"<number:embedded-text {embedded}/number:embedded-text>" if embedded else '<number:embedded-text number:position="2"/>'
    number = f'<number:number number:decimal-places="0" number:min-integer-digits="4">{inner}</number:number>'
    assert _code_of(f'<number:number-style style:name="N9">{number}</number:number-style>') == code


@pytest.mark.parametrize(
    ("symbol", "code"), [(">¥<", '"¥"#,##0.00'), ('>"元"<', '"元"#,##0.00'), ("><", "#,##0.00")], ids=["mark", "quoted", "none"]
)
def test_money_is_shown_with_its_currency(symbol: str, code: str) -> None:
    """The mark stands where the style has it, whatever it is."""
    amount = '<number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
    mark = f"<number:currency-symbol{symbol}/number:currency-symbol>"
    assert _code_of(f'<number:currency-style style:name="N9">{mark}{amount}</number:currency-style>') == code


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('<number:number-style style:name="N9"><number:number number:decimal-places="0" number:min-integer-digits="7">'
         '<number:embedded-text number:position="4">-</number:embedded-text></number:number></number:number-style>', '000"-"0000'),
        ('<number:date-style style:name="N9P0"><number:month/><number:text>月</number:text><number:day/></number:date-style>'
         '<number:text-style style:name="N9"><number:text-content/>'
         '<style:map style:condition="value()&lt;=1.79E+308" style:apply-style-name="N9P0"/></number:text-style>', 'm"月"d'),
        ('<number:number-style style:name="N9P0"><number:text>无</number:text></number:number-style>'
         '<number:number-style style:name="N9"><number:number number:decimal-places="0" number:min-integer-digits="1"/>'
         '<style:map style:condition="value()=0" style:apply-style-name="N9P0"/></number:number-style>', '[=0]"无";0'),
    ],
    ids=["telephone", "month-and-day", "none-for-nought"],
)  # fmt: skip
def test_formats_that_people_use_keep_what_the_cell_shows(style: str, code: str) -> None:
    """Fractions, texts between digits and parts under a condition become the code that Excel would have."""
    cell = '<style:style style:name="k9" style:family="table-cell" style:data-style-name="N9"/>'
    styles = f"<office:document-styles {NAMES}><office:styles>{style}{cell}</office:styles></office:document-styles>"
    body = row('<table:table-cell office:value-type="float" office:value="3" table:style-name="k9"/>')
    assert read(table(body), styles_xml=styles).sheets[0].cells[1, 1].number_format == code


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('<number:number number:decimal-places="2" number:min-integer-digits="1" number:display-factor="1000"/>', "0.00,"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000000"/>', "0,,"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="7"/>', "0"),
        ('<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="100"/>', "0"),
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
    names = f"<x {NAMES}>{style}<style:style style:name='c9' style:family='table-cell' style:data-style-name='N9'/></x>"
    styles.add(fromstring(names))
    return styles.code("c9")


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
    styles.add(fromstring(f"<x {NAMES}><style:style style:name='t9' style:family='table'>{properties}</style:style></x>"))
    assert styles.hidden_tables == ({"t9"} if hidden else set())


def test_a_format_has_as_many_conditions_as_excel_knows() -> None:
    """Two and the rest; a number of places that no sheet shows is cut to twenty."""
    parts = "".join(
        f'<number:number-style style:name="{each}"><number:text>{each}</number:text></number:number-style>' for each in "abc"
    )
    maps = "".join(
        f'<style:map style:condition="value()&gt;{at}" style:apply-style-name="{each}"/>'
        for each, at in zip("abc", (9, 5, 1), strict=True)
    )
    rest = '<number:number number:decimal-places="500" number:min-integer-digits="1"/>'
    assert _code_of(f'{parts}<number:number-style style:name="N9">{rest}{maps}</number:number-style>') == (
        f'[>9]"a";[>5]"b";0.{"0" * 20}'
    )


@pytest.mark.parametrize(
    ("kind", "parts", "code"),
    [
        ("number-style", "<number:number/><number:text>%</number:text>", 'General"%"'),
        ("number-style", "<number:text>≥</number:text><number:number/><number:text>%</number:text>", '"≥"General"%"'),
        ("percentage-style", '<number:number number:decimal-places="0"/><number:text>%以上</number:text>', '0%"以上"'),
        ("text-style", "<number:text-content/><number:text>册</number:text>", '@"册"'),
        ("text-style", "", "General"),
    ],
)
def test_only_a_style_of_percentages_multiplies_by_100(kind: str, parts: str, code: str) -> None:
    """A % that stands in any other format is a text: 98 shown as 98% is 98 per cent and not 9800."""
    more = f'<number:{kind} style:name="N9">{parts}</number:{kind}>'
    more += '<style:style style:name="p" style:family="table-cell" style:data-style-name="N9"/>'
    number = '<table:table-cell office:value-type="float" office:value="98" table:style-name="p"/>'
    assert _looking(number, more).sheets[0].cells == {(1, 1): Cell(Decimal(98), "number", code)}
