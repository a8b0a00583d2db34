"""Two sheets of one name in one workbook: both forms are read, formulas without results among them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl

from tests.workbooks import write_declaration
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings


def _renamed(path: Path, name: str) -> None:
    """Give every sheet of a package one name, which no library does."""
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    book = parts["xl/workbook.xml"].decode("utf-8")
    parts["xl/workbook.xml"] = re.sub(r'(<sheet [^>]*?name=")[^"]*', rf"\g<1>{name}", book).encode("utf-8")
    with zipfile.ZipFile(path, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)


def test_both_sheets_of_one_name_are_read(tmp_path: Path) -> None:
    """Each form with its own sum: the second has another name, so that nothing that is keyed by it is lost."""
    path = write_declaration(tmp_path / "a.xlsx", project_name="甲项目", annual="=SUM(F7:F9)")
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book.active)
    copy["B3"] = "乙项目"
    for cells in copy.iter_rows():
        for cell in cells:
            if cell.value == 350000:
                cell.value = 420000
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value == "=SUM(F7:F9)":
                    cell.value = cell.value.replace("F7:F9", f"{cell.column_letter}7:{cell.column_letter}9")
    book.save(path)
    _renamed(path, "申报表")
    batch = run([tmp_path], RunSettings(workers=0))
    forms = [(each.text("/project_name"), each.source.sheet, str(each.value("/funding/annual"))) for each in batch.counted]
    assert forms == [("甲项目", "申报表", "350000.00"), ("乙项目", "申报表 (2)", "420000.00")]
