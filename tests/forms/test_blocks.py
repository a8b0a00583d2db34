"""Tables for several periods in one form: the year's is judged, the whole term's is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import permutations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from xlperf.forms.form import UNREAD, Form, Target
from xlperf.forms.record import form_record
from xlperf.intake.sheet import Area, Cell

Line = tuple[str, ...]
_HEAD = ROWS[:5]
_YEAR = (("数量指标", "修堤长度", "≥3(公里)"), ("质量指标", "验收合格率", "=100(%)"))
_TERM = (("数量指标", "三年修堤长度", "≥9(公里)"), ("质量指标", "总验收合格率", "≥98(%)"))


def _form(*rows: Line) -> Form:
    return read(drawn((*_HEAD, *rows))).forms[0]


def _targets(form: Form, name: str) -> list[tuple[str, str, str, str]]:
    rows = form_record(form).get(name, [])
    return [(each["level1"], each["level2"], each["level3"], each["target"]["text"]) for each in rows]


def _told(form: Form) -> list[str]:
    """Return what went wrong in the table; the head of the form drawn here lacks a few labels."""
    kinds = [each.kind for each in form.remarks if each.kind in (UNREAD, "unclear_blocks", "slipped_rows")]
    headings = [each.detail["label"] for each in form.remarks if each.kind == "missing_label"]
    return kinds + [each for each in headings if "指标" in each]


_YEARS = [("产出指标", *each) for each in _YEAR]
_TERMS = [("产出指标", *each) for each in _TERM]


def _beside(over: Line, first: tuple[Line, ...], second: tuple[Line, ...], *, twice: bool = False) -> tuple[Line, ...]:
    """Draw two tables side by side, level 1 once for both or twice."""
    one = ("一级指标",) if twice else ()
    level = ("产出指标",) if twice else ()
    rows = [("", "产出指标", *left, *level, *right) for left, right in zip(first, second, strict=True)]
    return (over, ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", *one, "二级指标", "三级指标", "指标值"), *rows)


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize(("term", "year"), [("中期目标（2026年—2028年）", "年度目标"), ("实施期总体目标", "2026年度绩效目标")])
def test_tables_side_by_side_are_told_apart_by_the_headings_over_them(term: str, year: str, twice: bool) -> None:
    """The goals above name the periods; which table stands left does not matter."""
    gap = ("",) * (3 if twice else 2)
    form = _form(*_beside(("", "", term, "", *gap, year), _TERM, _YEAR, twice=twice))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS, _TERMS)
    turned = _form(*_beside(("", "", year, "", *gap, term), _YEAR, _TERM, twice=twice))
    assert (_targets(turned, "indicators"), _targets(turned, "term_indicators")) == (_YEARS, _TERMS)


@pytest.mark.parametrize("places", [(1, 4), (1, 3), (2, 4), (2, 3)])
@pytest.mark.parametrize("is_turned", [False, True])
def test_headings_over_two_tables_tell_them_apart_in_order_where_their_merges_were_lost(
    places: tuple[int, int], is_turned: bool
) -> None:
    """中期目标 and 年度目标 both over the first table: neither was read, though one stands left of the other."""
    named = ("年度目标", "中期目标（2026年—2028年）") if is_turned else ("中期目标（2026年—2028年）", "年度目标")
    over, said = [""] * 5, [""] * 5
    for place, name in zip(places, named, strict=True):
        over[place], said[place] = name, f"{name[:2]}内修堤，群众满意。"
    first, second = (_YEAR, _TERM) if is_turned else (_TERM, _YEAR)
    form = _form(("总体目标", *over[1:]), tuple(said), *_beside(("",), first, second))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS, _TERMS)


def test_the_headings_of_the_targets_name_the_periods_too() -> None:
    """中期指标值 | 年度指标值 needs no heading above."""
    rows = [("", "产出指标", *left, *right) for left, right in zip(_TERM, _YEAR, strict=True)]
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "中期指标值", "二级指标", "三级指标", "年度指标值")
    form = _form(header, *rows)
    assert (_targets(form, "indicators"), _targets(form, "term_indicators"), _told(form)) == (_YEARS, _TERMS, [])


def test_an_empty_table_of_the_term_leaves_the_years_alone() -> None:
    """A one-year project fills the right half only."""
    blank = (("", "", ""),) * 2
    form = _form(*_beside(("", "", "中期目标", "", "", "年度目标"), blank, _YEAR))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS, [])


def test_two_tables_that_name_no_period_are_told_and_not_guessed() -> None:
    """Neither is read; the remark stands at the header."""
    form = _form(*_beside(("",), _TERM, _YEAR))
    assert _targets(form, "indicators") == _targets(form, "term_indicators") == []
    assert [(each.cell, each.detail["count"]) for each in form.remarks if each.kind == "unclear_blocks"] == [("A7", "2")]


def _stacked(*tables: tuple[Line, str, tuple[Line, ...]]) -> tuple[Line, ...]:
    """Draw tables one below the other: the rows above each, its side label and its rows."""
    header = ("一级指标", "二级指标", "三级指标", "指标值")
    return tuple(
        line
        for above, side, rows in tables
        for line in (*([above] if above else []), (side, *header), *(("", "产出指标", *each) for each in rows))
    )


_NAMES = (
    ("长期绩效指标", "年度绩效指标"),
    ("实施期绩效指标", "绩效指标"),
    ("绩效指标", "年度绩效指标"),
    ("中期指标", "本年度指标"),
)


@pytest.mark.parametrize(("term", "year"), _NAMES)
def test_tables_one_below_the_other_are_told_apart_by_their_side_labels(term: str, year: str) -> None:
    """One of two names is enough."""
    form = _form(*_stacked(((), term, _TERM), ((), year, _YEAR)))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators"), _told(form)) == (_YEARS, _TERMS, [])


def test_the_order_of_stacked_tables_does_not_matter() -> None:
    """The year's may come first; a heading alone in a row above names a table as well."""
    form = _form(*_stacked((("二、年度绩效指标",), "", _YEAR), (("三、中长期绩效指标",), "", _TERM)))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators"), _told(form)) == (_YEARS, _TERMS, [])


def test_a_header_repeated_after_a_page_break_goes_on_with_the_same_table() -> None:
    """It names the same period, or none."""
    form = _form(*_stacked(((), "年度绩效指标", _YEAR), ((), "年度绩效指标", _YEAR)))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS * 2, [])


@pytest.mark.parametrize("order", list(permutations(("实施周期指标值", "本年度指标值", "指标解释"))))
def test_of_several_columns_of_targets_the_years_is_read(order: tuple[str, ...]) -> None:
    """The whole term's makes indicators of the term, a column of the bureau's own is kept, and nothing is unread."""
    cells = {"实施周期指标值": "≥9(公里)", "本年度指标值": "≥3(公里)", "指标解释": "按竣工图"}
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", *order)
    form = _form(header, *(("", "产出指标", "数量指标", name, *(cells[each] for each in order)) for name in ("修堤", "护坡")))
    assert [each[3] for each in _targets(form, "indicators")] == ["≥3(公里)"] * 2
    assert [each[2:] for each in _targets(form, "term_indicators")] == [("修堤", "≥9(公里)"), ("护坡", "≥9(公里)")]
    assert [each.value for each in form.further if each.label == "指标解释"] == ["按竣工图"] * 2
    assert _told(form) == []


def test_periods_below_one_heading_are_columns_of_targets() -> None:
    """Under a divided 指标值 the words 上年 and 本年预计 are enough; earlier years are kept, not judged."""
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值")
    form = _form(
        header, ("", "", "", "", "前年", "上年", "本年预计实现"), ("", "产出指标", "数量指标", "修堤", "1公里", "2公里", "3公里")
    )
    assert [each[2:] for each in _targets(form, "indicators")] == [("修堤", "3公里")]
    assert [(each.name, each.value) for each in form.further] == [("/indicators/0/前年", "1公里"), ("/indicators/0/上年", "2公里")]


@pytest.mark.parametrize("columns", list(permutations(("指标性质", "指标值", "度量单位"))))
def test_a_target_in_columns_of_its_own_is_put_together(columns: tuple[str, ...]) -> None:
    """Sign, number and unit become one text in any order of columns; words stay as they are, and every cell is accounted for."""
    rows = (
        {"指标性质": "大于等于", "指标值": "97", "度量单位": "%"},
        {"指标性质": "反向", "指标值": "5", "度量单位": "起"},
        {"指标性质": "定性", "指标值": "明显改善", "度量单位": ""},
        {"指标性质": "≥", "指标值": "≥3公里", "度量单位": "公里"},
    )
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", *columns)
    form = _form(
        header, *(("", "产出指标", "数量指标", f"第{n}项", *(row[each] for each in columns)) for n, row in enumerate(rows))
    )
    assert [each[3] for each in _targets(form, "indicators")] == ["≥97(%)", "≤5(起)", "明显改善", "≥3公里"]
    assert _told(form) == []


def test_a_number_disguised_as_a_day_is_put_together_with_its_sign_and_its_unit() -> None:
    """1900-04-09 under 指标值 is 100 in a cell that shows days, and is told; a real day stays the time that it is."""
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
    sheet = drawn((*_HEAD, header, ("", "产出指标", "数量指标", "修堤", "≥", "", "座"), ("", "", "时效指标", "完工", "", "", "")))
    row = len(_HEAD) + 2
    days = {
        (row, 6): Cell(datetime(1900, 4, 9), "date", "yyyy-mm-dd", stored=Decimal(100)),
        (row + 1, 6): Cell(datetime(2026, 6, 30), "date", "yyyy-mm-dd", stored=Decimal(46203)),
    }
    form = read(replace(sheet, cells={**sheet.cells, **days})).forms[0]
    assert [each[3] for each in _targets(form, "indicators")] == ["≥100(座)", "2026-06-30"]
    told = [(each.raw, each.notes) for each in form.fields if each.name.endswith("/target")]
    assert told == [("1900-04-09", ("date_format",)), ("2026-06-30", ())]


@pytest.mark.parametrize("unit", ["计量单位", "指标值单位", "目标值单位", "单位"])
def test_a_column_of_units_by_another_name(unit: str) -> None:
    """指标值单位 beside 指标值 holds its units."""
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", unit)
    form = _form(header, ("", "产出指标", "数量指标", "修堤", "≥97", "座"))
    assert ([each[3] for each in _targets(form, "indicators")], _told(form)) == (["≥97(座)"], [])


@pytest.mark.parametrize("merged", [(5, 6, 7), (5,), (7,)])
def test_a_sign_and_a_unit_merged_over_rows_count_for_each(merged: tuple[int, ...]) -> None:
    """Whichever of sign, number and unit is one merged cell of two rows, both targets have all three."""
    header = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
    whole = ("", "产出指标", "数量指标", "修堤", "≥", "21", "座")
    below = tuple("" if at + 1 in merged else each for at, each in enumerate(("", "产出指标", "数量指标", "检修", *whole[4:])))
    sheet = drawn((*_HEAD, header, whole, below))
    row = len(_HEAD) + 2
    form = read(replace(sheet, merges=(*sheet.merges, *(Area(row, at, row + 1, at) for at in merged)))).forms[0]
    assert [each[3] for each in _targets(form, "indicators")] == ["≥21(座)", "≥21(座)"]


def test_a_row_read_away_from_its_headings_is_told() -> None:
    """A row that slipped left is read by what its cells are, and a remark names it."""
    form = _form(ROWS[7], ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"), ("", "质量指标", "隐患处置率", "≥95(%)"))
    told = [(each.cell, each.detail["which"]) for each in form.remarks if each.kind == "slipped_rows"]
    assert (told, _targets(form, "indicators")[1][1:]) == ([("B8", "8")], ("质量指标", "隐患处置率", "≥95(%)"))


def test_a_goal_between_two_tables_is_read() -> None:
    """The 2011 form has each goal above its own table."""
    tables = _stacked(
        (("长期目标", "三年修堤九公里。"), "长期绩效指标", _TERM), (("年度目标", "今年修堤三公里。"), "年度绩效指标", _YEAR)
    )
    form = read(drawn((*_HEAD[:4], ("项目资金（元）", "项目资金总额", "48", "年度资金申请总额", "48"), *tables))).forms[0]
    assert (form.value("/overall_goal"), form.value("/annual_goal")) == ("三年修堤九公里。", "今年修堤三公里。")
    assert (_targets(form, "indicators"), _targets(form, "term_indicators"), _told(form)) == (_YEARS, _TERMS, [])


def test_a_heading_alone_above_a_table_is_no_goal() -> None:
    """The goal beside its label is."""
    goals = (("总体目标", "实施期目标", "", "三年修堤九公里。"), ("", "年度目标", "", "今年修堤三公里。"))
    tables = _stacked((("中期绩效指标（2026-2028年）",), "", _TERM), (("年度绩效指标（2026年）",), "", _YEAR))
    form = _form(*goals, *tables)
    assert (form.value("/annual_goal"), _targets(form, "indicators")) == ("今年修堤三公里。", _YEARS)


_MEANT = (
    *("=100%", "=6座", "=240(元/件次)", "=6000(元/人·月)", "=412(km)", "=412km", "=20(㎡)", "=20㎡", "=1:7"),
    *("=36（台）", "=3台/年", "=95(%)以上"),
)
_UNREAD = ("=B3*2", "=2*3", "=1E5*2", "=6/3", "=SUM(2,3)", "=表2!B1")
_TYPED_AS_FORMULA = [*((each, each) for each in _MEANT), *((each, None) for each in _UNREAD)]


@pytest.mark.parametrize(("typed", "text"), _TYPED_AS_FORMULA)
def test_a_target_that_a_spreadsheet_takes_for_a_formula(typed: str, text: str | None) -> None:
    """Somebody who types =100% means what it says; a formula without a stored result stays unread."""
    sheet = drawn((*_HEAD, ROWS[7], ("", "产出指标", "数量指标", "修堤长度", "x")))
    cells = sheet.cells | {(7, 5): Cell(typed, "uncached", formula=True)}
    (form,) = read(replace(sheet, cells=cells)).forms
    target = form.rows[0]["target"].value
    assert (target.text if isinstance(target, Target) else None) == text


def test_the_second_of_two_blocks_side_by_side_is_inside_the_form_without_merged_cells() -> None:
    """The form is as wide as its widest block, though nothing but its headings shows it and one column stays blank."""
    table = _beside(("", "中期目标", "", "", "", "年度目标"), _TERM, _YEAR)
    wide = [(*row[:7], "", *row[7:]) for row in table]
    rows = [(name,) if index == 0 else (name, *rest) for index, (name, *rest) in enumerate(_HEAD)]
    form = read(replace(drawn((*rows, *wide)), merges=())).forms[0]
    assert [each[3] for each in _targets(form, "indicators")] == ["≥3(公里)", "=100(%)"]


_HEADINGS = ("一级指标", "二级指标", "三级指标")


@pytest.mark.parametrize("side", ["项目绩效指标", "项目指标"])
def test_the_table_of_the_project_above_that_of_the_year_is_the_terms(side: str) -> None:
    """项目绩效指标 over 年度绩效指标, though the heading of its targets is the one that is printed for both."""
    form = _form(
        (side, *_HEADINGS, "年度(/项目)指标值"),
        *(("", *each) for each in _TERMS),
        ("年度绩效指标", *_HEADINGS, "年度(/项目)指标值"),
        *(("", *each) for each in _YEARS),
    )
    assert (_targets(form, "indicators"), _targets(form, "term_indicators"), _told(form)) == (_YEARS, _TERMS, [])


@pytest.mark.parametrize("again", ["", "项目绩效指标"])
def test_a_table_of_the_project_that_runs_over_a_page_is_one(again: str) -> None:
    """Its header comes again on the next page, with or without what stands at its side."""
    form = _form(
        ("项目绩效指标", *_HEADINGS, "年度指标值"),
        ("", *_YEARS[0]),
        (again, *_HEADINGS, "年度指标值"),
        ("", *_YEARS[1]),
    )
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS, [])


def test_a_table_of_the_project_alone_is_the_years() -> None:
    """A form with one table has what is judged there, whatever it is called."""
    form = _form(("项目绩效指标", *_HEADINGS, "指标值"), *(("", *each) for each in _YEARS))
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS, [])


@pytest.mark.parametrize("heading", ["总指标值", "全部数值"])
def test_the_targets_of_the_other_table_may_have_a_heading_that_nobody_knows(heading: str) -> None:
    """What stands twice side by side are two tables: the names of one are not those of the other's targets."""
    headings = ("绩效指标", *_HEADINGS, heading, *_HEADINGS, "年度指标值")
    form = _form(headings, ("", "产出指标", *_TERM[0], "产出指标", *_YEAR[0]))
    assert [[row[each].raw for each in ("level3", "target")] for row in form.rows] == [[*_YEAR[0][1:]]]
    assert [each.raw for each in form.further if each.name.startswith("/term_indicators/0/")][2:] == [*_TERM[0][1:]]


def test_two_tables_of_whose_targets_no_heading_is_known_are_not_parted() -> None:
    """The names are read all the same, and that there are no targets is told."""
    form = _form(("绩效指标", *_HEADINGS, "前期数值", *_HEADINGS, "本期数值"), ("", "产出指标", *_TERM[0], "产出指标", *_YEAR[0]))
    assert [row["level3"].raw for row in form.rows] == [_TERM[0][1]]


def _by_level(over: Line, *rows: Line, names: Line = ("指标名称", "指标值"), side: Line = ("绩效指标", "")) -> tuple[Line, ...]:
    """Draw parts of a table side by side: the levels over them, and rows of names and targets."""
    gap = ("",) * (len(names) - 1)
    above = tuple(cell for level in over for cell in (level, *gap))
    return ((side[0], *above), (side[1], *names * len(over)), *(("", *each) for each in rows))


_SIDE_BY_SIDE = [
    ("产出指标", None, "修堤长度", "≥3(公里)"),
    ("产出指标", None, "验收合格率", "=100(%)"),
    ("效益指标", None, "受益人数", "≥5000(人)"),
]


@pytest.mark.parametrize(
    ("over", "names"),
    [
        (("产出指标", "效益指标"), ("指标名称", "指标值")),
        (("产出指标（60分）", "效益指标（40分）"), ("三级指标", "目标值")),
        (("一、产出指标", "二、效益指标"), ("指标内容", "年度指标值")),
    ],
)
@pytest.mark.parametrize("side", [("绩效指标", ""), ("一级指标", "三级指标"), ("", "")])
def test_levels_side_by_side_over_their_names_and_targets_are_one_table(over: Line, names: Line, side: Line) -> None:
    """It is no table of the term beside one of the year, though two goals stand above; there is no second level to be missed."""
    first, second = ("修堤长度", "≥3(公里)", "受益人数", "≥5000(人)"), ("验收合格率", "=100(%)")
    form = _form(*ROWS[5:7], *_by_level(over, first, second, names=names, side=side))
    read = form_record(form)["indicators"]
    rows = [(each["level1"], each.get("level2"), each["level3"], each["target"]["text"]) for each in read]
    assert (rows, _targets(form, "term_indicators"), _told(form)) == (_SIDE_BY_SIDE, [], [])


def test_levels_side_by_side_may_have_second_levels_and_go_on_below() -> None:
    """产出 | 效益 with 二级指标 in each part, and 满意度 | 成本 in a second tier below."""
    names = ("二级指标", "三级指标", "指标值")
    first = _by_level(("产出指标", "效益指标"), (*_YEAR[0], "社会效益指标", "受益人数", "≥5000(人)"), names=names)
    below = ("服务对象满意度指标", "群众满意度", "≥90(%)", "经济成本指标", "单价", "≤8000(元)")
    second = _by_level(("满意度指标", "成本指标"), below, names=names)
    assert sorted(_targets(_form(*first, *(("", *each[1:]) for each in second)), "indicators")) == [
        ("产出指标", *_YEAR[0]),
        ("成本指标", "经济成本指标", "单价", "≤8000(元)"),
        ("效益指标", "社会效益指标", "受益人数", "≥5000(人)"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
    ]


def test_parts_of_which_one_has_no_level_are_told_once() -> None:
    """Which table it is nobody knows: not each of its cells is told besides."""
    row = ("修堤长度", "≥3(公里)", "受益人数", "≥5000(人)", "群众满意度", "≥90(%)")
    form = _form(*_by_level(("产出指标", "其他", "满意度指标"), row))
    assert [each.detail.get("part") for each in form.remarks if each.kind in (UNREAD, "unclear_blocks")] == [None, *["more"] * 6]


@pytest.mark.parametrize(
    ("term", "year"), [("长期绩效指标", "年度绩效指标"), ("实施期绩效指标", "2026年度绩效指标"), ("中期指标", "年度指标")]
)
@pytest.mark.parametrize("is_year_first", [False, True])
def test_tables_one_below_the_other_may_have_one_header(term: str, year: str, is_year_first: bool) -> None:
    """长期绩效指标 at the side of the first rows and 年度绩效指标 of the others, the headings over the first only."""
    tables = [(term, _TERM), (year, _YEAR)]
    (above, first), (below, second) = reversed(tables) if is_year_first else tables
    upper = [("", "产出指标", *first[0]), ("", "", *first[1])]
    lower = [(below, "产出指标", *second[0]), ("", "", *second[1])]
    form = _form((above, "一级指标", "二级指标", "三级指标", "指标值"), *upper, *lower)
    assert (_targets(form, "indicators"), _targets(form, "term_indicators")) == (_YEARS, _TERMS)
    assert _told(form) == []


def test_a_side_label_again_on_the_next_page_parts_no_table() -> None:
    """年度绩效指标 beside the header and once more further down, or 绩效指标 without a period above it."""
    rows = [("", "产出指标", *_YEAR[0]), ("年度绩效指标", "产出指标", *_YEAR[1])]
    for side in ("年度绩效指标", "绩效指标"):
        form = _form((side, "一级指标", "二级指标", "三级指标", "指标值"), *rows)
        assert _targets(form, "indicators") == _YEARS
