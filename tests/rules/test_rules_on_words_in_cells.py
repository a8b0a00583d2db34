"""What rules make of the words in cells: placeholders that are none, changes told by both ends, times that are no ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from xlperf.forms.form import Form, Target
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.words.answers import bounds
from xlperf.rules.facts.words.both_ends import as_change
from xlperf.rules.facts.words.goal_money import other_money
from xlperf.rules.facts.words.reasons import is_reason
from xlperf.rules.versions.name_dates import with_years

BOOK = load_rule_book()


def _rules(form: Form) -> set[str]:
    return {each.rule for each in BOOK.judge_form(form, Context()).findings if each.severity != "info"}


def _with_row(level3: str, target: str, actual: str) -> Form:
    rows = [list(each) for each in SELF_EVALUATION_ROWS]
    rows[0][2:5] = [level3, target, actual]
    return self_evaluation(rows=rows)


@pytest.mark.parametrize(
    "goal",
    [
        *("目标1：……\n目标2：……", "目标1：\n目标2：\n目标3：", "1.……；2.……；3.……", "（简要描述项目年度要达到的目标）"),
        *("为[人数]名老人提供上门服务，满意度不低于九成。", "开展森林管护，管护面积N万亩。", "开展文艺演出N场。"),
    ],
)
def test_a_goal_that_is_the_untouched_template_is_a_placeholder(goal: str) -> None:
    """As the blank forms of bureaus have it."""
    assert "GOAL-008" in _rules(declaration(annual_goal=goal))


@pytest.mark.parametrize(
    "goal",
    [
        *("推进“N个一”工程，服务1700名学生。", "目标1：养护310公里。\n目标2：满意度90%。", "1.养护310公里；……"),
        *("（一）完成310公里养护；（二）桥梁检测12座。", "构建“1+6+N”体系，“一主N支”服务社区46个。", "目标1：养护310公里……"),
    ],
)
def test_a_goal_that_says_something_is_none(goal: str) -> None:
    """A slogan, numbered goals, three dots behind what is said."""
    assert "GOAL-008" not in _rules(declaration(annual_goal=goal))


@pytest.mark.parametrize(
    ("name", "target", "is_one"),
    [
        ("三级指标名称", "≥20(场)", True),
        ("（指标内容）", "≥20(场)", True),
        ("*", "≥20(场)", True),
        ("未定", "≥20(场)", True),
        ("养护里程", "≥□(公里)", True),
        ("养护里程", "≥…(条)", True),
        ("未定级公路养护里程", "≥20(公里)", False),
        ("三级指标完成数", "≥20(项)", False),
    ],
)
def test_rows_of_the_template_are_placeholders(name: str, target: str, is_one: bool) -> None:
    """In the name or in the value; not where the same words are a part of a name."""
    assert ("GOAL-008" in _rules(_with_row(name, target, "20"))) is is_one


@pytest.mark.parametrize(
    ("name", "target", "actual", "change"),
    [
        ("体质合格率提升", "≥1(个百分点)", "由93.1%提高到94.2%", "1.1"),
        ("近视率下降", "≥1(个百分点)", "由46.5%下降至46.2%", "0.3"),
        ("漏损率降低", "≥1(%)", "从10.2%降至9.1%", "1.1"),
        ("优良路率提升", "≥2(%)", "优良路率由81%提高到83.1%", "2.1"),
        ("亩均增产提高", "≥20(公斤)", "由480公斤提高到502公斤", "22"),
        ("案件下降数", "≥10(起)", "由120起减少到125起", "-5"),
        ("近视率下降", "≥1(个百分点)", "46.5%→45.4%", "1.1"),
        ("合格率提升", "≥94(%)", "由93.1%提高到94.2%", "94.2"),  # the target is the end
        ("学生体质合格率", "≥94(%)", "由93.1%提高到94.2%", "94.2"),
        ("缺陷处置增长率", "≥10(%)", "由46%提高到52%", None),  # 6 points, 13 per cent of before: for a person
        ("缺陷处置增长率", "≥10(%)", "由50%提高到55%", None),
        ("缺陷处置增长率", "≥10.05(%)", "由50%提高到55%", "5"),  # short of it either way
        ("受益人数增长", "≥10(%)", "由460人提高到520人", "520"),  # other units are not compared elsewhere
    ],
)
def test_a_change_told_by_both_ends_is_held_against_a_target_of_change(
    name: str, target: str, actual: str, change: str | None
) -> None:
    """The end is no result where the target is how much it was to change."""
    found = as_change(parse_target(target), parse_target(actual), name)
    number = None if found is None else found.number
    assert number == (parse_target(actual).number if change and change == "520" else None if change is None else Decimal(change))


@pytest.mark.parametrize(
    ("actual", "told"), [("由93.1%提高到94.2%", set()), ("由93.1%提高到93.5%", {"SELF-012"}), ("93.1%→94.2%", set())]
)
def test_a_change_that_was_reached_is_no_fault(actual: str, told: set[str]) -> None:
    """Nobody is asked why 94.2 is 9320% more than 1."""
    assert _rules(_with_row("体质合格率提升", "≥1(个百分点)", actual)) & {"SELF-012", "SELF-014", "SELF-011"} == told


@pytest.mark.parametrize("text", ["2024-2025学年", "2024-2025学年度", "2024—2025年", "2025/2026学年"])
def test_years_are_no_range_of_numbers(text: str) -> None:
    """A school year is a time."""
    assert bounds(text) is None


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [("2024-2025学年", "2024-2025学年", set()), ("20-30(场)", "20-30(场)", set())],
)
def test_what_is_word_for_word_the_target_is_met(target: str, actual: str, told: set[str]) -> None:
    """Whatever it means."""
    assert _rules(_with_row("供餐活动", target, actual)) & {"SELF-012", "SELF-033"} == told


@pytest.mark.parametrize(
    ("name", "is_told"), [("年度计划完成比例", False), ("投资计划执行率", False), ("验收合格比例", True), ("女干部占比", True)]
)
def test_more_than_was_planned_may_be_done(name: str, is_told: bool) -> None:
    """A share of a plan may exceed 100 per cent, a share of a whole may not."""
    assert ("SELF-034" in _rules(_with_row(name, "≥90(%)", "108(%)"))) is is_told


@pytest.mark.parametrize(
    ("dates", "saved", "years"),
    [
        (((0, 3, 1, 0), (0, 3, 15, 0)), (2026, 2, 2), (2026, 2026)),
        (((0, 12, 30, 0), (0, 1, 5, 0)), (2026, 1, 9), (2025, 2026)),
        (((0, 9, 0, 0), (0, 3, 0, 0)), (2026, 3, 20), (2025, 2026)),
        (((2025, 12, 31, 0), (0, 1, 2, 0)), (2026, 1, 9), (2025, 2026)),
        (((0, 1, 10, 0),), (2025, 12, 20), (2026,)),  # within a month ahead
        (((0, 1, 25, 0),), (2025, 12, 20), (2025,)),
    ],
)
def test_dates_of_versions_near_each_other_are_of_one_year(
    dates: tuple[tuple[int, ...], ...], saved: tuple[int, ...], years: tuple[int, ...]
) -> None:
    """Of 3月1日 and 3月15日 the second is the newer, however early the files were saved; 12月 is before 1月."""
    assert tuple(each[0] for each in with_years(dates, saved)) == years


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("对46条河道开展保洁，重点整治6条，投入120万元；其余40条日常管护。", None),
        ("整治河道6条，投入120万元，另安排日常管护40条。", None),
        ("完成2025年结转的灾毁修复工程（总投资620万元），养护310公里。", None),
        ("对46条河道开展保洁，投入120万元，水质达标率不低于95%。", "120万元"),
        ("本项目（总投资620万元）养护310公里。", "620万元"),
    ],
)
def test_money_for_a_part_of_the_work_is_not_the_projects(goal: str, told: str | None) -> None:
    """Nor is what another work costs, in brackets behind its name."""
    assert other_money(goal, [Decimal(1750000)]) == told


@pytest.mark.parametrize("note", [
        *("同第1项", "执行中", "工作需要", "偏差较小，可接受", "情况说明见附件", "因故未完成", "受多种因素影响", "由于各种原因"),
        *("完成率较低", "实际情况变化", "因工作需要调整", "内部原因", "执行有偏差", "比目标少4000平方米", "略低于目标", "进度滞后"),
        *("注意改进", "需进一步提高"),
    ],
)
def test_notes_that_give_no_reason(note: str) -> None:
    """They say that there is one, or what stands in the row already."""
    assert not is_reason(note, ())


@pytest.mark.parametrize("note", [
        *("执行中遇雨季停工", "因防汛工作需要调减", "偏差较小，因两户搬迁", "学校需要延期开工", "受台风影响"),
        *("供货滞后两个月", "政策变化", "比目标少2人退休", "内部审批流程较长", "因工作需要调整两期到明年"),
    ],
)
def test_notes_that_give_one(note: str) -> None:
    """The same words with a reason beside them."""
    assert is_reason(note, ())


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("全年支出50万元，活动25场。", True),  # the budget of the whole year
        ("全年支出48万元，活动25场。", True),
        ("全年支出49万元，活动25场。", False),
        ("全年支出48万元\n活动25场", True),
        ("全年支出财政资金47万元，活动25场。", False),
        ("活动25场，支出进度100%。", True),
        ("活动25场，支出进度98%。", False),
    ],
)
def test_what_was_spent_is_what_the_head_says_was_spent(done: str, told: bool) -> None:
    """A budget is not spent money, and 490,000 is 49万元 only."""
    assert ("SELF-042" in _rules(self_evaluation(actual_completion=done))) is told


@pytest.mark.parametrize(("share", "told"), [("96.8", False), ("96.4", True)])
def test_a_result_may_round_the_share_that_the_text_states(share: str, told: bool) -> None:
    """To whole per cent."""
    rows = [list(each) for each in SELF_EVALUATION_ROWS]
    rows[1][2:5] = ["活动方案通过率", "≥95(%)", "97(%)"]
    form = self_evaluation(rows=rows, actual_completion=f"全年举办阅读推广活动25场，活动方案通过率{share}%。")
    assert ("SELF-040" in _rules(form)) is told


@pytest.mark.parametrize(("name", "told"), [("生态补偿标准", False), ("单亩补偿成本", True)])
def test_what_is_paid_out_for_each_may_be_a_least_amount(name: str, told: bool) -> None:
    """A standard of payment is no cost that should be low."""
    form = declaration(rows=[("成本指标", "经济成本指标", name, "≥50(元/亩)"), *DECLARATION_ROWS[1:]])
    assert ("VAL-016" in _rules(form)) is told


_OF_ITS_OWN = (("产出指标", "展演数量", "展演场次", "≥30(场)"), ("产出指标", "展演品质", "节目合格率", "≥95(%)"))


@pytest.mark.parametrize(("level2", "missing"), [("展演时间", set()), ("数量指标", {"IND-005", "IND-007", "IND-008"})])
def test_a_scheme_of_the_bureau_s_own_is_told_once(level2: str, missing: set[str]) -> None:
    """Where no level 2 of 产出指标 is known, IND-010 says so, and nobody is told besides that each of the known is missing."""
    rows = [list(each) for each in (*_OF_ITS_OWN, ("产出指标", level2, "展演次数", "≥3(次)"), *DECLARATION_ROWS[-2:])]
    found = _rules(declaration(rows=rows))
    assert "IND-010" in found
    assert found & {"IND-005", "IND-006", "IND-007", "IND-008"} == missing


@pytest.mark.parametrize(
    ("year", "done", "told"),
    [
        (2025, "8月底前完成路灯安装。", ["“路灯安装完成时间”的完成值为“10月20日”，实际完成情况里写的是 8月底前。"]),
        (2025, "10月完成路灯安装。", []),
        (2025, "8月底前完成路灯招标。", []),
        (None, "8月底前完成路灯安装。", []),
    ],
)
def test_a_day_in_the_result_of_the_whole_form_is_that_of_its_row(year: int | None, done: str, told: list[str]) -> None:
    """In another month one of both is wrong; what else was done then, and days of no year, say nothing."""
    rows = [*SELF_EVALUATION_ROWS[:3], ("产出指标", "时效指标", "路灯安装完成时间", "11月底前", "10月20日", "15", "15", None)]
    form = self_evaluation(rows=rows, year=year, actual_completion=f"全年举办阅读推广活动25场，读者满意度93%。{done}")
    assert [each.message for each in load_rule_book().judge_form(form, Context()).findings if each.rule == "SELF-040"] == told


@pytest.mark.parametrize(("text", "told"), [("300-200(株)", True), ("200-300(株)", False), ("300/200(株)", False)])
def test_a_range_whose_ends_are_crossed_is_told(text: str, told: bool) -> None:
    """Nobody can plant at least 300 and at most 200."""
    row = ("产出指标", "数量指标", "栽种乔木株数", entry(Target(text, "quantitative", None, None, "株"), text))
    assert ("VAL-026" in _rules(declaration(rows=[row, *DECLARATION_ROWS]))) is told


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("财政资金支出进度95%。", False),
        ("财政资金支出进度76%。", False),  # of the budget at first
        ("财政资金支出进度96%。", True),
        ("资金支出进度95%。", True),
        ("资金支出进度98%。", False),
    ],
)
def test_a_rate_may_be_that_of_the_fiscal_money_alone(done: str, told: bool) -> None:
    """Of its budget of the whole year or of the one at first, where the text speaks of 财政."""
    fiscal = {"fiscal_initial_budget": 500000, "fiscal_full_year_budget": 400000, "fiscal_executed": 380000}
    money = {**fiscal, "other_full_year_budget": 100000, "other_executed": 110000}
    form = self_evaluation(actual_completion=done, **{name: Decimal(each) for name, each in money.items()})
    assert ("SELF-042" in _rules(form)) is told
