"""What the name of an indicator says about its target: which way is better, which units fit, whether it is a share.

The words come from ``schemas/rule-words.json`` and, for the direction, from the one list
in ``schemas/scoring.json`` that the scoring uses too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlperf.data.names import bare

_REMARK = re.compile(r"\([^()]*\)$")
_PER = re.compile(r"/|每|分之|人均|户均")
_PREFIX = re.compile(r"^[万亿千百]+(?=.)")
_VALUE_AS_NAME = re.compile(
    r"(?:[≥≤=><]|>=|<=)\d[\d,.]*(?:\([^()]{0,6}\)|[%‰\u4e00-\u9fff]{0,3})?|\d[\d,.]*(?:\(?[%‰]\)?|\([^()\d]{1,4}\))"
)


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Which kinds of unit a name may be measured in, by how the name ends.

    Attributes:
        kinds: unit -> its kind, such as 册 -> 书刊.
        fits: ending of a name -> the kinds that fit it; the longest ending decides.
        unless: words that make a name with such an ending something else.
    """

    kinds: Mapping[str, str]
    fits: Mapping[str, frozenset[str]]
    unless: tuple[str, ...]

    def clash(self, name: str, unit: str) -> bool:
        """Tell whether a unit cannot belong to a name (活动场次 in %, 培训人数 in 场, 采购数量 in 万元)."""
        plain = _REMARK.sub("", bare(name))
        kind = self._kind(unit)
        if kind is None or any(each in plain for each in self.unless):
            return False
        for length in range(min(4, len(plain)), 0, -1):
            fitting = self.fits.get(plain[-length:])
            if fitting is not None:
                return kind not in fitting
        return False

    def _kind(self, unit: str) -> str | None:
        plain = bare(unit)
        if _PER.search(plain):
            return None
        return self.kinds.get(plain) or self.kinds.get(_PREFIX.sub("", plain))


def parse_named_units(kinds: Mapping[str, list[str]], fits: Mapping[str, list[str]], unless: list[str]) -> NamedUnits:
    """Build the table from its file: kinds of units, and for each ending of a name the kinds that fit."""
    return NamedUnits(
        {unit: kind for kind, units in kinds.items() for unit in units},
        {ending: frozenset(names) for endings, names in fits.items() for ending in endings.split()},
        tuple(unless),
    )


def is_value(text: str) -> bool:
    """Tell whether the name of an indicator is a value (=100(%)): name and target were swapped."""
    return _VALUE_AS_NAME.fullmatch(bare(text)) is not None
