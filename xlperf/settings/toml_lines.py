"""On which line of a TOML file a key stands, for messages that name it (tomllib does not tell)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from xlperf.data.lazy_patterns import lazy_pattern

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Where = tuple[str | int, ...]

_TOKEN = lazy_pattern(
    r"""(?P<skip>[ \t\r]+|\#[^\n]*)
      | (?P<text>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
      | (?P<mark>[\[\]{}=.,\n])
      | (?P<bare>[^\s\[\]{}=.,"'#]+)""",
    re.VERBOSE | re.DOTALL,
)

_Token = tuple[str, int]
"""A token and its line."""


def toml_lines(text: str) -> dict[Where, int]:
    """Return the line of every table and key of a TOML text, by its path; keys inside a value are not listed.

    Args:
        text: valid TOML.
    """
    lines: dict[Where, int] = {}
    tables: dict[Where, int] = {}
    table: Where = ()
    for statement in _statements(text):
        keys = _keys(statement)
        line = statement[0][1]
        if statement[0][0] != "[":
            _note(lines, (*table, *keys), line, len(table))
            continue
        table = keys
        if statement[1][0] == "[":
            tables[keys] = tables.get(keys, -1) + 1
            table = (*keys, tables[keys])
        _note(lines, table, line, 0)
    return lines


def _note(lines: dict[Where, int], path: Where, line: int, known: int) -> None:
    """Note a path and the paths on the way to it that stand in no table of their own."""
    for at in range(known, len(path)):
        lines.setdefault(path[: at + 1], line)


def _statements(text: str) -> Iterator[list[_Token]]:
    """Yield each header, and each key with its value, as tokens; a value may go over several lines."""
    held: list[_Token] = []
    depth = 0
    for token, line in _tokens(text):
        if token == "\n":
            if depth == 0 and held:
                yield held
                held = []
            continue
        depth += (token in "[{") - (token in "]}")
        held.append((token, line))
    if held:
        yield held


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        token = found[0]
        if found.lastgroup != "skip":
            yield token, line
        line += token.count("\n")


def _keys(statement: list[_Token]) -> Where:
    """Return the path that a header or the left side of a ``key = value`` names."""
    left = [token for token, _ in statement]
    if "=" in left:
        left = left[: left.index("=")]
    return tuple(_plain(token) for token in left if token not in ("[", "]", "."))


def _plain(token: str) -> str:
    return str(tomllib.loads(f"key = {token}")["key"]) if token[0] in "\"'" else token
