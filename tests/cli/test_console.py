"""What a person sees on any console: help, progress, the last lines, and why something could not be done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.workbooks import write_declaration
from xlperf.cli.command_page import command_page
from xlperf.cli.main import cli
from xlperf.cli.next_step import folder_of_returns, quoted
from xlperf.cli.terminal.console_text import HANDLER, can_show, use_console_text
from xlperf.cli.terminal.display_width import columns, wrapped

PLACEHOLDERS = re.compile(
    r"\b(?:PATH|FOLDER|FILE|DIRECTORY|TEXT|INTEGER|RANGE|NAME|ADDRESS|DIR|WORKBOOK|HOST|PORT)\b|\[required|\[default|<="
)


def _run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["consolidate", *map(str, words), "--workers", "0"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one sound form, beside which the run stands."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "报送" / "图书馆.xlsx")
    return tmp_path / "报送"


def test_help_fits_eighty_columns_and_has_no_placeholder_in_english() -> None:
    """Every line of every command's help, a Han character taken as two columns; tables of the page are no help."""
    lines = [line for text in command_page().split("```")[1::2] for line in text.splitlines()]
    assert len(lines) > 300
    assert [each for each in lines if columns(each) > 80] == []
    assert [each for each in lines if PLACEHOLDERS.search(each)] == []


@given(st.text(alphabet="目标表，。（）“”、abc12-. ", max_size=200), st.integers(10, 60))
def test_lines_break_without_losing_a_character(text: str, width: int) -> None:
    """Nothing is lost but blanks; no line begins with a closing mark, unless that is all there is."""
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(each[:1] in "，。）”、" for each in lines[1:] if each[:1])


@pytest.mark.parametrize(("text", "width"), [("", 0), ("a~", 2), ("表（", 4), ("—é", 4), ("ñｱ", 2)])
def test_a_text_is_as_wide_as_a_chinese_console_shows_it(text: str, width: int) -> None:
    """Han characters, full-width marks and those of ambiguous width take two columns, all others one."""
    assert columns(text) == width


def test_a_gbk_console_is_given_marks_that_it_has() -> None:
    """The sign of a path in a container, a tick and an exponent have their like; what has none shows its number."""
    use_console_text()
    assert "报送.eml › 表 ✓ 5m² 𠮷".encode("gbk", HANDLER).decode("gbk") == "报送.eml > 表 √ 5m^2 \\U00020bb7"
    assert "报送 █".encode("ascii", HANDLER) == b"\\u62a5\\u9001 \\u2588"


def test_a_stream_without_an_encoding_shows_ascii_only() -> None:
    """What cannot be told is not taken for granted."""
    assert can_show("#.", object())
    assert not can_show("█", object())


@pytest.mark.parametrize(
    ("text", "windows", "posix"),
    [("报送", "报送", "报送"), ("申报 2026", '"申报 2026"', "'申报 2026'"), ("D:\\申报 \\", '"D:\\申报 \\\\"', "'D:\\申报 \\'")],
)
def test_a_word_is_quoted_for_the_shell_at_hand(text: str, windows: str, posix: str) -> None:
    """Double quotes for cmd, single ones elsewhere, none where none are needed."""
    assert quoted(text, windows=True) == windows
    assert quoted(text, windows=False) == posix


def test_copies_go_beside_the_folder_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder has a name, too; a folder of an earlier round is not taken."""
    (tmp_path / "报送").mkdir()
    monkeypatch.chdir(tmp_path / "报送")
    assert folder_of_returns(Path()) == tmp_path / "报送-退回"
    (tmp_path / "报送-退回").mkdir()
    assert folder_of_returns(Path()) == tmp_path / "报送-退回2"


@pytest.mark.parametrize("named", ["新/二", "新/二/", "2026.汇总/"])
def test_a_folder_that_is_not_there_is_made(folder: Path, named: str) -> None:
    """The workbook is named by department and year, and its folder is told."""
    result = _run(folder, "-o", named)
    assert result.exit_code == 0, result.output
    assert f"所在文件夹：{Path(named).resolve()}" in result.stdout.splitlines()
    assert [each.suffix for each in Path(named).glob("*汇总表.xlsx")] == [".xlsx"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["报送", "-o", "占着/里面"], "文件夹“占着/里面”建不起来：那里有一个同名的文件。请用 -o 指定别的文件夹。"),
        (["报送", "-o", "占着"], "输出文件“占着”的扩展名应为 .xlsx。请改名后重试。"),
        (["占着"], "“占着”是一个文件，不是文件夹。请给出放着报送文件的文件夹；只看一个文件，用 xlperf check。"),
        (["报送", "--roster", "没有.xlsx"], "找不到名单“没有.xlsx”。请检查名称和它所在的文件夹。"),
        (["报送", "--last-year", "没有"], "找不到上年的表“没有”。请检查名称和它所在的文件夹。"),
        (["报送", "--last-summary", "没有.xlsx"], "找不到上次的汇总表“没有.xlsx”。请检查名称和它所在的文件夹。"),
        (["坏"], "1 个文件都没能读出表，没有写汇总表。请按上面的说明处理后再运行；全部原因见 xlperf check。"),
    ],
    ids=["file-above", "file-as-output", "file-as-input", "no-roster", "no-last-year", "no-last-summary", "nothing-read"],
)
def test_what_is_in_the_way_is_told_as_what_it_is(folder: Path, words: list[str], sentence: str) -> None:
    """Exit code 2, one sentence, no workbook."""
    Path("占着").write_text("", encoding="utf-8")
    Path("坏").mkdir()
    Path("坏", "表.xlsx").write_bytes(b"PK\x03\x04broken")
    result = _run(*words)
    assert result.exit_code == 2, result.output
    assert result.stderr.splitlines()[-1].replace("\\", "/") == sentence
    assert result.stdout == ""
    assert [each for each in Path().rglob("*.xlsx") if "汇总表" in each.name] == []


@pytest.mark.skipif(os.name == "nt", reason="a locale is a thing of POSIX")
@pytest.mark.parametrize(
    "given", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "gbk"}]
)
def test_any_locale_does_the_work(folder: Path, given: dict[str, str]) -> None:
    """POSIX, ASCII and GBK: exit code 0, no traceback, the workbook under its name."""
    environment = {**os.environ, "LC_ALL": "C", **given}
    words = [sys.executable, "-c", "from xlperf.cli.main import main; main()", "consolidate", "报送", "-o", "新", "--workers", "0"]
    done = subprocess.run(list(map(os.fsencode, words)), env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [each.name for each in Path("新").iterdir()] == ["示例市云岭区文化和旅游局2026年度项目绩效目标汇总表.xlsx"]


def test_every_option_that_takes_a_value_says_what_in_chinese() -> None:
    """No word of click's own is left for a value, in no command."""

    def options(command: click.Command) -> list[click.Parameter]:
        inner = command.commands.values() if isinstance(command, click.Group) else ()
        return [*command.params, *(each for child in inner for each in options(child))]

    own = [each for each in options(cli) if not isinstance(each.type, click.Choice) and not getattr(each, "is_flag", False)]
    assert [each.name for each in own if not re.search("[一-鿿]", each.metavar or "")] == []
