"""The document for publication: read back, it says what the forms say; what must not be published is not in it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders import declaration, self_evaluation
from tests.summary.batches import batch_of
from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.forms.record import form_record
from xlperf.intake.documents import office_document
from xlperf.intake.documents.office_document import office_program
from xlperf.report.publication import is_publication, publication
from xlperf.run.batch import run
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings
from xlperf.summary.tables.published_paragraphs import disclosure_sentences

docx = pytest.importorskip("docx", reason="python-docx is not installed: nothing to write with")

_EXAMPLES = Path(__file__).parents[2] / "examples"


def _said(batch: Batch) -> list[dict[str, Any]]:
    """Return what the forms of a batch say, without where they stand."""
    records = [form_record(each) for each in batch.counted]
    return sorted(
        ({name: value for name, value in each.items() if name not in ("source", "cells")} for each in records),
        key=lambda each: (each["form"], str(each["unit"]), str(each["project_name"])),
    )


def test_a_document_read_back_says_what_the_forms_say(tmp_path: Path) -> None:
    """Every form of the examples comes back from the document equal, field by field."""
    batch = run([_EXAMPLES], RunSettings())
    (tmp_path / "公开.docx").write_bytes(publication(batch, batch.counted))
    again = run([tmp_path], RunSettings())
    assert len(again.counted) == len(batch.counted) > 20
    assert _said(again) == _said(batch)


def test_the_paragraphs_are_those_of_the_summary_and_texts_stay_texts() -> None:
    """The document begins with the paragraphs of 来源核对; markup in a text is said, not obeyed; same forms, same bytes."""
    forms = (declaration(project_name="<w:p>&amp;项目"), self_evaluation(file="自评.xlsx"))
    batch = batch_of(*forms)
    content = publication(batch, forms)
    assert content == publication(batch, forms)
    document = docx.Document(BytesIO(content))
    written = [each.text for each in document.paragraphs]
    assert written[:4] == [text for pair in disclosure_sentences(batch) for text in pair]
    assert any("<w:p>&amp;项目" in cell.text for cell in document.tables[0]._cells)
    assert len(document.tables) == 2


def test_what_must_not_be_published_is_left_out(tmp_path: Path) -> None:
    """A project on the list is in neither the tables nor the sums; what stands there already and is not ours stays."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("图书采购项目", "密级设备购置项目"):
        write_declaration(folder / f"{name}.xlsx", project_name=name)
    secret = tmp_path / "不公开.txt"
    secret.write_text("密级设备购置项目\n", "utf-8")
    output = tmp_path / "公开.docx"
    arguments = ["publish", str(folder), "-o", str(output), "--unpublished", str(secret)]
    result = CliRunner().invoke(cli, arguments)
    assert "不公开的 1 张表没有写进去：密级设备购置项目。" in result.output
    with zipfile.ZipFile(output) as package:
        text = package.read("word/document.xml").decode("utf-8")
    assert ("图书采购项目" in text, "密级设备" in text, "编报绩效目标的项目 1 个" in text) == (True, False, True)
    assert is_publication(output)
    output.write_bytes(b"mine")
    refused = CliRunner().invoke(cli, arguments)
    assert (refused.exit_code, output.read_bytes()) == (2, b"mine")


@pytest.mark.parametrize(("name", "said"), [("公开.doc", "扩展名应为 .docx 或 .pdf"), ("报送/公开.docx", "不能放在报送文件夹里")])
def test_a_document_goes_where_it_harms_nothing(tmp_path: Path, name: str, said: str) -> None:
    """Another kind of file, or a place where the next run would read it as a form, is refused before anything is read."""
    folder = tmp_path / "报送"
    folder.mkdir()
    result = CliRunner().invoke(cli, ["publish", str(folder), "-o", str(tmp_path / name)])
    assert (result.exit_code, said in result.output) == (2, True)


@pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed: nothing to print with")
def test_the_document_may_be_a_pdf(tmp_path: Path) -> None:
    """With a name that ends in .pdf the same forms give the same PDF; one that is not ours stays as it is."""
    write_declaration(tmp_path / "报送" / "a.xlsx", project_name="图书采购项目")
    outputs = [tmp_path / name for name in ("一.pdf", "二.pdf")]
    for output in outputs:
        result = CliRunner().invoke(cli, ["publish", str(tmp_path / "报送"), "-o", str(output)])
        assert "公开文档写成：1 张表。" in result.output
    first, second = (each.read_bytes() for each in outputs)
    assert (first == second, first[:5], is_publication(outputs[0])) == (True, b"%PDF-", True)
    outputs[0].write_bytes(b"%PDF-1.6 mine")
    refused = CliRunner().invoke(cli, ["publish", str(tmp_path / "报送"), "-o", str(outputs[0])])
    assert (refused.exit_code, outputs[0].read_bytes()) == (2, b"%PDF-1.6 mine")


def test_without_libreoffice_there_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before anything is read, with what to do instead."""
    monkeypatch.setattr(office_document, "office_program", lambda: "")
    write_declaration(tmp_path / "报送" / "a.xlsx")
    result = CliRunner().invoke(cli, ["publish", str(tmp_path / "报送"), "-o", str(tmp_path / "公开.pdf")])
    assert result.exit_code == 2
    assert "这台电脑没有安装 LibreOffice，写不出 PDF。请写成 .docx，再用 Word 或 WPS“另存为”PDF。" in result.output
