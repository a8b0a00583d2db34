"""A project named above a table of indicators is a form, in whatever words its title, its money and its goals stand."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.errors import RefusedFile

_Row = tuple[str, ...]
_LEVELS = ("一级指标", "二级指标", "三级指标")
_ROWS = (("产出指标", "数量指标", "清淤长度", "≥3公里"), ("效益指标", "社会效益指标", "受益村庄", "≥12个"))

def _page(title: str, head: list[_Row], more: _Row = (), values: _Row = ()) -> tuple[_Row, ...]:
    return ((title,), *head, (*_LEVELS, "指标值", *more), *((*row, *values) for row in _ROWS))


def _indicators(page: tuple[_Row, ...]) -> tuple[str, str | None, list[tuple[object, ...]]]:
    (form,) = read(drawn(page)).forms
    rows = [tuple(form.value(f"/indicators/{each}/{key}") for key in ("level1", "level2", "level3")) for each in range(2)]
    return form.kind, form.text("/project_name"), rows


_NAMES = [row[:3] for row in _ROWS]


@pytest.mark.parametrize("goal", ["绩效目标", "当年绩效目标"])
@pytest.mark.parametrize("money", ["当年预算", "申报预算（元）", "核定经费"])
def test_a_titled_declaration_with_unknown_money(money: str, goal: str) -> None:
    """Neither the words of the money nor those of the goal decide whether a declaration is read."""
    page = _page("项目支出绩效目标表", [("项目名称", "北渠清淤"), (money, "36.5"), (goal, "清淤三公里。")])
    assert _indicators(page) == ("declaration", "北渠清淤", _NAMES)


@pytest.mark.parametrize("label", ["专项（项目）名称", "资金名称", "项目（专项）名称", "申报项目名称", "政策和项目名称"])
@pytest.mark.parametrize("title", ["2026年度省级专项资金绩效情况表", "2026年度财政资金绩效自评表"])
def test_a_label_that_is_made_like_that_of_the_project(label: str, title: str) -> None:
    """Where 项目名称 stands nowhere, a label made like it begins a form; results in the table make it a self-evaluation."""
    head = [(label, "北渠清淤"), ("主管部门", "云溪市水务局")]
    page = _page(title, head, ("实际完成值", "分值", "得分"), ("已完成", "10", "10"))
    assert _indicators(page) == ("self_evaluation", "北渠清淤", _NAMES)


@pytest.mark.parametrize(("title", "is_read"), [("延续性项目支出绩效目标表", True), ("项目支出绩效目标表（续表）", False)])
def test_a_title_that_is_continued(title: str, is_read: bool) -> None:
    """The next page of a form is no form of its own; a title that speaks of projects that go on is."""
    page = _page(title, [("项目名称", "北渠清淤"), ("当年预算", "36.5")])
    if is_read:
        assert _indicators(page) == ("declaration", "北渠清淤", _NAMES)
    else:
        with pytest.raises(RefusedFile):
            read(drawn(page))


def test_a_table_without_results_is_no_self_evaluation() -> None:
    """A title that names no kind does not make a self-evaluation of a table that has targets only."""
    page = _page("2026年北渠清淤绩效情况表", [("项目名称", "北渠清淤"), ("预算数", "36.5")])
    assert _indicators(page)[0] == "declaration"


def test_a_form_without_its_name_is_told_with_what_is_known() -> None:
    """The refusal says what was recognised and what was looked for, and asks for no fields that such a form never has."""
    page = _page("项目支出绩效目标表", [("主管部门", "云溪市水务局"), ("实施单位", "云溪市河道所"), ("当年预算", "36.5")])
    with pytest.raises(RefusedFile) as refusal:
        read(drawn(page))
    assert str(refusal.value) == (
        "工作表“表”有表名“项目支出绩效目标表”和一张指标表，认得“主管部门”、“实施单位”，没有找到“项目名称”，没有读取。请看"
        "没有找到的栏是不是换了写法；如果是贵地的另一种版式，请信息技术人员用 xlperf template register 登记它的空白表，再运行一次。"
    )


def test_a_project_within_a_list_of_other_things_is_no_form() -> None:
    """A plan of work with a project's name and no headings of levels is not read as one."""
    page = (("2026年重点项目情况表",), ("项目名称", "北渠清淤"), ("序号", "内容", "指标值"), ("1", "清淤", "3公里"))
    with pytest.raises(RefusedFile):
        read(drawn(page))
