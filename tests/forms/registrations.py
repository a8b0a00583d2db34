"""New blank forms, drawn from the forms of slips.txt with their values taken out, and what registering makes of each.

Behind slips may stand what is said of the new form's words: ``D12=考核事项 as 考核事项=三级指标``.

``python -m tests.forms.registrations`` writes what it makes of them now into tests/data/registrations.txt: read its diff.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.forms.slips import FORMS, UNHURT, Page, page, sections, slipped
from xlperf.errors import LayoutError
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.reading.labels import Spot
from xlperf.forms.templates.recognition import Recognition
from xlperf.forms.templates.registration import register
from xlperf.intake.sheet import Workbook, address

REGISTRATIONS = Path(__file__).parents[1] / "data" / "registrations.txt"
_ALIAS = re.compile(r"([^=，]+)=([^=，]+)")
_PRINTED = ("title", "year", "level1", "level2")


def emptied(form: str) -> Page:
    """Return a form without what was filled into it: its title, its year line and its level names stay."""
    made = page(sections(FORMS.read_text("utf-8"), "## ")[form])
    for each in read_forms(Workbook("xlsx", (made.sheet(),)), "表.xlsx", load_layouts(), load_vocabulary()).forms:
        for field in (*each.fields, *each.further):
            if field.name.rpartition("/")[2] not in _PRINTED:
                made.cells = {at: cell for at, cell in made.cells.items() if address(*at) != field.cell}
    return made


def told(form: str, slips: Iterable[str]) -> dict[str, list[str]]:
    """Return for each of some slips of a blank form what registering it gives, or why it is refused."""
    blank = emptied(form)
    made = {each: each.partition(" as ") for each in slips}
    return {
        each: list(_registered(blank if slip == UNHURT else slipped(blank, slip), dict(re.findall(_ALIAS, aliases))))
        for each, (slip, _, aliases) in made.items()
    }


def _registered(made: Page, aliases: Mapping[str, str]) -> Iterator[str]:
    seen: list[Recognition] = []
    workbook = Workbook("xlsx", (made.sheet(), *made.others))
    try:
        found = register(workbook, "新表.xlsx", aliases=aliases, recognised=seen.append)
    except LayoutError as refusal:
        yield from (line for each in seen for line in _recognised(each))
        yield f"refused: {refusal}"
        return
    yield from _recognised(found.recognition)
    for key, part in found.layout.items():
        yield from (f"{key} {json.dumps(each, ensure_ascii=False)}" for each in (part if isinstance(part, list) else [part]))
    yield from (f"unread {_where(each)}" for each in found.unread)
    for each in found.unknown:
        yield f"unknown {each.text!r} @{each.cell} {each.part} {each.likely}"
    yield f"{found.unit} {found.filled} filled {' '.join(found.other_sheets)}"
    yield " ".join(f"{name}@{cell}" for name, cell in found.places.items())


def _recognised(found: Recognition) -> Iterator[str]:
    yield f"recognised as {found.base['id']}: {found.title[0]} @{found.title[1]}, header {found.header_row}"
    yield " ".join(f"{each.address}@{each.spot.address}{'!' * each.moved}{each.side}" for each in found.seen)
    yield f"absent {' '.join(name for name, _ in found.absent)}"


def _where(spot: Spot) -> str:
    return f"{spot.text!r} @{spot.address}"


def written() -> dict[str, dict[str, list[str]]]:
    """Return what is written of each form, by slip."""
    forms = sections(REGISTRATIONS.read_text("utf-8"), "## ")
    return {form: dict(sections("\n".join(lines), "# ")) for form, lines in forms.items()}


def main() -> None:
    """Write what registering makes of the forms now."""
    lines: list[str] = []
    for form, slips in written().items():
        lines.append(f"## {form}")
        for slip, said in told(form, slips).items():
            lines += [f"# {slip}", *said]
    REGISTRATIONS.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
