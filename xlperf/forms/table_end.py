"""Which rows below a table's header belong to the table: up to its foot, less what stands between two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlperf.forms.dates import is_year_line
from xlperf.forms.labels import Spot, Window
from xlperf.forms.layout import Layout, Vocabulary
from xlperf.forms.regions import is_title
from xlperf.forms.rows import columns_of
from xlperf.forms.text import key_of

_PAGE_NUMBER = re.compile(r"(?:第?[-—]*\d{1,3}[-—]*页?)?(?:[,，/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}|第[一二三四五六七八九十]{1,3}页")
_SIGNED = re.compile(r"[\u4e00-\u9fff]{2,10}(?:\([^()]*\))?:")
_LONGEST_NAME = 40
_WIDE = 3


@dataclass(frozen=True, slots=True)
class TableEnd:
    """Knows the foot of a table and the lines between its pages."""

    window: Window
    layout: Layout
    vocabulary: Vocabulary

    def rows(self, header_row: int) -> Iterator[int]:
        """Yield the rows of the table below its header.

        Titles, year lines, page numbers and 续表 lines between two pages are passed
        over.  A foot (填报人, 注, …) ends the table, unless its header or its side
        label is repeated further down.
        """
        at_foot = False
        for row in self.window.rows_between(header_row + 1, self.window.row_numbers[-1]):
            line = self.window.row(row)
            if at_foot:
                at_foot = not self._resumes(line)
            elif self._is_foot(line):
                at_foot = True
            if not at_foot and not self._is_between_pages(line):
                yield row

    def _resumes(self, line: list[Spot]) -> bool:
        """True for a repeated header, or a row that begins with a side label or a level name as only tables do."""
        table = self.layout.table
        if columns_of(line, table.columns, table.side_keys) is not None:
            return True
        rest = [each for each in line if each.key not in table.side_keys]
        if len(rest) < 2 or len(rest) == len(line) == 2:
            return False
        return rest[0].key in self.vocabulary.level1 or rest[0].key in self.vocabulary.level2

    def _is_foot(self, line: list[Spot]) -> bool:
        """True for the first line below a table: a signature, a note, the heading of what follows."""
        first = line[0]
        key = first.key or key_of(first.text[:20])
        if re.split(r"[:(\d]", key, maxsplit=1)[0] in self.layout.footers:
            return True
        if len(line) > 1:
            return sum(_SIGNED.match(each.key) is not None for each in line) * 2 > len(line)
        if first.cell.kind != "text":
            return False
        return key.endswith(self.layout.headings) or len(first.text.strip()) > _LONGEST_NAME or _SIGNED.match(key) is not None

    def _is_between_pages(self, line: list[Spot]) -> bool:
        """True for what stands between the parts of a table that runs over a page, and is no row of it."""
        first = line[0]
        key = first.key
        if first.cell.kind == "text" and (key in self.layout.continuations or is_title(first, line, (self.layout,))):
            return True
        if len(line) > 1:
            return key in self.layout.label_keys and first.right < line[1].column and self._is_head_row(line)
        known = key in self.vocabulary.level1 or key in self.vocabulary.level2 or key in self.layout.table.total_keys
        wide = first.right - first.column >= _WIDE and not known
        return wide or is_year_line(first.text) or _PAGE_NUMBER.fullmatch(key or first.text.strip()) is not None

    def _is_head_row(self, line: list[Spot]) -> bool:
        """True for a row of the head, repeated on a second page with the title."""
        keys = [keys for each in self.layout.labels if each.field for keys in each.keys]
        return line[0].key in keys
