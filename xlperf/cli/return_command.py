"""``xlperf return``: a marked copy of each workbook that must go back to its unit."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.folder_run import require_folder, run_folder
from xlperf.cli.letters.unit_drafts import write_drafts
from xlperf.cli.options import judging_options, settings_of
from xlperf.cli.round_keeping import keep_returned
from xlperf.cli.screen import counts_line, say, tell
from xlperf.cli.summary_places import require_folder_name
from xlperf.cli.terminal.chinese import ChineseCommand
from xlperf.data.enumeration import named
from xlperf.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlperf.returns.return_delivery import Delivered

_HELP = """退回修改：把文件夹里有错误的工作簿各复制一份，在出错的单元格标色、加批注，并附一张“退回说明”，写到另一个文件夹。

报送的文件不改动。副本里除了标记，其余内容（公式、图片、宏、打印设置）与原件相同。不能加批注的文件（.xls 等）原样复制，
旁边另附“退回说明”；读不出表的（加密、损坏、PDF 等）不复制，只有“退回说明”。单位在“单位说明”一列写的话，副本放回报送文件夹后
对到原来的问题上。加上 --mail，每个单位另写一封邮件草稿，没有报齐的写催报。

\b
例：
  xlperf return D:\\申报2026 -o D:\\退回
  xlperf return D:\\申报2026 -o D:\\退回 --deadline 2026-03-15
  xlperf return D:\\申报2026 -o D:\\退回 --roster 名单.xlsx --mail D:\\草稿
"""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".fods", ".xlsb")


@click.command("return", cls=ChineseCommand, help=_HELP, short_help="退回：有错误的工作簿各写一份带批注的副本。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="文件夹",
    help="写到哪个文件夹（不能在报送文件夹里）；没有则新建。",
)
@click.option(
    "--level",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    help="有哪一级以上的问题就退回，默认 error。副本里总列出错误和警告，提示只在 info 时列出。",
)
@click.option("--deadline", type=click.DateTime(["%Y-%m-%d"]), help="改正期限，写在退回说明里。")
@click.option(
    "--mail",
    "drafts",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="每个单位一封邮件草稿（.eml）写到这个文件夹：退回的附上副本，没有报齐的催报。邮箱和联系人取自名单。",
)
@judging_options
@click.pass_context
def return_copies(
    ctx: click.Context,
    /,
    folder: Path,
    output: Path,
    level: str,
    deadline: datetime | None,
    drafts: Path | None,
    **options: Any,
) -> None:
    """Read, judge and write the copies that go back."""
    from xlperf.returns.return_delivery import return_workbooks
    from xlperf.returns.selection import ReturnRequest

    _require_folders(folder, output, drafts)
    settings = settings_of([folder])
    found = run_folder(folder, options, settings)
    request = ReturnRequest(level, deadline.date() if deadline else None)  # type: ignore[arg-type] # a choice of click
    delivered = return_workbooks(found.batch, folder, output, request)
    for each in delivered:
        tell(_line(each))
    _tell_of_others(output, delivered)
    waiting = keep_returned(found, delivered, options, request.deadline)
    if drafts is not None:
        write_drafts(found, delivered, output, drafts, settings.mail, request.deadline, waiting)
    counts = counts_line(found.batch)
    if delivered:
        tell(f"\n退回 {len(delivered)} 个文件，写在：{output}（清单见“退回清单.xlsx”）。\n{counts}")
    else:
        tell(f"没有要退回的文件。\n{counts}")
    ctx.exit(1 if delivered else 0)


def _require_folders(folder: Path, output: Path, drafts: Path | None) -> None:
    """Refuse to write copies or drafts to what is no folder, or among the forms."""
    from xlperf.book.delivery import require_apart
    from xlperf.returns.return_delivery import RETURNS

    require_folder(folder)
    if output.exists() and not output.is_dir():
        raise InputError(f"“{output.name}”是一个文件，不能存放退回的文件。", "请用 -o 指定一个文件夹。")
    require_folder_name(output, RETURNS)
    require_apart(folder, output, RETURNS, "-o 指定报送文件夹以外的文件夹")
    if drafts is not None:
        require_folder_name(drafts, "邮件草稿", "请用 --mail 指定一个文件夹。")
        require_apart(folder, drafts, "邮件草稿", "--mail 指定报送文件夹以外的文件夹")


def _line(each: Delivered) -> str:
    returned = each.returned
    counts = f"必须修改 {returned.count('error')} 处，建议修改 {returned.count('warning')} 处"
    if not each.notice:
        return f"{each.copy}  {counts}"
    if each.copy:
        return f"{each.copy}  {counts}；原样复制，另附“{each.notice}”"
    return f"{returned.result.file}  {counts}；原件读不出来，只有“{each.notice}”"


def _tell_of_others(output: Path, delivered: Sequence[Delivered]) -> None:
    """Warn of workbooks of an earlier return, which must not be sent by mistake."""
    from xlperf.returns.return_delivery import LIST_FILE

    written = {name for each in delivered for name in (each.copy, each.notice)} | ({LIST_FILE} if delivered else set())
    found = (each for each in output.rglob("*") if each.suffix.lower() in _WORKBOOKS and each.is_file()) if output.is_dir() else ()
    others = sorted(name for each in found if (name := each.relative_to(output).as_posix()) not in written)
    if others:
        shown = named(others)
        say(f"注意：“{output.name}”里还有 {len(others)} 个工作簿不是这次写的（{shown}），可能是上次退回的，请不要误发。")
