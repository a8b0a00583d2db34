"""What the department writes in the column 核准 closes a finding only where it says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.run.approvals import Approval, accepts, unheard, with_approvals


@pytest.mark.parametrize(
    "text", ["核准", "已核准。", "同意", " 核准：领导已批", "核准 √", "予以认可，见批文", "核 准：尾差", "同意核准：尾差"]
)
def test_the_word_alone_or_with_a_reason_set_off_accepts(text: str) -> None:
    """As the heading of 校验结果 asks for it."""
    assert accepts(text, is_explainable=True)


@pytest.mark.parametrize("text", ["", "不核准", "未同意", "同意退回修改", "核准？", "核准前请补材料", "请核准"])
def test_what_only_begins_like_an_approval_accepts_nothing(text: str) -> None:
    """A finding that stays open can be closed the next time; one that is closed by mistake is lost."""
    assert not accepts(text, is_explainable=True)


@pytest.mark.parametrize(("text", "closes"), [("核准", False), ("同意。", False), ("核准：市领导批示", True)])
def test_what_must_be_mended_is_accepted_only_with_a_reason(text: str, closes: bool) -> None:
    """As in a list of waivers."""
    assert accepts(text, is_explainable=False) is closes


@pytest.mark.parametrize(
    ("text", "explanation", "explainable", "because", "waived", "told"),
    [
        ("核准", "", True, None, "核准", "waived"),
        ("核准", "雨季停工", True, "explained", "核准：雨季停工", "waived"),
        ("核准：领导已批", "雨季停工", True, "explained", "核准：领导已批", "waived"),
        ("请补材料", "", True, None, "", None),
        ("核准", "", False, None, "", None),
        ("核准", "", True, "superseded", "", "superseded"),
    ],
)
def test_what_is_accepted_is_set_aside_with_its_reason(
    text: str, explanation: str, explainable: bool, because: str | None, waived: str, told: str | None
) -> None:
    """The unit's own words are the reason where the department wrote the bare word; what does not stand anyway stays as it is."""
    form = declaration()
    found = replace(finding(form), fingerprint="a", explanation=explanation, explainable=explainable, because=because)  # type: ignore[arg-type]
    other = replace(finding(form), fingerprint="b")
    batch = batch_of(form, findings=(found, other))
    decided = with_approvals(batch, {"a": Approval(text), "c": Approval("核准")}).findings
    assert (decided[0].approval, decided[0].waived, decided[0].because) == (text, waived, told)
    assert decided[1] == other
    assert with_approvals(batch, {}) is batch


@pytest.mark.parametrize(
    ("found", "expected", "holds"),
    [
        ("360000", "350000", True),
        ("360,000.00", "350,000.00", True),
        (None, None, True),
        ("990000", "350000", False),
        ("360000", "", True),
        ("360000", "340000", False),
        ("约三十六万", "350000", True),
    ],
)
def test_an_approval_is_of_the_figure_that_stood_there(found: str | None, expected: str | None, holds: bool) -> None:
    """Another figure in the same cell is another decision; words, and what the last summary did not list, decide nothing."""
    form = declaration()
    now = replace(finding(form), fingerprint="a", found="360,000.00", expected="350,000.00", explainable=True)
    batch = batch_of(form, findings=(now,))
    approvals = {"a": Approval("核准：尾差", found, expected)}
    (decided,) = with_approvals(batch, approvals).findings
    assert (decided.waived, decided.approval) == (("核准：尾差", "核准：尾差") if holds else ("", ""))
    changed = {"990000": ["核准时是 990000，现在是 360,000.00"], "360000": ["核准时应为 340000，现在应为 350,000.00"]}
    told = [] if holds else changed[str(found)]
    assert [why for _, why in unheard(batch, approvals)] == told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("核准", "必须修改的要在“核准”后面写理由"),
        ("√", "“√”不是“核准”或“核准：理由”"),
        ("核准：尾差", None),
        ("不核准", None),
        ("未核准", None),
        ("待核准", None),
        ("请核实后再报", None),
        (" ", None),
    ],
)
def test_an_approval_that_changes_nothing_is_told_unless_it_was_none(text: str, why: str | None) -> None:
    """Who wrote it believes that the finding is settled; who wrote 不核准 does not."""
    form = declaration()
    batch = batch_of(form, findings=(replace(finding(form), fingerprint="a", explainable=False),))
    assert [said for _, said in unheard(batch, {"a": Approval(text)})] == ([why] if why else [])


@pytest.mark.parametrize(
    ("changes", "now", "holds"),
    [
        ({"cell": ""}, "甲馆 汇总金额 770,000.00 与控制数 765,000.00 相差 5,000.00。", True),
        ({"cell": ""}, "甲馆 汇总金额 1,965,000.00 与控制数 765,000.00 相差 1,200,000.00。", False),
        ({"cell": ""}, "2026年度：甲馆 汇总金额 770,000.00 与控制数 765,000.00 相差 5,000.00。", True),
        ({"cell": "D11", "told": "与其他项目相同。"}, "年度总体目标与“乙校 / 展览”相同（相同文字 36 字）。", False),
        ({"cell": "E6"}, "甲馆 汇总金额 770000 与控制数 765,000 相差 5,000.0。", True),
        ({"cell": "E6"}, "甲馆 汇总金额 770,000.00 与控制数 764,999.99 相差 5,000.01。", False),
    ],
)
def test_what_is_accepted_of_no_cell_or_beside_others_is_what_the_message_says(
    changes: dict[str, str], now: str, holds: bool
) -> None:
    """A sum that has grown since, or a goal that is now like another project's, was accepted by nobody."""
    accepted = "甲馆 汇总金额 770,000.00 与控制数 765,000.00 相差 5,000.00。"
    found = replace(finding(declaration()), severity="warning", message=now, **changes)
    approval = Approval("核准", found.found, found.expected, accepted)
    assert approval.holds_for(found) is holds
    assert approval.lapsed(found) == ("" if holds else f"核准的是：{accepted}")


@pytest.mark.parametrize(
    ("then", "now", "holds"),
    [
        ("总额 1,250,000.00 ≠ 1,249,999.99，相差 0.01。", "总额 1,250,000.00 ≠ 1,150,000.00，相差 100,000.00。", False),
        ("年度金额 1,250,000.00 比上年 800,000.00 增加 56.3%。", "年度金额 1,250,000.00 比上年 60,000.00 增加 1983.3%。", False),
        ("“检修次数”扣了 0.5 分，没有填写偏差原因。", "“检修次数”扣了 20 分，没有填写偏差原因。", False),
        ("第 12 行错位，见 C12，与“甲 3月.xlsx”不同。", "第 14 行错位，见 C14，与“甲 4月.xlsx”不同。", True),
        ("“检修次数”没有填写偏差原因。", "“检修次数”没有偏差原因。", True),
    ],
)
def test_figures_that_stand_in_the_message_only_are_what_was_accepted(then: str, now: str, holds: bool) -> None:
    """The cell has its old value and 应为 is blank: only the message tells that a cent became a hundred thousand."""
    found = replace(finding(declaration()), cell="E6", message=now)
    assert Approval("核准：尾差", found.found, found.expected, then).holds_for(found) is holds
