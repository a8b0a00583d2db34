"""Marked copies and notices as lines of text: each part of the package that is new, and of the others what changed in it.

``python -m tests.returns.copy_dump`` writes the file that ``test_copies_whole.py`` holds the program to.  It pins what is
written now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

import difflib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tests.builders import declaration
from tests.intake.packages import LIMITS, MAIN, packed, parts, sheet_xml, text_cell
from tests.returns.marked import STYLES, complete, finding, marked, parts_of
from tests.summary.summary_dump import lines_of
from xlperf.forms.file_result import FileResult
from xlperf.returns.annotated_copy import annotated_copy
from xlperf.returns.copy_check import verify_copy
from xlperf.returns.notice import notice_of
from xlperf.returns.notice_workbook import ListRow, list_workbook, notice_workbook
from xlperf.returns.selection import Returned
from xlperf.rules.finding import Finding

STORED = Path(__file__).parents[1] / "data" / "copies.txt"
_LONG = "年度资金合计与明细之和不一致，请逐项核对各项资金来源。" * 9
_STYLES_TYPE = (
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
)
_PNG_TYPE = '<Default Extension="png" ContentType="image/png"/>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FAR = Finding("FILE-009", "warning", "含外部链接", "表.xlsx", "含外部链接。")


def dumped() -> list[str]:
    """Return the lines of all copies, notices and lists."""
    copies = [line for name, make in COPIES.items() for line in (f"# {name}", *_told(*make()))]
    return copies + [line for name, book in BOOKS.items() for line in (f"# {name}", *lines_of(book()))]


def _told(original: bytes, copy: bytes) -> Iterator[str]:
    before, after = parts_of(original), parts_of(copy)
    with zipfile.ZipFile(BytesIO(copy)) as package:
        yield f"made: {sorted({each.date_time for each in package.infolist() if each.filename not in before})}"
        yield from (f"stored: {each.filename}" for each in package.infolist() if each.compress_type == zipfile.ZIP_STORED)
    for name, content in after.items():
        if content != before.get(name):
            yield f"## {name}"
            old = _lines(before.get(name, b""))
            yield from (
                each for each in difflib.unified_diff(old, _lines(content), n=0, lineterm="") if each[:2] not in ("--", "++")
            )


def _lines(part: bytes) -> list[str]:
    """Return an XML part with a line a start tag, its numbered characters as people read them."""
    readable = re.sub("&#(\\d{4,});", lambda found: chr(int(found[1])), part.decode("utf-8"))
    return re.sub("(?<=>)(?=<[^/])", "\n", readable).split("\n")


def _of_many_findings() -> tuple[bytes, bytes]:
    """Everywhere a finding may stand: cells that are there and that are not, merged, hidden, a range, a whole file."""
    rows = (
        f'<row r="2" ht="30">{text_cell("A2", "年度资金")}<c r="B2" s="1"><v>0.5</v></c><c r="D2" t="b"><v>1</v></c></row>'
        '<row r="4" s="1" customFormat="1" hidden="1"/><row r="5" ht="21"/>'
    )
    before = (
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/><sheetView workbookViewId="1"/></sheetViews>'
        '<cols><col min="2" max="2" width="3"/><col min="3" max="4" width="20" style="1"/>'
        '<col min="5" max="6" width="9" hidden="1"/></cols>'
    )
    behind = (
        '<mergeCells count="2"><mergeCell ref="A6:C7"/><mergeCell ref="F1:G1"/></mergeCells>'
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><tableParts count="0"/>'
    )
    made = parts(sheet_xml(rows, behind, before), sheet_xml(rows), sheet_xml(rows), styles=STYLES)
    listed = str(made["xl/workbook.xml"]).replace('sheetId="2"', 'sheetId="7" state="hidden"').replace("表3", "表'三")
    views = '<bookViews><workbookView activeTab="1" firstSheet="1"/><workbookView/></bookViews>'
    made["xl/workbook.xml"] = listed.replace("<sheets>", f"{views}<sheets>")
    found = (
        finding("B2", label="年度资金", found="约五万", project="古籍修复", fingerprint="A1B2"),
        finding("A2", "warning", message=_LONG, suggestion=_LONG),
        finding("B2", "info", suggestion=""),
        finding("D2", "info", found="=1+1"),
        *(finding(each) for each in ("C2", "A4", "B5", "D6", "B7", "G1", "E9", "A1:B2", "C9")),
        *(finding(each, "warning", sheet="表'三") for each in ("A2", "E2")),
        finding("B2", sheet="表2"),
        Finding("IND-001", "warning", "指标太少", "表.xlsx", "指标太少。", explainable=False, sheet="表1"),
        _FAR,
    )
    explained = (
        Finding("FUND-009", "warning", "比上年多", "表.xlsx", "多。", "表1", "A2", because="explained", explanation="新馆。"),
    )
    going = Returned(FileResult("表.xlsx", "read", forms=(declaration(),)), found, explained)
    return _copied(complete(made, _STYLES_TYPE), going, date(2026, 3, 5))


def _again() -> tuple[bytes, bytes]:
    """A second return of the same file: what is mended goes, the rest is told once; a hidden notice is shown again."""
    first = _of_comments()[1]
    made: dict[str, str | bytes] = {**parts_of(first)}
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(b'name="&#36864;', b'state="hidden" name="&#36864;')  # type: ignore[arg-type]
    back = complete(made)
    return back, marked(back, finding("C3", message="还没有填。"), finding("A1", "warning"), finding("A2", sheet="表3"))


def _of_comments() -> tuple[bytes, bytes]:
    """Comments of the unit in every way a program writes them, on a sheet with a button; other sheets with and without some."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": date(2026, 1, 1)})
        for name in ("表1", "表2", "表3"):
            sheet = workbook.add_worksheet(name)
            sheet.write_string("A1", "项目名称")
            sheet.write_number("B2", 5)
            if name != "表3":
                for cell in ("B2", "B3", "B4", "B5", "B6"):
                    sheet.write_comment(cell, f"{name}的说明", {"author": "单位"})
        workbook.get_worksheet_by_name("表1").insert_button("D4", {"caption": "计算"})
    made: dict[str, str | bytes] = {**parts_of(stream.getvalue())}
    texts = (
        '<comment ref="B2" authorId="0"><text><r><t>一</t></r><r><t>二</t></r></text></comment>'
        '<comment ref="B3" authorId="0"><text><t>三</t><phoneticPr fontId="1"/></text></comment>'
        '<comment ref="B4" authorId="1"><text><t>[Threaded comment]</t></text></comment>'
        '<comment ref="B5" authorId="0"><text/></comment><comment ref="B6" authorId="9"/>'
    )
    authors = "<authors><author>单位</author><author>tc={1}</author></authors>"
    made["xl/comments1.xml"] = f'<comments xmlns="{MAIN}">{authors}<commentList>{texts}</commentList></comments>'.encode()
    found = [finding(f"B{row}") for row in range(2, 7)]
    original = complete(made)
    return original, marked(original, *found, finding("A1"), finding("C3"), finding("B3", sheet="表2"), finding("B2", sheet="表3"))


def _strict() -> tuple[bytes, bytes]:
    """The namespaces of ISO Strict, and no part of styles."""
    strict = "http://purl.oclc.org/ooxml/"
    made = {
        name: str(content).replace(MAIN, f"{strict}spreadsheetml/main").replace(_OFFICE, f"{strict}officeDocument/relationships")
        for name, content in parts(sheet_xml(f'<row r="2">{text_cell("A2", "甲")}</row>')).items()
    }
    original = complete(made)
    return original, marked(original, finding("A2"), finding("B2"))


def _prefixed() -> tuple[bytes, bytes]:
    """Every part with a prefix of its own, relationships without one that is declared; cells that do not say where they stand."""
    rows = '<x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row><x:row><x:c/><x:c s="1"><x:v>5</x:v></x:c></x:row>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData><x:extLst/></x:worksheet>'
    styles = re.sub("<(/?)(?=[a-zA-Z])", r"<\1y:", STYLES).replace("xmlns=", "xmlns:y=").replace(' count="1"', "")
    made = parts(sheet, styles=styles)
    listed = str(made["xl/workbook.xml"]).replace(f' xmlns:r="{_OFFICE}"', "")
    made["xl/workbook.xml"] = listed.replace('sheetId="1" r:id', f'sheetId="1" xmlns:q="{_OFFICE}" q:id')
    original = complete(made, _STYLES_TYPE)
    return original, marked(original, finding("B2"), finding("C2"), finding("B5", "info"))


def _odd_package() -> tuple[bytes, bytes]:
    """A sheet of one chart, parts stored as they are, a part of styles that is listed and not there, and a second return."""
    made = parts(sheet_xml(f'<row r="2">{text_cell("A2", "甲")}</row>'), sheet_xml(""), styles=STYLES)
    del made["xl/styles.xml"]
    made["xl/chartsheets/sheet1.xml"] = (
        f'<chartsheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>'
    )
    relation = f'<Relationship Id="r9" Type="{_OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
    made["xl/_rels/workbook.xml.rels"] = str(made["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", relation)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("</sheets>", '<sheet name="图" sheetId="9" r:id="r9"/></sheets>')
    made["xl/media/image1.png"] = b"\x89PNG\xff\xfe\x00\xd8"
    original = packed(parts_of(complete(made, _PNG_TYPE)), zipfile.ZIP_STORED)
    first = marked(original, finding("A2"), finding("A1", sheet="图"))
    return original, marked(first, finding("B2", "warning"), finding("B2", "info", sheet="图"), finding("A1", "info", sheet="表2"))


def _without_list_of_comments() -> tuple[bytes, bytes]:
    """A part of comments that lists none, and one with a comment that stands nowhere."""
    original = parts_of(_of_comments()[0])
    made: dict[str, str | bytes] = {**original}
    made["xl/comments1.xml"] = f'<comments xmlns="{MAIN}"><authors/></comments>'
    texts = (
        '<comment authorId="0"><text><t>无处</t></text></comment><comment ref="A1" authorId="x"><text><t>处</t></text></comment>'
    )
    made["xl/comments2.xml"] = f'<comments xmlns="{MAIN}"><authors/><commentList>{texts}</commentList></comments>'
    back = packed(made)
    return back, marked(back, finding("B3"), finding("A1", "warning", sheet="表2"), finding("B4", sheet="表2"))


def _beside_names_taken() -> tuple[bytes, bytes]:
    """A sheet called 退回说明 by the unit itself, parts under the names that ours would have, styles that are not there."""
    made = parts(sheet_xml(f'<row r="2">{text_cell("A2", "甲")}<c r="B2" s="8"/></row>'), styles=STYLES)
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace("表1", "退回说明").replace("<sheets>", "<bookViews/><sheets>")
    made["xl/Comments1.xml"] = "<x/>"
    made["xl/drawings/vmlDrawing1.vml"] = '<xml><o:idmap data="1,3"/><v:shape id="_x0000_s5121"></v:shape></xml>'
    types = '<Default Extension="vml" ContentType="application/vnd.ms-x"/>'
    original = complete(made, _STYLES_TYPE + types)
    return original, marked(original, finding("B2", sheet="退回说明"), finding("A1", "info", sheet="退回说明"))


def _copied(original: bytes, going: Returned, deadline: date) -> tuple[bytes, bytes]:
    copy = annotated_copy(original, going, deadline, LIMITS)
    verify_copy(copy, original, going, LIMITS)
    return original, copy


def _notice() -> bytes:
    found = (
        finding("B2", label="年度资金", found="-约五万", project="古籍修复"),
        finding("", "warning", message=_LONG),
        finding("A1", "info"),
    )
    going = Returned(FileResult("表.xlsx", "read", forms=(declaration(),)), found, (), "云岭区图书馆")
    return notice_workbook(notice_of(going, date(2026, 12, 31), in_copy=False))


def _list() -> bytes:
    rows = (
        ListRow("云岭区图书馆", "报送/图书馆.xlsx", 2, 1, "报送/图书馆.xlsx"),
        ListRow("云岭区剧团、云岭区文化馆" * 4, "=剧团.xls", 1, 0, "=剧团.xls", "二级/剧团-退回说明.xlsx"),
        ListRow("", "坏.xlsx", 1, 0, "", "坏-退回说明.xlsx"),
    )
    return list_workbook(rows, "改正期限：2026年3月5日。")


COPIES: Mapping[str, Callable[[], tuple[bytes, bytes]]] = {
    "findings everywhere": _of_many_findings,
    "comments of the unit": _of_comments,
    "a second return": _again,
    "Strict, without styles": _strict,
    "prefixes": _prefixed,
    "names taken": _beside_names_taken,
    "an odd package": _odd_package,
    "comments that are not listed": _without_list_of_comments,
}
BOOKS: Mapping[str, Callable[[], bytes]] = {
    "a notice alone": _notice,
    "a notice of a file that was not read": lambda: notice_workbook(
        notice_of(Returned(FileResult("坏.xlsx", "refused"), (_FAR,)), None, False)
    ),
    "the list": _list,
}


def main() -> None:
    """Write what the copies are now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
