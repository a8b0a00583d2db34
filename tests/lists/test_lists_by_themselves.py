"""What decides in a list by itself: lines that say nothing, rows that are no heading, units that are alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.lists.test_list_columns import roster
from xlperf.errors import SettingsError
from xlperf.lists.last_year import LastYear, YearlyAmount, last_year_of
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.lists.roster_file import load_roster
from xlperf.lists.unpublished import Unpublished, UnpublishedProject
from xlperf.lists.unpublished_file import load_unpublished


@pytest.mark.parametrize(
    ("project", "note", "nothing"),
    [
        ("无", "", True),
        ("2026年本年无项目", "", True),
        ("", "今年零报", True),
        ("", "无异议", False),
        ("展览", "本年无项目", False),
        ("", "", False),
    ],
)
def test_a_line_says_that_a_unit_has_no_project(tmp_path: Path, project: str, note: str, nothing: bool) -> None:
    """In place of a project, or in a note behind a unit alone; 无 in a note may be anything."""
    (line,) = roster(tmp_path, f"实施单位,项目名称,备注\n图书馆,{project},{note}\n").entries
    assert (line.nothing, line.project) == (nothing, "" if nothing else project)


def test_a_roster_needs_a_unit(tmp_path: Path) -> None:
    """A project before the first unit is of nobody; where no line has a unit there is no roster."""
    found = roster(tmp_path, "实施单位,项目名称\n,展览\n图书馆,讲座\n,阅读\n")
    assert [(each.unit, each.project) for each in found.entries] == [("图书馆", "讲座"), ("图书馆", "阅读")]
    with pytest.raises(SettingsError):
        roster(tmp_path, "实施单位,项目名称\n,展览\n")


def test_the_heading_is_the_first_row_of_labels_however_the_cells_are_stored(tmp_path: Path) -> None:
    """One label among words is no heading, alone in its row it is one; below the twentieth row nothing is."""
    found = roster(tmp_path, "单位,请填全\n单位,项目\n图书馆,阅读\n")
    assert [(each.unit, each.project) for each in found.entries] == [("图书馆", "阅读")]
    assert [each.unit for each in roster(tmp_path, "单位\n图书馆\n").entries] == ["图书馆"]
    blank = "说明,说明\n"
    assert len(roster(tmp_path, blank * 19 + "单位,项目\n图书馆,阅读\n").entries) == 1
    with pytest.raises(SettingsError):
        roster(tmp_path, blank * 20 + "单位,项目\n图书馆,阅读\n")


@pytest.mark.parametrize(("many", "more"), [(5, ()), (6, ("等 6 行",))])
def test_lines_that_are_not_used_are_named(tmp_path: Path, many: int, more: tuple[str, ...]) -> None:
    """Five of them, and how many there are beside, each by the first of its texts."""
    rest = "".join(f",,备注第{at}条,后\n" for at in range(many))
    found = roster(tmp_path, f"项目名称,实施单位,备注,联系人\n{rest}阅读,图书馆,,\n")
    assert found.usage is not None
    assert found.usage.skipped == (*(f"第 {2 + at} 行“备注第{at}条”" for at in range(5)), *more)


def test_a_label_that_ends_in_a_known_one_is_that_one(tmp_path: Path) -> None:
    """Three characters of a unit, a project or an amount; a short word or one of another kind ends many a label."""
    found = roster(
        tmp_path, "预算编制实施单位,二级项目名称,有关说明,联系单位,有关项目,原主管部门\n图书馆,阅读,本年无项目,书店,采购,乙局\n"
    )
    assert [(each.unit, each.project, each.nothing) for each in found.entries] == [("图书馆", "阅读", False)]
    assert found.usage is not None
    assert found.usage.unused == ("有关说明", "联系单位", "有关项目", "原主管部门")


def test_lists_are_the_same_whatever_is_told_of_their_files() -> None:
    """A roster is its lines and its units of money."""
    usage = ListUsage("名单", "名单.xlsx", 1, ("单位",), (), (), ())
    lines, secret = (RosterEntry("图书馆", "阅读"),), (UnpublishedProject("阅读"),)
    assert Roster(lines, usage=usage) == Roster(lines)
    assert Roster(lines) != Roster(lines, in_wan=True)
    assert (Roster(lines).amount_unit, Roster(lines, in_wan=True).amount_unit) == ("元", "万元")
    assert Unpublished(secret, usage) == Unpublished(secret)
    assert LastYear(usage=usage) == LastYear()


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        (ListUsage("名单", "a.csv", 3), "共 3 行。"),
        (ListUsage("名单", "a.csv", 3, ("单位", "项目")), "用了 2 列（单位、项目），共 3 行。"),
        (ListUsage("名单", "a.csv", 3, ("单位",), ("电话", "邮编")), "用了 1 列（单位），共 3 行；没有用的列：电话、邮编。"),
        (ListUsage("名单", "a.csv", 3, skipped=("第 2 行“注”", "第 5 行“2”")), "共 3 行；没有用的行：第 2 行“注”、第 5 行“2”。"),
    ],
)
def test_what_was_used_of_a_list_is_one_sentence(usage: ListUsage, said: str) -> None:
    """Columns, lines, and what was left aside where there is any."""
    assert usage.said == said


def test_a_unit_is_known_by_the_name_most_like_it() -> None:
    """In whatever spelling; one that is like none is none, and one that two could be is the closest."""
    known = Roster(tuple(RosterEntry(each) for each in ("云溪市图书馆", "云溪市文化馆", "少儿活动中心")))
    assert known.nearest("云溪 市图书馆") == "云溪市图书馆"
    assert known.nearest("云溪图书馆") == "云溪市图书馆"
    assert known.nearest("甲") == ""


def test_the_first_contact_that_the_lines_of_a_unit_give() -> None:
    """And the first address, each for itself."""
    plain = RosterEntry("图书馆")
    lines = (plain, replace(plain, email="a@example.org"), replace(plain, contact="王芳", email="b@example.org"))
    assert Roster(lines).contact_of("图书馆") == ("王芳", "a@example.org")
    assert Roster(lines).contact_of("文化馆") == ("", "")


def test_a_list_gives_a_category_where_it_gives_one() -> None:
    """A line that leaves it blank says nothing; two that differ say nothing either."""
    one = YearlyAmount("图书馆", "阅读", Decimal(1), 2025, None, "其他运转类")
    blank, other = replace(one, category=""), replace(one, category="特定目标类")
    said = [last_year_of(each).category("图书馆", "阅读") for each in ((one, blank), (one, other), (blank,))]
    assert said == ["其他运转类", "", ""]


@pytest.mark.parametrize("stroke", ["", "—", "/"])
def test_a_line_without_an_amount_has_none(tmp_path: Path, stroke: str) -> None:
    """Blank or struck through, it is no figure and no fault."""
    found = roster(tmp_path, f"实施单位,项目名称,控制数\n图书馆,阅读,{stroke}\n")
    assert [each.amount for each in found.entries] == [None]


def test_a_list_without_amounts_misses_none(tmp_path: Path) -> None:
    """Of a list of projects that must not be published no column of money was ever meant."""
    (tmp_path / "不公开.csv").write_text("项目名称,实施单位,预算金额\n安防改造项目,图书馆,5\n", "utf-8")
    usage = load_unpublished(tmp_path / "不公开.csv").usage
    assert usage is not None
    assert (usage.unused, usage.meant) == (("预算金额",), ())


def test_a_hidden_sheet_is_no_list(tmp_path: Path) -> None:
    """Last year's, kept behind this year's."""
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("旧馆", "新馆"):
            sheet = book.add_worksheet(name)
            sheet.write_column(0, 0, ("实施单位", name))
            if name == "旧馆":
                sheet.hide()
        sheet.activate()
    assert load_roster(path).units == ("新馆",)
