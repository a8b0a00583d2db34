"""A self-evaluation whose indicators are a plain list, as Chongqing's: what it does not have is never demanded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.intake.sheet import Cell, Sheet
from xlperf.rules import Context, load_rule_book

_FIRST_DAY = datetime(1899, 12, 31)


def listed(money: str = "项目资金（万元）", total: str = "99", score: str = "45") -> Sheet:
    """Return such a form, its money below the headings and its total score in the head."""
    return drawn(
        (
            ("2027年度项目支出绩效自评表",),
            ("项目名称", "林区视频监控", "", "", "自评总分", total),
            ("主管部门", "禾丰市林业局", "", "", "实施单位", "青溪林场"),
            (money, "年初预算数", "全年预算数", "全年执行数", "执行率（%）", "执行率权重", "执行率得分"),
            ("", "80", "80", "72", "90", "10", "9"),
            ("年度总体目标", "年初设定目标", "", "", "全年完成情况"),
            ("", "建成林区视频监控十二处，全年无火情。", "", "", "建成林区视频监控十二处，全年没有发生火情。"),
            ("绩效指标", "指标名称", "计量单位", "年度指标值", "全年完成值", "指标权重", "指标得分", "说明"),
            ("", "建成监控点数", "处", "≥12", "12", "45", score),
            ("", "验收合格率", "%", "≥95", "96", "45", score),
        )
    )


def form_of(sheet: Sheet) -> Form:
    """Return the one form of a sheet."""
    (form,) = read(sheet).forms
    return form


@pytest.mark.parametrize("money", ["项目资金（万元）", "资金情况（万元）", "项目资金情况（万元）"])
def test_it_is_read_whole(money: str) -> None:
    """Amounts in 万元, targets with their units, the total score from the head; no cell is left."""
    form = form_of(listed(money))
    assert (form.amount("/funding/total/executed"), form.value("/total_score")) == (Decimal("720000.00"), Decimal(99))
    rows = [(row["level3"].value, row["target"].raw) for row in form.rows]
    assert rows == [("建成监控点数", "≥12(处)"), ("验收合格率", "≥95(%)")]
    assert form.remarks == ()


def test_numbers_that_cells_show_as_days_stay_in_their_columns() -> None:
    """80 shown as 3月20日, 45 as 2月14日: money below its headings and points at their rows, each told."""
    plain = listed()
    numbers = {at: int(str(plain.cells[at].value)) for at in ((5, 2), (5, 3), (5, 4), (9, 6), (9, 7), (10, 6), (10, 7))}
    shown = {
        at: Cell(_FIRST_DAY + timedelta(days=each), "date", 'm"月"d"日"', stored=Decimal(each)) for at, each in numbers.items()
    }
    form = form_of(replace(plain, cells={**plain.cells, **shown}))
    assert form.amount("/funding/total/executed") == Decimal("720000.00")
    assert [(row["target"].raw, row["weight"].value, row["score"].value) for row in form.rows] == [
        ("≥12(处)", Decimal(45), Decimal(45)),
        ("≥95(%)", Decimal(45), Decimal(45)),
    ]
    assert (form.remarks, sum("date_format" in each.notes for each in form.fields)) == ((), len(shown))


@pytest.mark.parametrize("score", ["４５．０", "45．0", "４５", "４５分"])
def test_a_score_in_wide_digits_is_a_number(score: str) -> None:
    """It stands under its heading and moves no cell of its row."""
    form = form_of(listed(score=score))
    assert [(row["target"].raw, row["weight"].value, row["score"].value) for row in form.rows] == [
        ("≥12(处)", Decimal(45), Decimal(45)),
        ("≥95(%)", Decimal(45), Decimal(45)),
    ]
    assert [each.kind for each in form.remarks] == []


def test_it_has_no_faults() -> None:
    """Nobody is blamed for levels that the form does not ask for, nor for a closing row."""
    form = form_of(listed())
    book = load_rule_book()
    file = FileResult("表.xlsx", "read", forms=(form,))
    found = (*book.judge_form(form, Context()).findings, *book.judge_file(file, Context()).findings)
    assert [each.rule for each in found if each.severity == "error"] == []
    assert not {"IND-002", "IND-003", "IND-004"}.intersection(each.rule for each in found)


def test_its_total_is_held_against_its_lines() -> None:
    """A total of 96.5 over lines that come to 99 is wrong."""
    found = load_rule_book().judge_form(form_of(listed(total="96.5")), Context()).findings
    assert [each.message for each in found if each.rule == "SELF-002"] == ["总分 96.5 ≠ 各项得分之和 99。"]
