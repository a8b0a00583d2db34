"""Projects that a unit left out of the newer version of a workbook in which it hands in all of its projects.

Every other form of such a workbook is replaced by one of the newer workbook; the one that is not there any more was
withdrawn, or forgotten, or the newer workbook holds only what was to be mended.  It leaves the sums only where
the newer one is the older again: by its name, and with something in it that nobody mended; or a summary of the level
below, which always lists everything.  Else it counts, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from xlperf.data.names import MEMBER_MARK, body_key
from xlperf.data.resources import load_json
from xlperf.forms.form import Form, Source
from xlperf.rules.versions.version_marks import names_of, version_mark, without_marks
from xlperf.rules.versions.version_rank import values_of


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A form of which the newer workbook of its unit knows nothing.

    Attributes:
        form: it, in the older workbook.
        newer: a form of the newer one that replaced one of those beside it; newer_file: the newer workbook.
        is_out: it does not count.
    """

    form: Form
    newer: Form
    newer_file: str
    is_out: bool


_Whole = tuple[str, str, bool]
"""A workbook and a kind of form, and whether it is a summary of the level below, which lists the files of its forms."""


def withdrawn_forms(versions: Sequence[tuple[Sequence[Form], Form]]) -> list[Withdrawn]:
    """Return the forms that the newer workbooks of their units have left out.

    Args:
        versions: of every project all forms, and the one that counts.
    """
    wholes: dict[_Whole, list[Form]] = {}
    chosen: dict[Source, Form] = {}
    for forms, best in versions:
        for form in forms:
            wholes.setdefault(_whole_of(form), []).append(form)
            chosen[form.source] = best
    alone = {form.source for forms, best in versions for form in forms if any(len(wholes[_whole_of(each)]) < 2 for each in forms)}
    return [each for older in wholes for each in _left_out_of(older, wholes, chosen) if each.form.source not in alone]


def _left_out_of(older: _Whole, wholes: Mapping[_Whole, Sequence[Form]], chosen: Mapping[Source, Form]) -> Iterator[Withdrawn]:
    left = [form for form in wholes[older] if chosen[form.source] is form]
    gone = [form for form in wholes[older] if chosen[form.source] is not form]
    others = {_whole_of(chosen[form.source]) for form in gone}
    if not left or len(left) > len(gone) or len(others) != 1 or older in others:
        return
    (newer,) = others
    is_summary = newer[2] and older[2]
    units = {body_key(form.text("/unit")) for form in wholes[newer]}
    if (len(gone) < 2 and not is_summary) or not units.issuperset(body_key(form.text("/unit")) for form in left):
        return
    is_again = is_summary or (
        without_marks(newer[0]) == without_marks(older[0])
        and any(values_of(form) == values_of(chosen[form.source]) for form in gone)
    )
    for form in left:
        is_out = is_again and _rank(newer[0], form) > _rank(older[0], form)
        yield Withdrawn(form, chosen[gone[0].source], newer[0], is_out)


def _rank(whole: str, form: Form) -> tuple[object, ...]:
    return version_mark(whole, names_of(form)).rank


def _whole_of(form: Form) -> _Whole:
    container, _, _ = form.source.file.rpartition(MEMBER_MARK)
    is_summary = PurePosixPath(container).suffix.lower() in load_json("schemas", "version-marks.json")["own_formats"]
    return (container if is_summary else form.source.file), form.kind, is_summary
