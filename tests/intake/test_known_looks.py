"""The looks kept beside the workbooks that come with xlperf are what openpyxl reads from them."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import openpyxl
import pytest

from xlperf.data.resources import data_folder
from xlperf.intake.known_looks import look_file, look_of, written
from xlperf.intake.template_look import TemplateLook, read_look

WORKBOOKS = sorted(data_folder("templates").glob("*.xlsx"))


def same(one: TemplateLook, other: TemplateLook) -> bool:
    """Return whether two looks say the same."""
    return all(getattr(one, each.name) == getattr(other, each.name) for each in fields(TemplateLook))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_a_kept_look_is_what_is_read(path: Path) -> None:
    """Every workbook has its look kept, which is what reading it gives: run ``python -m xlperf.intake.known_looks``."""
    assert look_file(path).read_text("utf-8") == written(path)
    (name,) = openpyxl.load_workbook(path).sheetnames[:1]
    assert same(look_of(path, name), read_look(path, name))


def test_no_look_is_kept_for_a_workbook_that_is_gone() -> None:
    """A look whose workbook was taken out is taken out, too."""
    assert {each.stem for each in look_file(WORKBOOKS[0]).parent.iterdir()} == {each.stem for each in WORKBOOKS}


def test_a_workbook_that_was_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept look belongs to the bytes it was read from: a wider column shows though the look says otherwise."""
    shutil.copytree(data_folder("templates"), tmp_path / "templates")
    path = tmp_path / "templates" / WORKBOOKS[0].name
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions["A"].width = 50
    book.save(path)
    monkeypatch.setattr("xlperf.intake.known_looks.data_folder", lambda room: tmp_path / room)
    assert look_of(path, book.sheetnames[0]).widths[0] == 350
