"""docs/commands.md: every command with its help text, generated from click.

Usage: python -m xlperf.cli.command_page > docs/commands.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

_HEAD = """# 命令

<!-- 本页由命令自己的帮助生成：python -m xlperf.cli.command_page > docs/commands.md -->
"""


def command_page() -> str:
    """Return the reference page of all commands, those of groups included."""
    from xlperf.cli.main import cli

    parts = [_HEAD, *(part for words, command in _commands(cli, ("xlperf",)) for part in _section(words, command))]
    return "\n".join(parts)


def _commands(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            if not command.commands[name].hidden:
                yield from _commands(command.commands[name], (*words, name))


def _section(words: tuple[str, ...], command: click.Command) -> list[str]:
    name = " ".join(words)
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return [f"## {name}\n", "```", text, "```\n"]


if __name__ == "__main__":
    sys.stdout.buffer.write(command_page().encode("utf-8"))
