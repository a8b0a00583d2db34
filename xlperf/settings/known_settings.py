"""Which settings this department has used before: settings that came in with the files of the units are no settings yet.

Whoever sends a folder can put ``xlperf.toml`` or a list of waivers into it.  What was used once is known by the digest of its
bytes, noted for the person at the machine; the same file in next year's folder is known, a changed one is not.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlperf.data.enumeration import named
from xlperf.data.fenced_file import MOST_BYTES, read_fenced
from xlperf.data.resources import load_json

PLACE = "XLPERF_STATE"
"""The environment variable that names the folder for what xlperf remembers, where the usual one is not wanted."""

_NAME = "known-settings.txt"
_MOST_KNOWN = 1000
_LONGEST = 60


def is_known(path: Path) -> bool:
    """Tell whether a file of settings with these very bytes was used before by this person.

    Raises:
        OSError: it cannot be read.
    """
    return _digest(path) in _known()


def remember(path: Path) -> None:
    """Note that a file of settings was used; where that cannot be noted, it is new the next time, too."""
    try:
        digest, known, place = _digest(path), _known(), _place()
        if digest in known or place is None:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("".join(f"{each}\n" for each in [*known, digest][-_MOST_KNOWN:]), "ascii")
    except OSError:
        return


def changes_told(data: Mapping[str, Any]) -> list[str]:
    """Return what settings change, each in a few words: the title of the key and its value."""
    properties = load_json("schemas", "settings.schema.json")["properties"]
    told = []
    for key, value in data.items():
        if key == "mail" and isinstance(value, Mapping):
            inner = properties[key]["properties"]
            told += [f"{inner.get(each, {}).get('title', each)} {_shown(said)}" for each, said in value.items()]
        else:
            told.append(f"{properties.get(key, {}).get('title', key)} {_shown(value)}")
    return told


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple, Mapping)):
        parts = [str(each.get("label", "")) if isinstance(each, Mapping) else str(each) for each in value]
        text = named(parts, "项")
    else:
        text = {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _digest(path: Path) -> str:
    return hashlib.sha256(read_fenced(path, MOST_BYTES)).hexdigest()


def _known() -> list[str]:
    place = _place()
    try:
        return [] if place is None else read_fenced(place).decode("ascii", "replace").split()
    except OSError:
        return []


def _place() -> Path | None:
    """Return the file that is remembered in, as each system has it; None where a person has no folder of their own."""
    if given := os.environ.get(PLACE):
        return Path(given) / _NAME
    usual = os.environ.get("APPDATA") if sys.platform == "win32" else os.environ.get("XDG_CONFIG_HOME")
    try:
        return (Path(usual) if usual else Path.home() / ".config") / "xlperf" / _NAME
    except RuntimeError:  # nobody's home
        return None
