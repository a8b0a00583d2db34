"""What a project has beside that of last year: its money in per cent, its indicators, and which of last year's it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import declaration, entry
from xlperf.lists.last_year import LastYear, PastProject, PastRow
from xlperf.rules.judging.year_on_year import YearChange, year_changes

PART = ("云溪市文化和旅游局", 2025)


@pytest.mark.parametrize(
    ("before", "after", "change", "percent"),
    [
        ("200", "250", "50", "25.0"),
        ("300", "200", "-100", "-33.3"),
        ("0", "50", "50", "100"),
        ("0", "0", "0", "0"),
        ("200", "0", "-200", "-100.0"),
        (None, "50", None, None),
        ("50", None, None, None),
    ],
)
def test_a_change_is_told_in_yuan_and_per_cent(
    before: str | None, after: str | None, change: str | None, percent: str | None
) -> None:
    """To one decimal, half up; from nothing to something is 100, and where a year is not known nothing is told."""
    one, other = (None if each is None else Decimal(each) for each in (before, after))
    found = YearChange(PART, "延续", "甲馆", "展览", before=one, after=other)
    assert [None if each is None else str(each) for each in (found.change, found.percent)] == [change, percent]


ROWS = (("产出指标", "数量指标", "展览场次", "≥12(场)"), ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90(%)"))


def _beside(
    last: dict[str, str], goal: str = "办展。", rows: tuple[tuple[object, ...], ...] = ROWS, year: int | None = 2024
) -> YearChange:
    form = declaration(unit="甲馆", project_name="展览", annual_goal="办展。", rows=rows)
    listed = tuple(PastRow(("产出指标", "数量指标", name), target) for name, target in last.items())
    past = PastProject("甲馆", "展览", Decimal(1), year, "declaration", goal=goal, rows=listed)
    (found,) = year_changes(LastYear((), (past,)), [form], {form.source: PART})
    return found


@pytest.mark.parametrize(
    ("before", "after", "lowered"),
    [
        ("≥13(场)", "≥12(场)", True),
        ("≥12(场)", "≥12(场)", False),
        ("≥11(场)", "≥12(场)", False),
        (">13(场)", ">12(场)", True),
        (">12(场)", ">12(场)", False),
        ("≤12(场)", "≤13(场)", True),
        ("≤12(场)", "≤12(场)", False),
        ("≤13(场)", "≤12(场)", False),
        ("<12(场)", "<13(场)", True),
        ("<12(场)", "<12(场)", False),
        ("=13(场)", "=12(场)", False),
        ("≥13(次)", "≥12(场)", False),
        ("≤12(场)", "≥11(场)", False),
        ("若干场", "≥12(场)", False),
        ("≥13", "≥若干", False),
    ],
)
def test_a_target_that_asks_for_less_is_told(before: str, after: str, lowered: bool) -> None:
    """Of one unit and one direction: less than at least, or more than at most."""
    found = _beside({"展览场次": before, "观众满意度": "≥90(%)"}, rows=(("产出指标", "数量指标", "展览场次", after), ROWS[1]))
    assert found.lowered == ((f"展览场次：{before} → {after}",) if lowered else ())
    assert (found.kept, found.unchanged) == (2, 1 + (before == after))


@pytest.mark.parametrize(
    ("last", "goal", "copied", "dropped"),
    [
        ({"展览场次": "≥12(场)", "观众满意度": "≥90(%)"}, "办展。", True, ()),
        ({"展览场次": "≥12(场)", "观众满意度": "≥90(%)"}, "另办展。", False, ()),
        ({"展览场次": "≥12(场)"}, "办展。", False, ()),
        ({"展览场次": "≥12(场)", "观众满意度": "≥80(%)"}, "办展。", False, ()),
        ({"展览场次": "≥12(场)", "观众满意度": "≥90(%)", "观展人次": "≥9(人次)"}, "办展。", False, ("观展人次",)),
    ],
)
def test_a_form_is_copied_where_goal_and_all_indicators_are_last_years(
    last: dict[str, str], goal: str, copied: bool, dropped: tuple[str, ...]
) -> None:
    """Word for word, with none left out and none more; a form without indicators copies none."""
    found = _beside(last, goal)
    assert (found.copied, found.dropped) == (copied, dropped)
    assert not _beside({}, rows=()).copied


@pytest.mark.parametrize(
    ("before", "after", "copied", "redated"),
    [
        ("2024年6月底前", "2025年6月底前", True, True),
        ("2025年6月底前", "2025年6月底前", False, False),  # last year's promise for this year is another
        ("2024年6月底前", "2025年7月底前", False, True),
        ("6月底前", "6月底前", True, False),
    ],
)
def test_what_differs_in_the_year_only_is_copied(before: str, after: str, copied: bool, redated: bool) -> None:
    """A year is what it is beside that of its form; and that it was changed is told."""
    found = _beside({"展览时间": before}, rows=(("产出指标", "时效指标", "展览时间", after),))
    assert (found.copied, found.redated) == (copied, redated)


def test_a_list_without_a_year_is_of_the_year_before() -> None:
    """2024年6月底前 of such a list is what 2025年6月底前 of a form of 2025 copies."""
    found = _beside({"展览时间": "2024年6月底前"}, rows=(("产出指标", "时效指标", "展览时间", "2025年6月底前"),), year=None)
    assert (found.copied, found.redated) == (True, True)


def test_a_target_that_is_no_phrase_is_compared_as_it_stands() -> None:
    """White space aside."""
    rows = (("产出指标", "数量指标", "展览场次", entry(None, " 约 十余 ", "not_a_number")), ROWS[1])
    found = _beside({"展览场次": "约十余", "观众满意度": "≥90(%)"}, rows=rows)
    assert (found.kept, found.unchanged) == (2, 2)


@pytest.mark.parametrize(
    ("department", "home"),
    [("", ("甲局", 2025)), ("甲局", ("甲局", 2025)), ("乙局（汇总）", ("乙局", 2025)), ("丙局", ("甲局", 2025))],
)
def test_a_project_that_ended_belongs_to_its_department_or_where_its_unit_is(department: str, home: tuple[str, int]) -> None:
    """What the list leaves blank is no department that forms leave blank."""
    forms = [
        declaration(file=f"{at}.xlsx", unit=unit, project_name=f"第{at}项目") for at, unit in enumerate(("乙馆", "甲馆", "乙馆"))
    ]
    parts = dict(zip((each.source for each in forms), (("", 2025), ("甲局", 2025), ("乙局", 2025)), strict=True))
    past = PastProject("甲馆", "旧项目", Decimal(1), 2024, department=department)
    found = year_changes(LastYear((), (past,)), forms, parts)
    assert [(each.part, each.before) for each in found if each.state == "结束"] == [(home, Decimal(1))]


def test_a_list_that_names_no_year_is_of_the_year_before_the_newest() -> None:
    """What ended is told of the newest year alone, and of none where any part still has it."""
    forms = [declaration(file=f"{at}.xlsx", unit="甲馆", project_name=f"第{at}项目") for at in range(2)]
    parts = dict(zip((each.source for each in forms), (("甲局", 2025), ("甲局", 2026)), strict=True))
    past = tuple(PastProject("甲馆", name, None, None) for name in ("旧项目", "第1项目", ""))
    found = year_changes(LastYear((), past), forms, parts)
    assert [(each.part[1], each.project) for each in found if each.state == "结束"] == [(2026, "旧项目")]


def test_a_new_project_and_an_ended_one_that_are_probably_one_name_each_other() -> None:
    """They stay two lines, since the same name is asked for; 灯塔巡检 of another unit is no twin."""
    forms = [
        declaration(file="甲.xlsx", unit="甲馆", project_name="航标维护项目"),
        declaration(file="乙.xlsx", unit="乙馆", project_name="灯塔巡检"),
    ]
    past = (PastProject("甲馆", "航标维护", Decimal(1), 2024), PastProject("甲馆", "灯塔巡检经费", Decimal(1), 2024))
    found = year_changes(LastYear((), past), forms, dict.fromkeys((each.source for each in forms), PART))
    assert [(each.state, each.project, each.twin) for each in found] == [
        ("新增", "航标维护项目", "航标维护"),
        ("新增", "灯塔巡检", ""),
        ("结束", "航标维护", "航标维护项目"),
        ("结束", "灯塔巡检经费", ""),
    ]
