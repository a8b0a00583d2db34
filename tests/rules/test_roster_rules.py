"""What a roster says about a batch: sums beside control figures, unit by unit and all together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import declaration, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.rules import Context, load_rule_book

BOOK = load_rule_book()
LIBRARY, MUSEUM = "云溪市图书馆", "云溪市美术馆"


def _said(forms: list[Form], *entries: tuple[str, str, str], in_wan: bool = False) -> list[str]:
    """Return what is found about the sums of a batch whose roster has these units, projects and control figures."""
    roster = Roster(tuple(RosterEntry(unit, name, "", Decimal(money) if money else None) for unit, name, money in entries), in_wan)
    files = [FileResult(form.source.file, "read", sha256=form.source.file, forms=(form,)) for form in forms]
    judged = BOOK.judge_batch(files, Context(batch_year=2025, roster=roster))
    return [each.message for each in judged.findings if "汇总金额" in each.message]


def _project(name: str, money: str, unit: str = LIBRARY) -> Form:
    return declaration(file=f"{name}.xlsx", project_name=name, unit=unit, annual=Decimal(money))


def test_a_project_that_was_declared_and_evaluated_counts_once() -> None:
    """The control figure is held against the declaration alone; without declarations against the self-evaluations."""
    name, evaluated = "公共阅读推广项目", self_evaluation()
    assert _said([declaration(), evaluated], (LIBRARY, name, "480000")) == []
    assert _said([evaluated], (LIBRARY, name, "500000")) == []
    assert _said([evaluated], (LIBRARY, name, "480000")) == [
        "云溪市图书馆 汇总金额 500,000.00 与控制数 480,000.00 相差 20,000.00。"
    ]


@pytest.mark.parametrize(("second", "found"), [("200050", 0), ("200050.01", 1)])
def test_control_figures_in_wan_may_each_be_off_by_fifty(second: str, found: int) -> None:
    """Two lines rounded to 万元 may be off by 100 元 together (handbook 5.0), and by no 分 more."""
    forms = [_project("甲项目", "100050"), _project("乙项目", second)]
    entries = ((LIBRARY, "甲项目", "100000"), (LIBRARY, "乙项目", "200000"))
    assert len(_said(forms, *entries, in_wan=True)) == found


def test_the_sum_of_all_units_is_left_alone_where_one_has_no_control_figure() -> None:
    """Money of a unit without a control figure is no excess of the others."""
    forms = [_project("甲项目", "100000"), _project("乙项目", "200000", MUSEUM)]
    assert _said(forms, (LIBRARY, "甲项目", "100000"), (MUSEUM, "乙项目", "")) == []
    assert _said(forms, (LIBRARY, "甲项目", "100000"), (MUSEUM, "乙项目", "200001")) == [
        "云溪市美术馆 汇总金额 200,000.00 与控制数 200,001.00 相差 1.00。",
        "合计 汇总金额 300,000.00 与控制数 300,001.00 相差 1.00。",
    ]


@pytest.mark.parametrize(("years", "found"), [((2025,), 1), ((2025, 2026), 0)], ids=["one year", "two years"])
def test_forms_without_a_year_are_held_against_the_only_year_of_the_roster(years: tuple[int, ...], found: int) -> None:
    """Of two years nobody can tell which one is meant: then nothing is claimed about the sum."""
    entries = tuple(RosterEntry(LIBRARY, "公共阅读推广项目", "", Decimal(500000), year=year) for year in years)
    form = declaration(year=None)
    files = [FileResult(form.source.file, "read", sha256="0", forms=(form,))]
    judged = BOOK.judge_batch(files, Context(batch_year=2025, roster=Roster(entries)))
    assert sum("汇总金额" in each.message for each in judged.findings) == found
