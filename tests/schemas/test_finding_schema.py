"""schemas/finding.schema.json accepts every line of ``xlperf check --format jsonl``, and names each of its keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.data.resources import load_json
from xlperf.data.words import STATES

SCHEMA: dict[str, Any] = load_json("schemas", "finding.schema.json")
CONTRACT = ["rule", "severity", "file", "sheet", "cell", "project", "message", "suggestion", "basis"]
FAULTY = "含有错误.xlsx"


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return the lines of a folder with a replaced version, a refused file, a waiver and a 核准."""
    monkeypatch.chdir(tmp_path)
    write_declaration(Path("报送", FAULTY), project_name="灯塔维护", annual=360000)
    write_declaration(Path("报送", "旧", FAULTY), project_name="灯塔维护", annual=370000)
    write_declaration(Path("报送", "另一张.xlsx"), project_name="渡口修缮", annual=380000)
    Path("报送", "坏.xlsx").write_bytes(b"PK\x03\x04")
    waiver = {"rule": "FUND-002", "project": "渡口修缮", "reason": "已核实", "by": "张三"}
    Path("报送", "xlperf-waivers.json").write_text(json.dumps({"waivers": [waiver]}), "utf-8")
    assert CliRunner().invoke(cli, ["consolidate", "报送", "-o", "汇总.xlsx", "--workers", "0"]).exit_code == 1
    book = openpyxl.load_workbook("汇总.xlsx")
    sheet = book["校验结果"]
    headers = {str(cell.value): cell.column for cell in sheet[3]}
    for row in range(4, sheet.max_row + 1):
        if (sheet.cell(row, headers["规则"]).value, sheet.cell(row, headers["项目名称"]).value) == ("FUND-002", "灯塔维护"):
            sheet.cell(row, headers["核准"], "核准：尾差不计")
            break  # the replaced version stands below
    book.save("汇总.xlsx")
    words = ["check", "报送", "--format", "jsonl", "--last-summary", "汇总.xlsx", "--workers", "0"]
    return [json.loads(each) for each in CliRunner().invoke(cli, words).stdout.splitlines()]


def test_every_line_is_as_the_schema_says(lines: list[dict[str, Any]]) -> None:
    """With the keys of the contract first; whatever became of the finding."""
    validator = Draft202012Validator(SCHEMA)
    assert [error.message for each in lines for error in validator.iter_errors(each)] == []
    assert all(list(each)[: len(CONTRACT)] == CONTRACT for each in lines)
    assert {each["state"] for each in lines} >= {"", "待改", "旧版本", "已豁免", "已核准"}


def test_the_schema_knows_the_states_and_no_key_twice() -> None:
    """What is 已改正 is no finding any more, and every key has its meaning in Chinese."""
    assert set(SCHEMA["properties"]["state"]["enum"]) == {"", *STATES.values()} - {STATES["mended"]}
    assert list(SCHEMA["properties"])[: len(CONTRACT)] == CONTRACT
    assert all(each["title"] for each in SCHEMA["properties"].values())
