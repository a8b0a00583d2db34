"""What a unit wrote settles a finding only where it explains it, and only as long as the finding says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import finding
from xlperf.forms.file_result import FileResult
from xlperf.intake.notice_reading import ReturnedNotice
from xlperf.rules.facts.words.reasons import explains
from xlperf.rules.finding import Finding
from xlperf.run.approvals import EarlierAnswer, with_earlier_answers
from xlperf.run.unit_answers import with_words

_FORM = declaration(file="表.xlsx")
_MET = "“检修次数”完成 47次、目标 ≥48(次)，未完成但得了满分。"


def _found(message: str = _MET, explanation: str = "", because: str | None = None) -> Finding:
    plain = replace(finding(_FORM), fingerprint="a", cell="H12", found="20", message=message, explainable=True)
    return replace(plain, severity="warning", explanation=explanation, because=because)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        *("已改", "已修改。", "已按要求修改", "无", "同意", "收到", "是", "后续改正", "见附件", "/"),
        *("已改为 92%", "已改好，请核对。", "我单位已按退回意见逐条修改完成", "好的", "无异议", "已改正，下次注意", "已改\n收到"),
    ],
)
def test_words_that_explain_nothing_settle_nothing(answer: str) -> None:
    """已改 beside a cell that stands as before contradicts itself; the words are kept, the finding stays open."""
    assert not explains(answer)
    (now,) = with_words([_found()], {"a": answer})
    assert (now.explanation, now.because) == (answer, None)


@pytest.mark.parametrize(
    "answer",
    [
        *("属实，因新增两个班级", "经核实无误", "尾差一元，请予通过。", "属实", "雨季停工", "政策调整", "合同已签，按合同", "同上"),
        "已与财政局沟通，同意按此填报",
        *("已改\n单位是册，表里写不下", "无此类情况，设备由上级统一配发", "该项为固定格式，无法修改", "因人员调整"),
    ],
)
def test_words_that_explain_settle(answer: str) -> None:
    """However short they are."""
    (now,) = with_words([_found()], {"a": answer})
    assert (now.explanation, now.because) == (answer, "explained")


@pytest.mark.parametrize(
    ("message", "is_open", "because"),
    [
        (_MET, False, "explained"),
        (_MET.replace("47", "3"), False, None),
        (_MET.replace("未完成但得了", "没有完成却得"), False, "explained"),
        (_MET, True, None),
    ],
)
@pytest.mark.parametrize("came_back", [False, True])
def test_an_explanation_is_of_the_figures_that_it_explained(
    message: str, is_open: bool, because: str | None, came_back: bool
) -> None:
    """Whether the unit sends a file of its own or the same copy with its old notice in it."""
    notices = (ReturnedNotice("表.xlsx", "", ()),) if came_back else ()
    files = [FileResult("表.xlsx", "read", forms=(_FORM,), notices=notices)]
    words = "属实，因新增两个班级"
    now = _found(message, words, "explained") if came_back else _found(message)
    earlier = {"a": EarlierAnswer(words, "20", _MET, is_open)}
    (then,) = with_earlier_answers([now], files, earlier)
    assert then.because == because


def test_new_words_of_a_copy_that_came_back_are_about_the_new_figures() -> None:
    """What the unit writes now it writes of what stands there now."""
    files = [FileResult("表.xlsx", "read", forms=(_FORM,), notices=(ReturnedNotice("表.xlsx", "", ()),))]
    now = _found(_MET.replace("47", "3"), "三座泵站停用", "explained")
    assert with_earlier_answers([now], files, {"a": EarlierAnswer("属实，因新增两个班级", "20", _MET)}) == (now,)


@pytest.mark.parametrize(
    ("rule", "cell", "message", "shown", "because"),
    [
        ("SELF-012", "H21", _MET, True, "explained"),
        ("SELF-012", "H21", _MET.replace("47", "3"), True, None),
        ("SELF-012", "H22", _MET, False, None),
        ("SELF-011", "H21", _MET, False, None),
    ],
)
def test_words_about_a_project_that_has_another_name_now_are_kept(
    rule: str, cell: str, message: str, shown: bool, because: str | None
) -> None:
    """The same rule in the same cell of the same file; what settles nothing any more is shown, and not lost."""
    now = replace(_found(message), rule=rule, cell=cell, file="表.xlsx", sheet="表")
    earlier = {"gone": EarlierAnswer("属实，因新增两个班级", "20", _MET, place=("SELF-012", "表.xlsx", "表", "H21"))}
    (then,) = with_earlier_answers([now], [FileResult("表.xlsx", "read", forms=(_FORM,))], earlier)
    assert (then.explanation != "", then.because) == (shown, because)
