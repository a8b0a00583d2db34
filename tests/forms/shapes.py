"""Forms in every shape that departments receive, made in memory, with what a reader must find in them.

A form is first laid out in logical columns (``declaration_rows``, ``self_evaluation_rows``),
then changed (slipped, broken over pages), then put on a sheet by a ``Frame`` that knows
spare columns, blank rows and merging.  Every item that holds a value knows the field it
belongs to, so the expected value and cell of each field fall out of the drawing itself.

Everything is invented; nothing here comes from a real form but its labels.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from xlperf.forms.values.target import parse_target
from xlperf.intake.sheet import Area, Cell, Sheet, address

Value = Any
Labeller = Callable[[str], str]

NAMES = (
    "开展读者培训场次", "古籍修复册数", "采购设备验收合格率", "活动开展情况", "志愿者参与人数", "馆舍维修面积",
    "宣传材料印制", "系统稳定运行", "展览布展完成时间", "图书上架及时性", "安全事故发生次数", "读者满意度",
    "服务网点覆盖", "夜间开放服务", "讲座预约履约", "满意度", "其中：少儿讲座场次", "数据中心设备更新",
    "文化志愿服务机制", "单册修复成本", "是否建立巡查制度", "街镇分馆帮扶工作", "2号楼消防改造", "24小时自助图书馆开放",
)  # fmt: skip
PHRASES = (
    "≥24(场)", "=100(%)", "≥95.00(%)", "≤15000(元/场)", "11月底前", "每季度", "≥ 90 (%)", "12月前", "=0(次)", "<30.5(万元)",
    "98%", "3次/月", "全年", "不少于10次", "90%以上", "＞９５％", "4季度前", "2026年6月30日前", "1,200人", "≤30(分钟)",
)  # fmt: skip
WORDS = ("及时", "有序开展", "显著提升", "健全", "是", "符合规范", "不断完善", "有效保障", "按合同规定及时拨付")
GOALS = (
    "全年举办阅读推广活动二十四场，送书进社区，读者参与面稳步扩大。",
    "完成古籍修复三百册。\n完成数字化扫描并向读者开放。\n建立修复档案。",
    "保障馆舍安全运行；项目名称与预算一致，绩效指标按季度跟踪，指标值如期完成。",
    "一、维修馆舍。二、更新设备。三、加强巡查。",
)
TREE_A = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
TREE_B = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One cell of a form before it has a place: logical column, width, content, and the field it is the value of."""

    column: int
    value: Value
    span: int = 1
    field: str = ""
    expected: Value = None
    format: str = "General"
    down: int = 1


Row = list[Item]


@dataclass(slots=True)
class Expected:
    """What must be read from one form: field name to (value, address); rows counted."""

    kind: str
    fields: dict[str, tuple[Value, str | None]] = field(default_factory=dict)
    indicators: int = 0
    unit: str = "元"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of an indicator table; levels as the reader must report them."""

    level1: str
    level2: str
    name: str | None
    target: str | None
    actual: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    note: str | None = None


@dataclass(slots=True)
class Frame:
    """How logical rows and columns become places on a sheet.

    Attributes:
        top, left: where the first row and column stand.
        widths: sheet columns for each logical column; more than one is a spare column.
        merged: cells that span are merged; otherwise they stand in their first column.
        gaps: blank rows before a row, by its index.
    """

    top: int = 1
    left: int = 1
    widths: Sequence[int] = (1,) * 12
    merged: bool = True
    gaps: dict[int, int] = field(default_factory=dict)

    def columns(self, item: Item) -> tuple[int, int]:
        """Return the first and last sheet column of an item."""
        if item.column < 0:
            return self.left + item.column, self.left + item.column
        first = self.left + sum(self.widths[: item.column])
        return first, first + sum(self.widths[item.column : item.column + item.span]) - 1


@dataclass(slots=True)
class Canvas:
    """A sheet while it is drawn."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)

    def put(self, row: int, column: int, value: Value, code: str = "General") -> None:
        """Write a value; None and empty text leave the cell blank."""
        if value is None or value == "":
            return
        kind = "number" if isinstance(value, Decimal) else "date" if isinstance(value, date) else "text"
        self.cells[(row, column)] = Cell(value, kind, code)  # type: ignore[arg-type]

    def draw(self, rows: Sequence[Row], frame: Frame, found: Expected) -> int:
        """Put the rows of a form on the sheet, note where its values stand; return the last row used."""
        places: list[int] = []
        row = frame.top - 1
        for index in range(len(rows)):
            row += 1 + frame.gaps.get(index, 0)
            places.append(row)
        for index, line in enumerate(rows):
            for item in line:
                self._item(places, index, item, frame, found)
        return row

    def _item(self, places: list[int], index: int, item: Item, frame: Frame, found: Expected) -> None:
        first, last = frame.columns(item)
        bottom = places[min(index + item.down, len(places)) - 1]
        row = places[index]
        self.put(row, first, item.value, item.format)
        if frame.merged and (last > first or bottom > row):
            self.merges.append(Area(row, first, bottom, last))
        if item.field:
            blank = item.value is None or item.value == ""
            found.fields[item.field] = (None, None) if blank else (item.expected, address(row, first))

    def sheet(self, name: str = "Sheet1") -> Sheet:
        """Return the sheet as the readers deliver it."""
        return Sheet(name, "visible", dict(self.cells), tuple(self.merges))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of 元 and how it is typed: what stands in the cell, with which number format."""

    yuan: Decimal | None
    value: Value
    format: str = "General"


@dataclass(frozen=True, slots=True)
class Style:
    """How one form is printed.

    Attributes:
        label: changes a label as people do.
        title: the title, None where there is none.
        year: the year line, None where the year stands elsewhere or nowhere.
        unit: 元 or 万元.
        unit_label: what stands at the side of the money block.
        amount: writes an amount.
        day: writes a date.
        columns: extra columns of the indicator table: 备注, 指标性质, 度量单位.
        footers: lines below the form.
    """

    label: Labeller = str
    title: str | None = "财政项目支出绩效目标申报表"
    year: str | None = "(2026年度)"
    unit: str = "元"
    unit_label: str = "项目资金(元)"
    amount: Callable[[Decimal | None], Amount] = lambda yuan: Amount(yuan, yuan)
    day: Callable[[date], tuple[Value, str]] = lambda day: (day.isoformat(), "General")
    columns: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """The content of a declaration."""

    year: int
    name: str | None
    nature: str | None
    category: str | None
    department: str | None
    unit: str | None
    start: date | None
    end: date | None
    money: dict[str, Decimal | None]
    overall: str | None
    annual: str | None
    indicators: tuple[Indicator, ...]


MONEY = (
    ("项目资金总额", "total", "年度资金申请总额", "annual"),
    ("其中：财政资金", "total_fiscal", "其中：当年财政拨款", "annual_fiscal"),
    (None, "", "上年结转资金", "annual_carryover"),
    ("其他资金", "total_other", "其他资金", "annual_other"),
)
PROJECT_NAMES = (
    "公共阅读推广项目", "古籍修复项目（二期）", "2026年馆舍维修", "24小时自助图书馆运维", "信息化运维项目", "A+读书计划",
    "其他资金", "项目名称", "上年结转资金", "绩效指标",
)  # fmt: skip
"""Four of them read like labels of the form."""


def project(rng: random.Random) -> Project:
    """Return an invented declaration: some values blank, as in real ones."""
    year = rng.choice((2023, 2024, 2025, 2026))
    annual = Decimal(rng.randrange(10_000, 900_000_000)) / 100
    other = rng.choice((None, Decimal("0.00"), Decimal("1200.50")))
    whole: dict[str, Decimal | None] = {"total": annual, "total_fiscal": annual, "total_other": Decimal("0.00")}
    if rng.random() < 0.5:
        whole = dict.fromkeys(whole)
    money = whole | {
        "annual": annual,
        "annual_fiscal": annual,
        "annual_carryover": rng.choice((None, Decimal("0.00"))),
        "annual_other": other,
    }
    return Project(
        year=year,
        name=rng.choice(PROJECT_NAMES),
        nature=rng.choice(("经常性项目", "其他一次性项目", None)),
        category=rng.choice(("特定目标类", "其他运转类", None)),
        department=rng.choice(("云溪市文化和旅游局（汇总）", "云溪市教育局", None)),
        unit=rng.choice(("云溪市图书馆", "云溪市少年儿童图书馆", None)),
        start=rng.choice((date(year, 1, 1), None)),
        end=date(year, 12, 31),
        money=money,
        overall=rng.choice((None, None, *GOALS)),
        annual=rng.choice((None, *GOALS)),
        indicators=indicators(rng, year),
    )


def indicators(rng: random.Random, year: int, results: bool = False) -> tuple[Indicator, ...]:
    """Return invented indicators in the order of the level names of a year."""
    tree = TREE_B if year >= 2025 else TREE_A
    found: list[Indicator] = []
    for one, below in tree.items():
        twos = [two for two in below if rng.random() < 0.6] or [below[0]]
        for two in twos:
            for _ in range(rng.choice((1, 1, 2, 3))):
                target = rng.choice(PHRASES) if rng.random() < 0.6 else rng.choice(WORDS)
                line = Indicator(one, two, rng.choice(NAMES), target)
                found.append(_with_result(rng, line) if results else line)
    return tuple(found)


def _with_result(rng: random.Random, line: Indicator) -> Indicator:
    actual = rng.choice((line.target, "—", rng.choice(PHRASES), rng.choice(WORDS)))
    note = rng.choice((None, None, "因雨季取消两场，下年补办。", "设备到货推迟；已与供货单位约定违约责任。"))
    return replace(
        line, actual=actual, weight=Decimal(rng.choice(("2", "5", "10"))), score=Decimal(rng.choice(("1.9", "0", "5"))), note=note
    )


def declaration_rows(form: Project, style: Style) -> list[Row]:
    """Return a declaration in six logical columns."""
    say = style.label
    rows: list[Row] = []
    if style.title is not None:
        rows.append([Item(0, style.title, 6, "/title", style.title.strip())])
    if style.year is not None:
        rows.append([Item(0, style.year, 6, "/year", form.year)])
    line = lambda column, text, name, span=1: Item(column, text, span, name, text)  # noqa: E731
    rows.append([
        Item(0, say("项目名称")), line(1, form.name, "/project_name"), Item(2, say("项目性质")), line(3, form.nature, "/nature"),
        Item(4, say("项目类别")), line(5, form.category, "/category"),
    ])  # fmt: skip
    rows.append(
        [
            Item(0, say("主管部门")),
            line(1, form.department, "/department"),
            Item(2, say("实施单位")),
            line(3, form.unit, "/unit", 3),
        ]
    )
    start, end = (style.day(day) if day else (None, "General") for day in (form.start, form.end))
    rows.append([
        Item(0, say("计划开始日期")), Item(1, start[0], 1, "/start_date", form.start, start[1]),
        Item(2, say("计划完成日期")), Item(3, end[0], 3, "/end_date", form.end, end[1]),
    ])  # fmt: skip
    rows += _money_rows(form, style)
    rows.append([Item(0, say("项目绩效目标"), down=2), Item(1, say("项目总目标"), 2), Item(3, say("年度总体目标"), 3)])
    rows.append([line(1, form.overall, "/overall_goal", 2), line(3, form.annual, "/annual_goal", 3)])
    return rows + table_rows(form.indicators, style) + [[Item(0, each, 6)] for each in style.footers]


def _money_rows(form: Project, style: Style) -> list[Row]:
    rows: list[Row] = []
    for left, left_field, right, right_field in MONEY:
        row: Row = [] if rows else [Item(0, style.label(style.unit_label), down=4)]
        for column, span, label, name in ((1, 1, left, left_field), (3, 2, right, right_field)):
            if label:
                amount = style.amount(form.money[name])
                row.append(Item(column, style.label(label)))
                row.append(Item(column + 1, amount.value, span, f"/funding/{name}", amount.yuan, amount.format))
        rows.append(row)
    return rows


def table_rows(lines: Sequence[Indicator], style: Style, results: bool = False) -> list[Row]:
    """Return an indicator table, its levels merged downwards, below its header."""
    say = style.label
    headings = ["一级指标", "二级指标", "三级指标"]
    target_span = 1 if results or style.columns else 2
    columns = ["年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"] if results else ["年度(/项目)指标值"]
    headings += ["指标性质", *columns, "度量单位"] if "度量单位" in style.columns else columns
    headings += ["备注"] if "备注" in style.columns else []
    header = [Item(0, say("绩效指标"), down=len(lines) + 1)]
    header += [Item(index + 1, say(each), target_span if index == len(headings) - 1 else 1) for index, each in enumerate(headings)]
    rows: list[Row] = [header]
    for index, each in enumerate(lines):
        row: Row = []
        for column, keys in ((1, ("level1",)), (2, ("level1", "level2"))):
            same = [all(getattr(other, key) == getattr(each, key) for key in keys) for other in lines]
            if same.index(True) == index:
                level = getattr(each, f"level{column}")
                row.append(Item(column, say(level), 1, f"/indicators/{index}/level{column}", level, down=sum(same)))
        row += _line_items(index, each, style, results, target_span)
        rows.append(row)
    return rows


def _line_items(index: int, each: Indicator, style: Style, results: bool, span: int) -> Row:
    name = f"/indicators/{index}/"
    column = 3
    row = [Item(column, each.name, 1, f"{name}level3", each.name)]
    if "度量单位" in style.columns:
        column += 1
        row.append(Item(column, "≥"))
    whole = composed_target(each.target) if "度量单位" in style.columns else each.target
    row.append(Item(column + 1, each.target, span, f"{name}target", whole))
    column += 1
    if results:
        row.append(Item(column + 1, each.actual, 1, f"{name}actual", each.actual))
        row.append(Item(column + 2, each.weight, 1, f"{name}weight", each.weight))
        row.append(Item(column + 3, each.score, 1, f"{name}score", each.score))
        row.append(Item(column + 4, each.note, 1, f"{name}deviation_note", each.note))
        column += 4
    if "度量单位" in style.columns:
        column += 1
        row.append(Item(column, "%"))
    if "备注" in style.columns:
        row.append(Item(column + 1, "按季度核对" if index % 2 else None))
    return row


def composed_target(text: str | None) -> str | None:
    """Return what a target says with ≥ and % in columns of their own: what it does not say itself."""
    target = parse_target(text) if text else None
    if text is None or target is None:
        return text
    sign = "≥" if target.number is not None and target.operator is None else ""
    return sign + text + ("(%)" if target.kind == "quantitative" and target.unit is None else "")


def expect(kind: str, rows: Sequence[Row], unit: str = "元") -> Expected:
    """Return an empty expectation for a form; drawing it fills in values and cells."""
    names = {item.field for row in rows for item in row if item.field.startswith("/indicators/")}
    return Expected(kind, indicators=len({name.split("/")[2] for name in names}), unit=unit)


def settle_levels(found: Expected, lines: Sequence[Indicator]) -> None:
    """Let rows without level cells of their own take the cells of the rows above, as a reader does.

    Where a level cell was lost with the first row of its group, the name is known
    from the level below it and stands in no cell.
    """
    for index, each in enumerate(lines):
        for column, same in (("level1", ("level1",)), ("level2", ("level1", "level2"))):
            name = f"/indicators/{index}/{column}"
            if name in found.fields:
                continue
            before = lines[index - 1] if index else None
            goes_on = before is not None and all(getattr(before, key) == getattr(each, key) for key in same)
            cell = found.fields[f"/indicators/{index - 1}/{column}"][1] if goes_on else None
            found.fields[name] = (getattr(each, column), cell)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The content of a self-evaluation; money by row and column of its table."""

    year: int
    name: str | None
    department: str | None
    unit: str | None
    money: dict[str, tuple[Decimal | None, Decimal | None, Decimal | None]]
    rate: Decimal
    budget_goal: str | None
    completion: str | None
    indicators: tuple[Indicator, ...]


def evaluation(rng: random.Random) -> Evaluation:
    """Return an invented self-evaluation."""
    year = rng.choice((2020, 2023, 2025))
    total = tuple(Decimal(rng.randrange(10_000, 900_000_000)) / 100 for _ in range(3))
    carryover = rng.choice(((None, None, None), (Decimal("0.00"), Decimal("5000.00"), Decimal("4321.09"))))
    money = {"total": total, "fiscal": total, "carryover": carryover, "other": (None, None, None)}
    return Evaluation(
        year=year,
        name=rng.choice(PROJECT_NAMES),
        department=rng.choice(("云溪市文化和旅游局", None)),
        unit=rng.choice(("云溪市图书馆（汇总）", "云溪市少年儿童图书馆", None)),
        money=money,
        rate=rng.choice((Decimal("98.38"), Decimal(100), Decimal("86.5"))),
        budget_goal=rng.choice((None, *GOALS)),
        completion=rng.choice((None, *GOALS)),
        indicators=indicators(rng, year, True),
    )


GRID_ROWS = (("年度资金总额", "total"), ("其中：当年财政拨款", "fiscal"), ("上年结转资金", "carryover"), ("其他资金", "other"))
GRID_COLUMNS = (("年初预算数", "initial_budget"), ("全年预算数", "full_year_budget"), ("全年执行数", "executed"))
Rate = Callable[[Decimal], tuple[Value, str]]


def percent(rate: Decimal) -> tuple[Value, str]:
    """Return a rate as a number with a percent format."""
    return rate / 100, "0.00%"


def self_evaluation_rows(form: Evaluation, style: Style, rate: Rate = percent) -> list[Row]:
    """Return a self-evaluation in nine logical columns."""
    say = style.label
    line = lambda column, text, name, span=1: Item(column, text, span, name, text)  # noqa: E731
    rows: list[Row] = []
    if style.title is not None:
        rows.append([Item(0, style.title, 9, "/title", style.title.strip())])
    if style.year is not None:
        rows.append([Item(0, style.year, 9, "/year", form.year)])
    rows.append([Item(0, say("项目名称")), line(1, form.name, "/project_name", 8)])
    rows.append(
        [
            Item(0, say("主管部门")),
            line(1, form.department, "/department", 3),
            Item(4, say("实施单位")),
            line(5, form.unit, "/unit", 4),
        ]
    )
    rows += _grid(form, style, rate)
    rows.append([Item(0, say("年度总体目标"), down=2), Item(1, say("预算目标"), 4), Item(5, say("实际完成情况"), 4)])
    rows.append([line(1, form.budget_goal, "/budget_goal", 4), line(5, form.completion, "/actual_completion", 4)])
    rows += table_rows(form.indicators, style, True)
    weight, score = sum(each.weight or 0 for each in form.indicators), sum(each.score or 0 for each in form.indicators)
    rows.append([Item(0, say("总分"), 6), line(6, Decimal(weight), "/total_weight"), line(7, Decimal(score), "/total_score")])
    return rows + [[Item(0, each, 9)] for each in style.footers]


def _grid(form: Evaluation, style: Style, rate: Rate) -> list[Row]:
    headings = [*(label for label, _ in GRID_COLUMNS), "分值", "执行率", "得分"]
    rows: list[Row] = [
        [Item(0, style.label(style.unit_label), down=5), *(Item(3 + at, style.label(each)) for at, each in enumerate(headings))]
    ]
    for label, part in GRID_ROWS:
        row = [Item(1, style.label(label), 2)]
        for at, (yuan, (_, column)) in enumerate(zip(form.money[part], GRID_COLUMNS, strict=True)):
            amount = style.amount(yuan)
            row.append(Item(3 + at, amount.value, 1, f"/funding/{part}/{column}", amount.yuan, amount.format))
        if part == "total":
            value, code = rate(form.rate)
            row.append(Item(6, Decimal(10), 1, "/funding/total/weight", Decimal(10)))
            row.append(Item(7, value, 1, "/funding/total/execution_rate", form.rate, code))
            row.append(Item(8, Decimal("9.84"), 1, "/funding/total/score", Decimal("9.84")))
        else:
            row.append(Item(6, "—"))
        rows.append(row)
    return rows
