"""The shapes in which one and the same form reaches a department: as the template has it, shifted, pasted, cut, …

A form is a grid of cells; every shape is a function from a grid to a grid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tests.tools.example_projects import DEPARTMENT, L2, YEAR, Project

TITLE = "财政项目支出绩效目标申报表"
HEADING = f"{DEPARTMENT}{YEAR}年度项目绩效目标汇总表"
Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""Top, left, bottom, right, 1-based."""


class Percent(Decimal):
    """A number of per cent that its cell holds as a share and shows with the sign."""


@dataclass(frozen=True)
class Grid:
    """A form as cells and merged areas; what lies within ``frames`` has borders, filled or not."""

    cells: dict[Place, Any]
    merges: tuple[Area, ...] = ()
    labels: frozenset[Place] = frozenset()
    table: int = 0
    """Row of the indicator table's header."""
    frames: tuple[Area, ...] = ()

    @property
    def height(self) -> int:
        """Rows of the form."""
        return max(row for row, _ in self.cells)


def notes(*lines: str) -> Grid:
    """Return lines of text that are no form."""
    return Grid({(row, 1): text for row, text in enumerate(lines, start=1)})


def canonical(project: Project, unit: str = "元") -> Grid:
    """Return a declaration as the bureau's template lays it out."""
    values: dict[str, Any] = {
        "name": project.name, "nature": project.nature, "category": project.category, "department": DEPARTMENT + "（汇总）", "unit": project.unit,
        "start": project.start, "end": project.end, "total": project.total or None, "total_fiscal": project.total or None,
        "total_other": 0 if project.total else None, "annual": project.annual, "fiscal": project.fiscal, "carryover": project.carryover,
        "other": project.other, "overall": project.overall or None, "goal": project.goal, **project.changes,
    }  # fmt: skip
    form = FormGrid()
    _head(form, values)
    _money(form, values, unit)
    for label, text, value, key in (
        ("B10:C10", "项目总目标", "B11:C11", "overall"),
        ("D10:F10", "年度总体目标", "D11:F11", "goal"),
    ):
        form.label(label, text)
        form.value(value, values[key])
    form.label("A10:A11", "项目绩效目标")
    _indicators(form, project)
    return form.grid()


def _head(form: FormGrid, values: dict[str, Any]) -> None:
    form.label("A1:F1", TITLE)
    form.value("A2:F2", f"（{YEAR}年度）")
    for label, text, value, key in (("A3", "项目名称", "B3", "name"), ("C3", "项目性质", "D3", "nature"), ("E3", "项目类别", "F3", "category"),
                                    ("A4", "主管部门", "B4", "department"), ("C4", "实施单位", "D4:F4", "unit"),
                                    ("A5", "计划开始日期", "B5", "start"), ("C5", "计划完成日期", "D5:F5", "end")):  # fmt: skip
        form.label(label, text)
        form.value(value, values[key])


def _money(form: FormGrid, values: dict[str, Any], unit: str) -> None:
    form.label("A6:A9", f"项目资金({unit})")
    for row, left, left_key, right, right_key in ((6, "项目资金总额", "total", "年度资金申请总额", "annual"), (7, "其中：财政资金", "total_fiscal", "其中：当年财政拨款", "fiscal"),
                                                  (8, "", "", "上年结转资金", "carryover"), (9, "其他资金", "total_other", "其他资金", "other")):  # fmt: skip
        if left:
            form.label(f"B{row}", left)
            form.value(f"C{row}", values[left_key])
        form.label(f"D{row}", right)
        form.value(f"E{row}:F{row}", values[right_key])


def _indicators(form: FormGrid, project: Project) -> None:
    for area, text in (("B12", "一级指标"), ("C12", "二级指标"), ("D12", "三级指标"), ("E12:F12", "年度(/项目)指标值")):
        form.label(area, text)
    last = 12 + len(project.rows)
    form.label(f"A12:A{last}", "绩效指标")
    for column, level in (("B", 0), ("C", 1)):
        top = 13
        for row, (key, _, _) in enumerate(project.rows, start=13):
            following = project.rows[row - 12][0] if row < last else None
            if following is None or L2[following][: level + 1] != L2[key][: level + 1]:
                form.label(f"{column}{top}:{column}{row}", L2[key][level])
                top = row + 1
    for row, (_, name, target) in enumerate(project.rows, start=13):
        form.value(f"D{row}", name)
        form.value(f"E{row}:F{row}", target)


class FormGrid:
    """Collects a form cell by cell, by the addresses of the template."""

    def __init__(self) -> None:
        self._cells: dict[Place, Any] = {}
        self._merges: list[Area] = []
        self._labels: set[Place] = set()

    def value(self, area: str, value: Any) -> Place:
        """Write into a cell or a merged area; return its first cell."""
        first, _, last = area.partition(":")
        top, left = int(first[1:]), ord(first[0]) - 64
        bottom, right = (int(last[1:]), ord(last[0]) - 64) if last else (top, left)
        self._cells[top, left] = value
        if (top, left) != (bottom, right):
            self._merges.append((top, left, bottom, right))
        return top, left

    def label(self, area: str, text: str) -> None:
        """Write a label of the template."""
        self._labels.add(self.value(area, text))

    def grid(self, columns: int = 6) -> Grid:
        """Return the form, framed from the row below the year."""
        last = max(row for row, _ in self._cells)
        return Grid(self._cells, tuple(self._merges), frozenset(self._labels), 12, ((3, 1, last, columns),))


def shifted(grid: Grid, rows: int, columns: int = 0) -> Grid:
    """Return a form that begins lower or further right."""
    return Grid(
        {(row + rows, column + columns): value for (row, column), value in grid.cells.items()},
        tuple(_moved(area, rows, columns) for area in grid.merges),
        frozenset((row + rows, column + columns) for row, column in grid.labels),
        grid.table + rows,
        tuple(_moved(area, rows, columns) for area in grid.frames),
    )


def _moved(area: Area, rows: int, columns: int) -> Area:
    top, left, bottom, right = area
    return top + rows, left + columns, bottom + rows, right + columns


def relabelled(grid: Grid, change: Callable[[str], str]) -> Grid:
    """Return a form whose labels were typed differently."""
    return replace(grid, cells={place: change(value) if place in grid.labels else value for place, value in grid.cells.items()})


def revalued(grid: Grid, change: Callable[[int], Any]) -> Grid:
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
    return replace(grid, cells=cells, merges=())


def split(grid: Grid, after: int) -> Grid:
    """Return a form that a page break cut in two: a blank row, then the side label and the level names again."""
    cells = {(row + (1 if row > after else 0), column): value for (row, column), value in grid.cells.items()}
    cells[after + 2, 1] = "绩效指标"
    merges: list[Area] = []
    for top, left, bottom, right in grid.merges:
        if top <= after < bottom:
            merges += [(top, left, after, right)] if top < after else []
            merges += [(after + 2, left, bottom + 1, right)] if after + 1 < bottom else []
            cells.setdefault((after + 2, left), grid.cells[top, left])
        else:
            merges.append(_moved((top, left, bottom, right), int(top > after), 0))
    ((top, left, bottom, right),) = grid.frames
    return replace(
        grid, cells=cells, merges=tuple(merges), frames=((top, left, after, right), (after + 2, left, bottom + 1, right))
    )


def stacked(*grids: Grid, heading: str = HEADING, columns: int = 6) -> tuple[Grid, ...]:
    """Return forms one below the other under a heading line, as departments publish them."""
    placed = [Grid({(1, 1): heading}, ((1, 1, 1, columns),))]
    row = 2
    for grid in grids:
        placed.append(shifted(grid, row))
        row += grid.height + 2
    return tuple(placed)
