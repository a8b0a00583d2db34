"""Registering a bureau's new blank workbook: the layout that reads the forms filled on it, proved before it is used."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import form_unit
from xlperf.data.schema_faults import nearest
from xlperf.errors import InputError, LayoutError
from xlperf.forms.form import AmountUnit
from xlperf.forms.layouts.built_in import built_in_layouts, load_vocabulary
from xlperf.forms.layouts.layout_overlay import entries_of, extended
from xlperf.forms.layouts.layout_parsing import parse_layout
from xlperf.forms.reading.head_part.money.amount_unit import printed_unit
from xlperf.forms.reading.indicators.signatures import first_word
from xlperf.forms.reading.labels import Spot, Window
from xlperf.forms.reading.sheet_windows import window_of
from xlperf.forms.templates.recognition import Recognition, labels_in, recognise, refuse_without
from xlperf.forms.templates.template import BlankForm, blank_sheet
from xlperf.forms.templates.trial import read_back, trial_entries
from xlperf.forms.templates.unknown_text import UnknownText, printed_regime, unknown_texts, unread_labels
from xlperf.forms.values.form_text import key_of
from xlperf.intake.limits import intake_settings
from xlperf.intake.sheet import Sheet, Workbook
from xlperf.intake.template_look import read_look
from xlperf.intake.workbook_reader import parse_workbook, read_bytes

_NO_LETTER = lazy_pattern(r"[^a-z0-9\u4e00-\u9fff]+")
_FEWEST_LABELS = 5
_ROWS_OF_TITLE = 5
_BRACKETS = lazy_pattern(r"(?:\([^()]*\))+$")


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """A new bureau form, recognised and proved.

    Attributes:
        layout: the layout file to write, as JSON.
        recognition: what was seen where.
        unread: labels that are known and whose values are not read.
        unknown: texts that no layout knows.
        unit: of amounts, empty when the form prints none.
        places: by field name the cell its value goes into.
        filled: how many fields were filled and read back.
        other_sheets: further sheets that look like forms; each is registered on its own.
    """

    layout: Mapping[str, Any]
    recognition: Recognition
    unread: tuple[Spot, ...]
    unknown: tuple[UnknownText, ...]
    unit: AmountUnit | None
    places: Mapping[str, str]
    filled: int
    other_sheets: tuple[str, ...]


def read_blank_workbook(path: Path) -> tuple[bytes, Workbook]:
    """Return the bytes of a blank workbook to be registered, and what stands in it.

    Raises:
        InputError: there is no such file.
        LayoutError: it is no plain .xlsx, so that its look could not be carried over to print.
        RefusedFile: it cannot be read.
    """
    if not path.is_file():
        raise InputError(f"找不到空白表“{path.name}”。", "请检查文件名和它所在的文件夹。")
    limits = intake_settings().limits
    data = read_bytes(path, limits)
    workbook = parse_workbook(data, limits)
    if workbook.container != "xlsx":
        raise LayoutError(f"“{path.name}”不是 .xlsx 格式的工作簿。", "请用 Excel 或 WPS 另存为 .xlsx（不带宏），再登记一次。")
    read_look(path.resolve(), workbook.sheets[0].name)
    return data, workbook


def layout_text(layout: Mapping[str, Any]) -> bytes:
    """Return a layout as the file that people may go on to change."""
    return (json.dumps(layout, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def layout_id(name: str) -> str:
    """Return the id that a name gives: its letters, digits and Chinese characters.

    Raises:
        LayoutError: the name holds none of them, or begins with a digit.
    """
    found = _NO_LETTER.sub("-", name.lower()).strip("-")
    if not found or found[0].isdigit():
        raise LayoutError(f"“{name}”不能作版式的名称。", "名称要以汉字或英文字母开头。")
    return found


def register(
    workbook: Workbook,
    file: str,
    name: str = "",
    based_on: str = "",
    aliases: Mapping[str, str] | None = None,
    sheet: str = "",
    recognised: Callable[[Recognition], None] | None = None,
) -> Registration:
    """Return the layout of a bureau's new blank form.

    Args:
        file: the name under which it will lie beside its layout.
        name: of the layout; empty for the title of the form.
        based_on: id of the built-in layout that it resembles; empty to find out by the labels.
        aliases: text of the new form to the label that it stands for.
        sheet: on which the form stands; empty for the one with most labels.
        recognised: is told what was recognised, before anything of it is refused.

    Raises:
        LayoutError: what cannot be registered, with a next step.
    """
    vocabulary = load_vocabulary()
    chosen, base = _likeliest(workbook, sheet, based_on)
    found = recognise(chosen, base, _alias_changes(base, aliases or {}))
    if recognised is not None:
        recognised(found)
    refuse_without(found)
    unknown = unknown_texts(found, vocabulary)
    overlay = _overlay(found, unknown, aliases or {})
    key, _ = found.title
    overlay = {"id": layout_id(name or key), "extends": base["id"], "name": name or key, **overlay}
    layout = parse_layout(extended(overlay, base))
    _, blank = blank_sheet(Workbook("xlsx", (chosen,)), layout, Path(file))
    unit = _unit(blank)
    overlay["workbooks"] = [_workbook(file, printed_regime(found, vocabulary), unit)]
    _refuse_unsound(overlay)
    return Registration(
        overlay,
        found,
        tuple(unread_labels(found)),
        tuple(unknown),
        unit,
        {each.name: each.cell for each in blank.fields if each.cell},
        _proved(found, blank, unit or "元"),
        tuple(each.name for each in workbook.sheets if each is not chosen and _is_form(each)),
    )


def _refuse_unsound(overlay: Mapping[str, Any]) -> None:
    """Refuse what could not be loaded again.

    Raises:
        LayoutError: with what is wrong.
    """
    from xlperf.forms.layouts.layout_check import layout_faults  # only here: the check needs jsonschema

    for at, what in layout_faults(overlay):
        place = "".join(f".{each}" if isinstance(each, str) else f"[{each}]" for each in at).lstrip(".")
        raise LayoutError(f"登记出来的版式不能用（{place}）：{what}。", "请用 --name 或 --alias 另外说明，再登记一次。")


def _proved(found: Recognition, blank: BlankForm, unit: AmountUnit) -> int:
    """Fill the blank form and read it as a run would; return how many fields came back.

    Raises:
        LayoutError: one did not.
    """
    layout, sheet = blank.region.layout, found.sheet
    entries = trial_entries(sheet, blank, unit)
    labels = {each.spot[:2] for each in found.seen}
    lost: list[str] | None = [each.label for each in entries if each.at in labels]
    if not lost:
        lost = read_back(sheet, entries, (layout, *map(parse_layout, built_in_layouts())), layout.id, load_vocabulary())
    if lost is None:
        raise LayoutError("试填一遍以后读不成一张表。", "请核对空白表里表名、标签和指标表的位置；表里若已有内容，请先清空。")
    if lost:
        said = f"试填一遍以后，{'、'.join(f'“{each}”' for each in lost)}读不回来：找不到它的值应填在哪里。"
        raise LayoutError(said, "请在空白表里给它留出右边或下面的空格，再登记一次。")
    return sum(bool(each.name) for each in entries)


def _likeliest(workbook: Workbook, sheet: str, based_on: str) -> tuple[Sheet, Mapping[str, Any]]:
    """Return the sheet and the built-in layout that have most labels in common."""
    bases = list(built_in_layouts())
    names = [each["id"] for each in bases]
    if based_on and based_on not in names:
        raise LayoutError(f"没有内置版式“{based_on}”{nearest(based_on, names)}。", "用 xlperf template list 查看全部版式。")
    bases = [each for each in bases if each["id"] == based_on or not (based_on or each.get("varies"))]
    sheets = [each for each in workbook.sheets if sheet in ("", each.name)]
    if not sheets:
        raise LayoutError(f"没有工作表“{sheet}”{nearest(sheet, [each.name for each in workbook.sheets])}。", "请核对 --sheet。")
    windows = [(each, window_of(each)) for each in sheets]
    counts = [(labels_in(window, parse_layout(base)), each, base) for each, window in windows for base in bases]
    most, chosen, best = max(counts, key=lambda each: each[0])
    tied = [base for count, each, base in counts if count == most and each is chosen]
    if most >= _FEWEST_LABELS and len(tied) > 1:
        titled = [base for base in tied if _has_title(window_of(chosen), base)]
        if len(titled) != 1:
            alike = "、".join(base["id"] for base in tied)
            raise LayoutError(f"工作表“{chosen.name}”和 {alike} 一样像。", "请用 --based-on 说明是哪一种。")
        best = titled[0]
    return chosen, best


def _has_title(window: Window, base: Mapping[str, Any]) -> bool:
    """True when one of a layout's titles, or what it calls itself, stands in the first rows of a sheet."""
    ends = tuple({key_of(each)[-5:] for each in base["titles"]})
    return any(_BRACKETS.sub("", each.key).endswith(ends) for line in window.lines[:_ROWS_OF_TITLE] for each in line)


def _is_form(sheet: Sheet) -> bool:
    window = window_of(sheet)
    bases = (each for each in built_in_layouts() if not each.get("varies"))
    return any(labels_in(window, parse_layout(each)) > _FEWEST_LABELS for each in bases)


def _alias_changes(base: Mapping[str, Any], aliases: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the changes that make texts of the new form known: each for all fields of its label.

    Raises:
        LayoutError: the base has no such label.
    """
    changes: list[dict[str, Any]] = []
    labels = list(_labelled(base))
    for text, label in aliases.items():
        wanted = [address for address, names in labels if key_of(label) in names]
        if not wanted:
            known = [each for _, names in labels for each in names]
            raise LayoutError(f"版式“{base['id']}”没有标签“{label}”{nearest(label, known)}。", "标签的写法见 docs/fields.md。")
        changes += [{"field": address, "aliases": [text]} for address in wanted]
    return changes


def _labelled(base: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the address of each field with a label of its own, and the keys of its label."""
    others = {each["field"] for each in (*base.get("optional", ()), *base["table"].get("total", {}).get("fields", ()))}
    entries = ((address, each) for address, (_, each) in entries_of(base).items() if address not in others)
    return [(address, [key_of(name) for name in (each["label"], *each.get("aliases", ()))]) for address, each in entries]


def _overlay(found: Recognition, unknown: Sequence[UnknownText], aliases: Mapping[str, str]) -> dict[str, Any]:
    """Return what the new form says otherwise than its base."""
    changes: dict[str, dict[str, Any]] = {}
    for given in _alias_changes(found.base, aliases):
        changes.setdefault(given["field"], {"field": given["field"], "aliases": []})["aliases"] += given["aliases"]
    for each in found.seen:
        if each.moved:
            changes.setdefault(each.address, {"field": each.address})["value"] = each.side
    for address, _ in found.absent:
        changes[address] = {"field": address, "absent": True}
    overlay: dict[str, Any] = {"titles": [found.title[0]], "changes": list(changes.values())}
    others = dict.fromkeys(each.key for each in unknown if each.part in ("head", "value") and each.key)
    sides = list(dict.fromkeys(each.key for each in unknown if each.part == "side" and each.key))
    feet = dict.fromkeys(word for each in unknown if each.part == "foot" and (word := first_word(each.key)))
    words = {"table": {"side_labels": sides} if sides else {}, "other_labels": list(others), "footers": list(feet)}
    return overlay | {key: each for key, each in words.items() if each}


def _unit(blank: BlankForm) -> AmountUnit | None:
    """Return the unit of amounts that a blank form prints, None when it prints none."""
    unit, remarks = printed_unit(blank.region, blank.header_row - 1)
    return None if remarks else form_unit(unit)


def _workbook(file: str, regime: str, unit: AmountUnit | None) -> dict[str, str]:
    return {"file": file} | ({"regime": regime} if regime else {}) | ({"unit": unit} if unit else {})
