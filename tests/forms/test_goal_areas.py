"""Goals are areas: text right of a label or below it, over several rows, up to the next label of any kind."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import HEAD_OF_ONE_YEAR
from tests.forms.reading import cells_of, read, read_lines, unread
from xlperf.forms.form import UNREAD, Form
from xlperf.intake.sheet import Area, Sheet

HEAD = (
    ("财政项目支出绩效目标申报表",),
    ("项目名称", "河堤巡护", "项目性质", "经常性项目", "项目类别", "特定目标类"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "项目资金总额", "48", "年度资金申请总额", "48"),
)
TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90(%)"),
)
TERM, YEAR = "三年内建成巡护制度。", "全年巡护河堤六十次，隐患当月处置。"
FIRST_GOAL_ROW = len(HEAD) + 1


def form_of(*goals: tuple[str, ...], merges: tuple[tuple[int, int, int, int], ...] = ()) -> Form:
    """Return the form with these rows as goals; merges count rows from the first of them, all numbers from 1."""
    cells = cells_of((*HEAD, *goals, *TABLE))
    areas = tuple(Area(top + len(HEAD), left, bottom + len(HEAD), right) for top, left, bottom, right in merges)
    return read(Sheet(name="表", state="visible", cells=cells, merges=areas)).forms[0]


def goals_of(form: Form) -> tuple[object, object]:
    """Return the goal of the term and that of the year."""
    return form.value("/overall_goal"), form.value("/annual_goal")


def kept_or_told(form: Form) -> list[str | None]:
    """Return the cells of which the ledger tells, and those kept under a heading of the bureau's own."""
    return [*unread(form), *(each.cell for each in form.further)]


SIDE = ((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 6), (2, 2, 2, 3), (2, 4, 2, 6))


def test_the_heading_at_the_side_of_two_goals_is_neither() -> None:
    """总体目标 at the side of 实施期目标 and 年度目标 is their heading; both texts stand below their own labels."""
    form = form_of(("总体目标", "实施期目标", "", "年度目标"), ("", TERM, "", YEAR), merges=SIDE)
    assert goals_of(form) == (TERM, YEAR)
    assert (form.get("/overall_goal").cell, form.get("/annual_goal").cell) == ("B6", "D6")
    assert not [each for each in form.remarks if each.kind == "repeated_label"]


def test_the_heading_at_the_side_of_one_goal_is_no_goal() -> None:
    """总体目标 at the side of 年度目标 leaves the form without a goal of the term, which nobody is asked for."""
    form = form_of(("总体目标", "年度目标"), ("", YEAR), merges=((1, 1, 2, 1), (1, 2, 1, 6), (2, 2, 2, 6)))
    assert goals_of(form) == (None, YEAR)
    assert form.get("/overall_goal") is None


@pytest.mark.parametrize("side", ["总体目标", "总目标", "项目总目标"])
@pytest.mark.parametrize("gap", [1, 2])
def test_blank_columns_behind_a_heading_at_the_side_change_nothing(side: str, gap: int) -> None:
    """A column inserted behind 总体目标, which is merged over the label and the text beside it, leaves it the heading."""
    blank = ("",) * gap
    left = 2 + gap
    form = form_of((side, *blank, "年度目标"), ("", *blank, YEAR), merges=((1, 1, 2, 1), (1, left, 1, 6), (2, left, 2, 6)))
    assert goals_of(form) == (None, YEAR)
    assert "/overall_goal" not in {each.name for each in form.fields if each.cell}
    assert unread(form) == []


def test_a_heading_at_the_side_needs_no_merged_cells() -> None:
    """Where merges were lost, a goal in the first column with another right beside it and nothing below is the heading."""
    form = form_of(("总体目标", "年度目标"), ("", YEAR))
    assert goals_of(form) == (None, YEAR)


def test_two_goals_beside_each_other_keep_their_texts() -> None:
    """总体目标 and 年度目标 over the halves of the form are two goals, a blank one included."""
    halves = ((1, 1, 1, 3), (1, 4, 1, 6), (2, 1, 2, 3), (2, 4, 2, 6))
    assert goals_of(form_of(("总体目标", "", "", "年度目标"), (TERM, "", "", YEAR), merges=halves)) == (TERM, YEAR)
    form = form_of(("总体目标", "", "", "年度目标"), ("", "", "", YEAR), merges=halves)
    assert goals_of(form) == (None, YEAR)
    assert form.get("/overall_goal").cell == "A6"


@pytest.mark.parametrize("merged", [True, False])
def test_several_rows_beside_one_label_are_one_goal(merged: bool) -> None:
    """目标1 and 目标2 in two rows right of 年度目标 are joined, whether the label is merged over both rows or not."""
    rows = (("年度总体目标", "目标1：巡护河堤六十次。"), ("", "目标2：隐患当月处置。"))
    merges = ((1, 1, 2, 1), (1, 2, 1, 6), (2, 2, 2, 6)) if merged else ()
    assert goals_of(form_of(*rows, merges=merges)) == (None, "目标1：巡护河堤六十次。\n目标2：隐患当月处置。")


def test_goals_in_rows_of_their_own_end_at_each_other() -> None:
    """Labels one below the other with the texts at their right keep them apart."""
    assert goals_of(form_of(("总体目标", TERM), ("年度目标", YEAR))) == (TERM, YEAR)


def test_goals_one_below_the_other_with_their_texts_below() -> None:
    """A label, its text, the next label, its text: the text of the first ends at the second label."""
    wide = tuple((row, 2, row, 6) for row in (1, 2, 3, 4))
    rows = (("项目绩效目标", "中期目标"), ("", TERM), ("", "年度目标"), ("", YEAR))
    assert goals_of(form_of(*rows, merges=((1, 1, 4, 1), *wide))) == (TERM, YEAR)


@pytest.mark.parametrize("heading", ["立项依据", "备注", "项目概况", "政策依据", "项目实施的必要性", "其他需要说明的情况"])
def test_a_row_of_something_else_below_the_goals_is_none_of_them(heading: str) -> None:
    """A heading in the side column, known or not, ends the goals; its text is kept under it or told by the ledger."""
    side = ((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 6), (2, 2, 2, 3), (2, 4, 2, 6), (3, 2, 3, 6))
    rows = (("项目绩效目标", "项目总目标", "", "年度总体目标"), ("", "", "", YEAR), (heading, "市政府常务会议纪要第九期"))
    form = form_of(*rows, merges=side)
    assert goals_of(form) == (None, YEAR)
    assert "B7" in kept_or_told(form)


@pytest.mark.parametrize("heading", ["立项依据", "备注", "政策依据", "实施方案"])
def test_a_row_of_something_else_below_a_goal_at_the_right(heading: str) -> None:
    """Text right of its label ends where the next row has a heading in the column of the label."""
    form = form_of(("年度目标", YEAR), (heading, "市政府常务会议纪要第九期"))
    assert goals_of(form) == (None, YEAR)
    assert "B6" in kept_or_told(form)


@pytest.mark.parametrize("heading", ["备注", "政策依据"])
def test_a_row_of_something_else_below_goals_without_a_side_heading(heading: str) -> None:
    """Below two goals over the halves of a form, a heading with its text right beside it is no row of the first goal."""
    halves = ((1, 1, 1, 3), (1, 4, 1, 6), (2, 1, 2, 3), (2, 4, 2, 6), (3, 2, 3, 6))
    form = form_of(("总体目标", "", "", "年度目标"), (TERM, "", "", YEAR), (heading, "会议纪要"), merges=halves)
    assert goals_of(form) == (TERM, YEAR)


def test_a_goal_in_one_cell_with_its_label() -> None:
    """年度目标：… in one cell is the goal of the year."""
    form = form_of((f"年度目标：{YEAR}", "", "", "", ""), merges=((1, 1, 1, 6),))
    assert goals_of(form) == (None, YEAR)
    assert unread(form) == []


def test_a_label_in_the_text_of_a_goal_is_no_goal_of_its_own() -> None:
    """A text below 年度目标 that begins with 总体目标： is the goal of the year and nothing else."""
    text = f"总体目标：{YEAR}"
    form = form_of(("项目绩效目标", "年度目标"), ("", text), merges=((1, 1, 2, 1), (1, 2, 1, 6), (2, 2, 2, 6)))
    assert goals_of(form) == (None, text)


def test_a_heading_over_the_text_is_no_part_of_it() -> None:
    """目标内容 over the text of a goal that stands at the side is a heading."""
    form = form_of(("年度目标", "目标内容"), ("", YEAR), merges=((1, 1, 2, 1), (1, 2, 1, 6), (2, 2, 2, 6)))
    assert goals_of(form) == (None, YEAR)


@pytest.mark.parametrize("heading", ["项目绩效目标", "绩效目标", "总体绩效目标"])
def test_the_heading_at_the_side_is_the_label_where_there_is_no_other(heading: str) -> None:
    """绩效目标 with the text right beside it, and no label of a goal anywhere, labels the goal of the year."""
    assert (
        form_of((heading, "全年巡护河堤六十次。"), ("", "隐患当月处置。")).text("/annual_goal")
        == "全年巡护河堤六十次。\n隐患当月处置。"
    )


@pytest.mark.parametrize("rest", [("绩效考核办法", "按月考核"), ("分管领导意见", "同意"), ("经费用途", "工资和材料")])
def test_a_heading_and_its_text_in_the_column_of_a_goal_are_none_of_it(rest: tuple[str, str]) -> None:
    """Below a goal over the whole width, a short text with another right beside it begins something else, and is told."""
    form = form_of(("年度绩效目标",), (YEAR,), rest, merges=((1, 1, 1, 6), (2, 1, 2, 6)))
    assert goals_of(form)[1] == YEAR
    assert "B7" in kept_or_told(form)


def test_a_heading_in_the_middle_of_the_text_of_a_goal_stays() -> None:
    """主要目标 alone in its row divides the text of a goal and does not end it; 主要工作内容 begins something else."""
    wide = tuple((row, 1, row, 6) for row in (1, 2, 3, 4))
    kept = form_of(("年度绩效目标",), (YEAR,), ("主要目标",), ("隐患当月处置。",), merges=wide)
    assert goals_of(kept)[1] == f"{YEAR}\n主要目标\n隐患当月处置。"
    ended = form_of(("年度绩效目标",), (YEAR,), ("主要工作内容",), ("巡护、维修。",), merges=wide)
    assert goals_of(ended)[1] == YEAR
    assert unread(ended) == ["A7", "A8"]


@pytest.mark.parametrize(
    ("term", "year"),
    [("实施周期总目标", "本年度工作目标"), ("项目全周期绩效目标", "2026年目标"), ("中期目标（2026—2028年）", "年度目标（2026年）")],
)
def test_headings_of_goals_are_known_by_the_period_that_they_name(term: str, year: str) -> None:
    """Beside 总体目标 at the side, no layout has to list every wording."""
    goals = (("总体目标", term, "", year), ("", "三年巡护两百次。", "", "全年巡护河堤六十次。"))
    form = form_of(*goals, merges=((1, 1, 2, 1), (1, 2, 1, 3), (2, 2, 2, 3)))
    assert goals_of(form) == ("三年巡护两百次。", "全年巡护河堤六十次。")
    assert not [each for each in form.remarks if each.kind == UNREAD]


@pytest.mark.parametrize("mark", ["", "*", "★", "※"])
def test_a_mark_before_the_years_of_a_goal_hides_neither_goal(mark: str) -> None:
    """项目总目标*(2026年-2028年) must be filled in, and is the goal of the term; the goal beside it is read as well."""
    form = form_of(
        ("项目绩效目标", f"项目总目标{mark}(2026年-2028年)", "", f"年度总体目标{mark}"), ("", TERM, "", YEAR), merges=SIDE
    )
    assert goals_of(form) == (TERM, YEAR)
    assert unread(form) == []


def test_the_heading_at_the_side_of_goals_that_lost_their_merges() -> None:
    """年度目标完成情况 in the first column, a blank cell, and both goals beside it: it is their heading, and nothing is swapped."""
    rows = (
        ("项目支出绩效自评表",),
        ("项目名称", "", "河堤巡护"),
        ("主管部门", "", "云溪市水务局", "", "实施单位", "云溪市河道所"),
        ("预算执行情况（万元）", "", "", "年初预算", "调整后预算数", "预算执行数", "分值", "执行率", "得分"),
        ("", "", "总额", "8", "8", "8", "10", "100%", "10"),
        ("年度目标完成情况", "", "预期目标", "", "实际完成"),
        ("", "", YEAR, "", "已巡护河堤六十次。"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "权重", "得分"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "60次", "90", "90"),
    )
    form = read_lines(*rows)
    assert (form.value("/budget_goal"), form.value("/actual_completion")) == (YEAR, "已巡护河堤六十次。")
    assert unread(form) == []


@pytest.mark.parametrize("label", ["总体目标", "总目标"])
@pytest.mark.parametrize("side", ["", "绩效目标", "项目绩效目标"])
def test_the_only_goal_of_a_form_is_the_year_s(side: str, label: str) -> None:
    """A label that names no period, on a form without another goal: its text stands right of it or below."""
    beside = form_of((side, label, YEAR) if side else (label, YEAR))
    below = form_of(*((("", label), ("", YEAR)) if not side else ((side, label), ("", YEAR))))
    assert goals_of(beside) == goals_of(below) == (None, YEAR)
    assert kept_or_told(beside) == kept_or_told(below) == []


def test_the_only_goal_of_the_blank_of_one_year() -> None:
    """A form that is the published blank but for its goals lacks no label and no goal."""
    rows = (
        *HEAD_OF_ONE_YEAR,
        ("总体目标", YEAR),
        *TABLE,
    )
    form = read_lines(*rows)
    assert form.value("/annual_goal") == YEAR
    assert form.remarks == ()


@pytest.mark.parametrize("label", ["项目总目标", "中期目标", "长期目标"])
def test_a_goal_of_the_term_stays_one(label: str) -> None:
    """A label that names the term is the term's, whether or not the form has a goal of the year."""
    assert goals_of(form_of((label, TERM))) == (TERM, None)


@pytest.mark.parametrize("text", ["如期实现项目总目标", "完成三年目标", "达到实施期总目标"])
def test_a_goal_that_ends_like_its_own_label_is_a_text(text: str) -> None:
    """项目总目标 stands beside another goal with its text below it, and is no heading at its side."""
    form = form_of(("项目绩效目标", "项目总目标", "", "年度总体目标"), ("", text, "", YEAR), merges=((1, 1, 2, 1),))
    assert (form.value("/overall_goal"), form.value("/annual_goal")) == (text, YEAR)
    assert [each for each in form.remarks if each.kind in ("repeated_label", UNREAD)] == []


@pytest.mark.parametrize(
    ("term", "year"),
    [
        ("实施周期总目标", "2026年度项目绩效目标"),
        ("三年期目标", "年度主要目标"),
        ("项目实施期绩效总目标", "本年度绩效目标（2026年）"),
    ],
)
def test_headings_of_goals_that_are_like_no_label_are_known_by_their_period(term: str, year: str) -> None:
    """三年期目标 beside 年度主要目标, which no layout lists, head the goals of the term and of the year."""
    form = form_of(("总体目标", term, "", year), ("", TERM, "", YEAR), merges=SIDE)
    assert (goals_of(form), unread(form)) == ((TERM, YEAR), [])
    form = form_of((term, year), (TERM, YEAR))
    assert (goals_of(form), unread(form)) == ((TERM, YEAR), [])


@pytest.mark.parametrize(
    ("goals", "meant"),
    [
        ((("年度总体目标", "完成三年期巡护制度建设目标"),), (None, "完成三年期巡护制度建设目标")),
        ((("项目总目标", "实现本年度巡护目标"),), ("实现本年度巡护目标", None)),
        ((("项目总目标", "实现各年度目标"), ("2026年目标", YEAR)), ("实现各年度目标", YEAR)),
        ((("项目总目标", "建成中期目标"), ("年度总体目标", "实现本年度目标")), ("建成中期目标", "实现本年度目标")),
    ],
)
def test_a_goal_that_ends_as_a_heading_is_a_goal(goals: tuple[tuple[str, ...], ...], meant: tuple[str | None, ...]) -> None:
    """What is to be reached may end in 目标 and name a period: right of its label it is the text, and no heading."""
    assert goals_of(form_of(*goals)) == meant


@pytest.mark.parametrize("goal", [("巡护任务", "全年巡护河堤六十次。"), ("1.", "全年巡护河堤六十次。")])
def test_a_goal_below_its_heading_may_begin_with_a_short_word_in_a_cell_of_its_own(goal: tuple[str, str]) -> None:
    """The first row below the heading is the goal, all of it; a short word in a later row may head something else."""
    form = form_of(("年度总体目标",), goal, ("保障措施", "落实巡查责任制"))
    assert (goals_of(form), kept_or_told(form)) == ((None, "\n".join(goal)), ["B7"])


@pytest.mark.parametrize("note", ["见附件", "已核", "同意", "8"])
@pytest.mark.parametrize("row", [0, 1], ids=["beside the headings", "beside the texts"])
@pytest.mark.parametrize("term", [TERM, ""])
def test_a_note_right_of_the_goals_is_none(note: str, row: int, term: str) -> None:
    """Nor does it push the year's goal into the term's; what stands there is told."""
    lines = [["", "项目总目标", "", "年度总体目标", ""], ["", term, "", YEAR, ""]]
    lines[row][4] = note
    form = form_of(*(tuple(each) for each in lines))
    assert goals_of(form) == (term or None, YEAR)
    assert len(unread(form)) == 1


def test_line_numbers_left_of_the_form_end_none_of_its_goals() -> None:
    """Whoever numbers the rows of a form puts a column in front of it."""
    rows = (*HEAD, ("项目总目标", "", "", "年度总体目标"), ("", "", "", YEAR), *TABLE)
    lines = ((str(number) if number > len(HEAD) else "", *line) for number, line in enumerate(rows, 1))
    assert goals_of(read_lines(*lines)) == (None, YEAR)


@pytest.mark.parametrize("numbers", [("", ""), ("目标1", "目标2")])
def test_two_cells_below_the_label_of_the_year_are_both_the_year_s(numbers: tuple[str, str]) -> None:
    """They are as many as the labels, but nothing stands below 项目总目标, and no cell beside the labels."""
    more = "资金按进度支付。"
    rows = [("", "", "", number or text, text if number else more) for number, text in zip(numbers, (YEAR, more), strict=True)]
    labels = ("项目绩效目标", "项目总目标", "", "年度总体目标", "", "")
    form = form_of(labels, *(rows if numbers[0] else rows[:1]), merges=((1, 2, 1, 3), (1, 4, 1, 6)))
    said = f"目标1\n{YEAR}\n目标2\n{more}" if numbers[0] else f"{YEAR}\n{more}"
    assert goals_of(form) == (None, said)


_BEGINS = {"注：此目标按季度考核": False, "联系电话：88880000": False, "巡护方面：": False, "巡护方面：新增巡护员六名。": True}


@pytest.mark.parametrize("line", _BEGINS)
def test_a_line_below_a_goal_goes_on_with_it_unless_its_label_begins_something_else(line: str) -> None:
    """A word of the foot, a known label, a heading over nothing end the goal, none is lost; a paragraph with a heading does not."""
    form = form_of(("年度总体目标", YEAR), ("", line))
    assert form.value("/annual_goal") == (f"{YEAR}\n{line}" if _BEGINS[line] else YEAR)
    kept = [each.label for each in form.further if each.raw in line]
    assert (unread(form) + kept == []) == _BEGINS[line]


@pytest.mark.parametrize("below", ["见附件", "（限500字）"])
def test_a_short_goal_beside_its_label_is_not_what_is_noted_below_the_label(below: str) -> None:
    """A few words below the label, or a hint in brackets, are no text of a goal where one stands beside it; they are told."""
    form = form_of(("年度目标", "完成全年河堤巡护任务"), (below,))
    assert (form.value("/annual_goal"), unread(form)) == ("完成全年河堤巡护任务", ["A6"])


def test_a_heading_and_its_text_left_of_the_second_goal_are_none_of_the_first() -> None:
    """会议依据 | 会议纪要 in the columns of the first of two goals, beside the side label that is merged over all of it."""
    form = form_of(
        ("绩效目标", "总体目标", "", "年度目标"),
        ("", TERM, "", YEAR),
        ("", "会议依据", "会议纪要"),
        merges=((1, 1, 3, 1), (1, 2, 1, 3), (1, 4, 1, 6)),
    )
    assert goals_of(form) == (TERM, YEAR)
    assert kept_or_told(form) == ["C7"]


@pytest.mark.parametrize("above", [(), (("项目总目标", TERM),)])
def test_a_heading_in_words_of_the_bureau_s_own_has_its_text_beside_it(above: tuple[tuple[str, ...], ...]) -> None:
    """年度工作任务目标 with the text at its right, over the table, is read as the goal of the year, and no cell is left."""
    rows = (*above, ("年度工作任务目标", YEAR))
    side = [("绩效目标", *rows[0]), *(("", *each) for each in rows[1:])]
    form = form_of(*side, merges=((1, 1, len(rows), 1),) if above else ())
    assert (form.value("/annual_goal"), unread(form)) == (YEAR, [])


def test_a_goal_that_ends_like_a_heading_stays_one_beside_the_next_label() -> None:
    """建成中期目标 right of 年度总体目标 is its text: another label stands behind it, and nothing below."""
    form = form_of(("年度总体目标", "建成中期目标", "实施单位"))
    assert goals_of(form) == (None, "建成中期目标")


@pytest.mark.parametrize("is_above", [True, False])
def test_goals_one_below_the_other_apart_from_the_edge(is_above: bool) -> None:
    """绩效目标 and 项目总目标, each over its text and right of where the form begins, are two goals."""
    year, term = (("", "绩效目标"), ("", YEAR)), (("", "项目总目标"), ("", TERM))
    form = form_of(*(*year, *term) if is_above else (*term, *year))
    assert (goals_of(form), unread(form)) == ((TERM, YEAR), [])


@pytest.mark.parametrize("remark", ["待核", "见附件3", "已核对", "48000", "√"])
@pytest.mark.parametrize("merged", [True, False])
def test_a_remark_beside_the_text_of_a_goal_is_none_of_it(remark: str, merged: bool) -> None:
    """What stands in the cell right of a goal and says no more of it is told, whether the text was merged or not."""
    form = form_of(("年度总体目标", YEAR, "", "", remark), merges=((1, 2, 1, 4),) if merged else ())
    assert goals_of(form) == (None, YEAR)
    assert unread(form) == ["E5"]


def test_a_remark_under_the_label_of_a_goal_is_none_of_it() -> None:
    """A text that is merged over all but the last column below its label has a remark beside it there."""
    form = form_of(("总体目标", "年度目标"), ("", YEAR, "", "", "", "见附件3"), merges=((1, 1, 2, 1), (1, 2, 1, 6), (2, 2, 2, 5)))
    assert goals_of(form) == (None, YEAR)
    assert unread(form) == ["F6"]


@pytest.mark.parametrize(
    "pieces",
    [("全年巡护河堤六十次，", "隐患处置"), ("全年巡护", "河堤六十次"), (YEAR, "沿岸居民满意度不低于90%。"), ("1.", "巡护河堤")],
)
def test_a_goal_in_two_cells_stays_one(pieces: tuple[str, str]) -> None:
    """A sentence that was typed on in the next cell, a second sentence there, and a text behind its number are the goal."""
    form = form_of(("年度总体目标", *pieces))
    assert goals_of(form) == (None, "\n".join(pieces))
    assert unread(form) == []


@pytest.mark.parametrize("at", [6, 7, 9])
@pytest.mark.parametrize("is_below", [True, False])
def test_a_goal_right_of_the_last_column_of_the_indicators_is_the_forms(at: int, is_below: bool) -> None:
    """年度总体目标 in the seventh column over a table of five: it was told as missing, and its text as a remark beside."""
    blank = [""] * (at - 3)
    rows = ("项目绩效目标", "项目总目标", TERM, *blank, "年度总体目标", *([] if is_below else [YEAR]))
    form = form_of(rows, *([("", "", "", *blank, YEAR)] if is_below else []))
    assert (goals_of(form), unread(form)) == ((TERM, YEAR), [])


def test_words_beside_a_form_that_has_its_goal_stay_a_remark() -> None:
    """The same label once more beside the form widens it by nothing."""
    far = [""] * 4
    form = form_of(("项目绩效目标", "项目总目标", "", "年度总体目标", *far, "年度总体目标"), ("", TERM, "", YEAR, *far, "已核"))
    assert goals_of(form) == (TERM, YEAR)
    assert [each.detail["text"] for each in form.remarks if each.kind == UNREAD] == ["已核"]
