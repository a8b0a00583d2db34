"""Workbooks with findings, marked as ``xlperf return`` marks them, and what stands in them afterwards."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from tests.intake.packages import LIMITS, packed
from xlperf.forms.file_result import FileResult
from xlperf.returns.annotated_copy import annotated_copy
from xlperf.returns.copy_check import verify_copy
from xlperf.returns.selection import Returned
from xlperf.rules.finding import Finding, Severity

STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0"><alignment horizontal="right"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "{}</Types>"
)
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def finding(cell: str = "B2", severity: Severity = "error", sheet: str = "表1", **more: str) -> Finding:
    """Return a finding about one cell."""
    words = {"title": "金额不是数字", "message": f"{cell} 不是数字。", "suggestion": "请填写数字。", **more}
    return Finding("FUND-001", severity, file="表.xlsx", sheet=sheet, cell=cell, **words)


def returned(*findings: Finding) -> Returned:
    """Return a file that was read, with these findings."""
    return Returned(FileResult("表.xlsx", "read"), findings)


def marked(data: bytes, *findings: Finding, deadline: date | None = None) -> bytes:
    """Return a workbook with findings marked, verified as before delivery."""
    going = returned(*findings)
    copy = annotated_copy(data, going, deadline, LIMITS)
    verify_copy(copy, data, going, LIMITS)
    return copy


def complete(parts: Mapping[str, str | bytes], overrides: str = "") -> bytes:
    """Return parts as a package that Excel would open: with content types."""
    sheets = sum(name.startswith("xl/worksheets/sheet") for name in parts)
    told = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}"/>' for n in range(1, sheets + 1))
    return packed({"[Content_Types].xml": TYPES.format(told + overrides), **parts})


def opened(data: bytes) -> Workbook:
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(BytesIO(data))


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def comments_of(data: bytes, sheet: str = "表1") -> dict[str, str]:
    """Return the texts of the comments of a sheet by cell."""
    return {
        cell.coordinate: cell.comment.text for row in opened(data)[sheet].iter_rows() for cell in row if cell.comment is not None
    }
