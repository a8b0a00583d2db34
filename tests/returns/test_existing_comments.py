"""Comments that the unit wrote itself stay, and ours come beside or behind them."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.package_faults import package_faults
from tests.returns.marked import comments_of, finding, marked, opened, parts_of
from tests.summary.office import convert, needs_libreoffice
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook
from xlperf.returns.cell_notes import paragraphs_of
from xlperf.returns.comment_boxes import box_at, extended_drawing, lines_of, next_block, without_boxes
from xlperf.returns.comments_part import AUTHOR, Merged, _revise, merged_comments
from xlperf.returns.worksheet_part import WorksheetPart
from xlperf.returns.xml_places import Edits, UnpatchablePart, places

LIMITS = intake_settings().limits
OURS = "xlperf：\n错误（必须修改） FUND-001 金额不是数字\n{} 不是数字。\n建议：请填写数字。"


def commented() -> bytes:
    """Return a workbook with comments on two sheets, as Excel writes them."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        for name in ("表1", "表2"):
            sheet = workbook.add_worksheet(name)
            sheet.write_string("A1", "项目名称")
            sheet.write_number("B2", 5)
            sheet.write_comment("B2", f"{name}的说明", {"author": "单位"})
        workbook.add_worksheet("表3").write_string("A1", "丙")
    return stream.getvalue()


def test_a_comment_of_the_unit_stays_and_ours_follows() -> None:
    """The cell has one comment, the unit's words first; other comments are as they were."""
    copy = marked(commented(), finding("B2"), finding("A1"))
    assert comments_of(copy) == {"A1": OURS.format("A1"), "B2": "表1的说明\n\n" + OURS.format("B2")}
    assert comments_of(copy, "表2") == {"B2": "表2的说明"}
    assert opened(copy)["表1"]["B2"].comment.author == "单位"  # type: ignore[union-attr]
    assert package_faults(copy) == []


def test_what_an_earlier_return_said_goes() -> None:
    """A mended cell has no comment any more, the unit's own one is as it was before, and the rest is told once."""
    first = marked(commented(), finding("B2"), finding("A1"), finding("C3"), finding("A1", sheet="表3"))
    again = marked(first, finding("C3", message="还没有填。"))
    assert comments_of(again) == {"B2": "表1的说明", "C3": OURS.format("C3").replace("C3 不是数字", "还没有填")}
    assert comments_of(again, "表2") == {"B2": "表2的说明"}
    assert comments_of(again, "表3") == {}
    drawings = [content.decode() for name, content in parts_of(again).items() if name.endswith(".vml")]
    assert [drawing.count("<v:shape ") for drawing in drawings] == [2, 1, 0]
    assert comments_of(marked(again, finding("B2")))["B2"] == "表1的说明\n\n" + OURS.format("B2")
    assert package_faults(again) == []


def test_every_comment_has_one_box_with_a_number_of_its_own() -> None:
    """Excel repairs a workbook in which two boxes share a number or two drawings a block of numbers."""
    copy = parts_of(marked(commented(), finding("A1"), finding("C4"), finding("A1", sheet="表3"), finding("B2", sheet="表2")))
    drawings = [content.decode() for name, content in copy.items() if name.endswith(".vml")]
    numbers = [int(each) for drawing in drawings for each in re.findall('<v:shape id="_x0000_s(\\d+)"', drawing)]
    blocks = [
        int(each)
        for drawing in drawings
        for listed in re.findall('idmap [^>]*data="([^"]+)"', drawing)
        for each in listed.split(",")
    ]
    assert len(drawings) == 3
    assert len(numbers) == len(set(numbers)) == 5
    assert len(blocks) == len(set(blocks)) == 4
    assert {each // 1024 for each in numbers} <= set(blocks)
    places = sorted(
        (int(r), int(c)) for drawing in drawings for r, c in re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)<", drawing)
    )
    assert places == [(0, 0), (0, 0), (1, 1), (1, 1), (3, 2)]


def test_a_sheet_with_form_controls_keeps_them() -> None:
    """Boxes go into the drawing that is there, behind the shapes of buttons."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.add_worksheet("表1").insert_button("D4", {"caption": "计算"})
    copy = marked(stream.getvalue(), finding("A1"))
    drawing = parts_of(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawing.count('ObjectType="Button"') == drawing.count('ObjectType="Note"') == 1
    assert list(comments_of(copy)) == ["A1"]
    assert package_faults(copy) == []


def test_a_conversation_of_excel_365_is_left_alone() -> None:
    """What stands in the old comment is only its stand-in; the fill and the sheet of notices say what is wrong."""
    data = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={1}</author></authors>'
        b'<commentList><comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
    )
    assert merged_comments(data, {(2, 2): paragraphs_of([finding("B2")])}) == Merged(data, frozenset({(2, 2)}), frozenset())


def test_a_plain_text_becomes_a_run_before_ours() -> None:
    """Beside runs Excel shows no plain text."""
    data = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/>'
        b'<commentList><comment ref="B2"><text><t>A</t><phoneticPr fontId="1"/></text></comment></commentList></comments>'
    )
    merged = merged_comments(data, {(2, 2): paragraphs_of([finding("B2")])})
    assert b"<text><r><t>A</t></r><r><rPr>" in merged.data
    assert b"</r><phoneticPr" in merged.data
    assert merged.boxed == {(2, 2)}


@pytest.mark.parametrize("first", ["<r><rPr/></r>", "<r><t/></r>", "<r><t>甲</t><t>乙</t></r>"])
def test_no_run_of_the_unit_is_taken_for_ours(first: str) -> None:
    """One without a text, or with two, is the unit's: it stays with all that stands behind it."""
    runs = f"{first}<r><t>请看附件</t></r>"
    data = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/>'
        f'<commentList><comment ref="B2"><text>{runs}</text></comment></commentList></comments>'
    ).encode()
    assert f"<text>{runs}<r><rPr>".encode() in merged_comments(data, {(2, 2): paragraphs_of([finding("B2")])}).data


@pytest.mark.parametrize("empty", ["", "<text/>", "<text></text>"])
def test_an_empty_comment_gets_ours_alone(empty: str) -> None:
    """Whether its text is missing or blank, ours stands in one text; with nothing to say it stays as it was."""
    head = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList><comment ref="B2">'
    data = f"{head}{empty}</comment></commentList></comments>".encode()
    merged = merged_comments(data, {(2, 2): paragraphs_of([finding("B2")])})
    assert re.search(rb'<comment ref="B2"><text>(?:<r>(?:(?!<r>).)*</r>){3}</text></comment>', merged.data, re.DOTALL)
    assert merged.data.count(b"<text>") == 1
    assert merged_comments(data, {}) == Merged(data, frozenset({(2, 2)}), frozenset())


def test_more_comments_than_a_block_holds_take_more_blocks() -> None:
    """A block has 1,024 numbers, the first of which is none of a box."""
    boxes = [box_at(row, 1, 2, 1, iter([64.0] * 99), iter([20.0] * 99)) for row in range(1, 1025)]
    drawing = extended_drawing(
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        b'xmlns:x="urn:schemas-microsoft-com:office:excel"><br></xml>',
        boxes,
        3,
    )
    assert b'data="3,4"' in drawing
    assert b'id="_x0000_s3073"' in drawing and b'id="_x0000_s4096"' in drawing
    assert next_block([drawing]) == 5
    with pytest.raises(UnpatchablePart):
        extended_drawing(b"<xml/>", boxes, 1)


def test_columns_and_rows_are_as_wide_and_high_as_the_sheet_says() -> None:
    """Widths are eight pixels a character, heights four thirds of a point; what is hidden takes none, the rest the usual."""
    markup = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="1" width="20"/>'
        '<col min="2" max="3" width="9" hidden="1"/><col min="5" max="5"/></cols><sheetData><row r="2" ht="30"/>'
        '<row r="3" ht="30" hidden="1"/><row r="4"/></sheetData></worksheet>'
    )
    part = WorksheetPart(markup.encode(), ())
    assert list(islice(part.columns_from(1), 6)) == [160, 0, 0, 72, 72, 72]
    assert list(islice(part.columns_from(3), 2)) == [0, 72]
    assert list(islice(part.rows_from(1), 5)) == [19, 40, 0, 19, 19]
    assert list(islice(part.rows_from(2), 2)) == [40, 0]
    assert (len(list(part.columns_from(16_380))), len(list(part.rows_from(1_048_570)))) == (5, 7)


def test_a_box_reaches_as_far_as_its_text_needs() -> None:
    """Narrow columns and hidden rows are counted as they are."""
    assert box_at(3, 2, 3, 5, iter([100.0] * 9), iter([0.0, 40.0, 500.0])).anchor == (2, 15, 2, 4, 5, 35, 4, 63)


@needs_libreoffice
def test_a_copy_saved_by_another_program_still_reads_like_the_original(tmp_path: Path) -> None:
    """The sheet of notices is known after LibreOffice saved it, as .xlsx and as .xls."""
    data = commented()
    (tmp_path / "表.xlsx").write_bytes(marked(data, finding("B2"), finding("A1")))
    original = [sheet.name for sheet in parse_workbook(data, LIMITS).sheets]
    for kind in ("xlsx", "xls", "ods"):
        convert([tmp_path / "表.xlsx"], kind, tmp_path / "saved", tmp_path / "profile")
        back = parse_workbook((tmp_path / "saved" / f"表.{kind}").read_bytes(), LIMITS)
        assert [sheet.name for sheet in back.sheets] == original
    again = openpyxl.load_workbook(tmp_path / "saved" / "表.xlsx")
    assert again.sheetnames == ["表1", "表2", "表3", "退回说明"]
    assert {cell.coordinate for row in again["表1"].iter_rows() for cell in row if cell.comment} == {"A1", "B2"}


def test_a_box_has_a_line_for_every_forty_eight_columns_of_text() -> None:
    """A Chinese character takes two columns; an empty line is a line."""
    assert [lines_of(text) for text in ("", "字" * 24, "字" * 24 + "x", "x" * 48, "x" * 49, "x" * 97, "一\n\n三")] == [
        1,
        1,
        2,
        1,
        2,
        3,
        3,
    ]


def test_a_sheet_without_findings_keeps_its_bytes_at_the_first_return() -> None:
    """Only after an earlier return may comments of ours stand where nothing is wrong any more."""
    before = parts_of(commented())
    after = parts_of(marked(commented(), finding("B2")))
    kept = [name for name in before if "sheet2" in name or "sheet3" in name or name.endswith(("comments2.xml", "vmlDrawing2.vml"))]
    assert len(kept) >= 4
    assert [name for name in kept if before[name] != after[name]] == []


def test_comments_whose_part_names_no_authors_are_kept() -> None:
    """A program left the list of authors out: what it wrote stays, and ours has its author."""
    head = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
    data = f'{head}<comment ref="A1" authorId="0"><text><t>单位</t></text></comment></commentList></comments>'.encode()
    merged = merged_comments(data, {(2, 2): paragraphs_of([finding("B2")])}).data.decode()
    assert "单位" in merged and "xlperf" in merged


@pytest.mark.parametrize(
    "drawing",
    [
        "<xml{names}>",
        "<xmls{names}></xml>",
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>',
        "<xml></xml>",
    ],
)
def test_boxes_go_into_no_drawing_of_another_make(drawing: str) -> None:
    """Without its end, its beginning, or a namespace that the boxes need, nothing is put in, and it is said."""
    names = "".join(f' xmlns:{each}="urn:schemas-microsoft-com:{kind}"' for each, kind in _VML.items())
    box = box_at(2, 2, 3, 1, [72.0], [19.0])
    assert b'data="1"' in extended_drawing(f"<xml{names}></xml>".encode(), [box], 1)
    with pytest.raises(UnpatchablePart, match=r"^批注的图形部件不是通常的写法。$"):
        extended_drawing(drawing.format(names=names).encode(), [box], 1)


_VML = {"v": "vml", "o": "office:office", "x": "office:excel"}


def test_a_comment_that_is_all_ours_is_written_anew_whatever_stands_in_it() -> None:
    """Another program may have joined its runs and lost the words with which it begins; one of somebody else is kept."""
    data = b'<comments><commentList><comment ref="A1"><text><t>old</t></text></comment></commentList></comments>'
    root = places(data)
    listed = root.child("commentList")
    comment = listed.child("comment") if listed is not None else None
    assert comment is not None
    for by, left in ((AUTHOR, b"<text></text>"), ("somebody", b"<text><t>old</t></text>")):
        edits = Edits(data)
        _revise(edits, data, root, comment, [], by)
        assert left in edits.result()


def test_only_the_box_of_a_note_at_the_place_goes() -> None:
    """Shapes of other kinds, at other places, or that do not say where they stand, are the unit's."""
    note = '<v:shape><x:ClientData ObjectType="{}">{}</x:ClientData></v:shape>'
    at = "<x:Row>1</x:Row><x:Column>{}</x:Column>"
    kept = (("Note", "<x:Row>1</x:Row>"), ("Note", "<x:Column>1</x:Column>"), ("Note", at.format(2)), ("Button", at.format(1)))
    shapes = "".join(note.format(*each) for each in kept)
    gone = note.format("Note", at.format(1))
    assert without_boxes(f"<xml>{gone}{shapes}</xml>".encode(), {(2, 2)}).decode() == f"<xml>{shapes}</xml>"
