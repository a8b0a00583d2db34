"""A form as a flat list of fields, each with its value, its raw text and its cell.

Rules, summary, print sheets, return copies and JSON all read this; nesting
happens only on export (``xlperf.forms.record``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from sys import intern
from typing import Any, Literal

from xlperf.data.money import YUAN
from xlperf.data.money import AmountUnit as AmountUnit
from xlperf.intake.sheet import row_of

FormKind = Literal["declaration", "self_evaluation"]
TargetKind = Literal["quantitative", "time", "qualitative"]

FUNDING, INDICATORS, TERM_INDICATORS = "/funding/", "/indicators/", "/term_indicators/"
"""How the names of fields begin in the table of money, in the rows of the year's indicators, and in those of the whole term's."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target phrase (指标值) such as "≥95.00(%)" split into its parts.

    Attributes:
        text: the phrase as the unit wrote it, less markup.
        kind: ``quantitative`` (an operator or a number), ``time`` (a date, a
            period or a frequency) or ``qualitative``.
        operator: one of ≥ ≤ = > <, or None where the unit left it out.
        number: the number, exact and with its written decimals, or None.
        unit: what stands in the brackets or behind the number, or None.
    """

    text: str
    kind: TargetKind
    operator: str | None = None
    number: Decimal | None = None
    unit: str | None = None


Value = str | int | Decimal | date | Target | None

Note = Literal[
    "text_number",  # a number stored as text, read as the number it shows
    "not_a_number",  # an amount was expected; the text is none (value None)
    "not_a_date",  # a date was expected; the text is none (value None)
    "error_value",  # the cell holds #REF!, #VALUE!, … (value None)
    "uncached",  # a formula without a stored result: calculated, or value None
    "markup",  # HTML left in the text was taken out
    "quotes",  # a pair of quotes around the whole text was taken out
    "invisible",  # control or zero-width characters in the text were taken out
    "line_break",  # line breaks or blanks inside a one-line value were taken out
    "alias",  # a level name was recognised by an alias; raw keeps the printed one
    "guessed",  # a level name nobody knows was read as the likeliest one; raw keeps it
    "inferred",  # stands in no cell of its own; known from the vocabulary
    "own_title",  # the title is one that a department's own layout lists
    "date_format",  # a number in a cell that shows a day, read as the number that is stored
    "moved",  # stands under another heading than the one it was read under: its row slipped
    "own_unit",  # an amount names a unit other than the form's, and was read by it
    "about",  # an amount says that it is about so much (约86.4万元), and was read as that
    "sign_of_yuan",  # ￥ stands before a large amount of a form in 万元, and it was read in 万元
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        name: its JSON pointer in the public record, such as ``/funding/annual``
            or ``/indicators/3/target``.
        label: the label a person knows it by, such as 年度资金申请总额.
        value: the value, amounts as Decimal in 元; None when blank or unreadable.
        raw: the text of the cell as it stands, empty when the cell is blank.
        cell: the cell that holds the value or, when blank, would hold it (the
            top-left cell of a merged range); None when it stands in no cell.
        notes: what reading it took.
    """

    name: str
    label: str
    value: Value
    raw: str = ""
    cell: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def blank(self) -> bool:
        """True when the unit wrote nothing here."""
        return self.value is None and not self.raw.strip()


_CONTENT = attrgetter(*Field.__dataclass_fields__)
_PUT = tuple(getattr(Field, each).__set__ for each in Field.__dataclass_fields__)
"""Puts what a field holds into a new one: three times as quick as making it, of which a folder has a hundred thousand."""
_NAME = attrgetter("name")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader saw that is no field: judged by the FILE rules.

    ``kind`` is one of: ``missing_label``, ``repeated_label``, ``unit_missing``,
    ``incomplete_form``, ``blank_form``, ``hidden_sheet``, ``hidden_rows``, ``hidden_columns``, ``macros``,
    ``external_links``, ``wrong_extension``, ``old_format``, ``document``, ``node_mismatch``, ``cut_off``,
    ``unread_cell``, ``uncovered_table``, ``beside_forms``, ``set_aside``, ``unclear_blocks``, ``other_year``,
    ``slipped_rows``, ``unsure_row``, ``own_column``, ``many_findings``, ``two_units``, ``rows_elsewhere``,
    ``list_sum``, ``parts_differ``.
    ``detail`` fills the placeholders of the rule's message.
    """

    kind: str
    sheet: str = ""
    cell: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


UNREAD = "unread_cell"
"""Kind of the remark on a cell in a form's range that no field, label or decoration took; ``detail["text"]`` quotes it."""


OWN_COLUMN = "own_column"
"""Kind of the remark on a cell under a heading that no field knows: kept under the bureau's own name, judged by no rule.

The first of a column has their number in ``detail["count"]``, the others the part ``more``."""


ROWS_ELSEWHERE = "rows_elsewhere"
"""Kind of the remark on a form whose table goes on on a sheet of its own, which is told by a remark on the file; no rule's."""
UNCLEAR_BLOCKS = "unclear_blocks"
"""Kind of the remark on tables for several periods that do not say which is the year's; none of them is read."""


MANY_FINDINGS = "many_findings"
"""Kind of the remark on a file that has more findings than are listed; ``detail["count"]`` of them, ``n`` not listed."""


SET_ASIDE = "set_aside"
"""Kind of the remark on what stands in a cell and is no value of it; ``detail["part"]`` says what: struck, picture, lost,
text_box, cut or comment."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a form stands: file (relative, with /), sheet, range, sheet position."""

    file: str
    sheet: str
    range: str
    position: tuple[int, int, int] = (0, 0, 0)
    """Index of the sheet, first row, first column: orders the forms of a file."""

    @property
    def cell(self) -> str:
        """The cell in which the form begins."""
        return self.range.partition(":")[0]

    @property
    def rows(self) -> tuple[int, int]:
        """The first and the last row of the form."""
        return row_of(self.cell), row_of(self.range.rpartition(":")[2])


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the fields of a form stand: ``places`` by name, ``rows`` as columns and places of each indicator."""

    places: Mapping[str, int]
    rows: tuple[tuple[tuple[str, int], ...], ...]


@lru_cache(maxsize=256)
def _plan(names: tuple[str, ...]) -> _Plan:
    """Return where fields of these names stand; most forms of a run have the names of another one."""
    places = {name: place for place, name in enumerate(names)}
    rows: list[list[tuple[str, int]]] = []
    for name, place in places.items():
        if name.startswith(INDICATORS):
            index, _, column = name.removeprefix(INDICATORS).partition("/")
            rows += [[] for _ in range(len(rows), int(index) + 1)]
            rows[int(index)].append((column, place))
    return _Plan(places, tuple(map(tuple, rows)))


@dataclass(frozen=True, slots=True)
class Form:
    """One declaration (申报表) or self-evaluation (自评表), read.

    Attributes:
        kind: which of the two it is.
        template: id of the layout that recognised it.
        source: where it stands.
        fields: every field of the layout, blank ones included, in form order.
        amount_unit: the unit printed in the form; values are in 元 all the same.
        remarks: what else the reader saw in it.
        further: what else was read, recorded and judged by no rule: the indicators of the whole term
            (``/term_indicators/0/level3``) and columns of the bureau's own (``/indicators/0/指标解释``).
        hidden: its sheet is hidden.
        coarse_unit: the unit that its amounts are written in where that is coarser than 万元, such as 亿元; else empty.
    """

    kind: FormKind
    template: str
    source: Source
    fields: tuple[Field, ...]
    amount_unit: AmountUnit = YUAN
    remarks: tuple[Remark, ...] = ()
    further: tuple[Field, ...] = ()
    hidden: bool = False
    coarse_unit: str = ""
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _rows: tuple[Mapping[str, Field], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        fields = self.fields
        plan = _plan(tuple(map(_NAME, fields)))
        object.__setattr__(self, "_places", plan.places)
        object.__setattr__(self, "_rows", tuple({column: fields[at] for column, at in row} for row in plan.rows))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the fields column by column: a form has two hundred, and a child sends it to its parent."""
        columns = tuple(zip(*map(_CONTENT, self.fields), strict=True))
        rest = self.amount_unit, self.remarks, self.further, self.hidden, self.coarse_unit
        return _unpickled, (self.kind, self.template, self.source, columns, *rest)

    @property
    def written_unit(self) -> str:
        """The unit in which people see its amounts, and in which they are rounded."""
        return self.coarse_unit or self.amount_unit

    def get(self, name: str) -> Field | None:
        """Return the field of this name, or None when the form has none."""
        found = self._places.get(name)
        return None if found is None else self.fields[found]

    def value(self, name: str) -> Value:
        """Return the value of a field, or None when blank, unreadable or absent."""
        found = self._places.get(name)
        return None if found is None else self.fields[found].value

    def text(self, name: str) -> str:
        """Return a value as text, empty when there is none."""
        value = self.value(name)
        if isinstance(value, Target):
            return value.text
        return "" if value is None else str(value)

    @property
    def year(self) -> int | None:
        """The 年度; None when blank, unreadable or absent."""
        value = self.value("/year")
        return value if isinstance(value, int) else None

    def amount(self, name: str) -> Decimal | None:
        """Return an amount in 元, or None."""
        value = self.value(name)
        return value if isinstance(value, Decimal) else None

    @property
    def rows(self) -> tuple[Mapping[str, Field], ...]:
        """The indicators, each a mapping of ``level1``, ``level2``, ``level3``,
        ``target`` (and ``actual``, ``weight``, ``score``, ``deviation_note`` in a
        self-evaluation) to its field."""
        return self._rows


def _unpickled(kind: FormKind, template: str, source: Source, columns: tuple[Any, ...], *rest: Any) -> Form:
    """Return a form as it was; a word that stands in many forms is held once for all of them."""
    if not columns:
        return Form(kind, template, source, (), *rest)
    names, labels, values, raws, cells, notes = columns
    fields = tuple(map(object.__new__, repeat(Field, len(names))))
    held = map(intern, names), map(intern, labels), map(_held, values), map(intern, raws), map(_held, cells), notes
    for put, column in zip(_PUT, held, strict=True):
        deque(map(put, fields, column), maxlen=0)
    return Form(kind, template, source, fields, *rest)


def _held(value: Any) -> Any:
    return intern(value) if value.__class__ is str else value
