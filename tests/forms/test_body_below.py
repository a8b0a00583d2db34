"""Money and goals below the table of indicators: read there where the form has none above its table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form

HEAD, MONEY, GOALS, TABLE = ROWS[:4], ROWS[4:5], ROWS[5:7], ROWS[7:]
Page = tuple[tuple[str, ...], ...]
FOOT = (("填报人：周岚", "", "联系电话：13800000000"),)
EVALUATION = (
    ("项目支出绩效自评表",),
    ("(2026年度)",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
)
EXECUTED = (
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "48", "48", "46", "10", "95.83", "9.6"),
    ("", "其中：当年财政拨款", "48", "48", "46"),
)
REACHED = (("年度总体目标", "预期目标", "", "实际完成情况"), ("", "全年巡护河堤六十次。", "", "全年巡护河堤六十一次。"))
SCORED = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "61次", "50", "50"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)", "93%", "40", "40"),
    ("总分", "", "", "", "", "", "100", "99.6"),
)


def _form(*parts: Page) -> Form:
    (form,) = read(drawn(tuple(row for part in parts for row in part))).forms
    return form


def _values(form: Form) -> dict[str, object]:
    return {each.name: each.value for each in form.fields if not each.blank}


def _told(form: Form) -> list[tuple[str, str, str]]:
    return [(each.kind, each.cell, each.detail.get("text", "") or each.detail.get("label", "")) for each in form.remarks]


NOTE = ("注：一式两份。",)


@pytest.mark.parametrize("foot", [(), FOOT], ids=["", "signed"])
@pytest.mark.parametrize("below", [GOALS, MONEY, (*MONEY, *GOALS), (*GOALS, NOTE, *MONEY)], ids=len)
def test_what_stands_below_the_table_is_read_as_above_it(below: Page, foot: Page) -> None:
    """Goals, money or both, with a foot below them and without; only a note among them is told."""
    above = tuple(each for each in (*MONEY, *GOALS) if each not in below)
    form = _form(HEAD, above, TABLE, below, foot)
    assert _values(form) == _values(_form(HEAD, MONEY, GOALS, TABLE))
    assert _told(form) == ([("unread_cell", "A11", NOTE[0])] if NOTE in below else [])
    assert form.source.range == f"A1:F{len((*HEAD, *above, *TABLE, *below))}"


@pytest.mark.parametrize("order", [(EXECUTED, SCORED, REACHED), (REACHED, SCORED, EXECUTED), (SCORED, EXECUTED, REACHED)])
def test_a_self_evaluation_is_read_so_too(order: tuple[Page, ...]) -> None:
    """Its money below the table is in the unit that is printed there."""
    form, usual = _form(EVALUATION, *order), _form(EVALUATION, EXECUTED, REACHED, SCORED)
    assert _values(form) == _values(usual)
    assert form.value("/funding/fiscal/executed") == Decimal(460000)
    assert (form.amount_unit, _told(form)) == ("万元", [])


def test_money_below_without_a_unit_is_in_that_of_the_form() -> None:
    """单位：万元 in the head of the form."""
    rows = ((*HEAD[1], "", "单位：万元"), *HEAD[2:])
    form = _form(HEAD[:1], rows, GOALS, TABLE, (("项目资金", *MONEY[0][1:]),))
    assert (form.value("/funding/annual"), form.amount_unit, _told(form)) == (Decimal(480000), "万元", [])


def test_money_below_without_any_unit_is_told() -> None:
    """As it is above the table."""
    form = _form(HEAD, GOALS, TABLE, (("项目资金", *MONEY[0][1:]),))
    assert form.value("/funding/annual") == Decimal(48)
    assert [each[0] for each in _told(form)] == ["unit_missing"]


def test_a_label_that_stands_neither_above_nor_below_is_missing() -> None:
    """Of the money below the table one column is lacking, and the others are not."""
    lacking = tuple((*row[:3], *row[4:]) for row in EXECUTED)
    form = _form(EVALUATION, REACHED, SCORED, lacking)
    assert [each[::2] for each in _told(form)] == [("missing_label", "全年预算数")]


def test_money_above_and_below_is_that_above() -> None:
    """What stands below is told by whoever looks below forms, and the form ends with its table."""
    form = _form(HEAD, MONEY, GOALS, TABLE, (("项目资金（元）", "项目资金总额", "9", "年度资金申请总额", "9"),))
    assert (form.value("/funding/annual"), form.source.range) == (Decimal(48), "A1:F11")


def test_what_is_unread_between_money_below_is_told() -> None:
    """Words that no layout knows, with an amount beside them."""
    form = _form(HEAD, GOALS, TABLE, MONEY, (("", "乡镇自备款", "7", "其中：财政资金", "48"),))
    assert form.value("/funding/annual_fiscal") == Decimal(48)
    assert _told(form) == [("unread_cell", "B12", "乡镇自备款"), ("unread_cell", "C12", "7")]


LEVELLED = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)


@pytest.mark.parametrize(
    "below",
    [
        (("年度总体目标", "全年巡护河堤六十次。"),),
        (("年度总体目标",), ("全年巡护河堤六十次。",)),
        (("绩效目标", "", "全年巡护河堤六十次。"),),
    ],
    ids=["beside", "below", "apart"],
)
def test_a_goal_below_a_table_without_a_closing_row_is_no_indicator(below: Page) -> None:
    """A label that the form has not above the table ends it, where nothing is merged as well."""
    form = _form(HEAD, MONEY, LEVELLED, below)
    assert (form.value("/annual_goal"), len(form.rows), _told(form)) == ("全年巡护河堤六十次。", 2, [])


@pytest.mark.parametrize(
    "below",
    [
        (("项目资金",), ("年度资金总额（万元）", "48"), ("财政拨款", "48")),
        (("资金来源（万元）", "项目总额", "本年度"), ("合计", "48", "48"), ("财政拨款", "48", "48")),
    ],
    ids=["labels", "crossing"],
)
def test_money_below_a_table_without_a_closing_row_is_no_indicator(below: Page) -> None:
    """Its labels in a column, or crossed with periods."""
    form = _form(HEAD, GOALS, LEVELLED, below)
    amounts = (form.value("/funding/annual"), form.value("/funding/annual_fiscal"))
    assert (amounts, len(form.rows), _told(form)) == ((Decimal(480000), Decimal(480000)), 2, [])


@pytest.mark.parametrize("last", [2, 3])
def test_words_of_money_among_indicators_end_no_table(last: int) -> None:
    """财政资金 over the level of an indicator, whose name and target stand in their places, in the last row and above it."""
    rows = [LEVELLED[1], ("", "财政资金", "质量指标", "隐患处置率", "≥95(%)"), LEVELLED[2]]
    rows.insert(last, rows.pop(1))
    assert len(_form(HEAD, GOALS, LEVELLED[:1], tuple(rows)).rows) == 3


@pytest.mark.parametrize(("named", "above"), [("财政拨款", MONEY), ("项目绩效目标", GOALS)])
def test_a_row_that_slipped_stays_one_where_the_form_has_that_label_above(named: str, above: Page) -> None:
    """Of a form with money none is looked for below its table, of one with goals none of these."""
    form = _form(HEAD, above, LEVELLED, ((named, "按期足额"),))
    assert form.rows[-1]["level3"].value == named


def test_goals_below_are_read_where_their_label_above_was_left_blank() -> None:
    """The blank ones of the template stand above, the filled ones below the table."""
    form = _form(HEAD, MONEY, GOALS[:1], (("",),), TABLE, GOALS)
    assert (form.value("/annual_goal"), _told(form)) == ("全年巡护河堤六十次。", [])


@pytest.mark.parametrize(("above", "below", "last"), [(MONEY, (("年度总体目标",),), 9), (GOALS, (("年度资金总额",),), 10)])
def test_a_label_below_that_says_nothing_is_no_part_of_the_form(above: Page, below: Page, last: int) -> None:
    """Neither amounts nor goals are there."""
    assert _form(HEAD, above, TABLE, below).source.range == f"A1:F{last}"


def test_an_indicator_called_as_money_is_one() -> None:
    """In the column of the names, as the last of the table."""
    form = _form(HEAD, GOALS, LEVELLED, (("", "", "", "财政拨款", "≤48万元"),))
    assert form.rows[-1]["level3"].value == "财政拨款"


def test_the_rate_of_what_was_spent_ends_no_table() -> None:
    """预算执行率 with its weight and its score is the last row of a table, whatever the form says of money above."""
    form = _form(EVALUATION, REACHED, SCORED[:-1], (("", "预算执行率", "", "", "", "95.8%", "10", "9.6"),))
    assert (form.value("/funding/total/weight"), form.value("/funding/total/score")) == (Decimal(10), Decimal("9.6"))


@pytest.mark.parametrize("label", ["年度绩效总目标", "项目年度目标", "2026年度目标"])
def test_a_goal_below_the_table_in_words_that_no_layout_lists_is_no_indicator(label: str) -> None:
    """It was read as an indicator called so, and the goal was missing in silence."""
    form = _form(HEAD, MONEY, TABLE, ((label, "全年巡护河堤六十次。"),))
    assert form.value("/annual_goal") == "全年巡护河堤六十次。"
    assert len(form.rows) == len(_form(HEAD, MONEY, TABLE).rows)
    assert ("unread_cell", "A10", label) not in _told(form)


@pytest.mark.parametrize("line", [("注：得分由科室评定",), ("备注：以上数据截至12月底",), ("填报人：周岚",)])
def test_what_stands_right_above_the_sums_does_not_end_the_table(line: tuple[str, ...]) -> None:
    """总分 | 100 | 99.6 below it was lost, and the unit told to have left it blank."""
    form = _form(EVALUATION, EXECUTED, REACHED, SCORED[:-1], (line,), SCORED[-1:])
    assert form.value("/total_score") == Decimal("99.6")
    assert [each[0] for each in _told(form)] == ([] if line[0].startswith("填报人") else ["unread_cell"])


def test_sums_further_below_are_none_of_the_table() -> None:
    """A note, its second line, and then a row that begins with 总分: the table ended at the note."""
    form = _form(EVALUATION, EXECUTED, REACHED, SCORED[:-1], (("注：得分由科室评定",), ("见附件",)), SCORED[-1:])
    assert form.value("/total_score") is None
