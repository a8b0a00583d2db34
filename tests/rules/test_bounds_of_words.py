"""Words that say something only as a whole: a unit that begins like a number, a stage that begins like another."""

from __future__ import annotations

import pytest

from xlperf.data.resources import load_json
from xlperf.rules.finding import Finding
from xlperf.rules.judging.told_then import says_another
from xlperf.rules.ruleset.rule_files import read_rule_set


def test_a_unit_that_begins_with_a_number_word_is_a_unit_of_its_own() -> None:
    """千瓦时 measures electricity, and no persons; 万人 is 人."""
    units = read_rule_set().vocabulary.units
    assert units.clash("培训人数", "千瓦时")
    assert not units.clash("培训人数", "万人")


def test_no_word_of_an_order_begins_one_behind_it() -> None:
    """Words are looked for as they are listed: a shorter one in front would hide the longer one."""
    for order in load_json("schemas", "version-marks.json")["orders"]:
        words = [word for place in order for word in place]
        assert not [(one, two) for at, one in enumerate(words) for two in words[at + 1 :] if two.startswith(one)]


def test_an_approval_without_what_was_said_then_stays() -> None:
    """A summary written before messages were kept: nothing says that the finding says another thing now."""
    assert not says_another("", Finding("SUM-013", "warning", "", "a.xlsx", "比上年增加 40%"))
    assert says_another("比上年增加 30%", Finding("SUM-013", "warning", "", "a.xlsx", "比上年增加 40%"))


@pytest.mark.parametrize(
    ("before", "now", "changed", "is_another"),
    [
        ("金额 480,000.00 不平", "金额 480000 不平。", {}, False),  # the words of a finding about a cell may change
        ("金额 480,000.00 不平", "金额 480,000.01 不平", {}, True),
        ("金额 12 与 12 不平", "金额 12 不平", {}, True),
        ("第 3 行 B3 与“甲.xlsx”差 5", "第 4 行 B4 与“乙.xlsx”差 5", {}, False),
        ("与“甲馆”的目标相同", "与“乙馆”的目标相同", {}, False),
        ("与“甲馆”的目标相同", "与“乙馆”的目标相同", {"cell": ""}, True),
        ("与“甲馆”的目标相同", "与“乙馆”的目标相同", {"told": "与另一项目的目标相同"}, True),
        ("甲馆没有报送", "甲局:甲馆没有报送", {"cell": ""}, False),
        ("甲局：甲馆没有报送", "甲馆没有报送", {"cell": ""}, False),
        ("甲局乙馆没有报送", "乙馆没有报送", {"cell": ""}, True),
    ],
)
def test_a_finding_says_another_thing_when_its_figures_or_names_are_others(
    before: str, now: str, changed: dict[str, str], is_another: bool
) -> None:
    """Figures alone where it is about a cell; every word where it names whom it is about; not where it stands."""
    found = Finding("SUM-013", "warning", "", "a.xlsx", now, **{"cell": "B2", **changed})  # type: ignore[arg-type]
    assert says_another(before, found) is is_another
