"""The 上报版: what a bureau gets, with who hands it in, and nothing that is only for the department."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from tests.summary.batches import batch_of, declaration, finding, self_evaluation
from tests.workbooks import write_declaration
from xlperf.book.book_report import SummaryOptions
from xlperf.cli.main import cli
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings
from xlperf.summary.submission_copy import Signature, is_submission_copy, submission_copy

_GOAL = "全年举办阅读活动十二场，服务读者两万人次，编印活动手册五百册，读者满意。"


def test_a_bureau_gets_the_list_the_forms_and_who_hands_them_in() -> None:
    """Sums are formulas with their results, long goals are short, the signature stands below, no link, no finding."""
    forms = (declaration(annual_goal=_GOAL), self_evaluation(file="自评.xlsx"))
    batch = batch_of(*forms, findings=(finding(forms[0]),))
    signature = Signature("王芳", "李文 0571-88000000", date(2026, 3, 1))
    content = submission_copy(batch, SummaryOptions(), signature)
    assert content == submission_copy(batch, SummaryOptions(), signature)
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    assert book.sheetnames == ["上报表", "自评上报表", "申报表", "自评表"]
    rows = [[cell for cell in row if cell is not None] for row in book["上报表"].iter_rows(values_only=True)]
    assert rows[3][-2].startswith("全年举办阅读活动") and rows[3][-2].endswith("…（全文见申报表）")
    assert rows[4][0] == "合计"
    assert rows[4][2] == float(forms[0].amount("/funding/annual") or 0)
    said = ("填报单位（盖章）：云溪市文化和旅游局", "填报人：王芳", "联系人、电话：李文 0571-88000000", "日期：2026年3月1日")
    assert rows[5] == ["　　".join(said)]
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = b"".join(package.read(name) for name in package.namelist())
    assert (b"<hyperlink" in parts, "退回".encode() in parts, b"FUND-002" in parts) == (False, False, False)


def test_what_is_not_in_the_settings_is_left_to_be_written() -> None:
    """A signature without names and date has room for them."""
    book = openpyxl.load_workbook(BytesIO(submission_copy(batch_of(declaration()), SummaryOptions(), Signature())))
    assert "填报人：＿＿＿＿＿＿　　联系人、电话：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿" in str(book["上报表"]["A6"].value)


def test_it_stands_beside_the_summary_and_is_read_by_who_gets_it(tmp_path: Path) -> None:
    """The command writes both; the bureau reads the copy as a workbook with forms; among those of the units it may not stand."""
    folder, out = tmp_path / "报送", tmp_path / "汇总"
    out.mkdir()
    write_declaration(folder / "图书馆.xlsx")
    (folder / "xlperf.toml").write_text('reporter = "王芳"\n', "utf-8")
    arguments = ["consolidate", str(folder), "--submission", "-o"]
    for _ in range(2):
        result = CliRunner().invoke(cli, [*arguments, str(out / "汇总.xlsx")])
        assert (result.exit_code, "上报版：" in result.output) == (0, True), result.output
    (tmp_path / "局").mkdir()
    copy = (out / "汇总（上报版）.xlsx").replace(tmp_path / "局" / "云岭区.xlsx")
    assert "填报人：王芳" in str(openpyxl.load_workbook(copy)["上报表"]["A6"].value)
    assert [each.text("/project_name") for each in run([tmp_path / "局"], RunSettings()).counted] == ["古籍修复项目"]
    refused = CliRunner().invoke(cli, [*arguments, str(folder / "汇总.xlsx")])
    assert (refused.exit_code, "上报版不能放在报送文件夹里" in refused.output) == (2, True)


def test_a_copy_without_projects_sums_up_nothing() -> None:
    """The list stands there, with sums of 0 that need no row."""
    book = openpyxl.load_workbook(BytesIO(submission_copy(batch_of(), SummaryOptions(), Signature())))
    sums = [cell.value for sheet in book for row in sheet.iter_rows() if row[0].value == "合计" for cell in row[3:]]
    assert set(sums) <= {None, "=0"}


def test_only_a_copy_of_its_own_is_replaced(tmp_path: Path) -> None:
    """What is no workbook, or another's, or is not there, is none."""
    mine, other, none = (tmp_path / f"{each}.xlsx" for each in ("上报版", "别的", "坏"))
    mine.write_bytes(submission_copy(batch_of(declaration()), SummaryOptions(), Signature()))
    write_declaration(other)
    none.write_bytes(b"PK")
    assert [is_submission_copy(each) for each in (mine, other, none, tmp_path / "没有.xlsx")] == [True, False, False, False]


def test_a_rate_of_money_that_is_not_known_is_left_blank() -> None:
    """Nobody wrote the budget of one of the two: its rate, its money and no more are missing."""
    forms = (self_evaluation(), self_evaluation(file="二.xlsx", project_name="展览项目", total_full_year_budget=None))
    book = openpyxl.load_workbook(BytesIO(submission_copy(batch_of(*forms), SummaryOptions(), Signature())), data_only=True)
    rows = [row for row in book["自评上报表"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[4:10] for row in rows] == [(480000, 500000, 490000, 0.98, 93.8, 5), (480000, None, 490000, None, 93.8, 5)]
