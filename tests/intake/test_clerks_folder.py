"""What lies in a clerk's folder of chats and mails: read, or refused by name with what to do; nothing passes in silence."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.documents import as_html, as_text, docx
from tests.intake.mails import in_the_text, mail, winmail, zipped
from tests.workbooks import write_declaration
from xlperf.cli.screen import pictures_note
from xlperf.forms.file_result import FileResult
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Sheet
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

LIMITS = intake_settings().limits


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a workbook with one declaration."""
    return write_declaration(tmp_path_factory.mktemp("form") / "a.xlsx").read_bytes()


def _sheet(form: bytes) -> Sheet:
    return parse_workbook(form, LIMITS).sheets[0]


def _files(folder: Path, name: str, data: bytes) -> list[FileResult]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return list(run([folder], RunSettings(workers=0, judge=False)).files)


def _apples(data: bytes) -> bytes:
    return b"%d\n" % len(data) + data + b'<?xml version="1.0"?><plist/>'


READ: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "winmail.dat": (lambda form: winmail({"申报表.xlsx": form}), "winmail.dat › 申报表.xlsx"),
    "短名.dat": (lambda form: winmail({"申报表.xlsx": form}, long_names=False), "短名.dat › 申报表.xlsx"),
    "打包.eml": (lambda form: mail({"winmail.dat": winmail({"申报表.xlsx": form})}), "打包.eml › winmail.dat › 申报表.xlsx"),
    "写在正文里.eml": (lambda form: in_the_text("申报表.xlsx", form), "写在正文里.eml › 申报表.xlsx"),
    "苹果.emlx": (lambda form: _apples(mail({"申报表.xlsx": form})), "苹果.emlx › 申报表.xlsx"),
}


@pytest.mark.parametrize(("name", "made"), READ.items(), ids=READ)
def test_an_attachment_is_read_however_it_came(
    name: str, made: tuple[Callable[[bytes], bytes], str], form: bytes, tmp_path: Path
) -> None:
    """Outlook's own wrapping, a file within the text, a mail of Apple's program."""
    write, shown = made
    assert [each.file for each in _files(tmp_path / "in", name, write(form)) if each.fate == "read"] == [shown]


@pytest.mark.parametrize("blank", ["   ", "\u3000", "\u3000\u3000"])
def test_values_set_apart_by_blanks_are_a_table(blank: str, form: bytes, tmp_path: Path) -> None:
    """Text copied out of a chat has lost its tabs: two blanks in a row or a wide one divide the values."""
    lines = as_text(_sheet(form)).decode("gb18030").replace('"', "").split("\r\n")
    text = "\n".join(blank.join(filter(None, line.split("\t"))) for line in lines)
    (file,) = _files(tmp_path / "in", "粘贴.txt", text.encode())
    assert file.fate == "read"
    whole = read_workbook(_written(tmp_path / "b.xlsx", form))
    assert file.forms[0].amount("/funding/annual") is not None
    assert [row["level3"].value for row in file.forms[0].rows] == [row["level3"].value for row in _form_of(whole.sheets[0])]


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _form_of(sheet: Sheet) -> object:
    from xlperf.forms import read_forms
    from xlperf.forms.layouts.built_in import load_vocabulary
    from xlperf.forms.layouts.layout_loading import load_layouts
    from xlperf.intake.sheet import Workbook

    return read_forms(Workbook("xlsx", (sheet,)), "a", load_layouts(), load_vocabulary()).forms[0].rows


def test_a_text_with_commas_stays_divided_by_commas() -> None:
    """Blanks behind commas divide nothing."""
    text = "项目名称,  绩效指标\n甲,  乙\n"
    assert [str(each.value) for each in parse_workbook(text.encode(), LIMITS).sheets[0].cells.values()] == [
        "项目名称",
        "绩效指标",
        "甲",
        "乙",
    ]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_table_in_a_cell_is_a_part_of_what_the_cell_says(form: bytes) -> None:
    """A goal laid out in a table of its own stays the goal, in a Word document and on a web page."""
    one, two = (f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in ("一是", "修缮"))
    inner = f"<w:tbl><w:tr>{one}{two}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>目标</w:t></w:r></w:p></w:tc><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    cells = parse_workbook(docx(body), LIMITS).sheets[0].cells
    assert {at: each.value for at, each in cells.items()} == {(1, 1): "目标", (1, 2): "一是 修缮"}
    head = "<tr><td>项目名称</td><td>绩效目标</td></tr>"
    page = f"<table>{head}<tr><td>目标</td><td>甲<table><tr><td>一是</td><td>修缮</td></tr></table></td></tr></table>"
    cells = parse_workbook(f"<html>{page}</html>".encode(), LIMITS).sheets[0].cells
    assert [each.value for _, each in sorted(cells.items())] == ["项目名称", "绩效目标", "目标", "甲\n一是 修缮"]


def test_a_form_in_a_table_that_only_lays_out_the_page_is_a_form(form: bytes, tmp_path: Path) -> None:
    """Web pages put everything into a table of one cell."""
    page = (
        as_html(_sheet(form))
        .decode("gb18030")
        .replace("<body>", "<body><table><tr><td>")
        .replace("</body>", "</td></tr></table></body>")
    )
    (file,) = _files(tmp_path / "in", "网页.html", page.encode("gb18030"))
    assert (file.fate, len(file.forms[0].rows)) == ("read", len(list(_form_of(_sheet(form)))))  # type: ignore[call-overload]


def _tar() -> bytes:
    held = BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("申报表.xlsx"), BytesIO())
    return held.getvalue()


_LINK = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60)
_PLIST = b'<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key><string>http://a.cn</string></dict></plist>'
_SEALED = (
    b"From: a@b.cn\nTo: c@d.cn\nContent-Type: application/pkcs7-mime; name=smime.p7m\n"
    b"Content-Disposition: attachment; filename=smime.p7m\n\nabc"
)
REFUSED = {
    "a.rar": (b"Rar!\x1a\x07\x01\0", "unsupported", "文件是 RAR 压缩包，里面的表没有读取。"),
    "a.gz": (gzip.compress(b"x"), "unsupported", "文件是 gzip 压缩包，里面的表没有读取。"),
    "a.tar": (_tar(), "unsupported", "文件是 tar 压缩包，里面的表没有读取。"),
    "a.cab": (b"MSCF\0\0\0\0" + bytes(40), "unsupported", "文件是 CAB 压缩包，里面的表没有读取。"),
    "a.iso": (bytes(32769) + b"CD001", "unsupported", "文件是光盘映像，里面的表没有读取。"),
    "a.pst": (b"!BDN" + bytes(600), "unsupported", "文件是 Outlook 的邮箱数据文件，里面的邮件没有读取。"),
    "申报表.xlsx.lnk": (_LINK, "unsupported", "文件是快捷方式，不是表本身，它指向的文件没有读取。"),
    "a.url": (b"[InternetShortcut]\r\nURL=http://a.cn", "unsupported", "文件是网址链接，网上的表没有读取。"),
    "a.webloc": (_PLIST, "unsupported", "文件是网址链接，网上的表没有读取。"),
    "a.exe": (b"MZ" + bytes(200) + zipped({"a.xlsx": b"x"}), "unsafe", "文件是程序，多半是自解压的压缩包，没有打开。"),
    "a.ofd": (zipped({"OFD.xml": b"<a/>", "Doc_0/Document.xml": b"<a/>"}), "unsupported", "文件是 OFD 版式文件，没有读取。"),
    "a.pages": (zipped({"Index/Document.iwa": b"x"}), "unsupported", "文件是苹果电脑的 Pages 文稿，没有读取。"),
    "加密.eml": (_SEALED, "encrypted", "邮件的内容是加密的，里面的附件没有读取。"),
    "超大.eml": (
        b"From: a@b.cn\nTo: c@d.cn\n\nhttps://wx.mail.qq.com/ftn/download?func=3",
        "unsupported",
        "正文里有超大附件的下载链接，附件没有随邮件来，没有读取。",
    ),
    "断了.dat": (winmail({"a.xlsx": b"x" * 500})[:300], "damaged", "Outlook 打包的附件（winmail.dat）已损坏。"),
    "嵌套.zip": (zipped({"里面.rar": b"Rar!\x1a\x07\x01\0"}), "unsupported", "文件是 RAR 压缩包，里面的表没有读取。"),
}


@pytest.mark.parametrize(("name", "made"), REFUSED.items(), ids=REFUSED)
def test_what_is_not_opened_is_refused_by_name(name: str, made: tuple[bytes, str, str], tmp_path: Path) -> None:
    """Whatever holds files, or leads to one, says so, and what to do."""
    data, reason, message = made
    refused = [each for each in _files(tmp_path / "in", name, data) if each.fate == "refused"]
    assert [(each.reason, each.message) for each in refused] == [(reason, message)]
    assert refused[0].hint


@pytest.mark.parametrize("name", ["a.exe", "notes.md", "a.ics"])
def test_what_holds_no_form_is_passed_over(name: str, tmp_path: Path) -> None:
    """A program without an archive in it, a note, an appointment: nobody sent a form."""
    (file,) = _files(tmp_path / "in", name, b"MZ\0\0" + bytes(90))
    assert file.fate == "passed_over"


@pytest.mark.parametrize("name", ["申报表.xlsx.crdownload", "申报表.xlsx.part", "申报表.xlsx.baiduyun.p.downloading"])
def test_a_file_that_is_not_downloaded_to_its_end(tmp_path: Path, form: bytes, name: str) -> None:
    """A part of a file says that it is one; the whole under such a name is read."""
    (tmp_path / name).write_bytes(form[: len(form) // 2])
    (refused,) = run([tmp_path], RunSettings(workers=0)).files
    assert (refused.fate, refused.message) == ("refused", "文件像是没有下载完。")
    assert refused.hint == "请等它下载完，或重新下载；已经下载过的，请把这个文件移出文件夹。"
    (tmp_path / name).write_bytes(form)
    assert len(run([tmp_path], RunSettings(workers=0)).counted) == 1


@pytest.mark.parametrize("name", ["报送.zip.001", "报送.z01", "报送.7z.002", "报送.r00"])
def test_a_volume_of_an_archive(tmp_path: Path, name: str) -> None:
    """One volume of an archive is refused by name, whatever its bytes are: the forms in it are not passed over in silence."""
    (tmp_path / name).write_bytes(bytes(range(256)) * 20)
    (refused,) = run([tmp_path], RunSettings(workers=0)).files
    assert (refused.fate, refused.message) == ("refused", "文件是分卷压缩包的一卷，里面的表没有读取。")


def test_pictures_are_named_on_the_screen(tmp_path: Path, form: bytes) -> None:
    """A photo of a form is no form that was handed in: the first of them are named, with what to do."""
    (tmp_path / "a.xlsx").write_bytes(form)
    for number in range(5):
        (tmp_path / f"照片{number}.JPG").write_bytes(b"\xff\xd8\xff")
    note = pictures_note(run([tmp_path], RunSettings(workers=0)))
    assert note == (
        "注意：“照片0.JPG”、“照片1.JPG”、“照片2.JPG”等 5 个文件是图片，没有读取。里面若是报送的表，请让单位改发 Excel 文件。"
    )
