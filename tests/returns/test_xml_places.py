"""Where the elements of a part stand, and what edits make of it."""

from __future__ import annotations

import pytest

from xlperf.returns.worksheet_part import unselected
from xlperf.returns.xml_places import Edits, UnpatchablePart, places

DATA = '<a x="甲"><b><c/>乙</b><b n="1"/></a>'.encode()


def test_what_stands_in_an_opaque_element_is_passed_over() -> None:
    """However deep; what follows it is found where it stands."""
    root = places(b"<a><b><c><d/></c></b><e/></a>", lambda each: each.name == "b")
    assert [(each.name, each.children, each.start) for each in root.children] == [("b", [], 3), ("e", [], 21)]


def test_edits_are_made_wherever_they_stand() -> None:
    """In the order of the part, whatever the order in which they were asked for."""
    edits, root = Edits(DATA), places(DATA)
    first, second = root.children
    edits.append(second, "<d/>")
    edits.append(first, "f")
    edits.set_attribute(root, "x", "丁")
    edits.set_attribute(second, "m", "2")
    assert edits.result().decode() == '<a x="&#19969;"><b><c/>乙f</b><b m="2" n="1"><d/></b></a>'


def test_edits_of_one_place_are_refused() -> None:
    """Two replacements that overlap cannot both be made; beside each other they can."""
    edits = Edits(b"<a>123</a>")
    edits.replace(3, 5, "4")
    edits.replace(5, 6, "5")
    assert edits.result() == b"<a>45</a>"
    edits.replace(4, 6, "6")
    with pytest.raises(UnpatchablePart, match="两处改动重叠。"):
        edits.result()


def test_a_sheet_that_says_nothing_of_being_in_front_is_not_looked_into() -> None:
    """Whatever it holds, it keeps its bytes; the one in front gives its place away."""
    odd = b"<worksheet><sheetViews><sheetView>"
    assert unselected(odd) is odd
    front = '<worksheet><sheetViews><sheetView tabSelected="{}"/><sheetView tabSelected="0"/></sheetViews></worksheet>'
    assert unselected(front.format("1").encode()) == front.format("0").encode()
    with pytest.raises(UnpatchablePart):
        unselected(odd.replace(b"<sheetView>", b'<sheetView tabSelected="1">'))
