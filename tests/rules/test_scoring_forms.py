"""The worked examples of handbook 3.4 to 3.6, line by line, and what keeps a claimed score."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SELF_EVALUATION_ROWS, entry, self_evaluation
from tests.rules.scoring_settings import settings
from xlperf.forms.form import Form
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.form_scores import FormScores, is_of_nothing_done
from xlperf.rules.facts.score_facts import add_score_facts
from xlperf.rules.facts.scores import score_form
from xlperf.rules.facts.scoring_settings import any_of
from xlperf.rules.facts.subjects.form_view import FormView

D = Decimal
SETTINGS = settings()
NOTE = "受客观条件限制，未能按计划开展，下年补办。"

# level 2, name, target, actual, weight, claimed, formula ("" where no formula fits), reason given
CIVIL_SERVICE = (
    ("数量指标", "社会民意调查有效户数", "12800户", "12800户", "2", "2", "2", False),
    ("数量指标", "参公过渡人数", "950人", "1022人", "2", "2", "2", False),
    ("数量指标", "选调生考试录用人数", "400人", "382人", "2", "1.9", "1.91", True),
    ("数量指标", "专职工作人员遴选工作完成率", "100%", "100%", "2", "2", "2", False),
    ("数量指标", "招录工作调研工作完成率", "4类", "4类", "4", "4", "4", False),
    ("数量指标", "初任培训课堂教学学时", "1550学时", "1550学时", "2", "2", "2", False),
    ("数量指标", "初任培训人次", "4230人", "4510人", "3", "3", "3", False),
    ("数量指标", "处级领导干部任职培训班人数", "200人", "90人", "3", "1.5", "1.35", True),
    ("数量指标", "2+X专题研讨班人数", "450人", "642人次", "4", "4", "", False),
    ("数量指标", "行政机关处长任职培训人数", "50人", "0人", "1", "0", "0", True),
    ("数量指标", "应急处置培训人数", "160人", "0人", "1", "0", "0", True),
    ("数量指标", "专题培训人数", "50人", "0人", "1", "0", "0", True),
    ("数量指标", "社会管理专题培训人数", "50人", "0人", "1", "0", "0", True),
    ("数量指标", "高级管理专题培训人数", "50人", "0人", "1", "0", "0", True),
    ("数量指标", "对口培训人数", "80人", "50人", "4", "4", "2.5", True),
    ("质量指标", "培训方法", "适合适当", "适合", "2", "2", "", False),
    ("质量指标", "工作总体安排", "科学合理", "科学合理", "3", "3", "", False),
    ("质量指标", "工作基础建设", "健全", "健全", "2", "2", "", False),
    ("质量指标", "培训内容", "实效良好", "实效良好", "2", "2", "", False),
    ("质量指标", "各类培训出勤率", "90%", "95%", "2", "2", "2", False),
    ("质量指标", "各类培训考试通过率", "95%", "95%", "2", "2", "2", False),
    ("质量指标", "试用期满转正率", "100%", "99%", "2", "1.9", "1.98", True),
    ("时效指标", "招录工作计划完成情况", "及时", "及时", "2", "2", "", False),
    *(("社会效益指标", f"工作成效{number}", "有所成效", "有所成效", "3", "3", "", False) for number in "一二三四五六七八九"),
    ("可持续影响指标", "长效管理机制建设情况", "建立健全", "建立健全", "3", "3", "", False),
    ("服务对象满意度指标", "参训人员满意度", "95%", "97%", "2", "2", "2", False),
    ("服务对象满意度指标", "过渡单位满意率", "95%", "97%", "1", "1", "1", False),
    ("服务对象满意度指标", "招录单位满意率", "95%", "95%", "2", "2", "2", False),
    ("服务对象满意度指标", "派出单位满意率", "95%", "96%", "1", "1", "1", False),
    ("服务对象满意度指标", "调任单位满意率", "95%", "95%", "1", "1", "1", False),
    ("服务对象满意度指标", "遴选单位满意率", "95%", "96%", "1", "1", "1", False),
    ("服务对象满意度指标", "证书发放人员满意度", "95%", "100%", "1", "1", "1", False),
    ("服务对象满意度指标", "表彰活动满意度", "95%", "—", "1", "0", "0", True),
)
ORGANISATION = (
    ("数量指标", "培训班开设完成率", "100%", "80%", "1", "0.8", "0.8", True),
    ("数量指标", "培训人次完成率", "100%", "80%", "1", "0.8", "0.8", True),
    ("数量指标", "培训课时完成率", "100%", "80%", "1", "0.8", "0.8", True),
    ("数量指标", "文件资料印发完成率", "100%", "100%", "5", "5", "5", False),
    ("数量指标", "援派选派管理目标完成率", "100%", "100%", "3", "3", "3", False),
    ("数量指标", "挂职选派管理目标完成率", "100%", "100%", "3", "3", "3", False),
    ("数量指标", "档案材料的日常扫描完成情况", "15万页", "15万页", "4", "4", "4", False),
    ("数量指标", "档案材料的OCR识别完成情况", "55万页", "55万页", "5", "5", "5", False),
    ("数量指标", "办公自动化设备配置完成率", "100%", "100%", "3", "3", "3", False),
    ("数量指标", "各类会议组织完成率", "100%", "90%", "3", "2.7", "2.7", True),
    ("质量指标", "课程设计、设置", "合理", "合理", "2", "2", "", False),
    ("质量指标", "出勤率", "90%", "100%", "2", "2", "2", False),
    ("质量指标", "信息资源管理安全性", "安全", "安全", "3", "3", "", False),
    ("质量指标", "信息系统运行", "稳定", "基本稳定", "3", "3", "", False),
    *(("时效指标", name, "及时", "及时", weight, weight, "", False) for name, weight in
      (("会务工作", "2"), ("图书出版", "3"), ("人才到岗及时性", "3"), ("绩效评价及跟踪", "3"))),
    *(("经济效益指标", name, "有效", "有效", weight, weight, "", False) for name, weight in
      (("工作效率提升情况", "4"), ("工作开展情况", "5"), ("系统运行稳定性", "5"),
       ("项目沟通有效性", "4"), ("年度无违法违纪情况", "4"))),
    ("可持续影响指标", "长效管理机制建设情况", "建立健全", "建立健全", "4", "4", "", False),
    ("可持续影响指标", "长效管理机制及其有效性", "有效", "有效", "4", "4", "", False),
    ("服务对象满意度指标", "学员满意度", "100%", "100%", "4", "4", "4", False),
    ("服务对象满意度指标", "被接待人员满意度", "95%", "100%", "3", "3", "3", False),
    ("服务对象满意度指标", "被帮扶人员满意度", "95%", "100%", "3", "3", "3", False),
)  # fmt: skip
LEVEL1 = {"数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标", "服务对象满意度指标": "满意度指标"}


def published(
    lines: tuple[tuple[str | bool, ...], ...],
    budget: str,
    executed: str,
    rate: str,
    score: str,
    total: str,
    initial_budget: str = "",
) -> Form:
    """Return a self-evaluation in 万元 made of re-typed figures; all money is 当年财政拨款."""
    spent = {"initial_budget": initial_budget or budget, "full_year_budget": budget, "executed": executed}
    money = {f"{part}_{column}": D(amount) * 10000 for column, amount in spent.items() for part in ("total", "fiscal")}
    none = {f"{part}_{column}": None for column in spent for part in ("carryover", "other")}
    rows = [
        (LEVEL1.get(str(level2), "效益指标"), level2, name, target, actual, weight, claimed, NOTE if reason else None)
        for level2, name, target, actual, weight, claimed, _, reason in lines
    ]
    return self_evaluation(
        rows=rows, year=2020, amount_unit="万元", execution_rate=D(rate), execution_score=D(score), total_score=D(total),
        **money, **none,
    )  # fmt: skip


def lines_of(scores: FormScores) -> list[str]:
    """Return what each line scores by formula, as the tables above write it."""
    return ["" if each.formula is None else f"{each.formula:f}".rstrip("0").rstrip(".") for each in scores.lines]


def test_the_first_published_form_is_reproduced_line_by_line() -> None:
    """Claimed 92.14, by formula 90.58, with the four lines that differ (handbook 3.4)."""
    scores = score_form(published(CIVIL_SERVICE, "1096.39", "1078.63", "98.38", "9.84", "92.14"), SETTINGS)
    assert lines_of(scores) == [each[6] for each in CIVIL_SERVICE]
    differing = {each[1]: line.difference for each, line in zip(CIVIL_SERVICE, scores.lines, strict=True) if line.difference}
    assert differing == {
        "选调生考试录用人数": D("-0.01"),
        "处级领导干部任职培训班人数": D("0.15"),
        "对口培训人数": D("1.50"),
        "试用期满转正率": D("-0.08"),
    }
    assert (scores.execution.rate, scores.execution.formula) == (D("98.38"), D("9.84"))
    assert scores.weights() == {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    assert scores.claimed_scores() == {"产出指标": D("43.3"), "效益指标": 30, "满意度指标": 9}
    assert (scores.score_sum, scores.total, scores.difference) == (D("92.14"), D("90.58"), D("1.56"))
    assert (scores.grade, scores.missed) == ("优", 10)


def test_the_second_published_form_needs_no_correction() -> None:
    """Claimed 98.42, by formula 98.42: no line differs, 15万页 and 80% among them (handbook 3.5)."""
    scores = score_form(published(ORGANISATION, "1169.99", "1090.53", "93.21", "9.32", "98.42"), SETTINGS)
    assert lines_of(scores) == [each[6] for each in ORGANISATION]
    assert not [line for line in scores.lines if line.difference]
    assert (scores.score_sum, scores.total, scores.difference, scores.missed) == (D("98.42"), D("98.42"), 0, 4)
    assert [each[1] for each, line in zip(ORGANISATION, scores.lines, strict=True) if line.weaker] == ["信息系统运行"]


def test_the_district_form_in_yuan_slips_by_a_hundredth_of_a_per_cent() -> None:
    """86.18 % where 86.19 % is printed, 8.62 points, all lines full: 98.62 (handbook 3.6)."""
    form = self_evaluation(
        rows=[("产出指标", "数量指标", "开放场馆数", "=1(个)", "1(个)", "50", "50", None),
              ("效益指标", "社会效益指标", "健身人次", "≥10000(人次)", "10000(人次)", "30", "30", None),
              ("满意度指标", "服务对象满意度指标", "市民满意度", ">=90%", "90%", "10", "10", None)],
        total_full_year_budget=D("250000.00"), total_executed=D("215457.60"),
        execution_rate=D("86.19"), execution_score=D("8.62"), total_score=D("98.62"),
    )  # fmt: skip
    scores = score_form(form, SETTINGS)
    assert (scores.execution.printed_rate, scores.execution.rate) == (D("86.19"), D("86.18"))
    assert (scores.execution.formula, scores.total, scores.difference) == (D("8.62"), D("98.62"), 0)


def one_line(name: str, target: str, actual: object, claimed: object = "10", weight: object = "10") -> Form:
    """Return a form with one indicator."""
    return self_evaluation(rows=[("产出指标", "数量指标", name, target, actual, weight, claimed, None)])


@pytest.mark.parametrize(
    ("name", "target", "actual", "formula"),
    [
        ("安全事故发生次数", "=0(次)", "0(次)", "10.00"),
        ("安全事故发生次数", "0次", "0次", "10.00"),
        ("系统故障次数", "4次", "1次", "10.00"),
        ("系统故障次数", "4次", "5次", "7.50"),
        ("活动总成本", "=100(万元)", "96(万元)", None),
        ("活动总成本", "≤100(万元)", "96(万元)", "10.00"),
        ("开展活动场次", "≥24(场)", "已全部完成", None),
        ("活动完成时间", "11月底前", "11月", None),
        ("活动完成率", "=100(%)", "1", None),
        ("故障响应时间", "2小时", "90分钟", "10.00"),
        ("故障响应时间", "2小时", "3小时", "5.00"),
        ("课程制作时间", "20天", "15天", None),
        ("服务时间", "24小时", "24小时", "10.00"),
        ("活动完成率", "=100(%)", "100", "10.00"),
    ],
)
def test_honest_lines_are_not_accused(name: str, target: str, actual: str, formula: str | None) -> None:
    """Targets of 0, lower-is-better names, costs below plan, words, dates and bare shares."""
    line = score_form(one_line(name, target, actual), SETTINGS).lines[0]
    assert line.formula == (None if formula is None else D(formula))
    assert line.recomputed == (D("10.00") if formula is None else D(formula))


def test_an_operator_left_out_comes_from_the_declaration() -> None:
    """The declaration says ≤: then less is better, whatever the name sounds like."""
    form = one_line("平均每车停靠（辆）", "8辆", "6辆")
    assert score_form(form, SETTINGS).lines[0].formula == D("7.50")
    assert score_form(form, SETTINGS, {"平均每车停靠(辆)": "≤"}).lines[0].formula == D("10.00")


@pytest.mark.parametrize("actual", [None, "—", "/", "－"])
def test_without_a_result_the_line_earns_nothing(actual: str | None) -> None:
    """A blank or a stroke is no result: 0 by formula, and the indicator counts as missed."""
    line = score_form(one_line("开展活动场次", "≥24(场)", actual, claimed="0"), SETTINGS).lines[0]
    assert (line.no_result, line.formula, line.missed) == (True, D("0.00"), True)


def test_what_cannot_be_read_is_neither_nothing_nor_a_result() -> None:
    """An error value in the cell of the result: no formula, the claimed score stands."""
    form = one_line("开展活动场次", "≥24(场)", entry(None, "#REF!", "error_value"))
    line = score_form(form, SETTINGS).lines[0]
    assert (line.no_result, line.formula, line.recomputed, line.missed) == (False, None, D("10.00"), False)


def test_a_missing_score_leaves_no_total() -> None:
    """Half a sum would be a false total: it is None instead."""
    scores = score_form(one_line("信息系统运行", "稳定", "稳定", claimed=None), SETTINGS)
    assert (scores.total, scores.score_sum, scores.difference) == (None, None, None)


def test_a_qualitative_claim_above_its_weight_is_cut_beside_it() -> None:
    """The claimed score itself stays as it is; only the recomputed one is kept within the weight."""
    line = score_form(one_line("信息系统运行", "稳定", "稳定", claimed="12"), SETTINGS).lines[0]
    assert (line.claimed, line.recomputed) == (D(12), D("10.00"))


@pytest.mark.parametrize(
    ("actual", "label"),
    [
        ("达成年度指标", "达成年度指标"),
        ("部分达成年度指标并具有一定效果", "部分达成"),
        ("未达成年度指标且效果较差", "未达成"),
        ("稳定", None),
    ],
)
def test_a_tier_is_known_by_its_words_only(actual: str, label: str | None) -> None:
    """未达成 and 部分达成 hold the words of the tier above and are still told apart."""
    line = score_form(one_line("信息系统运行", "稳定", actual), SETTINGS).lines[0]
    assert (line.tier.label if line.tier else None) == label


numbers = st.decimals(min_value=0, max_value=2000, places=1)
generated_lines = st.lists(
    st.tuples(numbers, numbers, st.decimals(min_value=0, max_value=20, places=1), st.sampled_from(["≥", "≤", "=", ""])), max_size=12
)


@given(generated_lines, numbers, numbers)
def test_the_total_is_the_sum_of_its_rounded_lines(
    lines: list[tuple[Decimal, Decimal, Decimal, str]], budget: Decimal, executed: Decimal
) -> None:
    """Every line is rounded first, and the total is exactly their sum."""
    rows = [
        ("产出指标", "数量指标", f"服务人次{place}", f"{operator}{target}(人次)", f"{actual}(人次)", str(weight), str(weight), None)
        for place, (target, actual, weight, operator) in enumerate(lines)
    ]
    form = self_evaluation(rows=rows, total_full_year_budget=budget, total_executed=executed, execution_score=D("9.80"))
    scores = score_form(form, SETTINGS)
    parts = [scores.execution.recomputed, *(each.recomputed for each in scores.lines)]
    assert all(part is not None and -(part.as_tuple().exponent) <= 2 for part in parts if part)  # type: ignore[operator]
    whole = sum((part for part in parts if part is not None), D(0))
    assert scores.total == (whole if not lines or any(weight for _, _, weight, _ in lines) else None)  # none is scored
    assert all(each.weight is not None and 0 <= (each.recomputed or 0) <= each.weight for each in scores.lines)


def test_a_score_without_a_weight_is_a_part_of_both_totals() -> None:
    """A line whose 分值 is blank but which was scored counts; a line with neither breaks no sum."""
    rows = (
        ("产出指标", "数量指标", "开展活动场次", "≥24(场)", "24(场)", "50", "50", None),
        ("产出指标", "质量指标", "活动方案", "齐全", "齐全", None, "7", None),
        ("效益指标", "社会效益指标", "服务口碑", "良好", "良好", None, None, None),
    )
    scores = score_form(self_evaluation(rows=rows, execution_score=D("9.80"), total_score=D("66.80")), SETTINGS)
    assert (scores.score_sum, scores.total) == (D("66.80"), D("66.80"))


@pytest.mark.parametrize(
    ("actual", "ratio"),
    [
        ("本年共开展了16场活动", "100"),
        ("名单编号3，全年共开展16场活动", "100"),
        ("全年共计开展了12左右的活动", None),
        ("全年活动一共做了16", "100"),
        ("上半年做了3，下半年做了16", None),
        ("在3个街道共开展了8场活动", "50"),
        ("全年开展了近16场活动", None),
        ("上半年开展9场活动，下半年又开展7场活动", None),
    ],
)
def test_a_number_inside_words_is_the_result_where_it_is_the_only_one_meant(actual: str, ratio: str | None) -> None:
    """Of several numbers the one in the unit of the target counts; a bare one only alone, a vague one or two of a kind never."""
    form = self_evaluation(rows=[("产出指标", "数量指标", "活动场次", "≥16(场)", actual, "10", "10", None)])
    (line,) = score_form(form, SETTINGS).lines
    assert line.ratio == (None if ratio is None else D(ratio))


@pytest.mark.parametrize(("weight", "formula"), [("10", "0.00"), ("0", "0.00"), (None, None)])
@pytest.mark.parametrize("actual", [None, "—"])
def test_an_indicator_without_a_result_earns_nothing_of_its_weight(
    actual: str | None, weight: str | None, formula: str | None
) -> None:
    """Without a weight there is no score either; it is missed all the same."""
    form = self_evaluation(rows=[("产出指标", "数量指标", "活动场次", "≥16(场)", actual, weight, "5", None)])
    (line,) = score_form(form, SETTINGS).lines
    assert (line.formula, line.no_result, line.missed) == (None if formula is None else D(formula), True, True)


@pytest.mark.parametrize(
    ("name", "actual", "outside", "met", "formula"),
    [
        ("培训人数", "79人", "below", False, "9.88"),
        ("培训人数", "80人", None, True, "10.00"),
        ("培训人数", "100人", None, True, "10.00"),
        ("培训人数", "101人", "above", None, None),
        ("投诉人数", "79人", "below", None, None),
        ("投诉人数", "101人", "above", None, None),
    ],
)
def test_a_range_is_reached_at_both_its_ends(
    name: str, actual: str, outside: str | None, met: bool | None, formula: str | None
) -> None:
    """Below it the share of its lower end is earned, but of what had better be less; above it a person judges."""
    row = ("产出指标", "数量指标", name, parse_target("80-100人"), parse_target(actual), "10", "10", None)
    (line,) = score_form(self_evaluation(rows=[row]), SETTINGS).lines
    assert (line.outside, line.met, line.formula) == (outside, met, None if formula is None else D(formula))


@pytest.mark.parametrize(
    ("target", "actual", "ratio"),
    [
        ("≥3(门课)", "开设了3门", "100"),
        ("≥3(人次)", "培训了3人", None),
        ("≥3(台班)", "使用了3台", None),
        ("≥3(门)", "开设了3讲", None),
    ],
)
def test_a_unit_in_words_may_be_the_beginning_of_that_of_the_target(target: str, actual: str, ratio: str | None) -> None:
    """3门 is meant as 3门课; but 人 is no 人次 and 台 no 台班."""
    row = ("产出指标", "数量指标", "工作量", parse_target(target), actual, "10", "10", None)
    (line,) = score_form(self_evaluation(rows=[row]), SETTINGS).lines
    assert line.ratio == (None if ratio is None else D(ratio))


@pytest.mark.parametrize("without", ["target", "actual", "weight", "score", "level1", "level2", "level3"])
def test_a_form_without_a_column_is_scored_by_the_others(without: str) -> None:
    """A layout of a department's own may leave one out: nothing is made of it, and nothing breaks."""
    form = self_evaluation(rows=[("产出指标", "数量指标", "活动场次", "≥16(场)", "8(场)", "10", "7", None)])
    form = replace(form, fields=tuple(each for each in form.fields if not each.name.endswith(f"/0/{without}")))
    (line,) = score_form(form, SETTINGS).lines
    known = {"level1": "产出指标", "weight": D(10), "score": D(7), "level2": 1, "level3": 1, "target": 1, "actual": 1}
    del known[without]
    assert (line.level1, line.weight, line.claimed) == (known.get("level1", ""), known.get("weight"), known.get("score"))
    assert line.ratio == (D(50) if "target" in known and "actual" in known else None)
    assert line.no_result is False


@pytest.mark.parametrize("weight", [None, "-10"])
def test_a_result_below_a_range_earns_nothing_of_no_weight(weight: str | None) -> None:
    """It is below, and there is nothing to share."""
    row = ("产出指标", "数量指标", "培训人数", parse_target("80-100人"), parse_target("40人"), weight, "5", None)
    (line,) = score_form(self_evaluation(rows=[row]), SETTINGS).lines
    assert (line.outside, line.met, line.formula) == ("below", False, None)


def test_of_no_words_nothing_is_found() -> None:
    """Nowhere, not even in a blank text."""
    assert (re.search(any_of([]), ""), re.search(any_of(["a.b"]), "axb")) == (None, None)
    assert re.search(any_of(["高", "a.b"]), "a.b") is not None


@pytest.mark.parametrize(("score", "known"), [(entry(None, "优", "not_a_number"), False), (None, True), ("7", True)])
def test_where_a_score_cannot_be_read_the_scores_have_no_sum(score: object, known: bool) -> None:
    """Not even where it has no weight: it may be part of the total."""
    rows = (("产出指标", "数量指标", "活动场次", "≥16(场)", "16(场)", "90", "90", None),)
    form = self_evaluation(rows=(*rows, ("产出指标", "质量指标", "活动方案", "齐全", "齐全", None, score, None)))
    rules = load_rule_book().rule_set
    view = FormView(form, Context(), rules.vocabulary)
    add_score_facts(view, score_form(form, SETTINGS), SETTINGS, "")
    assert ("score_sum" in view.head.facts) is known


@pytest.mark.parametrize(("weight", "formula"), [("0.5", "0.25"), ("0", "0.00"), ("-1", None)])
def test_a_weight_below_one_earns_its_part(weight: str, formula: str | None) -> None:
    """Half of what was wanted earns half of half a point; a negative weight earns nothing that can be told."""
    form = self_evaluation(rows=[("产出指标", "数量指标", "活动场次", "≥16(场)", "8(场)", weight, "0", None)])
    (line,) = score_form(form, SETTINGS).lines
    assert line.formula == (None if formula is None else D(formula))


@pytest.mark.parametrize(
    ("claimed", "note", "gap"), [("6.67", NOTE, None), ("6.67", None, "1.67"), ("6.8", NOTE, "1.80"), ("5", None, "0.00")]
)
def test_the_other_usual_formula_is_accepted_where_a_reason_is_given(claimed: str, note: str | None, gap: str | None) -> None:
    """Of what should be less, weight × target ÷ result is a usual formula; without a word the score is asked about."""
    form = self_evaluation(rows=[("产出指标", "时效指标", "平均办理天数", "≤30(天)", "45(天)", "10", claimed, note)])
    view = FormView(form, Context(), load_rule_book().rule_set.vocabulary)
    add_score_facts(view, score_form(form, SETTINGS), SETTINGS, "")
    assert view.rows[0].facts.get("score_gap") == (None if gap is None else D(gap))


@pytest.mark.parametrize(("weight", "formula"), [("10", "10.00"), (None, None)])
def test_a_result_within_a_range_is_met_with_or_without_a_weight(weight: str | None, formula: str | None) -> None:
    """It earns its weight where it has one."""
    row = ("产出指标", "数量指标", "培训人数", parse_target("80-100人"), parse_target("90人"), weight, weight, None)
    (line,) = score_form(self_evaluation(rows=[row]), SETTINGS).lines
    assert (line.met, line.formula) == (True, None if formula is None else D(formula))


@pytest.mark.parametrize(
    ("name", "actual", "is_compared"), [("事故减少起数", "4起", True), ("事故起数", "减少4起", True), ("事故起数", "4起", False)]
)
def test_a_number_by_which_something_should_become_less(name: str, actual: str, is_compared: bool) -> None:
    """减少3起 and 4起 can be compared where the name or the result says that something became less."""
    row = ("产出指标", "数量指标", name, parse_target("减少3起"), parse_target(actual), "10", "10", None)
    (line,) = score_form(self_evaluation(rows=[row]), SETTINGS).lines
    assert (line.ratio is not None) is is_compared


@pytest.mark.parametrize(
    ("changes", "is_one"),
    [
        ({"actual_completion": "项目因故取消，未开展。"}, True),
        ({"rows": [(*SELF_EVALUATION_ROWS[0][:7], "项目因故取消。"), *SELF_EVALUATION_ROWS[1:]]}, True),
        ({"actual_completion": "项目因故取消，未开展。", "total_score": D(0)}, True),
        ({"actual_completion": "项目因故取消，未开展。", "total_score": D(90)}, False),
        ({"actual_completion": "项目因故取消，未开展。", "total_executed": D(5)}, False),
        ({"actual_completion": "项目因故取消，未开展。", "total_executed": None}, True),
        ({"actual_completion": "项目因故取消，未开展。", "total_full_year_budget": None}, False),
        ({}, False),
    ],
)
def test_a_cancelled_project_without_money_and_score_is_in_no_mean(changes: dict[str, Any], is_one: bool) -> None:
    """The form must say so, in its result or beside a row."""
    plain = [each[:7] for each in SELF_EVALUATION_ROWS]
    nothing = {"total_full_year_budget": D(0), "total_executed": D(0), "total_score": None, "rows": plain}
    assert is_of_nothing_done(self_evaluation(**{**nothing, **changes})) is is_one


@pytest.mark.parametrize(
    ("printed", "gap"), [("97.7%", "0"), ("97.8%", "0"), ("97.75%", "0"), ("97.70%", "0.05"), ("97.6%", "0.15"), ("98%", "0")]
)
def test_a_rate_is_rounded_from_the_money_or_from_two_decimals(printed: str, gap: str) -> None:
    """97.7499 per cent are 97.7 to one decimal, and 97.75 to two are 97.8 to one."""
    rate = entry(D(printed.removesuffix("%")), printed)
    form = self_evaluation(total_executed=D("488749.50"), fiscal_executed=D("468749.50"), execution_rate=rate)
    view = FormView(form, Context(), load_rule_book().rule_set.vocabulary)
    add_score_facts(view, score_form(form, SETTINGS, None), SETTINGS, "")
    assert view.head.facts["rate_gap"] == D(gap)


def _facts(form: Form) -> FormView:
    view = FormView(form, Context(), load_rule_book().rule_set.vocabulary)
    add_score_facts(view, score_form(form, SETTINGS, None), SETTINGS, "")
    return view


@pytest.mark.parametrize(
    ("target", "actual", "differ"),
    [("=0(起)", "0(人)", False), ("=0(起)", "2(人)", True), ("=3(起)", "0(人)", True), ("=3(场)", "4(场次)", False)],
)
def test_none_is_none_of_whatever_is_counted(target: str, actual: str, differ: bool) -> None:
    """0起 and 0人 are both nothing; of any other number the units must be the same."""
    rows = [("产出指标", "数量指标", "安全生产情况", target, actual, "90", "90", None)]
    assert _facts(self_evaluation(rows=rows)).rows[0].facts["units_differ"] is differ


@pytest.mark.parametrize(("printed", "rounds"), [("93.8", True), ("93.80", False), ("93.9", False), ("94", False)])
def test_a_total_with_one_decimal_may_be_the_rounded_sum(printed: str, rounds: bool) -> None:
    """The scores make 93.84; a total that prints two decimals has not rounded them to one."""
    rows = [list(each) for each in SELF_EVALUATION_ROWS]
    rows[3][6] = "24.04"
    facts = _facts(self_evaluation(rows=rows, total_score=entry(D(printed), printed))).head.facts
    assert facts["score_sum"] == D("93.84")
    assert facts.get("total_score_rounds", False) is rounds
