"""Level-1 and level-2 names of a row: from its cells, from above, or from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_letters, digits

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import Field, Note
from xlperf.forms.layouts.layout import LEVELS
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.form_text import bare_key, clean_line, key_of
from xlperf.forms.values.wordings import label_words, wording

# 产出指标（50分）, 数量指标(20%), 质量指标 15分, 满意度（10）, 成本指标（0-20）分, 服务对象满意度15分, 成本指标（必填).
_POINTS = rf"(?:{wording('points_of_levels')})?:?\d+(?:\.\d+)?(?:[-~]\d+)?[分%]?"
_WITH_POINTS = lazy_pattern(
    rf"(?P<name>.+?(?:{wording('indicators')}))(?:\([^()]*\)\w?|{_POINTS})|(?P<short>.+?)(?:\({_POINTS}\)|\d+(?:\.\d+)?分)"
)
_CODE = f"{ascii_letters}{digits}.-_、:()"
"""What the code of a level in a system of indicators is made of: B11数量指标, A-1.产出指标, [113]成本指标."""
_ENDS_OF_POINTS = frozenset(")分%0123456789")
_BETWEEN_LEVELS = lazy_pattern(r"[-—–－_/／\\·:：>＞→、|｜+()（）\s]+")
_SIGN = lazy_pattern(r"\s*[-—–－:：_]\s*")
"""What may stand between a level and the name of an indicator in one cell."""
_LABEL1, _LABEL2 = "一级指标", "二级指标"


def without_points(spot: Spot, vocabulary: Vocabulary) -> Spot:
    """Return a cell with a level name and its points, number or code under the name's own key.

    Such are 产出指标（50分）, 1 产出指标, B11数量指标.  So is one that says that the rows below are of a level 1: 以下为效益指标.
    """
    key = spot.key.lstrip(_CODE)
    if key in vocabulary.level_names:
        return spot if spot.key == key == spot.bare else spot._replace(key=key, bare=key)
    said = vocabulary.heads.fullmatch(key)
    headed = vocabulary.level1.get(said[said.lastindex or 0]) if said is not None else None
    if headed is not None:
        return spot.named(headed)
    if key[-1:] not in _ENDS_OF_POINTS:
        return spot
    if key[-1:] == ")" and key.endswith(_in_brackets(vocabulary.sums)):
        return spot  # 产出指标（小计） is a row of sums
    found = _WITH_POINTS.fullmatch(key)
    name = (found["name"] or found["short"]) if found else key
    return spot._replace(key=name, bare=name) if name in vocabulary.level_names else spot


@lru_cache(maxsize=16)
def _in_brackets(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"({each})" for each in sorted(words))


def with_levels_of_name(placed: dict[str, Spot], columns: Columns, vocabulary: Vocabulary) -> dict[str, Spot]:
    """Return the cells of a row of a table without columns of levels, those that its name begins with apart from it.

    Such are 数量指标-巡护次数 and 产出指标-数量指标-巡护次数 under 指标名称.
    """
    name = placed.get("level3")
    if name is None or not columns.windows.keys().isdisjoint(LEVELS):
        return placed
    found, rest = dict(placed), name.text.strip()
    for level, known in zip(LEVELS, (vocabulary.level1, vocabulary.level2), strict=True):
        before, sign, behind = _SIGN.sub("\n", rest, count=1).partition("\n")
        if sign and behind.strip() and key_of(before) in known and key_of(before).endswith(label_words("indicators")):
            found[level] = name._replace(text=before, key=key_of(before), bare=key_of(before))
            rest = behind.strip()
    if rest != name.text.strip():
        found["level3"] = name._replace(cell=replace(name.cell, value=rest), text=rest, key=key_of(rest), bare=bare_key(rest))
    return found


@dataclass(frozen=True, slots=True)
class Level:
    """A level name in force: canonical name, label of its column, printed text, cell (None when inferred), notes."""

    name: str
    label: str
    raw: str
    cell: str | None
    notes: tuple[Note, ...] = ()

    def field(self, name: str) -> Field:
        """Return the field of an indicator row that this level governs."""
        return Field(name, self.label, self.name, self.raw, self.cell, self.notes)


@dataclass(slots=True)
class LevelTrack:
    """Carries the levels down the rows of a table."""

    vocabulary: Vocabulary
    level1: Level | None = None
    level2: Level | None = None

    def take(self, one: Spot | None, two: Spot | None, one_is_merged: bool) -> None:
        """Take the level cells of a row.

        Args:
            one, two: the cells with a level-1 and a level-2 name, None where blank.
            one_is_merged: the row's level-1 cell is covered by a merged area with a
                name, so that this is what the unit wrote, even when it does not fit
                its level 2.
        """
        if one is None or two is None:
            one, two = self._parted(one, two)
        if one is not None:
            self.level1 = self._level1(one, two)
            if two is None and self.level2 is not None and self.level1.name not in self.vocabulary.parents(self.level2.name):
                self.level2 = None
        if two is None:
            return
        self.level2 = self._level2(two)
        parents = self.vocabulary.parents(self.level2.name)
        if one is None and not one_is_merged and parents and (self.level1 is None or self.level1.name not in parents):
            # A row whose level-1 cell was lost, as when a table is pasted from a
            # text document: 可持续影响指标 can only belong to 效益指标.
            parent = next(one for regime in self.vocabulary.regimes for one in regime.levels if one in parents)
            self.level1 = Level(parent, _LABEL1, "", None, ("inferred",))

    def over(self, two: Spot) -> Spot | None:
        """Return the name of a level 2 that is merged over both columns as that of its level 1 too, None where that has others.

        So it is with 社会公众或服务对象满意度指标 below 效益指标, which stands in the column of level 1.
        """
        return two if self._of_only_one(two) else None

    def _parted(self, one: Spot | None, two: Spot | None) -> tuple[Spot | None, Spot | None]:
        """Return the levels of a row, both of which may stand in one cell: 产出指标-数量指标, 产出指标（数量指标）."""
        spot = one or two
        parts = [key for part in _BETWEEN_LEVELS.split(spot.text) if (key := key_of(part))] if spot is not None else []
        if spot is None or len(parts) != len(LEVELS):
            return one, two
        first, second = parts
        if first not in self.vocabulary.level1 or second not in self.vocabulary.level2:
            return one, two
        return spot.named(first), spot.named(second)

    def _level1(self, spot: Spot, two: Spot | None) -> Level:
        known = self.vocabulary.level1.get(spot.key) or self._of_only_one(spot)
        guess = "" if known else self.vocabulary.guesses.get(spot.key) or self._guess(two)
        return Level(guess, _LABEL1, spot.text, spot.address, ("guessed",)) if guess else _printed(spot, _LABEL1, known)

    def _of_only_one(self, spot: Spot) -> str:
        """Return the level 1 whose only level 2 a name is, empty for any other: 服务对象满意度指标（10分）."""
        name = self.vocabulary.level2.get(spot.key)
        levels = self.vocabulary.regimes[-1].levels.items()
        return next((one for one, twos in levels if twos == (name,)), "")

    def _guess(self, two: Spot | None) -> str:
        """Return the only level 1 under which a level 2 may stand, empty when there is no such."""
        name = self.vocabulary.level2.get(two.key) if two is not None else None
        parents = self.vocabulary.parents(name) if name else frozenset()
        return next(iter(parents)) if len(parents) == 1 else ""

    def _level2(self, spot: Spot) -> Level:
        own = self.vocabulary.own.get((self.level1.name, spot.key)) if self.level1 is not None else None
        return _printed(spot, _LABEL2, own or self.vocabulary.level2.get(spot.key))


def _printed(spot: Spot, label: str, known: str | None) -> Level:
    """Return the level that a cell names, by its canonical name where that is known, which it may print in other words."""
    if not known:
        return Level(clean_line(spot.text), label, spot.text, spot.address)
    return Level(known, label, spot.text, spot.address, () if key_of(known) == spot.key else ("alias",))
