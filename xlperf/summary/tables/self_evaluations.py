"""What the 自评汇总表 lists, worked out before anything is written: units, rows, sums, means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.names import usual_spellings
from xlperf.data.words import NO_UNIT, Verdict
from xlperf.forms.form import Form
from xlperf.rules.facts.form_scores import FormScores, is_of_nothing_done
from xlperf.rules.facts.scoring import round_half_up
from xlperf.run.results import Batch
from xlperf.run.titles import SELF_EVALUATIONS, published_title
from xlperf.summary.tables.figures import amount_in
from xlperf.summary.tables.projects import FIRST_ROW, LEVELS

MONEY: tuple[tuple[str, str], ...] = (
    ("/funding/total/initial_budget", "年初预算数"),
    ("/funding/total/full_year_budget", "全年预算数"),
    ("/funding/total/executed", "全年执行数"),
)
"""Money fields of a self-evaluation in the order of their columns."""

ROWS: tuple[tuple[str, str], ...] = (
    ("total", "年度资金总额"),
    ("fiscal", "财政拨款"),
    ("carryover", "上年结转资金"),
    ("other", "其他资金"),
)
"""Rows of the money table of a self-evaluation; the list has only the first of them."""

BUDGET, EXECUTED = 1, 2
"""Indexes of 全年预算数 and 全年执行数 in ``MONEY``."""

_MOST_GROUPS = 200
"""A function of a formula takes 255 arguments; units beyond this share a group."""

_OTHER_UNITS = "其他单位"
_REASONS = 4
_REASON_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One row of the 自评汇总表.

    Attributes:
        form: the self-evaluation.
        number: its 序号; row: 0-based row on the sheet.
        money: in the order of ``MONEY``; text that is no amount, None when blank.
        scores: its recomputed scores; None when the batch was not judged.
        by_level: claimed scores per level 1, in the order of ``LEVELS``, others last; None where there is no line.
        verdict: 通过, 需核对 or 退回.
        is_scored: it is in the means; not where its project was cancelled.
    """

    form: Form
    number: int
    row: int
    money: tuple[Decimal | str | None, ...]
    scores: FormScores | None
    by_level: tuple[Decimal | None, ...]
    verdict: Verdict
    is_scored: bool = True

    @property
    def execution_score(self) -> Decimal | None:
        """预算执行得分 as claimed."""
        return _score(self.form, "/funding/total/score")

    @property
    def total(self) -> Decimal | None:
        """自评总分 as claimed."""
        return _score(self.form, "/total_score")

    @property
    def grade(self) -> str:
        """自评等级 by the claimed total; empty without one, and for a cancelled project."""
        return self.scores.grade if self.scores and self.is_scored else ""

    @property
    def recomputed(self) -> Decimal | None:
        """The recomputed total."""
        return self.scores.total if self.scores else None

    @property
    def difference(self) -> Decimal | None:
        """Claimed less recomputed total, to two decimals."""
        total, recomputed = self.total, self.recomputed
        return None if total is None or recomputed is None else round_half_up(total - recomputed)

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each amount that could not be read."""
        return tuple((label, amount) for (_, label), amount in zip(MONEY, self.money, strict=True) if isinstance(amount, str))

    def reasons(self) -> str:
        """Return the reasons for deviations in short, one that covers several lines once."""
        said: dict[str, str] = {}
        for row in self.form.rows:
            note = row["deviation_note"].value if "deviation_note" in row else None
            if isinstance(note, str) and note:
                said.setdefault(note, str(row["level3"].value or "") if "level3" in row else "")
        listed = [f"{name}：{_short(note)}" for note, name in said.items()]
        more = f"等 {len(listed)} 条" if len(listed) > _REASONS else ""
        return "；".join(listed[:_REASONS]) + more


def _score(form: Form, name: str) -> Decimal | None:
    """Return a score that can be reckoned with; a damaged cell may hold one that cannot."""
    score = form.amount(name)
    return score if score is not None and score.is_finite() else None


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip("。；;")
    return line if len(line) <= _REASON_LENGTH else line[:_REASON_LENGTH] + "…"


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The projects of one 实施单位; ``row`` is that of their 小计, None when there is but one project."""

    unit: str
    evaluations: tuple[Evaluation, ...]
    row: int | None


@dataclass(frozen=True, slots=True)
class EvaluationTable:
    """The whole 自评汇总表: its title and its projects by unit."""

    title: str
    groups: tuple[UnitGroup, ...]

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """Every project in the order of the rows."""
        return tuple(each for group in self.groups for each in group.evaluations)

    @property
    def total_row(self) -> int:
        """Row of the 合计, 0-based."""
        if not self.groups:
            return FIRST_ROW
        last = self.groups[-1]
        return (last.evaluations[-1].row if last.row is None else last.row) + 1


def self_evaluations(batch: Batch) -> tuple[Form, ...]:
    """Return the self-evaluations that enter the totals."""
    return tuple(form for form in batch.counted if form.kind == "self_evaluation")


def evaluation_table(batch: Batch) -> EvaluationTable:
    """Work out the 自评汇总表 of a batch."""
    forms = self_evaluations(batch)
    verdicts = batch.verdicts(form.source for form in forms)
    groups: list[UnitGroup] = []
    row, number = FIRST_ROW, 0
    for unit, members in _by_unit(forms):
        evaluations = []
        for form in members:
            number += 1
            money = tuple(amount_in(form.get(name)) for name, _ in MONEY)
            scores, is_scored = batch.scores.get(form.source), not is_of_nothing_done(form)
            evaluations.append(Evaluation(form, number, row, money, scores, _by_level(form), verdicts[form.source], is_scored))
            row += 1
        groups.append(UnitGroup(unit, tuple(evaluations), row if len(evaluations) > 1 else None))
        row += len(evaluations) > 1
    return EvaluationTable(published_title(forms, batch, SELF_EVALUATIONS), tuple(groups))


def _by_unit(forms: Sequence[Form]) -> list[tuple[str, list[Form]]]:
    groups: dict[str, list[Form]] = {}
    units = usual_spellings(form.text("/unit") for form in forms)
    for form in forms:
        unit = units[form.text("/unit")].strip() or NO_UNIT
        if unit not in groups and len(groups) >= _MOST_GROUPS:
            unit = _OTHER_UNITS
        groups.setdefault(unit, []).append(form)
    return list(groups.items())


def _by_level(form: Form) -> tuple[Decimal | None, ...]:
    """Return the claimed scores per level 1: in the order of ``LEVELS``, all other names last."""
    sums: dict[str, Decimal] = {}
    for row in form.rows:
        score = row["score"].value if "score" in row else None
        level = row["level1"].value if "level1" in row else None
        if isinstance(score, Decimal):
            key = str(level) if level in LEVELS else ""
            sums[key] = sums.get(key, Decimal(0)) + score
    return tuple(sums.get(each) for each in (*LEVELS, ""))


def money_sum(evaluations: Iterable[Evaluation], index: int) -> Decimal:
    """Return the exact sum of one money column; blank and unreadable amounts add nothing."""
    amounts = (each.money[index] for each in evaluations)
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal("0.00"))


def rate(budget: Decimal | str | None, executed: Decimal | str | None) -> Decimal | None:
    """Return 全年执行数 ÷ 全年预算数 as a share to four decimals; None without a divisor."""
    if not isinstance(budget, Decimal) or not isinstance(executed, Decimal) or budget <= 0:
        return None
    return round_half_up(executed / budget, 4)


def mean(evaluations: Iterable[Evaluation], of: Callable[[Evaluation], Decimal | None]) -> Decimal | None:
    """Return the plain mean of a score to two decimals, over the projects that have it (handbook 6.2: plain, not by money).

    Nothing that a cancelled project scored is a score.
    """
    values = [value for each in evaluations if (value := of(each)) is not None and (value or each.is_scored)]
    return round_half_up(sum(values, Decimal(0)) / len(values)) if values else None
