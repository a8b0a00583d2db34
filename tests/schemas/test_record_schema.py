"""schemas/record.schema.json accepts what ``xlperf read`` may print, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from xlperf.data.resources import data_folder
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.record import form_record
from xlperf.intake import read_workbook
from xlperf.run.batch import run
from xlperf.run.run_settings import RunSettings

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMA: dict[str, Any] = json.loads((data_folder("schemas") / "record.schema.json").read_text(encoding="utf-8"))
ABSENT = object()
"""In place of a value: the key is not there."""

DECLARATION: dict[str, Any] = {
    "source": {"file": "图书馆/古籍修复.xlsx", "sheet": "申报表", "range": "A1:F20"},
    "form": "declaration", "title": "财政项目支出绩效目标申报表", "year": 2026,
    "project_name": "古籍修复项目", "nature": "经常性项目", "category": "特定目标类",
    "department": "云岭区文化和旅游局（汇总）", "unit": "云岭区图书馆", "start_date": "2026-01-01", "end_date": "2026-12-31",
    "amount_unit": "万元",
    "funding": {"total": None, "total_fiscal": None, "total_other": None,
                "annual": "350000.00", "annual_fiscal": "350000.00", "annual_carryover": "0.00", "annual_other": None},
    "overall_goal": None, "annual_goal": "修复古籍三百册。\n开放阅览。",
    "indicators": [
        {"level1": "产出指标", "level2": "数量指标", "level3": "修复古籍数量",
         "target": {"text": "≥300(册)", "kind": "quantitative", "operator": "≥", "number": "300", "unit": "册"}},
        {"level1": "产出指标", "level2": "时效指标", "level3": "修复完成时间",
         "target": {"text": "11月底前", "kind": "time", "operator": None, "number": None, "unit": None}},
        {"level1": "效益指标", "level2": None, "level3": "古籍保护制度", "target": None},
    ],
    "cells": {"/year": "A2", "/project_name": "B3", "/funding/annual": "E6", "/annual_goal": "D11",
              "/indicators/0/level1": "B13", "/indicators/0/target": "E13", "/indicators/2/level3": "AA15"},
}  # fmt: skip

BLANK_ROW = dict.fromkeys(("initial_budget", "full_year_budget", "executed", "weight", "execution_rate", "score"))
SELF_EVALUATION: dict[str, Any] = {
    "source": {"file": "自评.xlsx", "sheet": "自评表", "range": "A1:I14"},
    "form": "self_evaluation", "title": "财政项目支出绩效自评表", "year": 2026,
    "project_name": "古籍修复项目", "department": "云岭区文化和旅游局", "unit": "云岭区图书馆", "amount_unit": "元",
    "funding": {
        "total": {"initial_budget": "350000.00", "full_year_budget": "340000.00", "executed": "334492.00",
                  "weight": "10", "execution_rate": "98.38", "score": "9.84"},
        "fiscal": BLANK_ROW, "carryover": BLANK_ROW, "other": BLANK_ROW,
    },
    "budget_goal": "修复古籍三百册。", "actual_completion": "修复古籍三百零二册。",
    "indicators": [
        {"level1": "产出指标", "level2": "数量指标", "level3": "修复古籍数量",
         "target": {"text": "300册", "kind": "quantitative", "operator": None, "number": "300", "unit": "册"},
         "actual": {"text": "已完成", "kind": "qualitative", "operator": None, "number": None, "unit": None},
         "weight": "90", "score": "88.5", "deviation_note": None},
    ],
    "total_weight": "100", "total_score": "98.34",
    "cells": {"/funding/total/execution_rate": "H6", "/indicators/0/deviation_note": "I13", "/total_score": "H14"},
}  # fmt: skip

REFUSED: dict[str, Any] = {
    "source": {"file": "加密.xlsx"},
    "refused": {"reason": "encrypted", "message": "文件有密码。请去掉密码后重发。"},
}

HEAD = {"A2": "（2026年度）", "B3": "古籍修复项目", "B4": "云岭区文化和旅游局"}
FILLED: dict[str, dict[str, object]] = {
    "declaration-2025.xlsx": HEAD
    | {"D3": "经常性项目", "F3": "特定目标类", "D4": "云岭区图书馆", "B5": date(2026, 1, 1), "D5": "2026年12月31日"}
    | {"E6": 350000, "E7": "350,000.00", "D11": "修复古籍三百册。", "D19": "修复古籍数量", "E19": "≥300(册)"},
    "self-evaluation-2020.xlsx": HEAD
    | {"F4": "云岭区图书馆", "D6": 35, "E6": 34, "F6": 33.4492, "H6": 0.9838, "I6": 9.84}
    | {
        "B11": "修复古籍三百册。",
        "F11": "修复古籍三百零二册。",
        "D13": "修复古籍数量",
        "E13": "300册",
        "F13": "302册",
        "G13": 90,
        "H13": 90,
    },
}
"""What a unit types into the bureau's blank forms, by cell."""

WRONG: dict[str, tuple[dict[str, Any], str, object]] = {
    "an unknown key": (DECLARATION, "/remark", "x"),
    "a missing key": (DECLARATION, "/nature", ABSENT),
    "a missing amount": (DECLARATION, "/funding/annual_other", ABSENT),
    "a third kind of form": (DECLARATION, "/form", "monitoring"),
    "an amount as a number": (DECLARATION, "/funding/annual", 350000),
    "an amount with commas": (DECLARATION, "/funding/annual", "350,000.00"),
    "an amount with one decimal": (DECLARATION, "/funding/annual", "350000.0"),
    "an amount that begins with a zero": (DECLARATION, "/funding/annual", "0350000.00"),
    "an empty text for a blank": (DECLARATION, "/overall_goal", ""),
    "a year as text": (DECLARATION, "/year", "2026"),
    "a year of two digits": (DECLARATION, "/year", 26),
    "a date as a number": (DECLARATION, "/start_date", 46023),
    "a date as the number of a day": (DECLARATION, "/start_date", "46023"),
    "an unknown unit of amounts": (DECLARATION, "/amount_unit", "亿元"),
    "an unknown column of an indicator": (DECLARATION, "/indicators/0/remark", "10"),
    "a target as text": (DECLARATION, "/indicators/0/target", "≥300(册)"),
    "a target without its text": (DECLARATION, "/indicators/0/target/text", ABSENT),
    "an operator in another writing": (DECLARATION, "/indicators/0/target/operator", ">="),
    "a number of a target as a number": (DECLARATION, "/indicators/0/target/number", 300),
    "a time with a number": (DECLARATION, "/indicators/1/target/number", "11"),
    "an absolute path": (DECLARATION, "/source/file", "/home/a/古籍.xlsx"),
    "a drive letter": (DECLARATION, "/source/file", "D:\\申报\\古籍.xlsx"),
    "a path out of the folder": (DECLARATION, "/source/file", "../古籍.xlsx"),
    "a range of one corner": (DECLARATION, "/source/range", "A1"),
    "a cell with dollar signs": (DECLARATION, "/cells/~1year", "$A$2"),
    "a row zero": (DECLARATION, "/cells/~1year", "A0"),
    "a cell of no value": (DECLARATION, "/cells/~1total_score", "A2"),
    "an index that begins with a zero": (DECLARATION, "/cells/~1indicators~100~1level1", "A2"),
    "a category in a self-evaluation": (SELF_EVALUATION, "/category", "特定目标类"),
    "a missing row of money": (SELF_EVALUATION, "/funding/carryover", ABSENT),
    "a rate with its sign": (SELF_EVALUATION, "/funding/total/execution_rate", "98.38%"),
    "a score as a number": (SELF_EVALUATION, "/indicators/0/score", 88.5),
    "a declaration's cell in a self-evaluation": (SELF_EVALUATION, "/cells/~1start_date", "B5"),
    "an unknown reason": (REFUSED, "/refused/reason", "ugly"),
    "a refusal without a sentence": (REFUSED, "/refused/message", ""),
    "a refusal that names a sheet": (REFUSED, "/source/sheet", "申报表"),
}


def changed(record: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """Return a copy of a record with the value at a JSON pointer replaced or taken out."""
    copied: dict[str, Any] = copy.deepcopy(record)
    *path, last = (each.replace("~1", "/") for each in pointer[1:].split("/"))
    holder: Any = copied
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if value is ABSENT:
        del holder[last]
    else:
        holder[last] = value
    return copied


def subschemas(schema: object) -> Iterator[dict[str, Any]]:
    """Yield every object that a schema is made of."""
    if isinstance(schema, dict):
        yield schema
    for each in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from subschemas(each)


def test_the_schema_is_a_schema() -> None:
    """It is sound JSON Schema 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_object_refuses_unknown_keys() -> None:
    """No object of a record may carry a key that nobody described."""
    open_ones = [each for each in subschemas(SCHEMA) if each.get("type") == "object" and "additionalProperties" not in each]
    assert open_ones == []


@pytest.mark.parametrize("record", [DECLARATION, SELF_EVALUATION, REFUSED], ids=["declaration", "self-evaluation", "refused"])
def test_a_record_as_the_contract_shows_it_is_accepted(record: dict[str, Any]) -> None:
    """The three kinds of lines."""
    assert [each.message for each in Draft202012Validator(SCHEMA).iter_errors(record)] == []


@pytest.mark.parametrize(
    ("record", "pointer", "value"),
    [
        (DECLARATION, "/end_date", "长期"),
        (DECLARATION, "/end_date", "2026-02-30"),
        (SELF_EVALUATION, "/indicators/0/score", "满分"),
        (SELF_EVALUATION, "/funding/total/execution_rate", "约98%"),
    ],
)
def test_what_is_no_date_or_score_stands_as_it_was_written(record: dict[str, Any], pointer: str, value: str) -> None:
    """A text that nobody understands is not null, which says blank."""
    assert Draft202012Validator(SCHEMA).is_valid(changed(record, pointer, value))


@pytest.mark.parametrize(("record", "pointer", "value"), WRONG.values(), ids=WRONG)
def test_a_wrong_record_is_refused_for_its_one_fault(record: dict[str, Any], pointer: str, value: object) -> None:
    """The fault is found, at its place, and nothing else."""
    wrong = changed(record, pointer, value)
    assert not Draft202012Validator(SCHEMA).is_valid(wrong)
    kind = record.get("form", "refused")
    errors = list(Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{kind}"}).iter_errors(wrong))
    assert len(errors) == 1
    place = "/" + "/".join(str(each).replace("/", "~1") for each in errors[0].absolute_path)
    assert pointer.startswith(place if place != "/" else "")


@pytest.mark.parametrize(("file", "values"), FILLED.items(), ids=FILLED)
def test_the_record_of_a_filled_template_is_accepted(file: str, values: dict[str, object], tmp_path: Path) -> None:
    """A unit that fills the bureau's form gets a sound record with its values in it."""
    book = openpyxl.load_workbook(data_folder("templates") / file)
    for cell, value in values.items():
        book.worksheets[0][cell] = value
    book.save(tmp_path / file)
    (form,) = read_forms(read_workbook(tmp_path / file), file, load_layouts(), load_vocabulary()).forms
    record = form_record(form)
    assert [each.message for each in Draft202012Validator(SCHEMA).iter_errors(record)] == []
    assert set(values) <= set(record["cells"].values())


def test_every_form_of_the_examples_is_accepted() -> None:
    """Forms in many shapes, some with faults, have sound records."""
    validator = Draft202012Validator(SCHEMA)
    records = [form_record(form) for file in run([EXAMPLES], RunSettings(workers=0, judge=False)).files for form in file.forms]
    assert len(records) >= 24
    assert [(each["source"], error.message) for each in records for error in validator.iter_errors(each)] == []
