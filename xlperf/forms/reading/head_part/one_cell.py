"""Labels and their values in one cell: 其中：财政拨款：150万元, or several pairs: 项目名称：河堤巡护  主管部门：云溪市水务局."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import ends_as_body
from xlperf.forms.layouts.layout import Label, Layout
from xlperf.forms.reading.head_part.headings import likely_labels
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.forms.values.form_text import COLON, bare_key, key_of, names_one_of
from xlperf.forms.values.money_unit import ANY_UNIT
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Cell

_PARTING = lazy_pattern("[:：﹕∶꞉]|[ \u3000]{2,}")
"""A colon between a label and its amount, or the blanks that somebody typed in its place."""

_DIRECTLY = lazy_pattern(rf"([^\d¥￥]{{2,20}}?)\s?([¥￥]?\d(?:[\d,，.]+\s*(?:{ANY_UNIT})?|\s*(?:{ANY_UNIT})))")
"""上级资金16: an amount right behind its label."""

_BETWEEN = " \t\n\r\u3000,，;；、。|｜_"
_UNKNOWN = lazy_pattern(r"\S(?:[ \u3000]{2,}|[ \u3000]*[\t\n]\s*)([\u4e00-\u9fff]{2,8})\s*$")
_LONGEST = 400
"""Characters of a cell in which pairs are looked for; what is longer is a text."""
_JOINT = lazy_pattern(f"(?:{wording('between_labels')})")
_SIGNS = lazy_pattern("[/／、,，;；|\n]")
_BLANKS = lazy_pattern(r"\s+")
_SHORTEST = 4
"""Characters of a label right behind a value, as a lost line break leaves it: 河堤巡护主管部门：…."""

_OPENING = frozenset("【[［〔")
_IN_BRACKETS = lazy_pattern(r"[【\[［〔]\s*([\u4e00-\u9fff]{2,12})\s*[】\]］〕]\s*[:：]?(?=.)")
_SEALED = lazy_pattern(rf"\s*([\u4e00-\u9fff]{{2,12}})\s*[(（](?:{wording('places_of_seals')})[)）](?=\s*[^\s:：])")

Pair = tuple[str, str]
"""A label of a cell, and what is written behind it."""


def pairs_in(spot: Spot, layout: Layout) -> tuple[Pair, ...]:
    """Return the labels before colons in a cell, each with its value up to the next; none for a cell that begins with none."""
    is_label = spot.is_one_of(layout.label_keys)  # 其中：财政拨款
    text = spot.text if is_label else _with_colons(spot.text, layout.written_keys)
    if is_label or not COLON.search(text[:_LONGEST]):
        return ()
    return _pairs(text, layout)


def _with_colons(text: str, keys: frozenset[str]) -> str:
    """Return 【项目名称】河堤巡护 as 项目名称：河堤巡护, 填报单位（盖章）云溪市水务局 likewise; any other text as it is."""
    sealed = _SEALED.match(text) if ")" in text or "）" in text else None
    if sealed is not None and names_one_of(sealed[1], keys):
        return f"{text[: sealed.end()]}：{text[sealed.end() :]}"
    if text.lstrip()[:1] not in _OPENING:
        return text
    return _IN_BRACKETS.sub(lambda found: f"{found[1]}：" if names_one_of(found[1], keys) else found[0], text)


@lru_cache(maxsize=2048)
def _pairs(text: str, layout: Layout) -> tuple[Pair, ...]:
    places: list[tuple[int, int, str]] = []
    behind = 0
    for colon in COLON.finditer(text) if len(text) <= _LONGEST else ():
        before = text[behind : colon.start()]
        found = next(((at, name) for at in _beginnings(before, not places) if (name := _known(before, at, layout))), None)
        unknown = _unknown(before) if found is None and places else None
        at, name = found or (unknown, before[unknown:] if unknown is not None else "")
        if at is not None:
            places.append((behind + at, colon.end(), name))
            behind = colon.end()
        elif not places:
            return ()
    ends = [begin for begin, *_ in places[1:]]
    values = [text[end:until].strip(_BETWEEN) for (_, end, _), until in zip(places, ends, strict=False)]
    values += (text[end:].strip() for _, end, _ in places[-1:])
    return tuple((name, value) for (*_, name), value in zip(places, values, strict=True))


def _known(before: str, at: int, layout: Layout) -> str:
    """Return the label that stands before a colon from a place on, empty for none; one in other words as the label that it is like.

    具体实施单位：云溪市河道所 is 实施单位：云溪市河道所.  Amid a text only the words of a layout are looked for.
    """
    name = before[at:]
    if names_one_of(name, layout.written_keys):
        return name
    bare = bare_key(name) if not at or before[at - 1] in _BETWEEN else ""
    likes = (each for each in layout.loose if isinstance(each, Label) and each.value == "right" and each.type != "amount")
    found = (each.label for each in likes if bare and each.is_like(bare))
    return next(found, "")


def _beginnings(before: str, is_first: bool) -> Iterator[int]:
    """Yield where a label may begin in what stands before a colon: at its start or, behind a value, after a blank or anywhere."""
    yield 0
    if not is_first:
        yield from (at for at in range(1, len(before)) if before[at - 1] in _BETWEEN and before[at] not in _BETWEEN)
        yield from range(1, len(before) - _SHORTEST + 1)


def _unknown(before: str) -> int | None:
    """Return where a label that nobody knows begins behind a value, apart from it by a line break or by several blanks."""
    found = _UNKNOWN.search(before)
    return found.start(1) if found else None


def value_in(pairs: tuple[Pair, ...], label: Label, layout: Layout) -> str | None:
    """Return what a cell of pairs says behind a label; of one below another (其他资金), behind that one only."""
    heads = {each.label: each.keys for each in layout.labels if each.label in {one.below for one in layout.labels}}
    head = ""
    for name, value in pairs:
        head = next((each for each, keys in heads.items() if names_one_of(name, keys)), head)
        if names_one_of(name, label.keys) and label.below in ("", None, head):
            return value
    return None


def split_labels(window: Window, layout: Layout, last_row: int) -> tuple[Window, frozenset[str]]:
    """Return the window with two labels in one cell as labels of their own, and where such cells stand.

    项目实施单位/项目负责人 | 云溪市河道所/杨某 becomes what is written as 项目实施单位：云溪市河道所  项目负责人：杨某 in the
    cell of the values.  Each part must be a label, one of them that of a name, and there are as many values; a body alone is
    the first.
    """
    changed: dict[tuple[int, int], Spot] = {}
    joint: set[str] = set()
    for number in window.rows_up_to(last_row):
        for spot, beside in pairwise(window.row(number)):
            if not spot.key or _JOINT.search(spot.key) is None or spot.is_one_of(layout.label_keys):
                continue
            names = _JOINT.split(spot.key)
            if len(names) < len(("one", "other")) or not _are_labels(names, layout) or any(likely_labels(spot, layout)):
                continue
            values = _values_of(names, beside, layout)
            if values:
                text = "  ".join(f"{name}:{value}" for name, value in zip(names, values, strict=False))
                changed[beside[:2]] = beside._replace(cell=Cell(text, "text"), text=text, key="", bare="")
                joint.add(spot.address)
    return window.with_spots(changed), frozenset(joint)


def _are_labels(names: Sequence[str], layout: Layout) -> bool:
    """True for labels of which one is that of a name; another may be one that only ends as labels do."""
    of_names = [names_one_of(each, layout.text_keys) for each in names]
    return any(of_names) and all(
        is_name or names_one_of(each, layout.written_keys) or each.endswith(layout.heading_endings)
        for each, is_name in zip(names, of_names, strict=True)
    )


def _values_of(names: Sequence[str], beside: Spot, layout: Layout) -> list[str]:
    """Return the values of labels in one cell, nothing where there are more or fewer; a body alone is the first."""
    text = beside.text.strip()
    if beside.key and beside.is_one_of(layout.label_keys):
        return []
    parted = ([part.strip() for part in between.split(text)] for between in (_SIGNS, _BLANKS))
    whole = next((parts for parts in parted if len(parts) == len(names) and all(parts)), [])
    return whole or [text] * (ends_as_body(text) and names_one_of(names[0], layout.text_keys))


def split_amounts(window: Window, layout: Layout, last_row: int) -> tuple[Window, Mapping[tuple[int, int], Spot]]:
    """Return the window with such cells as labels, and what is written behind each label by row and column of its cell.

    Only a known label of an amount before a colon and a number (or a stroke) behind it is taken apart, so that no
    sentence is.

    Args:
        last_row: the last row above the indicator table.
    """
    keys = keys_of_amounts(layout)
    labels: dict[tuple[int, int], Spot] = {}
    written: dict[tuple[int, int], Spot] = {}
    for number in window.rows_up_to(last_row):
        line = window.row(number)
        for spot, beside in zip_longest(line, line[1:]):
            amount = _behind_label(spot, beside, keys)
            if amount is not None:
                labels[spot[:2]], written[spot[:2]] = amount
    return window.with_spots(labels), written


@lru_cache(maxsize=64)
def keys_of_amounts(layout: Layout) -> frozenset[str]:
    """Return the keys of the labels of money, of finer money too."""
    labels = (each.keys for each in layout.labels if each.type == "amount")
    return frozenset().union(*labels, *(each.keys for each in layout.details))


def _behind_label(spot: Spot, beside: Spot | None, keys: frozenset[str]) -> tuple[Spot, Spot] | None:
    """Return the label and the amount of a cell as two spots at its place, None for any other cell.

    Beside an amount a number right behind a label is a slip, or that of a footnote: 年度资金总额3 | 3760000.
    """
    if len(spot.text) > _LONGEST:
        return None
    parts = [(spot.text[: colon.start()], spot.text[colon.end() :].strip()) for colon in _PARTING.finditer(spot.text)]
    direct = _DIRECTLY.fullmatch(spot.text.strip())
    parts += [(direct[1], direct[2])] if direct and (beside is None or parse_amount(beside.text) is None) else []
    for name, rest in reversed(parts):
        key, bare = key_of(name), bare_key(name)
        if keys.isdisjoint((key, bare)) or not rest or (parse_amount(rest) is None and not is_blank_mark(rest)):
            continue
        return spot._replace(key=key, bare=bare), spot._replace(cell=Cell(rest, "text"), text=rest, key="", bare="")
    return None
