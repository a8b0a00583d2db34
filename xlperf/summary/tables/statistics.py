"""What the 分类统计 lists, worked out before anything is written: categories, natures, units, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.names import usual_spellings
from xlperf.data.words import NO_UNIT
from xlperf.forms.form import Form, Target
from xlperf.run.results import Batch
from xlperf.run.standing import Standing
from xlperf.summary.tables.projects import ANNUAL, Project, ProjectTable, amount_sum
from xlperf.summary.tables.self_evaluations import BUDGET, EXECUTED, EvaluationTable, UnitGroup, money_sum

MOST_BARS = 10
"""A chart with more bars than this cannot be read; the others share one."""

OTHERS = "其他"


@dataclass(frozen=True, slots=True)
class Slice:
    """The projects of one category, nature and unit: one row of the 分类统计.

    Attributes:
        nature, unit: as the forms write them (most of them, where one unit has several spellings), empty where they are blank.
        projects: on the 汇总表.
        annual: their 年度资金申请总额 in 元.
        indicators, quantified: how many they have, and how many of these name a number to be reached.
        errors, warnings: findings about their forms, less those that the department accepts.
    """

    nature: str
    unit: str
    projects: int
    annual: Decimal
    indicators: int
    quantified: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class CategorySlices:
    """The rows of one category.

    Attributes:
        category: named as on the 汇总表.
        written: what its forms write for it, None where they write several things.
        slices: its rows.
    """

    category: str
    written: str | None
    slices: tuple[Slice, ...]

    @property
    def annual(self) -> Decimal:
        """年度资金申请总额 of the category in 元."""
        return sum((each.annual for each in self.slices), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class ResultSlice:
    """The self-evaluations of one unit, with the rows (0-based) on which the 自评汇总表 has them.

    Attributes:
        unit: as it is named there.
        first_row, last_row: of its projects; ``projects``: how many there are.
        budget, executed: 全年预算数 and 全年执行数 in 元.
        indicators, quantified: how many they have, and how many of these name a number to be reached.
        errors, warnings: findings about their forms, less those that the department accepts.
    """

    unit: str
    first_row: int
    last_row: int
    projects: int
    budget: Decimal
    executed: Decimal
    indicators: int
    quantified: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The whole 分类统计.

    Attributes:
        groups: by category.
        errors_elsewhere, warnings_elsewhere: findings about anything but a project of the
            汇总表: a file that cannot be read, a self-evaluation, a version that is replaced.
        by_unit: projects of each unit, most first; beyond ``MOST_BARS`` in one line.
        results: self-evaluations by unit.
        by_rule: findings of each rule with its title, most first; beyond ``MOST_BARS`` in one line.
    """

    groups: tuple[CategorySlices, ...]
    errors_elsewhere: int
    warnings_elsewhere: int
    by_unit: tuple[tuple[str, int], ...]
    by_rule: tuple[tuple[str, int], ...]
    results: tuple[ResultSlice, ...] = ()

    @property
    def slices(self) -> tuple[Slice, ...]:
        """Every row, in order."""
        return tuple(each for group in self.groups for each in group.slices)


def statistics(batch: Batch, table: ProjectTable, evaluations: EvaluationTable) -> Statistics:
    """Work out the 分类统计 of a batch from the rows of its lists."""
    units = usual_spellings(each.form.text("/unit") for each in table.projects)
    groups = tuple(
        CategorySlices(group.category, _written(group.projects), _slices(group.projects, batch.standing, units))
        for group in table.groups
    )
    slices = [each for group in groups for each in group.slices]
    standing = batch.standing
    return Statistics(
        groups,
        standing.errors - sum(each.errors for each in slices),
        standing.warnings - sum(each.warnings for each in slices),
        _most((units[each.form.text("/unit")] or NO_UNIT for each in table.projects), "个单位"),
        _most((f"{each.rule} {each.title}".strip() for each in batch.standing.findings), "条规则"),
        tuple(_result(group, standing) for group in evaluations.groups),
    )


def _result(group: UnitGroup, standing: Standing) -> ResultSlice:
    some = group.evaluations
    found = [standing.of_form(each.form.source) for each in some]
    return ResultSlice(
        group.unit,
        some[0].row,
        some[-1].row,
        len(some),
        money_sum(some, BUDGET),
        money_sum(some, EXECUTED),
        sum(len(each.form.rows) for each in some),
        sum(_quantified(each.form) for each in some),
        sum(each["error"] for each in found),
        sum(each["warning"] for each in found),
    )


def _written(projects: Sequence[Project]) -> str | None:
    names = {each.form.text("/category") for each in projects}
    return names.pop() if len(names) == 1 else None


def _slices(projects: Sequence[Project], standing: Standing, spelt: Mapping[str, str]) -> tuple[Slice, ...]:
    """Return the rows of one category, natures and units as they first come up."""
    members: dict[str, dict[str, list[Project]]] = {}
    for each in projects:
        units = members.setdefault(each.form.text("/nature"), {})
        units.setdefault(spelt[each.form.text("/unit")], []).append(each)
    return tuple(_slice(nature, unit, some, standing) for nature, units in members.items() for unit, some in units.items())


def _slice(nature: str, unit: str, projects: Sequence[Project], standing: Standing) -> Slice:
    found = [standing.of_form(each.form.source) for each in projects]
    return Slice(
        nature,
        unit,
        len(projects),
        amount_sum(projects, ANNUAL),
        sum(len(each.form.rows) for each in projects),
        sum(_quantified(each.form) for each in projects),
        sum(each["error"] for each in found),
        sum(each["warning"] for each in found),
    )


def _quantified(form: Form) -> int:
    """Return how many indicators name a number to be reached (定量)."""
    targets = (row["target"].value for row in form.rows if "target" in row)
    return sum(isinstance(each, Target) and each.kind == "quantitative" for each in targets)


def _most(names: Iterable[str], what: str) -> tuple[tuple[str, int], ...]:
    """Return how often each name comes up, most first and alike in the order of input; the rest in one line."""
    ranked = Counter(names).most_common()
    if len(ranked) <= MOST_BARS:
        return tuple(ranked)
    kept, rest = ranked[: MOST_BARS - 1], ranked[MOST_BARS - 1 :]
    return (*kept, (f"{OTHERS}（{len(rest)} {what}）", sum(count for _, count in rest)))
