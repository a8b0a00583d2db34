"""The ledger of rounds: what went back when, until when it is due, and what it said."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.errors import OutputError
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.history.round_ledger import (
    ReturnedVersion,
    Rounds,
    copies_back,
    is_back,
    read_rounds,
    record_collected,
    record_returned,
)
from xlperf.run.fingerprint import form_mark
from xlperf.summary.earlier.snapshot import snapshot_of

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 9)


def test_what_went_back_is_told_with_its_days_and_its_words(tmp_path: Path) -> None:
    """Each version once, in the order of the days; a day that was not set stays unset; what it said is what it said last."""
    ledger = tmp_path / "rounds.sqlite"
    old, new = declaration(), declaration(annual_goal="另一个目标。")
    mark = form_mark(old)
    record_collected(ledger, batch_of(old, findings=(finding(old),)))
    record_returned(ledger, [FileResult("a.xlsx", "read", forms=(old,))], FIRST, None, {old.source: snapshot_of(batch_of(old))})
    record_collected(ledger, batch_of(new))
    record_returned(ledger, [FileResult("a.xlsx", "read", forms=(new,))], SECOND, date(2026, 3, 15))
    record_returned(ledger, [FileResult("a.xlsx", "read", forms=(new,))], date(2026, 4, 1), None)
    rounds = read_rounds(ledger)
    assert rounds.first == {mark: "退回"}
    assert rounds.returned == {
        mark: (
            ReturnedVersion(content_digest([old]), FIRST, None),
            ReturnedVersion(content_digest([new]), SECOND, date(2026, 3, 15)),
        )
    }
    assert rounds.said == {(mark, content_digest([old])): snapshot_of(batch_of(old))}
    assert rounds.last_said(old) is None  # nobody told what the second version said


def test_what_a_form_said_when_it_went_back_is_known(tmp_path: Path) -> None:
    """Of the last version that went back; of a form that never did, nothing."""
    ledger = tmp_path / "rounds.sqlite"
    form = declaration()
    said = {form.source: snapshot_of(batch_of(form))}
    record_returned(ledger, [FileResult("a.xlsx", "read", forms=(form,))], FIRST, None, said)
    assert read_rounds(ledger).last_said(form) == said[form.source]
    assert read_rounds(ledger).last_said(declaration(project_name="另一个项目")) is None


def test_a_form_is_back_when_it_says_something_else_or_brings_its_notice() -> None:
    """One that never went back is not back; the same words without the notice are the old file still lying there.

    The copy with the notice may lie beside the old file, or have the name of another; that of an earlier round is no answer.
    """
    form = declaration()
    file = FileResult("a.xlsx", "read", forms=(form,))
    noticed = FileResult("回复/a.xlsx", "read", forms=(form,), notices=(object(),))  # type: ignore[arg-type]
    before = replace(noticed, forms=(declaration(annual_goal="改之前的目标。"),))
    sent = Rounds(returned={form_mark(form): (ReturnedVersion(content_digest([form]), FIRST, None),)})
    other = Rounds(returned={form_mark(form): (ReturnedVersion("别的", FIRST, None),)})

    def back(rounds: Rounds, *files: FileResult) -> bool:
        return is_back(form, rounds, copies_back(files, rounds))

    assert [back(Rounds(), file, noticed), back(sent, file), back(sent), back(sent, file, before)] == [False] * 4
    assert [back(sent, noticed), back(sent, file, noticed), back(other, file), back(other)] == [True] * 4


def test_without_rows_no_ledger_is_begun(tmp_path: Path) -> None:
    """An empty batch leaves no file behind, and where none stands nothing is told."""
    ledger = tmp_path / "rounds.sqlite"
    record_collected(ledger, batch_of())
    record_returned(ledger, [], FIRST, None)
    assert not ledger.exists()
    assert read_rounds(ledger) == Rounds()
    assert not ledger.exists()


def test_a_ledger_with_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    """Somebody wrote into it: it is told, and not read by halves."""
    ledger = tmp_path / "rounds.sqlite"
    form = declaration()
    record_returned(ledger, [FileResult("a.xlsx", "read", forms=(form,))], FIRST, None)
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE returned SET day = '三月'")
    connection.close()
    with pytest.raises(OutputError):
        read_rounds(ledger)


@pytest.mark.parametrize(("version", "is_read"), [(1, True), (2, True), (3, False)])
def test_a_ledger_of_a_newer_xlperf_is_left_alone(tmp_path: Path, version: int, is_read: bool) -> None:
    """An older one is read as it is; what a newer one means nobody here knows."""
    ledger = tmp_path / "rounds.sqlite"
    form = declaration()
    record_returned(ledger, [FileResult("a.xlsx", "read", forms=(form,))], FIRST, None)
    with sqlite3.connect(ledger) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    if is_read:
        assert list(read_rounds(ledger).returned) == [form_mark(form)]
        return
    with pytest.raises(OutputError, match=r"用不了（由更新的 xlperf 写出），退回的轮次没有记下。"):
        read_rounds(ledger)
