"""A real SMTP server on loopback: STARTTLS with a certificate of our own, login, and what it was handed."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "wlj@example.org", "invented-Passw0rd"
ABSENT = "absent@example.com"
"""A recipient that the server does not know."""


@dataclass
class Mailbox:
    """What the server was handed, and how."""

    host: str = "localhost"
    port: int = 0
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)

    async def handle_EHLO(
        self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Note how the client introduced itself."""
        self.greetings.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        """Refuse the recipient who is absent; to one that begins with a number answer so."""
        if address == ABSENT:
            return "550 no such user here"
        if address[:3].isdigit():
            return f"{address[:3]} said"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        """Keep the mail."""
        assert isinstance(envelope.content, bytes)
        self.mails.append((str(envelope.mail_from), list(envelope.rcpt_tos), envelope.content))
        self.encrypted.append(session.ssl is not None)
        self.options.append(list(envelope.mail_options))
        return "250 kept"


class _Controller(Controller):
    """A controller that takes whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _authenticate(server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=known)


@contextmanager
def smtp_server(folder: Path, tls: str = "starttls", login: bool = True, **options: Any) -> Iterator[tuple[Mailbox, Path]]:
    """Run a server on a free port; yield its mailbox, and the certificate that vouches for it.

    Args:
        folder: where the certificate is put.
        tls: ``starttls``, ``tls`` from the start, or ``none``.
        login: the server takes mail only after a login.
        options: of aiosmtpd.
    """
    authority = trustme.CA()
    certificate = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    mailbox = Mailbox()
    if login:
        options |= {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": tls == "starttls"}
    if tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    elif tls == "tls":
        options |= {"ssl_context": context}
    controller = _Controller(mailbox, hostname="127.0.0.1", port=0, server_hostname="mail.example.org", **options)
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox, certificate
    finally:
        controller.stop()
