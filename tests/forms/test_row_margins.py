"""How sure the reading of a row is, to the point: each weight of the aligner and of its table of kinds shows in a margin."""

from __future__ import annotations

import pytest

from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.reading.alignment import KEEPS_MERGES, LEAVES_NO_BLANKS, Alignment, align
from xlperf.forms.reading.indicators.rows import LevelNames, Row, names_levels_in_every_row
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import unsure_row
from xlperf.forms.values.form_text import key_of
from xlperf.intake.sheet import Cell

KEYS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_note")
SHORT = dict(zip("12NTAWSR", KEYS, strict=True))
COLUMNS = Columns(
    {key: (place, place) for place, key in enumerate(KEYS, 4)},
    frozenset(KEYS[2:7]),
    ((12, 12),),
    frozenset(("weight", "score")),
    ("评价标准",),
)
VOCABULARY = load_vocabulary()


def row(cells: str, year: int = 2023) -> Row:
    """Return a row written as "4:产出指标 5:数量指标": sheet columns and texts; headings stand in 4 to 11, a foreign one in 12."""
    line = []
    for each in cells.split():
        column, text = each.split(":", 1)
        line.append(Spot(9, int(column), 9, int(column), Cell(text, "text"), text, key_of(text), key_of(text)))
    return Row(line, COLUMNS, LevelNames(VOCABULARY, VOCABULARY.regime_of(year)))


def reading(given: Row, steady: int = 0) -> tuple[str, str, int]:
    """Return how a row is read, how else it might be, and the margin: a letter a cell, - for none."""
    slots = COLUMNS.slots
    letters = {key: letter for letter, key in SHORT.items()} | {"": "x"}
    found = align(given.line, slots, lambda cell, slot: given._worth(cell, slots[slot].key), steady)

    def said(places: tuple[int, ...]) -> str:
        return "".join("-" if place < 0 else letters[slots[place].key] for place in places)

    return said(found.slots), said(found.rival), found.margin


@pytest.mark.parametrize(
    ("cells", "year", "steady", "best", "rival", "margin"),
    [
        ("5:60 6:健全 9:10 10:10", 2023, 0, "TAWS", "2NWS", 4),
        ("4:产出指标 5:数量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, 0, "12NTAWS", "12NTAW-", 11),
        ("4:产出指标 5:数量指标 6:巡护河堤 7:健全 8:健全 9:10 10:10 11:已补做", 2023, 0, "12NTAWSR", "12NTAWS-", 9),
        ("6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, 0, "NTAWS", "NTAW-", 11),
        ("4:巡护河堤 5:≥60次 6:62次 7:10 8:9", 2023, 0, "NTAWS", "NTAWx", 8),
        ("4:巡护河堤 5:健全 6:健全 7:10 8:9", 2023, 0, "NTAWS", "NTAWx", 8),
        ("3:质量指标 4:巡护合格率 5:健全 6:健全 7:10 8:9 9:因雨", 2023, 0, "2NTAWSR", "2NTAWSx", 6),
        ("4:质量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, 0, "2NTAWS", "-NTAWS", 6),
        ("4:产出指标 5:防汛任务 6:巡护河堤 7:满意 9:10 10:10", 2023, 0, "12NTWS", "1-NTWS", 4),
        ("4:产出指标 5:防汛指标 6:巡护河堤 7:满意 9:10 10:10", 2023, 0, "12NTWS", "1-NTWS", 7),
        ("4:产出 5:数量 6:巡护河堤 7:≥60次", 2023, 0, "12NT", "NTAW", 5),
        ("4:成本指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, 0, "2NTAWS", "1NTAWS", 3),
        ("4:成本指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2026, 0, "1NTAWS", "1NTAW-", 11),
        ("4:成本指标 5:巡护河堤 6:≥60次 7:62次 8:10 9:10", 2023, 0, "2NTAWS", "2NTAWx", 8),
        ("4:成本指标 5:巡护河堤 6:≥60次 7:62次 8:10 9:10", 2026, 0, "1NTAWS", "12NTAW", 3),
        ("4:产出指标 5:数量指标 6:每年慰问 8:62次", 2023, 0, "12NA", "12TA", 4),
        ("4:产出指标 5:数量指标 6:巡护场次 7:巡护场次 8:数量指标", 2023, 0, "12NTA", "12N-A", 9),
        ("4:产出指标 5:数量指标 6:巡护河堤 7:≥60次 9:62次 10:10 11:10", 2023, 0, "12NTAWS", "12NTWSR", 8),
        ("5:满意度指标 6:服务对象满意度指标 7:居民满意度 8:≥90% 9:91% 10:10 11:10", 2023, 0, "12NTAWS", "12NTAWx", 8),
        ("4:产出指标 5:数量指标 6:巡护河堤 8:62次 9:10 10:10 13:请补报", 2023, 0, "12NAWS-", "12NTAWx", 3),
        ("2:绩效 4:产出指标 5:数量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, 0, "-12NTAWS", "-12NTAW-", 11),
        ("4:产出指标 5:数量指标", 2023, 0, "12", "1A", 13),
        ("6:/ 7:/", 2023, 0, "NT", "TA", 4),
        ("4:巡护河堤 5:≥60次 7:10 8:9 12:按次计分", 2023, 0, "NTWSx", "NTWSR", 1),
        ("3:巡护河堤 5:健全 7:10 8:9", 2023, 0, "NTWS", "NAWS", 1),
        ("6:11月底前 7:巡护河堤 8:62次 9:因雨 10:健全", 2023, 0, "TAWSR", "-NTAW", 1),
        ("4:数量指标 5:产出指标 6:≥3% 7:≥60次", 2023, 0, "2NTA", "2-TA", 6),
        ("8:62次 9:≥60次 10:巡护次数 11:数量指标", 2023, 0, "TARx", "NTAW", 2),
        ("4:产出指标 5:数量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, LEAVES_NO_BLANKS, "12NTAWS", "12NTAW-", 15),
        ("4:产出指标 5:数量指标 6:巡护河堤 7:健全 8:健全 9:10 10:10 11:已补做", 2023, LEAVES_NO_BLANKS, "12NTAWSR", "12NTAWS-", 13),
        ("6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, LEAVES_NO_BLANKS, "NTAWS", "NTAW-", 15),
        ("4:巡护河堤 5:≥60次 6:62次 7:10 8:9", 2023, LEAVES_NO_BLANKS, "12NTA", "NTAWS", 3),
        ("4:巡护河堤 5:健全 6:健全 7:10 8:9", 2023, LEAVES_NO_BLANKS, "12NTA", "1-NTA", 8),
        ("3:质量指标 4:巡护合格率 5:健全 6:健全 7:10 8:9 9:因雨", 2023, LEAVES_NO_BLANKS, "2NTAWSR", "-12NTAW", 1),
        ("4:质量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, LEAVES_NO_BLANKS, "2NTAWS", "1NTAWS", 2),
        ("4:产出指标 5:防汛任务 6:巡护河堤 7:满意 9:10 10:10", 2023, LEAVES_NO_BLANKS, "12NTWS", "1-NTWS", 8),
        ("4:产出指标 5:数量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10", 2023, KEEPS_MERGES, "12NTAWS", "12NTAW-", 13),
        ("4:巡护河堤 5:≥60次 6:62次 7:10 8:9", 2023, KEEPS_MERGES, "NTAWS", "12NTA", 7),
        ("5:满意度指标 6:服务对象满意度指标 7:居民满意度 8:≥90% 9:91% 10:10 11:10", 2023, KEEPS_MERGES, "12NTAWS", "2NTAWSR", 0),
    ],
)
def test_how_sure_a_reading_is(cells: str, year: int, steady: int, best: str, rival: str, margin: int) -> None:
    """The reading, its rival and the margin between them, slipped or not, in a table with its merged cells or without."""
    assert reading(row(cells, year), steady) == (best, rival, margin)


def test_a_reading_under_a_heading_of_the_bureaus_own_is_told_by_its_name() -> None:
    """Not every slot is a column of the layout: the other reading has the cell under 评价标准."""
    given = row("6:11月底前 7:巡护河堤 8:62次 9:因雨 12:健全")
    found = Alignment((2, 3, 4, 7, 8), (2, 3, 4, 8, -1), 1)
    (told,) = unsure_row(given.line, found, COLUMNS.slot_titles({"deviation_note": "偏差原因"}))
    how, other = "“因雨”按偏差原因、“健全”按评价标准", "“因雨”按评价标准、“健全”不算表内内容"
    assert (told.cell, dict(told.detail)) == ("I9", {"row": "9", "how": how, "other": other, "margin": "1"})


def test_only_a_row_in_its_place_is_not_aligned() -> None:
    """A cell beside the table, two under one heading, or a blank one: such a row is looked at, in a steady table too."""
    whole = "4:产出指标 5:数量指标 6:巡护河堤 7:≥60次 8:62次 9:10 10:10"
    assert row(whole).aligned(steady=False) is None
    for cells, steady in ((f"{whole} 13:请补报", False), (f"{whole} 13:请补报", True), (whole.removesuffix(" 10:10"), False)):
        assert row(cells).aligned(steady) is not None
    assert row(whole.removesuffix(" 10:10")).aligned(steady=True) is None


@pytest.mark.parametrize(
    ("rows", "is_whole"),
    [
        (["4:产出指标 5:数量指标 6:巡护河堤"] * 3, True),
        (["4:产出指标 5:数量指标 6:巡护河堤"] * 3 + ["4:效益指标 5:社会效益指标"], True),
        (["4:产出指标 5:数量指标 6:巡护河堤"] * 3 + ["4:效益指标"], True),
        (["4:产出指标 5:数量指标 6:巡护河堤"] * 3 + ["5:质量指标 6:合格率 7:≥95%"], False),
        (["4:产出指标 6:巡护河堤 7:≥60次"] * 3 + ["4:产出指标 5:数量指标 6:巡护河堤"], False),
        (["4:产出指标 5:数量指标 6:巡护河堤"] * 2, False),
    ],
    ids=["all", "a-short-row", "a-heading-row", "a-merged-level", "one-only", "two-rows"],
)
def test_every_row_of_a_table_without_merges_names_its_levels(rows: list[str], is_whole: bool) -> None:
    """Three rows of three cells or more, each with both levels; a row of fewer cells, a heading between them, says nothing."""
    assert names_levels_in_every_row([row(each) for each in rows]) is is_whole
