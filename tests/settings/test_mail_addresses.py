"""Addresses and servers as people type them."""

from __future__ import annotations

import pytest

from xlperf.errors import InputError
from xlperf.settings.mail_addresses import parse_addresses, parse_server


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@example.com", ["a@example.com"]),
        ("王芳 <wang@example.com>；李明 <li@example.com>", ["王芳 <wang@example.com>", "李明 <li@example.com>"]),
        ("a@example.com, b@example.com;a@EXAMPLE.com", ["a@example.com", "b@example.com"]),
        ("a＠example.com", ["a@example.com"]),
        ('"Wang, F" <w@example.com>', ['"Wang, F" <w@example.com>']),
        ("王芳 <w@财政.cn>", ["王芳 <w@xn--5bvu10g.cn>"]),
        ("王  芳 <wang@example.com>;;", ["王 芳 <wang@example.com>"]),
        ("", []),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, addresses: list[str]) -> None:
    """Names, Chinese separators, wide @, Chinese domains; the same address counts once."""
    assert [str(each) for each in parse_addresses([text])] == addresses


@pytest.mark.parametrize(
    "text",
    [
        *("张三", "a@b", "a b@example.com", "王芳@example.com", "a@@example.com", "a@example..com"),
        *("Bcc: x@example.com", "抄送：王芳 <w@example.com>"),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """A mail that cannot arrive is refused before it is written."""
    with pytest.raises(InputError) as caught:
        parse_addresses([text])
    assert str(caught.value) == f"“{text}”不是邮箱地址。写法如：wang@example.com，或 王芳 <wang@example.com>。"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("smtp.example.com", ("smtp.example.com", 587)),
        ("smtp.example.com:465", ("smtp.example.com", 465)),
        (" 10.1.2.3：25 ", ("10.1.2.3", 25)),
        ("[::1]:2525", ("::1", 2525)),
    ],
)
def test_servers_are_host_and_port(text: str, server: tuple[str, int]) -> None:
    """Without a port it is that of message submission."""
    assert parse_server(text) == server


@pytest.mark.parametrize("text", ["", "smtp://host", "host:0", "host:99999", "host:abc", "邮局.cn"])
def test_what_is_no_server_is_refused(text: str) -> None:
    """The sentence shows how a server is written."""
    with pytest.raises(InputError, match=r"不是邮件服务器的地址。写法如：smtp\.example\.com:587。"):
        parse_server(text)
