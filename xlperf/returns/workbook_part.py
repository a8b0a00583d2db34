"""The list of a workbook's sheets: the 退回说明 comes behind them and in front of the person who opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count

from xlperf.intake.formats.spreadsheetml import unescape
from xlperf.intake.return_notice import NOTICE_SHEET
from xlperf.returns.package_parts import PackageParts
from xlperf.returns.worksheet_part import reference_attribute, relationships_namespace, unselected
from xlperf.returns.xml_places import Edits, UnpatchablePart, escaped


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet in the list: its name, the part that holds it, whether it is a worksheet, and a visible one."""

    name: str
    part: str
    is_worksheet: bool
    is_visible: bool


class WorkbookPart:
    """The part that lists the sheets of a package.

    Raises:
        UnpatchablePart: it is no list of sheets.
    """

    def __init__(self, parts: PackageParts, name: str) -> None:
        self._parts, self.name = parts, name
        self._data, self._root = parts.root(name)
        holder = self._root.child("sheets")
        if holder is None:
            raise UnpatchablePart("工作簿没有工作表的目录。")
        self._holder = holder
        self._elements = list(holder.all("sheet"))
        related = parts.relationships(name)
        listed = [(each, *related.get(each.attribute("id"), ("", ""))) for each in self._elements]
        self.sheets = tuple(
            ListedSheet(unescape(each.attribute("name")), part, kind == "worksheet", each.attribute("state") in ("", "visible"))
            for each, kind, part in listed
        )

    @property
    def namespace(self) -> str:
        """The main namespace: ordinary or Strict."""
        return self._root.namespace

    @property
    def folder(self) -> str:
        """The folder of the parts, with / at its end."""
        return self.name[: self.name.rfind("/") + 1]

    def relation(self, word: str) -> str:
        """Return the address of a type of relationship."""
        return f"{relationships_namespace(self.namespace)}/{word}"

    def related(self, word: str) -> str:
        """Return the part to which the workbook has a relationship of a type, empty when there is none."""
        return next((part for kind, part in self._parts.relationships(self.name).values() if kind == word), "")

    def add_in_front(self, part: str) -> None:
        """List a new worksheet part as the last sheet, and the one that is seen first."""
        data = self._data
        relationship = self._parts.relate(self.name, self.relation("worksheet"), part)
        numbers = [int(found) for each in self._elements if (found := each.attribute("sheetId")).isdecimal()]
        reference = self._reference(relationship)
        head = f'<{self._holder.sibling_tag("sheet")} name="{escaped(self._free_name())}" sheetId="{max(numbers, default=0) + 1}"'
        edits = Edits(data)
        edits.append(self._holder, f"{head} {reference}/>")
        self._bring_to_front(edits, len(self._elements))

    def show(self, sheet: ListedSheet) -> None:
        """Make a sheet that is listed the one that is seen first."""
        index = self.sheets.index(sheet)
        edits = Edits(self._data)
        if not sheet.is_visible:
            edits.set_attribute(self._elements[index], "state", "visible")
        self._bring_to_front(edits, index)

    def _bring_to_front(self, edits: Edits, index: int) -> None:
        views = self._root.child("bookViews")
        windows = [] if views is None else list(views.all("workbookView"))
        for window in windows:
            edits.set_attribute(window, "activeTab", str(index))
        if not windows and views is not None:
            edits.append(views, self._root.markup(f'<workbookView activeTab="{index}"/>'))
        elif not windows:
            edits.insert(self._holder.start, self._root.markup(f'<bookViews><workbookView activeTab="{index}"/></bookViews>'))
        self._parts.put(self.name, edits.result())
        for part in {each.part: None for each in self.sheets}:
            data = self._parts.text(part)
            front = unselected(data)
            if front is not data:
                self._parts.put(part, front)

    def _reference(self, relationship: str) -> str:
        """Return the attribute with the relationship, written as beside it: some readers go by the prefix."""
        first = self._elements[0] if self._elements else self._holder
        written = re.search(rb"""\s([\w.-]+):id\s*=""", self._data[first.start : first.inside])
        prefix = written[1].decode() if written else "r"
        return reference_attribute(self._data, self._root, relationship, prefix)

    def _free_name(self) -> str:
        taken = {each.name.casefold() for each in self.sheets}
        names = chain((NOTICE_SHEET,), map(f"{NOTICE_SHEET}({{}})".format, count(2)))
        return next(each for each in names if each not in taken)
