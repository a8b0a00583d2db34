"""Write the bureau's blank form workbooks into templates/.

Rebuilt from the published forms: title, year line, head, money block, goals and
indicator table.  Level names come from the vocabulary and the drop-down lists from
the words of the rules; tests/forms/test_templates.py holds the labels to the layouts.

Usage: python tests/tools/make_templates.py [FOLDER]
"""

from __future__ import annotations

import datetime
import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.tools.blank_look import INDICATOR_HEIGHT, Look, look_of, page, put
from tests.tools.bureau_blanks import BLANKS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
WORDS = json.loads((ROOT / "schemas" / "rule-words.json").read_text("utf-8"))
CATEGORIES, NATURES = WORDS["lists"]["categories"], list(WORDS["natures"])
ROWS_PER_LEVEL2 = 2


def level_rows(sheet: Worksheet, first: int, levels: dict[str, list[str]], columns: str, look: Look) -> int:
    """Write the level names, each merged over its blank rows; return the first row below them."""
    row = first
    for one, below in levels.items():
        top = row
        for two in below:
            put(sheet, f"C{row}:C{row + ROWS_PER_LEVEL2 - 1}", two, look.label)
            for line in range(row, row + ROWS_PER_LEVEL2):
                for area in columns.split():
                    put(sheet, area.replace("#", str(line)), "", look.value)
            row += ROWS_PER_LEVEL2
        put(sheet, f"B{top}:B{row - 1}", one, look.label)
    return row


def declaration(book: xlsxwriter.Workbook, levels: dict[str, list[str]], unit: str) -> None:
    """Write the declaration (申报表)."""
    look, sheet = look_of(book), book.add_worksheet("申报表")
    for columns, width in (("A:A", 12), ("B:B", 24), ("C:C", 19), ("D:D", 30), ("E:F", 14)):
        sheet.set_column(columns, width)
    put(sheet, "A1:F1", "财政项目支出绩效目标申报表", look.title)
    put(sheet, "A2:F2", "(    年度)", look.year)
    for area, label in (("A3", "项目名称"), ("C3", "项目性质"), ("E3", "项目类别"), ("A4", "主管部门"), ("C4", "实施单位"),
                        ("A5", "计划开始日期"), ("C5", "计划完成日期"), ("A6:A9", f"项目资金\n（{unit}）")):  # fmt: skip
        put(sheet, area, label, look.label)
    for area in ("B3", "D3", "F3", "B4", "D4:F4"):
        put(sheet, area, "", look.value)
    for area in ("B5", "D5:F5"):
        put(sheet, area, "", look.date)
    for row, left, right in (
        (6, "项目资金总额", "年度资金申请总额"),
        (7, "其中：财政资金", "其中：当年财政拨款"),
        (8, "", "上年结转资金"),
        (9, "其他资金", "其他资金"),
    ):
        put(sheet, f"B{row}", left, look.label)
        put(sheet, f"C{row}", "", look.money if left else look.label)
        put(sheet, f"D{row}", right, look.label)
        put(sheet, f"E{row}:F{row}", "", look.money)
    put(sheet, "A10:A11", "项目\n绩效\n目标", look.label)
    put(sheet, "B10:C10", "项目总目标", look.label)
    put(sheet, "D10:F10", "年度总体目标", look.label)
    put(sheet, "B11:C11", "", look.text)
    put(sheet, "D11:F11", "", look.text)
    for area, label in (("B12", "一级指标"), ("C12", "二级指标"), ("D12", "三级指标"), ("E12:F12", "年度(/项目)指标值")):
        put(sheet, area, label, look.label)
    end = level_rows(sheet, 13, levels, "D# E#:F#", look)
    put(sheet, f"A12:A{end - 1}", "绩效\n指标", look.label)
    heights = {1: 32, 2: 20, 11: 120}
    for row in range(1, 13):
        sheet.set_row(row - 1, heights.get(row, 22.5))
    sheet.data_validation(
        "F3", {"validate": "list", "source": CATEGORIES, "error_title": "项目类别", "error_message": "请从列表中选择。"}
    )
    sheet.data_validation(
        "D3",
        {
            "validate": "list",
            "source": NATURES,
            "error_type": "information",
            "error_title": "项目性质",
            "error_message": "一般从列表中选择。",
        },
    )
    page(sheet, end - 1, "F", 12)


def self_evaluation(book: xlsxwriter.Workbook, levels: dict[str, list[str]], unit: str) -> None:
    """Write the self-evaluation (自评表)."""
    look, sheet = look_of(book), book.add_worksheet("自评表")
    for columns, width in (("A:A", 12), ("B:B", 12), ("C:C", 16), ("D:D", 28), ("E:F", 20), ("G:H", 9), ("I:I", 30)):
        sheet.set_column(columns, width)
    put(sheet, "A1:I1", "财政项目支出绩效自评表", look.title)
    put(sheet, "A2:I2", "(    年度)", look.year)
    for area, label in (("A3", "项目名称"), ("A4", "主管部门"), ("E4", "实施单位"), ("A5:A9", f"项目资金\n（{unit}）"), ("B5:C5", ""), ("D5", "年初预算数"),
                        ("E5", "全年预算数"), ("F5", "全年执行数"), ("G5", "分值"), ("H5", "执行率"), ("I5", "得分")):  # fmt: skip
        put(sheet, area, label, look.label)
    for area in ("B3:I3", "B4:D4", "F4:I4"):
        put(sheet, area, "", look.value)
    for row, label in ((6, "年度资金总额"), (7, "其中：当年财政拨款"), (8, "上年结转资金"), (9, "其他资金")):
        put(sheet, f"B{row}:C{row}", label, look.label)
        for column in "DEF":
            put(sheet, f"{column}{row}", "", look.money)
        if row > 6:
            put(sheet, f"G{row}", "—", look.label)
            put(sheet, f"H{row}", "", look.label)
            put(sheet, f"I{row}", "", look.label)
    sheet.write_number("G6", 10, look.number)
    sheet.write_blank("H6", None, look.percent)
    sheet.write_blank("I6", None, look.number)
    put(sheet, "A10:A11", "年度\n总体\n目标", look.label)
    put(sheet, "B10:E10", "预算目标", look.label)
    put(sheet, "F10:I10", "实际完成情况", look.label)
    put(sheet, "B11:E11", "", look.text)
    put(sheet, "F11:I11", "", look.text)
    headings = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    for column, label in zip("BCDEFGHI", headings, strict=True):
        put(sheet, f"{column}12", label, look.label)
    end = level_rows(sheet, 13, levels, "D# E# F# G# H# I#", look)
    put(sheet, f"A12:A{end - 1}", "绩效\n指标", look.side)
    put(sheet, f"A{end}:F{end}", "总分", look.label)
    sheet.write_number(f"G{end}", 100, look.number)
    sheet.write_blank(f"H{end}", None, look.number)
    put(sheet, f"I{end}", "", look.value)
    first_page, goals = first_page_of(levels)
    heights = {1: 32, 2: 20, 11: goals, 12: 30}
    for row in range(1, 13):
        sheet.set_row(row - 1, heights.get(row, 22.5))
    sheet.set_h_pagebreaks([12 + first_page])
    page(sheet, end, "I", 12, landscape=True)


def first_page_of(levels: dict[str, list[str]]) -> tuple[int, float]:
    """Return the indicator rows on the first page of a self-evaluation, and the height of the goals that fills it.

    Excel ignores page breaks where it shrinks a sheet to the page's width: only a
    first page that is full where a group of indicators ends keeps the groups whole.
    """
    room, other_rows, least, slack = 594.0, 262.5, 100.0, 18.0
    ends = list(accumulate(ROWS_PER_LEVEL2 * len(below) for below in levels.values()))
    heights = {end: room - other_rows - end * INDICATOR_HEIGHT - slack for end in ends}
    last = max(end for end, height in heights.items() if height >= least)
    return last, heights[last]


WRITERS = {"declaration": declaration, "self-evaluation": self_evaluation}
OLDEST = "A"


def main(folder: Path = TEMPLATES) -> None:
    """Write every workbook that a layout names."""
    regimes: dict[str, Any] = {
        each["id"]: each["levels"] for each in json.loads((TEMPLATES / "vocabulary.json").read_text("utf-8"))["regimes"]
    }
    for layout in sorted(TEMPLATES.glob("*.json")):
        data = json.loads(layout.read_text("utf-8"))
        for workbook in data.get("workbooks", ()):
            book = xlsxwriter.Workbook(str(folder / workbook["file"]))
            book.set_properties({"title": data["name"], "created": datetime.datetime(2026, 1, 1)})
            write = BLANKS.get(data["id"]) or WRITERS[data["id"]]
            write(book, regimes[workbook.get("regime", OLDEST)], workbook["unit"])
            book.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
