"""For a fault run the tests that reach its line, and the one that fails with it is named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.mutation import reaching_tests
from tests.mutation.one_line_faults import faults_in
from tests.mutation.reaching_tests import Recording, statement_of
from tests.mutation.trial import Stage, Trial

SOURCE = """LIMIT = 3

class Row:
    width: int = 2

    def wide(self, slack=1):
        if (
            self.width
            > LIMIT + slack
        ):
            return True
        try:
            return self.found()
        except ValueError:
            return False
"""
QUICK, SLOW, OTHER = "tests/test_a.py::test_quick", "tests/test_a.py::test_slow", "tests/test_b.py::test_other"


@pytest.mark.parametrize(
    ("line", "lines", "names"),
    [
        (1, range(1, 2), ("LIMIT",)),
        (4, range(4, 5), ("Row", "width")),
        (6, range(6, 7), ("Row", "wide")),
        (9, range(7, 11), ()),
        (13, range(13, 14), ()),
        (14, range(14, 15), ()),
        (15, range(15, 16), ()),
    ],
)
def test_a_line_stands_in_a_statement(line: int, lines: range, names: tuple[str, ...]) -> None:
    """A head of several lines is one; what only the import runs is known by the names that it binds."""
    found = statement_of(SOURCE, line)
    assert (found.lines, found.names) == (lines, names)


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with one module and two test files, and what was recorded of it."""
    coverage = pytest.importorskip("coverage")
    monkeypatch.setattr(reaching_tests, "ROOT", tmp_path)
    for name, text in [("xlperf/rows.py", SOURCE), ("tests/test_a.py", "a"), ("tests/test_b.py", "b")]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    data = coverage.CoverageData(str(tmp_path / "lines.sqlite"))
    for test, lines in [(QUICK, [7, 11]), (SLOW, [7, 11, 13]), (OTHER, [13])]:
        data.set_context(test)
        data.add_lines({str(tmp_path / "xlperf/rows.py"): lines})
    data.write()
    digest = hashlib.sha256(b"a").hexdigest()
    told = {"root": str(tmp_path), "asked": ["tests"], "sources": {"xlperf/rows.py": SOURCE}, "failed": []}
    told |= {"seconds": {QUICK: 0.1, SLOW: 9.0, OTHER: 0.2}, "digests": {"tests/test_a.py": digest, "tests/test_b.py": ""}}
    (tmp_path / "tests.json").write_text(json.dumps(told), "utf-8")
    return tmp_path


def test_the_quick_tests_of_a_line_run_first(recorded: Path) -> None:
    """Then the others that reach it; a test that does not is left out, but a file that was changed since runs whole."""
    first, rest = Recording(recorded).stages("xlperf/rows.py", 9, 60)
    assert first == Stage(("tests/test_a.py",), frozenset({SLOW}), 0.1)
    assert rest == Stage(("tests/test_a.py", "tests/test_b.py"), frozenset({QUICK}), 9.0)


def test_the_tests_of_whole_outputs_run_second(recorded: Path) -> None:
    """However long they take: they see most of what the quick ones do not."""
    coverage, whole = pytest.importorskip("coverage"), "tests/test_b_whole.py::test_all"
    data = coverage.CoverageData(str(recorded / "lines.sqlite"))
    data.read()
    data.set_context(whole)
    data.add_lines({str(recorded / "xlperf/rows.py"): [7]})
    data.write()
    told = json.loads((recorded / "tests.json").read_text("utf-8"))
    told["seconds"][whole] = 99.0
    (recorded / "tests.json").write_text(json.dumps(told), "utf-8")
    (recorded / "tests/test_b_whole.py").write_text("c", "utf-8")
    _, second, rest = Recording(recorded).stages("xlperf/rows.py", 9, 60)
    assert second == Stage(("tests/test_b_whole.py",), frozenset(), 99.0)
    assert rest.tests == ("tests/test_a.py", "tests/test_b.py")


def test_lines_that_moved_keep_their_tests(recorded: Path) -> None:
    """A module may have grown since; a line that is new is tried by all that reach the module."""
    (recorded / "xlperf/rows.py").write_text(
        SOURCE.replace("            return True", "            print()\n            return True")
    )
    reached = Recording(recorded).reached
    assert (reached("xlperf/rows.py", 14), reached("xlperf/rows.py", 11)) == ({SLOW, OTHER}, {QUICK, SLOW, OTHER})


def test_a_constant_is_tried_by_the_tests_of_the_lines_that_name_it(recorded: Path) -> None:
    """Its own line is run by an import and by no test."""
    told = json.loads((recorded / "tests.json").read_text("utf-8"))
    told["sources"]["xlperf/rows.py"] = SOURCE.replace("self.found()", "self.found(LIMIT)")
    (recorded / "tests.json").write_text(json.dumps(told), "utf-8")
    assert Recording(recorded).reached("xlperf/rows.py", 1) == {SLOW, OTHER}


def test_a_constant_is_tried_by_the_tests_of_what_is_made_of_it(recorded: Path) -> None:
    """A list of columns is named where it is used, its first column only where the list is made."""
    source = SOURCE.replace("\n\nclass", "\nWIDEST = LIMIT + 1\nclass")
    (recorded / "xlperf/rows.py").write_text(source, "utf-8")
    told = json.loads((recorded / "tests.json").read_text("utf-8"))
    told["sources"]["xlperf/rows.py"] = source.replace("self.found()", "self.found(WIDEST)").replace("LIMIT + slack", "slack")
    (recorded / "tests.json").write_text(json.dumps(told), "utf-8")
    assert Recording(recorded).reached("xlperf/rows.py", 1) == {SLOW, OTHER}


def test_the_test_that_sees_a_fault_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module is as it was afterwards, and a test that is left out sees nothing."""
    monkeypatch.delattr(os, "fork", raising=False)
    (tmp_path / "tests/mutation").mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("first_failure.py"), tmp_path / "tests/mutation")
    module, test = tmp_path / "double.py", "tests/test_double.py::test_two"
    module.write_text("def double(number):\n    return number * 2\n", "utf-8")
    (tmp_path / "tests/test_double.py").write_text("from double import double\ndef test_two(): assert double(2) == 4\n", "utf-8")
    fault = next(each for each in faults_in(module.read_text("utf-8")) if each.kind == "constant")
    stage = Stage(("tests/test_double.py",), seconds=0.1)
    assert Trial(tmp_path).seen_by("double.py", fault, stage) == test
    assert Trial(tmp_path).seen_by("double.py", fault, Stage(stage.tests, frozenset({test}), 0.1)) == ""
    assert module.read_text("utf-8").count("2") == 1
