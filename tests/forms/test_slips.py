"""What a slip of the hand changes in the reading of a form, and that it changes nothing else."""

from __future__ import annotations

import pytest

from tests.forms.slips import FORMS, sections, told, written


@pytest.mark.parametrize("form", sections(FORMS.read_text("utf-8"), "## "))
def test_a_slip_changes_what_is_written_and_no_more(form: str) -> None:
    """Some slips of each of these forms: every field, note, place and remark that is not as in the form unhurt."""
    expected = written(form)
    found = told(form, expected)
    assert {slip: lines for slip, lines in found.items() if lines != expected[slip]} == {
        slip: lines for slip, lines in expected.items() if lines != found[slip]
    }
