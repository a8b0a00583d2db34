"""Criteria of COUNTIFS and SUMIFS that find one name and nothing else."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from xlperf.book.cell_text import fit_for_xml
from xlperf.data.lazy_patterns import lazy_pattern

_LONGEST = 255
"""A longer criterion is an error in Excel."""

_SYNTAX = lazy_pattern(r"[*?~]|^[=<>]")
_NUMBER = lazy_pattern(r"[\s\d.,%$¥￥:/年月日Ee+-]+")
"""Text that a criterion may take for a number or a date, and find in another spelling."""


class Criteria:
    """Tells which names of a column can be searched for.

    A criterion knows wildcards and signs of comparison, and does not tell upper from
    lower case nor, in some programs, full from half width; and LibreOffice does not always
    count blank cells by ``"="``.  What it would mix up or miss has no criterion, and its
    results are written as plain numbers.

    Args:
        names: every text of the column; blanks are empty.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._alike = Counter(_folded(name) for name in set(names))

    def of(self, name: str, cell: str) -> str | None:
        """Return the criterion that finds a name: the cell that holds it, None when it cannot be searched for."""
        fit = 0 < len(name) <= _LONGEST and not _SYNTAX.search(name) and not _NUMBER.fullmatch(name) and fit_for_xml(name) == name
        return cell if fit and self._alike[_folded(name)] == 1 else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
