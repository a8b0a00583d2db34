"""xlperf mail --send run again: only what has not gone, or says something else, is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.mail.broken_server import broken_server
from tests.mail.smtp_server import ABSENT, Mailbox, smtp_server
from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.errors import OutputError
from xlperf.mail import sent_record

TITLE = "示例市云岭区文化和旅游局2026年度项目绩效目标汇总表"
HAD = "这封邮件已经发给 {}，内容没有变，没有再发；要再发一次，请加上 --again。\n"
UNSURE = (
    "发给 a@example.com 的这封邮件已经交给过服务器，没有等到答复：可能已经发出，也可能没有。这次没有发送。"
    "请先看看发信邮箱的“已发送”，或问一问收件人；确实没有收到的，加上 --again 再发一次，以免重复。\n"
)

Send = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an input folder with one faultless declaration, whose server needs no encryption."""
    monkeypatch.chdir(tmp_path)
    write_declaration(Path("报送", "图书馆.xlsx"))
    return Path("报送")


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    """Return the mailbox of a server in the office network."""
    with smtp_server(tmp_path, tls="none", login=False) as (found, _):
        yield found


@pytest.fixture
def send(folder: Path, mailbox: Mailbox) -> Send:
    """Return a function that sends the mail of the folder."""

    def run(*words: str, to: str = "a@example.com", port: int | None = None) -> Result:
        from xlperf.settings.known_settings import remember

        (folder / "xlperf.toml").write_text('[mail]\nencryption = "none"\n', "utf-8")
        remember(folder / "xlperf.toml")
        server = f"localhost:{port or mailbox.port}"
        people = [word for each in to.split() for word in ("--to", each)]
        return CliRunner().invoke(
            cli, ["mail", str(folder), "--send", "--smtp", server, "--from", "w@example.org", *people, *words, "--workers", "0"]
        )

    return run


def _got(mailbox: Mailbox) -> list[list[str]]:
    return [recipients for _, recipients, _ in mailbox.mails]


def _lines(folder: Path) -> list[tuple[str, str, bool]]:
    data = json.loads((folder / "xlperf-sent.json").read_text("utf-8"))
    return [(each["title"], each["to"], each["accepted"]) for each in data["sent"]]


def test_the_same_mail_goes_once(folder: Path, mailbox: Mailbox, send: Send) -> None:
    """The second run says who has it and how it is sent again; the record does not change."""
    assert send().exit_code == 0
    before = (folder / "xlperf-sent.json").read_bytes()
    result = send("-o", "信.eml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", HAD.format("a@example.com"))
    assert _got(mailbox) == [["a@example.com"]]
    assert (folder / "xlperf-sent.json").read_bytes() == before
    assert _lines(folder) == [(TITLE, "a@example.com", True)]
    assert not Path("信.eml").exists()


def test_what_lies_beside_the_forms_is_no_change(folder: Path, mailbox: Mailbox, send: Send) -> None:
    """A summary written into the folder in between is listed by the next one among what was passed over."""
    send()
    consolidated = CliRunner().invoke(cli, ["consolidate", "报送", "-o", "报送", "--workers", "0"])
    assert consolidated.exit_code == 0
    assert send().stderr == HAD.format("a@example.com")
    assert len(mailbox.mails) == 1


def test_a_mail_that_says_something_else_goes_again(folder: Path, mailbox: Mailbox, send: Send) -> None:
    """And the run says so; what went before the change is not remembered as the last."""
    send()
    write_declaration(folder / "图书馆.xlsx", project_name="另一项目")
    result = send()
    assert result.stderr == "内容与上次发给 a@example.com 的不同，这次再发。\n"
    assert _got(mailbox) == [["a@example.com"], ["a@example.com"]]
    assert send().stderr == HAD.format("a@example.com")
    assert _lines(folder) == [(TITLE, "a@example.com", True)]


def test_another_subject_goes_again(mailbox: Mailbox, send: Send) -> None:
    """It is something else that is said."""
    send()
    assert send("--subject", "更正：{title}").stderr == "内容与上次发给 a@example.com 的不同，这次再发。\n"
    assert len(mailbox.mails) == 2


def test_who_came_to_it_later_gets_it_alone(folder: Path, mailbox: Mailbox, send: Send) -> None:
    """An address is the same however its letters are written."""
    send()
    result = send(to="A@Example.com b@example.com")
    assert result.stderr == HAD.format("A@Example.com")
    assert result.stdout.startswith("已发送给 b@example.com（附件：")
    assert _got(mailbox) == [["a@example.com"], ["b@example.com"]]
    assert _lines(folder) == [(TITLE, "a@example.com", True), (TITLE, "b@example.com", True)]


def test_all_get_it_again_when_that_is_asked_for(mailbox: Mailbox, send: Send) -> None:
    """Without a word about who has it."""
    send()
    result = send("--again", to="a@example.com b@example.com")
    assert (result.exit_code, result.stderr) == (0, "")
    assert _got(mailbox) == [["a@example.com"], ["a@example.com", "b@example.com"]]


@pytest.mark.parametrize("until", ["DATA", "halfway", "end"])
def test_a_mail_without_a_reply_is_not_sent_again_by_itself(folder: Path, mailbox: Mailbox, send: Send, until: str) -> None:
    """Nobody knows whether it arrived: the clerk looks first, and asks for it in so many words."""
    with broken_server(until) as heard:
        assert send(port=heard.port).exit_code == 2
    assert _lines(folder) == [(TITLE, "a@example.com", False)]
    result = send()
    assert (result.exit_code, result.stderr) == (2, UNSURE)
    assert mailbox.mails == []
    assert send("--again").exit_code == 0
    assert _lines(folder) == [(TITLE, "a@example.com", True)]


def test_a_run_that_was_killed_over_it_is_like_one_without_a_reply(
    mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is written before the mail is handed over."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("xlperf.mail.sending.send", killed)
        send()
    assert send().stderr == UNSURE
    assert mailbox.mails == []


@pytest.mark.parametrize("before", [False, True], ids=["first", "later"])
def test_a_mail_that_was_refused_is_not_remembered(folder: Path, mailbox: Mailbox, send: Send, before: bool) -> None:
    """The record is as it was."""
    if before:
        send()
    assert send(to=ABSENT).exit_code == 2
    assert (folder / "xlperf-sent.json").exists() is before
    assert len(mailbox.mails) == before
    assert not before or _lines(folder) == [(TITLE, "a@example.com", True)]


def test_a_folder_that_cannot_be_written_is_told(mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail goes; that it would go again is said."""

    def refused(*_: object) -> None:
        raise OutputError("没有权限在此文件夹写入发信记录“xlperf-sent.json”。", "请检查文件夹的写入权限，或用 -o 指定别的位置。")

    monkeypatch.setattr(sent_record, "deliver", refused)
    result = send()
    assert (result.exit_code, result.stderr) == (
        0,
        "注意：没有权限在此文件夹写入发信记录“xlperf-sent.json”。发给了谁没有记下，再运行一次会再发一次。\n",
    )
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"sent": [1]}', '{"sent": [{"to": "a"}]}', "[" * 99_999])
def test_a_record_that_is_none_sends_nothing(folder: Path, mailbox: Mailbox, send: Send, text: str) -> None:
    """What stands there may be the clerk's own: it is not replaced."""
    (folder / "xlperf-sent.json").write_text(text, "utf-8")
    result = send()
    assert (result.exit_code, result.stderr) == (
        2,
        "发信记录“xlperf-sent.json”用不了（内容不对），发过哪些邮件无从知道，没有发送。"
        "请核对发信邮箱的“已发送”，把它移走后重试。\n",
    )
    assert mailbox.mails == []
    assert (folder / "xlperf-sent.json").read_text("utf-8") == text


def test_a_draft_has_nothing_to_send_again(folder: Path) -> None:
    """The option means nothing without --send, and says so."""
    result = CliRunner().invoke(cli, ["mail", str(folder), "--again"])
    assert (result.exit_code, result.stderr) == (
        2,
        "--again 只与 --send 一起用。草稿每次都写；要由 xlperf 直接发送，请再加上 --send。\n",
    )
