"""What units write as reasons (偏差原因分析及改进措施): which of it is one, and whether a project was cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.rules.facts.words.phrases import phrases

_MARKS = lazy_pattern(r"[\W_]+")
_EMPTY = lazy_pattern(phrases("empty_reasons"))
_FILLER = lazy_pattern(rf"(?:{phrases('reason_filler')})+")
_EMPTY_ANSWER = lazy_pattern(phrases("empty_answers"))
_SAME = lazy_pattern(r"(?:原因|理由|说明)?同(?:上|前)(?:一?行|述|所述|一?项|条)?")
_DITTO = lazy_pattern("[〃″\"“”'↑]{1,2}")
_CANCELLED = lazy_pattern(phrases("cancelled"))
_LEFT_UNDONE, _ELSEWHERE, _MENDED = (lazy_pattern(phrases(f"left_undone{each}")) for each in ("", "_elsewhere", "_mended"))
_CLAUSE_END = lazy_pattern(r"[，,。；;、]")


@lru_cache(maxsize=2048)
def says_same(note: str) -> bool:
    """Tell whether a note only points at the one above it (同上, 〃)."""
    return (_SAME.fullmatch(_MARKS.sub("", bare(note))) or _DITTO.fullmatch(note.strip())) is not None


def is_reason(note: str, nothing: Sequence[str]) -> bool:
    """Tell whether a note gives a reason; 已完成, 详见报告, 无 and 有偏差 give none.

    Args:
        note: as written; nothing: further words that are none, of the scoring settings.
    """
    plain = bare(note)
    return plain not in nothing and not _says_nothing(plain)


@lru_cache(maxsize=2048)
def explains(answer: str) -> bool:
    """Tell whether what a unit wrote beside a finding (单位说明) explains it: 已改 of what stands as before, 收到 and 无 do not."""
    lines = (_MARKS.sub("", bare(each)) for each in answer.splitlines())
    return any(each and _EMPTY_ANSWER.fullmatch(each) is None for each in lines)


@lru_cache(maxsize=2048)
def _says_nothing(note: str) -> bool:
    text = _MARKS.sub("", note)
    return (
        not text or _EMPTY.fullmatch(text) is not None or _FILLER.fullmatch(text) is not None or _SAME.fullmatch(text) is not None
    )


@lru_cache(maxsize=2048)
def says_left_undone(note: str) -> bool:
    """Tell whether a reason says that what was aimed at was not done (2座泵站未养护), not later (后补发) nor another year."""
    text = bare(note)
    for hit in _LEFT_UNDONE.finditer(text):
        clause = _CLAUSE_END.split(text[: hit.start()])[-1]
        if not _ELSEWHERE.search(clause) and not _MENDED.search(text[hit.end() :]):
            return True
    return False


def is_cancelled(head: Mapping[str, Any]) -> bool:
    """Tell whether a self-evaluation is of a project whose budget was taken back to 0, and says so."""
    if head.get("total_full_year_budget") != 0 or head.get("total_executed", Decimal(0)) != 0:
        return False
    texts = [head.get("actual_completion", ""), *(row.get("deviation_note", "") for row in head["rows"])]
    return any(_CANCELLED.search(str(each)) for each in texts)
