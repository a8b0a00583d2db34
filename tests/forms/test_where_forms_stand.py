"""Every form of a sheet is read once and whole, wherever the forms stand to each other and whatever their titles say."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_banners import Lines, _evaluation
from xlperf.forms.form import Form
from xlperf.intake.sheet import Area, Sheet

_TITLE = "预算项目绩效目标自评表"  # of no layout


def _sheet(lines: Lines, merges: tuple[Area, ...] = ()) -> Sheet:
    sheet = drawn(lines)
    return Sheet(name=sheet.name, state=sheet.state, cells=sheet.cells, merges=merges)


def _right(lines: Lines, by: int) -> Lines:
    return tuple((*("",) * by, *line) if line else () for line in lines)


def _beside(left: Lines, right: Lines, at: int) -> Lines:
    pairs = zip_longest(left, right, fillvalue=())
    return tuple((*one, *("",) * (at - len(one)), *other) for one, other in pairs)


def _found(sheet: Sheet) -> list[tuple[str, str, int, list[str]]]:
    return [_said(each) for each in read(sheet).forms]


def _said(form: Form) -> tuple[str, str, int, list[str]]:
    return form.kind, form.text("/project_name"), len(form.rows), [each.kind for each in form.remarks]


def _other(name: str) -> Lines:
    return tuple(tuple(text.replace("河堤巡护", name) for text in line) for line in ROWS)


@pytest.mark.parametrize("column", [2, 7, 10, 14])
def test_a_title_over_any_column_of_a_wide_form_begins_no_second_one(column: int) -> None:
    """However far right of its project name it stands."""
    spread = tuple(tuple(text for each in line for text in (each, "")) for line in ROWS[1:])
    found = _found(_sheet((*_right((ROWS[0],), column - 1), *spread)))
    assert [each[:3] for each in found] == [("declaration", "河堤巡护", 3)]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("mark", ["", "附件2-1"])
def test_two_forms_side_by_side_under_titles_that_no_layout_knows(gap: int, mark: str) -> None:
    """Both are read, be they of one kind or of two, and nothing is told as lying beside."""
    width = 8
    merges = (Area(1, 1, 1, width), Area(1, width + gap + 1, 1, 2 * width + gap))
    left = ((_TITLE,), ("（2025年度）",), *_evaluation("河堤巡护", "48.5"))
    right = ((mark or _TITLE,), ("（2025年度）",) if not mark else (_TITLE,), *_evaluation("水库清淤", "36.2"))
    found = read(_sheet(_beside(left, right, width + gap), merges if not mark else (merges[0], Area(2, width + gap + 1, 2, 16))))
    assert [(each.kind, each.text("/project_name"), len(each.rows)) for each in found.forms] == [
        ("self_evaluation", "河堤巡护", 2),
        ("self_evaluation", "水库清淤", 2),
    ]
    assert found.remarks == ()


@pytest.mark.parametrize("gap", [0, 1, 4])
@pytest.mark.parametrize("by", range(1, 10))
def test_a_form_below_one_that_begins_further_right_is_whole(gap: int, by: int) -> None:
    """Nothing being merged, it is as wide as if it stood alone, and the upper one ends above it."""
    sheet = _sheet((*_right(ROWS, by), *((),) * gap, *_other("水库清淤")))
    assert _found(sheet) == [("declaration", "河堤巡护", 3, []), ("declaration", "水库清淤", 3, [])]


def test_a_wide_form_below_two_that_stand_side_by_side() -> None:
    """It takes no cell from them, nor they from it."""
    upper = _beside(ROWS, _other("水库清淤"), 6)
    lower = (("项目支出绩效自评表",), ("（2026年度）",), *_evaluation("泵站维护", "80"))
    found = [each[:3] for each in _found(_sheet((*upper, (), *lower)))]
    assert found == [("declaration", "河堤巡护", 3), ("declaration", "水库清淤", 3), ("self_evaluation", "泵站维护", 2)]


@pytest.mark.parametrize("title", ["财政支出绩效自评表", "绩效自评表"])
def test_results_in_the_upper_of_two_rows_of_headings_make_a_self_evaluation(title: str) -> None:
    """绩效指标 over 一级指标 | 二级指标 | 三级指标, the other headings merged down to them: no declaration."""
    lines = list(_evaluation("河堤巡护", "48.5"))
    at = next(index for index, line in enumerate(lines) if "三级指标" in line)
    lines[at : at + 1] = [
        ("绩效指标", "指标", "", "", "年度指标值", "实际完成值", "分值", "得分"),
        ("", "一级指标", "二级指标", "三级指标"),
    ]
    merges = tuple(Area(at + 3, column, at + 4, column) for column in (5, 6, 7, 8))
    forms = read(_sheet(((title,), ("（2026年度）",), *lines), (*merges, Area(at + 3, 2, at + 3, 4)))).forms
    assert [(each.kind, len(each.rows), each.text("/indicators/0/score")) for each in forms] == [("self_evaluation", 2, "50")]


@pytest.mark.parametrize("title", ["部门整体预算绩效目标表", "全局年度工作绩效表"])
def test_a_form_of_another_kind_below_a_declaration_gives_it_no_rows(title: str) -> None:
    """Its title may be one that nobody knows: a line of the year and a table of its own below it are enough; it is told."""
    lower = (
        (title,),
        ("（2026年度）",),
        ("部门名称", "", "云溪市水务局"),
        ("年度主要任务", "任务名称", "主要内容", "预算金额（万元）"),
        ("", "河道清障", "清障十二公里", "310"),
        ("年度绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
        ("", "产出指标", "数量指标", "清障长度", "≥12公里"),
        ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥85%"),
    )
    found = read(_sheet((*ROWS, (), *lower)))
    assert [_said(each) for each in found.forms] == [("declaration", "河堤巡护", 3, [])]
    assert [(each.kind, each.cell, each.detail["part"]) for each in found.remarks] == [("uncovered_table", "A18", "other")]


@pytest.mark.parametrize(
    "line",
    [("云溪市水务局（本级）",), ("填报本表的，另报全局年度工作绩效表",), ("全局年度工作绩效表", "已另报")],
    ids=["a name with brackets", "a sentence", "a label with its value"],
)
def test_what_only_ends_like_a_title_over_the_line_of_the_year_begins_no_form_of_another_kind(line: tuple[str, ...]) -> None:
    """The form goes on below it."""
    assert [each[:3] for each in _found(_sheet((ROWS[0], line, *ROWS[1:])))] == [("declaration", "河堤巡护", 3)]


@pytest.mark.parametrize("below", [ROWS[7], ("按季度填报",), ("2026年", "按季度填报")], ids=["headings", "a remark", "both"])
def test_a_title_of_another_kind_without_the_line_of_the_year_below_it_is_text_of_the_form(below: tuple[str, ...]) -> None:
    """A row with nothing but the name of a table ends no form."""
    lines = (*ROWS[:6], ("", "", "", *ROWS[6][3:]), ("全局年度工作绩效表",), below, *ROWS[7 + (below == ROWS[7]) :])
    assert [each[2] for each in _found(_sheet(lines))] == [3]


def test_its_own_title_and_year_printed_again_on_the_next_page_end_no_form() -> None:
    """The rows below them are its own."""
    assert [each[2] for each in _found(_sheet((*ROWS[:9], *ROWS[:2], ROWS[7], *ROWS[9:])))] == [3]


def test_a_project_whose_goal_names_a_table_keeps_its_rows() -> None:
    """The same words in a cell of the form, with no year below them, end nothing."""
    rows = tuple(("", "", "", "编制全局年度工作绩效表") if line == ROWS[6] else line for line in ROWS)
    assert [each[2] for each in _found(_sheet(rows))] == [3]


def test_a_form_beside_another_that_cannot_be_read_is_told() -> None:
    """Having a table and a project's name but hardly a label that is known, it does not vanish."""
    right = (
        (),
        (),
        ("项目名称", "水库清淤"),
        (),
        ("", "一级指标", "二级指标", "三级指标", "年度指标值"),
        ("", "产出指标", "数量指标", "清淤方量", "≥12万立方米"),
        ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥85%"),
    )
    found = read(_sheet(_beside(ROWS, right, 7)))
    told = [each for form in found.forms for each in form.remarks if each.kind == "unread"] + list(found.remarks)
    assert len(found.forms) == 2 or told


@pytest.mark.parametrize("mark", ["附件1", "附件2-1", "附表3"])
@pytest.mark.parametrize("gap", [0, 1, 3])
def test_the_number_of_an_attachment_over_the_next_form_is_no_indicator(mark: str, gap: int) -> None:
    """It belongs to the form below, however near the one above ends."""
    sheet = _sheet((*ROWS, *((),) * gap, (mark,), *_other("水库清淤")))
    assert _found(sheet) == [("declaration", "河堤巡护", 3, []), ("declaration", "水库清淤", 3, [])]


@pytest.mark.parametrize("money", ["预算数", "年度资金总额", "项目经费"])
def test_a_form_whose_names_stand_in_one_cell_with_their_labels_is_read(money: str) -> None:
    """项目名称：河堤巡护 is the name of a project below a known title, whatever the money is called."""
    names = (("项目名称：河堤巡护", "", "", "实施单位：云溪市河道所"), ("主管部门：云溪市水务局",))
    head = (("项目绩效目标表",), ("（2026年度）",), *names)
    rows = ((money, "480000", "其中：财政资金", "480000"), ("绩效目标", "全年巡护河堤六十次。"), *ROWS[7:])
    (form,) = read(drawn((*head, *rows))).forms
    assert (form.text("/project_name"), len(form.rows)) == ("河堤巡护", 3)


_SMALL_TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "清淤方量", "≥12万立方米"),
    ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥85%"),
)


def _small(label: str, titled: bool = True) -> Lines:
    """A small declaration, the name of its project beside other words."""
    title: Lines = (("项目支出绩效目标申报表",), ("（2026年度）",)) if titled else ()
    head = ((label, "渠道清淤"), ("主管部门", "云溪市水务局", "", "实施单位", "云溪市灌区所"), ("项目类别", "其他运转类"))
    return (*title, *head, ("申请金额（万元）", "276.9"), ("年度目标", "清淤支渠39公里。"), *_SMALL_TABLE)


@pytest.mark.parametrize("label", ["项目（政策）名称", "专项名称", "政策名称", "资金名称", "项目"])
@pytest.mark.parametrize("titled", [True, False])
def test_the_name_of_a_project_beside_other_words_begins_a_form_among_others(label: str, titled: bool) -> None:
    """Above and below a form with 项目名称, and alone: it was refused, or its rows went into the form above."""
    small, other = _small(label, titled), ("declaration", "河堤巡护", 3)
    found = ("declaration", "渠道清淤", 2)
    assert [each[:3] for each in _found(_sheet((*small, (), *ROWS)))] == [found, other]
    assert [each[:3] for each in _found(_sheet((*ROWS, (), *small)))] == [other, found]
    assert [each[:3] for each in _found(_sheet(_small(label)))] == [found]


@pytest.mark.parametrize("line", [("子项目名称", "闸门修复"), ("项目", "金额"), ("一级项目名称", "水利工程")])
def test_other_words_of_a_name_begin_no_form_where_the_form_has_its_name(line: tuple[str, ...]) -> None:
    """Below 项目名称 they say more of the same project."""
    for at in range(3, 5):
        sheet = _sheet((*ROWS[:at], line, *ROWS[at:], (), *_other("水库清淤")))
        assert [each[:3] for each in _found(sheet)] == [("declaration", "河堤巡护", 3), ("declaration", "水库清淤", 3)]
