"""What signs a form stands anywhere below its table, in the column of the names as well."""

from __future__ import annotations

import pytest

from tests.forms.test_rows_below_goals import FORMS, form_of

BELOW = {
    "national, term and year side by side": "G17",
    "declaration with a payment plan, Hebei": "D19",
    "declaration of Shanghai": "D19",
    "two levels": "B15",
    "budget system": "D12",
    "one year": "D13",
}
"""Of some forms the cell right below the last name of an indicator."""
SIGNED = ("填表人 周岚", "负责人签章：", "云溪市水务局（公章）", "2026年3月5日", "财务负责人  欧阳兰", "填 报 人： 周岚")


@pytest.mark.parametrize("name", BELOW)
@pytest.mark.parametrize("text", SIGNED)
def test_a_signature_below_the_names_is_no_indicator(name: str, text: str) -> None:
    """Alone in its row with no target further down: the form has the rows that it had, and is one without a fault more."""
    unhurt, signed = form_of(name, "Z99-"), form_of(name, f"{BELOW[name]}={text}")
    assert signed.fields == unhurt.fields
    assert signed.remarks == unhurt.remarks


@pytest.mark.parametrize("text", ["审核 通过率的提升", "联系人 公示率", "负责人轮训人数", "项目负责人到岗天数", "复核"])
@pytest.mark.parametrize("name", ["two levels", "declaration of Shanghai"])
def test_an_indicator_that_begins_like_a_signature_stays(name: str, text: str) -> None:
    """With a target beside it, whatever its name: the last row of the table is read."""
    target = "D15" if name == "two levels" else "F19"
    form = form_of(name, f"{BELOW[name]}={text}；{target}=≥30%")
    assert len(form.rows) == len(form_of(name, "Z99-").rows) + 1
    assert form.rows[-1]["level3"].raw == text


def test_a_signature_between_indicators_ends_no_table() -> None:
    """填表人 周岚 in a row whose target was left out, with indicators below it."""
    assert "declaration of Shanghai" in FORMS
    form = form_of("declaration of Shanghai", "D15=填表人 周岚；F15-；B15-；C15-")
    assert len(form.rows) == 6
