"""Hand-out of self-evaluations: what was declared stands in them and is locked, rate and sums work themselves out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.handout.filled import filled, run
from tests.package_faults import package_faults
from tests.summary.office import differences, needs_libreoffice, recalculated
from tests.workbooks import write_declaration

LIBRARY, PROJECT = "云岭区图书馆", "古籍修复项目"
FILE = f"{LIBRARY}_2026年度绩效自评表.xlsx"
ROWS = (
    ("成本指标", "经济成本指标", "单册修复成本", "≤1000(元)"),
    ("产出指标", "数量指标", "修复古籍册数", "≥300(册)"),
    ("产出指标", "质量指标", "修复合格率", "≥95(%)"),
    ("产出指标", "时效指标", "修复完成时间", "11月底前"),
    ("效益指标", "社会效益指标", "古籍阅览人次", "≥500(人次)"),
    ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90(%)"),
)
_FIRST = 14
ACTUALS = ("980元", "270册", "97%", "11月10日完成", "520人次", "93%")
WEIGHTS, SCORES = (20, 15, 15, 10, 20, 10), (20, 13.5, 15, 10, 20, 10)
MONEY = {"E7": 350000, "F7": 343000, "E8": 350000, "F8": 343000, "E9": 0, "F9": 0, "E10": 0, "F10": 0}
HONEST: Mapping[str, Any] = {
    **MONEY,
    "F12": "全年修复馆藏古籍270册，合格率97%，11月10日完成全部修复，读者来馆阅览520人次。",
    **{f"F{_FIRST + index}": text for index, text in enumerate(ACTUALS)},
    **{f"G{_FIRST + index}": weight for index, weight in enumerate(WEIGHTS)},
    **{f"H{_FIRST + index}": score for index, score in enumerate(SCORES)},
    "I15": "两批古籍虫蛀严重，修复工时增加，30册转入下年第一季度完成。",
}
"""What the form of the library's project holds when it is filled rightly."""
SLIPS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "资金已填": ({"F7": None, "F8": None}, "✘ 还没有填年度资金总额的全年预算数、全年执行数"),
    "金额是数字": ({"E9": "无"}, "✘ 金额只写数字，不写“元”“万元”和别的文字"),
    "金额不为负": ({"E9": -1, "E8": 350001}, "✘ 金额不能是负数"),
    "全年预算数的构成": ({"E8": 340000}, "✘ 全年预算数 350,000.00 不等于下面各项之和 340,000.00"),
    "全年执行数的构成": ({"F8": 34300}, "✘ 全年执行数 343,000.00 不等于下面各项之和 34,300.00"),
    "执行数与预算数": ({"F7": 360000, "F8": 360000}, "✘ 全年执行数大于全年预算数"),
    "实际完成情况": ({"F12": None}, "✘ 还没有写实际完成情况"),
    "完成情况不照抄": ({"F12": "goal"}, "？ 实际完成情况照抄了预算目标，请写实际做到的"),
    "分值合计": ({"G14": 10, "H14": 10}, "✘ 分值合计是 90，应为 100"),
    "完成值和得分": ({"F16": None}, "✘ 有 1 行没有填实际完成值或得分"),
    "得分不超过分值": ({"H19": 12}, "✘ 有 1 行的得分高于分值"),
    "扣分有原因": ({"I15": None}, "？ 有 1 行扣了分，没有写偏差原因和改进措施"),
    "得分与完成值": ({"H15": 15}, "？ 有的得分与按完成值计算的不同（黄色的格子）"),
}
"""One slip a check, with what the guide then says."""


def test_projects_that_were_never_declared_are_named(tmp_path: Path) -> None:
    """Nothing can be filled into their forms, and who gave the wrong summary should know."""
    write_declaration(tmp_path / "申报" / "图书馆.xlsx", project_name=PROJECT)
    roster = tmp_path / "名单.csv"
    roster.write_text(f"实施单位,项目名称\n{LIBRARY},{PROJECT}\n{LIBRARY},展厅改造项目\n云岭区美术馆,\n", "utf-8")
    command = ("template", "write", "self-evaluation", "--roster", roster, "--year", "2026", "-o", tmp_path / "下发")
    told = f"注意：--last-year 给出的表里没有找到 {LIBRARY} / 展厅改造项目、云岭区美术馆，它们的目标和指标没有预填。"
    assert told in run(*command, "--last-year", tmp_path / "申报").output
    assert "没有找到" not in run(*command).output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the summary of a declared project, and the self-evaluation handed out for it."""
    made = tmp_path_factory.mktemp("evaluations")
    write_declaration(made / "报送" / "图书馆.xlsx", ROWS, unit=LIBRARY, project_name=PROJECT)
    assert run("consolidate", made / "报送", "-o", made / "汇总.xlsx", "--workers", "0").exit_code in (0, 1)
    (made / "名单.csv").write_text(f"实施单位,年度\n{LIBRARY},2026\n", "utf-8")
    words = ("--roster", made / "名单.csv", "--last-year", made / "汇总.xlsx", "-o", made / "下发")
    result = run("template", "write", "self-evaluation", *words)
    assert f"已写出 1 个单位的填报表（1 张自评表），放在文件夹“{made / '下发'}”。" in result.stdout, result.output
    return made


def test_what_was_declared_stands_there_and_is_locked(folder: Path) -> None:
    """Goal, indicators, targets and budget come from the summary; results, scores and reasons are open."""
    path = folder / "下发" / FILE
    assert package_faults(path.read_bytes()) == []
    sheet = openpyxl.load_workbook(path)[PROJECT]
    assert [sheet[each].value for each in ("B4", "F5", "D7", "D8", "D15", "E15")] == [
        PROJECT, LIBRARY, 350000, 350000, "修复古籍册数", "≥300(册)"
    ]  # fmt: skip
    assert sheet.protection.sheet
    assert all(sheet[each].protection.locked for each in ("B12", "D7", "H7", "I7", "B14", "C14", "D14", "E14", "G20", "H20"))
    assert not any(sheet[each].protection.locked for each in HONEST)


@needs_libreoffice
def test_filled_rightly_it_is_read_without_a_finding_and_slips_are_told(folder: Path) -> None:
    """LibreOffice works out rate, scores and total; every check passes the honest form and tells its own slip."""
    source = folder / "下发" / FILE
    goal = openpyxl.load_workbook(source)[PROJECT]["B12"].value
    cases = {"honest": {}, **{name: cells for name, (cells, _) in SLIPS.items()}}
    books = [
        filled(
            source,
            folder / "填" / f"{index}.xlsx",
            {**HONEST, **cells} | ({"F12": goal} if cells.get("F12") == "goal" else {}),
            PROJECT,
        )
        for index, cells in enumerate(cases.values())
    ]
    again = recalculated([source, *books], folder)
    assert differences(source, again[0]) == []
    said = dict(zip(cases, map(_results, again[1:]), strict=True))
    assert set(said["honest"].values()) == {"✔ 通过"}
    assert set(said["honest"]) == set(SLIPS)
    assert {name: said[name][name] for name in SLIPS} == {name: sentence for name, (_, sentence) in SLIPS.items()}
    (folder / "收").mkdir()
    (folder / "收" / FILE).write_bytes(again[1].read_bytes())
    (folder / "收" / "图书馆申报.xlsx").write_bytes((folder / "报送" / "图书馆.xlsx").read_bytes())
    records = [json.loads(line) for line in run("read", folder / "收", "--workers", "0").stdout.splitlines()]
    (record,) = (each for each in records if each["form"] == "self_evaluation")
    total = record["funding"]["total"]
    assert (total["initial_budget"], total["execution_rate"], total["score"]) == ("350000.00", "98", "9.8")
    assert (record["total_weight"], record["total_score"], record.get("unread")) == ("100", "98.3", None)
    found = [json.loads(line) for line in run("check", folder / "收", "--format", "jsonl", "--workers", "0").stdout.splitlines()]
    assert [(each["rule"], each["message"]) for each in found if each["file"] == FILE] == []


def _results(path: Path) -> dict[str, str]:
    rows = openpyxl.load_workbook(path, data_only=True)["填报说明"].iter_rows(min_row=7, values_only=True)
    return {str(row[1]): str(row[2]) for row in rows}


def test_a_project_that_was_never_declared_gets_the_printed_levels(tmp_path: Path) -> None:
    """Then names, targets and budget are open as well."""
    (tmp_path / "名单.csv").write_text(f"实施单位,项目名称,年度\n{LIBRARY},新项目,2026\n", "utf-8")
    result = run("template", "write", "self-evaluation", "--roster", tmp_path / "名单.csv", "-o", tmp_path / "下发")
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(tmp_path / "下发" / FILE)["新项目"]
    assert [sheet[each].value for each in ("B14", "C14", "D14")] == ["成本指标", "经济成本指标", None]
    assert not any(sheet[each].protection.locked for each in ("D7", "D14", "E14", "F14"))
