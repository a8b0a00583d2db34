"""One table of many self-evaluations: each project a form of its own, and a list without results no such table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.errors import RefusedFile
from xlperf.forms.form import Form, Target
from xlperf.intake.sheet import Sheet
from xlperf.rules import Context, load_rule_book

_OF_INDICATORS = ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分")
HEADINGS = ("预算单位", "项目名称", "全年预算数", "执行数", *_OF_INDICATORS)
LINES = (
    ("石桥水利站", "老旧电梯更新", "118", "118", "产出指标", "数量指标", "更新电梯台数", "≥48台", "48", "45", "45"),
    ("", "", "", "", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92", "45", "45"),
    ("石桥培训中心", "河道清淤", "89", "80.1", "产出指标", "质量指标", "验收合格率", "≥95%", "96", "90", "90"),
)


def listed(headings: tuple[str, ...] = HEADINGS) -> Sheet:
    """Return such a table; columns beyond the headings are left out."""
    rows = (headings, *(line[: len(headings)] for line in LINES))
    return drawn((("项目支出绩效自评表",), ("（2027年度）",), ("",) * 10 + ("单位：万元",), *rows))


def test_every_project_is_a_form() -> None:
    """Unit, money in 万元, targets, results and scores of each; nothing is left unread."""
    forms = read(listed()).forms
    assert [(each.kind, each.text("/unit"), each.text("/project_name"), len(each.rows)) for each in forms] == [
        ("self_evaluation", "石桥水利站", "老旧电梯更新", 2),
        ("self_evaluation", "石桥培训中心", "河道清淤", 1),
    ]
    money = [(each.amount("/funding/total/full_year_budget"), each.amount("/funding/total/executed")) for each in forms]
    assert money == [(Decimal(1_180_000), Decimal(1_180_000)), (Decimal(890_000), Decimal(801_000))]
    assert [each.value("/year") for each in forms] == [2027, 2027]
    (row,) = forms[1].rows
    assert isinstance(row["actual"].value, Target)
    assert (row["actual"].value.number, row["weight"].value, row["score"].value) == (96, 90, 90)
    assert [each.remarks for each in forms] == [(), ()]


def _errors(form: Form) -> list[str]:
    return [each.rule for each in load_rule_book().judge_form(form, Context()).findings if each.severity == "error"]


def test_it_is_judged_by_what_it_has() -> None:
    """Nobody is blamed for a goal, a total or the weight of the execution, which such a table does not ask for."""
    forms = read(listed()).forms
    assert _errors(forms[0]) == ["IND-003"]
    assert "SELF-001" not in _errors(forms[1])


@pytest.mark.parametrize("kept", [8, 11])
def test_results_tell_it_from_a_list_of_declarations(kept: int) -> None:
    """With 实际完成值 and 得分 it holds self-evaluations, without them declarations."""
    try:
        kinds = {each.kind for each in read(listed(HEADINGS[:kept])).forms}
    except RefusedFile:
        kinds = set()
    assert ("self_evaluation" in kinds) == (kept == 11)


def test_what_is_said_of_a_project_hides_no_heading_of_its_indicators() -> None:
    """实际完成情况 of the project beside 实际完成值 of the indicators: both are read, and 自评总分 in a column of its own."""
    goal = ("全年更新四十八台。", "更新四十八台。")
    headings = (*HEADINGS[:4], "年度绩效目标", "实际完成情况", *_OF_INDICATORS, "自评总分")
    rows = [(*line[:4], *(goal if line[1] else ("", "")), *line[4:], "98.5" if line[1] else "") for line in LINES]
    forms = read(drawn((("项目支出绩效自评表",), ("（2027年度）",), ("",) * 10 + ("单位：万元",), headings, *rows))).forms
    assert [each.text("/actual_completion") for each in forms] == ["更新四十八台。", "更新四十八台。"]
    assert [[each.text(row["actual"].name) for row in each.rows] for each in forms] == [["48", "92"], ["96"]]
    assert [each.value("/total_score") for each in forms] == [Decimal("98.5"), Decimal("98.5")]
    assert [each.remarks for each in forms] == [(), ()]


def test_a_list_of_results_without_money() -> None:
    """It is read for its indicators; what stands under a heading that nobody knows ends nothing."""
    names = ("预算单位", "项目名称", "联络员编号", *_OF_INDICATORS)
    rows = tuple((*line[:2], "7", *line[4:]) for line in LINES)
    forms = read(drawn((("项目支出绩效自评表",), ("（2027年度）",), names, *rows))).forms
    assert [(each.text("/project_name"), len(each.rows)) for each in forms] == [("老旧电梯更新", 2), ("河道清淤", 1)]
