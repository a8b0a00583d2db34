"""What cannot be done as it was asked for is said in one sentence with a next step, before anything is written."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from click.testing import CliRunner

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from tests.workbooks import write_declaration
from xlperf.book.book_report import CutText
from xlperf.cli.consolidate_command import link_base, tell_of
from xlperf.cli.dialogue import _folder_of
from xlperf.cli.mail_command import _warn_of_content
from xlperf.cli.main import cli
from xlperf.cli.return_command import _line, _tell_of_others
from xlperf.cli.screen import say_what_to_install
from xlperf.data.components import component
from xlperf.forms.file_result import FileResult
from xlperf.returns.return_delivery import Delivered
from xlperf.returns.selection import Returned
from xlperf.run.results import Batch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one form; the current folder is that around it."""
    write_declaration(tmp_path / "报送" / "a.xlsx")
    (tmp_path / "空").mkdir()
    (tmp_path / "文件").write_bytes(b"x")
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "坏.xlsx").write_bytes(b"PK")
    (tmp_path / "名单.csv").write_text("实施单位\n云岭区图书馆\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("publish 报送 -o 公开.doc", "公开文档“公开.doc”的扩展名应为 .docx 或 .pdf。请改名后重试。"),
        (
            "publish 报送 -o 报送/公开.docx",
            "公开文档不能放在报送文件夹里，否则下次会当成报送的表再读一遍。请用 -o 指定报送文件夹以外的位置。",
        ),
        ("publish 坏 -o 公开.docx --workers 0", "没有可以公开的表。请先运行 xlperf check 看看读出了什么。"),
        ("return 报送 -o 文件", "选项 -o / --output 的值不对：应为文件夹，给出的是一个文件。"),
        ("mail 报送 --from a@b.cn;c@d.cn", "发件人只能有一个。请修改 --from 后重试。"),
        ("template write", "缺少名称：写哪种空白表，如 declaration；按名单下发的，请加 --roster 名单.xlsx。"),
        ("template write declaration --last-year 报送", "--last-year 只和 --roster 一起用。"),
        ("template write --roster 名单.csv", "按名单写需要说明放在哪个文件夹，如 -o 下发。"),
        ("check 空", "没有可以读取的工作簿。请检查给出的文件或文件夹。"),
        ("read 空", "没有可以读取的工作簿。请检查给出的文件或文件夹。"),
        ("consolidate 报送 -o 汇总.xlsx --report 报告.txt", "网页报告“报告.txt”的扩展名应为 .html。请改名后重试。"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(folder: Path, words: str, sentence: str) -> None:
    """It ends with 2, and the folder is as it was."""
    before = sorted(folder.rglob("*"))
    result = CliRunner().invoke(cli, words.split())
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, sentence)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe_is_no_folder_for_what_goes_back(folder: Path) -> None:
    """It is neither file nor folder, and nothing is written into it."""
    os.mkfifo(folder / "管道")
    result = CliRunner().invoke(cli, ["return", "报送", "-o", "管道"])
    assert (result.exit_code, result.stderr) == (2, "“管道”是一个文件，不能存放退回的文件。请用 -o 指定一个文件夹。\n")


def test_files_of_two_folders_are_not_one_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two of one folder are: it is read as a whole."""
    named = [str(folder / "报送" / "a.xlsx"), str(folder / "名单.csv")]
    assert _folder_of(named) is None
    assert capsys.readouterr().out == "拖进来的不在同一个文件夹里。请先放进一个文件夹，再拖那个文件夹。\n"
    assert _folder_of([named[0], str(folder / "报送"), " "]) == folder / "报送"
    assert _folder_of([" ", ""]) is None


def test_what_a_person_must_know_of_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    """That its proof is not even, and which texts were cut; nothing of one that is in order."""
    report: Any = SimpleNamespace(balanced=False, cut=(CutText("申报表", "D9", 40_000),))
    tell_of(report, Path("汇总.xlsx"))
    assert capsys.readouterr().err.splitlines() == [
        "“汇总.xlsx”的来源核对不平，请不要上报。请打开“来源核对”，按“不平”的一行查找原因。",
        "注意：申报表!D9 的文字有 40000 字，超过一个单元格的上限，已截断；全文见 xlperf read 的输出。",
    ]
    tell_of(cast(Any, SimpleNamespace(balanced=True, cut=())), Path("汇总.xlsx"))
    assert capsys.readouterr().err == ""


def test_links_go_from_the_summary_to_the_forms(tmp_path: Path) -> None:
    """With / on every system, nothing where they share a folder."""
    assert link_base(tmp_path / "报送", tmp_path / "汇总.xlsx") == "报送"
    assert link_base(tmp_path / "报送", tmp_path / "报送" / "汇总.xlsx") == ""
    assert link_base(tmp_path / "报送", tmp_path / "上报" / "汇总.xlsx") == "../报送"


def test_a_summary_that_is_not_fit_to_be_sent_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """One that is empty, and one with forms that must go back; one in order is not mentioned."""
    form = declaration()
    back = batch_of(form, declaration(file="b.xlsx", project_name="另一个"), findings=(finding(form),))
    checked = batch_of(form, findings=(finding(form, severity="warning"),))
    parts = [("空.xlsx", Batch((), (), ())), ("退.xlsx", back), ("好.xlsx", checked)]
    _warn_of_content([cast(Any, SimpleNamespace(name=name, batch=batch)) for name, batch in parts])
    assert capsys.readouterr().err.splitlines() == [
        "“空.xlsx”里没有读出任何表，是空的，请不要发送这份草稿。",
        "“退.xlsx”里还有 1 份须退回修改的表，请确认后再发送。",
    ]


def _returned() -> Returned:
    form = declaration(file="a.xlsx")
    found = (finding(form), finding(form), finding(form, severity="warning"), finding(form, severity="info"))
    return Returned(FileResult("a.xlsx", "read", forms=(form,)), found)


@pytest.mark.parametrize(
    ("copy", "notice", "line"),
    [
        ("a.xlsx", "", "a.xlsx  必须修改 2 处，建议修改 1 处"),
        ("a.xlsx", "a-退回说明.xlsx", "a.xlsx  必须修改 2 处，建议修改 1 处；原样复制，另附“a-退回说明.xlsx”"),
        ("", "a-退回说明.xlsx", "a.xlsx  必须修改 2 处，建议修改 1 处；原件读不出来，只有“a-退回说明.xlsx”"),
    ],
)
def test_what_goes_back_is_a_line(copy: str, notice: str, line: str) -> None:
    """Marked, as it came with a notice, or the notice alone."""
    assert _line(Delivered(_returned(), copy, notice)) == line


@pytest.mark.parametrize(("count", "shown"), [(1, "0.xlsx"), (3, "0.xlsx、1.xlsx、2.xlsx"), (4, "0.xlsx、1.xlsx、2.xlsx等")])
def test_workbooks_of_an_earlier_return_are_told(
    tmp_path: Path, count: int, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three of them by name; what was written now, the list, and what is no workbook are none of them."""
    for name in ("a.xlsx", "退回清单.xlsx", "a-退回说明.xlsx", "说明.txt", *(f"{number}.xlsx" for number in range(count))):
        (tmp_path / name).write_bytes(b"")
    _tell_of_others(tmp_path, [Delivered(_returned(), "a.xlsx", "a-退回说明.xlsx")])
    assert capsys.readouterr().err == (
        f"注意：“{tmp_path.name}”里还有 {count} 个工作簿不是这次写的（{shown}），可能是上次退回的，请不要误发。\n"
    )
    _tell_of_others(tmp_path / "没有", [])
    assert capsys.readouterr().err == ""


def test_what_is_wanting_is_named_with_its_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged program has all of it; a file that was read wants nothing."""
    hint = f"请安装{component('archives')}后再运行。"
    refused = FileResult("a.7z", "refused", hint=hint)
    say_what_to_install(Batch((refused, replace(refused, fate="read")), (), ()))
    assert capsys.readouterr().err.splitlines()[0] == "有 1 个文件要另装组件才能读。要安装，请运行："
    monkeypatch.setattr("sys.frozen", True, raising=False)
    say_what_to_install(Batch((refused,), (), ()))
    assert capsys.readouterr().err == ""
