"""What the letters about batches say, as lines of text: as text and as HTML, to the bureau and within the department.

``python -m tests.mail.letter_dump`` writes the file that ``test_letters_whole.py`` holds the program to.  It pins what is
said now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.builders import declaration
from tests.mail.drafts import envelope, parts_of
from tests.summary.batches import eventful, finding, of_many_units
from xlperf.mail.message import draft
from xlperf.run.results import Batch

STORED = Path(__file__).parents[1] / "data" / "letters.txt"
_MANY = 20
"""Files from which on a letter is not told as HTML, too."""


def dumped() -> list[str]:
    """Return all lines."""
    return [line for batch in (eventful(), of_many_units(), _silent()) for line in _letters(batch)]


def _silent() -> Batch:
    """Return a batch of a form without names, with findings that only some may read, and explained ones without words."""
    form = declaration(file="甲.xlsx", unit=None, project_name=None)
    found = finding(form, severity="warning")
    states = ({}, {"reveals": True}, {"because": "explained"}, {"because": "explained", "explanation": "新馆开放。"})
    told = [replace(found, cell=f"E{at}", **state) for at, state in enumerate(states, 6)]  # type: ignore[arg-type]
    told.append(replace(found, because="explained", explanation="保密。", reveals=True))
    return replace(eventful(), files=eventful().files[:1], counted=(form,), findings=tuple(told), superseded={})


def _letters(batch: Batch) -> Iterator[str]:
    parts, to_bureau = parts_of(batch), replace(envelope(), closing=("此致", "敬礼"))
    for internal in (False, True):
        letter = draft(batch, parts, to_bureau, internal)
        yield f"## {letter['Subject']} {internal}"
        for kind in ("plain", "html") if len(batch.files) < _MANY else ("plain",):
            body = letter.get_body((kind,))
            yield from () if body is None else body.get_content().splitlines()


def main() -> None:
    """Write what is said now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
