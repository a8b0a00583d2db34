"""节点检查: what a summary of the level below says of its files is held against the forms that it prints.

Its 来源核对 counts for every file the forms, the indicators and the sums of every money field.  A form that
somebody changed, removed or added by hand afterwards no longer agrees with it.  Below that it notes for every form
what each field said (``form_codes.py``), so that a word changed by hand is told with its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from xlperf.data.money import is_summed
from xlperf.data.words import FORM_KINDS
from xlperf.forms.form import Form, FormKind
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.form_codes import CODES_HEADERS, CODES_TITLE, Altered, altered, form_title

_INDICATORS: Mapping[FormKind, str] = {
    "declaration": "计入汇总：申报表的指标（条）",
    "self_evaluation": "计入汇总：自评表的指标（条）",
}
_CENT = Decimal("0.01")


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


@dataclass(slots=True)
class NotedCodes:
    """The codes that a summary notes for its printed forms, by kind and title; each serves one form."""

    _codes: dict[tuple[str, str], list[str]]
    _any: bool = False

    def altered(self, form: Form) -> Sequence[Altered]:
        """Return what of a form is not as it was summed up; nothing in a summary that notes no codes."""
        if not self._any:
            return ()
        noted = self._codes.get((FORM_KINDS[form.kind], form_title(form)))
        if not noted:
            return (Altered("表不在汇总时的清单里，年度、单位或项目名称", form.source.range.partition(":")[0]),)
        found = min((tuple(altered(form, each)) for each in noted), key=len)
        noted.pop(next(number for number, each in enumerate(noted) if tuple(altered(form, each)) == found))
        return found

    def left(self) -> Iterator[str]:
        """Yield the titles that no form was found for."""
        for (kind, title), codes in self._codes.items():
            yield from (f"{kind}“{title}”" for _ in codes)


def noted_codes(rows: Mapping[int, Mapping[int, object]]) -> NotedCodes:
    """Return the codes that stand on a 来源核对."""
    begin = next((number for number in sorted(rows) if rows[number].get(1) == CODES_TITLE), None)
    if begin is None:
        return NotedCodes({})
    columns = {header: column for column, header in rows.get(begin + 1, {}).items()}
    found: dict[tuple[str, str], list[str]] = {}
    kind, title, codes = (columns.get(each, 0) for each in CODES_HEADERS[1:])
    for number in sorted(each for each in rows if each > begin + 1):
        row = rows[number]
        found.setdefault((str(row.get(kind, "")), str(row.get(title, ""))), []).append(str(row.get(codes, "")))
    return NotedCodes(found, True)


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


def unread(files: Iterable[ListedFile], most: int = 5) -> str:
    """Return in words which files the level below could not read; empty when there are none."""
    names = [each.name for each in files if each.fate == "未能读取"]
    more = f"等 {len(names)} 个文件" if len(names) > most else ""
    return f"{'、'.join(f'“{each}”' for each in names[:most])}{more}没有读出来，里面的表不在其中" if names else ""


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    read = [each.quantize(_CENT, ROUND_HALF_UP) for each in amounts if each is not None and is_summed(each)]
    return sum(read, Decimal()) if read else None
