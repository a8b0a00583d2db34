"""A label of the head that no layout knows, with its value beside it: kept and told, and a figure is no amount for that."""

from __future__ import annotations

import pytest

from tests.forms.test_head_places import BELOW, BODIES, NAME, REST, TITLE
from tests.forms.test_head_places import form_of as head_form_of
from tests.forms.test_rows_below_goals import form_of
from xlperf.forms.form import OWN_COLUMN, UNREAD
from xlperf.intake.sheet import Area

ROWS = {
    "declaration of Shanghai": (5, "A"),
    "two levels": (6, "A"),
    "self-evaluation": (5, "A"),
    "one year": (5, "A"),
    "budget system": (5, "A"),
}


def _parts(name: str, label: str, value: str) -> list[str]:
    row, column = ROWS[name]
    form = form_of(name, f"+{row}；{column}{row}={label}；{chr(ord(column) + 1)}{row}{value}")
    return [each.detail.get("part", each.detail.get("block", "")) for each in form.remarks if each.detail.get("text") == value[1:]]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(("label", "value"), [("编制人数", "#46"), ("闸站编号", "=201802"), ("建设规模", "#3200")])
def test_a_figure_beside_a_label_that_nobody_knows(name: str, label: str, value: str) -> None:
    """编制人数 | 46 below 项目名称 | … is kept under its own name, and told."""
    assert _parts(name, label, value) == ["head"]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("label", ["配套金额", "专项经费", "街道补助款"])
def test_a_figure_beside_a_label_of_money_stays_an_amount(name: str, label: str) -> None:
    """What says that it is money is told as an amount that nobody read: an error."""
    assert _parts(name, label, "#4600") == ["amount"]


@pytest.mark.parametrize("slip", ["B9=槐荫分摊", "B8=街道自筹；C8#77"])
def test_a_figure_among_the_money_stays_an_amount(slip: str) -> None:
    """A label of the money table that was misspelt stands behind 项目资金, merged over its rows."""
    form = form_of("declaration of Shanghai", f"{slip}；C9#88")
    assert [each.detail["part"] for each in form.remarks if each.detail.get("text") in ("77", "88")] == ["amount"]


@pytest.mark.parametrize(("count", "end"), [(4, "建设标段"), (5, "建设标段等")])
def test_the_first_of_the_bureaus_own_pairs_names_four_of_them_and_says_where_there_are_more(count: int, end: str) -> None:
    """One hint tells of all: the others are named with their cells only."""
    own = ("绩效联络员", "经办处室", "片区代号", "建设标段", "闸站类别")[:count]
    pairs = [(label, f"{label[:2]}甲") for label in own]
    form = head_form_of(*TITLE, NAME, BODIES, *pairs, *REST, *BELOW)
    told = [each.detail["label"] for each in form.remarks if each.kind == OWN_COLUMN]
    assert (len(told), told[0]) == (count, "、".join((*own[:3], end)))


@pytest.mark.parametrize(
    ("slips", "kept", "left"),
    [
        ("A12=实施进度安排；B12=一季度招标，二季度实施", ["一季度招标，二季度实施"], []),
        ("A12=主要工作内容；B12=巡护、取证、上报", ["巡护、取证、上报"], []),
        ("A12=沿岸居民满意度；B12=≥90%", [], ["A12", "B12"]),  # an indicator that stands above the headings
        ("A12=其他说明；B12=—", [], []),
        ("A12=立项依据：河道普查报告", ["河道普查报告"], []),
        ("A12=河道普查报告：已印发", [], ["A12"]),
    ],
)
def test_a_row_of_a_label_and_its_value_between_goals_and_indicators(slips: str, kept: list[str], left: list[str]) -> None:
    """What the bureau added there is kept under its own name and not told as unread; a stroke says nothing."""
    form = form_of("declaration of Shanghai", f"+12；{slips}")
    assert [each.raw for each in form.further if each.name.startswith("/") and each.cell in ("A12", "B12")] == kept
    assert [each.cell for each in form.remarks if each.kind == UNREAD] == left
    assert form.text("/annual_goal") and len(form.rows) == len(form_of("declaration of Shanghai", "D1~").rows)


@pytest.mark.parametrize(("label", "value"), [("开工年份", "2023"), ("受益人数", "3200"), ("建设规模", "39")])
@pytest.mark.parametrize("name", ["河堤巡护", "河堤巡护专项经费"])
def test_a_figure_behind_the_name_of_a_project_that_speaks_of_money_is_no_amount(label: str, value: str, name: str) -> None:
    """项目名称 | 河堤巡护专项经费 | 开工年份 | 2023: the name says 经费, the label says nothing of money."""
    form = head_form_of(*TITLE, ("项目名称", name, "", label, value), BODIES, *REST, *BELOW)
    assert [each.detail["part"] for each in form.remarks if each.detail.get("text") == value] == ["head"]


def test_a_year_beside_an_amount_is_none() -> None:
    """年度资金总额 | 48 | 开工年份 | 2023; what says nothing of a year stays an amount there."""
    for label, part in (("开工年份", "head"), ("补助", "amount")):
        form = head_form_of(*TITLE, NAME, BODIES, *REST[:2], ("年度资金总额（元）", "48", "", label, "2023"), *BELOW)
        assert [each.detail["part"] for each in form.remarks if each.detail.get("text") == "2023"] == [part]


TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", "50", "50"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "93%", "40", "40"),
)
SIDE = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("基本情况", "项目名称", "河堤巡护", "主管部门", "云溪市水务局"),
    ("", "填报单位", "云溪市河道所"),
    ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"),
    ("", "年度资金总额", "48", "48", "48", "100%"),
)


@pytest.mark.parametrize(
    ("label", "value", "parts"),
    [
        ("设立年度", "2023", []),
        ("立项时间", "2023年3月", []),
        ("开工年度", "2023", ["head"]),
        ("受益人数", "3200", ["head"]),
        ("设备台数", "46", ["head"]),
        ("补助金额", "46", ["amount"]),
    ],
)
def test_a_figure_right_of_a_side_heading_of_the_head(label: str, value: str, parts: list[str]) -> None:
    """项目基本情况 over the rows of the head: what stands behind 填报单位 | … there is no more an amount than without it."""
    lines = (*SIDE[:3], (*SIDE[3], label, value), *SIDE[4:], *TABLE)
    form = head_form_of(*lines, merges=(Area(3, 1, 4, 1), Area(5, 1, 6, 1)))
    assert [each.detail["part"] for each in form.remarks if each.detail.get("text") == value] == parts


def test_a_figure_right_of_the_side_heading_of_money_stays_an_amount() -> None:
    """A row of the money whose label was misspelt begins right of its heading with what is no name."""
    lines = (*SIDE, ("", "街道分摊", "77"), *TABLE)
    form = head_form_of(*lines, merges=(Area(3, 1, 4, 1), Area(5, 1, 7, 1)))
    assert [each.detail["part"] for each in form.remarks if each.detail.get("text") == "77"] == ["amount"]


@pytest.mark.parametrize(("label", "value"), [("开工年度", "2023"), ("建设规模", "39")])
def test_a_year_behind_a_blank_is_no_amount(label: str, value: str) -> None:
    """Pasted without its merges: 开工年度 | (blank) | 2023.  Another number there may be one."""
    form = head_form_of(*TITLE, NAME, BODIES, (label, "", value), *REST, *BELOW)
    assert [each.detail["part"] for each in form.remarks if each.detail.get("text") == value] == (
        ["head"] if value == "2023" else ["amount"]
    )
