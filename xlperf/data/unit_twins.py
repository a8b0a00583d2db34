"""Units (实施单位) that are probably one, written in two ways: in a batch, and in a list that the department keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from string import digits

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare, body_key, is_own_office, is_slip, short_body, usual_spellings, without_office
from xlperf.data.resources import load_json
from xlperf.data.short_names import short_names

_PLACE = lazy_pattern(r"[省市区县镇乡]")
_IN_FRONT = lazy_pattern(r"[\u4e00-\u9fff]{1,8}?[省市区县镇乡](?:[\u4e00-\u9fff]{1,6}?[市区县镇乡])?")
_CITY = lazy_pattern(r"[\u4e00-\u9fff]{2,3}")
_DISTRICT = lazy_pattern(r"[\u4e00-\u9fff]{2,3}[区县]")
_FEWEST = 4
# A text that was pasted into the cell of a name has no ends by which another name could be known.
_LONGEST_NAME = 80
"""Characters of a name below which a likeness says nothing."""


def unit_twins(names: Iterable[str]) -> Mapping[str, str]:
    """Return, for each name that is probably another spelling of a fuller one in the batch, the fuller one.

    云溪图书馆 lacks the 区 of 云溪区图书馆; 云溪区图书馆 lacks the 江州市 of 江州市云溪区图书馆.  Two
    places (云溪市图书馆, 云溪区图书馆) are two units, and so are two that both might be meant.
    The office of a body (云溪区教育局机关) is probably the body, and a short form (一中) the long one (第一中学).
    """
    counts = Counter(filter(None, names))
    keys = {body_key(name): name for name in counts}
    fuller = _Fuller(keys)
    twins: dict[str, str] = {}
    for key in keys:
        found = fuller.than(key) if len(key) >= _FEWEST else set()
        if len(found) == 1:
            twins.update((each, keys[min(found)]) for each in counts if body_key(each) == key)
    return twins


def meant_units(listed: Iterable[str], reported: Iterable[str], departments: Iterable[str] = ()) -> dict[str, str]:
    """Return, for units of a list that no form names, the one that its forms probably call by a fuller or a shorter name.

    Departments write 图书馆 for 云溪市图书馆.  Only where neither could mean another one.

    Args:
        listed: units of the list, as compared; reported: those of the forms, all of them.
        departments: of the forms: 局机关 is the one that reports for itself.
    """
    ours, theirs = set(listed), set(reported)
    fuller = _Fuller({*ours, *theirs})
    pairs = {(one, other) for one in ours - theirs for other in fuller.than(one) & theirs}
    pairs |= {(other, one) for one in theirs - ours for other in fuller.than(one) & ours}
    pairs |= {(one, head) for one in ours - theirs if is_own_office(one) for head in theirs.intersection(departments)}
    often = Counter(each for pair in pairs for each in pair)
    return {one: other for one, other in pairs if often[one] == often[other] == 1 and one not in theirs and other not in ours}


def may_be_one(unit: str, other: str) -> bool:
    """Tell whether two different names of units, as compared, may be of one: mistyped, or shortened as departments do."""
    return is_slip(unit, other) or bool(meant_units([unit], [other]))


class _Fuller:
    """Tells which of some names, as compared, may be another one of them, written more fully."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._short = {key: short_body(key) for key in keys}
        self._by_core: dict[str, list[str]] = {}
        self._by_end: dict[str, list[str]] = {}
        self._by_short_name: dict[str, list[tuple[str, str]]] = {}
        for key, short in self._short.items():
            self._by_core.setdefault(_PLACE.sub("", short), []).append(key)
            for name in {key, short}:
                for at in range(1, len(name) if len(name) <= _LONGEST_NAME else 1):
                    self._by_end.setdefault(name[at:], []).append(key)
            for name in (*short_names(key), *_in_brackets(key)):
                self._by_short_name.setdefault(_PLACE.sub("", name), []).append((name, key))

    def than(self, key: str) -> set[str]:
        """Return the names that are probably this one, written more fully."""
        found: set[str] = set()
        for name in {key, without_office(key), key.lstrip(digits)}:  # 0102云溪市图书馆: a code without anything behind it
            short = self._short.get(name) or short_body(name)
            alike = self._by_core.get(_PLACE.sub("", short), ())
            found.update(other for other in alike if len(other) > len(name) and _holds(self._short[other], short))
            made_short = self._by_short_name.get(_PLACE.sub("", name), ())
            found.update(other for longer, other in made_short if other != key and _holds(longer, name))
            for end in {name, short}:
                longer = (each for each in self._by_end.get(end, ()) if len(each) > len(name))
                found.update(each for each in longer if _is_place(self._front(each, end), end))
            found.update(each for each in (name,) if each != key and each in self._short)
        return found

    def _front(self, longer: str, end: str) -> str:
        return next((name[: -len(end)] for name in (longer, self._short[longer]) if name.endswith(end)), "")


def other_spellings(names: Iterable[str]) -> Mapping[str, str]:
    """Return, for each name that is certainly another one in the batch (X（本级）, “X。”), the spelling that most use."""
    usual = usual_spellings(filter(None, names))
    return {name: spelt for name, spelt in usual.items() if bare(name) != bare(spelt)}


# 行政审批服务中心(县政务服务中心) is 政务服务中心 as well.
_SECOND_NAME = lazy_pattern(r"(?P<first>[^()]+)\((?P<second>[\u4e00-\u9fff]{4,})\)")


def _in_brackets(key: str) -> Iterable[str]:
    """Return the second name of a body that stands in brackets behind the first, after each part of the place in front of that.

    A second name with its own place (区融媒体中心(区广播电视台)) is a second name-plate, the first alone the body, too; unless
    the first is an administration, whose 招生办公室 in brackets is another unit.
    """
    found = _SECOND_NAME.fullmatch(key)
    place = found and _IN_FRONT.match(found["first"])
    if found is None or not place:
        return ()
    if found["second"].startswith(place[0]):
        may_be_below = found["first"].endswith(tuple(load_json("schemas", "names.json")["administrations"]))
        return [found["second"], *(() if may_be_below else (found["first"],))]
    return [place[0][:at] + found["second"] for at in range(len(place[0]) + 1)]


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
