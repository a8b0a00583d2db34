"""The one slip that explains a sum: named where it is certain, never named wrongly."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from xlperf.rules.facts.causes.one_slip import Amount, controls, explain, how_slipped

D = Decimal


def _mistyped(value: Decimal, random: Random) -> Decimal | None:
    """Return an amount with one slip in it; None for one that is left out."""
    kind = random.randrange(5)
    digits = str(int(value))
    if kind == 0:
        at = random.randrange(len(digits))
        other = random.choice([each for each in "123456789" if each != digits[at]])
        return D(digits[:at] + other + digits[at + 1 :])
    if kind == 1 and len(set(digits)) > 1:
        places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1] and (at or digits[1] != "0")]
        at = random.choice(places) if places else -1
        if at >= 0:
            return D(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    return None if kind == 4 else value * 10 if kind == 2 else value / 10000


def test_of_two_thousand_slips_most_are_named_and_none_wrongly() -> None:
    """With the project's column as control at least 60 % of the slips are named, and every one named is the one made."""
    random = Random(20260601)
    named = wrong = 0
    for _ in range(2000):
        parts = {
            "annual_fiscal": D(random.randrange(20, 900) * 1000),
            "annual_carryover": D(random.randrange(1, 90) * random.choice((100, 1000))) if random.random() < 0.4 else D(0),
            "annual_other": D(random.randrange(1, 60) * 1000) if random.random() < 0.3 else D(0),
        }
        right = {"annual": sum(parts.values(), D(0)), **parts}
        fiscal = right["annual_fiscal"] + right["annual_carryover"]
        head = {"total": right["annual"], "total_fiscal": fiscal, "total_other": right["annual_other"]}
        made = random.choice([name for name, value in right.items() if value])
        written: dict[str, Decimal | None] = {**right, made: _mistyped(right[made], random)}
        if made == "annual" and written[made] is None:
            continue  # a missing total is FUND-001
        known = controls({**written, **head}, one_year=True)
        amounts = [Amount(name, written[name], known.get(name)) for name in right]
        slip = explain(amounts[0], amounts[1:])
        if slip is not None:
            named += 1
            wrong += (slip.label, slip.meant) != (made, right[made])
    assert wrong == 0
    assert named >= 1200, named


def test_two_explanations_are_none() -> None:
    """A digit wrong in either of two parts explains the gap: neither is said."""
    assert explain(Amount("总额", D(500000)), [Amount("甲", D(300000)), Amount("乙", D(100000))]) is None


def test_a_slip_is_named_by_its_kind() -> None:
    """Digit, swap, zero and unit; anything further apart is no slip."""
    assert how_slipped(D(840000), D(480000)) == "相邻两位数字颠倒"
    assert how_slipped(D("1235.46"), D("1234.56")) == "相邻两位数字颠倒"  # on both sides of the point
    assert how_slipped(D(480100), D(480000)) == "一位数字写错"
    assert how_slipped(D(48000), D(480000)) == "少写一个 0"
    assert how_slipped(D(48), D(480000)) == "按万元填写"
    assert how_slipped(D(123456), D(654321)) is None


def test_nothing_is_never_what_was_meant() -> None:
    """A part of 4 that should be 0 is no slip of one digit: the total of 4 should be 8, and that is said."""
    slip = explain(Amount("总额", D(4)), [Amount("甲", D(4)), Amount("乙", D(4))])
    assert slip is not None
    assert (slip.label, slip.meant, slip.how) == ("总额", D(8), "一位数字写错")
