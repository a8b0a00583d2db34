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
    return [(each.kind, each.cell, each.detail.get("label", "") or each.detail.get("text", "")) for each in form.remarks]


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
