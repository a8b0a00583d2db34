"""The money of a self-evaluation: rows with roles, indented or not, on its side, with finer rows, under any heading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms import read_forms
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.intake.sheet import Area, Cell, Sheet, Workbook

Line = tuple[str | float, ...]

HEAD: tuple[Line, ...] = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
)
BELOW: tuple[Line, ...] = (
    ("年度总体目标", "预期目标", "", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "", "巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "60次", 90, 90),
)
COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
TOTAL, FISCAL, CARRIED, OTHER = (50, 48, 45.6, 10, "95.00%", 9.5), (45, 43, 40.6), (5, 5, 5), (0, 0, 0)
FIRST = len(HEAD) + 1


def sheet_of(*money: Line, merges: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    """Return the sheet of a form with these rows of money; merges count rows from the first of them."""
    cells = {
        (row, column): Cell(text, "text") if isinstance(text, str) else Cell(Decimal(str(text)), "number")
        for row, line in enumerate((*HEAD, *money, *BELOW), 1)
        for column, text in enumerate(line, 1)
        if text != ""
    }
    areas = tuple(Area(top + len(HEAD), left, bottom + len(HEAD), right) for top, left, bottom, right in merges)
    return Sheet(name="表", state="visible", cells=cells, merges=areas)


def form_of(*money: Line, merges: tuple[tuple[int, int, int, int], ...] = ()) -> Form:
    """Return the form on such a sheet."""
    return read(sheet_of(*money, merges=merges)).forms[0]


def role(form: Form, name: str) -> list[object]:
    """Return the three amounts of a role in 万元."""
    amounts = [form.value(f"/funding/{name}/{each}") for each in ("initial_budget", "full_year_budget", "executed")]
    return [each / 10000 if isinstance(each, Decimal) else each for each in amounts]


def told(form: Form) -> list[tuple[str, str]]:
    """Return what the reader saw amiss."""
    return [(each.kind, each.cell) for each in form.remarks]


def test_parts_indented_below_the_total() -> None:
    """The label of the total over two columns, 其中 over three rows, and the parts in the second column are one table."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "年度资金总额", "", *TOTAL),
        ("", "其中：", "当年财政拨款", *FISCAL),
        ("", "", "上年结转资金", *CARRIED),
        ("", "", "其他资金", *OTHER),
        merges=((1, 1, 5, 1), (2, 2, 2, 3), (3, 2, 5, 2)),
    )
    assert [role(form, each) for each in ("total", "fiscal", "carryover", "other")] == [
        [Decimal(50), Decimal(48), Decimal("45.6")],
        [Decimal(45), Decimal(43), Decimal("40.6")],
        [5, 5, 5],
        [0, 0, 0],
    ]
    assert form.value("/funding/total/execution_rate") == 95
    assert told(form) == []


def test_parts_indented_without_merged_cells() -> None:
    """Where merges were lost, a total left of all its parts has not slipped, not even one that leaves its last cells blank."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "年度资金总额", "", 50, 48, 45.6),
        ("", "", "当年财政拨款", *FISCAL),
        ("", "", "上年结转资金", *CARRIED),
        ("", "", "其他资金", *OTHER),
    )
    assert role(form, "total") == [Decimal(50), Decimal(48), Decimal("45.6")]
    assert role(form, "fiscal") == [Decimal(45), Decimal(43), Decimal("40.6")]


def test_a_row_that_slipped_left_is_read_from_where_it_stands() -> None:
    """A part whose label and amounts stand one column left of the others was pasted so."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", *TOTAL),
        ("", "", "当年财政拨款", *FISCAL),
        ("", "上年结转资金", *CARRIED),
        ("", "", "其他资金", *OTHER),
    )
    assert role(form, "carryover") == [5, 5, 5]


@pytest.mark.parametrize("heading", ["年度预算数（万元）", "资金来源（万元）"])
def test_a_heading_over_the_roles_is_no_column(heading: str) -> None:
    """年度预算数（万元） over the names of the roles gives the unit of amounts and takes no column from 调整后预算数."""
    form = form_of(
        ("预算执行情况", heading, "年初预算", "调整后预算数", "预算执行数", "权重", "预算执行率", "得分"),
        ("", "总额", *TOTAL),
        ("", "其中：财政资金", *FISCAL),
        ("", "上年结转资金", *CARRIED),
        ("", "其他资金", *OTHER),
        merges=((1, 1, 5, 1),),
    )
    assert form.amount_unit == "万元"
    assert role(form, "total") == [Decimal(50), Decimal(48), Decimal("45.6")]
    assert role(form, "fiscal") == [Decimal(45), Decimal(43), Decimal("40.6")]


def test_a_table_on_its_side() -> None:
    """Roles in the header and 年初预算数 … below each other are read the other way round."""
    form = form_of(
        ("项目资金（万元）", "", "年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金"),
        ("", "年初预算数", 50, 45, 5, 0),
        ("", "全年预算数", 48, 43, 5, 0),
        ("", "全年执行数", 45.6, 40.6, 5, 0),
    )
    assert role(form, "total") == [Decimal(50), Decimal(48), Decimal("45.6")]
    assert role(form, "carryover") == [5, 5, 5]
    assert form.get("/funding/fiscal/executed").cell == f"D{FIRST + 3}"


def test_money_beside_the_other_money_is_added_to_it() -> None:
    """财政专户管理资金 and 单位资金 are parts of the total that the record has no name for: they count as 其他资金."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", 60, 60, 50),
        ("", "", "其中：财政拨款", 40, 40, 35),
        ("", "", "财政专户管理资金", 8, 8, 6),
        ("", "", "单位资金", 7, 7, 5),
        ("", "", "其他资金", 5, 5, 4),
    )
    assert role(form, "other") == [20, 20, 15]
    assert form.get("/funding/other/executed").cell == f"F{FIRST + 5}"
    assert told(form) == []


def test_money_beside_stands_for_other_money_that_is_not_there() -> None:
    """Without a row 其他资金, 单位资金 is the other money."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", 60, 60, 50),
        ("", "", "其中：财政拨款", 53, 53, 45),
        ("", "", "单位资金", 7, 7, 5),
    )
    assert role(form, "other") == [7, 7, 5]
    assert form.get("/funding/other/executed").cell == f"F{FIRST + 3}"


def test_parts_of_the_fiscal_money_are_not_counted_twice() -> None:
    """一般公共预算 and 政府性基金 below 财政拨款 are part of it; without 财政拨款 they make it up."""
    parts: tuple[Line, ...] = (("", "", "一般公共预算", 30, 30, 26), ("", "", "政府性基金预算", 10, 10, 9))
    head: tuple[Line, ...] = (("项目资金（万元）", "", "", *COLUMNS), ("", "", "年度资金总额", 40, 40, 35))
    assert role(form_of(*head, ("", "", "其中：财政拨款", 40, 40, 35), *parts), "fiscal") == [40, 40, 35]
    form = form_of(*head, *parts)
    assert role(form, "fiscal") == [40, 40, 35]
    assert told(form) == []


@pytest.mark.parametrize(
    "labels",
    [
        ("中央财政资金", "省级财政资金"), ("其中：中央资金", "县（区）级资金"), ("省级", "市级"), ("中央转移支付", "地方配套资金"),
        ("省本级财政补助", "市县财政补助资金"), ("　　其中：省级资金", "　　　　　市级资金"),
    ],
)  # fmt: skip
def test_whose_money_the_fiscal_money_is_are_its_parts(labels: tuple[str, str]) -> None:
    """Rows below 财政拨款 that name a level of government are kept under their own names, and stand for it where it is blank."""
    parts = [("", "", label, *amounts) for label, amounts in zip(labels, ((30, 30, 28), (15, 13, 12.6)), strict=True)]
    for fiscal in (FISCAL, ("", "", "")):
        form = form_of(
            ("项目资金（万元）", "", "", *COLUMNS),
            ("", "年度资金总额", "", *TOTAL), ("", "", "其中：当年财政拨款", *fiscal), *parts,
            ("", "", "上年结转资金", *CARRIED), ("", "", "其他资金", *OTHER),
        )  # fmt: skip
        assert role(form, "fiscal") == [45, 43, Decimal("40.6")]
        assert told(form) == []
        assert sorted(each.label.partition("·")[0].strip() for each in form.further) == sorted(each.strip() for each in labels * 3)


def test_a_level_of_government_without_an_amount_is_no_money() -> None:
    """项目级别 | 省级 says nothing of money, and no row of it is read."""
    form = form_of(
        ("项目级别", "省级"), ("项目资金（万元）", "", "", *COLUMNS),
        ("", "年度资金总额", "", *TOTAL), ("", "", "其中：当年财政拨款", *FISCAL),
    )  # fmt: skip
    assert role(form, "fiscal") == [45, 43, Decimal("40.6")]
    assert not any(each.name.startswith("/funding/省级") for each in form.further)


def test_the_total_tells_whether_money_is_beside_or_within() -> None:
    """Where the total is settled by 其他资金 alone, 单位资金 is a part of it that was written out."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", 60, 60, 50),
        ("", "", "其中：财政拨款", 50, 50, 42),
        ("", "", "其他资金", 10, 10, 8),
        ("", "", "单位资金", 7, 7, 5),
    )
    assert role(form, "other") == [10, 10, 8]


def test_an_unreadable_finer_amount_leaves_the_role_unknown() -> None:
    """A word where an amount of 单位资金 should stand is no 0: the role has no value and says why."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", 60, 60, 50),
        ("", "", "单位资金", "待定", 7, 5),
        ("", "", "其他资金", 5, 5, 4),
    )
    assert form.value("/funding/other/initial_budget") is None
    assert form.get("/funding/other/initial_budget").notes == ("not_a_number",)


def remarks(form: Form, kind: str) -> list[tuple[str, dict[str, str]]]:
    """Return the remarks of a kind: cell and detail."""
    return [(each.cell, dict(each.detail)) for each in form.remarks if each.kind == kind]


_ROWS = (("年度资金总额", TOTAL), ("当年财政拨款", FISCAL), ("上年结转资金", CARRIED), ("其他资金", OTHER))
_READ = [[Decimal(str(each)) for each in row[:3]] for _, row in _ROWS]
_ROLES = ("total", "fiscal", "carryover", "other")


@pytest.mark.parametrize("slipped", [0, 1, 2, 3])
@pytest.mark.parametrize("by", [-1, 1])
def test_a_row_that_slipped_is_told_with_what_it_was_read_as(slipped: int, by: int) -> None:
    """One row a column left or right of the others: every amount is read, bears a note, and a finding says how it was read."""
    lines = [("", "", label, *row) for label, row in _ROWS]
    lines[slipped] = lines[slipped][1:] if by < 0 else ("", *lines[slipped])
    form = form_of(("项目资金（万元）", "", "", *COLUMNS), *lines)
    assert [role(form, each) for each in _ROLES] == _READ
    notes = [f"/funding/{name}/initial_budget" for name in _ROLES if "moved" in form.get(f"/funding/{name}/initial_budget").notes]
    assert notes == [f"/funding/{_ROLES[slipped]}/initial_budget"]
    ((cell, detail),) = remarks(form, "slipped_rows")
    row = FIRST + 1 + slipped
    first = [str(each) for each in _ROWS[slipped][1][:3]]
    how = "、".join(f"“{text}”按{title}" for text, title in zip(first, COLUMNS, strict=False)) + ("等" if slipped == 0 else "")
    where = {"which": str(row), "count": "1", "row": str(row), "block": "money"}
    assert (cell, detail) == (f"{'CDE'[by + 1]}{row}", where | {"how": how})
    assert told(form) == [("slipped_rows", cell)]


@pytest.mark.parametrize("by", [-1, 1])
def test_the_blank_amount_of_a_row_that_slipped_bears_no_note(by: int) -> None:
    """Its place is now that of another amount of the row, which was moved; the blank one was not."""
    last = ("", "", "其他资金", 5, "", 5)
    lines = [*(("", "", label, *row) for label, row in _ROWS[:3]), last[1:] if by < 0 else ("", *last)]
    form = form_of(("项目资金（万元）", "", "", *COLUMNS), *lines)
    blank, read = (form.get(f"/funding/other/{each}") for each in ("full_year_budget", "initial_budget"))
    assert (blank.cell, blank.value, blank.notes, read.notes) == (f"E{FIRST + 4}", None, (), ("moved",))


def test_a_row_that_slipped_where_its_first_amount_is_blank() -> None:
    """The label slipped, so 43 under 年初预算数 is the budget of the whole year, which may as well be wrong: both are told."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", *TOTAL),
        ("", "当年财政拨款", "", 43, 40.6),
        ("", "", "上年结转资金", *CARRIED),
        ("", "", "其他资金", *OTHER),
    )
    assert role(form, "fiscal") == [None, 43, Decimal("40.6")]
    how, other = "“43”按全年预算数、“40.6”按全年执行数", "“43”按年初预算数、“40.6”按全年预算数"
    assert remarks(form, "unsure_row") == [(f"D{FIRST + 2}", {"row": str(FIRST + 2), "how": how, "other": other, "margin": "2"})]


def test_a_column_of_the_bureaus_own_is_none_of_its_neighbours() -> None:
    """调整数 between two headings is kept under its own name, and no blank budget takes it."""
    form = form_of(
        ("项目资金（万元）", "", "", "年初预算数", "调整数", *COLUMNS[1:3], "得分", "备注"),
        ("", "", "年度资金总额", "", -2, 48, 45.6, 9.5, "追减"),
        ("", "", "当年财政拨款", 45, "", 43, 40.6),
    )
    assert role(form, "total") == [None, 48, Decimal("45.6")]
    assert form.value("/funding/total/score") == Decimal("9.5")
    assert [(each.label, each.value) for each in form.further] == [("年度资金总额·调整数", "-2"), ("年度资金总额·备注", "追减")]
    assert told(form) == [("own_column", "E6")]


def test_cells_without_a_label_move_nowhere() -> None:
    """A blank lost between amounts: what follows stands under its heading as far as anybody can tell, merged cells or not."""
    form = form_of(
        ("项目资金（万元）", "", "", *COLUMNS),
        ("", "", "年度资金总额", *TOTAL),
        ("", "", "当年财政拨款", "见附件", 43, 40.6),
        merges=((2, 1, 3, 1),),
    )
    assert role(form, "fiscal") == [None, 43, Decimal("40.6")]
    assert form.get("/funding/fiscal/initial_budget").notes == ("not_a_number",)
    assert told(form) == []


@pytest.mark.parametrize(("label", "amount"), [("单位资金", Decimal(7)), ("单位资金（万元）", Decimal(70000))])
def test_a_finer_amount_has_the_unit_that_its_own_label_prints(label: str, amount: Decimal) -> None:
    """The form is in 元; where one label says 万元 its amount is in 万元, alone and within 其他资金."""
    (form,) = read(drawn((*ROWS[:5], ("", label, "7"), *ROWS[5:]))).forms
    assert [(each.name, each.value) for each in form.further] == [(f"/funding/{label}", amount)]
    assert (form.value("/funding/total_other"), form.amount_unit) == (amount, "元")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("预算数", "调整预算数"),
        ("预算数", "全年预算数"),
        ("预算金额", "全年预算数"),
        ("批复预算数", "调整后预算数"),
        ("年度预算数", "调整后全年预算数"),
        ("全年预算数", "年末调整预算数"),
        ("预算数（A）", "调整后预算（B）"),
    ],
)
def test_of_two_budgets_the_adjusted_one_is_the_years(first: str, second: str) -> None:
    """A table without 年初预算数 calls the budget at the start of the year by any name, before or behind the adjusted one."""
    amounts = ("全年执行数", "分值", "执行率", "得分")
    form = form_of(("项目资金（万元）", "", "", first, second, *amounts), ("", "年度资金总额", "", *TOTAL))
    assert (role(form, "total"), told(form)) == ([50, 48, Decimal("45.6")], [])
    swapped = (TOTAL[1], TOTAL[0], *TOTAL[2:])
    form = form_of(("项目资金（万元）", "", "", second, first, *amounts), ("", "年度资金总额", "", *swapped))
    assert (role(form, "total"), told(form)) == ([50, 48, Decimal("45.6")], [])


@pytest.mark.parametrize("label", ["预算数", "全年预算数", "年度预算数"])
def test_the_only_budget_is_the_years(label: str) -> None:
    """A table with one budget has none of the start of the year."""
    form = form_of(
        ("项目资金（万元）", "", "", label, "全年执行数", "分值", "执行率", "得分"), ("", "年度资金总额", "", *TOTAL[1:])
    )
    assert role(form, "total") == [None, 48, Decimal("45.6")]


def test_a_table_with_all_three_budgets_keeps_the_named_ones() -> None:
    """预算数 beside 年初预算数 and 调整预算数 is a heading of the bureau's own."""
    columns = ("预算数", "年初预算数", "调整预算数", "全年执行数", "分值", "执行率", "得分")
    form = form_of(("项目资金（万元）", "", "", *columns), ("", "年度资金总额", "", 47, *TOTAL))
    assert role(form, "total") == [50, 48, Decimal("45.6")]


@pytest.mark.parametrize("own", ["（2）本级安排", "（2）本级预算安排"])
def test_parts_of_a_part_are_kept_and_added_to_nothing(own: str) -> None:
    """上级补助 and 本级安排 add up to the fiscal money above them: the one was counted as other money, the other told as unread."""
    form = form_of(
        ("项目资金（万元）", "", *COLUMNS),
        ("", "年度资金总额", *FISCAL, 10, "94.42%", 9.4),
        ("", "其中：当年财政拨款", *FISCAL),
        ("", "（1）上级补助", 30, 28, 26),
        ("", own, 15, 15, 14.6),
    )
    assert [role(form, each) for each in ("fiscal", "other")] == [[Decimal(45), Decimal(43), Decimal("40.6")], [None] * 3]
    kept = [each.value for each in form.further if own in each.name and isinstance(each.value, Decimal)]
    assert kept == [150000, 150000, 146000]
    assert told(form) == []


def test_a_finer_row_for_which_the_total_has_room_is_other_money() -> None:
    """上级补助 beside the fiscal money is none of its parts."""
    form = form_of(
        ("项目资金（万元）", "", *COLUMNS),
        ("", "年度资金总额", *TOTAL),
        ("", "其中：当年财政拨款", *FISCAL),
        ("", "上级补助", *CARRIED),
    )
    assert (role(form, "fiscal"), role(form, "other")) == ([Decimal(45), Decimal(43), Decimal("40.6")], [5, 5, 5])
    assert told(form) == []


def test_a_heading_in_other_words_stands_in_the_upper_of_two_rows() -> None:
    """预算数 over 年初 and 调整后, with 预算执行情况 beside it: what was spent is read."""
    form = form_of(
        ("项目资金（万元）", "", "", "预算数", "", "预算执行情况", "分值", "执行率", "得分"),
        ("", "", "", "年初", "调整后"),
        ("", "年度资金总额", "", *TOTAL),
        merges=((1, 4, 1, 5),),
    )
    assert role(form, "total") == [50, 48, Decimal("45.6")]


def test_money_without_any_heading_is_told() -> None:
    """The row of headings was deleted, and the amounts with it: the form is read, and each heading is told."""
    form = form_of(("项目资金（万元）", "年度资金总额"), ("", "其中：当年财政拨款"), ("", "上年结转资金"))
    lacking = {each.detail["label"] for each in form.remarks if each.kind == "missing_label"}
    assert {"年初预算数", "全年预算数", "全年执行数"} <= lacking
    assert form.text("/project_name") == "河堤巡护"


@pytest.mark.parametrize("said", ["", "总投资80万元，其中：财政拨款60万元，自筹20万元"])
def test_a_heading_that_lacks_is_told_whatever_a_text_of_the_head_says(said: str) -> None:
    """全年执行数 was deleted from the table; amounts in the words about the project stand for none of its."""
    basis = (("立项依据", said),) if said else ()
    columns = (*COLUMNS[:2], *COLUMNS[3:])
    form = form_of(*basis, ("项目资金（万元）", "", "", *columns), ("", "年度资金总额", "", *TOTAL[:2], *TOTAL[3:]))
    assert "全年执行数" in {each.detail["label"] for each in form.remarks if each.kind == "missing_label"}


@pytest.mark.parametrize("corner", ["项目", "预算阶段"])
def test_a_word_over_the_rows_of_a_table_on_its_side_is_its_corner(corner: str) -> None:
    """It says what stands below it, and is not told as a cell that nothing took."""
    form = form_of(
        ("项目资金（万元）", corner, "年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金"),
        ("", "年初预算数", 50, 45, 5, 0),
        ("", "全年预算数", 48, 43, 5, 0),
        ("", "全年执行数", 45.6, 40.6, 5, 0),
    )
    assert (role(form, "total"), told(form)) == ([50, 48, Decimal("45.6")], [])


def test_a_department_whose_layout_lists_its_headings_and_no_words_like_them() -> None:
    """A layout of its own needs no patterns: the money below the listed headings is read."""
    layouts = [
        replace(each, grid=replace(each.grid, columns=tuple(replace(axis, like=None) for axis in each.grid.columns)))
        for each in load_layouts()
        if each.grid is not None
    ]
    sheet = sheet_of(("项目资金（万元）", "", "", *COLUMNS), ("", "年度资金总额", "", *TOTAL))
    (form,) = read_forms(Workbook("xlsx", (sheet,)), "表.xlsx", layouts, load_vocabulary()).forms
    assert role(form, "total") == [50, 48, Decimal("45.6")]
