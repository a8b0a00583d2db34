"""How a hit becomes a finding: its place, its words, and what its unit may read of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import declaration
from xlperf.data.money import money_text
from xlperf.forms.form import Field
from xlperf.rules.dialect.breach import Breach, Detail, Labels, Money
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.finding import Finding
from xlperf.rules.judging.engine import RunnableRule
from xlperf.rules.judging.hit_wording import Hit, broken, hits_of, word
from xlperf.rules.judging.rule_book import load_rule_book
from xlperf.rules.ruleset.rule import Each, Rule, Variant

VOCABULARY: Vocabulary = load_rule_book().rule_set.vocabulary
RULE = Rule("T-001", "试题", "error", "试题", "form", "form", True, "有误。", "请核对。", "试题依据")
FORM = declaration(unit="示例馆", project_name="展览项目")
PLACED = Field("/year", "年度", 2025, "2025年", "B2")
PLACELESS = Field("/month", "月份", None, "三月", None)


def _worded(message: str, field: Field | None = None, **details: Detail) -> Finding:
    subject = Subject({"year": 2025}, {"year": PLACED, "month": PLACELESS}, "甲.xlsx", FORM)
    rule = replace(RULE, message=message, limits={"most": 3, "year": 1999})
    return word(Hit(RunnableRule(rule, VOCABULARY), subject, field, details))


@pytest.mark.parametrize(
    ("message", "field", "said"),
    [
        ("{label}/{cell}/{value}", PLACED, "年度/B2/2025年"),
        ("{label}/{cell}/{value}", PLACELESS, "月份//三月"),
        ("{label}/{cell}/{value}", None, "//"),
        ("{year}/{most}/{month}/{file}/{nobody}", PLACED, "2025/3/三月/甲.xlsx/"),
    ],
)
def test_a_placeholder_is_of_the_field_the_facts_the_limits_or_the_fields(message: str, field: Field | None, said: str) -> None:
    """In this order, and nothing where none of them knows it."""
    assert _worded(message, field).message == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Money(Decimal("1234567.8")), "1,234,567.80"),
        (Labels(("year", "month", "unknown")), "年度、月份、unknown"),
        (Decimal("12.50"), "12.5"),
        (date(2026, 3, 5), "2026-03-05"),
        ("读" * 120, "读" * 120),
        ("读" * 121, "读" * 120 + "…"),
        (7, "7"),
    ],
)
def test_a_detail_is_shown_as_what_it_is(given: Detail, said: str) -> None:
    """Money with commas, facts by their labels, a number without idle zeros, a day, a long text cut after 120 characters."""
    assert _worded("{given}", year=given, given=given).message == said


def test_a_fact_of_money_is_shown_in_the_unit_of_its_form() -> None:
    """480,000 元 is 48 万元 in a form in 万元, and 元 where there is no form."""
    rule = RunnableRule(replace(RULE, message="{annual}"), VOCABULARY)
    facts = {"annual": Decimal(480000)}
    shown = [
        word(Hit(rule, Subject(facts, {}, "甲.xlsx", form), None, {})).message
        for form in (declaration(amount_unit="元"), declaration(amount_unit="万元"), None)
    ]
    assert shown == ["480,000.00", "48.00", "480,000.00"]


def test_money_has_two_decimals_or_as_many_as_it_needs() -> None:
    """Thousands are grouped; a fraction of a cent of 万元 is not lost."""
    assert [money_text(Decimal(each)) for each in ("0", "1.5", "1234567", "0.005")] == ["0.00", "1.50", "1,234,567.00", "0.005"]
    assert money_text(Decimal("12345"), "万元") == "1.2345"


@pytest.mark.parametrize(
    ("each", "told", "said", "read"),
    [
        ("form", "", "丙的年度是2025年。", ""),
        ("form", "与别处不同。", "丙的年度是2025年。", "与别处不同。"),
        ("copy", "", "丙的年度是2025年。", "另一个文件的年度是2025年。"),
        ("copy", "与{other}不同。", "丙的年度是2025年。", "与另一个文件不同。"),
        ("neighbour", "", "丙的年度是2025年。", ""),
    ],
)
def test_a_unit_reads_no_name_of_another(each: Each, told: str, said: str, read: str) -> None:
    """The department reads which file it is; its unit reads 另一个文件, and what the rule tells it."""
    subject = Subject({"other": "丙"}, {}, "甲.xlsx", FORM)
    texts = {"message": "{other}的年度是{value}。", "suggestion": "请核对{other}。", "unit_suggestion": "请看{other}。"}
    rule = replace(RULE, each=each, told=told, **texts)  # type: ignore[arg-type]
    found = word(Hit(RunnableRule(rule, VOCABULARY), subject, PLACED, {}))
    shown = "另一个文件" if each == "copy" else "丙"
    assert (found.message, found.told) == (said, read)
    assert (found.suggestion, found.advice) == (f"请核对{shown}。", f"请看{shown}。")


def test_a_finding_has_the_place_of_its_form_and_field_or_what_the_facts_say() -> None:
    """A file without a form, and a list, are placed by the facts of the subject."""
    rule = RunnableRule(RULE, VOCABULARY)
    facts = {"sheet": "名单", "cell": "C7", "unit": "某馆", "project": "某项目"}
    placed = [
        word(Hit(rule, Subject(facts, {}, "甲.xlsx", form), field, {}))
        for form, field in ((FORM, PLACED), (FORM, PLACELESS), (None, None))
    ]
    assert [(each.sheet, each.cell, each.form, each.unit, each.project, each.label, each.found) for each in placed] == [
        ("申报表", "B2", "A1:E18", "示例馆", "展览项目", "年度", "2025年"),
        ("申报表", "", "A1:E18", "示例馆", "展览项目", "月份", "三月"),
        ("名单", "C7", "", "某馆", "某项目", "", ""),
    ]


@pytest.mark.parametrize(
    ("trial", "shown"), [(False, ("error", "试题", False)), (True, ("info", "试题（试行）", True))], ids=["in force", "in trial"]
)
def test_a_rule_in_trial_finds_hints_only(trial: bool, shown: tuple[str, str, bool]) -> None:
    """And its title says so."""
    found = word(Hit(RunnableRule(replace(RULE, trial=trial), VOCABULARY), Subject({}, {}, "甲.xlsx", FORM), None, {}))
    assert (found.severity, found.title, found.trial) == shown


def test_a_rule_that_breaks_is_told_with_the_form_it_broke_on() -> None:
    """Nobody is accused: it is a warning of the program about itself."""
    rule = RunnableRule(RULE, VOCABULARY)
    on_form, on_file = (broken(rule, ValueError("坏"), Subject({}, {}, "甲.xlsx", form)) for form in (FORM, None))
    assert (on_form.sheet, on_form.form, on_form.unit, on_form.project) == ("申报表", "A1:E18", "示例馆", "展览项目")
    assert (on_file.sheet, on_file.form, on_file.unit, on_file.project) == ("", "", "", "")
    assert on_form.message == "规则 T-001（试题）未能执行：ValueError：坏。"
    assert (on_form.severity, on_form.file, on_form.basis) == ("warning", "甲.xlsx", "程序自检")


def test_a_place_at_fault_is_told_once() -> None:
    """Where the rule says ``at``, the first field with a cell is blamed, once; rows each for itself; else what the breach names."""
    subject = Subject({}, {"month": PLACELESS, "year": PLACED}, "甲.xlsx", FORM)
    breaches = [Breach(), Breach(("year",)), Breach(("rows", 0)), Breach(("rows", 1, "level3")), Breach(("rows", 1, "level3"))]

    def cells(at: tuple[str, ...]) -> list[str | None]:
        rule = RunnableRule(replace(RULE, at=at), VOCABULARY)
        return [each.field.cell if each.field else None for each in hits_of(rule, subject, breaches)]

    second = FORM.rows[1]["level3"].cell
    assert cells(("month", "year")) == ["B2", None, second]
    assert cells(("month",)) == [None, None, second]
    assert cells(("nobody",)) == [None, None, second]
    assert cells(()) == [None, "B2", None, second]


def test_a_variant_says_what_it_says_and_leaves_the_rest() -> None:
    """The first that fits the breach; a suggestion of its own is not followed by the rule's for the unit."""
    base = replace(RULE, unit_suggestion="请单位核对。", explainable=True, record_only=True)
    fits = {"properties": {"many": {"const": True}}, "required": ["many"]}
    own = Variant(fits, "info", False, False, "另一句。", "另请核对。", None)
    rule = RunnableRule(replace(base, variants=(Variant(fits | {"not": {}}), own, Variant(fits, "warning"))), VOCABULARY)
    subject = Subject({}, {}, "甲.xlsx")
    assert rule.face(subject, {}) == rule.rule
    told = rule.face(subject, {"many": True})
    assert (told.severity, told.explainable, told.record_only) == ("info", False, False)
    assert (told.message, told.suggestion, told.unit_suggestion) == ("另一句。", "另请核对。", "")
    plain = RunnableRule(replace(base, variants=(Variant(fits),)), VOCABULARY).face(subject, {"many": True})
    assert plain == replace(base, variants=plain.variants)
    both = RunnableRule(replace(base, variants=(replace(own, unit_suggestion="请单位另核。"),)), VOCABULARY)
    assert both.face(subject, {"many": True}).unit_suggestion == "请单位另核。"


def test_only_what_a_rule_reads_can_keep_it_from_being_judged() -> None:
    """A year that cannot be read stops a rule about it, unless the rule is about just that; another field stops none."""
    then = {"properties": {"year": {"minimum": 2000}}}
    reads, judges = replace(RULE, then=then), replace(RULE, then=then, judges=("not_a_number",))
    subjects = [Subject({}, {}, "甲.xlsx", FORM, {each: ("not_a_number",)}) for each in ("year", "month")]
    found = [[RunnableRule(rule, VOCABULARY).judge(each)[0].name for each in subjects] for rule in (reads, judges)]
    assert found == [["COULD_NOT_READ", "PASSED"], ["PASSED", "PASSED"]]
