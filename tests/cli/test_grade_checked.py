"""A grade on a self-evaluation is held against the total score, from the workbook to the finding."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.forms.test_optional import FILLED
from xlperf.cli.main import cli
from xlperf.data.resources import data_folder

GRADES = '[[grades]]\nlabel = "好"\nfrom = 90\n[[grades]]\nlabel = "差"\nfrom = 0\n'


def finding(folder: Path, extra: dict[str, str | int], settings: str = "") -> dict[str, str] | None:
    """Fill the bureau's self-evaluation, check it, return what is said about its grade."""
    book = openpyxl.load_workbook(data_folder("templates") / "self-evaluation-2025.xlsx")
    for cell, value in {**FILLED, **extra}.items():
        book.worksheets[0][cell] = value
    book.save(folder / "古籍修复.xlsx")
    if settings:
        (folder / "xlperf.toml").write_text(settings, "utf-8")
    output = CliRunner().invoke(cli, ["check", str(folder), "--format", "jsonl", "--workers", "0"]).stdout
    findings = [json.loads(line) for line in output.splitlines()]
    return next((each for each in findings if each["rule"] == "SELF-025"), None)


@pytest.mark.parametrize(
    "extra",
    [
        {"A36": "自评等级", "B36": "优"},
        {"A36": "自评等级：优秀"},
        {"A36": "评价等级", "B36": "良好", "H35": 85},
        {"A36": "自评等级", "B36": "甲等"},
        {"A36": "自评等级"},
        {},
    ],
    ids=["as due", "with its ending", "in one more band", "a label of nobody's", "blank", "none"],
)
def test_a_grade_that_fits_or_means_nothing_is_not_blamed(tmp_path: Path, extra: dict[str, str | int]) -> None:
    """Labels and bands are local: what is none of the labels in force says nothing."""
    assert finding(tmp_path, extra) is None


@pytest.mark.parametrize(
    ("extra", "settings", "message", "cell"),
    [
        ({"A36": "自评等级", "B36": "良"}, "", "自评等级“良”与得分 95 不符，应为“优”。", "B36"),
        ({"A36": "自评等级：优秀", "H35": 70}, "", "自评等级“优秀”与得分 70 不符，应为“合格”。", "A36"),
        ({"A36": "自评等级", "B36": "差"}, GRADES, "自评等级“差”与得分 95 不符，应为“好”。", "B36"),
    ],
)
def test_a_grade_that_does_not_fit_is_named_with_its_cell(
    tmp_path: Path, extra: dict[str, str | int], settings: str, message: str, cell: str
) -> None:
    """By the customary bands, or by the department's own."""
    found = finding(tmp_path, extra, settings)
    assert found is not None
    assert (found["message"], found["cell"], found["severity"]) == (message, cell, "warning")
