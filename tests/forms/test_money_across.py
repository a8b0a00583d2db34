"""Labels of money in a row with their amounts in the row below, words among them that nobody knows; labels with points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_body_below import EVALUATION, EXECUTED, GOALS, HEAD, LEVELLED, REACHED, SCORED, Page
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area

NAMES = ("annual", "annual_fiscal", "annual_other")


def _form(*money: tuple[str, ...]) -> Form:
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    return form


def _unread(form: Form) -> list[str]:
    return [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"]


@pytest.mark.parametrize(
    ("money", "unread"),
    [
        ((("项目资金（元）", "年度资金总额", "其中：财政拨款", "其他资金"), ("", "86", "78", "6")), []),
        (
            (("项目资金（元）", "年度资金总额", "其中：财政拨款", "乡镇自备款", "其他资金"), ("", "86", "78", "2", "6")),
            ["2"],
        ),
        (
            (("项目资金（元）", "年度资金总额", "其中：财政拨款", "其他资金", "备注"), ("", "86", "78", "6", "已批复")),
            ["备注", "已批复"],
        ),
        ((("项目资金（元）", "年度资金总额", "其中：财政拨款", "上年结转", "其他资金"), ("", "86", "78", "—", "6")), []),
    ],
    ids=["plain", "unknown", "note", "dash"],
)
def test_amounts_stand_below_their_labels(money: Page, unread: list[str]) -> None:
    """The amount below words that nobody knows is told, and no other."""
    form = _form(*money)
    assert [form.value(f"/funding/{each}") for each in NAMES] == [Decimal(86), Decimal(78), Decimal(6)]
    assert _unread(form) == unread


def test_amounts_one_column_beside_their_labels_are_told() -> None:
    """The amount of the year below the label of its part is no amount of that."""
    form = _form(("项目资金（元）", "年度资金总额", "其中：财政拨款", "其他资金"), ("", "", "86", "78", "6"))
    assert [form.value(f"/funding/{each}") for each in NAMES] == [None, None, None]
    assert _unread(form) == ["86", "78", "6"]


@pytest.mark.parametrize("beside", ["甲方自理", "拨款12元"])
def test_words_beside_a_label_are_its_value_where_no_row_of_amounts_follows(beside: str) -> None:
    """One label of money alone, or words with an amount among them: neither is a heading."""
    form = _form(("项目资金（元）", "年度资金总额", beside), ("", "86", "其中：财政拨款", "78"))
    field = form.get("/funding/annual")
    assert field is not None
    assert (field.raw, field.notes[:1]) == (beside, ("not_a_number",))


def test_points_of_the_execution_stand_beside_their_labels() -> None:
    """预算执行分值 | 10 and 预算执行得分 | 9.6 below pairs of amounts."""
    money = (
        ("项目资金（万元）", "全年预算数", "86", "全年执行数", "83"),
        ("", "预算执行分值", "10", "预算执行得分", "9.6"),
    )
    (form,) = read(drawn((*EVALUATION, *money, *REACHED, *SCORED))).forms
    assert [form.value(f"/funding/total/{each}") for each in ("executed", "weight", "score")] == [
        Decimal(830000),
        Decimal(10),
        Decimal("9.6"),
    ]
    assert not _unread(form)


def test_a_remark_beside_a_form_stops_no_reading() -> None:
    """已核 alone in a row of the head, right of the last column of the form, whose money is a table."""
    rows = (*EVALUATION, ("",) * 14 + ("已核",), *EXECUTED, *REACHED, *SCORED)
    (form,) = read(drawn(rows)).forms
    assert form.value("/funding/total/executed") == Decimal(460000)


def test_a_goal_below_a_label_that_is_merged_down_is_told_as_doubtful() -> None:
    """Its label over two rows has nothing beside it; the text stands below both."""
    rows = (*HEAD, ("项目资金（元）", "年度资金总额", "86"), ("年度总体目标",), ("",), ("全年巡护河堤六十次。",), *LEVELLED)
    sheet = drawn(rows)
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(6, 1, 7, 1)))).forms
    assert form.value("/annual_goal") == "全年巡护河堤六十次。"
    assert [each.kind for each in form.remarks] == ["unsure_row"]


@pytest.mark.parametrize("side", ["项目资金（元）", "预算规模及资金用途"])
@pytest.mark.parametrize("total", ["预算数", "预算金额", "项目预算", "项目年度预算"])
def test_a_total_of_no_named_period_over_its_amount(total: str, side: str) -> None:
    """预算数 | 其中：财政拨款 | 其他资金 over an amount each: that of the total was lost in silence."""
    form = _form((side, total, "其中：财政拨款", "其他资金"), ("", " 86 ", "78", "8"))
    assert [form.value(f"/funding/{each}") for each in NAMES] == [Decimal(86), Decimal(78), Decimal(8)]
    assert not _unread(form)


@pytest.mark.parametrize("side", ["项目资金（元）", "预算规模及资金用途"])
def test_an_amount_below_a_total_that_nobody_knows_is_told(side: str) -> None:
    """The heading at the side is merged down over both rows, so that the amount is the first of its row."""
    rows = (*HEAD, (side, "资金盘子", "其中：财政拨款", "其他资金"), ("", " 86 ", "78", "8"), *GOALS, *LEVELLED)
    sheet = drawn(rows)
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(len(HEAD) + 1, 1, len(HEAD) + 2, 1)))).forms
    assert ("86", "amount") in [(each.detail.get("text"), each.detail.get("part")) for each in form.remarks]
    assert Decimal(86) not in [form.value(f"/funding/{each}") for each in NAMES]


def test_the_year_in_a_cell_beside_its_label_is_no_heading_of_amounts() -> None:
    """年度 | 2026 over 资金总额 | 86: the year's money was read as the whole term's."""
    head, money = (*HEAD[:1], ("年度", "2026"), *HEAD[2:]), (("项目资金（元）", "资金总额", "86"), ("", "其中：财政拨款", "78"))
    (form,) = read(drawn((*head, *money, *GOALS, *LEVELLED))).forms
    assert [form.value(f"/funding/{each}") for each in ("total", "annual", "annual_fiscal")] == [None, Decimal(86), Decimal(78)]
