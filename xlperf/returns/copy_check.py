"""A marked copy is opened again and held against the original before it may leave."""

from __future__ import annotations

from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits
from xlperf.intake.return_notice import is_notice
from xlperf.intake.sheet import Sheet
from xlperf.intake.workbook_reader import parse_every_sheet, parse_workbook
from xlperf.returns.selection import Returned
from xlperf.returns.xml_places import UnpatchablePart, places

_XML = (".xml", ".rels")


def verify_copy(copy: bytes, original: bytes, returned: Returned, limits: Limits) -> None:
    """Compare a copy with its original.

    Every cell of every sheet must read the same, value, kind and number format, and so
    the forms.  The sheet of notices must be there once, with all its rows.  Every part
    that was touched must be well-formed.

    Raises:
        UnpatchablePart, RefusedFile: something differs; the copy may not be delivered.
    """
    if parse_workbook(copy, limits) != parse_workbook(original, limits):
        raise UnpatchablePart("副本读回的内容与原件不同。")
    notices = [each for each in parse_every_sheet(copy, limits).sheets if is_notice(each)]
    listed = (*returned.findings, *returned.explained)
    if len(notices) != 1 or _numbers(notices[0])[-len(listed) :] != list(range(1, len(listed) + 1)):
        raise UnpatchablePart("副本里的退回说明不完整。")
    old, new = Package(original, limits), Package(copy, limits)
    missing = [name for name in old.names() if name not in new]
    if missing:
        raise UnpatchablePart(f"副本缺少部件 {missing[0]}。")
    for name in new.names():
        if name.endswith(_XML) and (name not in old or new.raw(name) != old.raw(name)):
            places(new.text(name), lambda element: True)


def _numbers(notice: Sheet) -> list[int]:
    first_column = (str(cell.value) for (_, column), cell in notice.cells.items() if column == 1)
    return [int(text) for text in first_column if text.isdecimal()]
