"""The whole money of a form in one cell: read where it is clear what is the total and what its parts, told once elsewhere."""

from __future__ import annotations

import pytest

from tests.forms.test_labels_with_values import GOAL, HEAD, TABLE, drawn
from tests.forms.test_trusted_headings import DONE, EVALUATION
from xlperf.forms.form import FUNDING, UNREAD, Form
from xlperf.forms.record import form_record

_SIDE = "资金总额及构成"


def _funding(form: Form) -> dict[str, object]:
    return {each.name.removeprefix(FUNDING): each.value for each in form.fields if each.name.startswith(FUNDING) and each.value}


def _declared(label: str, text: str) -> Form:
    return drawn(*HEAD, (label, text), *GOAL, *TABLE)


def _told(form: Form) -> list[tuple[str, str]]:
    kinds = (UNREAD, "missing_label", "unit_missing")
    return [(each.kind, each.detail.get("part", "")) for each in form.remarks if each.kind in kinds]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("项目资金", "总额 500 万元，其中：财政拨款 400 万元，自筹 100 万元"),
        (_SIDE, "500万元（财政拨款400万元、其他资金100万元）"),
        ("年度资金总额", "500万元，含财政资金为400万元和单位自筹100万元。"),
        ("年度资金总额", "由财政拨款400万元、自筹资金100万元组成，共500万元"),
        ("项目资金", "年度资金总额：5,000,000元\n财政拨款：4000000元\n其他资金：1000000元"),
    ],
)
def test_a_total_and_its_parts_in_one_cell(label: str, text: str) -> None:
    """Whatever stands between them, and wherever the total stands; the amounts say their unit."""
    form = _declared(label, text)
    assert _funding(form) == {"annual": 5_000_000, "annual_fiscal": 4_000_000, "annual_other": 1_000_000}
    assert _told(form) == []


def test_the_money_of_the_term_and_of_the_year_in_one_cell() -> None:
    """The parts belong to the total before them."""
    form = _declared("项目资金", "项目总投资900万元，本年度500万元，其中：财政资金400万元，其他资金100万元")
    assert _funding(form) == {"total": 9_000_000, "annual": 5_000_000, "annual_fiscal": 4_000_000, "annual_other": 1_000_000}


def test_parts_in_words_of_the_unit_s_own_are_kept_where_they_add_up() -> None:
    """854万（甲单位400万，乙单位454万）: nobody knows these, but the sum tells that they are the parts."""
    form = _declared(_SIDE, "854万（甲单位400万，乙单位454万）")
    assert _funding(form) == {"annual": 8_540_000}
    assert [(each.name, each.value) for each in form.further] == [("/funding/甲单位", 4_000_000), ("/funding/乙单位", 4_540_000)]
    assert _told(form) == []


@pytest.mark.parametrize(
    "text",
    [
        "854万（甲单位400万，乙单位450万）",
        "500万元（财政拨款400万元，购置费100万元）",
        "今年500万元，明年另行安排300万元",
        "500万元（3个乡镇，每个100万元）",
    ],
)
def test_amounts_that_leave_it_open_are_asked_for_once(text: str) -> None:
    """They do not add up, or some are of the budget and some of nobody knows what."""
    form = _declared(_SIDE, text)
    assert _funding(form) == {}
    assert (UNREAD, "amounts") in _told(form)
    assert all(kind != "missing_label" for kind, _ in _told(form))


def test_a_part_of_a_part_is_kept_and_none_of_the_form_s_amounts() -> None:
    """500万元（含中央资金300万元）says nothing of the other 200."""
    form = _declared("年度资金总额", "500万元（含中央资金300万元）")
    assert _funding(form) == {"annual": 5_000_000}
    assert [(each.name, each.value) for each in form.further] == [("/funding/中央资金", 3_000_000)]


@pytest.mark.parametrize("text", ["覆盖12万人、3万户", "完成率96%，满意度95%", "联系人3181234，传真3181235"])
def test_other_numbers_in_one_cell_are_no_money(text: str) -> None:
    """Only what has a unit of money asks for the total."""
    assert (UNREAD, "amounts") not in _told(_declared("受益范围", text))


def _evaluated(label: str, text: str) -> Form:
    line = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90")
    return drawn(*EVALUATION[:3], (label, text), *EVALUATION[5:], DONE, line)


def test_budget_and_spending_of_an_evaluation_in_one_cell() -> None:
    """Columns and, behind each, its parts."""
    form = _evaluated("预算执行情况", "全年预算数500万元（其中：财政拨款400万元、其他资金100万元），全年执行数480万元，执行率96%")
    record = form_record(form)["funding"]
    assert record["total"]["full_year_budget"] == "5000000.00"
    assert (record["total"]["executed"], record["total"]["execution_rate"]) == ("4800000.00", "96")
    assert (record["fiscal"]["full_year_budget"], record["other"]["full_year_budget"]) == ("4000000.00", "1000000.00")
    assert _told(form) == []


def test_one_total_of_an_evaluation_says_not_whether_it_is_budget_or_spending() -> None:
    """It is asked for; the template is not called changed besides."""
    assert _told(_evaluated("项目资金", "共500万元（财政拨款400万元，自筹100万元）")) == [(UNREAD, "amounts")]


def test_numbered_sources_with_parts_of_their_own() -> None:
    """The county's and the higher level's money are within the fiscal one; what the unit has itself is other money."""
    fiscal = "一、财政拨款：600万元（其中：上级财政资金：500万元；本级财政：100万元）"
    form = _declared(_SIDE, f"总额900万元 {fiscal} 二、自有资金：0万元 三、其他：300万元")
    assert _funding(form) == {"annual": 9_000_000, "annual_fiscal": 6_000_000, "annual_other": 3_000_000}
    assert _told(form) == []


def test_parts_in_brackets_behind_amounts_of_their_own_lines() -> None:
    """The total and the fiscal money each say what they are made of, in words of the unit's own."""
    said = "854万（农田建设400万元，示范建设454万元）"
    form = drawn(*HEAD, ("资金（万元）", "年度资金总额：", said), ("", "其中：财政拨款", said), ("", "其他资金"), *GOAL, *TABLE)
    assert _funding(form) == {"annual": 8_540_000, "annual_fiscal": 8_540_000}
    assert _told(form) == []
    wrong = drawn(*HEAD, ("资金（万元）", "年度资金总额：", "854万（农田建设400万元，示范建设455万元）"), *GOAL, *TABLE)
    assert wrong.amount("/funding/annual") is None


_LINES = ("其中：财政拨款：60万元", "自筹资金：40万元")


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("年度资金总额：100万元", "其中：一般公共预算拨款：60万元", "事业收入：40万元"), (60, 40)),
        (("资金总额：100万元", *_LINES), (60, 40)),
        (("预算总额（万元）：100", "其中：中央财政：50", "市县财政：10", "单位资金：40"), (60, 40)),
        (("2026年预算：100万元", "（1）专项债券：60万元", "（2）财政专户管理资金：40万元"), (60, 40)),
        (("年度资金总额：100万元", "其中：本级财政拨款：60万元", "上级补助：40万元"), (100, None)),
        (("年度资金总额：100万元", "其中：财政拨款：60万元", "其他资金：      万元", "自有资金：40万元"), (60, 40)),
        (("项目资金（万元）：年度资金总额 100，其中：财政拨款 60，自筹 40",), (60, 40)),
    ],
)
def test_lines_of_a_cell_in_any_words_that_rows_may_have(lines: tuple[str, ...], parts: tuple[float, float | None]) -> None:
    """The total was read and the parts were dropped: nobody was told."""
    form = _declared("项目资金", "\n".join(lines))
    amounts = {"annual": 1_000_000, "annual_fiscal": parts[0] * 10_000, "annual_other": (parts[1] or 0) * 10_000}
    assert _funding(form) == {name: each for name, each in amounts.items() if each}
    assert _told(form) == []


def test_a_line_of_a_cell_in_words_that_nobody_knows() -> None:
    """It is told by its name where the others do not add up to their total, and is a part of a part where they do."""
    form = _declared("项目资金", "年度资金总额：100万元\n其中：财政拨款：60万元\n某切块资金：30万元\n其他资金：10万元")
    assert _funding(form) == {"annual": 1_000_000, "annual_fiscal": 600_000, "annual_other": 100_000}
    told = [each.detail for each in form.remarks if each.kind == UNREAD]
    assert [(each["label"], each["text"]) for each in told] == [("某切块资金", "30万元")]
    form = _declared("项目资金", "年度资金总额：100万元\n其中：财政拨款：90万元\n某切块资金：30万元\n其他资金：10万元")
    assert _told(form) == []


def test_the_money_of_the_term_and_of_the_year_in_cells_of_their_own() -> None:
    """Only the first of them was read."""
    lines = "{}资金总额：{}万元\n其中：财政拨款：{}万元\n自筹资金：10万元"
    form = drawn(*HEAD, ("项目资金", lines.format("实施期", 300, 290)), ("", lines.format("年度", 100, 90)), *GOAL, *TABLE)
    of_term = {"total": 3_000_000, "total_fiscal": 2_900_000, "total_other": 100_000}
    assert _funding(form) == of_term | {"annual": 1_000_000, "annual_fiscal": 900_000, "annual_other": 100_000}


def test_the_sources_of_a_total_in_one_cell_beside_it() -> None:
    """They are its parts where they add up to it, they say again what was read, or they are asked for."""
    total = ("年度资金总额（万元）", "100")
    form = drawn(*HEAD, total, ("资金来源", "财政拨款60万元，群众自筹40万元"), *GOAL, *TABLE)
    assert _funding(form) == {"annual": 1_000_000, "annual_fiscal": 600_000, "annual_other": 400_000}
    assert _told(drawn(*HEAD, total, ("资金来源", "财政拨款60万元，群众自筹30万元"), *GOAL, *TABLE)) == [(UNREAD, "head")]
    parts = (("其中：财政拨款", "60"), ("其他资金", "40"))
    assert _told(drawn(*HEAD, total, *parts, ("资金来源", "财政拨款60万元，其他资金40万元"), *GOAL, *TABLE)) == []
