"""Tables with the headings 一级指标 | 二级指标 and no third, which name level 1 and the indicators themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area
from xlperf.rules import Context, load_rule_book

_OF_LEVEL2 = ("IND-006", "IND-007", "IND-008")
_NAMED = (
    ("产出指标", "巡护次数", "≥60(次)"),
    ("产出指标", "隐患处置率", "≥95(%)"),
    ("效益指标", "社会效益", "显著"),
    ("满意度指标", "服务对象满意度", "≥90(%)"),
    ("满意度指标", "村民满意度", "≥90(%)"),
)
_LEVELS = (
    ("产出指标", "数量指标", "≥60(次)"),
    ("", "质量指标", "≥95(%)"),
    ("效益指标", "减灾效益", "显著"),
    ("", "群众安全", "提升"),
)


def _form(headings: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Form:
    table = (("绩效指标", *headings, "年度指标值"), *(("", *line) for line in lines))
    (form,) = read(drawn((*ROWS[:7], *table))).forms
    return form


def _missing(form: Form) -> list[str]:
    return [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]


def _names(lines: Sequence[tuple[str, ...]]) -> list[tuple[object, ...]]:
    form = _form(("一级指标", "二级指标"), lines)
    return [tuple(row[each].value for each in ("level1", "level2", "level3")) for row in form.rows]


@pytest.mark.parametrize("is_repeated", [True, False])
def test_names_of_indicators_stand_under_level_two_though_some_are_called_like_one(is_repeated: bool) -> None:
    """服务对象满意度 and 社会效益 are names of levels as well: every other cell of the column is none."""
    heads = [line for index, line in enumerate(_NAMED) if line[0] != _NAMED[index - 1][0]]
    lines = [line if is_repeated or line in heads else ("", *line[1:]) for line in _NAMED]
    assert _names(lines) == [(one, None, name) for one, name, _ in _NAMED]


def test_names_of_levels_under_level_two_stay_levels() -> None:
    """Where every second cell is a level, the others are taken for levels of the bureau's own, not for indicators."""
    assert [line[1:] for line in _names(_LEVELS)] == [
        ("数量指标", None),
        ("质量指标", None),
        ("减灾效益", None),
        ("群众安全", None),
    ]


@pytest.mark.parametrize(
    ("first", "missing"), [("数量指标", []), ("", ["二级指标"]), ("产出指标", ["二级指标"])], ids=["level 2", "blank", "level 1"]
)
def test_a_heading_of_levels_is_missed_where_an_indicator_has_no_such_level(first: str, missing: list[str]) -> None:
    """指标类别 over 数量指标, 质量指标 leaves nothing out: level 1 follows, and nobody has taken 二级指标 off the form."""
    lines = ((first, "巡护次数", "≥60(次)"), ("质量指标", "隐患处置率", "≥95(%)"), ("时效指标", "完成时间", "6月底前"))
    assert _missing(_form(("指标类别", "指标名称"), lines)) == missing


@pytest.mark.parametrize(("lines", "missing"), [(_NAMED, []), (_LEVELS, ["三级指标"])], ids=["names", "levels"])
def test_a_heading_of_names_is_missed_where_there_are_none(lines: Sequence[tuple[str, ...]], missing: list[str]) -> None:
    """一级指标 | 二级指标 over the names of indicators is a table of two levels, and has lost no 三级指标."""
    assert _missing(_form(("一级指标", "二级指标"), lines)) == missing


@pytest.mark.parametrize(
    ("line", "level"),
    [
        (("", "数量指标", "清障次数", "≥9(次)"), "数量指标"),
        (("数量指标", "清障次数", "≥9(次)"), "数量指标"),
        (("", "", "数量指标", "清障次数", "≥9(次)"), "数量指标"),
        (("", "清障次数", "≥9(次)"), "质量指标"),
        (("", "产出指标", "清障次数", "≥9(次)"), "产出指标"),
    ],
    ids=str,
)
def test_one_column_for_both_levels_holds_either_though_a_row_slipped(line: tuple[str, ...], level: str) -> None:
    """一级指标 | 三级指标 over names of level 1 and of level 2: each row has its level, its name and its target without a doubt."""
    table = (
        ("绩效指标", "一级指标", "三级指标", "年度指标值"),
        ("", "数量指标", "巡护次数", "≥60(次)"),
        ("", "质量指标", "隐患处置率", "≥95(%)"),
        line,
        ("", "效益指标", "沿河居民安全", "有效提升"),
    )
    (form,) = read(drawn((*ROWS[:7], *table))).forms
    names = [(row["level1"].raw, row["level3"].raw, row["target"].raw) for row in form.rows]
    assert names[1:3] == [("质量指标", "隐患处置率", "≥95(%)"), (level, "清障次数", "≥9(次)")]
    assert "unsure_row" not in {each.kind for each in form.remarks}


@pytest.mark.parametrize("heads", [("一级指标", "二级指标"), ("指标类型", "指标名称")])
def test_a_self_evaluation_of_two_levels_with_a_level_in_each_row(heads: tuple[str, str]) -> None:
    """The form of the ministry's system repeats its levels: it was refused as a damaged file."""
    rows = (
        ("项目支出绩效自评表",),
        ("（2025年度）",),
        ("项目名称", "", "", "河堤巡护"),
        ("主管部门", "", "", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "", "", "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"),
        ("", "", "", "年度资金总额：", "20", "20", "19", "10", "95%", "9.5"),
        ("", "", "", "其中：本年财政拨款", "20", "20", "19", "—", "", "—"),
        ("", "", "", "上年结转资金", "0", "0", "0", "—", "", "—"),
        ("", "", "", "其他资金", "0", "0", "0", "—", "", "—"),
        ("年度总体目标", "预期目标", "", "", "", "", "实际完成情况"),
        ("", "全年巡护河堤六十次。", "", "", "", "", "巡护了六十次。"),
        ("绩效指标", *heads, "", "", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        ("", "数量指标", "巡护次数", "", "", "≥60次", "62次", "30", "30"),
        ("", "数量指标", "巡护人次", "", "", "≥90人次", "95人次", "20", "20"),
        ("", "服务对象满意度指标", "沿岸居民满意度", "", "", "≥90%", "95%", "40", "40"),
        ("总分", "", "", "", "", "", "", "100", "99.5"),
    )
    merges = (Area(1, 1, 1, 10), *(Area(row, 3, row, 5) for row in range(12, 16)))
    (form,) = read(replace(drawn(rows), merges=merges)).forms
    names = [(row["level1"].value, row["level2"].value, row["level3"].value) for row in form.rows]
    assert names == [
        ("产出指标", "数量指标", "巡护次数"),
        ("产出指标", "数量指标", "巡护人次"),
        ("满意度指标", "服务对象满意度指标", "沿岸居民满意度"),
    ]


@pytest.mark.parametrize("is_repeated", [True, False])
def test_a_blank_column_behind_the_names_is_none_of_theirs(is_repeated: bool) -> None:
    """一级指标 | 二级指标 | (blank) | 年度指标值, the third column blank in all rows, as merges leave it."""
    lines = [(*line[:2], "", line[2]) for line in _NAMED]
    if not is_repeated:
        lines = [line if line[0] != _NAMED[at - 1][0] else ("", *line[1:]) for at, line in enumerate(lines)]
    form = _form(("一级指标", "二级指标", ""), lines)
    assert [(row["level1"].value, row["level2"].value, row["level3"].value) for row in form.rows] == [
        (one, None, name) for one, name, _ in _NAMED
    ]
    assert not [each for each in form.remarks if each.kind in ("missing_label", "unsure_row", "slipped_rows")]


def test_a_blank_column_behind_levels_is_that_of_names_that_were_not_written() -> None:
    """一级指标 | 二级指标 over names of levels alone: the heading of the names was lost, and they are asked for."""
    form = _form(("一级指标", "二级指标", ""), [(one, two, "", target) for one, two, target in _LEVELS])
    assert _missing(form) == ["三级指标"]


@pytest.mark.parametrize(
    ("heads", "missing"),
    [
        (("指标类型", "指标名称"), []),
        (("指标类别", "指标内容"), []),
        (("一级指标", "指标名称"), ["二级指标"]),
        (("指标类型", "三级指标"), ["二级指标"]),
    ],
    ids=str,
)
def test_a_table_of_types_and_names_has_lost_no_level(heads: tuple[str, str], missing: list[str]) -> None:
    """指标类型 | 指标名称 over 产出指标, 效益指标: where a heading says which level it is, the one between is missed."""
    assert _missing(_form(heads, _NAMED)) == missing


def _of_levels(form: Form) -> list[tuple[str, str]]:
    """Return what is found of headings that are missing and of level 2."""
    book, file = load_rule_book(), FileResult("表.xlsx", "read", forms=(form,))
    found = [*book.judge_form(form, Context()).findings, *book.judge_file(file, Context()).findings]
    return [(each.rule, each.severity) for each in found if each.rule in ("FILE-008", *_OF_LEVEL2)]


_ONE_LEVEL = [("一级指标", "三级指标"), ("一级指标", "绩效指标"), ("指标类别", "绩效指标"), ("一级指标", "指标内容")]


@pytest.mark.parametrize("heads", _ONE_LEVEL)
def test_a_level_that_our_own_form_has_lost_is_told_once_and_as_no_error(heads: tuple[str, str]) -> None:
    """All that the table has is read, so the column is to be put back; its cells are not asked for one by one."""
    form = _form(heads, _NAMED)
    assert _of_levels(form) == [("FILE-008", "warning")]
    assert [row["level3"].value for row in form.rows] == [name for _, name, _ in _NAMED]


@pytest.mark.parametrize("heads", _ONE_LEVEL)
def test_a_bureau_s_own_form_of_two_levels_has_lost_none(heads: tuple[str, str]) -> None:
    """What its layout does not have is not demanded: nothing is said of level 2."""
    rows = ((each[0].replace("财政", ""), *each[1:]) for each in ROWS[:4])
    money = (("项目资金（万元）", "年度资金总额：", "48"), ("", "其中：财政拨款", "48"), ("", "其他资金", "0"))
    goal = (("总体目标", "年度目标"), ("", "全年巡护河堤六十次。"))
    table = (("绩效指标", *heads, "指标值"), *(("", *line) for line in _NAMED))
    (form,) = read(drawn((*rows, *money, *goal, *table))).forms
    assert (form.template, _of_levels(form)) == ("declaration-various", [])


_HEAD = (
    (ROWS[0][0].replace("财政", ""),),
    *ROWS[1:4],
    ("项目资金（万元）", "年度资金总额：", "48"),
    ("年度目标", "全年巡护河堤。"),
)
_OF_LEVEL2S = (("数量指标", "巡护次数"), ("", "清障次数"), ("质量指标", "隐患处置率"), ("社会效益指标", "沿河居民知晓率"))


def _read_rows(heads: tuple[str, ...], *lines: tuple[str, ...]) -> tuple[list[tuple[object, ...]], Form]:
    """Return level 2, name and target of each indicator of a bureau's own form with this table, and the form."""
    (form,) = read(drawn((*_HEAD, ("绩效指标", *heads), *(("", *line) for line in lines)))).forms
    return [(row["level2"].value, row["level3"].value, getattr(row["target"].value, "text", None)) for row in form.rows], form


def _wanted(*targets: str) -> list[tuple[object, ...]]:
    levels = [one or "数量指标" for one, _ in _OF_LEVEL2S]
    return [(one, name, each) for one, (_, name), each in zip(levels, _OF_LEVEL2S, targets, strict=True)]


@pytest.mark.parametrize(
    "heads", [("实施期指标值", "年度指标值"), ("年度指标值", "实施期指标值"), ("2026-2028年指标值", "2026年指标值")]
)
def test_a_second_column_of_targets_is_no_column_of_names(heads: tuple[str, str]) -> None:
    """Two levels and two columns of targets: the year's targets are read, the names are those under 二级指标."""
    lines = [(*each, *("≥60" if head in ("年度指标值", "2026年指标值") else "≥180" for head in heads)) for each in _OF_LEVEL2S]
    found, form = _read_rows(("一级指标", "二级指标", *heads), *lines)
    assert (found, form.remarks) == (_wanted(*["≥60"] * 4), ())


def test_the_heading_of_two_levels_that_is_printed_again_on_the_next_page_is_the_same() -> None:
    """一级指标 | 二级指标 over names of indicators means on the second page what it means on the first."""
    lines = [(*each, "≥60") for each in _OF_LEVEL2S]
    heads = ("一级指标", "二级指标", "指标值")
    found, form = _read_rows(heads, *lines[:2], heads, *lines[2:])
    assert (found, form.remarks) == (_wanted(*["≥60"] * 4), ())


@pytest.mark.parametrize("unused", ["……", "指标1：", ""])
def test_a_short_level_of_two_beside_an_unused_name_is_no_indicator(unused: str) -> None:
    """数量 | ……: the level is not moved to be a name, and …… no target."""
    lines = [("数量", "巡护次数", "≥60"), ("数量", "清障次数", "≥9"), ("数量", unused, ""), ("质量", "隐患处置率", "≥95%")]
    found, form = _read_rows(("一级指标", "二级指标", "指标值"), *lines, ("时效", unused, ""))
    assert [each[1] for each in found] == ["巡护次数", "清障次数", "隐患处置率"]
    assert form.remarks == ()


def test_a_short_level_of_two_beside_a_name_without_a_target_stays_a_level() -> None:
    """数量 | 清障次数 | (blank): the target is missing, the name is none."""
    lines = [("数量", "巡护次数", "≥60"), ("数量", "清障次数", ""), ("质量", "隐患处置率", "≥95%")]
    assert _read_rows(("一级指标", "二级指标", "指标值"), *lines)[0][1] == ("数量指标", "清障次数", None)


def test_a_foot_of_pairs_does_not_fill_a_column_of_names() -> None:
    """填报人 | 孙某 | 审核人 | 李某 below names that were merged over two columns without a heading of the second."""
    lines = [(*each, "", "≥60") for each in _OF_LEVEL2S]
    table = (("绩效指标", "一级指标", "二级指标", "", "指标值"), *(("", *line) for line in lines))
    (form,) = read(drawn((*_HEAD, *table, ("填报人", "孙某", "审核人", "李某", "填报日期", "2026-03-05")))).forms
    assert [(row["level2"].value, row["level3"].value) for row in form.rows] == [each[:2] for each in _wanted(*[""] * 4)]
    assert form.remarks == ()


@pytest.mark.parametrize("blank", [0, 1])
def test_one_blank_heading_of_a_table_of_two_levels_loses_neither_levels_nor_names(blank: int) -> None:
    """一级指标 or 二级指标 is blank: what stands below it is known by what it says."""
    heads = ["一级指标", "二级指标"]
    heads[blank] = ""
    lines = [(one or "数量指标", name, "≥60") for one, name in _OF_LEVEL2S]
    assert _read_rows((*heads, "指标值"), *lines)[0] == _wanted(*["≥60"] * 4)


def test_a_blank_heading_behind_the_names_of_two_levels_moves_none_of_them() -> None:
    """一级指标 | 二级指标 | (blank) | 指标值 over 数量指标 | 巡护次数 | 行业标准 | ≥60: what is under none is told."""
    lines = [(*each, "行业标准", "≥60") for each in _OF_LEVEL2S]
    found, form = _read_rows(("一级指标", "二级指标", "", "指标值"), *lines)
    assert found == _wanted(*["≥60"] * 4)
    assert [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"] == ["行业标准"] * 4


@pytest.mark.parametrize("name", ["社会公众或服务对象满意度指标", "服务对象满意度指标"])
def test_a_level_2_merged_over_both_columns_of_levels_is_its_level_1_too(name: str) -> None:
    """It stands in the column of level 1, beside 产出指标 and 效益指标, and is no part of what stands above it."""
    above = (("产出指标", "数量指标", "巡护次数", "≥60"), ("效益指标", "社会效益指标", "沿河居民知晓率", "≥80%"))
    lines = (*above, (name, "", "居民满意度", "≥90%"))
    table = (("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"), *(("", *line) for line in lines))
    sheet = drawn((*_HEAD, *table))
    last = len(_HEAD) + len(table)
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(last, 2, last, 3)))).forms
    assert [row["level1"].value for row in form.rows] == ["产出指标", "效益指标", "满意度指标"]
    assert form.rows[2]["level2"].value == "服务对象满意度指标"
