"""Forms whose label 项目名称 was blanked: the name beside it is the project's all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read

Line = tuple[str, ...]
BARE: tuple[Line, ...] = (
    ("项目支出绩效目标表",),
    ("（2026年度）",),
    ("", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("年度目标", "全年巡护河堤六十次。"),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "巡护次数", "≥60次"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
)
OTHER = (*BARE[:2], ("项目名称", "泵站维护"), *BARE[3:])


def _names(*lines: Line) -> list[tuple[str | None, int]]:
    return [(each.text("/project_name"), len(each.rows)) for each in read(replace(drawn(lines), merges=())).forms]


def test_a_form_with_few_labels_is_read() -> None:
    """It was refused as a form without 项目名称."""
    assert _names(*BARE) == [("河堤巡护", 2)]
    assert _names(*BARE[2:]) == [("河堤巡护", 2)]
    assert _names(("项目情况（2026年）",), *BARE[2:]) == [("河堤巡护", 2)]


def test_the_name_may_stand_below_the_department() -> None:
    """Or right of another pair of its row."""
    assert _names(*BARE[:2], BARE[3], BARE[2], *BARE[4:]) == [("河堤巡护", 2)]
    assert _names(*BARE[:2], ("项目编码", "1001", "", "", "河堤巡护"), *BARE[3:]) == [("河堤巡护", 2)]


@pytest.mark.parametrize("forms", [(BARE, OTHER), (OTHER, BARE)])
@pytest.mark.parametrize("first", [0, 2])
def test_of_two_forms_below_each_other_neither_is_lost(forms: tuple[tuple[Line, ...], ...], first: int) -> None:
    """With titles or without."""
    one, two = forms
    assert sorted(_names(*one[first:], ("",), *two[first:])) == sorted([("河堤巡护", 2), ("泵站维护", 2)])


def test_the_missing_label_is_told_on_a_form_that_must_have_it() -> None:
    """At its place, with a label that is there."""
    (form,) = read(replace(drawn((*ROWS[:2], ("", *ROWS[2][1:]), *ROWS[3:])), merges=())).forms
    (told,) = (each for each in form.remarks if each.kind == "missing_label")
    assert (form.text("/project_name"), told.detail["label"]) == (ROWS[2][1], "项目名称")
    assert told.detail["near"] != "项目名称"


@pytest.mark.parametrize("said", ["（2026年度）", "单位：万元", "云溪市水务局", "特定目标类", "48", "本表由单位填写。", "年度目标"])
def test_what_is_no_name_begins_no_form(said: str) -> None:
    """A line over the form, the name of a body, a choice, a number, a sentence, a label."""
    assert said not in [name for name, _ in _names(*OTHER, ("",), ("", said), *BARE[3:])]


def test_a_row_of_the_table_above_is_no_name() -> None:
    """The levels of its last row stand where the values of the head below do."""
    row = ("", "满意度指标", "服务对象满意度指标", "游客满意度", "≥88%")
    assert "满意度指标" not in [name for name, _ in _names(*OTHER[:6], row, *BARE[3:])]
