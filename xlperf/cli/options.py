"""Options that several commands share, and the run settings they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xlperf.cli.department_files import tell_of_new_settings
from xlperf.cli.terminal.chinese import YearNumber
from xlperf.errors import SettingsError

if TYPE_CHECKING:
    from xlperf.rules import Waivers
    from xlperf.run.run_settings import RunSettings
    from xlperf.settings.values import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
YEARS = (2000, 2100)
"""First and last year that a batch may be of, as in xlperf.toml."""
_NOUNS = {"roster": "名单", "last_year": "上年的表", "unpublished": "不公开项目名单", "disclosure": "公开说明"}
_ORDERS = ("input", "unit", "category")


def judging_options(command: _Command) -> _Command:
    """Add the options that decide how forms are judged."""
    for option in (
        click.option("--year", type=YearNumber(*YEARS), help="本批次的年度；给出后，年度不同的表会报错。"),
        click.option("--department", help="本部门全称；给出后，主管部门与它不一致的表会提示。"),
        click.option("--roster", type=_FILE, help="单位、项目和控制数名单（.xlsx 或 .csv）。"),
        click.option(
            "--last-year",
            type=click.Path(path_type=Path),
            help="上年的表：xlperf 上年写出的汇总表、上年的报送文件夹、公开的 Word 文档，或单位、项目、金额的 .xlsx、.csv。",
        ),
        click.option("--unpublished", type=_FILE, help="不公开项目名单（.txt 每行一个，或 .xlsx、.csv）。"),
        click.option("--disclosure", type=_FILE, help="本部门的公开说明（.txt 或 .docx），与本批次核对数字。"),
        click.option("--rules", "rule_folders", type=_FOLDER, multiple=True, help="本部门自己的规则文件夹，可以给几个。"),
        click.option("--templates", "template_folders", type=_FOLDER, multiple=True, help="本部门自己的版式文件夹，可以给几个。"),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="豁免到期按哪一天计算，默认今天。"),
        click.option(
            "--last-summary",
            type=_FILE,
            help="上次的汇总表：“校验结果”里写了“核准”的照此办理；不给则读本次要写到的位置上原有的那一份。",
        ),
        click.option("--workers", type=click.IntRange(0, 64), help="同时读取的进程数，默认按处理器个数。"),
    ):
        command = option(command)
    return command


def listing_options(command: _Command) -> _Command:
    """Add the options that decide what a summary lists, and in which order."""
    for option in (
        click.option(
            "--order",
            type=click.Choice(_ORDERS),
            help="项目排列的先后：报送文件、实施单位（有名单的按名单）或项目类别，默认 input。",
        ),
        click.option("--single", is_flag=True, default=None, help="几个部门或年度合成一个汇总表，默认各出一个。"),
    ):
        command = option(command)
    return command


def _input_files(options: dict[str, Any], settings: Settings) -> dict[str, Path]:
    """Return the files that the run reads beside the forms, by name."""
    from xlperf.settings.values import INPUT_FILES

    named = {name: options.get(name) or getattr(settings, name) for name in INPUT_FILES}
    found = {name: path for name, path in named.items() if path is not None}
    for name, path in found.items():
        require_given(path, _NOUNS[name])
    return found


def require_given(path: Path, noun: str) -> None:
    """Raise ``SettingsError`` when a file that was named is not there."""
    if not path.exists():
        raise SettingsError(f"找不到{noun}“{path}”。", "请检查名称和它所在的文件夹。")


def _read_inputs(files: dict[str, Path], workers: int) -> dict[str, Any]:
    """Read these files into what the context holds under the same names."""
    from xlperf.lists.published_text_file import load_disclosure
    from xlperf.lists.unpublished_file import load_unpublished
    from xlperf.rules import load_roster
    from xlperf.run.input_files import read_input_files
    from xlperf.summary.earlier.earlier_amounts import load_last_year

    loaders: dict[str, Callable[[Path], Any]] = {
        "roster": load_roster,
        "last_year": load_last_year,
        "unpublished": load_unpublished,
        "disclosure": load_disclosure,
    }
    folders = {name: loaders[name](path) for name, path in files.items() if name == "last_year" and path.is_dir()}
    read = {name: (loaders[name], path) for name, path in files.items() if name not in folders}
    return read_input_files(read, workers) | folders


def _waivers(folder: Path | None) -> Waivers | None:
    if folder is None:
        return None
    from xlperf.rules import WAIVER_FILE, load_waivers

    path = folder / WAIVER_FILE
    return load_waivers(path) if path.exists() else None


def settings_of(paths: Sequence[Path]) -> Settings:
    """Return the settings of the folders given, or of those in which the files given lie; say so where they are new.

    Raises:
        SettingsError: the settings file is not sound, or the folders have one each.
    """
    from xlperf.settings.loading import load_settings
    from xlperf.settings.values import SETTINGS_FILE, Settings

    folders = dict.fromkeys((each if each.is_dir() else each.parent).resolve() for each in paths)
    found = [each for each in folders if (each / SETTINGS_FILE).exists()]
    if len(found) > 1:
        raise SettingsError(f"给出的几个文件夹各有一个 {SETTINGS_FILE}，不知道按哪一个。", "请每个文件夹单独运行一次。")
    chosen = next(iter(found or folders), None)
    if chosen is None:
        return Settings()
    settings = load_settings(chosen)
    return replace(settings, is_new=True) if tell_of_new_settings(chosen) else settings


def run_settings(
    options: dict[str, Any], folder: Path | None = None, judge: bool = True, settings: Settings | None = None
) -> RunSettings:
    """Return the run settings that the options ask for; what they leave open, the folder's settings say.

    Args:
        options: the options of the command.
        folder: the input folder, in which settings and waivers of the department may lie.
        judge: False to read only.
        settings: those of the folder, when they have been read already.

    Raises:
        SettingsError: the settings, a file they name or the waivers cannot be read.
    """
    from xlperf.rules import Context
    from xlperf.run.run_settings import RunSettings, default_workers

    settings = settings or settings_of([folder] if folder else [])
    files = _input_files(options, settings)
    workers = _given(options.get("workers"), settings.workers)
    today: datetime | None = options.get("today")
    context = Context(
        batch_year=_given(options.get("year"), settings.year),
        department=options.get("department") or settings.department,
        regime_switch=settings.regime_switch,
        project_expenditure=settings.project_expenditure,
        keep_every_version=settings.keep_every_version,
        versions=settings.versions,
        today=today.date() if today else date.today(),
        **(_read_inputs(files, default_workers() if workers is None else workers) if judge and files else {}),
    )
    return RunSettings(
        context=context,
        rules=options.get("rule_folders") or settings.rules,
        changes=settings.rule_changes,
        templates=options.get("template_folders") or settings.templates,
        waivers=_waivers(folder) if judge else None,
        input_files=tuple(files.values()),
        judge=judge,
        workers=default_workers() if workers is None else workers,
    )


def _given(option: int | None, setting: int | None) -> int | None:
    return setting if option is None else option
