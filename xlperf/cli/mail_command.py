"""``xlperf mail``: a draft with the summary attached; sent only when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.folder_run import require_folder, run_folder, unpublished_note
from xlperf.cli.letters.attached_summaries import made_now, own_summary, taken
from xlperf.cli.letters.sending_once import send_once
from xlperf.cli.options import judging_options, listing_options, settings_of
from xlperf.cli.screen import complain, say, tell
from xlperf.cli.summary_places import default_name
from xlperf.cli.terminal.chinese import ChineseCommand
from xlperf.errors import InputError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from xlperf.mail.content import Part
    from xlperf.mail.message import Envelope
    from xlperf.mail.sending import Server
    from xlperf.run.results import Batch
    from xlperf.settings.values import MailSettings, Settings

PASSWORD = "XLPERF_SMTP_PASSWORD"
"""The environment variable that holds the password of the mail server."""

_DRAFT = "邮件草稿"
_LARGE = 20 * 1024 * 1024
"""Many mail servers take 20 to 50 MB."""

_HELP = f"""汇总文件夹（默认当前文件夹），写一封附有汇总表的邮件草稿（.eml）。

正文写明附件和合计；内部的校验结论和各单位待处理的事项只在加上 --with-findings 时写。
草稿用 Outlook、Foxmail 或 Thunderbird 打开，核对后自己发送。
只有加上 --send 才会由 xlperf 直接发送；密码取自环境变量 {PASSWORD}，没有则当场询问，不写在命令里。
发过的记在报送文件夹的 xlperf-sent.json 里：再运行一次，只发给没有发过的，或内容变了的；都要再发，加上 --again。
收件人、主题和服务器可以写在 xlperf.toml 的 [mail] 里。

\b
例：
  xlperf mail --to jixiao@example.com
  xlperf mail D:\\申报2026 -o 报送.eml --summary D:\\2026汇总表.xlsx
  xlperf mail --send --smtp smtp.example.com:587 --from wlj@example.com
"""


@click.command(cls=ChineseCommand, help=_HELP, short_help="邮件：写一封附有汇总表的草稿，也可以直接发送。")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[文件夹]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="草稿写到哪个文件（.eml），默认按部门和年度命名，放在当前文件夹。",
)
@click.option("--summary", type=click.Path(path_type=Path, dir_okay=False), help="附上这个已写好的汇总表；不给则现做一份。")
@click.option("--to", multiple=True, metavar="邮箱", help="收件人，可以给几个。")
@click.option("--cc", multiple=True, metavar="邮箱", help="抄送，可以给几个。")
@click.option("--from", "sender", metavar="邮箱", help="发件人；草稿可以不给，由邮件软件填。")
@click.option("--subject", help="主题，可以用 {title}、{department}、{year}、{projects}。")
@click.option("--with-findings", is_flag=True, help="正文另写校验结论、未能读取的文件和各单位待处理的事项；默认只写合计。")
@click.option("--send", is_flag=True, help="直接发送（STARTTLS 或 TLS 加密）。")
@click.option("--again", is_flag=True, help="发过的也再发一次；默认只发给没有发过的，或内容变了的。")
@click.option("--smtp", metavar="服务器:端口", help="发信服务器，不写端口为 587。")
@click.option("--user", help="发信服务器的用户名；不给则不登录。")
@listing_options
@judging_options
@click.pass_context
def mail(ctx: click.Context, /, folder: Path, output: Path | None, summary: Path | None, send: bool, **options: Any) -> None:
    """Write the draft, or send the mail."""
    from xlperf.book.delivery import ensure_writable
    from xlperf.mail.message import draft

    require_folder(folder)
    _require_sense(output, send, options["again"])
    settings = settings_of([folder])
    envelope = _envelope(options, settings.mail)
    server = _server(options, settings, envelope) if send else None
    attached = own_summary(summary) if summary else None
    if output:
        ensure_writable(output, _DRAFT)
    options["last_summary"] = options["last_summary"] or summary
    found = run_folder(folder, options, settings)
    note = unpublished_note(found.batch)
    if note and server:
        hint = "请把它们的表移出报送文件夹后再发送；核准可以发送的，写进豁免清单 xlperf-waivers.json。"
        raise InputError(f"{note}，没有发送。", hint)
    parts = taken(found, summary, attached, folder) if summary and attached else made_now(found)
    envelope = replace(envelope, closing=_closing(found.batch, settings.mail))
    letter = _Letter(draft(found.batch, parts, envelope, options["with_findings"]), parts)
    _warn_of_content(parts)
    if server:
        _send(letter, envelope, server, folder, options["again"], output)
    else:
        _write(letter, output, Path(default_name(found.batch)).with_suffix(".eml"), note)
    if sum(len(part.workbook) for part in parts) > _LARGE:
        say("附件超过 20 MB，有的邮箱会拒收。")
    ctx.exit(0)


@dataclass(frozen=True, slots=True)
class _Letter:
    """The mail and the summaries that are attached to it."""

    message: EmailMessage
    parts: Sequence[Part]

    @property
    def attached(self) -> str:
        """The names and sizes of what is attached, for people."""
        return "、".join(f"{part.name}，{len(part.workbook) / 1024:,.0f} KB" for part in self.parts)


def _require_sense(output: Path | None, send: bool, again: bool) -> None:
    """Raise ``InputError`` for options that do not go together."""
    if output is not None and output.suffix.lower() != ".eml":
        raise InputError(f"草稿文件“{output.name}”的扩展名应为 .eml。", "请改名后重试。")
    if again and not send:
        raise InputError("--again 只与 --send 一起用。", "草稿每次都写；要由 xlperf 直接发送，请再加上 --send。")


def _send(letter: _Letter, envelope: Envelope, server: Server, folder: Path, again: bool, output: Path | None) -> None:
    """Send the mail to those who have not had it, and keep it where a file was asked for."""
    from xlperf.mail.sent_record import letter_of

    sent_to = send_once(letter.message, envelope, server, letter_of(folder, letter.message, letter.parts), again)
    if sent_to:
        tell(f"已发送给 {'、'.join(sent_to)}（附件：{letter.attached}）。")
    if sent_to and output:
        _keep(letter.message, output)
        tell(f"已存：{output}")


def _write(letter: _Letter, output: Path | None, usual: Path, note: str) -> None:
    """Write the draft to the file asked for, else to a free one of the usual name.

    Args:
        note: what must not go out, empty where all may.
    """
    from xlperf.book.delivery import free_name

    target = output or free_name(usual)
    _keep(letter.message, target)
    if note:
        complain(f"{note}，请不要发送这份草稿。请把它们的表移出报送文件夹再运行一次。")
    tell(f"草稿：{target}（附件：{letter.attached}）。请用 Outlook、Foxmail 或 Thunderbird 打开，核对后发送。")


def _closing(batch: Batch, settings: MailSettings) -> tuple[str, ...]:
    """Return the last lines of the letter: whom to ask, who writes, when."""
    from xlperf.data.names import shown_body

    contact = f"联系人：{settings.contact}" if settings.contact else ""
    day = settings.day
    return contact, shown_body(batch.department), f"{day.year}年{day.month}月{day.day}日" if day else ""


def _warn_of_content(parts: Sequence[Part]) -> None:
    """Warn of summaries that are not fit to be handed in."""
    from xlperf.data.words import RETURN

    for part in parts:
        batch = part.batch
        if not batch.counted:
            complain(f"“{part.name}”里没有读出任何表，是空的，请不要发送这份草稿。")
            continue
        back = sum(each == RETURN for each in batch.verdicts(form.source for form in batch.counted).values())
        if back:
            complain(f"“{part.name}”里还有 {back} 份须退回修改的表，请确认后再发送。")


def _envelope(options: dict[str, Any], settings: MailSettings) -> Envelope:
    """Return who gets the mail: what is typed, else what the settings say."""
    from xlperf.mail.message import Envelope
    from xlperf.settings.mail_addresses import parse_addresses
    from xlperf.settings.mail_subject import subject_fault

    subject: str = options["subject"] or settings.subject
    fault = subject_fault(subject)
    if fault:
        raise InputError(f"{fault}。", "请修改 --subject 后重试。")
    sender = parse_addresses([options["sender"] or settings.sender])
    if len(sender) > 1:
        raise InputError("发件人只能有一个。", "请修改 --from 后重试。")
    to = parse_addresses(options["to"] or settings.to)
    return Envelope(to, parse_addresses(options["cc"] or settings.cc), sender[0] if sender else None, subject)


def _server(options: dict[str, Any], settings: Settings, envelope: Envelope) -> Server:
    """Return the server to send by; find out what is missing, or was not looked at yet, before any file is read."""
    from xlperf.mail.sending import Server
    from xlperf.settings.mail_addresses import parse_server

    if settings.is_new:
        raise InputError(
            "设置文件 xlperf.toml 是第一次使用，可能不是本部门放的，没有发信。",
            "请核对上面列出的内容：无误的，再运行一次；不是本部门放的，请移走。",
        )
    smtp: str | None = options["smtp"] or settings.mail.smtp
    user: str | None = options["user"] or settings.mail.user
    needed = (
        (smtp, "没有发信服务器。", "请用 --smtp HOST:PORT 给出，或写在 xlperf.toml 的 [mail] 里。"),
        (envelope.sender, "没有发件人。", "请用 --from 给出邮箱地址，或写在 xlperf.toml 的 [mail] 里。"),
        (envelope.to, "没有收件人。", "请用 --to 给出邮箱地址，或写在 xlperf.toml 的 [mail] 里。"),
    )
    for given, missing, hint in needed:
        if not given:
            raise InputError(missing, hint)
    if user and settings.mail.encryption == "none":
        raise InputError("encryption 为 none 时不登录，密码不能不加密发送。", "请去掉用户名，或改用 starttls、tls。")
    host, port = parse_server(smtp or "")
    return Server(host, port, settings.mail.encryption, user, _password(user) if user else "")


def _password(user: str) -> str:
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if not sys.stdin.isatty():
        raise InputError(f"没有 {user} 的密码。", f"请先设置环境变量 {PASSWORD}，或在终端里运行后输入。")
    return str(click.prompt(f"{user} 的密码（或授权码）", hide_input=True, err=True))


def _keep(message: EmailMessage, target: Path) -> None:
    from xlperf.book.delivery import deliver
    from xlperf.mail.message import as_bytes

    deliver(as_bytes(message), target, _DRAFT)
