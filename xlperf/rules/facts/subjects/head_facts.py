"""Facts of the head of a form: year, regime, category, the amount of the year and of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from xlperf.data.names import bare, same_body, shown_body
from xlperf.forms.form import ROWS_ELSEWHERE, UNCLEAR_BLOCKS, UNREAD, Field, Form
from xlperf.forms.values.dates import names_several_years
from xlperf.intake.sheet import row_of
from xlperf.lists.last_year import LastYear, times
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules.context import Context
from xlperf.rules.facts.rule_words import Vocabulary
from xlperf.rules.facts.subjects.subject import Facts


def add_head_facts(facts: Facts, form: Form, context: Context, vocabulary: Vocabulary) -> None:
    """Add what follows from the head of a form to the values that stand there."""
    _add_years(facts, context.regime_switch)
    _add_classes(facts, form, context, vocabulary)
    yearly = facts.get("annual", facts.get("total_full_year_budget"))
    if isinstance(yearly, Decimal):
        facts["yearly_amount"] = yearly
        if context.last_year is not None:
            facts.update(_last_year_facts(context.last_year, form, yearly))
    line = _line_of(form, context.roster)
    if line is not None and line.amount is not None and context.roster is not None and not context.roster.coarse:
        facts["roster_amount"] = line.amount
    _add_circumstances(facts, context)
    title = form.get("/title")
    if title is not None and "own_title" in title.notes:
        facts["known_title"] = True
    missing = next((each for each in form.remarks if each.kind == "unit_missing"), None)
    if missing is not None:
        facts["unit_missing"] = True
        if "found" in missing.detail:
            facts["unit_in_doubt"] = missing.detail["found"]
    unread = [each.cell for each in form.remarks if each.kind == UNREAD and each.detail.get("part") in ("amount", "amounts")]
    if unread:
        facts["money_unread"] = True
        if _is_near(form.get("/funding/annual"), unread):
            facts["annual_unread"] = True
    if any(each.kind in (ROWS_ELSEWHERE, UNCLEAR_BLOCKS) for each in form.remarks):
        facts["rows_unread"] = True
    if form.kind == "declaration" and form.get("/funding/annual") is None:
        facts["without_annual"] = True
    year = form.get("/year")
    if year is None:
        facts["without_year"] = True
    elif year.value is None and names_several_years(year.raw):
        facts["several_years"] = year.raw
    if "annual_goal" in facts:
        facts["annual_goal_length"] = len(bare(facts["annual_goal"]))


def _is_near(amount: Field | None, unread: Sequence[str]) -> bool:
    """True for a blank amount with a number that no field has in its row or in the next."""
    if amount is None or not amount.blank or amount.cell is None:
        return False
    row, *rows = map(row_of, (amount.cell, *unread))
    return any(each in (row, row + 1) for each in rows)


def _add_years(facts: Facts, regime_switch: int) -> None:
    year, start, end = facts.get("year"), facts.get("start_date"), facts.get("end_date")
    if isinstance(year, int):
        facts["regime"] = "B" if year >= regime_switch else "A"
    if isinstance(start, date):
        facts["start_year"] = start.year
    if isinstance(end, date):
        facts["end_year"] = end.year
    if isinstance(start, date) and isinstance(end, date):
        facts["spans_years"] = end.year > start.year


def _add_classes(facts: Facts, form: Form, context: Context, vocabulary: Vocabulary) -> None:
    category = facts.get("category")
    if isinstance(category, str):
        known = vocabulary.category(category)
        if known != category:
            facts["printed_category"], facts["category"] = category, known
    elif form.kind == "self_evaluation" and (listed := _listed_category(form, context)):
        facts["category"] = vocabulary.category(listed)
    nature_class = vocabulary.nature_class(facts.get("nature", ""))
    if nature_class:
        facts["nature_class"] = nature_class


def _add_circumstances(facts: Facts, context: Context) -> None:
    if "department" in facts:
        own = same_body(facts["department"], context.department or "")
        facts["department_name"] = shown_body((own and context.department) or facts["department"])
    if context.department:
        facts["own_department"] = shown_body(context.department)
    if context.batch_year is not None:
        facts["batch_year"] = context.batch_year


def _listed_category(form: Form, context: Context) -> str:
    """Return the 项目类别 of a self-evaluation, whose form has no place for it, as the roster or else last year's list gives it."""
    line = _line_of(form, context.roster)
    if line is not None and line.category:
        return line.category
    unit, project = form.text("/unit"), form.text("/project_name")
    return context.last_year.category(unit, project) if context.last_year and unit and project else ""


def _line_of(form: Form, roster: Roster | None) -> RosterEntry | None:
    unit, project = form.text("/unit"), form.text("/project_name")
    return roster.find(unit, project, form.year) if roster is not None and unit and project else None


def _last_year_facts(last_year: LastYear, form: Form, yearly: Decimal) -> Facts:
    """Return what the project was given last year, and how far that is from this year's amount."""
    before = last_year.amount(form.text("/unit"), form.text("/project_name"), form.year, form.kind)
    factor = None if before is None else times(yearly, before)
    return {} if factor is None else {"last_year_amount": before, "last_year_factor": factor}
