"""本年无项目, said in place of a project: by a line, a sheet or a form, and what is an instruction or a project all the same."""

from __future__ import annotations

import pytest

from tests.forms.slips import FORMS, Page, page, sections, slipped
from xlperf.forms.file_result import NilReturn
from xlperf.forms.form import Form
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.form_reader import read_forms
from xlperf.forms.reading.nil_return import nil_statement, says_nothing, without_nil_forms
from xlperf.intake.sheet import Workbook

UNIT, DEPARTMENT = "云溪市水文站", "云溪市水务局"


def book(made: Page) -> Workbook:
    """Return the workbook of a page and those beside it."""
    return Workbook("xlsx", (made.sheet(), *made.others))


def said(*lines: str) -> tuple[str, str, int | None, str] | None:
    """Return what a workbook of these rows states in place of a project."""
    found = nil_statement(book(page(["", *lines])))
    return None if found is None else (found.unit, found.department, found.year, found.text)


@pytest.mark.parametrize(
    "text",
    [
        "本年无项目",
        "零报",
        "无项目支出。",
        "本单位2026年度无项目支出，特此说明。",
        "我站今年没有项目，无需填报。",
        "2026年度 本单位 无项目预算",
        "云溪市水文站及下属两个巡测队二〇二六年度无项目，特此报告",
    ],
)
def test_a_text_that_says_there_is_no_project(text: str) -> None:
    """However the unit puts it."""
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "如无项目，请填本年无项目",
        "若本年无项目",
        "凡本年无项目",
        "有无项目",
        "是否无项目",
        "无项目的单位",
        "无项目请填报",
        "无项目库建设任务，另有巡测经费三万元",
        "云溪市水文站及其下属的两个巡测队和一个测报中心以及城西、城东、城南、城北四个站点本年度全部都无项目",
        "巡测站无项目以外的支出",
        "无",
        "",
    ],
)
def test_an_instruction_or_another_sentence_says_no_such_thing(text: str) -> None:
    """Guidance for the unit that has none, a longer story, and a sentence of something else."""
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["1 A=本年无项目"], ("", "", None, "本年无项目")),
        (["3 B= 2026年度无项目。 "], ("", "", 2026, "2026年度无项目。")),
        (
            ["1 A=零报告 | C=2027年", f"2 A=填报单位 | C={UNIT} | D=盖章", f"3 A=主管部门：{DEPARTMENT}", "5 A=本年无项目"],
            (UNIT, DEPARTMENT, 2027, "零报告"),
        ),
        (["1 A=2025年", f"2 B=单位名称：{UNIT}", "3 A=2026年度无项目"], (UNIT, "", 2026, "2026年度无项目")),
        (["1 A=单位：", f"2 A=实施单位： | D={UNIT}", "3 A=本年无项目"], (UNIT, "", None, "本年无项目")),
        (["1 A#3 | B=填报单位", f"2 B={UNIT} | C=本年无项目"], ("", "", None, "本年无项目")),
        ([f"1 B={UNIT} | C=单位", "2 C=本年无项目", "3 A=编号2026年5月"], ("", "", 2026, "本年无项目")),
        (["1 A=1999年", "2 A=本年无项目"], ("", "", None, "本年无项目")),
        (["1 A=本年项目三个"], None),
        (["1 A=说明", "sheet 二", f"1 A=单位 | B={UNIT}", "2 A=本年无项目"], (UNIT, "", None, "本年无项目")),
    ],
    ids=["line", "year in it", "sheet", "own year", "two labels", "label last", "value left", "early year", "project", "second"],
)
def test_what_a_workbook_states_in_place_of_a_form(lines: list[str], found: tuple[str, str, int | None, str] | None) -> None:
    """Unit and department stand right of their labels or behind them, the year anywhere, that of the statement first."""
    assert said(*lines) == found


def forms(slips: str, form: str = "one year") -> tuple[Form, ...]:
    """Return what is read of a declaration after some slips."""
    made = slipped(page(sections(FORMS.read_text("utf-8"), "## ")[form]), slips)
    return read_forms(book(made), "表.xlsx", load_layouts(), load_vocabulary()).forms


NOTHING = "B3=本年无项目；C5-；C6-；C7-；B9-；D11-；E11-；D12-；E12-"


@pytest.mark.parametrize(
    ("slips", "is_nil"),
    [
        ("", True),
        ("C5#0；C6=0；C7=/", True),
        ("D11=无；E11=—；D12=/", True),
        ("B9=无", True),
        ("B9=本年无项目", True),
        ("B9=没有", True),
        ("C5#3", False),
        ("C7=0.5", False),
        ("D11=养护古树", False),
        ("E12=≥90(%)", False),
        ("B9=养护古树名木一百二十株。", False),
        ("B9=养护树", False),
        ("B3=古树名木养护", False),
    ],
)
def test_a_form_with_that_name_and_nothing_else_is_a_nil_return(slips: str, is_nil: bool) -> None:
    """Money, an indicator or a goal says more than the name: then it is a project."""
    read = forms(f"{NOTHING}；{slips}" if slips else NOTHING)
    kept, nil = without_nil_forms(read)
    assert (len(kept), len(nil)) == ((0, 1) if is_nil else (1, 0))
    if is_nil:
        assert nil == (NilReturn("云溪市林木站", "云溪市林业局", 2026, "本年无项目"),)


def test_a_form_without_a_year_is_a_nil_return_of_none() -> None:
    """The run knows the year then."""
    assert without_nil_forms(forms(f"{NOTHING}；A2-"))[1] == (NilReturn("云溪市林木站", "云溪市林业局", None, "本年无项目"),)


def test_printed_weights_are_no_content() -> None:
    """They stand in the blank form already."""
    cleared = "；".join(f"{column}{row}-" for row in (9, 10, 11) for column in "DF")
    assert len(without_nil_forms(forms(f"B3=本年无项目；C5-；B7-；{cleared}", "budget system"))[1]) == 1
