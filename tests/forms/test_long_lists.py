"""Tables of many projects that are longer than a form, and what stands below them on their sheet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area

Line = tuple[str, ...]
TITLE: Line = ("2026年部门预算项目绩效目标表",)
HEADER: Line = ("实施单位", "项目名称", "备注", "年度资金总额（元）", "年度目标", "一级指标", "二级指标", "三级指标", "指标值")
_NAMES = ("巡护次数", "清障处数", "隐患处置率", "完成时间", "减少水患", "群众满意度")
_ROWS = 6


def _projects(unit: str = "云溪市河道所", remark: str = "", count: int = 4) -> list[Line]:
    """Return projects of six indicators each, of which only the first row of each names a level."""
    rows: list[Line] = []
    for number in range(1, count + 1):
        head = (unit if number == 1 else "", f"河堤巡护{number}期", remark, f"{number}8000", "全年巡护河堤六十次。")
        for index, name in enumerate(_NAMES):
            own = ("", "") if index else ("产出指标", "数量指标")
            rows.append((*(("",) * len(head) if index else head), *own, name, "≥60"))
    return rows


def _forms(*rows: Line, merges: tuple[Area, ...] = (), title: Line = TITLE, header: Line = HEADER) -> tuple[Form, ...]:
    return read(replace(drawn((title, header, *rows)), merges=merges)).forms


def _read(forms: tuple[Form, ...]) -> list[tuple[str | None, list[object]]]:
    return [(each.text("/project_name"), [row["level3"].value for row in each.rows]) for each in forms]


def test_a_remark_beside_a_project_far_below_the_headings_costs_it_no_row() -> None:
    """Headings stand once above all projects: the distance to them is no gap in a table."""
    forms = _forms(*_projects(remark="延续项目"))
    assert _read(forms) == [(f"河堤巡护{number}期", [*_NAMES]) for number in range(1, 5)]


@pytest.mark.parametrize(("rows", "unit"), [(_ROWS, ""), (2 * _ROWS, "云溪市河道所"), (1, "云溪市河道所")])
def test_a_blank_unit_merged_over_the_rows_of_a_project_is_its_own(rows: int, unit: str) -> None:
    """One that is merged over several projects, or over no rows, goes on with the unit above."""
    first = 3 + _ROWS if rows != 2 * _ROWS else 3
    forms = _forms(*_projects(count=2), merges=(Area(first, 1, first + rows - 1, 1),))
    assert [each.text("/unit") for each in forms] == ["云溪市河道所", unit]


@pytest.mark.parametrize("between", [(), (("",),)])
def test_a_form_below_a_list_is_none_of_its_projects(between: tuple[Line, ...]) -> None:
    """Its title ends the list, whatever its layout; it comes behind the list, as on the sheet."""
    form = (("项目支出绩效目标申报表",), ("（2026年度）",), ("项目名称", "河堤绿化"), *ROWS[3:])
    forms = _forms(*_projects(count=2), *between, *form)
    assert [each.text("/project_name") for each in forms] == ["河堤巡护1期", "河堤巡护2期", "河堤绿化"]
    assert [len(each.rows) for each in forms] == [_ROWS, _ROWS, 3]


def test_the_title_of_a_list_on_its_next_page_ends_no_list() -> None:
    """The headings stand below it again."""
    title: Line = ("项目支出绩效目标申报表",)
    rows = _projects(count=2)
    forms = _forms(*rows[:_ROWS], title, ("部门：云溪市水务局",), HEADER, *rows[_ROWS:], title=title)
    assert _read(forms) == [(f"河堤巡护{number}期", [*_NAMES]) for number in (1, 2)]


def test_the_total_below_a_heading_of_money_is_the_years() -> None:
    """项目资金（元） over 总额 and 财政拨款."""
    header = ("实施单位", "项目名称", "项目资金（元）", "", "年度目标", *HEADER[5:])
    below = ("", "", "总额", "财政拨款")
    rows = [(*line[:2], line[3], line[3], *line[4:]) for line in _projects(count=1)]
    (form,) = _forms(below, *rows, header=header, merges=(Area(2, 3, 2, 4), *(Area(2, at, 3, at) for at in (1, 2, 5, 6, 7, 8, 9))))
    assert [form.value(each) for each in ("/funding/annual", "/funding/annual_fiscal")] == [Decimal(18000)] * 2


@pytest.mark.parametrize("title", ["2026年部门预算绩效目标申报表汇总", "2026年绩效目标申报表汇总（一上）"])
def test_a_title_may_say_that_a_list_is_put_together(title: str) -> None:
    """申报表汇总 is a title as 汇总表 is, and has the year."""
    (form,) = _forms(*_projects(count=1), title=(title,))
    assert (form.text("/title"), form.value("/year")) == (title, 2026)


def test_a_title_among_the_projects_of_a_list_ends_no_list() -> None:
    """No form follows: the next project does."""
    rows = _projects(count=2)
    forms = _forms(*rows[:_ROWS], ("云溪市排水所项目支出绩效目标表",), *rows[_ROWS:])
    assert _read(forms) == [(f"河堤巡护{number}期", [*_NAMES]) for number in (1, 2)]
