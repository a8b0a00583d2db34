"""The money of a declaration as a crossing table: sources (财政拨款, 其他资金) in one direction, 总额 | 本年度 in the other.

The sources may stand below each other or in the header.  Columns of other years are kept under their own headings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlperf.forms.form import Field
from xlperf.forms.layouts.layout import Axis, Cross, MoneyDetail
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.head_part.money.amount_unit import unit_beside
from xlperf.forms.reading.head_part.money.cross_places import CrossTable, cross_table, is_unknown
from xlperf.forms.reading.head_part.money.finer_amounts import Detail, with_details
from xlperf.forms.reading.head_part.money.money_lines import Money, MoneyLines
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import own_columns
from xlperf.forms.values.form_text import clean_line
from xlperf.intake.sheet import row_of


def read_cross(head: Head, cross: Cross, fields: Sequence[Field], year: int | None) -> Money | None:
    """Return the amounts of the crossing table of a form, None where it has none.

    Args:
        cross: what the labels of such a table mean.
        fields: what was read beside labels; a form with amounts there has no need of such a table, and keeps them, unless they
            are totals of which the table has the parts.
        year: of the form; a column of another year is none of its amounts.
    """
    table = cross_table(head, cross, year)
    if table is None:
        return None
    rows = {row for row, _ in table.marks}.union(spot.row for spot, _ in table.periods)
    amounts = [each for each in fields if each.name.startswith(f"{cross.field}/") and isinstance(each.value, Decimal)]
    outside = [each for each in amounts if each.cell is not None and row_of(each.cell) not in rows]
    if any("_" in each.name for each in outside):
        return None
    lines, taken = table.lines(head), {*head.taken}
    cells = {(label.address, key): cell for label in lines.labels for key, cell in lines.cells(label).items()}
    read = _Amounts(head, cross, table, lines, cells)
    for source, role in table.sources:
        for top, period in table.periods:
            read.take(source, role, top, period)
    found = read.together(outside)
    if outside and not _are_parts(found, outside):
        head.taken = taken
        return None
    cells_read = {each.cell for each in (*found, *read.further)}
    sources = {spot.row for spot, _ in table.sources if not table.lies}
    bare = [each for each in amounts if row_of(each.cell or "") in sources and each.cell not in cells_read]
    found += (Field(each.name, each.label, None) for each in bare if all(each.name != one.name for one in found))
    unknown = [clean_line(each.text) for each, period in table.periods if not period and is_unknown(head, each, cross)]
    titles = {title: [each for each in read.further if each.name.endswith(f"·{title}")] for title in unknown}
    return Money(tuple(found), tuple(read.further), table.marks, (*lines.told(), *own_columns(titles, (), "money")))


def _are_parts(found: Sequence[Field], totals: Sequence[Field]) -> bool:
    """True for sources that add up to a total which stands elsewhere: 项目资金来源 | 上级 | 同级 | 其他 below 当年预算 | 25."""
    amounts = {each.name: each.value for each in found if isinstance(each.value, Decimal)}
    parts = {each.name: [value for name, value in amounts.items() if name.startswith(f"{each.name}_")] for each in totals}
    return len(amounts) == sum(map(len, parts.values())) and any(sum(parts[each.name]) == each.value for each in totals)


@dataclass(slots=True)
class _Amounts:
    """Gathers the amounts of a table: those of the form's fields, finer ones that belong to a field, those of other years."""

    head: Head
    cross: Cross
    table: CrossTable
    lines: MoneyLines
    cells: Mapping[tuple[str, str], Spot]
    found: dict[str, Field] = field(default_factory=dict)
    details: list[Detail] = field(default_factory=list)
    further: list[Field] = field(default_factory=list)

    def take(self, source: Spot, role: Axis | MoneyDetail, top: Spot, period: str) -> None:
        """Read the amount of a source in a period, whose name is empty for another year."""
        into = self.cross.field
        if not period:
            self.further += self._under_own_name(source, top)
        elif isinstance(role, MoneyDetail):
            name = f"{into}/{period}_{role.into}"
            self.details.append(Detail(name, self._amount(name, role.label, source, top), role))
            self.further += self._under_own_name(source, top)
        else:
            name = f"{into}/{period}{role.key and '_' + role.key}"
            label = next((each.label for each in self.head.layout.labels if each.field == name), role.label)
            self.found.setdefault(name, self._amount(name, label, source, top))

    def _under_own_name(self, source: Spot, top: Spot) -> list[Field]:
        """Return the amount of a source in a period under the form's own words for them, none where it is blank."""
        title = f"{clean_line(source.text)}·{clean_line(top.text)}"
        amount = self._amount(f"{self.cross.field}/{title}", title, source, top)
        return [] if amount.blank else [amount]

    def together(self, totals: Sequence[Field]) -> list[Field]:
        """Return the amounts of the form's fields, finer ones in those that they belong to, as totals elsewhere decide."""
        periods = dict.fromkeys(period for _, period in self.table.periods if period)
        names = [f"{self.cross.field}/{each}" for each in periods]
        for detail in self.details:
            self.found.setdefault(detail.into, replace(detail.amount, value=None, raw=""))
        sums = [[name, *(each for each in self.found if each.startswith(f"{name}_"))] for name in names]
        elsewhere = [each for each in totals if each.name not in self.found]
        return with_details([*elsewhere, *self.found.values()], self.details, sums)[len(elsewhere) :]

    def _amount(self, name: str, label: str, source: Spot, top: Spot) -> Field:
        row, across = (top, source) if self.table.lies else (source, top)
        cell = self.cells.get((row.address, across.address))
        where = cell.address if cell else self.head.window.home(row.row, across.column)
        unit = unit_beside(top) or unit_beside(source) or self.head.unit
        return self.lines.noted(read_field(name, label, "amount", cell.cell if cell else None, where, unit))


def with_cross(fields: Sequence[Field], money: Money, cross: Cross) -> list[Field]:
    """Return fields with the amounts of a crossing table in place of those that were read as if their labels stood alone."""
    names = {each.name for each in money.fields}
    cells = {each.cell for each in (*money.fields, *money.further)}
    # An amount beside or below its label that the table has not got stays: 年度预算金额 in a row of labels over amounts.
    own = {each.name for each in fields if each.value is not None and each.name not in names and each.cell not in cells}
    kept = [each for each in fields if each.name in own or not each.name.startswith(f"{cross.field}/")]
    money_fields = [each for each in fields if each.name.startswith(f"{cross.field}/") and each.name not in own]
    blank = [Field(each.name, each.label, None) for each in money_fields]
    return [*kept, *money.fields, *(each for each in blank if each.name not in names)]


