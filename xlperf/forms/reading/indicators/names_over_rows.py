"""A name of an indicator that stands in two rows beside one target merged over both: 沿线村民对巡护的 over 评价."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import LEVELS
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.rows import kind_of
from xlperf.forms.reading.indicators.split_target import joined
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.line_remarks import UNSURE_ROW

# What the first half of a name ends with, and what the second begins with.
_LEFT_OPEN = lazy_pattern(r".*(?:[(（][^)）]*|[、，,；;的及和与或—])", re.DOTALL)
_GOES_ON = lazy_pattern(r"[(（)）、，,的与或]|及(?!时)|和(?!谐)|[率数度性]$")
_SHORTEST_NAME = 4
"""Characters of what may be the name of an indicator by itself: 安全 below 沿线村庄 hardly is."""
Line = tuple[int, list[Spot]]


@dataclass(slots=True)
class NamesOverRows:
    """Puts such names together, row by row.

    What belongs to the indicator above says its name only: a number of its own, a level, a weight make it another one.
    Two indicators may share a target, which is that of either; where it is not plain which of both it is, both readings are told.

    Attributes:
        parts: addresses of the second halves.
        remarks: on what may as well be read the other way.
    """

    window: Window
    columns: Columns
    vocabulary: Vocabulary
    parts: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)

    def whole(self, lines: Sequence[Line]) -> list[Line]:
        """Return the rows of a table, those of one indicator as one."""
        found: list[Line] = []
        for row, line in lines:
            above = found[-1][1] if found else []
            name = next((each for each in above if self.columns.at(each.column) == "level3"), None)
            if name is None or len(line) > 1 or not self._shares_values(line[0], above, name) or not self._is_rest(name, line[0]):
                found.append((row, line))
                continue
            above[above.index(name)] = joined(name, line[0])
            self.parts.add(line[0].address)
        return found

    def _shares_values(self, spot: Spot, above: Sequence[Spot], name: Spot) -> bool:
        """True for a cell right below a name where every value of the row above is merged down to it, the target among them."""
        if self.columns.at(spot.column) != "level3" or spot.row != name.bottom + 1:
            return False
        values = [each for each in above if self.columns.at(each.column) not in (*LEVELS, "level3")]
        is_with_target = any(self.columns.at(each.column) == "target" for each in values)
        return is_with_target and all(each.bottom >= spot.row for each in values)

    def _is_rest(self, name: Spot, rest: Spot) -> bool:
        """True for the second half of a name."""
        first, second = name.text.strip(), rest.text.strip()
        if _LEFT_OPEN.fullmatch(first) or _GOES_ON.match(second):
            return True
        is_whole, ends_whole = (kind_of(each, self.vocabulary) == "name" for each in (name, rest))
        if is_whole and ends_whole:
            return False
        is_one = not is_whole and len(second) < _SHORTEST_NAME <= len(first)
        readings = ("上一行指标名称的后半截", "另一条指标")
        how, other = readings if is_one else readings[::-1]
        detail = {"row": str(rest.row), "how": f"“{second}”按{how}", "other": other, "margin": "2" if ends_whole else "1"}
        self.remarks.append(Remark(UNSURE_ROW, cell=rest.address, detail=detail))
        return is_one
