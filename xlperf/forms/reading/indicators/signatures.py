"""Who signed below a form, and how: the words of a foot, seals, names of persons, telephones and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.dates import parse_date
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.wordings import wording

HEADS_DETAILS = lazy_pattern(f"(?:{wording('heads_of_details')})$")
"""What a label ends with that names a table of what the money goes to: 支出明细."""
PHONE = lazy_pattern(r"1\d{10}|(?:0\d{2,3}-?)?\d{7,8}")
# …意见 is 财政部门审核意见 as well, 本表… is 本表一式两份: how the first word of a foot may end or begin.
_ENDING = key_of("…")
_FIRST_WORD = lazy_pattern(r"[^:(\d]+")
_BRACKETED = lazy_pattern(r"\(([^()]+)\)$")
_PERSON = lazy_pattern(r"[\u4e00-\u9fff]{2,4}")
_BETWEEN_SEALS = lazy_pattern("[、,/和及]")
_PHONE_BEHIND = lazy_pattern(r"(?:1\d{2}-?\d{4}-?\d{4}|(?:0\d{2,3}-?)?\d{7,8})$")
_DEADLINE = lazy_pattern(wording("deadlines"))
_ROLE = lazy_pattern(wording("roles"))
_ROLE_OR_RANK = lazy_pattern(f"{wording('roles')}|{wording('ranks')}")
_NO_PERSON = lazy_pattern(wording("no_persons"))


def first_word(key: str) -> str:
    """Return the word that a key begins with, before a colon, a bracket or a number; empty where it begins with these."""
    word = _FIRST_WORD.match(key)
    return word[0] if word else ""


def begins_foot(key: str, footers: frozenset[str]) -> bool:
    """True for a text that begins with the word of a signature or a note: 填报人：…, 注：…, 业务科室签字."""
    word = first_word(key)
    return word in footers or word.endswith(foot_endings(footers)) or key.startswith(foot_beginnings(footers))


def signs_as_person(key: str, footers: frozenset[str]) -> bool:
    """True for the word of a signature that names who signs or where to call, as no indicator is called: 填报人, 联系电话."""
    word = first_word(key)
    return _ROLE.search(word) is not None and (word in footers or word.endswith(foot_endings(footers)))


def is_sealed(key: str, footers: frozenset[str]) -> bool:
    """True for a name with the place of a seal or signature behind it: 云溪市公路站（盖章）, （签字、盖章）."""
    sealed = _BRACKETED.search(key)
    return sealed is not None and not footers.isdisjoint(_BETWEEN_SEALS.split(sealed[1]))


@lru_cache(maxsize=16)
def foot_endings(footers: frozenset[str]) -> tuple[str, ...]:
    """Return what the first word of a foot may end with."""
    return tuple(sorted(each.removeprefix(_ENDING) for each in footers if each.startswith(_ENDING)))


@lru_cache(maxsize=16)
def foot_beginnings(footers: frozenset[str]) -> tuple[str, ...]:
    """Return what a foot may begin with."""
    return tuple(sorted(each.removesuffix(_ENDING) for each in footers if each.endswith(_ENDING)))


def is_signature(spot: Spot, key: str, footers: frozenset[str]) -> bool:
    """True for a cell with this key that begins with a word of a foot: 业务科室签字, 制单人 张某."""
    word, *_ = spot.text.split(maxsplit=1) or [""]
    return begins_foot(key, footers) or key_of(word) in footers


def only_signs(spot: Spot, footers: frozenset[str]) -> bool:
    """True for what signs a form wherever it stands: 填表人 周某, 负责人签章：, a seal, a day."""
    word, *rest = spot.text.split(maxsplit=1) or [""]
    is_signed = begins_foot(key_of(word), footers) and (word.endswith((":", "：")) or _PERSON.fullmatch("".join(rest)))
    return bool(is_signed) or is_sealed(spot.key, footers) or parse_date(spot.text) is not None


@dataclass(frozen=True, slots=True)
class Signers:
    """Who may have signed a form: persons by their surnames, and the bodies that the form names (keys).

    ``footers`` are the words of a foot.
    """

    surnames: frozenset[str]
    bodies: frozenset[str]
    footers: frozenset[str]

    def sign(self, line: Sequence[Spot]) -> bool:
        """Return True for a row of nothing but signatures: 张三 13800000000, 云溪市公路站 | 2026年3月1日, 填表人张三."""
        return all(map(self._signs, line)) and any(not self._is_day(each) or len(line) == 1 for each in line)

    def _signs(self, spot: Spot) -> bool:
        key = spot.key or key_of(spot.text)
        return self._is_day(spot) or key in self.bodies or _signs(key, self.footers, self.surnames)

    @staticmethod
    def _is_day(spot: Spot) -> bool:
        return spot.cell.kind == "date" or (parse_date(spot.text) is not None and _DEADLINE.search(spot.text) is None)


@lru_cache(maxsize=4096)
def _signs(key: str, footers: frozenset[str], surnames: frozenset[str]) -> bool:
    """True for the words of a foot, a telephone or a person behind them or alone."""
    if key.startswith(foot_beginnings(footers)):
        return True
    word = next((key[:end] for end in range(len(key), 1, -1) if key[:end] in footers), "")
    if not word and (first := first_word(key)).endswith(foot_endings(footers)) and _ROLE_OR_RANK.search(first):
        word = first  # 科室负责人, 财务科科长
    rest = _PHONE_BEHIND.sub("", key[len(word) :].lstrip(":"))
    has_phone = rest != key[len(word) :].lstrip(":")
    return (not rest and (bool(word) or has_phone)) or _is_person(rest, surnames)


def _is_person(key: str, surnames: frozenset[str]) -> bool:
    """True for a surname and one or two characters more, which do not end as names of indicators do."""
    surname = next((key[:end] for end in (2, 1) if key[:end] in surnames), "")
    is_short = bool(surname) and 1 <= len(key) - len(surname) <= 2
    return is_short and _PERSON.fullmatch(key) is not None and not _NO_PERSON.search(key)


def signers_of(surnames: frozenset[str], footers: frozenset[str], bodies: Iterable[object]) -> Signers:
    """Return who may have signed a form whose heads name these bodies."""
    return Signers(surnames, frozenset(key_of(each) for each in bodies if isinstance(each, str)), footers)
