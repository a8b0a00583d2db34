"""What people do not see of a form, or what is no value: hidden rows, struck text, pictures, lost content, values under a merge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.form import SET_ASIDE, Form, Remark
from xlperf.forms.reading.labels import Window, place
from xlperf.forms.values.display import display_text
from xlperf.forms.values.form_text import drop_invisible
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Area, SetAside, Sheet, column_letters

_LONGEST_QUOTE = 200
_LONGEST_COMMENT = 60
_FIGURE, ADVICE = lazy_pattern(wording("comment_figures")), lazy_pattern(wording("comment_advice"))
_AUTHOR = lazy_pattern(r"[^:：\n]{1,20}[:：][ \t]*\n")


def sheet_remarks(sheet: Sheet, window: Window, area: Area) -> list[Remark]:
    """Return remarks on what people do not see of a form, or what its cells hold beside their values."""
    return [*_hidden_remarks(sheet, area), *_aside_remarks(sheet, area), *_covered_remarks(window, sheet, area)]


def _aside_remarks(sheet: Sheet, area: Area) -> list[Remark]:
    """Return remarks on what stands in cells of a form and is no value of them: struck-out text, pictures, what was lost."""
    inside = [at for at in sheet.set_aside if area.holds(*at)]
    return [_aside_remark(sheet, at) for at in sorted(inside) if _tells(sheet.set_aside[at])]


def _tells(aside: SetAside) -> bool:
    """False for a comment without a figure, and for one that says how the cell is to be filled in or what was found there."""
    if aside.kind != "comment":
        return True
    text = _without_author(aside)
    return len(text) <= _LONGEST_COMMENT and _FIGURE.search(text) is not None and not ADVICE.search(text)


def _without_author(aside: SetAside) -> str:
    """Return the text of a comment in one line, without the name of who wrote it."""
    return " ".join(_AUTHOR.sub("", aside.text.strip(), count=1).split())


def _covered_remarks(window: Window, sheet: Sheet, area: Area) -> list[Remark]:
    """Return remarks on values under merged cells of a form, which nobody sees; what says the same as its merged cell is none."""
    found = []
    for row, column in window.covered:
        if not area.holds(row, column):
            continue
        merged = window.merged_at(row, column)
        home = sheet.cells.get((merged.top, merged.left)) if merged else None
        text = drop_invisible(display_text(sheet.cells[row, column])).strip()
        if text and (home is None or drop_invisible(display_text(home)).strip() != text):
            part = "covered" if home is not None else "covered_alone"
            found.append(Remark(SET_ASIDE, sheet.name, place(row, column), {"part": part, "text": text[:_LONGEST_QUOTE]}))
    return found


def _aside_remark(sheet: Sheet, at: tuple[int, int]) -> Remark:
    aside = sheet.set_aside[at]
    text = _without_author(aside) if aside.kind == "comment" else aside.text.strip()
    return Remark(SET_ASIDE, sheet.name, place(*at), {"part": aside.kind, "text": text[:_LONGEST_QUOTE]})


def lost_elsewhere(sheet: Sheet, forms: Iterable[Form]) -> list[Remark]:
    """Return remarks on lost cells of a sheet outside its forms, which may have held anything, and on boxes beside forms."""
    told = {each.cell for form in forms if form.source.sheet == sheet.name for each in form.remarks if each.kind == SET_ASIDE}
    kinds = ("lost", "text_box") if any(form.source.sheet == sheet.name for form in forms) else ("lost",)
    outside = sorted(at for at, aside in sheet.set_aside.items() if aside.kind in kinds and place(*at) not in told)
    return [_outside(_aside_remark(sheet, at)) for at in outside]


def _outside(remark: Remark) -> Remark:
    """Return a remark on what is lost as one on a cell that is no part of a form, and so may not matter."""
    return replace(remark, detail={**remark.detail, "part": "lost_outside"}) if remark.detail["part"] == "lost" else remark


def _hidden_remarks(sheet: Sheet, area: Area) -> list[Remark]:
    """Return remarks on hidden rows and columns with content inside a form."""
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return []
    places = [at for at in sheet.cells if area.holds(*at)]
    rows = sorted({row for row, _ in places if row in sheet.hidden_rows})
    columns = sorted({column for _, column in places if column in sheet.hidden_columns})
    found = []
    if rows:
        which = "、".join(map(str, rows[:10]))
        found.append(Remark("hidden_rows", cell=place(rows[0], area.left), detail={"kind": "行", "which": which}))
    if columns:
        which = "、".join(map(column_letters, columns[:10]))
        found.append(Remark("hidden_columns", cell=place(area.top, columns[0]), detail={"kind": "列", "which": which}))
    return found
