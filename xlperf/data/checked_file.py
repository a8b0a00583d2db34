"""JSON files that people write, read strictly: valid, no key twice, nothing the schema does not list.

Every fault names file and line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match, by_relevance
from jsonschema.validators import extend
from referencing import Registry, Resource

from xlperf.data.fenced_file import UnfitFile, read_fenced, require_plain
from xlperf.data.json_faults import encoding_fault, syntax_fault
from xlperf.data.resources import load_json
from xlperf.data.schema_faults import worded
from xlperf.data.source_lines import DuplicateKey, line_of, source_lines
from xlperf.data.stray_files import belongs_elsewhere
from xlperf.errors import RuleSetError

SCHEMAS = ("rule-set", "rule-dialect", "overlay", "rule-cases", "waivers", "scoring", "rule-words")

_RELEVANCE = by_relevance(strong=frozenset(["additionalProperties"]))
"""A misspelt key is told before the key that is missing because of it."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as read: its data, and the line of everything in it.

    Attributes:
        path: the file.
        kind: what it is called in messages, such as 规则文件.
        data: its content.
        lines: line of every value, by path.
    """

    path: Path
    kind: str
    data: Mapping[str, Any]
    lines: dict[tuple[str | int, ...], int]

    def line(self, at: Sequence[str | int]) -> int:
        """Return the line of a value."""
        return line_of(self.lines, at)

    def fault(self, at: Sequence[str | int], what: str) -> RuleSetError:
        """Return the error for a fault at a path in the file."""
        return RuleSetError(f"{self.kind} {self.path.name} 第 {self.line(at)} 行：{what}。", hint(self.kind))


def hint(kind: str) -> str:
    """Return the next step for a faulty file."""
    return "请修改后运行 xlperf rules check 再查一遍。" if kind == "规则文件" else "请修改后再运行一次。"


def read_checked(path: Path, schema: str, kind: str = "规则文件") -> CheckedFile:
    """Read a file and hold it against its schema.

    Args:
        path: the file.
        schema: one of ``SCHEMAS``.
        kind: what the file is called in messages.

    Raises:
        RuleSetError: it cannot be read, is no JSON, or is not what the schema allows.
    """
    text = _text(path, kind)
    try:
        require_plain(text)
        data = json.loads(text, parse_float=Decimal)
        lines = source_lines(text)
    except json.JSONDecodeError as problem:
        raise RuleSetError(f"{kind} {path.name} 第 {problem.lineno} 行：{syntax_fault(problem)}。", hint(kind)) from problem
    except DuplicateKey as problem:
        raise RuleSetError(f"{kind} {path.name} 第 {problem.line} 行：“{problem.key}”写了两次。", hint(kind)) from problem
    file = CheckedFile(path, kind, data, lines)
    error = best_match(_validator(schema).iter_errors(data), key=_RELEVANCE)
    if error is not None:
        other = belongs_elsewhere(data, "rules") if schema == "overlay" else ""
        raise file.fault((), other) if other else file.fault(*worded(error))
    return file


def _text(path: Path, kind: str) -> str:
    try:
        raw = read_fenced(path)
    except UnfitFile as problem:
        raise RuleSetError(f"{kind} {path.name} {problem}。", hint(kind)) from problem
    except OSError as problem:
        raise RuleSetError(f"{kind} {path.name} 打不开。", "请确认文件存在，也没有被别的程序占用。") from problem
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line, what, step = encoding_fault(raw, problem)
        raise RuleSetError(f"{kind} {path.name} 第 {line} 行：{what}。", step) from problem


def is_number(_checker: object, instance: object) -> bool:
    """Tell whether a value counts as a JSON number; ``Decimal`` does, a truth value does not."""
    return isinstance(instance, (int, float, Decimal)) and not isinstance(instance, bool)


@cache
def _validator(name: str) -> Any:
    schemas = {each: load_json("schemas", f"{each}.schema.json") for each in SCHEMAS}
    registry: Registry[Any] = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in schemas.values())
    types = Draft202012Validator.TYPE_CHECKER.redefine("number", is_number)
    return extend(Draft202012Validator, type_checker=types)(schemas[name], registry=registry)  # type: ignore[no-untyped-call]
