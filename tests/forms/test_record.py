"""The JSON object of a form, and forms that went through real workbooks."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from jsonschema import Draft202012Validator

from tests.builders import declaration, entry, self_evaluation
from tests.forms.reading import faults, read
from tests.forms.shapes import Canvas, Frame, evaluation, project
from tests.forms.test_shapes import drawn, plain
from tests.forms.test_shapes_evaluation import drawn as drawn_evaluation
from tests.forms.test_shapes_evaluation import plain as plain_evaluation
from xlperf.data.resources import load_json
from xlperf.forms.form import Remark, Target
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.record import form_record, plain_value
from xlperf.intake.workbook_reader import read_workbook


def test_a_declaration_as_json() -> None:
    """Nested values; blanks are null and have no cell."""
    record = form_record(declaration(rows=[("产出指标", "数量指标", "开展活动场次", "≥12(场)")], overall_goal=None))
    assert record["source"] == {"file": "云溪市图书馆-公共阅读推广项目.xlsx", "sheet": "申报表", "range": "A1:E13"}
    assert (record["form"], record["year"], record["amount_unit"]) == ("declaration", 2025, "元")
    assert (record["start_date"], record["funding"]["annual"], record["overall_goal"]) == ("2025-01-01", "480000.00", None)
    assert record["indicators"] == [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "开展活动场次",
            "target": {"text": "≥12(场)", "kind": "quantitative", "operator": "≥", "number": "12", "unit": "场"},
        }
    ]
    assert record["cells"]["/indicators/0/target"] == "E13"
    assert "/overall_goal" not in record["cells"]


def test_a_self_evaluation_as_json() -> None:
    """The money table is nested by row and column; numbers keep what was written."""
    record = form_record(self_evaluation(amount_unit="万元"))
    assert record["funding"]["total"]["execution_rate"] == "98"
    assert record["funding"]["total"]["executed"] == "490000.00"
    assert record["indicators"][3]["score"] == "24"
    assert record["total_score"] == "93.8"
    assert record["amount_unit"] == "万元"


@pytest.mark.parametrize(
    ("value", "money", "plain_json"),
    [
        (Decimal("1.5"), True, "1.50"),
        (Decimal("0.005"), True, "0.01"),
        (Decimal("1E+3"), False, "1000"),
        (Decimal("9.840"), False, "9.84"),
        (date(2026, 1, 5), False, "2026-01-05"),
        (2026, False, 2026),
        (None, False, None),
        ("甲", False, "甲"),
        (
            Target("及时", "qualitative"),
            False,
            {"text": "及时", "kind": "qualitative", "operator": None, "number": None, "unit": None},
        ),
    ],
)
def test_values_as_json(value: object, money: bool, plain_json: object) -> None:
    """Decimals are strings, money has two places, targets are objects."""
    assert plain_value(value, money) == plain_json  # type: ignore[arg-type]


def test_what_could_not_be_understood_is_not_null() -> None:
    """A date or score that is none stands as written, with its cell: null says blank. An amount is a number or null."""
    record = form_record(
        declaration(
            end_date=entry(None, " 长期 ", "not_a_date"),
            annual=entry(None, "约二十万元", "not_a_number"),
            total=entry(None, "#REF!", "error_value"),
        )
    )
    assert (record["end_date"], record["funding"]["annual"], record["funding"]["total"]) == ("长期", None, None)
    assert ("/end_date" in record["cells"], "/funding/annual" in record["cells"]) == (True, False)
    score = form_record(self_evaluation(total_score=entry(None, "满分", "not_a_number")))
    assert score["total_score"] == "满分"


@pytest.mark.parametrize("seed", range(15))
def test_every_record_satisfies_the_published_schema(seed: int) -> None:
    """Whatever is blank, unreadable or odd in a form, its record keeps the shape."""
    rng = random.Random(seed)
    canvas, other = Canvas(), Canvas()
    form, result = project(rng), evaluation(rng)
    drawn(canvas, form, plain(form), Frame())
    drawn_evaluation(other, result, plain_evaluation(result), Frame())
    canvas.put(6, 5, "约十万元")
    validator = Draft202012Validator(load_json("schemas", "record.schema.json"))
    for each in read(canvas.sheet("一"), other.sheet("二")).forms:
        record = json.loads(json.dumps(form_record(each), ensure_ascii=False))
        assert [error.message for error in validator.iter_errors(record)] == []


def save(canvas: Canvas, path: Path) -> Path:
    """Write a sheet into a real workbook."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    )
    sheet = book.add_worksheet("申报表")
    formats = {cell.number_format: book.add_format({"num_format": cell.number_format}) for cell in canvas.cells.values()}
    for area in canvas.merges:
        sheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "")
    for (row, column), cell in sorted(canvas.cells.items()):
        value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
        sheet.write(row - 1, column - 1, value, formats[cell.number_format])
    book.close()
    return path


@pytest.mark.parametrize("seed", range(8))
def test_forms_in_real_workbooks(seed: int, tmp_path: Path) -> None:
    """What holds for sheets in memory holds for files: declarations and self-evaluations, merged and unmerged."""
    rng = random.Random(seed)
    canvas = Canvas()
    form, result = project(rng), evaluation(rng)
    first, last = drawn(canvas, form, plain(form), Frame(merged=seed % 2 == 0))
    second, _ = drawn_evaluation(canvas, result, plain_evaluation(result), Frame(last + 3, merged=seed % 3 == 0))
    workbook = read_workbook(save(canvas, tmp_path / "两张表.xlsx"))
    forms = read_forms(workbook, "两张表.xlsx", load_layouts(), load_vocabulary()).forms
    assert faults(forms, [first, second]) == []


def test_a_form_comes_out_of_a_pickle_as_it_went_in() -> None:
    """A child sends its forms to its parent packed column by column: fields, rows, remarks and further columns stay."""
    form = declaration(rows=[("产出指标", "数量指标", "开展活动场次", "≥12(场)")], overall_goal=None)
    kept = replace(form, remarks=(Remark("macros", "表", "A1", {"n": "1"}),), further=form.fields[:2], hidden=True)

    again = pickle.loads(pickle.dumps(kept))

    assert again == kept
    assert again.rows == kept.rows
    assert again.get("/project_name") == kept.get("/project_name")
    assert pickle.loads(pickle.dumps(replace(kept, fields=()))).fields == ()
