"""Which file is the returned copy of another, mended by its unit: the 退回说明 in it tells what the other one said.

Names of files and forms may have changed on the way; the unit, the project or the year may be the very thing that was mended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlperf.data.names import bare, body_key, project_name_key
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source

_DATES = ("/start_date", "/end_date")


def returned_rounds(files: Sequence[FileResult]) -> dict[str, int]:
    """Return how often each file was returned to its unit and mended, as far as what it was before stands beside it."""
    before = _origins(files)

    def depth(file: str, seen: frozenset[str]) -> int:
        return max((1 + depth(each, seen | {file}) for each in before.get(file, ()) if each not in seen), default=0)

    return {file: depth(file, frozenset([file])) for file in before}


def came_from(file: str, files: Sequence[FileResult]) -> frozenset[str]:
    """Return what a mended copy was each time that it went back, as far as that stands beside it."""
    before = _origins(files)
    found: set[str] = set()
    waiting = [file]
    while waiting:
        older = set(before.get(waiting.pop(), ())) - found
        found |= older
        waiting += older
    return frozenset(found)


def answered_forms(files: Sequence[FileResult]) -> dict[Source, Source]:
    """Return, for the forms of mended copies, the form that each was when it went back."""
    held = {each.file: each.forms for each in files}
    return {
        form.source: origin.source
        for file, origins in _origins(files).items()
        for each in origins
        for form, origin in _paired(held[file], held[each])
        if _is_mended(form, origin)
    }


def _origins(files: Sequence[FileResult]) -> Mapping[str, tuple[str, ...]]:
    """Return the files that each mended copy was when it went back; a copy that still says the same is none."""
    if not any(each.notices for each in files):
        return {}
    contents = {each.file: content_digest(each.forms) for each in files if each.forms}
    by_content = {content: file for file, content in contents.items()}
    found: dict[str, tuple[str, ...]] = {}
    for each in files:
        said = {notice.content for notice in each.notices} - {contents.get(each.file, ""), ""}
        origins = tuple(by_content[content] for content in sorted(said & set(by_content)))
        if origins and each.forms:
            found[each.file] = origins
    return found


def _paired(forms: Sequence[Form], origins: Sequence[Form]) -> list[tuple[Form, Form]]:
    """Return the forms of two files that stand in one place: by sheet and order on it, else as the only ones."""
    if len(forms) == len(origins) == 1:
        return [(forms[0], origins[0])]
    places = {(each.source.sheet, at): each for each, at in _placed(origins)}
    return [(each, places[each.source.sheet, at]) for each, at in _placed(forms) if (each.source.sheet, at) in places]


def _placed(forms: Sequence[Form]) -> list[tuple[Form, int]]:
    """Return each form with how many stand before it on its sheet."""
    seen: dict[str, int] = {}
    placed = []
    for form in forms:
        at = seen.get(form.source.sheet, 0)
        seen[form.source.sheet] = at + 1
        placed.append((form, at))
    return placed


def _is_mended(form: Form, origin: Form) -> bool:
    """Tell whether a form is what became of another, not another project typed over it.

    Half of the names of its indicators still stand; where one of unit, project and year is another, rather than one that
    was blank, so does half of the money, and for another year the dates do.
    """
    if form.kind != origin.kind or not _mostly(_names(origin), _names(form)):
        return False
    changed = [name for name, was, now in zip(_KEYS, _key(origin), _key(form), strict=True) if was and was != now]
    if len(changed) > 1 or (changed and not _mostly(_money(origin), _money(form))):
        return False
    return "year" not in changed or all(form.text(each) == origin.text(each) for each in _DATES)


_KEYS = ("unit", "project", "year")


def _key(form: Form) -> tuple[str, str, str]:
    year = form.text("/year")
    return body_key(form.text("/unit")), project_name_key(form.text("/project_name"), year), year


def _names(form: Form) -> set[object]:
    return {bare(form.text(row["level3"].name)) for row in form.rows if "level3" in row}


def _money(form: Form) -> set[object]:
    fields = (each for each in form.fields if each.name.startswith("/funding/"))
    return {(each.name, each.value) for each in fields if isinstance(each.value, Decimal) and each.value}


def _mostly(was: set[object], now: set[object]) -> bool:
    """Tell whether half of what stood there still does; of nothing nothing can be said."""
    return bool(was) and 2 * len(was & now) >= len(was)
