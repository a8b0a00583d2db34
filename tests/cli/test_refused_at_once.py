"""What cannot be done as it was asked for is said in one sentence with a next step, before anything is written."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import click
import pytest
from click.testing import CliRunner

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from tests.workbooks import write_declaration
from xlperf.book.book_report import CutText
from xlperf.cli import main
from xlperf.cli.check_command import finding_record
from xlperf.cli.consolidate_command import _tell_what_is_next, tell_of
from xlperf.cli.dialogue import _folder_of, _is_terminal
from xlperf.cli.mail_command import _warn_of_content
from xlperf.cli.main import cli
from xlperf.cli.options import _input_files
from xlperf.cli.return_command import _line, _tell_of_others
from xlperf.cli.screen import say_what_to_install
from xlperf.cli.summary_places import link_base, places_of, say_moved
from xlperf.cli.terminal.chinese import _metavar
from xlperf.data.components import component
from xlperf.errors import SettingsError
from xlperf.forms.file_result import FileResult
from xlperf.history.handwritten import Handwritten
from xlperf.returns.return_delivery import Delivered
from xlperf.returns.selection import Returned
from xlperf.run.results import Batch
from xlperf.run.unit_answers import Mended
from xlperf.settings.values import Settings


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
        ("return 报送 -o 退回.xlsx", "“退回.xlsx”像一个文件的名称，退回的文件是写到一个文件夹里的。请用 -o 指定一个文件夹。"),
        (
            "return 报送 -o 退回 --mail 信.eml",
            "“信.eml”像一个文件的名称，邮件草稿是写到一个文件夹里的。请用 --mail 指定一个文件夹。",
        ),
        (
            "template write --roster 名单.csv -o 下发.zip",
            "“下发.zip”像一个文件的名称，按名单写的各单位的表是写到一个文件夹里的。请用 -o 指定一个文件夹。",
        ),
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


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "0.xlsx"), (5, "0.xlsx、1.xlsx、2.xlsx、3.xlsx、4.xlsx"), (6, "0.xlsx、1.xlsx、2.xlsx、3.xlsx、4.xlsx等")],
)
def test_workbooks_of_an_earlier_return_are_told(
    tmp_path: Path, count: int, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five of them by name; what was written now, the list, and what is no workbook are none of them."""
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


_RECORD = {
    "rule": "FUND-002",
    "severity": "error",
    "file": "a.xlsx",
    "sheet": "申报表",
    "cell": "E6",
    "project": "公共阅读推广项目",
    "message": "年度资金申请总额与三项之和不相等。",
    "suggestion": "请核对三项资金后更正总额。",
    "basis": "实务惯例",
    "title": "年度资金不等于各项之和",
    "form": "A1:E18",
    "unit": "云溪市图书馆",
    "label": "年度资金申请总额",
    "found": "480,000.00",
    "expected": "500,000.00",
    "difference": "-20,000.00",
    "trial": False,
    "explainable": True,
    "record_only": False,
    "reveals": False,
    "waived": "",
    "part": None,
    "fingerprint": "",
    "for": "unit",
    "state": "待改",
}


def test_a_finding_as_a_record_has_the_keys_of_the_contract_in_its_order() -> None:
    """What was answered and accepted stands in it where there is any; words for other readers do not."""
    found = finding(declaration(file="a.xlsx"))
    assert list(finding_record(found).items()) == list(_RECORD.items())
    answered = replace(found, explanation="雨季停工", told="给单位的话", advice="给单位的建议")
    assert finding_record(answered) == {**_RECORD, "explanation": "雨季停工", "state": finding_record(answered)["state"]}
    accepted = finding_record(replace(found, waived="核准", approval="核准", explanation="雨季停工"))
    more = {"stands": False, "because": "waived", "approval": "核准", "explanation": "雨季停工", "state": "已核准"}
    assert accepted == {**_RECORD, "waived": "核准", **more}


def test_what_the_list_waives_is_in_another_state_than_what_is_approved() -> None:
    """One word for one thing: 已核准 is what the department wrote into a summary."""
    waived = finding_record(replace(finding(declaration(file="a.xlsx")), waived="尾差（张三）", because="waived"))
    assert waived == {**_RECORD, "waived": "尾差（张三）", "stands": False, "because": "waived", "state": "已豁免"}


def test_a_summary_gets_a_name_at_which_nothing_of_others_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next number that is free, and that no other summary of the run has; it is said what was left alone."""
    names = ("甲.xlsx", "甲（2）.xlsx", "甲（4）.xlsx")
    for name in names:
        (tmp_path / name).write_bytes(b"of somebody else")
    wanted = [tmp_path / name for name in ("甲.xlsx", "甲（3）.xlsx", "甲.xlsx", "乙.xlsx")]
    monkeypatch.setattr("xlperf.cli.summary_places.targets_of", lambda *_: wanted)
    places = places_of((), None, False, lambda _: Handwritten())
    assert [each.path.name for each in places] == ["甲（5）.xlsx", "甲（3）.xlsx", "甲（6）.xlsx", "乙.xlsx"]
    say_moved(places)
    assert capsys.readouterr().err.splitlines() == [
        f"注意：“甲.xlsx”已经有了，不是 xlperf 写出的汇总表，没有动它；这次写成“甲（{number}）.xlsx”。" for number in (5, 6)
    ]


@pytest.mark.parametrize("name", ["roster", "last_year", "unpublished", "disclosure"])
def test_a_list_of_the_settings_is_read_where_none_is_given(folder: Path, name: str) -> None:
    """What is given at the command goes before it, and either must be there."""
    kept, given = folder / "名单.csv", folder / "文件"
    settings = replace(Settings(), **{name: kept})  # type: ignore[arg-type]
    assert _input_files({}, settings) == {name: kept}
    assert _input_files({name: given}, settings) == {name: given}
    assert _input_files({name: None}, Settings()) == {}
    with pytest.raises(SettingsError, match="找不到"):
        _input_files({name: folder / "没有.csv"}, settings)


def test_after_a_run_without_findings_nobody_is_sent_to_their_list(capsys: pytest.CaptureFixture[str]) -> None:
    """With some, or with mended ones, the list is named."""
    form = declaration()
    clean = batch_of(form)
    mended = replace(clean, mended=(Mended("X.1.2", "a.xlsx", "", "", "", ""),))
    told, then = "下一步：打开汇总表，先看“总览”和“来源核对”", "，再看“校验结果”"
    hinted = batch_of(form, findings=(finding(form, severity="info"),))
    for batch, more in ((clean, ""), (mended, then), (hinted, then)):
        _tell_what_is_next(cast(Any, None), batch, Path("报送"), None)
        assert capsys.readouterr().out == f"{told}{more}。\n"


def test_the_name_of_a_summary_is_known_before_the_work(folder: Path) -> None:
    """One file wants the ending of a workbook; a folder is made, and each summary in it finds a name of its own."""
    runner = CliRunner()
    refused = runner.invoke(cli, ["consolidate", "报送", "-o", "汇总.xls", "--workers", "0"])
    assert (refused.exit_code, refused.stderr) == (2, "输出文件“汇总.xls”的扩展名应为 .xlsx。请改名后重试。\n")
    (folder / "上报").mkdir()
    assert runner.invoke(cli, ["consolidate", "报送", "-o", "上报", "--workers", "0"]).exit_code in (0, 1)
    (made,) = (folder / "上报").glob("*.xlsx")
    assert made.name == "示例市云岭区文化和旅游局2026年度项目绩效目标汇总表.xlsx"


@pytest.mark.parametrize(
    ("kind", "required", "shown"),
    [
        (click.Path(), True, "位置"),
        (click.Path(), False, "[位置]"),
        (click.Path(file_okay=False), True, "文件夹"),
        (click.Path(dir_okay=False), True, "文件"),
        (click.DateTime(), True, "年-月-日"),
        (click.IntRange(1, 4), True, "数"),
        (click.INT, True, "数"),
        (click.STRING, True, "文字"),
        (click.Choice(["a"]), True, None),
    ],
)
def test_what_stands_for_a_value_in_the_help(kind: click.ParamType, required: bool, shown: str | None) -> None:
    """A Chinese word; an argument that may be left out stands in brackets, an option never does."""
    assert _metavar(click.Argument(["name"], type=kind, required=required)) == shown
    assert _metavar(click.Option(["--name"], type=kind)) == (shown and shown.strip("[]"))
    assert _metavar(click.Option(["--name"], is_flag=True)) is None


@pytest.mark.parametrize(
    ("asks", "flushed", "code", "ended"), [(True, True, 0, 7), (False, True, 1, 1), (False, False, 0, 2), (False, True, 130, 130)]
)
def test_the_program_ends_with_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch, asks: bool, flushed: bool, code: int, ended: int
) -> None:
    """The dialogue where there is no command; 2 where what was printed did not go out."""
    for name in ("open_standard_streams", "_know_han_names", "_be_ready_for_children", "use_console_text"):
        monkeypatch.setattr(main, name, lambda: None)
    monkeypatch.setattr(sys, "argv", ["xlperf", "报送"])
    monkeypatch.setattr(main, "wants_dialogue", lambda words, commands: asks and words == ["报送"] and "check" in commands)
    monkeypatch.setattr(main, "run_dialogue", lambda words, _: 7 if words == ["报送"] else 8)
    monkeypatch.setattr(main, "_run_command", lambda words: code if words == ["报送"] else 9)
    monkeypatch.setattr(main, "finish", lambda: flushed)
    with pytest.raises(SystemExit) as ending:
        main.main()
    assert ending.value.code == ended


@pytest.mark.parametrize(
    ("raised", "code"),
    [(SystemExit(1), 1), (SystemExit(None), 0), (SystemExit("words"), 1), (KeyboardInterrupt(), 130), (None, 0)],
    ids=["1", "none", "words", "interrupt", "returned"],
)
def test_a_command_gives_its_code(monkeypatch: pytest.MonkeyPatch, raised: BaseException | None, code: int) -> None:
    """However click ends it."""

    def end(*_: object, **__: object) -> None:
        if raised is not None:
            raise raised

    monkeypatch.setattr(main.cli, "main", end)
    assert main._run_command(["check"]) == code


_BOTH = [(True, True, True), (False, True, False), (True, False, False), (None, True, False), (True, None, False)]


@pytest.mark.parametrize(("stdin", "stdout", "is_terminal"), _BOTH)
def test_a_window_is_kept_open_where_somebody_sits_before_it(
    monkeypatch: pytest.MonkeyPatch, stdin: bool | None, stdout: bool | None, is_terminal: bool
) -> None:
    """A program without a console has no streams at all."""
    for name, told in (("stdin", stdin), ("stdout", stdout)):
        monkeypatch.setattr(sys, name, None if told is None else SimpleNamespace(isatty=lambda told=told: told))
    assert _is_terminal() is is_terminal
