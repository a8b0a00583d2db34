"""Forms on hidden sheets, and on sheets and in files called 旧, 作废, 备份, 样表: what counts, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import declaration
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.versions.place_marks import path_mark, sheet_mark
from xlperf.rules.versions.version_rank import EXAMPLE
from xlperf.rules.versions.versions import choose_versions


def _form(sheet: str, project: str = "江岸灯光维护项目", file: str = "甲.xlsx", place: int = 0, **overrides: object) -> Form:
    form = declaration(file=file, sheet=sheet, project_name=project, **overrides)
    return replace(form, source=replace(form.source, position=(place, 1, 1)))


def _file(*forms: Form, modified: int = 0) -> FileResult:
    name = forms[0].source.file
    return FileResult(name, "read", sha256=name, modified=modified, forms=forms)


@pytest.mark.parametrize(
    ("sheet", "word"),
    [
        ("旧", "旧"),
        ("旧表", "旧"),
        ("申报表（旧）", "旧"),
        ("上年旧表", "旧"),
        ("已作废", "作废"),
        ("申报表-作废", "作废"),
        ("江岸灯光维护项目（作废）", "作废"),
        ("备份1", "备份"),
        ("申报表备份20251103", "备份"),
        ("修改前", "修改前"),
        ("自评表 修改前", "修改前"),
        ("Old", "old"),
        ("样表", "样表"),
        ("填报示例", "示例"),
        ("样表（参考）", "样表"),
        ("废", "废"),
        ("申报表（废）", "废"),
        ("旧的作废文件", "旧的"),
        ("不用", "不用"),
        ("旧版本", "旧"),
        ("老版本", "老版本"),
        ("退回前", "退回前"),
        ("参考", "参考"),
        ("填表说明", "填表说明"),
        ("测试1", "测试"),
        ("撤销-江岸灯光维护项目", "撤销"),
        ("已取消", "取消"),
        ("申报表（不报了）", "不报了"),
        ("江岸灯光维护项目（不再申报）", "不再申报"),
        ("暂缓申报", "暂缓"),
        ("待删", "待删"),
        ("已并入其他项目", "并入其他项目"),
        ("未批", "未批"),
        ("撤项", "撤项"),
        ("江岸灯光维护项目-取消实施", "取消实施"),
        ("已终止", "终止"),
        ("不予立项", "不予立项"),
        ("申报表（未通过）", "未通过"),
        ("暂停实施", "暂停实施"),
        ("暂不申报", "暂不申报"),
        ("删", "删"),
        ("无效", "无效"),
    ],
)
def test_a_sheet_is_called_old_or_an_example(sheet: str, word: str) -> None:
    """The word counts beside words that say nothing, whatever the spelling."""
    assert sheet_mark(_form(sheet)).said == f"所在的工作表“{sheet}”名称里有“{word}”"


@pytest.mark.parametrize(
    ("sheet", "project"),
    [
        ("老旧小区", "老旧小区改造项目"),
        ("旧改", "旧区改造补助项目"),
        ("废水治理", "工业废水治理项目"),
        ("软件测试", "信息系统测试服务项目"),
        ("草", "草原防火项目"),
        ("模板", "江岸灯光维护项目"),
        ("旧衣回收", "废旧衣物回收项目"),
        ("备份系统", "数据备份系统项目"),
        ("备份", "数据备份系统项目"),
        ("容灾备份", "信息系统运行维护费"),
        ("示范点", "文明示范点建设项目"),
        ("取消收费补助", "取消收费补助项目"),
        ("撤销机构清算", "机构改革经费"),
        ("合并", "江岸灯光维护项目"),
        ("不报告经费", "江岸灯光维护项目"),
        ("非遗示例", "非遗工坊示例建设项目"),
        ("终止妊娠补助", "孕产妇保健项目"),
        ("无效警情治理", "接警系统改造项目"),
        ("删减绿篱", "道路绿化养护项目"),
        ("暂停供水保障", "应急供水项目"),
        ("未通过验收整改", "老旧小区改造项目"),
        ("示例建设", "非遗工坊示例建设项目"),
        ("申报表", "作废票据清理项目"),
        ("作废票据清理项目", "作废票据清理项目"),
        ("废止文件汇编", "档案整理项目"),
        ("作废资料销毁", "档案整理项目"),
        ("Goldmine", "江岸灯光维护项目"),
        ("申报表", "江岸灯光维护项目"),
        ("Sheet1", "江岸灯光维护项目"),
        (".", "江岸灯光维护项目"),
    ],
)
def test_a_sheet_called_after_its_project_is_not(sheet: str, project: str) -> None:
    """老旧小区, 数据备份 and 示范 are what projects are about; neither sheet nor file is marked by them."""
    assert not sheet_mark(_form(sheet, project))
    assert not path_mark(_form("申报表", project), [f"{sheet}.xlsx"])


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize(
    ("sheet", "hidden", "why"),
    [
        ("申报表1", True, "另一份在隐藏的工作表“申报表1”里"),
        ("旧", False, "另一份所在的工作表“旧”名称里有“旧”"),
        ("样表", False, "另一份所在的工作表“样表”名称里有“样表”，是填报示例"),
        ("修改前", False, "另一份所在的工作表“修改前”名称里有“修改前”"),
    ],
)
def test_a_marked_sheet_does_not_beat_the_plain_one(sheet: str, hidden: bool, why: str, place: int) -> None:
    """Before or behind it, the form of the same project on a marked sheet is superseded, and the reason is named."""
    plain = _form("申报表", place=1)
    marked = replace(_form(sheet, place=place, annual=Decimal("1.00")), hidden=hidden)
    choice = choose_versions([_file(*sorted((plain, marked), key=lambda each: each.source.position))])
    assert choice.counted == (plain.source,)
    assert choice.reasons == {marked.source: why}
    assert [each.marked for each in choice.projects] == [""]


def test_a_plain_form_of_an_older_file_counts_before_a_hidden_one() -> None:
    """A hidden sheet of a newer file is no newer version."""
    plain, hidden = _form("申报表"), replace(_form("申报表", file="乙.xlsx"), hidden=True)
    choice = choose_versions([_file(plain, modified=1), _file(hidden, modified=9)])
    assert choice.counted == (plain.source,)


def test_a_project_on_a_hidden_sheet_alone_counts_with_a_word() -> None:
    """Nothing is lost: it counts, and the project says where it stands."""
    plain, hidden = _form("申报表"), replace(_form("存档", "滨河步道修缮项目", place=1), hidden=True)
    choice = choose_versions([_file(plain, hidden)])
    assert choice.counted == (plain.source, hidden.source)
    assert [each.marked for each in choice.projects] == ["", "在隐藏的工作表“存档”里"]


def test_an_example_beside_the_units_own_form_does_not_count() -> None:
    """The sheet 样表 of the blank is no project of the unit; alone in its file it is what the unit filled in."""
    own, example = _form("申报表"), _form("样表", "某某项目", place=1)
    choice = choose_versions([_file(own, example)])
    assert (choice.counted, choice.examples) == ((own.source,), (example,))
    assert (choice.superseded, choice.reasons) == ({example.source: own.source}, {example.source: EXAMPLE})
    alone = choose_versions([_file(example)])
    assert (alone.counted, alone.examples) == ((example.source,), ())
    assert alone.projects[0].marked == "所在的工作表“样表”名称里有“样表”"


def test_the_settings_name_an_example_that_counts() -> None:
    """versions = ["file / sheet"] makes a form on a sheet called 样表 one that counts, without a word."""
    own, example = _form("申报表"), _form("样表", "滨河步道修缮项目", place=1)
    choice = choose_versions([_file(own, example)], fixed=["甲.xlsx / 样表"])
    assert choice.counted == (own.source, example.source)
    assert [each.marked for each in choice.projects] == ["", ""]


def test_the_name_of_the_whole_folder_says_nothing() -> None:
    """Where every file stands in 备份 nothing is said of any; where one of several does, it is."""
    one, other = _form("申报表", file="备份/甲.xlsx"), _form("申报表", "滨河步道修缮项目", file="备份/乙.xlsx")
    assert [each.marked for each in choose_versions([_file(one), _file(other)]).projects] == ["", ""]
    third = _form("申报表", "桥梁检测项目", file="丙.xlsx")
    assert [each.marked for each in choose_versions([_file(one), _file(third)]).projects] == ["的名称里有“备份”", ""]


def test_the_revised_sheet_of_a_file_counts_wherever_it_stands() -> None:
    """Of two sheets of one file the one called 修改后 counts, also before the other."""
    revised, first = _form("修改后", place=0), _form("申报表", place=1, annual=Decimal("1.00"))
    choice = choose_versions([_file(revised, first)])
    assert choice.counted == (revised.source,)
    assert choice.reasons == {first.source: "工作表名称里有“修改”"}
