"""What is said of a sum in its own row (扣2分, 已核, 满分) makes no indicator of it and no header."""

from __future__ import annotations

import pytest

from tests.forms.test_closing_rows import FIRST, LAST, totals
from tests.forms.test_trusted_headings import DONE, EVALUATION, form_of, values
from xlperf.forms.form import UNREAD

_TOTAL = ("总分", "", "", "", "", "", "90", "88")
_NOTED = (*DONE, "备注")
_BOTH = [["巡护次数"], ["居民满意度"]]


@pytest.mark.parametrize("note", ["扣2分", "满分", "占比40%", "管线迁改扣分", "权重", "—"])
@pytest.mark.parametrize("name", ["小计", "本项小计", "产出指标小计", "合计", "得分率"])
@pytest.mark.parametrize("at", [8, 9, 10])
def test_a_subtotal_of_which_something_is_said_is_no_indicator(name: str, note: str, at: int) -> None:
    """Under reasons, 备注 or beyond the table: the rows below it are read, and the total is that of 总分."""
    sums = (*("", name, "", "", "", "", "40", "40", "", "", "")[:at], note)
    form = form_of(_NOTED, FIRST, sums, LAST, sums, _TOTAL, head=EVALUATION)
    assert values(form, "level3") == _BOTH
    assert totals(form) == [90, 88]
    assert not [each.cell for each in form.remarks if each.kind == UNREAD and each.cell not in ("K10", "K12")]


@pytest.mark.parametrize("note", ["扣2分", "满分"])
@pytest.mark.parametrize("at", [8, 9])
def test_a_subtotal_under_the_names_may_bear_a_note(note: str, at: int) -> None:
    """小计 under 三级指标 with numbers and a note is none either."""
    sums = (*("", "", "", "小计", "", "", "40", "40", "")[:at], note)
    form = form_of(_NOTED, FIRST, sums, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level3") == _BOTH
    assert totals(form) == [90, 88]


def test_what_is_said_of_a_subtotal_is_kept() -> None:
    """The note stands with its sums."""
    form = form_of(_NOTED, FIRST, ("", "小计", "", "", "", "", "40", "38", "扣2分"), LAST, _TOTAL, head=EVALUATION)
    assert [(each.name, each.value) for each in form.further] == [("/indicators/0/小计", each) for each in ("40", "38", "扣2分")]


@pytest.mark.parametrize("target", ["", "≥3(次)"])
@pytest.mark.parametrize("note", ["满分", "扣2分"])
def test_a_row_with_a_name_and_a_note_is_an_indicator(target: str, note: str) -> None:
    """清障次数 beside 小计 that was left over, with or without a target."""
    named = ("", "小计", "", "清障次数", target, "3次", "10", "10", note)
    form = form_of(_NOTED, FIRST, named, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["清障次数"], ["居民满意度"]]


@pytest.mark.parametrize("name", ["经济效益合计", "合计里程"])
def test_an_indicator_with_a_result_and_a_reason_stays_one(name: str) -> None:
    """Called like a sum, with a result where its target is lacking."""
    named = ("", "", "", name, "", "60万元", "10", "8", "行情下跌")
    form = form_of(_NOTED, FIRST, named, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], [name], ["居民满意度"]]


@pytest.mark.parametrize("note", ["满分", "权重"])
def test_a_row_with_points_above_the_first_levels_of_a_part_heads_nothing(note: str) -> None:
    """预算执行率 | 10 | 10 | 满分 above 产出指标 | 数量指标: the word in its last cell is no heading of weights."""
    spending = ("", "预算执行率", "", "", "", "", "10", "10", "", note)
    form = form_of(_NOTED, spending, FIRST, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level3") == _BOTH
    assert totals(form) == [90, 88]


@pytest.mark.parametrize("year", ["2025", "2026年"])
def test_a_year_may_stand_in_a_header_of_unknown_words(year: str) -> None:
    """维度 | 子维度 | 三级指标 | 年度指标值 | 2025: the levels are found by what stands below them."""
    header = ("绩效指标", "维度", "子维度", "三级指标", "年度指标值", "实际完成值", "分值", "得分", year)
    form = form_of(header, FIRST, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level1", "level3") == [["产出指标", "巡护次数"], ["满意度指标", "居民满意度"]]


@pytest.mark.parametrize("note", ["", "已核", "满分"])
@pytest.mark.parametrize(
    "names", [("产出指标", "小计"), ("产出指标", "产出指标", "小计"), ("产出指标", "", "小计"), ("小计", "小计", "小计")], ids=str
)
def test_a_subtotal_beside_the_names_of_its_levels_is_no_indicator(names: tuple[str, ...], note: str) -> None:
    """产出指标 | 小计, the name of the level being filled down, or 小计 filled over what was merged."""
    sums = (*("", *names, "", "", "")[:6], "40", "40", "", note)
    form = form_of(_NOTED, FIRST, sums, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level1", "level2", "level3") == [
        ["产出指标", "数量指标", "巡护次数"],
        ["满意度指标", "服务对象满意度指标", "居民满意度"],
    ]
    assert totals(form) == [90, 88]
    assert not form.remarks


@pytest.mark.parametrize(("name", "target"), [("小计", "≥3(项)"), ("合计里程", ""), ("合计", "≥95(%)")])
def test_an_indicator_beside_the_names_of_its_levels_is_read(name: str, target: str) -> None:
    """With a target, or with words of its own."""
    named = ("", "产出指标", "质量指标", name, target, "96%", "10", "10")
    form = form_of(_NOTED, FIRST, named, LAST, _TOTAL, head=EVALUATION)
    assert values(form, "level2", "level3")[1] == ["质量指标", name]
