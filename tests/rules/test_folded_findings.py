"""Hints of one rule about many rows are one finding that names the cells; errors and what has no cell stand each for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import finding
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


@pytest.mark.parametrize(("count", "ending"), [(39, "E51。"), (40, "E52。"), (41, "E52等。")])
def test_forty_cells_are_named(count: int, ending: str) -> None:
    """The last of them is; where there are more, it is said."""
    message = _with_cells(_ONE, [f"E{13 + at}" for at in range(count)]).message
    assert message.startswith("没有单位：E13、E14、")
    assert message.endswith(ending)
