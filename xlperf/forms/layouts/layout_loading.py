"""Which layouts a run reads forms by: those that come with xlperf, and a department's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xlperf.forms.layouts.built_in import built_in_layouts, bureau_layout, bureau_overlays
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.layout_parsing import parse_layout


def load_layouts(extra: tuple[Path, ...] = ()) -> tuple[Layout, ...]:
    """Return the layouts that come with xlperf and those of a department.

    Args:
        extra: folders with layouts of a department's own (``--templates``).  A layout
            with the id of a built-in one takes its place; the department's stand
            first, so that they win where two fit equally well.

    Raises:
        LayoutError: a folder holds no layout, or one is not sound; the message names file and line.
    """
    return read_layouts_once(extra)


@cache
def read_layouts_once(extra: tuple[Path, ...]) -> tuple[Layout, ...]:
    """Return what ``load_layouts`` does, which without folders is asked for in two ways."""
    own: tuple[Layout, ...] = ()
    if extra:
        from xlperf.forms.layouts.layout_check import read_layouts  # only here: the check needs jsonschema, reading forms does not

        own = tuple(parse_layout(data, folder) for folder, data in read_layouts(extra))
    replaced = {each.id for each in own}
    return (*own, *(each for each in map(parse_layout, built_in_layouts()) if each.id not in replaced))


@cache
def all_layouts(extra: tuple[Path, ...] = ()) -> tuple[Layout, ...]:
    """Return every layout: those that forms are read by, and those of the published forms of single bureaux."""
    known = load_layouts(extra)
    replaced = {each.id for each in known}
    return (*known, *(bureau_layout(each["id"]) for each in bureau_overlays() if each["id"] not in replaced))
