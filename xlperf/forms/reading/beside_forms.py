"""What stands in a workbook beside its forms: numbers and targets below them, and filled sheets of another kind.

A form ends where its table ends.  What a unit wrote further down, or on a sheet of its own, is read by nobody; where it may
be data it is told, so that nothing that was handed in is lost in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import GUIDE_HEADERS
from xlperf.forms.form import Remark
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.asides import ADVICE
from xlperf.forms.reading.head_part.said_below import is_left_empty, said_in
from xlperf.forms.reading.indicators.signatures import HEADS_DETAILS, foot_endings
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.places.form_titles import is_title
from xlperf.forms.reading.places.parts import LINE_OVER_FORMS
from xlperf.forms.values.dates import is_year_line, parse_date
from xlperf.forms.values.form_text import COLON, HAN, bare_key, is_page_number
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import wording
from xlperf.intake.sheet import Sheet

BESIDE = "beside_forms"
"""Kind of the remark on what stands beside the forms; ``detail["part"]`` says where: below one, or on a sheet of its own."""

_MONEY = lazy_pattern(r"\d\s*[万亿]?元")
_DIGIT = lazy_pattern(r"\d")
_NUMBER = lazy_pattern(r"-?\d{1,3}(?:,?\d{3})*(?:\.\d+)?|-?\d{1,15}(?:\.\d+)?")
_CERTAIN_TARGET = lazy_pattern(r"[≥≤＞＜><=]\s*\d.*|\d+(?:\.\d+)?\s*[%％]")
_TITLE = lazy_pattern(f"(?:{wording('titles_of_lists')})$")
_PHONE = lazy_pattern(r"1\d{10}")
_SHORT_NAME = lazy_pattern(r"[\u4e00-\u9fff]{2,3}")
_FEWEST_WORDS = 4
"""Characters of the shortest sentence that says something."""
_OWN = lazy_pattern(wording("units_own_words"))
_BRACKETS = lazy_pattern(r"[()（）\[\]【】]")
_LONGEST, _QUOTED = 30, 200
_SMALLEST = 1000
"""Smaller whole numbers below a form number its pages or its notes."""
_FEWEST_ROWS, _FEWEST_NUMBERS = 2, 3


def beside_forms(
    sheet: Sheet,
    window: Window,
    covered: Iterable[tuple[int, int]],
    kept: Collection[str | None],
    layouts: Sequence[Layout],
    words: Vocabulary,
) -> list[Remark]:
    """Return remarks on what stands below the forms of a sheet, or on a filled sheet without any.

    Args:
        covered: first and last row of what was read or told already.
        kept: addresses of the cells that forms keep, below their tables too.
        layouts: whose words tell signatures.
        words: by which notes are known.
    """
    taken = sorted(covered)
    if not taken:
        return _filled_sheet(sheet, window)
    rows = [row for row in window.row_numbers if not any(a <= row <= b for a, b in taken)]
    found: list[Remark] = []
    for run in _runs(rows, taken):
        lines = [_without_kept(window.row(row), kept) for row in run]
        telling = [spot for line in lines for spot in _telling(line, layouts, words)] or _scores(lines[0], layouts, words)
        if telling and run[0] > taken[0][0]:
            rows_of_data = {spot.row for spot in telling}
            figures = (spot for line in lines for spot in line[1:] if spot.row in rows_of_data and _is_figure(spot))
            whole = sorted({*telling, *figures}, key=lambda spot: (spot.row, spot.column))
            found.append(_remark(sheet, "below", whole))
            continue
        said = {each for each in telling if not _is_year(each)}
        said |= {each for each in _sayings(lines, layouts, words) if not _stands_in(each, window, taken)}
        said |= {each for each in lines[0] if _may_be_name(each, window, words)}
        if said:
            found.append(_remark(sheet, "words", sorted(said, key=lambda spot: (spot.row, spot.column))))
    return found


def _without_kept(line: Sequence[Spot], kept: Collection[str | None]) -> Sequence[Spot]:
    """Return what stands in a line beside 备注 | … that a form keeps; the label is a part of it.

    What its own cell says of money (备注：本项目含上年结转20万元) is told all the same: no rule judges it.
    """
    behind = next((index for index, spot in enumerate(line[:2], 1) if spot.address in kept), 0)
    if behind == 1 and _MONEY.search(line[0].text) and _is_own(line[0]):
        return line
    return line[behind:]


def _remark(sheet: Sheet, part: str, spots: Sequence[Spot], count: int = 0) -> Remark:
    """Return the remark on some cells, at the first of them, with their number or that of others (``count``)."""
    detail = {"text": spots[0].text.strip()[:_QUOTED], "part": part, "count": str(count or len(spots))}
    return Remark(BESIDE, sheet.name, spots[0].address, detail)


def _filled_sheet(sheet: Sheet, window: Window) -> list[Remark]:
    """Return a remark on a visible sheet with rows of figures: a list of words to choose from and a page of advice have none."""
    lines = window.lines
    numbers = [spot for line in lines for spot in line if _is_figure(spot)]
    if sheet.state != "visible":
        return []
    if len({spot.row for spot in numbers}) < _FEWEST_ROWS or len(numbers) < _FEWEST_NUMBERS:
        said = [spot for line in lines for spot in line if _is_own(spot) or (_is_amount(spot) and not _is_year(spot) and line[1:])]
        return [_remark(sheet, "words", said)] if said else []
    if any(tuple(spot.text for spot in line) == GUIDE_HEADERS for line in lines):
        return []  # xlperf itself wrote it into the workbook that it handed out
    return [_remark(sheet, "sheet", lines[0][:1], len(numbers))]


def _runs(rows: Sequence[int], taken: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the rows between two forms, and those below the last."""
    ends = [first for first, _ in taken[1:]]
    run: list[int] = []
    for row in rows:
        if run and any(run[-1] < end <= row for end in ends):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


@lru_cache(maxsize=8)
def _words_of(layouts: tuple[Layout, ...]) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the words of signatures and what is read elsewhere, the labels besides, and what signatures end with."""
    known = frozenset().union(*(each.footers | each.other_keys for each in layouts))
    labels = frozenset().union(*(each.label_keys for each in layouts)) - known
    return known, labels, tuple(ending for each in layouts for ending in foot_endings(each.footers))


def _telling(line: Sequence[Spot], layouts: Sequence[Layout], words: Vocabulary) -> Iterator[Spot]:
    """Yield what may be data in a line: amounts and targets that no signature or note explains."""
    known, labels, endings = _words_of(tuple(layouts))
    is_signed = waits = is_note = False
    for spot in line:
        word, *value = COLON.split(spot.text.strip())
        key = bare_key(word)
        if (key in known or key.endswith(endings)) and not HEADS_DETAILS.search(key):
            is_signed, waits, is_note = True, not "".join(value).strip(), is_note or words.notes.match(key) is not None
        elif is_signed:  # what follows a signature or 联系电话 is its value, numbers are parts of a day or a telephone
            is_said = not (waits or is_note) and spot.cell.kind == "text" and len(spot.text) <= _LONGEST and _is_target(spot)
            waits = False
            if is_said or _CERTAIN_TARGET.fullmatch(spot.text.strip()):
                yield spot
        elif _is_amount(spot) or (len(spot.text.strip()) <= _LONGEST and _is_target(spot)):
            yield spot
        elif key in labels and value and _NUMBER.fullmatch(value[0].strip()):
            yield spot  # 其他资金：60


def _scores(line: Sequence[Spot], layouts: Sequence[Layout], words: Vocabulary) -> list[Spot]:
    """Return the numbers of a row right below a form that no word for a sum explains: 合 | 100 | 98; a day has words between."""
    numbers = [each for each in line[1:] if each.cell.kind == "number"]
    is_row = len(numbers) > 1 and len(numbers) == len(line) - 1 and HAN.search(line[0].text) is not None
    return numbers if is_row and line[0].bare not in _words_of(tuple(layouts))[0] | words.sums else []


def _sayings(lines: Sequence[Sequence[Spot]], layouts: Sequence[Layout], words: Vocabulary) -> Iterator[Spot]:
    """Yield the sentences of lines that are no signature, no title and no note: behind the heading of a note all belongs to it.

    In a note that a bureau printed, only what a unit says of itself is its own.
    """
    known, labels, endings = _words_of(tuple(layouts))
    known |= labels
    is_note = False
    for line in lines:
        said = said_in(line, words)
        if said is not None:  # below a list, where no form keeps it
            yield said[2]
            continue
        if is_left_empty(line, words) and words.notes.match(line[0].bare) is None:
            line = line[1:]
        waits = False
        for spot in line:
            word, *value = COLON.split(spot.text.strip(), maxsplit=1)
            word = bare_key(word)
            whole = _BRACKETS.sub("", "".join(spot.text.split()))
            is_note = is_note or bool(words.notes.match(word) or words.guides.search(whole))
            if is_note:
                if _is_own(spot):
                    yield spot
                continue
            is_signature = (word in known and said_in([spot], words) is None) or word.endswith(endings) or whole.endswith(endings)
            if is_signature and (_MONEY.search(spot.text) or (word in labels and value and _is_own(spot))):
                yield spot  # 领导签字：同意安排43万元, 情况说明：经核实属实
            if is_title(spot, list(line), tuple(layouts)):
                break
            if is_signature or waits:  # the next cell is the value of a signature that has none in its own
                waits = is_signature and not "".join(value).strip()
                continue
            if spot.cell.kind == "text" and len(HAN.findall(spot.text)) >= _FEWEST_WORDS and not _is_heading(spot, layouts):
                yield spot


def _is_own(spot: Spot) -> bool:
    """True for a sentence in which a unit speaks of itself or its project (本项目含上年结转20万元), and asks for nothing."""
    text = "".join(spot.text.split())
    return spot.cell.kind == "text" and _OWN.search(text) is not None and not ADVICE.search(text)


def _may_be_name(spot: Spot, window: Window, words: Vocabulary) -> bool:
    """True for what stands alone right below words of a table and may be a person who signed, or an indicator: 周岚, 舒适."""
    is_short = _SHORT_NAME.fullmatch(spot.text.strip()) is not None and spot.text.strip().startswith(tuple(words.surnames))
    above = (each for each in window.row(spot.row - 1) if HAN.search(each.text))
    return is_short and window.is_alone(spot) and any(map(spot.shares_columns, above))


def _stands_in(spot: Spot, window: Window, taken: Sequence[tuple[int, int]]) -> bool:
    """True for what a form says, too, such as the name of the unit under it."""
    text = "".join(spot.text.split())
    return any(text in "".join(each.text.split()) for rows in taken for each in window.spots_between(*rows))


def _is_heading(spot: Spot, layouts: Sequence[Layout]) -> bool:
    """True for what stands over or under forms: the year, a day, the unit of amounts, 附件2, the title of a summary of forms."""
    text = "".join(spot.text.split())
    if is_year_line(text) or parse_date(text) is not None or LINE_OVER_FORMS.fullmatch(text) or is_page_number(text):
        return True
    titles = tuple(each for layout in layouts for each in (*layout.headings, *layout.titles))
    return _TITLE.search(text) is not None or text.endswith(titles)


def _is_target(spot: Spot) -> bool:
    text = spot.text.strip()
    if not _DIGIT.search(text) or _NUMBER.fullmatch(text) or parse_date(text) is not None:
        return False
    return _MONEY.search(text) is not None or is_phrase(text)


def _is_amount(spot: Spot) -> bool:
    """True for a number, be it stored as text, that is large or has decimals, and is no telephone."""
    text = spot.text.strip()
    if isinstance(spot.cell.value, Decimal):
        number = spot.cell.value
    elif _NUMBER.fullmatch(text):
        number = Decimal(text.replace(",", ""))
    else:
        return False
    return not _PHONE.fullmatch(text) and (abs(number) >= _SMALLEST or number != number.to_integral_value())


def _is_year(spot: Spot) -> bool:
    """True for a year alone in its cell, as may stand above a title."""
    return is_year_line(f"{spot.text.strip()}年")


def _is_figure(spot: Spot) -> bool:
    return spot.cell.kind == "number"
