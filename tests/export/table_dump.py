"""The tables that a batch is exported as, as lines of text: one in which everything has happened once, and what is blank.

``python -m tests.export.table_dump`` writes the file that ``test_tables_whole.py`` holds the program to.  It pins what is
exported now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.builders import self_evaluation
from tests.summary.batches import batch_of, eventful
from xlperf.export.export_tables import Value, export_tables
from xlperf.run.results import Batch

STORED = Path(__file__).parents[1] / "data" / "export.txt"


def dumped() -> list[str]:
    """Return all lines."""
    return [line.replace("\n", "⏎") for batch in (eventful(), _blank()) for line in _lines(batch)]


def _blank() -> Batch:
    """Return a self-evaluation of which hardly anything is left, and one without the money; both came in a mail."""
    form = self_evaluation(file="甲.xlsx")
    bare = replace(form, fields=tuple(each for each in form.fields if each.name in ("/unit", "/indicators/1/level3")))
    poor = self_evaluation(file="乙.xlsx")
    batch = batch_of(bare, replace(poor, fields=tuple(each for each in poor.fields if not each.name.startswith("/funding/total"))))
    return replace(batch, files=tuple(replace(each, via="来信.eml") for each in batch.files))


def _lines(batch: Batch) -> Iterator[str]:
    for table in export_tables(batch):
        yield f"## {table.name} {table.title} {' '.join(f'{each.name}:{each.kind}:{each.title}' for each in table.columns)}"
        yield from (" | ".join(map(_told, row)) for row in table.rows)


def _told(value: Value) -> str:
    """Return a value, an empty text told apart from none."""
    return "" if value is None else str(value) or "''"


def main() -> None:
    """Write what is exported now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
