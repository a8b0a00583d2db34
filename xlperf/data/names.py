"""When two names are the same: of a department, a unit or a project."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANK = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\W_]+")
_YEAR = re.compile(r"20\d\d(?:年度?)?")
_AGGREGATE_MARK = re.compile(r"\(汇总\)$")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a text as compared: NFKC, without any white space (handbook 2.2)."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)
def lasting_name(text: str) -> str:
    """Return a project's name as it is the same from year to year: without years, punctuation, white space and case."""
    return _PUNCTUATION.sub("", _YEAR.sub("", bare(text))).casefold()


@lru_cache(maxsize=1024)
def department_name(text: str) -> str:
    """Return a department's name without the suffix （汇总） that the budget system prints."""
    return _AGGREGATE_MARK.sub("", bare(text))


_SUMMARY_SUFFIX = re.compile(r"\s*[（(]\s*汇总\s*[）)]\s*$")


def without_summary_suffix(name: str) -> str:
    """Return the name of a body without the "（汇总）" that budget systems print behind it."""
    return _SUMMARY_SUFFIX.sub("", name).strip()
