"""How scores are recomputed: ``schemas/scoring.json`` and what a department changes in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain
from typing import Any

from xlperf.data.names import bare
from xlperf.rules.facts.scoring import ReverseFormula


@dataclass(frozen=True, slots=True)
class Tier:
    """One of the tiers of a qualitative line (定性三档), in per cent of the weight.

    Attributes:
        label: what it is called.
        words: what in an actual value names it.
        lowest: where it begins, included.
        below: where the tier above begins, not included; None for the highest.
    """

    label: str
    words: tuple[str, ...]
    lowest: Decimal
    below: Decimal | None


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade (自评等级): its label and the lowest score that earns it."""

    label: str
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class LevelWeights:
    """Customary weights per level 1, and the forms they are customary for."""

    weights: Mapping[str, Decimal]
    categories: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    def fits(self, levels: frozenset[str], year: int | None, category: str) -> bool:
        """Tell whether they are meant for a form with these level-1 names, of this year and category."""
        if levels != frozenset(self.weights) or (self.categories and category not in self.categories):
            return False
        if year is None:
            return self.first_year is None and self.last_year is None
        return (self.first_year or year) <= year <= (self.last_year or year)


Search = Callable[[str], re.Match[str] | None]
"""Finds one of a list of words in a text."""


def any_of(words: Sequence[str]) -> str:
    """Return a regular expression for any of the words; of no words one that is found nowhere."""
    return "|".join(map(re.escape, words)) or "(?!)"


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """Which names mean that less is better, where no operator is printed; see ``scoring.json``."""

    events: tuple[str, ...]
    event_endings: tuple[str, ...]
    event_except: tuple[str, ...]
    endings: tuple[str, ...]
    levels: tuple[str, ...]
    excepted: tuple[str, ...]
    undecided_endings: tuple[str, ...]
    undecided_except: tuple[str, ...]
    good: tuple[str, ...] = ()
    good_endings: tuple[str, ...] = ()
    good_except: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    wait_endings: tuple[str, ...] = ()
    event_shapes: tuple[str, ...] = ()
    holds_excepted: Search = field(init=False, compare=False)
    holds_event_except: Search = field(init=False, compare=False)
    ends_in_event: Search = field(init=False, compare=False)
    ends_in_wait: Search = field(init=False, compare=False)
    holds_good: Search = field(init=False, compare=False)
    holds_good_except: Search = field(init=False, compare=False)

    def __post_init__(self) -> None:
        counts = any_of(self.event_endings)
        shapes = f"|(?:{'|'.join(self.event_shapes)})(?:{counts})$" if self.event_shapes else ""
        ending = f"(?:{any_of(self.events)})(?:{counts})?$" + shapes if self.events else "(?!)"
        for name, pattern in (
            ("holds_excepted", any_of(self.excepted)),
            ("holds_event_except", any_of(self.event_except)),
            ("ends_in_event", ending),
            ("ends_in_wait", f"(?:{any_of(self.waits)})(?:{any_of(self.wait_endings)})$"),
            ("holds_good", any_of(self.good)),
            ("holds_good_except", any_of(self.good_except)),
        ):
            object.__setattr__(self, name, re.compile(pattern).search)


@dataclass(frozen=True, slots=True)
class Units:
    """How units of target and actual are brought together.

    Attributes:
        same: a way of writing, without case -> the unit it is taken for.
        alike: unit -> groups of units whose numbers may be compared all the same.
        prefixes: order of magnitude before a unit, longest first.
        scales: unit -> its smaller unit and how many of it.
        nouns: things of one character that change nothing behind a unit (辆车).
    """

    same: Mapping[str, str]
    alike: Mapping[str, frozenset[int]]
    prefixes: tuple[tuple[str, Decimal], ...]
    scales: Mapping[str, tuple[str, Decimal]]
    nouns: frozenset[str] = frozenset()

    def are_alike(self, one: str, other: str) -> bool:
        """Tell whether numbers of two units may be compared as they are."""
        return one == other or not self.alike.get(one, frozenset()).isdisjoint(self.alike.get(other, ()))

    def usual(self, unit: str) -> str:
        """Return the spelling that a unit is compared in: 平米 and ㎡ are 平方米, km is 公里."""
        name = bare(unit)
        known = self.same.get(name.casefold())
        if known is not None or "/" not in name:
            return name if known is None else known
        return "/".join(self.same.get(each.casefold(), each) for each in name.split("/"))


@dataclass(frozen=True, slots=True)
class ScoringSettings:
    """Everything that may differ from place to place about scores (handbook 3.3).

    Attributes:
        execution_weight: 分值 of 预算执行; total_weight: of the whole form.
        reverse_formula: for a missed reverse target.
        tiers: from the highest down; grades: likewise.
        grades_confirmed: the department has confirmed labels and limits of the grades.
        level1_weights: the first that fits a form is customary for it.
        words: lists by name, as in ``scoring.json``.
    """

    execution_weight: Decimal
    total_weight: Decimal
    reverse_formula: ReverseFormula
    directions: DirectionWords
    units: Units
    tiers: tuple[Tier, ...]
    grades: tuple[Grade, ...]
    grades_confirmed: bool
    level1_weights: tuple[LevelWeights, ...]
    words: Mapping[str, tuple[str, ...]]

    def with_grades(self, grades: Iterable[tuple[str, Decimal]]) -> ScoringSettings:
        """Return the settings with a department's own grades, which are thereby confirmed: label and lowest score, best first."""
        return replace(self, grades=tuple(Grade(label, lowest) for label, lowest in grades), grades_confirmed=True)

    def grade(self, score: Decimal) -> str:
        """Return the grade of a total score; the bands are half open, so 89.6 is in the band that begins at 80."""
        return next((each.label for each in self.grades if score >= each.lowest), self.grades[-1].label)

    def known_grade(self, printed: str) -> str:
        """Return the label that a grade on a form means, endings aside (优秀 is 优); empty for one that is none of the labels."""
        wanted = self._core(printed)
        return next((each.label for each in self.grades if self._core(each.label) == wanted), "")

    def _core(self, grade: str) -> str:
        text = bare(grade)
        ending = next((each for each in self.words.get("grade_endings", ()) if text.endswith(each) and text != each), "")
        return text.removesuffix(ending)

    def customary_weights(self, levels: Iterable[str], year: int | None, category: str) -> Mapping[str, Decimal] | None:
        """Return the customary weights per level 1 of a form (handbook 3.3, level-1 weights), None where there are none."""
        names = frozenset(levels)
        return next((each.weights for each in self.level1_weights if each.fits(names, year, category)), None)


_MORE_DIRECTIONS = ("good", "good_endings", "good_except", "waits", "wait_endings", "event_shapes")


def parse_scoring(layers: Sequence[Mapping[str, Any]]) -> ScoringSettings:
    """Build the settings.

    Args:
        layers: ``schemas/scoring.json``, then what departments change; a later layer
            replaces whole settings of the same name.
    """
    data: dict[str, Any] = {}
    for layer in layers:
        data.update(layer)
    directions = data["directions"]
    return ScoringSettings(
        execution_weight=_decimal(data["execution_weight"]),
        total_weight=_decimal(data["total_weight"]),
        reverse_formula=data["reverse_formula"],
        directions=DirectionWords(
            *(tuple(each.casefold() for each in directions[name]) for name in ("events", "event_endings", "event_except")),
            *(tuple(directions[name]) for name in ("endings", "levels", "except", "undecided_endings", "undecided_except")),
            *(tuple(directions.get(name, ())) for name in _MORE_DIRECTIONS),
        ),
        units=_units(data["units"]),
        tiers=_tiers(data["tiers"]),
        grades=tuple(Grade(each["label"], _decimal(each["from"])) for each in data["grades"]),
        grades_confirmed=data.get("grades_confirmed", False),
        level1_weights=tuple(_level_weights(each) for each in data["level1_weights"]),
        words={name: tuple(words) for name, words in data["words"].items() if name != "$comment"},
    )


def _decimal(number: Any) -> Decimal:
    return Decimal(str(number))


def _units(data: Mapping[str, Any]) -> Units:
    prefixes = sorted(data["prefixes"].items(), key=lambda each: -len(each[0]))
    return Units(
        same={each.casefold(): group[0] for group in data["same"] for each in group},
        alike={
            each: frozenset(index for index, group in enumerate(data["alike"]) if each in group)
            for each in chain.from_iterable(data["alike"])
        },
        prefixes=tuple((name, _decimal(times)) for name, times in prefixes),
        scales={name: (each["unit"], _decimal(each["times"])) for name, each in data["scales"].items()},
        nouns=frozenset(data.get("nouns", ())),
    )


def _tiers(data: Sequence[Mapping[str, Any]]) -> tuple[Tier, ...]:
    above: Decimal | None = None
    tiers = []
    for each in data:
        lowest = _decimal(each["from"])
        tiers.append(Tier(each["label"], tuple(each["words"]), lowest, above))
        above = lowest
    return tuple(tiers)


def _level_weights(data: Mapping[str, Any]) -> LevelWeights:
    weights = {name: _decimal(weight) for name, weight in data["weights"].items()}
    return LevelWeights(weights, tuple(data.get("categories", ())), data.get("first_year"), data.get("last_year"))
