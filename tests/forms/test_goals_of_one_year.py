"""项目总体目标 alone on a form: it is the goal of the year where the form has the money of one year only."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from tests.forms.test_body_below import HEAD, TABLE
from xlperf.forms.form import Form

GOAL, OTHER = "全年巡护河堤六十次。", "三年巡护河堤二百次。"
YEAR = ("项目资金（元）", "年度资金总额", "48")


def _form(*rows: tuple[str, ...]) -> Form:
    (form,) = read(drawn((*HEAD, *rows, *TABLE))).forms
    return form


@pytest.mark.parametrize("label", ["项目总体目标", "项目总目标", "目标", "工作目标"])
@pytest.mark.parametrize("is_below", [True, False])
def test_a_lone_goal_beside_money_of_the_year_is_the_years(label: str, is_below: bool) -> None:
    """As 总体目标 alone is: beside its text or over it."""
    form = _form(YEAR, *(((label,), (GOAL,)) if is_below else ((label, GOAL),)))
    assert (form.value("/annual_goal"), form.value("/overall_goal")) == (GOAL, None)
    assert not form.remarks


@pytest.mark.parametrize(
    ("rows", "annual", "overall"),
    [
        (((*YEAR, "项目资金总额", "144"), ("项目总体目标", OTHER)), None, OTHER),
        ((YEAR, ("项目总体目标", OTHER), ("年度目标", GOAL)), GOAL, OTHER),
        ((YEAR, ("项目总体目标", OTHER), (f"年度目标：{GOAL}",)), GOAL, OTHER),
        ((YEAR, ("中期目标", OTHER)), None, OTHER),
    ],
    ids=["money of the term", "another goal", "another in one cell with its label", "named of the term"],
)
def test_it_stays_the_goal_of_the_term_elsewhere(rows: tuple[tuple[str, ...], ...], annual: str | None, overall: str) -> None:
    """Beside money of the whole term or a goal of the year, and where its label names a longer term."""
    form = _form(*rows)
    assert (form.value("/annual_goal"), form.value("/overall_goal")) == (annual, overall)


def test_the_goals_of_several_years_beside_each_other() -> None:
    """2026年目标 | 2027年目标: the text of the form's own year stands below its heading, not beside it; the others are told."""
    rows = [*ROWS]
    rows[5:7] = [
        ("项目绩效目标", "长期目标", "2026年目标", "2027年目标", "2028年目标"),
        ("", "三年完成整治。", "巡护河堤六十次。", "巡护河堤七十次。", "巡护河堤八十次。"),
    ]
    form = read(drawn(tuple(rows))).forms[0]
    assert (form.text("/overall_goal"), form.text("/annual_goal")) == ("三年完成整治。", "巡护河堤六十次。")
    assert unread(form) == ["D6", "E6", "D7", "E7"]
