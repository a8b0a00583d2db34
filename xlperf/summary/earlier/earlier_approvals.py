"""What the department wrote in the column 核准 of a summary, read back before the next one takes its place."""

from __future__ import annotations

from pathlib import Path

from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.intake.limits import intake_settings
from xlperf.intake.own_output import is_own_workbook
from xlperf.intake.own_summary import read_sheets
from xlperf.intake.return_notice import CODE_HEADER
from xlperf.intake.workbook_reader import read_bytes
from xlperf.summary.tables.finding_rows import APPROVAL_HEADER, NAME


def read_approvals(path: Path) -> dict[str, str]:
    """Return the texts of the column 核准 of a summary by the fingerprint of their findings; nothing where none stands there.

    Columns are known by their headers; rows may have been sorted or filtered.

    Raises:
        RefusedFile: a summary stands there, and it cannot be read.
    """
    if not path.is_file():
        return {}
    limits = intake_settings().limits
    data = read_bytes(path, limits)
    if not is_own_workbook(data):
        return {}
    rows = read_sheets(data, (NAME,), limits).get(NAME, {})
    columns = {str(value).strip(): column for column, value in rows.get(HEADER_ROW + 1, {}).items()}
    approval, code = columns.get(APPROVAL_HEADER, 0), columns.get(CODE_HEADER, 0)
    below = (row for number, row in rows.items() if number > HEADER_ROW + 1)
    found = ((str(row.get(code, "")).strip(), str(row.get(approval, "")).strip()) for row in below)
    return {fingerprint: text for fingerprint, text in found if fingerprint and text}
