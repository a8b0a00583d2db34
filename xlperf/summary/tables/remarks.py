"""What xlperf itself says in the column 备注 beside a form, and what in such a cell somebody else wrote."""

from __future__ import annotations

import re

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.summary.tables.projects import AMOUNTS, ANNUAL

UNREAD = "未能读出，未计入合计"
NO_ANNUAL = f"{AMOUNTS[ANNUAL][1]}未填"
NO_TOTAL = "总分未填或未能读出，未计入平均"
NOT_RECOMPUTED = "得分不全，无法重算总分"

_FIXED = "|".join(map(re.escape, (NO_ANNUAL, NO_TOTAL, NOT_RECOMPUTED)))
_OWN = lazy_pattern(rf"(?:^|(?<=；))(?:[^；“”]{{1,30}}“.*?”{UNREAD}|{_FIXED})(?:；|$)", re.DOTALL)


def written_by_hand(text: str) -> str:
    """Return a text of the column 备注 without the sentences that xlperf writes there itself."""
    return _OWN.sub("", text).strip().strip("；")
