"""The sentences that close a run say every number, name as many as they promise, and no more."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.cli import consolidate_command, folder_run
from xlperf.cli.dialogue import _folder_of
from xlperf.cli.folder_run import unpublished_note
from xlperf.cli.next_step import _no_option
from xlperf.cli.screen import pictures_note, print_findings, progress_line, read_line, visible
from xlperf.errors import InputError
from xlperf.forms.file_result import FileResult
from xlperf.intake.folder import PICTURE
from xlperf.rules.versions.version_rank import EXAMPLE, SAME_BYTES
from xlperf.run.batch import Progress
from xlperf.run.results import Batch

_PASSED = FileResult("名单.csv", "passed_over", reason="名单")
_REFUSED = FileResult("坏.xlsx", "refused", reason="damaged", message="文件已损坏。", hint="请重发。")


def _of(*files: FileResult, copies: dict[str, str] | None = None) -> Batch:
    return Batch(files, (), (), copies=copies or {})


def _pictures(count: int) -> Batch:
    return _of(_PASSED, *(FileResult(f"{number}.jpg", "passed_over", reason=f"{PICTURE}，没有读取") for number in range(count)))


@pytest.mark.parametrize(
    ("count", "named"),
    [(1, "“0.jpg”"), (3, "“0.jpg”、“1.jpg”、“2.jpg”"), (4, "“0.jpg”、“1.jpg”、“2.jpg”等 4 个文件")],
)
def test_three_pictures_are_named(count: int, named: str) -> None:
    """Of more their number is told; a file that is no picture is none of them."""
    assert pictures_note(_pictures(count)) == f"注意：{named}是图片，没有读取。里面若是报送的表，请让单位改发 Excel 文件。"
    assert pictures_note(_of(_PASSED)) == ""


@pytest.mark.parametrize(
    ("batch", "line"),
    [
        (_of(), "0 个文件，读出 0 张表，0 个文件未能读取。"),
        (batch_of(declaration()), "1 个文件，读出 1 张表，0 个文件未能读取。"),
        (_of(_PASSED, _PASSED, _REFUSED), "3 个文件，读出 0 张表，1 个文件未能读取，2 个文件按规则跳过。"),
        (
            _of(_REFUSED, replace(_REFUSED, file="坏 2.xlsx"), copies={"坏 2.xlsx": "坏.xlsx"}),
            "2 个文件，读出 0 张表，1 个文件未能读取，另有 1 个未能读取的与别的文件完全相同。",
        ),
        (_of(replace(_PASSED, nil="零报")), "1 个文件，读出 0 张表，0 个文件未能读取，1 个文件零报（本年无项目）。"),
    ],
    ids=["nothing", "a form", "passed over", "copies", "nil"],
)
def test_what_was_read_is_one_sentence(batch: Batch, line: str) -> None:
    """What did not happen is not mentioned."""
    assert read_line(batch) == line


def test_forms_that_do_not_count_are_told_by_what_they_are() -> None:
    """Old versions, examples and copies apart from each other."""
    forms = [declaration(file=f"{number}.xlsx") for number in range(7)]
    batch = batch_of(*forms)
    kept, *left_out = (each.source for each in forms)
    told = ["甲的新版", "乙的新版", "丙的新版", f"丁{EXAMPLE}", f"戊{EXAMPLE}", SAME_BYTES]
    batch = replace(batch, superseded=dict.fromkeys(left_out, kept), reasons=dict(zip(left_out, told, strict=True)))
    assert read_line(batch) == (
        "7 个文件，读出 7 张表（其中 3 张是旧版本、2 张是填报示例、1 张是重复的，不计入），0 个文件未能读取。"
    )


@pytest.mark.parametrize(("count", "more"), [(1, ""), (5, ""), (6, "等")])
def test_five_projects_that_must_not_be_published_are_named(count: int, more: str) -> None:
    """Each once, however many findings it has; a finding that reveals nothing names none."""
    forms = [declaration(file=f"{number}.xlsx", project_name=f"项目{number}") for number in range(count)]
    secret = [replace(finding(each), reveals=True) for each in forms]
    named = "、".join(f"项目{number}" for number in range(min(count, 5)))
    batch = batch_of(*forms, findings=(*secret, secret[0], finding(declaration(project_name="别的"))))
    assert unpublished_note(batch) == f"汇总表里有 {count} 个不公开项目（{named}{more}）"
    assert unpublished_note(batch, "报告").startswith("报告里有")
    assert unpublished_note(batch_of(declaration())) == ""


@pytest.mark.parametrize(("count", "parts", "said"), [(300, 300, False), (301, 1, True)])
def test_three_hundred_summaries_are_written_at_most(
    count: int, parts: int, said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """More departments than that are slips, or a trick, and one summary has them all."""
    batch = batch_of(*(declaration(file=f"{each}.xlsx", department=f"第{each}局") for each in range(count)))
    assert len(folder_run._parts(batch)) == parts
    assert (f"共有 {count} 个，超过 300 个，没有各写一个汇总表，合成了一个。" in capsys.readouterr().err) is said


@pytest.mark.parametrize(("count", "more"), [(1, ""), (10, ""), (11, "（上面是前 10 个）")])
def test_ten_files_that_could_not_be_read_say_why(count: int, more: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where none could be read no summary is written; one file that is no form but was read is enough for one."""
    refused = [replace(_REFUSED, file=f"{number}.xlsx") for number in range(count)]
    with pytest.raises(InputError) as error:
        consolidate_command._require_forms(_of(_PASSED, *refused))
    assert error.value.message == f"{count} 个文件都没能读出表{more}，没有写汇总表。"
    assert capsys.readouterr().err.splitlines() == [f"{number}.xlsx：文件已损坏。请重发。" for number in range(min(count, 10))]
    consolidate_command._require_forms(_of(*refused, FileResult("空.xlsx", "no_form")))


def test_of_a_text_that_is_no_path_two_hundred_characters_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever pasted a whole page sees what it was and not the page."""
    assert _folder_of(["河" * 199 + "堤岸"]) is None
    assert capsys.readouterr().out == f"找不到“{'河' * 199}堤”。请检查名称，或把文件夹直接拖进窗口。\n"


def test_a_folder_is_looked_through_as_far_as_twenty_thousand_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One with more folders than that is taken to hold files; one that holds only empty folders is not."""
    for count, is_taken in ((20_001, False), (20_002, True)):
        monkeypatch.setattr("os.walk", lambda _, count=count: iter([("", [], [])] * count))
        assert (_folder_of([str(tmp_path)]) is not None) is is_taken


@pytest.mark.parametrize(
    ("done", "bar"), [(0, f"{'.' * 30} 0/2"), (1, f"{'#' * 15}{'.' * 15} 1/2"), (2, f"{'#' * 30} 2/2\n")], ids=["0", "1", "2"]
)
def test_the_bar_is_thirty_wide(done: int, bar: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It ends its line where all is read."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("xlperf.cli.screen.can_show", lambda text, _: text == "#.")
    show = progress_line()
    assert show is not None
    show(Progress(done, 2, "甲.xlsx"))
    assert capsys.readouterr().err == f"\r正在读取 {bar}"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert progress_line() is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\t乙\n", "甲\t乙\n"),
        ("\x1b[31m红", "\\x1b[31m红"),
        ("\x00\x08\x0b\x1f\x7f\x9f", "\\x00\\x08\\x0b\\x1f\\x7f\\x9f"),
        ("\u202e反\u2069", "\\u202e反\\u2069"),
        ("\u061c\u200e\u200f\u2028\u2066", "\\u061c\\u200e\\u200f\\u2028\\u2066"),
        ("\x20\xa0\u2010\u2070é", "\x20\xa0\u2010\u2070é"),
    ],
)
def test_what_steers_a_terminal_is_shown_by_its_number(text: str, shown: str) -> None:
    """Lines and tabs stay."""
    assert visible(text) == shown


def test_findings_are_shown_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Its name once, then each with rule, place and message; what was set aside says why, a suggestion stands below."""
    one, two = finding(declaration(file="乙.xlsx")), finding(declaration(file="甲.xlsx"), severity="warning")
    bare = replace(two, sheet="", suggestion="", because="explained")
    print_findings([one, bare, replace(one, cell="")])
    assert capsys.readouterr().out == (
        "\n乙.xlsx\n"
        "  错误 FUND-002  申报表!E6  年度资金申请总额与三项之和不相等。\n       建议：请核对三项资金后更正总额。\n"
        "  错误 FUND-002  申报表  年度资金申请总额与三项之和不相等。\n       建议：请核对三项资金后更正总额。\n"
        f"\n甲.xlsx\n  警告 FUND-002  E6  年度资金申请总额与三项之和不相等。（{bare.aside}）\n"
    )


def test_a_console_without_blocks_gets_a_bar_of_plain_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where it cannot say what it has; the best pair that it has is taken, and what comes after reading is a word."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    for shown, bar in (("", "#."), ("□", "█□"), ("░□", "█░")):
        monkeypatch.setattr("xlperf.cli.screen.can_show", lambda text, _, shown=shown: bool(text[1:] in shown and shown))
        show = progress_line()
        assert show is not None
        show(Progress(1, 2, "甲.xlsx"))
        assert capsys.readouterr().err == f"\r正在读取 {bar[0] * 15}{bar[1] * 15} 1/2"
        show(Progress(2, 2, ""))
        assert capsys.readouterr().err == "正在校验…\n"


@pytest.mark.parametrize(("path", "word"), [("-报送", f".{os.sep}-报送"), ("报送", "报送"), ("a-b", "a-b")])
def test_a_folder_that_begins_with_a_dash_is_no_option(path: str, word: str) -> None:
    """In the command that is shown to be copied."""
    assert _no_option(path) == word


def test_a_program_without_a_console_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started with pythonw there is no standard error."""
    monkeypatch.setattr(sys, "stderr", None)
    assert progress_line() is None
