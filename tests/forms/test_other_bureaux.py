"""A self-evaluation whose bureau prints less than ours was not changed by the unit, and is not accused of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.slips import pages
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import bureau_layout
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.places.own_layouts import own_layout
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.intake.sheet import Area

Lines = tuple[tuple[str, ...], ...]

_HEAD: Lines = (
    ("2026年度项目支出绩效自评价表",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "项目单位", "云溪市河道所"),
)
_MONEY: Lines = (
    ("项目资金（万元）", "", "", "全年预算数", "全年执行数", "执行率"),
    ("", "", "资金总额", "85.93", "52.41", "60.99%"),
    ("", "", "财政拨款", "85.93", "52.41", "60.99%"),
)
_GOALS: Lines = (("年度目标", "全年巡护河堤六十次。"), ("完成情况", "巡护六十二次。"))
_TABLE: Lines = (
    ("一级指标", "二级指标", "三级指标", "分值", "目标值", "实际完成值", "得分", "扣分原因"),
    ("产出", "产出数量", "巡护次数", "60", "≥60次", "62次", "60", ""),
    ("满意度", "服务对象满意度", "居民满意度", "40", "≥90%", "91%", "40", ""),
)
_OWN: Lines = (
    ("财政项目支出绩效自评表",),
    ("(2026年度)",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（万元）", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "85.93", "52.41", "10", "60.99%", "6.1"),
    ("", "其中：当年财政拨款", "85.93", "52.41", "—", "60.99%", "—"),
    ("", "上年结转资金", "0", "0", "—", "—", "—"),
    ("", "其他资金", "0", "0", "—", "—", "—"),
    ("年度总体目标", "预算目标", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "巡护六十二次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "90", "90", ""),
    ("总分", "", "", "", "", "", "100", "96.1"),
)


def _form(*parts: Lines) -> Form:
    (form,) = read(drawn(tuple(line for part in parts for line in part))).forms
    return form


def _missed(form: Form) -> list[str]:
    return [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]


@pytest.mark.parametrize("parts", [(_HEAD, _MONEY, _GOALS, _TABLE), (_HEAD, _MONEY, _TABLE)])
def test_what_a_bureau_does_not_print_is_not_missing(parts: tuple[Lines, ...]) -> None:
    """Without 年初预算数 and without goals, in the bureau's own words: neither is told nor asked for."""
    form = _form(*parts)
    assert _missed(form) == []
    assert form.get("/funding/total/initial_budget") is None
    assert str(form.value("/funding/total/executed")) == "524100.00"


def test_a_form_of_our_own_without_a_column_was_changed() -> None:
    """Its other labels stand word for word."""
    assert _missed(_form(_OWN)) == ["年初预算数"]


@pytest.mark.parametrize("heading", ["期初批准", "第一次批复的数"])
def test_a_column_under_a_heading_that_nobody_knows_is_missed(heading: str) -> None:
    """Its amounts were left over: they may be 年初预算数."""
    money = tuple((*line[:3], heading if index == 0 else "85.93", *line[3:]) for index, line in enumerate(_MONEY))
    form = _form(_HEAD, money, _GOALS, _TABLE)
    assert "年初预算数" in _missed(form) or any(each.kind == "unread_cell" for each in form.remarks)


def test_a_table_that_lost_a_column_was_changed() -> None:
    """Without 三级指标 the form was changed, and what else is missing is told too."""
    table = tuple((*line[:2], *line[3:]) for line in _TABLE)
    assert "年初预算数" in _missed(_form(_HEAD, _MONEY, _GOALS, table))


def test_a_label_with_two_brackets_is_the_label() -> None:
    """预算执行情况（万元）（20分） is the side of the money, 项目资金（万元）（10分） says its unit."""
    head = ("预算执行情况（万元）\n（20分）", *_MONEY[0][1:])
    form = _form(_HEAD, (head, *_MONEY[1:]), _GOALS, _TABLE)
    assert form.amount_unit == "万元"
    assert not [each for each in form.remarks if each.kind == "unread_cell"]


@pytest.mark.parametrize("side", ["预算执行\n（10分）", "资金投入使用（10分）", "预算执行率（10分）", "项目支出"])
def test_the_side_of_the_money_is_known_beside_a_blank_corner(side: str) -> None:
    """Merged down beside the headings of the money, with nothing over the names of its rows; words of a note are told."""
    def unread(text: str) -> list[str]:
        sheet = drawn((*_HEAD, (text, *_MONEY[0][1:]), *_MONEY[1:], *_GOALS, *_TABLE))
        (form,) = read(replace(sheet, merges=(*sheet.merges, Area(len(_HEAD) + 1, 1, len(_HEAD) + len(_MONEY), 1)))).forms
        return [each.detail["text"] for each in form.remarks if each.kind == "unread_cell"]

    assert unread(side) == []
    assert unread("预算3次调整，另报") == ["预算3次调整，另报"]


def test_what_a_line_says_again_is_kept() -> None:
    """单位名称：… in one cell is kept aside where 项目单位 says the unit."""
    line: Lines = (("单位名称：云溪市河道管理所", "", "", "", "填报日期：2027年3月5日"),)
    form = _form(_HEAD[:1], line, _HEAD[1:], _MONEY, _GOALS, _TABLE)
    assert form.value("/unit") == "云溪市河道所"
    assert not [each for each in form.remarks if each.kind == "unread_cell"]


def test_a_layout_of_a_department_is_never_that_of_a_bureau() -> None:
    """A published form that the department has registered as its own is read by what it registered."""
    page = pages()["one year"]
    (found,) = read(page.sheet()).forms
    own = bureau_layout(found.template)
    general = next(each for each in load_layouts() if each.id == "declaration-various")
    window = window_of(page.sheet())
    assert own_layout(window, None, general).id == own.id
    registered = replace(general, folder=Path("templates"))
    assert own_layout(window, None, registered) is registered
