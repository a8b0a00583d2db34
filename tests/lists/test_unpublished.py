"""The list of projects that must not be published: how it is read, and what happens with such a project."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.errors import SettingsError
from xlperf.lists.unpublished import Unpublished, UnpublishedProject
from xlperf.lists.unpublished_file import load_unpublished

NOTE = "汇总表里有 1 个不公开项目（古籍修复项目）"


def run(*words: str) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*words, "--workers", "0"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one declaration, whose settings name it as not to be published; the current folder is beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    place = tmp_path / "报送"
    write_declaration(place / "图书馆.xlsx")
    (place / "不公开.txt").write_bytes("项目名称\n\n 古籍修复项目 \n".encode("gb18030"))
    (place / "xlperf.toml").write_text('unpublished = "不公开.txt"\n', encoding="utf-8")
    return place


def test_a_text_names_a_project_a_line(folder: Path) -> None:
    """Blank lines and a heading are no projects."""
    assert load_unpublished(folder / "不公开.txt") == Unpublished((UnpublishedProject("古籍修复项目"),))


def test_a_workbook_may_name_the_unit_too(tmp_path: Path) -> None:
    """A table has a heading; the unit is optional, in its column and in each line."""
    path = tmp_path / "不公开.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate((("项目名称", "单位"), ("安防改造项目", "云溪市图书馆"), ("合计", ""))):
            sheet.write_row(row, 0, values)
    assert load_unpublished(path) == Unpublished((UnpublishedProject("安防改造项目", "云溪市图书馆"),))
    (tmp_path / "一列.csv").write_text("涉密项目\n安防改造项目\n", encoding="utf-8")
    assert load_unpublished(tmp_path / "一列.csv") == Unpublished((UnpublishedProject("安防改造项目"),))


def test_a_file_that_names_no_project_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """An empty list would let everything through without a word."""
    hint = "名单可以是每行一个项目名称的 .txt，或有一行标题（项目名称，可以另有实施单位）的 .xlsx、.csv。"
    for name, text, sentence in (
        ("不公开.txt", "\n项目名称\n", "不公开名单“不公开.txt”里没有项目名称。"),
        ("不公开.csv", "甲,乙\n1,2\n", "在不公开名单“不公开.csv”中没有找到标题行。"),
        ("不公开.csv", "项目名称\n", "不公开名单“不公开.csv”的标题下面没有内容。"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as caught:
            load_unpublished(tmp_path / name)
        assert str(caught.value) == sentence + hint


def test_a_sum_is_no_column_of_a_list_of_names(tmp_path: Path) -> None:
    """There is no amount that it could be."""
    (tmp_path / "不公开.csv").write_text("项目名称,单位,合计\n放流,渔政站,7\n", encoding="utf-8")
    usage = load_unpublished(tmp_path / "不公开.csv").usage
    assert usage is not None
    assert (usage.columns, usage.unused) == (("项目名称", "单位"), ("合计",))


@pytest.mark.parametrize(
    "text",
    [
        "序号,项目名称\n1,放流\n",
        "涉密项目表,\n序号,项目名称,密级,定密依据,保密期限,备注\n1,放流,秘密,某条,十年,\n",
        "项目名称,不公开原因\n放流,涉密\n",
    ],
)
def test_a_list_of_names_has_numbers_and_reasons_beside_them(tmp_path: Path, text: str) -> None:
    """They are no columns that are used, and no reason to refuse the list."""
    (tmp_path / "不公开.csv").write_text(text, encoding="utf-8")
    assert [each.project for each in load_unpublished(tmp_path / "不公开.csv").entries] == ["放流"]


def test_a_form_is_no_list_of_names(tmp_path: Path) -> None:
    """Beside the label of a project's name its name stands, whatever word is in it."""
    (tmp_path / "不公开.csv").write_text("项目名称,出勤率提升项目\n实施单位,图书馆\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="没有找到标题行"):
        load_unpublished(tmp_path / "不公开.csv")


def test_a_form_without_a_unit_is_meant_by_every_line() -> None:
    """A blank cell does not let a secret through; another unit's project of the same name is none."""
    listed = Unpublished((UnpublishedProject("安防改造（二期）", "云溪市图书馆"),))
    assert listed.find("", "安防改造(二期)") == listed.entries[0]
    assert listed.find("云溪市美术馆", "安防改造(二期)") is None
    assert listed.find("云溪市图书馆", "") is None


def test_the_summary_is_written_and_the_person_told_what_to_do(folder: Path, tmp_path: Path) -> None:
    """It is an error, the sentence on the screen says what the workbook may be used for, and the list itself is no form."""
    result = run("consolidate", str(folder), "-o", str(tmp_path / "汇总表.xlsx"))
    assert result.exit_code == 1
    assert f"{NOTE}：只供内部留存。公开或外发前，请把它们的表移出报送文件夹再运行一次。" in result.stderr
    assert "\n问题：1 个错误，0 个警告。\n" in result.stdout


def test_a_project_that_was_taken_away_does_not_come_back_as_a_change(folder: Path, tmp_path: Path) -> None:
    """Written over the internal copy, the summary to be published names it nowhere."""
    target = tmp_path / "汇总表.xlsx"
    write_declaration(folder / "文化馆.xlsx", unit="云岭区文化馆", project_name="文艺汇演项目")
    run("consolidate", str(folder), "-o", str(target))
    (folder / "图书馆.xlsx").rename(tmp_path / "图书馆.xlsx")
    result = run("consolidate", str(folder), "-o", str(target))
    assert "涉及不公开项目的" in result.stderr
    with zipfile.ZipFile(target) as package:
        assert "文艺汇演项目" in package.read("xl/sharedStrings.xml").decode()
        assert not [name for name in package.namelist() if "古籍修复项目" in package.read(name).decode("utf-8", "replace")]


def test_nothing_is_sent_and_a_draft_bears_a_warning(folder: Path) -> None:
    """What must not be published must not leave by mail by mistake; no connection is tried."""
    run("check", str(folder))  # settings among the forms are told of once, and no mail is sent by them that time
    sending = ("--send", "--smtp", "localhost:1", "--from", "a@example.com", "--to", "b@example.com")
    sent = run("mail", str(folder), *sending)
    hint = "请把它们的表移出报送文件夹后再发送；核准可以发送的，写进豁免清单 xlperf-waivers.json。"
    assert (sent.exit_code, f"{NOTE}，没有发送。" in sent.stderr, hint in sent.stderr) == (2, True, True)
    drafted = run("mail", str(folder), "--to", "b@example.com", "-o", "草稿.eml")
    assert drafted.exit_code == 0
    assert f"{NOTE}，请不要发送这份草稿。请把它们的表移出报送文件夹再运行一次。" in drafted.stderr


def test_a_waiver_lets_a_project_through(folder: Path, tmp_path: Path) -> None:
    """Somebody has decided that it may be published, and is named."""
    waiver = '{"waivers": [{"rule": "SUM-006", "project": "古籍修复项目", "reason": "已解密", "by": "保密办"}]}'
    (folder / "xlperf-waivers.json").write_text(waiver, encoding="utf-8")
    result = run("consolidate", str(folder), "-o", str(tmp_path / "汇总表.xlsx"))
    assert (result.exit_code, "个不公开项目" in result.stderr) == (0, False)


def listed(*lines: str) -> Unpublished:
    """Return a list of projects alone."""
    return Unpublished(tuple(map(UnpublishedProject, lines)))


@pytest.mark.parametrize(
    "line",
    [
        *("1. 古籍修复项目", "（二）古籍修复项目", "三、古籍修复项目", "4 古籍修复项目", "5\t古籍修复项目"),
        *("⑥古籍修复项目", "★ 古籍修复项目"),
        *("古籍修复项目（涉密）", "古籍修复项目 —— 工作秘密", "云岭区图书馆\t古籍修复项目", "云岭区图书馆——古籍修复项目"),
        *("云岭区图书馆：古籍修复项目", "安防改造项目、古籍修复项目", "安防改造,古籍修复"),
        *("古籍修复", "古籍修复经费", "2026年度古籍修复"),
    ],
)
def test_a_line_means_its_project_whatever_stands_around_it(line: str) -> None:
    """People number their lists, write the unit before the name and the secrecy behind it, and leave 项目 off."""
    found = listed(line)
    assert found.find("云岭区图书馆", "古籍修复项目") == UnpublishedProject(line)
    assert found.find("云岭区图书馆", "古籍数字化项目") is None


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("云岭区图书馆 安防改造项目", ["云岭区图书馆"]),
        ("1、安防改造项目（云岭区美术馆） 秘密", ["云岭区美术馆"]),
        ("安防改造项目——云岭区 图书馆", ["云岭区图书馆", "云岭区美术馆"]),
        ("安防改造项目（云岭区图书馆、云岭区美术馆）", ["云岭区图书馆", "云岭区美术馆"]),
        ("安防改造项目（云岭区体育馆）", ["云岭区图书馆", "云岭区美术馆"]),
        ("安防改造项目", ["云岭区图书馆", "云岭区美术馆"]),
    ],
    ids=["unit first", "unit in brackets", "unit not made out", "two units", "a unit without such a form", "no unit"],
)
def test_a_line_that_names_a_unit_means_no_other_units_project_of_the_name(line: str, meant: list[str]) -> None:
    """Where the unit is not made out beyond doubt the line means all of them: a secret that slips through is worse."""
    forms = [("云岭区图书馆", "安防改造项目"), ("云岭区美术馆", "安防改造"), ("云岭区文化馆", "讲座项目")]
    found = listed(line).among(forms)
    assert [unit for unit, project in forms if found.means(unit, project)] == meant
    assert found.means("", "安防改造项目")


def test_a_short_piece_of_a_line_means_nothing() -> None:
    """Else every project called 防汛 would stand on a list that has the word in brackets; as a line it does."""
    assert listed("水库除险加固（防汛）").find("甲站", "防汛") is None
    assert listed("防汛").find("甲站", "防汛项目") is not None


@pytest.mark.parametrize(
    ("line", "project", "near"),
    [
        ("古籍修复项日", "古籍修复项目", True),
        ("古藉修复项目", "古籍修复项目", True),
        ("古籍修复与保护工作", "古籍修复保护工作", True),
        ("珍贵古籍的修复与保护性展览", "珍贵古籍修复与保护性展示", True),
        ("珍贵古籍修复与保护性展览", "珍贵古藉修复与保护性展示", True),
        ("古籍修复保护工作", "古藉修复与保护工作", False),
        ("珍贵古籍修复与保护性展览活动", "珍贵古籍修复", False),
        ("古籍修复一期", "古籍修复二期", False),
        ("第3馆舍改造", "第4馆舍改造", False),
        ("馆舍修缮", "馆舍改造", False),
        ("东馆舍改造", "西馆舍改造", False),
        ("展陈", "展览", False),
        ("反恐装备", "反恐装备采购", True),
        ("国防动员", "国防动员宣传教育", True),
        ("情报采集", "情报信息采集", True),
        ("情报采集", "情报信息系统采集", False),
        ("装备采购", "反恐装备采购", True),
        ("装备采购", "反恐防暴装备采购", False),
    ],
)
def test_a_name_that_is_a_slip_away_is_asked_about(line: str, project: str, near: bool) -> None:
    """One character of a short name, two of a long one, or a line that writes it shorter; never what tells two projects apart."""
    found = listed(line)
    assert found.find("甲馆", project) is None
    assert found.near("甲馆", project) == (UnpublishedProject(line) if near else None)
    assert found.means("甲馆", project) is near


def test_a_slip_in_the_units_name_is_asked_about_only_where_the_project_is_the_same() -> None:
    """Another unit's project of that name may be public."""
    found = Unpublished((UnpublishedProject("安防改造项目", "云岭图书馆"),))
    assert found.near("云岭区图书馆", "安防改造项目") is not None
    assert found.near("云岭区图书馆", "安坊改造项目") is None
    assert found.near("云岭区美术馆", "安防改造项目") is None
    assert found.near("", "安坊改造项目") is not None


def test_a_line_whose_project_another_line_names_exactly_is_without_a_form() -> None:
    """The form is that of the exact line, wherever the one a slip away stands."""
    found = listed("古藉修复项目", "古籍修复项目")
    assert found.without_form([("甲馆", "古籍修复项目")]) == (UnpublishedProject("古藉修复项目"),)


def test_the_name_of_a_unit_on_a_line_hides_nothing_else_of_it() -> None:
    """Only a text that names the project does; a line of two projects names both."""
    found = listed("云岭区图书馆——安防改造项目")
    assert found.names("报送/云岭区图书馆-讲座.xlsx") is True
    assert found.names("报送/云岭区图书馆-讲座.xlsx", "云岭区图书馆") is False
    assert found.names("报送/云岭区图书馆-安防改造.xlsx", "云岭区图书馆") is True


def test_lines_that_only_say_what_follows_are_no_projects(tmp_path: Path) -> None:
    """A heading, a label; a project whose name ends so is one."""
    (tmp_path / "名单.txt").write_text("云岭区不公开项目名单：\n项目名称：\n1. 安防改造项目\n馆藏清单\n", encoding="utf-8")
    assert [each.project for each in load_unpublished(tmp_path / "名单.txt").entries] == ["1. 安防改造项目", "馆藏清单"]


def test_lines_without_a_form_are_told(folder: Path) -> None:
    """What was taken away, as it should be, or a name that is written otherwise in the forms: the clerk must know which."""
    text = "古籍修复项目\n安防改造项目\n" + "".join(f"第{at}处改造项目\n" for at in range(6))
    (folder / "不公开.txt").write_text(text, encoding="utf-8")
    shown = "“安防改造项目”、“第0处改造项目”、“第1处改造项目”、“第2处改造项目”、“第3处改造项目”等 7 行"
    told = f"不公开名单 8 行，有 7 行没有对上文件夹里的表：{shown}。表已经移出的不用管；还在文件夹里的，请核对项目名称。"
    for words in (("check",), ("consolidate", "-o", "汇总.xlsx"), ("export", "-o", "x.sqlite")):
        assert told in run(*words, str(folder)).stderr.splitlines()
    (folder / "不公开.txt").write_text("古籍修复项目\n", encoding="utf-8")
    assert "没有对上" not in run("check", str(folder)).stderr


def test_what_may_be_secret_is_not_published_until_it_is_accepted(folder: Path) -> None:
    """A misspelt list must not let a secret out; a waiver says that it is another project."""
    write_declaration(folder / "二.xlsx", project_name="馆舍修缮项目")
    (folder / "不公开.txt").write_text("古藉修复项目\n", encoding="utf-8")
    result = run("publish", str(folder), "-o", "公开.docx")
    assert "不公开的 1 张表没有写进去：古籍修复项目。" in result.stderr.splitlines()
    assert "公开文档写成：1 张表" in result.stdout
    assert "汇总表里有 1 个不公开项目（古籍修复项目）" in run("consolidate", str(folder), "-o", "汇总.xlsx").stderr
    waiver = '{"waivers": [{"rule": "SUM-016", "project": "古籍修复项目", "reason": "不是同一个项目", "by": "办公室"}]}'
    (folder / "xlperf-waivers.json").write_text(waiver, encoding="utf-8")
    result = run("publish", str(folder), "-o", "公开2.docx")
    assert "公开文档写成：2 张表" in result.stdout


def test_a_listed_project_is_published_where_the_department_has_accepted_it(folder: Path) -> None:
    """As the handbook says: a waiver of SUM-006."""
    assert "没有可以公开的表" in run("publish", str(folder), "-o", "公开.docx").stderr
    waiver = '{"waivers": [{"rule": "SUM-006", "project": "古籍修复项目", "reason": "已解密", "by": "办公室"}]}'
    (folder / "xlperf-waivers.json").write_text(waiver, encoding="utf-8")
    assert "公开文档写成：1 张表" in run("publish", str(folder), "-o", "公开.docx").stdout
