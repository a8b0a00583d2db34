"""Notes, signatures and sums between the indicators of a table that lost its merged cells: none is one, and none ends the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Field, Form
from xlperf.intake.sheet import Area

TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "", "", "修复堤段长度", "≥1200(米)"),
    ("", "", "质量指标", "隐患处置率", "≥95(%)"),
    ("", "效益指标", "社会效益指标", "沿河居民安全", "有效提升"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)
NAMES = [line[3] for line in TABLE[1:]]
SAID = (
    ("备注",),
    ("", "备注：", "以上为产出类"),
    ("", "", "备注", "无"),
    ("", "", "", "备注：", "无"),
    ("", "", "", "说明", "以下指标见批复"),
    ("填报人：", "王一", "", "联系电话：", "12345678"),
    ("", "", "", "填报人", "王一"),
    ("", "", "", "填报人：王一"),
    ("", "", "", "科室负责人", "王一"),
    ("", "", "", "财务科科长：王一"),
    ("", "科室负责人", "王一"),
    ("", "合计：", "", "", "60"),
    ("", "", "", "合计", "60"),
    ("", "", "", "续表"),
)


def _text(row: Mapping[str, Field], column: str) -> str | None:
    value = row[column].value
    return None if value is None else str(value)


def _with(line: tuple[str, ...], at: int) -> list[tuple[str | None, str | None]]:
    """Return the level 2 and the name of each indicator of a form with a row more, which must not be told as lost."""
    rows = (*ROWS[:7], *TABLE[:at], line, *TABLE[at:])
    form = read(drawn(rows)).forms[0]
    assert [each.kind for each in form.remarks] == []
    return [(_text(each, "level2"), _text(each, "level3")) for each in form.rows]


@pytest.mark.parametrize("line", SAID, ids=str)
@pytest.mark.parametrize("at", range(1, 7))
def test_what_is_said_among_indicators_is_none_and_ends_no_table(line: tuple[str, ...], at: int) -> None:
    """Wherever the row stands, all five indicators are read, with their own levels."""
    assert _with(line, at) == [
        ("数量指标", NAMES[0]),
        ("数量指标", NAMES[1]),
        ("质量指标", NAMES[2]),
        ("社会效益指标", NAMES[3]),
        ("服务对象满意度指标", NAMES[4]),
    ]


def test_what_a_note_among_indicators_says_is_kept() -> None:
    """It stands among what a form says besides, under its own word."""
    form = read(drawn((*ROWS[:7], *TABLE[:3], ("", "备注：", "以上为产出类"), *TABLE[3:]))).forms[0]
    assert [(each.label, each.value) for each in form.further] == [("备注", "以上为产出类")]


@pytest.mark.parametrize(("name", "target"), [("合计", "≥60(次)"), ("备注", "≥20(条)"), ("审核", "严格")])
def test_a_name_like_the_word_of_a_foot_with_a_target_is_an_indicator(name: str, target: str) -> None:
    """合计 ≥60(次) says of what and how much at least; 审核 is no person."""
    assert name in [each for _, each in _with(("", "", "", name, target), 3)]


def test_a_foot_written_over_the_level_of_an_indicator_is_told() -> None:
    """审核意见：同意 where 产出指标 stood: what follows it in the row is an indicator, which is not kept aside in silence."""
    lines = [*TABLE]
    lines[3] = ("", "审核意见：同意", "质量指标", "隐患处置率", "≥95(%)")
    form = read(drawn((*ROWS[:7], *lines))).forms[0]
    is_read = "隐患处置率" in [_text(each, "level3") for each in form.rows]
    assert is_read or "隐患处置率" in [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"]


def test_a_table_of_another_kind_below_a_foot_is_not_read() -> None:
    """What costs a thing once stands below the signature: 序号, 内容, 数量, 单价, 金额."""
    other = (("序号", "内容", "用途", "单价", "金额"), ("1", "", "", "租船", "6000元"))
    form = read(drawn((*ROWS[:7], *TABLE, ("填报人：王一",), *other))).forms[0]
    assert [_text(each, "level3") for each in form.rows] == NAMES


def _alone(text: str, column: int, at: int) -> Form:
    line = ("",) * column + (text,)
    return read(drawn((*ROWS[:7], *TABLE[:at], line, *TABLE[at:]))).forms[0]


REMARKS = ("（以下为效益和满意度指标）", "【待补充】", "已核对无误", "待业务科室确认", "此项已调整", "目标值需再核实", "详见附件2")


@pytest.mark.parametrize("text", REMARKS)
@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize("at", [2, 3, 5])
def test_a_remark_alone_in_a_row_is_no_indicator(text: str, column: int, at: int) -> None:
    """Under the headings of levels and names it is told with its cell, and the indicators keep their own levels."""
    form = _alone(text, column, at)
    assert [_text(each, "level3") for each in form.rows] == NAMES
    assert [(each.kind, each.detail["text"]) for each in form.remarks] == [("unread_cell", text)]


@pytest.mark.parametrize("column", range(4))
def test_a_tick_alone_in_a_row_is_no_indicator(column: int) -> None:
    """It says nothing that would be told."""
    form = _alone("√", column, 3)
    assert ([_text(each, "level3") for each in form.rows], form.remarks) == (NAMES, ())


@pytest.mark.parametrize("text", ["待遇保障", "数据核查", "未定级文物修缮"])
def test_an_indicator_without_its_target_is_one_though_it_begins_like_a_remark(text: str) -> None:
    """It lacks its target, which is told."""
    assert _text(_alone(text, 3, 3).rows[2], "level3") == text


@pytest.mark.parametrize(("text", "names"), [("（暂缺）", NAMES), ("（≥90%）", [*NAMES[:2], None, *NAMES[2:]])])
def test_only_words_in_brackets_under_the_targets_are_a_remark(text: str, names: list[str | None]) -> None:
    """A number in brackets is the target of an indicator whose name was left out."""
    assert [_text(each, "level3") for each in _alone(text, 4, 3).rows] == names


@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize("text", ["以下为效益", "——以下效益——"])
def test_a_row_that_says_of_which_level_the_rows_below_are_is_no_indicator(text: str, column: int) -> None:
    """Whatever column it stands in, and though it says the short name of the level."""
    form = _alone(text, column, 4)
    assert [_text(each, "level3") for each in form.rows] == NAMES
    assert form.remarks == ()


@pytest.mark.parametrize("text", ["其中", "以上均为产出指标"])
def test_such_words_in_the_place_of_a_level_are_read_with_their_indicator(text: str) -> None:
    """其中 | 夜间巡护次数 | ≥20(次) is an indicator: only alone in its row 其中 says nothing of its own."""
    assert _with(("", "", text, "夜间巡护次数", "≥20(次)"), 2)[1] == (text, "夜间巡护次数")


@pytest.mark.parametrize(
    "between", [(("填报人：王一",), TABLE[0]), (("填报人：王一",),), (("备注：无",), ("续表",), TABLE[0])], ids=str
)
def test_the_last_indicator_below_a_foot_is_one_though_nobody_filled_its_target(between: tuple[tuple[str, ...], ...]) -> None:
    """A level name, its level 2 and a name below a signature go on with the table, with the header again or without."""
    (form,) = read(drawn((*ROWS[:7], *TABLE[:5], *between, TABLE[5][:4]))).forms
    assert [_text(each, "level3") for each in form.rows] == NAMES
    assert (_text(form.rows[-1], "level2"), form.rows[-1]["target"].value) == ("服务对象满意度指标", None)


@pytest.mark.parametrize("why", ["本项目不涉及", "见批复"])
@pytest.mark.parametrize(("name", "target"), [("不适用", "—"), ("—", "无"), ("/", "/"), ("", "")])
def test_why_a_row_has_no_indicator_is_kept_under_its_level(name: str, target: str, why: str) -> None:
    """满意度指标 | 服务对象满意度指标 | — | 无 | 本项目不涉及: an honest answer, and no cell that nobody knows."""
    lines = [(*line, "备注") if line[0] else (*line, "") for line in TABLE[:5]]
    form = read(drawn((*ROWS[:7], *lines, ("", "满意度指标", "服务对象满意度指标", name, target, why)))).forms[0]
    assert [_text(each, "level3") for each in form.rows] == NAMES[:4]
    assert [(each.label, each.value) for each in form.further] == [("服务对象满意度指标·备注", why)]
    assert [each.kind for each in form.remarks] == []


_DETAILS = {
    "headings": (("支出明细", "", "", "金额"), ("材料费", "", "", "6000"), ("人工费", "", "", "12000")),
    "label and rows": (("支出明细", "材料费", "6000"), ("", "人工费", "12000")),
    "title": (("支出预算明细",), ("材料费", "6000"), ("人工费", "12000")),
    "level of another name": (("费用明细", "材料费", "6000"), ("", "人工费", "12000")),
}


@pytest.mark.parametrize("details", _DETAILS.values(), ids=list(_DETAILS))
def test_what_the_money_goes_to_is_no_indicator_below_a_table_without_a_sum(details: tuple[tuple[str, ...], ...]) -> None:
    """支出明细 below the last indicator: each of its amounts is told as one below the form."""
    found = read(drawn((*ROWS[:7], *TABLE, *details)))
    assert [_text(each, "level3") for each in found.forms[0].rows] == NAMES
    assert [(each.kind, each.detail["text"], each.detail["count"]) for each in found.remarks] == [("beside_forms", "6000", "2")]


@pytest.mark.parametrize("text", ["以下指标由业务科室填报", "本页指标已与财务核对", "财务与业务科室共填", "※本页数据截至上年底"])
@pytest.mark.parametrize("at", [2, 4, 5])
def test_a_note_over_the_width_of_a_table_is_told_as_a_note(text: str, at: int) -> None:
    """What is merged over levels, names and targets is no cell of an indicator: no indicator more, and no error."""
    rows = (*ROWS[:7], *TABLE[:at], ("", text), *TABLE[at:])
    sheet = drawn(rows)
    form = read(replace(sheet, merges=(*sheet.merges, Area(8 + at, 2, 8 + at, 5)))).forms[0]
    assert [_text(each, "level3") for each in form.rows] == NAMES
    assert {each.detail["part"] for each in form.remarks if each.kind == "unread_cell"} <= {"head"}


@pytest.mark.parametrize("text", ["本页指标已与财务核对", "▲以上为产出类", "（此处分页）", "※以下为效益类指标"])
def test_a_note_alone_in_its_row_is_no_indicator(text: str) -> None:
    """It needs no merged cells; what names the rows around it and the end of a page are not even told."""
    form = read(drawn((*ROWS[:7], *TABLE[:4], ("", text), *TABLE[4:]))).forms[0]
    assert [_text(each, "level3") for each in form.rows] == NAMES
    assert [_text(each, "level1") for each in form.rows] == ["产出指标"] * 3 + ["效益指标", "满意度指标"]
    assert [each.detail["part"] for each in form.remarks if each.kind == "unread_cell"] == ["head"] * text.startswith("本页")


@pytest.mark.parametrize("bodies", [(), (("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),)])
@pytest.mark.parametrize("titles", [0, 2])
def test_the_head_of_a_page_printed_again_among_the_rows(bodies: tuple[tuple[str, ...], ...], titles: int) -> None:
    """The value of a label that the form has above says nothing new, and no row of it is an indicator."""
    again = (*ROWS[:titles], ("项目名称", "河堤巡护"), *bodies, TABLE[0])
    found = read(drawn((*ROWS[:7], *TABLE[:4], *again, *TABLE[4:])))
    assert [_text(each, "level3") for form in found.forms for each in form.rows] == NAMES[: None if titles else 3]
    assert [each.detail["text"] for form in found.forms for each in form.remarks if each.kind == "unread_cell"] == []
    assert [each.kind for each in found.remarks] == ["uncovered_table"] * (not titles)


@pytest.mark.parametrize("people", [("经办张三", "", "复核李四"), ("张三", "", "李四"), ("经办张三", "", "2026年3月1日")])
def test_people_in_the_columns_of_names_and_of_weights_are_no_indicator(people: tuple[str, ...]) -> None:
    """A name with words instead of points, below a foot, ends the table as any row of signatures does."""
    table = (("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "权重"), (*TABLE[1], "60"), (*TABLE[5], "40"))
    form = read(drawn((*ROWS[:7], *table, ("备注：", "按批复执行"), ("", "", "", *people)))).forms[0]
    assert [_text(each, "level3") for each in form.rows] == [NAMES[0], NAMES[4]]
