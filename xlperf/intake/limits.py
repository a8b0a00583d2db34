"""Which files count and how much of one is read: ``schemas/intake.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from xlperf.data.resources import load_json


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, in bytes and counts; the source of the figures is ``intake.json``."""

    file_bytes: int
    container_bytes: int
    container_members: int
    container_depth: int
    package_entries: int
    part_bytes: int
    package_bytes: int
    part_ratio: int
    part_ratio_from_bytes: int
    styles_bytes: int
    sheets: int
    cells_per_sheet: int
    columns: int
    merges_per_sheet: int
    findings_per_file: int
    batch_forms: int
    batch_findings: int
    batch_members: int
    batch_characters: int


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """What counts as a workbook, what is passed over by name, the words that betray a form, and the limits."""

    workbook_extensions: frozenset[str]
    refused_extensions: Mapping[str, str]
    container_extensions: frozenset[str]
    passed_over: tuple[tuple[str, str], ...]
    left_behind: frozenset[str]
    """Reasons for which a file is passed over by its name, but not where a whole form is in it."""
    passed_over_folders: tuple[tuple[str, str], ...]
    form_words: tuple[tuple[str, ...], ...]
    unfinished_names: tuple[tuple[str, str, str], ...]
    """Pattern of a name that tells that the file is only a part, what is said of it, and what to do."""
    pictures: frozenset[str]
    mail_answered: tuple[str, ...]
    """Patterns of the line behind which the letter stands that a mail answers."""
    mail_greetings: tuple[str, ...]
    mail_telling: tuple[str, ...]
    """Patterns of what a mail says that would change the forms in it."""
    answering: tuple[str, ...]
    """Patterns of what a unit writes beside its form when it answers what was found."""
    attesting: tuple[str, ...]
    """Patterns of what is printed there, worded much like an answer."""
    limits: Limits

    def unfinished(self, file: str) -> tuple[str, str] | None:
        """Return what is said of a file whose name tells that it is only a part, with what to do; None for any other."""
        name = file.casefold().rpartition("/")[2]
        return next(((what, hint) for pattern, what, hint in self.unfinished_names if fnmatchcase(name, pattern)), None)

    def passed_over_reason(self, file: str) -> str:
        """Return why a file of this name, or below folders of these names, is passed over, empty when it is not."""
        *folders, name = file.casefold().split("/")
        reason = _matching(name, self.passed_over)
        return reason or next((found for each in folders if (found := _matching(each, self.passed_over_folders))), "")


def _matching(name: str, patterns: tuple[tuple[str, str], ...]) -> str:
    return next((reason for pattern, reason in patterns if fnmatchcase(name, pattern.casefold())), "")


@cache
def intake_settings() -> IntakeSettings:
    """Return the settings that come with xlperf."""
    data = load_json("schemas", "intake.json")
    return IntakeSettings(
        workbook_extensions=frozenset(data["workbook_extensions"]),
        refused_extensions=data["refused_extensions"],
        container_extensions=frozenset(data["container_extensions"]),
        passed_over=tuple((each["name"], each["reason"]) for each in data["passed_over"]),
        left_behind=frozenset(each["reason"] for each in data["passed_over"] if each.get("unless") == "form"),
        passed_over_folders=tuple((each["name"], each["reason"]) for each in data["passed_over_folders"]),
        form_words=tuple(map(tuple, data["form_words"])),
        unfinished_names=tuple(
            (name, each["message"], each["hint"]) for each in data["unfinished_names"] for name in each["names"]
        ),
        pictures=frozenset(data["pictures"]),
        mail_answered=tuple(data["mail_answered"]),
        mail_greetings=tuple(data["mail_greetings"]),
        mail_telling=tuple(data["mail_telling"]),
        answering=tuple(data["answering"]),
        attesting=tuple(data["attesting"]),
        limits=Limits(**data["limits"]),
    )
