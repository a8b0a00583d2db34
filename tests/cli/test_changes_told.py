"""``xlperf consolidate`` over a summary that is already there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def _run(folder: Path) -> str:
    result = CliRunner().invoke(cli, ["consolidate", str(folder), "-o", "汇总.xlsx", "--workers", "0"])
    assert result.exit_code == 0, result.output
    return result.stderr


def test_a_second_run_tells_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changed: nothing said, the same bytes. An amount mended: said, and listed on 变动."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "报送"
    write_declaration(folder / "a.xlsx")
    assert "变动" not in _run(folder)
    first = Path("汇总.xlsx").read_bytes()
    assert "变动" not in _run(folder)
    assert Path("汇总.xlsx").read_bytes() == first
    write_declaration(folder / "a.xlsx", annual=360000, fiscal=360000)
    assert "与上次的汇总表“汇总.xlsx”相比有 2 条变动，见工作表“变动”。" in _run(folder)
    rows = list(openpyxl.load_workbook("汇总.xlsx")["变动"].iter_rows(min_row=4, max_col=9, values_only=True))
    assert [row[5:] for row in rows] == [
        ("年度资金·年度资金申请总额", "350,000.00", "360,000.00", 10000),
        ("年度资金·当年财政拨款", "350,000.00", "360,000.00", 10000),
    ]


def test_an_old_summary_that_cannot_be_read_costs_only_the_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and the new summary is written all the same."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "报送"
    write_declaration(folder / "a.xlsx")
    _run(folder)
    book = openpyxl.load_workbook("汇总.xlsx")
    book.properties.keywords = "xlperf-summary"
    del book["指标明细"]
    book.custom_doc_props._names = ()  # type: ignore[attr-defined]
    book.custom_doc_props.props.clear()
    book.save("汇总.xlsx")
    assert "注意：上次的汇总表“汇总.xlsx”读不出（上次的汇总表缺少工作表或列，无法比较。），这次没有列出变动。" in _run(folder)
    assert "指标明细" in openpyxl.load_workbook("汇总.xlsx").sheetnames
