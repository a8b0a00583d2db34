"""The subject of the mail: a pattern of the settings with its placeholders filled."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from xlperf.data.schema_faults import nearest

SUBJECT_NAMES = ("title", "department", "year", "projects")
"""Placeholders that the pattern may hold."""


def subject_fault(pattern: str) -> str:
    """Return what is wrong with a pattern in Chinese, without a full stop; empty when nothing is."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return "主题里的大括号不成对"
    for _, name, form, conversion in parts:
        if name is not None and name not in SUBJECT_NAMES:
            return f"主题里不能用占位符“{{{name}}}”{nearest(name, SUBJECT_NAMES)}"
        if form or conversion:
            return f"主题里的占位符“{{{name}}}”后面不能再写格式"
    return ""


def fill_subject(pattern: str, names: Mapping[str, str]) -> str:
    """Return the subject on one line, without characters that cannot stand in a header.

    Args:
        pattern: one that ``subject_fault`` finds nothing wrong with.
        names: a text for each of ``SUBJECT_NAMES``.
    """
    filled = pattern.format_map(names).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(each if each.isprintable() else " " for each in filled).split())
