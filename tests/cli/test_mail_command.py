"""xlperf mail as a person runs it: a draft by default, sent only when asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.mail.smtp_server import ABSENT, PASSWORD, USER, smtp_server
from tests.workbooks import write_declaration
from xlperf.cli import mail_command
from xlperf.cli.mail_command import _password
from xlperf.cli.main import cli
from xlperf.settings.known_settings import remember

TITLE = "示例市云岭区文化和旅游局2026年度项目绩效目标汇总表"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an input folder with one faultless declaration; the current folder is beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("XLPERF_SMTP_PASSWORD", raising=False)
    place = tmp_path / "报送"
    write_declaration(place / "图书馆.xlsx")
    return place


@pytest.fixture
def xlperf() -> Callable[..., Result]:
    """Return a function that runs xlperf without child processes."""
    return lambda command, *words: CliRunner().invoke(cli, [command, *map(str, words), "--workers", "0"])


def read(path: Path) -> EmailMessage:
    """Return an .eml file as a message."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def attached(message: EmailMessage) -> bytes:
    """Return the bytes of the only attachment."""
    (attachment,) = message.iter_attachments()
    return bytes(attachment.get_content())


def test_a_draft_is_written_and_nothing_is_sent(
    folder: Path, xlperf: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft bears the name of the summary and says what to do next; no connection is opened."""
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("opened a connection"))
    result = xlperf("mail", folder, "--to", "区财政局 <jixiao@example.com>", "--smtp", "localhost:1")
    assert result.exit_code == 0, result.output
    size = len(attached(read(Path(f"{TITLE}.eml")))) / 1024
    assert result.stdout == (
        f"草稿：{TITLE}.eml（附件：{TITLE}.xlsx，{size:,.0f} KB）。请用 Outlook、Foxmail 或 Thunderbird 打开，核对后发送。\n"
    )
    message = read(Path(f"{TITLE}.eml"))
    assert (message["Subject"], message["To"], message["X-Unsent"]) == (TITLE, "区财政局 <jixiao@example.com>", "1")
    Path("out.xlsx").write_bytes(attached(message))
    assert openpyxl.load_workbook("out.xlsx").sheetnames[:2] == ["总览", "汇总表"]


def test_a_letter_ends_with_whom_to_ask_who_writes_and_when(folder: Path, xlperf: Callable[..., Result]) -> None:
    """As the settings say; without them by the department alone."""
    ends = []
    for settings in ('[mail]\ncontact = "李文 0571-88000000"\ndate = "2026-03-20"\n', ""):
        (folder / "xlperf.toml").write_text(settings, "utf-8")
        assert xlperf("mail", folder, "-o", "a.eml").exit_code == 0
        body = read(Path("a.eml")).get_body(("plain",))
        assert body is not None
        ends.append("\n".join(body.get_content().splitlines()).rpartition("\n\n")[2].split("\n"))
        Path("a.eml").unlink()
    assert ends == [["联系人：李文 0571-88000000", "示例市云岭区文化和旅游局", "2026年3月20日"], ["示例市云岭区文化和旅游局"]]


def test_several_people_may_get_it(folder: Path, xlperf: Callable[..., Result]) -> None:
    """Each with an option of their own."""
    people = ("--to", "a@example.com", "--to", "b@example.com", "--cc", "c@example.com", "--cc", "d@example.com")
    assert xlperf("mail", folder, "-o", "a.eml", *people).exit_code == 0
    message = read(Path("a.eml"))
    assert (message["To"], message["Cc"]) == ("a@example.com, b@example.com", "c@example.com, d@example.com")


def test_two_drafts_of_the_same_folder_have_the_same_bytes(folder: Path, xlperf: Callable[..., Result]) -> None:
    """The draft depends on the folder only, and holds no path of this computer."""
    for name in ("one.eml", "two.eml"):
        assert xlperf("mail", folder, "-o", name).exit_code == 0
    assert Path("one.eml").read_bytes() == Path("two.eml").read_bytes()
    texts = [part.get_content() for part in read(Path("one.eml")).walk() if part.get_content_maintype() == "text"]
    assert not [each for each in texts if str(folder.parent) in each]


def test_a_summary_that_was_written_before_is_attached_as_it_is(folder: Path, xlperf: Callable[..., Result]) -> None:
    """--summary takes the workbook byte for byte where no link in it leads to files that the receiver lacks."""
    xlperf("consolidate", folder, "-o", "汇总.xlsx", "--for-sending")
    result = xlperf("mail", folder, "--summary", "汇总.xlsx", "-o", "x.eml")
    assert (result.exit_code, result.stderr) == (0, "")
    (attachment,) = read(Path("x.eml")).iter_attachments()
    assert attachment.get_filename() == "汇总.xlsx"
    digest = hashlib.sha256(Path("汇总.xlsx").read_bytes()).hexdigest()
    assert hashlib.sha256(attachment.get_content()).hexdigest() == digest


def test_a_summary_that_is_not_up_to_date_is_attached_with_a_warning(folder: Path, xlperf: Callable[..., Result]) -> None:
    """The body would state other totals than the attachment: the person is told before sending."""
    xlperf("consolidate", folder, "-o", "汇总.xlsx")
    write_declaration(folder / "博物馆.xlsx", project_name="另一项目")
    result = xlperf("mail", folder, "--summary", "汇总.xlsx", "-o", "x.eml")
    assert result.exit_code == 0
    assert result.stderr == "注意：“汇总.xlsx”与按文件夹现在的内容汇总的结果不同（改动过，或不是最新）；正文按现在的内容写。\n"


def test_settings_of_the_folder_fill_in_what_is_not_typed(folder: Path, xlperf: Callable[..., Result]) -> None:
    """Recipients and subject stand in xlperf.toml once; what is typed wins."""
    settings = '[mail]\nto = ["a@example.com"]\ncc = ["b@example.com"]\nsubject = "报送{year}年度（{projects} 个项目）"\n'
    (folder / "xlperf.toml").write_text(settings, encoding="utf-8")
    xlperf("mail", folder, "-o", "file.eml")
    message = read(Path("file.eml"))
    assert (message["To"], message["Cc"], message["Subject"]) == ("a@example.com", "b@example.com", "报送2026年度（1 个项目）")
    xlperf("mail", folder, "-o", "typed.eml", "--to", "c@example.com", "--subject", "{title}（送审）")
    message = read(Path("typed.eml"))
    assert (message["To"], message["Cc"], message["Subject"]) == ("c@example.com", "b@example.com", f"{TITLE}（送审）")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["-o", "x.txt"], "草稿文件“x.txt”的扩展名应为 .eml。请改名后重试。"),
        (["--to", "张三"], "“张三”不是邮箱地址。写法如：wang@example.com，或 王芳 <wang@example.com>。"),
        (["--subject", "{tilte}"], "主题里不能用占位符“{tilte}”，是否应为“title”。请修改 --subject 后重试。"),
        (["--summary", "没有.xlsx"], "汇总表“没有.xlsx”不能读取。请检查 --summary 后面的文件名。"),
        (["--send"], "没有发信服务器。请用 --smtp HOST:PORT 给出，或写在 xlperf.toml 的 [mail] 里。"),
        (["--send", "--smtp", "h"], "没有发件人。请用 --from 给出邮箱地址，或写在 xlperf.toml 的 [mail] 里。"),
        (
            ["--send", "--smtp", "h", "--from", "a@example.com"],
            "没有收件人。请用 --to 给出邮箱地址，或写在 xlperf.toml 的 [mail] 里。",
        ),
        (
            ["--send", "--smtp", "h", "--from", "a@example.com", "--to", "b@example.com", "--user", "a"],
            "没有 a 的密码。请先设置环境变量 XLPERF_SMTP_PASSWORD，或在终端里运行后输入。",
        ),
        (["-o", "没有/x.eml"], "找不到存放邮件草稿的文件夹“没有”。请先建立该文件夹，或用 -o 指定别的位置。"),
    ],
    ids=["extension", "address", "subject", "summary", "no-server", "no-sender", "no-recipient", "no-password", "no-folder"],
)
def test_wrong_use_is_a_plain_sentence_and_2(folder: Path, xlperf: Callable[..., Result], words: list[str], sentence: str) -> None:
    """What is missing is said before any file is read, with what to add."""
    result = xlperf("mail", folder, *words)
    assert (result.exit_code, result.stderr) == (2, f"{sentence}\n")


def test_a_workbook_that_is_no_summary_is_not_mailed(folder: Path, xlperf: Callable[..., Result]) -> None:
    """A unit's workbook taken for the summary by mistake does not leave the house."""
    result = xlperf("mail", folder, "--summary", folder / "图书馆.xlsx")
    assert result.exit_code == 2
    assert result.stderr == "“图书馆.xlsx”不是 xlperf 写出的汇总表。请先运行 xlperf consolidate，或去掉 --summary。\n"


def test_no_password_crosses_an_open_connection(folder: Path, xlperf: Callable[..., Result]) -> None:
    """encryption = "none" and a user do not go together."""
    (folder / "xlperf.toml").write_text('[mail]\nencryption = "none"\nuser = "a"\n', encoding="utf-8")
    remember(folder / "xlperf.toml")
    result = xlperf("mail", folder, "--send", "--smtp", "h", "--from", "a@example.com", "--to", "b@example.com")
    assert result.exit_code == 2
    assert result.stderr == "encryption 为 none 时不登录，密码不能不加密发送。请去掉用户名，或改用 starttls、tls。\n"


def test_the_mail_is_sent_when_asked_for(
    folder: Path, xlperf: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server gets the same attachment that -o keeps; the password comes from the environment and is shown nowhere."""
    with smtp_server(tmp_path) as (mailbox, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.setenv("XLPERF_SMTP_PASSWORD", PASSWORD)
        words = ("--smtp", f"localhost:{mailbox.port}", "--user", USER, "--from", USER, "--to", "jixiao@example.com")
        result = xlperf("mail", folder, "--send", *words, "-o", "sent.eml")
        assert result.exit_code == 0, result.output
        ((_, recipients, content),) = mailbox.mails
    assert recipients == ["jixiao@example.com"]
    kept = read(Path("sent.eml"))
    assert kept["X-Unsent"] is None
    assert attached(kept) == attached(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
    first, second = result.stdout.splitlines()
    assert re.fullmatch(rf"已发送给 jixiao@example\.com（附件：{TITLE}\.xlsx，[0-9]+ KB）。", first)
    assert second == "已存：sent.eml"
    assert PASSWORD not in result.output


def test_a_mail_that_cannot_be_sent_ends_with_2_and_keeps_nothing(
    folder: Path, xlperf: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file is left that looks like a mail that went out."""
    with smtp_server(tmp_path) as (mailbox, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.setenv("XLPERF_SMTP_PASSWORD", PASSWORD)
        words = ("--smtp", f"localhost:{mailbox.port}", "--user", USER, "--from", USER, "--to", ABSENT)
        result = xlperf("mail", folder, "--send", *words, "-o", "sent.eml")
    assert result.exit_code == 2
    assert result.stderr == (
        f"邮件服务器没有接受收件人 {ABSENT}（服务器答复：550 no such user here）。请检查收件人地址；邮件没有发给任何人。\n"
    )
    assert not Path("sent.eml").exists()


def test_a_password_that_is_typed_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal the password is asked for, hidden, on standard error; the environment spares the question."""
    asked: list[tuple[str, dict[str, object]]] = []
    monkeypatch.delenv("XLPERF_SMTP_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("click.prompt", lambda text, **options: asked.append((text, options)) or "typed")
    assert _password("wlj@example.org") == "typed"
    assert asked == [("wlj@example.org 的密码（或授权码）", {"hide_input": True, "err": True})]
    monkeypatch.setenv("XLPERF_SMTP_PASSWORD", PASSWORD)
    assert _password("wlj@example.org") == PASSWORD


def test_no_option_takes_a_password() -> None:
    """What is typed on a command line stays in its history for everyone to read."""
    names = [name for parameter in cli.commands["mail"].params for name in parameter.opts]
    assert not [name for name in names if "pass" in name.lower()]


@pytest.mark.parametrize(("more", "told"), [(0, False), (1, True)])
def test_attachments_of_more_than_twenty_megabytes_are_told(
    folder: Path, xlperf: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, more: int, told: bool
) -> None:
    """Some mailboxes refuse them; the draft is written all the same."""
    half = 10 * 1024 * 1024
    made = mail_command.made_now
    monkeypatch.setattr(
        mail_command, "made_now", lambda found: tuple(replace(made(found)[0], workbook=bytes(half + each)) for each in (0, more))
    )
    result = xlperf("mail", folder, "-o", "信.eml", "--to", "yusuan@example.cn")
    assert result.exit_code == 0
    assert ("附件超过 20 MB，有的邮箱会拒收。" in result.stderr) is told
    assert Path("信.eml").stat().st_size > 2 * half
