"""``xlperf check``: read and judge, print the findings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.department_files import say_misplaced, say_unheard, say_unmatched_lines
from xlperf.cli.folder_run import handwriting_of
from xlperf.cli.options import judging_options, run_settings, settings_of
from xlperf.cli.screen import (
    complain,
    counts_line,
    exit_code,
    mails_note,
    pictures_note,
    print_findings,
    print_json_lines,
    progress_line,
    say,
    say_what_to_install,
    tell,
)
from xlperf.cli.terminal.chinese import ChineseCommand

if TYPE_CHECKING:
    from xlperf.rules.finding import Finding

_HELP = """读取并校验文件或文件夹（可以几个），列出发现的问题，不写任何文件。

\b
例：
  xlperf check 申报表.xlsx
  xlperf check D:\\申报2026 --format jsonl > 问题.jsonl
"""
# The order of the public contract, then what else a finding carries.
_KEYS = ("rule", "severity", "file", "sheet", "cell", "project", "message", "suggestion", "basis")


@click.command(cls=ChineseCommand, help=_HELP, short_help="校验：列出问题，不写文件。")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--format", "shape", type=click.Choice(["text", "jsonl"]), default="text", help="文字（默认），或每行一个 JSON 对象。"
)
@judging_options
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[Path, ...], shape: str, **options: Any) -> None:
    """Print the findings."""
    from xlperf.history.handwritten import decided_by
    from xlperf.run.batch import run

    folder = next((each for each in paths if each.is_dir()), None)
    settings = settings_of(paths)
    how = run_settings(options, folder, settings=settings)
    batch = run(paths, how, progress_line())
    say_what_to_install(batch)
    say_unmatched_lines(batch, how.context.unpublished)
    written = handwriting_of((batch,), options, folder, settings.output)
    say_misplaced(batch)
    say_unheard(batch, written[0].approvals)
    batch = decided_by(written, batch)
    if all(each.fate == "passed_over" for each in batch.files):
        complain("没有可以读取的工作簿。请检查给出的文件或文件夹。")
        ctx.exit(2)
    if shape == "jsonl":
        print_json_lines(finding_record(each) for each in (*batch.findings, *batch.recorded))
        say(f"校验完成：{counts_line(batch)}")
    else:
        print_findings(batch.findings)
        tell(f"\n校验完成：{counts_line(batch)}")
    for note in filter(None, (pictures_note(batch), mails_note(batch))):
        say(note)
    ctx.exit(exit_code(batch))

_NOT_OF_CONTRACT = ("because", "explanation", "addressee", "told", "advice", "approval", "reminds")


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON object of the public contract; what says why it does not stand only where it does not."""
    record: dict[str, Any] = asdict(finding)
    told: dict[str, Any] = {} if finding.stands else {"stands": False, "because": finding.because}
    if finding.approval:
        told["approval"] = finding.approval
    if finding.explanation:
        told["explanation"] = finding.explanation
    told["for"] = finding.addressee
    told["state"] = finding.state
    others = (each for each in record if each not in (*_KEYS, *_NOT_OF_CONTRACT))
    return {key: record[key] for key in (*_KEYS, *others)} | told
