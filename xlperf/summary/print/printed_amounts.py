"""The money that stands on the print sheets, cell by cell: the last side of the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.money import WAN, YUAN_PER, is_summed
from xlperf.forms.form import FormKind
from xlperf.forms.reading.head_part.money.money_details import OWN_PART
from xlperf.forms.values.form_text import bare_key, key_of
from xlperf.summary.print.print_layout import field_of, shown
from xlperf.summary.print.print_plan import PrintedForm, PrintPlan
from xlperf.summary.print.print_rest import VALUE
from xlperf.summary.tables.figures import cents


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """An amount on a print sheet.

    Attributes:
        name: of its field.
        sheet: its sheet; row, column: 0-based.
        amount: in 元, rounded to 分.
        in_wan: the cell shows it in 万元.
        is_text: a cell holds no number of so many digits, so that it stands there as text.
    """

    name: str
    sheet: str
    row: int
    column: int
    amount: Decimal
    in_wan: bool
    is_text: bool


def printed_amounts(plan: PrintPlan, kind: FormKind, names: Sequence[str]) -> tuple[PrintedAmount, ...]:
    """Return every amount of some fields that the print sheets of a kind show as a number."""
    wanted = frozenset(names)
    return tuple(amount for part in plan.parts[kind] for form in part.forms for amount in _amounts(part.name, form, wanted))


def _amounts(sheet: str, each: PrintedForm, wanted: frozenset[str]) -> Iterator[PrintedAmount]:
    in_wan = each.form.amount_unit == WAN
    for offset, line in enumerate(each.lines):
        if line.part or (line.indicator >= 0 and VALUE not in line.cells):
            continue
        for slot in line.row.filled:
            name = counted_as(each, line.cells[VALUE].name if slot.name == VALUE else slot.name, wanted)
            if not name:
                continue
            content = shown(each.form, slot, line.cells)
            number = _number(content.text) if content.grouped else None
            if number is not None:
                amount = number * YUAN_PER[WAN] if in_wan else number
                if is_summed(amount):
                    is_text = isinstance(content.value, str)
                    place = (each.row + offset, slot.area.left - 1)
                    yield PrintedAmount(name, sheet, *place, cents(amount), in_wan, is_text)


def counted_as(each: PrintedForm, name: str, wanted: frozenset[str]) -> str:
    """Return for which of some money fields a printed amount counts, empty for none.

    A finer amount (单位资金) counts for the field that it went into where that one is printed in parts only.
    """
    if name in wanted or not name.startswith("/funding/"):
        return name if name in wanted else ""
    form, template = each.form, each.pattern.template
    _, funding, title, *column = name.split("/")
    keys = {key_of(title), bare_key(title)}
    into = next((detail.into for detail in template.layout.details if not detail.keys.isdisjoint(keys)), "")
    period = "annual" if f"/{funding}/annual" in template.names else "total"
    role = "/".join(("", funding, *((into, *column) if column else (f"{period}_{into}",))))
    whole, own = form.get(role), field_of(form, f"{role}{OWN_PART}")
    if not into or role not in wanted or whole is None:
        return ""
    in_parts = own is not None and role in template.parted and role in template.names
    parts = {other.cell for other in form.further if other.name in template.names}
    return role if in_parts or (role not in template.names and whole.cell in parts) else ""


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None
