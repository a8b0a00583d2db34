"""What stands in a line of its own: above a list for all its projects, and the year beside a label in the head."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_evaluation_list import HEADINGS, LINES
from xlperf.forms.form import Form


def _listed(line: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> list[tuple[str | None, str | None]]:
    title = ("项目支出绩效自评表（2027年度）",)
    forms = read(drawn((title, line, headings, *LINES))).forms
    return [(each.text("/department"), each.text("/unit")) for each in forms]


@pytest.mark.parametrize(
    "line",
    [
        ("部门：云溪市水务局", "", "单位：万元"),
        ("部门名称：云溪市水务局        单位：万元",),
        ("主管部门", "云溪市水务局", "", "金额单位：万元"),
        ("部门（单位）名称：云溪市水务局",),
        ("预算部门：云溪市水务局", "", "填报日期：2028年3月1日"),
    ],
)
def test_the_department_above_a_list(line: tuple[str, ...]) -> None:
    """It is that of every project, whatever it is called and wherever the unit of the amounts stands."""
    assert _listed(line) == [("云溪市水务局", "石桥水利站"), ("云溪市水务局", "石桥培训中心")]


def test_the_unit_of_the_amounts_is_no_unit() -> None:
    """单位：万元 above a list without a column of units names no unit."""
    headings = ("备注", *HEADINGS[1:])
    assert [unit for _, unit in _listed(("单位：万元",), headings)] == ["", ""]


def _form(head: list[tuple[str, ...]]) -> Form:
    (form,) = read(drawn((ROWS[0], *head, *ROWS[4:]))).forms
    return form


@pytest.mark.parametrize("label", ["填报单位（盖章）", "填报单位", "编制单位", "自评单位"])
def test_who_fills_in_is_the_unit_where_no_other_is_named(label: str) -> None:
    """In one cell with its label, above the head; beside 实施单位 it is only who filled it in."""
    name, department = ("项目名称", "河堤巡护"), ("主管部门", "云溪市水务局")
    year = ("（2026年度）",)
    assert _form([year, (f"{label}：云溪市河道所",), name, department]).text("/unit") == "云溪市河道所"
    both = [year, (f"{label}：云溪市财务中心",), name, (*department, "", "实施单位", "云溪市河道所")]
    assert _form(both).text("/unit") == "云溪市河道所"


@pytest.mark.parametrize("label", ["预算年度", "年度", "所属年度", "年份", "自评年度"])
def test_the_year_beside_a_label_of_the_head(label: str) -> None:
    """In the row of the project's name, where the title and the line below it have none."""
    form = _form([("项目名称", "河堤巡护", "", label, "2026年"), ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所")])
    assert (form.value("/year"), form.text("/project_name")) == (2026, "河堤巡护")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("云溪市水务局2027年预算项目绩效自评", 2027),
        ("2027年度云溪市水务局专项资金绩效目标", 2027),
        ("云溪市2027年部门预算项目支出绩效自评结果", 2027),
        ("2026年完成的绩效目标", None),
        ("各项目年度绩效目标已报，2026年批复。", None),
    ],
)
def test_the_title_of_a_list_without_its_last_word(title: str, year: int | None) -> None:
    """Alone in its row and without 表: every project was asked for its year."""
    forms = read(drawn(((title,), ("部门：云溪市水务局",), HEADINGS, *LINES))).forms
    assert [(each.value("/year"), each.text("/title")) for each in forms] == [(year, title if year else "")] * 2
