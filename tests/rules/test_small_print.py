"""What decides single cases: blanks in the form, names that hold each other, lines that stand twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import declaration, self_evaluation
from tests.rules.scoring_settings import settings
from xlperf.data.unit_twins import unit_twins
from xlperf.forms.file_result import FileResult, NilReturn
from xlperf.forms.values.target import parse_target
from xlperf.lists.last_year import LastYear, PastProject
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.waivers import Waiver, Waivers
from xlperf.rules import Context, load_rule_book
from xlperf.rules.dialect.writing import Writer
from xlperf.rules.facts.scores import score_form
from xlperf.rules.judging.batch_parts import nil_returns, parts_of
from xlperf.rules.judging.waiving import waiver_subjects
from xlperf.rules.judging.year_on_year import year_changes

GOAL = "全年举办阅读推广活动24场。"


@pytest.mark.parametrize(
    ("condition", "text"),
    [({"not": {"required": ["a"]}}, "not"), ({"required": ["a", "b"]}, "and"), ({"properties": {"a": False}}, "not in")],
)
def test_what_every_form_is_asked_is_written_out_and_not_called(condition: object, text: str) -> None:
    """The conditions that nearly every rule has become an expression of their own, without a call."""
    written = Writer().of_facts(condition)
    assert text in written and "(facts)" not in written


def test_a_result_below_a_range_is_a_missed_target_whatever_score_is_claimed() -> None:
    """80—100 人 with 50 人 is missed although the unit claims the full score; above the range a person judges."""
    rows = [
        ("产出指标", "数量指标", "培训人数", parse_target("80-100人"), actual, "20", "20", None)
        for actual in ("50人", "80人", "100人", "120人")
    ]
    lines = score_form(self_evaluation(rows=rows), settings()).lines
    assert [each.missed for each in lines] == [True, False, False, False]


def test_the_roster_gives_no_category_to_a_declaration_that_leaves_it_blank() -> None:
    """A declaration has a place for its 项目类别: a blank one is told; a self-evaluation has none and takes the roster's."""
    roster = Roster((RosterEntry("云溪市图书馆", "公共阅读推广项目", "其他运转类"),))
    blank = declaration(category=None)
    book = load_rule_book()
    with_roster, without = (
        [each.rule for each in book.judge_form(blank, Context(roster=known)).findings] for known in (roster, None)
    )
    assert with_roster == without


def test_a_unit_whose_fuller_name_ends_in_its_place_is_its_twin() -> None:
    """北城开发 is 北城开发区 with 区 left out at the end; a word that is no place makes another unit."""
    assert unit_twins(["北城开发", "北城开发区"]) == {"北城开发": "北城开发区"}
    assert unit_twins(["北城开发", "北城开发部"]) == {}


def test_a_blank_year_or_department_goes_with_the_most_forms_that_agree() -> None:
    """A form of 甲局 without a year is of the year of most forms of 甲局, one without either of the largest part."""
    said = [("甲局", 2025), *[("甲局", 2026)] * 2, *[("乙局", 2025)] * 3, ("甲局", None), (None, None)]
    forms = [declaration(file=f"{index}.xlsx", department=each, year=year) for index, (each, year) in enumerate(said)]
    assert [parts_of(forms, {})[each.source] for each in forms[-2:]] == [("甲局", 2026), ("乙局", 2025)]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (NilReturn("甲馆", "甲局", 2025, ""), ("甲局", 2025)),
        (NilReturn("甲馆", "甲局（旧称）", 2025, ""), ("乙局", 2025)),
        (NilReturn("甲馆", "", 2026, ""), ("甲局", 2026)),
        (NilReturn("甲馆", "丙局", 2031, ""), ("丙局", 2031)),
    ],
)
def test_a_nil_return_belongs_to_its_own_part_or_the_largest_of_its_year(said: NilReturn, part: tuple[str, int]) -> None:
    """What it leaves blank is filled from the forms; an unknown department goes with the most forms of that year."""
    parts = [("甲局", 2025), ("乙局", 2025), ("乙局", 2025), ("甲局", 2026)]
    assert list(nil_returns([FileResult("零报.docx", "read", nil=(said,))], Roster(()), parts)) == [(part, "甲馆")]


@pytest.mark.parametrize(
    ("first", "second", "control"),
    [(None, 70, 70), (70, None, 70), (70, 70, 70), (30, 70, 100)],
)
def test_a_project_that_stands_twice_has_both_figures(first: int | None, second: int | None, control: int) -> None:
    """A line without a figure adds nothing, the same figure is not counted twice, different ones are added."""
    lines = [RosterEntry("甲馆", "展览项目", "", None if each is None else Decimal(each)) for each in (first, second)]
    form = declaration(unit="甲馆", project_name="展览项目", annual=Decimal(control), annual_fiscal=Decimal(control))
    found = load_rule_book().judge_batch([FileResult("a.xlsx", "read", forms=(form,))], Context(roster=Roster(tuple(lines))))
    assert [each.rule for each in found.findings if each.rule in ("SUM-003", "SUM-004", "FUND-014")] == []


@pytest.mark.parametrize(
    ("waiver", "shown"),
    [
        (Waiver("FUND-001", "已核", "张科", "项目", "单位", "文件"), "项目"),
        (Waiver("FUND-001", "已核", "张科", "", "单位", "文件"), "文件"),
        (Waiver("FUND-001", "已核", "张科", "", "单位"), "单位"),
        (Waiver("FUND-001", "已核", "张科"), ""),
    ],
)
def test_a_waiver_is_called_by_the_narrowest_that_it_names(waiver: Waiver, shown: str) -> None:
    """Its project, else its file, else its unit."""
    (subject,) = waiver_subjects(Waivers("xlperf-waivers.json", (waiver,)), [0], date(2026, 1, 1))
    assert subject.facts["project"] == shown


@pytest.mark.parametrize(("past", "same"), [(GOAL, True), (f" {GOAL}\n", True), ("上年另有目标。", False), ("", False)])
def test_a_goal_is_last_years_only_when_its_words_are(past: str, same: bool) -> None:
    """White space aside; a list without goals says nothing about them."""
    form = declaration(annual_goal=GOAL)
    known = PastProject(form.text("/unit"), form.text("/project_name"), Decimal(1), 2024, "declaration", goal=past)
    (change,) = year_changes(LastYear((), (known,)), [form], {form.source: ("云溪市文化和旅游局", 2025)})
    assert (change.state, change.same_goal) == ("延续", same)


@pytest.mark.parametrize(
    ("completion", "note", "told"),
    [
        ("全年举办活动24场。", None, True),
        ("全年举办活动24场，采购价低于预期，结余资金已上交。", None, False),
        ("全年举办活动24场。", "受天气影响，经费未能用完。", False),
        ("全年举办活动24场。", "受天气影响，场次减少。", True),
    ],
)
def test_little_money_spent_is_explained_by_one_word_about_it(completion: str, note: str | None, told: bool) -> None:
    """In the report of what was done or beside any indicator: one sentence about the money is enough, another reason is none."""
    rows = [("产出指标", "数量指标", "开展场次", "≥24(场)", "24(场)", "90", "90", note)]
    form = self_evaluation(rows=rows, total_executed=Decimal("250000.00"), actual_completion=completion)
    found = {each.rule for each in load_rule_book().judge_form(form, Context()).findings}
    assert ("SELF-021" in found) is told
