"""The tables of a batch as a SQLite database, or as CSV files that Excel opens."""

from __future__ import annotations

import csv
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from decimal import Decimal
from functools import partial
from io import StringIO
from pathlib import Path

from xlperf.book.cell_text import FORMULA_STARTS
from xlperf.book.delivery import Replaceable, deliver, ensure_writable, require_ours
from xlperf.data.system_faults import said_of
from xlperf.errors import OutputError
from xlperf.export.export_tables import ExportTable, Value
from xlperf.intake.long_path import reachable

APPLICATION_ID = 0x786C7066
"""``xlpf`` in the header of every database that xlperf writes: such a file may be written again."""

_APPLICATION_ID_AT = 68
_BOM = "\ufeff"
WHAT = "导出的数据"
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "money": "NUMERIC"}


def require_database(path: Path) -> None:
    """Find out before the work begins whether a database can be written.

    Raises:
        OutputError: it cannot, or another's file stands there.
    """
    ensure_writable(reachable(path), WHAT, _is_our_database)


def write_database(tables: Sequence[ExportTable], path: Path) -> None:
    """Write a SQLite database; its table ``columns`` says what every column is.

    Raises:
        OutputError: it cannot be written, or another's file stands there.
    """
    deliver(_database(tables), reachable(path), WHAT, _is_our_database)


def write_csv_files(tables: Sequence[ExportTable], folder: Path) -> None:
    """Write one .csv a table into a folder, in UTF-8 with a mark, every value in quotes.

    A text that Excel would take for a formula is led by an apostrophe.

    Raises:
        OutputError: a file cannot be written, or another's file stands there.
    """
    written = {f"{table.title}.csv": csv_text(table) for table in tables}
    deliver_all(
        (folder / name, content, partial(_begins_with, content[: content.index(b"\n")])) for name, content in written.items()
    )


def deliver_all(files: Iterable[tuple[Path, bytes, Replaceable]]) -> None:
    """Write the files of a folder, made where it is not there; nothing is written where one of them cannot be.

    Args:
        files: path, content, and what tells whether a file that stands there may go.

    Raises:
        OutputError: a file cannot be written, or another's file stands there.
    """
    waiting = [(reachable(path), content, replaceable) for path, content, replaceable in files]
    for folder in dict.fromkeys(path.parent for path, _, _ in waiting):
        make_folder(folder)
    for path, _, replaceable in waiting:
        require_ours(path, WHAT, replaceable)
        ensure_writable(path, WHAT, replaceable)
    for path, content, replaceable in waiting:
        deliver(content, path, WHAT, replaceable)


def make_folder(folder: Path) -> None:
    """Make the folder that tables are written into, where it is not there.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        reachable(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"文件夹“{folder.name}”建不成：{said_of(error)}。", "请检查能否写入，或用 -o 指定别的位置。") from error


def csv_text(table: ExportTable) -> bytes:
    """Return a table as CSV."""
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    writer.writerows([[_harmless(each) for each in row] for row in table.rows])
    return (_BOM + text.getvalue()).encode("utf-8", "replace")


def _database(tables: Sequence[ExportTable]) -> bytes:
    """Return the bytes of a database, made in memory: a run that is killed leaves nothing.

    Raises:
        OutputError: Python before 3.11 needs a temporary folder for it, and there is none.
    """
    if sys.version_info >= (3, 11):
        with closing(sqlite3.connect(":memory:")) as connection:
            _fill_all(connection, tables)
            return connection.serialize()
    try:
        with tempfile.TemporaryDirectory(prefix="xlperf-") as folder:
            place = Path(folder) / "export.sqlite"
            with closing(sqlite3.connect(place)) as connection:
                _fill_all(connection, tables)
            return place.read_bytes()
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"{WHAT}没有写成：临时文件夹不能用（{error}）。", "请检查临时文件夹能否写入、磁盘是否已满。") from error


def _fill_all(connection: sqlite3.Connection, tables: Sequence[ExportTable]) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with connection:
        for table in tables:
            _fill(connection, table)
        rows = [(table.name, column.name, column.title) for table in tables for column in table.columns]
        connection.execute('CREATE TABLE "columns" ("table" TEXT, "column" TEXT, "title" TEXT)')
        connection.executemany('INSERT INTO "columns" VALUES (?, ?, ?)', rows)


def _fill(connection: sqlite3.Connection, table: ExportTable) -> None:
    columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', map(_bound, table.rows))


def _bound(row: Iterable[Value]) -> tuple[str | int | None, ...]:
    """Return a row as SQLite takes it: decimals as text, which the column makes a number of."""
    return tuple(format(each, "f") if isinstance(each, Decimal) else _fit(each) if isinstance(each, str) else each for each in row)


def _fit(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _harmless(value: Value) -> str | int | None:
    if isinstance(value, str):
        return f"'{value}" if value.startswith((*FORMULA_STARTS, "\r")) else value
    return format(value, "f") if isinstance(value, Decimal) else value


def _is_our_database(path: Path) -> bool:
    try:
        with path.open("rb") as source:
            head = source.read(_APPLICATION_ID_AT + 4)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3") and int.from_bytes(head[_APPLICATION_ID_AT:], "big") == APPLICATION_ID


def _begins_with(head: bytes, path: Path) -> bool:
    try:
        with path.open("rb") as source:
            return source.read(len(head)) == head
    except OSError:
        return False
