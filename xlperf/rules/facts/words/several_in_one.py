"""Several indicators that were written in one row: as many names as targets in one cell each."""

from __future__ import annotations

import re

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.target import parse_target
from xlperf.rules.facts.words.phrases import phrases

_LIST_NUMBER = r"(?:[1-9][.、．)）](?!\d)|[(（][1-9一二三四五六七八九][)）]|[①-⑨])"
_WORDS = r"[\u4e00-\u9fff]{3}"
_BETWEEN = lazy_pattern(
    rf"\s*[\n;；]+\s*|\s+(?=[≥≤=><＝＞＜]|{_LIST_NUMBER})|(?<={_WORDS})[ \u3000]+(?={_WORDS})"
    r"|(?<=[\u4e00-\u9fff])(?=[1-9][.．)）](?!\d))"
)
# 活动场次及培训人数, 20场/500人: the same in one line.
_NAMES_JOINED = lazy_pattern(phrases("joins_names"))
_QUANTITIES_JOINED = lazy_pattern(r"[、，/]|,(?!\d{3})")
_FOR_EACH = lazy_pattern(phrases("for_each"))  # 每月1次，每次2个
_OWN_WORDS = lazy_pattern(r"^(?P<words>[\u4e00-\u9fff]{2,})(?=[≥≤=><]*\d)")
_NUMBERED = lazy_pattern(rf"\s*{_LIST_NUMBER}\s*")
_SHORTEST_NAME, _LONGEST = 3, 1000


def count_in_one_row(name: str, target: str) -> int:
    """Return how many indicators one row holds: 1 unless both cells list as many names and targets, each a number of its own.

    Args:
        name: text of 三级指标 as it stands, line breaks included; target: text of 指标值.
    """
    targets = _pieces(target)
    joined = len(targets) < 2 and not _FOR_EACH.search(target)
    if joined:
        targets = [_without_own_words(each.strip(), name) for each in _QUANTITIES_JOINED.split(target)]
    if len(targets) < 2 or max(len(name), len(target)) > _LONGEST:
        return 1
    names = (_pieces(name), name.split("、"), *([_NAMES_JOINED.split(name)] if joined else ()))
    if not any(_names(pieces, len(targets)) for pieces in names):
        return 1
    parsed = [parse_target(each) for each in targets]
    if any(each.number is None or not (each.operator or each.unit) for each in parsed):
        return 1  # 1200 over two lines, or a phrase that goes on in the next
    signs = "".join(each.operator or "=" for each in parsed)
    is_span = len(parsed) == 2 and len({each.unit for each in parsed}) == 1 and bool(re.fullmatch("[≥>][≤<]", signs))
    return 1 if is_span else len(targets)


def _without_own_words(text: str, name: str) -> str:
    """Return a quantity without the words before it that the name has too (电脑10台 of 购置电脑和打印机)."""
    own = _OWN_WORDS.match(text)
    return text[own.end() :] if own is not None and own["words"] in name else text


def _names(pieces: list[str], count: int) -> bool:
    """Tell whether the pieces of a name are so many names: lines of it, or what stands between 、."""
    return len(pieces) == count and all(len(each.strip()) >= _SHORTEST_NAME for each in pieces)


def _pieces(text: str) -> list[str]:
    return [plain for each in _BETWEEN.split(text.strip()) if (plain := _NUMBERED.sub("", each, count=1).strip())]
