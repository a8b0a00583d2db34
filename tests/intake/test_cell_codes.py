"""A cell that somebody typed over is told from those that only moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xlperf.intake.cell_codes import codes_of, packed, typed_over, unpacked

_WRITTEN: dict[int, tuple[str | float | None, ...]] = {
    number: (number, f"灯塔维护{number}期", None, 12.5 * number, 46000 + number, "云溪市图书馆") for number in range(4, 24)
}


def _noted() -> dict[int, object]:
    return unpacked(packed({number: codes_of(row) for number, row in _WRITTEN.items()}))


def _now() -> dict[int, dict[int, object]]:
    """Return the rows as they are read again."""
    found: dict[int, dict[int, object]] = {1: {1: "标题"}, 3: {1: "序号"}}
    for number, (first, name, _, amount, day, unit) in _WRITTEN.items():
        when = date.fromordinal(date(1899, 12, 30).toordinal() + int(day))
        found[number] = {1: Decimal(first), 2: f"{name} ", 4: Decimal(str(amount)), 5: when, 6: unit}
    return found


def test_what_was_left_as_it_was_is_not_told() -> None:
    """Numbers, days and blanks at the ends of a text are read otherwise than they are written."""
    assert typed_over(_now(), _noted()) == ()


def test_the_cell_that_was_typed_over_is_told() -> None:
    """A number, a text, and a text in place of a number; what stands in a blank cell is told elsewhere."""
    rows = _now()
    rows[5][4], rows[9][2], rows[12][4], rows[13][3] = Decimal(1), "渡口修缮", "待定", "补写"
    assert typed_over(rows, _noted()) == ((5, 4), (9, 2), (12, 4))


def test_a_cell_that_was_cleared_is_told() -> None:
    """Its text was taken out, the row stays."""
    rows = _now()
    del rows[5][2]
    assert typed_over(rows, _noted()) == ((5, 2),)


def test_a_sorted_list_is_not_told() -> None:
    """Rows that stand elsewhere are the same rows; one of them was typed over."""
    rows = _now()
    turned = {1: rows[1], 3: rows[3], **{27 - number: row for number, row in rows.items() if number > 3}}
    assert typed_over(turned, _noted()) == ()
    turned[20][2] = "渡口修缮"
    assert typed_over(turned, _noted()) == ((20, 2),)


def test_rows_taken_out_or_put_in_are_not_told() -> None:
    """A line that the clerk deletes or adds is no cell typed over."""
    rows = _now()
    shorter = {number - (number > 8): row for number, row in rows.items() if number != 8}
    assert typed_over(shorter, _noted()) == ()
    longer = {number + (number > 8): row for number, row in rows.items()} | {9: {2: "小计"}}
    assert typed_over(longer, _noted()) == ()


def test_columns_for_everybody_are_not_told() -> None:
    """What is written into 备注 is read by itself."""
    rows = _now()
    rows[5][6] = "等文件"
    assert typed_over(rows, _noted(), {6}) == ()


def test_a_table_that_is_quite_another_is_said_to_be() -> None:
    """A column was put in: no cell can be told."""
    rows = {number: {column + 1: value for column, value in row.items()} for number, row in _now().items()}
    assert typed_over(rows, _noted()) is None


def test_codes_that_a_hand_has_changed_are_none() -> None:
    """Nothing is told by what is no code."""
    assert unpacked("请不要改动") == {}
