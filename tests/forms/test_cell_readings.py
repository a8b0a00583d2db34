"""What is read of a cell under every kind of label."""

from __future__ import annotations

from tests.forms.cell_readings import told, written_cells


def test_a_cell_is_read_as_written_down_and_no_otherwise() -> None:
    """Amounts, dates, targets, choices and number formats: value, notes, what is shown, and what it says as a label."""
    expected = written_cells()
    found = {each: told(each) for each in expected}
    assert {each: lines for each, lines in found.items() if lines != expected[each]} == {
        each: lines for each, lines in expected.items() if lines != found[each]
    }
