"""What stands in a workbook beside its forms is told where it may be data; signatures, notes and lists of words are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.data.words import GUIDE_HEADERS
from xlperf.forms.reading.beside_forms import BESIDE
from xlperf.intake.sheet import Cell, Sheet

_BELOW = len(ROWS) + 3


def told(*sheets: Sheet) -> list[tuple[str, str, dict[str, str]]]:
    """Return what is told of cells beside the forms: sheet, cell and details."""
    return [(each.sheet, each.cell, dict(each.detail)) for each in read(*sheets).remarks if each.kind == BESIDE]


def below(*cells: tuple[int, int, Cell]) -> Sheet:
    """Return a form with a signature under it, and cells further down: rows below that, column, cell."""
    form = drawn(rows=(*ROWS, ("填报人：", "陈一", "联系电话：", "88880000")))
    return replace(form, cells={**form.cells, **{(_BELOW + row, column): cell for row, column, cell in cells}})


def number(text: str) -> Cell:
    """Return a cell with a number."""
    return Cell(Decimal(text), "number")


@pytest.mark.parametrize(
    "cell",
    [number("36000"), number("1268000"), number("12.5"), number("-2000"), Cell("另有2.5万元", "text"), Cell("≥20(场)", "text")],
    ids=["yuan", "seven digits", "decimals", "negative", "money in words", "target"],
)
def test_a_figure_below_a_form_is_told(cell: Cell) -> None:
    """Nobody reads it there: it is quoted with its cell, once for all that stand together."""
    found = told(below((0, 4, cell), (1, 4, number("5000"))))
    assert found == [("表", f"D{_BELOW}", {"text": found[0][2]["text"], "part": "below", "count": "2"})]


@pytest.mark.parametrize("signed", [["联系电话：", "88886666"], ["联系电话：88886666"], []], ids=["in two cells", "in one", "none"])
def test_a_target_behind_a_signature_and_its_value_is_told(signed: list[str]) -> None:
    """The first text behind 联系电话： is the telephone; what follows is nobody's."""
    line = [(0, column, Cell(text, "text")) for column, text in enumerate([*signed, "约20场"], 1)]
    assert [each[1] for each in told(below(*line))] == [f"{'ABC'[len(signed)]}{_BELOW}"]


@pytest.mark.parametrize(("row", "column", "is_told"), [(1, 2, True), (1, 4, True), (1, 6, False), (2, 2, False)])
def test_what_may_be_a_name_right_below_the_words_of_a_table_is_told(row: int, column: int, is_told: bool) -> None:
    """周岚 may be an indicator there, under one cell of the last row; further down, or beside the table, somebody signed."""
    form = drawn()
    name = {(len(ROWS) + row, column): Cell("周岚", "text")}
    assert bool(told(replace(form, cells={**form.cells, **name}))) == is_told


@pytest.mark.parametrize(
    "cells",
    [
        [(0, 1, Cell("联系电话", "text")), (0, 2, number("88886666"))],
        [(0, 3, number("13900001111"))],
        [(0, 3, Cell("2026年3月1日", "text")), (1, 3, Cell(date(2026, 3, 1), "date"))],
        [(0, 3, Cell("第 1 页", "text")), (1, 3, number("2"))],
        [(0, 1, Cell("注：", "text")), (0, 2, Cell("每课时800元", "text"))],
        [(0, 1, Cell("说明：单价按每课时800元、每人每天450元核定，人数按上年实有人数计算，差旅费另列。", "text"))],
        [(0, 2, Cell("云溪市河道所（盖章）", "text"))],
        [(0, 1, Cell("业务科室签字", "text")), (0, 2, number("88886666"))],
    ],
    ids=["telephone", "mobile telephone", "days", "pages", "note", "long note", "seal", "another signature"],
)
def test_signatures_and_notes_below_a_form_are_not_told(cells: list[tuple[int, int, Cell]]) -> None:
    """What stands below most forms is no data: who filled it in, when, and what it rests on."""
    assert told(below(*cells)) == []


@pytest.mark.parametrize("row", [0, 2])
@pytest.mark.parametrize("text", ["本项目已并入馆舍维修，请以新表为准", "以上内容待局党组审定后调整", "秋叶乙丙办理事宜"])
def test_a_sentence_below_a_form_is_told(text: str, row: int) -> None:
    """A unit may say there that the form is void: it is quoted with its cell."""
    assert told(below((row, 2, Cell(text, "text")))) == [("表", f"B{_BELOW + row}", {"text": text, "part": "words", "count": "1"})]


@pytest.mark.parametrize("cell", [number("7654321"), Cell("≥7654(件)", "text")], ids=["amount", "target"])
def test_a_figure_above_a_form_is_told(cell: Cell) -> None:
    """It is typed over the title, where nobody reads it."""
    form = drawn()
    cells = {(row + 3, column): each for (row, column), each in form.cells.items()}
    merges = tuple(replace(each, top=each.top + 3, bottom=each.bottom + 3) for each in form.merges)
    found = told(replace(form, cells={**cells, (1, 4): cell}, merges=merges))
    assert [(at, detail["part"], detail["count"]) for _, at, detail in found] == [("D1", "words", "1")]


def test_a_sentence_above_a_form_is_told() -> None:
    """What is typed over the title is no part of the form either; 附件2, the unit and the year are what stands over forms."""
    form = drawn()
    cells = {(row + 4, column): cell for (row, column), cell in form.cells.items()}
    texts = ("附件2", "此表作废，以三月二日报送的为准", "（2026年度）")
    over = {(row, 1): Cell(text, "text") for row, text in enumerate(texts, 1)}
    merges = tuple(replace(each, top=each.top + 4, bottom=each.bottom + 4) for each in form.merges)
    assert told(replace(form, cells={**cells, **over}, merges=merges)) == [
        ("表", "A2", {"text": "此表作废，以三月二日报送的为准", "part": "words", "count": "1"})
    ]


OWN = [
    "备注：该项目上年已支付30万元，本年为尾款",
    "说明：本单位六月撤并，项目由文化馆承接",
    "注：金额暂估，以批复为准",
    "情况说明：我馆搬迁，活动减少",
]
PRINTED = [
    "注：本项目支出绩效目标表一式三份",
    "说明：100万元以上的项目须附可行性报告",
    "填表说明：本项目名称应与预算一致，请核对",
    "注：其他资金指除财政拨款以外的资金",
]


@pytest.mark.parametrize(("text", "is_own"), [*((each, True) for each in OWN), *((each, False) for each in PRINTED)])
def test_what_a_unit_says_of_itself_is_told_though_it_is_called_a_note(text: str, is_own: bool) -> None:
    """Below the form or alone on a sheet; what a bureau printed for everybody is told by nobody."""
    below_it = [each[2]["text"] for each in told(below((2, 1, Cell(text, "text"))))]
    on_a_sheet = [each[2]["text"] for each in told(drawn(), Sheet("说明", "visible", {(1, 1): Cell(text, "text")}))]
    assert (below_it, on_a_sheet) == (([text], [text]) if is_own else ([], []))


@pytest.mark.parametrize(
    ("line", "is_told"),
    [(("场租", "200000"), True), (("年度", "2026"), False), (("200000",), False), (("页数", "3"), False)],
)
def test_an_amount_on_a_sheet_of_its_own_is_told(line: tuple[str, ...], is_told: bool) -> None:
    """One amount with its words is enough; a year, a number of pages and a number alone say nothing."""
    cells = {(1, at): number(text) if text.isdigit() else Cell(text, "text") for at, text in enumerate(line, 1)}
    assert bool(told(drawn(), Sheet("明细", "visible", cells))) is is_told


@pytest.mark.parametrize(
    "lines",
    [
        ["填表说明：", "1.本表由项目实施单位填写。", "2.金额以元为单位，保留两位小数。"],
        ["注意事项：请用正楷填写", "每个项目填写一张表"],
        ["单位负责人：王一　　填报人：陈二"],
        ["示例市云岭区文化和旅游局（公章）"],
        ["续表：项目支出绩效目标申报表"],
    ],
    ids=["guide", "advice", "signatures", "seal", "continued"],
)
def test_what_stands_below_most_forms_is_no_sentence(lines: list[str]) -> None:
    """Notes with all that follows them, signatures and seals are told by nobody."""
    assert told(below(*((row, 1, Cell(text, "text")) for row, text in enumerate(lines)))) == []


@pytest.mark.parametrize("text", ["金额待核", "另有3万元未列"])
@pytest.mark.parametrize(
    "line",
    [("填报人：陈一", "", "联系电话：88880000"), ("填报人", "陈一", "联系电话", "88880000"), ("经办人：陈一", "复核人：王一")],
)
def test_a_remark_beside_a_signature_is_told(text: str, line: tuple[str, ...]) -> None:
    """What stands behind signatures that have their values is none of them."""
    told_of = told(drawn(rows=(*ROWS, (*line, *("",) * (5 - len(line)), text))))
    assert [each[2]["text"] for each in told_of] == [text]


@pytest.mark.parametrize(
    "line",
    [
        ("填报人：", "陈一", "单位负责人（签字）", "", "王一", "二〇二六年三月一日"),
        ("填报人：陈一", "二〇二六年三月一日"),
        ("主管部门审核意见", "", "同意按此上报", "经办人：吴某"),
        ("单位负责人签字：", "", "情况属实，同意上报", "2026 年", "3 月"),
        ("填报单位：", "云溪市河道所财务科", "电话", "0512", "66668888"),
    ],
)
def test_what_a_signature_says_is_no_remark_beside_it(line: tuple[str, ...]) -> None:
    """The cell behind a signature without a value in its own is that value; days and telephones follow in several cells."""
    assert told(drawn(rows=(*ROWS, line))) == []


def test_figures_between_two_forms_are_told_apart() -> None:
    """Each stretch of rows without a form is told once, at its first figure."""
    first, second = below((0, 4, number("36000"))), below((0, 4, number("7000")))
    rows = _BELOW + 3
    cells = {**first.cells, **{(row + rows, column): cell for (row, column), cell in second.cells.items()}}
    found = told(replace(first, cells=cells))
    assert [(cell, detail["text"]) for _, cell, detail in found] == [(f"D{_BELOW}", "36000"), (f"D{rows + _BELOW}", "7000")]


def calculation(name: str = "测算明细", state: str = "visible") -> Sheet:
    """Return a sheet of costs, as units put beside their form."""
    rows = [("序号", "内容", "金额"), ("1", "场地租金", "24000"), ("2", "讲课费", "12000"), ("", "合计", "36000")]
    cells = {
        (row, column): number(text) if text.isdigit() else Cell(text, "text")
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line, 1)
        if text
    }
    return Sheet(name=name, state=state, cells=cells, merges=())  # type: ignore[arg-type]


def test_a_sheet_of_figures_beside_a_form_is_named() -> None:
    """It is no form and nobody reads it; whether it is one that was wanted, a person decides."""
    assert told(drawn(), calculation()) == [("测算明细", "A1", {"text": "序号", "part": "sheet", "count": "5"})]


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([("12", "30"), ("45",)], "3"),
        ([("12", "30")], ""),
        ([("12", "30", "45")], ""),
        ([("12",), ("45",)], ""),
    ],
    ids=["three in two rows", "two", "three in a row", "two in two rows"],
)
def test_a_few_figures_make_a_sheet_of_figures(rows: list[tuple[str, ...]], count: str) -> None:
    """One line of numbers is a heading or a date; three numbers in two rows are worth a look."""
    cells = {(row, column): number(text) for row, line in enumerate(rows, 2) for column, text in enumerate(line, 1)}
    found = told(drawn(), Sheet(name="附", state="visible", cells={(1, 1): Cell("内容", "text"), **cells}, merges=()))
    assert [each["count"] for _, _, each in found] == ([count] if count else [])


def test_hidden_sheets_and_lists_of_words_are_not_named() -> None:
    """The list behind a drop-down, a page of advice, and what the unit cannot see."""
    words = Sheet(name="选项", state="visible", cells={(row, 1): Cell("特定目标类", "text") for row in range(1, 9)}, merges=())
    assert told(drawn(), calculation(state="hidden"), words) == []


COSTS = (
    ("资金测算明细",),
    ("序号", "内容", "单价", "数量", "金额"),
    ("1", "场地租金", "2000", "12", "24000"),
    ("2", "讲课费", "1500", "8", "12000"),
)


@pytest.mark.parametrize("gap", [0, 1], ids=["at once", "after a blank row"])
@pytest.mark.parametrize("title", [True, False], ids=["with a title", "without a title"])
def test_a_table_of_costs_below_a_form_is_no_part_of_it(gap: int, title: bool) -> None:
    """Its rows are no indicators, whatever stands between; its figures are told to be unread."""
    costs = COSTS if title else COSTS[1:]
    found = read(drawn(rows=(*ROWS, *((),) * gap, *costs)))
    assert [len(each.rows) for each in found.forms] == [3]
    assert [each.detail["part"] for each in found.remarks if each.kind == BESIDE] == ["below"]


def test_one_word_of_a_calculation_ends_no_table() -> None:
    """An indicator may be called 数量 or 金额: a table of another kind has a row of such words."""
    found = read(drawn(rows=(*ROWS, ("", "产出指标", "数量指标", "数量", "≥5(项)"), ("", "", "成本指标", "金额", "≤5(万元)"))))
    assert [row["level3"].value for row in found.forms[0].rows][3:] == ["数量", "金额"]


@pytest.mark.parametrize("heads", [("一级指标", "二级指标"), ("一级指标", "分值", "评分标准")], ids=["codes", "standards"])
@pytest.mark.parametrize("headings", [(), ("考核内容",), ("", "指标的要求")], ids=["known", "names", "targets"])
def test_a_list_of_levels_beside_the_head_is_not_the_form_s_table(heads: tuple[str, ...], headings: tuple[str, ...]) -> None:
    """Right of the form and higher than its table, it takes neither the head nor the indicators from the form.

    Nor does it where the form calls its names or targets as no other does.
    """
    header = tuple(own or each for own, each in zip_longest(("", "", "", *headings), ROWS[7], fillvalue=""))
    form = drawn(rows=(*ROWS[:7], header, *ROWS[8:]))
    right = max(column for _, column in form.cells) + 3
    rows = (heads, ("产出指标", "数量指标"), ("效益指标", "社会效益指标"))
    codes = {(3 + row, right + column): Cell(text, "text") for row, line in enumerate(rows) for column, text in enumerate(line)}
    whole, beside = (read(each).forms[0] for each in (form, replace(form, cells={**form.cells, **codes})))
    assert beside.fields == whole.fields


@pytest.mark.parametrize(
    ("label", "is_day", "is_told"), [("合", False, True), ("小计", False, False), ("审核人", False, False), ("审于", True, False)]
)
def test_numbers_with_words_between_them_below_a_form_are_a_day(label: str, is_day: bool, is_told: bool) -> None:
    """合 | 100 | 98 may be the sums of its scores; 审于 | 2026 | 年 | 3 | 月 is none, and 小计 and 审核人 say what theirs are."""
    words = [number("9")] if not is_day else [Cell("年", "text"), number("3"), Cell("月", "text")]
    cells = [Cell(label, "text"), number("26"), *words]
    form = drawn()
    below_it = {(len(ROWS) + 1, column): cell for column, cell in enumerate(cells, 1)}
    assert bool(told(replace(form, cells={**form.cells, **below_it}))) == is_told


@pytest.mark.parametrize("line", [("其他需说明的问题",), ("其他事项", "无"), ("其他需说明的问题：无",), ("主要问题", "／")])
def test_a_printed_label_that_was_left_empty_says_nothing(line: tuple[str, ...]) -> None:
    """Below the form, with the opinions of those who approve after it, nobody wrote anything there; a sentence is told."""
    opinions = ("主管部门审核意见", "", "", "", "财政部门审核意见")
    found = read(drawn(rows=(*ROWS, line, opinions, ("填报人：", "", "单位负责人："))))
    assert [each for each in (*found.remarks, *found.forms[0].remarks) if each.kind == BESIDE] == []
    found = read(drawn(rows=(*ROWS, line[:1], opinions, ("云溪市河道所今年已停办",))))
    assert [each.detail["text"] for each in found.remarks if each.kind == BESIDE] == ["云溪市河道所今年已停办"]


def _told_below(*line: str) -> list[str]:
    """Return the texts told of a line below a form and its signature."""
    cells = ((0, column, Cell(text, "text")) for column, text in enumerate(line, 1))
    return [each[2]["text"] for each in told(below(*cells))]


@pytest.mark.parametrize(
    ("note", "is_told"),
    [("备注：本项目含上年结转20万元", True), ("备注：本项目含上年结转资金", False), ("备注：20万元以上的项目须评审", False)],
)
def test_a_note_that_a_form_keeps_is_told_where_the_unit_speaks_of_its_money(note: str, is_told: bool) -> None:
    """No rule judges it there; what a unit says of its project without money, or a bureau of money, is kept only."""
    form = read(drawn((*ROWS, (note,))))
    assert [each.detail["text"] for each in form.remarks if each.kind == BESIDE] == [note] * is_told


def test_the_guide_that_was_handed_out_with_the_forms_is_not_told() -> None:
    """It has figures in its rows, below headings that xlperf wrote itself; any other sheet with as many is told."""
    figures = {(row, column): number(str(row * 100 + column)) for row in (4, 5, 6) for column in (1, 2, 3)}
    heads = {(3, column): Cell(text, "text") for column, text in enumerate(GUIDE_HEADERS, 1)}
    page = replace(drawn(name="说明"), cells={(1, 1): Cell("怎样填写", "text"), **figures}, merges=())
    assert [each[0] for each in told(drawn(), page)] == ["说明"]
    assert told(drawn(), replace(page, cells={**page.cells, **heads})) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("填报人：", "陈一", "约20场"), ["约20场"]),
        (("填报人：", "约20场", "约30场"), ["约30场"]),
        (("填报人：陈一", "共20万元"), ["共20万元"]),
        (("注：", "陈一", "约20场"), []),
        (("注：", "本表一式两份", "≥20(场)"), ["≥20(场)"]),
        (("填报人：", "≥20(场)"), ["≥20(场)"]),
        (("明细负责人", "5000"), []),
        (("经费支出明细", "5000"), ["5000"]),
        (("其他资金：60",), ["其他资金：60"]),
        (("其他资金：六十",), []),
        (("备查：60",), []),
    ],
)
def test_what_stands_behind_a_signature_a_note_and_a_label(line: tuple[str, ...], said: list[str]) -> None:
    """The first cell behind 填报人： is its value, what a note says stays a note, but for what can be nothing but a target."""
    assert _told_below(*line) == said


def test_figures_of_other_rows_are_not_counted_with_those_that_are_told() -> None:
    """场租 | 3 | 200000 is told with both figures, 甲 | 5 | 6 further down is the number of something."""
    rent = ((0, 1, Cell("场租", "text")), (0, 2, number("3")), (0, 3, number("200000")))
    other = ((1, 1, Cell("甲", "text")), (1, 2, number("5")), (1, 3, number("6")))
    assert [(each[1], each[2]["count"]) for each in told(below(*rent, *other))] == [(f"B{_BELOW}", "2")]


def test_what_a_form_says_itself_is_not_told_again_below_it() -> None:
    """The name of the unit under its form; that of another body is."""
    assert [_told_below(name) for name in ("云溪市河道所", "柳川市河道管理所")] == [[], ["柳川市河道管理所"]]
