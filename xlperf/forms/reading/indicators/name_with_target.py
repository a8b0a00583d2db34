"""Names and targets in one column: 三级指标及指标值 over 清障次数≥9次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import Axis
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import UNSURE_ROW
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.forms.values.operators import OPERATORS
from xlperf.forms.values.target import is_phrase, parse_target
from xlperf.forms.values.target_spelling import clean_phrase
from xlperf.forms.values.wordings import label_words

NAME, TARGET = "level3", "target"
_JOINED = lazy_pattern(r"(?P<name>[^()]+?)(?:及其?|[和与、/+&]|\((?:含|及)?)(?P<target>[^()]+)\)?")
_SIGNS = frozenset(each for each in OPERATORS if len(each) == 1 and not each.isalpha())
_BETWEEN = " \t\n　:：,，;；-—(（"
_IN_BRACKETS = lazy_pattern(r"\s*[(（]((?:[^()（）]|[(（][^()（）]*[)）])+)[)）]\s*")
_LABELLED = lazy_pattern(r"[:：]\s*(?=\S)")
_IS = lazy_pattern(r"(?<=[率度数量])为$")
_INSIDE_WORD = lazy_pattern(r"[\d.,A-Za-z]{2}")


def heads_both(spot: Spot, axes: Sequence[Axis]) -> bool:
    """True for a heading that is composed of one of names and one of targets: 三级指标及指标值, 指标（含目标值）."""
    found = _JOINED.fullmatch(key_of(spot.text)) if spot.key else None
    if found is None:
        return False
    words = {each.key: each.keys | each.otherwise for each in axes}
    is_name = found["name"] in words.get(NAME, ()) or found["name"] in label_words("indicators")
    return is_name and found["target"] in words.get(TARGET, ())


def parted(placed: Mapping[str, Spot]) -> dict[str, Spot]:
    """Return the cells of a row by column, the one of names and targets as name and target that stand in the same place."""
    spot = placed.get(NAME)
    if spot is not None and clean_phrase(spot.text)[:1] in _SIGNS:
        return {**{key: each for key, each in placed.items() if key != NAME}, TARGET: spot}
    at = _begins(spot.text) if spot is not None else None
    if spot is None or at is None:
        return dict(placed)
    name, target = _IS.sub("", spot.text[:at].rstrip(_BETWEEN)), spot.text[at:].strip()
    if target.endswith((")", "）")) and (inner := _IN_BRACKETS.fullmatch(spot.text[len(name) :])) is not None:
        target = inner[1].strip()
    return {**placed, NAME: _saying(spot, name), TARGET: _saying(spot, target)}


def unsure_parts(placed: Mapping[str, Spot]) -> Iterator[Remark]:
    """Yield a remark on a cell that may be divided elsewhere: its name holds a number too, or its target none in figures."""
    name, target = placed.get(NAME), placed.get(TARGET)
    if name is None or target is None:
        return
    is_in_words = re.search(r"\d", target.text) is None and is_phrase(target.text)
    if is_in_words or re.search(r"\d", name.text):
        whole = name.text + target.text
        how, other = f"“{name.text}”按名称、“{target.text}”按指标值", f"“{whole}”按名称"
        yield Remark(UNSURE_ROW, cell=name.address, detail={"row": str(name.row), "how": how, "other": other, "margin": "0"})


def _begins(text: str) -> int | None:
    """Return where the target begins: at its first number or sign, at a time, or behind a colon; None without one."""
    places = [at for at in range(1, len(text)) if text[at].strip(_BETWEEN + ")）") and not _INSIDE_WORD.match(text, at - 1)]
    rests = {at: _whole(text, at) for at in places}
    phrases = [at for at, rest in rests.items() if text[:at].strip(_BETWEEN) and is_phrase(rest)]
    counted = (at for at in phrases if parse_target(rests[at]).kind == "quantitative")
    labelled = _LABELLED.search(text, 1)
    return next(counted, next(iter(phrases), labelled.end() if labelled else None))


def _whole(text: str, at: int) -> str:
    """Return what a text says from a place on, without the closing bracket of one that was opened before."""
    rest = text[at:].strip()
    return rest[:-1] if text[:at].rstrip().endswith(("(", "（")) and rest.endswith((")", "）")) else rest


def _saying(spot: Spot, text: str) -> Spot:
    return spot._replace(cell=replace(spot.cell, value=text, kind="text"), text=text, key=key_of(text), bare=bare_key(text))
