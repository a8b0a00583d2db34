"""What signs a form stands anywhere below its table, in the column of the names as well."""

from __future__ import annotations

import pytest

from tests.forms.reading import read
from tests.forms.slips import pages, slipped
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


@pytest.mark.parametrize("name", BELOW)
@pytest.mark.parametrize(
    "text",
    ["周岚 13800000000", "周岚", "13800000000", "填表人周岚", "欧阳兰 021-55556666", "经办：王梅", "同意上报", "2026.3.1"],
)
def test_a_person_a_telephone_or_a_day_below_the_names_is_no_indicator(name: str, text: str) -> None:
    """So is what a leader wrote there: the form has the rows that it had."""
    assert form_of(name, f"{BELOW[name]}={text}").fields == form_of(name, "Z99-").fields


@pytest.mark.parametrize(
    ("slip", "told"), [("D19=舒适", ["D19"]), ("D19=周岚", ["D19"]), ("D21=周岚", []), ("A19=周岚；D19=2026.3.1", [])]
)
def test_what_may_be_a_person_or_an_indicator_is_told(slip: str, told: list[str]) -> None:
    """舒适 alone right below the names may be an indicator without its target as well as somebody's name."""
    found = read(slipped(pages()["declaration of Shanghai"], slip).sheet())
    assert [each.cell for each in found.remarks if each.kind == "beside_forms"] == told


@pytest.mark.parametrize(
    "cells", ["D19=周岚；F19=2026.3.1", "D19=单位负责人；F19=李梅", "C19=周岚；D19=13800000000", "F19=2026年3月1日"]
)
def test_a_row_of_signatures_below_the_table_is_no_indicator(cells: str) -> None:
    """A person beside a day or a telephone, or a day where targets stand."""
    name = "declaration of Shanghai"
    assert form_of(name, cells).fields == form_of(name, "Z99-").fields


def test_the_unit_below_the_table_signs_the_form() -> None:
    """The name of the unit with a day beside it stands where the seal goes, and is no indicator with a date to keep."""
    name = "declaration of Shanghai"
    unit = form_of(name, "Z99-").text("/unit")
    assert unit
    for cells in (f"D19={unit}", f"D19={unit}；F19=2026年3月1日"):
        assert form_of(name, cells).fields == form_of(name, "Z99-").fields


@pytest.mark.parametrize("text", ["高效率", "金属回收量", "成活率", "安全责任事故次数", "王村受益户数"])
def test_an_indicator_that_begins_like_a_surname_stays_without_its_target(text: str) -> None:
    """Such a row lacks its target, which is told, and is not taken for a person."""
    form = form_of("declaration of Shanghai", f"D19={text}")
    assert form.rows[-1]["level3"].raw == text


@pytest.mark.parametrize(
    "text", ["绩效指标（续）", "绩效指标续表", "（续上页）", "以下空白", "以上为产出指标", "其中：", "本页小计"]
)
@pytest.mark.parametrize("column", ["B", "C", "D"])
def test_what_stands_alone_between_rows_is_no_indicator(column: str, text: str) -> None:
    """Words between two parts of a table, in any column: the form has the rows that it had and nothing to ask for."""
    name = "declaration of Shanghai"
    unhurt = [(each["level3"].raw, each["level1"].value) for each in form_of(name, "Z99-").rows]
    form = form_of(name, f"+16；{column}16={text}")
    assert [(each["level3"].raw, each["level1"].value) for each in form.rows] == unhurt
    assert form.remarks == form_of(name, "Z99-").remarks


@pytest.mark.parametrize("text", ["以下为效益指标", "下面是效益指标：", "效益指标如下", "以下为效益指标部分"])
@pytest.mark.parametrize("column", ["A", "B", "D"])
def test_words_over_rows_name_their_level_1(column: str, text: str) -> None:
    """以下为效益指标 says what the rows below it are, and is no indicator."""
    name = "declaration of Shanghai"
    before = form_of(name, "Z99-")
    at = next(index for index, each in enumerate(before.rows) if each["level1"].value == "效益指标")
    row = int(str(before.rows[at]["level3"].cell)[1:])
    form = form_of(name, f"+{row}；{column}{row}={text}；B{row + 1}-")
    assert [each["level1"].value for each in form.rows] == [each["level1"].value for each in before.rows]
    assert len(form.rows) == len(before.rows)
