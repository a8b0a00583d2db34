"""What the 总览 says, worked out before anything is written: units × outcome, rates and grades, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.names import usual_spellings
from xlperf.data.words import NO_UNIT, RETURN, Verdict
from xlperf.forms.file_result import FileResult
from xlperf.run.results import Batch
from xlperf.summary.tables.projects import ANNUAL, Project, ProjectTable
from xlperf.summary.tables.self_evaluations import BUDGET, EXECUTED, Evaluation, EvaluationTable, mean, money_sum, rate


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """The declarations of one 实施单位.

    Attributes:
        unit: as it is written.
        counts: how many projects have each verdict.
        annual: their 年度资金申请总额 in 元; ``returned``: that of the projects to be returned.
    """

    unit: str
    counts: Mapping[Verdict, int]
    annual: Decimal
    returned: Decimal

    @property
    def projects(self) -> int:
        """How many projects there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class UnitResult:
    """The self-evaluations of one 实施单位.

    Attributes:
        unit: as it is written.
        counts: how many projects have each verdict.
        budget, executed: 全年预算数 and 全年执行数 in 元.
        rate: executed ÷ budget as a share, None without a budget.
        score: plain mean of the claimed totals, None where none is given.
        grades: how many projects have each grade of ``schemas/scoring.json``, by its name.
    """

    unit: str
    counts: Mapping[Verdict, int]
    budget: Decimal
    executed: Decimal
    rate: Decimal | None
    score: Decimal | None
    grades: Mapping[str, int]

    @property
    def projects(self) -> int:
        """How many projects there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole 总览.

    Attributes:
        outcomes: of declarations by unit; results: of self-evaluations by unit; in the order of the lists.
        grades: names of the grades, the best first.
        verdicts: how many forms that count have each verdict.
        refused: files that could not be read.
        errors, warnings: findings that stand.
        nil: units that say 本年无项目 (零报), by their file where they do not name themselves.
    """

    outcomes: tuple[UnitOutcome, ...]
    results: tuple[UnitResult, ...]
    grades: tuple[str, ...]
    verdicts: Mapping[Verdict, int]
    refused: tuple[FileResult, ...]
    errors: int
    warnings: int
    nil: tuple[str, ...] = ()

    @property
    def forms(self) -> int:
        """How many forms count."""
        return sum(self.verdicts.values())


def overview(batch: Batch, projects: ProjectTable, evaluations: EvaluationTable) -> Overview:
    """Work out the 总览 from the two lists of a summary."""
    verdicts = Counter(each.verdict for each in projects.projects)
    verdicts.update(each.verdict for each in evaluations.evaluations)
    by_unit: dict[str, list[Project]] = {}
    units = usual_spellings(each.form.text("/unit") for each in projects.projects)
    for each in projects.projects:
        by_unit.setdefault(units[each.form.text("/unit")].strip() or NO_UNIT, []).append(each)
    scoring = batch.scoring
    return Overview(
        tuple(_outcome(unit, some) for unit, some in by_unit.items()),
        tuple(_result(group.unit, group.evaluations, batch) for group in evaluations.groups),
        tuple(each.label for each in scoring.grades) if scoring else (),
        verdicts,
        batch.standing.refused,
        batch.standing.errors,
        batch.standing.warnings,
        tuple(dict.fromkeys(nil.unit.strip() or file.file for file in batch.files for nil in file.nil)),
    )


def _outcome(unit: str, projects: Sequence[Project]) -> UnitOutcome:
    def annual(some: Sequence[Project]) -> Decimal:
        amounts = (each.amounts[ANNUAL] for each in some)
        return sum((each for each in amounts if isinstance(each, Decimal)), Decimal("0.00"))

    returned = [each for each in projects if each.verdict == RETURN]
    return UnitOutcome(unit, Counter(each.verdict for each in projects), annual(projects), annual(returned))


def _result(unit: str, evaluations: Sequence[Evaluation], batch: Batch) -> UnitResult:
    budget, executed = money_sum(evaluations, BUDGET), money_sum(evaluations, EXECUTED)
    scoring = batch.scoring
    totals = [each.total for each in evaluations if each.total is not None and each.is_scored]
    return UnitResult(
        unit,
        Counter(each.verdict for each in evaluations),
        budget,
        executed,
        rate(budget, executed),
        mean(evaluations, lambda each: each.total),
        Counter(grade for total in totals if scoring and (grade := scoring.grade(total))),
    )
