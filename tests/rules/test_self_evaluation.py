"""The rules about self-evaluations on whole forms: published ones, honest ones, those with their declaration."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import SELF_EVALUATION_ROWS, declaration, self_evaluation
from tests.rules.test_scoring_forms import CIVIL_SERVICE, ORGANISATION, published
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import AmountUnit, Form
from xlperf.lists.last_year import YearlyAmount, last_year_of
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import BatchJudgement, Context, Finding, load_rule_book
from xlperf.rules.judging.pairs import declared_operators, differences
from xlperf.rules.ruleset.rule_changes import RuleChanges

BOOK = load_rule_book()
D = Decimal


def _found(form: Form, given: Form | None = None) -> list[Finding]:
    return [each for each in BOOK.judge_form(form, Context(), given).findings if each.rule.startswith("SELF")]


def _lines(*findings: Finding) -> list[tuple[str, str, str]]:
    return [(each.rule, each.severity, each.cell) for each in findings]


def test_a_faultless_self_evaluation_has_no_findings() -> None:
    """The invented form of the tests passes every rule, its missed target and the reason for it included."""
    assert BOOK.judge_form(self_evaluation(), Context()).findings == ()


def test_the_first_published_form_gets_the_remarks_of_the_handbook() -> None:
    """Handbook 3.4: one line too high, one full although missed, one in another unit; one cut below the formula says why."""
    form = published(CIVIL_SERVICE, "1096.39", "1078.63", "98.38", "9.84", "92.14", initial_budget="1219.00")
    assert _lines(*_found(form)) == [
        ("SELF-011", "warning", "H20"),
        ("SELF-012", "warning", "H27"),
        ("SELF-020", "info", "E6"),
        ("SELF-024", "warning", "F21"),
    ]


def test_the_second_published_form_gets_one_hint() -> None:
    """Handbook 3.5: full marks for 基本稳定 against 稳定, and nothing else."""
    form = published(ORGANISATION, "1169.99", "1090.53", "93.21", "9.32", "98.42", initial_budget="1130.46")
    assert _lines(*_found(form)) == [("SELF-018", "info", "H26")]


def test_scores_are_handed_on_for_the_summary() -> None:
    """A self-evaluation is judged with its recomputed scores; a declaration has none."""
    scores = BOOK.judge_form(self_evaluation(), Context()).scores
    assert scores is not None
    assert scores.total == D("93.80")
    assert BOOK.judge_form(declaration(), Context()).scores is None


FOUR = (
    ("产出指标", "数量指标", "开展阅读推广活动场次", "≥24(场)"),
    ("产出指标", "质量指标", "平均借阅等候（分）", "≤10(分)"),
    ("效益指标", "社会效益指标", "参与读者人次增长率", "≥5(%)"),
)
FOUR_DONE = (
    ("产出指标", "数量指标", "开展阅读推广活动场次", "24场", "24场", "30", "30", None),
    ("产出指标", "质量指标", "平均借阅等候（分）", "10分", "6分", "30", "30", None),
    ("效益指标", "社会效益指标", "参与读者人次增长率", "5%", "5%", "30", "30", None),
)


def test_the_declaration_lends_operators_and_category() -> None:
    """Without it a shorter wait looks missed; with it the line is full, and the rules of the category apply."""
    form = self_evaluation(rows=FOUR_DONE)
    personnel = declaration(rows=FOUR, category="其他人员类")
    alone = {each.rule: each.severity for each in BOOK.judge_form(form, Context()).findings}
    paired = {each.rule: each.severity for each in BOOK.judge_form(form, Context(), personnel).findings}
    assert (alone["SELF-012"], alone["IND-004"]) == ("warning", "warning")
    assert "SELF-012" not in paired
    assert "IND-004" not in paired


@pytest.mark.parametrize(
    "context",
    [
        Context(roster=Roster((RosterEntry("云溪市图书馆", "公共阅读推广项目", "其他人员类"),))),
        Context(roster=Roster((RosterEntry("云溪市图书馆（本级）", "公共阅读推广项目", "21-其他人员类"),))),
        Context(last_year=last_year_of([YearlyAmount("云溪市图书馆", "公共阅读推广项目", D(5), category="其他人员类")])),
        Context(
            roster=Roster((RosterEntry("云溪市图书馆", "公共阅读推广项目"),)),
            last_year=last_year_of([YearlyAmount("云溪市图书馆", "公共阅读推广项目", D(5), 2024, category="其他人员类")]),
        ),
    ],
    ids=["roster", "roster-with-code", "last-year", "roster-without-category"],
)
def test_the_roster_or_last_year_lends_the_category(context: Context) -> None:
    """A self-evaluation without its declaration takes its 项目类别 from the roster, or else from last year's list."""
    form = self_evaluation(rows=FOUR_DONE)
    assert "IND-004" in {each.rule for each in BOOK.judge_form(form, Context()).findings}
    assert "IND-004" not in {each.rule for each in BOOK.judge_form(form, context).findings}


def test_the_declaration_comes_before_the_roster_and_its_code_is_read() -> None:
    """The declaration of the year knows best; 22-其他运转类 is 其他运转类."""
    context = Context(roster=Roster((RosterEntry("云溪市图书馆", "公共阅读推广项目", "其他人员类"),)))
    of_operation = declaration(rows=FOUR, category="22-其他运转类")
    found = {each.rule for each in BOOK.judge_form(self_evaluation(rows=FOUR_DONE), context, of_operation).findings}
    assert "IND-004" in found
    of_people = declaration(rows=FOUR, category="其他人员类（本级）")
    assert "IND-004" not in {each.rule for each in BOOK.judge_form(self_evaluation(rows=FOUR_DONE), Context(), of_people).findings}


def _batch(*forms: Form, context: Context | None = None) -> BatchJudgement:
    files = [FileResult(form.source.file, "read", sha256=str(place), forms=(form,)) for place, form in enumerate(forms)]
    return BOOK.judge_batch(files, context or Context())


def test_the_newest_declaration_is_the_yardstick() -> None:
    """Of two versions of a declaration the one that counts is compared."""
    old = declaration(file="申报.xlsx", annual_goal=None, annual=D("480000.00"))
    new = declaration(file="申报-修改后.xlsx", annual_goal=None, annual=D("500000.00"))
    rows = [(*row, "1", "1", "1", None) for row in declared_rows(new)]
    evaluation = self_evaluation(total_full_year_budget=D("480000.00"), rows=rows)
    found = [each for each in _batch(old, new, evaluation).findings if each.rule == "SELF-023"]
    assert [each.message for each in found] == ["“年初预算数”与年初申报不一致（申报：500,000.00，自评：480,000.00）。"]


def declared_rows(form: Form) -> list[tuple[Any, ...]]:
    """Return the levels, names and targets of a form, as the builders take them."""
    return [tuple(row[column].value for column in ("level1", "level2", "level3", "target")) for row in form.rows]


@pytest.mark.parametrize(
    "change",
    [{"year": 2024}, {"unit": "云溪市美术馆", "annual": D("9.00"), "rows": []}, {"project_name": "馆藏展览项目"}, {"unit": None}],
)
def test_only_the_same_year_unit_and_project_make_a_pair(change: dict[str, Any]) -> None:
    """Anything else is another project, whose goals bind nobody here."""
    judged = _batch(declaration(**change), self_evaluation())
    assert not [each for each in judged.findings if each.rule == "SELF-023"]


@pytest.mark.parametrize("change", [{"rows": [], "annual": D("500000.00")}, {"annual": D("9.00")}], ids=["money", "rows"])
def test_a_unit_renamed_is_held_to_its_goals(change: dict[str, Any]) -> None:
    """One declaration and one self-evaluation of a name with the same money or indicators: named before, not compared."""
    judged = _batch(declaration(unit="云溪市美术馆", **change), self_evaluation())
    assert [each for each in judged.findings if each.rule == "SELF-023"]


def test_two_operators_of_one_name_lend_none() -> None:
    """Where a declaration names an indicator twice with other signs, a self-evaluation without a sign gets neither."""
    rows = [("产出指标", "数量指标", name, each) for name, each in (("场次", "≥24(场)"), ("场次", "≤30(场)"), ("人次", "≥9(人次)"))]
    assert declared_operators(declaration(rows=rows)) == {"人次": "≥"}


@pytest.mark.parametrize(
    ("level2", "declared", "evaluated", "change"),
    [
        ("质量指标", "≥95(%)", "95%", None),
        ("质量指标", "≥95(%)", "≥90(%)", "lowered"),
        ("质量指标", "≥95(%)", "≤95(%)", "changed"),
        ("质量指标", "≥95(%)", "较高", "changed"),
        ("数量指标", "=24(场)", "=20(场)", "lowered"),
        ("数量指标", "=24(场)", "=30(场)", "changed"),
        ("经济成本指标", "=15000(元/场)", "=16000(元/场)", "lowered"),
        ("经济成本指标", "=15000(元/场)", "=14000(元/场)", "changed"),
        ("时效指标", "11月底前", "2025年11月30日前", None),
        ("时效指标", "6月、11月底前", "11月底前", "changed"),
        ("时效指标", "11月底前", "3月至11月底前", "changed"),
        ("时效指标", "11月底前", "10月底前", "changed"),
        ("时效指标", "每月上报", "每月抽查", "changed"),
    ],
)
def test_a_target_made_easier_is_told_from_one_made_harder(level2: str, declared: str, evaluated: str, change: str | None) -> None:
    """Fewer where more is better, more where less is; another way of writing the same is no change."""
    row = ("成本指标" if "成本" in level2 else "产出指标", level2, "单场活动平均费用" if "成本" in level2 else "活动情况")
    given = declaration(rows=[(*row, declared)], annual_goal=None)
    form = self_evaluation(rows=[(*row, evaluated, evaluated, "10", "10", None)])
    assert [each.change for each in differences(form, given, BOOK.rule_set.scoring)] == ([change] if change else [])


def test_a_copy_of_a_self_evaluation_has_the_same_declaration() -> None:
    """A superseded or copied form is judged like the one that counts."""
    evaluation, copy = self_evaluation(rows=FOUR_DONE), self_evaluation(rows=FOUR_DONE, file="副本.xlsx")
    files = [
        FileResult("申报.xlsx", "read", sha256="0", forms=(declaration(rows=FOUR),)),
        FileResult(evaluation.source.file, "read", sha256="1", forms=(evaluation,)),
        FileResult(copy.source.file, "read", sha256="1", forms=(copy,)),
    ]
    assert set(BOOK.declarations(files, Context())) == {evaluation.source, copy.source}


def test_grades_of_the_settings_replace_the_built_in_ones() -> None:
    """With limits of its own a department confirms its grades."""
    own = load_rule_book((), RuleChanges(grades=(("好", D("95")), ("差", D("0")))))
    scores = own.judge_form(self_evaluation(), Context()).scores
    assert scores is not None
    assert scores.grade == "差"
    assert own.rule_set.scoring.grades_confirmed


def test_an_overlay_may_change_how_scores_are_recomputed(tmp_path: Path) -> None:
    """The reverse formula w·t/a of other places, and another weight of 预算执行, as a setting."""
    data = {"scoring": {"reverse_formula": "ratio", "execution_weight": 20}}
    (tmp_path / "本局.json").write_text(json.dumps(data), encoding="utf-8")
    form = self_evaluation(rows=[("产出指标", "质量指标", "系统故障次数", "≤4(次)", "5(次)", "20", "16", "设备老化。")])
    own = load_rule_book((tmp_path,)).judge_form(form, Context())
    assert own.scores is not None
    assert own.scores.lines[0].formula == D("16.00")
    assert "SELF-010" in {each.rule for each in own.findings}
    assert "SELF-011" not in {each.rule for each in own.findings}
    assert BOOK.judge_form(form, Context()).scores.lines[0].formula == D("15.00")  # type: ignore[union-attr]


def test_a_misspelt_setting_of_the_scores_is_refused(tmp_path: Path) -> None:
    """A key nobody reads would change nothing without a word."""
    (tmp_path / "本局.json").write_text('{"scoring": {"revers_formula": "ratio"}}', encoding="utf-8")
    with pytest.raises(Exception, match="不认识“revers_formula”，是否应为“reverse_formula”"):
        load_rule_book((tmp_path,))


EXTREMES = [D("1E+308"), D("-1E+308"), D("1E-308"), D("NaN"), D("Infinity"), D("123456789012345678901234567890.123")]


@pytest.mark.parametrize("number", EXTREMES, ids=str)
@pytest.mark.parametrize(
    "field",
    ["total_full_year_budget", "total_executed", "total_initial_budget", "execution_weight", "execution_rate", "total_score"],
)
def test_no_number_of_a_damaged_file_stops_the_judging(field: str, number: Decimal) -> None:
    """Whatever stands in the money or the total, the form is judged and its scores can be asked for."""
    judged = BOOK.judge_form(self_evaluation(**{field: number}), Context())
    assert judged.scores is not None
    assert judged.scores.total is not None


@pytest.mark.parametrize("number", EXTREMES, ids=str)
@pytest.mark.parametrize("column", [5, 6])
def test_no_weight_or_score_of_a_damaged_file_stops_the_judging(column: int, number: Decimal) -> None:
    """A weight or a score beyond all measure is judged like any other, and one that is no number is none."""
    row: list[Any] = ["产出指标", "数量指标", "开展阅读推广活动场次", "≥24(场)", "20(场)", D(20), D(15), "雨季停办。"]
    row[column] = number
    scores = BOOK.judge_form(self_evaluation(rows=[row]), Context()).scores
    assert scores is not None
    line = scores.lines[0]
    assert (line.weight, line.claimed)[column - 5] == (number if number.is_finite() else None)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [("600000", "500000", 0), ("600000", "450000", 1), ("620000", "500000", 1)],
    ids=["adjusted", "another budget", "never declared"],
)
def test_a_budget_adjusted_during_the_year_is_told_by_both_declarations(before: str, after: str, found: int) -> None:
    """年初预算数 is that of the declaration that was replaced, 全年预算数 that of the one that counts."""
    adjusted = declaration(file="图书馆（调整后）.xlsx", annual=D(after), annual_goal=None)
    first = declaration(file="图书馆.xlsx", annual=D("600000"), annual_goal=None)
    judged = _batch(first, adjusted, self_evaluation(total_initial_budget=D(before)))
    assert sum("年初预算数" in each.message for each in judged.findings if each.rule == "SELF-023") == found


@pytest.mark.parametrize(
    ("unit", "declared", "found"),
    [("万元", "480050", 0), ("万元", "480050.01", 1), ("元", "480000", 0), ("元", "480000.01", 1)],
)
def test_money_rounded_to_wan_may_be_off_by_fifty_yuan(unit: AmountUnit, declared: str, found: int) -> None:
    """年初预算数 is the declared amount; two decimals in 万元 are 50 元 apart at most, and 元 not at all (handbook 5.0)."""
    judged = _batch(declaration(annual=D(declared), annual_goal=None), self_evaluation(amount_unit=unit))
    assert sum("年初预算数" in each.message for each in judged.findings if each.rule == "SELF-023") == found


def test_a_total_is_no_sum_where_no_indicator_is_scored() -> None:
    """A bureau that asks for the total alone: there is nothing to add up, and nothing to recompute."""
    rows = [[*each[:5], None, None, *each[7:]] for each in SELF_EVALUATION_ROWS]
    judged = BOOK.judge_form(self_evaluation(rows=rows), Context())
    assert not {"SELF-002", "SELF-001"} & {each.rule for each in judged.findings if "总分" in each.message}
    assert judged.scores is not None
    assert (judged.scores.score_sum, judged.scores.total) == (None, None)
