"""What a person sees on the screen: progress, findings, the closing line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.terminal.console_text import can_show
from xlperf.data.components import components_in, install_command
from xlperf.data.enumeration import named
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import SEVERITY_NAMES
from xlperf.rules.versions.version_rank import EXAMPLE, SAME_BYTES, SAME_CONTENT

if TYPE_CHECKING:
    from xlperf.rules.finding import Finding
    from xlperf.run.batch import Progress
    from xlperf.run.results import Batch

_BARS = (("█", "░"), ("█", "□"), ("#", "."))
"""Full and empty parts of the bar: the first pair that the console has is taken."""
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_BAR = 30


_CONTROLS = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return a text without anything that makes a terminal do more than show it: colours, titles, lines that run backwards.

    What a form or a file name holds of that is shown by its number.
    """
    return _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text)


def complain(sentence: str) -> None:
    """Show a sentence on standard error."""
    click.secho(visible(sentence), err=True, fg="red")


def say(sentence: str) -> None:
    """Show a message on standard error."""
    click.echo(visible(sentence), err=True)


def tell(sentence: str) -> None:
    """Show a result on standard output."""
    click.echo(visible(sentence))


def say_what_to_install(batch: Batch) -> None:
    """Say the command that installs what files of a batch could not be read without; in workbooks only its name stands.

    The packaged program has all of it, and no pip.
    """
    waiting = [each.hint for each in batch.files if each.fate == "refused" and components_in([each.hint])]
    if waiting and not getattr(sys, "frozen", False):
        say(f"有 {len(waiting)} 个文件要另装组件才能读。要安装，请运行：")
        say(f"  {install_command(components_in(waiting))}")


def progress_line() -> Callable[[Progress], None] | None:
    """Return a function that shows progress on standard error, None when that is no terminal."""
    if not _is_watched():
        return None
    full, empty = next((each for each in _BARS if can_show("".join(each), sys.stderr)), _BARS[-1])

    def show(progress: Progress) -> None:
        if not progress.file:
            show_phase("校验")
            return
        filled = _BAR * progress.done // max(progress.total, 1)
        bar = full * filled + empty * (_BAR - filled)
        click.echo(f"\r正在读取 {bar} {progress.done}/{progress.total}", err=True, nl=progress.done == progress.total)

    return show


def show_phase(phase: str) -> None:
    """Show on a terminal what the run is at: 校验, 写出, 核对; reading has its bar."""
    if _is_watched():
        say(f"正在{phase}…")


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def print_json_lines(lines: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line to standard output, as UTF-8 whatever the console speaks."""
    if sys.stdout is None:
        return
    sys.stdout.flush()
    output = sys.stdout.buffer
    for line in lines:
        text = json.dumps(line, ensure_ascii=False, separators=(", ", ": "))
        # A number of four digits is the same character to who reads JSON, and nothing to a terminal.
        text = _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        output.write(text.encode("utf-8", "backslashreplace") + b"\n")
    output.flush()


def print_findings(findings: Iterable[Finding]) -> None:
    """Show findings, those of one file together."""
    shown = ""
    for each in sorted(findings, key=lambda finding: finding.file):
        if each.file != shown:
            shown = each.file
            click.secho(f"\n{visible(shown)}", bold=True)
        place = "!".join(part for part in (each.sheet, each.cell) if part)
        name = click.style(SEVERITY_NAMES[each.severity], fg=_COLOURS[each.severity])
        aside = f"（{each.aside}）" if each.aside else ""
        click.echo(f"  {name} {visible(f'{each.rule}  {place}  {each.message}{aside}')}")
        if each.suggestion:
            tell(f"       建议：{each.suggestion}")


def counts_line(batch: Batch) -> str:
    """Return what was read and what is wrong with it, each as a sentence on its line."""
    return f"{read_line(batch)}\n{faults_line(batch)}"


def pictures_note(batch: Batch, most: int = 3) -> str:
    """Return which pictures were not read, as one sentence: a photo of a form is easily taken for one that was handed in."""
    from xlperf.intake.folder import PICTURE

    files = [f"“{each.file}”" for each in batch.files if each.reason.startswith(PICTURE)]
    if not files:
        return ""
    return f"注意：{named(files, '个文件', most)}是图片，没有读取。里面若是报送的表，请让单位改发 Excel 文件。"


def mails_note(batch: Batch, most: int = 3) -> str:
    """Return which mails brought nothing to read, which say what their attachments do not, and which documents answer."""
    from xlperf.run.mail_words import ASIDE, BESIDE, LOOK

    empty = [f"“{each.file}”" for each in batch.files if each.notable == "empty_mail"]
    aside = [f"“{each.file}”（{each.message.rstrip('。')}）" for each in batch.files if each.notable == "telling_mail"]
    letters = [f"“{each.file}”（{each.message.rstrip('。')}）" for each in batch.files if each.notable == "telling_text"]
    lines = (
        (empty, "封邮件", f"没有附件，里面没有表。{LOOK}"),
        (aside, "封邮件", f"的正文说到附件以外的事。{ASIDE}"),
        (letters, "个文件", f"里没有表，像是单位的答复。{BESIDE}"),
    )
    return "\n".join(f"注意：{named(files, what, most)}{said}" for files, what, said in lines if files)


def faults_line(batch: Batch) -> str:
    """Return how much is wrong, as one sentence."""
    return f"问题：{batch.standing.errors} 个错误，{batch.standing.warnings} 个警告。"


def read_line(batch: Batch) -> str:
    """Return what was read, as one sentence."""
    fates = [each.fate for each in batch.files]
    forms = sum(len(each.forms) for each in batch.files)
    standing = batch.standing
    replaced = f"（其中 {_left_out(batch)}，不计入）" if batch.superseded else ""
    parts = [
        f"{len(fates)} 个文件",
        f"读出 {forms} 张表{replaced}",
        f"{len(standing.refused)} 个文件未能读取",
    ]
    if again := fates.count("refused") - len(standing.refused):
        parts.append(f"另有 {again} 个未能读取的与别的文件完全相同")
    nil = sum(bool(each.nil) and each.fate == "passed_over" for each in batch.files)
    if nil:
        parts.append(f"{nil} 个文件零报（本年无项目）")
    if passed_over := fates.count("passed_over") - nil:
        parts.append(f"{passed_over} 个文件按规则跳过")
    return "，".join(parts) + "。"


def _left_out(batch: Batch) -> str:
    """Return how many forms are left out of the totals, by what they are."""
    reasons = [batch.reasons.get(each, "") for each in batch.superseded]
    examples, copies = sum(each.endswith(EXAMPLE) for each in reasons), sum(each in (SAME_BYTES, SAME_CONTENT) for each in reasons)
    counts = ((len(reasons) - examples - copies, "旧版本"), (examples, "填报示例"), (copies, "重复的"))
    return "、".join(f"{count} 张是{name}" for count, name in counts if count)


def exit_code(batch: Batch) -> int:
    """Return 1 when an error finding stands, or a file could not be read, else 0."""
    return 1 if batch.standing.failed else 0
