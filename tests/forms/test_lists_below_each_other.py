"""Several lists of projects on one sheet, each with its own title, lines and headings."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.intake.sheet import Area, Sheet

Lines = tuple[tuple[str, ...], ...]

_HEADINGS = ("单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标", "指标值")


def _list(department: str, unit: str, *names: str, title: str = "2026年度预算项目绩效目标汇总表") -> Lines:
    rows = []
    for name in names:
        rows.append(("云溪市河道所", name, "48", f"完成{name}任务", "产出指标", "数量指标", "次数", "≥60次"))
        rows.append(("", "", "", "", "满意度指标", "服务对象满意度指标", "满意度", "≥90%"))
    return ((title,), (f"部门名称：{department}", "", "", "", "", "", f"单位：{unit}"), _HEADINGS, *rows)


def _sheet(*lists: Lines) -> Sheet:
    lines = tuple(line for part in lists for line in part)
    sheet = drawn(lines)
    merges = []
    for row, line in enumerate(lines, 1):
        if len(line) > 1 and line[0] == "云溪市河道所":
            merges += [Area(row, column, row + 1, column) for column in range(1, 5)]
        elif len(line) == 1 and line[0]:
            merges.append(Area(row, 1, row, 8))
    return Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=tuple(merges))


@pytest.mark.parametrize("between", [(), (("",),), (("",), ("",))])
def test_each_list_has_its_own_department_and_unit(between: Lines) -> None:
    """The title and the headings of the second are no project of the first."""
    second = _list("云溪市教育局", "元", "校舍修缮", "校园安防")
    forms = read(_sheet(_list("云溪市水务局", "万元", "河堤巡护", "水库清淤"), between, second)).forms
    found = [(each.text("/project_name"), each.text("/department"), each.amount_unit, len(each.rows)) for each in forms]
    assert found == [
        ("河堤巡护", "云溪市水务局", "万元", 2),
        ("水库清淤", "云溪市水务局", "万元", 2),
        ("校舍修缮", "云溪市教育局", "元", 2),
        ("校园安防", "云溪市教育局", "元", 2),
    ]


def test_headings_printed_again_on_the_next_page_begin_no_list() -> None:
    """Without a title the list goes on."""
    first = _list("云溪市水务局", "万元", "河堤巡护", "水库清淤")
    forms = read(_sheet(first[:5], (_HEADINGS,), first[5:])).forms
    assert [(each.text("/project_name"), each.text("/department")) for each in forms] == [
        ("河堤巡护", "云溪市水务局"),
        ("水库清淤", "云溪市水务局"),
    ]
