"""Sending a mail to those who have not got it yet, and keeping who has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from xlperf.cli.screen import say
from xlperf.errors import OutputError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from xlperf.mail.message import Envelope
    from xlperf.mail.sending import Server
    from xlperf.mail.sent_record import Letter


def send_once(message: EmailMessage, envelope: Envelope, server: Server, letter: Letter, again: bool) -> tuple[str, ...]:
    """Send the mail to those who have not got it yet, and return them.

    Raises:
        OutputError: it was not sent, or nobody knows.
    """
    from xlperf.mail.sending import ASK_FIRST, Unanswered, dated, send

    addresses = tuple(dict.fromkeys(each.addr_spec for each in (*envelope.to, *envelope.cc)))
    found = letter.due(addresses)
    if found.unsure and not again:
        what = f"发给 {'、'.join(found.unsure)} 的这封邮件已经交给过服务器，没有等到答复：可能已经发出，也可能没有。这次没有发送。"
        raise OutputError(what, ASK_FIRST)
    if found.had and not again:
        say(f"这封邮件已经发给 {'、'.join(found.had)}，内容没有变，没有再发；要再发一次，请加上 --again。")
    if found.changed:
        say(f"内容与上次发给 {'、'.join(found.changed)} 的不同，这次再发。")
    wanted = tuple(each for each in addresses if again or each not in found.had)
    if not wanted:
        return ()
    now, is_kept = datetime.now().astimezone(), _noted(letter, wanted, False)
    try:
        send(dated(message, now), envelope.among(wanted), server)
    except Unanswered:
        raise
    except OutputError:
        letter.take_back()
        raise
    if is_kept:
        _noted(letter, wanted, True)
    return wanted


def _noted(letter: Letter, addresses: Sequence[str], accepted: bool) -> bool:
    """Keep that a letter is on its way, or was accepted; say so where that cannot be kept."""
    try:
        letter.note(addresses, accepted)
    except OutputError as problem:
        say(f"注意：{problem.message}发给了谁没有记下，再运行一次会再发一次。")
        return False
    return True
