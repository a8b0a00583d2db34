"""A target in several cells: below one heading (≥ | 6000元), or in columns of its own (指标性质 | 指标值 | 度量单位)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.reading.head_part.headings import is_remark
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.forms.values.operators import OPERATORS
from xlperf.forms.values.target import parse_target
from xlperf.forms.values.target_spelling import clean_phrase, unit_of
from xlperf.forms.values.wordings import wording

_NUMBER = lazy_pattern(r"[≥≤=><]?\d+(?:\.\d+)?")
_UNIT = lazy_pattern(r"[^\d\s,，。；;:：]{1,6}")
_UNIT_WORD = lazy_pattern(r"[A-Za-z\u4e00-\u9fff%％‰℃°㎡㎥²³/·()（）]{1,6}")
_MEASURE = lazy_pattern(wording("measures"))
_OF_INDICATORS = lazy_pattern(f"(?:{wording('indicators')})$")
_FEWEST_UNITS = 2


_SAID_TWICE = lazy_pattern(r"^([%‰])\(.*\)$")
"""%（百分比）."""
_BRACKETED = lazy_pattern(r"[(（][^()（）]*[)）]")
_VALUES = ("target", "actual")
"""The columns of targets and of results, whose number and unit may stand in a cell each."""


class Composed(NamedTuple):
    """A target put together: its text, and the cells of its parts that are said by it."""

    text: str
    parts: tuple[Spot, ...]


def composed(spot: Spot, placed: Mapping[str, Spot], natures: Mapping[str, str]) -> Composed:
    """Return the target that stands in columns of its own for the sign, the number and the unit: "≥97(%)".

    A sign or a unit that the number bears already is not said twice; to words (定性 | 明显改善) nothing is added.

    Args:
        natures: the sign that a word of the column 指标性质 stands for, empty for none.
    """
    text = spot.text.strip()
    target = parse_target(text)
    parts = []
    sign, measure = placed.get("operator"), placed.get("measure")
    if sign is not None:
        nature = _OF_INDICATORS.sub("", key_of(sign.text))
        plain = _BRACKETED.sub("", sign.text)  # ≥（大于等于）
        operator = OPERATORS.get(clean_phrase(sign.text)) or OPERATORS.get(clean_phrase(plain)) or natures.get(nature)
        if operator and target.operator is None and target.number is not None:
            text = operator + text
        if operator or nature in natures:
            parts.append(sign)
    if measure is not None:
        unit = _SAID_TWICE.sub(r"\1", unit_of(measure.text))
        if _NUMBER.fullmatch(unit):
            return Composed(text, tuple(parts))  # a result that was moved there; no unit is a number
        if target.kind == "quantitative" and target.unit is None and unit and not is_blank_mark(measure.text):
            text = f"{text}({unit})"
            parts.append(measure)
        elif unit == target.unit or is_blank_mark(measure.text):
            parts.append(measure)
    return Composed(text, tuple(parts))


def unit_columns(lines: Iterable[Sequence[Spot]], columns: Columns) -> frozenset[int]:
    """Return the sheet columns without a heading in which several numbers of targets have their units.

    What stands there may be a remark on each row (√, 已核): one and the same word, and no measure word.
    """
    filled, fitting, words = Counter[int](), Counter[int](), defaultdict[int, set[str]](set)
    for line in lines:
        for first, second in pairwise(line):
            if columns.at(first.column) not in (*_VALUES, None):
                continue
            filled[second.column] += 1
            is_bare = _NUMBER.fullmatch(clean_phrase(first.text)) is not None
            if is_bare and not is_remark(second) and _UNIT_WORD.fullmatch(second.text.strip()):
                fitting[second.column] += 1
                words[second.column].add(second.text.strip())
    several = (each for each, count in fitting.items() if count >= _FEWEST_UNITS and 2 * count > filled[each])
    return frozenset(each for each in several if len(words[each]) > 1 or any(map(_MEASURE.fullmatch, words[each])))


def over_rests(columns: Columns, lines: Sequence[Sequence[Spot]]) -> Columns:
    """Return the columns with that of the targets over the one behind it, where that has no heading and most signs their rest.

    ≥ | 1850座 below 指标值 | (blank): a target without a sign may stand in either, 5月底前.
    """
    if "target" not in columns.windows or columns.at(columns.windows["target"][1] + 1) is not None:
        return columns
    left, right = columns.windows["target"]
    pairs = [pair for line in lines for pair in pairwise(line) if pair[1].column == right + 1]
    signed = sum(clean_phrase(one.text) in OPERATORS and _belong_together(one.text, two.text) for one, two in pairs)
    if signed < _FEWEST_UNITS or 2 * signed <= len(pairs):
        return columns
    return replace(columns, windows={**columns.windows, "target": (left, right + 1)})


def joined_targets(line: list[Spot], columns: Columns, units: frozenset[int] = frozenset()) -> list[Spot]:
    """Return a row with the two cells of a target as one, or three (≥ | 60 | 次).

    The second cell stands directly behind the first, under the same heading or under none; ``units`` are the columns under
    none that hold units.
    """
    for index, (first, second) in enumerate(pairwise(line)):
        above, beside = columns.at(first.column), columns.at(second.column)
        if above not in _VALUES or beside not in (None, above) or second.column != first.right + 1:
            continue
        is_part = _belong_together(first.text, second.text)
        if is_part and beside is None and clean_phrase(first.text) not in OPERATORS:
            is_part = second.column in units or _MEASURE.fullmatch(second.text.strip()) is not None
        if is_part:
            return joined_targets([*line[:index], joined(first, second), *line[index + 2 :]], columns, units)
    return line


def _belong_together(first: str, second: str) -> bool:
    phrase = clean_phrase(first)
    if phrase in OPERATORS:
        return any(each.isdigit() for each in second)
    return _NUMBER.fullmatch(phrase) is not None and _UNIT.fullmatch(second.strip()) is not None


def joined(first: Spot, second: Spot) -> Spot:
    """Return two cells as one with the texts of both."""
    text = first.text.strip() + second.text.strip()
    cell = replace(first.cell, value=text, kind="text")
    return first._replace(right=second.right, bottom=second.bottom, cell=cell, text=text, key=key_of(text), bare=bare_key(text))
