"""Sending the mail by SMTP, when asked for: encrypted, to all recipients or to none."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import NoReturn

from xlperf.errors import OutputError
from xlperf.mail.message import Envelope, as_bytes
from xlperf.settings.values import Encryption

_NAME = "[127.0.0.1]"
"""How xlperf introduces itself (EHLO): an address literal is valid and does not tell the name of this machine."""

_SECONDS = 60.0
_SECONDS_OF_DATA = 600.0
"""A server may look into the attachments before it replies (RFC 5321, section 4.5.3.2): whoever hangs up early sends twice."""
_TLS_PORT = 465
"""TLS from the start is customary on this port (RFC 8314)."""
_LONGEST_REPLY = 200
ASK_FIRST = "请先看看发信邮箱的“已发送”，或问一问收件人；确实没有收到的，加上 --again 再发一次，以免重复。"
"""The next step where nobody knows whether a mail was taken."""
_DENIED = (530, 534, 535, 538)
"""Replies of RFC 4954 about logging in."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server that takes the mail.

    Attributes:
        encryption: None: TLS from the start on port 465, STARTTLS elsewhere.
        user, password: None and empty: no login.
    """

    host: str
    port: int
    encryption: Encryption | None = None
    user: str | None = None
    password: str = ""

    @property
    def way(self) -> Encryption:
        """How the connection is encrypted."""
        return self.encryption or ("tls" if self.port == _TLS_PORT else "starttls")


class Unanswered(OutputError):
    """The mail was handed over and no reply came: nobody knows whether it was taken."""


def dated(message: EmailMessage, now: datetime) -> EmailMessage:
    """Turn a draft into a mail to be sent: with a date and an id of its own, not marked as unsent.

    The id is a new one each time: servers drop a mail whose id they have seen.
    """
    sender = message["From"].addresses[0]
    del message["X-Unsent"], message["Message-ID"]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.domain)
    return message


def send(message: EmailMessage, envelope: Envelope, server: Server) -> None:
    """Send the mail to all recipients, or to none when one is refused.

    Args:
        message: with a date.
        envelope: sender and recipients; there must be a sender.
        server: where it is handed in.

    Raises:
        Unanswered: it may have been sent.
        OutputError: with a sentence that says what is in the way; nothing was sent.
    """
    assert envelope.sender is not None
    content = as_bytes(message)
    recipients = list(dict.fromkeys(each.addr_spec for each in (*envelope.to, *envelope.cc)))
    with _connection(server) as connection:
        _hand_in(connection, envelope.sender.addr_spec, recipients, content)


@contextmanager
def _connection(server: Server) -> Iterator[smtplib.SMTP]:
    """Open a connection, encrypted and logged in; turn whatever fails into a sentence."""
    where = f"{server.host}:{server.port}"
    try:
        connection = _connect(server)
        try:
            yield connection
        finally:  # a farewell that fails does not unsend the mail
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()
    except OutputError:
        raise
    except smtplib.SMTPAuthenticationError as error:
        raise OutputError(
            f"邮件服务器 {where} 没有接受用户名或密码{_reply(error.smtp_code, error.smtp_error)}。",
            "请检查用户名和密码；不少邮箱要用单独的“授权码”，不是登录密码。",
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise OutputError(
            f"邮件服务器 {where} 不支持 STARTTLS 加密，没有发送。", "请改用它的加密端口（多为 465），或向管理员询问。"
        ) from error
    except UnicodeEncodeError as error:
        raise OutputError("发信的用户名或密码里有服务器不能接受的字符。", "请检查输入法是否在中文状态后重试。") from error
    except ssl.SSLCertVerificationError as error:
        raise OutputError(
            f"邮件服务器 {where} 的证书没有通过验证（{error.verify_message}）。",
            "请检查服务器名称；单位自建的服务器，请让管理员把它的证书装入本机。",
        ) from error
    except ssl.SSLError as error:
        raise OutputError(
            f"与邮件服务器 {where} 的加密连接没有建立。",
            "请检查端口和 xlperf.toml 里的 encryption：587 端口一般用 starttls，465 端口用 tls。",
        ) from error
    except smtplib.SMTPResponseException as error:
        reply = _reply(error.smtp_code, error.smtp_error)
        raise OutputError(f"邮件服务器 {where} 没有接收邮件{reply}。", "请按服务器的答复处理后重试。") from error
    except socket.gaierror as error:
        raise OutputError(f"找不到邮件服务器 {server.host}。", "请检查服务器名称和网络连接。") from error
    except (OSError, smtplib.SMTPException) as error:
        raise OutputError(f"连不上邮件服务器 {where}，或连接中断。", "请检查服务器地址、端口和网络连接后重试。") from error


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.way == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, _NAME, timeout=_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, _NAME, timeout=_SECONDS)
    try:
        connection.ehlo_or_helo_if_needed()
        if server.way == "starttls":
            connection.starttls(context=context)
            connection.ehlo()
        if server.user is not None:
            _log_in(connection, server, server.user)
    except BaseException:
        connection.close()
        raise
    return connection


def _log_in(connection: smtplib.SMTP, server: Server, user: str) -> None:
    try:
        connection.login(user, server.password)
    except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected):
        raise
    except smtplib.SMTPException as error:
        what = f"邮件服务器 {server.host}:{server.port} 没有可用的登录方式。"
        raise OutputError(what, "请去掉用户名后重试，或向管理员询问。") from error


def _hand_in(connection: smtplib.SMTP, sender: str, recipients: list[str], content: bytes) -> None:
    most = connection.esmtp_features.get("size", "")
    if most.isdigit() and 0 < int(most) < len(content):
        sizes = f"邮件有 {_shown_size(len(content))}，超过邮件服务器允许的 {_shown_size(int(most))}。"
        raise OutputError(sizes, "请改用其他方式报送汇总表。")
    size = [f"size={len(content)}"] if connection.has_extn("size") else []
    code, reply = connection.mail(sender, size)
    if code != 250:
        _refuse(connection, f"邮件服务器没有接受发件人 {sender}", code, reply, "请检查发件人和发信的用户名是否是同一个邮箱。")
    for recipient in recipients:
        code, reply = connection.rcpt(recipient)
        if code not in (250, 251):
            _refuse(connection, f"邮件服务器没有接受收件人 {recipient}", code, reply, "请检查收件人地址；邮件没有发给任何人。")
    code, reply = _transmitted(connection, content)
    if code != 250:
        _refuse(connection, "邮件服务器没有接收邮件", code, reply, "请按服务器的答复处理后重试。")


def _transmitted(connection: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    """Hand over the mail itself; return the reply.

    Raises:
        Unanswered: the connection broke before the reply came.
    """
    if connection.sock is not None:
        connection.sock.settimeout(_SECONDS_OF_DATA)
    try:
        return connection.data(content)
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise Unanswered("邮件交给了服务器，连接在它答复以前中断：可能已经发出，也可能没有。", ASK_FIRST) from error


def _refuse(connection: smtplib.SMTP, what: str, code: int, reply: bytes, hint: str) -> NoReturn:
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.rset()
    if code in _DENIED:
        hint = "邮件服务器要求先登录：请用 --user 给出用户名。"
    raise OutputError(f"{what}{_reply(code, reply)}。", hint)


def _reply(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    words = " ".join(text.split())[:_LONGEST_REPLY]
    return f"（服务器答复：{code} {words}）" if words else f"（服务器答复：{code}）"


def _shown_size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{size / 1024:.0f} KB"
