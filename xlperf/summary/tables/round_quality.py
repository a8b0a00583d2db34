"""报送质量: how the rounds with each unit went, worked out from the ledger and the batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from xlperf.data.names import body_key
from xlperf.data.words import NO_UNIT, RETURN
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.history.round_ledger import Rounds, copies_back, is_back
from xlperf.run.fingerprint import form_mark
from xlperf.run.results import Batch
from xlperf.run.unchanged_copies import UNCHANGED_RULE

"""The rule that finds a copy that came back with nothing mended."""


@dataclass(slots=True)
class UnitQuality:
    """How the rounds with one unit went.

    Attributes:
        unit: 实施单位.
        forms: forms that count; passed_first: of these, not to be returned when they first came (一次通过).
        rounds: most often that one of its forms went back.
        returned: forms that went back; back: of these, came back since; in_time: of these, by the date that was set.
        dated: returned forms for which a date was set.
        sent, came: the last day on which one went back, and on which one came back (by the time of its file).
        open, explained, accepted (核准、豁免), mended: its findings (errors and warnings) by state.
        unchanged: a copy came back with nothing mended.
    """

    unit: str
    forms: int = 0
    passed_first: int = 0
    rounds: int = 0
    returned: int = 0
    back: int = 0
    in_time: int = 0
    dated: int = 0
    sent: date | None = None
    came: date | None = None
    open: int = 0
    explained: int = 0
    accepted: int = 0
    mended: int = 0
    unchanged: bool = False
    files: set[str] = field(default_factory=set)

    @property
    def state(self) -> str:
        """Where the rounds with it stand, in words."""
        if self.unchanged:
            return "退回后未修改"
        if self.back < self.returned:
            return f"{self.returned - self.back} 张退回后未交回"
        return "已交回" if self.returned else ""


def unit_quality(batch: Batch, rounds: Rounds) -> list[UnitQuality]:
    """Return the units in the order in which they come up among the forms that count."""
    files = {each.file: each for each in batch.files}
    copies = copies_back(batch.files, rounds)
    units: dict[str, UnitQuality] = {}
    for form in batch.counted:
        own = units.setdefault(body_key(form.text("/unit")), UnitQuality(form.text("/unit") or NO_UNIT))
        own.files.add(form.source.file)
        own.forms += 1
        own.passed_first += rounds.first.get(form_mark(form), batch.standing.verdict(form.source)) != RETURN
        _add_returns(own, form, copies.get(form_mark(form), files.get(form.source.file)), rounds, copies)
    _add_findings(units, batch)
    return list(units.values())


def has_rounds(batch: Batch, rounds: Rounds) -> bool:
    """Tell whether anything of a batch went back before."""
    return any(rounds.of_form(form) for form in batch.counted)


def _add_returns(own: UnitQuality, form: Form, file: FileResult | None, rounds: Rounds, copies: Mapping[str, FileResult]) -> None:
    versions = rounds.of_form(form)
    if not versions:
        return
    last = versions[-1]
    own.returned += 1
    own.rounds = max(own.rounds, len(versions))
    own.sent = max(filter(None, (own.sent, last.day)))
    own.dated += last.deadline is not None
    if is_back(form, rounds, copies):
        own.back += 1
        came = datetime.fromtimestamp(file.modified, UTC).date() if file and file.modified else None
        own.came = max(filter(None, (own.came, came)), default=None)
        own.in_time += came is not None and last.deadline is not None and came <= last.deadline


def _add_findings(units: dict[str, UnitQuality], batch: Batch) -> None:
    shared = Counter(file for each in units.values() for file in each.files)
    owners = {file: each for each in units.values() for file in each.files if shared[file] == 1}
    for finding in batch.findings:
        own = units.get(body_key(finding.unit)) if finding.unit else owners.get(finding.file)
        if own is None or finding.severity == "info" or not finding.is_for_unit:
            continue
        own.open += finding.stands
        own.explained += finding.because == "explained"
        own.accepted += finding.because == "waived"
        own.unchanged |= finding.stands and finding.rule == UNCHANGED_RULE
    for mended in batch.mended:
        if mended.file in owners:
            owners[mended.file].mended += 1


def unchanged_units(batch: Batch) -> frozenset[str]:
    """Return the units (as compared) of which a copy came back with nothing mended."""
    found: Iterable[str] = (
        form.text("/unit")
        for finding in batch.standing.findings
        if finding.rule == UNCHANGED_RULE
        for form in batch.counted
        if form.source.file == finding.file
    )
    return frozenset(map(body_key, found))
