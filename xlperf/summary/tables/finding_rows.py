"""How the 校验结果 is ordered: by unit, in a unit by form, in a form the worst first; and on which row each finding stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat

from xlperf.book.links import internal
from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.data.names import body_key
from xlperf.data.words import APPROVED, FINDINGS_SHEET
from xlperf.forms.form import Source
from xlperf.rules.finding import SEVERITIES, Finding, Severity
from xlperf.run.results import Batch
from xlperf.summary.tables.finding_units import FindingUnits

NAME = FINDINGS_SHEET
ASIDE_HEADER = "不计的原因"
OLD_ASIDE_HEADER = "豁免原因"
"""What summaries of earlier versions of xlperf have instead."""

STATE_HEADER, APPROVAL_HEADER = "状态", APPROVED
"""How far a finding is settled, and the column into which the department writes 核准; the next run reads it."""

HANDLED_HEADER = "处理情况"
"""The column in which the clerk ticks off or notes what was done; it is carried over from summary to summary."""

WHOLE_FILE = "打开"
"""Stands in place of a cell where a finding is about a whole file."""

FIRST_ROW = HEADER_ROW + 1
_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding on its row.

    Attributes:
        finding: what was found.
        unit: whose affair it is, as far as anything tells; of a form what the form says, blank or not.
        number: its 序号; row: 0-based.
        level: of the outline: 0 for the first of a unit, 1 for the first of another form, 2 for what folds into these.
    """

    finding: Finding
    unit: str
    number: int
    row: int
    level: int


@dataclass(frozen=True, slots=True)
class FindingTable:
    """The whole 校验结果.

    Attributes:
        findings: by unit, those with errors first.
        first: row (1-based) of the first finding about a form, or about a file as a whole, by file, sheet and range.
        sets_aside: some of them do not stand.
        has_answers: units have explained some of them.
    """

    findings: tuple[ListedFinding, ...]
    first: Mapping[_Place, int] = field(init=False, repr=False, compare=False)
    sets_aside: bool = field(init=False, repr=False, compare=False)
    has_answers: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first: dict[_Place, int] = {}
        for each in self.findings:
            first.setdefault(_place(each.finding), each.row + 1)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "sets_aside", not all(each.finding.stands for each in self.findings))
        object.__setattr__(self, "has_answers", any(each.finding.explanation for each in self.findings))

    @property
    def last_row(self) -> int:
        """The last row of the list, 0-based; the first where it is empty."""
        return FIRST_ROW + max(len(self.findings), 1) - 1

    def address(self, source: Source) -> str | None:
        """Return the address of the worst finding about a form, or else about its file; None when there is none."""
        rows = (self.first.get(place) for place in ((source.file, source.sheet, source.range), (source.file, "", "")))
        row = min((each for each in rows if each), default=None)
        return internal(NAME, f"A{row}") if row else None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """How often a rule was broken: findings that stand, the forms or files that they are about, and their units."""

    rule: str
    title: str
    severity: Severity
    findings: int
    forms: int
    units: int


def finding_table(batch: Batch) -> FindingTable:
    """Return the findings of a batch on their rows: unit by unit, old versions last."""
    units = FindingUnits(batch)
    groups: dict[tuple[bool, str], dict[_Place, list[tuple[Finding, str]]]] = {}
    for each in in_order(batch.findings):
        unit = units.of(each)
        forms = groups.setdefault((each.because == "superseded", body_key(unit)), {})
        forms.setdefault(_place(each), []).append((each, each.unit if each.form else unit))
    listed: list[ListedFinding] = []
    for forms in groups.values():
        levels = chain((0,), repeat(1))
        for level, members in zip(levels, forms.values(), strict=False):
            for index, (finding, unit) in enumerate(members):
                listed.append(ListedFinding(finding, unit, len(listed) + 1, FIRST_ROW + len(listed), 2 if index else level))
    return FindingTable(tuple(listed))


def rule_lines(table: FindingTable) -> tuple[RuleLine, ...]:
    """Return how often each rule was broken by what stands: the worst first, and of these what came up most."""
    by_rule: dict[tuple[str, str, Severity], list[ListedFinding]] = {}
    for each in table.findings:
        if each.finding.stands:
            by_rule.setdefault((each.finding.rule, each.finding.title, each.finding.severity), []).append(each)
    lines = [
        RuleLine(
            *key,
            len(found),
            len({_place(each.finding) for each in found if each.finding.file}),
            len({body_key(each.unit) for each in found if each.unit}),
        )
        for key, found in by_rule.items()
    ]
    return tuple(sorted(lines, key=lambda each: (SEVERITIES.index(each.severity), -each.findings, each.rule)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors first, then warnings, then hints, those set aside behind their like; those of old versions last."""
    return sorted(findings, key=lambda each: (each.because == "superseded", SEVERITIES.index(each.severity), not each.stands))


def _place(finding: Finding) -> _Place:
    return finding.file, finding.sheet, finding.form
