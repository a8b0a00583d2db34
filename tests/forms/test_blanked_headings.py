"""A heading that a clerk blanked or typed over: what stands under it is read where nothing else can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from xlperf.forms.form import Form, Target
from xlperf.intake.sheet import Area

_MONEY = ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_HEADINGS = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
_ALL = ("", "年度资金总额", "30", "24", "22.8", "10", "95%", "9.5")
_EVALUATION = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    _MONEY,
    _ALL,
    ("", "其中：财政拨款", "28", "20", "19", "—", "", "—"),
    ("", "其他资金", "2", "4", "3.8", "—", "", "—"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "全年巡护河堤六十次。", "", "", "巡护了六十次。"),
    _HEADINGS,
    ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "30", "30"),
    ("", "产出指标", "质量指标", "隐患处置率", "≥95%", "97%", "20", "20"),
    ("", "满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "95%", "40", "40"),
    ("总分", "", "", "", "", "", "100", "99.5"),
)


def _form(rows: Sequence[tuple[str, ...]]) -> Form:
    (form,) = read(drawn(tuple(rows))).forms
    return form


def _with(row: tuple[str, ...], old: str, new: str, rows: Sequence[tuple[str, ...]] = _EVALUATION) -> Form:
    renamed = tuple(new if each == old else each for each in row)
    return _form([renamed if each is row else each for each in rows])


def _missing(form: Form) -> list[str]:
    return [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]


def _targets(form: Form, rows: str = "/indicators/") -> list[tuple[str, str]]:
    fields = {each.name: each for each in (*form.fields, *form.further) if each.name.startswith(rows)}
    return [
        (str(fields[f"{rows}{index}/level3"].value), value.text)
        for index in range(len(fields))
        if f"{rows}{index}/target" in fields and isinstance(value := fields[f"{rows}{index}/target"].value, Target)
    ]


@pytest.mark.parametrize("word", ["", "栏目甲"])
def test_level_one_keeps_its_cells_though_its_heading_is_gone(word: str) -> None:
    """The names below say what the column is; that its heading is missing is told."""
    form = _with(_HEADINGS, "一级指标", word)
    assert [(row["level1"].value, row["level1"].cell) for row in form.rows][::2] == [("产出指标", "B12"), ("满意度指标", "B14")]
    assert _missing(form) == ["一级指标"]


def test_words_left_of_level_two_are_no_level_one() -> None:
    """Numbers of rows, or what the bureau asks besides, stay what they are."""
    rows = [*_EVALUATION[:10], ("绩效指标", "责任科室", *_HEADINGS[2:])]
    rows += [(line[0], "工程科", *line[2:]) for line in _EVALUATION[11:14]]
    form = _form([*rows, _EVALUATION[14]])
    assert [row["level1"].raw for row in form.rows] == ["", "", ""]
    assert [each.value for each in form.further if each.name.endswith("/责任科室")] == ["工程科"] * 3


@pytest.mark.parametrize(
    ("label", "key", "values"),
    [
        ("全年预算数", "full_year_budget", [240000, 200000, 40000]),
        ("全年执行数", "executed", [228000, 190000, 38000]),
        ("得分", "score", [Decimal("9.5"), None, None]),
    ],
)
def test_an_amount_below_a_blank_between_its_neighbours(label: str, key: str, values: list[Decimal | None]) -> None:
    """The only heading that is missing there is the one that was blanked."""
    form = _with(_MONEY, label, "")
    assert [form.value(f"/funding/{role}/{key}") for role in ("total", "fiscal", "other")] == values
    assert form.value("/funding/fiscal/initial_budget") == 280000
    assert unread(form) == []


def test_a_blanked_heading_of_money_is_told() -> None:
    """It was read by its place alone."""
    assert _missing(_with(_MONEY, "全年预算数", "")) == ["全年预算数"]


def test_two_blanks_beside_each_other_are_not_guessed() -> None:
    """Which of both is the budget and which what was spent nobody can say."""
    row = tuple("" if each in ("全年预算数", "全年执行数") else each for each in _MONEY)
    form = _form([row if each is _MONEY else each for each in _EVALUATION])
    assert form.value("/funding/total/full_year_budget") is None
    assert {"D6", "E6"} <= set(unread(form))


def test_the_heading_over_the_labels_is_no_column_of_amounts() -> None:
    """年度预算数 says what the rows are: where 调整后预算数 was blanked, the amounts below it are read, and none moves."""
    heads = ("预算执行情况（10分）", "年度预算数（万元）", "年初预算", "", "预算执行数", "权重", "预算执行率", "得分")
    form = _form([heads if each is _MONEY else each for each in _EVALUATION])
    keys = ("initial_budget", "full_year_budget", "executed")
    assert [form.value(f"/funding/fiscal/{each}") for each in keys] == [280000, 200000, 190000]
    assert form.value("/funding/total/full_year_budget") == 240000


def test_targets_below_a_blank_at_the_end() -> None:
    """Nothing but the targets can stand behind the names of a declaration."""
    heading = ROWS[7]
    form = _with(heading, "年度指标值", "", ROWS)
    assert _targets(form) == [("巡护次数", "≥60(次)"), ("隐患处置率", "≥95(%)"), ("群众满意度", "≥90(%)")]
    assert (_missing(form), unread(form)) == (["年度(/项目)指标值"], [])


def test_scores_below_a_blank_before_the_reasons() -> None:
    """The columns before and behind have their headings."""
    heads = (*_HEADINGS[:7], "", "偏差原因分析及改进措施")
    form = _form([heads if each is _HEADINGS else each for each in _EVALUATION])
    assert [row["score"].value for row in form.rows] == [30, 20, 40]


def test_two_columns_under_no_heading_are_not_guessed() -> None:
    """Targets in one and notes in the other: they are told."""
    rows = [*ROWS[:7], (*ROWS[7][:4],), *((*line, "已核") for line in ROWS[8:])]
    form = _form(rows)
    assert _targets(form) == []
    assert "E9" in unread(form)


def _side_by_side(periods: Sequence[str], heads: Sequence[str], *between: tuple[str, ...]) -> Form:
    above = (
        ("项目支出绩效目标申报表",),
        ("（2026年度）",),
        ("项目名称", "河堤巡护"),
        ("主管部门", "云溪市水务局", "", "", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "年度资金总额", "", "48"),
        ("绩效指标", "", periods[0], "", "", periods[1]),
    )
    rows = (
        ("", *heads),
        ("", "产出指标", "数量指标", "三年巡护", "≥180次", "数量指标", "全年巡护", "≥60次"),
        ("", "", "质量指标", "三年处置率", "≥97%", "质量指标", "全年处置率", "≥95%"),
    )
    sheet = drawn((*above, *between, *rows))
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(6, 3, 6, 5), Area(6, 6, 6, 8)))).forms
    return form


_TWICE = ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")
_PERIODS = ("实施期目标", "年度目标")


@pytest.mark.parametrize("blanked", range(1, 7))
def test_tables_side_by_side_of_which_one_lost_a_heading(blanked: int) -> None:
    """The names of the term stay with the targets of the term."""
    form = _side_by_side(_PERIODS, [each if at != blanked else "" for at, each in enumerate(_TWICE)])
    assert _targets(form) == [("全年巡护", "≥60次"), ("全年处置率", "≥95%")]
    assert _targets(form, "/term_indicators/") == [("三年巡护", "≥180次"), ("三年处置率", "≥97%")]
    assert [[row["level2"].raw for row in form.rows], unread(form)] == [["数量指标", "质量指标"], []]


@pytest.mark.parametrize("blanked", [0, 1])
def test_tables_side_by_side_of_which_one_lost_the_label_over_it(blanked: int) -> None:
    """The other still says of which period it is, unless it speaks of something beside it."""
    periods = [each if at != blanked else "" for at, each in enumerate(_PERIODS)]
    form = _side_by_side(periods, _TWICE)
    assert _targets(form) == [("全年巡护", "≥60次"), ("全年处置率", "≥95%")]
    assert _targets(form, "/term_indicators/") == [("三年巡护", "≥180次"), ("三年处置率", "≥97%")]
    assert [each.kind for each in _side_by_side(("", ""), _TWICE).remarks if each.kind == "unclear_blocks"]


def test_two_tables_are_not_told_apart_by_a_goal_with_its_text_beside_it() -> None:
    """年度目标 | 全年巡护河堤六十次。 above them says nothing of either."""
    form = _side_by_side(("", ""), _TWICE, ("年度目标", "", "年度目标", "", "", "全年巡护河堤六十次。"))
    assert (_targets(form), _targets(form, "/term_indicators/")) == ([], [])


def test_the_row_of_sums_whose_name_was_blanked() -> None:
    """Nothing but the sums of all rows stand in it: it is no indicator without a name."""
    form = _with(_EVALUATION[-1], "总分", "")
    assert len(form.rows) == 3
    assert (form.value("/total_weight"), form.value("/total_score")) == (100, Decimal("99.5"))


def test_a_weight_alone_that_is_no_sum_is_told() -> None:
    """A row with a weight of ten and no name is an indicator that lost its words."""
    form = _form([*_EVALUATION[:-1], ("", "", "", "", "", "", "10", "9")])
    assert form.value("/total_weight") is None


def test_a_self_evaluation_without_title_whose_money_stands_in_one_row() -> None:
    """Its results, scores and spending say what it is, though a declaration has as many rows of labels."""
    rows = (
        ("（2025年度）",),
        ("项目名称", "河堤巡护"),
        ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        _ALL,
        ("年度总体目标", "全年巡护河堤六十次。", "", "", "巡护了六十次。"),
        *_EVALUATION[10:],
    )
    form = _form(rows)
    assert (form.kind, form.value("/total_score"), unread(form)) == ("self_evaluation", Decimal("99.5"), [])
    assert [row["score"].value for row in form.rows] == [30, 20, 40]


@pytest.mark.parametrize(
    ("levels", "targets"),
    [
        (("产出指标", "数量指标"), (["全年巡护", "全年处置率"], ["三年巡护", "三年受益"])),
        (("满意度指标", "服务对象满意度指标"), (["三年巡护", "三年受益", "全年巡护", "全年处置率"], [])),
    ],
)
def test_a_table_of_the_year_below_that_of_the_term_whose_label_was_blanked(
    levels: tuple[str, str], targets: tuple[list[str], list[str]]
) -> None:
    """Its levels begin again; where they go on, the headings stand at the top of the next page."""
    heads = ("一级指标", "二级指标", "三级指标", "指标值")
    form = _form(
        [
            *ROWS[:5],
            ("项目绩效目标", "长期目标", "", "年度目标"),
            ("", "三年巡护河堤。", "", "全年巡护河堤六十次。"),
            ("长期绩效指标", *heads),
            ("", "产出指标", "数量指标", "三年巡护", "≥180次"),
            ("", "效益指标", "社会效益指标", "三年受益", "≥900人"),
            ("", *heads),
            ("", *levels, "全年巡护", "≥60次"),
            ("", "", "", "全年处置率", "≥95%"),
        ]
    )
    found = [name for name, _ in _targets(form)], [name for name, _ in _targets(form, "/term_indicators/")]
    assert found == targets


@pytest.mark.parametrize("word", ["综评", "考核结果"])
def test_the_row_of_sums_in_words_that_nobody_knows(word: str) -> None:
    """Nothing but the sums of all rows stand beside it."""
    form = _with(_EVALUATION[-1], "总分", word)
    assert (len(form.rows), form.value("/total_weight"), form.value("/total_score")) == (3, 100, Decimal("99.5"))


def test_an_indicator_of_a_level_of_its_own_is_no_sum() -> None:
    """It has a name and a target, whatever its weight."""
    form = _form([*_EVALUATION[:-1], ("", "综评", "", "总体评价", "≥95%", "96%", "90", "90"), _EVALUATION[-1]])
    assert [row["level3"].value for row in form.rows][-1] == "总体评价"
    assert form.value("/total_score") == Decimal("99.5")


def test_a_note_right_of_the_title() -> None:
    """The title is merged over the form; what stands beside it is told, the title is not."""
    sheet = drawn(tuple(_EVALUATION), added={"I1": "局长同意追加20万元"})
    (form,) = read(replace(sheet, merges=(Area(1, 1, 1, 5),))).forms
    assert form.value("/title") == "项目支出绩效自评表"
    assert unread(form) == ["I1"]


def test_targets_below_a_blank_behind_the_weights() -> None:
    """三级指标 | 分值 | (blank) | 实际完成值: the weights keep their column."""
    heads = ("绩效指标", "一级指标", "二级指标", "三级指标", "分值", "", "实际完成值", "得分")
    rows = [(*line[:4], line[6], line[4], line[5], line[7]) for line in _EVALUATION[11:14]]
    form = _form([*_EVALUATION[:10], heads, *rows, ("总分", "", "", "", "100", "", "", "99.5")])
    assert [row["weight"].value for row in form.rows] == [30, 20, 40]
    assert [text for _, text in _targets(form)] == ["≥60次", "≥95%", "≥90%"]


def test_a_target_without_a_sign_in_the_second_cell_of_the_others() -> None:
    """≥ | 60次 below 指标值 | (blank): 5月底前 stands where the others have their number, and keeps its cell."""
    rows = [*ROWS[:8], ("", "产出指标", "数量指标", "巡护次数", "≥", "60次"), ("", "", "质量指标", "隐患处置率", "≥", "95%")]
    form = _form([*rows, ("", "", "时效指标", "完成时间", "", "5月底前"), ("", "满意度指标", "", "群众满意度", "≥", "90%")])
    assert [text for _, text in _targets(form)] == ["≥60次", "≥95%", "5月底前", "≥90%"]
    assert (form.rows[2]["target"].cell, unread(form)) == ("F11", [])


def test_a_target_in_three_cells_of_which_the_first_has_a_heading() -> None:
    """≥ | 60 | 次 below 指标值 at the end of the table; words behind another row are told."""
    first = (("", "产出指标", "数量指标", "巡护次数", "≥", "60", "次"), ("", "", "时效指标", "完成时间", "5月底前", "", "已核"))
    rest = (("", "", "质量指标", "处置率", "≥", "95", "%"), ("", "满意度指标", "", "群众满意度", "≥", "90", "%"))
    form = _form([*ROWS[:8], *first, *rest])
    assert [text for _, text in _targets(form)] == ["≥60次", "5月底前", "≥95%", "≥90%"]
    assert unread(form) == ["G10"]


def test_remarks_behind_targets_are_no_part_of_them() -> None:
    """Signs and numbers stand in one cell; what stands behind them is told."""
    rows = [*ROWS[:8], ("", "产出指标", "数量指标", "巡护次数", "≥60次", "2024年50次"), (*ROWS[9], "2024年90%")]
    form = _form([*rows, ("", "", "时效指标", "完成时间", "", "5月底前")])
    assert [text for _, text in _targets(form)][:2] == ["≥60次", "≥95(%)"]
    assert {"F9", "F10"} <= set(unread(form))


def _with_goals(heads: Sequence[str], *texts: str) -> Form:
    sheet = drawn((*ROWS[:5], ("项目绩效目标", *heads), ("", *texts), *ROWS[7:]))
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(6, 1, 7, 1), *(Area(row, 2, row, 3) for row in (6, 7))))).forms
    return form


@pytest.mark.parametrize("texts", [("三年内完成河堤整治工程。", "", "全年巡护河堤六十次。"), ("整治河堤。", "", "巡护河堤。")])
@pytest.mark.parametrize("at", [0, 2])
def test_of_two_goals_the_one_whose_heading_was_blanked(at: int, texts: tuple[str, ...]) -> None:
    """The other has its own text; what stands under none is that of the label that is missing, however short a sentence."""
    heads = ["项目总目标", "", "年度总体目标"]
    heads[at] = ""
    form = _with_goals(heads, *texts)
    assert (form.value("/overall_goal"), form.value("/annual_goal"), unread(form)) == (texts[0], texts[2], [])


@pytest.mark.parametrize(("heads", "field"), [(("年度总体目标",), "/annual_goal"), (("", "", "项目总目标"), "/overall_goal")])
def test_goals_do_not_change_sides_where_a_heading_was_blanked(heads: tuple[str, ...], field: str) -> None:
    """项目总目标 stands left of 年度总体目标: the text on the other side is told, and none is read under the wrong name."""
    texts = ("三年内完成河堤整治工程。", "", "全年巡护河堤六十次。")
    form = _with_goals(heads, *texts)
    read_at = next(index for index, each in enumerate(heads) if each)
    assert {each: form.value(each) for each in ("/overall_goal", "/annual_goal")} == {
        "/overall_goal": None, "/annual_goal": None, field: texts[read_at]
    }  # fmt: skip
    assert unread(form) == ["D7" if read_at == 0 else "B7"]


def test_a_remark_beside_the_text_of_a_goal_is_no_other_goal() -> None:
    """已核对 under no heading is told."""
    sheet = drawn((*ROWS[:5], ("项目绩效目标", "年度总体目标"), ("", "全年巡护河堤六十次。", "", "已核对"), *ROWS[7:]))
    (form,) = read(replace(sheet, merges=(*sheet.merges, Area(6, 1, 7, 1), *(Area(row, 2, row, 3) for row in (6, 7))))).forms
    assert (form.value("/overall_goal"), form.value("/annual_goal")) == (None, "全年巡护河堤六十次。")
