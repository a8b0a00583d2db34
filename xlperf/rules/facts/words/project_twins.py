"""Projects of one unit that are probably one, sent twice: the name of one says 调整."""

from __future__ import annotations

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import lasting_name
from xlperf.rules.facts.words.phrases import phrases

_VERSION = lazy_pattern(f"(?:{phrases('project_versions')})+$")


def is_version_name(one: str, other: str) -> bool:
    """Tell whether one name is the other with words for a version behind it: …整治（调整） and …整治."""
    names = lasting_name(one), lasting_name(other)
    plain = [_VERSION.sub("", each) for each in names]
    return plain[0] == plain[1] != "" and names[0] != names[1]

