"""The zip around a workbook: bounded, free of tricks, each limit with its own sentence."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.intake.packages import LIMITS, packed, parts, read, sheet_xml, text_cell, values
from xlperf.errors import RefusedFile
from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits
from xlperf.intake.workbook_reader import parse_workbook

_ROW = f'<row r="1">{text_cell("A1", "项目名称")}</row>'
_SHRINK = "请让报送单位用 Excel 或 WPS 打开、删去多余的内容后另存为 .xlsx 重新发送。"
_REPAIR = "请让报送单位用 Excel 或 WPS 打开、另存为 .xlsx 后重新发送。"
_WARN = "请不要打开此文件，向报送单位核实来源后让其重新导出。"


def _refused(data: bytes, limits: Limits = LIMITS) -> RefusedFile:
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(data, limits)
    return refusal.value


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [
        ("package_entries", 3, "工作簿内部有 4 个部件，超过 3 个的上限。"),
        ("package_bytes", 1 << 20, "文件展开后有 3 MB，超过 1 MB 的上限。"),
        ("part_bytes", 1 << 20, "内部部件 xl/worksheets/sheet1.xml 展开后有 3 MB，超过 1 MB 的上限。"),
        ("part_ratio", 100, "内部部件 xl/worksheets/sheet1.xml 的压缩倍数为 {ratio}，超过 100 倍的上限。"),
    ],
)
def test_each_limit_has_its_own_sentence(limit: str, most: int, message: str) -> None:
    """The sentence names what is too large, its size and the setting."""
    made = parts(sheet_xml(_ROW + " " * (3 << 20)))
    data = packed(made)
    info = zipfile.ZipFile(BytesIO(data)).getinfo("xl/worksheets/sheet1.xml")
    limits = replace(LIMITS, **{"part_ratio": 1 << 20, "part_bytes": 16 << 20, limit: most})
    refusal = _refused(data, limits)
    assert refusal.reason == "too_large"
    assert str(refusal) == message.format(ratio=info.file_size // info.compress_size) + _SHRINK


def test_equal_rows_are_no_bomb() -> None:
    """A table whose rows are all the same packs a thousand times smaller: what counts is how much it is unpacked."""
    data = packed(parts(sheet_xml(_ROW + " " * (3 << 20))))
    assert len(parse_workbook(data, LIMITS).sheets) == 1


def test_large_styles_have_a_limit_of_their_own() -> None:
    """Styles are the cheapest way to keep a reader busy."""
    data = packed(parts(sheet_xml(_ROW), styles="<styleSheet>" + " " * (3 << 20)), zipfile.ZIP_STORED)
    refusal = _refused(data, replace(LIMITS, styles_bytes=1 << 20))
    assert refusal.message == "样式部件 xl/styles.xml 展开后有 3 MB，超过 1 MB 的上限。"


def test_pictures_and_macros_do_not_count() -> None:
    """What is never read may be as large as it likes."""
    made = {**parts(sheet_xml(_ROW)), "xl/media/image1.png": bytes(3 << 20), "xl/vbaProject.bin": bytes(3 << 20)}
    workbook = parse_workbook(packed(made), replace(LIMITS, package_bytes=1 << 20))
    assert (workbook.container, workbook.has_macros, values(workbook)) == ("xlsm", True, {(1, 1): "项目名称"})


def test_a_package_cut_off_is_damaged() -> None:
    """A half-copied file says so."""
    data = packed(parts(sheet_xml(_ROW)))
    assert str(_refused(data[: len(data) // 2])) == "文件已损坏（压缩结构不完整）。" + _REPAIR


def test_a_flipped_byte_is_damaged() -> None:
    """The checksum of a part is looked at."""
    data = packed(parts(sheet_xml(_ROW)), zipfile.ZIP_STORED)
    flipped = data.replace("项目名称".encode(), "项目名秋".encode())
    assert str(_refused(flipped)) == "文件已损坏，内容读不出来（校验不符）。" + _REPAIR


def test_a_part_that_stands_twice_is_refused() -> None:
    """Readers differ on which one counts, so neither does; letters of another case are the same name."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts(sheet_xml(_ROW)).items():
            package.writestr(name, content)
        package.writestr("XL/worksheets/Sheet1.xml", sheet_xml(""))
    assert str(_refused(held.getvalue())) == (
        "工作簿内部有两个同名的部件（XL/worksheets/Sheet1.xml），无法确定以哪个为准。" + _REPAIR
    )


def test_entries_that_share_bytes_are_unsafe() -> None:
    """A zip bomb whose entries overlap is told by its directory alone."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts(sheet_xml(_ROW)).items():
            package.writestr(name, content)
        first, second = package.infolist()[:2]
        second.header_offset = first.header_offset + 4
    assert str(_refused(held.getvalue())) == "文件内部的压缩结构互相重叠，这是压缩炸弹的做法。" + _WARN


_DTD = "<!DOCTYPE x [<!ENTITY a 'b'>]>"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_dtd_is_unsafe_in_every_part_and_encoding(part: str, encoding: str) -> None:
    """No encoding hides a document type from us: entities are never expanded."""
    made = parts(sheet_xml(_ROW), strings="<si><t>x</t></si>", styles="<styleSheet/>")
    declared = "" if encoding.startswith("utf") else f' encoding="{encoding}"'
    body = str(made[part]).replace("项目名称", "name").replace("表1", "Sheet1")
    made[part] = f'<?xml version="1.0"{declared}?>{_DTD}{body}'.encode(encoding)
    refusal = _refused(packed(made))
    assert (refusal.reason, str(refusal)) == (
        "unsafe",
        "文件内部含有外部实体声明（DTD），这是常见的攻击手段，正常的工作簿不会有。" + _WARN,
    )


def test_an_ebcdic_declaration_hides_nothing() -> None:
    """What a parser would decode by its declaration is decoded before it is searched."""
    made = parts(sheet_xml(_ROW))
    made["xl/workbook.xml"] = b"<?xml version='1.0' encoding='cp037'?>" + _DTD.encode("cp037")
    assert _refused(packed(made)).reason in ("unsafe", "damaged")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_parts_in_other_encodings_are_read(encoding: str) -> None:
    """Programs write UTF-16 and GB18030 too; the text is the same."""
    made = parts(sheet_xml(_ROW))
    declared = ' encoding="gb18030"' if encoding == "gb18030" else ' encoding="utf-16"' if "16" in encoding else ""
    made = {name: f'<?xml version="1.0"{declared}?>{content}'.encode(encoding) for name, content in made.items()}
    workbook = parse_workbook(packed(made), LIMITS)
    assert (workbook.sheets[0].name, values(workbook)) == ("表1", {(1, 1): "项目名称"})


def test_an_encoding_nobody_knows_is_damaged() -> None:
    """A part that cannot be decoded is never read as something else."""
    made = parts(sheet_xml(_ROW))
    made["xl/workbook.xml"] = '<?xml version="1.0" encoding="x-none"?>' + str(made["xl/workbook.xml"])
    assert str(_refused(packed(made))) == "文件内部的文字编码有误，读不出来。" + _REPAIR


def test_names_lead_nowhere_outside() -> None:
    """A sheet whose target leaves the package is a missing sheet; nothing is ever written to disk."""
    made = parts(sheet_xml(_ROW))
    relations = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = relations.replace("worksheets/sheet1.xml", "../../etc/passwd")
    made["../../etc/passwd"] = "x"
    assert str(_refused(packed(made))) == "文件已损坏，缺少工作表“表1”的内容。" + _REPAIR


def test_parts_are_found_whatever_their_case_and_slashes() -> None:
    """Windows programs write backslashes and letters of another case than they refer to."""
    package = Package(packed({"XL\\Workbook.xml": "<a/>"}), LIMITS)
    assert "/xl/workbook.xml" in package
    assert package.part("xl/workbook.xml") == b"<a/>"


def _book(**changes: str) -> dict[str, str | bytes]:
    made = parts(sheet_xml('<row r="1"><c r="A1" s=""><v>1</v></c></row>'))
    for old, new in changes.items():
        made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace(f"<{old}>", new)
    return made


@pytest.mark.parametrize(
    "made",
    [
        _book(),
        _book(sheets='<sheets><sheet name="Module1" sheetId="9" state="veryHidden" r:id=""/>'),
        _book(sheets='<sheets><sheet name="Module1" sheetId="9"/>'),
        {**_book(), "word/document.xml": "<a/>"},
        {**_book(), "content.xml": "<a/>"},
        {name: part for name, part in _book().items() if name != "_rels/.rels"},
    ],
    ids=["style without number", "module", "module without id", "part of Word", "part of OpenDocument", "no list of the package"],
)
def test_what_excel_opens_is_read(made: dict[str, str | bytes]) -> None:
    """Odd, and nothing is lost: no reason to call it damaged."""
    assert [each.name for each in read(made).sheets] == ["表1"]
    assert values(read(made)) == {(1, 1): 1}


def test_a_sheet_whose_part_nobody_names_is_not_lost_in_silence() -> None:
    """A sheet without an id is a module only where every part of a sheet is named."""
    made = _book()
    made["xl/workbook.xml"] = str(made["xl/workbook.xml"]).replace(' r:id="r1"', "")
    with pytest.raises(RefusedFile, match="缺少工作表“表1”的内容"):
        read(made)


def test_an_unknown_way_of_packing_is_no_password() -> None:
    """A method that only other programs know is told as that."""
    changed = bytearray(packed(_book()))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = changed.find(mark)
        while at >= 0:
            struct.pack_into("<H", changed, at + place, 99)
            at = changed.find(mark, at + 4)
    with pytest.raises(RefusedFile) as refusal:
        parse_workbook(bytes(changed), LIMITS)
    assert (refusal.value.reason, refusal.value.message) == ("unsupported", "工作簿用了少见的压缩方式，解不开。")


def test_a_numbers_document_is_named() -> None:
    """It is a package too; the refusal says what it is and how to export it."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("Index/Document.iwa", b"\0" * 20)
        package.writestr("Metadata/Properties.plist", b"")
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(written.getvalue(), LIMITS)
    assert refused.value.message == "文件不是 Excel 工作簿，实际是苹果电脑的 Numbers 表格。"


def test_parts_named_with_backslashes_are_found() -> None:
    """Older .NET programs write them into names and relationships alike."""
    made = parts(sheet_xml(f'<row r="1">{text_cell("A1", "甲")}</row>'))
    made["xl/_rels/workbook.xml.rels"] = str(made["xl/_rels/workbook.xml.rels"]).replace("worksheets/", "worksheets\\")
    made["xl\\worksheets\\sheet1.xml"] = made.pop("xl/worksheets/sheet1.xml")
    assert values(read(made)) == {(1, 1): "甲"}


def test_a_part_named_by_its_address_is_found() -> None:
    """A program that writes the names of parts as addresses (%E8…) means the part with the Chinese name."""
    made = parts(sheet_xml(_ROW))
    made["xl/worksheets/表 1.xml"] = made.pop("xl/worksheets/sheet1.xml")
    listing = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = listing.replace("sheet1.xml", "%E8%A1%A8%201.xml")
    assert len(parse_workbook(packed(made), LIMITS).sheets[0].cells) == 1
