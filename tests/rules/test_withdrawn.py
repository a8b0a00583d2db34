"""A project that the newer version of a unit's workbook leaves out: it leaves the sums where that is sure, and is told."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.builders import declaration
from xlperf.forms.file_result import FileResult
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, load_rule_book
from xlperf.rules.versions.version_marks import without_marks
from xlperf.rules.versions.versions import choose_versions

OLD, NEW = "图书馆项目.xlsx", "图书馆项目（修改后）.xlsx"


def _book(file: str, names: str, amounts: str = "480000.00", unit: str = "云溪市图书馆") -> FileResult:
    forms = tuple(
        declaration(file=file, sheet=each, project_name=f"{each}地阅读推广项目", unit=unit, annual=Decimal(amounts))
        for each in names
    )
    return FileResult(file, "read", sha256=file, forms=forms)


def _below(summary: str, names: str, amounts: str = "480000.00") -> list[FileResult]:
    files = [_book(f"{summary} › {name}.xlsx", name, amounts) for name in names]
    return [FileResult(each.file, "read", forms=each.forms, via=summary) for each in files]


def _told(files: Sequence[FileResult], fixed: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Return the sheets or files that count, and what is told of those left out."""
    choice = choose_versions(sorted(files, key=lambda each: each.file), fixed=fixed)
    told = [f"{each.form.source.sheet} {'out' if each.is_out else 'in'}" for each in choice.withdrawn]
    return [f"{each.file} {each.sheet}" for each in choice.counted], told


def test_a_project_left_out_of_the_newer_workbook_does_not_count() -> None:
    """The others came again, one of them as it was."""
    assert _told([_book(OLD, "甲乙丙"), _book(NEW, "甲乙")]) == ([f"{NEW} 甲", f"{NEW} 乙"], ["丙 out"])


def test_the_newest_of_three_workbooks_decides() -> None:
    """What the second still had, the third has not."""
    third = "图书馆项目（最终版）.xlsx"
    assert _told([_book(OLD, "甲乙丙"), _book(NEW, "甲乙丙"), _book(third, "甲乙")]) == ([f"{third} 甲", f"{third} 乙"], ["丙 out"])


def test_a_newer_summary_of_the_level_below_lists_everything() -> None:
    """Though all that is left in it was changed, and only one project."""
    files = [*_below("图书馆汇总表.xlsx", "甲乙"), *_below("图书馆汇总表（修改后）.xlsx", "甲", "490000.00")]
    assert _told(files) == (["图书馆汇总表（修改后）.xlsx › 甲.xlsx 甲"], ["乙 out"])


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([_book(OLD, "甲乙丙"), _book(NEW, "甲乙", "490000.00")], ["丙 in"]),  # only what was to be mended came again
        ([_book(OLD, "甲乙丙"), _book("图书馆重点项目（修改后）.xlsx", "甲乙")], ["丙 in"]),
        ([_book("图书馆第一批.xlsx", "甲乙丙"), _book("图书馆第二批.xlsx", "甲乙")], ["丙 in"]),
        ([_book(OLD, "甲乙丙"), _book(NEW, "甲", "490000.00")], []),
        ([_book(OLD, "甲乙丙丁"), _book(NEW, "甲")], []),
        ([_book(OLD, "甲乙丙丁戊"), _book(NEW, "甲乙")], []),  # more left out than sent again
        ([_book(OLD, "甲乙丙"), _book(NEW, "甲乙"), _book("丙.xlsx", "丙")], []),  # it came by itself, too
        ([_book(OLD, "甲乙"), _book(NEW, "甲乙丙")], []),
        ([_book(OLD, "甲乙丙"), _book(NEW, "丁戊")], []),
    ],
)
def test_where_it_may_be_no_withdrawal_the_project_counts(files: list[FileResult], told: list[str]) -> None:
    """What may be sent in part is told where it is nearly all, and counted always."""
    counted, found = _told(files)
    assert found == told
    names = {form.source.sheet for file in files for form in file.forms}
    assert sorted(each.rpartition(" ")[2] for each in counted) == sorted(names)


def test_another_unit_leaves_nothing_out() -> None:
    """The projects of a unit that is not in the newer workbook stay."""
    old = [*_book(OLD, "甲乙").forms, *_book(OLD, "丙", unit="云溪市美术馆").forms]
    files = [FileResult(OLD, "read", sha256=OLD, forms=tuple(old)), _book(NEW, "甲乙")]
    assert _told(files) == ([f"{OLD} 丙", f"{NEW} 甲", f"{NEW} 乙"], [])


def test_what_the_settings_name_counts() -> None:
    """The department has asked the unit."""
    files = [_book(OLD, "甲乙丙"), _book(NEW, "甲乙")]
    assert _told(files, [f"{OLD} / 丙"]) == ([f"{OLD} 丙", f"{NEW} 甲", f"{NEW} 乙"], [])


def test_what_was_left_out_is_told_once() -> None:
    """With the workbook that leaves it out, at the older form."""
    found = load_rule_book().judge_batch((_book(OLD, "甲乙丙"), _book(NEW, "甲乙")), Context()).findings
    (told,) = (each for each in found if each.rule == "FILE-033")
    assert (told.file, told.sheet, told.severity, told.is_for_unit) == (OLD, "丙", "warning", True)
    assert not [each for each in found if each.sheet == "丙" and each.rule != "FILE-033"]


@pytest.mark.parametrize(
    ("roster", "owed", "asked"),
    [
        (["甲", "乙", "丙"], (2, 2, (), ("丙",)), []),
        (["甲", "乙", "丙", "丁"], (3, 2, ("丁",), ("丙",)), ["应报 3 个项目，已收 2 个），未收到：丁"]),
        (["甲", "乙"], (2, 2, (), ()), []),
    ],
)
def test_a_withdrawn_project_is_not_asked_for(roster: list[str], owed: tuple[object, ...], asked: list[str]) -> None:
    """What the roster lists and FILE-033 tells as withdrawn is owed no more, under whatever end of its name; of others it is."""
    lines = [RosterEntry("云溪市图书馆", f"{each}地阅读推广") for each in roster]
    lines.append(RosterEntry("云溪市美术馆", "丙地阅读推广项目"))
    other = FileResult("美术馆.xlsx", "read", forms=(declaration(file="美术馆.xlsx", unit="云溪市美术馆", project_name="展览"),))
    files = (_book(OLD, "甲乙丙"), _book(NEW, "甲乙"), other)
    found = load_rule_book().judge_batch(files, Context(roster=Roster(tuple(lines))))
    ours, theirs = found.submissions or ()
    names = [tuple(name.removesuffix("地阅读推广") for name in each) for each in (ours.missing, ours.withdrawn)]
    assert (ours.due, ours.received, *names) == owed
    assert ours.missing_n == len(ours.missing)
    assert (theirs.due, theirs.missing, theirs.withdrawn) == (1, ("丙地阅读推广项目",), ())
    told = [each.message for each in found.findings if each.rule == "SUM-001" and "图书馆" in each.message]
    assert told == [f"“云溪市图书馆”没有报齐（{each}地阅读推广。" for each in asked]


def test_a_withdrawn_project_of_another_year_is_still_asked_for() -> None:
    """The roster's line is of 2026; what was left out is of 2025."""
    files = (_book(OLD, "甲乙丙"), _book(NEW, "甲乙"))
    lines = [RosterEntry("云溪市图书馆", "丙地阅读推广项目", year=2026), RosterEntry("云溪市图书馆", "甲地阅读推广项目", year=2025)]
    late = FileResult("丁.xlsx", "read", forms=(declaration(file="丁.xlsx", year=2026, project_name="丁地阅读推广项目"),))
    found = load_rule_book().judge_batch((*files, late), Context(roster=Roster(tuple(lines)), batch_year=None))
    assert {each.part[1]: (each.missing, each.withdrawn) for each in found.submissions or ()} == {
        2025: ((), ()),
        2026: (("丙地阅读推广项目",), ()),
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("图书馆项目.xlsx", "图书馆项目-v2.xlsx", True),
        ("图书馆项目.xlsx", "3月/图书馆项目20260301（最终版）(1).xlsx", True),
        ("图书馆第一批.xlsx", "图书馆第二批.xlsx", False),
        ("图书馆一般项目.xlsx", "图书馆重点项目.xlsx", False),
    ],
)
def test_a_name_without_its_marks(one: str, other: str, same: bool) -> None:
    """What tells versions apart is no part of it; what tells two workbooks apart is."""
    assert (without_marks(one) == without_marks(other)) is same
