"""Last year's amounts: from a list of the department or from the summary that xlperf wrote then."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.errors import SettingsError
from xlperf.lists.last_year import YearlyAmount, last_year_of, times
from xlperf.summary.earlier.earlier_amounts import load_last_year

LIST = "单位：万元\n单位,项目,上年金额\n云溪市图书馆,2024年公共阅读推广项目,45\n,馆舍运行维护项目,120.5\n合计,,165.5\n"


def fault(path: Path, text: str) -> str:
    """Return the sentence with which a list is refused."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_last_year(path)
    return str(caught.value)


def test_a_list_gives_the_amounts_by_unit_and_lasting_name(tmp_path: Path) -> None:
    """The year in a project's name does not keep this year's project from being known again."""
    path = tmp_path / "上年.csv"
    path.write_bytes(LIST.encode("gb18030"))
    found = load_last_year(path)
    assert found.amount("云溪市 图书馆", "2025年度公共阅读推广项目", 2025, "declaration") == Decimal("450000")
    assert found.amount("云溪市图书馆", "馆舍运行维护项目", None, "self_evaluation") == Decimal("1205000")
    assert found.amount("云溪市美术馆", "馆舍运行维护项目", 2025, "declaration") is None


def test_the_summary_of_last_year_is_such_a_file(tmp_path: Path) -> None:
    """A summary says of which year its amounts are: they count for the year after, and for no other."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    target = tmp_path / "2026汇总表.xlsx"
    assert CliRunner().invoke(cli, ["consolidate", str(tmp_path / "in"), "-o", str(target), "--workers", "0"]).exit_code == 0
    found = load_last_year(target)
    amounts = {year: found.amount("云岭区图书馆", "古籍修复项目", year, "declaration") for year in (2026, 2027, 2028, None)}
    assert amounts == {2026: None, 2027: Decimal("350000.00"), 2028: None, None: None}


def test_the_same_kind_of_form_comes_first_and_two_amounts_are_none() -> None:
    """A declared amount is held against a declared one; where two disagree, nobody is blamed."""
    declared = YearlyAmount("甲", "乙", Decimal(100), 2025, "declaration")
    evaluated = YearlyAmount("甲", "乙", Decimal(90), 2025, "self_evaluation")
    found = last_year_of([declared, evaluated])
    assert found.amount("甲", "乙", 2026, "declaration") == 100
    assert found.amount("甲", "乙", 2026, "self_evaluation") == 90
    other = YearlyAmount("甲", "乙", Decimal(80), 2025, "declaration")
    assert last_year_of([declared, other]).amount("甲", "乙", 2026, "declaration") is None
    assert last_year_of([declared, other]).amount("甲", "乙", 2026, "self_evaluation") is None


def test_the_factor_is_that_of_the_greater_amount() -> None:
    """It is the same whichever year is the smaller one, and there is none without two amounts above zero."""
    assert times(Decimal("48.00"), Decimal(480000)) == times(Decimal(480000), Decimal("48.00")) == 10000
    assert times(Decimal("0.50"), Decimal(5)) == 10
    assert times(Decimal(3), Decimal(2)) == Decimal("1.50")
    assert times(Decimal(0), Decimal(5)) is None
    assert times(Decimal(5), Decimal(-5)) is None


def test_a_file_that_gives_no_amount_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """No heading, no amount: each says which file, and what it should look like."""
    hint = "它应是 xlperf 上年写出的汇总表，或有一行标题（实施单位、项目名称、上年金额）的表，下面每行一个项目。"
    path = tmp_path / "上年.csv"
    assert fault(path, "项目,金额\n甲,1\n") == f"上年金额表“上年.csv”第 1 行的标题里没有“实施单位”一列。{hint}"
    assert fault(path, "甲,乙\n1,2\n") == f"在上年金额表“上年.csv”中没有找到标题行。{hint}"
    assert fault(path, "单位,项目,金额\n甲,乙,\n") == f"上年金额表“上年.csv”里没有一个项目的金额。{hint}"
    assert fault(path, "单位,项目,金额\n甲,乙,约五十万\n") == f"上年金额表“上年.csv”里没有一个项目的金额。{hint}"
    (tmp_path / "上年.xlsx").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(SettingsError) as caught:
        load_last_year(tmp_path / "上年.xlsx")
    assert str(caught.value).startswith("上年金额表“上年.xlsx”不能读取：")


def test_an_amount_of_another_unit_is_told_with_last_years_and_the_factor(tmp_path: Path) -> None:
    """The list may lie among the forms: it is passed over there, and 元 taken for 万元 is found."""
    write_declaration(tmp_path / "a.xlsx")
    (tmp_path / "上年.csv").write_text("单位,项目,金额\n云岭区图书馆,古籍修复项目,34\n", encoding="utf-8")
    (tmp_path / "xlperf.toml").write_text('last_year = "上年.csv"\n', encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", str(tmp_path), "--workers", "0"])
    assert "年度金额 350,000.00（元）与上年金额 34.00（元）相差 10294.12 倍，可能填错单位。" in result.stdout
    assert "0 个文件未能读取" in result.stdout


def test_what_was_published_last_year_is_read_as_forms(tmp_path: Path) -> None:
    """The Word document that publish writes, or a workbook of forms; what is neither a list nor a form is refused as a list."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    published = tmp_path / "公开.docx"
    assert CliRunner().invoke(cli, ["publish", str(tmp_path / "in"), "-o", str(published), "--workers", "0"]).exit_code == 0
    for path in (published, tmp_path / "in" / "a.xlsx"):
        (project,) = load_last_year(path).projects
        assert (project.unit, project.project, project.amount, project.year) == ("云岭区图书馆", "古籍修复项目", 350000, 2026)
        assert len(project.rows) == 6
    assert fault(tmp_path / "没有.csv", "甲,乙\n1,2\n").startswith("在上年金额表“没有.csv”中没有找到标题行。")


def test_the_projects_of_a_list_are_known_by_name_and_money(tmp_path: Path) -> None:
    """A list has no goals or indicators: nothing but that is compared with this year's."""
    path = tmp_path / "上年.csv"
    path.write_text(LIST, encoding="utf-8")
    found = [(each.unit, each.project, each.amount, each.goal, each.rows) for each in load_last_year(path).projects]
    assert found == [
        ("云溪市图书馆", "2024年公共阅读推广项目", Decimal(450000), "", ()),
        ("云溪市图书馆", "馆舍运行维护项目", Decimal(1205000), "", ()),
    ]
