"""Every command finds the last summary: where it is written by default, else among the forms."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def run(*words: str) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*words, "--workers", "0"])


@pytest.fixture(params=["forms", "here"])
def approved(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return how the run ends that hears the 核准 in the summary, which stands among the forms or in the current folder."""
    monkeypatch.chdir(tmp_path)
    write_declaration(Path("报送", "甲.xlsx"), project_name="灯塔维护", annual=360000)
    place = Path("报送") if request.param == "forms" else Path()
    assert run("consolidate", "报送", "-o", str(place)).exit_code == 1
    (summary,) = place.glob("*汇总表.xlsx")
    book = openpyxl.load_workbook(summary)
    sheet = book["校验结果"]
    headers = {str(cell.value): cell.column for cell in sheet[3]}
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, headers["规则"]).value == "FUND-002")
    sheet.cell(row, headers["核准"], "核准：尾差不计")
    projects = book["汇总表"]
    remark = next(cell.column for cell in projects[3] if cell.value == "备注")
    row = next(row for row in range(4, projects.max_row + 1) if projects.cell(row, 1).value == 1)
    projects.cell(row, remark, "等批复")
    book.save(summary)
    return request.param


def test_every_command_hears_what_was_approved(approved: str) -> None:
    """Whatever it writes, and also when it writes over what it wrote before."""
    for _ in range(2):
        for words in (("check", "报送"), ("export", "报送", "-o", "导出"), ("export", "报送", "-o", "导出.sqlite")):
            result = run(*words)
            assert (result.exit_code, "问题：0 个错误" in result.output) == (0, True), (words, result.output)
    with Path("导出", "问题.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [each["状态"] for each in csv.DictReader(table) if each["规则"] == "FUND-002"] == ["已核准"]
    with closing(sqlite3.connect("导出.sqlite")) as database:
        assert database.execute("SELECT state FROM findings WHERE rule = 'FUND-002'").fetchall() == [("已核准",)]
    assert "没有要退回的文件。" in run("return", "报送", "-o", "退回").stdout
    assert run("publish", "报送", "-o", "公开.docx").exit_code == 0


def test_a_mail_carries_what_stands_beside_the_forms(approved: str) -> None:
    """The 备注 goes with it."""
    result = run("mail", "报送", "-o", "信.eml")
    assert (result.exit_code, result.stderr) == (0, "")
    (attachment,) = message_from_bytes(Path("信.eml").read_bytes(), policy=policy.default).iter_attachments()  # type: ignore[attr-defined]
    Path("附件.xlsx").write_bytes(attachment.get_content())
    texts = {cell.value for row in openpyxl.load_workbook("附件.xlsx")["汇总表"].iter_rows() for cell in row}
    assert "等批复" in texts


def test_a_summary_is_still_written_where_it_was_asked_for(approved: str) -> None:
    """What stands among the forms is not the last summary of one that is written elsewhere."""
    result = run("consolidate", "报送")
    assert result.exit_code == (1 if approved == "forms" else 0)
    assert len(list(Path().glob("*汇总表.xlsx"))) == 1


def test_of_two_summaries_that_in_the_current_folder_counts(approved: str) -> None:
    """It is the one that the next one would replace."""
    if approved == "forms":
        assert run("consolidate", "报送").exit_code == 1
        assert run("check", "报送").exit_code == 1
