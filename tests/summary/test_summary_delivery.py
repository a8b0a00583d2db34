"""The finished workbook takes its name in one step, or the old one stays as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.summary.batches import three_categories
from xlperf.book import delivery, unfinished_file
from xlperf.book.delivery import asked_for, deliver, free_name, is_free
from xlperf.book.unfinished_file import temporary_name
from xlperf.errors import OutputError
from xlperf.summary import ensure_writable, write_summary

_HEAD = '<?xml version="1.0"?><workbook xmlns="m"><sheets><sheet name="汇总表"/><sheet name="来源核对"/>'


def _old(extra: str = "", keywords: str = "xlperf-summary", comment: bytes = b"") -> bytes:
    """Return the least of a workbook that is known as an earlier summary."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("docProps/core.xml", f"<cp><keywords>{keywords}</keywords></cp>")
        package.writestr("xl/workbook.xml", f"{_HEAD}{extra}</sheets></workbook>")
        package.comment = comment
    return stream.getvalue()


OLD = _old()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait between tries."""
    monkeypatch.setattr(delivery.time, "sleep", lambda _: None)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return an output that exists already."""
    path = tmp_path / "汇总表.xlsx"
    path.write_bytes(OLD)
    return path


def _fail(error: OSError) -> object:
    def call(*args: object, **options: object) -> None:
        raise error

    return call


def test_an_output_is_replaced(target: Path) -> None:
    """The new bytes stand under the name, and nothing else in the folder."""
    deliver(b"new", target)
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


def test_an_output_open_in_excel_is_left_as_it_was(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked target is a plain sentence with a next step; the old workbook stays, the temporary file goes."""
    monkeypatch.setattr(os, "replace", _fail(PermissionError(errno.EACCES, "Access is denied")))
    with pytest.raises(OutputError) as caught:
        deliver(b"new", target)
    assert str(caught.value) == "汇总表“汇总表.xlsx”正在 Excel 或 WPS 中打开，无法替换。请关闭后重试，或用 -o 另指定一个文件名。"
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_a_lock_of_a_moment_is_waited_out(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner that holds the file for a moment costs nothing."""
    replace, calls = os.replace, []

    def second_time(source: Path, destination: Path) -> None:
        calls.append(source)
        if len(calls) == 1:
            raise PermissionError(errno.EACCES, "busy")
        replace(source, destination)

    monkeypatch.setattr(os, "replace", second_time)
    deliver(b"new", target)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "磁盘空间不足，汇总表“汇总表.xlsx”没有写成。请清理磁盘后重试，或用 -o 指定别的位置。",
        ),
        (
            OSError(errno.EIO, "Input/output error"),
            "汇总表“汇总表.xlsx”没有写成：磁盘读写出错。请检查该文件夹能否写入，或用 -o 指定别的位置。",
        ),
    ],
)
def test_a_full_or_faulty_disk_leaves_the_old_output(
    target: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    """A write that fails in the middle leaves the old workbook and no half-written file."""
    monkeypatch.setattr(os, "fsync", _fail(error))
    with pytest.raises(OutputError) as caught:
        deliver(b"new", target)
    assert str(caught.value) == sentence
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_an_interrupted_run_leaves_no_temporary_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while the file is written is passed on, after the temporary file is gone."""

    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        deliver(b"new", target)
    assert list(target.parent.iterdir()) == [target]


def test_what_a_killed_run_left_is_taken_away(target: Path) -> None:
    """A temporary file that is older than an hour is of a run that was killed; a younger one may be at work."""
    old, young, strange = temporary_name(target), temporary_name(target), target.with_name(".xlperf-mine.tmp")
    for each in (old, young, strange):
        each.write_bytes(b"half")
    for each in (old, strange):
        os.utime(each, (1_000_000_000, 1_000_000_000))
    deliver(b"new", target)
    assert set(target.parent.iterdir()) == {target, young, strange}


def test_what_was_left_an_hour_ago_stays_and_so_does_what_is_no_file(target: Path) -> None:
    """More than an hour must have gone by; a link or a folder of such a name is none of ours."""
    moment = 1_800_000_000.0
    at, before, link = (temporary_name(target) for _ in range(3))
    folder = temporary_name(target)
    for each, age in ((at, 3600.0), (before, 3600.5)):
        each.write_bytes(b"half")
        os.utime(each, (moment - age, moment - age))
    folder.mkdir()
    os.utime(folder, (1, 1))
    link.symlink_to(target)
    unfinished_file.clear_left_over(target.parent, moment)
    assert set(target.parent.iterdir()) == {target, at, link, folder}


def test_a_thousand_left_over_files_are_looked_at(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that somebody filled with such names keeps no run busy."""
    seen: list[int] = []
    moment = 5.0
    status = SimpleNamespace(st_mtime=moment)
    found = [
        SimpleNamespace(
            name=temporary_name(target).name, path="", stat=lambda **_: status, is_file=lambda **_: seen.append(1) or True
        )
        for _ in range(1001)
    ]
    monkeypatch.setattr(os, "scandir", lambda _: contextlib.nullcontext(iter(found)))
    unfinished_file.clear_left_over(target.parent, moment)
    assert len(seen) == 1000


@pytest.mark.parametrize(("busy", "pauses"), [(1, [0.1]), (2, [0.1, 0.3]), (3, [0.1, 0.3])])
def test_a_lock_is_waited_out_twice(target: Path, monkeypatch: pytest.MonkeyPatch, busy: int, pauses: list[float]) -> None:
    """Less than half a second; what is locked for longer is open in a program."""
    replace, slept, left = os.replace, [], [busy]

    def locked(source: Path, destination: Path) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(errno.EACCES, "busy")
        replace(source, destination)

    monkeypatch.setattr(os, "replace", locked)
    monkeypatch.setattr(delivery.time, "sleep", slept.append)
    if busy < 3:
        deliver(b"new", target)
    else:
        with pytest.raises(OutputError, match="正在 Excel 或 WPS 中打开"):
            deliver(b"new", target)
    assert slept == pauses


def test_only_a_lock_is_waited_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails fails the next moment, too."""
    monkeypatch.setattr(os, "replace", _fail(OSError(errno.EIO, "Input/output error")))
    monkeypatch.setattr(delivery.time, "sleep", lambda _: pytest.fail("nobody waits for a disk"))
    with pytest.raises(OutputError):
        deliver(b"new", target)


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("linked", [True, False])
def test_an_output_is_written_whole_whatever_the_system_knows(
    target: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool, linked: bool
) -> None:
    """Files without a name or none, names given to them or not, writes of a few bytes at a time, more than one is read at once."""
    content, write = bytes(range(256)) * 5000, os.write
    monkeypatch.setattr(os, "write", lambda number, data: write(number, bytes(data[:100_001])))
    if not nameless:
        monkeypatch.setattr(unfinished_file, "_opened_nameless", lambda _: -1)
    if not linked:
        monkeypatch.setattr(os, "link", _fail(OSError(errno.EPERM, "Operation not permitted")))
    deliver(content, target)
    assert target.read_bytes() == content
    assert list(target.parent.iterdir()) == [target]


def test_a_temporary_name_is_not_foreseen(target: Path) -> None:
    """Two outputs never share a temporary name: nobody can lay a link in its place."""
    assert temporary_name(target) != temporary_name(target)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_at_the_temporary_name_is_not_followed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one who guessed the name gains nothing: the file behind the link stays as it was."""
    precious = target.with_name("珍贵.docx")
    precious.write_bytes(b"precious")
    link = target.with_name(".xlperf-guessed.tmp")
    link.symlink_to(precious)
    monkeypatch.setattr(delivery, "temporary_name", lambda path: link)
    with pytest.raises(OutputError):
        deliver(b"new", target)
    assert precious.read_bytes() == b"precious"
    assert target.read_bytes() == OLD


@pytest.mark.parametrize(
    "content",
    [
        b"old",
        b"",
        _old(keywords="budget"),
        b"PK\x03\x04" + b"\0" * 60,
        b"xlperf-summary",
    ],
    ids=["text", "empty", "no mark", "damaged", "mark as text"],
)
def test_a_file_of_somebody_else_is_never_replaced(target: Path, content: bytes) -> None:
    """Whatever its name: only what bears our mark inside, and no sheet of others, gives way."""
    target.write_bytes(content)
    sentence = "“汇总表.xlsx”不是 xlperf 写出的文件，没有用汇总表替换它。请用 -o 另指定一个文件名，或先把它移走。"
    for write in (lambda: deliver(b"new", target), lambda: ensure_writable(target)):
        with pytest.raises(OutputError) as caught:
            write()
        assert str(caught.value) == sentence
    assert target.read_bytes() == content
    assert list(target.parent.iterdir()) == [target]


def test_a_summary_that_somebody_added_a_sheet_to_stays(target: Path) -> None:
    """It is told which sheet, for it is a file of ours all the same."""
    content = _old(extra='<sheet name="我的申报表"/>')
    target.write_bytes(content)
    with pytest.raises(OutputError) as caught:
        deliver(b"new", target)
    told = "“汇总表.xlsx”里有加上的或改了名的工作表（“我的申报表”），没有用汇总表替换它，以免丢了您写的。"
    assert caught.value.message == told
    assert target.read_bytes() == content


def test_a_marked_copy_gives_way_until_somebody_saves_it(target: Path) -> None:
    """A copy of the last return is ours; once a program saved it, its mark is gone."""
    target.write_bytes(_old(keywords="", comment=b"xlperf-return"))
    deliver(b"new", target)
    assert target.read_bytes() == b"new"


def test_what_a_person_asked_for_is_replaced(target: Path) -> None:
    """With --overwrite any file gives way."""
    target.write_bytes(b"anything")
    deliver(b"new", target, replaceable=asked_for)
    assert target.read_bytes() == b"new"


def test_a_name_of_our_own_choice_takes_no_file_of_somebody_else(tmp_path: Path) -> None:
    """Nothing there, or an earlier output of ours: it is free; else the next number is."""
    names = [tmp_path / name for name in ("汇总表.xlsx", "旧的.xlsx", "别人的.xlsx")]
    names[1].write_bytes(OLD)
    names[2].write_bytes(b"anything")
    assert [free_name(each).name for each in names] == ["汇总表.xlsx", "旧的.xlsx", "别人的（2）.xlsx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_no_output(tmp_path: Path) -> None:
    """A pipe at the name is neither opened nor replaced."""
    pipe = tmp_path / "汇总表.xlsx"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="不是普通文件，不能作为汇总表"):
        ensure_writable(pipe)
    assert not is_free(pipe)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_name_of_our_own_choice_takes_no_link(tmp_path: Path) -> None:
    """A link that came in with the files leads an output of ours nowhere."""
    (tmp_path / "外.xlsx").write_bytes(OLD)
    link = tmp_path / "汇总表.xlsx"
    link.symlink_to(tmp_path / "外.xlsx")
    assert free_name(link).name == "汇总表（2）.xlsx"


def test_a_long_name_has_a_short_temporary_name(tmp_path: Path) -> None:
    """A name as long as the file system allows can still be written."""
    path = tmp_path / ("名" * 83 + ".xlsx")
    deliver(b"new", path)
    assert path.read_bytes() == b"new"


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    """A name beyond the limit is a sentence, not a traceback."""
    with pytest.raises(OutputError, match="汇总表的文件名或路径太长，没有写成。"):
        deliver(b"new", tmp_path / ("名" * 300 + ".xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    """A folder, or a file in a folder that is not there, is refused with a sentence."""
    with pytest.raises(OutputError, match="是一个文件夹，不能作为汇总表的文件名"):
        deliver(b"new", tmp_path)
    with pytest.raises(OutputError, match=r"找不到存放汇总表的文件夹“.*没有”"):
        ensure_writable(tmp_path / "没有" / "汇总表.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_is_kept(tmp_path: Path) -> None:
    """An output that is a link stays one: the file behind it is replaced."""
    real = tmp_path / "real.xlsx"
    real.write_bytes(OLD)
    link = tmp_path / "link.xlsx"
    link.symlink_to(real)
    deliver(b"new", link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user who is not allowed everything")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    """A folder without permission is a sentence that names the way out."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="没有权限在此文件夹写入汇总表"):
            deliver(b"new", tmp_path / "汇总表.xlsx")
    finally:
        tmp_path.chmod(0o700)


def test_permission_is_told_apart_from_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing stands under the name yet, a refusal is about the folder."""
    monkeypatch.setattr(os, "replace", _fail(PermissionError(errno.EACCES, "Access is denied")))
    with pytest.raises(OutputError) as caught:
        deliver(b"new", tmp_path / "汇总表.xlsx")
    assert str(caught.value) == "没有权限在此文件夹写入汇总表“汇总表.xlsx”。请检查文件夹的写入权限，或用 -o 指定别的位置。"


def test_a_lock_is_found_before_the_work(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output that cannot be opened for writing is told at once, not after the run."""
    ensure_writable(target)
    ensure_writable(target.with_name("neu.xlsx"))
    assert target.read_bytes() == OLD
    monkeypatch.setattr(Path, "open", _fail(PermissionError(errno.EACCES, "locked")))
    with pytest.raises(OutputError, match="正在 Excel 或 WPS 中打开"):
        ensure_writable(target)


def test_a_failed_run_leaves_the_old_summary(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way, from a batch to a target that is locked."""
    monkeypatch.setattr(os, "replace", _fail(PermissionError(errno.EACCES, "Access is denied")))
    with pytest.raises(OutputError):
        write_summary(three_categories(), target)
    assert target.read_bytes() == OLD


def test_a_disk_that_fails_is_no_program_that_holds_the_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a refusal of the system means that the file is open or read-only."""
    monkeypatch.setattr(os, "replace", _fail(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(OutputError) as caught:
        deliver(b"new", target)
    assert str(caught.value) == "汇总表“汇总表.xlsx”没有写成：磁盘读写出错。请检查该文件夹能否写入，或用 -o 指定别的位置。"
