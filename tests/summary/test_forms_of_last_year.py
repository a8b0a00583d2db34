"""A folder of last year's forms says what a summary of last year says: projects, money and indicators."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.workbooks import ROWS, write_declaration
from xlperf.errors import SettingsError
from xlperf.lists.last_year import PastProject, PastRow
from xlperf.summary.earlier.earlier_amounts import load_last_year

_NAMES = [
    ("成本指标", "经济成本指标", "单册修复成本"),
    ("产出指标", "数量指标", "修复古籍数量"),
    ("产出指标", "质量指标", "修复验收合格率"),
    ("产出指标", "时效指标", "修复完成时间"),
    ("效益指标", "社会效益指标", "年度阅览人次"),
    ("满意度指标", "服务对象满意度指标", "读者满意度"),
]


def test_a_project_of_last_year_has_its_money_goal_and_indicators(tmp_path: Path) -> None:
    """The names of all three levels, the target as it was written, the money of the year by source."""
    write_declaration(tmp_path / "a.xlsx")
    found = load_last_year(tmp_path)
    assert found.projects == (
        PastProject(
            "云岭区图书馆",
            "古籍修复项目",
            Decimal(350000),
            2026,
            "declaration",
            "示例市云岭区文化和旅游局",
            "全年修复古籍三百册，完成数字化扫描并向读者开放，读者满意。",
            tuple(PastRow(names, target) for names, (*_, target) in zip(_NAMES, ROWS, strict=True)),
            {"fiscal": Decimal(350000), "carryover": Decimal(0), "other": Decimal(0)},
        ),
    )
    assert found.amount("云岭区图书馆", "古籍修复项目", 2027, "declaration") == Decimal(350000)
    assert found.usage is not None
    assert found.usage.further == ()
    assert (found.usage.noun, found.usage.file, found.usage.lines) == ("上年的文件夹", tmp_path.name, 1)


def test_of_two_versions_of_a_form_the_later_one_is_last_years(tmp_path: Path) -> None:
    """As in a summary: the one that replaces the other counts."""
    write_declaration(tmp_path / "申报表.xlsx", annual=100000, fiscal=100000)
    write_declaration(tmp_path / "申报表（修改稿）.xlsx")
    assert [each.amount for each in load_last_year(tmp_path).projects] == [Decimal(350000)]


def test_a_project_without_an_amount_is_still_known(tmp_path: Path) -> None:
    """It has indicators to be compared with and no amount; a blank part of the money is not given."""
    write_declaration(tmp_path / "a.xlsx", annual=None, fiscal=None)
    found = load_last_year(tmp_path)
    assert [(each.amount, dict(each.parts), len(each.rows)) for each in found.projects] == [
        (None, {"carryover": Decimal(0), "other": Decimal(0)}, 6)
    ]
    assert found.amounts == {}


def test_a_folder_without_forms_is_refused(tmp_path: Path) -> None:
    """With what the file should have been."""
    with pytest.raises(SettingsError, match=f"上年的文件夹“{tmp_path.name}”里没有读出一张表。它应是 xlperf 上年写出的汇总表"):
        load_last_year(tmp_path)


def test_a_file_of_last_year_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Its project would else look like a new one."""
    write_declaration(tmp_path / "a.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    usage = load_last_year(tmp_path).usage
    assert usage is not None
    assert usage.further == ("没有读出的文件：坏.xlsx",)
