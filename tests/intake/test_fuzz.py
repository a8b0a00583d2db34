"""A short run of the fuzz script: whatever comes in, it is read or refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import fuzz_workbooks
from tests.fuzz_workbooks import Input, broken, fuzz, mutated, outcome
from tests.intake.packages import packed, parts, sheet_xml
from tests.workbooks import write_declaration


@pytest.mark.parametrize("seed", [11, 12])
def test_no_broken_workbook_gets_through_the_fences(tmp_path: Path, seed: int) -> None:
    """Three seconds of broken workbooks: no foreign exception, no dead child, no hang; the script runs longer."""
    found = list(fuzz([write_declaration(tmp_path / "a.xlsx")], seed, seconds=1.5))
    assert len(found) >= 64
    assert [each for each in found if each[1].startswith("FAULT")] == []
    assert {"read True", "refused damaged"} <= {result for _, result in found}


def test_an_input_is_the_same_at_every_call(tmp_path: Path) -> None:
    """A finding can be made again by its number."""
    source = (str(write_declaration(tmp_path / "a.xlsx")),)
    assert [broken(Input(1, number, source)) for number in range(20)] == [broken(Input(1, number, source)) for number in range(20)]


def test_the_script_sees_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception outside the project's errors is a finding with its place."""

    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(fuzz_workbooks, "parse_workbook", fail)
    assert outcome(Input(1, 0, (str(write_declaration(tmp_path / "a.xlsx")),))).startswith("FAULT KeyError test_fuzz.py:")


def test_mutation_changes_a_part() -> None:
    """Nearly every mutation leaves something else than it found."""
    part = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').encode()
    assert sum(mutated(part, random.Random(number)) != part for number in range(100)) > 80


@pytest.mark.parametrize("make", [lambda: b"", lambda: b"PK\x03\x04", lambda: packed(parts(sheet_xml("")))])
def test_any_file_can_be_a_source(tmp_path: Path, make: Callable[[], bytes]) -> None:
    """Files that are broken already are broken further."""
    source = tmp_path / "a.xlsx"
    source.write_bytes(make())
    assert {type(broken(Input(1, number, (str(source),)))) for number in range(10)} == {bytes}
