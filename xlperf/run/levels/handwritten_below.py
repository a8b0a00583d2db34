"""What somebody wrote by hand into a summary of the level below, beside the forms that it prints: nobody reads that, so it is told.

What its own department notes beside findings (处理情况, 核准) is no part of what it hands in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from xlperf.forms.form import Remark
from xlperf.intake.limits import Limits
from xlperf.intake.own_additions import additions
from xlperf.intake.sheet import Sheet, address

_NOT_HANDED_IN = frozenset(("校验结果", "变动"))


def written_by_hand(data: bytes, limits: Limits, read: Collection[str]) -> list[Remark]:
    """Return a remark on each sheet into which somebody wrote where nothing stood.

    Args:
        data: the summary; limits: of what is read.
        read: names of the sheets that are read as forms.
    """
    written: dict[str, list[tuple[str, str]]] = {}
    for each in additions(data, limits):
        if each.sheet not in read and each.sheet not in _NOT_HANDED_IN:
            written.setdefault(each.sheet, []).append((each.cell, each.text))
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
