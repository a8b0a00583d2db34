"""Documents of older programs: LibreOffice turns them into .docx where it is installed; else it is said what to do."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.intake.documents import as_rtf
from tests.intake.opendocuments import document, row, table, text_cell
from tests.intake.packages import packed
from tests.workbooks import write_declaration
from xlperf.errors import RefusedFile
from xlperf.forms.record import form_record
from xlperf.intake.documents import office_document
from xlperf.intake.limits import intake_settings
from xlperf.intake.workbook_reader import parse_workbook, read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

needs_office = pytest.mark.skipif(not office_document.office_program(), reason="LibreOffice is not installed")


def _left() -> set[Path]:
    """Return the folders that this process left; other tests convert documents at the same time."""
    return set(Path(tempfile.gettempdir()).glob(f"xlperf-office-{os.getpid()}-*"))


@needs_office
@pytest.mark.slow
def test_a_form_in_rtf_reads_as_its_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value is that of the workbook, the form is marked as out of a document, and nothing is left behind."""
    monkeypatch.setattr(office_document, "SECONDS", 600)
    path, before = write_declaration(tmp_path / "a.xlsx"), _left()
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "表.rtf").write_bytes(as_rtf(read_workbook(path).sheets[0]))
    (folder / "表.xlsx").write_bytes(path.read_bytes())
    batch = run([folder], RunSettings(workers=0))
    records = [form_record(form) for file in batch.files for form in file.forms]
    one, other = ({key: value for key, value in each.items() if key not in ("source", "cells")} for each in records)
    assert one == other
    assert [each.message for each in batch.findings if each.rule == "FILE-018"] == [
        "文件“表.rtf”是Word 文档，不是 Excel 工作簿，里面的表已照样读取。"
    ]
    assert "FILE-004" not in {each.rule for each in batch.findings}
    assert _left() <= before


_TABLE = table(
    row(text_cell("项目名称") + text_cell("藏书修补")), '<table:table-column table:number-columns-repeated="2"/>'
)
_ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    "content.xml": document(_TABLE, "text")["content.xml"],
}


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("name", ["表.odt", "表.docx"])
def test_a_text_document_of_libreoffice_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Under its own name or under that of Word its table is read; it was refused."""
    monkeypatch.setattr(office_document, "SECONDS", 600)
    (tmp_path / name).write_bytes(packed(_ODT, zipfile.ZIP_STORED))
    book = read_workbook(tmp_path / name)
    assert book.container == "odt"
    assert [each.value for each in book.sheets[0].cells.values()] == ["项目名称", "藏书修补"]


def test_a_text_document_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told what is missing, and what to save it as."""
    monkeypatch.setattr(office_document, "office_program", lambda: "")
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(packed(_ODT, zipfile.ZIP_STORED), intake_settings().limits)
    assert refused.value.message == "文件是.odt 文档，这台电脑没有安装 LibreOffice，里面的表没有读取。"
    assert "另存为”.docx" in refused.value.hint


@needs_office
@pytest.mark.slow
def test_what_libreoffice_cannot_open_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that takes too long is ended with all that was started for it."""
    monkeypatch.setattr(office_document, "SECONDS", 0.01)
    before = _left()
    with pytest.raises(RefusedFile) as refused:
        parse_workbook(b"{\\rtf1 " + b"\\par " * 1000 + b"}", intake_settings().limits)
    assert refused.value.message == "文件是RTF 文档，LibreOffice 没有打开它（可能已损坏、设有密码或太慢），里面的表没有读取。"
    assert _left() <= before


def test_without_libreoffice_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document is refused by its kind, with the way out."""
    monkeypatch.setattr(office_document, "office_program", lambda: "")
    (tmp_path / "表.rtf").write_bytes(b"{\\rtf1 \\par}")
    (file,) = run([tmp_path], RunSettings(workers=0)).files
    assert (file.fate, file.reason, file.message, file.hint) == (
        "refused",
        "unsupported",
        "文件是RTF 文档，这台电脑没有安装 LibreOffice，里面的表没有读取。",
        "请用 Word 或 WPS 打开，“另存为”.docx 或 .xlsx 后再运行一次。",
    )


def test_folders_of_killed_runs_are_removed_and_those_in_use_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run left behind when it was killed goes with the next document."""
    import subprocess
    import sys

    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old, new = tmp_path / "xlperf-office-old", tmp_path / f"xlperf-office-{os.getpid()}-new"
    orphan = tmp_path / f"xlperf-office-{ended.pid}-x"
    for each in (old, new, orphan):
        each.mkdir()
    os.utime(old, (1_000_000, 1_000_000))
    office_document.remove_left_behind()
    kept = {new.name} | ({orphan.name} if sys.platform == "win32" else set())
    assert {each.name for each in tmp_path.iterdir()} == kept
