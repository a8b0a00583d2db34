"""The money that stands on the print sheets, cell by cell: the last side of the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.money import WAN, YUAN_PER, is_summed
from xlperf.forms.form import FormKind
from xlperf.summary.print.print_layout import shown
from xlperf.summary.print.print_plan import PrintedForm, PrintPlan
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
        if line.indicator >= 0 or line.part:
            continue
        for slot in line.row.filled:
            if slot.name not in wanted:
                continue
            content = shown(each.form, slot)
            number = _number(content.text) if content.grouped else None
            if number is not None:
                amount = number * YUAN_PER[WAN] if in_wan else number
                if is_summed(amount):
                    is_text = isinstance(content.value, str)
                    place = (each.row + offset, slot.area.left - 1)
                    yield PrintedAmount(slot.name, sheet, *place, cents(amount), in_wan, is_text)


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None
