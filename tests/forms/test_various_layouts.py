"""Forms of other places are read by what stands on them, and nothing is demanded that such forms do not have."""

from __future__ import annotations

import pytest

from tests.forms.bureau_pages import BUDGET_SYSTEM, NATIONAL, ONE_YEAR, PROJECT_A_SHEET, SELF_EVALUATION_2020, STACKED_2011, Page
from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.forms.record import form_record

_READ = {
    "national declaration, side by side": (
        NATIONAL,
        [("产出指标", "数量指标", "本年修缮面积", "≥2300(平方米)"), ("满意度指标", "服务对象满意度指标", "师生满意度", "≥90(%)")],
    ),
    "2011 form, stacked": (
        STACKED_2011,
        [("产出指标", "数量指标", "滤池改造面积", "180平方米"), ("产出指标", "时效指标", "完工时间", "2026年12月底前")],
    ),
    "one-year provincial form": (
        ONE_YEAR,
        [("产出指标", "数量指标", "养护古树", "≥120(株)"), ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90(%)")],
    ),
    "budget integration": (
        BUDGET_SYSTEM,
        [
            ("产出指标", "数量指标", "检测桥梁", "≥26(座)"),
            ("产出指标", "质量指标", "报告合格率", "=100(%)"),
            ("效益指标", "社会效益指标", "通行安全保障", "有所提升"),
        ],
    ),
    "one project a sheet, with codes": (
        PROJECT_A_SHEET,
        [
            ("产出指标", "数量指标", "清淤长度", "≥3公里"),
            ("产出指标", "成本指标", "清淤成本", "≤150万元"),
            ("满意度指标", "其他满意度指标", "管理方满意度", "≥90%"),
        ],
    ),
    "self-evaluation of 2020": (
        SELF_EVALUATION_2020,
        [
            ("产出指标", "数量指标", "治理山洪沟", "6"),
            ("效益指标", "社会效益指标", "受保护人口", "≥2万人"),
            ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
        ],
    ),
}


def _form(page: Page) -> Form:
    (form,) = read(drawn(page)).forms
    return form


@pytest.mark.parametrize("name", _READ)
def test_the_indicators_of_a_filled_form_are_read(name: str) -> None:
    """Levels, names without their printed numbers, and whole targets, in the order of the form."""
    page, expected = _READ[name]
    rows = form_record(_form(page))["indicators"]
    assert [(each["level1"], each["level2"], each["level3"], each["target"]["text"]) for each in rows] == expected


@pytest.mark.parametrize("name", [name for name, (page, _) in _READ.items() if page is not SELF_EVALUATION_2020])
def test_what_a_form_of_another_place_has_not_is_not_demanded(name: str) -> None:
    """No label is said to be missing, and a field without a label is none of the form."""
    form = _form(_READ[name][0])
    assert form.template == "declaration-various"
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == []
    assert [form.get(each) for each in ("/category", "/nature", "/start_date", "/end_date")] == [None] * 4
    assert form_record(form)["category"] is None


def test_a_form_of_its_own_layout_is_still_told_what_it_lacks() -> None:
    """One label less is a template that somebody changed, not another template."""
    rows = tuple(tuple("" if each in ("项目类别", "特定目标类") else each for each in line) for line in ROWS)
    dates = ("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31")
    form = _form((*rows[:4], dates, *rows[4:]))
    assert form.template == "declaration"
    assert [each.detail["label"] for each in form.remarks if each.kind == "missing_label"] == ["项目类别"]


def test_labels_that_share_a_cell_with_their_values_are_on_the_form() -> None:
    """项目性质：… and 计划开始日期：… in one cell each are no fields that the form lacks."""
    head = (*ROWS[:2], ("项目名称", "河堤巡护"), ("项目性质：经常性项目", "", "项目类别：特定目标类"))
    dates = ("计划开始日期：2026-01-01", "", "计划完成日期：2026-12-31")
    form = _form((*head, ROWS[3], dates, *ROWS[4:]))
    assert [form.text(each) for each in ("/nature", "/category", "/start_date")] == ["经常性项目", "特定目标类", "2026-01-01"]
