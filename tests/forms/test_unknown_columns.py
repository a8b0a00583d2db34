"""Columns under headings that no field knows: told, kept under their own names, and never in the place of another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_money_roles import COLUMNS, FISCAL, TOTAL, form_of, role
from xlperf.forms.form import OWN_COLUMN, UNREAD, Form
from xlperf.forms.record import form_record

EVALUATION = (
    ("项目支出绩效自评表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（万元）", "", "", *COLUMNS),
    ("", "年度资金总额", "", *map(str, TOTAL)),
    ("年度总体目标", "预期目标", "", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "", "巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "60次", "50", "50", ""),
    ("", "", "质量指标", "隐患处置率", "≥95(%)", "90%", "40", "37", "汛期停航"),
)


def own(form: Form) -> list[tuple[str, str, str]]:
    """Return the columns that are told: heading, how many cells, which column may be meant."""
    told = [each.detail for each in form.remarks if each.kind == OWN_COLUMN and "part" not in each.detail]
    return [(each["label"], each["count"], each.get("near", "")) for each in told]


def unread(form: Form) -> list[str]:
    """Return the cells that the record lists as unread."""
    return [each["cell"] for each in form_record(form).get("unread", ())]


def evaluation(heading: str, *values: str, of: str = "") -> Form:
    """Return a self-evaluation with one more column, or with another heading in place of one."""
    rows = [tuple(heading if of and cell == of else cell for cell in line) for line in EVALUATION]
    if not of:
        for at, text in enumerate((heading, *values), 8):
            rows[at] = (*rows[at], text)
    return read(drawn(tuple(rows))).forms[0]


@pytest.mark.parametrize("heading", ["佐证材料", "财政评分", "2025年实际值", "责任科室", "改进措施及时限"])
def test_a_column_that_no_field_knows_is_told_once_and_all_its_cells_are_unread(heading: str) -> None:
    """佐证材料, 财政评分: once a column, and in the record cell by cell."""
    form = evaluation(heading, "甲", "乙")
    assert own(form) == [(heading, "2", "")]
    assert unread(form) == ["J10", "J11"]
    assert [each.value for each in form.further if each.label == heading] == ["甲", "乙"]


@pytest.mark.parametrize(("weight", "score"), [("分数", "分数"), ("标准", "得分"), ("说明", "得分")])
def test_points_under_a_heading_that_may_be_another_are_told(weight: str, score: str) -> None:
    """分数 | 分数, 标准 | 得分: nobody knows what is meant, and no point is lost in silence."""
    named = {"分值": weight, "得分": score}
    rows = [tuple(named.get(cell, cell) if line is EVALUATION[8] else cell for cell in line) for line in EVALUATION]
    form = read(drawn(tuple(rows))).forms[0]
    assert ("分值" in {near for _, _, near in own(form)}) and {"G10", "G11"} <= {*unread(form)}


def test_base_points_are_weights() -> None:
    """基准分 names no earlier year."""
    rows = [tuple("基准分" if cell == "分值" and line is EVALUATION[8] else cell for cell in line) for line in EVALUATION]
    form = read(drawn(tuple(rows))).forms[0]
    assert [str(row["weight"].value) for row in form.rows] == ["50", "40"]


@pytest.mark.parametrize("heading", ["单项指标完成情况", "项目实际完成情况", "绩效完成结果"])
def test_a_second_heading_of_results_or_points_stands_for_no_other_column(heading: str) -> None:
    """Where no reason is asked for, 单项指标完成情况 beside 实际完成值 was said to be it."""
    rows = [tuple("" if cell in ("偏差原因分析", "汛期停航") else cell for cell in line) for line in EVALUATION]
    rows = [*rows[:8], (*rows[8][:8], heading), *((*line[:8], "完成") for line in rows[9:])]
    form = read(drawn(tuple(rows))).forms[0]
    assert own(form) == [(heading, "2", "")]


@pytest.mark.parametrize("heading", ["评价标准", "指标解释", "备注", "数据来源", "上年完成值", "序号"])
def test_columns_that_bureaus_are_known_to_have_are_kept_and_not_told(heading: str) -> None:
    """评价标准 says how an indicator is scored, and is no value of it."""
    form = evaluation(heading, "甲", "乙")
    assert own(form) == [] == unread(form)


@pytest.mark.parametrize(("blank", "cells"), [(1, ["K10", "K11"]), (2, ["L10", "L11"]), (6, ["P10", "P11"])])
def test_a_column_behind_blank_ones_is_one_of_the_table_all_the_same(blank: int, cells: list[str]) -> None:
    """However many they are: it is told once, no cell of it is left over, and no row of it is unclear."""
    rows = [*EVALUATION[:9], (*EVALUATION[9][:3], "（3）采集样品", "不低于1460份", *EVALUATION[9][5:]), EVALUATION[10]]
    for at, text in enumerate(("责任科室", "综合科", "办公室"), 8):
        rows[at] = (*rows[at], *("",) * blank, text)
    form = read(drawn(tuple(rows))).forms[0]
    assert own(form) == [("责任科室", "2", "")]
    assert {each.kind for each in form.remarks} == {OWN_COLUMN}
    assert unread(form) == cells
    assert [each.value for each in form.further if each.label == "责任科室"] == ["综合科", "办公室"]


def test_a_remark_between_a_table_and_a_column_behind_blank_ones_is_left_over() -> None:
    """It stands under no heading."""
    rows = list(EVALUATION)
    for at, beside in enumerate((("", "", "责任科室"), ("", "已核", "综合科"), ("", "", "办公室")), 8):
        rows[at] = (*rows[at], *beside)
    form = read(drawn(tuple(rows))).forms[0]
    assert [(each.cell, each.detail["text"]) for each in form.remarks if each.kind == UNREAD] == [("K10", "已核")]


def test_a_column_that_nobody_filled_is_not_told() -> None:
    """A stroke is nothing."""
    assert own(evaluation("佐证材料", "—", "")) == []


@pytest.mark.parametrize("heading", ["得分说明", "自评说明", "存在问题及改进措施", "问题和原因分析"])
def test_reasons_are_read_in_other_words(heading: str) -> None:
    """Where nothing else says why the target was missed."""
    form = evaluation(heading, of="偏差原因分析")
    assert form.value("/indicators/1/deviation_note") == "汛期停航"
    assert own(form) == []


def test_a_column_that_may_be_the_one_that_has_no_heading_is_told_as_that() -> None:
    """A form without reasons and a column of words nobody knows."""
    assert own(evaluation("科室意见", of="偏差原因分析")) == [("科室意见", "1", "偏差原因分析及改进措施")]


def test_a_target_in_unknown_words_before_the_next_heading_is_read() -> None:
    """Behind the weights stands a column of the bureau's own."""
    rows = (*ROWS[:7], (*ROWS[7][:4], "预期完成", "权重", "佐证"), *((*line, "30", "图") for line in ROWS[8:]))
    form = read(drawn(rows)).forms[0]
    assert [form.text(f"/indicators/{index}/target") for index in range(3)] == ["≥60(次)", "≥95(%)", "≥90(%)"]
    assert own(form) == [("佐证", "3", "")]


@pytest.mark.parametrize(
    "headings",
    [
        ("当年预算数", "全年预算数"),
        ("本年预算", "全年预算数"),
        ("当年预算数", "调整后预算数"),
        ("年初预算数", "当年预算数"),
        ("年初预算数", "预算下达数"),
        ("年初预算数", "资金到位数"),
        ("预算安排数", "全年预算调整数"),
    ],
)
def test_of_two_budgets_the_first_was_there_at_the_start_of_the_year(headings: tuple[str, str]) -> None:
    """当年预算数 is the first budget beside 全年预算数, the last beside 年初预算数."""
    form = form_of(
        ("项目资金（万元）", "", "", *headings, *COLUMNS[2:]),
        ("", "年度资金总额", "", *TOTAL),
        ("", "当年财政拨款", "", *FISCAL),
    )
    assert role(form, "total") == [50, 48, Decimal("45.6")]
    assert role(form, "fiscal") == [45, 43, Decimal("40.6")]
    assert own(form) == []


def test_where_the_year_comes_first_it_is_still_the_whole_year() -> None:
    """The words decide, not the order."""
    headings = ("项目资金（万元）", "", "", "全年预算数", "当年预算数", *COLUMNS[2:])
    form = form_of(headings, ("", "年度资金总额", "", 48, 50, *TOTAL[2:]))
    assert role(form, "total") == [50, 48, Decimal("45.6")]


@pytest.mark.parametrize(("heading", "near"), [("占用指标", "分值"), ("考评", "分值")])
def test_a_column_of_the_money_table_is_told_too(heading: str, near: str) -> None:
    """What may be weights or scores is told as the first of them that has no heading."""
    form = form_of(("项目资金（万元）", "", "", *COLUMNS[:3], heading, *COLUMNS[4:]), ("", "年度资金总额", "", *TOTAL))
    assert own(form) == [(heading, "1", near)]
    assert unread(form) == ["G6"]


def scored(*table: tuple[str, ...]) -> Form:
    """Return a self-evaluation with these rows from the headings of its indicators on."""
    return read(drawn((*EVALUATION[:8], *table))).forms[0]


ABOVE = ("绩效指标", "绩效指标", "", "", "年度指标值", "", "", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
BELOW = ("", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
ROW = ("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次", "60次", "50", "49", "汛期停航")


def test_headings_of_results_above_those_of_the_levels_are_of_one_header() -> None:
    """绩效指标 | 年度指标值 over 一级指标 … 度量单位, and 实际完成值 | 分值 | 得分 over both rows."""
    total = ("总分", *[""] * 7, "100", "99", "（自评等级）优")
    form = scored(ABOVE, BELOW, ROW, ("其他需要说明的事项", "无"), total)
    values = {each: form.text(f"/indicators/0/{each}") for each in ("target", "actual", "weight", "score", "deviation_note")}
    assert values == {"target": "≥60(次)", "actual": "60次", "weight": "50", "score": "49", "deviation_note": "汛期停航"}
    assert (len(form.rows), form.text("/total_score")) == (1, "99")
    assert [(each.name, each.value) for each in form.further] == [("/其他需要说明的事项", "无"), ("/自评等级", "优")]
    assert form.remarks == ()


PARTS = ("", "", "", "", "", "", "", "", "经费保障", "人员保障", "原因说明")
DIVIDED = (*EVALUATION[8], "", "", "改进措施")


@pytest.mark.parametrize("heading", ["偏差原因分析", "未达标的主要原因分析"])
def test_reasons_divided_below_their_heading_are_read_from_the_words_and_the_rest_is_told(heading: str) -> None:
    """偏差原因分析, in any words, over 经费保障 | 人员保障 | 原因说明: a unit ticks the one and explains in the last."""
    divided = (*DIVIDED[:8], heading, *DIVIDED[9:])
    form = scored(divided, PARTS, (*EVALUATION[10][:1], "产出指标", *EVALUATION[10][2:8], "", "√", "汛期停航", "错峰"))
    assert len(form.rows) == 1
    assert form.value("/indicators/0/deviation_note") == "汛期停航"
    assert own(form) == [("人员保障", "1", ""), ("改进措施", "1", "")]
    assert [each.kind for each in form.remarks] == [OWN_COLUMN, OWN_COLUMN]


@pytest.mark.parametrize(
    "words", ["总分：87分（满分100分）", "总分（满分100分）：87分", "自评总分87分", "合计得分: 87 分。", "总分：87"]
)
def test_a_sum_in_one_cell_with_its_number(words: str) -> None:
    """The full score in brackets is none."""
    form = read(drawn((*EVALUATION, (words,)))).forms[0]
    assert (form.text("/total_score"), form.remarks) == ("87", ())


@pytest.mark.parametrize("words", ["总分：满分100分，得分87分", "总分由科室填", "总分（100分）" + "，" * 32000])
def test_what_is_no_single_sum_stays_unread(words: str) -> None:
    """Two numbers in a cell, none, or a text without end."""
    assert read(drawn((*EVALUATION, (words,)))).forms[0].value("/total_score") is None


def _evaluation(heads: tuple[str, ...], *rows: tuple[str, ...]) -> Form:
    names = ("绩效指标", "一级指标", "二级指标", "三级指标")
    return read(drawn((*EVALUATION[:8], (*names, *heads), *(("", "产出指标", "数量指标", *row) for row in rows)))).forms[0]


@pytest.mark.parametrize("word", ["期末状况", "成效"])
def test_the_unit_of_a_target_is_no_result_where_the_heading_of_results_is_not_known(word: str) -> None:
    """指标值 | 单位 | 权重 | 期末状况 | 得分: the unit belongs to the target; what may be the results is told."""
    form = _evaluation(("比较符号", "指标值", "单位", "权重", word, "得分"), ("巡护次数", "≥", "60", "次", "50", "60次", "50"))
    row = form.rows[0]
    assert (row["target"].raw, row["weight"].value) == ("≥60(次)", Decimal(50))
    assert "actual" not in row or row["actual"].value is None
    assert own(form) == [(word, "1", "实际完成值")]


@pytest.mark.parametrize("word", ["截至年底完成值", "截止12月31日完成情况", "年终完成值", "全部完成值", "实绩"])
def test_results_at_the_end_of_the_year_are_results(word: str) -> None:
    """Whatever the order of the columns."""
    form = _evaluation(("指标值", "单位", "权重", word, "得分"), ("巡护次数", "≥60", "次", "50", "61次", "50"))
    assert [form.rows[0][each].raw for each in ("target", "actual")] == ["≥60(次)", "61次"]
