"""The scoring settings that come with xlperf, and variants of them, for the tests."""

from __future__ import annotations

from typing import Any

from xlperf.data.resources import load_json
from xlperf.rules.facts.scoring_settings import ScoringSettings, parse_scoring


def settings(**changes: Any) -> ScoringSettings:
    """Return the built-in settings, some of them replaced as an overlay would."""
    return parse_scoring((load_json("schemas", "scoring.json"), changes))
