"""The command that comes next, ready to be copied: paths quoted for the shell at hand, with the options of this run."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from xlperf.data.lazy_patterns import lazy_pattern

_PLAIN = lazy_pattern(r"[\w@%+=:,./-]+")
_PLAIN_ON_WINDOWS = lazy_pattern(r"[\w@+=:./\\-]+")
_RETURNS = "-退回"


def folder_of_returns(folder: Path) -> Path:
    """Return a folder beside that of the forms at which nothing stands: a round is never mixed with an earlier one."""
    named = folder if folder.name and ".." not in folder.parts else folder.resolve()
    first = named.with_name(named.name + _RETURNS)
    found, count = first, 1
    while found.exists():
        count += 1
        found = first.with_name(f"{first.name}{count}")
    return found


def return_line(ctx: click.Context, command: click.Command, folder: Path, summary: Path | None) -> str:
    """Return the command line of ``xlperf return`` for the run that a context holds.

    Args:
        ctx: of the run.
        command: ``xlperf return``, whose options are repeated where they were given.
        folder: of the forms.
        summary: that was written, where the command would not look for it by itself.
    """
    words = ["xlperf", "return", quoted(_no_option(str(folder))), "-o", quoted(_no_option(str(folder_of_returns(folder))))]
    words += _repeated(ctx, {each.name for each in command.params if each.name not in ("folder", "output", "last_summary")})
    if summary is not None:
        words += ["--last-summary", quoted(_no_option(str(summary)))]
    return " ".join(words)


def quoted(text: str, windows: bool = os.name == "nt") -> str:
    """Return a word as a shell takes it: cmd and PowerShell know double quotes, others what ``shlex`` writes."""
    if windows:
        if _PLAIN_ON_WINDOWS.fullmatch(text):
            return text
        doubled = text + "\\" if text.endswith("\\") else text  # a backslash before the closing mark would take it away
        return f'"{doubled}"'
    return text if _PLAIN.fullmatch(text) else shlex.quote(text)


def _repeated(ctx: click.Context, names: Iterable[str | None]) -> Iterator[str]:
    """Yield the options of a run that were given on its command line, those of these names."""
    wanted = set(names)
    for each in ctx.command.params:
        is_given = each.name is not None and ctx.get_parameter_source(each.name) == ParameterSource.COMMANDLINE
        if isinstance(each, click.Option) and each.name in wanted and is_given:
            values: Any = ctx.params[each.name]
            for value in values if each.multiple else [values]:
                shown = value.strftime("%Y-%m-%d") if isinstance(value, datetime) else str(value)
                yield from (each.opts[0], quoted(shown))


def _no_option(path: str) -> str:
    """Return a path that begins with a dash so that it is not taken for an option."""
    return f".{os.sep}{path}" if path.startswith("-") else path
