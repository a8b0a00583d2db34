"""No form, however oddly filled, makes a built-in rule raise, and what cannot be judged is never passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import declaration, entry, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Remark
from xlperf.forms.values.target import parse_target
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, Outcome, load_rule_book
from xlperf.rules.facts.subjects.form_view import FormView

BOOK = load_rule_book()
CONTEXT = Context(
    batch_year=2025, department="云溪市文化和旅游局", roster=Roster((RosterEntry("云溪市图书馆", "", "", Decimal(5)),))
)

_TEXTS = st.one_of(
    st.none(),
    st.sampled_from(["", "XX", "2019-2023年规划", "1.甲；3.乙", "<p>", "读" * 600, "and 13800001234", "《2020》2024年", "｛｝{x}"]),
)
_AMOUNTS = st.one_of(
    st.none(),
    st.decimals(Decimal("-1e12"), Decimal("1e12"), places=3),
    st.sampled_from([entry(None, "全部", "not_a_number"), entry(None, "#REF!", "error_value"), entry(None, "=A1", "uncached")]),
)
_DATES = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.just(entry(None, "长期", "not_a_date")))
_LEVELS = st.sampled_from(
    [None, "产出指标", "效益指标", "满意度指标", "成本指标", "数量指标", "时效指标", "经济成本指标", "服务对象满意度指标", "别的"]
)
_NAMES = st.sampled_from(
    [None, "满意度", "预算执行率", "是否通过", "送书册数", "投诉次数", "活动费用", "指标1", "上架及时率", "上架及时性"]
)
_TARGETS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "≥95(%)",
            "=120(%)",
            "≤3万元/月",
            "≤5(元/人)",
            "99",
            ">=5 (次)",
            "13月",
            "2024年6月底前",
            "全覆盖",
            "4季度",
            "是",
            "及时",
            "≥1.00(万)",
        ]
    ),
    st.text(max_size=12),
).map(lambda text: parse_target(text) if text and text.strip() else None)


@st.composite
def _forms(draw: st.DrawFn) -> Form:
    rows = draw(st.lists(st.tuples(_LEVELS, _LEVELS, _NAMES, _TARGETS), max_size=5))
    texts = {
        name: draw(_TEXTS) or None
        for name in ("title", "project_name", "nature", "category", "department", "unit", "overall_goal", "annual_goal")
    }
    amounts = {
        name: draw(_AMOUNTS)
        for name in ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_carryover", "annual_other")
    }
    head: dict[str, Any] = {
        "year": draw(st.one_of(st.none(), st.integers(1990, 2100))),
        "start_date": draw(_DATES),
        "end_date": draw(_DATES),
    }
    unit = draw(st.sampled_from(["元", "万元"]))
    return declaration(rows=rows, amount_unit=unit, **texts, **amounts, **head)


@settings(max_examples=200, deadline=None)
@given(st.lists(_forms(), min_size=1, max_size=3))
def test_no_form_breaks_a_rule(forms: list[Form]) -> None:
    """Every check of every form comes to one of the outcomes, and none of them is 规则出错."""
    forms = [replace(form, source=replace(form.source, file=f"{number}.xlsx")) for number, form in enumerate(forms)]
    files = [FileResult(form.source.file, "read", sha256=form.source.file, forms=(form,)) for form in forms]
    tallies = [BOOK.judge_form(form, CONTEXT).tally for form in forms]
    tallies += [BOOK.judge_file(file, CONTEXT).tally for file in files]
    tallies.append(BOOK.judge_batch(files, CONTEXT).tally)
    for tally in tallies:
        assert not [rule for rule, counts in tally.counts.items() if counts[Outcome.BROKE]]
        assert tally.done + tally.undone == tally.due


@settings(max_examples=50, deadline=None)
@given(_AMOUNTS, _AMOUNTS)
def test_no_self_evaluation_breaks_a_shared_rule(budget: Any, executed: Any) -> None:
    """The rules for both kinds of form take a self-evaluation as they take a declaration."""
    form = self_evaluation(total_full_year_budget=budget, total_executed=executed, actual_completion=None)
    counts = BOOK.judge_form(form, CONTEXT).tally.counts
    assert not [rule for rule, each in counts.items() if each[Outcome.BROKE]]


def test_a_blank_form_passes_nothing_that_needs_its_values() -> None:
    """Where the money is blank, no rule about money says 通过."""
    names = ("total", "total_fiscal", "total_other", "annual", "annual_fiscal", "annual_carryover", "annual_other")
    counts = BOOK.judge_form(declaration(**dict.fromkeys(names)), CONTEXT).tally.counts
    passed = {rule for rule in counts if rule.startswith("FUND") and counts[rule][Outcome.PASSED]}
    assert passed == {"FUND-012", "FUND-013"}


@pytest.mark.parametrize(
    ("texts", "unread"),
    [(("举办讲座3场", "培训40人"), True), (("举办讲座3场", "提升素养"), False), (("提升素养", "读者满意"), False), ((), False)],
)
def test_texts_with_figures_below_a_form_without_rows_may_be_its_indicators(texts: tuple[str, ...], unread: bool) -> None:
    """Then nobody is told that indicators are missing."""
    remarks = tuple(Remark("unread_cell", detail={"text": each}) for each in texts)
    view = FormView(declaration(rows=(), remarks=remarks), Context(), BOOK.rule_set.vocabulary)
    assert view.head.facts.get("rows_unread", False) is unread
    assert "rows_unread" not in FormView(declaration(remarks=remarks), Context(), BOOK.rule_set.vocabulary).head.facts


@pytest.mark.parametrize(("levels", "facts"), [(2, set()), (1, {"without_level2"}), (0, {"without_level2", "without_levels"})])
def test_a_form_whose_table_has_no_column_of_levels_lacks_none(levels: int, facts: set[str]) -> None:
    """What its bureau does not ask for is told apart from what its unit left blank."""
    form = declaration()
    asked = {f"level{each + 1}" for each in range(levels)} | {"level3", "target"}
    kept = [each for each in form.fields if not each.name.startswith("/indicators/") or each.name.rpartition("/")[2] in asked]
    view = FormView(replace(form, fields=tuple(kept)), Context(), BOOK.rule_set.vocabulary)
    assert view.head.facts.keys() & {"without_level2", "without_levels"} == facts
