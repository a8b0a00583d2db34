"""Results that are nearly what was wanted, reasons that only repeat the miss, and an old system that was ended."""

from __future__ import annotations

import pytest

from xlperf.rules.facts.words.plain_no import says_no
from xlperf.rules.facts.words.reasons import is_reason
from xlperf.rules.facts.words.told_numbers import is_just_below


@pytest.mark.parametrize(("said", "no"), [("建成，终止旧系统运行", False), ("建设终止", True), ("终止旧系统改造项目", True)])
def test_an_old_system_that_was_ended_is_no_failure(said: str, no: bool) -> None:
    """What was ended with the new one is no failure; what was to be built and was ended is one."""
    assert says_no(said, "建成") is no


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        *((each, False) for each in ("偏差较大", "只完成240人", "实际参训240人", "数量不足", "下一步抓好落实")),
        *((each, True) for each in ("受暴雨影响，只完成240人", "报名人数不足", "有2人退休")),
    ],
)
def test_a_note_that_repeats_the_miss_is_no_reason(note: str, reason: bool) -> None:
    """How many it were, and that it will be better, say nothing of why."""
    assert is_reason(note, ()) is reason


@pytest.mark.parametrize(
    ("said", "wanted", "operator", "below"),
    [
        ("近300人", "≥300人", "≥", True),
        ("近300人", "≤300人", "≤", False),
        ("近300人", "约300人", None, False),
        ("300人", "≥300人", "≥", False),
    ],
)
def test_nearly_as_many_are_fewer(said: str, wanted: str, operator: str | None, below: bool) -> None:
    """近300人 are not 300, which matters where at least 300 are wanted."""
    assert is_just_below(said, wanted, operator) is below
