"""Mails (.eml) and web pages saved as one file (.mht): their attachments, and a table in the text itself."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.feedparser import BytesFeedParser
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.errors import RefusedFile
from xlperf.intake.containers.mail_body import LONGEST, own_words
from xlperf.intake.containers.members import Key, Member, decoded, shown_name
from xlperf.intake.containers.outlook_package import TNEF
from xlperf.intake.form_words import holds_form_words
from xlperf.intake.limits import Limits
from xlperf.intake.refusals import damaged, too_large

_HEADER = lazy_pattern(rb"([A-Za-z][A-Za-z0-9-]*):")
_KNOWN = frozenset(
    b"from to cc date subject received return-path mime-version message-id content-type delivered-to reply-to sender x-mailer "
    b"content-transfer-encoding dkim-signature x-originating-ip".split()
)
_LONGEST_HEAD = 1 << 20
_MOST_PARTS = 2_000
_MOST_NESTED = 200
_HEAD_LINES = 60
_PIECE = 1 << 20
_BOUNDARY, _PART = lazy_pattern(rb"boundary=", re.IGNORECASE), lazy_pattern(rb"content-type:", re.IGNORECASE)
_BIG_FILE_LINKS = lazy_pattern(rb"ftnExs_download|mail\.1(?:63|26)\.com/large-attachment|wx\.mail\.qq\.com/ftn")
_OUTLOOK_PACKAGE = "application/ms-tnef"
_BIG_FILE = "超大附件（下载链接）"
_SEALED = frozenset(["application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"])
_UU_BEGIN = lazy_pattern(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?$", re.MULTILINE)
_LENGTH = lazy_pattern(rb"\A\d{1,9} *\r?\n")


def is_mail(data: bytes) -> bool:
    """Tell whether bytes begin like a mail: at least two headers that mails have, and nothing else before them."""
    head = data[:65536].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    found = set()
    for line in head.split(b"\n")[:_HEAD_LINES]:
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            found.add(header[1].lower())
        elif line[:1] not in (b" ", b"\t"):
            return False
    return len(found & _KNOWN) >= 2


def without_length(data: bytes) -> bytes:
    """Return a mail without what Apple's program writes around it (.emlx): its length in a line before, a list behind."""
    found = _LENGTH.match(data)
    if found is None or not is_mail(data[found.end() :][:65536]):
        return data
    return data[found.end() :][: int(found[0])]


class _AsSent(Compat32):
    """Headers as their bytes were meant: programs that encode nothing write GBK or UTF-8 as it is."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return _unescaped(value)


def _count(pattern: re.Pattern[bytes], data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))


def _parsed(data: bytes) -> Message:
    """Return a mail parsed piece by piece: whole, the library would hold five copies of a large attachment."""
    parser = BytesFeedParser(policy=_AsSent())
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
    return parser.close()


class MailMessage:
    """One mail."""

    kind = "邮件"

    def __init__(self, data: bytes, limits: Limits) -> None:
        if not re.search(rb"\r?\n\r?\n", data[:_LONGEST_HEAD]) and len(data) > _LONGEST_HEAD:
            raise damaged("邮件的信头没有尽头，无法读取。")
        if _count(_BOUNDARY, data) > _MOST_NESTED:
            raise too_large(f"邮件里一层套一层的部分超过 {_MOST_NESTED} 个的上限。", "请把附件存进文件夹后再运行。")
        if _count(_PART, data) > _MOST_PARTS or data.count(b"\n--") > 10 * _MOST_PARTS:
            raise too_large(f"邮件的部分超过 {_MOST_PARTS} 个的上限。", "请把附件存进文件夹后再运行。")
        self._data = data
        self._message = _parsed(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        self._limits = limits
        self._parts = list(self._wanted())

    def members(self) -> list[Member]:
        """Return the attachments, and the text itself where it holds a table with the words of a form."""
        sent = self._sent()
        found = [Member(name, (index, 0), 0, sent, _unreadable(part)) for index, (part, name) in enumerate(self._parts)]
        found += [Member(name, (place, 1), 0, sent) for place, name in self._written_out()]
        if self._points_at_files():
            found.append(Member(_BIG_FILE, (0, 2), 0, sent, _not_sent()))
        return found

    def content(self, key: Key) -> bytes:
        """Return the bytes of an attachment.

        Raises:
            RefusedFile: it is larger than a file may be.
        """
        if key[1]:
            return _written(self._data, key[0])
        part = self._parts[key[0]][0]
        size = _size(part)
        if size > self._limits.file_bytes:
            raise too_large(f"附件有 {size >> 20} MB，超过 {self._limits.file_bytes >> 20} MB 的上限。")
        return _payload(part)

    def note(self) -> str:
        """Return sender, time and subject, and what the mail only points at."""
        said = [each for each in (self._sender(), self._date_text(), self._subject()) if each]
        if self._points_at_files():
            said.append("正文里有超大附件的下载链接，没有下载")
        return "，".join(said)

    def body(self) -> str:
        """Return what the sender wrote in the mail itself."""
        texts = [each for each in self._message.walk() if each.get_content_maintype() == "text" and not _file_name(each)]
        kinds = {each.get_content_type(): each for each in reversed(texts)}
        part = kinds.get("text/plain") or kinds.get("text/html")
        if part is None:
            return ""
        return own_words(
            _in_charset(_payload(part)[: 4 * LONGEST], part.get_content_charset()), part.get_content_subtype() == "html"
        )

    def _wanted(self) -> Iterator[tuple[Message, str]]:
        for part in self._message.walk():
            if part.is_multipart():
                continue
            name = _file_name(part)
            kind = part.get_content_type()
            if name:
                yield part, name
            elif kind in ("text/html", "text/plain") and self._holds_form(part):
                yield part, "正文.html" if kind == "text/html" else "正文.txt"
            elif not kind.startswith(("text/", "multipart/", "message/")) or part.get_content_disposition() == "attachment":
                yield part, "没有名称的附件"

    def _written_out(self) -> Iterator[tuple[int, str]]:
        """Yield place and name of the attachments that old programs write into the text itself (uuencode)."""
        at = max(0, self._data.find(b"\nbegin "))
        while at and (found := _UU_BEGIN.search(self._data, at)) is not None:
            at = self._data.find(b"\nend", found.end())
            if at < 0:
                return
            yield found.end(), shown_name(decoded(found[1].strip()))

    def _points_at_files(self) -> bool:
        """Tell whether a text of the mail leads to attachments that lie on a server."""
        texts = (each for each in self._message.walk() if each.get_content_maintype() == "text" and not _file_name(each))
        return any(_BIG_FILE_LINKS.search(_payload(each)) for each in texts)

    def _holds_form(self, part: Message) -> bool:
        return holds_form_words(_payload(part))

    def _sender(self) -> str:
        for name, address in getaddresses([str(self._message.get("From", ""))]):
            shown = shown_name(_header(name)) or address
            return f"发件人 {shown}" + (f" <{address}>" if address and address != shown else "")
        return ""

    def _sent(self) -> int:
        try:
            return max(0, int(parsedate_to_datetime(str(self._message.get("Date", ""))).timestamp()))
        except (ValueError, TypeError, OverflowError, IndexError):
            return 0

    def _date_text(self) -> str:
        try:
            return f"{parsedate_to_datetime(str(self._message.get('Date', ''))):%Y-%m-%d %H:%M}"
        except (ValueError, TypeError, OverflowError, IndexError):
            return ""

    def _subject(self) -> str:
        subject = shown_name(_header(str(self._message.get("Subject", ""))))
        return f"主题“{subject}”" if subject else ""


def _size(part: Message) -> int:
    """Return how many bytes an attachment has, without decoding it."""
    written = part.get_payload()
    if not isinstance(written, str):
        return 0
    is_coded = str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
    return (len(written) - written.count("\n") - written.count("\r")) * 3 // 4 if is_coded else len(written)


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error):
        data = None
    return data if isinstance(data, bytes) else b""


def _written(data: bytes, place: int) -> bytes:
    """Return the bytes of an attachment that is written into a text from this place on."""
    pieces = []
    for line in data[place : data.find(b"\nend", place)].split(b"\n")[1:]:
        try:
            pieces.append(binascii.a2b_uu(line.rstrip(b"\r")))
        except binascii.Error as error:
            raise damaged("附件已损坏，读不出来。") from error
    return b"".join(pieces)


def _not_sent() -> RefusedFile:
    message = "正文里有超大附件的下载链接，附件没有随邮件来，没有读取。"
    return RefusedFile("unsupported", message, "请从邮箱里下载附件，存进文件夹后再运行一次。")


def _unreadable(part: Message) -> RefusedFile | None:
    kind = part.get_content_type()
    if kind == _OUTLOOK_PACKAGE and not _payload(part).startswith(TNEF):
        return damaged("Outlook 打包的附件（winmail.dat）已损坏。")
    if kind not in _SEALED:
        return None
    message = "邮件的内容是加密的，里面的附件没有读取。"
    return RefusedFile("encrypted", message, "请在邮件程序里打开，把附件存进文件夹后再运行一次。")


def _file_name(part: Message) -> str:
    """Return the name of an attachment by any of the ways that mail programs write it; empty for a text of the mail."""
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name", None, "content-type")
    if raw is None and part.get("Content-Location") and part.get_content_maintype() != "multipart":
        raw = str(part["Content-Location"]).replace("\\", "/").rpartition("/")[2]
    if not raw:
        return ""
    text = collapse_rfc2231_value(raw) if isinstance(raw, tuple) else _header(str(raw))
    return shown_name(text.strip().strip('"').replace("\\", "/").rpartition("/")[2])


def _header(text: str) -> str:
    """Return a header as it was meant: encoded words (RFC 2047), or bytes of a program that encodes nothing."""
    pieces = []
    try:
        for piece, charset in decode_header(text):
            if isinstance(piece, str):
                pieces.append(_unescaped(piece))
            else:
                pieces.append(_in_charset(piece, charset))
    except (ValueError, binascii.Error):
        return _unescaped(text)
    return "".join(pieces)


def _in_charset(piece: bytes, charset: str | None) -> str:
    if charset is None:
        return decoded(piece)
    wide = "gb18030" if charset.lower() in ("gb2312", "gbk", "gb_2312-80") else charset
    try:
        return piece.decode(wide)
    except (LookupError, UnicodeDecodeError):
        return decoded(piece)


def _unescaped(text: str) -> str:
    try:
        text.encode("utf-8")
        return text
    except UnicodeEncodeError:
        return decoded(text.encode("utf-8", "surrogateescape"))
