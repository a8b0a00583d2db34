"""The blank forms of other bureaux, rebuilt from their published layouts; each is a list of rows in the notation of ``Sheet.rows``.

A cell is ``B-E value`` or ``A+2 label 项目资金``: its columns, how many rows it covers below its own, its format, its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.tools.blank_look import Look, look_of, page, put

Levels = Mapping[str, Sequence[str]]
_GOAL_HEIGHT, _ROW_HEIGHT = 66, 22.5


@dataclass
class Sheet:
    """A blank form while it is written, row by row."""

    sheet: Worksheet
    look: Look
    widths: Mapping[str, float]
    unit: str
    row: int = 1
    header: int = 0
    """The row of the headings of its first table."""

    def __post_init__(self) -> None:
        for column, width in self.widths.items():
            self.sheet.set_column(f"{column}:{column}", width)

    @property
    def last(self) -> str:
        """The last column."""
        return max(self.widths)

    def title(self, text: str) -> None:
        """Write the title and the line of the year."""
        for height, words, form in ((32, text, self.look.title), (20, "(    年度)", self.look.year)):
            put(self.sheet, f"A{self.row}:{self.last}{self.row}", words, form)
            self.sheet.set_row(self.row - 1, height)
            self.row += 1

    def rows(self, *lines: str) -> None:
        """Write rows, their cells parted by " | "; a row with a goal is high."""
        for line in lines:
            is_goal = False
            for cell in line.format(unit=self.unit).split(" | "):
                place, kind, text = (*cell.split(" ", 2), "")[:3]
                columns, _, more = place.partition("+")
                first, _, last = columns.partition("-")
                area = f"{first}{self.row}:{last or first}{self.row + int(more or 0)}"
                put(self.sheet, area if last or more else f"{first}{self.row}", text, self._format(kind))
                is_goal = is_goal or kind == "text"
            self.sheet.set_row(self.row - 1, _GOAL_HEIGHT if is_goal else _ROW_HEIGHT)
            self.row += 1

    def _format(self, kind: str) -> Format:
        found: Format = getattr(self.look, kind)
        return found

    def table(self, side: str, headings: str, levels: Levels, lines: int, second: str = "") -> None:
        """Write an indicator table.

        Args:
            side: the label at its side, empty for a table without one.
            headings: its header in the notation of ``rows``.
            levels: names that the form prints, none for rows that are filled as a whole.
            lines: how many rows each level 2 has, or the table where it prints no names.
            second: columns in which the names of level 2 stand again, beside the year's.
        """
        top = self.row
        self.header = self.header or top
        self.rows(headings)
        columns = [cell.split(" ", 2)[0] for cell in headings.split(" | ")]
        names = [column for column in columns if column != "A" or not side]
        groups = [(one, two) for one, below in levels.items() for two in below] or [("", "")]
        for one, two in groups:
            for line in range(lines):
                for column in names:
                    first, _, last = column.partition("-")
                    merged = bool(two) and (first == names[1] or first == second)
                    if (one and first == names[0]) or (merged and line):
                        continue
                    area = f"{first}{self.row}:{last or first}{self.row + (lines - 1 if merged else 0)}"
                    put(self.sheet, area, two if merged else "", self.look.label if merged else self.look.value)
                self.row += 1
            if one and two == levels[one][-1]:
                put(self.sheet, f"{names[0]}{self.row - lines * len(levels[one])}:{names[0]}{self.row - 1}", one, self.look.label)
        if side:
            put(self.sheet, f"A{top}:A{self.row - 1}", side, self.look.side)

    def end(self, landscape: bool = False) -> None:
        """Set up the page."""
        page(self.sheet, self.row - 1, self.last, self.header, landscape)


def _begun(book: xlsxwriter.Workbook, name: str, title: str, widths: Mapping[str, float], unit: str) -> Sheet:
    """Return the sheet of a form with its title."""
    form = Sheet(book.add_worksheet(name), look_of(book), widths, unit)
    form.title(title)
    return form


def _national(book: xlsxwriter.Workbook, levels: Levels, unit: str, money: Sequence[str], second: str) -> None:
    widths = {"A": 12, "B": 11, "C": 14, "D": 24, "E": 15, "F": 15, "G": 24, "H": 15}
    form = _begun(book, "申报表", "项目支出绩效目标申报表", widths, unit)
    form.rows(
        "A label 项目名称 | B-H value",
        "A label 主管部门及代码 | B-E value | F label 实施单位 | G-H value",
        f"A label 项目属性 | B-E value | F label {second} | G-H value",
        f"A+{len(money) - 1} label 项目资金\n（{{unit}}） | B-C label 中期资金总额 | D-E money | F label 年度资金总额 | G-H money",
        *(f"B-C label {each} | D-E money | F label {each} | G-H money" for each in money[1:]),
        "A+1 label 总体目标 | B-E label 中期目标 | F-H label 年度目标",
        "B-E text | F-H text",
    )
    headings = "B label 一级指标 | C label 二级指标 | D label 三级指标 | E label 指标值 | F label 二级指标 | G label 三级指标 | H label 指标值"
    form.table("绩\n效\n指\n标", headings, levels, 2, "F")
    form.end(landscape=True)


def national(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the national declaration with 中期 and 年度 side by side."""
    _national(book, levels, unit, ("", "其中：财政拨款", "其他资金"), "项目期")


def central(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write what the system of the central departments exports: as the national form, with 上年结转资金."""
    _national(book, levels, unit, ("", "其中：财政拨款", "上年结转资金", "其他资金"), "项目周期")


def stacked(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the declaration of 2011: one table for the whole term above one for the year."""
    form = _begun(book, "申报表", "财政支出项目绩效目标申报表", {"A": 14, "B": 15, "C": 18, "D": 30, "E": 18, "F": 14}, unit)
    form.rows(
        "A label 项目名称 | B-C value | D label 项目属性 | E-F value",
        "A label 主管部门 | B-C value | D label 主管部门编码 | E-F value",
        "A label 项目实施单位 | B-C value | D label 项目负责人 | E-F value",
        "A label 联系电话 | B-C value | D label 项目起止时间 | E-F value",
        "A+3 label 项目资金申请\n（{unit}） | B label 资金总额 | C-F money",
        "B label 财政拨款 | C-F money",
        "B label 自有资金 | C-F money",
        "B label 其他 | C-F money",
        "A label 项目概况 | B-F text",
        "A+1 label 项目立项情况 | B label 项目立项的依据 | C-F value",
        "B label 项目申报的必要性 | C-F value",
        "A+1 label 项目绩效目标 | B-C label 长期目标 | D-F label 年度目标",
        "B-C text | D-F text",
    )
    headings = "B label 一级指标 | C label 二级指标 | D label 指标内容 | E label 指标值 | F label 备注"
    for side in ("长期绩效指标", "年度绩效指标"):
        form.table(side, headings, levels, 1)
    form.end()


def one_year(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the declaration of provinces that ask for one year only."""
    form = _begun(book, "申报表", "项目支出绩效目标申报表", {"A": 14, "B": 14, "C": 20, "D": 32, "E": 24}, unit)
    form.rows(
        "A label 项目名称 | B-E value",
        "A label 主管部门 | B-C value | D label 实施单位 | E value",
        "A+2 label 项目资金\n（{unit}） | B-C label 年度资金总额 | D-E money",
        "B-C label 其中：财政拨款 | D-E money",
        "B-C label 其他资金 | D-E money",
        "A+1 label 总体目标 | B-E label 年度目标",
        "B-E text",
    )
    form.table("绩效指标", "B label 一级指标 | C label 二级指标 | D label 三级指标 | E label 指标值", levels, 2)
    form.end()


def integration(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the declaration of the budget systems (预算管理一体化): targets in three columns, weights, codes."""
    widths = {"A": 12, "B": 13, "C": 18, "D": 30, "E": 11, "F": 16, "G": 11, "H": 9}
    form = _begun(book, "申报表", "项目支出绩效目标表", widths, unit)
    form.rows(
        "A label 项目名称 | B-D value | E label 项目编码 | F-H value",
        "A label 主管部门 | B-D value | E label 预算单位 | F-H value",
        "A+3 label 项目资金\n（{unit}） | B-D label 年度资金总额 | E-H money",
        "B-D label 财政拨款 | E-H money",
        "B-D label 财政专户管理资金 | E-H money",
        "B-D label 单位资金 | E-H money",
        "A label 年度目标 | B-H text",
    )
    headings = "B label 一级指标 | C label 二级指标 | D label 三级指标 | E label 指标性质 | F label 指标值 | G label 度量单位 | H label 权重"
    form.table("绩效指标", headings, {}, 14)
    form.end()


def two_targets(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the declaration with a target of the whole term beside the year's."""
    form = _begun(book, "申报表", "项目支出绩效目标申报表", {"A": 14, "B": 14, "C": 20, "D": 30, "E": 19, "F": 19}, unit)
    form.rows(
        "A label 项目名称 | B-F value",
        "A label 主管部门 | B-C value | D label 项目单位 | E-F value",
        "A+1 label 项目资金\n（{unit}） | B-C label 项目总额 | D-F money",
        "B-C label 年度资金总额 | D-F money",
        "A label 总体目标 | B-F text",
        "A label 年度目标 | B-F text",
    )
    headings = "B label 一级指标 | C label 二级指标 | D label 三级指标 | E label 实施周期指标值 | F label 年度指标值"
    form.table("绩效指标", headings, levels, 2)
    form.end()


def two_levels(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the declaration whose indicators have two levels."""
    form = _begun(book, "申报表", "项目支出绩效目标申报表", {"A": 16, "B": 34, "C": 20, "D": 20, "E": 16}, unit)
    form.rows(
        "A label 项目名称 | B-E value",
        "A label 主管部门 | B value | C label 项目单位 | D-E value",
        "A label 资金总额\n（{unit}） | B-E money",
        "A label 年度绩效目标 | B-E text",
    )
    form.table("", "A label 一级指标 | B label 二级指标 | C label 绩效标准 | D label 当年预期实现值 | E label 备注", {}, 14)
    form.end()


def coded(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the declaration of one project a sheet, with its code."""
    form = _begun(book, "申报表", "项目支出预算绩效目标申报表", {"A": 16, "B": 24, "C": 30, "D": 20, "E": 24}, unit)
    form.rows(
        "A label 项目编码 | B-C value | D label 项目名称 | E value",
        "A label 申请单位 | B-C value | D label 一级预算单位 | E value",
        "A label 项目类型 | B-C value | D label 金额单位 | E value {unit}",
        "A label 项目起止年份 | B-C value | D label 是否政府采购 | E value",
        "A label 项目总金额 | B-C money | D label 本年金额 | E money",
        "A label 政策依据 | B-E value",
        "A label 测算依据 | B-E value",
        "A label 年度目标 | B-E text",
    )
    form.table("", "A label 一级指标 | B label 二级指标 | C label 三级指标 | D label 指标值 | E label 指标解释", {}, 14)
    form.end()


_MONEY = (
    "C label 年度资金总额 | D money | E money | F money | G number 10 | H percent | I number",
    "C label 其中：本年财政拨款 | D money | E money | F money | G label — | H label — | I label —",
    "C label 上年结转资金 | D money | E money | F money | G label — | H label — | I label —",
    "C label 其他资金 | D money | E money | F money | G label — | H label — | I label —",
)


def _evaluation(book: xlsxwriter.Workbook, levels: Levels, unit: str, side: str, lines: int) -> None:
    widths = {"A": 11, "B": 12, "C": 19, "D": 28, "E": 18, "F": 18, "G": 9, "H": 11, "I": 28}
    form = _begun(book, "自评表", "项目支出绩效自评表", widths, unit)
    form.rows(
        "A-B label 项目名称 | C-I value",
        "A-B label 主管部门 | C-E value | F label 实施单位 | G-I value",
        "A-B+4 label 项目资金\n（{unit}） | C label | D label 年初预算数 | E label 全年预算数（A） | F label 全年执行数（B）"
        " | G label 分值 | H label 执行率（B/A） | I label 得分",
        *_MONEY,
        "A+1 label 年度总体目标 | B-E label 预期目标 | F-I label 实际完成情况",
        "B-E text | F-I text",
    )
    headings = (
        "B label 一级指标 | C label 二级指标 | D label 三级指标 | E label 年度指标值 | F label 实际完成值 | G label 分值"
        " | H label 得分 | I label 偏差原因分析及改进措施"
    )
    form.table(side, headings, levels, lines)
    form.rows("A-F label 总分 | G number 100 | H number | I value")
    form.end(landscape=True)


def evaluation(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the self-evaluation of 财预〔2020〕10号."""
    _evaluation(book, levels, unit, "绩效指标", 2)


def evaluation_export(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write what systems export of it: every row names its levels."""
    _evaluation(book, {}, unit, "绩效指标", 14)


def sichuan(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the self-evaluation of 四川: targets in three columns, money by source, conclusions below."""
    widths = {"A": 13, "B": 17, "C": 16, "D": 26, "E": 11, "F": 13, "G": 10, "H": 13, "I": 9, "J": 9, "K": 20}
    form = _begun(book, "自评表", "项目支出绩效自评表", widths, unit)
    blank = "C money | D money | E-F money"
    form.rows(
        "A label 项目名称 | B-K value",
        "A label 实施单位 | B-K value",
        "A+1 label 项目基本情况 | B-E label 年度目标 | F-K label 年度目标完成情况",
        "B-E text | F-K text",
        "A+4 label 预算执行情况\n（{unit}） | B label | C label 年初预算 | D label 调整后预算数 | E-F label 预算执行数 | G-H label 预算执行率"
        " | I label 权重 | J label 得分 | K label 原因",
        f"B label 总额 | {blank} | G-H percent | I number 10 | J number | K value",
        *(
            f"B label {each} | {blank} | G-H percent | I label / | J label / | K value"
            for each in ("其中：财政资金", "财政专户管理资金", "单位资金")
        ),
    )
    headings = (
        "B label 一级指标 | C label 二级指标 | D label 三级指标 | E label 指标性质 | F label 指标值 | G label 度量单位"
        " | H label 完成值 | I label 权重 | J label 得分 | K label 未完成原因分析"
    )
    form.table("绩效指标", headings, {}, 14)
    form.rows("A-H label 合计 | I number 100 | J number | K value")
    form.end(landscape=True)


def chongqing(book: xlsxwriter.Workbook, levels: Levels, unit: str) -> None:
    """Write the self-evaluation of 重庆: no levels, a type of each indicator, amounts below their headings."""
    widths = {"A": 14, "B": 30, "C": 14, "D": 18, "E": 18, "F": 14, "G": 14, "H": 22}
    form = _begun(book, "自评表", "项目绩效自评表", widths, unit)
    form.rows(
        "A label 项目名称 | B-D value | E label 自评总分 | F-H number",
        "A label 主管部门 | B-D value | E label 实施单位 | F-H value",
        "A+1 label 项目资金\n（{unit}） | B label 年初预算数 | C-D label 全年预算数 | E label 全年执行数 | F label 执行率\n（%）"
        " | G label 执行率权重 | H label 执行率得分",
        "B money | C-D money | E money | F number | G number 10 | H number",
        "A+1 label 年度总体目标 | B-D label 年初设定目标 | E-H label 全年完成情况",
        "B-D text | E-H text",
    )
    headings = "B label 指标名称 | C label 指标性质 | D label 年度指标值 | E label 全年完成值 | F label 指标权重 | G label 指标得分 | H label 说明"
    form.table("绩效指标", headings, {}, 12)
    form.end(landscape=True)


BLANKS: Mapping[str, Callable[[xlsxwriter.Workbook, Levels, str], None]] = {
    "declaration-national": national,
    "declaration-central": central,
    "declaration-stacked": stacked,
    "declaration-one-year": one_year,
    "declaration-integration": integration,
    "declaration-two-targets": two_targets,
    "declaration-two-levels": two_levels,
    "declaration-coded": coded,
    "self-evaluation-national": evaluation,
    "self-evaluation-export": evaluation_export,
    "self-evaluation-sichuan": sichuan,
    "self-evaluation-chongqing": chongqing,
}
"""What writes the blank of a layout, by the layout's id."""
