"""``xlperf consolidate``: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.folder_run import FolderRun, carried_notes, require_folder, run_folder, summary_options, unpublished_note
from xlperf.cli.next_step import return_line
from xlperf.cli.options import judging_options, listing_options, settings_of
from xlperf.cli.return_command import return_copies
from xlperf.cli.round_keeping import changes_told, keep_collected, only_last_summary, rounds_beside
from xlperf.cli.screen import complain, counts_line, exit_code, mails_note, pictures_note, say, show_phase, tell
from xlperf.cli.summary_places import (
    is_output_folder,
    link_base,
    make_folder,
    near,
    require_free,
    require_not_of_others,
    say_moved,
    targets_of,
)
from xlperf.cli.terminal.chinese import ChineseCommand
from xlperf.errors import InputError

if TYPE_CHECKING:
    from xlperf.run.results import Batch
    from xlperf.settings.values import Settings
    from xlperf.summary import SummaryReport

_REPORT = "网页报告"
_SUBMISSION = "上报版"
_NAMED_FILES = 10
"""Files that could not be read and that the screen names; xlperf check lists all."""
_HELP = """读取文件夹（默认当前文件夹）下的全部工作簿，校验，写出部门汇总表。

有几个部门或年度的，各写一个汇总表；加 --single 或用 -o 给出一个文件名，合成一个。

\b
例：
  xlperf consolidate
  xlperf consolidate D:\\申报2026 -o D:\\2026汇总表.xlsx
"""


@click.command(cls=ChineseCommand, help=_HELP, short_help="汇总：读取文件夹里的全部表，校验，写出部门汇总表。")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[文件夹]")
@click.option(
    "-o",
    "--output",
    "named",
    metavar="位置",
    help="写到哪个文件（.xlsx）或文件夹（没有就新建），默认按部门和年度命名，放在当前文件夹。",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件.html",
    help="另写一个网页报告，用浏览器打开：合计、单位与问题的对照、查找筛选、逐个项目的表和问题。不联网。",
)
@click.option(
    "--submission",
    is_flag=True,
    help="另写一个上报版：一张约十二列的清单（有填报人、联系人、日期）和全部打印表，没有链接，没有内部问题。放在汇总表旁边。",
)
@click.option("--for-sending", is_flag=True, help="汇总表要发给别人：指向报送文件的链接写成文字，对方没有这些文件。")
@listing_options
@judging_options
@click.pass_context
def consolidate(
    ctx: click.Context,
    /,
    folder: Path,
    named: str | None,
    report: Path | None,
    submission: bool,
    for_sending: bool,
    **options: Any,
) -> None:
    """Read, judge and write the summary workbook, or one for each department and year."""
    require_folder(folder)
    if report is not None:
        _require_page(report)
    settings = settings_of([folder])
    output = Path(named) if named else near(settings.output, folder)
    file = None if output is None or is_output_folder(named or str(output)) else output
    if file is not None:
        _require_workbook(file, folder)
    # Who names one file wants one workbook; that it is a mix is said below.
    is_implied = options.get("single") is None and file is not None
    if is_implied:
        options["single"] = True
    found = run_folder(folder, options, settings, output, into=file is None)
    _require_forms(found.batch)
    targets = _ready_targets(found, file, output, folder if submission else None)
    _write_summaries(found, options, folder, for_sending, settings if submission else None)
    if report is not None:
        _write_report(found, report)
    tell_of_run(found.batch, len(targets), is_implied)
    _tell_of_targets(found.batch, targets)
    looked_for = targets_of(found.parts, settings.output)
    _tell_what_is_next(ctx, found.batch, folder, targets[0] if len(targets) == 1 and targets != looked_for else None)
    ctx.exit(exit_code(found.batch))


def _ready_targets(found: FolderRun, file: Path | None, output: Path | None, submitted_from: Path | None) -> list[Path]:
    """Return where the summaries go, each a place that can be written to.

    Args:
        found: the run.
        file: the one workbook asked for; None where each summary has a name of its own.
        output: the file or folder asked for.
        submitted_from: the folder of the forms where a 上报版 is written too.

    Raises:
        InputError: something stands there that must not be replaced.
    """
    from xlperf.summary import ensure_writable

    if file is not None:
        require_free(found.places)
    else:
        if output is not None:
            make_folder(output)
        say_moved(found.places)
    targets = [each.path for each in found.places]
    for target in targets:
        ensure_writable(target)
        if submitted_from is not None:
            _require_place_of_copy(target, submitted_from)
    return targets


def _tell_of_targets(batch: Batch, targets: Sequence[Path]) -> None:
    """Say what came of the run and where the summaries are."""
    tell(f"完成：{counts_line(batch)}")
    for target in targets:
        tell(f"汇总表：{target.name}")
    tell(f"所在文件夹：{targets[0].resolve().parent}")


def _require_workbook(file: Path, folder: Path) -> None:
    """Raise ``InputError`` for a file that no summary may be written to."""
    from xlperf.summary import ensure_writable

    if file.suffix.lower() != ".xlsx":
        raise InputError(f"输出文件“{file.name}”的扩展名应为 .xlsx。", "请改名后重试。")
    ensure_writable(file)
    require_not_of_others(file, folder)


def _write_summaries(
    found: FolderRun, options: dict[str, Any], folder: Path, for_sending: bool, submitted: Settings | None
) -> None:
    """Write the summary of each department and year, and, with the settings of one, its 上报版."""
    from xlperf.summary import write_summary

    last_summary = only_last_summary(options, len(found.parts))
    for part, place, carried in zip(found.parts, found.places, carried_notes(found, options["last_summary"]), strict=True):
        target = place.path
        rounds = rounds_beside(target)
        earlier = last_summary or place.last
        changes = changes_told(part, earlier, rounds, found.settings.context.unpublished, carried.left)
        base = None if for_sending else link_base(folder, target)
        tell_of(write_summary(part, target, summary_options(found, base), changes, rounds, carried, show_phase), target)
        keep_collected(target, part)
        if submitted is not None:
            _write_submission(found, part, target, submitted)


def _copy_of(target: Path) -> Path:
    """Return where the 上报版 of a summary stands: beside it."""
    return target.with_name(f"{target.stem}（{_SUBMISSION}）.xlsx")


def _require_place_of_copy(target: Path, folder: Path) -> None:
    from xlperf.book.delivery import ensure_writable, require_apart
    from xlperf.summary.submission_copy import is_submission_copy

    require_apart(folder, target, _SUBMISSION, "-o 把汇总表写到报送文件夹以外的位置")
    ensure_writable(_copy_of(target), _SUBMISSION, is_submission_copy)


def _write_submission(found: FolderRun, part: Batch, target: Path, settings: Settings) -> None:
    from xlperf.book.delivery import deliver
    from xlperf.summary.submission_copy import Signature, is_submission_copy, submission_copy

    signature = Signature(settings.reporter, settings.mail.contact, settings.mail.day)
    copy = _copy_of(target)
    deliver(submission_copy(part, summary_options(found, None), signature), copy, _SUBMISSION, is_submission_copy)
    say(f"{_SUBMISSION}：{copy}")


def _require_page(report: Path) -> None:
    from xlperf.book.delivery import ensure_writable

    if report.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"网页报告“{report.name}”的扩展名应为 .html。", "请改名后重试。")
    ensure_writable(report, _REPORT)


def _write_report(found: FolderRun, path: Path) -> None:
    from xlperf.book.delivery import deliver
    from xlperf.report.html_report import html_report
    from xlperf.run.run_settings import rule_families

    deliver(html_report(found.batch, rule_families(found.settings), found.settings.templates), path, _REPORT)
    say(f"网页报告：{path}（用浏览器打开）")


def _require_forms(batch: Batch) -> None:
    """Raise ``InputError`` when no file could be read at all: then there is nothing to sum up; say of each why."""
    if any(each.fate not in ("passed_over", "refused") for each in batch.files):
        return
    refused = [each for each in batch.files if each.fate == "refused"]
    for each in refused[:_NAMED_FILES]:
        say(f"{each.file}：{each.message}{each.hint}")
    more = f"（上面是前 {_NAMED_FILES} 个）" if len(refused) > _NAMED_FILES else ""
    hint = "请按上面的说明处理后再运行；全部原因见 xlperf check。"
    raise InputError(f"{len(refused)} 个文件都没能读出表{more}，没有写汇总表。", hint)


def _tell_what_is_next(ctx: click.Context, batch: Batch, folder: Path, summary: Path | None) -> None:
    """Say what comes next; the command that writes the copies to return stands on a line of its own, to be copied.

    Args:
        ctx: of the run.
        batch: what it found.
        folder: of the forms.
        summary: that was written, where the next command would not look for it by itself.
    """
    from xlperf.returns.selection import returned_files

    then = "，再看“校验结果”" if batch.findings or batch.mended else ""
    tell(f"下一步：打开汇总表，先看“总览”和“来源核对”{then}。")
    if returned := returned_files(batch):
        tell(f"有 {len(returned)} 个文件须退回单位。要标好错处的副本，请运行：")
        tell(f"  {return_line(ctx, return_copies, folder, summary)}")


def tell_of_run(batch: Batch, summaries: int, is_implied: bool) -> None:
    """Say on standard error what a person must know of a run as a whole.

    Args:
        summaries: how many were written.
        is_implied: one summary was asked for only by naming one file.
    """
    from xlperf.run.split import count_groups

    groups = count_groups(batch) if is_implied else 1
    if groups > 1:
        say(f"注意：文件夹里有 {groups} 个部门或年度，都写进了这一个汇总表。要各写一个，请用 -o 给出一个文件夹。")
    elif summaries > 1:
        say(f"文件夹里有 {summaries} 个部门或年度，各写了一个汇总表。填错了的请改正后重新运行；要合成一个，请加 --single。")
    for note in filter(None, (pictures_note(batch), mails_note(batch))):
        say(note)
    if note := unpublished_note(batch):
        complain(f"{note}：只供内部留存。公开或外发前，请把它们的表移出报送文件夹再运行一次。")


def tell_of(report: SummaryReport, target: Path) -> None:
    """Say on standard error what a person must know of a summary before it is handed in."""
    if not report.balanced:
        complain(f"“{target.name}”的来源核对不平，请不要上报。请打开“来源核对”，按“不平”的一行查找原因。")
    for each in report.cut:
        say(f"注意：{each.sheet}!{each.cell} 的文字有 {each.length} 字，超过一个单元格的上限，已截断；全文见 xlperf read 的输出。")
