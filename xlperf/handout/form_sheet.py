"""The sheet of one project: the bureau's form, its known cells locked, the others with lists, messages and colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book import theme as look
from xlperf.book.cell_writer import Formula
from xlperf.book.sheet_writer import SheetWriter
from xlperf.data.resources import load_json
from xlperf.handout.handed_form import HandedForm
from xlperf.handout.live_checks import Formulas, blank, level_names, level_pairs
from xlperf.summary.print.form_writer import Extra, FormWriter
from xlperf.summary.print.print_layout import Line
from xlperf.summary.print.print_pattern import Slot

FREE = "#FFFFE5"
"""Cells to be filled, so pale that they print as white."""
_OPERATORS = ("≥", "≤", "=", ">", "<")
_LONGEST_LIST = 255
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
STATUS_HEIGHT = 24.0
_DATES = ("/start_date", "/end_date")
TEXT, _DAY, _AMOUNT = "@", "yyyy-mm-dd", "#,##0.00"
FORMATS: Mapping[str, str] = {"start_date": _DAY, "end_date": _DAY, "amount": _AMOUNT, "number": "General", "percent": "General"}
PROTECTION = {"format_rows": True, "format_columns": True}


@dataclass(frozen=True, slots=True)
class Offer:
    """Last year's indicators, as ranges of another sheet from which a cell may be chosen; empty for none."""

    names: str = ""
    targets: str = ""


def write_form_sheet(writer: SheetWriter, form: HandedForm, status: Formula, offer: Offer) -> None:
    """Write the sheet of a project.

    Args:
        writer: of the sheet.
        form: laid out.
        status: what the line above the form says.
        offer: what last year's form offers.
    """
    begin_sheet(writer, form, status)
    FormWriter(writer, lambda line, slot: _dress(form, line, slot)).write(form.printed)
    _validate(writer, form, offer)
    _colour(writer, form)
    close_sheet(writer, form)


def _dress(form: HandedForm, line: Line, slot: Slot) -> Extra:
    """Return what a place to be filled has beside its look: it is not locked, tinted, and takes what is typed as it is meant."""
    if not slot.name or slot.name == "/title" or slot.name in form.known:
        return ()
    if slot.name in ("level1", "level2") and line.indicator < form.fixed:
        return ()
    return (("locked", False), ("bg_color", FREE), ("num_format", FORMATS.get(slot.kind, TEXT)))


def begin_sheet(writer: SheetWriter, form: HandedForm, status: Formula) -> None:
    """Set the columns of a handed-out form and write the line above it, which says what is still missing."""
    sheet, widths = writer.worksheet, form.printed.pattern.widths
    for column, pixels in enumerate(widths):
        sheet.set_column_pixels(column, column, pixels)
    sheet.set_row(0, STATUS_HEIGHT)
    writer.span(0, 0, len(widths) - 1, status, writer.theme.style("note", "info"))


def close_sheet(writer: SheetWriter, form: HandedForm) -> None:
    """Set the page, colour the line above the form while it tells a fault, keep it in sight, and lock what is known."""
    sheet, last = writer.worksheet, len(form.printed.pattern.widths) - 1
    _set_page(writer, form, last)
    sheet.conditional_format(
        0, 0, 0, last, {"type": "text", "criteria": "begins with", "value": "✘", "format": writer.theme.tint("error")}
    )
    sheet.freeze_panes(1, 0)
    sheet.protect("", PROTECTION)


def _set_page(writer: SheetWriter, form: HandedForm, last: int) -> None:
    """Print the form and not the line above it, on paper as the bureau's blank has it."""
    sheet, page = writer.worksheet, form.printed.pattern.page
    sheet.set_paper(page.paper)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(page.left, page.right, page.top, page.bottom)
    sheet.set_footer(look.FOOTER, {"margin": page.footer})
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.print_area(form.printed.row, 0, form.printed.row + len(form.printed.lines) - 1, last)


def _validate(writer: SheetWriter, form: HandedForm, offer: Offer) -> None:
    sheet = writer.worksheet
    free = [(name, place) for name, place in form.places.items() if name not in form.known and name != "/title"]
    kinds = {slot.name: slot.kind for _, slot in form.slots}
    for name, place in free:
        rule = _head_rule(name, kinds.get(name, "line"), form)
        if rule:
            sheet.data_validation(*place, *place, rule)
    for index, row in enumerate(form.rows):
        for key, place in row.items():
            rule = _row_rule(key, index, form, offer)
            if rule:
                sheet.data_validation(*place, *place, rule)


def _head_rule(name: str, kind: str, form: HandedForm) -> dict[str, Any] | None:
    words = load_json("schemas", "rule-words.json")
    if name == "/nature":
        return _choice(list(words["natures"]), "项目性质", "请从列表中选一种。")
    if name == "/category":
        return _choice(words["lists"]["categories"], "项目类别", "请从列表中选一类。")
    if name in _DATES:
        between = {
            "validate": "date",
            "criteria": "between",
            "minimum": f"DATE({_FIRST_YEAR},1,1)",
            "maximum": f"DATE({_LAST_YEAR},12,31)",
        }
        between = {**between, "minimum": f"={between['minimum']}", "maximum": f"={between['maximum']}"}
        return messages(between, "日期", "写成 2026-03-01 的样子。完成日期不早于开始日期。", "请写成 2026-03-01 样子的日期。")
    if kind == "amount":
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        unit = form.form.amount_unit
        return messages(
            rule, f"金额（{unit}）", f"只写数字，单位是{unit}；没有的写 0。", f"请只写数字（单位：{unit}），不能是负数。"
        )
    if kind == "text":
        return hint_of("绩效目标", "写清做什么、做多少、到什么程度、什么时候完成，与下面的指标一致。")
    return None


def _row_rule(key: str, index: int, form: HandedForm, offer: Offer) -> dict[str, Any] | None:
    if key in ("level1", "level2"):
        if index < form.fixed:
            return None
        names = level_names(form)[key == "level2"]
        return _choice(names, "补充指标", "上面各级不够用时，在这里选一级、二级指标再填。")
    if key == "operator":
        return _choice(list(_OPERATORS), "指标性质", "请选一个符号。")
    if key == "level3":
        hint = "写衡量什么，如“服务对象满意度”。" + ("可以从上年的指标里选。" if offer.names else "没有的类别留空。")
        return _offer(f"={offer.names}" if offer.names else None, "三级指标", hint)
    if key == "target":
        hint = "符号、数、单位一起写：≥7(人)、≥95(%)；时间写“6月底前”。" + (
            "可以从上年的里选。" if offer.targets else "可以先选符号。"
        )
        return _offer(f"={offer.targets}" if offer.targets else list(_OPERATORS), "指标值", hint)
    return None


def _choice(words: list[str], title: str, hint: str) -> dict[str, Any]:
    """Return a list of which one must be chosen; a list too long for Excel is left to the message."""
    if len(",".join(words)) > _LONGEST_LIST:
        return hint_of(title, hint)
    return messages({"validate": "list", "source": words}, title, hint, f"请从列表中选：{'、'.join(words)}。"[:_LONGEST_LIST])


def _offer(source: str | list[str] | None, title: str, hint: str) -> dict[str, Any]:
    """Return a list of which one may be chosen: anything else may be typed."""
    if source is None:
        return hint_of(title, hint)
    return {"validate": "list", "source": source, "show_error": False, "input_title": title, "input_message": hint}


def hint_of(title: str, hint: str) -> dict[str, Any]:
    """Return a rule that takes anything and says how the cell is filled."""
    return {"validate": "any", "input_title": title, "input_message": hint}


def messages(rule: dict[str, Any], title: str, hint: str, refused: str) -> dict[str, Any]:
    """Return a rule with what is said before it is filled and when it refuses."""
    return {
        **rule,
        "input_title": title,
        "input_message": hint,
        "error_title": title,
        "error_message": refused,
        "error_type": "stop",
    }


def _colour(writer: SheetWriter, form: HandedForm) -> None:
    """Colour what is missing or cannot be: the same conditions as the checks, cell by cell."""
    tints = {"must": writer.theme.tint("error"), "look": writer.theme.tint("review")}
    for area, condition, tint in (*_head_colours(form), *_row_colours(form)):
        rule = {"type": "formula", "criteria": f"={condition}", "format": tints[tint]}
        writer.worksheet.conditional_format(*area, rule)


_Colour = tuple[tuple[int, int, int, int], str, str]


def _head_colours(form: HandedForm) -> Iterator[_Colour]:
    cells = Formulas(form)

    def one(name: str, condition: str, tint: str = "must") -> _Colour:
        place = form.places[name]
        return (*place, *place), condition, tint

    for name in form.required:
        if name not in form.known:
            yield one(name, blank(cells.at(name)))
    start, end = (cells.at(each) for each in _DATES)
    if start and end:
        year = form.form.value("/year")
        yield one("/end_date", f"IF(COUNT({start},{end})=2,{end}<{start},FALSE)")
        yield one("/start_date", f"IF(COUNT({start})=1,YEAR({start})>{year},FALSE)")
        yield one("/end_date", f"IF(COUNT({end})=1,YEAR({end})<{year},FALSE)")
    for part in ("annual", "total"):
        whole = f"/funding/{part}"
        parts = [name for name in form.places if name.startswith(f"{whole}_")]
        for name in (each for each in (whole, *parts) if each in form.places):
            yield one(name, f"AND(COUNTA({cells.at(name)})=1,COUNT({cells.at(name)})=0)")
            yield one(name, f"IF(COUNT({cells.at(name)})=1,{cells.at(name)}<0,FALSE)")
        if parts and whole in form.places:
            listed = ",".join(map(cells.at, parts))
            at = cells.at(whole)
            yield one(whole, f"AND(COUNT({at},{listed})>0,ABS(N({at})-SUM({listed}))>0.005)")
    annual, total = cells.at("/funding/annual"), cells.at("/funding/total")
    if annual and total:
        yield one("/funding/annual", f"IF(COUNT({annual},{total})=2,{annual}>{total}+0.005,FALSE)")


def _row_colours(form: HandedForm) -> Iterator[_Colour]:
    first, spare, last = form.rows[0], form.rows[form.fixed] if form.fixed < len(form.rows) else None, form.rows[-1]

    def own(row: Mapping[str, tuple[int, int]], key: str) -> str:
        return str(xl_rowcol_to_cell(*row[key], col_abs=True))

    def area(row: Mapping[str, tuple[int, int]], key: str) -> tuple[int, int, int, int]:
        return (*row[key], *last[key])

    name, target = own(first, "level3"), own(first, "target")
    names = Formulas(form).column("level3")
    yield area(first, "target"), f"AND(LEN({name})>0,LEN({target})=0)", "must"
    yield area(first, "level3"), f"AND(LEN({target})>0,LEN({name})=0)", "must"
    yield area(first, "level3"), f"AND(LEN({name})>0,SUMPRODUCT(--({names}={name}))>1)", "look"
    yield area(first, "target"), f'AND(ISNUMBER(FIND("满意",{name})),OR(LEFT({target})="=",LEFT({target})="＝"))', "look"
    bare = f'AND(ISNUMBER(--RIGHT({target})),NOT(ISNUMBER(FIND("-",{target}))),NOT(ISNUMBER(FIND(":",{target}))))'
    yield area(first, "target"), bare, "look"
    if spare is not None and "level1" in spare and "level2" in spare:
        one, two, own_name = own(spare, "level1"), own(spare, "level2"), own(spare, "level3")
        wrong = f'AND(LEN({own_name})>0,NOT(ISNUMBER(FIND("|"&{one}&"/"&{two}&"|",{level_pairs(form)}))))'
        yield area(spare, "level1"), wrong, "must"
        yield area(spare, "level2"), wrong, "must"
