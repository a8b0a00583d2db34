"""Judging forms and files: six outcomes, categories, folding, yielding, and rules that break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import DECLARATION_ROWS, declaration, entry, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules import Context, Finding, Outcome, Tally, load_rule_book, merge_tallies
from xlperf.rules.dialect.keywords import KEYWORDS
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.rules.ruleset.rule_files import read_rule_set

BOOK = load_rule_book()
CONTEXT = Context()


def _found(form: Form, context: Context = CONTEXT) -> list[Finding]:
    return list(BOOK.judge_form(form, context).findings)


def _outcome(form: Form, rule: str, context: Context = CONTEXT) -> set[Outcome]:
    counts = BOOK.judge_form(form, context).tally.counts[rule]
    return {outcome for outcome in Outcome if counts[outcome]}


def test_a_faultless_declaration_has_no_findings() -> None:
    """The invented form of the tests passes every rule."""
    assert _found(declaration()) == []


def test_a_faultless_self_evaluation_has_no_findings_from_the_shared_rules() -> None:
    """Rules for both kinds of form leave a faultless self-evaluation alone."""
    assert [each for each in _found(self_evaluation()) if not each.rule.startswith("SELF")] == []


def test_a_finding_says_where_what_and_how_much() -> None:
    """Cell, label, found, expected and difference stand in fields of their own."""
    found = _found(declaration(annual=entry(Decimal("480100.00"), "480100")))
    finding = next(each for each in found if each.rule == "FUND-002")
    assert finding == Finding(
        rule="FUND-002",
        severity="error",
        title="年度资金构成不平",
        file="云溪市图书馆-公共阅读推广项目.xlsx",
        message="年度资金申请总额 480,100.00 ≠ 当年财政拨款 480,000.00 + 上年结转资金 0.00 + 其他资金 0.00，相差 100.00。",
        sheet="申报表",
        cell="E6",
        form="A1:E18",
        unit="云溪市图书馆",
        project="公共阅读推广项目",
        label="年度资金申请总额",
        found="480100",
        expected="480,000.00",
        difference="100.00",
        suggestion="请核对各项数字，使总额等于各项之和：年度资金申请总额 480,100.00 可能应为 480,000.00（一位数字写错）。",
        basis="表内等式：年度资金申请总额＝当年财政拨款＋上年结转资金＋其他资金",
        explainable=False,
    )


@pytest.mark.parametrize(
    ("form", "rule", "outcome"),
    [
        (declaration(), "DATE-002", Outcome.PASSED),
        (declaration(end_date=date(2024, 1, 1)), "DATE-002", Outcome.FAILED),
        (declaration(), "DATE-006", Outcome.NOT_APPLICABLE),
        (self_evaluation(), "DATE-002", Outcome.NOT_APPLICABLE),
        (declaration(end_date=None), "DATE-002", Outcome.NOT_ENOUGH_DATA),
        (declaration(year=None), "IND-005", Outcome.NOT_ENOUGH_DATA),
        (declaration(end_date=entry(None, "长期", "not_a_date")), "DATE-002", Outcome.COULD_NOT_READ),
        (declaration(annual=entry(None, "#REF!", "error_value")), "FUND-001", Outcome.COULD_NOT_READ),
    ],
)
def test_each_outcome_is_counted_as_what_it_is(form: Form, rule: str, outcome: Outcome) -> None:
    """Passed, failed, not applicable, not enough data and could not read are told apart."""
    assert _outcome(form, rule) == {outcome}


def test_a_condition_that_cannot_be_decided_is_no_pass() -> None:
    """Whether a project spans years is unknown without its dates, so DATE-005 does not pass silently."""
    assert _outcome(declaration(start_date=None), "DATE-005") == {Outcome.NOT_ENOUGH_DATA}


def test_a_rule_that_raises_is_reported_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken keyword makes a record of its own; every other rule still runs."""

    def explode(*_arguments: object) -> None:
        raise ZeroDivisionError("除以零")

    broken_sums = replace(KEYWORDS["sums"], check=explode)
    monkeypatch.setattr("xlperf.rules.dialect.compiling.KEYWORDS", {**KEYWORDS, "sums": broken_sums})
    judgement = RuleBook(read_rule_set()).judge_form(declaration(project_name=None), CONTEXT)
    broken = [each for each in judgement.findings if each.title == "规则运行出错"]
    assert [each.rule for each in broken] == ["FUND-002", "FUND-003"]
    assert broken[0].message == "规则 FUND-002（年度资金构成不平）未能执行：ZeroDivisionError：除以零。"
    assert broken[0].severity == "warning"
    assert judgement.tally.counts["FUND-002"][Outcome.BROKE] == 1
    assert judgement.tally.counts["FUND-002"][Outcome.PASSED] == 0
    assert "HEAD-004" in {each.rule for each in judgement.findings}


def test_due_done_and_undone_add_up() -> None:
    """应查 counts everything but 不适用; 未能查 is what came to no answer."""
    tally = merge_tallies([Tally({"A-001": (2, 1, 5, 1, 1, 1)}), Tally({"A-001": (1, 0, 0, 0, 0, 0), "B-001": (0, 0, 3, 0, 0, 0)})])
    assert (tally.due, tally.done, tally.undone) == (7, 4, 3)
    assert tally.counts == {"A-001": (3, 1, 5, 1, 1, 1), "B-001": (0, 0, 3, 0, 0, 0)}


def test_every_rule_of_the_stage_is_in_the_tally_of_every_form() -> None:
    """No rule can drop out of the count, whatever the kind of form."""
    wanted = {each.id for each in BOOK.rule_set.rules if each.stage == "form"}
    assert set(BOOK.judge_form(declaration(), CONTEXT).tally.counts) == wanted
    assert set(BOOK.judge_form(self_evaluation(), CONTEXT).tally.counts) == wanted


def test_a_category_overlay_changes_the_rules() -> None:
    """Payments to people may lack 满意度: a warning elsewhere, nothing in 其他人员类."""
    rows = [row for row in DECLARATION_ROWS if row[0] != "满意度指标"]
    severities = {
        category: [each.severity for each in _found(declaration(rows=rows, category=category)) if each.rule == "IND-004"]
        for category in ("特定目标类", "其他运转类", "其他人员类")
    }
    assert severities == {"特定目标类": ["warning"], "其他运转类": ["warning"], "其他人员类": []}


def test_vague_values_are_told_in_one_line_a_form() -> None:
    """Ten vague values make one finding with their number and their cells, not ten."""
    rows = [*DECLARATION_ROWS, *(("效益指标", "社会效益指标", f"第{n}社区读书氛围", "提升") for n in "一二三四五六七八九十")]
    vague = [each for each in _found(declaration(rows=rows)) if each.rule == "VAL-017"]
    assert [each.message for each in vague] == [
        "有 10 个指标值较笼统（如“提升”）：E19、E20、E21、E22、E23、E24、E25、E26、E27、E28。"
    ]


def test_one_cell_and_cause_makes_one_finding() -> None:
    """A 时效 value of 及时 is told by VAL-015 alone, a missing overall goal by DATE-005 alone."""
    rows = [*DECLARATION_ROWS, ("产出指标", "时效指标", "是否及时上架", "及时")]
    assert [each.rule for each in _found(declaration(rows=rows))] == ["VAL-015"]
    assert [each.rule for each in _found(declaration(end_date=date(2026, 12, 31)))] == ["DATE-005", "FUND-016"]


def test_the_switch_year_of_the_regime_is_a_setting() -> None:
    """A department that switched a year later is not asked for 成本指标 in 2025."""
    rows = [row for row in DECLARATION_ROWS if row[0] != "成本指标"]
    assert "IND-005" in {each.rule for each in _found(declaration(rows=rows))}
    assert "IND-005" not in {each.rule for each in _found(declaration(rows=rows), Context(regime_switch=2026))}


def test_a_form_in_ten_thousand_yuan_is_spoken_to_in_its_own_unit() -> None:
    """Amounts in a message are in the unit that the form prints."""
    found = _found(declaration(annual=Decimal("480600.00"), amount_unit="万元"))
    assert next(each.difference for each in found if each.rule == "FUND-002") == "0.06"


def test_long_texts_are_quoted_in_part() -> None:
    """A goal of forty thousand characters does not swell the list of findings."""
    found = _found(declaration(annual_goal="读" * 40000))
    assert {len(each.found) for each in found if each.rule == "GOAL-006"} == {121}


def test_a_refused_file_is_a_finding_with_its_own_words() -> None:
    """The clerk reads in the finding why the file cannot be used."""
    file = FileResult("云溪市美术馆.xlsx", "refused", reason="no_form", message="只有通讯录。", hint="请核对。")
    findings = BOOK.judge_file(file, CONTEXT).findings
    assert [(each.rule, each.severity, each.message) for each in findings] == [
        ("FILE-004", "error", "文件“云溪市美术馆.xlsx”中没有找到绩效目标申报表或绩效自评表。只有通讯录。")
    ]


def test_a_file_passed_over_is_not_judged() -> None:
    """An owner file is neither a form nor a fault."""
    judgement = BOOK.judge_file(FileResult("~$表.xlsx", "passed_over", reason="锁定文件"), CONTEXT)
    assert (judgement.findings, judgement.tally.counts) == ((), {})


def test_judging_twice_gives_the_same() -> None:
    """A rule book keeps nothing of the forms it has seen."""
    form = declaration(annual=Decimal("1.00"), rows=[*DECLARATION_ROWS, *DECLARATION_ROWS])
    first = BOOK.judge_form(form, CONTEXT)
    BOOK.judge_form(declaration(year=2023), CONTEXT)
    assert BOOK.judge_form(form, CONTEXT) == first
