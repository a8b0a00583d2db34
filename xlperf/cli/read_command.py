"""``xlperf read``: one JSON object a line for every form and every refused file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.options import run_settings, settings_of
from xlperf.cli.screen import complain, print_json_lines, progress_line
from xlperf.cli.terminal.chinese import ChineseCommand

if TYPE_CHECKING:
    from xlperf.run.results import Batch

_HELP = """读取文件或文件夹（可以几个），每张表输出一行 JSON，读不了的文件也输出一行。

\b
例：
  xlperf read D:\\申报2026 --format jsonl > 表.jsonl
"""


@click.command(cls=ChineseCommand, help=_HELP, short_help="读取：每张表一行 JSON，供其他程序使用。")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="文件或文件夹...")
@click.option("--format", "shape", type=click.Choice(["jsonl"]), default="jsonl", help="每行一个 JSON 对象。")
@click.option(
    "--templates",
    "template_folders",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    help="本部门自己的版式文件夹。",
)
@click.option("--workers", type=click.IntRange(0, 64), help="同时读取的进程数，默认按处理器个数。")
@click.pass_context
def read(ctx: click.Context, /, paths: tuple[Path, ...], shape: str, **options: Any) -> None:
    """Print the records."""
    from xlperf.run.batch import run

    batch = run(paths, run_settings(options, judge=False, settings=settings_of(paths)), progress_line())
    if all(each.fate == "passed_over" for each in batch.files):
        complain("没有可以读取的工作簿。请检查给出的文件或文件夹。")
        ctx.exit(2)
    print_json_lines(records(batch))
    ctx.exit(0)


def records(batch: Batch) -> Iterator[dict[str, Any]]:
    """Yield the records of a run by file, then sheet, then row."""
    from xlperf.forms.record import form_record

    for result in batch.files:
        via = {"via": result.via} if result.via else {}
        if result.fate == "refused":
            yield {
                "source": {"file": result.file, **via},
                "refused": {"reason": result.reason, "message": f"{result.message}{result.hint}"},
            }
        for form in result.forms:
            record = form_record(form)
            record["source"].update(via)
            yield record
