"""What decides single cases between forms: whose a line is, what a goal departs in, what a waiver covers, which names are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.builders import declaration, self_evaluation
from tests.summary.batches import finding
from xlperf.data.unit_twins import unit_twins
from xlperf.forms.file_result import FileResult
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.waivers import Waiver, Waivers
from xlperf.rules import Context, Outcome, load_rule_book
from xlperf.rules.dialect.breach import Breach
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.judging.batch_subjects import SUBJECTS, BatchView
from xlperf.rules.judging.pairs import differences
from xlperf.rules.judging.rule_run import Run
from xlperf.rules.judging.waiving import covers, waive
from xlperf.rules.versions.versions import choose_versions

BOOK = load_rule_book()


@pytest.mark.parametrize(("department", "part"), [("甲局（汇总）", ("甲局", 2026)), (None, ("", 2026))])
def test_where_nothing_came_the_roster_is_reckoned_for_the_department_of_the_run(
    department: str | None, part: tuple[str, int]
) -> None:
    """And for its year."""
    context = Context(roster=Roster((RosterEntry("甲馆", "展览"),)), department=department, batch_year=2026)
    submissions = BOOK.judge_batch([], context).submissions or ()
    assert [(each.part, each.unit, each.due, each.received) for each in submissions] == [(part, "甲馆", 1, 0)]


@pytest.mark.parametrize(
    ("listed", "came", "missing"),
    [
        (("(101)展览", "(102)展览"), ("展览",), ("(102)展览",)),
        (("(101)展览", "(102)展览"), ("(102)展览",), ("(101)展览",)),
        (("(101)展览",), ("展览",), ()),
        (("(101)展览",), ("(102)展览",), ("(101)展览",)),
        (("(101)展览", "讲座"), ("展览",), ("讲座",)),
    ],
)
def test_projects_of_one_name_are_told_apart_by_their_codes(
    listed: tuple[str, ...], came: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    """A name without a code goes with the first of several codes."""
    forms = [declaration(file=f"{at}.xlsx", unit="甲馆", project_name=each) for at, each in enumerate(came)]
    files = [FileResult(each.source.file, "read", sha256=each.source.file, forms=(each,)) for each in forms]
    found = BOOK.judge_batch(files, Context(roster=Roster(tuple(RosterEntry("甲馆", each) for each in listed))))
    assert [each.missing for each in found.submissions or ()] == [missing]


GOAL = "全年举办阅读推广活动二十四场，送书进社区和校园，使读者参与面稳步扩大，活动满意度保持在九成以上，全年开放。"


@pytest.mark.parametrize(
    ("other", "declared", "evaluated"),
    [
        (GOAL.replace("送书", "赠书"), "全年举办阅读推广活动二十四场，送书进社区和校园，使读者参与面稳步扩大，…", ""),
        ("送" + GOAL, "全年举办阅读推广活动二十四场，送书进社区…", "送全年举办阅读推广活动二十四场，送书进社…"),
        (
            GOAL + "另办展览。",
            "…大，活动满意度保持在九成以上，全年开放。",
            "…大，活动满意度保持在九成以上，全年开放。另办展览。",
        ),
    ],
)
def test_two_goals_are_quoted_around_the_place_where_they_part(other: str, declared: str, evaluated: str) -> None:
    """Twenty characters before it and behind it, with a mark where something is left out."""
    (found,) = [
        each
        for each in differences(self_evaluation(budget_goal=other), declaration(annual_goal=GOAL), BOOK.rule_set.scoring)
        if each.change == "goal"
    ]
    assert (found.declared, found.evaluated) == (declared, evaluated or declared.replace("送书", "赠书"))


FOUND = replace(finding(declaration()), rule="FUND-002", project="展览", unit="甲馆", file="甲/a.xlsx", cell="E6")
WAIVER = Waiver("FUND-002", "已核", "张科", "展览", "甲馆", "甲/a.xlsx", "E6")


@pytest.mark.parametrize("blank", ["project", "unit", "file", "cell", None])
def test_a_waiver_covers_what_it_names_and_whatever_it_leaves_open(blank: str | None) -> None:
    """Each of project, unit, file and cell must be the same, or not be named."""
    assert covers(WAIVER if blank is None else replace(WAIVER, **{blank: ""}), FOUND)


@pytest.mark.parametrize("other", ["rule", "project", "unit", "file", "cell"])
def test_a_waiver_does_not_cover_what_it_does_not_name(other: str) -> None:
    """One that differs is enough."""
    assert not covers(replace(WAIVER, **{other: "别的"}), FOUND)


def test_a_finding_is_waived_once_and_by_the_first_waiver_in_force() -> None:
    """One that has expired covers nothing; the second of two counts nothing."""
    entries = (replace(WAIVER, until=date(2026, 3, 1)), replace(WAIVER, reason="已审"), WAIVER)
    marked, used = waive([FOUND, replace(FOUND, rule="FUND-001")], Waivers("豁免.json", entries), date(2026, 3, 2))
    assert [each.because for each in marked] == ["waived", None]
    assert used == (0, 1, 0)
    assert "已审" in marked[0].waived
    explained, _ = waive([replace(FOUND, because="explained")], Waivers("豁免.json", entries), None)
    assert explained[0].because == "explained"


@pytest.mark.parametrize(
    ("name", "fuller", "twins"),
    [
        ("云溪区图书馆", "江州云溪区图书馆", True),
        ("云溪区图书馆", "江州驻京云溪区图书馆", False),
        ("图书信息馆", "江州图书信息馆", False),
        ("图书信息馆", "江州市图书信息馆", True),
        ("图书馆", "江州市图书馆", False),
        ("云图书馆", "江州市云图书馆", True),
        ("云溪区教育局机关", "云溪区教育局", True),
        ("云溪区教育局（本部）", "云溪区教育局", True),
        ("云溪区机关", "云溪区", False),
        ("0102云溪区图书馆", "云溪区图书馆", True),
        ("0102图书馆", "江州市图书馆", True),
        ("12345热线中心", "热线服务中心", False),
    ],
)
def test_a_place_before_a_name_makes_no_other_unit(name: str, fuller: str, twins: bool) -> None:
    """A city with its 市, two or three characters before a district, the office behind a body; of three characters nothing."""
    assert unit_twins([name, fuller]) == ({name: fuller} if twins else {})


@pytest.mark.parametrize(
    ("name", "fuller", "twins"),
    [
        ("浦禾县种子站", "浦禾县种子管理站", True),
        ("县种子管理站", "浦禾县种子管理站", True),
        ("浦禾县一中", "浦禾县第一中学", True),
        ("浦禾一中", "浦禾县第一中学", True),
        ("浦禾卫健委", "浦禾县卫生健康委员会", True),
        ("浦禾市一中", "浦禾县第一中学", False),
        ("浦禾县卫健委", "浦禾县卫生健康委员会", True),
        ("浦禾县农技站", "浦禾县农业技术推广站", True),
        ("浦禾县环卫所", "浦禾县市容环境卫生管理所", True),
        ("浦禾县城管执法大队", "浦禾县城市管理综合行政执法大队", True),
        ("浦禾县青石镇政府", "浦禾县青石镇人民政府", True),
        ("浦禾县农机站", "浦禾县农业技术推广站", False),
        ("浦禾县卫生所", "浦禾县卫生监督所", False),
        ("浦禾县发改委", "浦禾县发展和改革委员会", True),
        ("浦禾县实小", "浦禾县实验小学", True),
        ("浦禾县第一中学", "浦禾县第一高级中学", False),
        ("浦禾县一中", "浦禾县第二中学", False),
        ("浦禾县一小", "浦禾县第一中学", False),
        ("浦禾县中医院", "浦禾县人民医院", False),
        ("浦禾县政务服务中心", "浦禾县行政审批服务中心(县政务服务中心)", True),
        ("浦禾县政务服务中心", "浦禾县行政审批服务中心(政务服务中心)", True),
        ("浦禾县行政审批服务中心", "浦禾县行政审批服务中心(县政务服务中心)", False),
        ("浦禾县医院", "浦禾县中医医院", False),
        ("浦禾县林技站", "浦禾县林业技术推广站", True),
        ("浦禾县农经站", "浦禾县农村经济经营管理站", True),
        ("浦禾县植保站", "浦禾县植物保护站", True),
        ("浦禾县文管所", "浦禾县文物管理所", True),
        ("浦禾土肥站", "浦禾县土壤肥料工作站", True),
        ("浦禾县交运执法大队", "浦禾县交通运输综合行政执法大队", True),
        ("浦禾县残疾人劳就所", "浦禾县残疾人劳动就业服务所", True),
        ("浦禾县城建中心", "浦禾县城乡建设管理中心", True),
        ("浦禾县图书馆", "浦禾县少年儿童图书馆", False),
        ("浦禾县农技站", "浦禾县农业机械技术推广站", False),
        ("浦禾县卫监所", "浦禾县动物卫生监督所", False),
        ("浦禾县中医院", "浦禾县中心医院", False),
        ("浦禾县体育中心", "浦禾县体育彩票管理中心", False),
        ("浦禾县社区服务中心", "浦禾县社区事务受理服务中心", False),
        ("浦禾县人事中心", "浦禾县人才事务中心", False),
        ("浦禾县城社中心", "浦禾县城东社区服务中心", False),
        ("浦禾县植保站", "浦南县植物保护站", False),
        ("浦禾县文化馆", "浦禾县文化中心", False),
        ("浦禾县种子公司", "浦禾县种子管理站", False),
        ("浦禾县水利局", "浦禾县水利管理局", False),
        ("浦禾县环境监测站", "浦禾县生态环境监测站", False),
        ("浦禾县医院", "浦禾县人民医院", False),
    ],
)
def test_a_short_form_of_a_name_is_probably_the_long_one(name: str, fuller: str, twins: bool) -> None:
    """As people shorten the names of schools, committees and stations; another number or another kind of body is another unit."""
    assert unit_twins([name, fuller]) == ({name: fuller} if twins else {})


def _view(*forms: object) -> BatchView:
    files = [FileResult(f"{at}.xlsx", "read", sha256=str(at), forms=(each,)) for at, each in enumerate(forms)]  # type: ignore[arg-type]
    choice = choose_versions(files, False, ())
    return BatchView(files, choice, tuple(forms), Context(), BOOK.rule_set.scoring)  # type: ignore[arg-type]


def test_a_subject_of_the_batch_has_the_fields_of_the_head_and_the_first_row() -> None:
    """Where an indicator is blamed it is the first one's name; nothing else of an indicator can be."""
    (subject,) = SUBJECTS["neighbour"](_view(declaration()))
    assert subject.fields["first_row"].cell == "D13"
    assert {"level1", "level3", "target"}.isdisjoint(subject.fields)
    (without,) = SUBJECTS["neighbour"](_view(declaration(rows=())))
    assert "first_row" not in without.fields


def test_a_form_most_like_another_is_named_even_where_it_names_neither_unit_nor_project() -> None:
    """So that nobody looks for a blank."""
    one = declaration(file="0.xlsx", unit="甲馆", project_name="展览")
    other = declaration(file="1.xlsx", unit=None, project_name=None)
    first, second = SUBJECTS["neighbour"](_view(one, other))
    assert (first.facts["goal_other"], second.facts["goal_other"]) == ("未填实施单位 / 未填项目名称", "甲馆 / 展览")
    assert (first.facts["rows_other"], second.facts["rows_other"]) == ("未填实施单位 / 未填项目名称", "甲馆 / 展览")


def test_a_line_without_a_project_binds_where_most_forms_of_its_unit_stand() -> None:
    """A form without a name, in another department, is no project of such a line."""
    given = (("甲局", "展览"), ("甲局", "讲座"), ("乙局", None))
    forms = [
        declaration(file=f"{at}.xlsx", department=part, unit="甲馆", project_name=name) for at, (part, name) in enumerate(given)
    ]
    files = [FileResult(each.source.file, "read", sha256=each.source.file, forms=(each,)) for each in forms]
    found = BOOK.judge_batch(files, Context(roster=Roster((RosterEntry("甲馆", ""),)))).submissions or ()
    assert [(each.part[0], each.bound, each.received) for each in found] == [("甲局", True, 2), ("乙局", False, 1)]


class _Breaking:
    """A rule whose screen breaks: its subjects are judged one by one."""

    rule = BOOK.rule_set.rules[0]

    def screen(self, subjects: Sequence[Subject], counts: list[int]) -> list[Subject]:
        """Break, after having counted."""
        counts[:] = [7, 7, 7, 7, 7, 7]
        raise ValueError

    def judge(self, subject: Subject) -> tuple[Outcome, Sequence[Breach]]:
        """Return the outcome that the subject names, or break."""
        return Outcome[subject.facts["outcome"]], ()


@pytest.mark.parametrize(("considered", "aside"), [(None, 0), (3, 0), (5, 2)])
def test_what_breaks_for_all_is_judged_one_by_one(considered: int | None, aside: int) -> None:
    """One that breaks counts as such, the others as what they are; those that the rule did not choose do not concern it."""
    run = Run()
    subjects = [Subject({"outcome": each}, {}, "a.xlsx") for each in ("PASSED", "COULD_NOT_READ", "不明")]
    run.judge(_Breaking(), subjects, considered)  # type: ignore[arg-type]
    assert run.tally().counts == {_Breaking.rule.id: (1, 0, aside, 0, 1, 1)}
    assert [each.title for each in run.findings()] == ["规则运行出错"]
    none = Run()
    none.judge(_Breaking(), (), considered)  # type: ignore[arg-type]
    assert none.tally().counts == {_Breaking.rule.id: (0, 0, considered or 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("goal", "start", "end", "told"),
    [
        ("无", date(2025, 1, 1), date(2025, 12, 31), False),
        ("无", date(2025, 1, 1), date(2026, 12, 31), True),
        ("无", None, date(2025, 12, 31), True),
        ("无", date(2025, 1, 1), None, True),
        ("同上年", date(2025, 1, 1), date(2025, 12, 31), True),
    ],
)
def test_a_project_of_one_year_needs_no_goal_of_its_whole(goal: str, start: date | None, end: date | None, told: bool) -> None:
    """无 is as right there as a blank; where a date is not known, it is told."""
    form = declaration(overall_goal=goal, start_date=start, end_date=end)
    view = FormView(form, Context(), BOOK.rule_set.vocabulary)
    (subject,) = view.fields(("overall_goal",), ())
    assert ("says_nothing" in subject.facts) is told
