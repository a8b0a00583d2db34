"""docs/commands.md: every command with its help text, generated from click.

Usage: python -m xlperf.cli.command_page > docs/commands.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from xlperf.data.resources import load_json

_HEAD = """# 命令

<!-- 本页由命令自己的帮助生成：python -m xlperf.cli.command_page > docs/commands.md -->
"""


def command_page() -> str:
    """Return the reference page of all commands, those of groups included."""
    from xlperf.cli.main import cli

    return "\n".join([_HEAD, *(part for context in _contexts(cli, "xlperf", None) for part in _section(context))])


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[click.Context]:
    """Yield each command within its parents, as on the command line: settings such as -h are inherited."""
    settings: dict[str, Any] = {"max_content_width": 78, "terminal_width": 78, **command.context_settings}
    context = command.context_class(command, parent=parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            if not command.commands[child].hidden:
                yield from _contexts(command.commands[child], child, context)


def _section(context: click.Context) -> list[str]:
    text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
    lines = _finding_lines() if context.command_path == "xlperf check" else []
    return [f"## {context.command_path}\n", "```", text, "```\n", *lines]


def _finding_lines() -> list[str]:
    """Say what stands in a line of ``check --format jsonl``: the schema that each line validates against, as a table."""
    schema = load_json("schemas", "finding.schema.json")
    rows = [f"| `{key}` | {each['title']} |" for key, each in schema["properties"].items()]
    head = f"**`--format jsonl` 的一行**（`schemas/finding.schema.json`）：{schema['description']}\n"
    return [head, "| 键 | 意思 |", "| --- | --- |", *rows, ""]


if __name__ == "__main__":
    sys.stdout.buffer.write(command_page().encode("utf-8"))
