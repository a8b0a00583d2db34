"""One unit's text, sheet name or file name costs at most its own cell: everybody's summary is written."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.workbooks import ROWS, write_declaration
from xlperf.cli.main import cli

_ODD = {
    "U+FFFE": "古籍\ufffe修复",
    "escape of a control": "古籍_x0041_修复_x0000_",
    "escape of half a character": "古籍_xD800_修复",
    "formula": "=1+1|cmd",
    "long": "古籍" * 20_000,
    "controls": "古籍\x85\x9b修复\u2028",
    "astral": "𠮷" * 17_000,
    "markup": "<b>&amp;]]>",
    "quote": "'古籍'!\"",
}
_SHEETS = {
    "apostrophe": "申'报'表",
    "reference": "#REF!A1",
    "marks": "申报*表?[1]:\\/",
    "long": "申" * 60,
    "escape": "_x0041_申报",
    "control by its number": "申&#10;报&#9;表",
    "nothing": "",
    "a name of ours": "汇总表",
    "history": "History",
}


def _consolidated(folder: Path, *words: str) -> Path:
    target = folder.parent / "汇总.xlsx"
    result = CliRunner().invoke(cli, ["consolidate", str(folder), "-o", str(target), "--workers", "0", *words])
    assert result.exit_code in (0, 1), result.output
    assert "程序内部出错" not in result.output
    return target


def _names(path: Path) -> set[str]:
    rows = openpyxl.load_workbook(path, data_only=True)["汇总表"].iter_rows(values_only=True)
    return {str(each) for row in rows for each in row if each is not None}


def _raw(path: Path, part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts[part] = re.sub(old, lambda found: found[1] + new, parts[part].decode("utf-8"), count=1).encode("utf-8", "surrogatepass")
    with zipfile.ZipFile(path, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)


@pytest.mark.parametrize("kind", _ODD)
def test_an_odd_text_costs_its_cell_at_most(tmp_path: Path, kind: str) -> None:
    """In every field at once, beside an honest file whose project is in the summary."""
    odd = _ODD[kind]
    folder = tmp_path / "报送"
    write_declaration(folder / "好.xlsx", project_name="馆藏展览项目")
    rows = tuple((one, two, odd[:32000], target) for one, two, _, target in ROWS)
    text = odd[:32000]
    write_declaration(
        folder / "怪.xlsx", rows=rows, project_name=text, unit=text, department=text, goal=text * (1 if len(text) > 99 else 9)
    )
    assert "馆藏展览项目" in _names(_consolidated(folder, "--single", "--report", str(tmp_path / "r.html")))


@pytest.mark.parametrize("kind", _SHEETS)
def test_an_odd_name_of_a_sheet_costs_its_links_at_most(tmp_path: Path, kind: str) -> None:
    """Even names that no program of offices lets through."""
    folder = tmp_path / "报送"
    write_declaration(folder / "好.xlsx", project_name="馆藏展览项目")
    odd = write_declaration(folder / "怪.xlsx", annual=-5)
    _raw(odd, "xl/workbook.xml", r'(<sheet name=")[^"]*', _SHEETS[kind].replace("'", "&apos;"))
    assert {"馆藏展览项目", "古籍修复项目"} <= _names(_consolidated(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets no such names be")
@pytest.mark.parametrize(
    "name", [b"\xff\xfe.xlsx", b"\xed\xa0\x80.xlsx", b"a\x1b[31m\n.xlsx", ("𠮷" * 60).encode() + b".xlsx", b"a#b%20'c.xlsx"]
)
def test_an_odd_name_of_a_file_costs_its_links_at_most(tmp_path: Path, name: bytes) -> None:
    """Bytes that are no text, halves of characters, line ends, rare characters; the file is in the summary and goes back."""
    folder = tmp_path / "报送"
    good = write_declaration(folder / "好.xlsx", project_name="馆藏展览项目")
    write_declaration(tmp_path / "x.xlsx", annual=-5).rename(folder / os.fsdecode(name))
    assert good.is_file()
    assert {"馆藏展览项目", "古籍修复项目"} <= _names(_consolidated(folder))
    result = CliRunner().invoke(cli, ["return", str(folder), "-o", str(tmp_path / "退回"), "--workers", "0"])
    assert result.exit_code in (0, 1), result.output
    assert len(list((tmp_path / "退回").iterdir())) == 2
