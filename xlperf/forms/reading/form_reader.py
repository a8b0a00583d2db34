"""Read every form of a workbook: found by its labels, on any sheet, wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import PurePath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json
from xlperf.forms.form import FUNDING, Field, Form, Remark
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.other_kinds import kind_by_names
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.asides import lost_elsewhere
from xlperf.forms.reading.beside_forms import beside_forms
from xlperf.forms.reading.column_numbers import without_column_numbers, without_line_numbers
from xlperf.forms.reading.continued_tables import continued
from xlperf.forms.reading.covers import cover_sheets, without_covers
from xlperf.forms.reading.indicators.likely_headings import with_level_headings
from xlperf.forms.reading.indicators.split_names import with_whole_names
from xlperf.forms.reading.places.blanked_names import with_blanked_names
from xlperf.forms.reading.places.regions import Fragment, find_regions
from xlperf.forms.reading.places.split_merges import with_split_merges
from xlperf.forms.reading.project_lists.project_list import read_list
from xlperf.forms.reading.refusal import refusal_of
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.forms.reading.table_beside_head import read_form
from xlperf.forms.reading.uncovered import UNCOVERED, uncovered_tables
from xlperf.forms.values.choices import is_choice
from xlperf.intake.sheet import Cell, Sheet, Workbook
from xlperf.intake.unread_sheets import all_read

_FEWEST_WORDS, _LONGEST_WORD = 2, 16
_CODE = lazy_pattern(r"[A-Za-z]?(\d{1,8})")
_NO_WORD = lazy_pattern(r"[。，；！？,;!?]|\d{5}|(?<![\u4e00-\u9fff\d])\d{3}|\d{3}(?![\u4e00-\u9fff\d])|\d\s*[万亿]?元|[≥≤=]\d")
# A form in which none of these says anything was not filled in: a template often comes
# with the department, the year, level names, weights and sums of nothing.
_TELLING = ("/project_name", "/overall_goal", "/annual_goal", "/budget_goal", "/actual_completion")
_TELLING_COLUMNS = ("level3", "target", "actual", "deviation_note")
_PRINTED = ("weight", "execution_rate", "score")


@dataclass(frozen=True, slots=True)
class WorkbookForms:
    """The forms of a workbook, and what else the reader saw in it."""

    forms: tuple[Form, ...]
    remarks: tuple[Remark, ...]


def read_forms(workbook: Workbook, file: str, layouts: Sequence[Layout], vocabulary: Vocabulary) -> WorkbookForms:
    """Return the forms of a workbook in the order of sheets and rows.

    Raises:
        RefusedFile: ``no_form`` when there is none, ``blank_form`` when all are blank; that of a sheet that could not be read.
    """
    found = _Found(_Asked(file, layouts, vocabulary))
    for position, sheet in enumerate(workbook.sheets):
        _read_sheet(found, _without_hidden_lists(sheet), position)
    covers = cover_sheets(workbook.sheets, found.forms)
    forms = without_covers(found.forms, covers)
    if not forms:
        all_read(workbook)
        raise refusal_of(found.blank, found.fragments, found.uncovered, workbook)
    remarks = [
        *_workbook_remarks(workbook),
        *(_uncovered(each, "", each.unread.message, "unread") for each in workbook.sheets if each.unread is not None),
        *(_fragment_remark(sheet, each) for sheet, each in found.fragments if not each.is_mention and sheet.name not in covers),
        *(Remark("blank_form", each.source.sheet, each.source.cell, {"near": each.text("/title")}) for each in found.blank),
        *found.uncovered,
        *found.beside,
        *(each for sheet in workbook.sheets for each in lost_elsewhere(sheet, forms)),
    ]
    return WorkbookForms(tuple(forms), tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What to read: the name of the file, the forms to look for, the level names."""

    file: str
    layouts: Sequence[Layout]
    vocabulary: Vocabulary

    @property
    def single(self) -> tuple[Layout, ...]:
        """The forms of one project each."""
        return tuple(each for each in self.layouts if not each.lists_projects)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the sheets hold that were read so far."""

    asked: _Asked
    forms: list[Form] = field(default_factory=list)
    blank: list[Form] = field(default_factory=list)
    fragments: list[tuple[Sheet, Fragment]] = field(default_factory=list)
    uncovered: list[Remark] = field(default_factory=list)
    beside: list[Remark] = field(default_factory=list)


def _read_sheet(found: _Found, sheet: Sheet, position: int) -> None:
    """Read a sheet, and tell of what stands on it that no form has."""
    file, layouts, vocabulary = found.asked.file, found.asked.layouts, found.asked.vocabulary
    window = with_split_merges(without_line_numbers(window_of(sheet), vocabulary), layouts)
    window = with_whole_names(without_column_numbers(window, vocabulary), layouts, vocabulary)
    window = with_level_headings(window, layouts, vocabulary)
    listed = read_list(sheet, window, position, file, layouts, vocabulary)
    rest = window if listed is None else window.without_rows(*listed.rows)
    regions, pieces = find_regions(with_blanked_names(rest, found.asked.single), found.asked.single)
    covered = [(each.spot.row, each.last_row) for each in pieces]
    read = [read_form(region, sheet, position, file, vocabulary) for region in regions]
    covered += (each.source.rows for each in read)
    if listed is not None:
        covered.append(listed.rows)
        read = sorted((*read, *listed.forms), key=lambda each: each.source.position)
        found.uncovered.extend(listed.remarks)
    _take(found, sheet, read)
    goes_on = continued(found.forms, sheet, window, layouts, vocabulary) if _may_go_on(found.forms, read, pieces) else None
    if goes_on is not None:
        found.forms[-1], told = goes_on[0], [goes_on[1]]
    else:
        found.fragments.extend((sheet, each) for each in pieces)
        told = uncovered_tables(sheet, window, covered, layouts, vocabulary)
    found.uncovered.extend(told)
    if not told and all(each.other for each in pieces):  # else what stands beside is a part of what was told
        kept = {each.cell for form in (*found.forms, *found.blank) if form.source.sheet == sheet.name for each in form.further}
        found.beside.extend(beside_forms(sheet, window, covered, kept, layouts, vocabulary))


def _take(found: _Found, sheet: Sheet, read: Sequence[Form]) -> None:
    """Keep the forms of a sheet, unless the sheet or the file is called as forms of a kind that is not read."""
    found.blank.extend(each for each in read if not is_filled(each))
    names = (PurePath(found.asked.file).stem, sheet.name)
    called = kind_by_names(read[0].text("/title"), names) if _may_be_other(read, found.asked.layouts) else ""
    if called:
        found.uncovered.append(_uncovered(sheet, read[0].source.cell, called, "other"))
    else:
        found.forms.extend(filter(is_filled, read))


def _may_go_on(before: Sequence[Form], read: Sequence[Form], pieces: Sequence[Fragment]) -> bool:
    """True for a sheet behind a form that has no form, and no more of the head of one than its title."""
    return bool(before) and not read and all(not each.other and not each.known for each in pieces)


def is_filled(form: Form) -> bool:
    """Return True when the unit wrote anything of its own into a form.

    That is a project name, a goal, a name or a target or a result of an indicator,
    or an amount other than the 0 of an empty sum.
    """
    return any(_is_telling(each) for each in form.fields if each.cell is not None and not each.blank)


def _is_telling(each: Field) -> bool:
    column = each.name.rpartition("/")[2]
    if each.name.startswith(FUNDING) and column not in _PRINTED:
        return bool(each.value) if isinstance(each.value, Decimal) else "not_a_number" in each.notes
    return each.name in _TELLING or column in _TELLING_COLUMNS


def _workbook_remarks(workbook: Workbook) -> list[Remark]:
    found = []
    if workbook.has_macros:
        found.append(Remark("macros"))
    if workbook.has_external_links:
        found.append(Remark("external_links"))
    if workbook.embedded:
        found.append(Remark(UNCOVERED, detail={"label": "", "part": "embedded", "count": str(workbook.embedded)}))
    for sheet in workbook.sheets:
        if sheet.state != "visible" and sheet.cells and not _is_of_program(sheet) and not _is_word_list(sheet):
            found.append(Remark("hidden_sheet", sheet.name, detail={"kind": "工作表"}))
        if sheet.cut_off:
            found.append(Remark("cut_off", sheet.name))
    return found


def _is_of_program(sheet: Sheet) -> bool:
    """True for a sheet that a spreadsheet program hid for itself: WPS keeps the pictures of cells in one."""
    return any(fnmatchcase(sheet.name, each) for each in load_json("schemas", "intake.json")["program_sheets"])


def _is_word_list(sheet: Sheet) -> bool:
    """True for the words behind a drop-down list (数据字典): short, in a column or a row, no sentence, no number but codes."""
    rows = {row for row, _ in sheet.cells}
    if len(rows) == 1 and len(sheet.cells) > _FEWEST_WORDS and all(map(_is_word, sheet.cells.values())):
        return True
    columns: dict[int, list[Cell]] = {}
    for (_, column), cell in sorted(sheet.cells.items()):
        columns.setdefault(column, []).append(cell)
    return all(len(each) >= _FEWEST_WORDS and (_are_codes(each) or all(map(_is_word, each))) for each in columns.values())


def _without_hidden_lists(sheet: Sheet) -> Sheet:
    """Return a sheet without hidden columns that hold the choices behind a drop-down list, and nothing else."""
    columns: dict[int, list[Cell]] = {}
    for (_, column), cell in sheet.cells.items() if sheet.hidden_columns else ():
        if column in sheet.hidden_columns:
            columns.setdefault(column, []).append(cell)
    lists = {column for column, cells in columns.items() if _are_choices(cells)}
    if not lists:
        return sheet
    return replace(sheet, cells={at: each for at, each in sheet.cells.items() if at[1] not in lists})


def _are_choices(cells: Sequence[Cell]) -> bool:
    """True for several choices, each once; a column of a list names one again, and has a heading."""
    words = {str(each.value) for each in cells}
    return len(words) == len(cells) >= _FEWEST_WORDS and all(map(_is_word, cells)) and all(map(is_choice, words))


def _is_word(cell: Cell) -> bool:
    return cell.kind == "text" and len(str(cell.value)) <= _LONGEST_WORD and not _NO_WORD.search(str(cell.value))


def _are_codes(cells: Sequence[Cell]) -> bool:
    """True for codes or years, which begin with 0 or a letter, or go up by one: 001, A01, 2026; amounts do not."""
    texts = [str(each.value).strip() for each in cells]
    codes = [int(found[1]) for text in texts if (found := _CODE.fullmatch(text))]
    is_marked = all(text.startswith("0") or not text[0].isdigit() for text in texts if text)
    return len({*texts}) == len(codes) == len(cells) and (is_marked or all(two - one == 1 for one, two in pairwise(codes)))


def _fragment_remark(sheet: Sheet, fragment: Fragment) -> Remark:
    """Return the remark on a place that looks like a form but could not be read as one, or is one of a kind that is not read."""
    if fragment.other:
        return _uncovered(sheet, fragment.spot.address, fragment.other, "other")
    detail = {"label": "、".join(fragment.missing) or "项目名称", "near": fragment.layout.name}
    return Remark("incomplete_form", sheet.name, fragment.spot.address, detail)


def _uncovered(sheet: Sheet, cell: str, name: str, part: str) -> Remark:
    """Return the remark on a form that is named and not read: of another kind (``other``), or of a sheet that cannot be read."""
    return Remark(UNCOVERED, sheet.name, cell, {"label": name, "part": part, "count": "1"})


def _may_be_other(read: Sequence[Form], layouts: Sequence[Layout]) -> bool:
    """True for the filled declarations of a sheet, of none of the department's own layouts."""
    own = {each.id for each in layouts if each.folder is not None}
    return any(map(is_filled, read)) and all(each.kind == "declaration" and each.template not in own for each in read)
