"""``xlperf template``: list the bureau templates, write a blank workbook to hand out, register a new bureau form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlperf.cli.options import YEARS, require_given
from xlperf.cli.screen import say, tell
from xlperf.cli.summary_places import require_folder_name
from xlperf.cli.terminal.chinese import ChineseGroup, UsageSentence, YearNumber
from xlperf.data.system_faults import said_of
from xlperf.errors import InputError, LayoutError, OutputError

if TYPE_CHECKING:
    from xlperf.forms.templates.recognition import Recognition
    from xlperf.handout.handing_out import HandedOut

_BLANK = "空白表"
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDERS = click.option("--templates", "folders", type=_FOLDER, multiple=True, help="本部门自己的版式文件夹，可以给几个。")
_OVERWRITE = click.option("--overwrite", is_flag=True, help="已有的文件也换掉；默认不动它们。")
_EPILOG = """\b
例：
  xlperf template list
  xlperf template write declaration --year 2026 -o 申报表.xlsx
  xlperf template write --roster 名单.xlsx --year 2026 -o 下发
  xlperf template register 新下发的空白表.xlsx -o 本局版式
"""
_LIST_EPILOG = "\b\n例：\n  xlperf template list --templates 本局版式"
_WRITE_HELP = """写出一份空白表，供发给各单位填报。名称是 xlperf template list 里的编号、表名或文件名。

加上 --roster，按名单给每个单位写一个工作簿（一个项目一张申报表）：已知的填好并锁住，有下拉选项和填写提示，填的时候就说出哪里不对，
填好发回来就能读。可以不写名称；-o 是文件夹。已经有人填过的文件不会换掉。
名称写 self-evaluation 的是自评表：--last-year 给出的汇总表里申报的目标、指标、指标值和预算填好并锁住，只填结果、得分和原因，
执行率、得分合计自动算出；名单只列单位的，取汇总表里这个单位的全部项目。

\b
例：
  xlperf template write declaration --year 2026
  xlperf template write self-evaluation --year 2025 --unit 元 -o 自评表.xlsx
  xlperf template write --roster 名单.xlsx --last-year 上年.xlsx -o 下发
"""
_REGISTER_HELP = """登记财政局的一种新空白表（.xlsx）：认出其中的标签，写一个版式文件，以后加 --templates 文件夹 就能读。

逐项说明认出了什么、在哪里，并列出认不出的文字，请看过后决定。先试填一遍，全部读得回来才写。

\b
例：
  xlperf template register 新表.xlsx -o 本局版式
  xlperf template register 新表.xlsx -o 本局版式 --alias 工程名称=项目名称
"""


@click.group(cls=ChineseGroup, help="空白表：列出、写出、登记新的表。", epilog=_EPILOG)
def template() -> None:
    """Hold the commands about templates."""


@template.command("list", help="列出全部版式：编号、表名、适用年度、金额单位、空白表、来自哪里。", epilog=_LIST_EPILOG)
@_FOLDERS
def list_templates(folders: tuple[Path, ...]) -> None:
    """Print every layout with its workbooks."""
    from xlperf.cli.template_words import alike_titles, layout_lines, lost_blanks
    from xlperf.forms.layouts.built_in import load_vocabulary
    from xlperf.forms.layouts.layout_loading import all_layouts

    layouts, vocabulary = all_layouts(folders), load_vocabulary(folders)
    for layout in layouts:
        for line in layout_lines(layout, vocabulary):
            tell(line)
    for line in (*alike_titles(layouts), *lost_blanks(layouts, folders)):
        say(line)


@template.command("write", help=_WRITE_HELP, short_help="写出一份空白表，供发给各单位填报。")
@click.argument("name", metavar="[名称]", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="位置",
    help="写成哪个文件；默认写在当前文件夹，以表名为文件名。按名单写的，是放在哪个文件夹。",
)
@click.option("--roster", type=_FILE, help="单位、项目名单（.xlsx 或 .csv）：每个单位写一个工作簿。")
@click.option(
    "--last-year",
    type=click.Path(path_type=Path),
    help="上年的汇总表或报送文件夹：同一项目的目标和指标附在表后，可以直接选用；自评的，给出所评年度的。只和 --roster 一起用。",
)
@click.option("--year", type=YearNumber(*YEARS), help="填表年度：印在表上，并决定指标口径；不给则用最新口径，年度留空。")
@click.option("--unit", type=click.Choice(["元", "万元"]), help="金额单位；不给则用这种表通常的。")
@click.option("--department", default="", help="主管部门全称，印在表上。")
@_OVERWRITE
@_FOLDERS
def write_template(
    name: str | None,
    output: Path | None,
    roster: Path | None,
    last_year: Path | None,
    year: int | None,
    unit: str | None,
    department: str,
    overwrite: bool,
    folders: tuple[Path, ...],
) -> None:
    """Write one blank workbook, or one a unit of the roster."""
    if roster is not None:
        if output is None:
            raise UsageSentence("按名单写需要说明放在哪个文件夹，如 -o 下发。")
        require_folder_name(output, "按名单写的各单位的表")
        require_given(roster, "名单")
        if last_year is not None:
            require_given(last_year, "上年的汇总表")
        from xlperf.handout.handing_out import HandoutRequest, hand_out

        request = HandoutRequest(name or "declaration", roster, last_year, year, unit or "", department, folders)
        _tell_of_handout(hand_out(request, output), output)
        return
    if name is None:
        raise UsageSentence("缺少名称：写哪种空白表，如 declaration；按名单下发的，请加 --roster 名单.xlsx。")
    if last_year is not None:
        raise UsageSentence("--last-year 只和 --roster 一起用。")
    _write_blank(name, output, year, unit or "", department, overwrite, folders)


def _tell_of_handout(done: HandedOut, folder: Path) -> None:
    from xlperf.data.enumeration import named

    for each in done.lists:
        if each.left:
            say(f"注意：{each.noun}“{each.file}”{each.said}")
    if strange := "、".join(f"“{each}”" for each in done.strange_categories):
        say(f"注意：名单里的项目类别{strange}不在下拉选项里，照样印在表上、锁住了；写错的请改名单后重写。")
    projects, nothing = sum(len(each.projects) for each in done.units), sum(not each.projects for each in done.units)
    said = f"，另有 {nothing} 个单位确认有无项目" if nothing else ""
    if done.unknown and (done.is_evaluation or len(done.unknown) == projects):
        missing = named(done.unknown, "个")
        say(f"注意：--last-year 给出的表里没有找到 {missing}，它们的目标和指标没有预填。请核对单位、项目的名称和年度。")
    if done.kept:
        say(f"{named([f'“{each}”' for each in done.kept], '个文件')}没有动：已经有人填过，或不是下发的填报表。要重发请先把它移走。")
    tell(f"已写出 {len(done.units)} 个单位的填报表（{projects} 张{done.noun}{said}），放在文件夹“{folder}”。")


def _write_blank(
    name: str, output: Path | None, year: int | None, unit: str, department: str, overwrite: bool, folders: tuple[Path, ...]
) -> None:
    from xlperf.book.delivery import asked_for, deliver, ensure_writable
    from xlperf.forms.layouts.layout_loading import all_layouts
    from xlperf.forms.templates.blank_workbook import blank_copy, named_workbook

    layout, workbook = named_workbook(name, all_layouts(folders), year, unit)
    path = output or Path(f"{f'{year}年度' if year else ''}{layout.name}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise InputError(f"空白表“{path.name}”的扩展名应为 .xlsx。", "请改名后重试。")
    _refuse_existing([path], overwrite)
    ensure_writable(path, _BLANK, asked_for)
    deliver(blank_copy(layout, workbook, folders, year, department), path, _BLANK, asked_for)
    tell(f"已写出空白表：{path}")


@template.command("register", help=_REGISTER_HELP, short_help="登记财政局的一种新空白表，以后就能读。")
@click.argument("workbook", metavar="空白表", type=_FILE)
@click.option("-o", "--output", "folder", metavar="文件夹", required=True, type=_FOLDER, help="版式写到哪个文件夹，没有就新建。")
@click.option("--name", default="", help="版式的名称，默认取表名。")
@click.option("--based-on", default="", metavar="名称", help="在哪个内置版式的基础上登记，默认按标签判断。")
@click.option("--alias", "aliases", multiple=True, metavar="新叫法=标签", help="表上的新叫法是内置版式的哪个标签，可以给几个。")
@click.option("--sheet", default="", metavar="工作表", help="表在哪个工作表上，默认取最像的一个。")
@_OVERWRITE
def register_template(
    workbook: Path, folder: Path, name: str, based_on: str, aliases: tuple[str, ...], sheet: str, overwrite: bool
) -> None:
    """Write the layout of a new bureau form, and say what was recognised."""
    from xlperf.cli.template_words import recognised_lines, registration_lines
    from xlperf.forms.templates.registration import layout_text, read_blank_workbook, register

    require_folder_name(folder, "登记的版式")
    data, book = read_blank_workbook(workbook)
    file = f"{workbook.stem}.xlsx"
    seen: list[Recognition] = []
    try:
        found = register(book, file, name, based_on, dict(map(_alias, aliases)), sheet, seen.append)
    except LayoutError:
        for line in (line for each in seen for line in recognised_lines(each)):
            say(line)
        raise
    layout = folder / f"{found.layout['id']}.json"
    files = {folder / file: data, layout: layout_text(found.layout)}
    _refuse_existing([each for each in files if not _holds(each, files[each])], overwrite)
    for line in registration_lines(found):
        tell(line)
    _deliver_all(folder, files)
    tell(f"已写入文件夹“{folder}”：{layout.name}、{file}。以后运行时加 --templates {folder}")
    for each in () if sheet else found.other_sheets:
        say(f"工作表“{each}”也像一张表；要登记它，请另运行一次，加 --sheet {each}")


def _alias(text: str) -> tuple[str, str]:
    new, _, label = text.replace("＝", "=").partition("=")
    if not (new.strip() and label.strip()):
        raise UsageSentence(f"选项 --alias 的值不对：应写成 新叫法=标签，如 工程名称=项目名称，现在是“{text}”。")
    return new.strip(), label.strip()


def _refuse_existing(paths: list[Path], overwrite: bool) -> None:
    """Never write over a file without being asked."""
    standing = [each.name for each in paths if each.exists()]
    if standing and not overwrite:
        said = "、".join(f"“{each}”" for each in standing)
        raise OutputError(f"{said}已经存在，没有改动。", "要换掉请加 --overwrite，或用 -o 写到别处。")


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _deliver_all(folder: Path, files: dict[Path, bytes]) -> None:
    """Write all files or none: what was there before comes back when one of them cannot be written."""
    from xlperf.book.delivery import asked_for, deliver

    is_new = not folder.exists()
    before = {each: each.read_bytes() if each.is_file() else None for each in files}
    done: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            deliver(content, path, _BLANK if path.suffix == ".xlsx" else "版式文件", asked_for)
            done.append(path)
    except (OutputError, OSError) as error:
        for path in done:
            old = before[path]
            path.unlink() if old is None else path.write_bytes(old)
        if is_new and folder.is_dir():
            folder.rmdir()
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"文件夹“{folder.name}”建不起来：{said_of(error)}。", "请用 -o 指定别的文件夹。") from error
