"""Which tests reach a line of xlperf, asked of what ``line_recorder`` recorded once."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from tests.mutation.trial import Stage

ROOT = Path(__file__).resolve().parents[2]
_FIRST_SECONDS = 4.0
"""So long may the first tests of a fault take, as recorded; nearly every fault is seen by one of them."""

_FIRST_FILES = 10
"""From so many files they are: each costs its import."""


_REACHING = """
    select distinct context.context from line_bits
    join context on context.id = line_bits.context_id join file on file.id = line_bits.file_id
    where file.path = ? and numbits_any_intersection(line_bits.numbits, ?)
"""


def record(folder: Path, tests: Sequence[str]) -> None:
    """Run tests and record which lines they reach.

    Raises:
        SystemExit: nothing could be recorded.
    """
    environment = {**os.environ, "XLPERF_LINES_INTO": str(folder), "COVERAGE_CORE": "ctrace"}
    options = ("-q", "-p", "tests.mutation.line_recorder", "-p", "no:cacheprovider")
    subprocess.run([sys.executable, "-m", "pytest", *options, *tests], cwd=ROOT, env=environment, check=False)
    if not (folder / "tests.json").exists():
        raise SystemExit(f"{folder}: nothing was recorded; is coverage installed (pip install -e .[dev])?")


class Recording:
    """What was recorded into a folder, read where it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Read the tests of a folder; its lines are read later."""
        told = json.loads((folder / "tests.json").read_text("utf-8"))
        self.seconds: dict[str, float] = told["seconds"]
        self.failed: set[str] = set(told["failed"])
        self._root = Path(told["root"])
        self._sources: dict[str, str] = told["sources"]
        self._asked: tuple[str, ...] = tuple(told["asked"])
        self._digests: dict[str, str] = told["digests"]
        self._lines = folder / "lines.sqlite"

    def stages(self, file: str, line: int, most_seconds: float) -> tuple[Stage, ...]:
        """Return the tests for a fault in a line: first a few quick ones, then those of whole outputs, then the others.

        Tests of files called ``…_whole.py`` see most of what the quick ones do not, and run however long they take.
        After those that reach the line come the other tests of their files: what a fixture made, or the package remembers,
        was made by one of them for all.  Test files that are not as they were recorded run whole.  No stage at all says
        that nothing recorded reaches the line.
        """
        reached = self.reached(file, line)
        ranked = [each for each in sorted(reached & self.seconds.keys(), key=self._cost) if each not in self.failed]
        files = {each.partition("::")[0] for each in reached}
        beside = [each for each in self.seconds if each.partition("::")[0] in files and each not in reached]
        first = self._first(ranked, file)
        left = [each for each in ranked if each not in set(first)]
        whole = [each for each in left if _is_whole(each)]
        others = [each for each in left if not _is_whole(each)] + sorted(beside, key=self._cost)
        rest = [each for each in self._within(others, most_seconds) if each not in self.failed]
        changed = {fits: [each for each in self._changed if _is_whole(each) == fits] for fits in (True, False)}
        made = [self._stage(first, ()), self._stage(whole, changed[True]), self._stage(rest, changed[False])]
        return tuple(each for each in made if each.tests)

    def reached(self, file: str, line: int) -> set[str]:
        """Return the tests, and the test files, that reach the statement of a line.

        A statement outside of all functions is run by the import: for it stand the lines with the names that it binds, and
        with those that the module makes of them.
        """
        source = (ROOT / file).read_text("utf-8")
        found = statement_of(source, line)
        if found.names:
            word = re.compile(rf"\b(?:{'|'.join(map(re.escape, _with_made_of(source, found.names)))})\b")
            return {test for each, text in self._sources.items() for test in self._of(each, _lines_with(word, text))}
        recorded = self._sources.get(file, "").split("\n")
        same: dict[int, int] = {}
        for block in SequenceMatcher(None, source.split("\n"), recorded, autojunk=False).get_matching_blocks():
            same |= {block.a + each + 1: block.b + each + 1 for each in range(block.size)}
        lines = [same[each] for each in found.lines if each in same]
        return self._of(file, lines) or self._of(file, range(1, len(recorded) + 1))

    def _of(self, file: str, lines: Iterable[int]) -> set[str]:
        """Return what reaches one of some lines; asked of the data base: to read all lines of a file takes it minutes."""
        from coverage.numbits import nums_to_numbits, register_sqlite_functions

        with closing(sqlite3.connect(self._lines)) as data:
            register_sqlite_functions(data)
            found = data.execute(_REACHING, (str(self._root / file), nums_to_numbits([*lines])))
            return {test for (test,) in found if test}

    def _cost(self, test: str) -> tuple[float, str]:
        return self.seconds[test], test

    def _first(self, ranked: Sequence[str], file: str) -> list[str]:
        """Return some of the quickest tests, by turns from each file; those of files that name the module come first."""
        by_file: dict[str, list[str]] = defaultdict(list)
        for each in ranked:
            by_file[each.partition("::")[0]].append(each)
        module = file.removesuffix(".py").replace("/", ".")
        naming = {each: module in (ROOT / each).read_text("utf-8") for each in by_file if (ROOT / each).exists()}
        files = sorted(by_file, key=lambda each: (not naming.get(each), self._cost(by_file[each][0])))[:_FIRST_FILES]
        longest = max((len(by_file[each]) for each in files), default=0)
        by_turns = [by_file[each][turn] for turn in range(longest) for each in files if turn < len(by_file[each])]
        return list(self._within(by_turns, _FIRST_SECONDS))

    def _within(self, tests: Iterable[str], most_seconds: float) -> Iterator[str]:
        """Yield the first tests that together take no longer; always one."""
        spent = 0.0
        for each in tests:
            if spent and spent + self.seconds[each] > most_seconds:
                return
            spent += self.seconds[each]
            yield each

    def _stage(self, tests: Sequence[str], whole: Sequence[str]) -> Stage:
        """Return a stage of some tests, and of whole files; the files whose tests take least come first."""
        spent: dict[str, float] = defaultdict(float)
        for each in tests:
            spent[each.partition("::")[0]] += self.seconds[each]
        files = [each for each in sorted(spent, key=lambda each: (spent[each], each)) if (ROOT / each).exists()]
        wanted = set(tests)
        left_out = (each for each in self.seconds if each.partition("::")[0] in spent and each not in wanted)
        part = frozenset(each for each in left_out if each.partition("::")[0] not in whole)
        return Stage((*files, *(each for each in whole if each not in spent)), part, sum(spent.values()))

    @cached_property
    def _changed(self) -> tuple[str, ...]:
        """Test files under what was recorded that are new or not what they were."""
        folders = [ROOT / each for each in self._asked]
        files = [each for folder in folders for each in (sorted(folder.rglob("test_*.py")) if folder.is_dir() else [folder])]
        names = [(each.relative_to(ROOT).as_posix(), each) for each in files if each.exists()]
        return tuple(name for name, path in names if self._digests.get(name) != hashlib.sha256(path.read_bytes()).hexdigest())


def _is_whole(test: str) -> bool:
    return test.partition("::")[0].endswith("_whole.py")


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a statement stands, and the names that stand for it where only the import runs it."""

    lines: range
    names: tuple[str, ...]


def statement_of(source: str, line: int) -> Statement:
    """Return the simple statement, or the head of a compound one, that holds a line.

    The head of a function is run by the import alone, so that for it stands the name of the function.
    """
    return _within_statements(ast.parse(source).body, line, (), False) or Statement(range(line, line + 1), ())


def _within_statements(nodes: Sequence[ast.stmt], line: int, around: tuple[str, ...], inside: bool) -> Statement | None:
    """Return the statement of a line among some; ``around`` are the classes they are of, ``inside`` says of a function."""
    for node in nodes:
        if not _begin(node) <= line <= _end(node):
            continue
        names = () if inside else (*around, *_bound(node))
        below = [each for child in ast.iter_child_nodes(node) for each in _statements(child)]
        function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        deeper = _within_statements(below, line, names if isinstance(node, ast.ClassDef) else around, inside or function)
        begin = max((_end(each) + 1 for each in below if _end(each) < line), default=_begin(node))
        end = min((_begin(each) - 1 for each in below if _begin(each) > line), default=_end(node))
        return deeper or Statement(range(begin, end + 1), names)
    return None


def _statements(node: ast.AST) -> Sequence[ast.stmt]:
    if isinstance(node, ast.stmt):
        return [node]
    return node.body if isinstance(node, (ast.ExceptHandler, ast.match_case)) else ()


def _begin(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) else []
    return min(node.lineno, *(each.lineno for each in decorators)) if decorators else node.lineno


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _bound(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return tuple(each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def _with_made_of(source: str, names: Iterable[str]) -> list[str]:
    """Return names and those that a module binds to what it makes of them, such as COLUMNS of _TEXTS."""
    found = set(names)
    for node in ast.parse(source).body:
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if value is not None and any(isinstance(each, ast.Name) and each.id in found for each in ast.walk(value)):
            found.update(_bound(node))
    return sorted(found)


def _lines_with(word: re.Pattern[str], text: str) -> list[int]:
    return [number for number, each in enumerate(text.split("\n"), 1) if word.search(each)] if word.search(text) else []
