"""The cells of one table row, each given to its column: what a cell is, and what that is worth in a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import LEVELS, NAMES
from xlperf.forms.layouts.vocabulary import Regime, Vocabulary
from xlperf.forms.reading.alignment import KEEPS_MERGES, LEAVES_NO_BLANKS, Alignment, align
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.form_text import HAN, NUMBERING
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import label_words, wording

# What an indicator is called; a target is not.
_NAMELIKE = lazy_pattern(f"(?:{wording('ends_of_names')})$")
_BEGINS_WITH_NUMBER = lazy_pattern(r"[≥≤=><0-9]")
# ≥90%, =6期, ≥60(次): no name, as ≥3次培训 may be.
_BARE_TARGET = lazy_pattern(r"[≥≤=><＝＞＜]\s*\d+(?:\.\d+)?\s*(?:\S{0,2}|[(（]\S{1,4}[)）])")
# ≤1500元/月·人 is hardly a name either, as ≥90%的站点达标 is: no more words than a unit has stand together.
_UNIT = r"[^\u4e00-\u9fff]*[\u4e00-\u9fff]{1,4}(?![\u4e00-\u9fff])"
_TARGET_ITSELF = lazy_pattern(rf"[≥≤=><＝＞＜]\s*\d+(?:\.\d+)?(?:{_UNIT})*[^\u4e00-\u9fff]*")
_NUMERIC = lazy_pattern(r"[-+]?\d+(?:\.\d+)?\s*[分%]?|[-—–/]+")
_BEFORE_NUMBERS = frozenset("-+—–/")
_OF_NUMBERS = frozenset(("number", "error", "uncached"))

_ANYTHING = dict.fromkeys(("level", "name", "text", "stroke", "phrase", "number"), 1)
_NO_NUMBER = dict.fromkeys(_ANYTHING, -6)
_WORTH: Mapping[str, Mapping[str, int]] = {
    # A name is any words, but no number, no time and no level.
    "level3": {"level": -4, "name": 2, "text": 2, "stroke": 2, "phrase": -4, "number": -4},
    # A target is best a number or a time, often words, hardly ever what names of indicators end with.
    "target": {"level": -4, "name": -1, "text": 2, "stroke": 2, "phrase": 4, "number": 4},
    # A weight or a score is a number.
    "number": _NO_NUMBER | {"stroke": 1, "number": 1},
    # A reason is anything but a number, which would be a score that slipped.
    "deviation_note": _ANYTHING | {"number": -6},
    # Results, signs and units are anything.
    "value": _ANYTHING,
}
"""What a cell of a kind is worth in a column, to be held against what moving it costs (``alignment.py``)."""

_UNDER_OWN_HEADING = 2
"""A cell under a heading of the bureau's own: nothing but its place tells what it is."""
_LEVEL = 3
"""The full name of a level in the column of that level: hardly anything else says 产出指标."""
_LEVEL_IN_PLACE = 3
"""Besides, where it stands under its own heading: what follows it did not slip."""
_SHORT_LEVEL = -2
"""产出, 满意度: a level in its column, but a name of an indicator as well."""
_LIKE_A_LEVEL = -1
"""防汛指标: says that it is a level, though nobody knows it."""
_NO_LEVEL = -4
"""Any other words under the heading of a level: bureaus have levels of their own, but names slip there more often."""
_STRAY_LEVEL = -8
"""Words as a level that nobody knows and that stand elsewhere, or the name of the other level: nothing speaks for it."""
_OTHER_REGIME = -8
"""成本指标 in the column of level 1 in a year in which it is level 2, or the other way round."""


@dataclass(frozen=True, slots=True)
class LevelNames:
    """The level names, and the regime of the form's year."""

    vocabulary: Vocabulary
    regime: Regime

    def leads(self, spot: Spot, following: Spot | None) -> bool:
        """True for a name of both levels that is level 1: in the form's year, or since one of its level 2 follows it."""
        name = self.vocabulary.level1.get(spot.key, "")
        below = self.vocabulary.level2.get(following.key, "") if following is not None else ""
        return name in self.regime.levels or name in self.vocabulary.parents(below)

    def is_only_above(self, spot: Spot) -> bool:
        """True for a name of both levels that the form's year has as level 1 and not as level 2."""
        name = self.vocabulary.level2.get(spot.key)
        return self.vocabulary.level1.get(spot.key) in self.regime.levels and all(
            name not in below for below in self.regime.levels.values()
        )


_FEWEST_ROWS, _FEWEST_CELLS = 3, 3


def names_levels_in_every_row(rows: Sequence[Row]) -> bool:
    """True for a table whose rows all fill both level columns: a row slips where a blank cell is lost, and there is none."""
    whole = [each.keys for each in rows if len(each.line) >= _FEWEST_CELLS]
    return len(whole) >= _FEWEST_ROWS and all(level in keys for keys in whole for level in LEVELS)


def stand_in_place(rows: Sequence[Row]) -> bool:
    """True for a table of which no row slipped: every cell stands under a heading of its own, but for a level that nobody knows.

    Where one row slipped beyond doubt, so may have one that can be read either way.  合计 | 100 | 98.5 is no such row.
    """
    worded = [row for row in rows if row.is_worded()]
    astray = [each for each in worded if not each.is_in_place(False)]
    placed = [each for each in worded if each not in astray]
    leaves_blanks = any(LEVELS[0] in each.columns.windows and each.keys[0] != LEVELS[0] for each in placed)
    return len(placed) >= _FEWEST_ROWS and all(each.has_own_level(leaves_blanks) for each in astray)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, to be placed in its columns.

    Attributes:
        keys: for each cell the column under whose heading it stands, as ``Columns.at`` says.
        kinds: for each cell what it looks like, as ``kind_of`` says.
    """

    line: list[Spot]
    columns: Columns
    names: LevelNames
    keys: list[str | None] = field(init=False)
    kinds: list[str] = field(init=False)
    _is_in_place: bool = field(init=False)
    _is_complete: bool = field(init=False)

    def __post_init__(self) -> None:
        at, words = self.columns.by_place, self.names.vocabulary
        object.__setattr__(self, "keys", [at.get(each.column) for each in self.line])
        object.__setattr__(self, "kinds", [kind_of(each, words) for each in self.line])
        names = self._names_like_targets()
        object.__setattr__(self, "_is_in_place", self.is_under_own_headings() and self._is_wanted_but(names))
        object.__setattr__(self, "_is_complete", bool(names) or self.columns.obligatory.issubset(self.keys))

    def aligned(self, steady: bool, is_one_of_whole: bool = False, is_one_of_kept: bool = False) -> Alignment | None:
        """Return the likeliest reading; None where every cell stands under a heading of its own that wants it.

        Args:
            steady: the table keeps its merged level cells, so that nothing slipped when it was pasted.
            is_one_of_whole: the rows of the table all fill both level columns.
            is_one_of_kept: the rows of the table stand in their places.
        """
        if self.is_in_place(steady) or self._holds_levels_alone():
            return None
        slots = self.columns.slots
        is_whole = is_one_of_whole and not self._has_target_as_name()
        is_kept = is_one_of_kept and self.has_own_level(True) and not self._has_target_as_name()
        if is_kept and self._is_named():
            return None
        staying = LEAVES_NO_BLANKS if is_whole or is_kept else KEEPS_MERGES * steady
        return align(self.line, slots, lambda cell, slot: self._worth(cell, slots[slot].key), staying)

    def is_worded(self) -> bool:
        """True for a row with more than one cell that holds no number."""
        kinds = zip(self.kinds, self.line, strict=True)
        return sum(kind != "number" and not (kind == "stroke" and is_number(each)) for kind, each in kinds) > 1

    def is_under_own_headings(self) -> bool:
        """True for a row each cell of which stands under a heading, none of them under that of another."""
        return None not in self.keys and len({*self.keys}) == len(self.keys)

    def has_own_level(self, leaves_blanks: bool) -> bool:
        """True for a row in its place but for the name of its level 2, which nobody knows: 完成进度 | 改造控制箱.

        A name under the heading of level 1 slipped there: that level is printed.  So may have what reads like a target under
        that of names, unless there is another or blank levels of other rows kept their places (``leaves_blanks``).
        """
        keys = self.keys
        if not self.is_under_own_headings() or "level3" not in keys:
            return False
        before = self.columns.windows["target"][0] if "target" in self.columns.windows else 0
        cells = [*zip(keys, self.line, self.kinds, strict=True)]
        if "target" not in keys and any(kind == "phrase" and spot.column < before and key != "level3" for key, spot, kind in cells):
            return False  # the target itself stands left of its heading
        odd = [cell for cell, key in enumerate(keys) if key and self._worth(cell, key) < 0]
        may_be_names = ("target" in keys or leaves_blanks) and "name" not in self.kinds[: keys.index("level3")]
        named = [cell for cell in odd if keys[cell] == "level3" and self.kinds[cell] == "phrase"] if may_be_names else []
        texts = [self.line[cell].text.strip() for cell in named]
        if any(_TARGET_ITSELF.fullmatch(each) or not HAN.search(each) for each in texts):
            return False
        words = self.names.vocabulary
        levels = [(keys[cell], self.line[cell].key) for cell in odd if cell not in named]
        return all(column == LEVELS[-1] and key not in words.level_names for column, key in levels)

    def _holds_levels_alone(self) -> bool:
        """True for nothing but names of levels, each in its place; one alone may be of the bureau's own: 履职效能指标."""
        known = {"level1": self.names.vocabulary.level1, "level2": self.names.vocabulary.level2}
        if len(self.line) == 1 and self.keys[0] in known and self.line[0].text.endswith(label_words("indicators")):
            return True
        cells = zip(self.keys, self.line, strict=True)
        return len({*self.keys}) == len(self.line) and all(spot.key in known.get(key or "", ()) for key, spot in cells)

    def _is_named(self) -> bool:
        """True for a row with words under the headings of level 2 and of names."""
        words = {key for key, spot in zip(self.keys, self.line, strict=True) if HAN.search(spot.text)}
        return {LEVELS[-1], "level3"} <= words

    def _has_target_as_name(self) -> bool:
        """True for a row that slipped all the same, over a level that was deleted: 产出指标 | 清障次数 | ≥95(次)."""
        named = (each.text.strip() for each, key in zip(self.line, self.keys, strict=True) if key in NAMES)
        return any(_BARE_TARGET.fullmatch(each) is not None for each in named)

    def placed(self, found: Alignment | None) -> dict[str, Spot]:
        """Return the cells by column as a reading has them; as they stand for none."""
        slots = self.columns.slots
        keys = self.keys if found is None else [slots[slot].key if slot >= 0 else None for slot in found.slots]
        return {key: spot for spot, key in zip(self.line, keys, strict=True) if key}

    def moved(self, placed: Mapping[str, Spot]) -> dict[str, Spot]:
        """Return the cells, by column, that are read under another heading than the one they stand under."""
        return {key: spot for key, spot in placed.items() if self.columns.at(spot.column) not in (key, None)}

    def is_in_place(self, steady: bool) -> bool:
        """True where every cell stands under a heading of its own that wants it.

        每季度巡查 under that of names is one, though it begins like a time, where nothing else may be the name.
        """
        return self._is_in_place and (steady or self._is_complete)

    def _names_like_targets(self) -> list[int]:
        """Return the cells under the heading of names that look like a target and may be names, where there is no target."""
        if "target" in self.keys or "target" not in self.columns.windows:
            return []
        phrases = (cell for cell, key in enumerate(self.keys) if key == "level3" and self.kinds[cell] == "phrase")
        return [cell for cell in phrases if _BARE_TARGET.fullmatch(self.line[cell].text.strip()) is None]

    def _is_wanted_but(self, names: Sequence[int]) -> bool:
        """True where the heading of every cell wants it, these left out."""
        return all(self._worth(cell, key) >= 0 for cell, key in enumerate(self.keys) if key and cell not in names)

    def _worth(self, cell: int, key: str) -> int:
        if key in LEVELS:
            return self._worth_as_level(cell, key)
        if not key:
            is_level = self.keys[cell] in LEVELS and self.kinds[cell] in ("name", "text")
            return _UNDER_OWN_HEADING if self.keys[cell] == key else _NO_LEVEL * is_level
        return _WORTH["number" if key in self.columns.numbers else key if key in _WORTH else "value"][self.kinds[cell]]

    def _worth_as_level(self, cell: int, key: str) -> int:
        spot = self.line[cell]
        is_first = key == "level1"
        one, two = self.names.vocabulary.level1, self.names.vocabulary.level2
        known, others = (one, two) if is_first else (two, one)
        is_in_place = self.keys[cell] == key
        if spot.key in two and self.columns.has_one_level:
            return _LEVEL
        if is_first and is_in_place and spot.key in two and cell + 1 < len(self.line) and self.line[cell + 1].key in two:
            return _LEVEL  # 服务对象满意度指标 | 具体指标
        if spot.key not in known:
            is_like = spot.key.endswith(label_words("indicators"))
            return _STRAY_LEVEL if not is_in_place or (is_like and spot.key in others) else _LIKE_A_LEVEL if is_like else _NO_LEVEL
        if not spot.key.endswith(label_words("indicators")):
            return _SHORT_LEVEL
        if spot.key in others:
            following = self.line[cell + 1] if cell + 1 < len(self.line) else None
            if not self.names.leads(spot, following) if is_first else not is_in_place and self.names.is_only_above(spot):
                return _LEVEL + _OTHER_REGIME
        return _LEVEL + _LEVEL_IN_PLACE * is_in_place


def kind_of(spot: Spot, words: Vocabulary) -> str:
    """Return what a cell of a table looks like: a level, a name, a phrase as targets are, a number, a stroke, or any text."""
    key = spot.key
    if key in words.level_names and key.endswith(label_words("indicators")):
        return "level"  # 满意度 alone may well be an indicator
    return _kind_of_text(key, spot.text, spot.cell.kind in _OF_NUMBERS)


@lru_cache(maxsize=8192)
def _kind_of_text(key: str, text: str, is_of_number: bool) -> str:
    if is_blank_mark(text):
        return "stroke"
    if is_of_number or _reads_as_number(text):
        return "number"
    if not key:
        return "phrase" if is_phrase(text) else "text"
    is_name = _NAMELIKE.search(key) is not None
    rest = NUMBERING.sub("", text.strip(), count=1)
    text = rest if HAN.match(rest) else text  # （3）更换灯具 is a name, as 更换灯具 is
    if is_phrase(text) and (not is_name or _BEGINS_WITH_NUMBER.match(key)):
        return "phrase"  # 每年慰问次数 and 全年培训班次 begin like a time, but are names
    return "name" if is_name else "text"


def worth_in(key: str, kind: str) -> int:
    """Return what a cell of a kind is worth under the heading of names (``level3``) or of targets."""
    return _WORTH[key][kind]


def is_number(spot: Spot) -> bool:
    """Return True for a cell that holds a number, or a stroke for none, as weights and scores do."""
    return spot.cell.kind in _OF_NUMBERS or _reads_as_number(spot.text)


@lru_cache(maxsize=8192)
def _reads_as_number(written: str) -> bool:
    text = written.strip()
    if not (text[:1].isdigit() or text[:1] in _BEFORE_NUMBERS):
        return False
    return _NUMERIC.fullmatch(text if text.isascii() else normalize("NFKC", text)) is not None  # １０．０
