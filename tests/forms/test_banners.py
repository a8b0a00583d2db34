"""Title, year, 单位：万元 and 主管部门 that are printed once over several forms hold for all of them, until the next title."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import drawn
from tests.forms.reading import read
from xlperf.forms.form import Form

Lines = tuple[tuple[str, ...], ...]


def _declaration(name: str, amount: str) -> Lines:
    return (
        ("项目名称", name),
        ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
        ("年度资金总额", amount, "", "其中：财政拨款", amount),
        ("年度目标", f"全年完成{name}任务。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    )


def _evaluation(name: str, amount: str, department: Lines = ()) -> Lines:
    return (
        ("项目名称", name, "", "", "实施单位", "云溪市河道所"),
        *department,
        ("项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", amount, amount, amount, "10", "100%", "10"),
        ("", "其中：当年财政拨款", amount, amount, amount),
        ("年度总体目标", "预期目标", "", "", "实际完成情况"),
        ("", f"全年完成{name}任务。", "", "", "已经完成。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", "50", "50"),
        ("", "效益指标", "社会效益指标", "投诉减少", "≥10%", "10%", "40", "40"),
        ("总分", "", "", "", "", "", "100", "100"),
    )


def _heads(*lines: Lines) -> list[tuple[object, ...]]:
    forms = read(drawn(tuple(line for part in lines for line in part))).forms
    return [(each.kind, each.value("/title"), each.value("/year"), each.value("/department"), _money(each)) for each in forms]


def _money(form: Form) -> object:
    return form.value("/funding/annual" if form.kind == "declaration" else "/funding/total/executed")


_TITLE, _EVALUATED = "2023年部门预算项目支出绩效目标表", "2023年度项目支出绩效自评表"
_UNIT: Lines = (("单位：万元",),)


@pytest.mark.parametrize("blank", [0, 2])
@pytest.mark.parametrize(
    "banner",
    [
        ((_TITLE,), ("单位：万元",)),
        ((_TITLE,), ("编制日期：2022-11-05", "", "", "", "单位：万元")),
        ((_TITLE[5:],), ("2023年度", "", "", "金额单位：万元")),
    ],
)
def test_declarations_below_one_title_have_its_title_year_and_unit(banner: Lines, blank: int) -> None:
    """However many, with blank rows between them or without, wherever year and unit stand."""
    forms = [_declaration("河堤巡护", "48.5"), _declaration("泵站维护", "80"), _declaration("闸站检修", "6")]
    found = _heads(banner, forms[0], ((),) * blank, forms[1], ((),) * blank, forms[2])
    title = banner[0][0]
    assert found == [("declaration", title, 2023, "云溪市水务局", amount) for amount in (485000, 800000, 60000)]


@pytest.mark.parametrize(
    "department", [(("主管部门：云溪市水务局", "", "", "单位：万元"),), (("主管部门", "云溪市水务局"), ("单位：万元",))]
)
def test_self_evaluations_below_one_department_have_it_and_are_self_evaluations(department: Lines) -> None:
    """A second form without 主管部门 is none of the other kind: its headings are of results."""
    found = _heads(((_EVALUATED,),), department, _evaluation("河堤巡护", "48.5"), _evaluation("泵站维护", "80"))
    assert found == [("self_evaluation", _EVALUATED, 2023, "云溪市水务局", amount) for amount in (485000, 800000)]


def test_what_a_form_says_itself_goes_before_what_stands_above_the_first() -> None:
    """Its own unit, year and department are its own."""
    own = (("（2024年度）",), ("项目名称", "泵站维护"), ("主管部门", "云溪市水利站"), ("年度资金总额（元）", "800000"))
    second = (*own, *_declaration("泵站维护", "")[3:])
    found = _heads(((_TITLE,),), _UNIT, _declaration("河堤巡护", "48.5"), second)
    assert found[1] == ("declaration", _TITLE, 2024, "云溪市水利站", 800000)


def test_a_next_title_ends_what_the_first_one_says() -> None:
    """Nothing is carried over a title: a form without a unit of its own below it is told as before."""
    second = (("项目支出绩效目标申报表",), *_declaration("泵站维护", "80"), *_declaration("闸站检修", "6"))
    found = _heads(((_TITLE,),), _UNIT, _declaration("河堤巡护", "48.5"), second)
    assert [each[1:3] for each in found] == [(_TITLE, 2023), ("项目支出绩效目标申报表", None), ("项目支出绩效目标申报表", None)]


def test_a_form_of_the_other_kind_has_no_title_but_the_unit() -> None:
    """A self-evaluation below a declaration is read by its headings; the title of the other is not its own."""
    department = (("主管部门", "云溪市水务局"),)
    found = _heads(((_TITLE,),), _UNIT, _declaration("河堤巡护", "48.5"), _evaluation("河堤巡护", "48.5", department))
    assert found[1] == ("self_evaluation", None, 2023, "云溪市水务局", 485000)


def test_a_blank_department_of_its_own_is_left_blank() -> None:
    """Who left a cell blank is told, not helped out."""
    second = (("项目名称", "泵站维护", "", "", "主管部门", ""), *_evaluation("泵站维护", "80")[1:])
    department = (("主管部门：云溪市水务局", "", "", "单位：万元"),)
    found = _heads(((_EVALUATED,),), department, _evaluation("河堤巡护", "48.5"), second)
    assert found[1] == ("self_evaluation", _EVALUATED, 2023, None, 800000)


_NAMELESS: tuple[tuple[str, ...], ...] = (
    ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "8", "8", "8", "10", "100%", "10"),
    ("年度总体目标", "预期目标", "", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "", "巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "60次", "90", "90"),
)


def _without_name(title: str) -> Form:
    (form,) = read(drawn(((title,), ("（2025年度）",), *_NAMELESS))).forms
    return form


@pytest.mark.parametrize("title", ["河堤巡护项目支出绩效自评表", "2025年度河堤巡护项目支出绩效自评表"])
def test_a_form_without_a_label_of_its_name_has_it_in_its_title(title: str) -> None:
    """Nothing of the template was changed."""
    form = _without_name(title)
    assert [form.text(each) for each in ("/project_name", "/department", "/unit")] == ["河堤巡护", "云溪市水务局", "云溪市河道所"]
    assert [each for each in form.remarks if each.kind in ("missing_label", "repeated_label", "unread_cell")] == []


@pytest.mark.parametrize("before", ["", "云溪市", "云溪市水务局", "2025年度", "市级财政", "附件2"])
def test_other_words_in_a_title_are_no_name_of_a_project(before: str) -> None:
    """A place, a body, the budget: the label that is not there is told."""
    form = _without_name(f"{before}项目支出绩效自评表")
    assert form.text("/project_name") == ""
    assert "项目名称" in [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]
