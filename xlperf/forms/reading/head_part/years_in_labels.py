"""Labels of money and goals that name the years they are for: 2026年资金总额, 其中：2026年财政拨款, 资金总额（2026-2028年）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import Axis, Label, Layout, MoneyDetail
from xlperf.forms.reading.head_part.likely_labels import no_values
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.values.form_text import HAN
from xlperf.forms.values.money_unit import unit_in_brackets
from xlperf.forms.values.wordings import label_words, wording

# 填报日期：2026年3月 is no year of a form, nor is 2026年-2028年.
_YEAR = lazy_pattern(r"(?<![-—–~至\d])((?:19|20)\d\d)年(?![-—–~至\d])")
_YEARS = lazy_pattern(r"\(?(?:19|20)\d\d年?度?[-—–~至]+(?:19|20)?\d\d年?度?\)?")
_OF_WHICH = lazy_pattern(wording("of_which"))


def with_years_meant(window: Window, layout: Layout, last_row: int) -> Window:
    """Return the cells of a form, labels that name its years with the keys of what they mean: 2026年资金总额 is 年度资金总额.

    What names another year is no label of the form; one that gives no year is of that of its labels.
    """
    dated = (each for each in no_values(window, layout, last_row) if _YEAR.search(each.key) or _YEARS.search(each.key))
    spots = [each for each in dated if len(HAN.findall(each.key)) > len("年度")]
    if not spots:
        return window
    year = _first_year(window.spots_up_to(last_row))
    known, sides = list(_known(layout)), [each for each in layout.labels if not each.field]
    named = ((each, [*known, *sides] if _heads_labels(window, each, layout) else known) for each in spots)
    return window.with_spots({each[:2]: _without_year(each, year, labels) for each, labels in named})


def headings_of_year(headings: Sequence[Spot], above: Sequence[Spot], layout: Layout) -> list[Spot]:
    """Return headings, those that name the year of the form with the keys of what they mean: 其中：2026年预算 is 年度预算.

    Args:
        headings: of a table of many projects.
        above: what stands above them, the first of which to name a year says that of the form.
    """
    if not any(_YEAR.search(each.key) for each in headings):
        return list(headings)
    year, known = _first_year((*above, *headings)), list(_known(layout))
    return [_without_year(each, year, known) if _YEAR.search(each.key) else each for each in headings]


def _first_year(spots: Iterable[Spot]) -> int:
    texts = ("".join(spot.text.split()) for spot in spots)
    return next((int(found[1]) for text in texts if (found := _YEAR.search(text))), 0)


def _without_year(spot: Spot, year: int, known: list[Label | Axis | MoneyDetail]) -> Spot:
    """Return a label with the key of what it means without its years, as it is where it means nothing."""
    name = spot.key.rpartition("(")[0] if unit_in_brackets(spot.key) else spot.key
    key = _meant(name, year, known)
    return spot._replace(key=key + spot.key[len(name) :], bare=key) if key else spot


def _heads_labels(window: Window, spot: Spot, layout: Layout) -> bool:
    """True for 2026年项目资金 left of another label: it stands at the side of the money, and no amount is its own."""
    beside = window.right_of(spot)
    return beside is not None and beside.is_one_of(layout.label_keys)


def _known(layout: Layout) -> Iterator[Label | Axis | MoneyDetail]:
    """Yield the labels of money and of goals."""
    yield from (each for each in layout.labels if each.type == "amount" or each.value == "below")
    yield from layout.details
    if layout.grid is not None:
        yield from (*layout.grid.rows, *layout.grid.columns)


def _meant(name: str, year: int, known: list[Label | Axis | MoneyDetail]) -> str:
    """Return what a label says without its years: the key of a label or, where it is none, what a label may be like."""
    meanings = list(_meanings(name, year))
    listed = (each for each in meanings if any(each in label.keys for label in known))
    alike = (each for each in meanings if any(label.is_like(each) for label in known))
    return next(listed, "") or next(alike, "")


def _meanings(key: str, year: int) -> Iterator[str]:
    this_year = (*label_words("this_year"), "")
    for years, words in (
        (_YEARS.pattern, label_words("whole_term")),
        (_of(year), this_year),
        (_of(year - 1), label_words("last_year")),
    ):
        rest = re.sub(years, "", key)
        of_which = _OF_WHICH.match(rest)
        begins = of_which[0] if of_which else ""
        rest = rest.removeprefix(begins)
        for word in words:
            said = rest if rest.startswith(word) else f"{word}{rest}"
            yield from (f"{begins}{said}", said)


def _of(year: int) -> str:
    return rf"\(?{year}年度?\)?"
