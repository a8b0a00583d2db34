"""What goes from round to round: the ledger beside a summary, and what changed since the last summary.

What is wrong with either is only told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlperf.cli.screen import say
from xlperf.errors import OutputError, RefusedFile

if TYPE_CHECKING:
    from xlperf.cli.folder_run import FolderRun
    from xlperf.forms.file_result import FileResult
    from xlperf.history.changes import Change
    from xlperf.history.round_ledger import Rounds
    from xlperf.lists.unpublished import Unpublished
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


def only_last_summary(options: dict[str, Any], summaries: int) -> Path | None:
    """Return the summary that was named as the last one, for what changed since; None where several are written of it."""
    named: Path | None = options.get("last_summary")
    if named is not None and summaries > 1:
        say(f"注意：这次写 {summaries} 个汇总表，变动不与 --last-summary 的“{named.name}”比，只与各自位置上原来的汇总表比。")
        return None
    return named


def changes_told(
    batch: Batch, earlier: Path, rounds: Rounds, unpublished: Unpublished | None, left: tuple[Change, ...]
) -> tuple[Change, ...]:
    """Return what changed since an earlier summary, and say how much that is.

    Args:
        batch: that of the summary.
        earlier: the summary before it.
        rounds: what the ledger tells.
        unpublished: a change that names one of these projects is left out: a form that was taken away because it must not be
            published would come back on the sheet of changes.
        left: what the clerk wrote into the earlier one and has no place any more; it is listed with the changes.
    """
    from xlperf.history.changes import KEPT

    changes = (*_changes_since(batch, earlier, rounds), *left)
    if left:
        where = "列在工作表“变动”（手写留存），没有丢；不再需要的，请在那里删去那一行。"
        say(f"上次汇总表里手写的内容有 {len(left)} 处没有放回原处，{where}")
    shown = tuple(each for each in changes if unpublished is None or not unpublished.names(_words_of(each), each.unit))
    if any(each.kind != KEPT for each in shown):
        before = f"与上次的汇总表“{earlier.name}”相比" if earlier.is_file() else "退回过的表与退回时相比"
        say(f"{before}有 {len(shown)} 条变动，见工作表“变动”。")
    if len(shown) < len(changes):
        say(f"涉及不公开项目的 {len(changes) - len(shown)} 条变动没有列出。")
    return shown


def _changes_since(batch: Batch, earlier: Path, rounds: Rounds) -> tuple[Change, ...]:
    """Return what changed since a summary, none where it cannot be read; without one, since forms went back."""
    from xlperf.summary.earlier.earlier_summary import changes_since, changes_since_returned

    try:
        return changes_since(earlier, batch) if earlier.is_file() else changes_since_returned(batch, rounds)
    except RefusedFile as refusal:
        say(f"注意：上次的汇总表“{earlier.name}”读不出（{refusal.message}），这次没有列出变动。")
        return ()


def _words_of(change: Change) -> str:
    return "\n".join((change.project, change.label, change.before, change.after, change.file))
