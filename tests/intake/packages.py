"""Workbook packages made part by part, to be broken in any way a test needs."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Workbook
from xlperf.intake.workbook_reader import parse_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LIMITS = intake_settings().limits


def sheet_xml(rows: str, behind: str = "", before: str = "") -> str:
    """Return a worksheet part around row elements."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'


def text_cell(place: str, text: str) -> str:
    """Return a cell element with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts(*sheets: str, strings: str | None = None, styles: str | None = None) -> dict[str, str | bytes]:
    """Return the parts of a workbook with these worksheet parts."""
    numbers = range(1, len(sheets) + 1)
    relations = "".join(f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    made: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in zip(numbers, sheets, strict=True)},
    }
    if strings is not None:
        relations += f'<Relationship Id="rs" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles is not None:
        relations += f'<Relationship Id="rt" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        made["xl/styles.xml"] = styles
    made["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
    return made


def packed(made: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as the bytes of a package, the same at any time of the day."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", compression) as package:
        for name, content in made.items():
            package.writestr(zipfile.ZipInfo(name), content, compression)
    return held.getvalue()


def read(made: Mapping[str, str | bytes]) -> Workbook:
    """Read parts as a workbook, within the limits that come with xlperf."""
    return parse_workbook(packed(made), LIMITS)


def values(workbook: Workbook, sheet: int = 0) -> dict[tuple[int, int], object]:
    """Return the values of a sheet by row and column."""
    return {place: cell.value for place, cell in workbook.sheets[sheet].cells.items()}
