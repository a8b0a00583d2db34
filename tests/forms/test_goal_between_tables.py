"""A goal that stands between two tables: beside its label, or below it where no table begins there; numbers before names."""

from __future__ import annotations

import pytest

from tests.forms.bureau_pages import ONE_YEAR, STACKED_2011
from tests.forms.plain_form import drawn
from tests.forms.reading import read


@pytest.mark.parametrize(
    ("between", "goal", "cell"),
    [
        ((("年度目标", "今年改造水厂一座。"),), "今年改造水厂一座。", "B11"),
        ((("年度目标",), ("今年改造水厂一座。",)), "今年改造水厂一座。", "A12"),
        ((("年度目标",),), None, None),
    ],
)
def test_a_goal_between_two_tables_is_read(between: tuple[tuple[str, ...], ...], goal: str | None, cell: str | None) -> None:
    """A label right above the heading of the next table has no goal: the heading is none."""
    page = (*STACKED_2011[:6], ("长期目标", "三年改造水厂四座。"), ("",), *STACKED_2011[8:10], *between, *STACKED_2011[10:])
    (form,) = read(drawn(page)).forms
    assert form.value("/annual_goal") == goal
    assert len(form.rows) == 2
    if cell:
        field = form.get("/annual_goal")
        assert field is not None and field.cell == cell


def test_a_number_without_a_name_is_not_lost() -> None:
    """指标2： printed by the bureau and left alone stays as it was written; before a name it is taken away."""
    page = tuple(("", "", "", "指标2：", "≥3(次)", "5") if row[3:4] == ("指标2：",) else row for row in ONE_YEAR)
    (form,) = read(drawn(page)).forms
    assert [row["level3"].value for row in form.rows][:2] == ["养护古树", "指标2："]
