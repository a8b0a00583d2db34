"""Which letter goes to which unit: what goes back sorted by unit, and what each still owes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
    letters: dict[str, UnitLetter] = {}
    apart: list[UnitLetter] = []
    complaints: list[str] = []
    address = _addresses(roster, complaints)
    for each in outgoing:
        unit = each.units[0] if len(each.units) == 1 else "" if each.units else roster.named_in(each.file.file) if roster else ""
        if unit:
            letter = _letter_of(letters, unit, address, deadline)
            letters[body_key(unit)] = replace(letter, files=(*letter.files, each.file))
        else:
            apart.append(UnitLetter("、".join(each.units), files=(each.file,), deadline=deadline))
    waiting = {body_key(roster.named_in(file)): file for file in unopened} if roster else {}
    for owed in submissions:
        if owed.bound and owed.missing_n and not owed.reported_none and owed.unit:
            if file := waiting.get(body_key(owed.unit)):
                complaints.append(f"“{file}”还没有打开，没有向{owed.unit}催报。")
                continue
            letter = _letter_of(letters, owed.unit, address, deadline)
            nothing = letter.nothing or not (owed.forms or letter.files)
            letters[body_key(owed.unit)] = replace(letter, missing=(*letter.missing, *owed.missing), nothing=nothing)
    for finding in unevaluated:
        if not finding.unit:
            continue
        if file := waiting.get(body_key(finding.unit)):
            complaints.append(f"“{file}”还没有打开，没有向{finding.unit}催报。")
            continue
        letter = _letter_of(letters, finding.unit, address, deadline)
        asked = Unevaluated(finding.project, finding.for_its_unit().suggestion)
        letters[body_key(finding.unit)] = replace(letter, evaluations=(*letter.evaluations, asked))
    return Outbox((*letters.values(), *apart), tuple(dict.fromkeys(complaints)))


def _letter_of(
    letters: dict[str, UnitLetter], unit: str, address: Callable[[str], tuple[str, tuple[Address, ...]]], deadline: date | None
) -> UnitLetter:
    known = letters.get(body_key(unit))
    return known if known is not None else UnitLetter(unit, *address(unit), deadline=deadline)


def _addresses(roster: Roster | None, complaints: list[str]) -> Callable[[str], tuple[str, tuple[Address, ...]]]:
    """Return what gives contact and addresses of a unit; an address that is none is complained of and left out."""

    def found(unit: str) -> tuple[str, tuple[Address, ...]]:
        contact, email = roster.contact_of(unit) if roster else ("", "")
        contact = " ".join(contact.split())
        try:
            return contact, parse_addresses([email]) if email else ()
        except InputError as problem:
            complaints.append(f"名单里“{unit}”的邮箱用不了：{problem}")
            return contact, ()

    return found
