"""Beside which form and which finding stands what the clerk wrote: each key by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.history.changes import Change, compare
from xlperf.history.handwritten import Handled, Handwritten, Remark, carried_over, carry_over
from xlperf.history.listed import FieldState, FindingState, FormPlace, FormState, IndicatorState, Snapshot

FORM = declaration(file="甲.xlsx", unit="甲馆", project_name="展览")
PLACE = FormPlace("declaration", "2025", "甲馆", "展览", "甲.xlsx", "申报表")


@pytest.mark.parametrize(
    ("changes", "cell", "carried"),
    [
        ({}, "A1", True),
        ({"file": "乙.xlsx", "sheet": "表", "unit": "甲 馆"}, "B2", True),
        ({"unit": "乙馆"}, "A1", True),
        ({"project": "讲座"}, "A1", True),
        ({"year": "2024"}, "A1", True),
        ({"unit": "乙馆", "project": "讲座"}, "A1", False),
        ({"kind": "self_evaluation"}, "A1", False),
        ({"unit": "乙馆"}, "B2", False),
        ({"unit": "乙馆", "file": "乙.xlsx"}, "A1", False),
        ({"project": "讲座", "sheet": "表"}, "A1", False),
        ({"year": "2024", "file": "乙.xlsx"}, "A1", False),
    ],
)
def test_a_remark_stays_with_its_form(changes: dict[str, str], cell: str, carried: bool) -> None:
    """Of the same year, unit and project wherever it stands; or else in the same place under the same unit or project."""
    written = Handwritten((Remark(replace(PLACE, **changes), cell, "已核"),))
    found = carry_over(written, batch_of(FORM))
    assert found.remarks == ({FORM.source: "已核"} if carried else {})
    assert [(each.kind, each.before, each.cell) for each in found.left] == ([] if carried else [("手写留存", "已核", cell)])


@pytest.mark.parametrize(
    ("given", "changes", "carried"),
    [
        ({"project_name": None}, {"project": ""}, True),
        ({"project_name": None}, {"project": "", "unit": "乙馆"}, False),
        ({"project_name": None}, {"project": "", "file": "乙.xlsx"}, False),
        ({"unit": None}, {"unit": ""}, True),
        ({"unit": None}, {"unit": "", "project": "讲座"}, False),
        ({"year": None}, {"year": "", "file": "乙.xlsx"}, True),
    ],
)
def test_a_blank_name_is_no_name(given: dict[str, None], changes: dict[str, str], carried: bool) -> None:
    """A form without a project, or without a unit, is known by its place and what it has."""
    form = declaration(**{"file": "甲.xlsx", "unit": "甲馆", "project_name": "展览", **given})  # type: ignore[arg-type]
    found = carry_over(Handwritten((Remark(replace(PLACE, **changes), "A1", "已核"),)), batch_of(form))
    assert bool(found.remarks) is carried


FOUND = replace(finding(FORM), fingerprint="abc")
HANDLED = Handled("abc", "FUND-002", "不平", "甲馆", "展览", "甲.xlsx", "申报表", "E6", "已电话核实", "同意")


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, []),
        ({"file": "乙.xlsx", "cell": "Z9"}, []),
        ({"found": "390"}, []),
        ({"found": "400"}, ["同意"]),
        ({"code": "xyz"}, ["同意"]),
        ({"code": "xyz", "cell": "Z9"}, ["已电话核实", "同意"]),
        ({"code": "xyz", "rule": "FUND-001"}, ["已电话核实", "同意"]),
        ({"code": "xyz", "file": "乙.xlsx"}, ["已电话核实", "同意"]),
    ],
)
def test_what_was_written_beside_a_finding_stays_with_it(changes: dict[str, str], left: list[str]) -> None:
    """By its code, or else where its rule stands in the same cell; what is left is told as it was.

    An approval is of that finding and its figure alone.
    """
    batch = batch_of(FORM, findings=(replace(FOUND, found="390.00"),))
    found = carry_over(Handwritten(handled=(replace(HANDLED, **changes),)), batch)
    assert found.handled == ({} if "已电话核实" in left else {("甲.xlsx", "abc"): "已电话核实"})
    assert [(each.before, each.gone) for each in found.left] == [(each, True) for each in left]


def test_a_finding_without_a_cell_is_known_by_its_code_alone() -> None:
    """A rule finds more than one thing in a file."""
    written = Handwritten(handled=(replace(HANDLED, code="xyz", cell=""),))
    assert carry_over(written, batch_of(FORM, findings=(replace(FOUND, cell=""),))).handled == {}


def test_of_several_batches_the_first_tells_what_none_of_them_has() -> None:
    """Where one summary was the last of all of them; where each had its own, each tells."""
    first, second = batch_of(FORM), batch_of(declaration(file="乙.xlsx", unit="乙馆", project_name="讲座"))
    gone = Remark(replace(PLACE, unit="丙馆", project="旧", file="丙.xlsx"), "A1", "旧事")
    one = Handwritten((Remark(PLACE, "A1", "已核"), gone))
    assert [[each.before for each in part.left] for part in carried_over([one, one], [first, second])] == [["旧事"], []]
    apart = carried_over([one, Handwritten((gone,))], [first, second])
    assert [[each.before for each in part.left] for part in apart] == [["旧事"], ["旧事"]]
    assert carried_over([], []) == ()


def test_a_change_has_a_difference_where_it_is_one_of_money() -> None:
    """And both amounts are numbers."""
    change = Change("金额变动", "甲馆", "展览", "申报表", "总额", "1,200.50", "1,000.00", "甲.xlsx", "表", "E6")
    assert str(change.difference) == "-200.50"
    assert (replace(change, kind="内容变动").difference, replace(change, before="").difference) == (None, None)
    assert replace(change, after="未读出").difference is None


def test_what_is_waived_is_no_new_finding_and_none_that_is_mended() -> None:
    """It is told when it is set aside, once."""
    form = FormState(PLACE, "A1", (), ())
    said = FindingState("FUND-002", "不平", "甲馆", "展览", "甲.xlsx", "申报表", "E6", "总额", "有误。", False)
    told = replace(said, waived=True)

    def kinds(before: tuple[FindingState, ...], after: tuple[FindingState, ...]) -> list[str]:
        return [each.kind for each in compare(Snapshot((form,), (), before), Snapshot((form,), (), after))]

    assert [kinds((), (said,)), kinds((said,), ()), kinds((said,), (told,))] == [["问题新增"], ["问题消除"], ["问题不计"]]
    assert [kinds((), (told,)), kinds((told,), ()), kinds((told,), (told,)), kinds((said,), (said,))] == [[], [], [], []]


@pytest.mark.parametrize(("old", "new", "cell"), [("E6", "F6", "F6"), ("E6", "", "A1"), ("", "", "A1")])
def test_what_changed_is_told_where_it_stands_now(old: str, new: str, cell: str) -> None:
    """In its own cell, or where that is not known in the first of its form."""
    before, after = (FormState(PLACE, "A1", (FieldState("总额", text, at),), ()) for text, at in (("1.00", old), ("2.00", new)))
    (change,) = compare(Snapshot((before,)), Snapshot((after,)))
    assert (change.kind, change.before, change.after, change.cell) == ("金额变动", "1.00", "2.00", cell)


@pytest.mark.parametrize(("values", "target"), [((FieldState("指标值", "≥12(场)"),), "≥12(场)"), ((), "")])
def test_an_indicator_that_came_is_told_with_its_target(values: tuple[FieldState, ...], target: str) -> None:
    """Or without one where it has none."""
    form, row = FormState(PLACE, "A1", (), ()), IndicatorState(PLACE, ("产出指标", "数量指标", "展览场次"), values, "D13")
    (change,) = compare(Snapshot((form,)), Snapshot((form,), (row,)))
    assert (change.label, change.before, change.after, change.cell) == ("展览场次", "", target, "D13")


@pytest.mark.parametrize(
    ("levels", "name"),
    [
        (("产出指标", "数量指标", "展览场次"), "展览场次"),
        (("产出指标", "数量指标", ""), "数量指标"),
        (("产出指标", "", ""), "产出指标"),
    ],
)
def test_a_target_that_changed_is_told_by_the_name_of_its_indicator(levels: tuple[str, str, str], name: str) -> None:
    """The last that it has, and at the cell of the target, or where that is not known at that of the indicator."""
    form = FormState(PLACE, "A1", (), ())

    def told(cell: str) -> Change:
        before, after = (
            IndicatorState(PLACE, levels, (FieldState("指标值", text, cell),), "D13") for text in ("≥12(场)", "≥9(场)")
        )
        (change,) = compare(Snapshot((form,), (before,)), Snapshot((form,), (after,)))
        return change

    assert (told("F13").label, told("F13").cell, told("").cell) == (f"{name}：指标值", "F13", "D13")


def test_a_finding_without_a_code_gets_no_note_of_another() -> None:
    """A code that was wiped is not the same as one that never was: only rule and cell say which finding it is."""
    written = Handwritten(handled=(replace(HANDLED, code=""),))
    bare, elsewhere = replace(FOUND, fingerprint=""), replace(FOUND, fingerprint="", cell="Z9")
    assert carry_over(written, batch_of(FORM, findings=(bare, elsewhere))).handled == {("甲.xlsx", ""): "已电话核实"}
    assert carry_over(written, batch_of(FORM, findings=(elsewhere,))).handled == {}
