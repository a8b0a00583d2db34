"""报送质量: by unit how often its forms went back, what came back when, and what became of its findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.data.words import PASSED, RETURN
from xlperf.forms.content_digest import content_digest
from xlperf.forms.form import Form
from xlperf.history.round_ledger import ReturnedVersion, Rounds
from xlperf.intake.notice_reading import ReturnedNotice
from xlperf.run.fingerprint import form_mark
from xlperf.run.unit_answers import Mended
from xlperf.summary.tables.round_quality import UNCHANGED_RULE, UnitQuality, unit_quality

_SENT, _DUE = date(2026, 3, 1), date(2026, 3, 12)


def _form(file: str, unit: str) -> Form:
    return declaration(file=file, unit=unit, project_name=f"{file}项目")


def _noon(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc).timestamp())


def test_units_are_told_apart_by_what_went_back_and_came_back() -> None:
    """One form as it was, one changed in time, one late, one unchanged with its notice, and a unit of which none went back."""
    forms = [_form(f"{file}.xlsx", f"{unit}馆") for file, unit in zip("abcde", "甲甲甲乙丙", strict=True)]
    as_it_was, in_time, late, unchanged, never = forms
    returned = {
        form_mark(as_it_was): (ReturnedVersion(content_digest([as_it_was]), _SENT, _DUE),),
        form_mark(in_time): (ReturnedVersion("0", date(2026, 2, 1), None), ReturnedVersion("1", date(2026, 2, 20), _DUE)),
        form_mark(late): (ReturnedVersion("2", date(2026, 2, 25), date(2026, 3, 2)),),
        form_mark(unchanged): (ReturnedVersion(content_digest([unchanged]), _SENT, None),),
    }
    first = {form_mark(in_time): PASSED, form_mark(late): RETURN, form_mark(never): RETURN}
    days = {"a.xlsx": date(2026, 4, 1), "b.xlsx": date(2026, 3, 12), "c.xlsx": date(2026, 3, 3), "d.xlsx": date(2026, 3, 5)}
    batch = batch_of(
        *forms,
        findings=(
            finding(as_it_was),
            finding(as_it_was, because="explained", explanation="新馆开放"),
            finding(in_time, severity="warning", waived="已核实"),
            finding(late, severity="info"),
            finding(late, addressee="department"),
            finding(unchanged, rule=UNCHANGED_RULE),
            finding(never, unit=""),  # of the unit whose file it is
        ),
    )
    files = tuple(replace(each, modified=_noon(days[each.file])) if each.file in days else each for each in batch.files)
    files = tuple(replace(each, notices=(ReturnedNotice("d.xlsx", "", ()),)) if each.file == "d.xlsx" else each for each in files)
    mended = tuple(Mended("FUND-002", file, "", "", "", "") for file in ("b.xlsx", "c.xlsx", "x.xlsx"))
    first_unit, second, third = unit_quality(replace(batch, files=files, mended=mended), Rounds(first, returned))
    assert first_unit == UnitQuality(
        "甲馆", 3, 1, 2, 3, 2, 1, 3, _SENT, date(2026, 3, 12), 1, 1, 1, 2, False, {"a.xlsx", "b.xlsx", "c.xlsx"}
    )
    assert second == UnitQuality("乙馆", 1, 0, 1, 1, 1, 0, 0, _SENT, date(2026, 3, 5), 1, 0, 0, 0, True, {"d.xlsx"})
    assert third == UnitQuality("丙馆", 1, 0, 0, 0, 0, 0, 0, None, None, 1, 0, 0, 0, False, {"e.xlsx"})
    assert [each.state for each in (first_unit, second, third)] == ["1 张退回后未交回", "退回后未修改", ""]
    assert replace(first_unit, back=3).state == "已交回"


def test_a_file_of_two_units_says_of_neither_what_it_left_open() -> None:
    """A finding that names no unit belongs to the only unit of its file; where there are two, to nobody."""
    forms = (_form("a.xlsx", "甲馆"), _form("a.xlsx", "乙馆"))
    mended = (Mended("FUND-002", "a.xlsx", "", "", "", ""),)
    batch = replace(batch_of(*forms, findings=(finding(forms[0], unit=""),)), mended=mended)
    assert [(each.open, each.mended) for each in unit_quality(batch, Rounds())] == [(0, 0), (0, 0)]
