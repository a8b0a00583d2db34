"""Workbooks and Word documents whose parts lie in a folder of an archive: somebody unpacked one and zipped what came out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

_LISTING = "[content_types].xml"
_KINDS = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "word/document.xml": ".docx"}


def package_folders(names: Sequence[str]) -> dict[int, tuple[str, tuple[int, ...]]]:
    """Return the packages among the files of an archive.

    Args:
        names: of the files, with /, in their order.

    Returns:
        By the place of its listing how the name of the package ends, and the places of all its parts.
    """
    found: dict[int, tuple[str, tuple[int, ...]]] = {}
    for place, name in enumerate(names):
        folder, _, last = name.rpartition("/")
        if not folder or last.casefold() != _LISTING:
            continue
        below = f"{folder}/"
        parts = tuple(number for number, each in enumerate(names) if each.startswith(below))
        inner = {names[each].removeprefix(below).casefold() for each in parts}
        ending = next((ending for part, ending in _KINDS.items() if part in inner), "")
        if ending:
            found[place] = (ending, parts)
    return found


def packed_again(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return parts by their names as the file that they came from, the same at any time."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()
