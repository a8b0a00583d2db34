"""``xlperf export``: the batch as tables that say the same as the batch, the same bytes for the same input."""

from __future__ import annotations

import csv
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from tests.builders import declaration
from tests.summary.batches import eventful, finding
from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.errors import OutputError
from xlperf.export.export_files import csv_text, write_csv_files, write_database
from xlperf.export.export_tables import ExportColumn, ExportTable, export_tables
from xlperf.export.parquet_files import write_parquet_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two projects, one of them in 万元 that do not add up, and a note."""
    found = tmp_path / "in"
    found.mkdir()
    write_declaration(found / "甲.xlsx", project_name="古籍修复项目")
    write_declaration(found / "乙.xlsx", project_name="书库改造项目", unit_label="项目资金（万元）", annual=12.34, fiscal=10)
    (found / "说明.txt").write_text("请查收", "utf-8")
    return found


def _export(folder: Path, output: Path) -> Result:
    return CliRunner().invoke(cli, ["export", str(folder), "-o", str(output), "--workers", "0"])


def test_findings_that_do_not_stand_are_told_apart() -> None:
    """What counts is marked with 1, as on the screen; what does not says why, what the unit wrote and who is to act."""
    form = declaration()
    replaced = replace(finding(form), because="superseded", explanation="已改")
    approved = replace(finding(form), because="waived", waived="核准：已核实", approval="核准：已核实")
    batch = replace(eventful(), findings=(*eventful().findings, replaced, approved))
    table = export_tables(batch)[3]
    names = [each.name for each in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert [bool(row["stands"]) for row in rows] == [each.stands for each in batch.findings]
    assert sum(row["severity"] == "错误" and row["stands"] == 1 for row in rows) == batch.standing.errors
    told = ("stands", "state", "aside", "explanation", "addressee")
    assert [tuple(row[each] for each in told) for row in rows if row["stands"] == 0] == [
        (0, "已豁免", "已豁免：已与财政局沟通", None, "报送单位"),
        (0, "旧版本", "旧版本", "已改", "报送单位"),
        (0, "已核准", "已核准：已核实", None, "报送单位"),
    ]


def test_a_database_answers_questions(folder: Path, tmp_path: Path) -> None:
    """Money is a number in 元, indicators and findings belong to their projects, every column is explained."""
    result = _export(folder, tmp_path / "x.sqlite")
    assert result.exit_code == 1
    assert "导出完成：文件 3 行，项目 2 行，指标 12 行，问题 " in result.output
    base = sqlite3.connect(tmp_path / "x.sqlite")
    assert base.execute("SELECT project_name, annual, counted, verdict FROM projects ORDER BY annual").fetchall() == [
        ("书库改造项目", 123400, 1, "退回"),
        ("古籍修复项目", 350000, 1, "需核对"),
    ]
    assert base.execute(
        "SELECT target, target_operator, target_number, target_unit, cell FROM indicators "
        "JOIN projects ON projects.id = project_id WHERE project_name LIKE '古籍%' AND level3 = '修复古籍数量'"
    ).fetchall() == [("≥300(册)", "≥", 300, "册", base.execute("SELECT cell FROM indicators WHERE number = 2").fetchone()[0])]
    assert base.execute("SELECT fate FROM files ORDER BY file").fetchall() == [("已读取",), ("已读取",), ("按规则跳过",)]
    assert base.execute("SELECT DISTINCT severity FROM findings WHERE rule = 'FUND-002'").fetchall() == [("错误",)]
    tables = ("files", "projects", "indicators", "findings")
    named = {(table, row[1]) for table in tables for row in base.execute(f'PRAGMA table_info("{table}")')}
    assert set(base.execute('SELECT "table", "column" FROM "columns"').fetchall()) == named
    base.close()


def test_the_same_folder_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """A database and the files of a folder are written anew over their own kind, and do not change."""
    outputs = (tmp_path / "x.sqlite", tmp_path / "导出" / "x")
    written = []
    for _ in range(2):
        for output in outputs:
            assert _export(folder, output).exit_code == 1
        written.append([each.read_bytes() for each in (outputs[0], *sorted(outputs[1].iterdir()))])
    assert written[0] == written[1]
    assert written[0][0][68:72] == b"xlpf"  # by which a database is known as ours, whichever version wrote it
    assert sorted(each.name for each in outputs[1].iterdir()) == sorted(["文件.csv", "项目.csv", "指标.csv", "问题.csv"])


def test_excel_opens_the_files(folder: Path, tmp_path: Path) -> None:
    """UTF-8 with a mark, headers in Chinese, one line a project."""
    _export(folder, tmp_path / "x")
    data = (tmp_path / "x" / "项目.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [(each["项目名称"], each["年度资金申请总额"]) for each in rows] == [
        ("书库改造项目", "123400.00"),
        ("古籍修复项目", "350000.00"),
    ]


def test_no_text_becomes_a_formula() -> None:
    """What Excel would calculate is led by an apostrophe; a number is left alone."""
    table = ExportTable("a", "a", (ExportColumn("a", "甲"),), (("=1+1",), ("+86",), ("@x",), ("≥7",), (-3,)))
    assert csv_text(table).decode("utf-8-sig").split() == ['"甲"', '"\'=1+1"', '"\'+86"', '"\'@x"', '"≥7"', '"-3"']


def test_a_number_is_written_in_full() -> None:
    """Never as a power of ten, which people misread."""
    table = ExportTable("a", "a", (ExportColumn("a", "甲", "money"),), ((Decimal("1.20E+7"),), (Decimal("0.00"),), (None,)))
    assert csv_text(table).decode("utf-8-sig").split() == ['"甲"', '"12000000"', '"0.00"', '""']


def test_only_an_older_python_needs_a_temporary_folder_for_a_database(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 3.11 a database is made in memory; before, a temporary folder that cannot be used is said."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert _export(folder, tmp_path / "a.sqlite").exit_code == (1 if sys.version_info >= (3, 11) else 2)
    monkeypatch.setattr("xlperf.export.export_files.sys", SimpleNamespace(version_info=(3, 10)))
    result = _export(folder, tmp_path / "b.sqlite")
    assert (result.exit_code, "导出的数据没有写成：临时文件夹不能用" in result.output) == (2, True)


def test_a_database_of_an_older_python_holds_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By way of a temporary folder, which is empty afterwards."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    _export(folder, tmp_path / "a.sqlite")
    monkeypatch.setattr("xlperf.export.export_files.sys", SimpleNamespace(version_info=(3, 10)))
    assert _export(folder, tmp_path / "b.sqlite").exit_code == 1
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as one, closing(sqlite3.connect(tmp_path / "b.sqlite")) as other:
        assert list(one.iterdump()) == list(other.iterdump())
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(100), bytes(68) + b"xlpf" + bytes(100), b""])
@pytest.mark.parametrize("name", ["x.sqlite", "x"])
def test_a_file_of_another_program_is_never_replaced(folder: Path, tmp_path: Path, name: str, content: bytes) -> None:
    """A database and a table that xlperf did not write stay as they are."""
    path = tmp_path / "x.sqlite" if name == "x.sqlite" else tmp_path / "x" / "文件.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    result = _export(folder, tmp_path / name)
    assert result.exit_code == 2
    assert "不是 xlperf 写出的文件" in result.output
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["x.sqlite", "文件.csv", "files.parquet"])
def test_a_file_that_cannot_be_read_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Nobody can tell whose it is."""
    tables = [ExportTable("files", "文件", (ExportColumn("a", "甲"),), (("乙",),))]
    place = tmp_path / name if name == "x.sqlite" else tmp_path
    if name == "files.parquet":
        pytest.importorskip("pyarrow.parquet")
    write = {"x.sqlite": write_database, "文件.csv": write_csv_files, "files.parquet": write_parquet_files}[name]
    write(tables, place)
    held = (tmp_path / name).read_bytes()
    with monkeypatch.context() as patched, pytest.raises(OutputError, match=r"不是 xlperf 写出的文件|正在别的程序中打开"):
        patched.setattr(Path, "open", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
        write([tables[0].with_rows([("丙",)])], place)
    assert (tmp_path / name).read_bytes() == held


@pytest.mark.parametrize(
    ("name", "instead"), [("导出", "文件夹"), ("导出.sqlite", "位置"), ("一科/导出.db", "位置"), ("导出.parquet", "文件夹")]
)
def test_tables_among_the_forms_are_refused(folder: Path, name: str, instead: str) -> None:
    """The next run would take them for forms; a database would be a file that cannot be read."""
    result = _export(folder, folder / name)
    assert result.exit_code == 2
    assert result.output == (
        f"导出的文件不能放在报送文件夹里，否则下次会当成报送的表再读一遍。请用 -o 指定报送文件夹以外的{instead}。\n"
    )
    assert not (folder / name).exists()


@pytest.mark.parametrize("name", ["x.xlsx", "y.csv", "z.docx"])
def test_a_name_of_a_file_is_no_folder_of_tables(tmp_path: Path, name: str) -> None:
    """Nobody looks for tables in a folder that is called as a workbook."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "in"), "-o", str(tmp_path / name), "--workers", "0"])
    assert (result.exit_code, (tmp_path / name).exists()) == (2, False)
    assert f"“{name}”像一个文件的名称" in result.stderr


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x"])
def test_a_database_is_not_written_under_the_name_of_something_else(tmp_path: Path, name: str) -> None:
    """Excel would open x.csv as rubbish."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "in"), "-o", str(tmp_path / name), "--format", "sqlite"])
    assert (result.exit_code, (tmp_path / name).exists()) == (2, False)
    assert f"数据库“{name}”的扩展名应为 .sqlite 或 .db。请改名后重试；要别的格式，请改 --format。" in result.stderr


def test_tables_are_written_all_or_none(tmp_path: Path) -> None:
    """A table of somebody else in the folder stops the work before the first file."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "项目.csv").write_text("别人的", "utf-8")
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--workers", "0"])
    assert (result.exit_code, [each.name for each in (tmp_path / "out").iterdir()]) == (2, ["项目.csv"])
