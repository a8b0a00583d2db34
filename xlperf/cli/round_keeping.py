"""The ledger of rounds beside a summary: read before it is written, kept afterwards; what is wrong with it is only told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlperf.cli.screen import say
from xlperf.errors import OutputError

if TYPE_CHECKING:
    from xlperf.cli.folder_run import FolderRun
    from xlperf.forms.file_result import FileResult
    from xlperf.history.round_ledger import Rounds
    from xlperf.returns.return_delivery import Delivered
    from xlperf.run.results import Batch


def rounds_beside(summary: Path, is_kept: bool = True) -> Rounds:
    """Return what the ledger beside a summary tells; nothing where there is none or it cannot be read.

    Args:
        is_kept: the ledger is written afterwards, so that what is wrong with it is told then, and once.
    """
    from xlperf.history.round_ledger import LEDGER_FILE, Rounds, read_rounds

    try:
        return read_rounds(summary.parent / LEDGER_FILE)
    except OutputError as problem:
        if not is_kept:
            say(f"注意：{problem}")
        return Rounds()


def keep_collected(summary: Path, batch: Batch) -> None:
    """Keep what a summary counts in the ledger beside it, which begins when the first form must go back."""
    from xlperf.data.words import RETURN
    from xlperf.history.round_ledger import LEDGER_FILE, record_collected

    ledger = summary.parent / LEDGER_FILE
    if not ledger.exists() and RETURN not in batch.verdicts(form.source for form in batch.counted).values():
        return
    try:
        record_collected(ledger, batch)
    except OutputError as problem:
        say(f"注意：{problem}")


def keep_returned(
    found: FolderRun, delivered: Sequence[Delivered], options: dict[str, Any], deadline: date | None
) -> dict[str, date]:
    """Keep what goes back in the ledger beside the last summary.

    Args:
        found: the run.
        delivered: what goes back.
        options: of the command.
        deadline: until when it is to be mended.

    Returns:
        The files that went back before and have not come back since, with the day.
    """
    from xlperf.history.round_ledger import LEDGER_FILE, copies_back, record_returned
    from xlperf.summary.earlier.snapshot import snapshots_of

    named: Path | None = options.get("last_summary")
    summary = named or next((each.last for each in found.places if each.last.is_file()), None)
    if summary is None:
        if delivered:
            say("注意：没有找到上次的汇总表，这次退回的日子没有记下。请先运行 xlperf consolidate，或加 --last-summary 指明汇总表。")
        return {}
    rounds = rounds_beside(summary)
    copies = copies_back(found.batch.files, rounds)
    waiting = {each.returned.result.file: day for each in delivered if (day := _waiting_since(each, rounds, copies)) is not None}
    try:
        day = found.settings.context.today or date.today()
        files = [_to_be_mended(each.returned.result, found.batch) for each in delivered]
        said = snapshots_of(found.batch, (form for file in files for form in file.forms))
        record_returned(summary.parent / LEDGER_FILE, files, day, deadline, said)
    except OutputError as problem:
        say(f"注意：{problem}")
    return waiting


def _to_be_mended(file: FileResult, batch: Batch) -> FileResult:
    """Return a file with those of its forms that must be mended; with all where no form of it must be."""
    from xlperf.data.words import RETURN

    mended = tuple(form for form in file.forms if batch.standing.verdict(form.source) == RETURN)
    return replace(file, forms=mended or file.forms)


def _waiting_since(each: Delivered, rounds: Rounds, copies: Mapping[str, FileResult]) -> date | None:
    """Return the day on which a file went back that has not come back since; None for any other."""
    from xlperf.history.round_ledger import is_back

    file = each.returned.result
    sent = [versions[-1].day for form in file.forms if (versions := rounds.of_form(form))]
    return max(sent) if sent and not any(is_back(form, rounds, copies) for form in file.forms) else None
