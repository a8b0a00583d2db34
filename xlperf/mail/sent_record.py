"""What ``xlperf mail --send`` has sent, kept beside the forms: a second run sends only what has not gone or says something else.

A line is a letter to one address, with a digest of what it said; no clock is in it.  It is written before the letter is handed
over, so that a run that is cut off, or started twice, sends nothing again by itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from pathlib import Path

from xlperf.book.delivery import deliver
from xlperf.data.fenced_file import read_fenced
from xlperf.data.system_faults import said_of
from xlperf.errors import OutputError
from xlperf.forms.content_digest import content_digest
from xlperf.history.handwritten import Carried
from xlperf.mail.content import Part
from xlperf.run.results import Batch
from xlperf.run.titles import summary_title
from xlperf.summary.earlier.snapshot import snapshot_of

SENT_FILE = "xlperf-sent.json"
_NOUN = "发信记录"
_DIGITS = 24
_ABOUT = "xlperf mail --send 发过的邮件：主题、收件人、内容码，accepted 为 true 的服务器已收下。删去这个文件，就当作都没有发过。"


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter to one address.

    Attributes:
        title: what the letter is, whatever it says; to: the address; letter: a digest of what it said.
        accepted: the server took it; False where its reply never came.
    """

    title: str
    to: str
    letter: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Whose turn it is not simply: addresses that have got a letter, or may have.

    Attributes:
        changed: who got it when it said something else; had: who has it.
        unsure: to whom it was handed over, and no reply came.
    """

    changed: tuple[str, ...] = ()
    had: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def said_in(batch: Batch, carried: Carried) -> str:
    """Return a digest of what a summary says: forms, findings, lists, and what the clerk wrote.

    Files that are passed over are no part of it: this record is one, and so is the summary when it is kept beside the forms.
    """
    lists = [batch.manifest.digest(each) for each in ("名单", "豁免")] if batch.manifest else []
    written = [*map(repr, carried.remarks.items()), *map(repr, carried.handled.items())]
    return _digest(snapshot_of(batch).digest, content_digest(batch.counted), *lists, *sorted(written))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, and the record of the folder that it is about.

    Attributes:
        folder: of the forms.
        title: what the letter is, whatever it says; digest: of what it says.
        record: as it was before the letter.
    """

    folder: Path
    title: str
    digest: str
    record: tuple[Sent, ...]

    def due(self, addresses: Iterable[str]) -> Due:
        """Return who of some addresses is still to get it."""
        known = {(each.title, each.to.casefold()): each for each in self.record}
        states: dict[str, list[str]] = {"changed": [], "had": [], "unsure": []}
        for address in addresses:
            last = known.get((self.title, address.casefold()))
            if last is not None:
                state = "changed" if last.letter != self.digest else "had" if last.accepted else "unsure"
                states[state].append(address)
        return Due(**{state: tuple(found) for state, found in states.items()})

    def note(self, addresses: Iterable[str], accepted: bool) -> None:
        """Keep that these addresses have this letter, as the last one of its title.

        Raises:
            OutputError: it cannot be written.
        """
        lines = {(each.title, each.to.casefold()): each for each in self.record}
        lines |= {(self.title, each.casefold()): Sent(self.title, each, self.digest, accepted) for each in addresses}
        _keep(self.folder, lines.values())

    def take_back(self) -> None:
        """Keep that it was not sent."""
        with contextlib.suppress(OutputError, OSError):
            if self.record:
                _keep(self.folder, self.record)
            else:
                (self.folder / SENT_FILE).unlink()


def letter_of(folder: Path, message: EmailMessage, parts: Sequence[Part]) -> Letter:
    """Return a letter about a folder, with the record as it stands there now.

    Raises:
        OutputError: the record cannot be read.
    """
    body = message.get_body(("plain",))
    digest = _digest(str(message["Subject"]), str(body.get_content()) if body else "", *(part.said for part in parts))
    return Letter(folder, "、".join(summary_title(part.batch) for part in parts), digest, read_sent(folder))


def read_sent(folder: Path) -> tuple[Sent, ...]:
    """Return the record of a folder; nothing where it has none.

    Raises:
        OutputError: something stands there that is no such record.
    """
    path = folder / SENT_FILE
    if not path.exists():
        return ()
    try:
        data = json.loads(read_fenced(path))
        record = tuple(Sent(**each) for each in data["sent"])
        if all(isinstance(text, str) for each in record for text in (each.title, each.to, each.letter)):
            return record
        why = "内容不对"
    except OSError as problem:
        why = said_of(problem)
    except (ValueError, TypeError, KeyError, RecursionError):
        why = "内容不对"
    raise OutputError(
        f"{_NOUN}“{SENT_FILE}”用不了（{why}），发过哪些邮件无从知道，没有发送。", "请核对发信邮箱的“已发送”，把它移走后重试。"
    )


def _keep(folder: Path, record: Iterable[Sent]) -> None:
    lines = ",\n".join(f"  {json.dumps(asdict(each), ensure_ascii=False)}" for each in record)
    text = f'{{"说明": {json.dumps(_ABOUT, ensure_ascii=False)},\n "sent": [\n{lines}\n]}}\n'
    deliver(text.encode("utf-8"), folder / SENT_FILE, _NOUN, _is_record)


def _is_record(path: Path) -> bool:
    try:
        read_sent(path.parent)
    except OutputError:
        return False
    return path.name == SENT_FILE
