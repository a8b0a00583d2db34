"""What a unit answers in a document beside its form: read as a list of ours where it is one, brought to its copy, or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks import write_declaration
from xlperf.cli.screen import mails_note
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.intake.notice_reading import NoticeLine, ReturnedNotice, notices_in
from xlperf.intake.return_notice import is_notice
from xlperf.intake.sheet import Cell, Sheet, Workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings
from xlperf.run.unchanged_copies import with_words_beside

_HEADERS = ("序号", "项目", "工作表", "单元格", "栏目", "原值", "问题", "修改建议", "处理", "单位说明")
_WHERE = ("1", "藏书修补", "申报表", "E16", "指标值", "2025年11月底前")
_LINE = (*_WHERE, "不是 2026 年度。", "请核对年份。", "建议修改或说明", "跨年合同，属实")


def _sheet(*rows: tuple[str, ...]) -> Sheet:
    cells = {(row, column): Cell(text, "text") for row, line in enumerate(rows, 1) for column, text in enumerate(line, 1) if text}
    return Sheet("Word 文档", "visible", cells)


def test_a_list_that_was_copied_into_a_document_is_read() -> None:
    """Without its title and its codes it is known by its headers; the answer was lost."""
    sheet = _sheet(_HEADERS, _LINE)
    assert is_notice(sheet)
    (notice,) = notices_in(Workbook("docx", (sheet,)))
    (line,) = notice.lines
    assert (line.code, line.project, line.message, line.answer) == ("", "藏书修补", "不是 2026 年度。", "跨年合同，属实")


@pytest.mark.parametrize("headers", [(*_HEADERS, "级别", "规则"), ("序号", "问题", "单位说明")])
def test_another_list_of_problems_is_none(headers: tuple[str, ...]) -> None:
    """Neither that of a summary nor one that somebody wrote himself."""
    assert not is_notice(_sheet(headers, _LINE))


@pytest.mark.parametrize(("text", "told"), [("第2条情况属实，有会议纪要。", True), ("下周三开会。", False)])
def test_a_text_beside_a_form_that_answers_is_named(tmp_path: Path, text: str, told: bool) -> None:
    """What else lies there is passed over as before."""
    write_declaration(tmp_path / "表.xlsx")
    (tmp_path / "说明.txt").write_text(text, "utf-8")
    batch = run([tmp_path], RunSettings(workers=0))
    (found,) = (each for each in batch.files if each.file == "说明.txt")
    assert (found.fate, found.notable) == ("passed_over", "telling_text" if told else "")
    assert ("“说明.txt”" in mails_note(batch)) is told


def _copy(tmp_path: Path, file: str, unit: str) -> FileResult:
    write_declaration(tmp_path / "表.xlsx", unit=unit)
    forms: tuple[Form, ...] = run([tmp_path], RunSettings(workers=0)).counted
    return FileResult(file, "read", forms=forms, notices=(ReturnedNotice("表.xlsx", "码", ()),))


@pytest.mark.parametrize("document", ["馆/答复.docx", "馆/回复.eml"])
def test_what_a_document_answers_belongs_to_the_copy_beside_it(tmp_path: Path, document: str) -> None:
    """So nobody says that nothing was explained; a mail has the copy in it."""
    inside = document.endswith(".eml")
    copy = _copy(tmp_path, f"{document} › 表.xlsx" if inside else "馆/表.xlsx", "云岭区图书馆")
    said = FileResult(document, "passed_over", answering="情况属实")
    ((_, notice),) = with_words_beside([(copy, copy.notices[0])], [copy, said])
    assert notice.lines == (NoticeLine("", "", "", "", "", f"（写在“{document}”）情况属实"),)


def test_words_among_copies_of_several_units_are_of_none_of_them(tmp_path: Path) -> None:
    """They are told by themselves; words in another folder say nothing of a copy."""
    copies = [_copy(tmp_path, f"{unit}.xlsx", unit) for unit in ("云岭区图书馆", "云岭区文化馆")]
    notices = [(each, each.notices[0]) for each in copies]
    said, apart = (FileResult(each, "passed_over", answering="情况属实") for each in ("答复.docx", "别处/答复.docx"))
    found = with_words_beside(notices, [*copies, said, apart])
    assert [(file.file, len(notice.lines)) for file, notice in found] == [
        ("云岭区图书馆.xlsx", 0), ("云岭区文化馆.xlsx", 0), ("答复.docx", 1),
    ]  # fmt: skip
