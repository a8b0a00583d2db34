"""A row of sums is known by what it says and where it stands, whatever a bureau calls it; it is no indicator."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.test_row_margins import COLUMNS, VOCABULARY, row
from tests.forms.test_trusted_headings import DONE, EVALUATION, form_of, values
from xlperf.forms.form import UNREAD, Form
from xlperf.forms.layouts.layout_loading import load_layouts
from xlperf.forms.reading.indicators.closing_row import goes_on
from xlperf.intake.sheet import Area

FIRST = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "40", "40")
LAST = ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90(%)", "91%", "50", "48")


def totals(form: Form) -> list[object]:
    """Return the sum of the weights and that of the scores."""
    return [found.value if (found := form.get(name)) else None for name in ("/total_weight", "/total_score")]


@pytest.mark.parametrize("words", ["总分", "自评总分合计", "得分小计", "合计得分", "总计", "全部指标得分总计", "本表权重合计"])
@pytest.mark.parametrize(
    "row", [("{}", "", "", "", "", "", "90", "88"), ("", "{}", "90", "88"), ("", "", "", "{}", "", "", "90", "88")], ids=str
)
def test_a_closing_row_by_any_name(words: str, row: tuple[str, ...]) -> None:
    """At the side, slipped or under the names: the sums are read, and no indicator of that name."""
    form = form_of(DONE, FIRST, LAST, tuple(each.format(words) for each in row), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]


@pytest.mark.parametrize("sums", [("90", "88"), ("", "")])
def test_the_number_of_its_row_left_of_a_sum_changes_nothing(sums: tuple[str, str]) -> None:
    """3 | 总分 | 90 | 88, in a table whose rows are numbered: the sums are read, and no indicator of that name."""
    form = form_of(DONE, ("1", *FIRST[1:]), ("2", *LAST[1:]), ("3", "总分", "", "", "", "", *sums), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == ([90, 88] if sums[0] else [None, None])


@pytest.mark.parametrize("said", ["自评得分：88", "得分：88分", "88分（良）"])
def test_a_sum_may_bear_its_name_in_its_own_cell(said: str) -> None:
    """Under the heading of scores it was told as not read, and the score as left blank."""
    assert totals(form_of(DONE, FIRST, LAST, ("总分", "", "", "", "", "", "90", said), head=EVALUATION)) == [90, 88]


def test_sums_that_slipped_are_told() -> None:
    """Two numbers left of weights and scores are read in their order and bear a note; one alone may be either."""
    form = form_of(DONE, FIRST, LAST, ("总分", "", "", "", "90", "88"), head=EVALUATION)
    assert totals(form) == [90, 88]
    assert [form.get(each).notes for each in ("/total_weight", "/total_score")] == [("text_number", "moved")] * 2  # type: ignore[union-attr]
    assert [(each.kind, each.cell, each.detail["how"]) for each in form.remarks] == [
        ("slipped_rows", "E11", "“90”按分值、“88”按得分")
    ]
    form = form_of(DONE, FIRST, LAST, ("总分", "", "", "", "88"), head=EVALUATION)
    assert totals(form) == [88, None]
    assert [each.detail["other"] for each in form.remarks if each.kind == "unsure_row"] == ["“88”按得分"]


@pytest.mark.parametrize(("words", "sums"), [("自评总分", [None, 88]), ("得分合计", [None, 88]), ("分值合计", [88, None])])
def test_a_sum_is_what_its_row_names(words: str, sums: list[object]) -> None:
    """The only number of a closing row, under no column of sums, is the sum that the row names, and nothing is left unsure."""
    form = form_of(DONE, FIRST, LAST, (words, "88"), head=EVALUATION)
    assert totals(form) == sums
    assert not [each for each in form.remarks if each.kind == "unsure_row"]


def test_a_sum_under_its_own_heading_stays_there() -> None:
    """A score without a weight is no weight, and words beside the sums are no sums."""
    form = form_of(DONE, FIRST, LAST, ("总分", "", "", "", "", "", "", "88", "已核"), head=EVALUATION)
    assert totals(form) == [None, 88]


@pytest.mark.parametrize("said", ["已核", "见附件", "个别指标有偏差，已说明"])
@pytest.mark.parametrize("behind", [(), ("",)])
def test_what_is_said_beside_the_sums_is_kept(said: str, behind: tuple[str, ...]) -> None:
    """Under the reasons or right of the table: it is no cell of an indicator, and no error."""
    form = form_of(DONE, FIRST, LAST, ("总分", "", "", "", "", "", "90", "88", *behind, said), head=EVALUATION)
    assert totals(form) == [90, 88]
    assert ([(each.name, each.value) for each in form.further], form.remarks) == ([("/总分", said)], ())


@pytest.mark.parametrize("name", ["小计1", "小计（一）", "第一部分小计", "第2项小计", "2.小计", "二级指标合计二"])
def test_a_numbered_subtotal_is_no_indicator(name: str) -> None:
    """Parts of a table that are counted through, the number before the word or behind it."""
    form = form_of(DONE, FIRST, ("", name, "", "", "", "", "40", "40"), LAST, ("总分", *[""] * 5, "90", "88"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert (totals(form), form.remarks) == ([90, 88], ())


def test_a_closing_row_without_sums() -> None:
    """A closing row that nobody filled is none the less no indicator."""
    form = form_of(DONE, FIRST, LAST, ("自评分数总计",), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [None, None]


@pytest.mark.parametrize("name", ["总分达标率", "合计里程", "合计", "得分合计"])
def test_an_indicator_named_like_a_sum(name: str) -> None:
    """With a target, or with words of its own, it is an indicator."""
    form = form_of(DONE, FIRST, ("", "", "质量指标", name, "≥95(%)", "96%", "10", "10"), LAST, head=EVALUATION)
    assert values(form, "level3", "score") == [["巡护次数", 40], [name, 10], ["居民满意度", 48]]


def test_words_of_its_own_make_an_indicator() -> None:
    """合计里程 without a target is an indicator whose target is missing."""
    form = form_of(DONE, FIRST, ("", "", "", "合计里程", "", "", "10", "10"), head=EVALUATION)
    assert values(form, "level3", "target") == [["巡护次数", "≥60(次)"], ["合计里程", None]]


def test_a_subtotal_ends_no_table() -> None:
    """小计 between two indicators is no indicator, no unread cell, and not the end of the table."""
    middle = ("", "", "", "小计", "", "", "40", "40")
    form = form_of(DONE, FIRST, middle, LAST, ("总分", "", "", "", "", "", "90", "88"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]
    assert [each.cell for each in form.remarks if each.kind == UNREAD] == []
    assert [(each.name, each.value, each.cell) for each in form.further] == [
        ("/indicators/0/小计", "40", "G10"),
        ("/indicators/0/小计", "40", "H10"),
    ]


@pytest.mark.parametrize(
    ("below", "goes"),
    [
        ("4:效益指标 5:社会效益指标 6:居民知晓率 7:≥90%", True),
        ("6:居民知晓率 7:≥90%", True),
        ("4:填表人：李四 6:联系电话", False),
        ("4:填表人：李四 7:2025年3月", False),
        ("4:合计 9:90 10:88", False),
    ],
)
def test_a_table_goes_on_only_above_an_indicator(below: str, goes: bool) -> None:
    """A name and a target in their places make one; signatures and further sums leave the table ended."""
    table = next(each for each in load_layouts() if each.kind == "self_evaluation").table
    assert goes_on([row("4:绩效指标").line, row(below).line], COLUMNS, table, VOCABULARY) is goes


@pytest.mark.parametrize("words", ["小计", "满意度指标小计", "合计", "本类小计", "满意度指标得分小计"])
def test_a_subtotal_above_the_closing_row_closes_nothing(words: str) -> None:
    """The sums of the last group stand right above 总分: the greater ones are the form's."""
    rows = (FIRST, ("", words, "", "", "", "", "40", "40"), LAST, ("", words, "", "", "", "", "50", "48"))
    form = form_of(DONE, *rows, ("总分", "", "", "", "", "", "90", "88"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]


@pytest.mark.parametrize("below", [(LAST,), (LAST, LAST)])
def test_indicators_added_below_the_closing_row_leave_it_the_closing_row(below: tuple[tuple[str, ...], ...]) -> None:
    """总分 stands once in the table: its sums are the form's, whatever was written below it later."""
    form = form_of(DONE, FIRST, ("总分", "", "", "", "", "", "100", "98.5"), *below, head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], *[["居民满意度"]] * len(below)]
    assert totals(form) == [100, Decimal("98.5")]
    assert form.further == ()


SAID = (
    (("存在问题", "堤防巡护滞后"),),
    (("填报人：", "王一", "", "联系电话：", "12345678"),),
    (("备注：", "已核"), ("审核意见", "同意"), ("改进措施", "增派人手")),
)


@pytest.mark.parametrize("said", SAID, ids=str)
def test_the_sums_are_read_below_rows_of_a_foot(said: tuple[tuple[str, ...], ...]) -> None:
    """Some bureaus print 存在问题 or a signature above 总分: none of it is an indicator, and the sums are the form's."""
    form = form_of(DONE, FIRST, LAST, *said, ("总分", "", "", "", "", "", "90", "88"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]


@pytest.mark.parametrize(("words", "kept"), [("自评结论", [("自评结论", "总体良好")]), ("站点简况", [("站点简况", "总体良好")])])
@pytest.mark.parametrize("at", [1, 2])
def test_what_stands_beside_a_label_left_of_the_levels_is_kept(words: str, kept: list[tuple[str, str]], at: int) -> None:
    """A row with a text across all columns, between the indicators or above the sums, is kept under its label."""
    rows = [FIRST, LAST, ("总分", "", "", "", "", "", "90", "88")]
    rows.insert(at, (words, "总体良好"))
    row = len(EVALUATION) + 2 + at
    merges = (Area(row, 2, row, 8), Area(len(EVALUATION) + 1, 1, row - 1, 1))
    form = form_of(DONE, *rows, head=EVALUATION, merges=merges)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]
    assert [(each.label, each.value) for each in form.further] == kept
    assert [each.cell for each in form.remarks if each.kind == UNREAD] == []


def test_no_sums_are_those_of_a_table_below_its_foot() -> None:
    """A row that is no foot between them, or a sum without points in their columns, leaves the table ended."""
    foot = ("填报人：", "王一")
    for below in ((("材料费", "堤石"), ("总分", "", "", "", "", "", "90", "88")), (("合计", "12.5"),)):
        form = form_of(DONE, FIRST, LAST, foot, *below, head=EVALUATION)
        assert totals(form) == [None, None]


@pytest.mark.parametrize("numbers", [("", "", "", "10", "9.5"), ("", "95%", "", "10", "9.5")])
@pytest.mark.parametrize("words", ["预算执行率", "资金执行情况", "预算执行"])
def test_the_execution_rate_in_the_table_is_no_indicator(words: str, numbers: tuple[str, ...]) -> None:
    """A row 预算执行率 | 10 | 9.5 with nothing but numbers says again what the money says; it is kept beside the indicators."""
    rate = ("", words, "", *numbers)
    form = form_of(DONE, FIRST, LAST, rate, ("总分", "", "", "", "", "", "100", "97.5"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [100, Decimal("97.5")]
    assert {each.label for each in form.further} == {words}


_POINTS = ("/funding/total/weight", "/funding/total/score")


@pytest.mark.parametrize("words", ["预算执行率", "资金执行情况", "预算执行得分"])
@pytest.mark.parametrize("at", [0, 2])
def test_the_points_for_spending_in_the_table_are_those_of_the_money(words: str, at: int) -> None:
    """Many provinces print them as a row among the indicators; what stands beside the money itself goes before."""
    rows = [FIRST, LAST]
    rows.insert(at, ("", words, "", "", "", "", "20", "19"))
    total = ("总分", "", "", "", "", "", "110", "107")
    without = [*EVALUATION[:4], ("", "年度资金总额", "", "8", "8", "8", "", "100%"), *EVALUATION[5:]]
    for head, points in ((without, [20, 19]), (EVALUATION, [10, 10])):
        form = form_of(DONE, *rows, total, head=head)
        assert [found.value if (found := form.get(name)) else None for name in _POINTS] == points
        assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
        assert totals(form) == [110, 107]


@pytest.mark.parametrize(
    "names",
    [
        ("预算执行率", "预算执行率", "预算执行率"), ("预算执行率", "预算执行率", ""), ("预算执行", "预算执行率", "预算执行率"),
        ("预算执行情况", "预算执行率", "预算执行率"), ("执行率指标", "预算执行率", "预算执行率"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_name_of_spending_in_every_column_of_names_is_one(names: tuple[str, str, str], at: int) -> None:
    """Such a row is read as the one that names it once, wherever it stands, and a reason behind it changes nothing."""
    rows = [FIRST, LAST]
    rows.insert(at, ("", *names, "100%", "95%", "20", "19", "尾款待验收后支付"))
    without = [*EVALUATION[:4], ("", "年度资金总额", "", "8", "8", "8", "", "100%"), *EVALUATION[5:]]
    form = form_of(DONE, *rows, ("总分", "", "", "", "", "", "110", "107"), head=without)
    assert [found.value if (found := form.get(name)) else None for name in _POINTS] == [20, 19]
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [110, 107]


def test_spending_below_other_levels_is_an_indicator() -> None:
    """资金管理 | 资金执行 | 预算执行率 is one of a system of indicators, and so is 预算执行率 below 产出指标."""
    for levels in (("资金管理", "资金执行"), ("产出指标", "质量指标")):
        form = form_of(DONE, FIRST, ("", *levels, "预算执行率", "≥95%", "98%", "10", "10"), LAST, head=EVALUATION)
        assert values(form, "level3") == [["巡护次数"], ["预算执行率"], ["居民满意度"]]


def test_an_execution_rate_with_a_target_is_an_indicator() -> None:
    """预算执行率 ≥95(%) has a target and a result."""
    form = form_of(DONE, FIRST, ("", "", "", "预算执行率", "≥95(%)", "96%", "10", "10"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["预算执行率"]]


@pytest.mark.parametrize("words", ["预算执行得分", "预算执行率得分", "资金预算执行率分值"])
def test_the_points_for_spending_above_the_closing_row_are_no_indicator(words: str) -> None:
    """指标小计 90, 预算执行得分 10, 总分 100: only the last is the sum of the form."""
    rows = (("", "指标小计", "", "", "", "", "90", "88"), (words, "", "", "", "", "", "10", "9.5"))
    form = form_of(DONE, FIRST, LAST, *rows, ("总分", "", "", "", "", "", "100", "97.5"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [100, Decimal("97.5")]


@pytest.mark.parametrize("words", ["小计", "权重小计", "产出指标小计", "分项合计", "合计", "占比", "得分率", "加权得分"])
@pytest.mark.parametrize("numbers", [(), ("", "50"), ("", "", "50%")], ids=str)
def test_a_row_of_sums_in_a_declaration_is_no_indicator(words: str, numbers: tuple[str, ...]) -> None:
    """Left of the names, with numbers or with none, between the rows or below them: the levels go on as they were."""
    sums = ("", words, "", *numbers)
    first = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)")
    last = ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90(%)")
    form = form_of(("绩效指标", "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"), first, sums, last, sums)
    assert values(form, "level1", "level3") == [["产出指标", "巡护次数"], ["满意度指标", "居民满意度"]]


def test_a_rate_reckoned_from_the_sums_of_a_self_evaluation_is_no_indicator() -> None:
    """得分率 between the rows is none, and the sums of the form are those of 总分."""
    rate, total = ("", "得分率", "", "", "", "", "100%"), ("总分", "", "", "", "", "", "90", "88")
    form = form_of(DONE, FIRST, rate, LAST, total, head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]


@pytest.mark.parametrize("count", ["2个指标", "共2项", "2", "3个"])
@pytest.mark.parametrize("at", [1, 2])
def test_a_row_that_counts_indicators_is_none(at: int, count: str) -> None:
    """小计 where levels stand, with how many there are anywhere behind it."""
    line = ["", "", "", "", ""]
    line[at], line[at + 2 if at + 2 < 5 else 4] = "小计", count
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        tuple(line),
        ("", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90(%)"),
    )
    form = form_of(*table)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert [each.value for each in form.further] == [count]


def test_a_reason_over_two_rows_is_one() -> None:
    """What stands alone below a reason goes on with it, or is the reason of a row that has none."""
    first = (*FIRST, "汛期提前。")
    form = form_of(DONE, first, (*[""] * 8, "已增派人手。"), LAST, (*[""] * 8, "居民搬迁。"), head=EVALUATION)
    assert values(form, "level3", "deviation_note") == [["巡护次数", "汛期提前。\n已增派人手。"], ["居民满意度", "居民搬迁。"]]
    assert [row["deviation_note"].cell for row in form.rows] == ["I9", "I12"]
    assert not [each for each in form.remarks if each.kind == UNREAD]


@pytest.mark.parametrize("column", [0, 3])
@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("总分：88", [None, 88]), ("自评得分: 88分", [None, 88]), ("合计：88（优）", [None, 88]), ("分值合计：90", [90, None]),
        ("综合得分：88", [None, 88]),
    ],
)  # fmt: skip
def test_a_sum_in_one_cell_with_its_number(text: str, sums: list[object], column: int) -> None:
    """总分：88 alone in the closing row, at its beginning or below the names."""
    form = form_of(DONE, FIRST, LAST, ("",) * column + (text,), head=EVALUATION)
    assert totals(form) == sums
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]


def test_words_with_a_colon_that_are_no_sum_stay_what_they_are() -> None:
    """总分：见附件 is no number: nothing is read of it."""
    form = form_of(DONE, FIRST, LAST, ("总分：见附件",), head=EVALUATION)
    assert totals(form) == [None, None]


@pytest.mark.parametrize(
    "row", [("合计", "", "", "5项"), ("", "总计", "", "5项"), ("合计", "", "", "共5个指标"), ("小计", "", "", "", "3")]
)
def test_a_count_of_the_indicators_is_none_of_them(row: tuple[str, ...]) -> None:
    """合计 left of the names, in a declaration too, with how many there are."""
    lines = (("", "产出指标", "数量指标", "巡护次数", "≥60(次)"), ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"))
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值")
    assert values(form_of(header, *lines, row), "level3") == [["巡护次数"], ["群众满意度"]]


_OUTCOME = ("清障次数", "≥95(次)", "96次", "10", "9")


@pytest.mark.parametrize("target", ["≥95(次)", "≥95次", "=95（次）", "≥95"])
@pytest.mark.parametrize(
    ("lost", "levels"),
    [(("", "产出指标"), ["产出指标", "数量指标"]), (("", "质量指标"), ["产出指标", "质量指标"]), (("",), ["产出指标", "数量指标"])],
)
def test_a_row_whose_level_was_deleted_has_slipped(lost: tuple[str, ...], levels: list[str], target: str) -> None:
    """In a table that repeats both levels in every row, too: what stands under the names is a target, and the row is told."""
    form = form_of(DONE, FIRST, (*lost, "清障次数", target, *_OUTCOME[2:]), LAST, head=EVALUATION)
    read = values(form, "level1", "level2", "level3", "target", "actual", "weight", "score")[1]
    assert read == [*levels, "清障次数", target, "96次", 10, 9]
    assert [each.kind for each in form.remarks] == ["slipped_rows"]


def test_an_indicator_beside_the_word_for_a_sum_is_read() -> None:
    """小计 that was left where the level should stand makes no sum of a row with a name and a target."""
    weights = ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "分值")
    lines = ("产出指标", "巡护次数", "50"), ("小计", "清障次数", "40"), ("满意度指标", "居民满意度", "10")
    form = form_of(weights, *(("", level, "", name, "≥60(次)", weight) for level, name, weight in lines))
    assert values(form, "level3") == [["巡护次数"], ["清障次数"], ["居民满意度"]]


@pytest.mark.parametrize(
    ("target", "result"),
    [("三级", "二级"), ("二级", "一级"), ("一级", "二级"), ("二级", "三级"), ("三级", "三级"), ("国家二级", "国家一级")],
)
def test_grades_in_a_row_are_no_header(target: str, result: str) -> None:
    """What is called like the columns of a table without 指标 is a target and its result: all rows below are read as before."""
    graded = ("", "", "质量指标", "堤防工程等级", target, result, "10", "10")
    form = form_of(DONE, FIRST, graded, LAST, ("总分", "", "", "", "", "", "100", "98"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["堤防工程等级"], ["居民满意度"]]
    assert [(row["target"].raw, row["actual"].raw, row["weight"].value, row["score"].value) for row in form.rows] == [
        ("≥60(次)", "62次", 40, 40),
        (target, result, 10, 10),
        ("≥90(%)", "91%", 50, 48),
    ]
    assert totals(form) == [100, 98]


@pytest.mark.parametrize(
    ("target", "result"), [("预算数", "执行数"), ("全年预算数", "全年执行数"), ("年度总体目标", "实际完成情况")]
)
def test_labels_of_the_money_in_a_row_of_points_begin_no_other_form(target: str, result: str) -> None:
    """What stands between the name of an indicator and its points is its target and its result."""
    named = ("", "", "", "预算公开口径", target, result, "10", "10")
    form = form_of(DONE, FIRST, named, LAST, ("总分", "", "", "", "", "", "100", "98"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["预算公开口径"], ["居民满意度"]]
    assert (form.rows[1]["target"].raw, form.rows[1]["actual"].raw, totals(form)) == (target, result, [100, 98])


def test_a_header_of_short_names_that_is_repeated_is_one() -> None:
    """一级 | 二级 | 三级 on the next page with the other headings is no indicator."""
    again = ("", "一级", "二级", "三级", *DONE[4:])
    form = form_of(DONE, FIRST, again, LAST, head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]


def test_the_number_of_a_closing_row_is_none_of_its_sums() -> None:
    """3 | 总分 | … where the rows are numbered: no third indicator, and the sums are those under their headings."""
    form = form_of(DONE, FIRST, LAST, ("3", "总分", "", "", "", "", "90", "88"), head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert totals(form) == [90, 88]


@pytest.mark.parametrize(
    "head", [("年初预算数", "8", "全年预算数", "8", "", "", "8"), ("年初预算数", "", "全年预算数", "8", "", "全年执行数", "8")]
)
def test_money_below_a_table_is_no_indicator(head: tuple[str, ...]) -> None:
    """Its labels and a number under the points begin something else: no further row, and what is called 全年预算数 is none."""
    form = form_of(DONE, FIRST, LAST, head, head=EVALUATION)
    assert values(form, "level3") == [["巡护次数"], ["居民满意度"]]
    assert [each for each in form.remarks if each.kind == "slipped_rows"] == []


@pytest.mark.parametrize(
    ("name", "target", "is_read"), [("产出小计", "60", False), ("产出小计", "≥60(分)", True), ("经济效益合计", "60", True)]
)
def test_a_sum_under_the_names_is_of_a_part_beside_numbers_alone(name: str, target: str, is_read: bool) -> None:
    """产出小计 | 60 sums up its part, with a sign before the number it is an indicator; so is 经济效益合计 | 60."""
    form = form_of(DONE, FIRST, LAST, ("", "", "", name, target, "", "90", "88"), head=EVALUATION)
    assert values(form, "level3", "target")[2:] == ([[name, target]] if is_read else [])


def test_a_sum_right_beside_its_name_is_what_was_reached() -> None:
    """总分 | 99.2 merged up to the scores, with the grade behind it in brackets; 100 may be all points and is asked about."""
    form = form_of(DONE, FIRST, LAST, ("总分", "99.2", "", "", "", "（自评等级：优）"), head=EVALUATION)
    assert totals(form) == [None, Decimal("99.2")]
    assert [each.value for each in form.further if each.label == "自评等级"] == ["优"]
    assert [each.kind for each in form.remarks] == ["slipped_rows"]
    form = form_of(DONE, FIRST, LAST, ("总分", "100"), head=EVALUATION)
    assert "unsure_row" in {each.kind for each in form.remarks}


def test_what_the_closing_row_lacks_may_stand_in_the_row_below_it() -> None:
    """总分 | 100 over 自评总得分 | 99.9: the score was lost in silence, and told as blank.  What the closing row says stays."""
    form = form_of(DONE, FIRST, LAST, ("总分", "", "", "", "", "", "100"), ("自评总得分", "99.9"), head=EVALUATION)
    assert totals(form) == [100, Decimal("99.9")]
    form = form_of(DONE, FIRST, LAST, ("总分", "", "", "", "", "", "100", "98"), ("自评总得分", "99.9"), head=EVALUATION)
    assert totals(form) == [100, 98]


@pytest.mark.parametrize("name", ["自评总分", "自评得分", "自评总得分", "总分"])
@pytest.mark.parametrize(("number", "score"), [("100", ""), ("98.5", "98.5")])
def test_the_sum_of_the_weights_is_no_score(name: str, number: str, score: str) -> None:
    """自评总分 | 100 under 分值 in a table without 得分; what is not that sum is a score where its label says so."""
    table = (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "评分细则"),
        ("", "产出指标", "数量指标", "巡护次数", "≥60次", "62次", "90", "按比例计分"),
        (name, "", "", "", "", "", number),
    )
    form = form_of(*table, head=EVALUATION)
    assert form.text("/total_score") == (score if name != "总分" else "")
