"""Help and usage errors are Chinese; click's own sentences do not reach a clerk."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from xlperf.cli.command_page import command_page
from xlperf.cli.main import cli

SENTENCES = [
    (
        "consolidatee",
        "没有命令“consolidatee”。是不是想用 consolidate？"
        "命令有：check、consolidate、export、mail、publish、read、return、rules、template。",
    ),
    ("rules pag", "没有命令“pag”。命令有：check、list、show、test。"),
    ("consolidate --singel", "没有选项 --singel。是不是想用 --single？"),
    ("consolidate --order x", "选项 --order 的值不对：应为 input、unit、category 之一。"),
    ("consolidate --year x", "选项 --year 的值不对：应为 2000 到 2100 的整数。"),
    ("consolidate --year 1", "选项 --year 的值不对：应为 2000 到 2100 的整数。"),
    ("consolidate --year", "选项 --year 的写法不对：后面缺一个值，或者它不带值。"),
    ("consolidate --roster .", "选项 --roster 的值不对：应为文件，给出的是一个文件夹。"),
    ("check . --rules FILE", "选项 --rules 的值不对：应为文件夹，给出的是一个文件。"),
    ("publish . -o .", "选项 -o / --output 的值不对：应为文件，给出的是一个文件夹。"),
    ("check", "缺少参数 文件或文件夹...。"),
    ("check . --workers 99", "选项 --workers 的值不对：应为 0 到 64 的整数。"),
    ("check . --today 2026/1/2", "选项 --today 的值不对：应为 2026-01-31 这样的日期。"),
    ("rules show", "缺少参数 编号。"),
    ("return . —o 退回", "“—o”前面的横线不是英文的。请在英文输入法下写成 -o。"),
    ("consolidate . ——year 2026", "“——year”前面的横线不是英文的。请在英文输入法下写成 --year。"),
    ("consolidate . －－year=2026", "“－－year=2026”前面的横线不是英文的。请在英文输入法下写成 --year。"),
    ("–-version", "“–-version”前面的横线不是英文的。请在英文输入法下写成 --version。"),
    ("consolidate . -year 2026", "没有选项 -year：它前面是两个短横，请写成 --year。"),
    (
        "consolidate 申报 2026 年",
        "命令里多出了“2026 年”。文件夹名或文件名里有空格时，请用英文双引号括起来。",
    ),
]


@pytest.mark.parametrize(("line", "sentence"), SENTENCES, ids=[line for line, _ in SENTENCES])
def test_a_wrong_command_line_is_answered_in_chinese(line: str, sentence: str) -> None:
    """Exit code 2, the usage line, where help is, and what to type instead."""
    result = CliRunner().invoke(cli, [__file__ if each == "FILE" else each for each in line.split()], prog_name="xlperf")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == sentence
    assert result.stderr.startswith("用法：xlperf")


def test_no_sentence_of_click_is_left_in_the_help() -> None:
    """The page of all commands, which is their help, has no English sentence."""
    assert re.findall(r"Usage|Options|Commands|Show this|and exit|OPTIONS|ARGS", command_page()) == []
