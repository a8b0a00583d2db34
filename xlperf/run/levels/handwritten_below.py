"""What somebody wrote by hand into a summary of the level below, beside the forms that it prints: nobody reads that, so it is told.

What its own department notes beside findings (处理情况, 核准) is no part of what it hands in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from xlperf.data.words import CHANGES_SHEET, FINDINGS_SHEET
from xlperf.forms.form import Remark
from xlperf.intake.limits import Limits
from xlperf.intake.own_additions import additions
from xlperf.intake.own_retyped import retyped
from xlperf.intake.sheet import Sheet, address

_HEADER = 3
"""Where the headers of a list stand in every summary."""

_NOT_HANDED_IN = frozenset((FINDINGS_SHEET, CHANGES_SHEET))


def written_by_hand(
    data: bytes, limits: Limits, read: Collection[str], held_against_forms: Collection[str] = ()
) -> list[Remark]:
    """Return a remark on each sheet into which somebody wrote, where nothing stood or over what stood there.

    Args:
        data: the summary; limits: of what is read.
        read: names of the sheets that are read as forms.
        held_against_forms: names of those that were found to say something else than the forms.
    """
    written: dict[str, list[tuple[str, str]]] = {}
    over = (each for each in retyped(data, limits, _HEADER, {}).retyped if each.sheet not in held_against_forms)
    found = [(each.sheet, each.cell, each.text) for each in additions(data, limits)]
    for sheet, cell, text in (*found, *((each.sheet, each.cell, each.text) for each in over)):
        if sheet not in read and sheet not in _NOT_HANDED_IN:
            written.setdefault(sheet, []).append((cell, text))
    return [_remark(sheet, texts) for sheet, texts in written.items()]


def on_added_sheets(sheets: Iterable[Sheet]) -> Iterator[Remark]:
    """Yield a remark on each sheet that somebody put into a summary, where no form stands on any."""
    for sheet in sheets:
        texts = [(address(*at), str(cell.value)) for at, cell in sorted(sheet.cells.items()) if cell.value is not None]
        if texts:
            yield _remark(sheet.name, texts)


def _remark(sheet: str, texts: Collection[tuple[str, str]]) -> Remark:
    cell, text = next(iter(texts))
    return Remark("beside_forms", sheet, cell, {"part": "by_hand", "text": text, "count": str(len(texts))})
