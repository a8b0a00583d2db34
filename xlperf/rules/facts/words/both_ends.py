"""Results that tell a change by both its ends (由93.1%提高到94.2%), where the target is how much it was to change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Target
from xlperf.rules.facts.words.phrases import phrases

_POINTS = lazy_pattern(r"个?百分点")
_ENDS = lazy_pattern(
    rf"(?:[由从自](?:上年|去年)?的?|^)(?P<before>\d+(?:\.\d+)?)(?P<unit>[^\d,，。；;]{{0,3}}?)"
    rf"(?:{phrases('changes_to')}|→|[-—]+>)(?P<after>\d+(?:\.\d+)?)(?P<other>[^\d,，。；;]{{0,3}})$"
)
_DOWN, _UP = (lazy_pattern(phrases(each)) for each in ("goes_down", "goes_up"))
_SHARES = ("%", "百分点", "个百分点", "")
_ALL = 100


def as_change(target: Target, actual: Target, name: str) -> Target | None:
    """Return a result as the change that its target asks for; the result itself where it tells no two ends.

    Whether 漏损率降低 ≥1(%) or 合格率提升 ≥94(%) asks for a change or for its end is told by which of both the target is
    nearer to.  None where the result is short of a change in points and reaches it in per cent of what was before.

    Args:
        target, actual: the phrases; name: of the indicator.
    """
    found = _ENDS.search(bare(actual.text))
    if found is None or target.number is None or target.number <= 0 or found["unit"] not in (found["other"], ""):
        return actual
    measure, is_points = found["other"], _POINTS.fullmatch(bare(target.unit or "")) is not None
    is_down = _DOWN.search(name + target.text) is not None
    if not is_points and not is_down and not _UP.search(name + target.text):
        return actual
    if bare(target.unit or measure) != measure and not (is_points and measure in _SHARES):
        return actual
    before, after = Decimal(found["before"]), Decimal(found["after"])
    change = before - after if is_down else after - before
    if not is_points and _apart(target.number, after) < _apart(target.number, abs(change)):
        return actual
    if not is_points and measure in _SHARES and before and change < target.number <= change / before * _ALL:
        return None
    return replace(actual, text=f"{change}{target.unit or ''}", kind="quantitative", operator=None, number=change, unit=target.unit)


def _apart(wanted: Decimal, number: Decimal) -> Decimal:
    """Return how many times the larger of two numbers is the smaller."""
    small, large = sorted((wanted, number))
    return large / small if small > 0 else Decimal("Infinity")
