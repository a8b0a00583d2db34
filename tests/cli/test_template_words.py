"""The words that say for which years something holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlperf.cli.template_words import regime_years
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.vocabulary import Regime


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((0,), ["各年度"]),
        ((0, 2025), ["2025 年以前", "2025 年起"]),
        ((0, 2020, 2025), ["2020 年以前", "2020 年起至 2024 年", "2025 年起"]),
    ],
)
def test_a_set_of_level_names_holds_until_the_next_one(years: tuple[int, ...], said: list[str]) -> None:
    """The first from ever, the last for ever, one alone for every year; so does one that nobody knows."""
    regimes = tuple(Regime(str(each), each, {}) for each in years)
    vocabulary = replace(load_vocabulary(), regimes=regimes)
    assert [regime_years(each.id, vocabulary) for each in regimes] == said
    assert regime_years("unknown", vocabulary) == "各年度"
