"""Handed-out workbooks of invented units, filled as a clerk fills them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result

from xlperf.cli.main import cli

LIBRARY, GALLERY = "云岭区图书馆", "云岭区美术馆"
FILE = f"{LIBRARY}_2026年度绩效目标申报表.xlsx"
PROJECT = "古籍修复"
ROSTER = f"""主管部门,实施单位,项目名称,项目类别,控制数(元),年度,备注
云岭区文化局,{LIBRARY},{PROJECT},特定目标类,1000000,2026,
云岭区文化局,{GALLERY},,,,2026,本年无项目
"""
HONEST: Mapping[str, Any] = {
    "D4": "一次性项目",
    "B6": date(2026, 1, 1),
    "D6": date(2026, 12, 31),
    "C7": 1000000,
    "C8": 1000000,
    "C10": 0,
    "E7": 1000000,
    "E8": 1000000,
    "E9": 0,
    "E10": 0,
    "D12": "全年修复馆藏古籍300册，合格率达到95%以上，12月底前完成。",
    "D14": "单册修复成本",
    "E14": "≤3000(元)",
    "D20": "修复古籍册数",
    "E20": "≥300(册)",
    "D22": "修复合格率",
    "E22": "≥95(%)",
    "D24": "修复完成时间",
    "E24": "12月底前",
    "D28": "古籍借阅人次",
    "E28": "≥500(人次)",
    "D34": "读者满意度",
    "E34": "≥90(%)",
}
"""What the form of the library's project holds when it is filled rightly."""


def run(*words: object) -> Result:
    """Run xlperf in this process."""
    return CliRunner().invoke(cli, [str(each) for each in words])


def handed_out(folder: Path, roster: str = ROSTER, *more: object) -> Path:
    """Write a roster and hand out its workbooks; return their folder."""
    folder.mkdir(exist_ok=True)
    (folder / "名单.csv").write_text(roster, "utf-8")
    result = run("template", "write", "--roster", folder / "名单.csv", "-o", folder / "下发", *more)
    assert result.exit_code == 0, result.output
    return folder / "下发"


def filled(source: Path, target: Path, cells: Mapping[str, Any], sheet: str = PROJECT) -> Path:
    """Save a handed-out workbook under another name with these cells filled."""
    book = openpyxl.load_workbook(source)
    for address, value in cells.items():
        book[sheet][address] = value
        if isinstance(value, str):
            book[sheet][address].data_type = "s"  # the cells are text: "=100(%)" is no formula
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target
