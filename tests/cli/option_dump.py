"""Every argument and option of every command as a line: what it takes, whether it must be given, what holds without it.

``python -m tests.cli.option_dump`` writes the file that ``test_options_whole.py`` holds the program to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xlperf.cli.main import cli

FILE = Path(__file__).parents[1] / "data" / "options.txt"
_OF_TYPE = ("exists", "file_okay", "dir_okay", "writable", "readable", "resolve_path", "allow_dash", "min", "max", "choices")


def lines(command: click.Command = cli, name: str = "xlperf") -> Iterator[str]:
    """Yield the lines of a command and of those below it."""
    hidden = " hidden" if command.hidden else ""
    yield f"## {name}{hidden}"
    for each in command.params:
        said = [type(each.type).__name__, *(f"{key}={getattr(each.type, key)}" for key in _OF_TYPE if _is_told(each.type, key))]
        said += [key for key in ("required", "multiple", "is_flag", "is_eager", "hidden", "count") if getattr(each, key, False)]
        said += [f"nargs={each.nargs}"] if each.nargs != 1 else []
        default = each.default if isinstance(each.default, (str, int, bool, float, tuple, list)) else None
        said += [f"default={default!r}"] if default not in (None, False) else []  # versions of click differ in these
        yield f"{' '.join((*each.opts, *each.secondary_opts))} → {each.name}: {' '.join(said)}"
    if isinstance(command, click.Group):
        for key, below in command.commands.items():
            yield from lines(below, f"{name} {key}")


def _is_told(kind: click.ParamType, key: str) -> bool:
    found = getattr(kind, key, None)
    return found is not None and found is not False and not callable(found)


def main() -> None:
    """Write the file."""
    FILE.write_text("\n".join(lines()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
