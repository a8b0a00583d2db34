"""Words that say something only as a whole: a unit that begins like a number, a stage that begins like another."""

from __future__ import annotations

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
