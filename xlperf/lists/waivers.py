"""Waivers (豁免): findings that the department accepts, as data beside the forms.

A waived finding stays visible, marked with the reason, and no longer blocks; a
waiver that has expired or that nothing needed is reported itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

WAIVER_FILE = "xlperf-waivers.json"
"""Name of the waivers file in the folder of the forms."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding: which rule on which project or file, why, by whom, until when.

    Attributes:
        rule: id of the rule.
        reason, by: why it is accepted, and who agreed.
        project, unit, file, cell: what it is accepted for; empty where it does not matter.
        until: last day it holds, None for ever.
    """

    rule: str
    reason: str
    by: str
    project: str = ""
    unit: str = ""
    file: str = ""
    cell: str = ""
    until: date | None = None

    def expired(self, today: date | None) -> bool:
        """Tell whether it no longer holds on a day; without a day nothing expires."""
        return self.until is not None and today is not None and self.until < today

    @property
    def mark(self) -> str:
        """What is written on a waived finding."""
        return f"{self.reason}（{self.by}，有效期至 {self.until}）" if self.until else f"{self.reason}（{self.by}）"


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of a folder.

    Attributes:
        file: the file they stand in, relative.
        entries: in the order of the file.
    """

    file: str
    entries: tuple[Waiver, ...]


def load_waivers(path: Path) -> Waivers:
    """Read a waivers file.

    Raises:
        RuleSetError: it is not what ``schemas/waivers.schema.json`` allows; the message names file and line.
    """
    from xlperf.data.checked_file import read_checked  # only here: a folder without waivers needs no jsonschema

    file = read_checked(path, "waivers", "豁免清单")
    entries = []
    for index, data in enumerate(file.data["waivers"]):
        known = {key: value for key, value in data.items() if key not in ("until", "$comment")}
        try:
            until = date.fromisoformat(data["until"]) if "until" in data else None
        except ValueError as problem:
            raise file.fault(("waivers", index, "until"), f"没有“{data['until']}”这一天") from problem
        entries.append(Waiver(until=until, **known))
    return Waivers(path.name, tuple(entries))
