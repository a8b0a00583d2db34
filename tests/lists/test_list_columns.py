"""Which columns of a list are meant: used, or named, never dropped in silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from xlperf.lists.roster import Roster
from xlperf.lists.roster_file import load_roster
from xlperf.summary.earlier.earlier_amounts import load_last_year


def roster(tmp_path: Path, text: str, name: str = "名单.csv") -> Roster:
    """Return the roster of a text."""
    (tmp_path / name).write_text(text, "utf-8")
    return load_roster(tmp_path / name)


@pytest.mark.parametrize(
    ("label", "figure", "amount"),
    [
        ("控制数（单位：万元）", "12.5", "125000"),
        ("控制数(万元)", "12.5", "125000"),
        ("控制数/万元", "12.5", "125000"),
        ("控制数万元", "12.5", "125000"),
        ("2026年控制数", "12.5", "12.5"),
        ("2026年度控制数（万元）", "12.5", "125000"),
        ("（2026年度）控制数", "7", "7"),
        ("2026年金额", "7", "7"),
        ("财政批复控制数", "7", "7"),
        ("区财政局核定控制数（单位:千元）", "7", "7000"),
        ("控制数（百万元）", "1.5", "1500000"),
        ("控制数（亿元）", "0.02", "2000000"),
        ("控制数（亿元）", "300万元", "3000000"),
        ("控制数（人民币：百元）", "7", "700"),
        ("控制数（金额单位：仟元）", "7", "7000"),
        ("控制数（百万）", "1.5", "1500000"),
    ],
)
def test_a_column_is_known_however_its_unit_and_year_stand_in_it(tmp_path: Path, label: str, figure: str, amount: str) -> None:
    """The unit of the amounts is taken from the label; an amount with a unit of its own keeps that."""
    found = roster(tmp_path, f"实施单位,项目名称,{label}\n图书馆,阅读项目,{figure}\n")
    assert [each.amount for each in found.entries] == [Decimal(amount)]
    assert found.in_wan == ("万元" in label and "百万元" not in label)
    assert found.coarse == ("亿元" in label or "百万" in label)
    assert found.usage is not None
    assert (found.usage.lines, found.usage.columns, found.usage.unused) == (1, ("实施单位", "项目名称", label), ())


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("金额单位：人民币万元", "70000"),
        ("单位：万", "70000"),
        ("计量单位：万人次", "7"),
        ("单位：萬元", "70000"),
        ("单位（人民币元）", "7"),
    ],
)
def test_the_unit_of_a_list_stands_on_a_line_above_it(tmp_path: Path, line: str, amount: str) -> None:
    """With the currency or short, as on forms; what is measured in people is no unit of money."""
    found = roster(tmp_path, f"{line}\n实施单位,项目名称,控制数\n图书馆,阅读项目,7\n")
    assert [each.amount for each in found.entries] == [Decimal(amount)]


def test_of_two_years_none_is_taken_and_both_are_named(tmp_path: Path) -> None:
    """Which of them is meant nobody can tell; an undated column beside them is the one."""
    found = roster(tmp_path, "单位,项目,2025年控制数,2026年控制数,电话\n图书馆,阅读,1,2,110\n")
    assert [each.amount for each in found.entries] == [None]
    assert found.usage is not None
    assert found.usage.meant == ("2025年控制数", "2026年控制数")
    assert found.usage.said == "用了 2 列（单位、项目），共 1 行；没有用的列：2025年控制数、2026年控制数、电话。"
    plain = roster(tmp_path, "单位,项目,2025年控制数,控制数\n图书馆,阅读,1,2\n")
    assert [each.amount for each in plain.entries] == [Decimal(2)]


@pytest.mark.parametrize("mark", [",", "\t", ";", "；"])
def test_a_text_may_use_any_mark_and_have_titles_above(tmp_path: Path, mark: str) -> None:
    """Title lines with commas of their own do not decide what separates the columns."""
    rows = (
        "关于报送，2026年,项目,绩效目标的名单",
        "单位：万元",
        mark.join(("实施单位", "项目名称", "控制数")),
        mark.join(("图书馆", "阅读", "3")),
    )
    found = roster(tmp_path, "\n".join(rows))
    assert [(each.unit, each.project, each.amount) for each in found.entries] == [("图书馆", "阅读", Decimal(30000))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_as_on_any_system(tmp_path: Path, end: str) -> None:
    """Excel on a Mac writes ends of its own; within quotation marks they end no line."""
    (tmp_path / "名单.csv").write_bytes(end.join(("单位,项目,控制数", '图书馆,"阅读', '推广",3', "剧团,演出,4", "")).encode())
    found = load_roster(tmp_path / "名单.csv")
    assert [(each.unit, each.amount) for each in found.entries] == [("图书馆", Decimal(3)), ("剧团", Decimal(4))]


def test_a_line_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """An amount without unit and project, and a note under the table, are told; sums are not."""
    found = roster(tmp_path, "序号,单位,项目,控制数\n1,图书馆,阅读,3\n2,,,4\n,合计,,7\n注：四舍五入,,,\n")
    assert found.usage is not None
    assert found.usage.skipped == ("第 3 行“2”", "第 5 行“注：四舍五入”")


def test_the_table_may_stand_behind_a_cover(tmp_path: Path) -> None:
    """The first visible sheet with such a heading is read, wherever it stands."""
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("封面").write(0, 0, "单位名单")
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ("单位名称", "项目名称"))
        sheet.write_row(1, 0, ("图书馆", "阅读"))
    assert [each.project for each in load_roster(path).entries] == ["阅读"]


def test_units_alone_are_a_list(tmp_path: Path) -> None:
    """With a number before each, and whatever else is told of a unit behind it."""
    found = roster(tmp_path, "序号,单位名称,单位性质,联系电话\n1,图书馆,全额,110\n2,剧团,差额,120\n")
    assert [each.unit for each in found.entries] == ["图书馆", "剧团"]
    assert found.usage is not None
    assert (found.usage.columns, found.usage.unused) == (("单位名称",), ("序号", "单位性质", "联系电话"))


def test_last_years_list_says_what_it_used(tmp_path: Path) -> None:
    """Lines without an amount are no amounts of last year."""
    (tmp_path / "上年.csv").write_text("单位,项目,2025年预算数（万元）,说明\n图书馆,阅读,3,x\n图书馆,讲座,,x\n", "utf-8")
    found = load_last_year(tmp_path / "上年.csv")
    assert found.usage is not None
    assert (found.usage.lines, found.usage.columns, found.usage.unused) == (1, ("单位", "项目", "2025年预算数（万元）"), ("说明",))


def test_a_unit_goes_by_the_short_name_that_its_line_gives(tmp_path: Path) -> None:
    """体测站 is no short form that anybody could guess."""
    (tmp_path / "名单.csv").write_text("单位名称,简称,项目名称\n云溪区国民体质促进中心,体质监测站、体测站,健身步道\n", "utf-8")
    found = load_roster(tmp_path / "名单.csv")
    assert found.entries[0].aliases == ("体质监测站", "体测站")
    assert dict(found.called) == {"体质监测站": "云溪区国民体质促进中心", "体测站": "云溪区国民体质促进中心"}
