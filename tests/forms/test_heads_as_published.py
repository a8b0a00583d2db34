"""Heads of forms as bureaus publish them: where the total score stands, which label a choice belongs to, two labels in one."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import Form

Line = tuple[str, ...]
RESULTS: tuple[Line, ...] = (
    ("项目支出绩效自评表",),
    ("（2026年度）",),
    ("项目名称", "祠堂免费开放", "", "", ""),
    ("主管部门", "云溪市文化局", "", "实施单位", "云溪市文物所"),
    ("项目资金（万元）", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "20", "20", "10", "100%", "10"),
    ("年度总体目标", "预期目标", "", "实际完成情况"),
    ("", "全年开放三百天。", "", "全年开放三百天。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("", "产出指标", "数量指标", "开放天数", "≥300(天)", "300天", "60", "60"),
    ("", "满意度指标", "服务对象满意度指标", "观众满意度", "≥90(%)", "95%", "30", "27.5"),
)


def form_of(*lines: Line) -> Form:
    """Return the form of a sheet with these rows."""
    (form,) = read(drawn(lines)).forms
    return form


@pytest.mark.parametrize("word", ["总分", "总得分", "自评总分", "绩效自评得分", "项目总得分"])
def test_the_total_score_below_the_title(word: str) -> None:
    """填报日期：… | 总分：97.5 in the line under the title, each in a cell, or 总分 | 97.5分 above the labels."""
    for line in (("填报日期：2027.2.20", "", "", f"{word}：97.5"), (word, "97.5分")):
        form = form_of(*RESULTS[:2], line, *RESULTS[2:])
        assert (str(form.value("/total_score")), unread(form)) == ("97.5", [])


def test_the_closing_row_has_the_total_score_where_both_are_there() -> None:
    """总分 | 100 | 97.5 at the end goes before that of the head."""
    form = form_of(*RESULTS[:2], ("总分", "97.5"), *RESULTS[2:], ("总分", "", "", "", "", "", "100", "97.5"))
    assert (str(form.value("/total_weight")), str(form.value("/total_score"))) == ("100", "97.5")


@pytest.mark.parametrize("label", ["项目属性", "项目类型", "支出类型"])
@pytest.mark.parametrize(
    ("says", "nature"),
    [
        ("经常性项目", "经常性项目"), ("一次性", "一次性项目"), ("□经常性项目 ☑阶段性项目", "阶段性项目"),
        ("延续性项目", None), ("新增", None), ("□经常性项目 □一次性项目", None), ("部门预算项目", None),
    ],
)  # fmt: skip
def test_a_nature_beside_another_label_is_the_nature(label: str, says: str, nature: str | None) -> None:
    """项目属性 | 经常性项目 on a form without 项目性质; 延续性 and 新增 are no natures but say whether it is new."""
    form = form_of(*ROWS[:2], ("项目名称", "河堤巡护", label, says, "项目类别", "特定目标类"), *ROWS[3:])
    assert form.value("/nature") == nature


def test_a_form_with_its_nature_keeps_the_other_label() -> None:
    """项目性质 | 一次性项目 stays, whatever 项目属性 says."""
    line = ("项目名称", "河堤巡护", "项目性质", "一次性项目", "项目属性", "经常性项目")
    form = form_of(*ROWS[:2], line, *ROWS[3:])
    assert form.value("/nature") == "一次性项目"


@pytest.mark.parametrize(
    ("label", "value", "kept"),
    [
        ("项目实施单位/项目负责人", "云溪市河道所/杨某", {"项目负责人": "杨某"}),
        ("实施单位及负责人", "云溪市河道所、杨某", {"负责人": "杨某"}),
        ("项目单位和联系人", "云溪市河道所 杨某", {"联系人": "杨某"}),
        ("实施单位、项目经办人", "云溪市河道所，杨某", {"项目经办人": "杨某"}),
        ("实施单位/联系电话", "云溪市河道所\n0999-812345", {"联系电话": "0999-812345"}),
        ("实施单位/负责人", "云溪市河道所", {}),
    ],
)
def test_two_labels_in_one_cell_have_a_value_each(label: str, value: str, kept: dict[str, str]) -> None:
    """They are parted where their values are; a body alone is that of the first."""
    form = form_of(*ROWS[:3], ("主管部门", "云溪市水务局", "", label, value), *ROWS[4:])
    assert form.value("/unit") == "云溪市河道所"
    assert ({each.label: each.value for each in form.further}, unread(form)) == (kept, [])


def test_a_unit_in_one_cell_with_its_label_is_not_missing() -> None:
    """An own label with a body beside it is not asked about as the unit."""
    lines = (("主管部门", "云溪市水务局", "", "实施单位/负责人", "云溪市河道所/杨某"), ("市县财政部门", "云溪市财政局"))
    form = form_of(*ROWS[:3], *lines, *ROWS[4:])
    assert [each.detail.get("near") for each in form.remarks if each.kind == "own_column"] == [None]


def test_a_department_and_a_unit_in_one_cell() -> None:
    """主管部门/实施单位 | A/B; 人力资源和社会保障局 is one name."""
    form = form_of(*ROWS[:3], ("主管部门/实施单位", "云溪市人力资源和社会保障局/云溪市职业中心"), *ROWS[4:])
    assert (form.value("/department"), form.value("/unit")) == ("云溪市人力资源和社会保障局", "云溪市职业中心")


@pytest.mark.parametrize("label", ["自治区主管部门", "省主管部门", "市州主管部门", "市县主管部门"])
def test_the_department_of_a_level(label: str) -> None:
    """Whatever level a bureau prints before 主管部门."""
    form = form_of(*ROWS[:3], (label, "云溪市水务局", "", "实施单位", "云溪市河道所"), *ROWS[4:])
    assert (form.value("/department"), unread(form)) == ("云溪市水务局", [])


@pytest.mark.parametrize(("word", "other"), [("单位名称", "项目实施单位"), ("申报单位", "实施单位"), ("预算单位", "实施单位名称")])
def test_of_two_labels_of_the_unit_the_one_in_its_own_word_is_the_unit(word: str, other: str) -> None:
    """单位名称 and 项目实施单位 in one head: the first is kept under its own name, and no label is called repeated."""
    form = form_of(*ROWS[:3], ("主管部门", "云溪市水务局", "", word, "云溪市水利站"), (other, "云溪市河道所"), *ROWS[4:])
    assert (form.value("/unit"), unread(form)) == ("云溪市河道所", [])
    assert [(each.label, each.value) for each in form.further] == [(word, "云溪市水利站")]
    assert [each for each in form.remarks if each.kind == "repeated_label"] == []


def test_the_same_label_twice_is_told() -> None:
    """实施单位 over two values: the first is read."""
    form = form_of(*ROWS[:4], ("实施单位", "云溪市水利站"), *ROWS[4:])
    assert form.value("/unit") == "云溪市河道所"
    assert [each.cell for each in form.remarks if each.kind == "repeated_label"] == ["A5"]


_MARKED = (
    "*项目属性", "项目属性*", "1.项目属性：", "（二）项目属性", "③项目属性", "【项目属性】",
    "项目 属性\n（请填写）", "项目属性（注1）：",
)  # fmt: skip


@pytest.mark.parametrize("label", _MARKED)
def test_a_label_of_a_bureau_is_kept_under_one_name(label: str) -> None:
    """Number, star and hint around a bureau's own label are none of its name."""
    form = form_of(*ROWS[:2], ("项目名称", "河堤巡护", label, "延续项目", "项目类别", "特定目标类"), *ROWS[3:])
    assert [(each.label, each.raw) for each in form.further] == [("项目属性", "延续项目")]


def test_what_a_label_says_in_brackets_stays_in_its_name() -> None:
    """项目属性（新增/延续） tells what may be written: no hint that it must be."""
    form = form_of(*ROWS[:2], ("项目名称", "河堤巡护", "项目属性（新增/延续）", "延续项目", "项目类别", "特定目标类"), *ROWS[3:])
    assert [each.label for each in form.further] == ["项目属性（新增/延续）"]


@pytest.mark.parametrize("title", ["评分依据", "*评分依据", "评分依据（必填）", "2、评分依据"])
def test_a_column_of_a_bureau_is_kept_under_one_name(title: str) -> None:
    """The heading of a column that is none of ours loses its marks as well."""
    lines = [*RESULTS[:8], (*RESULTS[8], title), (*RESULTS[9], "台账"), RESULTS[10]]
    assert [each.label for each in form_of(*lines).further] == ["评分依据"]


@pytest.mark.parametrize(
    "line",
    [
        ("填报单位（盖章）云溪市河道所",), ("填报单位：（盖章）云溪市河道所",),
        ("填报单位（公章）：（公章）云溪市河道所",), ("填报单位", "（盖章）云溪市河道所"),
    ],
)  # fmt: skip
def test_the_place_of_a_seal_is_none_of_the_unit(line: Line) -> None:
    """（盖章）云溪市河道所 was read as it stands, or not at all where the colon was left out."""
    form = form_of(*ROWS[:2], line, ("项目名称", "河堤巡护"), *ROWS[5:])
    assert (form.text("/unit"), unread(form)) == ("云溪市河道所", [])


@pytest.mark.parametrize("words", [("预计开始时间", "预计完成时间"), ("预计开始日期", "预计结束时间")])
def test_both_days_of_a_project_in_cells_of_their_own_beside_the_label_of_its_period(words: tuple[str, str]) -> None:
    """实施时间 | 预计开始时间：2026年1月1日 | 预计完成时间：2026年12月31日."""
    first, last = words
    line = ("实施时间", f"{first}：2026年1月1日", "", f"{last}：2026年12月31日")
    form = form_of(*ROWS[:4], line, *ROWS[5:])
    assert (str(form.value("/start_date")), str(form.value("/end_date")), unread(form)) == ("2026-01-01", "2026-12-31", [])


def test_what_was_left_blank_above_the_labels_is_not_told() -> None:
    """单位公章： | 年  月  日, 是否公开： | | 网址：."""
    lines = ("单位公章：", "", "", "年  月  日"), ("是否公开：", "", "", "网址：", "")
    assert unread(form_of(*RESULTS[:2], lines[0], *RESULTS[2:4], lines[1], *RESULTS[4:])) == []


@pytest.mark.parametrize(("said", "told"), [("总分：97.5分", []), ("总分：97.5", []), ("总分：95分", ["D3"])])
def test_a_total_score_above_the_labels_that_the_closing_row_says_too(said: str, told: list[str]) -> None:
    """The same number again is no unread cell; another one is told."""
    line = ("填报日期：2027.2.20", "", "", said)
    form = form_of(*RESULTS[:2], line, *RESULTS[2:], ("总分", "", "", "", "", "", "100", "97.5"))
    assert (str(form.value("/total_score")), unread(form)) == ("97.5", told)


@pytest.mark.parametrize(("line", "year"), [("（适用2027年全部预算项目）", 2027), ("（截至2027年6月30日）", None)])
def test_the_year_in_a_line_that_says_of_which_projects_the_form_is(line: str, year: int | None) -> None:
    """A day in brackets is no year of a form."""
    assert form_of(RESULTS[0], (line,), *RESULTS[2:]).value("/year") == year
