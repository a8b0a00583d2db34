"""Archives of 7-Zip: the same forms as in a .zip, bounded, and what cannot be opened is told."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import py7zr
import pytest

from tests.workbooks import write_declaration
from xlperf.errors import RefusedFile
from xlperf.forms.file_result import FileResult
from xlperf.intake.containers.opening import listed, member_bytes, opened
from xlperf.intake.limits import intake_settings
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

LIMITS = intake_settings().limits


def _archive(files: list[tuple[str, bytes]], **options: object) -> bytes:
    stream = BytesIO()
    with py7zr.SevenZipFile(stream, "w", **options) as archive:
        for name, data in files:
            archive.writestr(data, name)
    return stream.getvalue()


def _files(tmp_path: Path, data: bytes) -> list[FileResult]:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "报送.7z").write_bytes(data)
    return list(run([folder], RunSettings(workers=0)).files)


def test_forms_in_a_7z_are_read_one_by_one(tmp_path: Path) -> None:
    """Each member is a file of its own, in folders too; two of one name are two files."""
    form = write_declaration(tmp_path / "a.xlsx").read_bytes()
    files = _files(tmp_path, _archive([("表.xlsx", form), ("乙馆/表.xlsx", form), ("表.xlsx", form), ("空.xlsx", b"")]))
    assert [(each.file, each.fate, len(each.forms)) for each in files] == [
        ("报送.7z", "passed_over", 0),
        ("报送.7z › 乙馆/表.xlsx", "read", 1),
        ("报送.7z › 空.xlsx", "refused", 0),
        ("报送.7z › 表 (2).xlsx", "read", 1),
        ("报送.7z › 表.xlsx", "read", 1),
    ]
    assert files[0].reason == "压缩包，里面 4 个文件逐个读取"
    assert files[2].message == "文件是空的（0 字节）。"


@pytest.mark.parametrize(
    ("hidden", "file", "message"),
    [(False, "报送.7z › 表.xlsx", "压缩包设有密码，无法读取。"), (True, "报送.7z", "压缩包连目录也设有密码，无法读取。")],
)
def test_an_encrypted_7z_is_told(hidden: bool, file: str, message: str, tmp_path: Path) -> None:
    """With its names to be seen each member is refused, without them the archive."""
    files = _files(tmp_path, _archive([("表.xlsx", b"1234")], password="密", header_encryption=hidden))
    told = [(each.file, each.reason, each.message) for each in files if each.fate == "refused"]
    assert told == [(file, "encrypted", message)]


def test_a_bomb_is_not_unpacked() -> None:
    """What says itself that it becomes very large is refused before anything of it is unpacked."""
    with pytest.raises(RefusedFile) as refused:
        opened(_archive([("表.xlsx", bytes(30 << 20))]), LIMITS)
    assert (refused.value.reason, refused.value.message) == ("unsafe", "压缩包里的文件展开后过大，可能是压缩炸弹。")


@pytest.mark.parametrize("cut", [6, 31, 40, -30, -1])
def test_a_7z_cut_off_is_refused(cut: int) -> None:
    """Wherever it ends, it is a refusal."""
    data = _archive([("表.xlsx", bytes(range(256)))])[:cut]
    with pytest.raises(RefusedFile) as refused:
        container = opened(data, LIMITS)
        assert container is not None
        member_bytes(data, (listed(container, (), LIMITS)[0].key,), LIMITS)
    assert refused.value.reason == "damaged"


def test_without_the_extra_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is left with a file that is not read and no way out."""
    data = _archive([("表.xlsx", b"1")])
    monkeypatch.setitem(sys.modules, "py7zr", None)
    with pytest.raises(RefusedFile) as refused:
        opened(data, LIMITS)
    assert refused.value.message == "文件是 7z 压缩包，里面的表没有读取。"
    assert refused.value.hint == "请解压到文件夹，或改压缩为 .zip 后再运行一次；也可以安装组件“archives”。"
