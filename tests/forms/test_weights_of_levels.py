"""Where each level has a column of points of its own, an indicator's points are those beside its name."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read

Lines = tuple[tuple[str, ...], ...]

_HEAD: Lines = (
    ("项目支出绩效自评表",),
    ("(2026年度)",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "48", "48", "48", "10", "100%", "10"),
)
_BEHIND = (
    ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "年度指标值", "实际完成值", "得分"),
    ("产出指标", "50", "数量指标", "20", "巡护次数", "12", "≥60次", "60次", "12"),
    ("", "", "", "", "巡护里程", "8", "≥90公里", "90公里", "7"),
    ("", "", "质量指标", "30", "隐患处置率", "30", "≥95%", "95%", "30"),
    ("效益指标", "40", "社会效益指标", "40", "投诉减少", "40", "≥10%", "10%", "40"),
)
_READ = [("巡护次数", 12, 12), ("巡护里程", 8, 7), ("隐患处置率", 30, 30), ("投诉减少", 40, 40)]


def _before(line: tuple[str, ...]) -> tuple[str, ...]:
    return (line[1], line[0], line[3], line[2], line[5], line[4], *line[6:])


def _reading(lines: Lines) -> list[tuple[object, ...]]:
    (form,) = read(drawn((*_HEAD, *lines))).forms
    return [tuple(row[key].value for key in ("level3", "weight", "score")) for row in form.rows]


@pytest.mark.parametrize("word", ["分值", "权重", "权重（分）"])
def test_points_behind_each_level_are_not_those_of_its_indicators(word: str) -> None:
    """The column behind 三级指标 is the indicators' own, whatever stands left of it."""
    lines = (tuple(word if each == "分值" else each for each in _BEHIND[0]), *_BEHIND[1:])
    assert _reading(lines) == _READ


def test_points_before_each_level_belong_to_what_stands_behind_them() -> None:
    """With the points left of each name, those of the indicators are the last before 三级指标."""
    assert _reading(tuple(map(_before, _BEHIND))) == _READ


def test_points_of_two_levels_are_told_apart() -> None:
    """Points of level 1 and of the indicators, none of level 2."""
    assert _reading(tuple((*line[:3], *line[4:]) for line in _BEHIND)) == _READ


def test_points_in_one_column_left_of_the_names_are_read_as_ever() -> None:
    """One column of points is the indicators', wherever it stands."""
    assert _reading(tuple((line[0], line[2], line[5], line[4], *line[6:]) for line in _BEHIND)) == _READ


def test_a_second_column_of_scores_leaves_the_first_as_it_is() -> None:
    """复核 of the scores behind the own ones is no score of the unit."""
    lines = (tuple((*line, "得分" if line is _BEHIND[0] else "1") for line in _BEHIND))
    assert _reading(lines) == _READ


def test_points_left_of_the_levels_stay_those_of_the_rows_beside_a_heading_of_the_bureau_s_own() -> None:
    """分值 in the first column and 评分标准 behind the names: the points are not looked for under the words of another column."""
    table = (
        ("分值", "一级指标", "二级指标", "三级指标", "评分标准", "年度指标值", "实际完成值", "得分"),
        ("12", "产出指标", "数量指标", "巡护次数", "按比例", "≥60次", "60次", "11"),
        ("30", "", "质量指标", "隐患处置率", "按比例", "≥95%", "95%", "30"),
    )
    assert _reading(table) == [("巡护次数", 12, 11), ("隐患处置率", 30, 30)]
