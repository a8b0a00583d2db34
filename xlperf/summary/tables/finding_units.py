"""Whose affair a finding is that names no 实施单位: a file that could not be read tells nobody who sent it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from xlperf.data.names import MEMBER_MARK, body_key
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch

_SHORTEST_NAME = 3
"""A unit's name of fewer characters may stand in a file's name by chance."""


class FindingUnits:
    """Tells the 实施单位 of every finding of a batch, from what is known beside the finding itself.

    A file belongs to the unit of its own forms; else to the unit that its name or the nearest of its folders names, as
    the forms and the roster spell it; else to the one unit whose forms lie in the same folder.  Where none of these
    speaks for exactly one unit, the finding stays without.

    Args:
        batch: what the run found.
    """

    def __init__(self, batch: Batch) -> None:
        forms = [form for file in batch.files for form in file.forms] or list(batch.counted)
        self._of_file: dict[str, set[str]] = {}
        self._of_folder: dict[str, set[str]] = {}
        for form in forms:
            if unit := form.text("/unit"):
                self._of_file.setdefault(form.source.file, set()).add(unit)
                self._of_folder.setdefault(_folder(form.source.file), set()).add(unit)
        listed = (each.unit for each in batch.submissions or ())
        self._names: Mapping[str, str] = _by_key((*listed, *(form.text("/unit") for form in forms)))
        self._known: dict[str, str] = {}

    def of(self, finding: Finding) -> str:
        """Return the unit under which a finding belongs; empty where nobody can say."""
        if finding.unit or not finding.file:
            return finding.unit
        found = self._known.get(finding.file)
        if found is None:
            found = self._known[finding.file] = self._of(finding.file)
        return found

    def _of(self, file: str) -> str:
        return _only(self._of_file.get(file)) or self._named(file) or _only(self._of_folder.get(_folder(file)))

    def _named(self, file: str) -> str:
        """Return the unit whose name stands in the file's name, or is that of a folder or container, the nearest first."""
        path = PurePosixPath(file.replace(MEMBER_MARK, "/"))
        stem = body_key(path.stem)
        longest = max((key for key in self._names if len(key) >= _SHORTEST_NAME and key in stem), key=len, default="")
        if longest:
            return self._names[longest]
        names = (name for part in reversed(path.parts[:-1]) for name in (part, PurePosixPath(part).stem))
        return next((unit for name in names if (unit := self._names.get(body_key(name)))), "")


def _folder(file: str) -> str:
    return str(PurePosixPath(file.replace(MEMBER_MARK, "/")).parent)


def _by_key(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(body_key(name), name)
    return found


def _only(units: set[str] | None) -> str:
    return next(iter(units)) if units and len(units) == 1 else ""
