"""What registering makes of many blank forms, whole: what is seen where, the layout, what nobody knows, what is refused."""

from __future__ import annotations

import pytest

from tests.forms.registrations import told, written


@pytest.mark.parametrize("form", written())
def test_a_blank_form_is_registered_as_it_is_written(form: str) -> None:
    """Labels renamed, moved, taken out and put in; every part of the layout and every text of a refusal."""
    expected = written()[form]
    found = told(form, expected)
    assert {slip: lines for slip, lines in found.items() if lines != expected[slip]} == {
        slip: lines for slip, lines in expected.items() if lines != found[slip]
    }
