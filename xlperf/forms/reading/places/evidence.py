"""What speaks for a part of a sheet being a form: its labels, one below the other, and the header of its table."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.head_part.goal_labels import stands
from xlperf.forms.reading.indicators.table_columns import columns_of
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.parts import LAST_ROW, Start
from xlperf.forms.values.form_text import COLON, key_of, names_one_of

FEWEST_LABELS = 5
"""With fewer labels than this, a title is a mention in some note and no form."""
# A form has its labels one below the other; a list of projects has them in one row.
_FEWEST_ROWS = 3
_MANY_MISSING = 3
_MOST_IN_A_ROW = 2
_LONGEST_LABEL = 20
_MOST_ROWS_OF_PAGE = 2
_SPENT = "executed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The labels of one layout that stand in a window; ``in_one_cell`` is what stands before a colon in its cells, by row."""

    window: Window
    layout: Layout
    labels: frozenset[str]
    in_one_cell: Sequence[tuple[str, int]] = ()

    @property
    def heads(self) -> list[Label]:
        """The labels of the head that are there."""
        return [each for each in self.layout.labels if each.field and each.label in self.labels]

    @property
    def looks_like_form(self) -> bool:
        """Whether enough labels are there, one below the other as in a form and not in one row as in a list."""
        return len(self.labels) >= FEWEST_LABELS and self._rows_of_heads >= _FEWEST_ROWS

    def is_table_below(self, name: Spot, results: frozenset[str]) -> bool:
        """Whether a table of indicators with levels stands below the name of a project, whatever stands between the two."""
        return any(row > name.row for row in self._rows_of_tables) and self.has_levels and self.suits(results)

    def suits(self, results: frozenset[str]) -> bool:
        """Whether there are headings of results, scores or spending as its kind has: a declaration has none."""
        over = [range(spot.row, spot.bottom + 1) for spot in self.window.with_keys(results)]  # in one of two rows of headings
        has_results = any(row in rows for row in self._rows_of_tables for rows in over)
        spent = (each.keys for each in (self.layout.grid.columns if self.layout.grid else ()) if each.key == _SPENT)
        return (has_results or any(map(self.window.has_any, spent))) == (self.layout.kind == "self_evaluation")

    @property
    def lacks_a_row(self) -> bool:
        """Whether it is a form but for one row of the head (项目名称, or 主管部门 with 实施单位), its table being there."""
        return len(self.missing) <= _MOST_IN_A_ROW and self.has_table

    @property
    def _rows_of_heads(self) -> int:
        rows = {spot.row for each in self.heads for spot in self.window.with_keys(each.keys)}
        return len(rows.union(row for key, row in self.in_one_cell for each in self.heads if key in each.keys))

    @property
    def has_table(self) -> bool:
        """Whether the headings of an indicator table stand beside each other; 填报说明 has them one below the other."""
        return any(True for _ in self._rows_of_tables)

    @property
    def _rows_of_tables(self) -> Iterator[int]:
        table = self.layout.table
        rows = {spot.row for spot in self.window.with_keys(table.column_keys)}
        return (row for row in rows if columns_of(self.window.row(row), table) is not None)

    @property
    def rows_above_table(self) -> int:
        """How many rows stand above the headings of its first table: the next page of a form repeats its name and little more."""
        return len(self.window.rows_above(min(self._rows_of_tables, default=0)))

    @property
    def has_levels(self) -> bool:
        """Whether the table has a heading of levels, as that of every declaration has; some self-evaluations are plain lists."""
        return self.layout.kind != "self_evaluation" or self.window.has_any(self.layout.table.level_keys)

    @property
    def divides_targets(self) -> bool:
        """Whether the table of a self-evaluation has its targets in several columns, as no known template has."""
        parts = map(self.layout.table.keys, ("operator", "measure"))
        return self.layout.kind == "self_evaluation" and all(map(self.window.has_any, parts))

    @property
    def missing(self) -> tuple[str, ...]:
        """The obligatory labels that are not there."""
        return tuple(each.label for each in self.layout.labels if each.required and each.label not in self.labels)

    @property
    def missing_columns(self) -> int:
        """How many of the columns that the table of money must have are not there."""
        columns = self.layout.grid.columns if self.layout.grid else ()
        return sum(each.required and each.label not in self.labels for each in columns)


def form_evidence(part: Window, start: Start, results: frozenset[str], owner: Start | None = None) -> tuple[Evidence, bool]:
    """Return the evidence for a form, and whether it is one; without a title of its kind, for a form of each kind.

    A declaration with weights has as many words of a self-evaluation, but not the money nor the results of one.

    Args:
        part, start: the cells of the form, and where it begins.
        results: the headings of results and scores.
        owner: the form above with the title that holds for this one, where it has none itself.
    """
    if owner is not None and not owner.captioned:
        as_above = replace(start, title=owner.title, layouts=owner.layouts)
        found = evidence_in(part, as_above.layouts)
        if _is_form(as_above, found) and found.has_table and found.suits(results):
            return found, True
        named = _named_table(part, as_above, results)
        is_other = start.name is not None and ":" in start.name.key  # 项目名称：黑土地保护 begins none with the name of that above
        if named is not None and (is_other or named.rows_above_table > _MOST_ROWS_OF_PAGE):
            return named, True
    found = evidence_in(part, start.layouts)
    is_form = _is_form(start, found)
    if is_form and ((start.title is not None and not start.captioned) or found.suits(results)):
        return found, True
    chosen = _by_kind(part, start, results)
    return chosen or found, chosen is not None


def _by_kind(part: Window, start: Start, results: frozenset[str]) -> Evidence | None:
    """Return the evidence for the kind of form that a part is, where its title does not say; None for no form.

    A self-evaluation whose money stands in one row is known by more words of its own than a declaration has in it.
    """
    kinds = () if start.title is not None and not start.captioned else dict.fromkeys(each.kind for each in start.layouts)
    of_kinds = [evidence_in(part, tuple(each for each in start.layouts if each.kind == kind)) for kind in kinds]
    forms = [each for each in of_kinds if _is_form(start, each)]
    suiting = next((each for each in forms if each.suits(results)), None)
    if suiting is None and forms:
        most = max(len(each.labels) for each in forms)
        likely = (each for each in of_kinds if len(each.labels) > most and each.has_table and each.suits(results))
        suiting = next((_varying_evidence(part, start.layouts, each) for each in likely), None)
    return suiting or _named_table(part, start, results) or next(iter(forms), None)


def _named_table(part: Window, start: Start, results: frozenset[str]) -> Evidence | None:
    """Return the evidence for a titled form whose only known words are its project's name and the headings of its indicators.

    The name may stand in one cell with its label: 项目名称：古籍修复.
    """
    name = start.name or name_in_one_cell(part, start)
    if start.title is None or name is None or start.title.key.rstrip(")").endswith(tuple(start.layouts[0].continuations)):
        return None  # 申报表（续表） is the next page of a form; 延续项目绩效目标表 is one
    kinds = {each.kind: tuple(one for one in start.layouts if one.kind == each.kind) for each in start.layouts}
    found = (_varying_evidence(part, of_kind, evidence_in(part, of_kind)) for of_kind in kinds.values())
    return next((each for each in found if each.is_table_below(name, results)), None)


def name_in_one_cell(part: Window, start: Start) -> Spot | None:
    """Return the first cell that holds the name of a project with its label: 项目名称：古籍修复."""
    labels = [each for layout in start.layouts for each in layout.labels if each.starts_form]

    def is_name(key: str) -> bool:
        return any(key in each.keys or key in each.otherwise or each.is_like(key) for each in labels)

    found = (spot for spot in part.spots() if ":" in spot.key[:_LONGEST_LABEL] and is_name(spot.key.partition(":")[0]))
    return next(found, None)


def named_in(spot: Spot, names: Container[str]) -> str:
    """Return the name of a project in one cell with its label, empty for any other cell."""
    colon = COLON.search(spot.text) if ":" in spot.key[:_LONGEST_LABEL] else None
    return spot.text[colon.end() :].strip() if colon is not None and names_one_of(spot.text[: colon.start()], names) else ""


def _is_form(start: Start, evidence: Evidence) -> bool:
    """True when enough labels stand below a start; without a title of its kind a form shows itself by its table."""
    is_titled = start.title is not None and not start.captioned
    if not evidence.looks_like_form:
        return is_titled and evidence.lacks_a_row
    if is_titled:
        return start.name is not None or len(evidence.heads) >= FEWEST_LABELS or evidence.lacks_a_row
    return evidence.has_table


def evidence_in(window: Window, layouts: tuple[Layout, ...]) -> Evidence:
    """Return the evidence for the layout that most labels of a window belong to.

    A form without several labels that its layout must have is one of another place: it is read by the layout of its kind
    that lets the fields vary, so that nothing is demanded that such forms do not have.
    """
    firm = [each for each in layouts if not each.varies or each.folder is not None] or layouts
    named = _in_one_cell(window)
    best = max((_evidence_for(window, each, named) for each in firm), key=lambda each: len(each.labels))
    is_own = best.layout.folder is not None  # a department's own layout says itself what its forms have not
    lacking = len(best.missing) + (best.missing_columns if best.missing else 0)  # a row of headings alone may have been deleted
    is_known = best.has_levels and lacking < _MANY_MISSING and not (best.divides_targets and best.missing)
    if is_own or is_known or not best.looks_like_form or not best.has_table:
        return best
    return _varying_evidence(window, layouts, best)


def _varying_evidence(window: Window, layouts: tuple[Layout, ...], found: Evidence) -> Evidence:
    """Return the evidence for the layout of the same kind that lets the fields vary, what was found where there is none."""
    varying = (each for each in layouts if each.varies and each.kind == found.layout.kind)
    return next((_evidence_for(window, each, found.in_one_cell) for each in varying), found)


def _in_one_cell(window: Window) -> Sequence[tuple[str, int]]:
    """Return what stands before a colon in one cell with something else, as a key, and its row: 项目名称：古籍修复."""
    found = ((spot, COLON.search(spot.text)) for spot in window.spots() if ":" in spot.key[:_LONGEST_LABEL])
    return [(key_of(spot.text[: colon.start()]), spot.row) for spot, colon in found if colon is not None]


@lru_cache(maxsize=256)
def _labels_by_key(layout: Layout) -> Mapping[str, Sequence[str]]:
    """Return the labels that tell a layout from others by what may be said for them."""
    found: dict[str, list[str]] = {}
    for label, keys in layout.all_labels:
        for key in keys:
            found.setdefault(key, []).append(label)
    return found


def _evidence_for(window: Window, layout: Layout, named: Sequence[tuple[str, int]]) -> Evidence:
    """Return the evidence for one layout: which of its labels stand in a window.

    总体目标 at the side of 年度目标 is no label of a goal; an amount below 年度资金总额 is no part of a total that is not there.
    """
    before = frozenset(key for key, _ in named)
    labels = _labels_by_key(layout)
    found = frozenset(label for key in (*window.keys(), *before) if key in labels for label in labels[key])
    aside = {each.label for each in layout.labels if each.period and each.label in found and not stands(window, LAST_ROW, each)}
    parts = {each.label for each in layout.labels if each.below} - {each.label for each in layout.labels if each.below in found}
    return Evidence(window, layout, found - aside - parts, named)
