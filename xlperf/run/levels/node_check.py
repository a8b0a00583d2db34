"""节点检查: what a summary of the level below says of its files is held against the forms that it prints.

Its 来源核对 counts for every file the forms, the indicators and the sums of every money field.  A form that
somebody changed, removed or added by hand afterwards no longer agrees with it.  Below that it notes for every form
what each field said (``form_codes.py``), so that a word changed by hand is told with its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xlperf.data.enumeration import named
from xlperf.data.money import is_summed
from xlperf.data.names import bare
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import Form, FormKind
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.levels.as_written import MOST_CHUNKS
from xlperf.run.levels.form_codes import CODES_HEADERS, CODES_TITLE, NOTE_HEADER, altered, form_title

_INDICATORS: Mapping[FormKind, str] = {
    "declaration": "计入汇总：申报表的指标（条）",
    "self_evaluation": "计入汇总：自评表的指标（条）",
}
_CENT = Decimal("0.01")
_LONG = 15_000
"""A text so long may have been cut to what a cell holds."""

_LISTED: Mapping[FormKind, Mapping[str, str]] = {
    "declaration": {
        "项目类别": "/category",
        "项目性质": "/nature",
        "计划开始日期": "/start_date",
        "计划完成日期": "/end_date",
        "项目总目标": "/overall_goal",
        "年度总体目标": "/annual_goal",
        "项目资金总额": "/funding/total",
        "财政资金": "/funding/total_fiscal",
        "年度资金申请总额": "/funding/annual",
        "当年财政拨款": "/funding/annual_fiscal",
        "上年结转资金": "/funding/annual_carryover",
    },
    "self_evaluation": {
        "年初预算数": "/funding/total/initial_budget",
        "全年预算数": "/funding/total/full_year_budget",
        "全年执行数": "/funding/total/executed",
        "自评": "/total_score",
    },
}
"""Columns of the list of each kind of form that say what a field says; a header that stands there twice is none of them."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the 来源核对 of a summary lists it.

    Attributes:
        name: its path in the folder of that summary.
        fate: what became of it there, as it is written.
        sha256: hash of its bytes.
        numbers: every count and sum of its row by header, without line breaks.
    """

    name: str
    fate: str
    sha256: str
    numbers: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def counted(self) -> Decimal | None:
        """How many of its forms are in the totals; None where the summary does not say."""
        return self.numbers.get("计入汇总（份）")


@dataclass(frozen=True, slots=True)
class Noted:
    """What a summary notes of one printed form: its codes, and how its unit wrote it."""

    codes: str
    as_written: str


@dataclass(slots=True)
class NotedForms:
    """What a summary notes of its printed forms, by kind and title; each serves one form."""

    _noted: dict[tuple[str, str], list[Noted]]
    any: bool = False

    def take(self, form: Form) -> Noted | None:
        """Return what is noted of a form; None where nothing is.  Of two forms of one title each gets what it is nearer to."""
        noted = self._noted.get((FORM_KINDS[form.kind], form_title(form)))
        if not noted:
            return None
        changes = [sum(1 for _ in altered(form, each.codes)) for each in noted] if len(noted) > 1 else [0]
        return noted.pop(changes.index(min(changes)))

    def left(self) -> Iterator[str]:
        """Yield the titles that no form was found for."""
        for (kind, title), codes in self._noted.items():
            yield from (f"{kind}“{title}”" for _ in codes)


def noted_forms(rows: Mapping[int, Mapping[int, object]]) -> NotedForms:
    """Return what a 来源核对 notes of the forms."""
    begin = next((number for number in sorted(rows) if rows[number].get(1) == CODES_TITLE), None)
    if begin is None:
        return NotedForms({})
    columns = {header: column for column, header in rows.get(begin + 1, {}).items()}
    found: dict[tuple[str, str], list[Noted]] = {}
    kind, title, codes = (columns.get(each, 0) for each in CODES_HEADERS[1:])
    first = columns.get(NOTE_HEADER)
    for number in sorted(each for each in rows if each > begin + 1):
        row = rows[number]
        chunks = [] if first is None else [str(row.get(first + at, "")) for at in range(MOST_CHUNKS)]
        noted = Noted(str(row.get(codes, "")), "".join(chunks))
        found.setdefault((str(row.get(kind, "")), str(row.get(title, ""))), []).append(noted)
    return NotedForms(found, True)


def listed_file(row: Mapping[str, object]) -> ListedFile:
    """Return a row of a 来源核对, its values by header."""
    numbers = {header.replace("\n", ""): value for header, value in row.items() if isinstance(value, Decimal)}
    return ListedFile(str(row.get("文件", "")), str(row.get("处理结果", "")), str(row.get("SHA-256", "")), numbers)


def disagreements(listed: ListedFile, forms: Sequence[Form]) -> Iterator[str]:
    """Yield in words where a file's row says something else than the forms that are printed from it."""
    name = f"文件“{listed.name}”"
    counted = listed.counted
    if counted is not None and counted != len(forms):
        yield f"{name}在来源核对里有 {counted} 张表计入，印出来的有 {len(forms)} 张"
        return  # each of its sums differs for that reason
    for kind, header in _INDICATORS.items():
        said, found = listed.numbers.get(header), sum(len(each.rows) for each in forms if each.kind == kind)
        if said is not None and said != found:
            yield f"{name}在来源核对里有 {said} 条指标，印出来的有 {found} 条"
    for kind, fields in MONEY_FIELDS.items():
        for field_name, label in fields:
            said = listed.numbers.get(f"计入汇总：{label}")
            total = _sum(each.amount(field_name) for each in forms if each.kind == kind)
            if (said or total) is not None and abs((said or Decimal()) - (total or Decimal())) >= _CENT:
                yield f"{name}的{label}在来源核对里是 {said or 0:,.2f} 元，印出来的表里是 {total or 0:,.2f} 元"


def listed_otherwise(form: Form, says: Mapping[str, object]) -> Iterator[str]:
    """Yield in words where a line of a list says something else than its form."""
    for header, name in _LISTED[form.kind].items():
        said, value = says.get(header), form.value(name)
        if isinstance(value, Decimal) and isinstance(said, Decimal):
            if abs(value - said) >= _CENT:
                yield f"{header}在汇总表里列为 {said:,.2f}，表里是 {value:,.2f}"
        elif value is None and isinstance(said, Decimal):
            yield f"{header}在汇总表里列为 {said:,.2f}，表里没有"
        elif isinstance(value, date) and isinstance(said, date):
            if value != said:
                yield f"{header}在汇总表里列为 {said.isoformat()}，表里是 {value.isoformat()}"
        elif isinstance(value, str) and isinstance(said, str) and len(said) < _LONG and bare(value) != bare(said):
            yield f"{header}在汇总表里和表里不一样"


def unread(files: Iterable[ListedFile], most: int = 5) -> str:
    """Return in words which files the level below could not read; empty when there are none."""
    names = [each.name for each in files if each.fate == "未能读取"]
    shown = named([f"“{each}”" for each in names], "个文件", most)
    return f"{shown}没有读出来，里面的表不在其中" if names else ""


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    read = [each.quantize(_CENT, ROUND_HALF_UP) for each in amounts if each is not None and is_summed(each)]
    return sum(read, Decimal()) if read else None
