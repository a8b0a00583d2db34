"""Links from the summary to the cells of the files it was made from.

Links are relative to the summary's own folder, so that they live on when both are
moved together, and no path of this machine gets into the workbook.
"""

from __future__ import annotations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import MEMBER_MARK

SHEET_LIMIT = 65_530
"""Excel opens a sheet with this many hyperlinks and no more."""

_LONGEST = 2_000
"""Excel takes 2,080 characters of address; longer ones stay text."""

_WORKBOOKS = (".xlsx", ".xlsm")
"""A summary of the level below holds the cells of the forms that it lists itself."""

_ENCODED = lazy_pattern(r'[\x00-\x20"#%<>?\[\\\]^`{|}]')
"""What an office program would take for syntax; Chinese characters stay readable, as Excel leaves them."""


def _encode(path: str) -> str:
    return _ENCODED.sub(lambda found: f"%{ord(found[0]):02X}", path)


class SourceLinks:
    """Addresses of source cells, as xlsxwriter's ``write_url`` takes them.

    Args:
        base: the way from the summary's folder to the input folder, with /, such as
            ``../报送``, empty when they are the same; None when there is no relative
            way (another drive), so that nothing is linked.
    """

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._files: dict[str, str | None] = {}

    def to(self, file: str, sheet: str = "", cell: str = "") -> str | None:
        """Return the address of a file, or of a cell in it; None when it cannot be linked."""
        address = self._file(file)
        holder, mark, _ = file.partition(MEMBER_MARK)
        if address is None or not sheet or (mark and not holder.lower().endswith(_WORKBOOKS)):
            return address
        quoted = sheet.replace("'", "''")
        return f"{address}#'{quoted}'!{cell or 'A1'}"

    def _file(self, file: str) -> str | None:
        if file not in self._files:
            self._files[file] = self._address(file)
        return self._files[file]

    def _address(self, file: str) -> str | None:
        if self._base is None or not file or "\\" in file:  # a name that is not Unicode was escaped for print
            return None
        file = file.split(MEMBER_MARK)[0]  # a link leads to the mail or archive that holds the file, and no further
        encoded = _encode(f"{self._base.rstrip('/')}/{file}" if self._base else file)
        return f"external:{encoded}" if len(encoded) <= _LONGEST else None


def internal(sheet: str, cell: str) -> str:
    """Return the address of a cell in this workbook."""
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!{cell}"
