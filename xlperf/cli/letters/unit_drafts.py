"""The drafts of ``xlperf return --mail``: one letter a unit, written beside each other into one folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.cli.screen import say, tell
from xlperf.data.enumeration import named
from xlperf.data.system_faults import said_of
from xlperf.errors import OutputError

if TYPE_CHECKING:
    from xlperf.cli.folder_run import FolderRun
    from xlperf.mail.unit_letter import Sender, UnitLetter
    from xlperf.mail.unit_outbox import Outgoing
    from xlperf.returns.return_delivery import Delivered
    from xlperf.settings.values import MailSettings

_DRAFT = "邮件草稿"


def write_drafts(
    found: FolderRun,
    delivered: Sequence[Delivered],
    copies: Path,
    target: Path,
    settings: MailSettings,
    deadline: date | None,
    waiting: Mapping[str, date],
) -> None:
    """Write the letters to the units, and say what a person must know of them.

    Args:
        found: the run.
        delivered: what goes back, as it was written.
        copies: the folder in which it stands.
        target: the folder of the drafts.
        settings: who writes.
        deadline: until when the units answer.
        waiting: files that went back before and have not come back, with the day.

    Raises:
        OutputError: a draft cannot be written; those before it stand whole.
    """
    from xlperf.data.names import shown_body
    from xlperf.mail.unit_letter import Sender
    from xlperf.mail.unit_outbox import outbox
    from xlperf.settings.mail_addresses import parse_addresses

    roster = found.settings.context.roster
    unopened = [each.file for each in found.batch.standing.findings if each.rule == "FILE-001" and not each.is_for_unit]
    unevaluated = [each for each in found.batch.standing.findings if each.reminds and each.stands]
    outgoing = (_outgoing(each, copies, waiting) for each in delivered)
    box = outbox(outgoing, found.batch.submissions or (), roster, deadline, unopened, unevaluated)
    for complaint in box.complaints:
        say(f"注意：{complaint}")
    if not box.letters:
        tell("没有要写的邮件。")
        _say_of_others(target, ())
        return
    address = next(iter(parse_addresses([settings.sender])), None)
    sender = Sender(shown_body(found.batch.department), found.batch.year, address, settings.contact)
    written = [*_written(box.letters, sender, target)]
    _tell_of_letters(box.letters, target)
    _say_of_others(target, written)


def _tell_of_letters(letters: Sequence[UnitLetter], target: Path) -> None:
    reminders = sum(each.is_reminder for each in letters)
    kinds = f"退回 {len(letters) - reminders} 封，催报 {reminders} 封"
    tell(f"邮件草稿 {len(letters)} 封（{kinds}），写在：{target}。请核对后自己发送。")
    unknown = [each.unit or each.files[0].file for each in letters if not each.to]
    if unknown:
        say(f"注意：{len(unknown)} 封草稿没有收件人（{named(unknown)}），名单里没有邮箱，或看不出是哪个单位的。")


def _written(letters: Sequence[UnitLetter], sender: Sender, target: Path) -> Iterator[str]:
    """Write the letters into a folder, made where it is not there, and yield the name of each."""
    from xlperf.book.delivery import deliver, is_free
    from xlperf.book.file_names import FileNames
    from xlperf.intake.long_path import reachable
    from xlperf.mail.message import as_bytes
    from xlperf.mail.unit_letter import letter_names, unit_draft

    try:
        reachable(target).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"文件夹“{target.name}”建不成：{said_of(error)}。"
        raise OutputError(what, "请检查能否写入，或用 --mail 指定别的位置。") from error
    names = FileNames()
    for letter, name in zip(letters, letter_names(letters), strict=True):
        chosen = names.unused(name.replace("/", "_"), lambda each: is_free(reachable(target / each)))
        deliver(as_bytes(unit_draft(letter, sender)), reachable(target / chosen), _DRAFT)
        yield chosen


def _say_of_others(target: Path, written: Collection[str]) -> None:
    """Warn of drafts of an earlier round: who has answered since must not be written to again."""
    from xlperf.intake.own_output import is_own_output

    found = sorted(target.glob("*.eml")) if target.is_dir() else ()
    if others := [each.name for each in found if each.name not in written and is_own_output(each)]:
        say(f"注意：“{target.resolve().name}”里还有 {len(others)} 封草稿不是这次写的（{named(others)}），可能是上次的，请勿误发。")


def _outgoing(each: Delivered, copies: Path, waiting: Mapping[str, date]) -> Outgoing:
    from xlperf.mail.unit_letter import LetterFile
    from xlperf.mail.unit_outbox import Outgoing

    result = each.returned.result
    units = tuple(dict.fromkeys(unit for form in result.forms if (unit := form.text("/unit"))))
    attached = tuple((Path(name).name, (copies / name).read_bytes()) for name in (each.copy, each.notice) if name)
    is_read = result.fate == "read"
    file = LetterFile(result.file, each.returned.findings, attached if is_read else (), is_read, waiting.get(result.file))
    return Outgoing(units, file)
