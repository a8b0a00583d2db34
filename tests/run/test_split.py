"""Several departments or years: one summary each, nothing lost, nothing mixed in silence."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.builders import declaration, self_evaluation
from tests.summary.batches import batch_of, eventful, finding
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form
from xlperf.rules.judging.submissions import Submission
from xlperf.rules.judging.year_on_year import YearChange
from xlperf.run.order import in_order
from xlperf.run.results import Batch, Elsewhere
from xlperf.run.split import split_batch
from xlperf.run.unit_answers import Mended
from xlperf.summary import SummaryOptions, render_summary, summary_title


def form(name: str, department: str | None = "甲局", year: int | None = 2026, **changes: object) -> Form:
    """Return a declaration in a file of its own."""
    return declaration(file=f"{name}.xlsx", project_name=name, department=department, year=year, **changes)


def titles(batch: Batch) -> list[tuple[str, list[str]]]:
    """Return the title of each part and the projects it counts."""
    return [(summary_title(part), [each.text("/project_name") for each in part.counted]) for part in split_batch(batch)]


def test_a_batch_of_one_department_and_year_stays_as_it_is() -> None:
    """The usual folder is not touched: white space, width and （汇总） make no other department."""
    batch = batch_of(form("a"), form("b", "甲局（汇总）"), form("c", "甲 局 (汇总)"), form("d", None), form("e", year=None))
    assert split_batch(batch) == (batch,)
    assert split_batch(batch)[0] is batch


def test_a_department_in_several_spellings_keeps_its_title() -> None:
    """Code, （本级） and brackets make no second department: the title bears the spelling that most forms use."""
    batch = batch_of(form("a", "[105]甲局"), form("b", "105-甲局（汇总）"), form("c", "甲局（本级）"))
    assert titles(batch) == [("甲局2026年度项目绩效目标汇总表", ["a", "b", "c"])]


def test_each_department_and_year_has_a_summary_of_its_own() -> None:
    """In the order in which they first come up; declarations and self-evaluations of one year stay together."""
    evaluation = self_evaluation(file="e.xlsx", project_name="e", department="甲局", year=2025)
    batch = batch_of(form("a", year=2025), form("b", "乙局（汇总）"), form("c"), form("d"), evaluation)
    assert titles(batch) == [
        ("甲局2025年度项目绩效目标汇总表", ["a", "e"]),
        ("乙局2026年度项目绩效目标汇总表", ["b"]),
        ("甲局2026年度项目绩效目标汇总表", ["c", "d"]),
    ]


def test_a_blank_goes_with_the_most_that_agree_with_it() -> None:
    """A form without a year goes with its department, one without both with the majority; another department does not."""
    batch = batch_of(
        form("a"),
        form("b"),
        form("c", "乙局", 2025),
        form("d", "乙局", None),
        form("e", None, None),
        form("f", None, 2025),
        form("g", "丙局", None),
    )
    assert titles(batch) == [
        ("甲局2026年度项目绩效目标汇总表", ["a", "b", "e"]),
        ("乙局2025年度项目绩效目标汇总表", ["c", "d", "f"]),
        ("丙局项目绩效目标汇总表", ["g"]),
    ]


def test_a_stray_form_is_in_its_own_summary_and_named_in_the_other() -> None:
    """A form of another year among many vanishes from neither: each 来源核对 lists every file and says where its forms are."""
    first, stray = form("a"), form("b", year=2025)
    shared = FileResult("两年.xlsx", "read", forms=(replaced(first, "两年.xlsx"), replaced(stray, "两年.xlsx", "去年")))
    refused = FileResult("坏.xlsx", "refused", reason="damaged", message="文件已损坏。")
    whole = batch_of(first, stray)
    batch = replace(whole, files=(*whole.files, shared, refused), counted=(*whole.counted, *shared.forms))
    new, old = split_batch(batch)
    assert [each.file for each in new.files] == [each.file for each in batch.files] == [each.file for each in old.files]
    notes = {each.file: (len(each.forms), each.reason, each.message) for each in new.files}
    assert notes == {
        "a.xlsx": (1, "", ""),
        "b.xlsx": (0, "另有汇总表", "1 张表计入《甲局2025年度项目绩效目标汇总表》。"),
        "两年.xlsx": (1, "另有汇总表", "1 张表计入《甲局2025年度项目绩效目标汇总表》。"),
        "坏.xlsx": (0, "damaged", "文件已损坏。"),
    }


def test_hundreds_of_files_of_others_are_counted_not_listed() -> None:
    """A department is not told of all the files of forty others; what belongs to nobody is told to each, a copy to its owner."""
    forms = [form(f"{name}{index}", name) for name in ("甲局", "乙局", "丙局") for index in range(15)]
    refused = FileResult("坏.xlsx", "refused", reason="damaged", message="文件已损坏。")
    copy = FileResult("复件.xlsx", "passed_over", reason="identical")
    whole = batch_of(*forms)
    again = replace(finding(forms[0]), file="复件.xlsx", sheet="", cell="", form="", rule="FILE-006")
    batch = replace(whole, files=(*whole.files, copy, refused), copies={"复件.xlsx": forms[0].source.file}, findings=(again,))
    first, second, third = split_batch(batch)
    assert [each.file for each in first.files] == [*(each.source.file for each in forms[:15]), "复件.xlsx", "坏.xlsx"]
    assert [each.file for each in third.files] == [*(each.source.file for each in forms[30:]), "坏.xlsx"]
    assert first.elsewhere == Elsewhere(30, 30, ("乙局2026年度项目绩效目标汇总表", "丙局2026年度项目绩效目标汇总表"))
    assert second.elsewhere.files == 31
    assert [len(part.findings) for part in (first, second, third)] == [1, 0, 0]
    for part in (first, second, third):
        content, report = render_summary(part, SummaryOptions())
        assert report.balanced
        note = str(load_workbook(io.BytesIO(content))["来源核对"]["A2"].value)
        assert note.startswith("共 47 个文件：已读取 15 个，未能读取 1 个，按规则跳过 ")
        assert "；其余 3" in note
        others = "、".join(f"《{each}》" for each in part.elsewhere.titles)
        assert note.partition("都计入")[2].partition("。")[0] == f"{others}，列在那里"


@pytest.mark.parametrize(("count", "named"), [(1, "《甲局》"), (2, "《甲局》、《乙局》"), (3, "另外 3 个汇总表")])
def test_the_summaries_that_list_the_others_are_named_where_they_are_few(count: int, named: str) -> None:
    """A note of a dozen names would be read by nobody."""
    others = Elsewhere(9, 12, ("甲局", "乙局", "丙局")[:count])
    content, _ = render_summary(replace(batch_of(form("项目一", "丁局")), elsewhere=others), SummaryOptions())
    note = str(load_workbook(io.BytesIO(content))["来源核对"]["A2"].value)
    assert f"；其余 9 个文件的 12 张表都计入{named}，列在那里。" in note


def replaced(given: Form, file: str, sheet: str = "今年") -> Form:
    """Return the form as it stands in another file."""
    return replace(given, source=replace(given.source, file=file, sheet=sheet))


def test_a_replaced_version_goes_with_the_one_that_counts() -> None:
    """An old version with a misspelt department makes no empty summary, and is counted in none."""
    old, new, other = form("旧", "甲剧"), form("新"), form("x", "乙局")
    batch = batch_of(old, new, other)
    batch = replace(batch, counted=(new, other), superseded={old.source: new.source})
    parts = split_batch(batch)
    assert [(part.department, list(part.superseded)) for part in parts] == [("甲局", [old.source]), ("乙局", [])]


def test_findings_go_with_their_form_their_file_or_everywhere() -> None:
    """What concerns one form is not told of another; what concerns the whole folder is told in every summary."""
    first, second = form("a"), form("b", "乙局")
    about = finding(first)
    of_file = replace(about, file="b.xlsx", sheet="", cell="", form="", rule="FILE-009")
    of_refused = replace(of_file, file="坏.xlsx", rule="FILE-001")
    of_batch = replace(of_file, file="", rule="SUM-004")
    batch = batch_of(first, second, findings=(about, of_file, of_refused, of_batch))
    one, two = split_batch(batch)
    assert [each.rule for each in one.findings] == ["FUND-002", "FILE-001", "SUM-004"]
    assert [each.rule for each in two.findings] == ["FILE-009", "FILE-001", "SUM-004"]
    assert one.standing.verdict(first.source) == "退回"


def test_an_eventful_batch_is_balanced_in_every_part() -> None:
    """The proof of each summary holds, with refused, replaced and unread among them."""
    parts = split_batch(eventful())
    assert len(parts) == 2
    for part in parts:
        _, report = render_summary(part, SummaryOptions())
        assert report.balanced


_DEPARTMENTS, _YEARS = st.sampled_from(["甲局", "乙局", None]), st.sampled_from([2025, 2026, None])
_FORMS = st.lists(st.tuples(_DEPARTMENTS, _YEARS, st.integers(0, 10**6)), min_size=1, max_size=8)


@given(_FORMS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_or_counted_twice(rows: list[tuple[str | None, int | None, int]], shared: bool) -> None:
    """Every counted form and every amount is in exactly one part, whatever the departments and years."""
    forms = [form(f"项目{index}", *row[:2], annual=Decimal(row[2])) for index, row in enumerate(rows)]
    batch = batch_of(*forms)
    if shared:
        together = tuple(replaced(each, "一起.xlsx", str(index)) for index, each in enumerate(forms))
        batch = replace(batch, files=(FileResult("一起.xlsx", "read", forms=together),), counted=together)
    parts = split_batch(batch)
    assert sorted(each.source.sheet + each.source.file for part in parts for each in part.counted) == sorted(
        each.source.sheet + each.source.file for each in batch.counted
    )
    assert sum(len(file.forms) for part in parts for file in part.files) == len(forms)
    assert all(len(part.files) == len(batch.files) for part in parts)
    assert all(part.counted for part in parts)
    keys = [{(each.text("/department"), each.text("/year")) for each in part.counted} for part in parts]
    assert not [key for key in keys if len({name for name, _ in key if name}) > 1 or len({year for _, year in key if year}) > 1]


def test_forms_are_listed_in_the_order_asked_for() -> None:
    """By unit as units first come up, by category as in the 汇总表; within, as in the input."""
    batch = batch_of(
        form("a", unit="乙馆", category="其他人员类"),
        form("b", unit="甲馆", category="特定目标类"),
        form("c", unit="乙馆", category="基本支出"),
        form("d", unit="乙馆", category="特定目标类"),
    )

    def listed(order: str) -> str:
        return "".join(each.text("/project_name") for each in in_order(batch, order).counted)  # type: ignore[arg-type]

    assert listed("input") == "abcd"
    assert listed("unit") == "acdb"
    assert listed("category") == "bdac"


def test_units_stand_in_the_order_of_the_roster() -> None:
    """Those it lists first, however they are spelt; the others as they come."""
    batch = batch_of(form("a", unit="丙馆"), form("b", unit="甲馆"), form("c", unit="乙 馆"), form("d", unit="丙馆"))
    ordered = in_order(batch, "unit", ("乙馆", "丁馆", "甲馆"))
    assert [each.text("/project_name") for each in ordered.counted] == ["c", "b", "a", "d"]


def test_what_is_of_one_part_alone_goes_with_it() -> None:
    """Findings, comparisons with last year, what units owe and mended findings; what is of no part or file is in each."""
    one, two = form("a", "甲局"), form("b", "乙局")
    parts = (("甲局", 2026), ("乙局", 2026))
    of_part, of_file = (
        [replace(finding(each), sheet="", form="", cell="", **changes) for each, changes in zip((one, two), made, strict=True)]
        for made in ([{"part": part, "file": ""} for part in parts], [{}, {}])
    )
    of_none = replace(of_part[0], part=None, message="整个文件夹")
    batch = replace(
        batch_of(one, two, findings=(finding(one), *of_part, *of_file, of_none, finding(two))),
        year_changes=tuple(YearChange(part, "新增", "", name) for part, name in zip(parts, "ab", strict=True)),
        submissions=tuple(Submission(part, name, True, (), (), 0, None, 0) for part, name in zip(parts, "ab", strict=True)),
        mended=tuple(Mended("X.1.2", f"{name}.xlsx", name, "", "", "") for name in "ab"),
    )
    for index, (part, own, name) in enumerate(zip(split_batch(batch), (one, two), "ab", strict=True)):
        assert set(part.findings) == {finding(own), of_part[index], of_file[index], of_none}
        assert len(part.findings) == 4
        assert [each.project for each in part.year_changes] == [name]
        assert [each.unit for each in part.submissions or ()] == [name]
        assert [each.project for each in part.mended] == [name]
