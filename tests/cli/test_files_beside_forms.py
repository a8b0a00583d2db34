"""Every kind of file beside the forms, as hostile as one can be: a sentence that names it and exit code 2, at once."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli

SECONDS = 200.0  # on a machine with much else to do; whoever reads without end takes more

_KINDS = {
    "settings": ("xlperf.toml", ()),
    "waivers": ("xlperf-waivers.json", ()),
    "rules": ("规则/a.json", ("--rules", "规则")),
    "layouts": ("版式/a.json", ("--templates", "版式")),
    "roster": ("名单.xlsx", ("--roster", "名单.xlsx")),
    "roster as text": ("名单.csv", ("--roster", "名单.csv")),
    "last year": ("上年.xlsx", ("--last-year", "上年.xlsx")),
    "unpublished": ("不公开.txt", ("--unpublished", "不公开.txt")),
    "published text": ("公开.docx", ("--disclosure", "公开.docx")),
}


def _deep(path: Path) -> None:
    text = "[" * 100_000 + "]" * 100_000
    path.write_text(f"a = {text}" if path.suffix == ".toml" else f'{{"a": {text}}}', "utf-8")


def _digits(path: Path) -> None:
    path.write_text(f"year = {'9' * 10_000}" if path.suffix == ".toml" else f'{{"a": {"9" * 10_000}}}', "utf-8")


def _exponent(path: Path) -> None:
    number = "1E+3000000"
    path.write_text(f"project_expenditure = {number}" if path.suffix == ".toml" else f'{{"a": {number}}}', "utf-8")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("xl/workbook.xml", "word/document.xml", "[Content_Types].xml", "_rels/.rels"):
            package.writestr(name, b"<a>" + b" " * (9 << 20))


def _pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes on this system")
    os.mkfifo(path)


def _endless(path: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device on this system")
    path.symlink_to("/dev/zero")


_FAULTS: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda path: path.write_bytes(bytes(range(255, 0, -1)) * 40),
    "deep": _deep,
    "digits": _digits,
    "exponent": _exponent,
    "bomb": _bomb,
    "pipe": _pipe,
    "endless": _endless,
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("fault", _FAULTS)
@pytest.mark.parametrize("kind", _KINDS)
def test_a_hostile_file_beside_the_forms_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, fault: str) -> None:
    """Whatever it is, the run ends before it begins, in one sentence with the name of the file."""
    name, words = _KINDS[kind]
    if kind == "unpublished" and fault in ("deep", "digits", "exponent"):
        pytest.skip("a list of names of projects may say that")
    if kind == "published text" and fault in ("deep", "digits", "exponent"):
        pytest.skip("a text without figures is a text")
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "a.xlsx")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    _FAULTS[fault](tmp_path / name)
    began = time.perf_counter()
    result = CliRunner().invoke(cli, ["check", ".", *words, "--workers", "1"])
    assert time.perf_counter() - began < SECONDS
    assert result.exit_code == 2, result.output
    assert "程序内部出错" not in result.stderr
    assert Path(name).name in result.stderr or Path(name).parent.name in result.stderr or "文件夹" in result.stderr


def test_a_list_with_a_cell_in_the_last_row_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only rows that hold something are gone through."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "a.xlsx")
    book = openpyxl.Workbook()
    for row in (["实施单位", "项目名称"], ["云岭区图书馆", "古籍修复项目"]):
        book.active.append(row)
    book.active.cell(1_048_576, 9, "尾")
    book.save(tmp_path / "名单.xlsx")
    began = time.perf_counter()
    result = CliRunner().invoke(cli, ["check", ".", "--roster", "名单.xlsx", "--workers", "1"])
    assert time.perf_counter() - began < SECONDS
    assert result.exit_code in (0, 1), result.output


def test_a_text_list_of_millions_of_rows_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of cells of a sheet holds for a .csv, too."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "a.xlsx")
    (tmp_path / "名单.csv").write_text("实施单位\n" + "甲\n" * 2_000_000, "utf-8")
    result = CliRunner().invoke(cli, ["check", ".", "--roster", "名单.csv", "--workers", "1"])
    assert result.exit_code == 2
    assert "名单“名单.csv”中有内容的单元格超过 200000 个的上限。" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a child is ended by a signal")
@pytest.mark.parametrize(
    ("option", "reader"),
    [
        ("--roster", "xlperf.rules.load_roster"),
        ("--last-year", "xlperf.summary.earlier.earlier_amounts.load_last_year"),
    ],
)
def test_a_reader_that_dies_costs_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, reader: str) -> None:
    """A library that aborts in the reading of a list ends a child, not the program."""
    monkeypatch.chdir(tmp_path)
    write_declaration(tmp_path / "a.xlsx")
    (tmp_path / "名单.csv").write_text("实施单位\n甲\n", "utf-8")
    monkeypatch.setattr(reader, _abort)
    result = CliRunner().invoke(cli, ["check", ".", option, "名单.csv", "--workers", "1"])
    assert (result.exit_code, result.stderr) == (
        2,
        "“名单.csv”读取时程序异常中止，文件可能已损坏。请用 Excel 或 WPS 打开，删去多余的工作表、行和格式，另存为 .xlsx 后再试。\n",
    )


def _abort(_path: Path) -> None:
    os.abort()
