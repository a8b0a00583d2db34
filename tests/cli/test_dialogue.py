"""The program started without a command line: it asks, works, and says what comes next."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from xlperf.cli.dialogue import run_dialogue, wants_dialogue
from xlperf.cli.main import _run_command

_EXAMPLES = Path(__file__).parents[2] / "examples" / "2026申报"
_COMMANDS = ("consolidate", "check", "read")


class _Recorder:
    """Stands in for the command line: notes what was run, and ends as told."""

    def __init__(self, *codes: int) -> None:
        self.lines: list[list[str]] = []
        self._codes = list(codes)

    def __call__(self, arguments: Sequence[str]) -> int:
        self.lines.append(list(arguments))
        return self._codes.pop(0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file in it."""
    made = tmp_path / "申报 2026"
    made.mkdir()
    (made / "表.xlsx").write_bytes(b"PK")
    return made


def _type(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in lines)))


def test_enter_alone_runs_the_main_job_on_the_folder_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pasted path in quotes and Enter are all that the main job takes."""
    _type(monkeypatch, f'"{folder}"', "")
    command = _Recorder(0)
    assert run_dialogue([], command) == 0
    assert command.lines == [["consolidate", str(folder), "-o", str(folder)]]


def test_a_path_as_powershell_pastes_it_is_understood(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PowerShell pastes a dropped folder with & before it."""
    _type(monkeypatch, f"& '{folder}'", "")
    command = _Recorder(0)
    run_dialogue([], command)
    assert command.lines[0][1] == str(folder)


@pytest.mark.parametrize("name", ["“双随机”检查", "检查“双随机”"])
def test_a_quotation_mark_of_a_name_is_a_part_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Only marks on both sides are of who pasted it."""
    place = folder.rename(folder.with_name(name))
    monkeypatch.chdir(place.parent)
    _type(monkeypatch, name, "")
    command = _Recorder(0)
    run_dialogue([], command)
    assert command.lines[0][1] == str(place)


@pytest.mark.skipif(os.name == "nt", reason="a backslash is no part of a name there")
@pytest.mark.parametrize(("name", "typed"), [("申报 终稿", "申报\\ 终稿"), ("申报\\ 终稿", "申报\\ 终稿")])
def test_a_blank_that_the_shell_escaped_is_a_blank(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, typed: str) -> None:
    """Unless the folder is really called so."""
    place = folder.rename(folder.with_name(name))
    monkeypatch.chdir(place.parent)
    _type(monkeypatch, typed, "")
    command = _Recorder(0)
    run_dialogue([], command)
    assert command.lines[0][1] == str(place)


def test_a_mark_alone_names_no_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Least of all the current one."""
    monkeypatch.chdir(folder)
    _type(monkeypatch, '"', "q")
    command = _Recorder()
    run_dialogue([], command)
    assert command.lines == []
    assert "找不到“\"”。请检查名称，或把文件夹直接拖进窗口。" in capsys.readouterr().out


def test_a_dropped_file_means_its_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook dropped on the program is read with those beside it."""
    _type(monkeypatch, "")
    command = _Recorder(0)
    run_dialogue([str(folder / "表.xlsx")], command)
    assert command.lines[0][1] == str(folder)


def test_it_asks_again_for_a_folder_that_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the path costs nothing but another question."""
    _type(monkeypatch, str(folder / "没有"), str(folder), "")
    run_dialogue([], _Recorder(0))
    assert f"找不到“{folder / '没有'}”。请检查名称，或把文件夹直接拖进窗口。" in capsys.readouterr().out


def test_a_text_too_long_to_be_a_path_is_asked_for_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever pastes a page of text into the window is told so, its beginning quoted, and loses nothing."""
    _type(monkeypatch, "/" + "甲" * 4000, str(folder), "")
    command = _Recorder(0)
    run_dialogue([], command)
    assert f"找不到“/{'甲' * 199}”。" in capsys.readouterr().out
    assert command.lines[0][1] == str(folder)


@pytest.mark.parametrize(("wide", "said"), [("/", "范围太大"), ("空", "里没有文件")])
def test_a_folder_that_cannot_be_meant_is_refused(
    wide: str, said: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The root of a disk and an empty folder are no folders of forms."""
    (folder.parent / "空").mkdir()
    named = Path(folder.anchor) if wide == "/" else folder.parent / wide
    _type(monkeypatch, str(named), "q")
    command = _Recorder()
    assert run_dialogue([], command) == 0
    assert said in capsys.readouterr().out
    assert command.lines == []


def test_q_leaves_without_writing_anything(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any question may be answered with q."""
    _type(monkeypatch, str(folder), "q")
    command = _Recorder()
    assert run_dialogue([], command) == 0
    assert command.lines == []
    assert capsys.readouterr().out.endswith("已退出，没有再写任何文件。\n")


def test_a_closed_input_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window closed while it asks ends the program, not with a traceback."""
    _type(monkeypatch)
    assert run_dialogue([], _Recorder()) == 0


def test_copies_to_return_are_written_only_when_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter alone writes no copies."""
    _type(monkeypatch, str(folder), "", "")
    command = _Recorder(1)
    assert run_dialogue([], command) == 1
    assert len(command.lines) == 1


def test_copies_to_return_go_beside_the_folder_and_never_among_earlier_ones(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second round does not mix with the copies of the first."""
    folder.with_name("申报 2026-退回").mkdir()
    _type(monkeypatch, str(folder), "", "y")
    command = _Recorder(1, 1)
    run_dialogue([], command)
    assert command.lines[1] == ["return", str(folder), "-o", str(folder.with_name("申报 2026-退回2"))]


def test_no_copies_are_offered_where_nothing_was_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After exit code 2 there is no summary to open."""
    _type(monkeypatch, str(folder), "")
    assert run_dialogue([], _Recorder(2)) == 2
    assert "这次没有写出汇总表" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "asks"),
    [(["表"], True), (["consolidate"], False), (["--version"], False), (["表", "--year"], False), (["没有"], False), ([], False)],
)
def test_only_what_exists_and_is_no_command_starts_it(
    arguments: list[str], asks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a command line the program is what it was; without one it asks only where somebody can answer."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "表").mkdir()
    (tmp_path / "consolidate").mkdir()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert wants_dialogue(arguments, _COMMANDS) is asks


def test_it_does_the_main_job_for_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With the real command line the summary stands in the folder afterwards, and again in a second run."""
    folder = tmp_path / "申报"
    shutil.copytree(_EXAMPLES / "云岭区图书馆", folder)
    for _ in range(2):
        _type(monkeypatch, str(folder), "", "")
        assert run_dialogue([], _run_command) in (0, 1)
        assert "完成：" in capsys.readouterr().out
    assert len(list(folder.glob("*汇总表.xlsx"))) == 1


def test_copies_written_at_once_are_kept_in_the_ledger_of_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary that was just written into the folder is found from wherever the program was started."""
    folder = tmp_path / "申报"
    shutil.copytree(_EXAMPLES / "局机关", folder)
    elsewhere = tmp_path / "程序"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    _type(monkeypatch, str(folder), "", "y")
    assert run_dialogue([], _run_command) == 1
    printed = capsys.readouterr()
    assert "退回 3 个文件" in printed.out
    assert "没有找到上次的汇总表" not in printed.out + printed.err
    assert list(elsewhere.iterdir()) == []
