"""Several amounts that one text says, each behind its name: 总额500万元，其中：财政拨款400万元，自筹100万元."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.form_text import key_of, legible
from xlperf.forms.values.money_unit import ANY_UNIT, SAID, UNITS
from xlperf.forms.values.wordings import wording

_LONGEST = 200
_FEWEST = 2
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_BETWEEN = rf"(?:[一二三四五六七八九]、|\d[.、)](?!\d)|[,;、。()]|{wording('between_amounts')}|{wording('behind_amounts')}|:)*"
# A name has no number: 2026年500万元 may be of another year, and 3个项目500万元 says more than two amounts.
_ENTRY = lazy_pattern(rf"{_BETWEEN}(?P<name>[^\d,;、。()%]{{0,20}}?)(?:\({SAID}\))?:?(?P<amount>{_NUMBER}(?:{ANY_UNIT}|%)?)")
_END = lazy_pattern(_BETWEEN)
_LEAD = lazy_pattern(rf"[^\d,;:、。()%]{{2,12}}(?:\({SAID}\))?:(?=(?:{_BETWEEN})[^\d,;:、。()%]{{2,20}}:?{_NUMBER})")
"""项目资金（万元）： before 年度资金总额 38.6: what the amounts are, and their unit."""
_UNFILLED = lazy_pattern(rf"\s*[^\d:]{{2,20}}:[\s_/\\—–-]*(?:{ANY_UNIT})?\s*")
_COPULA = lazy_pattern(rf"(?:{wording('before_amounts')})$")
# 200 150: two numbers, never one.
_APART = lazy_pattern(r"\d[^\S\n]+\d")
_AMOUNT = lazy_pattern(rf"{_NUMBER}\s*(?:{UNITS})")
_NOTHING_ELSE = lazy_pattern(r"[\d,，.]+")

Said = tuple[str, str]
"""The name of an amount in a text, empty for that of the total, and the amount."""


@lru_cache(maxsize=4096)
def amounts_said(text: str) -> tuple[Said, ...]:
    """Return the names and the amounts of a text that says two of them and more, and nothing else; empty for any other."""
    if len(text) > _LONGEST or sum(map(str.isdigit, text)) < _FEWEST or _APART.search(text):
        return ()
    lines = [each for each in unicodedata.normalize("NFKC", legible(text)).split("\n") if not _UNFILLED.fullmatch(each)]
    plain = "".join(";".join(lines).split())
    found: list[Said] = []
    lead = _LEAD.match(plain)
    at, unit = (lead.end(), lead["unit"]) if lead else (0, None)
    while (entry := _ENTRY.match(plain, at)) is not None:
        if found and not entry["name"]:
            return ()
        unit = entry["unit"] or unit
        found.append((entry["name"], entry["amount"] + (unit or "") * entry["amount"][-1:].isdigit()))
        at = entry.end()
    return tuple(found) if len(found) >= _FEWEST and _END.fullmatch(plain, at) else ()


@lru_cache(maxsize=4096)
def says_amounts(text: str) -> bool:
    """True for words with two amounts in 元 and more, and for those that say nothing but amounts: 12万人、3万户 says none."""
    if len(text) > _LONGEST or sum(map(str.isdigit, text)) < _FEWEST:
        return False
    has_unit = any(amount[-1] != "%" and not amount[-1].isdigit() for _, amount in amounts_said(text))
    return has_unit or len(_AMOUNT.findall(unicodedata.normalize("NFKC", text))) >= _FEWEST


def says_money(text: str) -> bool:
    """True for words with an amount and its unit, and for a number alone."""
    text = text.strip()
    return _AMOUNT.search(text) is not None or _NOTHING_ELSE.fullmatch(text) is not None


def names_said(name: str) -> tuple[str, str]:
    """Return the keys of a name in a text: as it stands, and without 为 or 共计 behind it."""
    key = key_of(name)
    return key, _COPULA.sub("", key)
