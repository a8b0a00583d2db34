"""Hints of one rule about many rows are one finding that names the cells, warnings only where they say the very same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration, self_evaluation
from tests.summary.batches import finding
from xlperf.rules import Context, load_rule_book
from xlperf.rules.finding import Finding
from xlperf.rules.judging.rule_run import _fold_many, _with_cells

_ONE = replace(finding(declaration(), "IND-001", "warning"), message="没有单位。")


def _rows(count: int, **changes: str) -> list[Finding]:
    return [replace(_ONE, cell=f"E{13 + at}", **changes) for at in range(count)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "left"), [(1, 1), (2, 2), (3, 1), (7, 1)])
def test_three_of_a_kind_are_one(count: int, left: int) -> None:
    """Two stand apart; three are told once, in the place of the first."""
    found = _fold_many(_rows(count), {"IND-001"})
    assert (len(found), found[0].cell) == (left, "E13")
    assert ("E14" in found[0].message) is (count >= 3)


@pytest.mark.parametrize(
    "changes",
    [{"severity": "error"}, {"cell": ""}, {"form": ""}, {"rule": "FUND-002"}],
    ids=["error", "no cell", "no form", "no row"],
)
def test_what_is_not_folded(changes: dict[str, str]) -> None:
    """An error, a finding without cell or form, and one of a rule about whole forms."""
    many = [replace(each, **changes) for each in _rows(4)]  # type: ignore[arg-type]
    assert _fold_many(many, {"IND-001"}) == many


def test_findings_of_other_forms_and_rules_are_folded_apart() -> None:
    """Three of one form and two of another: the two stay, and the order of all is kept."""
    other = [replace(each, form="A90:F120") for each in _rows(2)]
    found = _fold_many([other[0], *_rows(3), other[1]], {"IND-001"})
    assert [each.form for each in found] == [other[0].form, _ONE.form, other[1].form]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"suggestion": "一般用“≥”。"}, {"suggestion": "一般用“≤”。"}),
        ({"expected": "11.7"}, {"expected": "10.8"}),
        ({"message": "“场次”是数量指标，单位却是 %。"}, {"message": "“场次”是数量指标，单位却是人。"}),
    ],
    ids=["other advice", "other due value", "other fault"],
)
def test_rows_of_which_something_else_is_said_are_not_folded(one: dict[str, str], other: dict[str, str]) -> None:
    """The advice and the due points of the first were given for all, those of the others told nowhere."""
    many = [replace(each, **(other if at % 2 else one)) for at, each in enumerate(_rows(4))]  # type: ignore[arg-type]
    assert _fold_many(many, {"IND-001"}) == many


def test_names_and_figures_of_rows_do_not_keep_them_apart() -> None:
    """The hint is the same, and so is what to do."""
    many = [replace(each, severity="info", message=f"“指标{at}”的值“{at}.5”没有单位。") for at, each in enumerate(_rows(4))]
    (found,) = _fold_many(many, {"IND-001"})
    assert found.message == "“指标0”的值“0.5”没有单位。同样的还有 3 处：E14、E15、E16。"


@pytest.mark.parametrize("own", [{"message": "“指标{}”的值没有单位。"}, {"found": "≥{}"}], ids=["name", "value"])
def test_warnings_about_other_rows_are_not_folded(own: dict[str, str]) -> None:
    """What a unit answered to the first row settled all of them, whatever they said and whatever became of them later."""
    many = [replace(each, **{key: says.format(at) for key, says in own.items()}) for at, each in enumerate(_rows(4))]  # type: ignore[arg-type]
    assert _fold_many(many, {"IND-001"}) == many


@pytest.mark.parametrize(("count", "ending"), [(39, "E51。"), (40, "E52。"), (41, "E52等。")])
def test_forty_cells_are_named(count: int, ending: str) -> None:
    """The last of them is; where there are more, it is said."""
    message = _with_cells(_ONE, [f"E{13 + at}" for at in range(count)]).message
    assert message.startswith("没有单位：E13、E14、")
    assert message.endswith(ending)


def _scored(*scores: str | None) -> list[tuple[str, str]]:
    row = ("产出指标", "数量指标", "阅读推广活动场次", "≥24(场)", "25(场)", "20")
    form = self_evaluation(rows=[(*row[:2], f"{row[2]}{at}", *row[3:], score, None) for at, score in enumerate(scores)])
    found = load_rule_book().judge_form(form, Context()).findings
    return [(each.cell, each.message) for each in found if each.rule == "SELF-004"]


def test_a_column_left_blank_is_one_error() -> None:
    """One cause, one finding, which names the range and how many; from two rows down each is told."""
    assert _scored(None, None, None, None) == [("H13", "“得分”一栏都没有填写：H13:H16，共 4 处。")]
    assert [cell for cell, _ in _scored(None, None)] == ["H13", "H14"]


def test_blanks_in_a_column_with_a_value_are_told_one_by_one() -> None:
    """Each may have a reason of its own; 0 is a value."""
    assert [cell for cell, _ in _scored(None, None, None, "20")] == ["H13", "H14", "H15"]
    assert [cell for cell, _ in _scored("0", None, None, None)] == ["H14", "H15", "H16"]
