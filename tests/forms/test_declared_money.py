"""The money of declarations of other bureaux: term and year beside each other, one year only, finer rows; no vain demands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Area, Cell, Sheet, Workbook
from xlperf.rules import Context, load_rule_book

Line = tuple[str | float, ...]

BELOW: tuple[Line, ...] = (
    ("总体目标", "年度目标"),
    ("", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%"),
)
PARTS = ("total", "total_fiscal", "total_carryover", "total_other", "annual", "annual_fiscal", "annual_carryover", "annual_other")


def form_of(*money: Line, title: str = "项目支出绩效目标表", merges: tuple[Area, ...] = ()) -> Form:
    """Return the form with these rows of money, the first of which is the fifth of the sheet; numbers are numbers."""
    head: tuple[Line, ...] = (
        (title,),
        ("（2026年度）",),
        ("项目名称", "河堤巡护"),
        ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    )
    cells = {
        (row, column): Cell(text, "text") if isinstance(text, str) else Cell(Decimal(str(text)), "number")
        for row, line in enumerate((*head, *money, *BELOW), 1)
        for column, text in enumerate(line, 1)
        if text != ""
    }
    return read(Sheet(name="表", state="visible", cells=cells, merges=merges)).forms[0]


def money(form: Form) -> dict[str, object]:
    """Return the amounts of a form in 元, those without a value left out."""
    return {each: form.value(f"/funding/{each}") for each in PARTS if form.value(f"/funding/{each}") is not None}


def told(form: Form) -> list[tuple[str, str]]:
    """Return what the reader saw amiss."""
    return [(each.kind, each.cell) for each in form.remarks]


def test_term_and_year_beside_each_other() -> None:
    """The same labels stand twice: below 中期资金总额 they are the term's, below 年度资金总额 the year's."""
    form = form_of(
        ("项目资金（元）", "", "中期资金总额：", 600, "年度资金总额：", 200),
        ("", "", "其中：财政拨款", 550, "其中：财政拨款", 180),
        ("", "", "上年结转资金", 20, "上年结转资金", 5),
        ("", "", "其他资金", 30, "其他资金", 15),
    )
    assert money(form) == dict(zip(PARTS, (600, 550, 20, 30, 200, 180, 5, 15), strict=True))
    assert told(form) == []


@pytest.mark.parametrize("fiscal", ["其中：财政拨款", "其中：财政资金", "财政拨款", "其中：本年财政拨款"])
def test_a_form_of_one_year(fiscal: str) -> None:
    """With 年度资金总额 alone, fiscal and other money are the year's; the form has no money of the term and is not asked for it."""
    form = form_of(("项目资金（元）", "年度资金总额", 200), ("", fiscal, 180), ("", "其他资金", 20))
    assert money(form) == {"annual": 200, "annual_fiscal": 180, "annual_other": 20}
    assert form.get("/funding/total") is None
    assert told(form) == []


def test_a_total_that_names_no_period() -> None:
    """With 资金总额 alone the money is the year's; a form with a goal of many years has none of the year then."""
    total: tuple[Line, ...] = (("项目资金（元）", "资金总额：", 360), ("", "财政拨款：", 300))
    lines = (*total, ("", "自有资金：", 50), ("", "其他：", 10))
    form = form_of(*lines)
    assert money(form) == {"annual": 360, "annual_fiscal": 300, "annual_other": 60}
    assert form.get("/funding/total") is None
    assert told(form) == []
    form = form_of(*lines, ("中期目标", "三年巡护二百次。"))
    assert money(form) == {"total": 360, "total_fiscal": 300, "total_other": 60}
    assert form.get("/funding/annual") is None


def test_finer_rows_go_into_their_roles() -> None:
    """财政专户管理资金, 事业收入, 上级补助资金 and 社会资金 count as 其他资金; 一般公共预算 is part of the fiscal money."""
    form = form_of(
        ("项目资金（元）", "年度资金总额", 200),
        ("", "其中：财政拨款", 150),
        ("", "其中：一般公共预算", 150),
        ("", "财政专户管理资金", 20),
        ("", "事业收入", 18),
        ("", "社会资金", 5),
        ("", "上级补助资金", 7),
    )
    assert money(form) == {"annual": 200, "annual_fiscal": 150, "annual_other": 50}
    assert form.get("/funding/annual_other").cell == "C8"
    assert told(form) == []


def test_what_the_form_has_not_got_is_not_demanded() -> None:
    """A form of another bureau without 项目性质, 项目类别 and dates has no such fields, and nothing was taken out of it."""
    form = form_of(("项目资金（元）", "年度资金总额", 200))
    assert [form.get(each) for each in ("/nature", "/category", "/start_date", "/end_date")] == [None] * 4


def test_one_label_of_a_group_is_demanded() -> None:
    """Where 其中：财政资金 of the whole project stands, 项目资金总额 was taken out of the template: it is blank, and told."""
    form = form_of(
        ("项目性质", "经常性项目", "", "项目类别", "特定目标类"),
        ("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"),
        ("项目资金（元）", "", "", "年度资金申请总额", 200),
        ("", "其中：财政资金", 180, "其中：当年财政拨款", 180),
        title="财政项目支出绩效目标申报表",
    )
    assert form.get("/funding/total").blank
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == ["项目资金总额"]


def test_the_unit_of_amounts_in_a_cell_of_its_own() -> None:
    """金额单位 | 万元 in two cells of the head is the unit of amounts, and both cells are accounted for."""
    form = form_of(("项目类型", "延续", "", "金额单位", "万元"), ("项目总金额", 450, "", "本年金额", 150))
    assert (form.amount_unit, money(form)) == ("万元", {"total": 4_500_000, "annual": 1_500_000})
    assert "E5" not in [cell for _, cell in told(form)]


_SOURCES = (("合计", 300, 100), ("财政拨款", 270, 80), ("上年结转资金", 10, 10), ("其他资金", 20, 10))
_CROSSED = {"total": 300, "total_fiscal": 270, "total_carryover": 10, "total_other": 20} | {
    "annual": 100, "annual_fiscal": 80, "annual_carryover": 10, "annual_other": 10,
}  # fmt: skip


@pytest.mark.parametrize("titles", [("总额", "其中：本年度"), ("项目总投资", "2026年度"), ("实施期总额", "本年度预算（元）")])
def test_sources_of_money_crossing_total_and_year(titles: tuple[str, str]) -> None:
    """Sources below each other, the periods in the header; a year in a heading is this year's when it is the form's."""
    form = form_of(("资金安排（元）", "资金来源", *titles), *(("", *each) for each in _SOURCES))
    assert money(form) == _CROSSED
    assert told(form) == []
    assert (form.get("/funding/annual_fiscal").cell, form.get("/funding/total").cell) == ("D7", "C6")  # type: ignore[union-attr]


@pytest.mark.parametrize("slipped", [0, 1, 2, 3])
def test_a_source_that_slipped_left_is_read_with_the_others(slipped: int) -> None:
    """Its label and amounts stand one column left; they are read under the periods, and told."""
    rows = [("", *each) for each in _SOURCES]
    rows[slipped] = rows[slipped][1:]
    form = form_of(("资金安排（元）", "资金来源", "总额", "本年度"), *rows)
    assert money(form) == _CROSSED
    unsure = [] if slipped else [("unsure_row", "B6")]  # a total may well stand left of its parts
    assert told(form) == [("slipped_rows", f"B{6 + slipped}"), *unsure]
    moved = [name for name in PARTS if (found := form.get(f"/funding/{name}")) is not None and "moved" in found.notes]
    part = PARTS[slipped].removeprefix("total")
    assert moved == [f"total{part}", f"annual{part}"]


def test_a_period_that_slipped_left_is_read_with_the_other() -> None:
    """The same in a table on its side."""
    rows = (("", "项目总额", *(each[1] for each in _SOURCES)), ("本年度", *(each[2] for each in _SOURCES)))
    form = form_of(("项目资金（元）", "", *(each[0] for each in _SOURCES)), *rows)
    assert money(form) == _CROSSED
    assert told(form) == [("slipped_rows", "B7")]


@pytest.mark.parametrize("blank", ["财政拨款", "上年结转资金", "其他资金"])
def test_a_source_that_nobody_filled_ends_no_table(blank: str) -> None:
    """A blank row between others is a source without money; what stands below it is read."""
    rows = (("", name, *(() if name == blank else row)) for name, *row in _SOURCES)
    form = form_of(("资金安排（元）", "资金来源", "总额", "本年度"), *rows)
    part = {"财政拨款": "fiscal", "上年结转资金": "carryover", "其他资金": "other"}[blank]
    assert money(form) == {key: each for key, each in _CROSSED.items() if not key.endswith(part)}
    assert form.get(f"/funding/annual_{part}").blank  # type: ignore[union-attr]
    assert told(form) == []


@pytest.mark.parametrize("row", [("", "其他资金", 20, "其中：上级补助", 7), (9, "其他资金", 20, 10)])
def test_a_row_that_pairs_labels_and_values_is_none_of_a_crossing_table(row: Line) -> None:
    """Numbers under no heading, with a label of their own or left of the source, are no amounts that slipped."""
    form = form_of(("资金安排（元）", "资金来源", "", "总额", "本年度"), ("", "财政拨款", "", 270, 80), row)
    assert form.value("/funding/total_other") is None


def test_sources_of_money_in_the_header() -> None:
    """The same table on its side."""
    rows = (("项目总额", *(each[1] for each in _SOURCES)), ("本年度", *(each[2] for each in _SOURCES)))
    form = form_of(("项目资金（元）", "", *(each[0] for each in _SOURCES)), *(("", *each) for each in rows))
    assert money(form) == _CROSSED
    assert told(form) == []


def test_a_column_of_amounts_alone_is_the_years_and_finer_sources_go_into_theirs() -> None:
    """金额（万元） beside the sources: there is no total of the term, and 单位资金 belongs to the other money."""
    rows = (("资金总额", 12), ("财政拨款", 9), ("单位资金", 2), ("其他资金", 1))
    form = form_of(("项目资金", "资金来源", "金额（万元）"), *(("", *each) for each in rows))
    assert money(form) == {"annual": 120000, "annual_fiscal": 90000, "annual_other": 30000}
    assert told(form) == []


def test_a_column_of_another_year_is_none_of_the_forms_amounts() -> None:
    """It is kept under its own heading, and no cell is left unread."""
    rows = (("合计", 300, 100, 200), ("财政拨款", 300, 100, 200))
    form = form_of(("项目资金（元）", "来源", "总额", "2026年", "2027年"), *(("", *each) for each in rows))
    assert money(form) == {"total": 300, "total_fiscal": 300, "annual": 100, "annual_fiscal": 100}
    kept = [(each.label, each.value, each.cell) for each in form.further]
    assert kept == [("合计·2027年", 200, "E6"), ("财政拨款·2027年", 200, "E7")]
    assert told(form) == []


def test_a_small_table_beside_the_money_of_the_form_changes_none_of_it() -> None:
    """A breakdown such as 合计 and 其他 below 金额 is no money table where the labels have their values beside them."""
    form = form_of(("项目资金（元）", "年度资金总额", 48), ("", "支出明细", "金额"), ("", "合计", 40), ("", "其他资金", 8))
    assert money(form)["annual"] == 48


def test_a_day_above_the_money_is_no_heading_of_a_year() -> None:
    """2026/12/31 beside 计划完成日期 stands over the amounts of the year and means no column of them."""
    rows = (("年度资金总额", "", 48), ("其中：财政拨款", "", 40), ("其他资金", "", 8))
    form = form_of(("计划开始日期", "2026/1/1", "2026/12/31"), *rows)
    assert money(form)["annual"] == 48


def test_amounts_beside_a_column_that_no_heading_names_are_no_crossing_table() -> None:
    """Where a number stands under no period, the labels are read with their values beside them as ever."""
    form = form_of(
        ("项目资金（元）", "", "", "", "本年度"),
        ("", "项目资金总额", 300, "年度资金总额", 100),
        ("", "其中：财政拨款", 270, "其中：财政拨款", 80),
    )
    assert {key: value for key, value in money(form).items() if "fiscal" not in key} == {"total": 300, "annual": 100}


def test_amounts_that_slipped_are_shown_to_people() -> None:
    """Rows of indicators that slipped go into the record only; where amounts were moved a person has to look."""
    rows = [("", *each) for each in _SOURCES]
    rows[1] = rows[1][1:]
    form = form_of(("资金安排（元）", "资金来源", "总额", "本年度"), *rows)
    file = FileResult(form.source.file, "read", sha256="0", forms=(form,))
    found = [each for each in load_rule_book().judge_file(file, Context()).findings if each.rule == "FILE-024"]
    assert [(each.record_only, each.severity, each.cell) for each in found] == [(False, "info", "B7")]
    assert found[0].message == "资金表第 7 行错位，没有对齐标题，第 7 行“270”按总额、“80”按本年度读取，请核对金额。"


def test_a_layout_without_a_crossing_table_has_its_amounts_beside_labels() -> None:
    """What a department's own layout does not know is not looked for."""
    layouts = tuple(replace(each, cross=None) for each in load_layouts() if each.id == "declaration")
    (form,) = read_forms(Workbook("xlsx", (drawn(),)), "表.xlsx", layouts, load_vocabulary()).forms
    assert money(form) == {"total": 48, "annual": 48}


_OF_YEAR = {"annual": Decimal("860000.00"), "annual_fiscal": Decimal("800000.00"), "annual_other": Decimal("60000.00")}


@pytest.mark.parametrize("side", ["项目资金（万元）", "资金来源（万元）", "预算安排（万元）", "申报金额（万元）"])
@pytest.mark.parametrize("total", ["合计", "总计", "小计"])
def test_sources_below_each_other_without_a_heading(side: str, total: str) -> None:
    """合计, 财政拨款 and 其他资金 beside their amounts, at the side of any words, are the amounts of the year."""
    form = form_of((side, total, 86), ("", "财政拨款", 80), ("", "其他资金", 6), title="部门预算绩效目标申报表")
    assert money(form) == _OF_YEAR
    assert told(form) == []


@pytest.mark.parametrize("below", ["", "年初预算", "2026年"])
@pytest.mark.parametrize("side", ["预算金额（万元）", "项目预算（万元）", "申请资金（万元）"])
def test_sources_beside_each_other_over_one_row_of_amounts(side: str, below: str) -> None:
    """A row of sources and one row of amounts below it, whatever stands at the side of the two."""
    form = form_of((side, "合计", "财政拨款", "其他资金"), (below, 86, 80, 6), title="部门预算绩效目标申报表")
    assert money(form) == _OF_YEAR


def test_a_second_amount_below_a_source_is_told() -> None:
    """Where a source is merged over two columns and a number stands in each, one is its amount and the other is not lost."""
    rows: tuple[Line, ...] = (("预算金额（万元）", "合计", "财政拨款", "", "其他资金"), ("", 86, 80, 5, 6))
    form = form_of(*rows, title="部门预算绩效目标申报表", merges=(Area(5, 3, 5, 4),))
    assert money(form) == _OF_YEAR
    assert ("unread_cell", "D6") in told(form)


@pytest.mark.parametrize("blank", [(3,), (3, 4)])
def test_a_blank_amount_of_the_year_is_not_the_term_s(blank: tuple[int, ...]) -> None:
    """Labels of both totals and of their parts in one row over their amounts: the year's total was left blank."""
    of_term = ("项目资金总额（万元）", "其中：财政资金", "其他资金")
    labels = (*of_term, "年度资金申请总额（万元）", "其中：当年财政拨款", "上年结转资金", "其他资金")
    amounts = tuple("" if at in blank else each for at, each in enumerate((144, 130, 14, 44, 30, 4, 10)))
    found = money(form_of(labels, amounts))
    assert (found["total"], found["total_fiscal"], found["total_other"]) == (Decimal(1440000), Decimal(1300000), Decimal(140000))
    assert (found.get("annual"), found["annual_carryover"], found["annual_other"]) == (None, Decimal(40000), Decimal(100000))


def test_two_rows_of_amounts_without_periods_are_not_guessed() -> None:
    """Which of two rows is the year's nobody can tell where they name no period."""
    form = form_of(("项目资金（万元）", "合计", "财政拨款", "其他资金"), ("", 186, 180, 6), ("", 86, 80, 6))
    assert money(form) == {}
    assert [cell for kind, cell in told(form) if kind == "unread_cell"] == ["B5", "B6", "C6", "D6", "B7", "C7", "D7"]


def test_a_word_of_a_sum_between_a_label_and_its_amount() -> None:
    """项目预算 | 总计 | 86: the amount is that of the label."""
    form = form_of(("项目预算（万元）", "总计", 86), ("", "一般公共预算", 80), ("", "单位资金", 6))
    assert money(form) == _OF_YEAR
    assert told(form) == []


def test_a_source_below_the_total_of_the_year_is_not_the_term_s() -> None:
    """In blocks below each other a part belongs to the total right above it, and to no other."""
    lines: tuple[Line, ...] = (
        ("项目资金（元）", "项目资金总额", 90),
        ("", "其中：财政资金", 90),
        ("", "年度资金申请总额", 40),
        ("", "其中：当年财政拨款", 30),
        ("", "上年结转资金", 10),
    )
    assert money(form_of(*lines)) == {
        "total": Decimal("90.00"),
        "total_fiscal": Decimal("90.00"),
        "annual": Decimal("40.00"),
        "annual_fiscal": Decimal("30.00"),
        "annual_carryover": Decimal("10.00"),
    }


@pytest.mark.parametrize("amounts", [("137", "120", "17"), ("1,370,000元", "1200000元", "170000元"), (137, 120, 17)])
def test_labels_in_a_row_over_amounts_lose_none(amounts: Line) -> None:
    """年度预算金额 | 财政拨款 | 其他 over amounts: the table of the sources has no column for the first, which stays."""
    form = form_of(("资金情况（万元）", "年度预算金额", "一般公共预算拨款", "其他"), ("", *amounts), merges=(Area(5, 1, 6, 1),))
    assert [str(form.value(f"/funding/{each}")) for each in ("annual", "annual_fiscal", "annual_other")] == [
        "1370000.00", "1200000.00", "170000.00"
    ]  # fmt: skip


@pytest.mark.parametrize("blanks", [(), ("",)])
def test_a_period_with_its_value_behind_a_blank_is_no_heading_of_amounts(blanks: Line) -> None:
    """项目周期 | | 1年 above 年度资金总额 | 665: the money is the year's, not the term's."""
    form = form_of(
        ("项目负责人", "唐岫云", "", "项目周期", *blanks, "1年"),
        ("项目资金（万元）", "年度资金总额", "", "", *blanks, "665"),
        ("", "一般公共预算拨款", "", "", *blanks, "605"),
        ("", "上年结转资金", "", "", *blanks, "60"),
        merges=(Area(6, 1, 8, 1), *(Area(row, 2, row, 4) for row in (6, 7, 8))),
    )
    assert form.value("/funding/total") is None
    assert [str(form.value(f"/funding/{each}")) for each in ("annual", "annual_fiscal", "annual_carryover")] == [
        "6650000.00", "6050000.00", "600000.00"
    ]  # fmt: skip


def test_finer_amounts_stand_in_the_order_of_the_form() -> None:
    """自有资金 above 单位资金: their sum is that of the first cell, and each is kept in its turn."""
    form = form_of(("项目资金（万元）", "年度资金总额", 86), ("", "财政拨款", 80), ("", "自有资金", 4), ("", "单位资金", 2))
    other = form.get("/funding/annual_other")
    assert other is not None and (other.value, other.raw, other.cell) == (60000, "4\n2", "C7")
    assert [(each.name, each.cell) for each in form.further] == [("/funding/自有资金", "C7"), ("/funding/单位资金", "C8")]


def test_a_part_is_not_what_a_total_leaves_beside_an_amount_that_cannot_be_read() -> None:
    """一般公共预算 4 is within 财政拨款 6, though 6 and 4 make the total: the other money is 四万左右."""
    rows: tuple[Line, ...] = (("", "财政拨款", 6), ("", "一般公共预算", 4), ("", "其他资金", "四万左右"))
    form = form_of(("项目资金（万元）", "年度资金总额", 10), *rows)
    assert money(form) == {"annual": 100000, "annual_fiscal": 60000}


_WITHIN = (("", "其中：财政拨款", 200), ("", "（1）上级补助", 120), ("", "（2）本级安排", 80))


@pytest.mark.parametrize("rest", [(("", "上年结转资金", 60), ("", "其他", 0)), (("", "上年结转资金", 60),)])
@pytest.mark.parametrize("within", [_WITHIN, (_WITHIN[0], *_WITHIN[:0:-1])])
def test_parts_of_a_part_are_kept_and_added_to_nothing(within: tuple[Line, ...], rest: tuple[Line, ...]) -> None:
    """上级补助 and 本级安排 add up to the fiscal money above them: the one was counted as other money, the other told as unread."""
    form = form_of(("项目资金（元）", "资金总额", 260), *within, *rest)
    assert (form.value("/funding/annual_fiscal"), form.value("/funding/annual_carryover")) == (200, 60)
    assert not form.value("/funding/annual_other")
    assert {each.value for each in form.further if each.name.startswith("/funding/（")} == {120, 80}
    assert told(form) == []


def test_rows_for_which_the_total_has_room_are_no_parts_of_a_part() -> None:
    """That 单位资金 and 事业收入 add up to the fiscal money too is chance: they are other money."""
    form = form_of(("项目资金（元）", "年度资金总额", 200), ("", "财政拨款", 100), ("", "单位资金", 60), ("", "事业收入", 40))
    assert money(form) == {"annual": 200, "annual_fiscal": 100, "annual_other": 100}


def test_rows_that_do_not_add_up_to_the_part_above_are_told() -> None:
    """What is lacking may be anywhere: nobody guesses, and neither is other money."""
    form = form_of(("项目资金（元）", "年度资金总额", 200), ("", "财政拨款", 200), ("", "上级补助", 120), ("", "本级安排", 70))
    assert told(form) == [("parts_differ", "C6")]
    assert money(form) == {"annual": 200, "annual_fiscal": 200}


def _below_totals(total: str, annual: str, parts: tuple[str, str]) -> Form:
    return form_of(
        ("项目资金（元）", total, 260, annual, 250),
        ("", parts[0], 220, parts[1], 200),
        ("", "", "", "上年结转资金", 20),
        ("", "其他资金", 40, "其他资金", 30),
    )


_NAMED = ("其中：财政资金", "其中：当年财政拨款")


def test_parts_that_name_their_total_keep_the_parts_below_them_though_it_has_another_name() -> None:
    """已到位资金 instead of 年度资金申请总额 is told alone: its parts stand below 其中：当年财政拨款."""
    form = _below_totals("项目资金总额", "已到位资金", _NAMED)
    assert money(form) == {"total": 260, "total_fiscal": 220, "total_other": 40} | dict(zip(PARTS[5:], (200, 20, 30), strict=True))
    assert {cell for kind, cell in told(form) if kind == "unread_cell"} == {"D5", "E5"}
    form = _below_totals("已累计投入资金", "年度资金申请总额", _NAMED)
    assert money(form) == {"total_fiscal": 220, "total_other": 40} | dict(zip(PARTS[4:], (250, 200, 20, 30), strict=True))


def test_parts_below_a_total_of_another_name_that_no_part_names_are_told() -> None:
    """财政拨款 | 其他资金 may be of any total."""
    form = _below_totals("项目资金总额", "已到位资金", ("其中：财政资金", "专项投入"))
    assert [form.value(f"/funding/{each}") for each in PARTS[5:]] == [None, None, None]
    assert {"E7", "E8"} <= {cell for kind, cell in told(form) if kind == "unread_cell"}
