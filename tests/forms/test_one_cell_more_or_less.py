"""Readings that one cell more, or one less, decides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read, unread
from tests.forms.test_blocks import _TERM, _YEAR
from tests.forms.test_closing_rows import FIRST, LAST, totals
from tests.forms.test_row_margins import VOCABULARY, row
from tests.forms.test_trusted_headings import COLUMNS, DONE, EVALUATION, form_of, values
from tests.forms.test_two_levels import _form as table_of
from xlperf.forms.form import Form
from xlperf.forms.reading.head_part.said_below import said_in
from xlperf.forms.reading.indicators.name_with_target import parted
from xlperf.forms.reading.indicators.rows import is_number
from xlperf.forms.record import form_record
from xlperf.forms.values.form_text import key_of

_NAMES = ("植树株数", "成活率", "护林场次", "村民满意度")
_TWOS = ("数量指标", "质量指标", "时效指标", "成本指标")


def _levels(form: Form) -> list[tuple[object, ...]]:
    return [tuple(each[key].value for key in ("level1", "level2", "level3")) for each in form.rows]


@pytest.mark.parametrize(("filled", "are_names"), [(0, True), (1, True), (2, False), (3, False), (4, False)])
def test_a_column_without_a_heading_holds_the_names_where_half_of_the_rows_fill_it(filled: int, are_names: bool) -> None:
    """Where fewer do, the names stand under 二级指标, and what stands in the column is told."""
    lines = [("产出指标", name, "一处" if at < filled else "", "≥60") for at, name in enumerate(_NAMES)]
    form = table_of(("一级指标", "二级指标", ""), lines)
    if are_names:
        assert _levels(form) == [("产出指标", None, name) for name in _NAMES]
        assert unread(form) == [f"D{9 + at}" for at in range(filled)]
    else:
        assert _levels(form) == [("产出指标", name, "一处" if at < filled else None) for at, name in enumerate(_NAMES)]


@pytest.mark.parametrize(("count", "are_twos"), [(0, False), (1, False), (2, False), (3, True), (4, True)])
@pytest.mark.parametrize("beside", ["", "坡地"])
def test_level_one_is_the_type_where_most_of_its_cells_are_types(count: int, are_twos: bool, beside: str) -> None:
    """数量指标 under 一级指标 in more than half of the rows: then level 1 follows from it."""
    blank = ("",) if beside else ()
    lines = [
        ("数量指标" if at < count else "其他要求", name, *([f"{beside}{at}号"] if beside else []), "≥60")
        for at, name in enumerate(_NAMES)
    ]
    found = _levels(table_of(("一级指标", "二级指标", *blank), lines))
    expected = ["数量指标" if at < count else "其他要求" for at in range(4)]
    if are_twos:
        assert found == [("产出指标", two, name) for two, name in zip(expected, _NAMES, strict=True)]
    else:
        names = [(name, f"{beside}{at}号") if beside else (None, name) for at, name in enumerate(_NAMES)]
        assert found == [(one, *rest) for one, rest in zip(expected, names, strict=True)]


def test_satisfaction_under_level_one_makes_no_type_of_it() -> None:
    """满意度指标 is a name of both levels: a column of nothing else is level 1."""
    lines = [("满意度指标", name, f"坡地{at}号", "≥60") for at, name in enumerate(_NAMES)]
    found = _levels(table_of(("一级指标", "二级指标", ""), lines))
    assert found == [("满意度指标", name, f"坡地{at}号") for at, name in enumerate(_NAMES)]


@pytest.mark.parametrize(("count", "are_levels"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_level_two_holds_levels_where_half_of_its_cells_are_levels(count: int, are_levels: bool) -> None:
    """Where fewer are, all of them are names of indicators."""
    second = [_TWOS[at] if at < count else name for at, name in enumerate(_NAMES)]
    found = _levels(table_of(("一级指标", "二级指标"), [("产出指标", each, "≥60") for each in second]))
    assert found == [("产出指标", each, None) if are_levels else ("产出指标", None, each) for each in second]


@pytest.mark.parametrize(("first", "one"), [("产出指标", "产出指标"), ("一类", "产出指标")])
def test_a_foreign_heading_left_of_the_levels_is_level_one_where_its_cells_are(first: str, one: str) -> None:
    """类别 over 产出指标, 效益指标; over 一类 it is a column of the bureau's own, and level 1 follows from level 2."""
    lines = [(first, "数量指标", _NAMES[0], "≥60"), ("效益指标", "社会效益指标", _NAMES[1], "≥90")]
    form = table_of(("类别", "二级指标", "三级指标"), lines)
    assert _levels(form) == [(one, "数量指标", _NAMES[0]), ("效益指标", "社会效益指标", _NAMES[1])]
    assert [each.cell for each in form.remarks if each.kind == "own_column"] == (["B9"] if first == "一类" else [])


@pytest.mark.parametrize("behind", ["良好", "见附件"])
def test_words_behind_the_score_of_a_closing_row_leave_it_the_score(behind: str) -> None:
    """自评总分 | 92 | 良好: the only number, right beside its name."""
    assert totals(form_of(DONE, FIRST, LAST, ("自评总分", "92", behind), head=EVALUATION)) == [None, Decimal(92)]


@pytest.mark.parametrize(
    ("said", "is_said"),
    [("因汛期停办两期", True), ("三万五千元", False), ("12万元", False), ("≥5次", False), ("填报说明", False), ("无", False)],
)
def test_what_is_said_below_a_table_is_no_amount_no_target_and_no_guide(said: str, is_said: bool) -> None:
    """An amount that fell behind 其他需要说明的问题 is told as a cell that nobody read."""
    found = said_in(row(f"4:其他需要说明的问题 5:{said}").line, VOCABULARY)
    assert (None if found is None else found[1]) == (said if is_said else None)


@pytest.mark.parametrize("sample", ["例如", "示例", "例：产出指标"])
def test_a_sample_in_the_place_of_a_level_is_no_level(sample: str) -> None:
    """The row shows how one is filled: none of it stays for the rows below."""
    lines = (("", sample, "数量指标", "培训人次", "≥60"), ("", "", "质量指标", "合格率", "≥95%"))
    more = (("", "效益指标", "社会效益指标", "覆盖率", "≥80%"), ("", "满意度指标", "服务对象满意度指标", "满意率", "≥90%"))
    form = form_of(COLUMNS, *lines, *more)
    assert [found for (found,) in values(form, "level1")][-3:] == ["产出指标", "效益指标", "满意度指标"]


@pytest.mark.parametrize("beside", [(), ("无",)])
def test_a_note_under_the_names_ends_the_table(beside: tuple[str, ...]) -> None:
    """备注 alone, or with a stroke in the place of a target, is no indicator."""
    rows = (("", "产出指标", "数量指标", "植树株数", "≥60"), ("", "效益指标", "社会效益指标", "覆盖率", "≥80%"))
    assert values(form_of(COLUMNS, *rows, ("", "", "", "备注", *beside)), "level3") == [["植树株数"], ["覆盖率"]]


def test_money_that_stands_below_the_table_alone_is_read_there() -> None:
    """The goals stand above as they should; only the money was moved down."""
    form = read(drawn((*ROWS[:4], *ROWS[5:], ("项目资金（元）", "项目资金总额", "48", "年度资金申请总额", "36")))).forms[0]
    found = [(field.value, field.cell) for name in ("/funding/total", "/funding/annual") if (field := form.get(name)) is not None]
    assert (found, form.text("/annual_goal"), unread(form)) == (
        [(Decimal(48), "C11"), (Decimal(36), "E11")],
        "全年巡护河堤六十次。",
        [],
    )


def test_the_record_says_where_each_indicator_of_the_term_stands() -> None:
    """A blank has no cell, as in the indicators of the year."""
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "中期指标值", "二级指标", "三级指标", "年度指标值")
    rows = [("", "产出指标", *left, *right) for left, right in zip(_TERM, _YEAR, strict=True)]
    last = ("", "", "质量指标", "", "", "质量指标", "巡护达标率", "=98(%)")
    record = form_record(read(drawn((*ROWS[:5], header, *rows, last))).forms[0])
    assert record["term_indicators"]
    for number, each in enumerate(record["term_indicators"]):
        places = {key: record["cells"].get(f"/term_indicators/{number}/{key}") for key in each}
        assert {key for key, cell in places.items() if cell} == {key for key, value in each.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "holds"),
    [("9.5", True), ("１０．０", True), ("+3", True), ("-3", True), ("—", True), ("5分", True), ("5.", False), ("a5", False)],
)
def test_a_text_that_is_a_number(text: str, holds: bool) -> None:
    """As weights and scores are typed, in whatever width."""
    assert is_number(row(f"4:{text}").line[0]) is holds


def test_a_row_without_a_name_is_not_parted() -> None:
    """A weight alone under its heading in a table with names and targets in one column."""
    weight = row("9:10").line[0]
    assert parted({"weight": weight}) == {"weight": weight}


@pytest.mark.parametrize("text", ["項目名稱", "項目名稱：", "“項目名稱”", "（項目名稱）", "1. 項目名稱"])
def test_a_label_in_long_characters_is_the_same_with_what_stands_around_it(text: str) -> None:
    """A colon, quotes, brackets or a number do not keep it from being known."""
    assert key_of(text) == "项目名称"
