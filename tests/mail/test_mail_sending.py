"""Sending against a real SMTP server on loopback."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.builders import declaration
from tests.mail.broken_server import broken_server
from tests.mail.drafts import draft_of, envelope, parts_of
from tests.mail.smtp_server import ABSENT, PASSWORD, USER, Mailbox, smtp_server
from tests.summary.batches import batch_of
from xlperf.errors import OutputError
from xlperf.mail.message import Envelope, as_bytes, draft
from xlperf.mail.sending import Server, dated, send

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Return the mailbox of a server that wants STARTTLS and a login, and whose certificate this computer trusts."""
    with smtp_server(tmp_path) as (found, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        yield found


def login(mailbox: Mailbox, **changes: object) -> Server:
    """Return how the server is reached with the right password."""
    return replace(Server(mailbox.host, mailbox.port, None, USER, PASSWORD), **changes)  # type: ignore[arg-type]


def mail(given: Envelope | None = None) -> EmailMessage:
    """Return a mail ready to be sent."""
    return dated(draft_of(batch_of(declaration()), given), NOW)


def fault(server: Server, given: Envelope | None = None) -> str:
    """Return the sentence with which sending fails."""
    with pytest.raises(OutputError) as caught:
        send(mail(given), given or envelope(), server)
    return str(caught.value)


def test_the_mail_arrives_whole(mailbox: Mailbox) -> None:
    """Encrypted, to every recipient, and the attachment has the same hash."""
    batch = batch_of(declaration())
    (part,) = parts_of(batch)
    to = envelope(cc="王芳 <w@example.com>")
    send(dated(draft(batch, [part], to), NOW), to, login(mailbox))
    ((sender, recipients, content),) = mailbox.mails
    assert (sender, recipients) == ("wlj@example.org", ["jixiao@example.com", "w@example.com"])
    assert mailbox.encrypted == [True]
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    (attachment,) = message.iter_attachments()
    assert hashlib.sha256(attachment.get_content()).hexdigest() == hashlib.sha256(part.workbook).hexdigest()
    assert attachment.get_filename() == part.name
    assert message["Date"] == "Mon, 02 Mar 2026 09:30:00 +0800"
    assert message["X-Unsent"] is None
    assert message["From"] == "云溪市文化和旅游局 <wlj@example.org>"


def test_the_server_is_not_told_the_name_of_this_machine(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """EHLO names an address literal, before and after STARTTLS; the id of the mail ends with the sender's domain."""
    for name in ("gethostname", "getfqdn"):
        monkeypatch.setattr(socket, name, lambda *_: pytest.fail("asked for the name of this machine"))
    send(mail(), envelope(), login(mailbox))
    assert mailbox.greetings == ["[127.0.0.1]", "[127.0.0.1]"]
    identity = message_from_bytes(mailbox.mails[0][2])["Message-ID"]
    assert identity.endswith("@example.org>")
    assert identity != mail()["Message-ID"], "a server drops a mail whose id it has seen"


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # aiosmtpd sees no TLS but its own
def test_tls_from_the_start_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most Chinese mail providers offer port 465."""
    with smtp_server(tmp_path, tls="tls") as (mailbox, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        send(mail(), envelope(), login(mailbox, encryption="tls"))
        assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    ("port", "encryption", "way"),
    [(587, None, "starttls"), (25, None, "starttls"), (465, None, "tls"), (465, "starttls", "starttls"), (25, "none", "none")],
)
def test_encryption_follows_the_port_unless_set(port: int, encryption: str | None, way: str) -> None:
    """Nobody has to know which port wants which encryption."""
    assert Server("h", port, encryption).way == way  # type: ignore[arg-type]


def test_an_internal_server_without_encryption_takes_mail_without_login(tmp_path: Path) -> None:
    """encryption = "none" is for relays inside an office network; no password is ever involved."""
    with smtp_server(tmp_path, tls="none", login=False) as (mailbox, _):
        send(mail(), envelope(), Server(mailbox.host, mailbox.port, "none"))
        assert mailbox.encrypted == [False]


def test_a_wrong_password_is_told(mailbox: Mailbox) -> None:
    """The sentence names the usual reason: many providers want a code of their own."""
    assert fault(login(mailbox, password="wrong")) == (
        f"邮件服务器 localhost:{mailbox.port} 没有接受用户名或密码（服务器答复：535 5.7.8 Authentication credentials invalid）。"
        "请检查用户名和密码；不少邮箱要用单独的“授权码”，不是登录密码。"
    )
    assert mailbox.mails == []


def test_a_password_of_characters_that_smtp_cannot_carry_is_told(mailbox: Mailbox) -> None:
    """A password typed with the Chinese input method on is no crash."""
    assert fault(login(mailbox, password="密码１２３")) == (
        "发信的用户名或密码里有服务器不能接受的字符。请检查输入法是否在中文状态后重试。"
    )


def test_one_refused_recipient_and_nobody_gets_the_mail(mailbox: Mailbox) -> None:
    """A mail that reaches half of its recipients would be sent twice to the others."""
    given = envelope(cc=ABSENT)
    assert fault(login(mailbox), given) == (
        f"邮件服务器没有接受收件人 {ABSENT}（服务器答复：550 no such user here）。请检查收件人地址；邮件没有发给任何人。"
    )
    assert mailbox.mails == []


def test_a_server_that_wants_a_login_says_so(mailbox: Mailbox) -> None:
    """Without a user the server refuses, and the next step is to name one."""
    assert fault(Server(mailbox.host, mailbox.port)) == (
        "邮件服务器没有接受发件人 wlj@example.org（服务器答复：530 5.7.0 Authentication required）。"
        "邮件服务器要求先登录：请用 --user 给出用户名。"
    )


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        *((code, "邮件服务器要求先登录：请用 --user 给出用户名。") for code in (530, 534, 535, 538)),
        *((code, "请检查收件人地址；邮件没有发给任何人。") for code in (451, 531, 550)),
    ],
)
def test_what_is_refused_for_want_of_a_login_says_so(tmp_path: Path, code: int, hint: str) -> None:
    """Whatever of the four replies the server gives."""
    with smtp_server(tmp_path, tls="none", login=False) as (mailbox, _):
        said = f"邮件服务器没有接受收件人 {code}@example.com（服务器答复：{code} said）。{hint}"
        assert fault(Server(mailbox.host, mailbox.port, "none"), envelope(to=f"{code}@example.com")) == said


def test_an_absent_server_is_told() -> None:
    """Nothing listens there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fault(Server("127.0.0.1", port)) == (
        f"连不上邮件服务器 127.0.0.1:{port}，或连接中断。请检查服务器地址、端口和网络连接后重试。"
    )


def test_an_unknown_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name does not exist."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert fault(Server("smtp.invalid", 587)) == "找不到邮件服务器 smtp.invalid。请检查服务器名称和网络连接。"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    """The password is not handed to a server that cannot prove who it is."""
    with smtp_server(tmp_path) as (mailbox, _):
        sentence = fault(login(mailbox))
        assert sentence.startswith(f"邮件服务器 localhost:{mailbox.port} 的证书没有通过验证（")
        assert sentence.endswith("请检查服务器名称；单位自建的服务器，请让管理员把它的证书装入本机。")
        assert mailbox.mails == []


def test_a_server_without_starttls_gets_nothing(tmp_path: Path) -> None:
    """xlperf never falls back to an open connection by itself."""
    with smtp_server(tmp_path, tls="none", login=False) as (mailbox, _):
        assert fault(Server(mailbox.host, mailbox.port)) == (
            f"邮件服务器 localhost:{mailbox.port} 不支持 STARTTLS 加密，没有发送。请改用它的加密端口（多为 465），或向管理员询问。"
        )
        assert mailbox.mails == []


def test_the_wrong_kind_of_encryption_is_told(mailbox: Mailbox) -> None:
    """TLS from the start on a STARTTLS port is a usual slip."""
    assert fault(login(mailbox, encryption="tls")) == (
        f"与邮件服务器 localhost:{mailbox.port} 的加密连接没有建立。"
        "请检查端口和 xlperf.toml 里的 encryption：587 端口一般用 starttls，465 端口用 tls。"
    )


def test_a_server_without_login_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relay that offers no login cannot be given a user."""
    with smtp_server(tmp_path, login=False, auth_exclude_mechanism=["LOGIN", "PLAIN"]) as (mailbox, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fault(login(mailbox)) == (
            f"邮件服务器 localhost:{mailbox.port} 没有可用的登录方式。请去掉用户名后重试，或向管理员询问。"
        )


def test_a_mail_beyond_the_limit_of_the_server_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is known before the mail is handed over."""
    with smtp_server(tmp_path, data_size_limit=10_240) as (mailbox, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        size = round(len(as_bytes(mail())) / 1024)
        assert fault(login(mailbox)) == f"邮件有 {size} KB，超过邮件服务器允许的 10 KB。请改用其他方式报送汇总表。"
        assert mailbox.mails == []


@pytest.mark.parametrize("limit", [None, 10 << 20])
def test_a_server_that_knows_of_sizes_is_told_that_of_the_mail(tmp_path: Path, limit: int | None) -> None:
    """So that it can refuse a mail that it has no room for before it is handed over; another is told none."""
    with smtp_server(tmp_path, tls="none", login=False, data_size_limit=limit) as (mailbox, _):
        sent = mail()
        send(sent, envelope(), Server(mailbox.host, mailbox.port, "none"))
        assert mailbox.options == [[f"SIZE={len(as_bytes(sent))}"] if limit else []]


@pytest.mark.parametrize("until", ["connect", "EHLO", "MAIL", "RCPT"])
def test_a_server_that_hangs_up_before_the_mail_has_sent_nothing(until: str) -> None:
    """The next step is to try again."""
    with broken_server(until) as heard:
        assert fault(Server("localhost", heard.port, "none")) == (
            f"连不上邮件服务器 localhost:{heard.port}，或连接中断。请检查服务器地址、端口和网络连接后重试。"
        )
    assert heard.mails == 0


@pytest.mark.parametrize(("until", "mails"), [("DATA", 0), ("halfway", 0), ("end", 1)])
def test_a_server_that_hangs_up_over_the_mail_may_have_sent_it(until: str, mails: int) -> None:
    """Who tries again at once may send it twice: the recipient is asked first."""
    with broken_server(until) as heard:
        assert fault(Server("localhost", heard.port, "none")) == (
            "邮件交给了服务器，连接在它答复以前中断：可能已经发出，也可能没有。"
            "请先看看发信邮箱的“已发送”，或问一问收件人；确实没有收到的，加上 --again 再发一次，以免重复。"
        )
    assert heard.mails == mails


def test_a_server_that_hangs_up_after_its_reply_has_sent_the_mail() -> None:
    """What fails in the farewell is no fault."""
    with broken_server("QUIT") as heard:
        send(mail(), envelope(cc="王芳 <jixiao@example.com>"), Server("localhost", heard.port, "none"))
    assert (heard.mails, heard.commands.count("RCPT")) == (1, 1)
