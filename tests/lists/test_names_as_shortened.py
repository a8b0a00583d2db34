"""Lists that call units as departments do among themselves: 图书馆 for 云溪市图书馆."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import declaration
from xlperf.data.names import body_key
from xlperf.data.unit_twins import meant_units, other_spellings, unit_twins
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.lists.last_year import PastProject, YearlyAmount, last_year_of
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.unpublished import Unpublished, UnpublishedProject
from xlperf.rules import Context, load_rule_book

BOOK = load_rule_book()
REPORTED = ("云溪市图书馆", "云溪市少年儿童图书馆", "云溪市第一中学", "云溪市第二中学", "云溪市文化和旅游局")


@pytest.mark.parametrize(
    ("listed", "meant"),
    [
        ("图书馆", "云溪市图书馆"),
        ("市图书馆", "云溪市图书馆"),
        ("云溪图书馆", "云溪市图书馆"),
        ("江州市云溪市图书馆", "云溪市图书馆"),
        ("少年儿童图书馆", "云溪市少年儿童图书馆"),
        ("二中", "云溪市第二中学"),
        ("第一中学", "云溪市第一中学"),
        ("文旅局", "云溪市文化和旅游局"),
        ("文旅局机关", "云溪市文化和旅游局"),
        ("中学", None),
        ("书馆", None),
        ("博物馆", None),
        ("县图书馆", None),
        ("云溪区图书馆", None),
    ],
)
def test_a_unit_of_a_list_is_the_one_whose_place_or_long_words_it_leaves_out(listed: str, meant: str | None) -> None:
    """What is no name of a unit, and another place, means none."""
    assert meant_units([listed], REPORTED).get(listed) == meant


@pytest.mark.parametrize("listed", ["局机关", "局本级", "本级", "机关", "局机关本级", "局（本级）", "局"])
def test_the_department_itself_is_called_its_office(listed: str) -> None:
    """Where it reports for itself; 局机关服务中心 is another unit, and of two departments none is meant."""
    key = body_key(listed)
    assert meant_units([key], REPORTED, ["云溪市文化和旅游局"]) == {key: "云溪市文化和旅游局"}
    assert meant_units([key], REPORTED, ["云溪市教育局"]) == meant_units([key], REPORTED) == {}
    assert meant_units([key], [*REPORTED, "云溪市教育局"], ["云溪市教育局", "云溪市文化和旅游局"]) == {}
    assert meant_units([f"{key}服务中心"], REPORTED, ["云溪市文化和旅游局"]) == {}


@pytest.mark.parametrize(
    ("listed", "reported"),
    [
        (("图书馆",), ("云溪市图书馆", "江州市图书馆")),
        (("图书馆", "市图书馆"), ("云溪市图书馆",)),
        (("图书馆", "云溪市图书馆"), ("云溪市图书馆",)),
        (("图书馆",), ("图书馆", "云溪市图书馆")),
    ],
)
def test_a_unit_that_two_might_be_is_none_of_them(listed: tuple[str, ...], reported: tuple[str, ...]) -> None:
    """Rather a question than a wrong answer; a name of its own on both sides is not looked at."""
    assert meant_units(listed, reported) == {}


def _found(forms: list[Form], **known: object) -> list[tuple[str, str]]:
    files = [FileResult(form.source.file, "read", sha256=form.source.file, forms=(form,)) for form in forms]
    judged = BOOK.judge_batch(files, Context(batch_year=2025, **known))  # type: ignore[arg-type]
    wanted = ("SUM-0", "HEAD-010", "FUND-014")
    return [(each.rule, each.message) for each in judged.findings if each.rule.startswith(wanted)]


def _project(unit: str, name: str, money: int) -> Form:
    return declaration(file=f"{unit}{name}.xlsx", project_name=name, unit=unit, annual=Decimal(money))


def test_a_roster_of_short_names_is_held_against_the_forms_with_one_question_a_unit() -> None:
    """What is missing, too many or another amount is told under the full name."""
    forms = [_project("云溪市图书馆", "甲项目", 100), _project("云溪市博物馆", "乙项目", 200)]
    lines = (("图书馆", "甲项目", 100), ("图书馆", "丙项目", 50), ("博物馆", "乙项目", 201))
    roster = Roster(tuple(RosterEntry(unit, name, "", Decimal(money)) for unit, name, money in lines))
    assert sorted(_found(forms, roster=roster)) == [
        ("FUND-014", "年度资金申请总额 200.00 与预算数 201.00 不一致，相差 1.00。"),
        ("SUM-001", "“云溪市图书馆”没有报齐（应报 2 个项目，已收 1 个），未收到：丙项目。"),
        ("SUM-003", "云溪市博物馆 汇总金额 200.00 与控制数 201.00 相差 1.00。"),
        ("SUM-003", "云溪市图书馆 汇总金额 100.00 与控制数 150.00 相差 50.00。"),
        ("SUM-003", "合计 汇总金额 300.00 与控制数 351.00 相差 51.00。"),
        ("SUM-019", "名单中的“博物馆”按报来的“云溪市博物馆”核对，是否为同一单位？"),
        ("SUM-019", "名单中的“图书馆”按报来的“云溪市图书馆”核对，是否为同一单位？"),
    ]


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        ((("云溪市图书馆", "甲项目"), ("图书馆", "乙项目")), True),
        ((("图书馆", "乙项目"), ("云溪市图书馆", "甲项目"), ("图书馆", "（乙）项目")), True),
        ((("云溪市图书馆", "甲项目"), ("图书馆", "丙项目")), False),
        ((("云溪市图书馆", "甲项目"), ("图书馆", "甲项目")), False),
        ((("云溪市图书馆", "甲项目"), ("图书馆", "")), False),
    ],
)
def test_a_roster_that_writes_a_unit_in_two_ways_means_one(lines: tuple[tuple[str, str], ...], asked: bool) -> None:
    """Where the fuller name has sent the projects of the shorter one; else 图书馆 may be a unit of its own, and owes them."""
    forms = [_project("云溪市图书馆", f"{name}项目", 100) for name in "甲乙"]
    roster = Roster(tuple(RosterEntry(unit, name) for unit, name in lines))
    rules = {rule for rule, _ in _found(forms, roster=roster)}
    assert ("SUM-019" in rules, "SUM-001" in rules) == (asked, not asked)


def test_two_lines_of_one_name_are_the_projects_of_two_years() -> None:
    """Each is held against the line of its own amount, and neither is one too many."""
    forms = [_project("云溪市图书馆", "2024年度展览项目", 90), _project("云溪市图书馆", "2025年度展览项目", 80)]
    roster = Roster(tuple(RosterEntry("云溪市图书馆", "展览项目", "", Decimal(money)) for money in (80, 90)))
    assert _found(forms, roster=roster) == [("SUM-009", "项目“2024年度展览项目”在名单中写作“展览项目”，按同一个项目计。")]
    assert _found(forms[1:], roster=roster)[0] == (
        "FUND-014",
        "年度资金申请总额 80.00 与预算数 170.00 不一致，相差 90.00。",
    )


def test_last_years_list_of_short_names_is_compared() -> None:
    """It is said which unit is taken for which."""
    last = last_year_of([YearlyAmount("图书馆", "甲项目", Decimal(100000))])
    given = Context(last_year=last).among([_project("云溪市图书馆", "甲项目", 900000)]).last_year
    assert given is not None
    assert given.amount("云溪市图书馆", "甲项目", 2025, "declaration") == Decimal(100000)
    assert given.renamed == {"图书馆": "云溪市图书馆"}
    assert PastProject("图书馆", "甲项目").key == ("图书馆", "甲项目")


def test_last_years_amount_is_found_for_one_form_alone() -> None:
    """By the project and the unit that is probably meant; where two might be, or the unit has lines of its own, by none."""
    short = YearlyAmount("图书馆", "甲项目", Decimal(100), category="其他运转类")
    other = YearlyAmount("市图书馆", "甲项目", Decimal(90))
    asked = ("云溪市图书馆", "甲项目", 2025, "declaration")
    assert last_year_of([short]).amount(*asked) == Decimal(100)  # type: ignore[arg-type]
    assert last_year_of([short]).category("云溪市图书馆", "甲项目") == "其他运转类"
    assert last_year_of([short]).amount("云溪市图书馆", "乙项目", 2025, "declaration") is None
    assert last_year_of([short, other]).amount(*asked) is None  # type: ignore[arg-type]
    own = YearlyAmount("云溪市图书馆", "乙项目", Decimal(70))
    assert last_year_of([short, own]).amount(*asked) is None  # type: ignore[arg-type]


def test_the_very_name_on_the_list_of_secrets_ends_the_search() -> None:
    """Where no form bears it, a project of another year is meant, as by a list that is kept from year to year."""
    listed = Unpublished((UnpublishedProject("2026年度展览项目", "云溪市图书馆"),))
    both = [("云溪市图书馆", "2025年度展览项目"), ("云溪市图书馆", "2026年度展览项目")]
    assert listed.among(both).means(*both[0]) is False
    assert listed.among(both).means(*both[1]) is True
    assert listed.among(both[:1]).means(*both[0]) is True
    assert listed.among([both[0], ("云溪市美术馆", both[1][1])]).means(*both[0]) is True


def test_a_short_name_of_the_unit_on_the_list_of_secrets_is_asked_about() -> None:
    """The project's own name being the same."""
    listed = Unpublished((UnpublishedProject("安防改造项目", "图书馆"),))
    assert listed.near("云溪市图书馆", "安防改造项目") is not None
    assert listed.near("云溪市美术馆", "安防改造项目") is None


@pytest.mark.parametrize(
    ("pair", "same", "probable"),
    [
        (("云溪区第1人民医院", "云溪区第一人民医院"), 1, 0),
        (("云溪区第2幼儿园", "云溪区第二幼儿园"), 1, 0),
        (("云溪区妇幼保健院", "云溪区妇幼保健院（云溪区妇女儿童医院）"), 0, 1),
        (("云溪区融媒体中心", "云溪区融媒体中心（云溪区广播电视台）"), 0, 1),
        (("云溪区文化馆", "云溪区文化馆（云溪区非遗中心）"), 0, 1),
        (("云溪区第2人民医院", "云溪区第一人民医院"), 0, 0),
        (("云溪区第1中学", "云溪区第11中学"), 0, 0),
        (("云溪区教育局", "云溪区教育局（云溪区招生办公室）"), 0, 0),
        (("云溪区卫生健康局", "云溪区卫生健康局（云溪区疾病预防控制中心）"), 0, 0),
    ],
)
def test_a_number_in_figures_and_a_second_name_of_its_own_make_no_other_unit(
    pair: tuple[str, str], same: int, probable: int
) -> None:
    """第1 is 第一 for certain; a hospital with its second name in brackets is probably the one without."""
    assert (len(other_spellings(pair)), len(unit_twins(pair))) == (same, probable)
