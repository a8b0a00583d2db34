"""Hostile containers, documents and workbooks, each made by a few lines: what somebody could send, or a broken program write."""

from __future__ import annotations

import struct
import zipfile
import zlib
from base64 import encodebytes
from collections.abc import Callable
from io import BytesIO

from tests.intake.documents import docx
from tests.intake.mails import in_the_text, mail, mailbox, outlook_mail, winmail, zipped
from tests.intake.packages import packed, parts, sheet_xml, text_cell
from tests.intake.pdfs import pdf

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_PLAIN = {"表.xlsx": b"0123456789" * 50}
_WORDS = "项目名称 绩效指标 "
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_2003 = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
_ODS = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
_LAUGHS = "<!DOCTYPE x [<!ENTITY a '项项项项项项项项项项'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _patched(data: bytes, local: int, central: int, kind: str, value: int) -> bytes:
    """Return an archive with one number changed in the first local header and in the first entry of the directory."""
    changed = bytearray(data)
    struct.pack_into(kind, changed, data.index(_LOCAL) + local, value)
    struct.pack_into(kind, changed, data.index(_CENTRAL) + central, value)
    return bytes(changed)


def _end_patched(data: bytes, place: int, kind: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(kind, changed, data.rindex(_END) + place, value)
    return bytes(changed)


def _at(data: bytes, place: int, kind: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(kind, changed, place, value)
    return bytes(changed)


def _nested(depth: int, content: bytes = b"x") -> bytes:
    for _ in range(depth):
        content = zipped({"内.zip": content})
    return content


def _mail_of(kind: str, body: bytes, head: bytes = b"") -> bytes:
    return b"From: a@b.cn\nTo: c@d.cn\nSubject: x\nMIME-Version: 1.0\n" + head + f"Content-Type: {kind}\n\n".encode() + body


def _mail_in_mail(depth: int) -> bytes:
    body = b"From: a@b.cn\nTo: c@d.cn\n\nx"
    for number in range(depth):
        body = _mail_of(f'multipart/mixed; boundary="b{number}"', b"--b%d\nContent-Type: message/rfc822\n\n" % number + body)
    return body


def _with_broken_extra() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        info = zipfile.ZipInfo("表.xlsx")
        info.extra = struct.pack("<HH", 0x9999, 4) + b"abcd"
        archive.writestr(info, b"x")
    data = held.getvalue()
    return data.replace(struct.pack("<HH", 0x9999, 4), struct.pack("<HH", 0x9999, 4000))


def _lzma_broken() -> bytes:
    data = bytearray(zipped(_PLAIN, zipfile.ZIP_LZMA))
    place = data.index(_LOCAL) + 30 + len("表.xlsx".encode()) + 9
    data[place : place + 8] = b"\xff" * 8
    return bytes(data)


def _ole_circle() -> bytes:
    """Return a mail of Outlook whose table of sectors leads in a circle."""
    data = bytearray(outlook_mail({"表.xlsx": b"one" * 3000}))
    (fat,) = struct.unpack_from("<I", data, 76)
    for each in range(128):
        struct.pack_into("<I", data, (fat + 1) * 512 + 4 * each, each)
    return bytes(data)


def _sheet(rows: str, behind: str = "", before: str = "", **others: str | None) -> bytes:
    return packed(parts(sheet_xml(rows, behind, before), **others))  # type: ignore[arg-type]


_FORM_ROW = f'<row r="1">{text_cell("A1", "项目名称")}{text_cell("B1", "绩效指标")}</row>'


def _with_target(target: str) -> bytes:
    made = parts(sheet_xml(_FORM_ROW))
    listing = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = listing.replace("worksheets/sheet1.xml", target)
    return packed(made)


def _stored(sheet: str | bytes) -> bytes:
    """Return a workbook with this part as its sheet, nothing packed: it grows no more when it is opened."""
    return packed({**parts(sheet_xml(_FORM_ROW)), "xl/worksheets/sheet1.xml": sheet}, zipfile.ZIP_STORED)


def _stored_docx(body: str) -> bytes:
    with zipfile.ZipFile(BytesIO(docx(body))) as package:
        return packed({name: package.read(name) for name in package.namelist()}, zipfile.ZIP_STORED)


def _ods(table: str, method: int = zipfile.ZIP_DEFLATED, **others: str) -> bytes:
    content = f"<office:document-content {_ODS}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    made = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content + "</office:document-content>"}
    return packed({**made, **others}, method)


def _ods_cell(attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>项</text:p></table:table-cell>'


_ODD_LOCK = b"/ID[<00><00>]/Encrypt<</Filter/Foo/V 9/R 9>>"


def _swelling_pdf() -> bytes:
    """Return a PDF with a page of 1.5 GB of blanks in two layers of packing."""
    packer, held = zlib.compressobj(9), b""
    for _ in range(1500):
        held += packer.compress(b" " * (1 << 20))
    held = zlib.compress(held + packer.flush())
    mark = b"q Q"
    made = pdf([mark], packed=False)
    return made.replace(
        b"<</Length 3>>stream\n" + mark, b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s" % (len(held), held)
    )


def _drawn_in_itself() -> bytes:
    """Return a PDF whose page draws itself."""
    drawn = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    made = pdf([b"/X Do"], packed=False).replace(b"<</Length 5>>", b"<</Length 5" + drawn + b">>")
    return made.replace(b"/Resources<</Font<</F1 3 0 R>>>>", b"/Resources<</XObject<</X 5 0 R>>>>", 1)


def _with_root(pages: bytes) -> bytes:
    return pdf([b"q Q"]).replace(b"/Pages 2 0 R", b"/Pages " + pages)


_UNSAFE, _LARGE, _DAMAGED, _UNSUPPORTED, _ENCRYPTED = "unsafe", "too_large", "damaged", "unsupported", "encrypted"
_DTD = "文件内部含有外部实体声明（DTD），这是常见的攻击手段，正常的工作簿不会有。"
_OUTSIDE = "压缩包里的文件名通向别的文件夹。"
_BOMB = "压缩包里的文件展开后过大，可能是压缩炸弹。"
_OVERLAP = "压缩包里的文件互相重叠，可能是压缩炸弹。"
_BROKEN_MEMBER = "压缩包里的这个文件已损坏，解不开。"

Hostile = tuple[Callable[[], bytes], str, str]
"""How it is made, the reason of its refusal, and what the sentence says."""

CONTAINERS: dict[str, Hostile] = {
    "密码.zip": (lambda: _patched(zipped(_PLAIN), 6, 8, "<H", 0x801), _ENCRYPTED, "压缩包设有密码，无法读取。"),
    "少见的压缩.zip": (lambda: _patched(zipped(_PLAIN), 8, 10, "<H", 99), _UNSUPPORTED, "用了少见的压缩方式，解不开。"),
    "校验不符.zip": (lambda: _patched(zipped(_PLAIN), 14, 16, "<I", 1), _DAMAGED, _BROKEN_MEMBER),
    "写小了的大小.zip": (lambda: _patched(zipped(_PLAIN), 22, 24, "<I", 10), _DAMAGED, _BROKEN_MEMBER),
    "写大了的大小.zip": (lambda: _patched(zipped(_PLAIN), 22, 24, "<I", 9999), _DAMAGED, "与目录写的大小不符。"),
    "炸弹.zip": (lambda: zipped({"a.xlsx": bytes(20 << 20)}), _UNSAFE, _BOMB),
    "炸弹里的炸弹.zip": (lambda: zipped({"b.zip": zipped({"a.xlsx": bytes(40 << 20)})}), _UNSAFE, _BOMB),
    "bzip2炸弹.zip": (lambda: zipped({"a.xlsx": bytes(40 << 20)}, zipfile.ZIP_BZIP2), _UNSAFE, _BOMB),
    "lzma炸弹.zip": (lambda: zipped({"a.xlsx": bytes(40 << 20)}, zipfile.ZIP_LZMA), _UNSAFE, _BOMB),
    "巨大.zip": (lambda: zipped({"a.xlsx": bytes(51 << 20)}), _LARGE, "文件有 51 MB，超过 50 MB 的上限。"),
    "向上.zip": (lambda: zipped({"../a.xlsx": b"x"}), _UNSAFE, _OUTSIDE),
    "根目录.zip": (lambda: zipped({"/etc/a.xlsx": b"x"}), _UNSAFE, _OUTSIDE),
    "盘符.zip": (lambda: zipped({"C:/a.xlsx": b"x"}), _UNSAFE, _OUTSIDE),
    "反斜杠.zip": (lambda: zipped({"..\\..\\a.xlsx": b"x"}), _UNSAFE, _OUTSIDE),
    "网络路径.zip": (lambda: zipped({"\\\\server\\share\\a.xlsx": b"x"}), _UNSAFE, _OUTSIDE),
    "两千个文件.zip": (
        lambda: zipped({f"{each}.xlsx": b"" for each in range(2001)}),
        _LARGE,
        "压缩包里有 2001 个文件，超过 2000 个的上限。",
    ),
    "重叠.zip": (lambda: _patched(zipped({"a.xlsx": b"x", "b.xlsx": b"y"}), 18, 20, "<I", 60), _UNSAFE, _OVERLAP),
    "比文件还大.zip": (lambda: _patched(zipped(_PLAIN), 18, 20, "<I", 1 << 30), _UNSAFE, _OVERLAP),
    "五层.zip": (lambda: _nested(5), _LARGE, "压缩包或邮件一层套一层超过 3 层，里面的表没有读取。"),
    "断在半路.zip": (
        lambda: zipped({"a.xlsx": b"0123456789" * 500, "b.xlsx": b"x"})[:-40],
        _DAMAGED,
        "压缩包已损坏，里面的表没有读取。",
    ),
    "目录在别处.zip": (lambda: _end_patched(zipped(_PLAIN), 16, "<I", 0x7FFFFFFF), _DAMAGED, "压缩包已损坏，里面的表没有读取。"),
    "附加字段有错.zip": (_with_broken_extra, _DAMAGED, "压缩包已损坏，里面的表没有读取。"),
    "lzma有错.zip": (_lzma_broken, _DAMAGED, _BROKEN_MEMBER),
    "压缩包.rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), _UNSUPPORTED, "文件是 RAR 压缩包，里面的表没有读取。"),
    "压缩包.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40), _DAMAGED, "压缩包或邮件已损坏，无法读取（Bad7zFile）。"),
    "没有尽头的信头.eml": (lambda: b"From: a\nTo: b\n" + b"X: y\n" * (1 << 18), _DAMAGED, "邮件的信头没有尽头，无法读取。"),
    "一行的信头.eml": (lambda: b"From: a\nTo: b\nSubject: " + b"x" * (8 << 20), _DAMAGED, "邮件的信头没有尽头，无法读取。"),
    "一万个部分.eml": (
        lambda: _mail_of('multipart/mixed; boundary="x"', b"--x\nContent-Type: text/plain\n\na\n" * 10_000),
        _LARGE,
        "邮件的部分超过 2000 个的上限。",
    ),
    "两万个空部分.eml": (
        lambda: _mail_of("multipart/mixed; boundary=x", b"--x\n\n\n" * 20_001),
        _LARGE,
        "邮件的部分超过 2000 个的上限。",
    ),
    "一层套一层.eml": (
        lambda: (
            b"From: a\nTo: b\n"
            + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (each, each) for each in range(1500))
        ),
        _LARGE,
        "邮件里一层套一层的部分超过 200 个的上限。",
    ),
    "信里的信.eml": (lambda: _mail_in_mail(300), _LARGE, "邮件里一层套一层的部分超过 200 个的上限。"),
    "附件过大.eml": (
        lambda: _mail_of(
            'application/octet-stream; name="a.xlsx"', encodebytes(bytes(51 << 20)), b"Content-Transfer-Encoding: base64\n"
        ),
        _LARGE,
        "附件有 51 MB，超过 50 MB 的上限。",
    ),
    "大小吹牛.dat": (
        lambda: _at(winmail({"a.xlsx": b"x" * 99}), 11, "<I", 1 << 30),
        _DAMAGED,
        "Outlook 打包的附件（winmail.dat）已损坏。",
    ),
    "断在半路.dat": (lambda: winmail({"a.xlsx": b"x" * 999})[:500], _DAMAGED, "Outlook 打包的附件（winmail.dat）已损坏。"),
    "炸弹.dat": (lambda: winmail({"a.zip": zipped({"a.xlsx": bytes(20 << 20)})}), _UNSAFE, _BOMB),
    "两千个附件.dat": (lambda: winmail({f"{each}.xlsx": b"" for each in range(2001)}, False), _LARGE, "超过 2000 个的上限。"),
    "正文里的附件有错.eml": (
        lambda: in_the_text("a.xlsx", b"x" * 99).replace(b"M", b"\xff", 9),
        _DAMAGED,
        "附件已损坏，读不出来。",
    ),
    "自解压.exe": (lambda: b"MZ" + bytes(99) + zipped(_PLAIN), _UNSAFE, "文件是程序，多半是自解压的压缩包，没有打开。"),
    "winmail.eml": (
        lambda: mail({"winmail.dat": b"x"}).replace(b"application/octet-stream", b"application/ms-tnef"),
        _DAMAGED,
        "Outlook 打包的附件（winmail.dat）已损坏。",
    ),
    "附件是炸弹.eml": (lambda: mail({"a.zip": zipped({"a.xlsx": bytes(20 << 20)})}), _UNSAFE, _BOMB),
    "附件是一堆零.eml": (lambda: mail({"a.xlsx": bytes(5000)}), _DAMAGED, "文件里全是空字节，内容已经丢失"),
    "附件编码有错.eml": (
        lambda: _mail_of('application/octet-stream; name="a.xlsx"', b"UEsDBBQA!!!!\n" * 9, b"Content-Transfer-Encoding: base64\n"),
        _DAMAGED,
        "文件已损坏",
    ),
    "两千封.mbox": (lambda: mailbox(*[mail({})] * 2001), _LARGE, "邮箱文件里有 2001 封邮件，超过 2000 封的上限。"),
    "扇区不在.msg": (lambda: _at(outlook_mail({"表.xlsx": b"one"}), 60, "<I", 0x00FFFFFF), _DAMAGED, "文件结构不完整"),
    "扇区绕圈.msg": (_ole_circle, _DAMAGED, "文件结构不完整"),
    "断在半路.msg": (lambda: outlook_mail({"表.xlsx": b"one" * 3000})[:6000], _DAMAGED, "文件结构不完整"),
    "扇区大小有错.msg": (lambda: _at(outlook_mail({"表.xlsx": b"one"}), 30, "<H", 40), _DAMAGED, "文件结构不完整"),
}

DOCUMENTS: dict[str, Hostile] = {
    "展开炸弹.pdf": (lambda: _swelling_pdf(), _LARGE, "读取文件时内存不足。"),
    "自己画自己.pdf": (lambda: _drawn_in_itself(), _UNSUPPORTED, "PDF 文档里面没有文字，读不出来。"),
    "页树成环.pdf": (
        lambda: pdf([b""]).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"),
        _UNSUPPORTED,
        "PDF 文档里面没有文字，读不出来。",
    ),
    "嵌套数组.pdf": (lambda: _with_root(b"[" * 50_000 + b"]" * 50_000), _DAMAGED, "PDF 文档已损坏，无法读取"),
    "不认识的加密.pdf": (lambda: pdf([b""], trailer=_ODD_LOCK), _ENCRYPTED, "PDF 文档是加密的，加密的方式读不了。"),
    "一千页.pdf": (lambda: pdf([b"q Q"] * 1000), _LARGE, "PDF 超过 300 页的上限。"),
    "断在半路.pdf": (lambda: pdf([b"q Q" * 200])[:700], _DAMAGED, "PDF 文档已损坏"),
    "垃圾.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200, _DAMAGED, "PDF 文档已损坏"),
    "实体.docx": (lambda: docx("", '<!DOCTYPE x [<!ENTITY a "b">]>'), _UNSAFE, _DTD),
    "外部实体.docx": (lambda: docx("", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), _UNSAFE, _DTD),
    "十亿次.docx": (lambda: docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", _LAUGHS + "]>"), _UNSAFE, _DTD),
    "不是XML.docx": (lambda: docx("<w:p>"), _DAMAGED, "内部部件 word/document.xml 不是完整的 XML"),
    "炸弹.docx": (lambda: docx("<w:p/>" * 4_000_000), _LARGE, "倍的上限"),
    "一层套一层.docx": (lambda: docx("<w:sdt>" * 80 + "</w:sdt>" * 80), _LARGE, "文档里的内容一层套一层超过 60 层"),
    "深到底.docx": (lambda: _stored_docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), _LARGE, "文档里的内容一层套一层超过 60 层"),
    "百兆.html": (lambda: (f"<html><body>{_WORDS}" + " " * (100 << 20)).encode(), _LARGE, "MB 的上限"),
    "表里的表.html": (lambda: f"<html>{_WORDS}".encode() + b"<table><tr><td>" * 60, _LARGE, "网页里的表格一层套一层超过 50 层"),
    "两万处合并.html": (
        lambda: f"<html>{_WORDS}<table>".encode() + b"<tr><td colspan=2>" * 20_002,
        _LARGE,
        "的合并单元格超过 20000 个的上限",
    ),
    "实体.xml": (
        lambda: f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Workbook {_XML_2003}>{_WORDS}</Workbook>'.encode(),
        _UNSAFE,
        _DTD,
    ),
    "十亿次.xml": (lambda: f'<?xml version="1.0"?>{_LAUGHS}]><Workbook {_XML_2003}>{_WORDS}&i;</Workbook>'.encode(), _UNSAFE, _DTD),
    "断在半路.xml": (lambda: f"<Workbook {_XML_2003}>{_WORDS}<Worksheet>".encode(), _DAMAGED, "不是完整的 XML"),
    "十七兆.xml": (
        lambda: f"<Workbook {_XML_2003}>{_WORDS}".encode() + b" " * (17 << 20),
        _LARGE,
        "XML 表格有 17 MB，超过 16 MB 的上限",
    ),
    "百万行.csv": (lambda: (_WORDS + "\n" + "甲,乙\n" * 1_000_000).encode(), _LARGE, "有内容的单元格超过 200000 个的上限"),
    "不认识的编码.txt": (lambda: _WORDS.encode() + b"\xff\xff\x80" * 500, _DAMAGED, "文字编码有误"),
}

WORKBOOKS: dict[str, Hostile] = {
    "炸弹.xlsx": (lambda: _sheet(" " * (30 << 20)), _LARGE, "倍的上限"),
    "样式炸弹.xlsx": (lambda: _sheet(_FORM_ROW, styles="<a>" + " " * (30 << 20)), _LARGE, "样式部件"),
    "巨大的部件.xlsx": (lambda: _stored(b" " * (40 << 20) + b"<a"), _DAMAGED, "不完整"),
    "实体.xlsx": (lambda: packed({**parts(sheet_xml(_FORM_ROW)), "xl/workbook.xml": "<!DOCTYPE x>"}), _UNSAFE, _DTD),
    "十亿次.xlsx": (lambda: _stored(f"{_LAUGHS}]><x>&i;</x>"), _UNSAFE, _DTD),
    "藏在UTF-16里的实体.xlsx": (
        lambda: _stored('<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")),
        _UNSAFE,
        _DTD,
    ),
    "外面的部件.xlsx": (lambda: _with_target("../../../etc/passwd"), _DAMAGED, "缺少工作表“表1”的内容"),
    "网上的部件.xlsx": (lambda: _with_target('http://x/y" TargetMode="External'), _DAMAGED, "缺少工作表“表1”的内容"),
    "两千张表.xlsx": (lambda: packed(parts(*[sheet_xml("")] * 2001)), _LARGE, "工作表超过 2000 张的上限"),
    "二十万格.xlsx": (
        lambda: _stored(sheet_xml("".join(f'<row r="{row}">{"<c><v>1</v></c>" * 250}</row>' for row in range(1, 900)))),
        _LARGE,
        "有内容的单元格超过 200000 个的上限",
    ),
    "合并无数.xlsx": (
        lambda: _sheet(
            _FORM_ROW, "<mergeCells>" + "".join(f'<mergeCell ref="C{row}:D{row}"/>' for row in range(3, 20_010)) + "</mergeCells>"
        ),
        _LARGE,
        "合并单元格超过 20000 个的上限",
    ),
    "同名部件.xlsx": (lambda: _twice("xl/workbook.xml"), _DAMAGED, "两个同名的部件"),
    "少见的压缩.xlsx": (lambda: _patched(_sheet(_FORM_ROW), 8, 10, "<H", 99), _UNSUPPORTED, "用了少见的压缩方式"),
    "一万个部件.xlsx": (
        lambda: packed({**parts(sheet_xml(_FORM_ROW)), **{f"a{each}": "" for each in range(10_001)}}),
        _LARGE,
        "超过 10000 个的上限",
    ),
    "一堆零.xlsx": (lambda: bytes(30_000), _DAMAGED, "全是空字节"),
    "百万行.ods": (
        lambda: _ods(
            f'<table:table><table:table-row table:number-rows-repeated="1000000">{_ods_cell()}</table:table-row></table:table>'
        ),
        _LARGE,
        "有内容的单元格超过 200000 个的上限",
    ),
    "实体.ods": (lambda: packed({"mimetype": "x", "content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), _UNSAFE, _DTD),
    "密码.ods": (lambda: _ods("", **{"META-INF/manifest.xml": "<a><encryption-data/></a>"}), _ENCRYPTED, "文件设有打开密码"),
    "深到底.ods": (
        lambda: _ods(
            "<table:table><table:table-row>"
            + _ods_cell().replace("项", "<text:span>" * 50_000 + "项" + "</text:span>" * 50_000)
            + "</table:table-row></table:table>",
            zipfile.ZIP_STORED,
        ),
        _DAMAGED,
        "嵌套过深",
    ),
    "扇区绕圈.xls": (lambda: _OLE + bytes(22) + struct.pack("<HH", 9, 6) + bytes(480), _DAMAGED, "文件结构不完整"),
    "文件夹的一页.xlsx": (lambda: b"\x89PNG\r\n" + bytes(999), "not_a_workbook", "实际是图片"),
}


def _twice(name: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for each, content in parts(sheet_xml(_FORM_ROW)).items():
            archive.writestr(zipfile.ZipInfo(each), content)
        other = name.upper()
        archive.writestr(zipfile.ZipInfo(other), "x")
    return held.getvalue()


ALL: dict[str, Hostile] = {**CONTAINERS, **DOCUMENTS, **WORKBOOKS}
