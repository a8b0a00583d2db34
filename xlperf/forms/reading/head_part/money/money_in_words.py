"""The whole money in one cell: 总额500万元，其中：财政拨款400万元，自筹100万元; 资金总额及构成 | 854万（甲400万，乙454万）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Label, MoneyDetail
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money.amounts_said import Said, amounts_said, names_said, says_amounts
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, with_details
from xlperf.forms.reading.labels import Spot
from xlperf.intake.sheet import Cell


def read_in_words(head: Head, fields: list[Field]) -> list[Field]:
    """Return the fields of a declaration with the amounts that one cell says, where no total of it stands in a cell of its own.

    Read is what names nothing but money that the layout knows, or nothing known that adds up to the first amount: 甲单位 and
    乙单位 are kept under these names.
    """
    totals = [each for each in head.layout.labels if each.type == "amount" and not each.below]
    names = {each.field for each in totals}
    if any(each.name in names and isinstance(each.value, Decimal) and not says_amounts(each.raw) for each in fields):
        return fields
    for line in head.lines():
        for spot, before in zip(line, (None, *line), strict=False):
            said = [] if head.is_label(spot) else _totals_first(head, totals, amounts_said(spot.text), before)
            found = _fields_said(head, spot, said)
            if found:
                head.taken.add(spot.address)
                head.not_missing([each.label for each in totals])
                read = {each.name: each for each in found}
                own = {each.name for each in fields if isinstance(each.value, Decimal)}
                read = {name: each for name, each in read.items() if not each.blank and name not in own}
                return [*(read.pop(each.name, each) for each in fields), *read.values()]
    return fields


def _totals_first(
    head: Head, totals: Sequence[Label], said: Sequence[Said], before: Spot | None
) -> list[tuple[Label, list[Said]]]:
    """Return each total that a text says with its amount and those of its parts; empty where it says none first or last."""
    found: list[tuple[Label, list[Said]]] = []
    if said and _total_said(head, totals, said[-1][0], None) and not _total_said(head, totals, said[0][0], before):
        said = [said[-1], *said[:-1]]
    for each in said:
        total = _total_said(head, totals, each[0], None if found else before)
        if total is not None and all(one is not total for one, _ in found):
            found.append((total, [each]))
        elif not found:
            return []
        else:
            found[-1][1].append(each)
    return found


def _total_said(head: Head, totals: Sequence[Label], name: str, before: Spot | None) -> Label | None:
    """Return the total that an amount of a text is; one without a name stands beside a label of money."""
    keys = names_said(name)
    sums, periods = (head.layout.cross.sum_keys, head.layout.cross.periods) if head.layout.cross else (frozenset(), ())
    known = {*keys} if keys[1] else {before.key, before.bare} if before is not None else set()
    named = next((each for each in reversed(totals) if not (each.keys | each.otherwise).isdisjoint(known)), None)
    is_beside = not (head.layout.side_keys & head.layout.body_keys).isdisjoint(known)
    if named is not None or not sums.isdisjoint(keys) or (not keys[1] and (keys[0] != "" or is_beside)):
        return named or totals[-1]
    period = next((f"/{each.key}" for each in periods if not each.keys.isdisjoint(keys)), None)
    return next((each for each in totals if period and each.field.endswith(period)), None)


def _fields_said(head: Head, spot: Spot, said: Sequence[tuple[Label, Sequence[Said]]]) -> list[Field]:
    """Return the totals and their parts, none where it is left open what is part of what."""
    found: list[Field] = []
    for total, amounts in said:
        fields, own = _with_parts(head, total, spot, amounts)
        if not fields:
            return []
        found += fields
        head.details += own
    return found


def _with_parts(head: Head, total: Label, spot: Spot, said: Sequence[Said]) -> tuple[list[Field], list[Field]]:
    """Return the fields of a total and of its parts, and what is kept under the unit's own names."""
    into = total.field.rpartition("/")[0]
    parts = {each.field: each for each in head.layout.labels if each.below == total.label}
    whole = _field(head, total.field, total.label, spot, said[0][1])
    found, details = {whole.name: whole}, list[Detail]()
    own: list[Field] = []
    for name, amount in said[1:]:
        keys = names_said(name)
        part = next((each for each in parts.values() if each.field not in found and _is_named(each, keys)), None)
        finer = next((each for each in head.layout.details if _is_named(each, keys)), None) if part is None else None
        if part is not None:
            found[part.field] = _field(head, part.field, part.label, spot, amount)
            continue
        own.append(_field(head, f"{into}/{name}", name, spot, amount))
        if finer is not None:
            role = next((each for each in parts if each.endswith(f"_{finer.into}")), "")
            details.append(Detail(role, replace(own[-1], name=role), finer))
    unknown = len(own) - len(details)
    if unknown and (unknown < len(said) - 1 or whole.value != _sum(own)):
        return [], []
    named = [*found.values(), *(Field(each, parts[each].label, None) for each in parts if each not in found)]
    together = with_details(named, details, [[total.field, *parts]])
    return (together if not details or _sum(together[1:]) == whole.value else named), own


def _sum(fields: Sequence[Field]) -> Decimal:
    return sum((each.value for each in fields if isinstance(each.value, Decimal)), Decimal(0))


def _field(head: Head, name: str, label: str, spot: Spot, amount: str) -> Field:
    return read_field(name, label, "amount", Cell(amount, "text"), spot.address, head.unit)


def _is_named(label: Label | MoneyDetail, keys: tuple[str, str]) -> bool:
    return not label.keys.isdisjoint(keys) or (label.like is not None and any(map(label.like.fullmatch, keys)))
