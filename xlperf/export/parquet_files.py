"""The tables of a batch as Parquet files, by the extra ``parquet``: typed, for programs that ask questions of many batches.

pyarrow and not fastparquet: it is the format's own library, keeps money exact (decimal128) where fastparquet goes by way
of pandas and floats, and needs no other package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from xlperf.data.components import install_command
from xlperf.errors import InputError
from xlperf.export.export_files import deliver_all
from xlperf.export.export_tables import COLUMNS_TABLE, ColumnKind, ExportTable, Value

UNFIT = "unfit"
"""The column that holds what does not fit a column of numbers: a score 良好, a number of fifty digits."""

_UNFIT_TITLE = "放不进数字列的原文（列名=原文）"
_DIGITS = 38
_SCALES: dict[ColumnKind, int] = {"money": 2, "number": 10}
_MARK = b"xlperf-export"
_TAIL_BYTES = 1 << 20


def require_parquet() -> None:
    """Find out before the work begins whether Parquet files can be written.

    Raises:
        InputError: pyarrow is not installed; with what to do.
    """
    try:
        import_module("pyarrow.parquet")
    except ImportError as error:
        hint = f"请运行 {install_command(('parquet',))} 后重试，或导出为 CSV、SQLite。"
        raise InputError("导出 Parquet 要用到 pyarrow，这台电脑没有安装。", hint) from error


def write_parquet_files(tables: Sequence[ExportTable], folder: Path) -> None:
    """Write one .parquet a table into a folder, and ``columns.parquet``, which says what every column is.

    Raises:
        OutputError: a file cannot be written, or another's file stands there.
    """
    said = [(table.name, column.name, column.title) for table in tables for column in table.columns]
    said += [(table.name, UNFIT, _UNFIT_TITLE) for table in tables if _numbers(table)]
    whole = (*tables, COLUMNS_TABLE.with_rows(said))
    deliver_all((folder / f"{table.name}.parquet", parquet_bytes(table), _is_ours) for table in whole)


def parquet_bytes(table: ExportTable) -> bytes:
    """Return a table as Parquet: texts, whole numbers, money in 元 with two decimals, other numbers with ten."""
    arrow: Any = import_module("pyarrow")
    types = {"text": arrow.string(), "integer": arrow.int64()}
    types |= {kind: arrow.decimal128(_DIGITS, scale) for kind, scale in _SCALES.items()}
    fields = [arrow.field(each.name, types[each.kind], metadata={"title": each.title}) for each in table.columns]
    unfit: list[list[str]] = [[] for _ in table.rows]
    columns = [[row[at] for row in table.rows] for at in range(len(table.columns))]
    for column, values in zip(table.columns, columns, strict=True):
        if column.kind in _SCALES:
            values[:] = _fitting(column.name, values, _SCALES[column.kind], unfit)
    if _numbers(table):
        fields.append(arrow.field(UNFIT, types["text"], metadata={"title": _UNFIT_TITLE}))
        columns.append(["；".join(each) or None for each in unfit])
    schema = arrow.schema(fields, metadata={_MARK: table.title.encode()})
    arrays = [arrow.array(_encodable(values), field.type) for values, field in zip(columns, fields, strict=True)]
    written = BytesIO()
    import_module("pyarrow.parquet").write_table(arrow.Table.from_arrays(arrays, schema=schema), written)
    return written.getvalue()


def _numbers(table: ExportTable) -> bool:
    return any(each.kind in _SCALES for each in table.columns)


def _fitting(name: str, values: Iterable[Value], scale: int, unfit: Sequence[list[str]]) -> list[Value]:
    """Return the numbers of a column; what is none, or has more digits than the column, is noted as it is."""
    found: list[Value] = []
    for value, others in zip(values, unfit, strict=True):
        fits = value is None or (isinstance(value, Decimal) and _fits(value, scale))
        found.append(value if fits else None)
        if not fits:
            others.append(f"{name}={value:f}" if isinstance(value, Decimal) else f"{name}={value}")
    return found


def _fits(number: Decimal, scale: int) -> bool:
    if not number.is_finite():
        return False
    _, digits, exponent = number.normalize().as_tuple()
    return -int(exponent) <= scale and len(digits) + int(exponent) <= _DIGITS - scale


def _encodable(values: Iterable[Value]) -> list[Value]:
    return [each.encode("utf-8", "replace").decode("utf-8") if isinstance(each, str) else each for each in values]


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as source:
            if source.read(4) != b"PAR1":
                return False
            source.seek(max(4, path.stat().st_size - _TAIL_BYTES))
            return _MARK in source.read()
    except OSError:
        return False
