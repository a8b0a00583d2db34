"""A sheet that cannot be read beside others that can: the others are read, and it is told."""

from __future__ import annotations

from collections.abc import Callable

from xlperf.errors import RefusedFile
from xlperf.intake.sheet import Sheet, SheetState, Workbook

_OF_ONE_SHEET = ("damaged", "too_large")
"""The reasons that lie in a sheet; a password, an attack and a foreign format are the whole file's."""


def read_or_unread(name: str, state: SheetState, read: Callable[[], Sheet]) -> Sheet:
    """Return the sheet that is read, or in its place one without cells that says why it could not be."""
    try:
        return read()
    except RefusedFile as refusal:
        if refusal.reason not in _OF_ONE_SHEET:
            raise
        return Sheet(name, state, {}, unread=refusal)


def all_read(workbook: Workbook) -> Workbook:
    """Return the workbook itself.

    Raises:
        RefusedFile: that of its first sheet that could not be read.
    """
    for each in workbook.sheets:
        if each.unread is not None:
            raise each.unread
    return workbook
