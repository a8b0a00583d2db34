"""The whole money in one cell: 总额500万元，其中：财政拨款400万元，自筹100万元; 资金总额及构成 | 854万（甲400万，乙454万）."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlperf.data.money import YUAN
from xlperf.forms.form import UNREAD, Field, Remark
from xlperf.forms.layouts.layout import Label, MoneyDetail
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.likely_labels import is_its_own
from xlperf.forms.reading.head_part.money.amounts_said import Said, amounts_said, names_said, says_amounts
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, part_for, summed_by, with_details
from xlperf.forms.reading.head_part.money.money_details import is_of_level
from xlperf.forms.reading.head_part.one_cell import pairs_in
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.wordings import label_words
from xlperf.intake.sheet import Cell


def read_in_words(head: Head, fields: list[Field]) -> list[Field]:
    """Return the fields of a declaration with the amounts that one cell says, where no total of it stands in a cell of its own.

    Read is what names nothing but money that the layout knows, or nothing known that adds up to the first amount: 甲单位 and
    乙单位 are kept under these names.  What was read there behind some of the names (年度资金总额：500万元) is read anew.
    """
    totals = [each for each in head.layout.labels if each.type == "amount" and not each.below]
    names = {each.field for each in totals}
    year = next((str(each.value) for each in fields if each.name == head.layout.year_field and each.value is not None), "")
    beside = ((spot, before) for line in head.lines() for spot, before in zip(line, (None, *line), strict=False))
    words = ((spot, before, amounts_said(_without_year(spot.text, year))) for spot, before in beside)
    saying = [(spot, before, said) for spot, before, said in words if said and not head.is_label(spot)]
    cells = {spot.address for spot, *_ in saying}
    read = [each for each in fields if each.name in names and isinstance(each.value, Decimal)]
    is_elsewhere = any(each.cell not in cells and not says_amounts(each.raw) for each in read)
    saying = [each for each in saying if not is_elsewhere or says_amounts(each[0].text)]
    for spot, before, said in saying:
        whole = [] if is_elsewhere else _totals_first(head, totals, said, before)
        address = spot.address
        own = {each.name: each.value for each in fields if isinstance(each.value, Decimal) and each.cell != address}
        found = _parts_alone(head, own, spot, said) if is_elsewhere else _fields_said(head, spot, whole)
        if found and found[0].name not in own:
            head.taken.add(address)
            head.not_missing([each.label for each in totals])
            if all(not amount[-1].isdigit() for _, amount in said):
                head.remarks = [each for each in head.remarks if each.kind != "unit_missing"]
            fields = _anew(fields, [each for each in found if not each.blank and each.name not in own], spot)
    return fields


def _without_year(text: str, year: str) -> str:
    """Return a text with 年度预算 in place of 2026年预算, of the year of the form."""
    words = label_words("this_year")
    return re.sub(f"{year}(?:{'|'.join(words)})", words[0], text) if year and year in text else text


def _parts_alone(head: Head, amounts: Mapping[str, Decimal], spot: Spot, said: Sequence[Said]) -> list[Field]:
    """Return the parts that a text says of a total which stands elsewhere and is their sum: 财政拨款：80万元，自筹资金：20万元."""
    sources: tuple[Label | MoneyDetail, ...] = (*(each for each in head.layout.labels if each.below), *head.layout.details)
    if any(not any(_is_named(each, names_said(name)) for each in sources) for name, _ in said):
        return []  # as nearly every text: a cheaper question than what it adds up to
    total = _sum([_field(head, "", "", spot, amount) for _, amount in said])
    whole = [each for each in head.layout.labels if each.type == "amount" and not each.below and amounts.get(each.field) == total]
    parts = [each for each in head.layout.labels if len(whole) == 1 and each.below == whole[0].label]
    if not parts or (None, None) in _meant([name for name, _ in said], parts, head.layout.details).values():
        return []
    found = _fields_said(head, spot, [(whole[0], [("", f"{total}{YUAN}"), *said])])[1:]
    if all(each.value == amounts.get(each.name) for each in found if not each.blank):
        head.taken.add(spot.address)  # it says again what was read
    return [] if any(each.field in amounts for each in parts) else found


def _anew(fields: Sequence[Field], found: Sequence[Field], spot: Spot) -> list[Field]:
    """Return the fields with those that a cell says, none of which keeps another amount of that cell."""
    read = {each.name: each for each in found}
    bare = (each if each.cell != spot.address else Field(each.name, each.label, None) for each in fields)
    return [*(read.pop(each.name, each) for each in bare), *read.values()]


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
    if named is not None and named.keys.isdisjoint(known) and not is_its_own(head.window, head.layout, head.last_row, named):
        named = next((each for each in totals if each.label == named.instead), named)
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
    known = _meant([name for name, _ in said[1:]], list(parts.values()), head.layout.details)
    for name, amount in said[1:]:
        part, finer = known[name]
        if part is not None:
            found[part.field] = _field(head, part.field, part.label, spot, amount)
            continue
        own.append(_field(head, f"{into}/{name}", name, spot, amount))
        role = part_for(finer, total, head.layout.labels) if finer is not None else None
        if finer is not None and role is not None:
            details.append(Detail(role.field, replace(own[-1], name=role.field), finer))
    unknown = [each for each in own if all(each.raw != one.amount.raw or each.label != one.amount.label for one in details)]
    is_sum = bool(unknown) and len(unknown) == len(said) - 1 and whole.value == _sum(own)
    if unknown and not is_sum and not pairs_in(spot, head.layout):
        return [], []
    named = [*found.values(), *(Field(each, parts[each].label, None) for each in parts if each not in found)]
    together = with_details(named, details, [summed_by(total, head.layout.labels)])
    if not is_sum and _sum(together[1:]) != whole.value:
        head.remarks += (_unread(each) for each in unknown if each.value)
    return together, own


def _unread(amount: Field) -> Remark:
    """Return the remark on a line of a cell whose words nobody knows, where the others do not add up to their total."""
    detail = {"text": amount.raw, "part": "amount", "count": "1", "label": amount.label}
    return Remark(UNREAD, cell=amount.cell or "", detail=detail)


def _sum(fields: Sequence[Field]) -> Decimal:
    return sum((each.value for each in fields if isinstance(each.value, Decimal)), Decimal(0))


def _field(head: Head, name: str, label: str, spot: Spot, amount: str) -> Field:
    return read_field(name, label, "amount", Cell(amount, "text"), spot.address, head.unit)


def _meant(
    names: Sequence[str], parts: Sequence[Label], details: Sequence[MoneyDetail]
) -> dict[str, tuple[Label | None, MoneyDetail | None]]:
    """Return what each name of a text is: a part of its total or a finer amount, as money of several levels is: 中央60，省级30."""
    found: dict[str, tuple[Label | None, MoneyDetail | None]] = {}
    for name in names:
        keys = names_said(name)
        free = (each for each in parts if all(each is not part for part, _ in found.values()))
        part = next((each for each in free if _is_named(each, keys)), None)
        found[name] = part, next((each for each in details if _is_named(each, keys)), None) if part is None else None
    level = next((each for each in details if each.is_partial), None)
    if level is not None:
        of_level = [name for name in found if is_of_level(name, level)]
        fiscal = [name for name, (part, _) in found.items() if part is not None and part.field.endswith(f"_{level.into}")]
        if len(of_level) > 1 and all(name in of_level for name in fiscal):
            found |= dict.fromkeys(of_level, (None, level))
    return found


def _is_named(label: Label | MoneyDetail, keys: tuple[str, str]) -> bool:
    return not label.keys.isdisjoint(keys) or any(map(label.is_like, keys))
