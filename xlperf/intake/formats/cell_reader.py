"""One ``c`` element of a worksheet part as a cell: its value, kind and format, and what the cell holds beside a value.

openpyxl's reader of cells is private, twice as slow, takes a result that is the
empty text for no result, and a day that no spreadsheet shows for an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from xml.etree.ElementTree import Element, ParseError

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.intake.formats.cell_styles import PLAIN, CellStyle, cell_styles
from xlperf.intake.formats.day_numbers import day_of
from xlperf.intake.formats.package import Package
from xlperf.intake.formats.rich_text import Run, TextTable, runs_of, simple_text, text_and_struck, text_table
from xlperf.intake.formats.spreadsheetml import MAIN, Relations, awaits_calculation, counts_from_1904, related, unescape
from xlperf.intake.refusals import broken_part
from xlperf.intake.sheet import Cell, SetAside, address

_VALUE, _FORMULA, _INLINE = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"
_ON = ("1", "true")
_ZEROS = ("0", "0.0")
PICTURE = lazy_pattern(r"=?(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
_LONGEST_WHOLE, _LONGEST_LABEL = 400, 40


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the cells of a workbook have in common.

    Attributes:
        texts: the shared texts.
        styles: the styles that are not plain, by the number that a cell names.
        from_1904: days are counted from 1904.
        uncalculated: the program that wrote it left its formulas to be calculated, so that a result of 0 is none.
    """

    texts: TextTable
    styles: Mapping[str, CellStyle]
    from_1904: bool = False
    uncalculated: bool = False


def book_facts(package: Package, workbook: Element, relations: Relations) -> BookFacts:
    """Return what the cells of a workbook have in common; broken styles cost the formats, broken texts the file.

    Raises:
        RefusedFile: ``damaged``.
    """
    texts, styles = related(relations, "sharedStrings"), related(relations, "styles")
    return BookFacts(
        shared_texts(package, texts) if texts in package else TextTable(is_missing=texts != ""),
        cell_styles(package.part(styles)) if styles in package else {},
        counts_from_1904(workbook),
        awaits_calculation(workbook),
    )


def shared_texts(package: Package, part: str) -> TextTable:
    """Return the shared texts of a workbook.

    Raises:
        RefusedFile: ``damaged``.
    """
    try:
        return text_table(package.part(part))
    except (ParseError, ValueError, LookupError) as error:
        raise broken_part(part) from error


class CellReader:
    """Reads the cells of one worksheet, in their order: a shared formula counts from its first cell.

    Attributes:
        set_aside: what cells hold that is no value, by row and column.
        texts: how many cells were to hold a text.
    """

    def __init__(self, book: BookFacts) -> None:
        self.set_aside: dict[tuple[int, int], SetAside] = {}
        self.texts = 0
        self._book = book
        self._shared: dict[str, tuple[str, str]] = {}

    def read(self, element: Element, row: int, column: int) -> Cell | None:
        """Return the cell of a ``c`` element, None for a blank one.

        Raises:
            IndexError: a shared text is wanted, and the part that holds them is missing.
        """
        stored: str | None = None
        formula: Element | None = None
        inline: Element | None = None
        for each in element:
            tag = each.tag
            if tag == _VALUE:
                stored = each.text or ""
            elif tag == _FORMULA:
                formula = each
            elif tag == _INLINE:
                inline = each
        number = element.get("s")
        style = PLAIN if number is None else self._book.styles.get(number, PLAIN)
        kind = element.get("t", "n")
        if formula is not None:
            return self._result(element, formula, stored, kind, style, (row, column))
        if kind == "s":
            return self._shared_text(stored, style, (row, column))
        if kind == "inlineStr":
            return self._inline_text(inline, stored, style, (row, column))
        if _stands_for_picture(element, kind, stored):
            self.set_aside[row, column] = SetAside("picture", stored or "")
            return None
        return self._value(stored, kind, style, (row, column), False) if stored else None

    def _result(
        self, element: Element, formula: Element, stored: str | None, kind: str, style: CellStyle, place: tuple[int, int]
    ) -> Cell | None:
        """Return the result of a formula; it is unknown where none is stored, and blank where it is the empty text."""
        text = self._formula(formula, place)
        if PICTURE.match(text) or _stands_for_picture(element, kind, stored):
            self.set_aside[place] = SetAside("picture", text)
            return None
        if stored == "" and kind == "str":
            return None
        if not stored or (self._book.uncalculated and kind == "n" and stored in _ZEROS):
            if style.struck:
                self.set_aside[place] = SetAside("struck", text)
                return None
            return Cell(text, "uncached", style.code, True)
        if kind == "s":
            return self._shared_text(stored, style, place)
        return self._value(stored, kind, style, place, True)

    def _formula(self, formula: Element, place: tuple[int, int]) -> str:
        """Return the text of a formula; one that is shared counts from the cell where it is written."""
        text, group = formula.text or "", formula.get("si")
        if formula.get("t") != "shared" or group is None:
            return f"={text}"
        here = address(*place)
        if text:
            self._shared[group] = f"={text}", here
        elif group in self._shared:
            from openpyxl.formula.translate import Translator  # few forms need it, and its package takes long to load

            written, origin = self._shared[group]
            return str(Translator(written, origin).translate_formula(here))
        return f"={text}"

    def _shared_text(self, stored: str | None, style: CellStyle, place: tuple[int, int]) -> Cell | None:
        table = self._book.texts
        self.texts += 1
        try:
            index = int(stored or "")
        except ValueError:
            index = -1
        if not 0 <= index < len(table.texts):
            if table.is_missing:
                raise IndexError("the part of shared texts is missing")
            self.set_aside[place] = SetAside("lost", "")
            return None
        if index in table.runs:
            return self._text(table.runs[index], style, place)
        return self._plain_text(table.texts[index], style, place)

    def _inline_text(self, inline: Element | None, stored: str | None, style: CellStyle, place: tuple[int, int]) -> Cell | None:
        self.texts += 1
        # Some programs put the text where results stand.
        text = unescape(stored or "") if inline is None else simple_text(inline)
        if text is None and inline is not None:
            return self._text(runs_of(inline), style, place)
        return self._plain_text(text or "", style, place)

    def _plain_text(self, text: str, style: CellStyle, place: tuple[int, int]) -> Cell | None:
        if style.struck:
            return self._text((Run(text, None, ""),), style, place)
        if not text or self._is_picture(text, place):
            return None
        return _label(text, style.code) if len(text) < _LONGEST_LABEL else Cell(text, "text", style.code)

    def _text(self, runs: tuple[Run, ...], style: CellStyle, place: tuple[int, int]) -> Cell | None:
        text, struck = text_and_struck(runs, style.struck)
        if struck.strip():
            self.set_aside[place] = SetAside("struck", struck)
        return Cell(text, "text", style.code) if text and not self._is_picture(text, place) else None

    def _is_picture(self, text: str, place: tuple[int, int]) -> bool:
        """Return True for what a picture in a cell leaves where the program that placed it is not at hand."""
        if "(" not in text or not PICTURE.match(text):
            return False
        self.set_aside[place] = SetAside("picture", text)
        return True

    def _value(self, stored: str, kind: str, style: CellStyle, place: tuple[int, int], formula: bool) -> Cell | None:
        if style.struck:
            self.set_aside[place] = SetAside("struck", stored)
            return None
        if kind == "str":
            text = unescape(stored)
            return None if self._is_picture(text, place) else Cell(text, "text", style.code, formula)
        if kind == "e":
            return Cell(stored, "error", style.code, formula)
        if kind == "b":
            return Cell(stored.strip() in _ON, "boolean", style.code, formula)
        if kind == "d":
            return _iso_day(stored, style.code, formula)
        try:
            number = _number(stored)
        except ValueError:
            self.set_aside[place] = SetAside("lost", stored)
            return None
        if number is None:
            return Cell("#NUM!", "error", style.code, formula)
        if style.is_date:
            day = day_of(number, self._book.from_1904)
            if day is not None:
                return Cell(day, "date", style.code, formula, stored=number)
        return Cell(number, "number", style.code, formula, from_1904=self._book.from_1904)


@lru_cache(maxsize=4096)
def _label(text: str, code: str) -> Cell:
    """Return a cell with a short text; labels are the same in every form, and so is their cell."""
    return Cell(text, "text", code)


def _stands_for_picture(element: Element, kind: str, stored: str | None) -> bool:
    """Return True for what programs that know no pictures in cells show in place of one: #VALUE! with rich data behind it."""
    return kind == "e" and stored == "#VALUE!" and element.get("vm") is not None


def _number(stored: str) -> Decimal | None:
    """Return a stored number as the shortest decimal that stands for it: 0.1 and not 0.1000000000000000055."""
    if stored.isdecimal() and len(stored) < _LONGEST_WHOLE:
        return Decimal(stored)
    number = float(stored)
    if not isfinite(number):
        return None
    return Decimal(int(stored)) if stored[1:].isdecimal() else Decimal(repr(number))


def _iso_day(stored: str, code: str, formula: bool) -> Cell:
    try:
        return Cell(datetime.fromisoformat(stored.strip()).replace(tzinfo=None), "date", code, formula)
    except ValueError:
        return Cell(stored, "text", code, formula)
