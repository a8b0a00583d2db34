"""What stands beside and below the rows of a table: ticks, line numbers, remarks, units without a heading; rows in their places."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form, Target

TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60"),
    ("", "", "", "修复堤段长度", "≥1200"),
    ("", "", "质量指标", "隐患处置率", "≥95%"),
    ("", "效益指标", "社会效益指标", "沿河居民安全", "有效提升"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def _read(*table: tuple[str, ...]) -> Form:
    return read(drawn((*ROWS[:7], *table))).forms[0]


def _rows(form: Form) -> list[tuple[str | None, str | None, str | None]]:
    """Return the level 2, the name and the target of each indicator."""
    found = []
    for row in form.rows:
        values = [row[each].value for each in ("level2", "level3", "target")]
        found.append(tuple(each.text if isinstance(each, Target) else each for each in values))
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("word", ["√", "已核", "是", "待定", "★", "见附件", "×"])
def test_a_word_beside_a_number_under_no_heading_is_no_unit(word: str) -> None:
    """It is told as a remark; the target stays as it is."""
    form = _read(TABLE[0], (*TABLE[1], word), *TABLE[2:])
    assert _rows(form)[0] == ("数量指标", "巡护次数", "≥60")
    assert [each.detail["part"] for each in form.remarks if each.kind == "unread_cell"] in (["beside"], [])


@pytest.mark.parametrize(("unit", "target"), [("次", "≥60次"), ("人次", "≥60人次"), ("万元/年", "≥60万元/年")])
def test_a_measure_word_beside_a_number_is_its_unit(unit: str, target: str) -> None:
    """The heading lost its merge over both columns."""
    assert _rows(_read(TABLE[0], (*TABLE[1], unit), *TABLE[2:]))[0][2] == target


def test_any_words_beside_several_numbers_are_their_units() -> None:
    """A column of units has no heading: 圈, 大卡 are measured there, whatever they are."""
    form = _read(TABLE[0], (*TABLE[1], "圈次"), (*TABLE[2], "大卡"), *TABLE[3:])
    assert [each[2] for each in _rows(form)[:2]] == ["≥60圈次", "≥1200大卡"]


@pytest.mark.parametrize("words", [("已核", "已核", "已核"), ("已核", "待核", "已核对"), ("属实", "属实", "属实")])
def test_remarks_beside_several_numbers_are_no_units(words: tuple[str, ...]) -> None:
    """已核 on each row, or 已核 and 待核: ≥60 has no unit by that."""
    form = _read(TABLE[0], *((*line, word) for line, word in zip(TABLE[1:4], words, strict=True)), *TABLE[4:])
    assert [each[2] for each in _rows(form)[:3]] == ["≥60", "≥1200", "≥95%"]


def test_ticks_beside_several_numbers_are_no_units() -> None:
    """√ is no word."""
    form = _read(TABLE[0], *((*line, "√") for line in TABLE[1:4]), *TABLE[4:])
    assert [each[2] for each in _rows(form)[:3]] == ["≥60", "≥1200", "≥95%"]


def test_words_beside_targets_in_words_make_no_column_of_units() -> None:
    """有效提升 | 已核: one number among them has no unit by that."""
    said = [(*TABLE[4][:3], each, "有效提升", "已核") for each in ("沿河居民安全", "沿河商户经营")]
    lines = [("", "产出指标", "数量指标", "巡护次数", "60", "已核"), *said]
    assert [each[2] for each in _rows(_read(TABLE[0], *lines, TABLE[5]))[:1]] == ["60"]


@pytest.mark.parametrize(("remarks", "targets"), [(1, ["≥60圈次", "≥1200大卡"]), (2, ["≥60", "≥1200"])])
def test_words_beside_half_of_the_numbers_that_have_a_remark_are_no_units(remarks: int, targets: list[str]) -> None:
    """圈次, 大卡 are units where more cells of their column are."""
    said = [("", "", "质量指标", f"抽查{each}", "≥95%", "见附件一、二") for each in range(remarks)]
    form = _read(TABLE[0], (*TABLE[1], "圈次"), (*TABLE[2], "大卡"), *said, TABLE[5])
    assert [each[2] for each in _rows(form)[:2]] == targets


def test_remarks_beside_names_without_a_target_do_not_count_against_units() -> None:
    """They stand under no heading, but beside no target."""
    said = [("", "", "质量指标", f"抽查{each}", "", "待补充、核实") for each in range(4)]
    form = _read(TABLE[0], (*TABLE[1], "圈次"), (*TABLE[2], "大卡"), *said, TABLE[5])
    assert [each[2] for each in _rows(form)[:2]] == ["≥60圈次", "≥1200大卡"]


def test_words_stay_as_they_are_in_front_of_a_unit() -> None:
    """汛期全程 | 天 in a table whose numbers have their units beside them: the target is no 汛期全程天, and 天 is told."""
    form = _read(TABLE[0], (*TABLE[1], "圈次"), (*TABLE[2], "大卡"), TABLE[3], (*TABLE[4], "天"), TABLE[5])
    assert _rows(form)[3][2] == "有效提升"
    assert [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"] == ["天"]


def test_a_target_in_three_cells_is_one() -> None:
    """≤ | 1200 | 元/盏 where only the first has the heading."""
    lines = [("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"), ("", "", "", "修复堤段长度", "≥", "1200", "米")]
    assert [each[2] for each in _rows(_read(TABLE[0], *lines, *TABLE[3:]))[:2]] == ["≥60次", "≥1200米"]


@pytest.mark.parametrize("words", ["绩效指标（续）", "接上页", "以下空白", "以上均为约束性指标", "其中", "续表", "续", "见下页"])
@pytest.mark.parametrize("column", [0, 1, 3, 4])
def test_what_leads_from_one_part_of_a_table_to_the_next_is_no_indicator(words: str, column: int) -> None:
    """Alone in its row, under whatever heading: nothing is read there, and nothing is told."""
    form = _read(*TABLE[:3], (*[""] * column, words), *TABLE[3:])
    assert len(form.rows) == len(TABLE) - 1
    assert not form.remarks


@pytest.mark.parametrize("column", [3, 4])
def test_the_unit_beside_such_words_makes_them_no_indicator(column: int) -> None:
    """续表 | 单位：元 above the next part of a table, wherever the unit stands."""
    line = ["续表", "", "", "", ""]
    line[column] = "单位：元"
    assert _rows(_read(*TABLE[:3], tuple(line), *TABLE[3:])) == _rows(_read(*TABLE))


@pytest.mark.parametrize("name", ["其中", "巡护目标续", "续表"])
def test_such_words_with_a_target_beside_them_are_an_indicator(name: str) -> None:
    """Its target is not lost."""
    form = _read(*TABLE[:3], ("", "", "", name, "≥12次"), *TABLE[3:])
    assert _rows(form)[2][1:] == (name, "≥12次")


@pytest.mark.parametrize("word", ["√", "改", "已核对", "见附件", "共7条", "OK"])
@pytest.mark.parametrize("column", [3, 4, 5])
def test_a_remark_alone_below_a_table_is_no_indicator(word: str, column: int) -> None:
    """Under the names, under the targets, or right of them."""
    form = _read(*TABLE, (*[""] * column, word))
    assert len(form.rows) == 5


def test_a_number_alone_under_the_targets_is_told() -> None:
    """It may be an amount that fell there."""
    assert _rows(_read(*TABLE, ("", "", "", "", "12")))[-1] == ("服务对象满意度指标", None, "12")


@pytest.mark.parametrize("name", ["每年慰问次数", "全年培训班次", "每月巡查率"])
@pytest.mark.parametrize("level", ["", "数量指标"])
def test_a_name_that_begins_like_a_time_is_a_name_in_a_row_that_was_moved(name: str, level: str) -> None:
    """One cell to the right, under the heading of targets: it is no target, and its own is not lost."""
    form = _read(*TABLE[:2], ("", "", level, "", name, "≥60次"), *TABLE[3:])
    assert _rows(form)[1] == ("数量指标", name, "≥60次")
    assert [each.kind for each in form.remarks] == ["slipped_rows"]


@pytest.mark.parametrize("heading", ["附：项目支出绩效明细表", "绩效目标汇总"])
@pytest.mark.parametrize("column", [0, 1, 4])
def test_the_heading_of_a_table_is_no_indicator_where_one_follows(heading: str, column: int) -> None:
    """Alone in its row, under whatever heading: it is told, and what stands below it is read."""
    form = _read(*TABLE, (*[""] * column, heading), ("", "产出指标", "数量指标", "清淤次数", "≥8次"))
    assert _rows(form) == [*_rows(_read(*TABLE)), ("数量指标", "清淤次数", "≥8次")]
    assert [each.detail["text"] for each in form.remarks] == [heading]


@pytest.mark.parametrize("name", ["种植面积：", "补助对象：", "河堤 巡护", "水质 监测"])
def test_a_name_with_a_colon_or_a_blank_alone_at_the_end_signs_nothing(name: str) -> None:
    """Only behind a word of a foot is a person or a place to sign: 填报人 张三."""
    assert [row[1] for row in _rows(_read(*TABLE, ("", "", "", name)))][5:] == [name.replace(" ", "")]
    assert len(_read(*TABLE, ("", "", "", "填报人 张三")).rows) == 5


@pytest.mark.parametrize("name", ["合格率", "沿河居民满意情况", "群众知晓率"])
def test_a_name_alone_at_the_end_is_an_indicator_without_a_target(name: str) -> None:
    """Somebody has yet to write what is to be reached."""
    assert _rows(_read(*TABLE, ("", "", "", name)))[-1] == ("服务对象满意度指标", name, None)


@pytest.mark.parametrize("marks", [[str(each) for each in range(1, 13)], ["√"] * 12], ids=["numbers", "ticks"])
def test_a_column_that_counts_the_lines_of_a_form_is_no_part_of_it(marks: list[str]) -> None:
    """The lines of the head as well as those of the table."""
    lines = [*(("", *line) for line in ROWS[:2]), *((mark, *line) for mark, line in zip(marks, (*ROWS[2:7], *TABLE), strict=False))]
    form = read(drawn(tuple(lines))).forms[0]
    assert _rows(form) == [(two, *rest) for two, rest in zip(_levels(), (line[3:] for line in TABLE[1:]), strict=True)]
    assert [each.kind for each in form.remarks] == []


def _levels() -> list[str]:
    return ["数量指标", "数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"]


@pytest.mark.parametrize("word", ["完成进度", "存在问题", "联系人"])
def test_a_level_of_their_own_stands_under_its_heading(word: str) -> None:
    """Even the word of a foot, where name and target stand in their places."""
    form = _read(*TABLE[:3], ("", "", word, "隐患处置率", "≥95%"), *TABLE[4:])
    assert (word, "隐患处置率", "≥95%") in _rows(form)


def test_a_row_under_its_headings_with_a_blank_target_did_not_slip() -> None:
    """All other rows stand in their places: 完成进度 is a level 2 of their own, and the target is missing."""
    form = _read(*TABLE[:3], ("", "", "完成进度", "改造控制箱"), *TABLE[4:])
    assert ("完成进度", "改造控制箱", None) in _rows(form)


def test_a_target_left_of_its_heading_says_that_the_row_slipped() -> None:
    """Behind the headings of the names stands 指标说明; the row begins under that of a level."""
    lines = [(*each[:4], note, each[4]) for each, note in zip(TABLE, ("指标说明", *["行业标准"] * 5), strict=True)]
    lines[2] = ("", "", "修复堤段长度", "行业标准", "≥1200米")
    assert ("数量指标", "修复堤段长度", "≥1200米") in _rows(_read(*lines))


def test_a_row_that_slipped_is_read_all_the_same() -> None:
    """A target under the heading of names says that the row slipped."""
    form = _read(*TABLE[:3], ("", "", "隐患处置率", "≥95%"), *TABLE[4:])
    assert "隐患处置率" in [each[1] for each in _rows(form)]
    assert "≥95%" in [each[2] for each in _rows(form)]
