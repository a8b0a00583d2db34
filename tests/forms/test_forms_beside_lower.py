"""Two forms side by side whose right one begins lower, nothing being merged."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_banners import _EVALUATED, _TITLE, _UNIT, Lines, _declaration, _evaluation
from xlperf.intake.sheet import Sheet

_LEFT: Lines = ((_TITLE,), *_UNIT, *_declaration("河堤巡护", "48.5"))


def _beside(right: Lines, gap: int, down: int) -> Sheet:
    """Return a sheet with a form beside the left one, so many columns behind it and rows lower."""
    width = max(map(len, _LEFT)) + gap
    lines = []
    for row in range(max(len(_LEFT), len(right) + down)):
        left = _LEFT[row] if row < len(_LEFT) else ()
        behind = right[row - down] if 0 <= row - down < len(right) else ()
        lines.append((*left, *("",) * (width - len(left)), *behind))
    sheet = drawn(tuple(lines))
    return Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=())


@pytest.mark.parametrize("gap", [1, 3])
@pytest.mark.parametrize("down", [0, 1, 2, 4, 8, 12])
def test_a_declaration_that_begins_lower(gap: int, down: int) -> None:
    """Each is read by itself, and nothing is told."""
    forms = read(_beside(((_TITLE,), *_UNIT, *_declaration("水库清淤", "36.2")), gap, down)).forms
    found = [(each.text("/project_name"), each.text("/funding/annual"), len(each.rows), list(each.remarks)) for each in forms]
    assert found == [("河堤巡护", "485000.00", 2, []), ("水库清淤", "362000.00", 2, [])]


@pytest.mark.parametrize("down", [1, 3])
def test_a_self_evaluation_beside_a_declaration(down: int) -> None:
    """Forms of both kinds may stand so."""
    right = ((_EVALUATED,), *_UNIT, *_evaluation("水库清淤", "36.2", (("主管部门", "云溪市水务局"),)))
    found = [(each.kind, each.text("/project_name")) for each in read(_beside(right, 1, down)).forms]
    assert found == [("declaration", "河堤巡护"), ("self_evaluation", "水库清淤")]


@pytest.mark.parametrize("column", [6, 8])
def test_a_form_below_a_wide_one_that_begins_further_right_is_not_beside_it(column: int) -> None:
    """Though a third stands below both, from the left edge on: nothing of the wide one is cut off."""
    wide = tuple(tuple(part for each in line for part in (each, "")) for line in _LEFT)
    second, third = ((_TITLE,), *_UNIT, *_declaration("泵站维护", "80")), ((_TITLE,), *_UNIT, *_declaration("闸站检修", "6"))
    shifted = tuple((*("",) * column, *line) for line in second)
    lines = (*wide, (), *shifted, (), *third)
    sheet = drawn(lines)
    found = read(Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=())).forms
    assert [(each.text("/project_name"), each.value("/funding/annual"), len(each.rows)) for each in found] == [
        ("河堤巡护", 485000, 2),
        ("泵站维护", 800000, 2),
        ("闸站检修", 60000, 2),
    ]
