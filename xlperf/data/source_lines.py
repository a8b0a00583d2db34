"""On which line of a JSON file a value or a key stands, for messages that name it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from xlperf.data.lazy_patterns import lazy_pattern

Path = tuple[str | int, ...]

_TOKEN = lazy_pattern(r'\s*(?:(?P<mark>[{}\[\],:])|(?P<text>"(?:[^"\\]|\\.)*")|(?P<other>[^\s{}\[\],:"]+))')


class DuplicateKey(ValueError):
    """A key stands twice in one object, so that one of the two would be lost in silence."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


def source_lines(text: str) -> dict[Path, int]:
    """Return the line of every value of a JSON text, by its path; an object's member has the line of its key.

    Args:
        text: valid JSON.

    Raises:
        DuplicateKey: a key stands twice in one object.
    """
    tokens = list(_tokens(text))
    lines: dict[Path, int] = {}
    _value(tokens, 0, (), lines)
    return lines


def line_of(lines: dict[Path, int], path: Sequence[str | int]) -> int:
    """Return the line of a path, or of the nearest value around it that is known."""
    held = tuple(path)
    while held and held not in lines:
        held = held[:-1]
    return lines.get(held, 1)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, seen = 1, 0
    for token in _TOKEN.finditer(text):
        start = token.start(token.lastindex or 0)
        line += text.count("\n", seen, start)
        seen = start
        yield token[token.lastindex or 0], line


def _value(tokens: list[tuple[str, int]], at: int, path: Path, lines: dict[Path, int]) -> int:
    """Note the lines of the value that begins at a token; return the index behind it."""
    token, line = tokens[at]
    lines.setdefault(path, line)
    if token == "{":
        return _members(tokens, at + 1, path, lines)
    if token == "[":
        at, index = at + 1, 0
        while tokens[at][0] != "]":
            at = _value(tokens, at, (*path, index), lines)
            index += 1
            at += tokens[at][0] == ","
        return at + 1
    return at + 1


def _members(tokens: list[tuple[str, int]], at: int, path: Path, lines: dict[Path, int]) -> int:
    while tokens[at][0] != "}":
        key, line = json.loads(tokens[at][0]), tokens[at][1]
        if (*path, key) in lines:
            raise DuplicateKey(key, line)
        lines[(*path, key)] = line
        at = _value(tokens, at + 2, (*path, key), lines)
        at += tokens[at][0] == ","
    return at + 1
