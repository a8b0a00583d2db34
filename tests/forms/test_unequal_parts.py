"""Parts of a part that do not add up to it are told where they are all of it, and nowhere else."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read, unread
from tests.forms.test_body_below import HEAD, LEVELLED
from xlperf.forms.form import Form
from xlperf.forms.record import form_record

Lines = tuple[tuple[str, ...], ...]

_EVALUATION: Lines = (
    ("年度总体目标", "巡护河堤六十次。"),
    ("实际完成情况", "巡护六十二次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "90"),
)


def _below(*rows: tuple[str, str]) -> Form:
    """Return a declaration with these labels and amounts below each other."""
    money = tuple(("" if index else "项目资金（万元）", *row) for index, row in enumerate(rows))
    return read(drawn((*HEAD, *money, ("年度目标", "全年巡护河堤六十次。"), *LEVELLED))).forms[0]


def _told(form: Form) -> list[tuple[str, dict[str, str]]]:
    return [(each.cell, dict(each.detail)) for each in form.remarks if each.kind == "parts_differ"]


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        ("财政拨款", (("（1）上级补助", "50"), ("（2）本级安排", "20"))),
        ("财政拨款", (("其中：上级财政资金", "50"), ("同级财政资金", "20"))),
        ("财政拨款", (("其中：一般公共预算", "60"), ("政府性基金", "10"))),
    ],
)
def test_all_parts_of_fiscal_money_that_do_not_add_up_to_it(part: str, rows: Lines) -> None:
    """The total needs 财政拨款 as it stands, so the rows below it are its parts; both sums and their cells are told."""
    form = _below(("年度资金总额", "86"), (part, "80"), *rows, ("其他资金", "6"))
    names = [label.removeprefix("（1）").removeprefix("（2）") for label, _ in rows]
    names = [label.removeprefix("（1）").removeprefix("（2）") for label, _ in rows]
    how = " + ".join(f"{name}（C{row}）{amount}.00" for row, (name, (_, amount)) in enumerate(zip(names, rows, strict=True), 7))
    assert _told(form) == [("C6", {"label": part, "text": "80.00", "how": how, "other": "10.00"})]
    assert form_record(form)["funding"]["annual_fiscal"] == "800000.00"
    assert form_record(form)["funding"]["annual_other"] == "60000.00"
    assert unread(form) == []


def test_all_parts_of_other_money_that_do_not_add_up_to_it() -> None:
    """自有资金 and 财政专户管理资金 below 其他资金."""
    form = _below(("年度资金总额", "86"), ("财政拨款", "66"), ("其他资金", "20"), ("自有资金", "12"), ("财政专户管理资金", "5"))
    assert [(cell, told["other"]) for cell, told in _told(form)] == [("C7", "3.00")]
    assert form_record(form)["funding"]["annual_other"] == "200000.00"


@pytest.mark.parametrize(
    "rows",
    [
        (("（1）上级补助", "60"), ("（2）本级安排", "20")),  # they add up
        (("（1）上级补助", "60"), ("其中：中央补助", "40"), ("（2）本级安排", "20")),  # one is a part of another
        (("（1）上级补助", "50.33"), ("（2）本级安排", "29.66")),  # rounded
        (("其中：一般公共预算", "50"),),  # of which: the rest is unsaid
        (("其中：中央资金", "50"), ("省级资金", "20")),  # the rest may be the city's
        (("其中：一般公共预算", "60"), ("政府性基金", "10"), ("某项专款", "10")),  # words that nobody knows
        (("其中：一般公共预算", "60"), ("政府性基金", "")),  # left blank
        (("其中：一般公共预算", "0"), ("政府性基金", "0")),
        (("财政专户管理资金", "0"), ("单位资金", "0")),  # beside it, below it
        (("财政专户管理资金", "3"), ("单位资金", "3")),
    ],
)
def test_parts_that_may_not_be_all_of_a_part_are_not_told(rows: Lines) -> None:
    """No unit is blamed for a sum that only a reader supposed."""
    assert _told(_below(("年度资金总额", "86"), ("财政拨款", "80"), *rows, ("其他资金", "6"))) == []


def test_a_total_that_does_not_add_up_tells_nothing_of_its_parts() -> None:
    """The total may count them otherwise, and another rule tells that it does not add up."""
    form = _below(("年度资金总额", "99"), ("财政拨款", "80"), ("上级补助", "50"), ("本级安排", "20"), ("其他资金", "6"))
    assert _told(form) == []


@pytest.mark.parametrize(("budget", "spent", "told"), [("40", "30", []), ("40", "20", ["E7"]), ("30", "30", ["D7"])])
def test_each_column_of_an_evaluation_is_added_up(budget: str, spent: str, told: list[str]) -> None:
    """全年预算数 may add up where 全年执行数 does not."""
    money = (
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "86", "86", "66", "10", "76.74%", "7.67"),
        ("", "其中：财政拨款", "80", "80", "60"),
        ("", "上级补助", "40", "40", "30"),
        ("", "本级安排", "40", budget, spent),
        ("", "其他资金", "6", "6", "6"),
    )
    (form,) = read(drawn((("项目支出绩效自评表",), *HEAD[1:], *money, *_EVALUATION))).forms
    assert [cell for cell, _ in _told(form)] == told


def test_a_change_of_the_budget_beside_the_changed_budget_is_not_the_budget() -> None:
    """调整预算数 | 调整后预算数: −20 was read as the year's budget, and 580 told as unread."""
    money = (
        ("资金来源（万元）", "", "年初预算数", "调整预算数", "调整后预算数", "全年执行数", "执行率", "得分"),
        ("", "年度资金总额", "600", "-20", "580", "575", "99.14%", "9.9"),
        ("", "其中：一般公共预算", "600", "-20", "580", "575", "99.14%"),
    )
    (form,) = read(drawn((("项目支出绩效自评表",), *HEAD[1:], *money, *_EVALUATION))).forms
    assert [form.text(f"/funding/{each}/full_year_budget") for each in ("total", "fiscal")] == ["5800000.00", "5800000.00"]
    assert unread(form) == []
    alone = tuple((*line[:4], *line[5:]) for line in money)  # the changed budget by its shorter name
    (form,) = read(drawn((("项目支出绩效自评表",), *HEAD[1:], *alone, *_EVALUATION))).forms
    assert form.text("/funding/total/full_year_budget") == "-200000.00"
