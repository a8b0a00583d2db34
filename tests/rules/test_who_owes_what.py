"""Who owes what: one reckoning for every department and year, which the rules and the sheet 报送情况 both read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.builders import declaration, entry, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, load_rule_book
from xlperf.rules.judging.batch_parts import parts_of, usual_years, years_beside
from xlperf.rules.judging.outcome import BatchJudgement
from xlperf.rules.judging.roster_projects import ProjectNames, by_project
from xlperf.rules.judging.submissions import Submission, reckon

BOOK = load_rule_book()
OWED = ("HEAD-010", "SUM-001", "SUM-003", "SUM-004", "SUM-009", "SUM-010", "SUM-011", "FUND-014")


def form(unit: str | None, project: str | None = "展览项目", annual: Any = 100, **changes: object) -> Form:
    """Return a declaration in a file named after its fields."""
    known: dict[str, object] = {"department": "甲局", "year": 2026, "annual_fiscal": annual, **changes}
    file = f"{known['department']}/{known['year']}/{unit}/{project}.xlsx"
    money = Decimal(annual) if isinstance(annual, int) else annual
    known["annual_fiscal"] = Decimal(annual) if isinstance(known["annual_fiscal"], int) else known["annual_fiscal"]
    return declaration(file=file, unit=unit, project_name=project, annual=money, **known)  # type: ignore[arg-type]


def evaluation(unit: str, project: str, year: int = 2026, budget: int = 100, department: str = "甲局") -> Form:
    """Return a self-evaluation in a file of its own."""
    file = f"自评/{department}/{year}/{unit}/{project}.xlsx"
    return self_evaluation(
        file=file, unit=unit, project_name=project, year=year, department=department, total_full_year_budget=Decimal(budget)
    )


def judged(roster: Sequence[RosterEntry] | None, *forms: Form, **context: object) -> BatchJudgement:
    """Return what the batch rules find."""
    files = [FileResult(each.source.file, "read", sha256=each.source.file, forms=(each,)) for each in forms]
    held = None if roster is None else Roster(tuple(roster))
    return BOOK.judge_batch(files, Context(roster=held, **context))  # type: ignore[arg-type]


def told(found: BatchJudgement) -> list[str]:
    """Return what is said about who owes what, by rule."""
    return sorted((f"{each.rule} {each.message}" for each in found.findings if each.rule in OWED), key=lambda each: each[:8])


def rows(found: BatchJudgement) -> list[tuple[object, ...]]:
    """Return the figures of every unit: part, unit, 应报, 已报, 零报, 未报, 多报."""
    return [
        (*each.part, each.unit, each.due, each.received, each.reported_none, each.missing_n, each.surplus_projects)
        for each in found.submissions or ()
    ]


def test_a_project_of_two_years_is_held_against_the_roster_year_by_year() -> None:
    """Never added up: each year has the control figure to itself, and that the roster has no years is said once."""
    found = judged([RosterEntry("甲馆", "展览项目", "", Decimal(100))], form("甲馆", year=2025), form("甲馆"))
    assert told(found) == ["SUM-010 文件夹里有 2025、2026 年度的表，名单没有“年度”一列：每个年度都按整份名单核对。"]
    assert rows(found) == [("甲局", 2025, "甲馆", 1, 1, 0, 0, 0), ("甲局", 2026, "甲馆", 1, 1, 0, 0, 0)]


def test_a_stray_form_of_last_year_makes_nobody_owe_that_year() -> None:
    """One form of 2025 among the 2026 forms of all: a unit whose form has come is not dunned for last year's."""
    units = ("甲馆", "乙馆", "丙馆", "丁馆", "戊馆")
    lines = [RosterEntry(each, "展览项目", "", None) for each in units]
    came = [form(each) for each in units]
    assert told(judged(lines, *came, form("甲馆", year=2025))) == []
    assert told(judged(lines, *came, form("甲馆", year=2025), batch_year=2026)) == []
    assert told(judged(lines, *came[:4], form("甲馆", year=2025), batch_year=2026)) == [
        "SUM-001 2026年度：“戊馆”没有报送（应报 1 个项目，已收 0 个）。"
    ]


def test_a_line_that_names_the_year_of_a_stray_form_binds_it() -> None:
    """Whoever writes 2025 into the roster asks for it."""
    units = ("甲馆", "乙馆", "丙馆", "丁馆", "戊馆")
    lines = [RosterEntry(each, "展览项目", "", None) for each in units]
    lines.append(RosterEntry("乙馆", "展览项目", "", None, year=2025))
    found = judged(lines, *map(form, units), form("甲馆", year=2025))
    assert told(found) == [
        "SUM-001 2025年度：“乙馆”没有报送（应报 1 个项目，已收 0 个）。",
        "SUM-009 项目“展览项目”不在该单位的应报项目名单中（多报）。",
    ]


def test_a_year_in_the_roster_binds_that_year_only() -> None:
    """Each year with its own projects and figures; nothing of one is owed in the other."""
    lines = [
        RosterEntry("甲馆", "展览项目", "", Decimal(100), year=2025),
        RosterEntry("甲馆", "讲座项目", "", Decimal(70), year=2026),
        RosterEntry("乙馆", "讲座项目", "", Decimal(70), year=2026),
    ]
    found = judged(lines, form("甲馆", year=2025), form("甲馆", "讲座项目", 70), form("甲馆", "展览项目", 100))
    assert told(found) == [
        "SUM-001 2026年度：“乙馆”没有报送（应报 1 个项目，已收 0 个）。",
        "SUM-003 2026年度：甲馆 汇总金额 170.00 与控制数 70.00 相差 100.00。",
        "SUM-003 2026年度：乙馆 汇总金额 0.00 与控制数 70.00 相差 70.00。",
        "SUM-003 2026年度：合计 汇总金额 170.00 与控制数 140.00 相差 30.00。",
        "SUM-009 项目“展览项目”不在该单位的应报项目名单中（多报）。",
    ]


def test_departments_do_not_accuse_each_others_units() -> None:
    """A line is owed to the department in whose forms it stands; who sent nothing is named once, where most units are."""
    lines = [RosterEntry(unit) for unit in ("甲馆", "丙馆", "一小", "丁馆")]
    found = judged(lines, form("甲馆"), form("丙馆"), form("一小", department="乙局"))
    assert told(found) == ["SUM-001 甲局：“丁馆”没有报送。"]
    assert rows(found) == [
        ("甲局", 2026, "甲馆", None, 1, 0, 0, 0),
        ("甲局", 2026, "丙馆", None, 1, 0, 0, 0),
        ("甲局", 2026, "丁馆", None, 0, 0, 1, 0),
        ("乙局", 2026, "一小", None, 1, 0, 0, 0),
    ]


def test_a_department_of_the_roster_places_who_sent_nothing() -> None:
    """A unit of a department that sent nothing at all is nobody's here, which is said; a form beats the column."""
    lines = [
        RosterEntry("甲馆", department="甲局"),
        RosterEntry("一小", department="乙局"),
        RosterEntry("二小", department="乙局（汇总）"),
        RosterEntry("医院", department="卫健局"),
        RosterEntry("丙馆", department="乙局"),
    ]
    found = judged(lines, form("甲馆"), form("丙馆"), form("一小", department="乙局"))
    assert told(found) == [
        "SUM-001 乙局：“二小”没有报送。",
        "SUM-011 名单 5 行中有 1 行没有用上：它们的主管部门或年度在文件夹里没有表。",
    ]


def test_a_unit_with_a_self_evaluation_only_has_reported() -> None:
    """Side by side: either form of a project settles its line, both are one project."""
    lines = [RosterEntry("甲馆", "展览项目", "", Decimal(100)), RosterEntry("乙馆", "讲座项目"), RosterEntry("丙馆")]
    found = judged(lines, form("甲馆"), evaluation("甲馆", "展览项目", budget=90), evaluation("乙馆", "讲座项目"))
    assert told(found) == ["SUM-001 “丙馆”没有报送。"]
    assert rows(found) == [
        ("甲局", 2026, "甲馆", 1, 1, 0, 0, 0),
        ("甲局", 2026, "乙馆", 1, 1, 0, 0, 0),
        ("甲局", 2026, "丙馆", None, 0, 0, 1, 0),
    ]
    assert [each.total for each in found.submissions or ()] == [100, 100, 0]


def test_a_line_without_project_is_no_debt() -> None:
    """零报: a roster line or a form that says so; a form of such a unit is too many."""
    lines = [RosterEntry("甲馆", nothing=True), RosterEntry("乙馆", nothing=True), RosterEntry("丙馆")]
    found = judged(lines, form("乙馆"), form("丙馆"))
    assert told(found) == ["SUM-009 项目“展览项目”不在该单位的应报项目名单中（多报）。"]
    assert rows(found)[:2] == [("甲局", 2026, "甲馆", 0, 0, 1, 0, 0), ("甲局", 2026, "乙馆", 0, 0, 1, 0, 1)]
    reckoned = reckon(Roster((RosterEntry("甲馆"),)), (), {}, without_projects=[(("甲局", 2026), "甲馆")])
    assert [(each.reported_none, each.missing_n) for each in reckoned.submissions] == [(1, 0)]


def test_a_control_figure_that_is_missing_compares_nothing() -> None:
    """Some figures of a unit are not all: its sum is not held against them, nor is the sum of all units."""
    lines = [
        RosterEntry("甲馆", "展览项目", "", Decimal(100)),
        RosterEntry("甲馆", "讲座项目"),
        RosterEntry("乙馆", "", "", Decimal(5)),
    ]
    found = judged(lines, form("甲馆"), form("甲馆", "讲座项目", 900), form("乙馆", "演出", 5))
    assert told(found) == []
    assert found.tally.counts["SUM-003"] == (1, 0, 1, 1, 0, 0)


def test_a_unit_in_two_spellings_is_one() -> None:
    """Two kinds of brackets double neither the debt nor the control figure."""
    lines = [RosterEntry("甲馆（分馆）", "", "", Decimal(100)), RosterEntry("甲馆(分馆)", "", "", Decimal(100))]
    assert told(judged(lines, form("甲馆〔分馆〕"))) == []
    named = [RosterEntry(each.unit, "展览项目", "", each.amount) for each in lines]
    assert told(judged(named, form("甲馆(分馆)"))) == []


def test_what_could_not_be_read_is_not_nothing() -> None:
    """An amount that is blank, no number or beyond all sums: the sums are not compared, neither by unit nor with the ceiling."""
    lines = [RosterEntry("甲馆", "", "", Decimal(100))]
    for annual in (entry(None, "约一百", "not_a_number"), None, Decimal(10) ** 13):
        found = judged(lines, form("甲馆", annual=annual, annual_fiscal=annual), project_expenditure=Decimal(1))
        assert told(found) == [], annual
        assert found.tally.counts["SUM-003"][3] == found.tally.counts["SUM-004"][3] == 1


def test_the_ceiling_binds_each_department_and_year() -> None:
    """项目支出合计 is a figure of one department and year: two years are not added up, other departments are not bound."""
    forms = (form("甲馆", annual=6000), form("甲馆", annual=6000, year=2025), form("一小", annual=90000, department="乙局"))
    assert told(judged(None, *forms, project_expenditure=Decimal(10000), department="甲局")) == []
    both = judged(None, *forms, project_expenditure=Decimal(5000), department="甲局")
    assert told(both) == [
        "SUM-004 甲局2026年度：编报绩效目标的资金 0.60 万元大于项目支出 0.50 万元。",
        "SUM-004 甲局2025年度：编报绩效目标的资金 0.60 万元大于项目支出 0.50 万元。",
    ]


_UNITS, _PROJECTS = ("甲馆", "乙馆", "丙馆"), ("展览", "讲座", "演出")
_LINES = st.lists(
    st.tuples(st.sampled_from(_UNITS), st.sampled_from((*_PROJECTS, "")), st.sampled_from([None, 2025, 2026]), st.integers(1, 9)),
    max_size=8,
)
_FORMS = st.lists(
    st.tuples(
        st.sampled_from((*_UNITS, "丁馆")),
        st.sampled_from(_PROJECTS),
        st.sampled_from([2025, 2026]),
        st.sampled_from(["甲局", "乙局"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda each: (each[0], each[1], each[2], each[4]),
)


_MOSTLY_2025 = [
    *(("甲馆", "展览", 2025, "甲局", late) for late in (False, True)),
    *(("甲馆", "讲座", 2025, "甲局", late) for late in (False, True)),
    ("乙馆", "展览", 2025, "甲局", False),
    ("甲馆", "展览", 2026, "甲局", False),
]


@given(_LINES, _FORMS)
@example([("甲馆", "讲座", None, 1)], _MOSTLY_2025)
@settings(max_examples=80, deadline=None)
def test_rules_and_reckoning_say_the_same(
    lines: list[tuple[str, str, int | None, int]], sent: list[tuple[str, str, int, str, bool]]
) -> None:
    """Who is missing, and every project that is missing, follows from the lists alone; no form is in two rows, none is lost."""
    roster = [RosterEntry(unit, project, "", Decimal(amount), year=year) for unit, project, year, amount in lines]
    forms = [
        evaluation(unit, project, year, department=department) if is_late else form(unit, project, year=year, department=department)
        for unit, project, year, department, is_late in sent
    ]
    found = judged(roster, *forms)
    if not roster:
        assert not [each for each in told(found) if each.startswith("SUM-001")]
    owed: Sequence[Submission] = found.submissions or ()
    assert sorted(each.source.file for row in owed for each in row.forms) == sorted(each.source.file for each in forms)
    parts = parts_of(forms, {})
    years = {part[1] for part in parts.values()}
    beside = years_beside(parts, usual_years(forms, parts), None)

    def binds(of: int | None, year: int | None) -> bool:
        return of == year or (of is None and year not in beside)

    arrived = {(unit, project, year) for unit, project, year, _, _ in sent}
    named = {(unit, year) for unit, project, of, _ in lines if project for year in years if binds(of, year)}
    missing = {
        (unit, project, year)
        for unit, project, of, _ in lines
        for year in years
        if project and binds(of, year) and (unit, project, year) not in arrived
    }
    assert {(row.unit, name, row.part[1]) for row in owed for name in row.missing} == missing
    silent = {
        (unit, year)
        for unit, project, of, _ in lines
        for year in years
        if binds(of, year) and (unit, year) not in named and not any((unit, each, year) in arrived for each in _PROJECTS)
    }
    assert {(row.unit, row.part[1]) for row in owed if row.missing_n and not row.named} == silent
    assert sum(each.startswith("SUM-001") for each in told(found)) == sum(row.missing_n > 0 for row in owed)
    for row in owed:
        if row.due is not None:
            assert row.due == row.received + row.missing_n
        assert all(replace(each) in forms for each in row.surplus)


def unbound(found: BatchJudgement, unit: str) -> Submission:
    """Return the submission of a unit that no line binds in 2026."""
    return next(each for each in found.submissions or () if each.unit == unit and each.part[1] == 2026)


def test_a_unit_that_the_roster_does_not_know_has_handed_in_too_much() -> None:
    """All its projects are surplus, under the name that it writes; one without a unit is received and no surplus."""
    found = judged([RosterEntry("甲馆", "展览项目")], form("甲馆"), form("外单位"), form("外单位", "讲座项目"), form(None))
    stranger = unbound(found, "外单位")
    assert (stranger.listed, stranger.bound, stranger.received, stranger.surplus_projects) == (False, False, 0, 2)
    assert set(stranger.expected.values()) == {None}
    nameless = unbound(found, "")
    assert (nameless.listed, nameless.received, nameless.surplus) == (False, 1, ())


def test_a_unit_listed_for_another_year_is_known_by_the_name_of_the_roster() -> None:
    """Its projects are surplus where the roster names its projects, received where it names the unit alone."""
    lines = [
        RosterEntry("AB馆", "展览项目", year=2025),
        RosterEntry("丙馆", year=2025),
        RosterEntry("甲馆", "展览项目", year=2026),
    ]
    found = judged(lines, form("甲馆"), form("ＡＢ馆", "讲座项目"), form("丙馆", "讲座项目"), form("丙馆", "培训项目"))
    named, whole = unbound(found, "AB馆"), unbound(found, "丙馆")
    assert (named.listed, named.received, named.surplus_projects) == (True, 0, 1)
    assert (whole.listed, whole.received, whole.surplus) == (True, 2, ())


def test_a_year_that_the_roster_does_not_bind_has_no_surplus() -> None:
    """Of a year for which the roster has no line nothing is too many, whoever handed it in."""
    found = judged([RosterEntry("甲馆", "展览项目", year=2025)], form("甲馆", year=2025), form("甲馆"), form("外单位"))
    assert [(each.received, each.surplus) for each in (unbound(found, "甲馆"), unbound(found, "外单位"))] == [(1, ()), (1, ())]


def test_a_line_of_a_unit_in_two_departments_belongs_where_most_of_its_forms_stand() -> None:
    """A line that names no project is owed once, to the department that has most forms of the unit."""
    forms = [form("甲馆", department="乙局"), form("甲馆", "讲座项目"), form("甲馆", "培训项目")]
    found = judged([RosterEntry("甲馆")], *forms)
    assert [(each.part[0], each.bound) for each in found.submissions or ()] == [("乙局", False), ("甲局", True)]


def test_a_line_whose_unit_sent_forms_to_no_department_of_the_year_is_owed_where_most_of_the_roster_is() -> None:
    """Forms of the unit in another department of another year do not place it in whichever department comes first."""
    lines = [RosterEntry("丁馆", "展览项目"), RosterEntry("乙馆"), RosterEntry("丙馆")]
    forms = [form("丁馆", department="旧局", year=2025), form("甲馆", department="甲局")]
    found = judged(lines, *forms, form("乙馆", department="乙局"), form("丙馆", department="乙局"))
    owed = [each.part for each in found.submissions or () if each.unit == "丁馆" and each.missing]
    assert owed == [("乙局", 2026)]


def test_a_project_listed_without_its_last_word_has_come() -> None:
    """展览 of the roster is 展览经费 of the form: told as a name, owed by nobody."""
    found = judged(
        [RosterEntry("甲馆", "展览", Decimal(100)), RosterEntry("甲馆", "讲座项目", Decimal(100))], form("甲馆", "展览经费")
    )
    assert rows(found) == [("甲局", 2026, "甲馆", 2, 1, 0, 1, 0)]
    assert told(found) == [
        "SUM-001 “甲馆”没有报齐（应报 2 个项目，已收 1 个），未收到：讲座项目。",
        "SUM-009 项目“展览经费”在名单中写作“展览”，按同一个项目计。",
    ]


def test_of_two_projects_that_codes_tell_apart_none_is_taken_for_a_line_of_like_name() -> None:
    """Which of them the roster means is not known, and neither may vanish."""
    found = judged([RosterEntry("甲馆", "展览")], *(form("甲馆", f"（31020260{at}）展览经费") for at in "12"))
    assert rows(found) == [("甲局", 2026, "甲馆", 1, 0, 0, 1, 2)]
    assert [line for line in told(found) if "名单" in line] == [
        "SUM-001 “甲馆”报来的 2 个项目都不在名单中（应报 1 个），未收到：展览。",
        "SUM-009 项目“（310202601）展览经费”不在该单位的应报项目名单中（多报）。",
        "SUM-009 项目“（310202602）展览经费”不在该单位的应报项目名单中（多报）。",
    ]


def test_a_self_evaluation_under_another_name_is_not_added_to_the_declarations() -> None:
    """Its project is declared, and counted, under the unit's or the project's name of today; what settles a line counts."""
    lines = [RosterEntry("甲馆", "展览项目", "", Decimal(100)), RosterEntry("乙馆", "讲座项目", "", Decimal(200))]
    old_unit = judged(lines, form("甲馆"), form("乙馆", "讲座项目", 200), evaluation("丙馆", "讲座项目", budget=200))
    assert [each for each in told(old_unit) if each.startswith("SUM-003")] == []
    assert [(each.unit, each.total, each.unsummed) for each in old_unit.submissions or ()] == [
        ("甲馆", Decimal(100), 0),
        ("乙馆", Decimal(200), 0),
        ("丙馆", Decimal(0), 1),
    ]
    old_name = judged(lines, form("甲馆"), form("乙馆", "讲座项目", 200), evaluation("乙馆", "读书会项目", budget=200))
    assert [(each.unit, each.total, each.unsummed) for each in old_name.submissions or ()][1] == ("乙馆", Decimal(200), 1)
    settled = judged(lines, form("甲馆"), evaluation("乙馆", "讲座项目", budget=200))
    assert [(each.unit, each.total, each.unsummed) for each in settled.submissions or ()][1] == ("乙馆", Decimal(200), 0)


def test_self_evaluations_alone_are_added_up() -> None:
    """Where nobody declares, their money is what is held against the roster."""
    came = evaluation("甲馆", "展览项目", budget=300), evaluation("丙馆", "讲座项目")
    found = judged([RosterEntry("甲馆", "", "", Decimal(300))], *came)
    assert [(each.unit, each.total) for each in found.submissions or ()] == [("甲馆", Decimal(300)), ("丙馆", Decimal(100))]


@pytest.mark.parametrize("nameless", ["", None])
def test_a_form_without_a_name_is_none_of_the_projects_that_the_roster_names(nameless: str | None) -> None:
    """One of two listed projects came, and a form without a name: the other is missing; the nameless form is neither of them."""
    lines = [RosterEntry("甲馆", each, "", Decimal(100)) for each in ("展览项目", "修缮项目")]
    found = judged(lines, form("甲馆"), form("甲馆", nameless))
    assert rows(found) == [("甲局", 2026, "甲馆", 2, 1, 0, 1, 0)]


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        ({"2023": 200, "2024": 100}, {"2023": 200, "2024": 100}),
        ({"2023": 300, "2024": 100}, {"2023": 200, "2024": 100}),
        ({"2023": None, "2024": 300}, {"2023": 100, "2024": 200}),
        ({"2024": 300}, {"": 300}),
        ({"2022": 1, "2023": 2, "2024": 3}, {"": 300}),
    ],
)
def test_lines_of_one_name_are_those_of_as_many_projects_of_other_years(
    declared: dict[str, int | None], lines: dict[str, int]
) -> None:
    """Each line is of the project with its amount, the others in their order; else the lines are one project of the year."""
    names = ProjectNames(2026, ())
    came = {names.of(f"展品租赁（{year}年）"): None if money is None else Decimal(money) for year, money in declared.items()}
    listed = [RosterEntry("甲馆", "展品租赁", "", Decimal(money)) for money in (100, 200)]
    found = by_project(names, listed, came)
    of_year = {names.of(f"展品租赁（{year}年）" if year else "展品租赁"): Decimal(money) for year, money in lines.items()}
    assert {name: line.amount for name, line in found.items()} == of_year
