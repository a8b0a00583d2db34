"""The mail as a message: text, HTML and the summaries attached, the same bytes for the same input."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from xlperf.book.cell_text import fit_for_xml
from xlperf.mail.content import Part, mail_content, subject_names
from xlperf.mail.wording import Block, as_html, as_text, mail_blocks
from xlperf.run.results import Batch
from xlperf.settings.mail_subject import fill_subject

_POLICY = SMTP.clone(refold_source="none")
"""The type of a workbook is longer than a line, and the standard library would encode it into nonsense."""

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ANY_FILE = "application/octet-stream"
_WORD_BYTES = 45
"""UTF-8 bytes in one encoded word: with its frame and indentation a line stays within 76 (RFC 2047, section 2)."""
_SEGMENT = 54
"""Characters of one continued parameter: a line stays within 78 (RFC 2231, section 3)."""


Attachment = tuple[str, bytes]
"""Name and bytes of what goes with a mail."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who the mail is from and for, and its subject.

    Attributes:
        sender: None: the mail program fills it in.
        closing: the last lines of the letter: contact, department, date.
        subject: pattern with the placeholders of ``SUBJECT_NAMES``.
    """

    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    sender: Address | None = None
    subject: str = "{title}"
    closing: tuple[str, ...] = ()

    def among(self, addresses: Collection[str]) -> Envelope:
        """Return the envelope for some of those who get it."""
        to, cc = (tuple(each for each in these if each.addr_spec in addresses) for these in (self.to, self.cc))
        return replace(self, to=to, cc=cc)


def draft(batch: Batch, parts: Sequence[Part], envelope: Envelope, internal: bool = False) -> EmailMessage:
    """Return the mail as a draft that Outlook, Foxmail and Thunderbird open for sending.

    Nothing in it depends on the clock or on this machine: it has no date, and its id
    and boundaries are made from its content.

    Args:
        batch: the whole run.
        parts: the summaries that go with it.
        envelope: who gets it.
        internal: with verdicts, refused files and what each unit has to mend.
    """
    blocks = mail_blocks(mail_content(batch, parts), internal, envelope.closing)
    subject = fill_subject(envelope.subject, subject_names(batch))
    return compose(subject, blocks, [(part.name, part.workbook) for part in parts], envelope)


def compose(subject: str, blocks: Sequence[Block], attachments: Sequence[Attachment], envelope: Envelope) -> EmailMessage:
    """Return a draft with this body, as text and as HTML.

    Args:
        subject: on one line; what is left of a line break or a control character in it is a blank.
        blocks: the body.
        attachments: names and bytes.
        envelope: who gets it; its own subject is not looked at.
    """
    text, html = fit_for_xml(as_text(blocks)), fit_for_xml(as_html(blocks))
    subject = " ".join(fit_for_xml(subject).split())
    mark = _digest(text, html, subject, *(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in attachments))
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = subject
    if envelope.sender:
        message["From"] = envelope.sender
    for header, addresses in (("To", envelope.to), ("Cc", envelope.cc)):
        if addresses:
            message[header] = addresses
    message["Message-ID"] = f"<{mark}@xlperf.invalid>"
    message["X-Unsent"] = "1"
    message.set_content(text, charset="utf-8", cte="base64")
    message.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
    for name, content in attachments:
        _attach(message, content, " ".join(fit_for_xml(name).split()))
    for index, multipart in enumerate(each for each in message.walk() if each.is_multipart()):
        multipart.set_boundary(f"=_xlperf_{mark}_{index}")  # "=_" stands in no base64 text
        for each in multipart.iter_parts():
            del each["MIME-Version"]
    return message


def as_bytes(message: EmailMessage) -> bytes:
    """Return the message as it stands in an .eml file: ASCII, lines end with CRLF."""
    return message.as_bytes(policy=_POLICY)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()[:32]


def _attach(message: EmailMessage, content: bytes, name: str) -> None:
    """Attach a file so that every mail program shows its Chinese name.

    RFC 2231 (``filename*``) is the standard; Outlook and Foxmail read the encoded words
    in ``name`` instead, which RFC 2047 forbids there and every mail program writes.
    The standard library writes only the first, so both headers are laid down as they
    stand, folded here.
    """
    kind = _WORKBOOK if name.lower().endswith(".xlsx") else _ANY_FILE
    message.add_attachment(content, *kind.split("/"))
    attachment = list(message.iter_attachments())[-1]
    del attachment["Content-Type"], attachment["Content-Disposition"]
    attachment.set_raw("Content-Type", f'{kind};\r\n name="{_encoded_words(name)}"')
    attachment.set_raw("Content-Disposition", "attachment;" + ";".join(f"\r\n {each}" for each in _continued("filename", name)))


def _encoded_words(text: str) -> str:
    """Return a text in encoded words (RFC 2047), one a line."""
    words = _grouped([(each, len(each.encode("utf-8"))) for each in text], _WORD_BYTES)
    return "\r\n ".join(f"=?UTF-8?B?{b64encode(each.encode('utf-8')).decode('ascii')}?=" for each in words)


def _continued(name: str, value: str) -> list[str]:
    """Return a parameter with its charset (RFC 2231), continued when one line cannot hold it."""
    segments = _grouped([(quote(each, safe=""), len(quote(each, safe=""))) for each in value], _SEGMENT)
    if len(segments) == 1:
        return [f"{name}*=UTF-8''{segments[0]}"]
    charset = ("UTF-8''", *("" for _ in segments))
    return [f"{name}*{index}*={charset[index]}{each}" for index, each in enumerate(segments)]


def _grouped(characters: Iterable[tuple[str, int]], most: int) -> list[str]:
    """Return the characters in groups of at most this length: none is cut, for some programs decode group by group."""
    groups = [""]
    room = most
    for text, length in characters:
        if length > room:
            groups.append("")
            room = most
        groups[-1] += text
        room -= length
    return groups
