"""One cell becomes one field: read by its type, with notes on what reading took."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from xlperf.data.characters import in_short_characters, with_characters
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.words import CATEGORIES
from xlperf.forms.form import Field, Note, Target, Value
from xlperf.forms.layouts.label_keys import own_name
from xlperf.forms.layouts.layout import END_TYPES, Layout, ValueType
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import Reading, is_blank_mark, read_amount, read_number, read_percent
from xlperf.forms.values.choices import chosen
from xlperf.forms.values.dates import read_date
from xlperf.forms.values.display import display_text, number_behind, sheet_text
from xlperf.forms.values.form_text import UNSEEN, clean_line, clean_text, drop_invisible, has_markup, strip_markup, strip_quotes
from xlperf.forms.values.target import parse_target
from xlperf.forms.values.wordings import wording
from xlperf.intake.formats.cell_styles import shows_day
from xlperf.intake.sheet import Cell

# Blanks, markup and quotes: a printable text without them is clean as it stands, and most are; the way round costs a tenth.
_NEEDS_CARE = lazy_pattern(f"[\\s<&\"'“{UNSEEN}]")
_NUMERALS = lazy_pattern(r"\[DBNum[123]\]", re.IGNORECASE)
_WHOLE_DAY = len("20260930")
_COMPACT_DAY = lazy_pattern(r"20\d{2}(?:0[1-9]|1[0-2])(?:\d\d)?")
_FILL_IN = lazy_pattern("^[_＿﹍﹎﹏]+|[_＿﹍﹎﹏]+$")
# 1-经常性项目, （1）经常性项目, 01-经常性专项业务费: the number of an entry in a list.
_ENTRY_NUMBER = lazy_pattern(
    r"^[(（]?[\d①-⒛]+[\s.、:：)）_-]+(?=[\u4e00-\u9fff]+$)"
    r"|^[\s\d①-⒛.、:：()（）_-]+(?=(?!次性)[\u4e00-\u9fff]+项目。?$)|(?<=项目)(?:。|类|[（(]\d{1,4}[）)])$"
)
_SHORT_NATURE = lazy_pattern(
    rf"({wording('natures_in_short')})(?:专项|项目(?=[(（]))?"
    r"(?:[(（](?:\d{4}[^()（）、,，/]{3,11}|[^()（）、,，/]{1,6})[)）])?"
)
_AROUND_CATEGORY = lazy_pattern(
    rf"(?:{wording('before_categories')}|[A-Za-z](?=[-.、\d])"
    r"|[\s\d▼▽↓.、:：()（）\[\]【】〔〕—_|/。，,;；“”\"一二三四五六七八九十-])*"
    rf"(?:(?:{wording('wider_categories')})类\s*[-—–/、:：])?(?:{wording('behind_categories')})?"
    r"(?:[(（][^()（）]{0,14}[）)]|\s*[-—–/:：]\s*[^()（）\s]{1,14})?[\s▼▽↓]*"
)
_LINES = frozenset("_＿﹍﹎﹏")
_OPENING = ("(", "（")
# What says of an amount that it is about so much: 约86.4万元, 86.4万元左右, 86.4（暂估）.
_ABOUT = lazy_pattern(rf"^\s*(?:{wording('words_of_about')})[\s:：]*|\s*[(（]?(?:{wording('words_of_about')})[)）]?\s*$")
# The name of a fund and an amount, no other number: 中央衔接资金（少数民族发展任务）50, 2022年少数民族发展资金37万元.
_BEHIND_FUND = lazy_pattern(
    rf"\s*(?:20\d\d)?(?!.*(?:{wording('no_names_of_funds')}))[^\d,，。;；、:：.%％]{{2,40}}(?:{wording('ends_of_funds')})"
    r"(?:\s*[(（][^()（）\d]*[)）])?\s*[:：]?\s*(?=\d[\d,，.]*[^\d]{0,6}$)"
)
_SEAL = lazy_pattern(rf"[(（](?:{wording('places_of_seals')})[)）]")
_NUMBERS: dict[str, Callable[[Cell], Reading]] = {"number": read_number, "percent": read_percent}


def read_field(name: str, label: str, kind: ValueType, cell: Cell | None, where: str | None, unit: str) -> Field:
    """Return the field that a cell holds.

    Args:
        name: JSON pointer of the field.
        label: the label a person knows it by.
        kind: how the layout says the value is written.
        cell: the cell, None when blank.
        where: its address, None when there is no such cell.
        unit: the unit of amounts printed in the form.
    """
    if cell is None:
        return Field(name, label, None, "", where)
    raw = str(cell.value) if cell.kind == "uncached" else display_text(cell)
    if cell.kind in ("error", "uncached"):
        return Field(name, label, None, raw, where, ("error_value" if cell.kind == "error" else "uncached",))
    if kind in ("line", "text") and raw.strip() == "0":
        return Field(name, label, None, "", where)  # what a reference to a blank cell shows
    value, notes = _value(kind, cell, raw, unit)
    if name == "/category" and isinstance(value, str):
        value = known_category(value)
    if name == "/nature" and isinstance(value, str):
        value = known_nature(value)
    if cell.computed:
        notes = (*notes, "uncached")
    if "date_format" in notes:
        raw = sheet_text(cell)
    return Field(name, label, value, raw, where, notes)


def own_field(label: str, text: str, raw: str, cell: str | None) -> Field:
    """Return what stands beside a label that is none of ours, under the name that the bureau gives it."""
    title = own_name(label)
    return Field(f"/{title}", title, clean_text(text) or None, raw, cell)


def kept_pair(label: Spot, value: Spot) -> Field:
    """Return the cell beside such a label as a field."""
    return own_field(label.text, value.text, value.text, value.address)


def _value(kind: ValueType, cell: Cell, raw: str, unit: str) -> tuple[Value, tuple[Note, ...]]:
    if kind == "amount":
        reading = read_amount(cell, unit)
        if reading.notes == ("not_a_number",) and isinstance(cell.value, str):
            cell = replace(cell, value=_BEHIND_FUND.sub("", cell.value, count=1))
            reading = read_amount(cell, unit)
        said = _ABOUT.sub("", cell.value) if reading.notes == ("not_a_number",) and isinstance(cell.value, str) else cell.value
        if said != cell.value and (about := read_amount(replace(cell, value=said), unit)).value is not None:
            reading = replace(about, notes=(*about.notes, "about"))
        return reading.value, reading.notes
    if kind in _NUMBERS:
        reading = _NUMBERS[kind](cell)
        return reading.value, reading.notes
    if kind in END_TYPES:
        return _date(cell, raw, kind == "end_date")
    text, notes = tidy(raw, kind)
    if kind == "line":
        picked = chosen(raw)  # before blanks between the choices are taken out
        text = _FILL_IN.sub("", with_characters(text if picked == raw else clean_line(picked)))
        text = _SEAL.sub("", text, count=1).strip() if text[:1] in _OPENING and _SEAL.match(text) else text  # （盖章）云溪市水务局
    if kind == "text" and text[:1] in _LINES:
        text = _FILL_IN.sub("", text) or text
    if kind == "target":
        target = _target(text, cell) if text else None
        is_number = target is not None and target.kind == "quantitative" and number_behind(cell) is not None
        return target, (*notes, "date_format") if is_number else notes
    return text or None, notes


def _target(text: str, cell: Cell) -> Target:
    """Return a target as its cell shows it; a number shown as 三十六 is a number all the same, a day shown as 11-30 a day.

    20260930 in a cell that is to show a day is that day, which spreadsheets cannot show; 202609 is that month.
    """
    spelled = cell.stored is not None or (isinstance(cell.value, Decimal) and shows_day(cell.number_format))
    if spelled and _COMPACT_DAY.fullmatch(text):
        day = read_date(cell)
        if day is not None:
            return Target(f"{day:%Y-%m-%d}" if len(text) == _WHOLE_DAY else f"{day:%Y-%m}", "time")
    if _NUMERALS.search(cell.number_format) is None:
        found = parse_target(text)
        return Target(text, "time") if isinstance(cell.value, date) and found.number is None else found
    ours = display_text(replace(cell, number_format=_NUMERALS.sub("", cell.number_format)))
    return replace(parse_target(ours), text=text)


def known_category(text: str) -> str:
    """Return the 项目类别 that a text names, with a number or a word around it (22-特定目标类项目, 其它运转类); else the text.

    特定目标 without 类 is not one: handbook and bureau take it for a misspelt category.
    """
    written = in_short_characters(unicodedata.normalize("NFKC", text)).replace("其它", "其他")
    named = [each for each in CATEGORIES if each in written]
    if len(named) != 1:
        return text
    return named[0] if _AROUND_CATEGORY.fullmatch(written.replace(named[0], "", 1)) else text


def known_nature(text: str) -> str:
    """Return a 项目性质 in full, without the number of its entry in a list: 一次性 is 一次性项目; any other text as it is."""
    plain_text = _ENTRY_NUMBER.sub("", text)
    short = _SHORT_NATURE.fullmatch(plain_text)
    return f"{short[1]}项目" if short else plain_text


def _date(cell: Cell, raw: str, end_of_period: bool) -> tuple[date | None, tuple[Note, ...]]:
    found = read_date(cell, end_of_period)
    if found is not None or is_blank_mark(raw):
        return found, ()
    return None, ("not_a_date",)


def year_of(fields: Iterable[Field], layout: Layout) -> int | None:
    """Return the year of a form by what was read of it, None where it says none."""
    return next((each.value for each in fields if each.name == layout.year_field and isinstance(each.value, int)), None)


def tidy(raw: str, kind: ValueType) -> tuple[str, tuple[Note, ...]]:
    """Return a text less what nobody meant to write, and notes on what was taken out.

    Markup, control characters, quotes around the whole text; in a one-line
    value also line breaks and blanks.  A stroke is a blank, except as a target.
    """
    if raw.isprintable() and _NEEDS_CARE.search(raw) is None:
        return ("" if kind != "target" and is_blank_mark(raw) and raw != "无" else raw), ()
    notes: list[Note] = []
    text = drop_invisible(raw)
    if text != raw.replace("\r\n", "\n").replace("\r", "\n"):
        notes.append("invisible")
    if has_markup(text):
        text = strip_markup(text)
        notes.append("markup")
    whole = clean_line(text) if kind == "line" else clean_text(text)
    kept = strip_quotes(whole) if kind == "text" else whole
    if kind == "line" and kept != text.strip():
        notes.append("line_break")
    if kept != whole:
        notes.append("quotes")
    return ("" if kind != "target" and is_blank_mark(kept) and kept != "无" else kept), tuple(notes)


def plain(value: Value) -> str:
    """Return a value as text for messages: amounts with thousands commas and two decimals, dates as ISO."""
    if isinstance(value, Decimal):
        return f"{value + Decimal('0.00'):,}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(getattr(value, "text", value))
