"""What programs leave behind under names of their own: nothing, half a file, or the only whole copy of a form."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.workbooks import write_declaration
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

_NAMES = ["A1B2C3D4.tmp", "~$藏书.xlsx", ".~藏书.xlsx", "~WRL0003.tmp", "藏书.xlsx.tmp"]


def _bytes(folder: Path, **changes: str) -> bytes:
    path = write_declaration(folder / "form.xlsx", **changes)
    data = path.read_bytes()
    path.unlink()
    return data


@pytest.mark.parametrize("name", _NAMES)
def test_a_whole_form_that_a_program_left_behind_is_read(tmp_path: Path, name: str) -> None:
    """Excel and WPS save to a file of such a name first: where they broke off, it is the only copy."""
    (tmp_path / name).write_bytes(_bytes(tmp_path, project_name="藏书修补"))
    assert [each.text("/project_name") for each in run([tmp_path], RunSettings(workers=0)).counted] == ["藏书修补"]


@pytest.mark.parametrize("name", _NAMES)
def test_it_is_read_out_of_an_archive_too(tmp_path: Path, name: str) -> None:
    """A folder that was packed while a form was open holds such files."""
    data = _bytes(tmp_path, project_name="藏书修补")
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.writestr(name, data)
        archive.writestr("~$说明.docx", b"\x06user")
    batch = run([tmp_path], RunSettings(workers=0))
    assert [each.text("/project_name") for each in batch.counted] == ["藏书修补"]
    assert {each.file: each.reason for each in batch.files}["报送.zip › ~$说明.docx"] == "Excel 打开文件时留下的临时文件"


@pytest.mark.parametrize("name", [*_NAMES, "藏书.bak", "藏书.xlsx.crdownload"])
@pytest.mark.parametrize("nature", ["经常性项目", "一次性项目"], ids=["the same bytes", "others"])
def test_the_file_of_its_own_name_counts_before_it(tmp_path: Path, name: str, nature: str) -> None:
    """Whichever was written later: nobody hands in what a program left behind."""
    write_declaration(tmp_path / "藏书.xlsx", project_name="藏书修补")
    (tmp_path / name).write_bytes(_bytes(tmp_path, project_name="藏书修补", nature=nature))
    os.utime(tmp_path / "藏书.xlsx", (1_700_000_000, 1_700_000_000))
    batch = run([tmp_path], RunSettings(workers=0))
    assert [each.source.file for each in batch.counted] == ["藏书.xlsx"]


@pytest.mark.parametrize("data", [b"", b"\x06user", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_half_a_file_that_a_program_left_behind_is_no_fault(tmp_path: Path, data: bytes) -> None:
    """It is passed over as what it is: nobody could hand in another one."""
    (tmp_path / "A1B2C3D4.tmp").write_bytes(data)
    (found,) = run([tmp_path], RunSettings(workers=0)).files
    assert (found.fate, found.reason, found.message) == ("passed_over", "临时文件", "")
