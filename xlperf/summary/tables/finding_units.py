"""Whose affair a finding is that names no 实施单位: a file that could not be read tells nobody who sent it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xlperf.data.named_units import UnitsByName
from xlperf.data.names import MEMBER_MARK, body_key
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch


class FindingUnits:
    """Tells the 实施单位 of every finding of a batch, from what is known beside the finding itself.

    A file belongs to the unit of its own forms; else to the unit that its name or the nearest of its folders names, as
    the forms and the roster spell it or as people shorten it; else to the one unit whose forms lie in the same folder
    below the root.  Where none of these speaks for exactly one unit, the finding stays without.

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
                if folder := _folder(form.source.file):  # whoever sends anything may lie in the root
                    self._of_folder.setdefault(folder, set()).add(unit)
        listed = (each.unit for each in batch.submissions or ())
        self._names: Mapping[str, str] = _by_key((*listed, *(form.text("/unit") for form in forms)))
        self._named = UnitsByName(self._names)
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
        named = self._names.get(self._named.in_path(file), "")
        return _only(self._of_file.get(file)) or named or _only(self._of_folder.get(_folder(file)))


def _folder(file: str) -> str:
    return file.replace(MEMBER_MARK, "/").rpartition("/")[0]


def _by_key(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(body_key(name), name)
    return found


def _only(units: set[str] | None) -> str:
    return next(iter(units)) if units and len(units) == 1 else ""
