"""Answers to findings that are alike: by what stood there, by their order while none is gone, else told as fitting none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.builders import declaration
from tests.summary.batches import finding
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.intake.notice_reading import NoticeLine, ReturnedNotice
from xlperf.rules.finding import Finding
from xlperf.run import unit_answers
from xlperf.run.fingerprint import unnumbered, with_fingerprints
from xlperf.run.unit_answers import Answered, answered

_FORM = declaration(file="表.xlsx")


def _alike(*found: str) -> tuple[Finding, ...]:
    """Return findings of one rule about one field, told apart by what stands there alone."""
    many = (replace(finding(_FORM), found=text, message=f"“{text}”不对。", explainable=True) for text in found)
    return with_fingerprints(many, [FileResult("表.xlsx", "read", forms=(_FORM,))])


def _line(of: Finding, answer: str, code: str | None = None) -> NoticeLine:
    return NoticeLine(of.fingerprint if code is None else code, of.project, of.label, of.found, of.message, answer)


def _told(now: Sequence[Finding], lines: Sequence[NoticeLine]) -> tuple[list[str], list[object]]:
    """Return the explanation of each finding, and the fate of each answer that came to none."""
    file = FileResult("表.xlsx", "read", forms=(_FORM,), notices=(ReturnedNotice("表.xlsx", "", tuple(lines)),))
    found = answered(now, [file], {})
    return [each.explanation for each in found.findings], [each.facts["fate"] for each in found.loose]


def test_answers_go_by_what_stood_in_the_cell() -> None:
    """The first was mended and the numbers have moved up: the answer to the second stays with the second."""
    then = _alike("1.00", "2.00", "3.00")
    lines = [_line(each, f"答{each.found}") for each in then]
    assert _told(_alike("3.00", "2.00"), lines)[0] == ["答3.00", "答2.00"]


def test_answers_to_the_very_same_go_by_their_order() -> None:
    """While as many are there as then, the first answer belongs to the first."""
    then = _alike("1.00", "1.00")
    assert _told(_alike("1.00", "1.00"), [_line(then[0], "甲"), _line(then[1], "乙")]) == (["甲", "乙"], [])


def test_where_one_of_the_very_same_is_gone_nobody_guesses() -> None:
    """Of two answers to the same nobody knows which was mended: both are told, and none is laid beside the finding."""
    then = _alike("1.00", "1.00")
    explained, loose = _told(_alike("1.00"), [_line(then[0], "甲"), _line(then[1], "乙")])
    assert (explained, len(loose)) == ([""], 2)


@pytest.mark.parametrize(("now", "explained"), [(("1.00", "2.00"), ["", "答"]), (("2.00", "2.00"), ["", ""])])
def test_a_line_without_a_code_goes_by_its_words(now: tuple[str, ...], explained: list[str]) -> None:
    """Where its words are said once; twice the same words are nobody's."""
    (line,) = (_line(each, "答", "") for each in _alike("2.00"))
    assert _told(_alike(*now), [line])[0] == explained


def test_a_line_without_code_and_words_is_about_nothing() -> None:
    """What the unit wrote into a blank line is told, not lost."""
    explained, loose = _told(_alike("1.00"), [NoticeLine("", "", "", "", "", "另有说明")])
    assert (explained, loose) == ([""], ["unmatched"])


def test_the_unit_or_project_written_anew_keeps_its_answers() -> None:
    """The form has another mark: rule and field say which finding was meant, where only one can be."""
    old = declaration(file="表.xlsx", project_name="旧名称")
    (then,) = with_fingerprints([finding(old)], [FileResult("表.xlsx", "read", forms=(old,))])
    assert _told(_alike("1.00"), [_line(then, "已更名")])[0] == ["已更名"]
    twice = [_line(then, "甲"), _line(replace(then, fingerprint=then.fingerprint.replace(".", ".0", 1)), "乙")]
    assert _told(_alike("1.00"), twice)[0] == [""]


@pytest.mark.parametrize(
    ("answer", "explainable", "because"), [("属实", True, "explained"), ("属实", False, None), ("——", True, None)]
)
def test_an_answer_settles_what_may_be_explained(answer: str, explainable: bool, because: str | None) -> None:
    """What must be mended stands whatever is written beside it, and strokes say nothing."""
    now = tuple(replace(each, explainable=explainable) for each in _alike("1.00"))
    file = FileResult("表.xlsx", "read", forms=(_FORM,), notices=(ReturnedNotice("表.xlsx", "", (_line(now[0], answer),)),))
    (found,) = answered(now, [file], {}).findings
    assert (found.explanation, found.because) == (answer, because)


def _returned(*notices: ReturnedNotice, now: tuple[Finding, ...] = ()) -> list[dict[str, object]]:
    file = FileResult("表.xlsx", "read", forms=(_FORM,), notices=notices)
    return [dict(each.facts) for each in answered(now, [file], {}).returned]


def test_a_file_that_came_back_is_told_once_with_what_became_of_it() -> None:
    """Whether anything in it changed since, how much is still open, how much was answered; two notices of it are one file."""
    alike = _alike("1.00", "2.00")
    lines = (_line(alike[0], "属实"), _line(alike[1], ""))
    same = ReturnedNotice("表.xlsx", content_digest((_FORM,)), lines)
    told = {"unchanged": True, "left": 1, "answers": 1, "unit": "云溪市图书馆", "project": "公共阅读推广项目"}
    assert _returned(same, replace(same, content="0" * 24), now=alike) == [told]
    assert _returned(replace(same, content="0" * 24), now=alike) == [{**told, "unchanged": False}]


def test_of_a_notice_that_names_no_content_nothing_is_said_of_the_file() -> None:
    """Somebody deleted the digest: nobody knows whether the file changed."""
    assert _returned(ReturnedNotice("表.xlsx", "", (_line(_alike("1.00")[0], "属实"),))) == []


def test_a_run_into_which_nothing_came_back_looks_for_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred thousand findings no table is made where no notice asks for one."""
    monkeypatch.setattr(unit_answers, "_Matching", lambda *_: pytest.fail("nobody answered"))
    now = _alike("1.00")
    assert answered(now, [FileResult("表.xlsx", "read", forms=(_FORM,))], {}) == Answered(now)


@pytest.mark.parametrize(("named", "fate"), [("别的.xlsx", "unmatched"), ("表.xlsx", "mended")])
def test_a_notice_sent_alone_is_about_the_file_that_it_names(named: str, fate: str) -> None:
    """Where that is here, an answer without its finding is about something mended; else nobody knows."""
    (then,) = _alike("1.00")
    alone = FileResult("退回说明.xlsx", "passed_over", notices=(ReturnedNotice(named, "", (_line(then, "已改"),)),))
    found = answered((), [FileResult("表.xlsx", "read", forms=(_FORM,)), alone], {})
    assert [each.facts["fate"] for each in found.loose] == [fate]
    assert len(found.mended) == (fate == "mended")


def test_findings_without_a_cell_are_told_apart_by_their_labels() -> None:
    """A label that is missing has no cell: what was answered about 主管部门 is no answer about 实施单位."""
    labels = ("主管部门", "实施单位", "主管部门")
    whole = [replace(finding(_FORM), cell="", label=each, message="没有找到这一栏。") for each in labels]
    codes = [unnumbered(each.fingerprint) for each in with_fingerprints(whole, [FileResult("表.xlsx", "read", forms=(_FORM,))])]
    assert (codes[0] == codes[2], codes[0] == codes[1]) == (True, False)
