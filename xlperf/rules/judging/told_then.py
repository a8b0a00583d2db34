"""Whether a finding still says what it said when somebody approved or explained it (核准只管当时的数)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.rules.finding import Finding

_FIGURE = lazy_pattern(r"(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?")
_NOT_SAID_OF_IT = lazy_pattern(r"第\s*\d+\s*行|“[^“”]*\.[A-Za-z]{2,5}”|(?<![A-Za-z])[A-Z]{1,3}\d+(?![\w.])")
"""Rows, files and cells are where it stands: they move while what is said stays the same."""


def says_another(before: str, finding: Finding) -> bool:
    """Tell whether a finding has other figures now than its message (问题) had then.

    The figures of a finding often stand in nothing but its message.  What concerns no cell, or compares with others, says
    by its names whom it is about: there every word counts.
    """
    if not before:
        return False
    if finding.told or not finding.cell:
        return _differs(before, finding.message)
    return _figures(before) != _figures(finding.message)


def _differs(before: str, now: str) -> bool:
    """Tell whether two messages differ; the part that one is about stands in front where a folder has several."""
    one, other = bare(before), bare(now)
    return one != other and not one.endswith(f":{other}") and not other.endswith(f":{one}")


def _figures(message: str) -> Counter[Decimal]:
    plain = _NOT_SAID_OF_IT.sub("", bare(message))
    return Counter(Decimal(each[0].replace(",", "")) for each in _FIGURE.finditer(plain))
