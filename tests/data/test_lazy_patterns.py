"""Patterns wait for their first text, and do then what ``re.compile`` gives."""

import ast
import gc
import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlperf
from xlperf.data.lazy_patterns import _Waiting, lazy_pattern, remembering

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def test_a_waiting_pattern_finds_what_the_pattern_finds() -> None:
    """Methods, flags, places and names of groups are those of the pattern."""
    ready, waiting = re.compile("(?P<n>[0-9]+)个", re.ASCII), lazy_pattern("(?P<n>[0-9]+)个", re.ASCII)
    for method in ("search", "match", "fullmatch"):
        found = getattr(waiting, method)("12个")
        assert found and found.groupdict() == getattr(ready, method)("12个").groupdict()
    assert waiting.sub("", "3个4个") == ready.sub("", "3个4个") == ""
    assert waiting.search("a12个", 2)["n"] == "2"  # type: ignore[index]
    assert waiting.pattern == ready.pattern


def test_a_pattern_that_remembers_finds_the_same_again_and_again() -> None:
    """What it found or did not find in a text is found or not found in it the next time, by each method, and once pickled."""
    ready = re.compile("(?P<n>[0-9]+)个")
    for remembers in (remembering(ready), pickle.loads(pickle.dumps(remembering(ready)))):
        for text in ("12个", "共12个", "12个人", "人") * 2:
            for method in ("search", "match", "fullmatch"):
                found, wanted = getattr(remembers, method)(text), getattr(ready, method)(text)
                assert (found and found.span()) == (wanted and wanted.span())
        assert remembers.pattern == ready.pattern


def test_a_waiting_pattern_of_bytes_finds_bytes() -> None:
    """A pattern of bytes gives bytes."""
    assert lazy_pattern(rb"<c>(\d)").findall(b"<c>1<c>2") == [b"1", b"2"]


def test_a_waiting_pattern_keeps_its_flags_on_the_way_to_another_process() -> None:
    """It is pickled by its text and flags."""
    sent = pickle.loads(pickle.dumps(lazy_pattern("abc", re.IGNORECASE)))
    assert sent.fullmatch("ABC")


def test_what_a_waiting_pattern_does_not_know_is_refused() -> None:
    """An attribute beside the methods is a mistake of ours, not silently made ready."""
    with pytest.raises(AttributeError, match="scanner"):
        lazy_pattern("a").scanner  # noqa: B018 # the attribute itself is refused


def test_every_waiting_pattern_of_the_package_can_be_made_ready() -> None:
    """A mistake in a pattern is found here, not by a user's first text."""
    for module in pkgutil.walk_packages(xlperf.__path__, "xlperf."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    waiting = [each for each in gc.get_objects() if type(each) is _Waiting]
    assert len(waiting) > 400
    for each in waiting:
        re.compile(each.in_words(), each._flags)


def _made_ready_at_import(tree: ast.AST) -> Iterator[int]:
    """Yield the lines outside functions that call ``re.compile`` and do not use the pattern at once."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, _FUNCTIONS) or (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call)):
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield node.lineno
        yield from _made_ready_at_import(node)


def test_no_module_makes_patterns_ready_while_it_is_imported() -> None:
    """The start of the program does not grow with every pattern that a module keeps."""
    root = Path(xlperf.__file__).parent
    found = [
        f"{path.relative_to(root).as_posix()}:{line}"
        for path in sorted(root.rglob("*.py"))
        for line in _made_ready_at_import(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
