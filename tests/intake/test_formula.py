"""Formulas without a stored result: sums and references are calculated, everything else stays unknown, never 0."""

from __future__ import annotations

import time
from decimal import Decimal
from html import escape

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tests.intake.packages import LIMITS, packed, parts, read, sheet_xml, text_cell
from xlperf.intake.formats.builtin_formats import builtin_format
from xlperf.intake.sheet import Cell
from xlperf.intake.workbook_reader import parse_workbook

_BESIDE = '<c r="B1"><v>1.1</v></c><c r="C1"><v>2.2</v></c><c r="D1" t="str"><v>甲</v></c><c r="F1" t="e"><v>#N/A</v></c>'


def _calculated(formula: str) -> Cell:
    first = sheet_xml(f'<row r="1"><c r="A1"><f>{escape(formula)}</f></c>{_BESIDE}</row>')
    second = sheet_xml(f'<row r="1">{text_cell("A1", "乙")}<c r="B1"><v>40</v></c></row>')
    return read(parts(first, second)).sheets[0].cells[1, 1]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("B1+C1", "3.3"),
        ("B1-C1", "-1.1"),
        ("-B1", "-1.1"),
        ("SUM(B1:C1)", "3.3"),
        ("SUM(B1,C1,3)-1", "5.3"),
        ("-SUM(B1,C1)", "-3.3"),
        ("10-SUM(B1,C1)+1", "7.7"),
        ("$B$1", "1.1"),
        ("表2!B1+1", "41"),
        ("'表2'!$B$1", "40"),
        ("SUM(G1:G9)", "0"),
        ("ROUND(SUM(B1:C1),2)", "3.30"),
        ("ROUND(B1+C1,0)", "3"),
        ("ROUND(-B1, 1)", "-1.1"),
        ("round(1.005,2)", "1.01"),
        ("ROUND(表2!B1,2)", "40.00"),
        ("B1*C1", "2.42"),
        ("C1/B1", "2"),
        ("ROUND(10*C1/B1/3,2)", "6.67"),
        ("B1+C1*2-1", "4.5"),
        ("(B1+C1)*2", "6.6"),
        ("-(B1-C1)/B1*100%", "1"),
        ("B1*表2!B1", "44.0"),
        ("SUM(SUM(B1:C1),-B1)", "2.2"),
        ("ROUND(B1,0)+ROUND(C1,0)", "3"),
        ("SUBTOTAL(9,B1:C1)", "3.3"),
        ("SUBTOTAL(109,B1:C1,1)", "4.3"),
        ("MIN(10,B1*2)", "2.2"),
        ("MAX(B1:C1,0)", "2.2"),
        ("G1*2", "0"),
        ("IF(B1>0,B1+C1,0)", "3.3"),
        ("IF(G1=0,0,B1/G1)", "0"),
        ('IF(G1="",C1,D1*2)', "2.2"),
        ('if( D1 = "甲" ; 7 ; 8 )', "7"),
        ("IF(AND(B1>1,C1<>0),ROUND(C1/B1,2),0)", "2.00"),
        ("IF(OR(B1>=2,NOT(C1<=2)),IF(B1,1,2),3)", "1"),
        ("IFERROR(B1/G1,0)", "0"),
        ("IFERROR(F1,B1)", "1.1"),
        ("IFERROR(C1/B1,0)*100", "200"),
        ("(B1>1)*C1", "2.2"),
        ("SUMPRODUCT(B1:C1*1)", "3.3"),
        ("SUMPRODUCT(B1:C1,B1:C1)", "6.05"),
        ("SUMPRODUCT((B1:C1)*(B1:C1)*10)", "60.5"),
        ("SUMPRODUCT(B1:C1)", "3.3"),
        ("ROUNDUP(B1,0)+ROUNDDOWN(C1,0)+INT(-B1)+INT(C1)+TRUNC(B1,0)", "5"),
        ("ABS(B1-C1)", "1.1"),
        ("AVERAGE(B1:C1,G1)", "1.65"),
    ],
)
def test_sums_and_references_are_calculated_exactly(formula: str, value: str) -> None:
    """In decimals, as money wants it, and marked as calculated by us."""
    assert _calculated(formula) == Cell(Decimal(value), "number", formula=True, computed=True)


@pytest.mark.parametrize(
    ("formula", "text"),
    [('D1&"（"&SUM(B1,C1,0.7)&"座）"', "甲（4座）"), ('IF(B1>1,"≥2座","无")', "≥2座"), ('"说""甲"""', '说"甲"')],
)
def test_texts_that_a_formula_joins_or_chooses(formula: str, text: str) -> None:
    """A target put together of a sign, a number and a unit is that text; decimals depend on how they are shown."""
    assert _calculated(formula) == Cell(text, "text", formula=True, computed=True)


def test_a_formula_that_comes_to_the_empty_text_leaves_its_cell_blank() -> None:
    """=IF(E6="","",E6), as forms that are handed out have it: nothing stands there, and a sum passes it over."""
    rows = '<row r="1"><c r="A1"><f>IF(C1="","",C1)</f></c><c r="B1"><f>SUM(A1:A2)</f></c><c r="D1"><f>A1*2</f></c></row>'
    cells = read(parts(sheet_xml(rows + '<row r="2"><c r="A2"><v>5</v></c></row>'))).sheets[0].cells
    assert {at: cell.value for at, cell in cells.items()} == {(1, 2): Decimal(5), (1, 4): "=A1*2", (2, 1): Decimal(5)}


def test_a_reference_to_a_text_is_that_text() -> None:
    """A cover sheet that repeats the project's name is followed."""
    assert _calculated("表2!A1") == Cell("乙", "text", formula=True, computed=True)


@pytest.mark.parametrize(
    "formula",
    [
        "100%",  # a target that a program stored as a formula
        *("IF(B1,1)", "IF(D1,1,2)", "IF(D1>1,1,2)", "B1>1", "IF(B1>0,D1*2,1)", "IF(D1*2>1,1,2)", "SUMIF(B1:C1,1)"),
        *("B1/0", "B1/G1", "B1^2", "D1+1", "D1*2", "F1", "F1*2", "SUM(B1:D1)", "A1", "SUM(A1:C1)", "A1*2"),
        *("B1:C1*2", "B1:C1", "ROUND(B1,C1)", "ROUND(D1,2)", "ROUND(1E+200,2)", "ROUND(B1,-1)", "ROUNDUP(B1)", "ROUND(B1)"),
        *("SUBTOTAL(1,B1:C1)", "SUBTOTAL(B1:C1)", "MAX(D1)", "AVERAGE(G1:G2)", "B1*", "*B1", "B1**2", "B1 2", "(B1", "2%%"),
        *("表9!A1", "[1]表2!A1", "B:B", "SUM(A1:XFD1048576)", "名称", "TODAY()", '"', "SUM(", "1+", "{1,2}", "(", ""),
        *("SUMPRODUCT(B1:C1,B1:D1)", "SUMPRODUCT(B1:D1*1)", "SUMPRODUCT((B1:C1>1)*1)", "SUMPRODUCT(2)", "IFERROR(D1*2,0)"),
        *("IFERROR(B1)", "ABS(B1:C1)", "NOT(B1,C1)", 'B1&"座"', 'D1&TRUE', "TEXT(B1,0)"),
        pytest.param("*".join(["1E999"] * 1100), id="more than any number"),
        pytest.param("(" * 30 + "1" + ")" * 30, id="deeper brackets than anybody writes"),
        pytest.param("1+" * 5000 + "1", id="longer than Excel takes"),
    ],
)
def test_everything_else_stays_unknown(formula: str) -> None:
    """Powers, conditions that hang on a text, circles, errors, names, links and broken formulas are never taken for a number."""
    found = _calculated(formula)
    assert (found.kind, found.value, found.computed) == ("uncached", f"={formula}", False)


def test_formulas_are_followed_through_each_other_and_their_number_is_bounded() -> None:
    """A chain of totals is calculated; twenty thousand sums of nine hundred cells take no minute."""
    chain = (
        "".join(f'<row r="{n}"><c r="A{n}"><f>A{n + 1}+1</f></c></row>' for n in range(1, 50))
        + '<row r="50"><c r="A50"><v>1</v></c></row>'
    )
    assert read(parts(sheet_xml(chain))).sheets[0].cells[1, 1].value == 50
    sums = "".join(f'<row r="{n}"><c r="A{n}"><f>SUM(A{n + 1}:A{n + 900})</f></c></row>' for n in range(1, 20_000))
    data = packed(parts(sheet_xml(sums)))
    began = time.process_time()
    parse_workbook(data, LIMITS)
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("-SUM(B1,C1)", "-3.3"),
        ("10-SUM(B1:C1,1)+2", "7.7"),
        ("sum(b1:c1)", "3.3"),
        (" B1 + C1 ", "3.3"),
        ("SUM(C1:B1)", "3.3"),
        ("+B1", "1.1"),
        (".5+B1", "1.6"),
        ("1E2+B1", "101.1"),
    ],
)
def test_a_sign_before_a_sum_holds_for_all_of_it(formula: str, value: str) -> None:
    """Small letters, blanks, areas written backwards and numbers as people type them change nothing."""
    assert _calculated(formula) == Cell(Decimal(value), "number", formula=True, computed=True)


@pytest.mark.parametrize(
    "formula", ["B1 C1", "SUM(B1,)", "SUM(,B1)", "B1,C1", "SUM()", "B1)", "100(%)", "LOG10(B1)", "A1B!C1X"]
)
def test_what_is_written_wrongly_stays_unknown(formula: str) -> None:
    """A reading of half a formula would be a wrong number."""
    assert _calculated(formula).kind == "uncached"


@pytest.mark.parametrize(
    ("formula", "is_known"),
    [
        ("SUM(G2:G1001)", True),
        ("SUM(G2:G1002)", False),
        ("SUM(G2:H501)", True),
        ("SUM(G2:H502)", False),
        ("SUM(G2:Z41)", True),
        ("SUM(G2:AT26)", True),
        ("SUM(G2:AT27)", False),
    ],
)
def test_an_area_of_a_thousand_cells_is_looked_through(formula: str, is_known: bool) -> None:
    """However it lies; a larger one is no sum of a form."""
    assert (_calculated(formula).kind == "number") is is_known


@pytest.mark.parametrize(("length", "is_known"), [(8192, True), (8193, False)])
def test_a_formula_as_long_as_excel_takes_is_read(length: int, is_known: bool) -> None:
    """No program of offices writes a longer one."""
    formula = "B1" + "+B1" * 2729 + "+1"
    assert len(f"={formula}") == 8192
    assert (_calculated(formula + "0" * (length - 8192)).kind == "number") is is_known


_OF_CHINESE_EXCEL = (*range(5, 9), *range(27, 37), *range(37, 45), *range(50, 59))


def test_the_built_in_formats_are_those_of_openpyxl() -> None:
    """The table stands here only because the package takes long to load; Chinese Excel has its own of money and days."""
    common = {number: code for number, code in BUILTIN_FORMATS.items() if number not in _OF_CHINESE_EXCEL and number < 50}
    assert {number: builtin_format(number) for number in common} == common
    assert builtin_format(7) == '"¥"#,##0.00;"¥"-#,##0.00'
    assert builtin_format(58) == 'm"月"d"日"'
    assert builtin_format(900) == "General"
