"""A self-evaluation finds the declaration of its project where the unit goes by its short name in one of the two."""

from __future__ import annotations

import pytest

from tests.builders import declaration, self_evaluation
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.versions.declared import declarations_of
from xlperf.rules.versions.versions import choose_versions

FULL, SHORT, OTHER = "青禾区体育中心", "体育中心", "柳川区体育中心"


def _pairs(*forms: Form) -> dict[str, str]:
    """Return the unit of the declaration that each self-evaluation found, by the unit of the latter."""
    files = [FileResult(each.source.file, "read", sha256=each.source.file, forms=(each,)) for each in forms]
    found = declarations_of(choose_versions(files))
    return {each.text("/unit"): found[each.source].text("/unit") for each in forms if each.source in found}


def _declared(unit: str, project: str = "健身设施项目") -> Form:
    return declaration(file=f"申报-{unit}-{project}.xlsx", unit=unit, project_name=project)


def _evaluated(unit: str, project: str = "健身设施项目") -> Form:
    return self_evaluation(file=f"自评-{unit}-{project}.xlsx", unit=unit, project_name=project)


@pytest.mark.parametrize(("declared", "evaluated"), [(SHORT, FULL), (FULL, SHORT)])
def test_a_short_name_in_one_of_both_is_no_other_unit(declared: str, evaluated: str) -> None:
    """The project was dunned for an evaluation that lay beside it, and never held against what was promised."""
    assert _pairs(_declared(declared), _evaluated(evaluated), _declared(FULL, "赛事项目")) == {evaluated: declared}


def test_a_short_name_that_may_mean_two_units_finds_no_declaration() -> None:
    """Nor does one whose unit has declared a project of that name itself, nor another unit."""
    assert _pairs(_declared(SHORT), _evaluated(FULL), _evaluated(OTHER)) == {}
    assert _pairs(_declared(SHORT), _declared(FULL), _evaluated(FULL)) == {FULL: FULL}
    assert _pairs(_declared(OTHER), _evaluated(FULL)) == {}
