"""``xlperf consolidate``: the main job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.options import judging_options, run_settings
from xlperf.cli.screen import complain, counts_line, exit_code, progress_line

if TYPE_CHECKING:
    from xlperf.results import Batch

_HELP = """读取 FOLDER（默认当前文件夹）下的全部工作簿，校验，写出部门汇总表。

\b
例：
  xlperf consolidate
  xlperf consolidate D:\\申报2026 -o D:\\2026汇总表.xlsx
"""


@click.command(help=_HELP, short_help="汇总：读取文件夹里的全部表，校验，写出部门汇总表。")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪个文件（.xlsx），默认按部门和年度命名，放在当前文件夹。",
)
@judging_options
@click.pass_context
def consolidate(ctx: click.Context, /, folder: Path, output: Path | None, **options: Any) -> None:
    """Read, judge and write the summary workbook."""
    from xlperf.batch import rule_titles, run
    from xlperf.summary import SummaryOptions, write_summary

    if not folder.is_dir():
        complain(f"找不到文件夹“{folder}”。请检查名称，或在放着报送文件的文件夹里运行。")
        ctx.exit(2)
    if output is not None and output.suffix.lower() != ".xlsx":
        complain(f"输出文件“{output.name}”的扩展名应为 .xlsx。请改名后重试。")
        ctx.exit(2)
    settings = run_settings(options, folder)
    batch = run([folder], settings, progress_line(), output.resolve() if output else None)
    if all(each.fate == "passed_over" for each in batch.files):
        complain(f"文件夹“{folder}”里没有可以读取的工作簿。请把各单位报送的表放进来再运行。")
        ctx.exit(2)
    target = output or Path(default_name(batch))
    write_summary(batch, target, SummaryOptions(link_base=link_base(folder, target), rule_titles=rule_titles(settings)))
    click.echo(f"完成：{counts_line(batch)}汇总表：{target}")
    ctx.exit(exit_code(batch))


def default_name(batch: Batch) -> str:
    """Return the file name of a summary whose output was not named, fit for Windows."""
    from xlperf.summary import summary_title

    name = "".join("_" if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in summary_title(batch)).rstrip(". ")
    return f"{name[:80]}.xlsx"


def link_base(folder: Path, target: Path) -> str | None:
    """Return the path from the summary's folder to the input folder with /, None when they share no root (Windows drives)."""
    try:
        relative = os.path.relpath(folder.resolve(), target.resolve().parent)
    except ValueError:
        return None
    return "" if relative == "." else relative.replace("\\", "/")
