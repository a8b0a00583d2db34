"""Small declaration workbooks written to disk, for tests that go through the whole way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

HEAD: Mapping[str, Any] = {
    "title": "财政项目支出绩效目标申报表",
    "year": "（2026年度）",
    "project_name": "古籍修复项目",
    "nature": "经常性项目",
    "category": "特定目标类",
    "department": "示例市云岭区文化和旅游局",
    "unit": "云岭区图书馆",
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "unit_label": "项目资金（元）",
    "annual": 350000,
    "fiscal": 350000,
    "carryover": 0,
    "other": 0,
    "goal": "全年修复古籍三百册，完成数字化扫描并向读者开放，读者满意。",
}
ROWS = (
    ("成本指标", "经济成本指标", "单册修复成本", "≤1000(元/册)"),
    ("产出指标", "数量指标", "修复古籍数量", "≥300(册)"),
    ("", "质量指标", "修复验收合格率", "≥98(%)"),
    ("", "时效指标", "修复完成时间", "11月底前"),
    ("效益指标", "社会效益指标", "年度阅览人次", "≥5000(人次)"),
    ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90(%)"),
)


def write_declaration(path: Path, rows: tuple[tuple[str, str, str, str], ...] = ROWS, **changes: Any) -> Path:
    """Write a workbook with one faultless declaration, less what ``changes`` says; return its path.

    Values are written as they are: numbers as numbers, texts as texts.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    form = {**HEAD, **changes}
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("申报表")
    sheet.merge_range("A1:F1", form["title"])
    sheet.merge_range("A2:F2", form["year"])
    sheet.write_row("A3", ["项目名称", form["project_name"], "项目性质", form["nature"], "项目类别", form["category"]])
    sheet.write_row("A4", ["主管部门", form["department"], "实施单位", form["unit"]])
    sheet.write_row("A5", ["计划开始日期", form["start_date"], "计划完成日期", form["end_date"]])
    sheet.merge_range("A6:A9", form["unit_label"])
    for row, (left, right, key) in enumerate(
        (
            ("项目资金总额", "年度资金申请总额", "annual"),
            ("其中：财政资金", "其中：当年财政拨款", "fiscal"),
            (None, "上年结转资金", "carryover"),
            ("其他资金", "其他资金", "other"),
        ),
        start=5,
    ):
        sheet.write_row(row, 1, [left, None, right, form[key]])
    sheet.merge_range("A10:A11", "项目绩效目标")
    sheet.merge_range("B10:C10", "项目总目标")
    sheet.merge_range("D10:F10", "年度总体目标")
    sheet.merge_range("D11:F11", form["goal"])
    sheet.write_row("A12", ["绩效指标", "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"])
    for row, line in enumerate(rows, start=12):
        sheet.write_row(row, 1, [each or None for each in line])
    book.close()
    return path
