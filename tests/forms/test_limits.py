"""Where the limits of the reader lie: what stands at a limit is taken one way, what stands one beyond it the other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_closing_rows import EVALUATION
from tests.forms.test_trusted_headings import COLUMNS, DONE, form_of
from xlperf.errors import RefusedFile
from xlperf.forms.form import SET_ASIDE, UNREAD, Form, Remark
from xlperf.forms.layouts.layout_loading import all_layouts, load_layouts
from xlperf.forms.reading.beside_forms import BESIDE
from xlperf.forms.reading.uncovered import UNCOVERED
from xlperf.forms.templates.template import _template
from xlperf.intake.sheet import Cell, SetAside, Sheet

LONG = "河堤巡护登记" * 50
INDICATOR = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)")


def told(remarks: tuple[Remark, ...], kind: str) -> list[Remark]:
    """Return the remarks of a kind."""
    return [each for each in remarks if each.kind == kind]


@pytest.mark.parametrize(("length", "year"), [(119, 2027), (120, None)])
def test_a_long_line_above_the_labels_gives_no_year(length: int, year: int | None) -> None:
    """填报单位、填表日期 and the year may stand in one line; a paragraph of instructions speaks of any year."""
    line = "填报单位：河道所" + " " * (length - 16) + "（2027年度）"
    assert len(line) == length
    assert read(drawn((ROWS[0], (line,), *ROWS[2:]))).forms[0].value("/year") == year


@pytest.mark.parametrize(("length", "is_label"), [(14, True), (15, False)])
def test_a_heading_has_fourteen_characters_at_most(length: int, is_label: bool) -> None:
    """A short text with a colon below the first line of a goal begins something else; a longer one is a part of the goal."""
    heading = "河" * (length - 1) + "堤："
    rows = (*ROWS[:5], ("年度总体目标",), ("全年巡护河堤。",), (heading,), ("另行说明。",), *ROWS[7:])
    goal = read(drawn(rows)).forms[0].value("/annual_goal")
    assert goal == ("全年巡护河堤。" if is_label else f"全年巡护河堤。\n{heading}\n另行说明。")


@pytest.mark.parametrize(("count", "part"), [(12, "beside"), (13, "layout")])
def test_thirteen_unread_cells_make_an_unknown_layout(count: int, part: str) -> None:
    """Each of a few unread cells is told where it stands; of more the first says that nobody registered the form."""
    added = {f"{column}{row}": f"另有{column}处" for column in "GHIJ" for row in (9, 10, 11)} | {"K9": "另有一处"}
    found = told(read(drawn(added=dict([*added.items()][:count]))).forms[0].remarks, UNREAD)
    assert len(found) == count
    assert found[0].detail["part"] == part


def test_what_is_quoted_has_two_hundred_characters() -> None:
    """Of a long text that nobody reads the beginning is quoted, whether unread, struck out or hidden by a merged cell."""
    form = read(drawn(added={"G9": LONG})).forms[0]
    assert [each.detail["text"] for each in told(form.remarks, UNREAD)] == [LONG[:200]]
    form = read(drawn(aside={(3, 2): SetAside("struck", LONG)})).forms[0]
    assert [each.detail["text"] for each in told(form.remarks, SET_ASIDE)] == [LONG[:200]]
    form = read(drawn(added={"B1": LONG})).forms[0]
    assert [each.detail["text"] for each in told(form.remarks, SET_ASIDE)] == [LONG[:200]]
    below = f"{LONG}。"
    assert [each.detail["text"] for each in told(read(drawn(added={"A30": below})).remarks, BESIDE)] == [below[:200]]


@pytest.mark.parametrize("count", [10, 11])
def test_ten_hidden_rows_and_columns_are_named(count: int) -> None:
    """Further ones are hidden all the same, and nobody needs their numbers."""
    wide = {(8, column): Cell(f"说明{column}", "text") for column in range(6, 18)}
    hidden = replace(drawn((*ROWS, *(INDICATOR for _ in range(12)))), hidden_rows=frozenset(range(10, 10 + count)))
    (remark,) = told(read(hidden).forms[0].remarks, "hidden_rows")
    assert remark.detail["which"] == "、".join(map(str, range(10, 20)))
    broad = replace(drawn(), cells=drawn().cells | wide, hidden_columns=frozenset(range(6, 6 + count)))
    (remark,) = told(read(broad).forms[0].remarks, "hidden_columns")
    assert remark.detail["which"] == "F、G、H、I、J、K、L、M、N、O"


@pytest.mark.parametrize(
    ("words", "is_list"),
    [
        (("特定目标类", "其他运转类", "其他人员类"), True),
        (("经常性项目", "一次性项目"), True),
        (("特定目标类",), False),
        (("特定目标类", "特定目标类"), False),
        (("特定目标类", "金额有误，待改"), False),
    ],
)
def test_the_choices_behind_a_drop_down_list_are_told_of_nowhere(words: tuple[str, ...], is_list: bool) -> None:
    """In a hidden column of the form's own sheet as on a hidden one; anything else that is hidden there is told."""
    listed = {(row, 10): Cell(word, "text") for row, word in enumerate(words, 1)}
    form = read(replace(drawn(), cells=drawn().cells | listed, hidden_columns=frozenset((10,)))).forms[0]
    found = [each.cell for each in form.remarks if each.kind in ("hidden_columns", UNREAD)]
    assert (found == []) is is_list


def test_what_was_lost_on_a_sheet_is_told_though_another_sheet_tells_of_the_same_cell() -> None:
    """Addresses say nothing across sheets; and what is set aside is told in reading order, however the file lists it."""
    lost = {(10, 6): SetAside("lost", ""), (5, 5): SetAside("lost", "")}
    found = read(drawn(aside=lost), Sheet("附页", "visible", {(1, 1): Cell("附页", "text")}, (), set_aside=lost))
    assert [each.cell for each in told(found.forms[0].remarks, SET_ASIDE)] == ["E5", "F10"]
    assert [(each.sheet, each.cell) for each in told(found.remarks, SET_ASIDE)] == [("附页", "E5"), ("附页", "F10")]


@pytest.mark.parametrize(("count", "last"), [(10, "17"), (11, "17等")])
def test_ten_rows_that_slipped_are_named(count: int, last: str) -> None:
    """A table pasted without its merged cells may have slipped in every row."""
    form = form_of(COLUMNS, *(("", "数量指标", f"巡护{number}号闸", "≥60(次)") for number in range(count)))
    (remark,) = told(form.remarks, "slipped_rows")
    assert (remark.detail["count"], remark.detail["which"]) == (str(count), "、".join(map(str, range(8, 17))) + f"、{last}")


@pytest.mark.parametrize(("length", "said"), [(16, "河" * 15 + "堤"), (17, "河" * 15 + "…")])
def test_sixteen_characters_of_a_moved_cell_are_said(length: int, said: str) -> None:
    """Longer texts are cut, with a mark that they are."""
    form = form_of(COLUMNS, ("", "数量指标", "河" * (length - 1) + "堤", "≥60(次)"))
    (remark,) = told(form.remarks, "slipped_rows")
    assert f"“{said}”" in remark.detail["how"]


def test_sums_in_a_table_stand_with_the_indicator_above_them() -> None:
    """得分小计 below the second indicator is kept with that; above the first there is none, and it is kept with the first."""
    row = ("", "产出指标", "数量指标", "巡护次数", "≥60(次)", "62次", "40", "40")
    form = form_of(
        DONE, row, row, ("", "小计", "", "", "", "", "80", "80"), row, ("总分", "", "", "", "", "", "120", "120"), head=EVALUATION
    )
    assert {each.name for each in form.further} == {"/indicators/1/小计"}
    form = form_of(DONE, ("", "小计", "", "", "", "", "80", "80"), row, ("总分", "", "", "", "", "", "120", "120"), head=EVALUATION)
    assert {each.name for each in form.further} == {"/indicators/0/小计"}


@pytest.mark.parametrize(("cells", "is_cover"), [(20, True), (21, False)])
def test_a_cover_has_twenty_cells_at_most(cells: int, is_cover: bool) -> None:
    """A sheet that only announces a form is no form; a longer one with labels of a form is told as incomplete."""
    cover = (("财政项目支出绩效目标申报表",), ("项目名称", "河堤巡护"), *((f"第{number}处河堤",) for number in range(cells - 3)))
    found = read(drawn(), drawn(cover, name="封面"))
    assert len(found.forms) == 1
    assert bool(told(found.remarks, "incomplete_form")) != is_cover


@pytest.mark.parametrize(
    ("pair", "is_cover"),
    [(("联系电话", "3658012"), True), (("申报年度", "2026"), True), (("邮编", "654100"), True), (("年度资金总额", "36.5"), False)],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_a_cover_holds_numbers_of_people_and_no_amounts(pair: tuple[str, str], is_cover: bool) -> None:
    """A telephone or a year beside its label is no figure of a form: the cover was called a damaged form."""
    cover = (("附件2",), ("财政项目支出绩效目标申报表",), ("申报单位", "云溪市河道所"), ("单位负责人", "孙某"), pair)
    found = read(drawn(cover, name="封面"), drawn())
    assert len(found.forms) == 1
    assert bool(told(found.remarks, "incomplete_form")) != is_cover


@pytest.mark.parametrize(("word", "is_told"), [("河" * 16, False), ("河" * 17, True)])
def test_a_hidden_sheet_of_short_words_is_a_list_to_choose_from(word: str, is_told: bool) -> None:
    """数据字典 behind a form is nothing that a unit hid; one word alone in a column is no list, and a long text is a sentence."""
    words = Sheet("字典", "hidden", {(1, 1): Cell(word, "text"), (2, 1): Cell("经常性", "text")}, ())
    assert bool(told(read(drawn(), words).remarks, "hidden_sheet")) == is_told
    alone = replace(words, cells={(1, 1): Cell("经常性", "text")})
    assert bool(told(read(drawn(), alone).remarks, "hidden_sheet"))
    beside = replace(words, cells={**words.cells, (1, 2): Cell("一次性", "text")})
    assert bool(told(read(drawn(), beside).remarks, "hidden_sheet"))


def test_a_sheet_that_a_program_hid_for_itself_is_not_told() -> None:
    """WPS keeps the pictures of cells in one; a unit's own hidden sheet is told."""
    cells = {(1, 1): Cell("ID_7F3A", "text"), (1, 2): Cell(Decimal(7), "number")}
    hidden = Sheet("WpsReserved_CellImgList", "hidden", cells, ())
    assert not told(read(drawn(), hidden).remarks, "hidden_sheet")
    assert told(read(drawn(), replace(hidden, name="旧数据")).remarks, "hidden_sheet")


@pytest.mark.parametrize(("numbers", "is_told"), [((3, 0), False), ((1, 1), False), ((2, 1), True)])
def test_a_sheet_with_three_figures_in_two_rows_is_told(numbers: tuple[int, int], is_told: bool) -> None:
    """Fewer figures may number the rows of a page of advice."""
    cells = {(row, column + 1): Cell(Decimal(7), "number") for row, count in enumerate(numbers, 1) for column in range(count)}
    found = read(drawn(), Sheet("附表", "visible", cells, ()))
    assert bool(told(found.remarks, BESIDE)) == is_told


@pytest.mark.parametrize(("number", "is_told"), [("999", False), ("1000", True), ("12.5", True), ("-1000", True), ("-999", False)])
def test_a_number_below_a_form_is_told_from_a_thousand_on(number: str, is_told: bool) -> None:
    """Smaller whole numbers count pages and notes."""
    assert bool(told(read(drawn(added={"B30": number})).remarks, BESIDE)) == is_told


@pytest.mark.parametrize(("words", "is_told"), [("栽植树", False), ("栽植树木", True)])
def test_a_sentence_below_a_form_has_four_characters(words: str, is_told: bool) -> None:
    """Fewer say nothing."""
    assert bool(told(read(drawn(added={"B30": words})).remarks, BESIDE)) == is_told


@pytest.mark.parametrize(("rows", "is_told"), [(1, False), (2, True)])
def test_a_table_of_two_filled_rows_outside_of_a_form_is_told(rows: int, is_told: bool) -> None:
    """Two headings of levels over rows with names and targets; one row alone is an example."""
    table = (("一级指标", "二级指标", "内容"), *(("产出指标", "数量指标", "≥60次") for _ in range(rows)))
    found = read(drawn(), drawn(table, name="附表"))
    assert bool(told(found.remarks, UNCOVERED)) == is_told


def test_an_empty_workbook_says_that_it_is_empty() -> None:
    """And no table of another kind is looked for in it."""
    with pytest.raises(RefusedFile, match="工作簿是空的，没有任何内容"):
        read(Sheet("表", "visible", {}, ()))


def test_every_layout_has_names_of_indicators() -> None:
    """The remark on a form without its table names their heading."""
    assert all(each.table.keys("level3") and each.table.keys("target") for each in load_layouts())
    assert not load_layouts()[0].table.keys("none")


def test_a_first_row_that_names_nothing_but_the_year_is_an_indicator() -> None:
    """Both 年度培训次数 and 全年完成 name the year, as headings of periods do; one period alone divides nothing."""
    form = form_of(COLUMNS, ("", "", "", "年度培训次数", "年度内完成"))
    assert [row["level3"].value for row in form.rows] == ["年度培训次数"]


def test_a_heading_that_is_missing_is_told_at_the_first_heading() -> None:
    """Where nothing stands in the place of a column, there is no other cell to name."""
    form = read(drawn((*ROWS[:7], ROWS[7][:4], *(line[:4] for line in ROWS[8:])))).forms[0]
    assert ("年度(/项目)指标值", "A8") in [(each.detail["label"], each.cell) for each in told(form.remarks, "missing_label")]


def test_a_place_for_a_name_is_known_however_it_is_spaced() -> None:
    """指 标 1 is printed where a name goes; a form that was made without a sheet stands on no hidden one."""
    form = form_of(COLUMNS, INDICATOR, ("", "", "", "指 标 1", ""))
    assert [row["level3"].value for row in form.rows] == ["巡护次数"]
    assert not Form("declaration", "declaration", form.source, ()).hidden


def test_a_blank_without_a_closing_line_has_rows_to_the_end_of_its_table() -> None:
    """Of two tables one below the other the upper ends above the headings of the lower."""
    forms = [each for each in all_layouts() if each.id in ("declaration-stacked", "declaration-two-levels")]
    assert [[each.body for each in _template(layout.id, 2026, "元", ()).tables] for layout in forms] == [
        [(17, 25), (27, 35)],
        [(8, 21)],
    ]
