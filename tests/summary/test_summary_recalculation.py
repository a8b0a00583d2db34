"""Every formula comes to the result that was stored with it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.summary.batches import eventful, three_categories
from tests.summary.office import differences, formula_count, needs_libreoffice, recalculated
from xlperf.run.results import Batch
from xlperf.summary import write_summary

pytestmark = needs_libreoffice


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Return summaries by name, each with its recalculated copy; ``wrong`` holds a false result."""
    folder = tmp_path_factory.mktemp("office")
    batches = {"plain": three_categories(), "eventful": eventful(), "empty": Batch((), (), ()), "wrong": three_categories()}
    stored = []
    for name, batch in batches.items():
        path = folder / f"{name}.xlsx"
        write_summary(batch, path)
        stored.append(path)
    _falsify(stored[-1])
    again = recalculated(stored, folder)
    return dict(zip(batches, zip(stored, again, strict=True), strict=True))


def _falsify(path: Path) -> None:
    """Change the stored result of the 合计 of 年度资金申请总额 by one 分."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"]
    assert sheet.count(b"<v>10617171.2</v>") == 1
    parts["xl/worksheets/sheet2.xml"] = sheet.replace(b"<v>10617171.2</v>", b"<v>10617171.21</v>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize("name", ["plain", "eventful", "empty"])
def test_recalculation_changes_no_stored_result(workbooks: dict[str, tuple[Path, Path]], name: str) -> None:
    """Calculated anew by LibreOffice, each formula gives what was stored with it."""
    stored, again = workbooks[name]
    assert formula_count(stored) > 15
    assert differences(stored, again) == []


def test_a_false_result_would_be_noticed(workbooks: dict[str, tuple[Path, Path]]) -> None:
    """A stored result that is one 分 off shows up, so the test above can fail."""
    stored, again = workbooks["wrong"]
    assert len(differences(stored, again)) == 1
    assert "stored 10617171.21, calculated 10617171.2" in differences(stored, again)[0]
