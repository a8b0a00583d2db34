"""Which form is printed on which sheet and row: known before anything is written, so that links can lead there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xlperf.book.book_report import SummaryOptions
from xlperf.book.links import internal
from xlperf.book.theme import TITLE_ROW_HEIGHT
from xlperf.data.names import body_key
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import Form, FormKind, Source
from xlperf.forms.templates.template import template_of
from xlperf.run.results import Batch
from xlperf.run.titles import published_title
from xlperf.summary.print.print_layout import Line, lay_out
from xlperf.summary.print.print_pattern import FormPattern, pattern_of
from xlperf.summary.tables.projects import ProjectTable

DECLARATIONS = FORM_KINDS["declaration"]
EVALUATIONS = FORM_KINDS["self_evaluation"]
MOST_BREAKS = 1_000
"""Excel keeps 1,023 page breaks a sheet; the rest of the forms goes on another sheet."""
_MOST_ROWS = 1_000_000
_SHEETS: Mapping[FormKind, tuple[str, str]] = {
    "declaration": (DECLARATIONS, "绩效目标汇总表"),
    "self_evaluation": (EVALUATIONS, "绩效自评汇总表"),
}


@dataclass(frozen=True, slots=True, eq=False)
class PrintedForm:
    """A form, its printed rows, and the row of the sheet (0-based) on which it begins."""

    form: Form
    pattern: FormPattern
    lines: tuple[Line, ...]
    row: int


@dataclass(slots=True, eq=False)
class PrintPart:
    """One print sheet: forms whose templates share their column widths and their page."""

    name: str
    title: str
    forms: list[PrintedForm] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """Rows (0-based) with which a page begins."""
    rows: int = 1

    def has_room(self, lines: Sequence[Line]) -> bool:
        """Return True when the sheet can hold another form."""
        return len(self.breaks) + _pages(lines) <= MOST_BREAKS and self.rows + len(lines) <= _MOST_ROWS

    def add(self, form: Form, pattern: FormPattern, lines: tuple[Line, ...]) -> None:
        """Put a form below those already there."""
        if self.forms:
            self.breaks.append(self.rows)
        self.breaks += [self.rows + offset for offset, line in enumerate(lines) if line.opens]
        self.forms.append(PrintedForm(form, pattern, lines, self.rows))
        self.rows += len(lines)


@dataclass(frozen=True, slots=True, eq=False)
class PrintPlan:
    """Every print sheet of a summary, by the kind of form, and where each form stands."""

    parts: Mapping[FormKind, tuple[PrintPart, ...]]
    places: Mapping[Source, tuple[str, int]]
    pages: Mapping[Source, str]
    """On which page of which sheet each form begins, in words."""

    def names(self, kind: FormKind) -> tuple[str, ...]:
        """Return the names of the sheets of a kind."""
        return tuple(each.name for each in self.parts[kind])

    def part(self, name: str) -> PrintPart:
        """Return the sheet of a name."""
        return next(each for parts in self.parts.values() for each in parts if each.name == name)

    def page(self, source: Source) -> str:
        """Return on which page of which sheet a form is printed, in words; its sheet alone for a form that is not printed."""
        return self.pages.get(source, DECLARATIONS)

    def address(self, source: Source) -> str | None:
        """Return the address of a printed form in this workbook, None for a form that is not printed."""
        place = self.places.get(source)
        return internal(place[0], f"A{place[1] + 1}") if place else None


def print_plan(batch: Batch, options: SummaryOptions, projects: ProjectTable) -> PrintPlan:
    """Lay out every counted form.

    Raises:
        LayoutError: a template workbook cannot be read.
    """
    by_category = [each.form for each in projects.projects]
    parts = {kind: _parts(kind, _ordered(batch, kind, options.order, by_category), batch, options) for kind in _SHEETS}
    printed = [(part.name, each) for sheets in parts.values() for part in sheets for each in part.forms]
    pages = {
        each.form.source: f"{part.name}第 {1 + bisect_right(part.breaks, each.row)} 页"
        for sheets in parts.values()
        for part in sheets
        for each in part.forms
    }
    return PrintPlan(parts, {each.form.source: (name, each.row) for name, each in printed}, pages)


def _parts(kind: FormKind, forms: Sequence[Form], batch: Batch, options: SummaryOptions) -> tuple[PrintPart, ...]:
    name, ending = _SHEETS[kind]
    title = published_title(forms, batch, ending)
    parts: list[PrintPart] = []
    open_parts: dict[object, PrintPart] = {}
    for form in forms:
        pattern = pattern_of(template_of(form, options.templates))
        part = open_parts.get(pattern.geometry)
        lines = lay_out(form, pattern, 0.0 if part and part.forms else TITLE_ROW_HEIGHT)
        if part is None or not part.has_room(lines):
            part = PrintPart(f"{name}（{len(parts) + 1}）" if parts else name, title)
            parts.append(part)
            open_parts[pattern.geometry] = part
        part.add(form, pattern, lines)
    return tuple(parts)


def _ordered(
    batch: Batch, kind: FormKind, order: Literal["input", "unit", "category"], by_category: Sequence[Form]
) -> Sequence[Form]:
    """Return the counted forms of a kind in their printed order.

    Self-evaluations name no category: by category they stand as they came in.
    """
    forms = [each for each in batch.counted if each.kind == kind]
    if order == "category" and kind == "declaration":
        return by_category
    return _by_unit(forms) if order == "unit" else forms


def _by_unit(forms: Iterable[Form]) -> list[Form]:
    groups: dict[str, list[Form]] = {}
    for form in forms:
        groups.setdefault(body_key(form.text("/unit")), []).append(form)
    return [form for group in groups.values() for form in group]


def _pages(lines: Sequence[Line]) -> int:
    return 1 + sum(line.opens for line in lines)
