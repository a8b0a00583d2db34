"""LibreOffice as a second calculator: what do the formulas come to when nobody's results are kept?"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: nothing to recalculate with")

_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(books: list[Path], kind: str, out: Path, profile: Path) -> None:
    """Save workbooks in another format, with a profile of LibreOffice that nobody else uses."""
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True, timeout=600)


def recalculated(books: list[Path], folder: Path) -> list[Path]:
    """Return copies of the workbooks whose formulas LibreOffice has calculated anew.

    LibreOffice keeps stored results on load unless its profile says otherwise, so it
    gets a profile of its own.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE_ALWAYS, "utf-8")
    out = folder / "recalculated"
    convert(books, "xlsx", out, profile)
    return [out / book.name for book in books]


def differences(stored: Path, again: Path) -> list[str]:
    """Return the cells with a formula whose stored result is not what the other workbook holds."""
    formulas = openpyxl.load_workbook(stored)
    results = openpyxl.load_workbook(stored, data_only=True)
    others = openpyxl.load_workbook(again, data_only=True)
    found = []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    mine, theirs = results[sheet.title][cell.coordinate].value, others[sheet.title][cell.coordinate].value
                    if mine != theirs:
                        found.append(f"{sheet.title}!{cell.coordinate} {cell.value}: stored {mine!r}, calculated {theirs!r}")
    return found


def formula_count(book: Path) -> int:
    """Return how many cells of a workbook hold a formula."""
    return sum(cell.data_type == "f" for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row)
