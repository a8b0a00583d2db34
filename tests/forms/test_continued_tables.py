"""Indicators that go on on a sheet of their own: told once, and their form is not accused of lacking them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import ROWS_ELSEWHERE, Form
from xlperf.forms.reading.uncovered import UNCOVERED
from xlperf.intake.sheet import Sheet
from xlperf.rules import load_rule_book
from xlperf.rules.context import Context

_HEADER = ROWS[7]
_LEVELS = ("IND-001", "IND-002", "IND-003", "IND-004", "IND-008", "IND-016")
_REST = (
    ("", "效益指标", "社会效益指标", "受益群众人数", "≥5000(人)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)


def _told(*sheets: Sheet) -> list[tuple[str, str, str]]:
    return [(each.sheet, each.detail["label"], each.detail["part"]) for each in read(*sheets).remarks if each.kind == UNCOVERED]


def _marked(*sheets: Sheet) -> list[str]:
    forms = read(*sheets).forms
    return [form.source.sheet for form in forms if any(each.kind == ROWS_ELSEWHERE for each in form.remarks)]


def _accused(form: Form) -> list[str]:
    return [each.rule for each in load_rule_book().judge_form(form, Context()).findings if each.rule in _LEVELS]


_PAGES = {
    "the headings again": (("",), _HEADER, *_REST),
    "rows alone": (("",), *_REST),
    "a line that says so": (("（续表）",), _HEADER, *_REST),
    "the title again": (("财政项目支出绩效目标申报表（续）",), _HEADER, *_REST),
    "no side label": (("",), *(line[1:] for line in (_HEADER, *_REST))),
}


@pytest.mark.parametrize("page", _PAGES.values(), ids=list(_PAGES))
def test_rows_on_the_next_sheet_are_told_as_those_of_the_form_before(page: tuple[tuple[str, ...], ...]) -> None:
    """The remark names the form's sheet; no level is said to be missing that may stand among these rows."""
    sheets = drawn(ROWS[:9]), drawn(page, "第2页")
    assert _told(*sheets) == [("第2页", "表", "continued")]
    assert _marked(*sheets) == ["表"]
    form = read(*sheets).forms[0]
    assert _accused(form) == []
    assert _accused(replace(form, remarks=())) == ["IND-003", "IND-004", "IND-008", "IND-016"]


def test_a_form_whose_whole_table_stands_on_the_next_sheet_is_not_told_to_lack_it() -> None:
    """Neither its headings nor its indicators are missing: they stand over there, whatever their title."""
    sheets = drawn(ROWS[:7]), drawn((("项目绩效指标表",), *ROWS[7:]), "第2页")
    assert _told(*sheets) == [("第2页", "表", "continued")]
    form = read(*sheets).forms[0]
    assert _accused(form) == []
    assert "三级指标" not in [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]


def test_the_rows_belong_to_the_last_form_before_them() -> None:
    """The others lack what they lack."""
    second = tuple(("项目名称", "水尺维护", *line[2:]) if line[0] == "项目名称" else line for line in ROWS[:9])
    assert _marked(drawn(ROWS[:9]), drawn(second, "二"), drawn((("",), _HEADER, *_REST), "三")) == ["二"]


_OF_ITS_OWN = (("河道所任务表",), _HEADER, *_REST), (("",), (*_HEADER, "责任科室"), *((*each, "财务科") for each in _REST))


@pytest.mark.parametrize("page", _OF_ITS_OWN)
def test_a_table_with_a_title_or_a_column_of_its_own_may_be_of_another_kind(page: tuple[tuple[str, ...], ...]) -> None:
    """It is told as a table that nobody knows, and what the form lacks is told as well."""
    sheets = drawn(ROWS[:9]), drawn(page, "第2页")
    assert [each[2] for each in _told(*sheets)] == ["table"]
    assert _marked(*sheets) == []
