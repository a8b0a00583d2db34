"""Units (实施单位) of a batch that are probably one, written in two ways, where no roster says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from xlperf.data.names import bare, body_key, short_body, usual_spellings, without_office

_PLACE = re.compile(r"[省市区县镇乡]")
_IN_FRONT = re.compile(r"[\u4e00-\u9fff]{1,8}?[省市区县镇乡](?:[\u4e00-\u9fff]{1,6}?[市区县镇乡])?")
_CITY = re.compile(r"[\u4e00-\u9fff]{2,3}")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,3}[区县]")
_FEWEST = 4
"""Characters of a name below which a likeness says nothing."""


def unit_twins(names: Iterable[str]) -> Mapping[str, str]:
    """Return, for each name that is probably another spelling of a fuller one in the batch, the fuller one.

    云溪图书馆 lacks the 区 of 云溪区图书馆; 云溪区图书馆 lacks the 江州市 of 江州市云溪区图书馆.  Two
    places (云溪市图书馆, 云溪区图书馆) are two units, and so are two that both might be meant.
    The office of a body (云溪区教育局机关) is probably the body, and a short form (一中) the long one (第一中学).
    """
    counts = Counter(filter(None, names))
    keys = {body_key(name): name for name in counts}
    short = {key: short_body(key) for key in keys}
    by_core: dict[str, list[str]] = {}
    for key in keys:
        by_core.setdefault(_PLACE.sub("", short[key]), []).append(key)
    twins: dict[str, str] = {}
    for key in keys:
        if len(key) < _FEWEST:
            continue
        alike = by_core[_PLACE.sub("", short[key])]
        fuller = [other for other in alike if len(other) > len(key) and _holds(short[other], short[key])]
        fuller += [each for each in (without_office(key),) if each != key and each in keys]
        fuller += [other for other in keys if len(other) > len(key) and other.endswith(key) and _is_place(other[: -len(key)], key)]
        if len(set(fuller)) == 1:
            twins.update((each, keys[fuller[0]]) for each in counts if body_key(each) == key)
    return twins


def other_spellings(names: Iterable[str]) -> Mapping[str, str]:
    """Return, for each name that is certainly another one in the batch (X（本级）, “X。”), the spelling that most use."""
    usual = usual_spellings(filter(None, names))
    return {name: spelt for name, spelt in usual.items() if bare(name) != bare(spelt)}


def _is_place(front: str, name: str) -> bool:
    """Tell whether what stands before a name is the place above it: 江州市, or 江州 before a district (云溪区…)."""
    if name[0] in "省市区县" and _CITY.fullmatch(front) is not None:
        return True  # 县种子站 beside 浦禾县种子站
    return _IN_FRONT.fullmatch(front) is not None or (_CITY.fullmatch(front) is not None and _DISTRICT.match(name) is not None)


def _holds(longer: str, shorter: str) -> bool:
    """Tell whether one name is the other with nothing but characters of places left out."""
    at = 0
    for each in longer:
        if at < len(shorter) and each == shorter[at]:
            at += 1
        elif not _PLACE.fullmatch(each):
            return False
    return at == len(shorter)
