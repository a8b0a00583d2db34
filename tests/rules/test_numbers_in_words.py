"""What a result in words says: numbers with their units, ranges, all of it and none of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.rules.facts.words.answers import bounds, implied_number, quantities

D = Decimal


@pytest.mark.parametrize(
    ("actual", "wanted", "unit", "at_most", "number"),
    [
        ("未发生", 0, "次", False, 0),
        ("未发生", 0, None, False, 0),
        ("未发生", 3, "次", False, None),
        ("无", 2, "件", True, 0),
        ("无", 2, "件", False, None),
        ("无", 2, None, True, None),
        ("无", 2, "天", True, None),
        ("无", 2, "万元", True, None),
        ("未发生2起", 0, "起", False, None),
        ("全部完成", 100, "%", False, 100),
        ("全部完成", 95, "%", False, 100),
        ("全部完成", 100, "场", False, None),
        ("全部完成", 100, None, False, None),
        ("未全部完成", 100, "%", False, None),
        ("良好", 100, "%", False, None),
    ],
)
def test_all_and_none_are_numbers_where_they_can_be(
    actual: str, wanted: int, unit: str | None, at_most: bool, number: int | None
) -> None:
    """无 is 0 of what is counted and limited, of no time and no money; 全部 is 100 only of per cent."""
    assert implied_number(actual, D(wanted), unit, at_most) == (None if number is None else D(number))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20-30(场)", (20, 30)),
        ("≥90%且≤95%", (90, 95)),
        ("不少于1,000不超过2,000", (1000, 2000)),
        ("30-20", None),
        ("20-20", None),
        ("2025-12-31", None),
        ("≥20", None),
    ],
)
def test_a_range_has_two_ends_in_their_order(text: str, ends: tuple[int, int] | None) -> None:
    """A day is no range, and neither is one whose ends are the same or the wrong way round."""
    assert bounds(text) == (None if ends is None else tuple(map(D, ends)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共开展十二场", (12, "场", False)),
        ("共开展二十场", (20, "场", False)),
        ("共开展十场", (10, "场", False)),
        ("共开展三场", (3, "场", False)),
        ("共开展二十三场，3人参加", (3, "人", False)),
        ("共开展近3场", (3, "场", True)),
    ],
)
def test_numbers_in_chinese_count_where_no_others_stand(text: str, found: tuple[int, str, bool]) -> None:
    """Up to 99; a digit in the text is taken before them."""
    assert quantities(text) == ((D(found[0]), *found[1:]),)
