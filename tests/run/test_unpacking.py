"""Forms that come in mails and archives are read, named, returned and counted like files of the folder."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tests.intake.mails import mail, mailbox, zipped
from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.cli.screen import mails_note
from xlperf.errors import RefusedFile
from xlperf.forms.file_result import FileResult
from xlperf.intake.containers.opening import listed, opened
from xlperf.intake.folder import Entry
from xlperf.intake.limits import intake_settings
from xlperf.run.batch import run
from xlperf.run.mail_words import with_mail_words
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.run.unpacking import entry_bytes, original_bytes, taken_out


def _form(tmp_path: Path, project: str, **changes: object) -> bytes:
    return write_declaration(tmp_path / "form.xlsx", project_name=project, **changes).read_bytes()


def _read(folder: Path) -> Batch:
    return run([folder], RunSettings(workers=0))


def _told(batch: Batch) -> list[tuple[str, str, int, str]]:
    return [(each.file, each.fate, len(each.forms), each.via) for each in batch.files]


def test_forms_in_mails_and_archives_are_read_in_their_place(tmp_path: Path) -> None:
    """A mail, an archive in a mail, a mailbox and an archive: every form once, behind its container."""
    folder = tmp_path / "in"
    folder.mkdir()
    archive = zipped({"乙/二.xlsx": _form(tmp_path, "二"), "读我.txt": b"hello", "__MACOSX/._二.xlsx": b"x"})
    (folder / "报送.eml").write_bytes(mail({"一.xlsx": _form(tmp_path, "古籍修复"), "包.zip": archive}))
    (folder / "箱.mbox").write_bytes(mailbox(mail({"三.xlsx": _form(tmp_path, "三")}, day=3), mail({}, day=4)))
    assert _told(_read(folder)) == [
        ("报送.eml", "passed_over", 0, ""),
        ("报送.eml › 一.xlsx", "read", 1, "报送.eml"),
        ("报送.eml › 包.zip", "passed_over", 0, "报送.eml"),
        ("报送.eml › 包.zip › __MACOSX/._二.xlsx", "passed_over", 0, "报送.eml › 包.zip"),
        ("报送.eml › 包.zip › 乙/二.xlsx", "read", 1, "报送.eml › 包.zip"),
        ("报送.eml › 包.zip › 读我.txt", "passed_over", 0, "报送.eml › 包.zip"),
        ("箱.mbox", "passed_over", 0, ""),
        ("箱.mbox › 第 1 封.eml", "passed_over", 0, "箱.mbox"),
        ("箱.mbox › 第 1 封.eml › 三.xlsx", "read", 1, "箱.mbox › 第 1 封.eml"),
        ("箱.mbox › 第 2 封.eml", "passed_over", 0, "箱.mbox"),
    ]


def test_what_a_container_is_stands_in_its_reason(tmp_path: Path) -> None:
    """Sender, time and subject of a mail, and how many files it brought."""
    (tmp_path / "a.eml").write_bytes(mail({"一.xlsx": b"x", "二.xlsx": b"y"}))
    (tmp_path / "b.eml").write_bytes(mail({}, subject=""))
    reasons = [each.reason for each in _read(tmp_path).files if not each.via]
    assert reasons == [
        "邮件，里面 2 个文件逐个读取（发件人 张三 <zhangsan@example.cn>，2026-03-02 09:15，主题“报送绩效表”）",
        "邮件，里面没有附件或文件（发件人 张三 <zhangsan@example.cn>，2026-03-02 09:15）",
    ]


@pytest.mark.parametrize(
    ("subject", "text", "is_nil"),
    [
        ("回复", "您好，经核实，我单位2026年度没有需要申报的项目。", True),
        ("云溪区体育馆本年无项目", "", True),
        ("回复", "收到\n-----原始邮件-----\n本年无项目", False),
        ("通知", "没有项目的请回复“本年无项目”", False),
        ("回复", "我单位无项目。甲项目改为50万元", False),
    ],
)
def test_a_mail_without_attachment_is_a_nil_return_or_named(tmp_path: Path, subject: str, text: str, is_nil: bool) -> None:
    """What its sender wrote counts, not the letter that it answers and not an instruction; every other one is told."""
    (tmp_path / "体育馆.eml").write_bytes(
        mail({}, subject)
        .replace("请查收附件。".encode(), text.encode())
        .replace(b"6K+35p+l5pS26ZmE5Lu244CC", b64encode(text.encode()))
    )
    batch = _read(tmp_path)
    assert (bool(batch.files[0].nil), bool(mails_note(batch))) == (is_nil, not is_nil)


def test_what_a_mail_says_beside_its_attachments_is_told(tmp_path: Path) -> None:
    """An amount that is to count instead is in no form; 请查收附件 tells nothing."""
    held = mail({"a.txt": b"x"})
    (tmp_path / "一.eml").write_bytes(held)
    assert mails_note(_read(tmp_path)) == ""
    told = with_mail_words(_read(tmp_path).files[0], "", "应为46万元，以此为准。")
    assert (told.message, told.notable) == ("正文：“应为46万元，以此为准”。", "telling_mail")


def test_the_later_mail_is_the_newer_version(tmp_path: Path) -> None:
    """The time of the mail decides, not that of the file that somebody saved it to."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "z.eml").write_bytes(mail({"表.xlsx": _form(tmp_path, "古籍修复", annual=1, fiscal=1)}, day=2))
    (folder / "a.eml").write_bytes(mail({"表.xlsx": _form(tmp_path, "古籍修复")}, day=9))
    assert [each.source.file for each in _read(folder).counted] == ["a.eml › 表.xlsx"]


def test_a_bad_member_costs_itself_and_is_told(tmp_path: Path) -> None:
    """An encrypted, a broken and an empty attachment are refusals of their own beside the form that is read."""
    folder = tmp_path / "in"
    folder.mkdir()
    files = {"一.xlsx": _form(tmp_path, "古籍修复"), "二.xlsx": b"PK\x03\x04", "三.xlsx": b"", "四.rar": b"Rar!\x1a\x07\x01\x00"}
    (folder / "a.zip").write_bytes(zipped(files))
    batch = _read(folder)
    assert {each.file: each.reason for each in batch.files if each.fate == "refused"} == {
        "a.zip › 二.xlsx": "damaged",
        "a.zip › 三.xlsx": "damaged",
        "a.zip › 四.rar": "unsupported",
    }
    assert {each.file for each in batch.findings if each.rule == "FILE-001"} == {
        "a.zip › 二.xlsx",
        "a.zip › 三.xlsx",
        "a.zip › 四.rar",
    }
    assert len(batch.counted) == 1


def test_the_same_form_in_a_mail_and_beside_it_counts_once(tmp_path: Path) -> None:
    """Somebody saved the attachment and left the mail: the first by path is kept."""
    folder = tmp_path / "in"
    folder.mkdir()
    content = _form(tmp_path, "古籍修复")
    (folder / "一.xlsx").write_bytes(content)
    (folder / "报送.eml").write_bytes(mail({"一.xlsx": content}))
    batch = _read(folder)
    assert [each.source.file for each in batch.counted] == ["一.xlsx"]
    assert [each.file for each in batch.recorded if each.rule == "FILE-006"] == ["报送.eml › 一.xlsx"]


def test_the_summary_links_to_the_mail_and_the_attachment_goes_back(tmp_path: Path) -> None:
    """A link leads to the mail; the marked copy is that of the attachment, in a folder that is named after the mail."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "报送.eml").write_bytes(mail({"一.xlsx": _form(tmp_path, "古籍修复", fiscal=1)}))
    result = CliRunner().invoke(cli, ["consolidate", str(folder), "-o", str(tmp_path / "汇总.xlsx"), "--workers", "0"])
    assert result.exit_code == 1
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["校验结果"]
    targets = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target}
    assert targets == {"in\\报送.eml"}
    back = tmp_path / "退回"
    result = CliRunner().invoke(cli, ["return", str(folder), "-o", str(back), "--workers", "0"])
    assert sorted(each.relative_to(back).as_posix() for each in back.rglob("*.xlsx")) == ["报送.eml/一.xlsx", "退回清单.xlsx"]
    assert "不是这次写的" not in result.output
    assert "退回说明" in openpyxl.load_workbook(back / "报送.eml" / "一.xlsx").sheetnames


def test_a_container_is_opened_once_for_members_that_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mailbox or archive of a thousand members is not opened a thousand times; changed meanwhile, it is opened again."""
    from xlperf.run import unpacking

    read: list[Path] = []
    real = unpacking.read_bytes

    def counted(path: Path, *rest: Any) -> bytes:
        read.append(path)
        return real(path, *rest)

    monkeypatch.setattr(unpacking, "read_bytes", counted)
    form = write_declaration(tmp_path / "a.xlsx").read_bytes()
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "报送.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.xlsx", form)
    files = run([folder], RunSettings(workers=0)).files
    assert [each.fate for each in files] == ["passed_over", *["read"] * 5]
    assert len(read) == 2  # once to list it, once for its members


_LIMITS = intake_settings().limits


def test_a_container_that_is_another_when_its_member_is_read_is_told(tmp_path: Path) -> None:
    """Somebody goes on copying into the folder: the member costs a sentence, and a next try."""
    path = tmp_path / "包.zip"
    path.write_bytes(zipped({"a.xlsx": b"one", "b.xlsx": b"two"}))
    (first, second) = (each.key for each in listed(opened(path.read_bytes(), _LIMITS), (), _LIMITS))  # type: ignore[arg-type]
    entry = Entry("包.zip › b.xlsx", path, via="包.zip", inside=(second,))
    assert entry_bytes(entry, intake_settings()) == b"two"
    path.write_bytes(b"no archive any more")
    with pytest.raises(RefusedFile) as refused:
        entry_bytes(entry, intake_settings())
    assert (refused.value.reason, refused.value.message) == ("damaged", "文件在读取时被改动。")
    with pytest.raises(RefusedFile, match="文件在读取时被改动。"):
        taken_out(b"no archive any more", (second,), _LIMITS)
    assert taken_out(zipped({"a.xlsx": b"one"}), (first,), _LIMITS) == b"one"


def test_the_bytes_of_a_file_as_it_came(tmp_path: Path) -> None:
    """Out of its container where it came in one; none where it is gone or cannot be taken out."""
    data = zipped({"a.xlsx": b"one"})
    (tmp_path / "包.zip").write_bytes(data)
    (key,) = (each.key for each in listed(opened(data, _LIMITS), (), _LIMITS))  # type: ignore[arg-type]
    inside = FileResult("包.zip › a.xlsx", "read", inside=(key,))
    assert original_bytes(tmp_path, inside, _LIMITS) == b"one"
    assert original_bytes(tmp_path, FileResult("包.zip", "passed_over"), _LIMITS) == data
    assert original_bytes(tmp_path, FileResult("没有.zip › a.xlsx", "read", inside=(key,)), _LIMITS) is None
    assert original_bytes(tmp_path, replace(inside, inside=((7, 7),)), _LIMITS) is None


def test_a_member_that_cannot_be_taken_out_says_why() -> None:
    """What was found when the container was listed is what its own line says."""
    refusal = RefusedFile("encrypted", "文件有密码。", "请去掉密码后重新报送。")
    with pytest.raises(RefusedFile) as refused:
        entry_bytes(Entry("包.zip › a.xlsx", Path("包.zip"), refusal=refusal), intake_settings())
    assert refused.value is refusal


@pytest.mark.parametrize(("name", "is_workbook"), [("a.XLSX", True), ("a.zip", False)])
def test_a_workbook_is_bounded_as_a_workbook_and_a_container_as_one(tmp_path: Path, name: str, is_workbook: bool) -> None:
    """A mailbox may be larger than any workbook."""
    path = tmp_path / name
    path.write_bytes(bytes(11))
    real = intake_settings()
    small = replace(real, limits=replace(real.limits, file_bytes=10, container_bytes=11))
    if is_workbook:
        with pytest.raises(RefusedFile):
            entry_bytes(Entry(name, path, 11), small)
    else:
        assert entry_bytes(Entry(name, path, 11), small) == bytes(11)


_FRAME = b'<html><frameset rows="*"><frame src="1.files/a.htm"></frameset></html>'


@pytest.mark.parametrize(
    ("files", "fates"),
    [
        ({"1.htm": _FRAME, "1.files/a.htm": b"<table><td>x"}, {"1.htm": "passed_over", "1.files/a.htm": "passed_over"}),
        ({"1.htm": _FRAME, "1.files/b.htm": b"<table><td>x"}, {"1.htm": "refused", "1.files/b.htm": "passed_over"}),
        ({"1.htm": _FRAME, "说明.txt": b"x"}, {"1.htm": "refused", "说明.txt": "passed_over"}),
    ],
    ids=["with its page", "with another page", "alone"],
)
def test_the_frame_of_a_page_is_missed_only_without_its_pages(
    tmp_path: Path, files: dict[str, bytes], fates: dict[str, str]
) -> None:
    """Excel writes a workbook as a frame and a page a sheet: where the pages came with it, nothing is missing."""
    (tmp_path / "报送.zip").write_bytes(zipped(files))
    members = [each for each in _read(tmp_path).files if each.via]
    assert {each.file.partition(" › ")[2]: each.fate for each in members} == fates
    if fates["1.htm"] == "passed_over":
        assert next(each.reason for each in members if each.file.endswith("1.htm")) == "网页的框架，内容在旁边的文件里"


def test_a_page_that_cannot_be_taken_out_is_told_by_its_reader(tmp_path: Path) -> None:
    """Looking for frames costs no other file of the archive."""
    archive = bytearray(zipped({"1.htm": b"<html>" + bytes(range(1, 250)), "2.htm": b"<p>"}, zipfile.ZIP_STORED))
    archive[archive.index(b"<html>")] ^= 1
    (tmp_path / "报送.zip").write_bytes(archive)
    assert [each.fate for each in _read(tmp_path).files] == ["passed_over", "refused", "passed_over"]
