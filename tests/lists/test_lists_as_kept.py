"""Lists as departments keep them: several sheets, headings in two rows, notes and signatures at the foot, 万元 in the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.lists.test_list_columns import roster
from xlperf.errors import SettingsError
from xlperf.lists.roster import Roster
from xlperf.lists.roster_file import load_roster
from xlperf.lists.unpublished_file import load_unpublished
from xlperf.summary.earlier.earlier_amounts import load_last_year

HEADING = ("单位", "项目", "控制数")


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], merges: Sequence[str] = ()) -> Path:
    """Write sheets of rows, None for no cell; the areas are merged on each."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for area in merges:
                sheet.merge_range(area, "")
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(at, column, value)
    return path


def left(found: Roster) -> str:
    """Return what is told of what was not used."""
    assert found.usage is not None
    return found.usage.left


@pytest.mark.parametrize(
    "label",
    [
        "审定数",
        "二下数",
        "下达数",
        "下达金额",
        "年初预算",
        "本年预算",
        "预算额度",
        "指标金额",
        "核定数",
        "2026年预算",
        "2026年批复",
    ],
)
def test_an_amount_goes_by_many_names(tmp_path: Path, label: str) -> None:
    """Each of them the figure that the forms are held against."""
    found = roster(tmp_path, f"申报单位,预算项目,{label}\n渔政站,巡江,7\n")
    assert ([(each.unit, each.project, each.amount) for each in found.entries], left(found)) == (
        [("渔政站", "巡江", Decimal(7))],
        "",
    )


def test_a_column_of_numbers_that_nobody_knows_is_told(tmp_path: Path) -> None:
    """By its heading, or by its letter where it has none; numbers of lines, phones and years are none."""
    found = roster(
        tmp_path, "序号,单位,项目,财局口径,人数,联系电话,\n1,渔政站,巡江,70000,12,88000001,5\n2,渔政站,放流,50000,8,88000002,6\n"
    )
    assert left(found) == "没有用上的列：财局口径、G 列"
    found = roster(tmp_path, "单位,项目,情况\n渔政站,巡江,70000\n渔政站,放流,新增\n")
    assert left(found) == ""  # as many texts as numbers


def test_of_several_amounts_the_sum_is_meant(tmp_path: Path) -> None:
    """Its parts beside it are no figures that were forgotten."""
    found = roster(tmp_path, "单位,项目,财政拨款,其他资金,合计\n渔政站,巡江,5,2,7\n")
    assert ([each.amount for each in found.entries], left(found)) == ([Decimal(7)], "")


def test_an_amount_beside_the_one_that_is_used_is_told(tmp_path: Path) -> None:
    """Unless the one that is used is the sum of the others."""
    found = roster(tmp_path, "单位,项目,控制数,财局口径\n渔政站,巡江,7,70000\n")
    assert ([each.amount for each in found.entries], left(found)) == ([Decimal(7)], "没有用上的列：财局口径")


def test_of_two_years_under_their_years_none_is_taken(tmp_path: Path) -> None:
    """A year merged over the columns of the last row of the heading is of them."""
    rows = (
        (None, None, "2025年", None, "2026年", None),
        ("单位", "项目", "控制数", "备注", "控制数", "备注"),
        ("渔政站", "巡江", 3, 1, 4),
    )
    found = load_roster(workbook(tmp_path / "名单.xlsx", {"表": rows}, ("C1:D1", "E1:F1")))
    assert ([each.amount for each in found.entries], left(found)) == ([None], "没有用上的列：2025年控制数、2026年控制数")


def test_of_two_columns_of_one_meaning_the_left_one_counts(tmp_path: Path) -> None:
    """Also where it is merged down beside a heading of two rows; a blank merged column is none."""
    rows = (("实施单位", "项目情况", None, None), (None, "项目", "单位", None), ("渔政站", "巡江", "个", 1))
    found = load_roster(workbook(tmp_path / "名单.xlsx", {"表": rows}, ("A1:A2", "B1:C1", "D1:D2")))
    assert [(each.unit, each.project) for each in found.entries] == [("渔政站", "巡江")]
    assert found.usage is not None
    assert (found.usage.columns, found.usage.unused) == (("实施单位", "项目情况项目"), ("项目情况单位",))
    rows = (
        ("项目名称", "情况", None, "预算", None),
        (None, "单位", "项目", None, None),
        ("巡江", "渔政站", "子项", 3, None),
    )
    found = load_roster(workbook(tmp_path / "下行.xlsx", {"表": rows}, ("A1:A2", "B1:C1", "D1:D2", "E1:E2")))
    assert [(each.unit, each.project, each.amount) for each in found.entries] == [("渔政站", "巡江", Decimal(3))]


def test_a_word_in_the_last_column_of_the_first_line_belongs_to_the_line(tmp_path: Path) -> None:
    """It is no second row of the heading."""
    found = roster(tmp_path, "单位,项目,控制数\n,,待定\n渔政站,巡江,7\n")
    assert [(each.unit, each.amount) for each in found.entries] == [("渔政站", Decimal(7))]
    assert found.usage is not None
    assert found.usage.columns == HEADING


def test_a_cell_in_which_nobody_sees_anything_is_none(tmp_path: Path) -> None:
    """Neither a column of the heading nor a row below it."""
    found = roster(tmp_path, "单位,项目,\u200b\n渔政站,巡江,\n\u200b,\ufeff,\n水产所,放流,\n")
    assert ([each.unit for each in found.entries], left(found)) == (["渔政站", "水产所"], "")
    assert found.usage is not None
    assert (found.usage.columns, found.usage.unused) == (("单位", "项目"), ())


@pytest.mark.parametrize("label", ["上年预算数", "一上申报金额", "预算执行数"])
def test_an_amount_of_something_else_is_not_taken_for_the_control_figure(tmp_path: Path, label: str) -> None:
    """It ends as a control figure may, but says of what it is."""
    found = roster(tmp_path, f"单位,项目,{label}\n渔政站,巡江,5\n")
    assert ([each.amount for each in found.entries], left(found)) == ([None], f"没有用上的列：{label}")


def test_every_sheet_of_the_same_columns_is_read(tmp_path: Path) -> None:
    """Those of other columns, and hidden ones, are told."""
    sheets = {
        "第一批": (HEADING, ("渔政站", "巡江", 3)),
        "第二批": (("渔业局下达",), HEADING, ("水产所", "放流", 4)),
        "通讯录": (("单位", "联系人"), ("渔政站", "王芳")),
        "封面": (("名单",),),
    }
    found = load_roster(workbook(tmp_path / "名单.xlsx", sheets))
    assert [(each.unit, each.amount) for each in found.entries] == [("渔政站", Decimal(3)), ("水产所", Decimal(4))]
    assert left(found) == "没有读的工作表：“通讯录”"


def test_of_several_sheets_a_row_that_is_not_used_is_told_with_its_sheet(tmp_path: Path) -> None:
    """The same number of a row is on each of them."""
    rows = (HEADING, ("渔政站", "巡江", 3), ("以上均为初步数。",))
    found = load_roster(workbook(tmp_path / "名单.xlsx", {"第一批": rows, "第二批": rows}))
    assert "没有用上的行：“第一批”第 3 行“以上均为初步数。”、“第二批”第 3 行“以上均为初步数。”" in left(found)


def test_a_sheet_a_year_gives_its_lines_that_year(tmp_path: Path) -> None:
    """By its name or its title, read as the title of a form is; where all sheets are of one year they say nothing of it."""
    sheets = {"2025": (HEADING, ("渔政站", "巡江", 3)), "本年": (("2025年下达2026年度控制数",), HEADING, ("渔政站", "巡江", 4))}
    found = load_roster(workbook(tmp_path / "名单.xlsx", sheets))
    assert [(each.year, each.amount) for each in found.entries] == [(2025, Decimal(3)), (2026, Decimal(4))]
    same = {"2026甲": (HEADING, ("渔政站", "巡江", 3)), "2026乙": (HEADING, ("水产所", "放流", 4))}
    assert {each.year for each in load_roster(workbook(tmp_path / "一年.xlsx", same)).entries} == {None}


def test_a_heading_stands_in_two_rows(tmp_path: Path) -> None:
    """The lower label in the year of the upper one; a sum below a label is that label; a note is a note."""
    rows = (("单位", "项目", "2026年预算", None), (None, None, "控制数（万元）", "备注"), ("渔政站", "巡江", 3, "今年新增"))
    found = load_roster(workbook(tmp_path / "甲.xlsx", {"表": rows}, ("A1:A2", "B1:B2", "C1:D1")))
    assert ([(each.project, each.amount) for each in found.entries], left(found)) == ([("巡江", Decimal(30000))], "")
    rows = (("单位", "项目", "控制数", None, None), (None, None, "财政拨款", "其他", "合计"), ("渔政站", "巡江", 3, 1, 4))
    found = load_roster(workbook(tmp_path / "乙.xlsx", {"表": rows}, ("A1:A2", "B1:B2", "C1:E1")))
    assert [each.amount for each in found.entries] == [Decimal(4)]
    rows = (("项目情况", None, "预算"), ("单位", "项目", None), ("渔政站", "巡江", 3))
    found = load_roster(workbook(tmp_path / "丙.xlsx", {"表": rows}, ("A1:B1", "C1:C2")))
    assert [(each.unit, each.project, each.amount) for each in found.entries] == [("渔政站", "巡江", Decimal(3))]
    rows = (
        ("单位", "项目", "2025年", None, "2026年", None),
        (None, None, "控制数", "备注", "控制数", "备注"),
        ("渔政站", "巡江", 3, 1, 4),
    )
    found = load_roster(workbook(tmp_path / "丁.xlsx", {"表": rows}, ("A1:A2", "B1:B2", "C1:D1", "E1:F1")))
    assert ([each.amount for each in found.entries], left(found)) == ([None], "没有用上的列：2025年控制数、2026年控制数")


@pytest.mark.parametrize(
    ("name", "sheet", "rows"),
    [
        ("名单", "表", (("2026年预算控制数（万元）",), HEADING, ("渔政站", "巡江", 3))),
        ("名单", "控制数（万元）", (HEADING, ("渔政站", "巡江", 3))),
        ("控制数（万元）", "表", (HEADING, ("渔政站", "巡江", 3))),
        ("名单", "表", (HEADING, ("渔政站", "巡江", 3), (None, None, "单位：万元"))),
        ("名单", "表", (HEADING, ("渔政站", "巡江", 3), ("注：金额单位为万元。",))),
    ],
)
def test_the_unit_of_amounts_is_believed_wherever_it_stands(
    tmp_path: Path, name: str, sheet: str, rows: Sequence[Sequence[object]]
) -> None:
    """In the title, the name of the sheet or of the file, or below the table."""
    found = load_roster(workbook(tmp_path / f"{name}.xlsx", {sheet: rows}))
    assert ([(each.unit, each.amount) for each in found.entries], found.in_wan) == ([("渔政站", Decimal(30000))], True)


@pytest.mark.parametrize(
    "line",
    [
        "注：以批复为准。,,",
        "填表人：王芳,审核人：李文,联系电话：88000000",
        "制表人：王芳,,2026年1月5日",
        "以上均为初步数。,,",
        "其中：本级,,1",
    ],
)
def test_a_note_or_a_signature_is_no_unit(tmp_path: Path, line: str) -> None:
    """It is told, and the figures of the others count as before."""
    found = roster(tmp_path, f"单位,项目,控制数\n渔政站,巡江,3\n{line}\n")
    assert [(each.unit, each.amount) for each in found.entries] == [("渔政站", Decimal(3))]
    assert left(found) == f"没有用上的行：第 3 行“{line.split(',')[0][:12]}”"


def test_sums_headings_and_groups_between_the_lines_are_no_units(tmp_path: Path) -> None:
    """A sum of a unit of the list goes without a word, another one is told; a number before a unit is no part of its name."""
    rows = (
        "单位,项目,控制数",
        "渔政站 小计,,3",
        "一、渔政站,,",
        ",巡江,3",
        "名单（续）,,",
        "单位,项目,控制数",
        "其他运转类,,4",
        "水产所,放流,4",
        "全部单位合计,,7",
        "合计（2 个项目）,,7",
    )
    found = roster(tmp_path, "\n".join(rows))
    assert [(each.unit, each.project) for each in found.entries] == [("渔政站", ""), ("渔政站", "巡江"), ("水产所", "放流")]
    assert left(found) == "没有用上的行：第 5 行“名单（续）”、第 7 行“其他运转类”、第 9 行“全部单位合计”"


def test_what_of_the_figures_is_not_compared_is_told(tmp_path: Path) -> None:
    """A blank one and with it the sums, figures in 亿元, and lines of one project."""
    found = roster(tmp_path, "单位,项目,控制数（亿元）\n渔政站,巡江,3\n渔政站,巡江,4\n渔政站,放流,\n水产所,—,\n")
    assert left(found) == (
        "控制数以亿元为单位，没有与申报的金额核对；没有控制数的：第 4 行“放流”，所在单位和合计的控制数没有核对；"
        "同一单位同一项目的几行按一个项目计（报来的有几个年度的，各计一行），控制数不同的相加：第 2 行“巡江”、第 3 行“巡江”"
    )
    assert [each.unit for each in found.entries if each.nothing] == ["水产所"]
    whole = roster(tmp_path, "单位,项目,控制数\n渔政站,,9\n渔政站,巡江,\n渔政站,放流,\n")
    assert left(whole) == ""


def test_two_lists_side_by_side_are_one(tmp_path: Path) -> None:
    """The unit of money above one half is that of both."""
    rows = (
        (None, None, None, None, None, None, "单位：万元"),
        (*HEADING, None, *HEADING),
        ("渔政站", "巡江", 3, None, "水产所", "放流", 4),
    )
    found = load_roster(workbook(tmp_path / "名单.xlsx", {"表": rows}))
    assert [(each.unit, each.amount) for each in found.entries] == [("渔政站", Decimal(30000)), ("水产所", Decimal(40000))]
    assert left(found) == ""
    numbered = (("序号", *HEADING, None, "序号", *HEADING), (1, "渔政站", "巡江", 3, None, 2, "水产所", "放流", 4))
    found = load_roster(workbook(tmp_path / "序号.xlsx", {"表": numbered}))
    assert [(each.unit, each.amount) for each in found.entries] == [("渔政站", Decimal(3)), ("水产所", Decimal(4))]


def test_names_are_those_that_are_seen(tmp_path: Path) -> None:
    """Without characters that nobody sees and the number of the line; dust behind the second decimal is none of an amount."""
    found = roster(tmp_path, "单位,项目,控制数（万元）\n渔政\u200b站,1.巡江,130.000000001\n\ufeff渔政站,2、放流,1\n")
    assert [(each.unit, each.project, each.amount) for each in found.entries] == [
        ("渔政站", "巡江", Decimal("1300000.00")),
        ("渔政站", "放流", Decimal(10000)),
    ]


def test_an_amount_that_its_own_commas_took_apart_is_whole(tmp_path: Path) -> None:
    """Where that leaves as many fields as the heading has; else nothing is put together."""
    found = roster(tmp_path, "单位,项目,控制数,备注\n渔政站,巡江,1,300,000,新\n水产所,放流,5,旧\n水产所,护渔,5,旧,多\n")
    assert [each.amount for each in found.entries] == [Decimal(1300000), Decimal(5), Decimal(5)]


def test_a_list_of_last_year_may_hold_several_years(tmp_path: Path) -> None:
    """In a column 年度, or in one column of amounts a year."""
    (tmp_path / "上年.csv").write_text("单位,项目,年度,金额\n渔政站,巡江,2024,2\n渔政站,巡江,2025年,3\n", "utf-8")
    assert load_last_year(tmp_path / "上年.csv").amount("渔政站", "巡江", 2026, "declaration") == Decimal(3)
    (tmp_path / "上年.csv").write_text("单位,项目,2024年金额,2025年金额\n渔政站,巡江,2,3\n", "utf-8")
    assert load_last_year(tmp_path / "上年.csv").amount("渔政站", "巡江", 2026, "declaration") == Decimal(3)


def test_the_years_of_a_list_may_stand_below_what_they_are_years_of(tmp_path: Path) -> None:
    """In the second row of a heading, with the amount or alone."""
    for low in (("2024年金额", "2025年金额"), ("2024年度金额", "2025年度金额")):
        rows = (("单位", "项目", "预算安排情况", None), (None, None, *low), ("渔政站", "巡江", 2, 3))
        path = workbook(tmp_path / "上年.xlsx", {"表": rows}, ("A1:A2", "B1:B2", "C1:D1"))
        assert load_last_year(path).amount("渔政站", "巡江", 2026, "declaration") == Decimal(3)


def test_an_amount_below_a_word_for_a_part_is_not_the_control_figure(tmp_path: Path) -> None:
    """其中 over 金额 is a part of something that the list does not say."""
    rows = (("单位", "项目", "其中", None), (None, None, "金额", "备注"), ("渔政站", "巡江", 3, "新"))
    found = load_roster(workbook(tmp_path / "名单.xlsx", {"表": rows}, ("A1:A2", "B1:B2", "C1:D1")))
    assert ([each.amount for each in found.entries], left(found)) == ([None], "没有用上的列：其中金额")


def test_a_row_of_a_sum_is_known_by_any_of_its_texts(tmp_path: Path) -> None:
    """The word may stand in the column of the category, behind the unit of which it is the sum."""
    found = roster(tmp_path, "单位,项目,类别,控制数\n渔政站,巡江,特定目标类,3\n渔政站,,合计,3\n")
    assert ([(each.unit, each.project) for each in found.entries], left(found)) == ([("渔政站", "巡江")], "")


def test_a_heading_that_lacks_a_column_is_told_with_the_columns_that_nobody_knows(tmp_path: Path) -> None:
    """So that the clerk need not guess which word is wanted."""
    (tmp_path / "上年.csv").write_text("单位,项目,决算数\n渔政站,巡江,2\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_last_year(tmp_path / "上年.csv")
    assert caught.value.message == "上年金额表“上年.csv”第 1 行的标题里没有“上年金额”一列，没有用上的列：决算数。"


def test_a_project_that_is_public_is_not_on_the_list_of_those_that_are_not(tmp_path: Path) -> None:
    """The column 是否公开 says so; whatever else stands there, it is not."""
    (tmp_path / "不公开.csv").write_text("项目名称,是否公开\n巡江,否\n放流,是\n护渔,\n", "utf-8")
    assert [each.project for each in load_unpublished(tmp_path / "不公开.csv").entries] == ["巡江", "护渔"]


def test_a_text_written_for_excel_as_a_formula_is_a_text(tmp_path: Path) -> None:
    """Programs write ="350000" so that Excel leaves it alone."""
    found = roster(tmp_path, '="单位",="项目",="控制数"\n="渔政站",="巡江",="350000"\n')
    assert [(each.unit, each.amount) for each in found.entries] == [("渔政站", Decimal(350000))]


def test_a_list_is_what_its_bytes_are(tmp_path: Path) -> None:
    """A workbook that is called .csv, and a text in UTF-16 that does not say so."""
    made = workbook(tmp_path / "甲.xlsx", {"表": (HEADING, ("渔政站", "巡江", 3))})
    assert load_roster(made.rename(tmp_path / "甲.csv")).units == ("渔政站",)
    for encoding in ("utf-16-le", "utf-16-be"):
        (tmp_path / "乙.csv").write_bytes("单位,项目\r\n渔政站,巡江\r\n".encode(encoding))
        assert load_roster(tmp_path / "乙.csv").units == ("渔政站",)
    (tmp_path / "丙.csv").write_bytes(b"\x80\xff\x95")
    with pytest.raises(SettingsError, match="不是文字文件，或编码认不出。"):
        load_roster(tmp_path / "丙.csv")


def test_a_name_that_only_sounds_like_a_sum_is_a_project(tmp_path: Path) -> None:
    """And a note that ends like one is a note; whose sum nobody knows is told."""
    found = roster(tmp_path, "单位,项目,控制数,备注\n渔政站,工资总额,3,见全年累计\n,运行费累计,4,\n,项目小计,7,\n")
    assert [(each.unit, each.project) for each in found.entries] == [("渔政站", "工资总额"), ("渔政站", "运行费累计")]
    assert left(found) == "没有用上的行：第 4 行“项目小计”"
