"""A small table of the money of each year below the money of the form: 分年度资金安排 | 2025年 | 2026年 | 2027年."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_body_below import GOALS, HEAD, MONEY, TABLE

Line = tuple[str, ...]
YEARS: Line = ("分年度资金安排", "2025年", "2026年", "2027年")


def _told(*rows: Line) -> list[tuple[str, str, str]]:
    (form,) = read(drawn((*HEAD, *rows, *GOALS, *TABLE))).forms
    return [(each.cell, each.detail["part"], each.detail["count"]) for each in form.remarks if each.kind == "unread_cell"]


def test_it_is_told_once() -> None:
    """Everything that the form asks was read; each cell is recorded, one remark says so."""
    more = [(cell, "more", "3") for cell in ("B6", "C6", "D6", "B7", "C7", "D7")]
    assert _told(*MONEY, YEARS, ("", "48", "48.5", "1,200")) == [("A6", "years", "3"), *more]


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ((*MONEY, YEARS[:2], ("", "48")), "amount"),
        ((*MONEY, YEARS, ("", "", "", "", "48")), "amount"),
        ((YEARS, ("", "48", "48", "48")), "amount"),
        ((*MONEY, YEARS, ("", "48", "另议")), "head"),
    ],
    ids=["one year", "under no year", "no other money", "words"],
)
def test_what_may_be_anything_else_is_told_by_itself(rows: tuple[Line, ...], part: str) -> None:
    """An amount of one year, one beside the years, money that stands nowhere else, words."""
    assert part in [each[1] for each in _told(*rows)]
