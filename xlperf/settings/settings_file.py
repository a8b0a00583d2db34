"""Reading ``xlperf.toml`` strictly: valid TOML, and nothing that the schema does not list.

Every fault names the file, the line and what was probably meant.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match, by_relevance
from jsonschema.validators import extend

from xlperf.data.checked_file import is_number
from xlperf.data.fenced_file import UnfitFile, read_fenced, require_plain
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.data.schema_faults import Where, worded
from xlperf.data.source_lines import line_of
from xlperf.data.text_encoding import decode
from xlperf.errors import SettingsError
from xlperf.settings.toml_lines import toml_lines

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_HINT = "请修改后再运行一次。"
_LINE = lazy_pattern(r"\(at line (\d+)")
_RELEVANCE = by_relevance(strong=frozenset(["additionalProperties"]))
"""A misspelt key is told before the key that is missing because of it."""

_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (lazy_pattern("[“”‘’＂＇]"), "引号要用英文半角的 \" 或 '。"),
    (lazy_pattern("^[^\"'#]*[＝：:][^=]*$"), "键名和值之间要用英文半角的等号 =。"),
    (lazy_pattern(r'"[^"]*\\[^"]*"'), "双引号里的 \\ 有别的意思：路径请用 /，或改用单引号。"),
    (lazy_pattern("^[^\"'#]*=[^\"'\\[{]*[^\x00-\x7f]"), "文字要放在英文引号里。"),
)
"""What people write who do not know TOML, and what to do instead; looked for in a line that is not valid."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file as read: its data, and the line of every key.

    Attributes:
        path: the file.
        data: its content; fractions as Decimal.
        lines: line of every key, by path.
    """

    path: Path
    data: Mapping[str, Any]
    lines: dict[Where, int]

    def fault(self, at: Where, what: str, hint: str = _HINT) -> SettingsError:
        """Return the error for a fault at a path in the file."""
        return _fault(self.path, line_of(self.lines, at), what, hint)


def read_settings_file(path: Path) -> SettingsFile:
    """Read a settings file and hold it against ``schemas/settings.schema.json``.

    Raises:
        SettingsError: it cannot be read, is no TOML, or is not what the schema allows.
    """
    try:
        text = decode(read_fenced(path)).removeprefix("\ufeff")
    except UnfitFile as problem:
        raise SettingsError(f"设置文件 {path.name} {problem}。", _HINT) from problem
    except (OSError, UnicodeDecodeError) as problem:
        hint = "请确认它没有被别的程序占用，并用记事本另存为 UTF-8 编码。"
        raise SettingsError(f"设置文件 {path.name} 无法读取。", hint) from problem
    text = text.replace("\r\n", "\n")
    try:
        require_plain(text)
        data = tomllib.loads(text, parse_float=_decimal)
    except json.JSONDecodeError as problem:
        raise _fault(path, problem.lineno, problem.msg, _HINT) from problem
    except ValueError as problem:
        raise _no_toml(path, text, str(problem)) from problem
    file = SettingsFile(path, data, toml_lines(text))
    error = best_match(_validator().iter_errors(data), key=_RELEVANCE)
    if error is not None:
        raise file.fault(*worded(error, in_toml=True))
    return file


def _fault(path: Path, line: int, what: str, hint: str) -> SettingsError:
    return SettingsError(f"设置文件 {path.name} 第 {line} 行：{what}。", hint)


def _decimal(text: str) -> Decimal:
    """Return a number with a fraction exactly; ``nan`` and ``inf`` are numbers to TOML, not to a budget."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text} 不是数字")
    return number


def _no_toml(path: Path, text: str, problem: str) -> SettingsError:
    lines = text.split("\n")
    found = _LINE.search(problem)
    number = int(found[1]) if found else len(lines)
    line = lines[min(number, len(lines)) - 1]
    hint = next((advice for pattern, advice in _SLIPS if pattern.search(line)), "请检查这一行的写法。")
    twice = "overwrite" in problem or "twice" in problem
    what = "同一个键写了两次" if twice else f"不是合法的 TOML 写法（{problem.partition(' (at')[0]}）"
    return _fault(path, number, what, "请只保留一个。" if twice else hint)


@cache
def _validator() -> Any:
    types = Draft202012Validator.TYPE_CHECKER.redefine("number", is_number)
    schema = load_json("schemas", "settings.schema.json")
    return extend(Draft202012Validator, type_checker=types)(schema)  # type: ignore[no-untyped-call]
