"""A record has every key that the contract lists, and no other, whatever layout read the form."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator

from tests.builders import declaration, self_evaluation
from tests.forms.bureau_forms import PROMISE, PROMISE_ALIASES, RESULT
from tests.forms.test_registration import registered, written
from xlperf.data.resources import load_json
from xlperf.forms.form import Field, Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.record import form_record
from xlperf.forms.record_shape import record_fields
from xlperf.intake.sheet import Cell, Workbook

VALIDATOR = Draft202012Validator(load_json("schemas", "record.schema.json"))


def without(form: Form, *names: str) -> Form:
    """Return a form whose layout has no such fields."""
    return replace(form, fields=tuple(each for each in form.fields if each.name not in names))


def test_a_field_that_a_layout_lacks_is_null() -> None:
    """As what is blank; nothing says that it stands in a cell."""
    record = form_record(without(declaration(), "/nature", "/funding/annual_carryover", "/indicators/1/level2"))
    assert (record["nature"], record["funding"]["annual_carryover"], record["indicators"][1]["level2"]) == (None, None, None)
    assert "/nature" not in record["cells"]
    assert list(VALIDATOR.iter_errors(record)) == []


def test_a_whole_row_of_money_that_a_layout_lacks_is_null() -> None:
    """The row is there, each of its values null."""
    form = self_evaluation()
    names = [each.name for each in form.fields if each.name.startswith("/funding/carryover/")]
    record = form_record(without(form, *names, "/total_weight"))
    assert set(record["funding"]["carryover"].values()) == {None}
    assert len(record["funding"]["carryover"]) == 6
    assert record["total_weight"] is None
    assert list(VALIDATOR.iter_errors(record)) == []


def test_a_field_that_the_contract_does_not_list_stays_out() -> None:
    """Neither its value nor its cell; the rules see it all the same."""
    form = self_evaluation()
    form = replace(form, fields=(*form.fields, Field("/grade", "自评等级", "优", "优", "I20")))
    record = form_record(form)
    assert "grade" not in record
    assert "/grade" not in record["cells"]
    assert list(VALIDATOR.iter_errors(record)) == []


def test_a_form_that_lacks_nothing_keeps_its_fields_as_they_are() -> None:
    """Their order too, so that records stay the same bytes."""
    assert tuple(record_fields(declaration())) == declaration().fields
    form = self_evaluation()
    assert tuple(record_fields(form))[: len(form.fields)] == form.fields


def test_records_of_registered_forms_satisfy_the_schema(tmp_path: Path) -> None:
    """A bureau's own form without 项目性质 or without rows of money is read into a whole record."""
    for sheet, aliases, name in ((PROMISE, PROMISE_ALIASES, (3, 2)), (RESULT, {}, (5, 1))):
        folder = tmp_path / sheet.name
        folder.mkdir()
        layouts = load_layouts(written(folder, registered(sheet, aliases=aliases)))
        blank = sheet.sheet()
        filled = replace(blank, cells={**blank.cells, name: Cell("老城步道修缮", "text")})
        (form,) = read_forms(Workbook("xlsx", (filled,)), "表.xlsx", layouts, load_vocabulary()).forms
        record = form_record(form)
        assert list(VALIDATOR.iter_errors(record)) == []
        assert json.loads(json.dumps(record))["project_name"] == "老城步道修缮"
