"""Which letter goes to which unit: what goes back sorted by unit, and what each still owes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from email.headerregistry import Address

from xlperf.data.names import body_key
from xlperf.errors import InputError
from xlperf.lists.roster import Roster
from xlperf.mail.unit_letter import LetterFile, Unevaluated, UnitLetter
from xlperf.rules.finding import Finding
from xlperf.rules.judging.submissions import Submission
from xlperf.settings.mail_addresses import parse_addresses


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One file that goes back: the units whose forms it holds, none where no form could be read, and the file itself."""

    units: tuple[str, ...]
    file: LetterFile


@dataclass(frozen=True, slots=True)
class Outbox:
    """The letters, and what is wrong with addresses of the roster."""

    letters: tuple[UnitLetter, ...]
    complaints: tuple[str, ...]


def outbox(
    outgoing: Iterable[Outgoing],
    submissions: Sequence[Submission],
    roster: Roster | None,
    deadline: date | None,
    unopened: Iterable[str] = (),
    unevaluated: Iterable[Finding] = (),
) -> Outbox:
    """Return one letter for each unit to which anything is to be said, in the order in which the units come up.

    A file with forms of several units, and one of which nobody can tell whose it is, gets a letter of its own without
    an address: no unit may see what is another's.

    Args:
        outgoing: what goes back.
        submissions: what the units owe; empty without a roster.
        roster: its contacts and addresses.
        deadline: until when.
        unevaluated: findings about declared projects whose self-evaluation is wanted and has not come.
        unopened: files that the department itself has yet to open: what their units owe may lie in them.
    """
    box = _Open(roster, deadline, {body_key(roster.named_in(file)): file for file in unopened} if roster else {})
    apart: list[UnitLetter] = []
    for each in outgoing:
        unit = each.units[0] if len(each.units) == 1 else "" if each.units else roster.named_in(each.file.file) if roster else ""
        if unit:
            letter = box.letter_to(unit)
            box.keep(replace(letter, files=(*letter.files, each.file)))
        else:
            apart.append(UnitLetter("、".join(each.units), files=(each.file,), deadline=deadline))
    for owed in submissions:
        if owed.bound and owed.missing_n and not owed.reported_none and owed.unit and not box.is_unopened(owed.unit):
            letter = box.letter_to(owed.unit)
            nothing = letter.nothing or not (owed.forms or letter.files)
            box.keep(replace(letter, missing=(*letter.missing, *owed.missing), nothing=nothing))
    for finding in unevaluated:
        if finding.unit and not box.is_unopened(finding.unit):
            letter = box.letter_to(finding.unit)
            asked = Unevaluated(finding.project, finding.for_its_unit().suggestion)
            box.keep(replace(letter, evaluations=(*letter.evaluations, asked)))
    return Outbox((*box.letters.values(), *apart), tuple(dict.fromkeys(box.complaints)))


@dataclass(frozen=True, slots=True)
class _Open:
    """The letters while they are written, by the unit as compared.

    Attributes:
        roster, deadline: as above.
        unopened: unit as compared to the file that the department has yet to open.
        letters, complaints: so far.
    """

    roster: Roster | None
    deadline: date | None
    unopened: Mapping[str, str]
    letters: dict[str, UnitLetter] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def letter_to(self, unit: str) -> UnitLetter:
        """Return the letter to a unit, as far as it is written."""
        known = self.letters.get(body_key(unit))
        return known if known is not None else UnitLetter(unit, *self._address(unit), deadline=self.deadline)

    def keep(self, letter: UnitLetter) -> None:
        """Take a letter instead of what was written to its unit so far."""
        self.letters[body_key(letter.unit)] = letter

    def is_unopened(self, unit: str) -> bool:
        """Tell whether what a unit owes may lie in a file that is not opened, and complain of that."""
        file = self.unopened.get(body_key(unit))
        if file:
            self.complaints.append(f"“{file}”还没有打开，没有向{unit}催报。")
        return bool(file)

    def _address(self, unit: str) -> tuple[str, tuple[Address, ...]]:
        """Return contact and addresses of a unit; an address that is none is complained of and left out."""
        contact, email = self.roster.contact_of(unit) if self.roster else ("", "")
        contact = " ".join(contact.split())
        try:
            return contact, parse_addresses([email]) if email else ()
        except InputError as problem:
            self.complaints.append(f"名单里“{unit}”的邮箱用不了：{problem}")
            return contact, ()
