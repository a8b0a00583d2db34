"""A table in the head of what the money goes to: 支出明细 over 项目 | 数量 | 单价 | 金额."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, read_lines, unread
from tests.forms.test_body_below import GOALS, HEAD, MONEY, TABLE
from xlperf.forms.form import Form

Line = tuple[str, ...]
HEADINGS: Line = ("序号", "支出内容", "数量", "单价（元）", "金额（万元）")
DETAILS: tuple[Line, ...] = (HEADINGS, ("1", "巡护服装", "20", "300", "0.6"), ("2", "巡护船只", "2", "180000", "36"))


def _form(*rows: Line) -> Form:
    return read(drawn((*HEAD, *rows, *GOALS, *TABLE))).forms[0]


def _told(*rows: Line) -> list[tuple[str, str]]:
    return [(each.cell, each.detail["part"]) for each in _form(*rows).remarks if each.kind == "unread_cell"]


@pytest.mark.parametrize("title", [(), (("支出明细",),), (("项目经费开支情况",),)])
def test_it_is_told_once_with_its_place(title: tuple[Line, ...]) -> None:
    """One remark names the range from the headings to the last row, each cell is recorded, and what stands around it is read."""
    form = _form(*MONEY, *title, *DETAILS, ("", "合计", "", "", "36.6"))
    first = len(HEAD) + len(MONEY) + len(title) + 1
    (told,) = (each for each in form.remarks if each.detail.get("part") == "details")
    assert (told.cell, told.detail["which"], told.detail["text"]) == (f"A{first}", f"A{first}:E{first + 3}", "序号")
    assert {each.detail["part"] for each in form.remarks if each.kind == "unread_cell" and each.cell[1:] > str(first)} <= {
        "more",
        "details",
    }
    assert form.text("/annual_goal")
    assert not [each for each in form.further if each.cell in {f"C{first + 1}", f"E{first + 2}"}]


def test_what_is_no_such_table_is_told_by_itself() -> None:
    """Headings with nothing below them, and fewer of them."""
    assert "details" not in {part for _, part in _told(*MONEY, HEADINGS)}
    assert "details" not in {part for _, part in _told(*MONEY, ("数量", "金额"), ("20", "36"))}


def test_a_label_ends_the_table() -> None:
    """What stands in the row of a label below is told apart from the table."""
    told = _told(*MONEY, *DETAILS, ("项目类别", "特定目标类", "另附说明"))
    assert told[-1][1] == "head"


COSTS: tuple[Line, ...] = (
    ("项目预算（万元）", "成本构成", "金额", "测算（公式）依据", "2024年实际执行数", "2025年实际执行数"),
    ("", "保安服务费", "191", "依据招标文件", "191", "191"),
    ("", "水电气、维修维护费", "524", "据实结算", "372.88", "504.55"),
)
BY_PRICE: tuple[Line, ...] = (*DETAILS[:2], ("", "小计", "", "", "0.6"), DETAILS[2])


@pytest.mark.parametrize(
    ("rows", "cell", "amount"),
    [
        ((*COSTS, ("", "合计", "715", "", "563.88", "695.55")), "C8", "7150000"),
        ((*BY_PRICE, ("合计", "", "", "", "36.6")), "E9", "366000"),
        ((("费用名称", "数量", "单价", "2026年预算（万元）"), ("服装", "20", "300", "0.6"), ("总计", "", "", "0.6")), "D7", "6000"),
        ((("单位：元",), *BY_PRICE, ("合计", "", "", "", "36.6")), "E10", "366000"),
    ],
    ids=["costs", "with a sum of a part", "named by the year", "in another unit than the form"],
)
def test_its_sum_is_the_money_of_a_form_without_any_other(rows: tuple[Line, ...], cell: str, amount: str) -> None:
    """The sum that says so and is that of the amounts above it; money elsewhere goes before it."""
    form = _form(*rows)
    annual = form.get("/funding/annual")
    assert annual is not None
    assert (annual.cell, annual.value) == (cell, Decimal(amount))
    assert [part for _, part in _told(*rows) if part != "more"] == ["sum"]
    assert not [each for each in form.remarks if each.kind == "missing_label" and "资金" in each.detail["label"]]
    assert _form(*MONEY, *rows).amount("/funding/annual") == Decimal(48)


@pytest.mark.parametrize(
    "rows",
    [COSTS, DETAILS, (*COSTS, ("", "合计", "815", "", "563.88", "695.55")), (*COSTS, ("", "合计", "", "", "563.88", "695.55"))],
    ids=["no sum", "no sum by price", "another sum", "sums of other years"],
)
def test_without_such_a_sum_the_money_is_told_missing(rows: tuple[Line, ...]) -> None:
    """Nothing is guessed of a table that does not add up or says no sum."""
    assert _form(*rows).amount("/funding/annual") is None
    assert [part for _, part in _told(*rows) if part != "more"] == ["no_sum"]


PAYMENTS: tuple[Line, ...] = (("收款人", "日期", "方式", "进度"), *((f"罗{each}", "3月", "转账", "一批") for each in "甲乙丙"))


def _beside(rows: tuple[Line, ...], first: int) -> list[tuple[str, str]]:
    """Return what is told of a form with a table at its right, from a column on."""
    form = (*HEAD, *MONEY, *GOALS, *TABLE)
    width = first - 1
    lines = [(*line, *("",) * (width - len(line)), *beside) for line, beside in zip(form, (*rows, *((),) * 20), strict=False)]
    found = read(drawn(tuple(lines))).forms[0]
    told = [(each.cell, each.detail["part"]) for each in found.remarks if each.kind == "unread_cell"]
    return [each for each in told if each[1] != "more"]


@pytest.mark.parametrize(
    ("rows", "part"),
    [((("支出测算表",), *DETAILS, ("合计", "", "", "", "36.6")), "details"), (DETAILS[:2], "details"), (PAYMENTS, "apart")],
    ids=["a table of costs", "a small one", "another table"],
)
def test_a_table_right_of_a_form_is_no_other_layout(rows: tuple[Line, ...], part: str) -> None:
    """Behind a blank column it is told in one line, its title with it; right at the form it may be columns of the form itself."""
    assert _beside(rows, 9) == [("I1", part)]
    assert all(each[1] not in ("details", "apart") for each in _beside(PAYMENTS, 7))


def test_a_table_of_last_years_and_this_years_spending_is_told_in_one_line() -> None:
    """Yueyanglou's form was said to be of another layout, an error, for the fourteen cells of such a table."""
    headings = ("支出明细预算（万元）", "项 目", "上年度安排资金", "本年度申请资金", "测算依据及说明")
    rows = (("", "合计", "40", "42", "考评方案"), ("", "1专项调查", "25", "27"), ("", "2区域协作", "15", "15"))
    assert [part for _, part in _told(*MONEY, headings, *rows) if part != "more"] == ["details"]


@pytest.mark.parametrize(
    ("label", "value"), [("彩票公益金类别", "体育彩票公益金"), ("资金性质", "政府性基金"), ("资金来源种类", "一般公共预算")]
)
@pytest.mark.parametrize("pair", [("年度", "2026"), ("项目类别", "特定目标类"), ("年度资金总额（万元）", "60")])
def test_words_of_money_beside_a_label_of_the_bureaus_own_are_its_value(label: str, value: str, pair: tuple[str, str]) -> None:
    """彩票公益金类别 | 体育彩票公益金 | 年度 | 2026: 年度 was asked to be a number."""
    rows = ((label, value, *pair), *(() if "总额" in pair[0] else (("年度资金总额（万元）", "60"),)))
    head = (("项目支出绩效目标申报表",), ("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"))
    form = read_lines(*head, *rows, ("年度目标", "全年巡护河堤六十次。"), *ROWS[7:])
    assert (str(form.value("/funding/annual")), form.value("/funding/annual_fiscal")) == ("600000.00", None)
    assert [each.value for each in form.further] == [value]
    assert not unread(form)


def test_a_source_of_money_before_its_amount_stays_one() -> None:
    """资金来源 | 政府性基金 | 40 | 其他资金 | 20."""
    head = (("项目支出绩效目标申报表",), ("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"))
    money = (("年度资金总额（万元）", "60"), ("资金来源", "政府性基金", "40", "其他资金", "20"))
    form = read_lines(*head, *money, ("年度目标", "全年巡护河堤六十次。"), *ROWS[7:])
    assert [str(form.value(f"/funding/{each}")) for each in ("annual_fiscal", "annual_other")] == ["400000.00", "200000.00"]


_STEPS: tuple[Line, ...] = (
    ("项目实施内容", "", "开始时间", "完成时间"),
    ("总体规划", "", "2016", "2020"),
    ("核心区规划", "", "2021", "2021"),
)
_POINTS: tuple[Line, ...] = (
    ("项目权重", "评价内容", "分值", "自评分", "复核分", "评价标准及依据"),
    ("项目决策2分", "决策依据", "2", "2", "", "有年度工作计划计 2 分，没有不得分。"),
    ("项目管理13分", "财务制度", "3", "3", "", "有管理制度的计 3 分。"),
    ("", "组织机构", "2", "2", "", "有专人负责的计 2 分。"),
)


@pytest.mark.parametrize("side", ["", "项目实施进度计划"])
@pytest.mark.parametrize("rows", [_STEPS, _POINTS], ids=["steps", "points"])
def test_a_table_of_steps_or_of_points_is_told_once(rows: tuple[Line, ...], side: str) -> None:
    """实施内容 | 开始时间 | 完成时间, 评价内容 | 分值 | 自评分: what is neither money nor an indicator was an error a cell."""
    form = _form(*MONEY, *((side if index == 0 else "", *row) for index, row in enumerate(rows)))
    told = [each.detail["part"] for each in form.remarks if each.kind == "unread_cell"]
    assert told.count("steps") == 1
    assert {*told} <= {"steps", "more"}
    assert form.text("/annual_goal")


def test_labels_over_one_row_of_values_are_no_table() -> None:
    """开始时间 | 完成时间 | 责任人 over a day each may be those of the project: what was not read is told cell by cell."""
    told = _told(*MONEY, ("开始时间", "完成时间", "责任人"), ("2026-01-01", "2026-12-31", "王某"))
    assert "steps" not in {part for _, part in told}


def test_two_such_words_are_no_table() -> None:
    """开始时间 | 完成时间 over days are labels of the head: a cell that nobody took is told for itself."""
    assert "steps" not in {part for _, part in _told(*MONEY, ("开始时间", "完成时间", "其他"), ("2016", "2020", "三期"))}
