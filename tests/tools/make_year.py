"""Writes ``examples/一年``: the files of one year of a department, as its clerk and its units make them.

python -m tests.tools.make_year examples/一年
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner

from xlperf.cli.main import cli

UNITS = (("图书馆", "古籍修复"), ("剧团", "送戏下乡"), ("文化馆", "群文活动"), ("美术馆", ""), ("博物馆", "文物保护"))
FORM = "_2026年度绩效目标申报表.xlsx"
_ROWS = (20, 22, 24, 28, 34)
_FILLED: dict[str, tuple[tuple[str, str], ...]] = {
    "图书馆": (("修复古籍册数", "≥300(册)"), ("修复合格率", "≥95(%)"), ("修复完成时间", "12月底前"), ("古籍借阅人次", "≥500(人次)"), ("读者满意度", "≥90(%)")),
    "剧团": (("演出场次", "≥60"), ("演出完成率", "=100(%)"), ("演出完成时间", "11月底前"), ("观众人次", "≥9000(人次)"), ("观众满意度", "≥90(%)")),
    "文化馆": (("活动场次", "≥40(场)"), ("活动到课率", "≥85(%)"), ("活动完成时间", "10月底前"), ("参与群众人次", "≥6000(人次)"), ("群众满意度", "≥90(%)")),
}  # fmt: skip
_GOALS = {
    "图书馆": "全年修复馆藏古籍300册，合格率达到95%以上，12月底前完成，供读者借阅。",
    "剧团": "全年到乡镇演出60场，11月底前完成，让群众在家门口看到好戏。",
    "文化馆": "全年举办群文活动40场，10月底前完成，参与群众6000人次。",
}


def run(*words: object) -> None:
    """Run xlperf; 1 is what a folder with faults ends with."""
    result = CliRunner().invoke(cli, [str(each) for each in words])
    assert result.exit_code in (0, 1), result.output


def make(folder: Path) -> None:
    """Write the roster, what comes in the first round, and what comes back in the second."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"云岭区文化局,云岭区{unit},{project},{'特定目标类' if project else ''},2026,a{number}@example.com\n"
        for number, (unit, project) in enumerate(UNITS, 1)
    ]
    roster = folder / "名单.csv"
    roster.write_text("主管部门,实施单位,项目名称,项目类别,年度,邮箱\n" + "".join(lines), "utf-8")
    work = folder / "临时"
    run("template", "write", "--roster", roster, "-o", work / "下发")
    first, second = folder / "报送" / "第一轮", folder / "第二轮"
    for unit in _FILLED:
        _fill(work / "下发" / f"云岭区{unit}{FORM}", first / f"{unit}.xlsx", unit)
    run("consolidate", folder / "报送", "-o", work / "汇总.xlsx", "--roster", roster)
    run("return", folder / "报送", "-o", work / "退回", "--roster", roster, "--last-summary", work / "汇总.xlsx")
    second.mkdir(exist_ok=True)
    _answer(work / "退回" / "第一轮" / "剧团.xlsx", second / "剧团（修改后）.xlsx")
    shutil.copy(work / "退回" / "第一轮" / "文化馆.xlsx", second / "文化馆.xlsx")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "云岭区美术馆2026年度无项目。"
    book.save(second / "美术馆回复.xlsx")
    shutil.rmtree(work)


def _fill(source: Path, target: Path, unit: str) -> None:
    book = openpyxl.load_workbook(source)
    sheet = book[dict(UNITS)[unit]]
    amount = {"剧团": 349000, "文化馆": 340000}.get(unit, 350000)
    cells: dict[str, Any] = {
        "D4": "其他经常性项目", "B6": date(2026, 1, 1), "D6": date(2026, 12, 31), "C7": 350000, "C8": 350000, "C10": 0,
        "E7": 350000, "E8": amount, "E9": 0, "E10": 0, "D12": _GOALS[unit], "D14": "项目总成本", "E14": "≤35(万元)",
    }  # fmt: skip
    for row, (name, text) in zip(_ROWS, _FILLED[unit], strict=True):
        cells |= {f"D{row}": name, f"E{row}": text}
    for address, value in cells.items():
        sheet[address] = value
        if isinstance(value, str):
            sheet[address].data_type = "s"
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def _answer(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source)
    for row in book["退回说明"].iter_rows():
        if str(row[10].value).startswith("VAL-009"):
            row[9].value = "单位为场，以批复为准。"
    book["送戏下乡"]["E8"] = 350000
    book.save(target)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
