"""Self-evaluations of bureaus that print no points, or only the score: nobody took a column off them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.forms.reading import read_lines, unread
from xlperf.forms.form import Form

Line = tuple[str, ...]
_HEAD: tuple[Line, ...] = (
    ("转移支付项目绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "农田水利补助"),
    ("地方主管部门", "云溪省水利厅", "", "", "资金使用单位", "云溪县水利局"),
)
_MONEY: tuple[Line, ...] = (
    ("资金投入情况（万元）", "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"),
    ("", "年度资金总额：", "860", "842.8", "98%"),
    ("", "其中：中央财政资金", "600", "600", "100%"),
    ("", "其他资金", "260", "242.8", "93.38%"),
)
_GOALS: tuple[Line, ...] = (
    ("总体目标完成情况", "总体目标", "", "", "全年实际完成情况"),
    ("", "整修渠道十二公里。", "", "", "整修渠道十二公里，群众满意。"),
)
_HEADINGS = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值")
_ROWS: tuple[Line, ...] = (
    ("", "产出指标", "数量指标", "整修渠道", "12公里", "12公里"),
    ("", "效益指标", "社会效益指标", "受益人口", "≥1.2万人", "1.3万人"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "94%"),
)
_OWN: tuple[Line, ...] = (
    ("财政项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "30", "24", "22.8", "10", "95%", "9.5"),
    ("", "其中：当年财政拨款", "28", "20", "19", "—", "", "—"),
    ("", "上年结转资金", "0", "0", "0", "—", "", "—"),
    ("", "其他资金", "2", "4", "3.8", "—", "", "—"),
    ("年度总体目标", "预算目标", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "巡护了六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "分值", "实际完成值", "得分", "偏差原因分析及改进措施"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "50", "62次", "50", ""),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "40", "95%", "40", ""),
    ("总分", "", "", "", "", "100", "", "99.5"),
)


def _missing(form: Form) -> list[str]:
    return [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]


def _without(rows: Sequence[Line], *headings: str) -> list[Line]:
    """Return rows without the columns under these headings."""
    return [tuple(cell for cell, head in zip(row, rows[0], strict=False) if head not in headings) for row in rows]


@pytest.mark.parametrize("score", [(), ("得分",), ("自评得分",)])
@pytest.mark.parametrize("reason", ["未完成原因和改进措施", "偏差原因分析"])
def test_a_form_that_prints_no_points_has_lost_none(score: Line, reason: str) -> None:
    """指标值 | 全年实际完成值 | 未完成原因 and no 分值 anywhere: the form of the ministry for transfers was told to be changed."""
    rows = [(*each, *("30" for _ in score), "无") for each in _ROWS]
    form = read_lines(*_HEAD, *_MONEY, *_GOALS, (*_HEADINGS, *score, reason), *rows)
    assert _missing(form) == []
    assert unread(form) == []
    assert [form.text(row["actual"].name) for row in form.rows] == ["12公里", "1.3万人", "94%"]


@pytest.mark.parametrize("lost", [("分值",), ("得分",), ("分值", "得分")])
def test_points_taken_off_our_own_form_are_told(lost: Line) -> None:
    """The columns of the table may be gone with all that stood in them: the rest says whose form it is."""
    table = _without([(*each, *[""] * (9 - len(each))) for each in _OWN[11:]], *lost)
    assert _missing(read_lines(*_OWN)) == []
    assert _missing(read_lines(*_OWN[:11], *table)) == [*lost]


def test_points_taken_off_the_table_alone_are_told_on_any_form() -> None:
    """With 分值 in its money a form has points, whoever printed it."""
    money = tuple((*each, more) for each, more in zip(_MONEY, ("分值", "10", "", ""), strict=True))
    form = read_lines(*_HEAD, *money, *_GOALS, (*_HEADINGS, "得分"), *((*each, "30") for each in _ROWS))
    assert "分值" in _missing(form)
