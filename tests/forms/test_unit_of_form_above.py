"""The unit of a form with a title of its own that says none: that of the form above, where its amounts are of such a size."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from tests.forms.test_banners import _TITLE, Lines, _declaration
from xlperf.forms.form import Form

_HEAD: Lines = ((_TITLE,),)


def _second(unit: str, amount: str, own: Lines = ()) -> Form:
    lines = (*_HEAD, (f"单位：{unit}",), *_declaration("河堤巡护", "48.5"), ("",), *_HEAD, *own, *_declaration("水库清淤", amount))
    return read(drawn(lines)).forms[1]


@pytest.mark.parametrize("amount", ["36.2", "1200", "3.5", "20000"])
def test_the_unit_of_the_form_above_is_meant(amount: str) -> None:
    """It is told all the same that the form says none."""
    form = _second("万元", amount)
    assert form.amount_unit == "万元"
    assert "unit_missing" in [each.kind for each in form.remarks]


@pytest.mark.parametrize("amount", ["362000", "4850000"])
def test_amounts_of_another_size_are_in_yuan(amount: str) -> None:
    """485,000 below a form with 48.5 is not in 万元."""
    assert _second("万元", amount).amount_unit == "元"


def test_a_form_that_says_its_unit_has_that() -> None:
    """And nothing is told."""
    form = _second("万元", "485000", (("单位：元",),))
    assert form.amount_unit == "元"
    assert "unit_missing" not in [each.kind for each in form.remarks]
