"""Whether a label of a goal is one, or stands at the side of the headings of goals and labels none."""

from __future__ import annotations

import pytest

from tests.forms.reading import cells_of, read_lines
from tests.forms.test_where_forms_stand import ROWS
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.head_part.goal_labels import stands
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.intake.sheet import Area, Sheet

_TERM, _YEAR = "三年内完成河堤加固十二公里。", "全年巡护河堤六十次。"
_GOAL = next(each for each in load_layouts()[0].labels if each.field == "/overall_goal")
_SIDE = "项目总目标"
_TABLE = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"), ("", "产出指标", "数量指标", "养护古树", "≥120株")


def _stands(*lines: tuple[str, ...], merges: tuple[Area, ...] = (), last_row: int = 9) -> bool:
    return stands(window_of(Sheet(name="表", state="visible", cells=cells_of(lines), merges=merges)), last_row, _GOAL)


@pytest.mark.parametrize(
    ("lines", "merges", "is_label"),
    [
        ([(_SIDE, "年度目标"), ("", _YEAR)], (), False),
        ([(_SIDE, "年度目标"), (_TERM, _YEAR)], (), False),
        ([(_SIDE, "", "年度目标"), ("", "", _YEAR)], (), True),
        ([(_SIDE, _TERM), ("", _YEAR)], (), True),
        ([("绩效目标", _SIDE, "年度目标"), ("", _TERM, _YEAR)], (), True),
        ([("绩效目标", _SIDE, "年度目标"), ("", "", _YEAR)], (), False),
        ([("绩效目标", _SIDE, "年度目标"), ("", _TERM)], (), False),
        ([("绩效目标", _SIDE, "年度目标"), (), ("", _TERM, _YEAR)], (), False),
        ([("绩效目标", _SIDE, "年度目标"), (), ("", _TERM, _YEAR)], (Area(1, 2, 2, 2), Area(1, 3, 2, 3)), True),
        ([("绩效目标", "如下"), ("", _SIDE, "年度目标"), ("", _TERM, _YEAR)], (Area(1, 1, 3, 1),), True),
        ([("如下",), ("", _SIDE, "年度目标"), ("", _TERM, _YEAR)], (), False),
        ([(_SIDE, "", "年度目标"), ("", "", _YEAR)], (Area(1, 1, 1, 2),), False),
        ([(_SIDE, "年度目标"), ("", _YEAR), (_SIDE, _TERM)], (), True),
    ],
)
def test_a_heading_left_of_a_goal_is_its_side_unless_both_have_a_text_right_of_another(
    lines: list[tuple[str, ...]], merges: tuple[Area, ...], is_label: bool
) -> None:
    """项目总目标 | 年度目标 right of 绩效目标 and over a text each are two goals; any other time the first is at the side."""
    assert _stands(*lines, merges=merges) == is_label


def test_below_the_head_it_is_no_label() -> None:
    """What stands in the table is none of the head."""
    lines = [("绩效目标", _SIDE, "年度目标"), ("", _TERM, _YEAR)]
    assert [_stands((), *lines, last_row=each) for each in (1, 2)] == [False, True]


def test_the_goal_of_the_term_is_that_of_the_heading_which_names_it() -> None:
    """总体目标 | 实施周期总目标 | 本年度目标: the first is at the side of the two."""
    form = read_lines(*ROWS[:5], ("总体目标", "实施周期总目标", "本年度目标"), ("", _TERM, _YEAR), *ROWS[7:])
    assert (form.value("/overall_goal"), form.value("/annual_goal")) == (_TERM, _YEAR)


@pytest.mark.parametrize("side", ["总体目标", "目标任务"])
def test_the_only_goal_under_a_label_that_was_blanked_is_the_years(side: str) -> None:
    """总体目标 | (年度目标 blanked) over one text, in a form of one year: it was read as the goal of the whole term, in silence."""
    names = ("项目名称", "古树养护"), ("主管部门", "云溪市林业局", "", "实施单位", "云溪市林木站")
    money = ("项目资金（万元）", "年度资金总额", "48")
    goal = (side, ""), ("", "养护古树名木一百二十株。")
    form = read_lines(("项目支出绩效目标表",), ("（2026年度）",), *names, money, *goal, *_TABLE)
    assert (form.text("/annual_goal"), form.text("/overall_goal")) == ("养护古树名木一百二十株。", "")


@pytest.mark.parametrize(("column", "annual"), [(3, True), (1, False)])
def test_a_text_far_right_of_the_only_label_of_a_goal_stands_under_the_other_that_was_blanked(column: int, annual: bool) -> None:
    """项目总目标 | | (blank) in cells that are not merged; a text right beside it may have slipped from under its label."""
    names = ("项目名称", "旅游推广"), ("主管部门", "云溪市文旅局", "", "实施单位", "云溪市旅游中心")
    money = ("项目资金(元)", "项目资金总额", "48", "年度资金申请总额", "48")
    goal = ("", _SIDE), (*("",) * column, "参加旅游推介会八场，拍摄宣传片两部。")
    form = read_lines(("财政项目支出绩效目标申报表",), ("（2026年度）",), *names, money, *goal, *_TABLE)
    assert bool(form.text("/annual_goal")) is annual
