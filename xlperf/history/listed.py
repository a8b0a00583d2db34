"""What a summary lists, as far as changes between two runs are told: every value as its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class FieldState:
    """A field of a form as it is listed: label and text.

    Attributes:
        cell: where it stands in the form; empty in what was read back from a summary, which does not tell.
    """

    label: str
    text: str
    cell: str = ""

    def __repr__(self) -> str:
        """What enters the digest, where it is written tens of thousands of times: not the cell, which a summary does not tell."""
        return f"FieldState(label={self.label!r}, text={self.text!r})"


@dataclass(frozen=True, slots=True)
class FormPlace:
    """Which form: its kind as the summary names it, what it is about, and where it stands; ``year`` is empty when unread."""

    kind: str
    year: str
    unit: str
    project: str
    file: str
    sheet: str


@dataclass(frozen=True, slots=True)
class FormState:
    """A form that enters the totals.

    Attributes:
        place: which form.
        cell: its first cell.
        amounts: texts of its amounts and scores; contents: of its other fields.
    """

    place: FormPlace
    cell: str
    amounts: tuple[FieldState, ...]
    contents: tuple[FieldState, ...]


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """An indicator of a form: its names on three levels, and what is aimed at and reached."""

    place: FormPlace
    levels: tuple[str, str, str]
    values: tuple[FieldState, ...]
    cell: str


@dataclass(frozen=True, slots=True)
class FindingState:
    """A finding, open or waived."""

    rule: str
    title: str
    unit: str
    project: str
    file: str
    sheet: str
    cell: str
    label: str
    message: str
    waived: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a summary lists, as far as changes are told: every value as its text."""

    forms: tuple[FormState, ...] = ()
    indicators: tuple[IndicatorState, ...] = ()
    findings: tuple[FindingState, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of all of it: the same digest, nothing to tell."""
        digest = hashlib.sha256()
        for group in (self.forms, self.indicators, self.findings):
            digest.update(b"%d\n" % len(group))
            for each in group:  # one after the other: the text of all of them is as large as the summary
                digest.update(f"{each!r}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
