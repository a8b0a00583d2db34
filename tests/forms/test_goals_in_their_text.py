"""Goals with their labels written into the text: 项目总目标：… and 年度总体目标：… are two goals, wherever they stand."""

from __future__ import annotations

import pytest

from tests.forms.test_goal_areas import TERM, YEAR, form_of, goals_of
from xlperf.forms.form import UNREAD

_TERM, _YEAR = f"项目总目标：{TERM}", f"年度总体目标：{YEAR}"
_HINT = "（围绕本部门职责和年度工作要点填写，不超过五百字，须与批复的预算一致）"
_PLACES = {
    "in two cells": (("项目绩效目标", _TERM, "", _YEAR),),
    "in lines of one cell": (("项目绩效目标", f"{_TERM}\n{_YEAR}"),),
    "below each other": (("项目绩效目标", _TERM), ("", _YEAR)),
    "without a label at the side": ((_TERM,), (_YEAR,)),
    "on a line over each text": (("项目绩效目标", f"项目总目标\n{TERM}", "", f"年度总体目标\n{YEAR}"),),
    "on lines of one cell": (("项目绩效目标", f"项目总目标\n{TERM}\n年度总体目标\n{YEAR}"),),
    "with a long hint in brackets": (("项目绩效目标", f"项目总目标\n{TERM}\n年度总体目标{_HINT}\n{YEAR}"),),
    "with a long hint and colons": (("项目绩效目标", f"项目总目标{_HINT}：{TERM}\n年度总体目标{_HINT}：{YEAR}"),),
    "with years in brackets": (("总体目标", f"中期目标（2026年—2028年）：{TERM}", "", f"年度目标：{YEAR}"),),
}


@pytest.mark.parametrize("goals", _PLACES.values(), ids=_PLACES.keys())
def test_both_goals_are_read_without_their_labels(goals: tuple[tuple[str, ...], ...]) -> None:
    """Neither goal becomes a part of the other, and nothing is left unread or doubted."""
    form = form_of(*goals)
    assert goals_of(form) == (TERM, YEAR)
    assert [each.kind for each in form.remarks if each.kind in (UNREAD, "unsure_row", "missing_label")] == []


def test_merged_rows_below_each_other() -> None:
    """The label at the side is merged over both rows."""
    form = form_of(("项目绩效目标", _TERM), ("", _YEAR), merges=((1, 1, 2, 1), (1, 2, 1, 5), (2, 2, 2, 5)))
    assert goals_of(form) == (TERM, YEAR)


def test_the_words_of_one_goal_alone_stay_in_the_goal_of_the_year() -> None:
    """总体目标：… with no other goal is the text of the only goal, not that of a term which the form has not got."""
    form = form_of(("项目绩效目标", f"总体目标：{YEAR}\n目标1：巡护六十次。"))
    assert form.value("/overall_goal") is None
    assert YEAR in str(form.value("/annual_goal"))


@pytest.mark.parametrize("goal", [f"年度总体目标\n{YEAR}", f"年度总体目标：{YEAR}", f"年度总体目标：\n{YEAR}"])
@pytest.mark.parametrize("side", ["项目绩效目标", "年度总体目标", ""])
def test_the_label_of_the_only_goal_is_none_of_its_text(side: str, goal: str) -> None:
    """Whether a colon or a line break parts them, and whether or not another label stands at the side."""
    assert goals_of(form_of((side, goal) if side else (goal,))) == (None, YEAR)
