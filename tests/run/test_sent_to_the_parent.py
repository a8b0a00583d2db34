"""What a child sends to its parent comes there whole, however it is packed."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace

from xlperf.rules.finding import Finding

_SET: dict[str, object] = {
    **{each.name: f"某{each.name}" for each in fields(Finding)},
    "severity": "warning",
    "addressee": "department",
    "because": "explained",
    "part": ("云溪市水务局", 2026),
    **dict.fromkeys(("trial", "record_only", "reveals", "reminds"), True),
    "explainable": False,
}


def test_a_finding_comes_whole() -> None:
    """Each of its parts, none of them as it is by default, stands in its place."""
    finding = Finding(**_SET)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(finding)) == finding


def test_a_finding_is_given_its_code_and_nothing_else() -> None:
    """What a finding is known by takes the place of none of its other parts."""
    finding = Finding(**_SET)  # type: ignore[arg-type]
    assert finding.known_by("FUND-002.3f9a07c1.d20b11") == replace(finding, fingerprint="FUND-002.3f9a07c1.d20b11")
