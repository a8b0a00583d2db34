"""What changed between two runs: two snapshots of what a summary lists, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeVar

from xlperf.history.listed import FieldState, FindingState, FormPlace, FormState, IndicatorState, Snapshot

ChangeKind = Literal[
    "表单新增",
    "表单减少",
    "表单替换",
    "金额变动",
    "内容变动",
    "指标新增",
    "指标减少",
    "指标值变动",
    "问题新增",
    "问题消除",
    "问题不计",
    "问题又计入",
    "手写留存",
]
KEPT: ChangeKind = "手写留存"
"""What the clerk wrote and has no place any more: it is listed until the clerk takes the line out."""
_GONE: frozenset[ChangeKind] = frozenset({"表单减少", "指标减少", "问题消除", KEPT})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        kind: what happened.
        unit, project, form: what it happened to; ``form`` is the kind of form, empty for a finding.
        label: the field, indicator or rule.
        before, after: its text then and now, empty where there is none.
        file, sheet, cell: where it stands now, or where it stood.
    """

    kind: ChangeKind
    unit: str
    project: str
    form: str
    label: str
    before: str
    after: str
    file: str
    sheet: str
    cell: str

    @property
    def gone(self) -> bool:
        """The place is not in this batch any more."""
        return self.kind in _GONE

    @property
    def difference(self) -> Decimal | None:
        """After less before, where both are numbers."""
        before, after = _number(self.before), _number(self.after)
        return None if self.kind != "金额变动" or before is None or after is None else after - before


_Item = TypeVar("_Item")


def compare(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Return what changed, forms first, then amounts and contents, indicators, findings.

    A form is the same when kind, year, unit and project are, or else when it stands in
    the same place under the same unit or project.  A finding is the same when rule, place, unit and project are, or
    else when rule, unit, project and field are: rows move when a form is mended.
    """
    pairs, gone, come = match(old.forms, new.forms, (_subject, _place_and_unit, _place_and_project))
    return (
        *(_of_form("表单新增", each) for each in come),
        *(_of_form("表单减少", each) for each in gone),
        *_replaced(pairs),
        *_amounts(pairs),
        *_contents(pairs),
        *_indicators(old, new, pairs),
        *_findings(old, new, gone),
    )


def _subject(form: FormState) -> Hashable:
    place = form.place
    return place.kind, place.year, place.unit, place.project


def _place_and_unit(form: FormState) -> Hashable:
    place = form.place
    return place.kind, place.file, place.sheet, form.cell, place.unit


def _place_and_project(form: FormState) -> Hashable:
    place = form.place
    return place.kind, place.file, place.sheet, form.cell, place.project


def match(
    old: Iterable[_Item], new: Iterable[_Item], keys: Sequence[Callable[[_Item], Hashable | None]]
) -> tuple[list[tuple[_Item, _Item]], list[_Item], list[_Item]]:
    """Pair items by the first key that they share, alike ones in their order; return pairs, what is gone, what has come."""
    pairs: list[tuple[_Item, _Item]] = []
    gone, come = list(old), list(new)
    for key in keys:
        waiting: dict[Hashable, list[_Item]] = {}
        for each in gone:
            if (at := key(each)) is not None:
                waiting.setdefault(at, []).append(each)
        rest: list[_Item] = []
        paired: set[int] = set()
        for each in come:
            partners = waiting.get(key(each))
            if partners:
                partner = partners.pop(0)
                paired.add(id(partner))
                pairs.append((partner, each))
            else:
                rest.append(each)
        gone, come = [each for each in gone if id(each) not in paired], rest
    return pairs, gone, come


def _of_form(kind: ChangeKind, form: FormState) -> Change:
    place = form.place
    shown = f"{place.file} / {place.sheet}"
    texts = (shown, "") if kind == "表单减少" else ("", shown)
    return Change(kind, place.unit, place.project, place.kind, "", *texts, place.file, place.sheet, form.cell)


def _at(kind: ChangeKind, form: FormState, label: str, before: str, after: str, cell: str = "") -> Change:
    place = form.place
    return Change(kind, place.unit, place.project, place.kind, label, before, after, place.file, place.sheet, cell or form.cell)


def _replaced(pairs: Iterable[tuple[FormState, FormState]]) -> Iterator[Change]:
    for before, after in pairs:
        places = [f"{each.place.file} / {each.place.sheet}" for each in (before, after)]
        if places[0] != places[1]:
            yield _at("表单替换", after, "", *places)


def _amounts(pairs: Iterable[tuple[FormState, FormState]]) -> Iterator[Change]:
    for before, after in pairs:
        for was, now in _unlike(before.amounts, after.amounts):
            yield _at("金额变动", after, now.label, was, now.text, now.cell)


def _contents(pairs: Iterable[tuple[FormState, FormState]]) -> Iterator[Change]:
    for before, after in pairs:
        for was, now in _unlike(_named(before), _named(after)):
            yield _at("内容变动", after, now.label, was, now.text, now.cell)


def _named(form: FormState) -> tuple[FieldState, ...]:
    place = form.place
    names = (("年度", place.year), ("实施单位", place.unit), ("项目名称", place.project))
    return (*(FieldState(label, text) for label, text in names), *form.contents)


def _unlike(before: Iterable[FieldState], after: Iterable[FieldState]) -> Iterator[tuple[str, FieldState]]:
    """Yield the old text and the new field of each field that both have and that differs."""
    known = {each.label: each.text for each in before}
    for now in after:
        if known.get(now.label, now.text) != now.text:
            yield known[now.label], now


def _indicators(old: Snapshot, new: Snapshot, pairs: Sequence[tuple[FormState, FormState]]) -> Iterator[Change]:
    before, after = _by_form(old.indicators), _by_form(new.indicators)
    looked_at: set[FormPlace] = set()
    for was, now in pairs:
        if now.place not in looked_at:  # forms that nothing tells apart share their rows
            looked_at.add(now.place)
            matched, gone, come = match(before.get(was.place, ()), after.get(now.place, ()), (lambda each: each.levels,))
            for one, other in matched:
                for text, changed in _unlike(one.values, other.values):
                    yield _of_indicator("指标值变动", other, text, changed.text, changed)
            for each in come:
                yield _of_indicator("指标新增", each, "", _target(each))
            for each in gone:
                yield _of_indicator("指标减少", each, _target(each), "")


def _by_form(indicators: Iterable[IndicatorState]) -> Mapping[FormPlace, list[IndicatorState]]:
    found: dict[FormPlace, list[IndicatorState]] = {}
    for each in indicators:
        found.setdefault(each.place, []).append(each)
    return found


def _target(indicator: IndicatorState) -> str:
    return indicator.values[0].text if indicator.values else ""


def _of_indicator(kind: ChangeKind, each: IndicatorState, before: str, after: str, field: FieldState | None = None) -> Change:
    place = each.place
    name = each.levels[2] or each.levels[1] or each.levels[0]
    shown = f"{name}：{field.label}" if field else name
    cell = (field.cell if field else "") or each.cell
    return Change(kind, place.unit, place.project, place.kind, shown, before, after, place.file, place.sheet, cell)


def _findings(old: Snapshot, new: Snapshot, gone_forms: Iterable[FormState]) -> Iterator[Change]:
    """Yield findings that are new, mended, set aside or so no more; those of a form that is gone went with it.

    Set aside (不计) is what was waived, approved or explained, or belongs to an old version.
    """
    gone_places = {(each.place.file, each.place.sheet, each.place.unit, each.place.project) for each in gone_forms}
    before = [each for each in old.findings if (each.file, each.sheet, each.unit, each.project) not in gone_places]
    pairs, mended, come = match(before, new.findings, (_exact_place, _same_field))
    yield from (_of_finding("问题新增", each) for each in come if not each.waived)
    yield from (_of_finding("问题消除", each) for each in mended if not each.waived)
    yield from (_of_finding("问题不计", now) for was, now in pairs if now.waived and not was.waived)
    yield from (_of_finding("问题又计入", now) for was, now in pairs if was.waived and not now.waived)


def _exact_place(finding: FindingState) -> Hashable:
    return finding.rule, finding.file, finding.sheet, finding.cell, finding.unit, finding.project


def _same_field(finding: FindingState) -> Hashable | None:
    return (finding.rule, finding.unit, finding.project, finding.label) if finding.project else None


def _of_finding(kind: ChangeKind, each: FindingState) -> Change:
    texts = (each.message, "") if kind in ("问题消除", "问题不计") else ("", each.message)
    name = f"{each.rule} {each.title}".strip()
    return Change(kind, each.unit, each.project, "", name, *texts, each.file, each.sheet, each.cell)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return None
