"""``xlperf export --format parquet``: typed tables that say the same as the batch; without pyarrow, what to do."""

from __future__ import annotations

import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.export.export_tables import ExportColumn, ExportTable
from xlperf.export.parquet_files import parquet_bytes


def _export(folder: Path, output: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["export", str(folder), "-o", str(output), "--workers", "0", *words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One project."""
    found = tmp_path / "in"
    found.mkdir()
    write_declaration(found / "甲.xlsx", project_name="古籍修复项目")
    return found


def _table(path: Path | BytesIO) -> Any:
    return pytest.importorskip("pyarrow.parquet").read_table(path)


@pytest.mark.parametrize(("name", "words"), [("x", ("--format", "parquet")), ("x.parquet", ())])
def test_the_batch_becomes_typed_tables(folder: Path, tmp_path: Path, name: str, words: tuple[str, ...]) -> None:
    """Money is decimal128 with two decimals, every column is explained, and the same folder gives the same bytes."""
    arrow = pytest.importorskip("pyarrow")
    for _ in range(2):
        result = _export(folder, tmp_path / name, *words)
        assert result.exit_code in (0, 1), result.output
    projects = _table(tmp_path / name / "projects.parquet")
    assert projects.schema.field("annual").type == arrow.decimal128(38, 2)
    assert projects["annual"].to_pylist() == [Decimal("350000.00")]
    assert projects["project_name"].to_pylist() == ["古籍修复项目"]
    assert projects.schema.field("annual").metadata == {b"title": "年度资金申请总额".encode()}
    names = {each.stem for each in (tmp_path / name).iterdir()}
    assert names == {"files", "projects", "indicators", "findings", "columns"}
    said = {(each["table"], each["column"]) for each in _table(tmp_path / name / "columns.parquet").to_pylist()}
    columns = {each: _table(tmp_path / name / f"{each}.parquet").column_names for each in names - {"columns"}}
    assert said == {(table, column) for table, held in columns.items() for column in held}


def test_what_is_no_number_is_kept_as_it_is() -> None:
    """A score in words and a number with more digits than the column stand beside it, never lost, never rounded."""
    pytest.importorskip("pyarrow")
    columns = (ExportColumn("name", "名称"), ExportColumn("score", "得分", "number"), ExportColumn("annual", "金额", "money"))
    rows = (
        ("甲", "良好", Decimal("1.005")),
        ("乙", Decimal("9.5"), Decimal(10) ** 36),
        ("丙", Decimal("NaN"), Decimal(10) ** 35),
        ("丁", Decimal("Infinity"), Decimal("-0.10")),
        ("戊", None, Decimal("0.01")),
    )
    found = _table(BytesIO(parquet_bytes(ExportTable("t", "表", columns, rows)))).to_pylist()
    assert found == [
        {"name": "甲", "score": None, "annual": None, "unfit": "score=良好；annual=1.005"},
        {"name": "乙", "score": Decimal("9.5000000000"), "annual": None, "unfit": f"annual=1{'0' * 36}"},
        {"name": "丙", "score": None, "annual": Decimal(10) ** 35, "unfit": "score=NaN"},
        {"name": "丁", "score": None, "annual": Decimal("-0.10"), "unfit": "score=Infinity"},
        {"name": "戊", "score": None, "annual": Decimal("0.01"), "unfit": None},
    ]


def test_a_character_that_no_file_can_hold_is_a_question_mark() -> None:
    """Half of a pair that stands alone; nothing else of the text is lost."""
    pytest.importorskip("pyarrow")
    found = parquet_bytes(ExportTable("t", "表", (ExportColumn("name", "名称"),), (("古籍\ud83d修复",),)))
    assert _table(BytesIO(found)).to_pylist() == [{"name": "古籍?修复"}]


@pytest.mark.parametrize("is_parquet", [True, False])
def test_a_file_of_another_program_stays(folder: Path, tmp_path: Path, is_parquet: bool) -> None:
    """Only Parquet files that xlperf wrote are replaced."""
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    (tmp_path / "x").mkdir()
    parquet.write_table(arrow.table({"a": [1]}), tmp_path / "x" / "files.parquet")
    if not is_parquet:
        (tmp_path / "x" / "files.parquet").write_bytes(b"xlperf-export")
    before = (tmp_path / "x" / "files.parquet").read_bytes()
    result = _export(folder, tmp_path / "x", "--format", "parquet")
    assert result.exit_code == 2
    assert "不是 xlperf 写出的文件" in result.output
    assert (tmp_path / "x" / "files.parquet").read_bytes() == before


def test_without_pyarrow_the_command_says_what_to_install(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read: the extra that is missing, and what works without it."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = _export(folder, tmp_path / "x", "--format", "parquet")
    assert result.exit_code == 2
    said = "".join(result.output.split())
    assert "导出Parquet要用到pyarrow，这台电脑没有安装。" in said
    assert '-mpipinstall"pyarrow>=14"后重试，或导出为CSV、SQLite。' in said
    assert not (tmp_path / "x").exists()
