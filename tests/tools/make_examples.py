"""Write examples/2026申报: the workbooks of an invented department in the shapes a department receives.

Usage: python tests/tools/make_examples.py [FOLDER]
"""

from __future__ import annotations

import datetime
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.tools.example_projects import DEPARTMENT, L2, PROJECTS, YEAR, Project  # noqa: E402

TITLE = "财政项目支出绩效目标申报表"
HEADING = f"{DEPARTMENT}{YEAR}年度项目绩效目标汇总表"
Place = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """A form as cells and merged areas (top, left, bottom, right), 1-based."""

    cells: dict[Place, Any]
    merges: tuple[tuple[int, int, int, int], ...]
    labels: frozenset[Place]
    table: int
    """Row of the indicator table's header."""

    @property
    def height(self) -> int:
        """Rows of the form."""
        return max(row for row, _ in self.cells)


def canonical(project: Project, unit: str = "元") -> Grid:
    """Return a declaration as the bureau's template lays it out."""
    grid = _Builder()
    values: dict[str, Any] = {
        "name": project.name, "nature": project.nature, "category": project.category, "department": DEPARTMENT + "（汇总）", "unit": project.unit,
        "start": project.start, "end": project.end, "total": project.total or None, "total_fiscal": project.total or None,
        "total_other": 0 if project.total else None, "annual": project.annual, "fiscal": project.fiscal, "carryover": project.carryover,
        "other": project.other, "overall": project.overall or None, "goal": project.goal, **project.changes,
    }  # fmt: skip
    grid.label("A1:F1", TITLE)
    grid.value("A2:F2", f"（{YEAR}年度）")
    for label, text, value, key in (("A3", "项目名称", "B3", "name"), ("C3", "项目性质", "D3", "nature"), ("E3", "项目类别", "F3", "category"),
                                    ("A4", "主管部门", "B4", "department"), ("C4", "实施单位", "D4:F4", "unit"),
                                    ("A5", "计划开始日期", "B5", "start"), ("C5", "计划完成日期", "D5:F5", "end")):  # fmt: skip
        grid.label(label, text)
        grid.value(value, values[key])
    grid.label("A6:A9", f"项目资金({unit})")
    money = ((6, "项目资金总额", "total", "年度资金申请总额", "annual"), (7, "其中：财政资金", "total_fiscal", "其中：当年财政拨款", "fiscal"),
             (8, "", "", "上年结转资金", "carryover"), (9, "其他资金", "total_other", "其他资金", "other"))  # fmt: skip
    for row, left, left_key, right, right_key in money:
        if left:
            grid.label(f"B{row}", left)
            grid.value(f"C{row}", values[left_key])
        grid.label(f"D{row}", right)
        grid.value(f"E{row}:F{row}", values[right_key])
    grid.label("A10:A11", "项目绩效目标")
    grid.label("B10:C10", "项目总目标")
    grid.label("D10:F10", "年度总体目标")
    grid.value("B11:C11", values["overall"])
    grid.value("D11:F11", values["goal"])
    for area, text in (("B12", "一级指标"), ("C12", "二级指标"), ("D12", "三级指标"), ("E12:F12", "年度(/项目)指标值")):
        grid.label(area, text)
    last = 12 + len(project.rows)
    grid.label(f"A12:A{last}", "绩效指标")
    for column, level in (("B", 0), ("C", 1)):
        top = 13
        for row, (key, _, _) in enumerate(project.rows, start=13):
            following = project.rows[row - 12][0] if row < last else None
            same = following is not None and L2[following][: level + 1] == L2[key][: level + 1]
            if not same:
                grid.label(f"{column}{top}:{column}{row}", L2[key][level])
                top = row + 1
    for row, (_, name, target) in enumerate(project.rows, start=13):
        grid.value(f"D{row}", name)
        grid.value(f"E{row}:F{row}", target)
    return grid.build(12)


class _Builder:
    def __init__(self) -> None:
        self._cells: dict[Place, Any] = {}
        self._merges: list[tuple[int, int, int, int]] = []
        self._labels: set[Place] = set()

    def value(self, area: str, value: Any) -> Place:
        first, _, last = area.partition(":")
        top, left = int(first[1:]), ord(first[0]) - 64
        bottom, right = (int(last[1:]), ord(last[0]) - 64) if last else (top, left)
        self._cells[top, left] = value
        if (top, left) != (bottom, right):
            self._merges.append((top, left, bottom, right))
        return top, left

    def label(self, area: str, text: str) -> None:
        self._labels.add(self.value(area, text))

    def build(self, table: int) -> Grid:
        return Grid(self._cells, tuple(self._merges), frozenset(self._labels), table)


def shifted(grid: Grid, rows: int, columns: int = 0) -> Grid:
    """Return a form that begins lower or further right."""
    return Grid(
        {(row + rows, column + columns): value for (row, column), value in grid.cells.items()},
        tuple((top + rows, left + columns, bottom + rows, right + columns) for top, left, bottom, right in grid.merges),
        frozenset((row + rows, column + columns) for row, column in grid.labels),
        grid.table + rows,
    )


def relabelled(grid: Grid, change: Callable[[str], str]) -> Grid:
    """Return a form whose labels were typed differently."""
    return replace(grid, cells={place: change(value) if place in grid.labels else value for place, value in grid.cells.items()})


def revalued(grid: Grid, change: Callable[[Any], Any]) -> Grid:
    """Return a form whose numbers were typed differently."""
    return replace(grid, cells={place: change(value) if isinstance(value, int) else value for place, value in grid.cells.items()})


def pasted(grid: Grid) -> Grid:
    """Return a form as pasted from a text document: nothing merged, rows slipped left where a merged cell ended."""
    cells = {place: value for place, value in grid.cells.items() if place[0] <= grid.table}
    for row in range(grid.table + 1, grid.height + 1):
        line = [value for (line_row, column), value in sorted(grid.cells.items()) if line_row == row and column > 1]
        first = 5 - len(line) if row % 2 else max(1, 4 - len(line))
        for column, value in enumerate(line, start=first):
            cells[row, column] = value
    return Grid(cells, (), grid.labels, grid.table)


def split(grid: Grid, after: int) -> Grid:
    """Return a form that a page break cut in two: a blank row, then the side label again."""
    moved = {(row + (1 if row > after else 0), column): value for (row, column), value in grid.cells.items()}
    moved[after + 2, 1] = "绩效指标"
    merges = []
    for top, left, bottom, right in grid.merges:
        if top <= after < bottom:
            merges += [(top, left, after, right)] if top < after else []
            merges += [(after + 2, left, bottom + 1, right)] if after + 2 < bottom + 1 else []
            moved.setdefault((after + 2, left), grid.cells[top, left])
        else:
            step = 1 if top > after else 0
            merges.append((top + step, left, bottom + step, right))
    return Grid(moved, tuple(merges), grid.labels, grid.table)


class Workbook:
    """Writes grids with fixed properties, so that the bytes never change."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self._book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True, "border": 1}
        self._text = self._book.add_format({**base, "align": "left"})
        self._centre = self._book.add_format({**base, "align": "center"})
        self._money = self._book.add_format({**base, "num_format": "#,##0.00"})
        self._date = self._book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"})
        self._title = self._book.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"})

    def sheet(self, name: str, *grids: Grid, hidden: bool = False) -> Worksheet:
        """Add a sheet with forms at their places."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 7, 18)
        for grid in grids:
            for top, left, bottom, right in grid.merges:
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", self._centre)
            for (row, column), value in sorted(grid.cells.items()):
                self._write(sheet, row - 1, column - 1, value)
        if hidden:
            sheet.hide()
        return sheet

    def _write(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, datetime.date):
            sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), self._date)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, self._money)
        elif value in (TITLE, HEADING):
            sheet.write_string(row, column, value, self._title)
        else:
            sheet.write_string(row, column, value, self._text if len(value) > 20 else self._centre)

    def close(self) -> None:
        """Finish the file."""
        self._book.close()


def one_sheet(path: Path, *grids: Grid, name: str = "申报表") -> None:
    """Write a workbook with one sheet."""
    book = Workbook(path)
    book.sheet(name, *grids)
    book.close()


def stacked(projects: list[Project]) -> list[Grid]:
    """Return forms one below the other under a heading line, as departments publish them."""
    grids = [Grid({(1, 1): HEADING}, ((1, 1, 1, 6),), frozenset({(1, 1)}), 1)]
    row = 2
    for project in projects:
        grid = shifted(canonical(project), row)
        grids.append(grid)
        row = grid.height + 2
    return grids


def faulty(name: str, **changes: Any) -> Project:
    """Return a project with faults put in."""
    project = by_name(name)
    rows = changes.pop("rows", project.rows)
    return replace(project, rows=rows, changes=changes)


def by_name(name: str) -> Project:
    """Return a project of the data module."""
    return next(each for each in PROJECTS if each.name == name)


def write_all(folder: Path) -> None:
    """Write every workbook of the example."""
    library(folder / "云岭区图书馆")
    one_sheet(
        folder / "云岭区文化馆" / "文化馆2026年项目绩效目标汇总.xlsx",
        *stacked([faulty("公益文化培训项目", fiscal=550_000), *map(by_name, ("群众文艺汇演项目", "剧场设备更新项目", "文化馆物业管理项目"))]),
        name="汇总",
    )
    museum(folder / "云岭区博物馆")
    team(folder / "云岭区文化市场综合执法队")
    tourism(folder / "云岭区旅游发展中心")
    office(folder / "局机关")


def library(folder: Path) -> None:
    """Write the library's workbooks: one project each, two versions of one of them."""
    one_sheet(folder / "古籍修复项目.xlsx", canonical(by_name("古籍修复项目")))
    wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
    typed = revalued(canonical(by_name("图书采购项目")), lambda value: f"{value:,.2f}".translate(wide) if value else "0.00元")
    one_sheet(folder / "图书采购项目.xlsx", typed)
    first = replace(by_name("图书馆信息系统运维项目"), annual=450_000)
    one_sheet(folder / "信息系统运维项目.xlsx", canonical(first))
    one_sheet(folder / "信息系统运维项目（修改后）.xlsx", canonical(by_name("图书馆信息系统运维项目")))
    staff = faulty("编外人员经费", start=datetime.date(2026, 1, 1), end=datetime.date(2026, 12, 31))
    one_sheet(folder / "编外人员经费.xlsx", canonical(staff))
    (folder / "~$古籍修复项目.xlsx").write_bytes(b"\x06user" + b"\0" * 60)


def museum(folder: Path) -> None:
    """Write the museum's workbook: one project a sheet, with instructions and hidden options."""
    book = Workbook(folder / "博物馆各项目申报表.xlsx")
    notes = ("填表说明", "一、每个项目填一张表，不要改动表名。", "二、金额单位为元，保留两位小数。", "三、指标值写成“≥90(%)”的样子。")
    book.sheet("填表说明", Grid({(row, 1): text for row, text in enumerate(notes, start=1)}, (), frozenset(), 0))
    for name in ("临时展览项目", "文物库房改造项目", "安全保卫项目"):
        book.sheet(name, canonical(by_name(name)))
    book.sheet("讲解员劳务经费", canonical(faulty("讲解员劳务经费", end="2025-12-31")))
    options = ("特定目标类", "其他运转类", "其他人员类")
    book.sheet("选项", Grid({(row, 1): text for row, text in enumerate(options, start=1)}, (), frozenset(), 0), hidden=True)
    book.close()


def team(folder: Path) -> None:
    """Write the inspection team's workbooks: shifted, labels drifted, amounts in 万元."""
    one_sheet(folder / "执法检查.xlsx", Grid({(1, 1): "附件2"}, (), frozenset(), 0), shifted(canonical(by_name("文化市场执法检查项目")), 4, 2), name="Sheet1")
    drift = {"项目名称": "项　目　名　称", "实施单位": "实施\n单位：", "项目资金(元)": " 项目资金（ 元）", "项目总目标": "项目总体目标（2026年-2026年）",
             "满意度指标": "满意度指\n标", "服务对象满意度指标": "服务对象满意度", "年度(/项目)指标值": "年度（／项目）指标值："}  # fmt: skip
    one_sheet(folder / "执法装备购置.xlsx", relabelled(canonical(by_name("执法装备购置项目")), lambda text: drift.get(text, text)))
    ten_thousands = revalued(canonical(by_name("执法车辆运行项目"), unit="万元"), lambda value: value / 10_000)
    one_sheet(folder / "执法车辆运行.xlsx", ten_thousands)


def tourism(folder: Path) -> None:
    """Write the tourism centre's workbooks: pasted from a text document, cut by a page break, dates as text."""
    promotion = faulty("旅游宣传推广项目", goal="<p>参加旅游推介会八场，拍摄宣传片两部。</p><p>新媒体推送三百条，提升区域旅游知名度。</p>")
    first = pasted(canonical(promotion))
    second = shifted(pasted(canonical(by_name("旅游咨询服务项目"))), first.height + 2)
    one_sheet(folder / "两个项目（从Word粘贴）.xlsx", first, second, name="Sheet1")
    one_sheet(folder / "景区厕所提升.xlsx", split(canonical(by_name("景区厕所提升项目")), 15))
    dates = faulty("旅游统计监测平台运维项目", start="2026年1月1日", end="2026.12.31")
    one_sheet(folder / "监测平台运维.xlsx", canonical(dates))


def office(folder: Path) -> None:
    """Write the head office's workbooks, and what is no form at all."""
    for name in ("非遗保护项目", "文旅活动周项目", "公共文化服务绩效评价项目"):
        one_sheet(folder / f"{name}.xlsx", canonical(by_name(name)))
    devices = by_name("机关办公设备维护项目")
    one_sheet(folder / "机关办公设备维护项目.xlsx", canonical(faulty(devices.name, rows=devices.rows[:-1])))
    experts = by_name("聘用专家费用")
    rows = tuple((key, name, "" if name == "评审意见采纳率" else target) for key, name, target in experts.rows)
    one_sheet(folder / "聘用专家费用.xlsx", canonical(faulty(experts.name, rows=rows)))
    shutil.copyfile(ROOT / "templates" / "declaration-2025.xlsx", folder / "空白模板.xlsx")
    whole = (folder / "非遗保护项目.xlsx").read_bytes()
    (folder / "打不开的文件.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "报送说明.txt").write_text("请于十月底前报送。\n", encoding="utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / f"{YEAR}申报")
