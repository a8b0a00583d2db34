"""The looks of the workbooks that come with xlperf, read once and for all.

``python -m xlperf.intake.known_looks`` writes them anew.
Reading one with openpyxl takes as long as reading thirty forms, and the look of a workbook does not change as long as its
bytes do not: ``templates/looks`` holds it as plain values beside the SHA-256 of the workbook.  A workbook that somebody
changed, or a department's own, is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from xlperf.data.resources import data_folder
from xlperf.intake.sheet import Sheet
from xlperf.intake.template_look import CellLook, Edge, PageLook, TemplateLook, read_look, template_workbook

_SIDES = ("left", "right", "top", "bottom")


@cache
def look_of(path: Path, name: str) -> TemplateLook:
    """Return the look of one sheet of a template workbook.

    Raises:
        LayoutError: the workbook is missing or cannot be read.
    """
    sheet = next((each for each in template_workbook(path).sheets if each.name == name), None)
    known = _known(path).get(name) if sheet is not None else None
    return read_look(path, name) if sheet is None or known is None else _look(sheet, known)


def look_file(path: Path) -> Path:
    """Return where the look of a workbook that comes with xlperf is kept."""
    return data_folder("templates") / "looks" / f"{path.stem}.json"


def written(path: Path) -> str:
    """Return the looks of a workbook as the text of their file."""
    sheets = {each.name: _values(read_look(path, each.name)) for each in template_workbook(path).sheets}
    return json.dumps({"sha256": _digest(path), "sheets": sheets}, ensure_ascii=False, indent=1) + "\n"


def _known(path: Path) -> Mapping[str, Any]:
    kept = look_file(path)
    if path.parent != data_folder("templates") or not kept.is_file():
        return {}
    held = json.loads(kept.read_text("utf-8"))
    return held["sheets"] if held["sha256"] == _digest(path) else {}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _values(look: TemplateLook) -> dict[str, Any]:
    kinds = list(dict.fromkeys(look.cells.values()))
    bottom, right = (max(place[each] for place in look.cells) for each in (0, 1))
    rows = [[kinds.index(look.cells[row, column]) for column in range(1, right + 1)] for row in range(1, bottom + 1)]
    return {
        "page": asdict(look.page),
        "default_height": look.default_height,
        "heights": {str(row): height for row, height in look.heights.items()},
        "widths": list(look.widths),
        "formats": [_format(each) for each in kinds],
        "cells": [" ".join(map(str, row)) for row in rows],
    }


def _format(look: CellLook) -> dict[str, Any]:
    """Return what a format has that a plain one has not."""
    plain = CellLook()
    own = {each.name: getattr(look, each.name) for each in fields(look) if getattr(look, each.name) != getattr(plain, each.name)}
    return {key: asdict(value) if isinstance(value, Edge) else value for key, value in own.items()}


def _kind(held: Mapping[str, Any]) -> CellLook:
    own: dict[str, Any] = {key: Edge(**value) if key in _SIDES else value for key, value in held.items()}
    return CellLook(**own)


def _look(sheet: Sheet, held: Mapping[str, Any]) -> TemplateLook:
    kinds = [_kind(each) for each in held["formats"]]
    cells = {
        (row, column): kinds[int(kind)] for row, line in enumerate(held["cells"], 1) for column, kind in enumerate(line.split(), 1)
    }
    heights = {int(row): height for row, height in held["heights"].items()}
    return TemplateLook(sheet, cells, tuple(held["widths"]), heights, held["default_height"], PageLook(**held["page"]))


def main() -> None:
    """Write the looks of every workbook that comes with xlperf."""
    for path in sorted(data_folder("templates").glob("*.xlsx")):
        look_file(path).parent.mkdir(exist_ok=True)
        look_file(path).write_text(written(path), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
