"""Cover pages (封面): a title and the names of a form that stands on another sheet of the same workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlperf.data.names import bare
from xlperf.forms.form import INDICATORS, Form
from xlperf.intake.sheet import Sheet

# A title, the year, some five labels with their values, and who printed it.
_MOST_CELLS = 20


def cover_sheets(sheets: Iterable[Sheet], forms: Sequence[Form]) -> frozenset[str]:
    """Return the names of the sheets that only announce a form of the workbook.

    They hold few cells, none of them a number, and the name of a project whose form, with its indicators, stands on
    another sheet: what they say stands in that form, and no part of a form is missing from them.
    """
    whole = {(bare(form.text("/project_name")), form.source.sheet) for form in forms if _has_indicators(form)}
    return frozenset(sheet.name for sheet in sheets if _is_cover(sheet, {name for name, where in whole if where != sheet.name}))


def without_covers(forms: Iterable[Form], covers: frozenset[str]) -> list[Form]:
    """Return the forms less what looks like one on a cover page."""
    return [each for each in forms if each.source.sheet not in covers or _has_indicators(each)]


def _is_cover(sheet: Sheet, names: set[str]) -> bool:
    if not sheet.cells or len(sheet.cells) > _MOST_CELLS or any(each.kind not in ("text", "date") for each in sheet.cells.values()):
        return False
    texts = [bare(str(each.value)) for each in sheet.cells.values() if each.kind == "text"]
    return any(name and any(name in text for text in texts) for name in names)


def _has_indicators(form: Form) -> bool:
    return any(each.name.startswith(INDICATORS) and not each.blank for each in form.fields)
