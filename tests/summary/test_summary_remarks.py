"""What the last column of a list says of a line: one remark for one reason, and none where there is nothing to be said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import declaration
from xlperf.rules.judging.submissions import Submission
from xlperf.rules.judging.year_on_year import YearChange
from xlperf.summary.sheets.change_sheet import _short as shortened
from xlperf.summary.sheets.submission_sheet import _remarks as remarks_on_unit
from xlperf.summary.sheets.year_sheet import _remark as remark_on_project
from xlperf.summary.submission_copy import _short as beginning

PART = ("云溪市水务局", 2026)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"doubtful": True, "twin": "河堤巡护费"}, "上年有几个同名项目，没有比较"),
        ({"twin": "河堤巡护费"}, "今年有“河堤巡护费”，可能是同一个项目，请核对名称"),
        ({"twin": "河堤巡护费", "form": declaration()}, "上年有“河堤巡护费”，可能是同一个项目，请核对名称"),
        ({"before": Decimal(1)}, "有一年的金额未填或未能读出"),
        ({"before": Decimal(1), "after": Decimal(1)}, ""),
        ({"before": Decimal(1), "after": Decimal(1), "copied": True}, "目标和指标与上年一字不差"),
    ],
)
def test_the_remark_on_a_project_beside_last_years(given: dict[str, Any], said: str) -> None:
    """The first reason why nothing was compared, or that nothing was changed."""
    copied = {"same_goal": True, "unchanged": len(declaration().rows), "form": declaration()} if given.pop("copied", False) else {}
    assert remark_on_project(YearChange(PART, "延续", "云溪市河道所", "河堤巡护", **given, **copied)) == said


def test_a_new_project_without_an_amount_is_not_remarked() -> None:
    """There is nothing to compare it with."""
    assert remark_on_project(YearChange(PART, "新增", "云溪市河道所", "河堤巡护")) == ""


UNIT = Submission(PART, "云溪市河道所", True, (), (), 0, Decimal(0), 0, bound=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"unit": ""}, ["没有填实施单位"]),
        ({"listed": False}, ["不在名单上"]),
        ({"bound": False}, ["名单里没有它在这个部门、年度的项目"]),
        ({"missing_n": 1}, ["没有报送"]),
        ({"missing_n": 1, "declarations": (declaration(),)}, ["没有报齐"]),
        ({"withdrawn": ("展览", "讲座")}, ["看作撤下，不算应报：展览、讲座"]),
        ({"reported_none": 1}, ["本年无项目"]),
        ({"reported_none": 1, "declarations": (declaration(),)}, ["报了本年无项目，却有表"]),
        ({"unread": 2, "unnamed": 3}, ["2 个项目的金额未填或未能读出", "3 张表没有项目名称"]),
        ({"some_control": True}, ["有的项目没有控制数，没有比对"]),
        ({"some_control": True, "control": Decimal(0)}, []),
    ],
)
def test_the_remarks_on_a_unit(given: dict[str, Any], said: list[str]) -> None:
    """Whether it owes anything here, what is missing, and what was not added up or compared."""
    assert remarks_on_unit(replace(UNIT, **given)) == said


def test_long_texts_are_cut_where_the_whole_stands_elsewhere() -> None:
    """Twenty characters of a goal, and three hundred of a text that changed; what is no longer stays."""
    assert [beginning("巡" * 20), beginning("巡" * 21)] == ["巡" * 20, f"{'巡' * 20}…（全文见申报表）"]
    assert [shortened("巡" * 300), shortened("巡" * 301)] == ["巡" * 300, f"{'巡' * 300}…"]
