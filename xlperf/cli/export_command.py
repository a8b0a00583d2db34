"""``xlperf export`` and ``xlperf publish``: the batch as tables, for questions of one's own; its forms as a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlperf.cli.folder_run import require_folder, run_folder, unpublished_note
from xlperf.cli.options import judging_options, settings_of
from xlperf.cli.screen import complain, counts_line, exit_code, say, tell
from xlperf.cli.summary_places import require_folder_name
from xlperf.cli.terminal.chinese import ChineseCommand
from xlperf.errors import InputError

if TYPE_CHECKING:
    from xlperf.forms.form import Form
    from xlperf.lists.unpublished import Unpublished
    from xlperf.run.results import Batch

_HELP = """导出数据：把文件夹里全部表的项目、指标、问题和文件写成表格，供自己查询、统计或明年对比。

-o 以 .sqlite 或 .db 结尾时写一个 SQLite 数据库（每一列的含义在其中的 columns 表里），
否则写一个文件夹，里面是四个 .csv（Excel 可以直接打开；以“=”“+”“-”“@”开头的文字前面加了一个撇号）。
加 --format parquet（或 -o 以 .parquet 结尾）写成 Parquet 文件，供数据分析程序读，要先装 xlperf[parquet]。

金额都是元；重复报送、没有计入汇总的表也在里面，“计入汇总”一列为 0。

\b
例：
  xlperf export D:\\申报2026 -o D:\\申报2026.sqlite
  xlperf export D:\\申报2026 -o D:\\导出
  xlperf export D:\\申报2026 -o D:\\导出 --format parquet
"""
_WHAT = "导出的数据"
_DATABASES = (".sqlite", ".sqlite3", ".db")
_FORMATS = ("csv", "sqlite", "parquet")


@click.command(cls=ChineseCommand, help=_HELP, short_help="导出：项目、指标、问题写成数据库或 CSV。")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[文件夹]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="位置",
    help="写成哪个数据库，或写到哪个文件夹（不能在报送文件夹里）。",
)
@click.option("--format", "kind", type=click.Choice(_FORMATS), help="写成什么；不写的话由 -o 的名称决定。")
@judging_options
@click.pass_context
def export(ctx: click.Context, /, folder: Path, output: Path, kind: str | None, **options: Any) -> None:
    """Read, judge and write the tables."""
    from xlperf.book.delivery import require_apart
    from xlperf.export.export_files import require_database, write_csv_files, write_database
    from xlperf.export.export_tables import export_tables
    from xlperf.export.parquet_files import require_parquet, write_parquet_files

    require_folder(folder)
    kind = kind or _kind_by_name(output)
    is_database = kind == "sqlite"
    _require_name(output, kind)
    if kind == "parquet":
        require_parquet()
    require_apart(folder, output, "导出的文件", f"-o 指定报送文件夹以外的{'位置' if is_database else '文件夹'}")
    if is_database:
        require_database(output)
    found = run_folder(folder, options, settings_of([folder]), output)
    tables = export_tables(found.batch)
    {"sqlite": write_database, "csv": write_csv_files, "parquet": write_parquet_files}[kind](tables, output)
    if note := unpublished_note(found.batch, _WHAT):
        complain(f"{note}：只供内部留存。公开或外发前，请把它们的表移出报送文件夹再运行一次。")
    shown = "，".join(f"{table.title} {len(table.rows)} 行" for table in tables)
    tell(f"导出完成：{shown}。写在：{output}\n{counts_line(found.batch)}")
    ctx.exit(exit_code(found.batch))


def _require_name(output: Path, kind: str) -> None:
    """Refuse a name that says another kind than what is written."""
    if kind != "sqlite":
        hint = "请用 -o 指定文件夹；要数据库，请用 .sqlite 结尾的名称，不写 --format。"
        require_folder_name(output, f" --format {kind} 的几个文件", hint, (".parquet",) if kind == "parquet" else ())
    elif output.suffix.lower() not in _DATABASES:
        raise InputError(f"数据库“{output.name}”的扩展名应为 .sqlite 或 .db。", "请改名后重试；要别的格式，请改 --format。")


def _kind_by_name(output: Path) -> str:
    suffix = output.suffix.lower()
    return "sqlite" if suffix in _DATABASES else "parquet" if suffix == ".parquet" else "csv"


_PUBLISH_HELP = """写出公开用的 Word 文档（或 PDF）：先是预算、决算公开的两段话，再是全部申报表和自评表，用财政局的表式，一张一页。

\b
不公开项目名单（--unpublished）上的项目不写进去，两段话也不算它们。
重复报送、没有计入汇总的表不写。写之前请先核对汇总表。-o 以 .pdf 结尾的写成 PDF（要装有 LibreOffice）。

\b
例：
  xlperf publish D:\\申报2026 -o D:\\公开2026.docx
"""
_DOCUMENT = "公开文档"


@click.command(cls=ChineseCommand, help=_PUBLISH_HELP, short_help="公开：全部表和公开说明写成 Word 文档。")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[文件夹]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="文件",
    help="写成哪个文件，.docx 或 .pdf（不能在报送文件夹里）。",
)
@judging_options
@click.pass_context
def publish(ctx: click.Context, /, folder: Path, output: Path, **options: Any) -> None:
    """Read, judge and write the document."""
    from xlperf.book.delivery import deliver, ensure_writable, require_apart
    from xlperf.intake.documents.office_document import as_pdf, office_program
    from xlperf.report.publication import is_publication, publication

    require_folder(folder)
    is_pdf = output.suffix.lower() == ".pdf"
    if output.suffix.lower() != ".docx" and not is_pdf:
        raise InputError(f"公开文档“{output.name}”的扩展名应为 .docx 或 .pdf。", "请改名后重试。")
    if is_pdf and not office_program():
        raise InputError("这台电脑没有安装 LibreOffice，写不出 PDF。", "请写成 .docx，再用 Word 或 WPS“另存为”PDF。")
    require_apart(folder, output, _DOCUMENT, "-o 指定报送文件夹以外的位置")
    ensure_writable(output, _DOCUMENT, is_publication)
    found = run_folder(folder, options, settings_of([folder]), output)
    batch = found.batch
    kept = _public(batch, found.settings.context.unpublished)
    if not kept:
        raise InputError("没有可以公开的表。", "请先运行 xlperf check 看看读出了什么。")
    content = publication(replace(batch, counted=kept), kept, found.settings.templates)
    deliver(as_pdf(content) if is_pdf else content, output, _DOCUMENT, is_publication)
    if len(kept) < len(batch.counted):
        left = dict.fromkeys(form.text("/project_name") for form in batch.counted if form not in kept)
        say(f"不公开的 {len(batch.counted) - len(kept)} 张表没有写进去：{'、'.join(left)}。")
    tell(f"公开文档写成：{len(kept)} 张表。写在：{output}\n{counts_line(batch)}")
    ctx.exit(exit_code(batch))


def _public(batch: Batch, unpublished: Unpublished | None) -> tuple[Form, ...]:
    """Return the forms that may be published: not on the list, whatever the rules say, unless the department has accepted that."""
    stands: dict[tuple[str, str, str], bool] = {}
    for each in batch.findings:
        if each.reveals:
            place = each.file, each.sheet, each.project
            stands[place] = each.stands or stands.get(place, False)

    def is_secret(form: Form) -> bool:
        unit, project = form.text("/unit"), form.text("/project_name")
        is_listed = unpublished is not None and unpublished.find(unit, project) is not None
        return stands.get((form.source.file, form.source.sheet, project), is_listed)

    return tuple(form for form in batch.counted if not is_secret(form))
