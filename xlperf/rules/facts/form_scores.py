"""What recomputing the scores of a self-evaluation gives: of its execution, of each line, of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.forms.form import Field, Form
from xlperf.rules.facts.scoring import Direction, round_half_up
from xlperf.rules.facts.scoring_settings import Tier
from xlperf.rules.facts.words.reasons import is_cancelled

_NOTHING = Decimal(0)


def shares_weight(rows: Sequence[Mapping[str, Field]], index: int) -> bool:
    """Tell whether the weight of a row stands in one merged cell with that of the next, while each has a score of its own.

    What one of them is worth, nobody can say then; their scores together may reach the weight.
    """
    own = rows[index]
    beside = (rows[at] for at in (index - 1, index + 1) if 0 <= at < len(rows))
    return _scored_apart(own) and any(
        _scored_apart(each) and _cell(each, "weight") == _cell(own, "weight") and _cell(each, "score") != _cell(own, "score")
        for each in beside
    )


def _scored_apart(row: Mapping[str, Field]) -> bool:
    """Tell whether a row has a cell for its weight and a score in another."""
    return _cell(row, "weight") is not None and "score" in row and row["score"].value is not None


def _cell(row: Mapping[str, Field], column: str) -> str | None:
    field = row.get(column)
    return None if field is None else field.cell


@dataclass(frozen=True, slots=True)
class LineScore:
    """One indicator: what was claimed, what the formula gives.

    Attributes:
        level1: canonical name of its level 1, empty when unknown.
        weight: 分值; claimed: 得分; None when blank or unreadable.
        direction: which way the target points; None where that is not known or nothing can be compared.
        ratio: actual ÷ target in per cent, not rounded; None when not comparable or the target is 0.
        met: the target is reached; None when not comparable.
        formula: the score by formula; None where no formula fits.
        no_result: there is no actual value (blank or a stroke).
        tier: the qualitative tier that the actual value names.
        weaker: a qualitative result that is by its own words less than the target.
        says_no: the result says by its own words that nothing came of it (未建立, 因故未开展).
        late: the result names a day after the one that the target names.
        outside: the result lies ``below`` or ``above`` the range that the target names.
        unanswered: the target is a number and the result says nothing that could be one (满意, 未调查).
        uncompared: the two cannot be compared, by a machine at least.
        missed: the indicator was not completed: target missed, no result, or scored below the highest tier.
        shared: the weight stands in one merged cell beside several rows that have a score each; the first row counts it.
    """

    level1: str
    weight: Decimal | None
    claimed: Decimal | None
    direction: Direction | None = None
    ratio: Decimal | None = None
    met: bool | None = None
    formula: Decimal | None = None
    no_result: bool = False
    tier: Tier | None = None
    weaker: bool = False
    says_no: bool = False
    late: bool = False
    outside: str | None = None
    unanswered: bool = False
    uncompared: bool = False
    missed: bool = False
    shared: bool = False

    @property
    def difference(self) -> Decimal | None:
        """Claimed less formula; None when one of them is missing."""
        return None if self.claimed is None or self.formula is None else self.claimed - self.formula

    @property
    def recomputed(self) -> Decimal | None:
        """The score by formula, or else the claimed one within 0 and the weight, to two decimals."""
        if self.formula is not None:
            return self.formula
        if self.claimed is None:
            return None
        return round_half_up(max(_NOTHING, self.claimed if self.weight is None else min(self.claimed, self.weight)))


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """The line of the money: 执行率 in per cent, 分值, 得分; None when blank or not computable.

    Attributes:
        printed_rate: as the form prints it; rate: by formula, to two decimals.
        weight: 分值; claimed: 得分; formula: the score by formula.
    """

    printed_rate: Decimal | None
    rate: Decimal | None
    weight: Decimal | None
    claimed: Decimal | None
    formula: Decimal | None

    @property
    def recomputed(self) -> Decimal | None:
        """The score by formula, or else the claimed one."""
        return self.claimed if self.formula is None else self.formula


@dataclass(frozen=True, slots=True)
class FormScores:
    """All scores of a self-evaluation.

    Attributes:
        execution: the line of the money.
        lines: one an indicator, in the order of the form.
        claimed_total: 总分 as printed.
        grade: the grade that the claimed total earns, empty without a total.
    """

    execution: ExecutionScore
    lines: tuple[LineScore, ...]
    claimed_total: Decimal | None
    grade: str

    @property
    def total(self) -> Decimal | None:
        """The recomputed total, to two decimals; None when a line has neither formula nor claim, or none is scored."""
        return _sum(self.execution.recomputed, [each.recomputed for each in self._scored]) if self._is_scored else None

    @property
    def score_sum(self) -> Decimal | None:
        """The sum of the claimed scores; None when one is missing, or no indicator is scored."""
        return _sum(self.execution.claimed, [each.claimed for each in self._scored]) if self._is_scored else None

    @property
    def _scored(self) -> list[LineScore]:
        return [each for each in self.lines if each.weight or each.claimed]

    @property
    def _is_scored(self) -> bool:
        """True unless a form gives no indicator a score, as where a bureau asks for the total alone."""
        return bool(self._scored) or not self.lines

    @property
    def difference(self) -> Decimal | None:
        """Claimed total less recomputed total."""
        total = self.total
        return None if self.claimed_total is None or total is None else self.claimed_total - total

    @property
    def missed(self) -> int:
        """How many indicators were not completed."""
        return sum(each.missed for each in self.lines)

    def weights(self) -> dict[str, Decimal]:
        """Return the sum of the weights per level 1, in the order of the form."""
        sums: dict[str, Decimal] = {}
        for each in self.lines:
            if each.weight is not None:
                sums[each.level1] = sums.get(each.level1, _NOTHING) + each.weight
        return sums

    def claimed_scores(self) -> dict[str, Decimal]:
        """Return the sum of the claimed scores per level 1, in the order of the form."""
        sums: dict[str, Decimal] = {}
        for each in self.lines:
            if each.claimed is not None:
                sums[each.level1] = sums.get(each.level1, _NOTHING) + each.claimed
        return sums


def _sum(first: Decimal | None, others: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum, None when a part is missing: a sum of what happens to be there would be no total."""
    total = first
    for each in others:
        if total is None or each is None:
            return None
        total += each
    return total


def is_of_nothing_done(form: Form) -> bool:
    """Tell whether a self-evaluation is of a cancelled project that claims no score: it is in no mean and has no grade."""
    if form.amount("/total_score") not in (None, Decimal(0)):
        return False
    notes = [{"deviation_note": row["deviation_note"].value or ""} for row in form.rows if "deviation_note" in row]
    head = {"actual_completion": form.text("/actual_completion"), "rows": notes}
    money = {name: form.amount(f"/funding/total/{name}") for name in ("full_year_budget", "executed")}
    return is_cancelled({**head, **{f"total_{name}": each for name, each in money.items() if each is not None}})
