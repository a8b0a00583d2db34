"""Results told in the words of their targets: a miss is told whatever stands around the number, what was reached is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, self_evaluation
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book
from xlperf.rules.facts.words.like_worded import as_shares

BOOK = load_rule_book()
DATA = Path(__file__).parents[1] / "data"
MISSED = {"SELF-011", "SELF-012", "SELF-018", "SELF-030", "SELF-031", "SELF-033"}


def _lines(name: str) -> list[list[str]]:
    return [each.split("|") for each in (DATA / name).read_text("utf-8").splitlines()]


def _told(level2: str, name: str, target: str, actual: str) -> set[str]:
    """Return what is told of a result that has all its marks."""
    row = ["产出指标", level2, name, parse_target(target), parse_target(actual), "10", "10", None]
    form = self_evaluation(rows=[*SELF_EVALUATION_ROWS[:-1], row])
    return {each.rule for each in BOOK.judge_form(form, Context()).findings}


@pytest.mark.parametrize("line", _lines("results-missed.txt"), ids=lambda line: f"{line[2]} {line[3]}")
def test_a_target_that_was_missed_has_not_all_its_marks(line: list[str]) -> None:
    """Units in brackets, shares of 100,000, verbs before a number, falls, progress, how often, and until when."""
    assert _told(*line) & MISSED


@pytest.mark.parametrize("line", _lines("results-reached.txt"), ids=lambda line: f"{line[2]} {line[3]}")
def test_a_target_that_was_reached_is_not_accused(line: list[str]) -> None:
    """Ranks, limits, prices and spans, of which less is better, among them; 1次 may be told of each quarter."""
    assert not _told(*line) & (MISSED | {"SELF-014", "SELF-024", "SELF-032"})


def test_no_advice_asks_for_nothing_at_least() -> None:
    """A target of 0 is exactly that, and what a number is near to is no unit."""
    rows = [*DECLARATION_ROWS, *(["产出指标", "数量指标", "骗补案件", parse_target(each)] for each in ("0件", "20人左右"))]
    found = BOOK.judge_form(declaration(rows=rows), Context()).findings
    advice = "".join(each.suggestion for each in found if each.rule == "VAL-005")
    assert "≥0" not in advice and "左右" not in advice


@pytest.mark.parametrize(
    ("target", "actual", "wanted"),
    [
        ("≥1/3", "33%", "33%"),  # rounded in favour of the result
        ("≤1/3", "33%", "34%"),
        ("<1/3", "33%", "34%"),
        ("三分之二以上", "67%", "66%"),
        ("2/2", "45%", "100%"),
        ("3/2", "45%", None),
        ("1/3", "45人", None),
        ("1/3", "1/2", None),
        ("≥12/10万", "11/10万", "12/10万"),
        ("12/10万", "11/万", None),
    ],
)
def test_a_fraction_is_held_against_a_share_of_its_kind(target: str, actual: str, wanted: str | None) -> None:
    """Per cent for a fraction, and so many of a hundred thousand for as many of them."""
    found = as_shares(parse_target(target), parse_target(actual))
    assert (None if found is None else f"{found[0].number}{found[0].unit}") == wanted
