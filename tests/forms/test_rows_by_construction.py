"""Rows with random columns, widths and slips, whose right reading is known since it was there before they slipped."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.reading.indicators.rows import LevelNames, Row
from xlperf.forms.reading.indicators.table_columns import Columns
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.line_remarks import unsure_row
from xlperf.forms.values.form_text import key_of
from xlperf.intake.sheet import Cell

VOCABULARY = load_vocabulary()
LEVELS = {
    2023: [("产出指标", "数量指标"), ("产出指标", "成本指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")],
    2026: [("成本指标", "经济成本指标"), ("产出指标", "质量指标"), ("满意度指标", "服务对象满意度指标")],
}
LABELS = {key: key for key in ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_note")}
NAMES = ("巡护河堤次数", "灯箱更换", "居民满意度", "2号泵房改造", "全年巡检场次", "防汛物资储备", "汛期值守")
PHRASES = ("≥60(次)", "98%", "11月底前", "≤30分钟", "3次/月", "=0(起)", "每季度")
WORDS = ("有序开展", "健全", "是", "明显改善")
NUMBERS = ("10", "5.5", "8", "12分")
REASONS = ("因雨推迟，已补做。", "供货延期")
EVALUATION = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_note")
DECLARATION = ("level1", "level2", "level3", "target")


@dataclass(frozen=True)
class Drawn:
    """A row as it stands on a sheet, and what it is."""

    row: Row
    right: dict[str, str]


@st.composite
def columns(draw: st.DrawFn) -> Columns:
    """Return the columns of a table, from sheet column 5 on: with results, with a foreign one, of any width."""
    keys = list(draw(st.sampled_from((DECLARATION, EVALUATION))))
    if "score" in keys and draw(st.booleans()):
        keys.remove("deviation_note")
    if draw(st.booleans()):
        keys.insert(draw(st.integers(len(DECLARATION), len(keys))), "")
    start, windows, others = 5, {}, []
    for key in keys:
        extent = start, start + draw(st.integers(0, 2))
        start = extent[1] + 1
        if key:
            windows[key] = extent
        else:
            others.append(extent)
    wanted = frozenset({"level3", "target", "actual", "weight", "score"} & windows.keys())
    return Columns(windows, wanted, tuple(others), frozenset({"weight", "score"} & windows.keys()))


@st.composite
def texts(draw: st.DrawFn, kinds: Columns, year: int) -> dict[str, str]:
    """Return the texts of a row by column: it may carry its levels, or stand below them."""
    found = dict(zip(("level1", "level2"), draw(st.sampled_from(LEVELS[year])), strict=True))
    for key in draw(st.sampled_from((("level1", "level2"), ("level1",), ()))):
        found.pop(key)
    found["level3"] = draw(st.sampled_from(NAMES))
    found["target"] = draw(st.sampled_from(PHRASES + WORDS))
    for key, values in (("actual", PHRASES + WORDS), ("weight", NUMBERS), ("score", NUMBERS), ("deviation_note", REASONS)):
        if key in kinds.windows and (key != "deviation_note" or draw(st.booleans())):
            found[key] = draw(st.sampled_from(values))
    return found


@st.composite
def rows(draw: st.DrawFn, slips: bool) -> Drawn:
    """Return a row under its headings, or slipped: levels and name by as much as what follows, or farther left."""
    year = draw(st.sampled_from(tuple(LEVELS)))
    kinds = draw(columns())
    right = draw(texts(kinds, year))
    tail = draw(st.integers(-2, 0)) if slips else 0
    front = tail - draw(st.integers(0, 1)) if slips else 0
    places = [slot.left for slot in kinds.slots]
    line, last = [], 0
    for index, slot in enumerate(kinds.slots):
        if slot.key not in right:
            continue
        logical = index + (front if slot.key in ("level1", "level2", "level3") else tail)
        column = max(last + 1, places[logical] if logical >= 0 else places[0] + logical)
        last = column
        text = right[slot.key]
        line.append(Spot(9, column, 9, column, Cell(text, "text"), text, key_of(text), key_of(text)))
    return Drawn(Row(line, kinds, LevelNames(VOCABULARY, VOCABULARY.regime_of(year))), right)


def read(drawn: Drawn, steady: bool) -> dict[str, str]:
    """Return what is read of a row."""
    return {key: spot.text for key, spot in drawn.row.placed(drawn.row.aligned(steady)).items()}


@settings(max_examples=100, deadline=None)
@given(rows(slips=False), st.booleans())
def test_a_row_under_its_headings(drawn: Drawn, steady: bool) -> None:
    """Whatever its cells say, each is read under its own heading."""
    assert read(drawn, steady) == drawn.right


@settings(max_examples=200, deadline=None)
@given(rows(slips=True))
def test_a_row_that_slipped(drawn: Drawn) -> None:
    """What it was before it slipped is read; where another reading is as good, a remark tells both."""
    found = drawn.row.aligned(steady=False)
    assert read(drawn, steady=False) == drawn.right or (
        found is not None and list(unsure_row(drawn.row.line, found, drawn.row.columns.slot_titles(LABELS))) != []
    )
