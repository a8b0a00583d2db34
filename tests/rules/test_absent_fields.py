"""A unit is not blamed for what the form of its bureau does not ask; a field left blank is another matter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import declaration, self_evaluation
from tests.forms.bureau_forms import RESULT
from tests.forms.test_record_shape import without
from tests.forms.test_registration import registered, written
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Field, Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.intake.sheet import Cell, Workbook
from xlperf.rules import Context, load_rule_book

BOOK = load_rule_book()
MONEY = ("initial_budget", "full_year_budget", "executed")
PARTS = tuple(f"/funding/{part}/{column}" for part in ("fiscal", "carryover") for column in MONEY)


def blamed(form: Form) -> set[str]:
    """Return the rules that a form breaks."""
    return {each.rule for each in BOOK.judge_form(form, Context()).findings}


@pytest.mark.parametrize(
    ("blank", "names", "rule"),
    [
        (declaration(nature=None), ("/nature",), "HEAD-007"),
        (declaration(category=None), ("/category",), "HEAD-008"),
        (declaration(start_date=None), ("/start_date",), "DATE-001"),
        (declaration(unit=None), ("/unit",), "HEAD-006"),
        (self_evaluation(fiscal_executed=Decimal(1), fiscal_full_year_budget=Decimal(2)), PARTS, "SELF-009"),
        (self_evaluation(actual_completion=None), ("/actual_completion",), "SELF-017"),
    ],
    ids=["nature", "category", "start date", "unit", "parts of the money", "completion"],
)
def test_what_a_layout_lacks_is_not_missing(blank: Form, names: tuple[str, ...], rule: str) -> None:
    """Left blank on a form that asks for it, it is a finding; on a form without the field it is none."""
    assert rule in blamed(blank)
    assert rule not in blamed(without(blank, *names))


def _without_column(form: Form, column: str) -> Form:
    """Return a form whose money table has no such column: its fields are blank and stand nowhere."""
    gone = [f"/funding/{part}/{column}" for part in ("total", "fiscal", "carryover", "other")]
    fields = (replace(each, value=None, raw="", cell=None) if each.name in gone else each for each in form.fields)
    return replace(form, fields=tuple(fields))


def test_a_column_that_the_money_of_a_form_lacks_is_not_demanded() -> None:
    """Left blank it is; what else is blank in that table is still demanded, and the weights of the rows make 90."""
    assert "SELF-029" in blamed(self_evaluation(execution_weight=None))
    bare = _without_column(self_evaluation(total_weight=Decimal(100)), "weight")
    assert not blamed(bare) & {"SELF-001", "SELF-029", "SELF-038"}
    assert not blamed(_without_column(self_evaluation(total_weight=Decimal(90)), "weight")) & {"SELF-001", "SELF-029", "SELF-038"}
    found = BOOK.judge_form(_without_column(self_evaluation(execution_rate=None), "weight"), Context()).findings
    assert [each.message for each in found if each.rule == "SELF-029"] == ["资金执行情况或总分一行没有填写“执行率”。"]


def test_a_rule_that_holds_without_the_absent_field_still_counts() -> None:
    """The parts of the year's money add up without a row for what was carried over."""
    form = without(declaration(), "/funding/annual_carryover")
    assert "FUND-002" not in blamed(form)
    passed = BOOK.judge_form(form, Context()).tally.counts["FUND-002"]
    assert passed == BOOK.judge_form(declaration(), Context()).tally.counts["FUND-002"]


@pytest.mark.parametrize(
    ("form", "names", "rule"),
    [
        (declaration(annual_fiscal=Decimal("470000.00")), ("/funding/annual_carryover",), "FUND-002"),
        (self_evaluation(fiscal_executed=Decimal("1.00")), PARTS[3:], "SELF-009"),
        (self_evaluation(fiscal_executed=Decimal("993700.00")), PARTS[3:], "SELF-035"),
    ],
    ids=["money asked for", "money spent", "money spent of its part"],
)
def test_sums_are_judged_on_forms_that_ask_for_no_money_carried_over(form: Form, names: tuple[str, ...], rule: str) -> None:
    """A part that no form asks for counts as 0: the others must make up the total."""
    assert rule in blamed(without(form, *names))


def test_the_message_of_a_sum_names_no_money_carried_over_where_none_stands() -> None:
    """Nor does it speak of three parts."""
    form = without(declaration(annual_fiscal=Decimal("470000.00")), "/funding/annual_carryover")
    found = next(each for each in BOOK.judge_form(form, Context()).findings if each.rule == "FUND-002")
    assert found.message == "年度资金申请总额 480,000.00 ≠ 当年财政拨款 470,000.00 + 其他资金 0.00，相差 10,000.00。"


def test_a_column_that_a_layout_lacks_is_not_missing_in_its_rows() -> None:
    """A self-evaluation without a column for reasons owes none."""
    form = self_evaluation()
    fields = tuple(replace(each, value=None, raw="") if each.name.endswith("/deviation_note") else each for each in form.fields)
    unexplained = replace(form, fields=fields)
    lacking = without(unexplained, *(each.name for each in fields if each.name.endswith("/deviation_note")))
    gone = blamed(unexplained) - blamed(lacking)
    assert gone == {"SELF-013"}
    assert blamed(lacking) <= blamed(unexplained)


def title_of(folder: Path, name: str) -> Form:
    """Read a form on the workbook of a department's own, with a title."""
    layouts = load_layouts(written(folder, registered(RESULT)))
    sheet = RESULT.sheet()
    cells = {**sheet.cells, (2, 1): Cell(name, "text"), (5, 1): Cell("老城步道修缮", "text")}
    (form,) = read_forms(Workbook("xlsx", (replace(sheet, cells=cells),)), "表.xlsx", layouts, load_vocabulary()).forms
    return form


@pytest.mark.parametrize(
    ("name", "is_known"), [("项目完成情况自评表", True), ("云岭区2025年度项目完成情况自评表", True), ("项目完成表", False)]
)
def test_the_title_of_a_departments_own_layout_is_known(tmp_path: Path, name: str, is_known: bool) -> None:
    """HEAD-001 asks for 绩效 in the title, unless the department itself listed the title."""
    assert ("HEAD-001" not in blamed(title_of(tmp_path, name))) == is_known


def test_money_carried_over_counts_in_the_sum_of_the_whole_project() -> None:
    """A form with 上年结转资金 of the term owes a total with that in it, and the message names it."""
    carried = Field("/funding/total_carryover", "上年结转资金", Decimal("3000.00"), "3000", "C8")
    form = declaration()
    total = form.amount("/funding/total") or Decimal(0)
    fields = [replace(each, value=total + 3000) if each.name == "/funding/total" else each for each in form.fields]
    assert "FUND-003" not in blamed(replace(form, fields=(*fields, carried)))
    found = BOOK.judge_form(replace(form, fields=(*form.fields, carried)), Context()).findings
    message = next(each.message for each in found if each.rule == "FUND-003")
    assert "+ 上年结转资金 3,000.00 +" in message
    assert message.endswith("相差 3,000.00。")


def test_a_form_whose_names_stand_under_an_unknown_heading_is_judged_with_the_others() -> None:
    """三级指标 that nobody knew leaves its rows without names: the batch is judged all the same."""
    form = self_evaluation()
    nameless = replace(form, fields=tuple(each for each in form.fields if not each.name.endswith("/level3")))
    files = [FileResult("表.xlsx", "read", sha256="1", forms=(nameless,))]
    assert "SUM-017" not in {each.rule for each in BOOK.judge_batch(files, Context()).findings}
