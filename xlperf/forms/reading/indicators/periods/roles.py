"""Which period a heading speaks of: this year, the whole term (中期, 实施期), or earlier years."""

from __future__ import annotations

from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import ANNUAL as ANNUAL
from xlperf.forms.layouts.layout import TERM as TERM
from xlperf.forms.layouts.layout import Roles

_BRACKETED = lazy_pattern(r"\([^()]*\)")
_POINTERS = {ANNUAL: "/indicators", TERM: "/term_indicators"}


@lru_cache(maxsize=4096)
def role_of(key: str, roles: Roles) -> str:
    """Return the period that a heading names, empty when it names none.

    The longest word decides, so that 跨年度 is the term and 上年度 an earlier year; of two as long the first of the layout,
    so that 年度总体目标 is the year's.  What stands in brackets counts only where nothing else says it.
    """
    outside = _BRACKETED.sub("", key)
    for text in (outside, key) if outside else (key,):
        found = [(len(match[0]), role) for role, pattern in roles for match in pattern.finditer(text)]
        if found:
            return max(found, key=lambda each: each[0])[1]
    return ""


@lru_cache(maxsize=4096)
def without_role(key: str, roles: Roles) -> str:
    """Return a heading without the words that name a period and without brackets: 实施周期指标值 is 指标值."""
    text = _BRACKETED.sub("", key)
    named = {at for _, pattern in roles for match in pattern.finditer(text) for at in range(*match.span())}
    return "".join(each for at, each in enumerate(text) if at not in named)


def pointer_of(role: str) -> str:
    """Return where the indicators of a period stand in the record: those of the year are the indicators."""
    return _POINTERS.get(role, f"/{role}")
