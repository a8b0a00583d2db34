"""OpenDocument spreadsheets, made for tests."""

from __future__ import annotations

from tests.intake.packages import LIMITS, packed
from xlperf.intake.sheet import Workbook
from xlperf.intake.workbook_reader import parse_workbook

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for short, full in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"))
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
STYLES = """
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


def document(body: str, kind: str = "spreadsheet", **others: str | bytes) -> dict[str, str | bytes]:
    """Return the parts of a document whose body this is."""
    body = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f"<office:automatic-styles>{STYLES}</office:automatic-styles>{body}"
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {NAMES} {CALC}>{content}</office:document-content>",
        **{name.replace("__", "/").replace("META_INF", "META-INF").replace("_xml", ".xml"): text for name, text in others.items()},
    }


def read(body: str, **others: str | bytes) -> Workbook:
    """Return the workbook of a package with this body."""
    return parse_workbook(packed(document(body, **others)), LIMITS)


def table(rows: str, columns: str = "") -> str:
    """Return a sheet of these rows."""
    return f'<table:table table:name="表1">{columns}{rows}</table:table>'


def row(cells: str, attributes: str = "") -> str:
    """Return a row of these cells."""
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def text_cell(text: str, attributes: str = "") -> str:
    """Return a cell with a text."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'
