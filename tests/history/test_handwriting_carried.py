"""What the clerk wrote into the last summary, laid beside the forms and findings of the next run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.forms.form import Form
from xlperf.history.handwritten import Carried, Handled, Handwritten, Remark, carried_over, carry_over, with_replaced
from xlperf.history.listed import FormPlace
from xlperf.rules.finding import Finding
from xlperf.run.approvals import Approval


def _remark(form: Form, text: str, year: str = "2025") -> Remark:
    names = form.text("/unit"), form.text("/project_name")
    return Remark(FormPlace(form.kind, year, *names, form.source.file, form.source.sheet), "A1", text)


def _handled(found: Finding, text: str = "", approval: str = "", **changes: str) -> Handled:
    place = (found.rule, found.title, found.unit, found.project, found.file, found.sheet, found.cell)
    return replace(Handled(found.fingerprint, *place, text, approval), **changes)


def test_only_an_approval_of_a_known_finding_is_one() -> None:
    """A line without 识别码 approves nothing, one without 核准 neither."""
    found = finding(declaration(), fingerprint="甲")
    lines = (_handled(found, "看过"), _handled(found, approval="核准", code=""), _handled(found, "看过", "核准：已核", code="乙"))
    assert Handwritten(handled=lines).approvals == {"乙": Approval("核准：已核")}


def test_a_remark_stays_beside_a_form_that_has_no_year() -> None:
    """A blank 年度 is as blank in the last summary; with another year it is another form, and the remark is told as left."""
    form = declaration(year=None)
    assert carry_over(Handwritten((_remark(form, "已催办", ""),)), batch_of(form)) == Carried({form.source: "已催办"})
    left = carry_over(
        Handwritten((_remark(form, "已催办", "2024"),)), batch_of(declaration(file="b.xlsx", project_name="另一个项目"))
    ).left
    assert [(each.kind, each.label, each.before, each.gone) for each in left] == [("手写留存", "备注", "已催办", True)]


def test_what_is_written_beside_a_finding_follows_it_into_every_version() -> None:
    """The same fingerprint in two files is one finding, and both bear the note; a blank one writes nothing."""
    old, new = (finding(declaration(file=file), fingerprint="甲") for file in ("旧.xlsx", "新.xlsx"))
    batch = batch_of(declaration(file="旧.xlsx"), declaration(file="新.xlsx"), findings=(old, new))
    carried = carry_over(Handwritten(handled=(_handled(old, "已电话通知"),)), batch)
    assert carried.handled == {("旧.xlsx", "甲"): "已电话通知", ("新.xlsx", "甲"): "已电话通知"}
    assert carry_over(Handwritten(handled=(_handled(old),)), batch) == Carried()


def test_a_note_found_again_by_its_cell_is_not_spread_by_a_fingerprint_that_it_never_had() -> None:
    """Where only rule and cell are the same the note stays in that cell: another file with the new fingerprint gets none."""
    here, there = (finding(declaration(file=file), fingerprint="新") for file in ("甲.xlsx", "乙.xlsx"))
    batch = batch_of(declaration(file="甲.xlsx"), declaration(file="乙.xlsx"), findings=(here, there))
    carried = carry_over(Handwritten(handled=(_handled(here, "已电话通知", code="旧"),)), batch)
    assert carried.handled == {("甲.xlsx", "新"): "已电话通知"}


def test_a_line_whose_fingerprint_was_wiped_is_found_by_its_cell() -> None:
    """The clerk emptied the column 识别码: rule, file, sheet and cell still say which finding it was."""
    found = finding(declaration(), fingerprint="甲")
    batch = batch_of(declaration(), findings=(found,))
    assert carry_over(Handwritten(handled=(_handled(found, "已改", code=""),)), batch).handled == {(found.file, "甲"): "已改"}


def test_of_several_summaries_only_what_none_of_them_has_is_left() -> None:
    """One summary was the last of two parts: what one part took is not left in the other; the rest is told once."""
    forms = [declaration(file=f"{name}.xlsx", project_name=name, department=name) for name in ("甲项目", "乙项目")]
    gone = declaration(file="丙.xlsx", project_name="丙项目")
    written = Handwritten(tuple(_remark(each, each.text("/project_name")) for each in (*forms, gone)))
    carried = carried_over([written, written], [batch_of(each) for each in forms])
    assert [dict(each.remarks) for each in carried] == [{each.source: each.text("/project_name")} for each in forms]
    assert [[change.before for change in each.left] for each in carried] == [["丙项目"], []]
    assert carried_over([], []) == ()
    apart = carried_over(
        [Handwritten((_remark(gone, "丙"),)), Handwritten((_remark(gone, "丙"),))], [batch_of(each) for each in forms]
    )
    assert [len(each.left) for each in apart] == [1, 1]


@pytest.mark.parametrize(
    ("remark", "handled", "is_new", "left", "stands"),
    [
        ("已催办", ("看过", "核准"), False, [], ("已催办", "看过")),
        ("另催", ("问过", "不予核准"), False, ["另催", "问过", "不予核准"], ("已催办", "看过")),
        ("", ("", ""), False, [], ("已催办", "看过")),
        ("已催办", ("看过", "核准"), True, ["核准"], ("已催办", "看过")),
        ("", ("", "核准"), True, ["核准"], ()),
        ("", ("", ""), True, [], ()),
    ],
)
def test_what_a_replaced_summary_says_otherwise_than_the_last_one_is_left(
    remark: str, handled: tuple[str, str], is_new: bool, left: list[str], stands: tuple[str, ...]
) -> None:
    """The last one's words stand; where it has none the others do, but nothing is approved that it does not approve."""
    form = declaration()
    found = finding(form, fingerprint="甲")
    batch = batch_of(form, findings=(found,))
    last = Handwritten() if is_new else Handwritten((_remark(form, "已催办"),), (_handled(found, "看过", "核准"),))
    replaced = Handwritten((_remark(form, remark),) if remark else (), (_handled(found, *handled),))
    both = with_replaced(carry_over(last, batch), last, replaced, batch)
    assert [each.before for each in both.left] == left
    assert (*both.remarks.values(), *both.handled.values()) == stands
