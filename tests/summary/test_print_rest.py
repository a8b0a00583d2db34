"""What a form says and its blank has no place for stands below it on paper: nothing that was read is kept back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import declaration, target
from tests.summary.batches import batch_of
from tests.summary.reading import opened
from xlperf.forms.form import Field, Form
from xlperf.forms.templates.template import template_of
from xlperf.intake.sheet import Cell
from xlperf.summary.print.print_pattern import REST_HEADING, pattern_of


def _lines(form: Form) -> list[tuple[str, str]]:
    """Return the lines below a printed form: label and what it says."""
    sheet = opened(batch_of(form))["申报表"]
    rows = [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    if [REST_HEADING] not in rows:
        return []
    return [(row[0], row[1]) for row in rows[rows.index([REST_HEADING]) + 1 :]]


def test_a_form_whose_blank_has_a_place_for_everything_ends_with_its_table() -> None:
    """No heading stands below a form that the template holds whole."""
    assert _lines(declaration()) == []


def test_what_the_blank_has_no_place_for_stands_below_it() -> None:
    """Codes, finer amounts in the unit of the form, other fields, weights, columns and targets of the whole term."""
    form = declaration(amount_unit="万元")
    more = (
        Field("/project_code", "项目编码", "CODE-7", "CODE-7", "J1"),
        Field("/indicators/0/weight", "权重", Decimal(15), "15", "J2"),
    )
    further = (
        Field("/funding/单位资金", "单位资金", Decimal(30500), "3.05", "J3"),
        Field("/项目属性", "项目属性", "延续", "延续", "J4"),
        Field("/indicators/1/指标解释", "指标解释", "按签到表", "按签到表", "J5"),
        Field("/term_indicators/0/level1", "一级指标", "产出指标", "产出指标", "J6"),
        Field("/term_indicators/0/level3", "三级指标", "三年场次", "三年场次", "J7"),
        Field("/term_indicators/0/target", "年度指标值", target("≥72(场)"), "≥72(场)", "J8"),
    )
    assert _lines(replace(form, fields=(*form.fields, *more), further=further)) == [
        ("项目编码", "CODE-7"),
        ("单位资金（万元）", "3.05"),
        ("项目属性", "延续"),
        ("指标1 单场活动平均费用", "权重：15"),
        ("指标2 开展阅读推广活动场次", "指标解释：按签到表"),
        ("整个实施期指标1", "产出指标／三年场次；指标值：≥72(场)"),
    ]


def test_a_code_in_one_cell_with_its_name_is_not_said_twice() -> None:
    """The name is printed as the unit wrote it, its code before it."""
    form = declaration(department="105-云溪市文化局")
    cell = next(each.cell for each in form.fields if each.name == "/department")
    assert _lines(replace(form, fields=(*form.fields, Field("/department_code", "主管部门编码", "105", "105", cell)))) == []


@pytest.mark.parametrize(
    ("first", "others", "split"),
    [(25.0, 75.0, 1), (24.0, 76.0, 2), (1.0, 20.0, None), (90.0, 10.0, 1)],
)
def test_the_label_of_what_has_no_place_takes_a_quarter_of_the_width(first: float, others: float, split: int | None) -> None:
    """As many columns as make up a quarter: one that is wide enough alone stays alone."""
    template = template_of(declaration())
    size = len(template.look.widths)
    rest = others / (size - 1)
    widths = tuple(round(each * 100) for each in (first, *[rest] * (size - 1)))
    label, value = pattern_of(replace(template, look=replace(template.look, widths=widths))).rest[1].filled
    wanted = split or next(at for at in range(1, size) if sum(widths[:at]) * 4 >= sum(widths))
    assert (label.area.left, label.area.right, value.area.left, value.area.right) == (1, wanted, wanted + 1, size)


def test_where_the_last_column_is_nearly_all_the_label_has_the_first() -> None:
    """No columns before the last make up a quarter: the value must have the wide one."""
    template = template_of(declaration())
    size = len(template.look.widths)
    widths = (*[10] * (size - 1), 5000)
    label, value = pattern_of(replace(template, look=replace(template.look, widths=widths))).rest[1].filled
    assert (label.area.right, value.area.left, value.area.right) == (1, 2, size)


def test_money_under_a_bureaus_own_name_is_printed_as_money() -> None:
    """The layout gives such a field no type; that it stands among the funds says it, and another field is a line of text."""
    template = template_of(declaration())
    (money, line), places = list(template.places)[:2], dict(template.places)
    places |= {money: "/funding/单位资金", line: "/项目属性"}
    kinds = {each.name: each.kind for row in pattern_of(replace(template, places=places)).rows for each in row.filled}
    assert (kinds["/funding/单位资金"], kinds["/项目属性"]) == ("amount", "line")


@pytest.mark.parametrize(
    ("label", "said", "is_unit"),
    [
        ("金额单位：", "元", True),
        ("金额单位", "万元", True),
        ("金额单位", "元整", False),
        ("每人标准", "元", False),
        ("", "单位：元", True),
        ("", "人均元数", False),
    ],
)
def test_only_what_names_the_unit_of_the_form_is_printed_anew(label: str, said: str, is_unit: bool) -> None:
    """In the cell of its label or right of it; 元 elsewhere belongs to something else."""
    template = template_of(declaration())
    sheet, places = template.look.sheet, {at: name for at, name in template.places.items() if at != (3, 4)}
    cells = {**sheet.cells, (3, 3): Cell(label, "text"), (3, 4): Cell(said, "text")}
    changed = replace(template, places=places, look=replace(template.look, sheet=replace(sheet, cells=cells)))
    slots = {(each.area.top, each.area.left): each.names_unit for row in pattern_of(changed).rows for each in row.slots}
    assert slots[3, 4] is is_unit
