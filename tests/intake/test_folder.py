"""Folders as they are: every file is read, refused or passed over by rule, and none is lost."""

from __future__ import annotations

import os
import socket
import sys
import unicodedata
from pathlib import Path

import pytest

from xlperf.errors import InputError, RefusedFile
from xlperf.intake import folder as walk
from xlperf.intake import workbook_reader as reader
from xlperf.intake.folder import Entry, scan
from xlperf.intake.limits import intake_settings
from xlperf.intake.long_path import extended
from xlperf.intake.workbook_reader import read_bytes

_SETTINGS = intake_settings()
posix = pytest.mark.skipif(sys.platform == "win32", reason="files that Windows does not have")


def _scan(*roots: Path, without: frozenset[Path] = frozenset()) -> dict[str, str]:
    return {entry.file: entry.passed_over for entry in scan(list(roots), _SETTINGS, without)}


def _touch(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_sub_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """The order is that of the names, with / on every system."""
    for name in ("b.xlsx", "a/z.xlsx", "a/b/c.ods", "A.XLS", "c.et", "d.fods"):
        _touch(tmp_path / name)
    assert list(_scan(tmp_path)) == ["A.XLS", "a/b/c.ods", "a/z.xlsx", "b.xlsx", "c.et", "d.fods"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("~$表.xlsx", b"", "Excel 打开文件时留下的临时文件"),
        (".~lock.表.xlsx#", b"", "LibreOffice 打开文件时留下的临时文件"),
        ("._表.xlsx", b"", "苹果电脑留下的附属文件"),
        (".~表.xlsx", b"", "WPS 打开文件时留下的临时文件"),
        ("$RECYCLE.BIN/S-1-5-21/表.xlsx", b"PK\x03\x04", "在回收站里，已删除"),
        ("资料/#recycle/表.xlsx", b"PK\x03\x04", "在回收站里，已删除"),
        ("Network Trash Folder/旧.xlsx", b"PK\x03\x04", "在回收站里，已删除"),
        (".TemporaryItems/旧.xlsx", b"PK\x03\x04", "系统留下的临时文件"),
        (".Trash-1000/files/表.xlsx", b"PK\x03\x04", "在回收站里，已删除"),
        ("THUMBS.DB", b"", "系统文件"),
        ("表.tmp", b"", "临时文件"),
        ("记录.jsonl", b"", "xlperf 写出的记录"),
        ("说明.txt", "请尽快报送".encode(), "不是工作簿（.txt）"),
        ("通知.txt", "请填写项目名称".encode("gb18030"), "不是工作簿（.txt）"),
        ("说明", b"", "不是工作簿（没有扩展名）"),
        ("照片.jpg", b"\xff\xd8\xff", "图片，里面的表读不出来（.jpg）"),
        (".stversions/表.xlsx", b"PK\x03\x04", "同步软件自动留下的旧版本"),
        (".sync/Archive/表.xlsx", b"PK\x03\x04", "同步软件自动留下的旧版本"),
        (".tmp.drivedownload/表.xlsx", b"PK\x03\x04", "同步软件留下的临时文件"),
        ("@eaDir/表.xlsx", b"PK\x03\x04", "网盘自动留下的附属文件"),
        (".照片.jpg.icloud", b"bplist00", "不是工作簿（.icloud）"),
    ],
)
def test_what_is_passed_over_has_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """Owner files, traces of systems and files of other kinds are passed over, each by its rule."""
    _touch(tmp_path / name, content)
    assert _scan(tmp_path) == {name: reason}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.bak", b"PK\x03\x04"),
        ("表", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("扫描件", b"%PDF-1.7"),
        ("表.doc", b""),
        ("表.zip", b""),
        ("表.csv", "项目名称,x\n绩效指标,y".encode()),
        ("表.txt", "项目名称\n绩效指标".encode("gb18030")),
        ("表.htm", "项目名称 绩效指标".encode("utf-16")),
        ("表.csv", "項目名稱,績效指標,一級指標,二級指標".encode("big5")),
        ("表.htm", b'<html><FRAMESET rows="*"><frame name=a src="a.files/b.htm"></frameset></html>'),
        (".表.xlsx.icloud", b"bplist00"),
        ("表（冲突副本）.xlsx", b"PK\x03\x04"),
        ("表 (张三's conflicted copy 2026-03-01).xlsx", b"PK\x03\x04"),
        ("导出.dat", b" " * (3 << 20) + "项目名称 绩效指标".encode()),
    ],
)
def test_what_may_hold_a_form_is_never_passed_over(tmp_path: Path, name: str, content: bytes) -> None:
    """Under any extension: bytes of a document, or the words of a form in any encoding, are looked at and reported."""
    _touch(tmp_path / name, content)
    assert _scan(tmp_path) == {name: ""}


@posix
def test_a_frame_beside_its_pages_is_passed_over(tmp_path: Path) -> None:
    """Excel writes the sheets of a page into a folder beside it: they are read, and the frame is not missed."""
    _touch(tmp_path / "表.htm", b'<html><frameset><frame src="%E8%A1%A8.files\\a.htm"><frame src="b.htm"></frameset></html>')
    _touch(tmp_path / "表.files" / "a.htm", b"<table>")
    assert _scan(tmp_path)["表.htm"] == "网页的框架，内容在旁边的文件里"


def test_a_frame_with_a_name_that_no_file_can_have_is_looked_into(tmp_path: Path) -> None:
    """Its pages are nowhere to be found."""
    _touch(tmp_path / "表.htm", b'<html><frameset><frame src="' + b"a" * 5000 + b'"></frameset></html>')
    assert _scan(tmp_path) == {"表.htm": ""}


def test_links_are_not_followed_and_special_files_not_opened(tmp_path: Path) -> None:
    """A link may lead in circles or out of the folder, and a pipe would block for ever."""
    folder = tmp_path / "in"
    outside = _touch(tmp_path / "outside" / "a.xlsx")
    folder.mkdir()
    (folder / "file.xlsx").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.xlsx").symlink_to(tmp_path / "none")
    os.mkfifo(folder / "pipe.xlsx")
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(os.path.relpath(folder / "s.xlsx"))
    plug.close()
    link, special = "链接，不跟随", "不是普通文件"
    assert _scan(folder) == {
        "file.xlsx": link,
        "folder": link,
        "loop": link,
        "nowhere.xlsx": link,
        "pipe.xlsx": special,
        "s.xlsx": special,
    }
    assert _scan(folder / "file.xlsx") == {"file.xlsx": ""}, "a link that was itself given is meant"


@posix
def test_names_that_are_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    """A GBK name from an old archive is read as one, hides no other file, and no name can hold a folder of its own."""
    for name in ("表.xlsx".encode("gbk"), "表.xlsx".encode(), b"\xff\xfe.xlsx"):
        try:
            (Path(os.fsencode(tmp_path).decode()) / os.fsdecode(name)).write_bytes(b"x")
        except OSError:
            pytest.skip("this file system wants UTF-8")
    assert sorted(_scan(tmp_path)) == sorted(["表.xlsx", f"{tmp_path.name}/表.xlsx", "\ufffd\ufffd.xlsx"])


def test_names_that_differ_only_in_their_code_are_two_files(tmp_path: Path) -> None:
    """Macs write é in two characters, Windows in one; where both exist, both are read."""
    names = {unicodedata.normalize(form, "é表.xlsx") for form in ("NFC", "NFD")}
    for name in names:
        _touch(tmp_path / name)
    found = sorted(path.name for path in tmp_path.iterdir())
    assert list(_scan(tmp_path)) == found


def test_two_folders_with_files_of_one_name_hide_none(tmp_path: Path) -> None:
    """The second file of a name is told by its folder; the same folder given twice is read once."""
    first, second = _touch(tmp_path / "甲" / "a.xlsx").parent, _touch(tmp_path / "乙" / "a.xlsx").parent
    assert list(_scan(first, second)) == ["a.xlsx", "乙/a.xlsx"]
    assert list(_scan(first, first / "a.xlsx", second / ".." / "甲")) == ["a.xlsx"]


def test_the_output_of_the_run_is_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook about to be written is left out, however its path is spelt."""
    _touch(tmp_path / "a.xlsx")
    _touch(tmp_path / "out.xlsx")
    monkeypatch.chdir(tmp_path)
    assert list(_scan(Path(), without=frozenset([tmp_path / "out.xlsx"]))) == ["a.xlsx"]
    assert list(_scan(tmp_path, without=frozenset([Path("out.xlsx")]))) == ["a.xlsx"]


def test_a_folder_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    """The sentence names it."""
    with pytest.raises(InputError) as error:
        scan([tmp_path / "没有"], _SETTINGS)
    assert str(error.value) == f"找不到“{tmp_path / '没有'}”。请检查文件夹的位置和名称。"


def _without_rights(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make a folder unreadable, also for the superuser that tests may run as."""
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(walk.os, "scandir", scandir)


def test_a_sub_folder_without_rights_is_reported_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder itself is the entry that is refused."""
    _touch(tmp_path / "a.xlsx")
    _touch(tmp_path / "保密" / "b.xlsx")
    _without_rights(monkeypatch, "保密")
    assert _scan(tmp_path) == {"a.xlsx": "", "保密": ""}
    with pytest.raises(RefusedFile) as refusal:
        read_bytes(tmp_path / "保密", _SETTINGS.limits)
    assert str(refusal.value) == "文件夹打不开，里面的文件没有读取。请检查是否有权限读取，再运行一次。"


def test_the_given_folder_without_rights_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing can be done."""
    _without_rights(monkeypatch, tmp_path.name)
    with pytest.raises(InputError, match="打不开：没有权限"):
        scan([tmp_path], _SETTINGS)


@posix
def test_a_long_path_is_walked(tmp_path: Path) -> None:
    """Fifteen folders with long names in each other, over 2,700 bytes of path."""
    name = "深" * 60
    _touch(tmp_path.joinpath(*[name] * 15) / "a.xlsx")
    assert _scan(tmp_path) == {f"{name}/" * 15 + "a.xlsx": ""}


def test_a_file_that_vanished_says_so(tmp_path: Path) -> None:
    """Between the walk and the reading a file may be moved away."""
    with pytest.raises(RefusedFile) as refusal:
        read_bytes(tmp_path / "a.xlsx", _SETTINGS.limits)
    assert str(refusal.value) == "文件在读取时不见了。请确认文件没有被移走，再运行一次。"


def test_a_file_that_vanishes_during_the_walk_is_still_an_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported by the reader, not lost."""
    path = _touch(tmp_path / "a.xlsx")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError()))
    assert walk._entry("a.xlsx", path, _SETTINGS, given=False) == Entry("a.xlsx", path)


def test_a_file_that_is_being_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a copy is never taken for the file."""
    path = _touch(tmp_path / "a.xlsx", b"x" * 100)
    real = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        with path.open("ab") as other:
            other.write(b"y")
        return real(descriptor)

    monkeypatch.setattr(reader.os, "fstat", fstat)
    with pytest.raises(RefusedFile) as refusal:
        read_bytes(path, _SETTINGS.limits)
    assert str(refusal.value) == "文件在读取时被改动。请等文件复制或保存完毕后再运行一次。"


def test_a_file_in_use_elsewhere_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows denies a file that another program holds."""
    path = _touch(tmp_path / "a.xlsx")
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "in use")))
    with pytest.raises(RefusedFile) as refusal:
        read_bytes(path, _SETTINGS.limits)
    assert str(refusal.value) == "文件打不开（可能正被其他程序占用，或没有读取权限）。请关闭打开它的程序后再运行一次。"


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    """Its size is told in MB."""
    path = tmp_path / "a.xlsx"
    with path.open("wb") as target:
        target.truncate(60 << 20)
    with pytest.raises(RefusedFile) as refusal:
        read_bytes(path, _SETTINGS.limits)
    assert (refusal.value.reason, str(refusal.value)) == (
        "too_large",
        "文件有 60 MB，超过 50 MB 的上限。请删去图片和多余的工作表后重新报送。",
    )


@posix
def test_a_pipe_in_the_place_of_a_file_is_not_opened(tmp_path: Path) -> None:
    """A file may have become a pipe since the walk."""
    os.mkfifo(tmp_path / "a.xlsx")
    with pytest.raises(RefusedFile) as refusal:
        read_bytes(tmp_path / "a.xlsx", _SETTINGS.limits)
    assert str(refusal.value) == "不是普通文件，没有打开。请把工作簿本身放进文件夹。"


@pytest.mark.parametrize(
    ("path", "longer"),
    [
        ("D:\\报送\\a.xlsx", "\\\\?\\D:\\报送\\a.xlsx"),
        ("\\\\server\\share\\a.xlsx", "\\\\?\\UNC\\server\\share\\a.xlsx"),
        ("\\\\?\\D:\\a.xlsx", "\\\\?\\D:\\a.xlsx"),
    ],
)
def test_long_windows_paths_take_their_extended_form(path: str, longer: str) -> None:
    """Drives and network shares are both reached beyond 260 characters."""
    assert extended(path) == longer
