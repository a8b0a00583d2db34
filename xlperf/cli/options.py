"""Options that several commands share, and the run settings they make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from xlperf.batch import RunSettings
    from xlperf.rules import Roster, Waivers

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


def judging_options(command: _Command) -> _Command:
    """Add the options that decide how forms are judged."""
    for option in (
        click.option("--year", type=int, help="本批次的年度；给出后，年度不同的表会报错。"),
        click.option("--department", help="本部门全称；给出后，主管部门与它不一致的表会提示。"),
        click.option("--roster", type=_FILE, help="单位、项目和控制数名单（.xlsx 或 .csv）。"),
        click.option("--rules", "rule_folders", type=_FOLDER, multiple=True, help="本部门自己的规则文件夹，可以给几个。"),
        click.option("--templates", "template_folders", type=_FOLDER, multiple=True, help="本部门自己的版式文件夹，可以给几个。"),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="豁免到期按哪一天计算，默认今天。"),
        click.option("--workers", type=click.IntRange(0, 64), help="同时读取的进程数，默认按处理器个数。"),
    ):
        command = option(command)
    return command


def _roster(path: Path | None) -> Roster | None:
    if path is None:
        return None
    from xlperf.rules import load_roster

    return load_roster(path)


def _waivers(folder: Path | None) -> Waivers | None:
    if folder is None:
        return None
    from xlperf.rules import WAIVER_FILE, load_waivers

    path = folder / WAIVER_FILE
    return load_waivers(path) if path.is_file() else None


def run_settings(options: dict[str, Any], folder: Path | None = None, judge: bool = True) -> RunSettings:
    """Return the run settings that the options ask for.

    Args:
        options: the options of the command.
        folder: the input folder, in which the department's waivers may lie.
        judge: False to read only.

    Raises:
        SettingsError: the roster or the waivers cannot be read.
    """
    from xlperf.batch import RunSettings, default_workers
    from xlperf.rules import Context

    today: datetime | None = options.get("today")
    roster: Path | None = options.get("roster")
    context = Context(
        batch_year=options.get("year"),
        department=options.get("department"),
        roster=_roster(roster),
        today=today.date() if today else date.today(),
    )
    workers = options.get("workers")
    return RunSettings(
        context=context,
        rules=options.get("rule_folders") or (),
        templates=options.get("template_folders") or (),
        waivers=_waivers(folder),
        judge=judge,
        workers=default_workers() if workers is None else workers,
    )
