"""A self-evaluation has no place for its 项目类别; a roster gives it, also where it calls the unit by a shorter name."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.builders import self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, load_rule_book
from xlperf.run.judged_batch import _evaluations

_BOOK = load_rule_book()
_ROWS = (("产出指标", "数量指标", "发放补贴人数", "=20(人)", "20人", "90", "90", None),)


@pytest.mark.parametrize(("listed", "silent"), [("云溪市图书馆", True), ("图书馆", True), ("云溪市文化馆", False)])
def test_the_category_counts_whatever_the_roster_calls_the_unit(listed: str, silent: bool) -> None:
    """What pays people needs no 满意度指标."""
    form = self_evaluation(rows=_ROWS)
    roster = Roster((RosterEntry(listed, form.text("/project_name"), "其他人员类"),))
    context = Context(roster=roster)
    alone = {form.source: _BOOK.judge_form(form, context)}
    processed = [SimpleNamespace(result=FileResult("表.xlsx", "read", forms=(form,)), evaluations=alone)]
    judged = _evaluations(processed, {form.source: form}, _BOOK, context.among([form]))  # type: ignore[arg-type]
    assert ("IND-004" not in {each.rule for each in judged[form.source].findings}) is silent
