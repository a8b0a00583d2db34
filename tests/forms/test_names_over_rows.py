"""What plainly goes on with the name above beside one merged target is one name; two names that share a target are two."""

from __future__ import annotations

import pytest

from tests.forms.test_trusted_headings import COLUMNS, DONE, EVALUATION, HEAD, form_of, values
from xlperf.intake.sheet import Area

_ROW = len(HEAD) + 2


def _read(first: str, second: str, number: str = "") -> tuple[list[object], list[str]]:
    """Return the names that are read of two cells below each other, and what is told, the missing unit of money aside."""
    lines = (
        ("", "产出指标", "数量指标", first, "≥60(次)"),
        (number, "", "", second),
        ("", "", "质量指标", "隐患处置率", "≥95(%)"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
    )
    merges = (Area(_ROW, 2, _ROW + 2, 2), Area(_ROW, 3, _ROW + 1, 3), Area(_ROW, 5, _ROW + 1, 5))
    form = form_of(COLUMNS, *lines, merges=merges)
    told = [each.detail["how"] for each in form.remarks if each.kind == "unsure_row"]
    others = {each.kind for each in form.remarks} - {"unit_missing", "unsure_row"}
    assert not others
    return [row[0] for row in values(form, "level3")][:-2], told


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("巡护次数", "（含夜间）"), ("巡护次数（含夜间", "及节假日）"), ("河道巡护、", "清障次数"), ("巡护人次", "和清障人次"),
        ("河道及堤防日常巡护完成", "率"), ("沿线村民对巡护的", "评价"),
    ],
)  # fmt: skip
def test_what_plainly_goes_on_is_one_name(first: str, second: str) -> None:
    """Brackets, commas, 及 and a last character leave no doubt."""
    assert _read(first, second) == ([first + second], [])


def test_a_name_too_short_for_an_indicator_goes_on_with_the_one_above_and_is_told() -> None:
    """安全 below 沿线村庄 is hardly an indicator."""
    assert _read("沿线村庄", "安全") == (["沿线村庄安全"], ["“安全”按上一行指标名称的后半截"])


@pytest.mark.parametrize(
    ("first", "second"), [("河道及沿线堤防", "日常巡护次数"), ("运行雷达站", "发布预警"), ("巡护次数", "台风过后的专项检查")]
)
def test_two_indicators_that_share_a_target_are_never_one(first: str, second: str) -> None:
    """Either may be an indicator: both are read, and that they may be one is told."""
    assert _read(first, second) == ([first, second], [f"“{second}”按另一条指标"])


def test_two_whole_names_and_a_number_of_its_own_leave_no_doubt() -> None:
    """Two whole names are two indicators, and so is what bears a number of its own."""
    assert _read("堤防巡护次数", "水闸巡护次数") == (["堤防巡护次数", "水闸巡护次数"], [])
    assert _read("河道及沿线堤防", "巡护次数", number="2") == (["河道及沿线堤防", "巡护次数"], [])


def test_rows_that_share_a_target_both_have_it() -> None:
    """One target merged over two rows is that of both, in whatever row it is typed."""
    merges = (Area(_ROW, 2, _ROW + 1, 2), Area(_ROW, 3, _ROW + 1, 3), Area(_ROW, 5, _ROW + 1, 5))
    first = ("", "产出指标", "数量指标", "运行雷达站", "≥7(座)")
    lines = (first, ("", "", "", "发布预警"), ("", "", "质量指标", "隐患处置率", "≥95(%)"))
    form = form_of(COLUMNS, *lines, merges=merges)
    assert [[str(each) for each in row] for row in values(form, "level3")] == [["运行雷达站"], ["发布预警"], ["隐患处置率"]]
    targets = [each for each in form.fields if each.name.endswith("/target")]
    shared, own = ("≥7(座)", f"E{_ROW}"), ("≥95(%)", f"E{_ROW + 2}")
    assert [(each.raw, each.cell) for each in targets] == [shared, shared, own]


def test_a_weight_of_its_own_makes_another_indicator() -> None:
    """In a self-evaluation results, weights and scores are merged over both rows of a name as well."""
    row = len(EVALUATION) + 2
    lines = (
        ("", "产出指标", "数量指标", "沿线村民对巡护的", "≥60(次)", "62次", "60", "60"),
        ("", "", "", "评价"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)", "92%", "30", "30"),
    )
    levels, results = (Area(row, 2, row + 1, 2), Area(row, 3, row + 1, 3)), (Area(row, 5, row + 1, 5), Area(row, 6, row + 1, 6))
    weights = (Area(row, 7, row + 1, 7), Area(row, 8, row + 1, 8))
    one = form_of(DONE, *lines, head=EVALUATION, merges=(*levels, *results, *weights))
    assert [each[0] for each in values(one, "level3")] == ["沿线村民对巡护的评价", "群众满意度"]
    two = form_of(DONE, *lines, head=EVALUATION, merges=(*levels, *results))
    assert [each[0] for each in values(two, "level3")] == ["沿线村民对巡护的", "评价", "群众满意度"]


def test_a_name_merged_over_two_targets_is_that_of_both() -> None:
    """Each row has its target under the one name; none is without a name."""
    lines = (
        ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
        ("", "", "", "", "≥360(公里)"),
        ("", "", "质量指标", "隐患处置率", "≥95(%)"),
    )
    merges = (Area(_ROW, 2, _ROW + 2, 2), Area(_ROW, 3, _ROW + 1, 3), Area(_ROW, 4, _ROW + 1, 4))
    form = form_of(COLUMNS, *lines, merges=merges)
    assert [each[0] for each in values(form, "level3")] == ["巡护次数", "巡护次数", "隐患处置率"]
    assert [row["target"].raw for row in form.rows] == ["≥60(次)", "≥360(公里)", "≥95(%)"]


@pytest.mark.parametrize("code", ["A1", "B11", "A1 ", "C-1.", "D", "1", "2.1", "[113]", "【113】", "(113)-"])
def test_a_level_with_the_code_of_a_system_of_indicators_is_that_level(code: str) -> None:
    """A1 产出指标 and B11数量指标（10分） are 产出指标 and 数量指标."""
    form = form_of(COLUMNS, ("", f"{code}产出指标", f"{code}数量指标（10分）", "巡护次数", "≥60(次)"))
    assert values(form, "level1", "level2") == [["产出指标", "数量指标"]]
