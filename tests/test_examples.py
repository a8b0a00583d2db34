"""examples/ reads as its README says, and every project comes out as it was put in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.example_projects import L2, PROJECTS, Project
from tests.tools.make_examples import write_all
from xlperf.run.batch import run
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings

EXAMPLES = Path(__file__).parents[1] / "examples"
SEVERITIES = {"error": "错误", "warning": "警告"}


@pytest.fixture(scope="module")
def batch() -> Batch:
    """Return what a run over the example finds."""
    return run([EXAMPLES / "2026申报"], RunSettings(workers=0))


def test_every_fault_of_the_readme_is_found_where_it_says(batch: Batch) -> None:
    """The table of faults is complete for errors and warnings, and right in file, sheet, cell and severity."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8").partition("## 故意放的毛病")[2].partition("\n## ")[0]
    lines = [
        [cell.strip() for cell in each.split("|")[1:-1]] for each in page.splitlines() if each.startswith("| ") and "-0" in each
    ]
    found = {
        (each.rule, each.file, f"{each.sheet}!{each.cell}" if each.cell else each.sheet or "—", SEVERITIES[each.severity])
        for each in batch.findings
        if each.severity != "info"
    }
    assert found == {(rule, file, place, severity) for file, place, _, rule, severity in lines}


def test_every_file_that_the_readme_describes_is_there(batch: Batch) -> None:
    """The table of shapes names workbooks that a run reads."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8").partition("## 各种样子")[2].partition("## 故意")[0]
    described = [each.split("|")[1].strip() for each in page.splitlines() if ".xlsx" in each]
    assert len(described) == 11
    assert set(described) <= {each.file for each in batch.files if each.fate == "read"}


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_every_project_is_read_as_it_was_written(batch: Batch, project: Project) -> None:
    """Whatever the shape of the workbook, amounts and indicators come out the same."""
    (form,) = [each for each in batch.counted if each.text("/project_name") == project.name]
    assert form.amount("/funding/annual") == Decimal(project.annual)
    assert form.amount("/funding/annual_other") == Decimal(project.other)
    assert [tuple(row[key].value for key in ("level1", "level2", "level3")) for row in form.rows] == [
        (*L2[key], name) for key, name, _ in project.rows
    ][: len(form.rows)]
    assert len(form.rows) >= len(project.rows) - 1


def test_the_sum_of_the_example_is_the_sum_of_its_projects(batch: Batch) -> None:
    """Two versions of one project are counted once."""
    total = sum(each.amount("/funding/annual") or 0 for each in batch.counted)
    assert total == sum(each.annual for each in PROJECTS) == 17_701_000


def test_the_example_can_be_made_again(tmp_path: Path) -> None:
    """The script writes the same workbooks that are committed, form by form, and the same bytes each time."""
    first, second = tmp_path / "first", tmp_path / "second"
    write_all(first)
    write_all(second)
    names = sorted(each.relative_to(first) for each in first.rglob("*") if each.is_file())
    assert [(first / name).read_bytes() for name in names] == [(second / name).read_bytes() for name in names]
    again = run([first], RunSettings(workers=0, judge=False))
    committed = run([EXAMPLES / "2026申报"], RunSettings(workers=0, judge=False))
    assert [(each.file, each.forms) for each in again.files] == [(each.file, each.forms) for each in committed.files]
