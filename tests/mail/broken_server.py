"""An SMTP server on loopback that hangs up where it is told to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

_REPLIES = {"EHLO": b"250 broken\r\n", "DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}


@dataclass
class Hearing:
    """What the server heard: the commands, and how many mails were complete."""

    port: int = 0
    commands: list[str] = field(default_factory=list)
    mails: int = 0


@contextmanager
def broken_server(until: str) -> Iterator[Hearing]:
    """Run a server that hangs up instead of its reply.

    Args:
        until: to which command it replies no more: ``connect``, one of SMTP, ``halfway`` through the mail or at its ``end``.
    """
    heard = Hearing()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard.port = listening.getsockname()[1]
        thread = Thread(target=_serve, args=(listening, heard, until), daemon=True)
        thread.start()
        yield heard
        thread.join(10)


def _serve(listening: socket.socket, heard: Hearing, until: str) -> None:
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as lines:
        if until == "connect":
            return
        connection.sendall(b"220 broken\r\n")
        for line in lines:
            command = line[:4].decode().strip().upper()
            heard.commands.append(command)
            if command == until:
                return
            connection.sendall(_REPLIES.get(command, b"250 OK\r\n"))
            if command == "DATA":
                if until == "halfway":
                    lines.readline()
                    return
                heard.mails += any(each == b".\r\n" for each in lines)
                if until == "end":
                    return
                connection.sendall(b"250 kept\r\n")
