"""What is made of single values on their way into a sheet, as lines of text: printed values, looks of cells, measures, names.

``python -m tests.summary.value_dump`` writes the file that ``test_values_whole.py`` holds the program to.  It pins what is
made now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import get_args

from xlperf.book.cell_text import as_written, fit_for_cell, fit_for_xml
from xlperf.book.file_names import FileNames
from xlperf.book.measure import capacity, half_widths, line_count, most_lines, row_height, width_for
from xlperf.forms.form import AmountUnit, Field, Note, Target, Value
from xlperf.forms.values.target import parse_target
from xlperf.intake.template_look import CellLook, Edge
from xlperf.summary.print.print_formats import format_properties
from xlperf.summary.print.print_values import ValueType, printed, target_text, with_unit, words_in, year_line

STORED = Path(__file__).parents[1] / "data" / "values.txt"
_VALUES: tuple[tuple[Value, str, tuple[Note, ...]], ...] = (
    (None, "", ()),
    (None, " 约十万 ", ("not_a_number",)),
    (None, "", ("uncached",)),
    (None, "#REF!", ("error_value",)),
    ("展览项目", "展览  项目", ()),
    ("展览项目", "展览  项目\n二期", ("guessed",)),
    (date(2026, 3, 5), "2026.3.5", ()),
    (2026, "2026年", ()),
    (Decimal("480000.00"), "480,000.00", ()),
    (Decimal("480000.005"), "480000.005", ()),
    (Decimal("1234567.8"), "1234567.8", ()),
    (Decimal("0.00"), "0", ()),
    (Decimal("-0.5"), "-0.50", ()),
    (Decimal("98.3842"), "98.38%", ()),
    (Decimal("95"), "95.0%", ()),
    (Decimal("95"), "0.95", ()),
    (Decimal("9.8"), "9.80", ()),
    (Decimal("9.123456"), "9.1234567", ()),
    (Decimal("1E+3"), "1000.", ()),
    (Decimal("1e18"), "1e18", ()),
    (Decimal("123456789012345.67"), "123456789012345.67", ()),
    (Decimal("NaN"), "NaN", ()),
    (parse_target("≥95(%)"), "≥95(%)", ()),
)
_LABELS = (
    "元",
    "万元",
    "金额（元）",
    "金额（万元）",
    "单位：万元（元）",
    "资金（元）、单价（元）",
    "场次（场）",
    "多元化",
    "单位:元",
)
_TEXTS = (
    "",
    "甲",
    "年度资金合计与明细之和不一致，请核对。",
    "abc def " * 9,
    "甲\n\n乙",
    "长" * 61,
    "=1+1",
    "<r>甲</r>",
    "_x005F_x0041_",
    "ａｂｃ１２３",
    "\r\n甲\r乙\x01\ud800",
)
_NAMES = (
    "甲.xlsx",
    "a:b?.xlsx",
    "CON.xlsx",
    "con",
    "甲. ",
    "甲/./乙.xlsx",
    "甲/../丙.xlsx",
    "长" * 300 + ".xlsx",
    "\x01甲|乙.xlsx",
    "COM1.甲.xlsx",
)


def dumped() -> list[str]:
    """Return all lines."""
    return [each.replace("\n", "⏎").replace("\r", "␍") for each in (*_printed(), *_targets(), *_looks(), *_book())]


def _printed() -> Iterator[str]:
    for (value, raw, notes), kind, unit in product(_VALUES, get_args(ValueType), get_args(AmountUnit)):
        field = Field("/x", "栏目", value, raw, "A1", notes)
        made = printed(field, kind, unit)
        yield f"{value!s} {raw!r} {kind} {unit}: {made.value!r} {made.text!r} {made.number_format} {words_in(field)!r}"
    yield f"{printed(None, 'text', '元')} {words_in(None)!r}"
    for label, unit in product(_LABELS, get_args(AmountUnit)):
        yield f"{label} {unit}: {with_unit(label, unit)}"
    for template, year in product(("(    年度)", "（2024年度）", "年度：", "填报年度    年"), (2026, None, "二〇二六")):
        yield f"{template} {year}: {year_line(template, Field('/year', '年度', year, '', 'A2'))} {year_line(template, None)}"


def _targets() -> Iterator[str]:
    for text, operator, unit in product(("95", "≥95", "95%", "≥95(%)", "持续提升", "≥"), (None, "≥", "="), (None, "%", "场")):
        yield f"{text} {operator} {unit}: {target_text(Target(text, 'quantitative', operator, Decimal(95), unit))}"


def _looks() -> Iterator[str]:
    styles = (
        "thin medium dashed dotted thick double hair mediumDashed dashDot mediumDashDot dashDotDot mediumDashDotDot slantDashDot x"
    )
    looks = [CellLook(left=Edge(each), top=Edge(each, "#FF0000")) for each in styles.split()]
    looks += [CellLook(horizontal=each) for each in ("", "general", "left", "center", "centerContinuous", "fill", "distributed")]
    looks += [CellLook(vertical=each) for each in ("", "top", "center", "bottom", "justify", "distributed")]
    looks += [CellLook(rotation=each) for each in (0, 1, 45, 90, 91, 135, 180, 255)]
    plain = CellLook()
    looks += [replace(plain, bold=True), replace(plain, italic=True, indent=2), replace(plain, color="#00FF00", fill="#0000FF")]
    looks += [replace(plain, wrap=True, number_format="0.00"), replace(plain, right=Edge("thin"), bottom=Edge("thick"), size=9.5)]
    yield from (str(format_properties(each)) for each in looks)


def _book() -> Iterator[str]:
    for text in _TEXTS:
        counts = [line_count(text, capacity(width, size)) for width, size in product((5.0, 14.0, 34.0), (9.0, 10.0, 11.0))]
        yield f"{text!r}: {counts} {most_lines(11.0)} {width_for(text, 10.0)} {half_widths(text)}"
        fit = fit_for_xml(text)
        yield f"  {fit!r} {as_written(fit)!r} {fit_for_cell(text, 40)!r}"
    for size in (8.0, 9.0, 10.0, 10.5, 11.0, 12.0, 16.0):
        heights = [row_height(lines, size) for lines in (0, 1, 2, 3, 7, 40)]
        yield f"{size}: {heights} {[capacity(width, size) for width in (3, 8.5, 60)]}"
    names = FileNames("占用.xlsx")
    for name in (*_NAMES, *_NAMES, "占用.XLSX"):
        yield f"{name[:30]!r}: {names.unused(name)!r}"


def main() -> None:
    """Write what is made now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
