"""The sheet of one self-evaluation: the bureau's form, its declaration locked, results open, rate and sums worked out."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from xlperf.book.cell_writer import Formula
from xlperf.book.sheet_writer import SheetWriter
from xlperf.handout.evaluation_checks import row_faults, weight_of, worked_out
from xlperf.handout.evaluation_form import RESULT, TOTAL_WEIGHT, HandedEvaluation
from xlperf.handout.form_sheet import FORMATS, FREE, TEXT, begin_sheet, close_sheet, hint_of, messages
from xlperf.handout.live_checks import blank
from xlperf.summary.print.form_writer import Extra, FormWriter
from xlperf.summary.print.print_layout import Line
from xlperf.summary.print.print_pattern import Slot

_HINTS = {
    "level3": ("三级指标", "写年初申报的指标。"),
    "target": ("年度指标值", "写年初申报的指标值。"),
    "actual": ("实际完成值", "数和单位一起写：18场、96.5%；时间写“9月20日完成”；没有做成的写明没有做成。"),
    "deviation_note": ("偏差原因和改进措施", "扣了分的，写为什么没有完成、怎样改进；超额很多的也说明。"),
}


def write_evaluation_sheet(writer: SheetWriter, form: HandedEvaluation, status: Formula) -> None:
    """Write the sheet of a project; its worksheet keeps cells one by one (``CellWorksheet``).

    Args:
        writer: of the sheet.
        form: laid out.
        status: what the line above the form says.
    """
    handed = form.handed
    begin_sheet(writer, handed, status)
    form_writer = FormWriter(writer, lambda line, slot: _dress(form, line, slot))
    form_writer.write(handed.printed)
    formulas = worked_out(form)
    weights = sum((weight_of(form, row) for row in range(len(handed.rows))), form.execution_weight)
    for _, slot in handed.slots:
        if slot.name in formulas:
            text, number_format = formulas[slot.name]
            first = float(weights) if slot.name == TOTAL_WEIGHT else ""
            form_writer.formula(handed.places[slot.name][0], slot, Formula(f"={text}", first), number_format, ())
    _validate(writer, form)
    _colour(writer, form)
    close_sheet(writer, handed)


def _dress(form: HandedEvaluation, line: Line, slot: Slot) -> Extra:
    if not slot.name or not form.is_open(slot.name):
        return ()
    return (("locked", False), ("bg_color", FREE), ("num_format", FORMATS.get(slot.kind, TEXT)))


def _validate(writer: SheetWriter, form: HandedEvaluation) -> None:
    sheet, unit = writer.worksheet, form.handed.form.amount_unit
    for name, place in form.handed.places.items():
        if form.is_open(name) and name != RESULT:
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
            hint = f"只写数字，单位是{unit}；没有的写 0。"
            sheet.data_validation(
                *place, *place, messages(rule, f"金额（{unit}）", hint, f"请只写数字（单位：{unit}），不能是负数。")
            )
    place = form.handed.places[RESULT]
    sheet.data_validation(*place, *place, hint_of("实际完成情况", "写实际做了什么、做到多少，不照抄预算目标。"))
    for index, row in enumerate(form.handed.rows):
        for key, place in row.items():
            if form.is_open(key):
                sheet.data_validation(*place, *place, _rule(form, index, key))


def _rule(form: HandedEvaluation, index: int, key: str) -> dict[str, Any]:
    if key in _HINTS:
        return hint_of(*_HINTS[key])
    if key == "score":
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"={form.cell(index, 'weight')}"}
        return messages(rule, "得分", "没有完成的按完成的比例给分，不超过分值。", "得分应是数字，在 0 和分值之间。")
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": float(form.full_weight)}
    left = form.full_weight - form.execution_weight
    return messages(
        rule,
        "分值",
        f"各项指标的分值合计 {left}，加上预算执行率 {form.execution_weight}，共 {form.full_weight}。",
        "分值应是数字。",
    )


def _colour(writer: SheetWriter, form: HandedEvaluation) -> None:
    tints = {"must": writer.theme.tint("error"), "look": writer.theme.tint("review")}
    sheet = writer.worksheet

    def paint(place: tuple[int, int], condition: str, tint: str) -> None:
        sheet.conditional_format(*place, *place, {"type": "formula", "criteria": f"={condition}", "format": tints[tint]})

    for name, place in form.handed.places.items():
        if form.is_open(name) and (name == RESULT or name.startswith("/funding/total/")):
            paint(place, blank(xl_rowcol_to_cell(*place, True, True)), "must")
    total = form.handed.at(TOTAL_WEIGHT)
    paint(form.handed.places[TOTAL_WEIGHT], f"ABS({total}-{form.full_weight})>0.005", "must")
    for index, row in enumerate(form.handed.rows):
        faults = row_faults(form, index)
        paint(row["actual"], faults["actual"], "must")
        paint(row["score"], faults["score"], "must")
        if "formula" in faults:
            paint(row["score"], faults["formula"], "look")
        paint(row["deviation_note"], faults["deviation_note"], "look")
