"""One cell of a block of money is blank, an amount or a label: no other amount is lost in silence, or is another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read, unread
from tests.forms.test_body_below import HEAD, LEVELLED
from xlperf.forms.form import FUNDING, Form
from xlperf.forms.record import form_record
from xlperf.forms.values.amounts import parse_amount
from xlperf.intake.sheet import Sheet, address

Lines = tuple[tuple[str, ...], ...]

_GOAL: Lines = (("年度目标", "全年巡护河堤六十次。"),)
_TWO_GOALS: Lines = (("中长期目标", "三年内河堤安全。", "", "年度目标", "全年巡护河堤六十次。"),)
_BLOCKS: dict[str, Lines] = {
    "pairs": (("项目资金（元）", "资金总额", "86"), ("", "财政拨款", "80"), ("", "其他资金", "6")),
    "parts behind the total": (("项目资金（元）", "总额", "86", "市级财政拨款", "80"), ("", "其他资金", "6")),
    "in one cell": (("项目资金（元）", "资金总额：86"), ("", "财政拨款：80"), ("", "其他资金：6")),
    "year in one cell": (("年度资金总额：86元",), ("其中：财政拨款：80元",), ("其他资金：6元",)),
    "levels": (
        ("项目资金（元）", "资金总额", "86"),
        ("", "中央补助", "50"),
        ("", "其中：省级财政拨款", "30"),
        ("", "其他资金", "6"),
    ),
    "below a term": (
        ("项目属性", "延续项目", "", "", "项目周期", "一年"),
        ("项目资金（元）", "年度资金总额", "", "", "86"),
        ("", "财政拨款", "", "", "80"),
        ("", "其他资金", "", "", "6"),
    ),
    "two columns of pairs": (
        ("项目资金（元）", "项目资金总额", "", "年度资金申请总额", "86"),
        ("", "其中：财政资金", "", "其中：当年财政拨款", "80"),
        ("", "其他资金", "", "上年结转资金", "4"),
        ("", "", "", "其他资金", "2"),
    ),
    "upright": (
        ("项目资金（元）", "", "项目总额", "年度金额"),
        ("", "合计", "258", "86"),
        ("", "财政拨款", "240", "80"),
        ("", "其他资金", "18", "6"),
    ),
    "last year": (
        ("项目资金（元）", "", "上年度金额", "本年度金额", "增减额"),
        ("", "资金总额", "78", "86", "8"),
        ("", "其中：财政拨款", "73", "80", "7"),
        ("", "其他资金", "5", "6", "1"),
    ),
    "lying": (("资金来源（元）", "合计", "财政拨款", "其他资金"), ("项目总额", "258", "240", "18"), ("本年度", "86", "80", "6")),
}


def _amounts(form: Form) -> dict[str, set[str]]:
    """Return the fields of each cell with an amount."""
    found: dict[str, set[str]] = {}
    for each in (*form.fields, *form.further):
        if each.cell and not each.blank:
            found.setdefault(each.cell, set()).add(each.name)
    return {cell: names for cell, names in found.items() if any(name.startswith(FUNDING) for name in names)}


def _blanked(sheet: Sheet, first: int, last: int) -> Iterator[tuple[str, Form]]:
    for (row, column), cell in sheet.cells.items():
        if first <= row <= last and "元" not in str(cell.value).replace("86元", ""):
            cells = {at: each for at, each in sheet.cells.items() if at != (row, column)}
            yield address(row, column), read(replace(sheet, cells=cells)).forms[0]


@pytest.mark.parametrize("name", _BLOCKS)
def test_no_other_amount_is_lost_or_another_where_one_cell_is_blank(name: str) -> None:
    """财政拨款：80 in one cell was nowhere where 资金总额：86 above it was blank; below it in pairs it was the whole project's."""
    money = _BLOCKS[name]
    sheet = drawn((*HEAD, *money, *_GOAL, *LEVELLED))
    (whole,) = read(sheet).forms
    own = _amounts(whole)
    assert len(own) >= sum(parse_amount(each.rpartition("：")[2]) is not None for line in money for each in line) - 1
    for blank, form in _blanked(sheet, len(HEAD) + 1, len(HEAD) + len(money)):
        now, told = _amounts(form), unread(form)
        is_told = bool(told) or any(each.kind in ("missing_label", "slipped_rows") for each in form.remarks)
        for cell, names in own.items():
            if cell == blank:
                continue
            assert cell in now or cell in told, f"{blank} blank: {cell} lost"
            assert not names.isdisjoint(now.get(cell, names)) or is_told, f"{blank} blank: {cell} {names} is {now[cell]}"


def test_a_total_that_was_left_blank_is_still_the_years() -> None:
    """资金总额 | | over 财政拨款 | 80: the parts were those of the whole project, and the summary had no money of the year."""
    money = (("项目资金（元）", "资金总额"), ("", "财政拨款", "80"), ("", "其他资金", "6"))
    (form,) = read(drawn((*HEAD, *money, *_GOAL, *LEVELLED))).forms
    assert (form.get("/funding/annual") or form.fields[0]).cell == "C5"
    assert {key: value for key, value in form_record(form)["funding"].items() if value} == {
        "annual_fiscal": "80.00",
        "annual_other": "6.00",
    }


@pytest.mark.parametrize(
    "money",
    [
        (("项目资金（元）", "资金总额：86"), ("", "财政拨款：80"), ("", "其他：6")),
        (("项目资金（元）", "资金总额：", "86"), ("", "财政拨款：", "80"), ("", "其他：", "6")),
        (("项目资金（元）", "资金总额", "86"), ("", "财政拨款", "80"), ("", "其他", "6")),
    ],
    ids=["one cell", "colons", "two cells"],
)
def test_a_total_is_the_years_whether_its_amount_stands_in_its_cell_or_beside_it(money: Lines) -> None:
    """In one cell it was the whole project's, and the year's sum lacked the project."""
    (form,) = read(drawn((*HEAD, *money, *_GOAL, *LEVELLED))).forms
    assert [form.text(f"/funding/{each}") for each in ("annual", "annual_fiscal", "annual_other")] == ["86.00", "80.00", "6.00"]
    (form,) = read(drawn((*HEAD, *money, *_TWO_GOALS, *LEVELLED))).forms  # beside goals of many years
    assert [form.text(f"/funding/{each}") for each in ("total", "total_fiscal", "total_other")] == ["86.00", "80.00", "6.00"]


def test_amounts_below_a_blank_heading_of_a_matrix_are_told() -> None:
    """Text numbers under it were taken for labels, and the whole project's money was lost in silence."""
    sheet = drawn((*HEAD, *_BLOCKS["upright"], *_GOAL, *LEVELLED))
    (form,) = read(replace(sheet, cells={at: each for at, each in sheet.cells.items() if at != (5, 3)})).forms
    assert unread(form) == ["C6", "C7", "C8"]
    assert form.get("/funding/total") is None or form.value("/funding/total") is None


def test_a_row_of_an_evaluation_that_slipped_right_slips_with_the_others_though_its_score_is_blank() -> None:
    """Amounts one column right of their headings, the score left blank: the parts' budgets were read as executed."""
    money = (
        ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", "", "50", "48", "47", "10", "98%"),
        ("其中：财政拨款", "", "46", "45", "44"),
        ("其他资金", "", "4", "3", "3"),
    )
    head = (("项目支出绩效自评表",), *HEAD[1:])
    table = (
        ("年度总体目标", "巡护河堤六十次。"),
        ("实际完成情况", "巡护六十二次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "90"),
    )
    (form,) = read(drawn((*head, *money, *table))).forms
    read_as = [form.text(f"/funding/fiscal/{each}") for each in ("initial_budget", "full_year_budget", "executed")]
    assert read_as == ["460000.00", "450000.00", "440000.00"]
    assert [each.detail["which"] for each in form.remarks if each.kind == "slipped_rows"] == ["6、7、8"]
