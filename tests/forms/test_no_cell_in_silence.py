"""What is put into any blank cell in or around a form is read, kept or told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.reading import read
from tests.forms.test_declared_money import BELOW, Line
from xlperf.intake.sheet import Cell, Sheet

_TOP = 3
_DECLARATION: tuple[Line, ...] = (
    ("项目支出绩效目标表",),
    ("（2026年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "年度资金总额", 200),
    *BELOW,
)
_SELF_EVALUATION: tuple[Line, ...] = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", 200, 200, 190, 10, "95%", 9.5),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "巡护了六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", 50, 50),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "95%", 40, 40),
    ("总分", "", "", "", "", "", 100, 99.5),
)
_FIGURES = (7654321, "≥7654件", "7654321元")


def _sheet(lines: tuple[Line, ...], at: tuple[int, int], value: str | int) -> Sheet:
    """Return the sheet of a form that begins in its fourth row, with one more cell."""
    texts: dict[tuple[int, int], str | float] = {
        (row + _TOP, column): text for row, line in enumerate(lines, 1) for column, text in enumerate(line, 1) if text != ""
    }
    texts[at] = value
    cells = {
        place: Cell(text, "text") if isinstance(text, str) else Cell(Decimal(str(text)), "number") for place, text in texts.items()
    }
    return Sheet(name="表", state="visible", cells=dict(sorted(cells.items())))


def _blank(lines: tuple[Line, ...]) -> list[tuple[int, int]]:
    width = max(map(len, lines)) + 2
    filled = {(row + _TOP, column) for row, line in enumerate(lines, 1) for column, text in enumerate(line, 1) if text != ""}
    places = ((row, column) for row in range(1, len(lines) + _TOP + 4) for column in range(1, width + 1))
    return [each for each in places if each not in filled]


@pytest.mark.parametrize("lines", [_DECLARATION, _SELF_EVALUATION], ids=["declaration", "self-evaluation"])
def test_a_figure_in_a_blank_cell(lines: tuple[Line, ...]) -> None:
    """An amount or a target above, in, beside or below a form is never lost in silence."""
    lost = []
    for number, at in enumerate(_blank(lines)):
        figure = _FIGURES[number % len(_FIGURES)]
        if "7654" not in repr(read(_sheet(lines, at, figure))):
            lost.append((at, figure))
    assert lost == []


@pytest.mark.parametrize("text", ["附件1", "2026", "2026年3月5日", "编号：20260001", "单位：元", "填报单位：云溪市河道所"])
def test_what_may_stand_above_a_form(text: str) -> None:
    """The number of an annex, a year, a date, the unit and who filled it in above a form are no finding."""
    plain = read(_sheet(_DECLARATION, (1, 9), ""))
    told = read(_sheet(_DECLARATION, (1, 1), text))
    assert [each.kind for each in told.remarks] == [each.kind for each in plain.remarks]
    assert [each.kind for each in told.forms[0].remarks] == [each.kind for each in plain.forms[0].remarks]
