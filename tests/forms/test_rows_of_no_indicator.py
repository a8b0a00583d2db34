"""Rows of an indicator table that hold no indicator: unused, or left in to show how a row is filled."""

from __future__ import annotations

import pytest

from tests.forms.reading import read_lines, unread
from tests.forms.test_trusted_headings import DONE, EVALUATION
from xlperf.forms.form import Form

ROWS = (
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", "50", "50"),
    ("", "", "质量指标", "隐患处置率", "≥95%", "96%", "20", "20"),
    ("", "效益指标", "社会效益指标", "险情报告及时率", "≥98%", "99%", "20", "20"),
)
TOTAL = ("", "总分", "", "", "", "", "100", "100")
NAMES = ["巡护次数", "隐患处置率", "险情报告及时率"]


def form_of(*rows: tuple[str, ...], above: bool = False) -> Form:
    """Return a self-evaluation with these rows below or above its three indicators."""
    return read_lines(*EVALUATION, DONE, *(rows if above else ()), *ROWS, *(() if above else rows), TOTAL)


def names(form: Form) -> list[object]:
    """Return the names of the indicators."""
    return [row["level3"].value for row in form.rows]


@pytest.mark.parametrize("word", ["暂无", "空", "空白", "0", "无", "未设置", "没有", "不涉及"])
def test_a_level_that_is_not_used_is_no_indicator(word: str) -> None:
    """生态效益指标 | 暂无 | 暂无 | 暂无, or 0 in all of them, in a table whose rows name their levels."""
    form = form_of(("", "效益指标", "生态效益指标", word, word, word))
    assert (names(form), unread(form)) == (NAMES, [])


@pytest.mark.parametrize("second", ["服务对象满意度", "服务对象满意度指标", "满意度"])
def test_levels_in_their_places_without_a_name_are_no_indicator(second: str) -> None:
    """满意度指标 | 服务对象满意度 and nothing behind, as a blank form prints it: the level is not moved to be a name."""
    form = form_of(("", "满意度指标", second))
    assert (names(form), unread(form)) == (NAMES, [])


@pytest.mark.parametrize(
    "row",
    [
        ("指标1：/", "", "", "0", "0"),
        ("指标1：", "", "", "0", "0"),
        ("……", "", "", "0", "0"),
        ("", "", "", "0", "0"),
        ("", "", "", "0"),
        ("指标1：/", "/", "/", "/", "0"),
        ("指标2：不涉及", "不涉及", "不涉及", "0", "0"),
        ("指标1：本项目不涉及",),
        ("本项目不产生经济效益", "", "", "0", "0"),
        ("本年度未设定该指标", "/", "/"),
        ("无此项", "无此项"),
        ("此项不填",),
        ("N/A", "N/A", "N/A", "", ""),
    ],
)
def test_a_row_that_says_that_it_is_not_used_is_no_indicator_though_it_has_points_of_nought(row: tuple[str, ...]) -> None:
    """指标1：/ with 分值 0 and 得分 0, as the printed rows of a self-evaluation are struck out, or 本项目不涉及 for a name."""
    form = form_of(("", "效益指标", "生态效益指标", *row))
    assert (names(form), unread(form)) == (NAMES, [])


@pytest.mark.parametrize("row", [("指标1：/", "/", "/", "/", "/"), ("/", "", "", "0", "0"), ("",), ("指标1：", "", "", "", "")])
def test_the_remark_of_a_row_that_is_not_used_is_kept(row: tuple[str, ...]) -> None:
    """本项目不涉及 under 偏差原因分析 beside strokes: no indicator, and said by the level that has none."""
    struck = ("", "效益指标", "生态效益指标", *row, *[""] * (5 - len(row)), "本项目不涉及")
    form = read_lines(*EVALUATION, DONE, *ROWS, struck, TOTAL)
    assert (names(form), unread(form)) == (NAMES, [])
    assert [each.value for each in form.further if each.label.startswith("生态效益指标·")] == ["本项目不涉及"]


@pytest.mark.parametrize(
    "row",
    [
        ("无安全事故", "", ""),
        ("不合格产品数量", "", ""),
        ("未成年人救助人次", "", ""),
        ("/", "/", "/", "10", "0"),
        ("指标1：", "", "", "10", "8"),
        ("本项目不涉及", "≥3次", "3次"),
        ("略", "", "", "5", "5"),
    ],
)
def test_a_name_that_begins_like_a_denial_and_a_row_with_points_are_asked_about(row: tuple[str, ...]) -> None:
    """无安全事故 without a target is an indicator that lacks one; ten points beside a stroke count in the sum."""
    form = form_of(("", "效益指标", "生态效益指标", *row))
    assert len(form.rows) == len(NAMES) + 1


@pytest.mark.parametrize("row", [("死亡事故", "0", "0"), ("无", "≥3次", "3次"), ("", "0", "0"), ("待定", "待定", "")])
def test_a_row_that_says_anything_stays_one(row: tuple[str, ...]) -> None:
    """A target of 0 under a name, a target without one, and what is still to be decided."""
    form = form_of(("", "效益指标", "生态效益指标", *row))
    assert len(form.rows) == len(NAMES) + 1


@pytest.mark.parametrize(
    "sample",
    [
        ("", "（示例）产出指标", "数量指标", "例：培训人次", "≥100人次", "100", "10", "10"),
        ("", "产出指标", "数量指标", "示例：培训人次", "≥100人次", "100", "10", "10"),
        ("", "产出指标", "【样例】数量指标", "培训人次", "≥100人次", "100", "10", "10"),
        ("示例", "产出指标", "数量指标", "培训人次", "≥100人次", "100", "10", "10"),
    ],
)
def test_a_sample_left_in_the_table_is_told_once_and_is_no_indicator(sample: tuple[str, ...]) -> None:
    """（示例）产出指标 | 数量指标 | 例：培训人次: its points are no part of the sum, and nothing else is asked about it."""
    form = form_of(sample, above=True)
    assert (names(form), [each["level1"].value for each in form.rows]) == (NAMES, ["产出指标", "产出指标", "效益指标"])
    assert len(unread(form)) == 1
    assert len(form.remarks) == 1


def test_the_level_of_a_sample_goes_on_with_the_rows_below() -> None:
    """产出指标 beside 例：培训人次, and blank beside the first indicator."""
    sample = ("", "产出指标", "数量指标", "例：培训人次", "≥100人次", "100")
    form = read_lines(*EVALUATION, DONE, sample, ("", "", *ROWS[0][2:]), *ROWS[1:], TOTAL)
    assert [each["level1"].value for each in form.rows] == ["产出指标", "产出指标", "效益指标"]


def test_a_word_of_samples_before_most_names_is_the_units_own() -> None:
    """例： left before every name that the unit wrote: its indicators are not lost."""
    form = read_lines(*EVALUATION, DONE, *((*row[:3], f"例：{row[3]}", *row[4:]) for row in ROWS), TOTAL)
    assert len(form.rows) == len(ROWS)


@pytest.mark.parametrize("name", ["示例工程数量", "样例库建设数", "例会次数", "示范点个数"])
def test_a_name_that_begins_like_the_word_is_a_name(name: str) -> None:
    """示例工程数量 is an indicator."""
    form = form_of(("", "效益指标", "生态效益指标", name, "≥3个", "3个", "0", "0"))
    assert name in names(form)


@pytest.mark.parametrize("second", ["绩效", "指标", "绩效指标"])
def test_a_level_called_as_the_heading_at_the_side_is_a_level(second: str) -> None:
    """绩效 under 二级指标: the name of the unit's own scheme, and not lost."""
    form = form_of(("", "效益指标", second, "减少损耗", "≥3吨", "3吨", "10", "10"))
    assert form.rows[-1]["level2"].raw == second
