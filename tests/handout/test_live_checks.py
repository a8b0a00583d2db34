"""What a handed-out form says while it is filled: LibreOffice works the checks out, slip by slip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.handout.filled import FILE, HONEST, PROJECT, filled, handed_out
from tests.summary.office import differences, needs_libreoffice, recalculated

GUIDE = "填报说明"
SLIPS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "必填栏目": ({"D4": None, "D12": None}, "✘ 还没有填：项目性质、年度总体目标"),
    "日期能识别": ({"B6": "2026年一月"}, "✘ 日期要写成 2026-03-01 的样子"),
    "日期先后": ({"B6": date(2026, 12, 31), "D6": date(2026, 1, 1)}, "✘ 计划完成日期早于计划开始日期"),
    "周期包含本年度": ({"B6": date(2025, 1, 1), "D6": date(2025, 12, 31)}, "✘ 计划开始、完成日期之间没有 2026 年"),
    "跨年项目": ({"D6": date(2027, 12, 31)}, "✘ 跨年项目还要填项目资金总额和项目总目标"),
    "金额是数字": ({"E9": "无"}, "✘ 金额只写数字，不写“元”“万元”和别的文字"),
    "金额不为负": ({"E9": -1, "E10": 1}, "✘ 金额不能是负数"),
    "年度资金申请总额的构成": ({"E9": 50}, "✘ 年度资金申请总额 1,000,000.00 不等于下面各项之和 1,000,050.00"),
    "项目资金总额的构成": ({"C8": 900000}, "✘ 项目资金总额 1,000,000.00 不等于下面各项之和 900,000.00"),
    "年度与项目总额": ({"C7": 9000, "C8": 9000}, "✘ 年度资金申请总额大于项目资金总额"),
    "金额单位": ({"E7": 100, "E8": 100, "C7": 100, "C8": 100}, "？ 金额单位是元：是不是按万元填的？年度资金不到 1000 元"),
    "控制数": ({"E7": 1000001, "E8": 1000001, "C7": 1000001, "C8": 1000001}, "？ 年度资金申请总额与控制数 1,000,000.00 元不同"),
    "年度总体目标的内容": ({"D12": "修复古籍XX册，待定。"}, "✘ 年度总体目标里还有“XX”“待定”一类没有写完的地方"),
    "名称和指标值成对": ({"E20": None}, "✘ 有 1 行只填了三级指标或只填了指标值"),
    "产出、效益指标": ({"D28": None, "E28": None}, "✘ 还没有填：效益指标"),
    "各类指标齐全": ({"D34": None, "E34": None, "D24": None, "E24": None}, "？ 还没有填：满意度指标、时效指标"),
    "至少一个定量指标": (
        dict.fromkeys(("E14", "E20", "E22", "E24", "E28", "E34"), "完成"),
        "✘ 没有一个指标值写了数，如 ≥7(人)、≥95(%)",
    ),
    "指标不重复": ({"D28": "修复古籍册数"}, "？ 有三级指标的名称相同（黄色的格子）"),
    "满意度的符号": ({"E34": "=90(%)"}, "？ 满意度一般写“≥”，不写“=”"),
    "指标值的单位": ({"E20": "≥300"}, "？ 有 1 个指标值的数后面没有单位"),
    "补充行的级次": (
        {"B36": "效益指标", "C36": "数量指标", "D36": "修复人数", "E36": "≥3(人)"},
        "✘ 补充的行里有 1 行没有选一级、二级指标，或两级不配",
    ),
}
"""One slip a check, with what the guide then says."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Return what each check says, by check, of the honest form and of each with one slip."""
    folder = tmp_path_factory.mktemp("slips")
    source = handed_out(folder) / FILE
    changes = {
        "honest": {},
        "levels": {"B36": "产出指标", "C36": "数量指标", "D36": "数字化页数", "E36": "≥9(页)"},
        "patterns": {"D20": "修复古籍?数", "D28": ">*修复古籍", "D29": "修复~古籍册数", "E29": "≥9(册)", "D22": "修复古籍册数"},
    }
    cases = {**changes, **{name: cells for name, (cells, _) in SLIPS.items()}}
    books = {
        name: filled(source, folder / "in" / f"{index}.xlsx", {**HONEST, **cells})
        for index, (name, cells) in enumerate(cases.items())
    }
    again = recalculated(list(books.values()), folder)
    return {name: _results(path) for name, path in zip(books, again, strict=True)}


def _results(path: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(path, data_only=True)
    rows = book[GUIDE].iter_rows(min_row=7, values_only=True)
    return {str(row[1]): str(row[2]) for row in rows} | {"first line": str(book[PROJECT]["A1"].value)}


@needs_libreoffice
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_in_the_sheet_itself(said: dict[str, dict[str, str]], name: str) -> None:
    """With a sentence, on the guide and, where it must be mended, above the form."""
    sentence = SLIPS[name][1]
    assert said[name][name] == sentence
    first = said[name]["first line"]
    assert first.startswith("✘ 还有 " if sentence[0] == "✘" else "✔ 必须改的都已改好")


@needs_libreoffice
@pytest.mark.parametrize("name", ["honest", "levels", "patterns"])
def test_a_form_filled_rightly_is_told_nothing(said: dict[str, dict[str, str]], name: str) -> None:
    """Every check passes, and the line above the form says so."""
    results = dict(said[name])
    assert results.pop("first line") == "✔ 必须改的都已改好，请看“填报说明”里要核对的"
    assert set(results) == set(SLIPS) | {"项目总目标的内容"}
    assert set(results.values()) == {"✔ 通过"}


@needs_libreoffice
def test_what_is_stored_is_what_libreoffice_works_out(tmp_path: Path) -> None:
    """The results that a program without a calculator shows are those of the form as it is handed out."""
    book = handed_out(tmp_path) / FILE
    assert differences(book, recalculated([book], tmp_path)[0]) == []


def test_a_slip_is_coloured_where_it_stands(tmp_path: Path) -> None:
    """Blank obligatory cells, sums, dates, torn rows and doubles have a colour in the form itself."""
    sheet = openpyxl.load_workbook(handed_out(tmp_path) / FILE)[PROJECT]
    places = {str(area.sqref) for area in sheet.conditional_formatting}
    assert {"D4", "B6", "D6", "E7", "C7", "D12", "B36:B41", "C36:C41", "D14:D41", "E14:E41"} <= places
