"""Rosters: units, projects and control figures from workbooks and .csv files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from xlperf.errors import SettingsError
from xlperf.lists import roster as roster_module
from xlperf.lists.roster import Roster, RosterEntry, total_of
from xlperf.lists.roster_file import load_roster

TABLE = (
    ("云溪市文化和旅游局2025年项目控制数", "", "", ""),
    ("", "", "", "单位：万元"),
    ("实施单位", "项目名称", "项目类别", "控制数"),
    ("云溪市图书馆", "公共阅读推广项目", "特定目标类", 48),
    ("", "馆舍运行维护项目", "其他运转类", "120.50"),
    ("云溪市美术馆", "馆藏展览项目", "特定目标类", ""),
    ("合计", "", "", 168.5),
)
EXPECTED = Roster(
    (
        RosterEntry("云溪市图书馆", "公共阅读推广项目", "特定目标类", Decimal("480000.00")),
        RosterEntry("云溪市图书馆", "馆舍运行维护项目", "其他运转类", Decimal("1205000.00")),
        RosterEntry("云溪市美术馆", "馆藏展览项目", "特定目标类", None),
    ),
    in_wan=True,
)


def _csv(table: tuple[tuple[object, ...], ...]) -> str:
    return "\n".join(",".join(map(str, row)) for row in table)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_csv_roster_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """Excel writes GB18030 or UTF-16, editors write UTF-8: the same roster comes out."""
    path = tmp_path / "名单.csv"
    path.write_bytes(_csv(TABLE).encode(encoding))
    assert load_roster(path) == EXPECTED


def test_a_workbook_roster_takes_the_unit_of_its_amounts_from_the_label(tmp_path: Path) -> None:
    """A label such as 控制数（万元） sets the unit, and merged unit cells reach down."""
    path = tmp_path / "名单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate((("实施单位", "项目名称", "项目类别", "控制数（万元）"), *TABLE[3:])):
            for column, value in enumerate(values):
                if value != "":
                    sheet.write(row, column, value)
    assert load_roster(path) == EXPECTED


def test_a_list_of_units_alone_is_a_roster_too(tmp_path: Path) -> None:
    """One column of unit names is enough to say who has to hand in."""
    path = tmp_path / "单位.csv"
    path.write_text("单位名称\n云溪市图书馆\n云溪市美术馆\n", encoding="utf-8")
    assert load_roster(path).units == ("云溪市图书馆", "云溪市美术馆")


def test_an_amount_that_is_no_number_costs_only_itself_and_is_told(tmp_path: Path) -> None:
    """待定 is no figure; the other lines are read, and the cell is named."""
    path = tmp_path / "名单.csv"
    path.write_text("实施单位,项目名称,控制数\n云溪市图书馆,公共阅读推广项目,约五十万\n云溪市图书馆,讲座,5\n", encoding="utf-8")
    found = load_roster(path)
    assert [each.amount for each in found.entries] == [None, Decimal(5)]
    assert found.usage is not None
    assert found.usage.further[0] == "不是数字的金额没有用上：C2“约五十万”"


def test_a_file_without_a_heading_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """A table whose columns nobody can name is no roster."""
    path = tmp_path / "名单.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_roster(path)
    assert caught.value.message == "在名单“名单.csv”中没有找到标题行。"


def test_the_nearest_unit_helps_to_find_a_typing_error() -> None:
    """The roster proposes the unit whose name is most alike, and none when nothing is."""
    assert EXPECTED.nearest("云溪市图书館") == "云溪市图书馆"
    assert EXPECTED.nearest("财政局") == ""


@pytest.mark.parametrize("label", ["控制数（单位：万元）", "2026年控制数（万元）", "财政批复控制数(万元)"])
def test_a_control_figure_is_known_under_its_usual_labels(tmp_path: Path, label: str) -> None:
    """Year, who approved it and the unit in words do not hide the column, and its unit is heard."""
    path = tmp_path / "名单.csv"
    path.write_text(f"单位,项目,{label}\n云溪市图书馆,公共阅读推广项目,48\n", encoding="utf-8")
    assert load_roster(path).entries[0].amount == Decimal(480000)


def test_of_two_years_control_figures_none_is_taken(tmp_path: Path) -> None:
    """Last year's column beside this year's must not become the control figure of this year."""
    path = tmp_path / "名单.csv"
    path.write_text("单位,项目,2025年控制数,2026年控制数\n云溪市图书馆,公共阅读推广项目,1,2\n", encoding="utf-8")
    assert load_roster(path).entries[0].amount is None


def test_a_question_to_a_long_roster_does_not_walk_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand forms of 300 units compare each name a few times, not 300,000 times."""
    asked: list[str] = []
    key = roster_module.body_key
    monkeypatch.setattr(roster_module, "body_key", lambda name: asked.append(name) or key(name))
    roster = Roster(tuple(RosterEntry(f"云溪市第{each}中学", f"实验室{each}") for each in range(300)))
    for number in range(1000):
        unit = f"云溪市第{number % 300}中学"
        assert roster.lists(unit)
        assert roster.nearest(unit) == unit
        assert roster.of_unit(unit) == (roster.entries[number % 300],)
        assert roster.find(unit, f"实验室{number % 300}", 2026) is roster.entries[number % 300]
        assert len(roster.units) == 300
    assert len(asked) <= 300 + 4 * 1000


def test_the_nearest_unit_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name on the roster is compared with no other, a name that is not with all of them once."""
    compared: list[str] = []
    search = roster_module.get_close_matches
    monkeypatch.setattr(
        roster_module, "get_close_matches", lambda word, *rest, **more: compared.append(word) or search(word, *rest, **more)
    )
    roster = Roster(EXPECTED.entries)
    names = ("云溪市美术馆", "云溪市美木馆", "云溪市美木馆", "云溪市美术馆（本级）", "财政局", "财政局")
    assert [roster.nearest(each) for each in names] == ["云溪市美术馆", "云溪市美术馆", "云溪市美术馆", "云溪市美术馆", "", ""]
    assert compared == ["云溪市美木馆", "财政局"]


@pytest.mark.parametrize(
    ("unit", "asked"),
    [
        ("云溪区血站", ""),
        ("云溪区急救中心", ""),
        ("云溪区卫生信息中心", ""),
        ("云溪区疾病控制中心", "云溪区疾病预防控制中心"),
        ("云溪区中心医元", "云溪区中心医院"),
    ],
)
def test_no_unit_is_asked_whether_it_is_any_other_of_its_district(unit: str, asked: str) -> None:
    """More than the name of the place and 中心 or 院 must agree."""
    assert Roster((RosterEntry("云溪区中心医院"), RosterEntry("云溪区疾病预防控制中心"))).nearest(unit) == asked


def test_a_unit_in_two_spellings_is_one_under_its_first() -> None:
    """The lines of both spellings belong together, and of a project listed twice the first line counts."""
    lines = (RosterEntry("云溪市图书馆", "甲"), RosterEntry("云溪市图书馆（本级）", "乙"), RosterEntry("云溪市图书馆", "甲", "二"))
    roster = Roster(lines)
    assert roster.units == ("云溪市图书馆",)
    assert roster.of_unit("云溪市图书馆") == lines
    assert roster.find("云溪市图书馆", "甲") is lines[0]
    assert roster.find("云溪市图书馆", "") is None
    assert roster == Roster(lines)


def test_a_roster_may_name_department_and_year_and_who_has_no_project(tmp_path: Path) -> None:
    """Merged cells of department and year reach down; 本年无项目 in place of a project or as a note is no project."""
    path = tmp_path / "名单.csv"
    rows = (
        "主管部门,年度,实施单位,项目名称,备注",
        "甲局,2025年,图书馆,阅读项目,无",
        ",,美术馆,本年无项目,",
        ",,文化馆,,今年无项目",
        "乙局,2026,一小,,",
    )
    path.write_text("\n".join(rows), "utf-8")
    assert load_roster(path).entries == (
        RosterEntry("图书馆", "阅读项目", department="甲局", year=2025),
        RosterEntry("美术馆", department="甲局", year=2025, nothing=True),
        RosterEntry("文化馆", department="甲局", year=2025, nothing=True),
        RosterEntry("一小", department="乙局", year=2026),
    )


@pytest.mark.parametrize(
    ("note", "is_owed"),
    [
        *(("撤项", False), ("已终止。", False), ("未通过评审（3月）", False), ("项目已取消", False)),
        *(("终止旧合同，重新采购", True), ("无", True), ("", True)),
    ],
)
def test_a_project_that_the_roster_says_is_given_up_is_not_owed_and_told(tmp_path: Path, note: str, is_owed: bool) -> None:
    """Its line goes where the unit has others, with a word about it; a unit with nothing else has no project."""
    path = tmp_path / "名单.csv"
    path.write_text(f"实施单位,项目名称,备注\n图书馆,阅读项目,\n图书馆,展览项目,{note}\n美术馆,收藏项目,{note}\n", "utf-8")
    roster = load_roster(path)
    owed = RosterEntry("图书馆", "展览项目"), RosterEntry("美术馆", "收藏项目")
    gone = (RosterEntry("美术馆", nothing=True),)
    assert roster.entries == (RosterEntry("图书馆", "阅读项目"), *(owed if is_owed else gone))
    told = [each for each in roster.usage.further if "不做了" in each] if roster.usage else []
    assert told == ([] if is_owed else ["备注写明不做了、不用报表的：第 3 行“展览项目”、第 4 行“收藏项目”"])


@pytest.mark.parametrize(("above", "is_found"), [(19, True), (20, False)])
def test_the_heading_may_stand_below_a_letter_of_nineteen_lines(tmp_path: Path, above: int, is_found: bool) -> None:
    """A heading further down is a table of something else, and the message says that none was found."""
    path = tmp_path / "名单.csv"
    path.write_text("请各单位核对。\n" * above + "实施单位,项目名称\n云溪市图书馆,公共阅读推广项目\n", encoding="utf-8")
    if is_found:
        assert load_roster(path).units == ("云溪市图书馆",)
        return
    with pytest.raises(SettingsError, match=r"^在名单“名单\.csv”中没有找到标题行。"):
        load_roster(path)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("报送/云溪区图书馆/申报表.xlsx", "云溪区图书馆"),
        ("报送/云溪区图书馆分馆/申报表.xlsx", "云溪区图书馆分馆"),
        ("云溪区图书馆、云溪区文化馆.xlsx", ""),
        ("云溪区图书馆分馆和云溪区文化馆.xlsx", ""),
        ("申报表.xlsx", ""),
    ],
)
def test_a_path_names_a_unit_only_when_it_names_one(text: str, unit: str) -> None:
    """Of names that hold each other the longest is meant; two units, or none, name nobody."""
    roster = Roster(tuple(RosterEntry(each) for each in ("云溪区图书馆", "云溪区图书馆分馆", "云溪区文化馆")))
    assert roster.named_in(text) == unit


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("档案馆.xlsx", "云溪区档案馆"),
        ("报送/2026年档案馆绩效目标申报表（改）.xlsx", "云溪区档案馆"),
        ("云溪档案馆.pdf", "云溪区档案馆"),
        ("档案馆.eml › 表.zip › 申报.xlsx", "云溪区档案馆"),
        ("文化馆/档案馆.xlsx", "云溪区档案馆"),
        ("数据中心.rar", "云溪区数据服务中心"),
        ("水保站自评表.xls", "云溪区水土保持站"),
        ("一中.xlsx", "云溪区第一中学"),
        ("档案馆维修项目.xlsx", "云溪区档案馆"),
        ("市档案馆.xlsx", ""),
        ("河东区档案馆.xlsx", ""),
        ("档案馆学会.xlsx", ""),
        ("文化馆服务中心申报表.xlsx", ""),
        ("档案馆、文化馆.xlsx", ""),
        ("文化站.xlsx", ""),
        ("中心.xlsx", ""),
        ("一中心.xlsx", ""),
    ],
)
def test_a_path_names_a_unit_by_a_short_name_that_no_other_has(path: str, unit: str) -> None:
    """A body of another place or with a longer name is another one; what two units are called names neither."""
    names = ("档案馆", "文化馆", "数据服务中心", "水土保持站", "第一中学", "清河镇文化站", "柳林镇文化站")
    assert Roster(tuple(RosterEntry(f"云溪区{each}") for each in names)).named_in(path) == unit


def test_control_figures_are_summed_without_the_lines_that_give_none() -> None:
    """A blank adds nothing, a 0 is a figure, and without any figure there is no sum."""
    blank, nothing, some = (RosterEntry("馆", "项目", "", amount) for amount in (None, Decimal(0), Decimal("2.50")))
    assert (total_of([blank, some, some]), total_of([nothing, blank]), total_of([blank]), total_of([])) == (
        *(Decimal("5.00"), Decimal(0)),
        *(None, None),
    )


def test_a_field_of_a_csv_may_be_as_long_as_the_file(tmp_path: Path) -> None:
    """A note of 200,000 characters is none of Python's 131,072 at most, and costs no line of the roster."""
    path = tmp_path / "名单.csv"
    path.write_text(f"实施单位,项目名称,备注\n甲馆,展览,{'长' * 200_000}\n乙馆,讲座,短\n", "utf-8")
    assert [each.unit for each in load_roster(path).entries] == ["甲馆", "乙馆"]


@pytest.mark.parametrize(
    ("text", "unit"), [("妇联本年无项目", "妇联"), ("报送/妇联2026年申报表.xlsx", "妇联"), ("人大附中申报表.xlsx", "")]
)
def test_a_unit_of_two_characters_is_named_where_nothing_goes_on_with_its_name(text: str, unit: str) -> None:
    """妇联 and 政协 are whole names; 人大附中 is not 人大."""
    assert Roster((RosterEntry("妇联"), RosterEntry("人大"))).named_in(text) == unit
