"""What the 汇总表 lists, worked out before anything is written: groups, rows, sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.money import money_text
from xlperf.data.words import CATEGORIES, NO_CATEGORY, Verdict
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.run.results import Batch
from xlperf.run.titles import GOALS, declarations, departments_of, published_title, years_of
from xlperf.summary.tables.figures import amount_in

_NEWEST_FIRST = sorted(load_vocabulary().regimes, key=lambda each: each.first_year, reverse=True)

LEVELS: tuple[str, ...] = tuple(dict.fromkeys(level for regime in _NEWEST_FIRST for level in regime.levels))
"""Level-1 names that have a column of their own: those of ``templates/vocabulary.json``, the newest regime's first."""

LEVEL_HEADERS: tuple[str, ...] = (*(level.removesuffix("指标") for level in LEVELS), "其他")
"""Short names of their columns, that of all other names last."""

AMOUNTS: tuple[tuple[str, str], ...] = (
    ("/funding/total", "项目资金总额"),
    ("/funding/total_fiscal", "财政资金"),
    ("/funding/total_other", "其他资金"),
    ("/funding/annual", "年度资金申请总额"),
    ("/funding/annual_fiscal", "当年财政拨款"),
    ("/funding/annual_carryover", "上年结转资金"),
    ("/funding/annual_other", "其他资金"),
)
"""Money fields of a declaration in the order of their columns."""

ANNUAL = 3
"""Index of 年度资金申请总额 in ``AMOUNTS``."""

FIRST_ROW = 4
"""First row of the body, 0-based: title, notes and two header rows stand above it."""

_MIXED = "其他类别"
_MOST_GROUPS = 200
"""A function of a formula takes 255 arguments; misspelt categories beyond this share a group."""

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Project:
    """One row of the 汇总表.

    Attributes:
        form: the declaration.
        number: its 序号.
        row: 0-based row on the sheet.
        amounts: in the order of ``AMOUNTS``; text that is no amount, None when blank.
        indicators: how many per level 1, in the order of ``LEVELS``, others last.
        verdict: 通过, 需核对 or 退回.
    """

    form: Form
    number: int
    row: int
    amounts: tuple[Decimal | str | None, ...]
    indicators: tuple[int, ...]
    verdict: Verdict

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each amount that could not be read."""
        return tuple((label, amount) for (_, label), amount in zip(AMOUNTS, self.amounts, strict=True) if isinstance(amount, str))


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one category and the row of their 小计."""

    category: str
    projects: tuple[Project, ...]
    row: int


@dataclass(frozen=True, slots=True)
class ProjectTable:
    """The whole 汇总表.

    Attributes:
        title: its title.
        scope: what the title cannot say: several departments or years.
        groups: by category.
    """

    title: str
    scope: str
    groups: tuple[Group, ...]

    @property
    def projects(self) -> tuple[Project, ...]:
        """Every project in the order of the rows."""
        return tuple(project for group in self.groups for project in group.projects)

    @property
    def total_row(self) -> int:
        """Row of the 合计, 0-based."""
        return self.groups[-1].row + 1 if self.groups else FIRST_ROW

    @property
    def unread_amounts(self) -> int:
        """Amounts that could not be read and are in no sum."""
        return sum(len(each.unread) for each in self.projects)


def amount_sum(projects: Iterable[Project], index: int) -> Decimal:
    """Return the exact sum of one money column; blank and unreadable amounts add nothing."""
    amounts = (each.amounts[index] for each in projects)
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal("0.00"))


def indicator_sum(projects: Iterable[Project], index: int) -> int:
    """Return the sum of one column of indicator counts."""
    return sum(each.indicators[index] for each in projects)


def project_table(batch: Batch) -> ProjectTable:
    """Work out the 汇总表 of a batch."""
    forms = declarations(batch)
    verdicts = batch.verdicts(form.source for form in forms)
    groups: list[Group] = []
    row = FIRST_ROW
    number = 0
    for category, members in _by_category(forms):
        projects = []
        for form in members:
            number += 1
            amounts = tuple(amount_in(form.get(name)) for name, _ in AMOUNTS)
            projects.append(Project(form, number, row, amounts, _indicators(form), verdicts[form.source]))
            row += 1
        groups.append(Group(category, tuple(projects), row))
        row += 1
    return ProjectTable(published_title(forms, batch, GOALS), _scope(forms), tuple(groups))


def _scope(forms: Sequence[Form]) -> str:
    """Return the departments and years of a summary of several, with the money of each year: they stand in one total."""
    departments, years = departments_of(forms), years_of(forms)
    said = _named("主管部门", [f"{name}（{count} 个项目）" for name, count in departments.most_common(_NAMED)], len(departments))
    sums = [
        f"{year}（{count} 个项目，年度资金 {money_text(_annual(forms, year))}）" for year, count in years.most_common(_NAMED)
    ]
    return said + _named("年度", sums, len(years))


def _named(what: str, names: Sequence[str], count: int) -> str:
    return f"本表含 {count} 个{what}：{'、'.join(names)}{'等' if count > _NAMED else ''}。" if count > 1 else ""


def _annual(forms: Sequence[Form], year: str) -> Decimal:
    """Return the exact sum of 年度资金申请总额 of the forms of one year."""
    amounts = (amount_in(form.get(AMOUNTS[ANNUAL][0])) for form in forms if form.text("/year") == year)
    return sum((each for each in amounts if isinstance(each, Decimal)), Decimal("0.00"))


def _by_category(forms: Sequence[Form]) -> list[tuple[str, list[Form]]]:
    groups: dict[str, list[Form]] = {category: [] for category in CATEGORIES}
    for form in forms:
        category = form.text("/category").strip() or NO_CATEGORY
        if category not in groups and len(groups) >= _MOST_GROUPS:
            category = _MIXED
        groups.setdefault(category, []).append(form)
    return [(category, members) for category, members in groups.items() if members]


def _indicators(form: Form) -> tuple[int, ...]:
    counts = dict.fromkeys(LEVELS, 0)
    for row in form.rows:
        level = row["level1"].value if "level1" in row else None
        if level in counts:
            counts[str(level)] += 1
    others = len(form.rows) - sum(counts.values())
    return (*counts.values(), others)
