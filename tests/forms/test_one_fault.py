"""A heading that nobody knows is told once: what stands under it is not asked for besides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_money_roles import COLUMNS, FISCAL, TOTAL, form_of
from xlperf.errors import RefusedFile
from xlperf.forms.form import OWN_COLUMN, UNREAD, Form, Target
from xlperf.intake.sheet import Area
from xlperf.rules import Context, load_rule_book

WHOLE = (*ROWS[:4], ("计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"), *ROWS[4:])


def _errors(form: Form) -> list[str]:
    return [each.rule for each in load_rule_book().judge_form(form, Context()).findings if each.severity == "error"]


def renamed(old: str, new: str) -> Form:
    """Return a whole form with one label in other words."""
    return read(drawn(tuple(tuple(new if each == old else each for each in line) for line in WHOLE))).forms[0]


@pytest.mark.parametrize(
    ("label", "rules"),
    [
        ("项目类别", {"HEAD-008"}),
        ("主管部门", {"HEAD-005"}),
        ("实施单位", {"HEAD-006"}),
        ("计划开始日期", {"DATE-001"}),
        ("计划完成日期", {"DATE-001"}),
        ("年度资金申请总额", {"FUND-001"}),
        ("项目名称", {"HEAD-004"}),
    ],
)
def test_what_stands_under_a_heading_that_nobody_knows_is_not_called_blank(label: str, rules: set[str]) -> None:
    """FILE-008 tells it with FILE-020 or FILE-029, and no rule says that nothing was filled in."""
    form = renamed(label, "填列栏目甲")
    assert rules.isdisjoint(_errors(form))
    told = [each.detail for each in form.remarks if each.kind in (UNREAD, OWN_COLUMN)]
    assert "填列栏目甲" in [each.get("label", each["text"]) for each in told]


def test_a_label_that_is_gone_with_its_value_is_asked_for() -> None:
    """Nothing was left over that might be the department: both are told."""
    rows = tuple(tuple("" if each in ("主管部门", "云溪市水务局") else each for each in line) for line in WHOLE)
    assert "HEAD-005" in _errors(read(drawn(rows)).forms[0])


def test_a_blank_beside_its_label_is_asked_for() -> None:
    """A stray note elsewhere is no reason to pass over it."""
    rows = tuple(tuple("" if each == "云溪市水务局" else each for each in line) for line in WHOLE)
    form = read(drawn(rows, added={"F6": "请补充材料"})).forms[0]
    assert "HEAD-005" in _errors(form)


def test_targets_under_a_heading_that_nobody_knows_are_not_called_blank() -> None:
    """One finding for the heading, none for every row."""
    assert "IND-013" not in _errors(renamed("年度指标值", "填列栏目甲"))


def test_the_sum_of_a_self_evaluation_under_another_name() -> None:
    """Its amounts are told as unread, not as missing."""
    form = form_of(("项目资金（万元）", "", "", *COLUMNS), ("", "填列栏目甲", "", *TOTAL), ("", "其中：当年财政拨款", "", *FISCAL))
    assert "SELF-029" not in {each for each in _errors(form) if each != "FILE-020"}


@pytest.mark.parametrize(("label", "value", "field"), [
    ("项目类型", "其他运转类", "/category"),
    ("项目分类", "22-特定目标类", "/category"),
    ("项目", "河堤巡护二期", "/project_name"),
])  # fmt: skip
def test_a_loose_label_with_such_a_value_is_the_field(label: str, value: str, field: str) -> None:
    """项目类型 | 其他运转类 is the category where the form has no 项目类别, and 项目 the name where it has no 项目名称."""
    old = {"/category": ("项目类别", "特定目标类"), "/project_name": ("项目名称", "河堤巡护")}[field]
    new = dict(zip(old, (label, value), strict=True))
    form = read(drawn(tuple(tuple(new.get(each, each) for each in line) for line in WHOLE))).forms[0]
    assert form.value(field) == value.removeprefix("22-")


def test_a_type_that_is_no_category_is_none() -> None:
    """项目类型 | 延续项目 is kept under its own name, as on the forms that ask for no category."""
    form = read(
        drawn(tuple(tuple({"项目类别": "项目类型", "特定目标类": "延续项目"}.get(each, each) for each in line) for line in WHOLE))
    )
    assert form.forms[0].value("/category") is None
    assert [each.value for each in form.forms[0].further if each.label == "项目类型"] == ["延续项目"]


@pytest.mark.parametrize("other", ["成效", "取得的结果", "任务落实"])
def test_a_heading_beside_that_of_a_goal_is_no_goal(other: str) -> None:
    """预期目标 | 成效 over two texts: each heading has what stands below it, and 成效 is no text."""
    rows = tuple(tuple(other if each == "年度总体目标" else each for each in line) for line in WHOLE)
    form = read(drawn(rows)).forms[0]
    assert form.value("/overall_goal") == "全年巡护河堤。"
    assert "全年巡护河堤六十次。" in [each.detail.get("text") for each in form.remarks]


@pytest.mark.parametrize("sign", ["￥", "¥", "人民币"])
def test_the_sign_of_the_currency_in_a_cell_of_its_own(sign: str) -> None:
    """￥ | 48 is the amount, and the sign is left over nowhere."""
    rows = (*WHOLE[:5], ("项目资金（元）", "项目资金总额", "48"), ("", "年度资金申请总额", sign, "48"), *WHOLE[6:])
    form = read(drawn(rows)).forms[0]
    assert (form.value("/funding/annual"), [each for each in form.remarks if each.kind == "unread_cell"]) == (48, [])


@pytest.mark.parametrize(("rate", "read_as"), [(0.95, 95), (0.9, "0.9"), (95, 95), (1, "1")])
def test_a_rate_written_as_a_share_is_in_per_cent(rate: float, read_as: object) -> None:
    """0.95 where 45.6 of 48 was spent is 95 %; what no budget bears out stays as it is written."""
    form = form_of(("项目资金（万元）", "", "", *COLUMNS), ("", "年度资金总额", "", 50, 48, 45.6, 10, rate, 9.5))
    assert str(form.value("/funding/total/execution_rate")).rstrip("0").rstrip(".") == str(read_as)


@pytest.mark.parametrize("title", ["项目支出绩效目标表（批复）", "项目绩效目标表（批复表）"])
def test_an_approval_in_brackets_is_a_form_of_another_kind(title: str) -> None:
    """The title of a form that was approved names it, and it is not consolidated."""
    rows = ((title,), *WHOLE[1:])
    with pytest.raises(RefusedFile, match="不在汇总范围内"):
        read(drawn(rows))


@pytest.mark.parametrize(
    "title", ["项目支出绩效目标申报表（2026年度）", "项目支出绩效目标表（报批稿）", "项目支出绩效目标表（调整）"]
)
def test_other_words_in_brackets_change_nothing(title: str) -> None:
    """A draft, a year or a change is a declaration."""
    assert [each.kind for each in read(drawn(((title,), *WHOLE[1:]))).forms] == ["declaration"]


def test_the_result_in_two_cells_below_one_heading() -> None:
    """实际完成值 over two columns has the number and its unit, as 指标值 may have."""
    head = (
        ("项目支出绩效自评表",),
        ("（2026年度）",),
        ("项目名称", "河堤巡护"),
        ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    )
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "", "分值", "得分"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62", "次", "50", "50"),
        ("", "", "质量指标", "隐患处置率", "≥95(%)", "97", "%", "50", "50"),
    )
    sheet = drawn((*head, *table))
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(5, 6, 5, 7)))).forms
    actuals = [row["actual"].value for row in form.rows]
    assert [(str(each.number), each.unit) for each in actuals if isinstance(each, Target)] == [("62", "次"), ("97", "%")]
    assert [each.cell for each in form.remarks if each.kind == "unread_cell"] == []


@pytest.mark.parametrize("sign", ["≥（大于等于）", "≥(不低于)"])
def test_a_sign_that_is_explained_is_the_sign(sign: str) -> None:
    """In a column of signs what stands in brackets says the same again."""
    rows = (
        *WHOLE[:8],
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
        ("", "产出指标", "数量指标", "巡护次数", sign, "60", "次"),
    )
    target = read(drawn(rows)).forms[0].rows[0]["target"].value
    assert isinstance(target, Target) and (target.operator, str(target.number), target.unit) == ("≥", "60", "次")
