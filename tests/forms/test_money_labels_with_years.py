"""Labels of money that name the years they are for: 2026年资金总额 | 2026-2028年资金总额."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_body_below import EVALUATION, EXECUTED, GOALS, HEAD, LEVELLED, REACHED, SCORED
from xlperf.forms.form import Form

AMOUNTS = ("/funding/total", "/funding/total_fiscal", "/funding/annual", "/funding/annual_fiscal")


def _form(*money: tuple[str, ...]) -> Form:
    (form,) = read(drawn((*HEAD, *money, *GOALS, *LEVELLED))).forms
    return form


@pytest.mark.parametrize(
    ("annual", "term"),
    [
        ("2026年资金总额", "2026-2028年资金总额"),
        ("2026年度预算资金", "2026年—2028年项目资金总额"),
        ("资金总额（2026年）", "资金总额（2026-2028年）"),
        ("其中：2026年资金", "三年资金总额"),
        ("年度资金总额", "2026～2028年预算总额"),
    ],
)
@pytest.mark.parametrize("first", ["annual", "term"])
def test_money_is_that_of_the_years_in_its_label(annual: str, term: str, first: str) -> None:
    """Of the year and of the whole term, beside each other in either order, each with its part below."""
    pairs = [((annual, "86"), ("其中：财政拨款", "80")), ((term, "258"), ("其中：财政拨款", "240"))]
    (one, two), (three, four) = pairs if first == "annual" else pairs[::-1]
    form = _form(("项目资金（元）", *one, *three), ("", *two, *four))
    assert [form.value(each) for each in AMOUNTS] == [Decimal(each) for each in (258, 240, 86, 80)]
    assert not form.remarks


@pytest.mark.parametrize(
    ("label", "other"),
    [("2025年资金总额", ""), ("2025年资金总额", "2026年资金总额"), ("2026年执行数", ""), ("2026年资金测算", "")],
    ids=["of another year", "beside that of the year", "spent", "in other words"],
)
def test_what_may_be_other_money_is_told(label: str, other: str) -> None:
    """Of last year, alone or beside the year's, and of what was spent: none of it is the budget of the year."""
    form = _form(("项目资金（元）", label, "80", other, "86" if other else ""))
    assert form.value("/funding/annual") == (Decimal(86) if other else None)
    assert [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"][:2] == [label, "80"]


def test_a_project_may_be_called_like_a_label() -> None:
    """2026年项目经费 beside 项目名称 is its name."""
    rows = tuple(("项目名称", "2026年项目经费", "12") if row[0] == "项目名称" else row for row in HEAD)
    (form,) = read(drawn((*rows, ("项目资金（元）", "资金总额", "86"), *GOALS, *LEVELLED))).forms
    assert (form.value("/project_name"), form.value("/funding/annual")) == ("2026年项目经费", Decimal(86))


def test_a_form_without_a_year_is_of_that_of_its_money() -> None:
    """No other year is named above."""
    (form,) = read(drawn((HEAD[0], *HEAD[2:], ("项目资金（元）", "2026年资金总额", "86"), *GOALS, *LEVELLED))).forms
    assert form.value("/funding/annual") == Decimal(86)


def test_a_heading_over_a_column_of_amounts_stays_one() -> None:
    """2026年预算 crosses the sources of money, and is no label with its amount beside it."""
    money = (("资金来源（元）", "项目总额", "2026年预算"), ("合计", "258", "86"), ("财政拨款", "240", "80"))
    assert [_form(*money).value(each) for each in AMOUNTS] == [Decimal(each) for each in (258, 240, 86, 80)]


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("annual", "2026年资金申请总额"),
        ("annual", "2026年年度资金申请总额"),
        ("annual_fiscal", "其中：2026年财政拨款"),
        ("annual_fiscal", "2026年财政资金"),
        ("annual_carryover", "2025年结转资金"),
        ("annual_carryover", "上年（2025年）结转资金"),
        ("annual_carryover", "上年度结转资金"),
        ("annual_other", "2026年其他资金"),
        ("annual_other", "其中：2026年单位自筹"),
    ],
)
def test_each_label_of_money_may_name_its_year(field: str, label: str) -> None:
    """The form's own year in front or in brackets; the year before in that of what was carried over."""
    labels = {"annual": "年度资金总额", "annual_fiscal": "财政拨款", "annual_carryover": "上年结转", "annual_other": "其他资金"}
    labels[field] = label
    form = _form(*(("", each, amount) for each, amount in zip(labels.values(), ("86", "80", "2", "4"), strict=True)), ("单位：元",))
    assert [form.value(f"/funding/{each}") for each in labels] == [Decimal(each) for each in (86, 80, 2, 4)]
    assert not form.remarks


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("年初预算数", "2026年初预算数"),
        ("年初预算数", "2026年年初预算数"),
        ("全年预算数", "2026年预算数"),
        ("全年执行数", "2026年执行数"),
        ("年度资金总额", "2026年度资金总额"),
        ("预期目标", "2026年预期目标"),
        ("实际完成情况", "2026年实际完成情况"),
        ("项目资金（万元）", "2026年项目资金（万元）"),
        ("实际完成值", "2026年实际完成值"),
        ("实际完成值", "2026年度实际完成值"),
    ],
)
def test_a_self_evaluation_may_name_its_year_in_each_label(printed: str, label: str) -> None:
    """Of its money, its goals and its results: everything is read as without the year."""
    usual = (*EVALUATION, *EXECUTED, *REACHED, *SCORED)
    named = tuple(tuple(label if each == printed else each for each in row) for row in usual)
    (form,), (other,) = read(drawn(named)).forms, read(drawn(usual)).forms
    assert (form.fields, form.remarks) == (other.fields, other.remarks)


@pytest.mark.parametrize(
    ("printed", "label", "told"),
    [
        ("实际完成值", "2025年实际完成值", ("missing_label", "F10")),
        ("项目资金（万元）", "2025年项目资金（万元）", ("unread_cell", "A5")),
    ],
)
def test_a_label_of_another_year_is_told(printed: str, label: str, told: tuple[str, str]) -> None:
    """Results and money of last year are none of this year's."""
    rows = (*EVALUATION, *EXECUTED, *REACHED, *SCORED)
    (form,) = read(drawn(tuple(tuple(label if each == printed else each for each in row) for row in rows))).forms
    assert told in [(each.kind, each.cell) for each in form.remarks]


@pytest.mark.parametrize(("year", "told"), [("2026", []), ("2025", ["A8"])])
def test_what_stands_beside_the_indicators_may_name_the_year_of_the_form(year: str, told: list[str]) -> None:
    """2026年度绩效指标 says what 绩效指标 does; that of another year is told."""
    rows = tuple(tuple(f"{year}年度绩效指标" if each == "绩效指标" else each for each in row) for row in ROWS)
    (form,) = read(drawn(rows)).forms
    assert [each.cell for each in form.remarks] == told


@pytest.mark.parametrize("label", ["2026年资金总额（万元）", "2026年项目资金（万元）"])
def test_money_with_its_year_may_say_its_unit(label: str) -> None:
    """Beside its amount it is the year's, whatever else 项目资金 may stand for."""
    form = _form((label, "86"))
    assert (form.value("/funding/annual"), form.amount_unit) == (Decimal(860000), "万元")


def test_goals_may_name_their_years() -> None:
    """2026年绩效目标 | 2026-2028年绩效目标, in whatever order."""
    goals = (("绩效目标", "2026年绩效目标", "", "2026-2028年绩效目标"), ("", "今年巡护河堤六十次。", "", "三年巡护河堤二百次。"))
    (form,) = read(drawn((*HEAD, ("项目资金（元）", "资金总额", "86"), *goals, *LEVELLED))).forms
    assert (form.value("/annual_goal"), form.value("/overall_goal")) == ("今年巡护河堤六十次。", "三年巡护河堤二百次。")


def test_a_label_may_name_its_years_twice() -> None:
    """In front and in brackets behind it: 2026年资金总额（2026年）."""
    form = _form(("项目资金（元）", "2026年资金总额（2026年）", "86", "2026-2028年资金总额（2026-2028年）", "258"))
    assert (form.value("/funding/annual"), form.value("/funding/total")) == (Decimal(86), Decimal(258))
    assert not form.remarks
