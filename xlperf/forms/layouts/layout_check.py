"""Proving a department's own layouts sound before they are used.

The JSON Schema refuses every key it does not list; what it cannot say (ids and
labels that exist once, columns that are there) is checked here.  The layouts that
come with xlperf are proved by the tests, not again in every process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from xlperf.data.fenced_file import read_fenced, require_plain
from xlperf.data.json_faults import encoding_fault, syntax_fault
from xlperf.data.resources import load_json
from xlperf.data.schema_faults import Where, nearest, worded
from xlperf.data.slow_patterns import HOW_TO_END, may_never_end
from xlperf.data.source_lines import DuplicateKey, line_of, source_lines
from xlperf.data.stray_files import belongs_elsewhere, no_json_in
from xlperf.data.system_faults import said_of
from xlperf.errors import LayoutError
from xlperf.forms.layouts.built_in import all_built_in, built_in_layouts
from xlperf.forms.layouts.layout import BUILT_IN_ONLY, NO_LAYOUT
from xlperf.forms.layouts.layout_overlay import addresses, extended, overlay_faults
from xlperf.forms.values.wordings import VOCABULARY

_NEARLY = 0.8
_HINT = "请照 templates 文件夹里的版式文件修改后再试。"


def read_layouts(folders: Sequence[Path]) -> list[tuple[Path, Mapping[str, Any]]]:
    """Return the layouts in folders, each with its folder, as parsed JSON, by folder and file name.

    Raises:
        LayoutError: a folder holds none, or one is not sound; the message names file and line.
    """
    found: dict[str, Path] = {}
    layouts = []
    for folder in folders:
        paths = sorted(each for each in folder.glob("*.json") if each.name not in NO_LAYOUT)
        _refuse_built_in(folder)
        if not paths and not (folder / VOCABULARY).is_file():
            raise LayoutError(*no_json_in(folder, "版式文件", "--templates"))
        for path in paths:
            data = check_layout(path)
            other = found.setdefault(data["id"], path)
            if other is not path:
                raise LayoutError(
                    f"版式文件 {path.name} 与 {other.name} 的 id 都是“{data['id']}”。", "请改用不同的 id，或只保留一个。"
                )
            layouts.append((folder, data))
    return layouts


def _refuse_built_in(folder: Path) -> None:
    """Refuse a changed copy of a file that is the same for all layouts: passed over, it would change nothing and say nothing."""
    for path in (folder / each for each in BUILT_IN_ONLY):
        if path.is_file() and read_sound(path, lambda _: iter(()), "文件") != load_json("templates", path.name):
            step = "请删去它；标签、表尾的字样写进版式文件的 other_labels、footers。"
            raise LayoutError(f"{path.name} 各版式共用，不能另写一份。", step)


def check_layout(path: Path) -> Mapping[str, Any]:
    """Return a layout file as parsed JSON after proving it sound; one that extends a built-in layout comes back whole.

    Raises:
        LayoutError: the first fault, with file, line and place.
    """
    return whole_layout(read_sound(path, layout_faults, "版式文件"))


def read_sound(path: Path, faults: Callable[[Any], Iterator[tuple[Where, str]]], what: str) -> Mapping[str, Any]:
    """Return a file of a department as parsed JSON after proving it sound.

    Args:
        faults: yields what is wrong with it.
        what: such a file is called.

    Raises:
        LayoutError: the first fault, with file, line and place.
    """
    try:
        raw = read_fenced(path)
        text = raw.decode("utf-8-sig")
        require_plain(text)
        data: Mapping[str, Any] = json.loads(text)
        lines = source_lines(text)
    except json.JSONDecodeError as problem:
        raise LayoutError(f"{what} {path.name} 第 {problem.lineno} 行：{syntax_fault(problem)}。", _HINT) from problem
    except DuplicateKey as problem:
        raise LayoutError(f"{what} {path.name} 第 {problem.line} 行：“{problem.key}”写了两次。", _HINT) from problem
    except UnicodeDecodeError as problem:
        line, said, step = encoding_fault(raw, problem)
        raise LayoutError(f"{what} {path.name} 第 {line} 行：{said}。", step) from problem
    except OSError as problem:
        step = "请确认文件存在，也没有被别的程序占用。"
        raise LayoutError(f"{what} {path.name} 无法读取：{said_of(problem)}。", step) from problem
    for at, fault in faults(data):
        raise LayoutError(f"{what} {path.name} 第 {line_of(lines, at)} 行（{_dotted(at)}）：{fault}。", _HINT)
    return data


def layout_faults(data: Any) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with a layout as parsed JSON, each with its place: first what the schema says, else the rest."""
    error = best_match(Draft202012Validator(load_json("schemas", "layout.schema.json")).iter_errors(data))
    if error is not None and (other := belongs_elsewhere(data, "layout")):
        yield (), other
    elif error is not None:
        yield _fault(error)
    elif "extends" in data:
        yield from _overlay_faults(data)
    else:
        yield from _contradictions(data)


def whole_layout(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a sound layout with what it takes over from the built-in one that it extends."""
    return extended(data, _base(data["extends"])) if "extends" in data else data


def _base(name: str) -> Mapping[str, Any]:
    return next(each for each in all_built_in() if each["id"] == name)


def _overlay_faults(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with a layout that extends another, or with the two together."""
    names = [each["id"] for each in all_built_in()]
    if data["extends"] not in names:
        yield ("extends",), f"没有内置版式“{data['extends']}”{nearest(data['extends'], names)}"
        return
    faults = list(overlay_faults(data, _base(data["extends"])))
    yield from faults
    if not faults:
        yield from ((("changes",), f"改过以后，{what}") for _, what in _contradictions(whole_layout(data)))


def _dotted(at: Where) -> str:
    """Return a place in a file as people write it: labels[3].type."""
    text = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in at)
    return text.lstrip(".") or "整个文件"


def _fault(error: ValidationError) -> tuple[Where, str]:
    """Return where an error of the schema stands and what it says in Chinese."""
    if error.validator == "oneOf":
        return tuple(error.absolute_path), "标签要么只是侧面的标题（side），要么有 field、value、type 三项"
    return worded(error)


def _contradictions(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield what a schema cannot see."""
    labels = data["labels"]
    names = [each["label"] for each in labels]
    if sum(each.get("starts_form", False) for each in labels) != 1:
        yield ("labels",), "应恰有一个标签写 starts_form（一般是项目名称）"
    for index, each in enumerate(labels):
        if "below" in each and each["below"] not in names:
            yield ("labels", index, "below"), f"没有标签“{each['below']}”"
    yield from _misspelt(data)
    table = data["table"]
    columns = [each["column"] for each in table["columns"]]
    for column in ("level3", "target"):
        if column not in columns:
            yield ("table", "columns"), f"缺少 column 为 {column} 的列"
    for index, each in enumerate(table.get("total", {}).get("fields", ())):
        if each["column"] not in columns:
            yield ("table", "total", "fields", index, "column"), f"没有 column 为 {each['column']} 的列"
    yield from pattern_faults((*_patterns(table), *_wordings(data)))


def _misspelt(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield fields that are nearly one of the built-in layout of the same kind; a field with a name of its own is kept."""
    base = next(each for each in built_in_layouts() if each["kind"] == data["kind"])
    known = addresses(base)
    columns = [each["column"] for each in base["table"]["columns"]]
    lists = [("labels", data["labels"]), ("optional", data.get("optional", ()))]
    fields: list[tuple[Where, str, list[str]]] = [
        ((key, index, "field"), each["field"], known) for key, group in lists for index, each in enumerate(group) if "field" in each
    ]
    for index, each in enumerate(data["table"]["columns"]):
        fields.append((("table", "columns", index, "column"), each["column"], columns))
    for at, name, names in fields:
        close = get_close_matches(name, names, 1, _NEARLY)
        if name not in names and close:
            yield at, f"没有栏目“{name}”，是否应为“{close[0]}”"


def _wordings(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield the regular expressions of labels, each with its place."""
    grid = data.get("grid", {})
    lists: list[tuple[Where, Any]] = [(("labels",), data["labels"]), (("money_details",), data.get("money_details", ()))]
    lists += [(("grid", key), grid[key]) for key in ("rows", "columns") if key in grid]
    for at, entries in lists:
        for index, each in enumerate(entries):
            yield from (((*at, index, "like", number), pattern) for number, pattern in enumerate(each.get("like", ())))
            if "unless" in each:
                yield (*at, index, "unless"), each["unless"]


def pattern_faults(patterns: Iterable[tuple[Where, str]]) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with regular expressions, each with its place: one that cannot be read, or may never end."""
    for at, pattern in patterns:
        try:
            if may_never_end(pattern):
                yield at, f"正则表达式重复里套着重复，遇到有的文字永远算不完；{HOW_TO_END}"
        except re.error as problem:
            yield at, f"正则表达式写错了（{problem}）"


def _patterns(table: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Yield the regular expressions of a table, each with its place."""
    for index, pattern in enumerate(table.get("placeholders", ())):
        yield ("table", "placeholders", index), pattern
    if "numbering" in table:
        yield ("table", "numbering"), table["numbering"]
    for period, words in table.get("periods", {}).items():
        for index, pattern in enumerate(words):
            yield ("table", "periods", period, index), pattern
