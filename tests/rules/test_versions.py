"""Which version of a project counts: copies, versions by name, by time, by path."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import declaration, self_evaluation
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.intake.notice_reading import ReturnedNotice
from xlperf.rules import Context, load_rule_book
from xlperf.rules.versions.name_dates import day_of
from xlperf.rules.versions.version_marks import VersionMark, version_mark
from xlperf.rules.versions.versions import choose_versions


def test_a_modification_time_is_a_day_of_utc_and_never_an_error() -> None:
    """The first second of 2026, the last before it, and a time that no calendar holds."""
    assert [day_of(each) for each in (1767225600, 1767225599, 10**18)] == [(2026, 1, 1), (2025, 12, 31), (9999, 12, 31)]


def _file(name: str, *forms: Form, sha256: str = "", modified: int = 0) -> FileResult:
    return FileResult(name, "read", sha256=sha256 or name, modified=modified, forms=forms)


def _form(file: str, annual: str = "480000.00", **overrides: object) -> Form:
    return declaration(file=file, annual=Decimal(annual), **overrides)


PLACED = [
    ("借阅初稿.xlsx", "借阅送审稿.xlsx", "名称里的“送审稿”排在另一份的“初稿”之后"),
    ("借阅草稿.xlsx", "借阅征求意见稿.xlsx", "名称里的“征求意见稿”排在另一份的“草稿”之后"),
    ("报批稿/借阅.xlsx", "定稿/借阅.xlsx", "名称里的“定稿”排在另一份的“报批稿”之后"),
    ("借阅A版.xlsx", "借阅B版.xlsx", "名称里的“b版”排在另一份的“a版”之后"),
    ("借阅-a.xlsx", "借阅-c.xlsx", "名称里的“c”排在另一份的“a”之后"),
    ("借阅①.xlsx", "借阅②.xlsx", "名称里的“2”排在另一份的“1”之后"),
    ("借阅(1).xlsx", "借阅（10）.xlsx", "名称里的“10”排在另一份的“1”之后"),
    ("借阅-1.xlsx", "借阅-1-1.xlsx", "名称里的“1-1”排在另一份的“1”之后"),
    ("借阅上午.xlsx", "借阅下午.xlsx", "名称里的“下午”排在另一份的“上午”之后"),
    ("借阅3月2日上午.xlsx", "借阅3月2日下午.xlsx", "名称里的“下午”排在另一份的“上午”之后"),
    ("周一/借阅.xlsx", "周三/借阅.xlsx", "名称里的“周三”排在另一份的“周一”之后"),
    ("1.初次/借阅.xlsx", "2.二次/借阅.xlsx", "名称里的“二次”排在另一份的“初次”之后"),
    ("初审/借阅.xlsx", "终审/借阅.xlsx", "名称里的“终审”排在另一份的“初审”之后"),
    ("借阅 - 副本.xlsx", "借阅.xlsx", "另一份的名称里有“副本”"),
    ("借阅三月二日.xlsx", "借阅三月十一日.xlsx", "名称里的日期较晚（03-11）"),
    ("十月/借阅.xlsx", "十一月/借阅.xlsx", "名称里的日期较晚（11）"),
    ("二〇二六年三月/借阅.xlsx", "二〇二六年四月/借阅.xlsx", "名称里的日期较晚（2026-04）"),
    ("终版/借阅.xlsx", "终版（局长改）/借阅.xlsx", "名称里有“改”"),
    ("借阅最终.xlsx", "借阅最最终.xlsx", "名称里有“最最终”"),
    ("借阅.xlsx", "借阅（领导审定）.xlsx", "名称里有“审定”"),
    ("借阅.xlsx", "借阅（核减后）.xlsx", "名称里有“核减后”"),
    ("借阅.xlsx", "借阅-勘误.xlsx", "名称里有“勘误”"),
    ("借阅待审.xlsx", "借阅已审.xlsx", "名称里有“已审”"),
    ("借阅暂定稿.xlsx", "借阅确定稿.xlsx", "另一份的名称里有“暂定稿”"),
    ("首次/借阅.xlsx", "补充报送/借阅.xlsx", "名称里有“补充”"),
    ("已退回/借阅.xlsx", "重新上报/借阅.xlsx", "名称里有“重新”"),
    ("存档/借阅.xlsx", "借阅.xlsx", "另一份的名称里有“存档”"),
    ("不要了/借阅.xlsx", "借阅.xlsx", "另一份的名称里有“不要了”"),
    ("回收/借阅.xlsx", "借阅.xlsx", "另一份的名称里有“回收”"),
]


@pytest.mark.parametrize(("older", "newer", "reason"), PLACED)
def test_what_names_say_in_order_decides_against_the_time(older: str, newer: str, reason: str) -> None:
    """The newer version was copied first, so that its file is the older one; the finding says by what it was chosen."""
    old, new = (_file(f"in/{each}", _form(f"in/{each}", project_name="借阅推广")) for each in (older, newer))
    choice = choose_versions([replace(old, modified=2000), replace(new, modified=1000)])
    assert [each.file for each in choice.counted] == [f"in/{newer}"]
    (told,) = choice.reasons.values()
    assert told == reason or (told.startswith("另一份") and told.endswith(reason.removeprefix("另一份")))


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("t送审稿（作废）.xlsx", "t初稿（修改）.xlsx"),
        ("t(2).xlsx", "t.xlsx"),
        ("表2/t.xlsx", "表1/t.xlsx"),
        ("t周三.xlsx", "t.xlsx"),
        ("t上午.xlsx", "t-12.xlsx"),
        ("附件12.xlsx", "附件3.xlsx"),
        ("三月三歌圩.xlsx", "二月二庙会.xlsx"),
    ],
)
def test_a_place_in_an_order_says_nothing_beside_a_name_without_one(older: str, newer: str) -> None:
    """(2) alone may be a second download, 周三 the day of the meeting: the time decides as before."""
    old, new = (_file(each, _form(each, project_name="t项目")) for each in (older, newer))
    choice = choose_versions([replace(old, modified=1000), replace(new, modified=2000)])
    assert [each.file for each in choice.counted] == [newer]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("甲项目.xlsx", "甲项目-v2.xlsx"),
        ("甲项目-v2.xlsx", "甲项目-v10.xlsx"),
        ("甲项目第一稿.xlsx", "甲项目.xlsx"),
        ("甲项目第一稿.xlsx", "甲项目第二稿.xlsx"),
        ("甲项目讨论稿.xlsx", "甲项目.xlsx"),
        ("甲项目模板.xlsx", "甲项目.xlsx"),
        ("甲项目-v1.2.xlsx", "甲项目-v1.10.xlsx"),
        ("甲项目-v3.xlsx", "甲项目-修改后.xlsx"),
        ("甲项目-修改2.xlsx", "甲项目-修改3.xlsx"),
        ("甲项目-修改后.xlsx", "甲项目-最终版.xlsx"),
        ("甲项目-最终版.xlsx", "甲项目-最终版2.xlsx"),
        ("甲项目第2版.xlsx", "甲项目第３版.xlsx"),
        ("附件1：甲项目.xlsx", "甲项目（定稿）.xlsx"),
        ("甲项目-20251103.xlsx", "甲项目-20251105.xlsx"),
        ("甲项目-修改20251103.xlsx", "甲项目-修改20251121.xlsx"),
        ("甲项目-v20251103.xlsx", "甲项目-v20251121.xlsx"),
        ("甲项目 2025.9.30.xlsx", "甲项目 2025年10月8日.xlsx"),
        ("甲项目251103.xlsx", "甲项目251105.xlsx"),
        ("甲项目202510.xlsx", "甲项目202511.xlsx"),
        ("甲项目-202511031015.xlsx", "甲项目-20251103_1630.xlsx"),
        ("甲项目-最终版（作废）.xlsx", "甲项目.xlsx"),
        ("甲项目-修改前.xlsx", "甲项目.xlsx"),
        ("旧版/甲项目.xlsx", "甲项目.xlsx"),
        ("甲项目.xlsx", "第二次报送/甲项目.xlsx"),
        ("甲项目（更正）.xlsx", "甲项目（再次更正）.xlsx"),
        ("甲项目-修订.xlsx", "甲项目-二次修订.xlsx"),
        ("甲项目再次修改.xlsx", "甲项目三次修改.xlsx"),
        ("甲项目2次修改.xlsx", "甲项目10次修改.xlsx"),
        ("第一批/甲项目.xlsx", "第二批/甲项目.xlsx"),
        ("待修改/甲项目.xlsx", "甲项目.xlsx"),
        ("甲项目（需修改）.xlsx", "甲项目.xlsx"),
        ("甲项目-待改.xlsx", "甲项目.xlsx"),
        ("甲项目.xlsx", "甲项目-正式.xlsx"),
        ("甲项目二稿.xlsx", "甲项目三稿.xlsx"),
        ("甲项目第九版.xlsx", "甲项目第十一版.xlsx"),
        ("甲项目第二版.xlsx", "甲项目十二稿.xlsx"),
        ("甲项目第十九次.xlsx", "甲项目第二十次.xlsx"),
        ("甲项目v10.xlsx", "甲项目v十一.xlsx"),
        ("甲项目-修改一.xlsx", "甲项目-修改二.xlsx"),
        ("甲项目 old.xlsx", "甲项目 NEW.xlsx"),
        ("甲项目最终.xlsx", "甲项目最终（以此为准）.xlsx"),
        ("甲项目（以这份为准）.xlsx", "甲项目（以这份为准）2.xlsx"),
        ("甲项目（不以此为准）.xlsx", "甲项目.xlsx"),
        ("t终.xlsx", "t终终.xlsx"),
        ("一上/甲项目.xlsx", "二上/甲项目.xlsx"),
        ("甲项目1月5日.xlsx", "甲项目（1月12日）.xlsx"),
        ("甲项目0930.xlsx", "甲项目1008.xlsx"),
        ("甲项目9.30.xlsx", "甲项目10.8.xlsx"),
        ("甲项目9月.xlsx", "甲项目10月份.xlsx"),
        ("原版/甲项目.xlsx", "甲项目.xlsx"),
        ("t废.xlsx", "t.xlsx"),
        ("t错误.xlsx", "t正确.xlsx"),
        ("t复核前.xlsx", "t复核后.xlsx"),
        ("t.xlsx", "t（补充）.xlsx"),
        ("甲项目 Rev.A.xlsx", "甲项目 Rev.C.xlsx"),
        ("t.xlsx", "t（年中调整）.xlsx"),
        ("年初/t.xlsx", "年中调整/t.xlsx"),
        ("t（申报）.xlsx", "t（批复）.xlsx"),
        ("t（改）.xlsx", "t（改改）.xlsx"),
        ("t（未盖章）.xlsx", "t.xlsx"),
        ("t.xlsx", "t（盖章版）.xlsx"),
        ("V8发动机.xlsx", "V8发动机 v9.xlsx"),
        ("D3V厅.xlsx", "D3V厅v2定稿.xlsx"),
    ],
)
def test_a_file_name_tells_the_newer_version(older: str, newer: str) -> None:
    """最终 outranks 修改后, which outranks a number; numbers count as numbers."""
    assert version_mark(older).rank < version_mark(newer).rank


def test_a_name_with_other_numbers_is_no_version() -> None:
    """A copy number or a year says nothing about the version."""
    for name in ("附件1：2025年甲项目(1).xlsx", "甲项目2025版.xlsx", "105001甲项目.xlsx", "甲项目newton.xlsx"):
        assert version_mark(name).rank == version_mark("甲项目.xlsx").rank, name


@pytest.mark.parametrize(
    ("name", "project"),
    [
        ("渠道改造", "渠道改造工程"),
        ("渠道改", "渠道改造工程"),
        ("旧改", "旧厂区改造"),
        ("旧厂区", "旧厂区改造"),
        ("课堂教改", "课堂教学改革"),
        ("原材料", "原材料检验"),
        ("草原", "草地防火"),
        ("补充耕地", "耕地补充核查"),
        ("3月植树", "3月植树活动"),
        ("新项目申报表", "绿道建设"),
        ("新城", "新城区绿化"),
        ("废水", "废水处理"),
        ("固废", "固体废物处置"),
        ("正确率抽查", "统计数据核查"),
        ("统一上报", "绿道建设"),
        ("终端", "终端采购"),
        ("错峰停车", "停车泊位管理"),
        ("调整结构", "种植结构调整"),
        ("老年餐桌", "老年助餐"),
        ("最后一公里", "公交接驳"),
        ("第一上街小学", "校舍维修"),
        ("定点帮扶", "定点帮扶"),
        ("V2G充电桩", "充电设施"),
    ],
)
def test_a_short_word_within_a_name_is_no_mark(name: str, project: str) -> None:
    """改, 原, 废 and 新 mark a version only where they stand alone or behind a piece of the project's name."""
    assert version_mark(f"{name}.xlsx", (project,)) == VersionMark()


def test_a_short_word_behind_a_piece_of_the_projects_name_is_a_mark() -> None:
    """The file is called by half of the project's name, and 改."""
    assert version_mark("渠道改.xlsx", ("渠道疏浚",)).revised == "改"
    assert version_mark("渠道-原.xlsx", ("渠道疏浚",)).void == "原"


def _counted(older: str, newer: str, modified: int = 0) -> list[str]:
    """Count two versions, the older of which was saved last."""
    files = [_file(older, _form(older), modified=modified + 9), _file(newer, _form(newer, "1.00"), modified=modified)]
    return [source.file for source in choose_versions(files).counted]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("甲12月30日.xlsx", "甲1月5日.xlsx"),
        ("甲20251230.xlsx", "甲0105.xlsx"),
        ("甲20251231修改.xlsx", "甲20260102.xlsx"),
        ("甲2025年12月.xlsx", "甲20251205修改.xlsx"),
    ],
)
def test_dates_decide_where_all_versions_bear_one(older: str, newer: str) -> None:
    """A date without a year is the last one before the files were saved; a later date counts before 修改."""
    assert _counted(older, newer, modified=1768000000) == [newer]


def test_a_date_without_a_year_does_not_decide_alone() -> None:
    """0105 may be a number of the list: the file that was saved last counts."""
    assert _counted("甲.xlsx", "0105甲.xlsx") == ["甲.xlsx"]
    assert _counted("甲.xlsx", "甲修改20250231.xlsx") == ["甲修改20250231.xlsx"]


def test_a_time_beyond_all_calendars_is_a_late_one() -> None:
    """A container may claim any time of modification."""
    assert _counted("甲2月6日.xlsx", "甲12月6日.xlsx", modified=10**15) == ["甲12月6日.xlsx"]


def test_the_names_of_project_and_unit_are_no_marks() -> None:
    """城市更新, 最终验收 and 第2版 in a name say nothing, whole or in part; the word beside the name does."""
    names = ("老旧小区城市更新项目", "新版图书发行站", "2026年第2版年鉴最终审定费")
    for path in ("新版图书发行站-老旧小区城市更新项目", "城市更新", "年鉴最终审定", "新版图书/老旧小区城市更新项目", "第2版年鉴"):
        assert version_mark(f"{path}.xlsx", names) == VersionMark(), path
    assert version_mark("老旧小区城市更新项目更新.xlsx", names).revised == "更新"
    assert version_mark("城市更新-更新v2.xlsx", names).number == (2,)


def test_the_projects_own_name_does_not_let_an_old_version_win() -> None:
    """The newer file, under a short name without 更新, counts before the older one under the full name."""
    name = "软件更新与最终验收项目"
    old = _file("软件更新与最终验收项目.xlsx", _form("软件更新与最终验收项目.xlsx", project_name=name), modified=1)
    new = _file("验收.xlsx", _form("验收.xlsx", "1.00", project_name=name), modified=9)
    choice = choose_versions([new, old])
    assert choice.counted == (new.forms[0].source,)
    assert choice.reasons == {old.forms[0].source: "文件的修改时间较晚"}


def test_the_name_outranks_the_time_and_the_time_the_path() -> None:
    """修改后 wins over a younger file; among plain names the younger wins; else the last path."""
    plain, marked = (
        _file("乙.xlsx", _form("乙.xlsx"), modified=9),
        _file("甲-修改后.xlsx", _form("甲-修改后.xlsx", "1.00"), modified=1),
    )
    assert choose_versions([marked, plain]).counted == (marked.forms[0].source,)
    young, old = _file("甲.xlsx", _form("甲.xlsx"), modified=9), _file("乙.xlsx", _form("乙.xlsx", "1.00"), modified=1)
    assert choose_versions([old, young]).counted == (young.forms[0].source,)
    first, last = _file("a.xlsx", _form("a.xlsx")), _file("b.xlsx", _form("b.xlsx", "1.00"))
    choice = choose_versions([first, last])
    assert choice.counted == (last.forms[0].source,)
    assert choice.superseded == {first.forms[0].source: last.forms[0].source}


def test_identical_bytes_count_once_and_the_first_path_is_kept() -> None:
    """A copy is ignored whatever its name says."""
    one, two = _file("甲.xlsx", _form("甲.xlsx"), sha256="x"), _file("甲-最终.xlsx", _form("甲-最终.xlsx"), sha256="x")
    choice = choose_versions([one, two])
    assert choice.copies == {"甲-最终.xlsx": "甲.xlsx"}
    assert choice.counted == (one.forms[0].source,)


@pytest.mark.parametrize("copy", ["甲 - 副本.xlsx", "副本甲.xlsx", "甲(1).xlsx", "甲（2）.xlsx", "Copy of 甲.xlsx"])
def test_of_identical_files_the_plain_name_wins(copy: str) -> None:
    """Wherever it stands by path, the copy is the one that is left aside."""
    plain, other = _file("甲.xlsx", _form("甲.xlsx"), sha256="x"), _file(copy, _form(copy), sha256="x")
    for files in ([plain, other], [other, plain]):
        assert choose_versions(files).copies == {copy: "甲.xlsx"}


@pytest.mark.parametrize("folder", ["备份", "旧", "作废", "历史版本", "backup"])
def test_of_identical_files_none_in_a_folder_of_cast_off_ones_is_the_source(folder: str) -> None:
    """The one in the folder of the unit is kept, though the other stands first by path; 备份系统运维 is a subject."""
    aside, plain = f"{folder}/甲.xlsx", "辛局/甲.xlsx"
    files = [_file(each, _form(each), sha256="x") for each in (aside, plain)]
    assert choose_versions(files).copies == {aside: plain}
    subject = [_file(each, _form(each), sha256="x") for each in ("容灾备份运维/甲.xlsx", plain)]
    assert choose_versions(subject).copies == {plain: "容灾备份运维/甲.xlsx"}


def test_a_copy_lends_its_marks_to_the_one_that_is_kept() -> None:
    """What was called 最终 is final under every name of the same bytes."""
    kept, final = _file("甲.xlsx", _form("甲.xlsx"), sha256="x"), _file("甲-最终.xlsx", _form("甲-最终.xlsx"), sha256="x")
    revised = _file("甲-修改.xlsx", _form("甲-修改.xlsx", "1.00"), modified=9)
    choice = choose_versions([revised, final, kept])
    assert choice.counted == (final.forms[0].source,)
    assert choice.reasons[revised.forms[0].source] == "名称里有“最终”"


def test_refused_files_of_the_same_bytes_are_one() -> None:
    """A locked workbook that came twice is told once."""
    files = [FileResult(name, "refused", sha256="x", reason="encrypted") for name in ("甲(1).xlsx", "甲.xlsx")]
    assert choose_versions(files).copies == {"甲(1).xlsx": "甲.xlsx"}


def test_blank_years_make_no_second_project() -> None:
    """Two forms without a year are one project; one without goes with the only year there is; between two it stands alone."""
    blank, marked = _file("1.xlsx", _form("1.xlsx", year=None)), _file("1v2.xlsx", _form("1v2.xlsx", "1.00", year=None))
    assert choose_versions([blank, marked]).counted == (marked.forms[0].source,)
    dated = _file("2-最终.xlsx", _form("2-最终.xlsx", year=2025, project_name="2025年公共阅读推广项目"))
    assert choose_versions([blank, marked, dated]).counted == (dated.forms[0].source,)
    other = _file("3.xlsx", _form("3.xlsx", year=2024))
    assert len(choose_versions([blank, dated, other]).counted) == 3


def test_the_settings_fix_the_choice() -> None:
    """A file or one of its sheets that is named counts whatever the names say; so does a named copy."""
    final, fixed = _file("甲-最终.xlsx", _form("甲-最终.xlsx")), _file("a/甲.xlsx", _form("a/甲.xlsx", "1.00"))
    for name in ("a/甲.xlsx", "a/甲.xlsx / 申报表"):
        choice = choose_versions([fixed, final], fixed=[name])
        assert (choice.counted, choice.reasons) == ((fixed.forms[0].source,), {final.forms[0].source: "设置文件指定（versions）"})
    one, two = _file("甲.xlsx", _form("甲.xlsx"), sha256="x"), _file("副本甲.xlsx", _form("副本甲.xlsx"), sha256="x")
    assert choose_versions([two, one], fixed=["副本甲.xlsx"]).copies == {"甲.xlsx": "副本甲.xlsx"}


@pytest.mark.parametrize(
    ("older", "newer", "reason"),
    [
        ("甲-作废.xlsx", "甲.xlsx", "另一份的名称里有“作废”"),
        ("甲.xlsx", "甲-修订.xlsx", "名称里有“修订”"),
        ("甲-v1.9.xlsx", "甲-v1.10.xlsx", "名称里的版本号较大（1.10）"),
        ("甲2025-11-03.xlsx", "甲2025-11-05.xlsx", "名称里的日期较晚（2025-11-05）"),
        ("甲11月3日.xlsx", "甲11月15日.xlsx", "名称里的日期较晚（11-15）"),
        ("t终.xlsx", "t终终.xlsx", "名称里有“终终”"),
        ("甲定稿.xlsx", "甲（以本表为准）.xlsx", "名称里有“以本表为准”"),
        ("a/甲.xlsx", "b/甲.xlsx", "名称和时间分不出先后，取路径排在后面的"),
    ],
)
def test_the_reason_of_a_choice_is_told(older: str, newer: str, reason: str) -> None:
    """What decided is what is told."""
    files = [_file(older, _form(older)), _file(newer, _form(newer, "1.00"))]
    assert choose_versions(files).reasons == {files[0].forms[0].source: reason}


def test_a_returned_copy_that_nobody_mended_beats_no_other_version() -> None:
    """Its time is that of the return, not of a correction; the unit's own later form counts."""
    mended, returned = (
        _file("甲.xlsx", _form("甲.xlsx", "1.00"), modified=1),
        _file("退回/甲.xlsx", _form("退回/甲.xlsx"), modified=2),
    )
    returned = replace(returned, notices=(ReturnedNotice("甲.xlsx", content_digest(returned.forms), ()),))
    choice = choose_versions([mended, returned])
    assert choice.reasons == {returned.forms[0].source: "另一份是退回的副本，没有修改"}


def test_of_two_that_nothing_tells_apart_the_one_with_a_year_counts() -> None:
    """The path decides only between forms that both tell their year."""
    files = [_file("a.xlsx", _form("a.xlsx")), _file("b.xlsx", _form("b.xlsx", year=None))]
    assert choose_versions(files).reasons == {files[1].forms[0].source: "另一份没有填年度"}


_CONVENIENT = "内容一致，取单独报送的 Excel 工作簿"


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ("甲.xlsx", "甲.html"),
        ("甲.xlsm", "甲.xls"),
        ("甲.xlsx", "邮件.eml › 甲.xlsx"),
        ("甲.xlsx", "甲（1）.xls"),
    ],
)
def test_of_two_that_say_the_same_the_one_that_can_go_back_is_taken(kept: str, left: str) -> None:
    """The later time of a page printed from the form makes it no newer form; where they differ the time decides as ever."""
    files = [_file(kept, _form(kept)), _file(left, _form(left), modified=1)]
    choice = choose_versions(files)
    assert (choice.counted, choice.reasons) == ((files[0].forms[0].source,), {files[1].forms[0].source: _CONVENIENT})
    files = [_file(kept, _form(kept)), _file(left, _form(left, "1.00"), modified=1)]
    assert choose_versions(files).reasons == {files[0].forms[0].source: "文件的修改时间较晚"}


@pytest.mark.parametrize("newer", ["甲.xlsx", "乙.xlsx"])
def test_of_two_workbooks_that_say_the_same_the_newer_one_is_taken(newer: str) -> None:
    """Whichever stands first."""
    files = [_file(each, _form(each), modified=1 + (each == newer)) for each in ("乙.xlsx", "甲.xlsx")]
    assert [each.file for each in choose_versions(files).counted] == [newer]


def test_a_units_own_workbook_is_taken_before_the_departments_collection() -> None:
    """An older version with other values is still told why it does not count: the time of the newest that says the same."""
    own, old = _file("b/甲.xlsx", _form("b/甲.xlsx")), _file("甲.xlsx", _form("甲.xlsx", "1.00"), modified=1)
    forms = (_form("汇总.xlsx"), _form("汇总.xlsx", sheet="乙", project_name="乙项目"))
    choice = choose_versions([own, old, _file("汇总.xlsx", *forms, modified=2)])
    assert choice.counted == (own.forms[0].source, forms[1].source)
    assert choice.reasons == {forms[0].source: _CONVENIENT, old.forms[0].source: "文件的修改时间较晚"}


def test_a_page_that_is_called_final_counts_before_a_workbook_that_says_the_same() -> None:
    """Who named it knows better."""
    files = [_file("甲.xlsx", _form("甲.xlsx")), _file("甲-定稿.html", _form("甲-定稿.html"))]
    assert choose_versions(files).counted == (files[1].forms[0].source,)


def test_a_copy_of_a_superseded_file_points_at_the_one_that_counts() -> None:
    """Every form that does not count names one that does."""
    old, copy, new = (
        _file("甲.xlsx", _form("甲.xlsx"), sha256="x"),
        _file("甲副本.xlsx", _form("甲副本.xlsx"), sha256="x"),
        _file("甲v2.xlsx", _form("甲v2.xlsx", "1.00")),
    )
    choice = choose_versions([old, copy, new])
    assert set(choice.superseded.values()) == {new.forms[0].source}
    assert choice.counted == (new.forms[0].source,)


def test_other_years_units_kinds_and_names_are_other_projects() -> None:
    """Names are generic, so only all four together make a project."""
    forms = [
        _form("1.xlsx"),
        _form("2.xlsx", year=2024),
        _form("3.xlsx", unit="云溪市美术馆"),
        _form("4.xlsx", project_name="馆藏展览项目"),
        self_evaluation(file="5.xlsx"),
    ]
    files = [_file(form.source.file, form) for form in forms]
    assert choose_versions(files).counted == tuple(form.source for form in forms)


def test_white_space_and_width_do_not_make_a_project() -> None:
    """A full-width bracket or a blank in the name is the same project."""
    one = _file("1.xlsx", _form("1.xlsx", project_name="阅读推广(2025)"))
    two = _file("2.xlsx", _form("2.xlsx", project_name="阅读 推广（2025）"))
    assert choose_versions([one, two]).counted == (two.forms[0].source,)


def test_forms_without_a_name_or_unit_all_count() -> None:
    """What cannot be told apart is not thrown away."""
    files = [_file(f"{n}.xlsx", _form(f"{n}.xlsx", project_name=None)) for n in (1, 2)]
    assert len(choose_versions(files).counted) == 2


def test_every_version_counts_when_asked_for() -> None:
    """``keep_every_version`` leaves the choice to people."""
    files = [_file("甲.xlsx", _form("甲.xlsx")), _file("甲v2.xlsx", _form("甲v2.xlsx", "1.00"))]
    assert len(choose_versions(files, keep_every_version=True).counted) == 2


def test_a_project_in_two_spellings_is_one_and_two_codes_are_two() -> None:
    """Code, quotation marks and the form's year make no second project; two codes under one name are two, and both count."""
    names = ("“智慧”管网", "2026年智慧管网", "[51000026Y000000000001]智慧管网")
    files = [_file(f"{at}.xlsx", _form(f"{at}.xlsx", project_name=name, year=2026)) for at, name in enumerate(names)]
    assert choose_versions(files).counted == (files[-1].forms[0].source,)
    other = _file("4.xlsx", _form("4.xlsx", project_name="[51000026Y000000000002]智慧管网", year=2026))
    assert choose_versions([*files, other]).counted == (files[2].forms[0].source, other.forms[0].source)


def test_units_of_one_name_with_two_codes_are_two() -> None:
    """Two 机关服务中心 with codes of their own hand in a project of the same name: both count."""
    units = ("[105001]机关服务中心", "[206001]机关服务中心")
    files = [_file(f"{at}.xlsx", _form(f"{at}.xlsx", unit=unit, project_name="运维")) for at, unit in enumerate(units)]
    assert len(choose_versions(files).counted) == 2


def test_the_time_outranks_the_path() -> None:
    """The younger file counts although its path comes first."""
    young, old = _file("a.xlsx", _form("a.xlsx"), modified=9), _file("b.xlsx", _form("b.xlsx", "1.00"), modified=1)
    assert choose_versions([young, old]).counted == (young.forms[0].source,)


@pytest.mark.parametrize("end", ["项目", "经费", "工程", "专项经费"])
def test_a_project_with_another_end_of_its_name_and_the_same_rows_is_one(end: str) -> None:
    """渡口看护 and 渡口看护项目 with the same indicators are two versions, and told as such; other indicators, other project."""
    long, short = (
        _file("1.xlsx", _form("1.xlsx", "1.00", project_name=f"渡口看护{end}"), modified=9),
        _file("2.xlsx", _form("2.xlsx", project_name="渡口看护"), modified=1),
    )
    choice = choose_versions([long, short])
    assert (choice.counted, [len(each.forms) for each in choice.projects]) == ((long.forms[0].source,), [2])
    other = declaration(file="2.xlsx", project_name="渡口看护", rows=[("产出指标", "数量指标", "看护渡口数量", "≥3(个)")])
    assert len(choose_versions([long, _file("2.xlsx", other)]).counted) == 2


def test_projects_with_two_ends_of_their_names_are_two() -> None:
    """渡口经费 is for what runs, 渡口工程 is built: neither is the plain name of the other."""
    forms = [_form(f"{end}.xlsx", project_name=f"渡口{end}") for end in ("经费", "工程")]
    assert len(choose_versions([_file(each.source.file, each) for each in forms]).counted) == 2


def _returned(first: Form, second: Form, **files: tuple[Form, ...]) -> list[FileResult]:
    """Return a file and the copy of it that came back with a form in place of the first."""
    was = _file("甲.xlsx", first, *files.get("beside", ()))
    notice = ReturnedNotice("甲.xlsx", content_digest(was.forms), ())
    return [was, replace(_file("图书馆（改）.xlsx", second, *files.get("beside_it", ())), notices=(notice,))]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        pytest.param({"unit": None}, {}, id="the unit was blank"),
        pytest.param({"project_name": None}, {}, id="the project was blank"),
        pytest.param({"year": None, "annual": "1.00"}, {}, id="the year was blank, the money was mended too"),
        pytest.param({"year": 2024}, {}, id="another year stood there, the dates were those of this year"),
        pytest.param({"project_name": "XX项目"}, {}, id="a placeholder stood for the project"),
        pytest.param({"unit": "文化局"}, {}, id="the department stood for the unit"),
        pytest.param({"project_name": None, "unit": None, "year": None}, {}, id="the whole head was blank"),
        pytest.param({}, {"project_name": "少儿阅读推广项目"}, id="the project was called more exactly"),
    ],
)
def test_a_mended_copy_counts_instead_of_the_form_that_it_answers(was: dict[str, object], now: dict[str, object]) -> None:
    """Its unit, project or year may be what was mended: the money is not summed twice."""
    files = _returned(_form("甲.xlsx", **was), _form("图书馆（改）.xlsx", **now))  # type: ignore[arg-type]
    choice = choose_versions(files)
    assert choice.counted == (files[1].forms[0].source,)
    assert choice.reasons == {files[0].forms[0].source: "是退回后改过交回的"}


@pytest.mark.parametrize(("third", "severity"), [(None, "info"), ("甲2.xlsx", "warning")])
def test_nobody_is_asked_whether_a_mended_copy_counts(third: str | None, severity: str) -> None:
    """What went back to the unit is the older one; which of two others does, by their names, is still asked."""
    files = _returned(_form("甲.xlsx"), _form("图书馆（改）.xlsx", annual=Decimal("1.00")))
    if third:
        files.append(_file(third, _form(third, annual=Decimal("2.00"))))
    (told,) = (each for each in load_rule_book().judge_batch(files, Context()).findings if each.rule == "FILE-007")
    assert (told.severity, told.record_only) == (severity, severity == "info")


_OTHER_MONEY = dict.fromkeys(("total", "total_fiscal", "annual_fiscal"), Decimal("90000.00"))
_REPAIRS = ("产出指标", "数量指标", "修复古籍册数", "≥60(册)")


@pytest.mark.parametrize(
    "now",
    [
        pytest.param({"project_name": "古籍修复项目", "annual": "90000.00", **_OTHER_MONEY}, id="another project"),
        pytest.param({"project_name": "古籍修复项目", "unit": "区文化馆"}, id="another unit's other project"),
        pytest.param({"project_name": "古籍修复项目", "rows": [_REPAIRS]}, id="none of the indicators is left"),
        pytest.param({"year": 2026, "start_date": "2026-01-01", "end_date": "2026-12-31"}, id="the next year's"),
    ],
)
def test_another_project_typed_over_a_returned_copy_is_no_version_of_it(now: dict[str, object]) -> None:
    """No form is lost because its unit began from what it had got back."""
    files = _returned(_form("甲.xlsx"), _form("图书馆（改）.xlsx", **now))  # type: ignore[arg-type]
    assert len(choose_versions(files).counted) == 2


@pytest.mark.parametrize(("all_of_them", "kept", "counted"), [(6, 3, 1), (6, 2, 2), (0, 0, 2)])
def test_half_of_the_indicators_must_be_left_in_a_mended_copy(all_of_them: int, kept: int, counted: int) -> None:
    """Of six that went back three may be others when it comes back; where there were none, nothing tells that it is the same."""
    rows = [("产出指标", "数量指标", f"第{number}类古籍册数", "≥60(册)") for number in range(all_of_them)]
    now = [*rows[:kept], *((*each[:2], f"另{each[2]}", each[3]) for each in rows[kept:])]
    files = _returned(_form("甲.xlsx", rows=rows), _form("图书馆（改）.xlsx", rows=now, project_name="古籍修复项目"))
    assert len(choose_versions(files).counted) == counted


def test_another_self_evaluation_typed_over_a_returned_copy_is_no_version_of_it() -> None:
    """Weights and scores that were left as they stood are no money: of that none is the same."""
    parts = ("total", "fiscal", "carryover", "other")
    columns = ("initial_budget", "full_year_budget", "executed")
    money = {f"{part}_{column}": Decimal("90000.00") for part in parts for column in columns}
    now = self_evaluation(file="图书馆（改）.xlsx", project_name="古籍修复项目", **money)
    files = _returned(self_evaluation(file="甲.xlsx"), now)
    assert len(choose_versions(files).counted) == 2


def test_of_several_forms_each_answers_the_one_in_its_place() -> None:
    """By sheet and order; the form beside it that nobody changed is a version as before."""
    first, second = _form("甲.xlsx", unit=None), _form("甲.xlsx", project_name="古籍修复项目", sheet="二")
    mended, same = _form("图书馆（改）.xlsx"), _form("图书馆（改）.xlsx", project_name="古籍修复项目", sheet="二")
    files = _returned(first, mended, beside=(second,), beside_it=(same,))
    assert {each.file for each in choose_versions(files).counted} == {"图书馆（改）.xlsx"}


def test_two_answers_to_one_form_are_two_versions_of_it() -> None:
    """A copy that was mended twice: both came from the same returned form, the later one counts."""
    was, once = _returned(_form("甲.xlsx", unit=None), _form("图书馆（改）.xlsx"))
    twice = replace(once, file="图书馆（改）-最终版.xlsx", sha256="2", forms=(_form("图书馆（改）-最终版.xlsx", "1.00"),))
    assert [each.file for each in choose_versions([was, once, twice]).counted] == ["图书馆（改）-最终版.xlsx"]
