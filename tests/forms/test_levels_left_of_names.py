"""Tables of two levels whose first column has no heading of a level: 绩效目标 | 指标名称 over 数量指标 | 巡护次数."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import HEAD_OF_ONE_YEAR, drawn
from tests.forms.reading import read, read_lines
from xlperf.forms.form import Form

_HEAD: tuple[tuple[str, ...], ...] = (
    ("项目绩效目标申报表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "项目单位", "云溪市河道所"),
    ("年度资金总额（万元）", "60"),
    ("年度目标", "全年巡护河堤六十次，群众满意。"),
)


def _form(heading: str, *rows: tuple[str, ...]) -> Form:
    (form,) = read(drawn((*_HEAD, (heading, "指标名称", "指标值", "备注"), *rows))).forms
    return form


@pytest.mark.parametrize("heading", ["绩效目标", "绩效指标", "项目绩效指标"])
def test_names_of_levels_left_of_the_names_are_level_two(heading: str) -> None:
    """A blank one goes on with the level above; level 1 follows from it."""
    rows = (("数量指标", "巡护次数", "≥60次"), ("", "清障处数", "≥8处"), ("社会效益指标", "险情处置率", "≥95%"))
    form = _form(heading, *rows)
    levels = [tuple(row[each].value for each in ("level1", "level2", "level3")) for row in form.rows]
    assert levels == [
        ("产出指标", "数量指标", "巡护次数"),
        ("产出指标", "数量指标", "清障处数"),
        ("效益指标", "社会效益指标", "险情处置率"),
    ]


def test_other_words_left_of_the_names_are_no_levels() -> None:
    """What no vocabulary knows is told as before."""
    form = _form("绩效目标", ("河堤", "巡护次数", "≥60次"), ("堤岸", "清障处数", "≥8处"), ("水闸", "险情处置率", "≥95%"))
    assert [row["level2"].value for row in form.rows if "level2" in row] in ([], [None, None, None])


@pytest.mark.parametrize("head", ["绩效指标", "指标名称"])
def test_names_stand_below_the_word_that_stands_at_the_side_as_well(head: str) -> None:
    """绩效指标 | 绩效指标 | 指标值: a table of names and targets alone, which was told cell by cell as not read."""
    table = (("绩效指标", head, "", "指标值"), ("", "巡护次数", "", "≥60次"), ("", "隐患处置率", "", "≥95%"))
    form = read_lines(*HEAD_OF_ONE_YEAR, ("总体目标", "年度目标"), ("", "全年巡护河堤六十次。"), *table)
    assert [(row["level3"].raw, row["target"].raw) for row in form.rows] == [("巡护次数", "≥60次"), ("隐患处置率", "≥95%")]
