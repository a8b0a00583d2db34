"""Whose letter a file and a missing project belong to, and what a letter says of them."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from tests.builders import declaration
from tests.summary.batches import finding
from xlperf.lists.roster import Roster, RosterEntry
from xlperf.mail.content import subject_names
from xlperf.mail.message import as_bytes
from xlperf.mail.unit_letter import LetterFile, Sender, UnitLetter, unit_draft
from xlperf.mail.unit_outbox import Outgoing, outbox
from xlperf.rules.finding import Finding
from xlperf.rules.judging.submissions import Submission
from xlperf.run.results import Batch

ROSTER = Roster((RosterEntry("甲馆"), RosterEntry("乙馆")))
OWED = Submission(("局", 2026), "甲馆", True, (), (), 0, None, 0, bound=True, named=True, missing=("展览",), missing_n=1)


def _text(message: EmailMessage) -> str:
    parsed: EmailMessage = BytesParser(policy=policy.default).parsebytes(as_bytes(message))  # type: ignore[assignment]
    part = parsed.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("units", "file", "roster", "unit", "is_own"),
    [
        (("甲馆",), "乙馆/a.xlsx", ROSTER, "甲馆", True),
        ((), "乙馆/a.xlsx", ROSTER, "乙馆", True),
        ((), "a.xlsx", ROSTER, "", False),
        ((), "乙馆/a.xlsx", None, "", False),
        (("甲馆", "乙馆"), "乙馆/a.xlsx", ROSTER, "甲馆、乙馆", False),
    ],
    ids=["forms", "path", "nobody", "no roster", "several"],
)
def test_a_file_goes_to_the_unit_whose_it_is(
    units: tuple[str, ...], file: str, roster: Roster | None, unit: str, is_own: bool
) -> None:
    """By its forms, or where none was read by its path; one of several units goes to none of them, whatever its path names."""
    sent = outbox([Outgoing(units, LetterFile(file, ()))], [OWED] if is_own and unit == "甲馆" else [], roster, None)
    (letter,) = sent.letters
    assert (letter.unit, [each.file for each in letter.files]) == (unit, [file])


@pytest.mark.parametrize(
    ("changes", "missing", "nothing"),
    [
        ({}, ("展览",), True),
        ({"declarations": (declaration(),)}, ("展览",), False),
        ({"reported_none": 1}, None, False),
        ({"bound": False}, None, False),
        ({"missing_n": 0, "missing": ()}, None, False),
        ({"unit": ""}, None, False),
        ({"named": False, "missing": ()}, (), True),
    ],
)
def test_who_owes_something_is_reminded(changes: dict[str, object], missing: tuple[str, ...] | None, nothing: bool) -> None:
    """A unit that said 本年无项目, or that no line of the roster binds, owes nothing."""
    letters = outbox([], [replace(OWED, **changes)], ROSTER, None).letters  # type: ignore[arg-type]
    assert [(each.missing, each.nothing) for each in letters] == ([] if missing is None else [(missing, nothing)])


def test_a_unit_whose_file_goes_back_has_handed_in_something() -> None:
    """What is missing is said in the same letter."""
    (letter,) = outbox([Outgoing(("甲馆",), LetterFile("a.xlsx", ()))], [OWED], ROSTER, None).letters
    assert (letter.missing, letter.nothing, letter.is_reminder) == (("展览",), False, False)


def test_a_unit_whose_file_is_still_to_be_opened_is_not_reminded() -> None:
    """What it owes may lie in there; the department is told."""
    found = outbox([], [OWED, replace(OWED, unit="乙馆")], ROSTER, None, ["甲馆/表.xlsx", "谁的.xlsx"])
    assert [each.unit for each in found.letters] == ["乙馆"]
    assert found.complaints == ("“甲馆/表.xlsx”还没有打开，没有向甲馆催报。",)


@pytest.mark.parametrize(("year", "said"), [(2026, "催报：2026年度绩效表（甲馆）"), (None, "催报：绩效表（甲馆）")])
def test_the_subject_names_the_year_where_it_is_known(year: int | None, said: str) -> None:
    """And the unit."""
    assert unit_draft(UnitLetter("甲馆", nothing=True), Sender("局", year))["Subject"] == said


NONE = "本年没有这类项目的，也请回复“本年无项目”，或报一张注明“本年无项目”的表。"


@pytest.mark.parametrize(
    ("letter", "said", "asks"),
    [
        (UnitLetter("甲馆", nothing=True), ["· 贵单位的表还没有收到。"], True),
        (UnitLetter("甲馆", missing=("展览", "讲座")), ["· 展览", "· 讲座"], True),
        (UnitLetter("甲馆", missing=("展览",), nothing=True), ["· 展览"], True),
        (UnitLetter("甲馆", files=(LetterFile("a.xlsx", ()),)), [], False),
    ],
)
def test_what_is_missing_is_listed_and_may_be_answered(letter: UnitLetter, said: list[str], asks: bool) -> None:
    """Each project, or that nothing came; a unit that has none may say so."""
    text = _text(unit_draft(letter, Sender("局", 2026)))
    assert [line for line in text.splitlines() if line.startswith("· ")] == said
    assert (NONE in text) is asks


@pytest.mark.parametrize(("characters", "words"), [(13, 1), (14, 2), (40, 3)])
def test_a_long_name_of_an_attachment_stands_in_as_few_words_as_there_must_be(characters: int, words: int) -> None:
    """Fifteen Chinese characters a word: programs decode each by itself, and none is cut."""
    name = "表" * characters + ".xlsx"
    letter = UnitLetter("甲馆", files=(LetterFile("a.xlsx", (), ((name, b"x"),)),))
    lines = as_bytes(unit_draft(letter, Sender("局", 2026))).splitlines()
    assert sum(line.count(b"=?UTF-8?B?") for line in lines) == words


@pytest.mark.parametrize(
    ("sender", "closing"),
    [
        (Sender("局", 2026, contact="何青 1234"), ["有疑问请联系：何青 1234", "局"]),
        (Sender("局", 2026), ["局"]),
        (Sender("", 2026, contact="何青 1234"), ["有疑问请联系：何青 1234"]),
        (Sender("", 2026), []),
    ],
)
def test_a_letter_closes_with_who_is_asked_and_who_writes(sender: Sender, closing: list[str]) -> None:
    """As far as the department says it."""
    lines = [line for line in _text(unit_draft(UnitLetter("甲馆", nothing=True), sender)).splitlines() if line]
    assert lines[lines.index(NONE) + 1 :] == closing


def test_a_subject_without_a_year_names_none() -> None:
    """The placeholder stands for nothing where no form says of which year it is."""
    assert subject_names(Batch((), (), ()))["year"] == ""


@pytest.mark.parametrize(
    ("found", "more"), [(30, []), (31, ["另有 1 条，见附件中的“退回说明”。"]), (33, ["另有 3 条，见附件中的“退回说明”。"])]
)
def test_thirty_findings_of_a_file_are_named(found: int, more: list[str]) -> None:
    """Each with its place, what is asked and how to mend it; the others stand in the notice."""
    findings = tuple(finding(declaration(project_name="展览"), cell=f"E{at}") for at in range(1, found + 1))
    lines = _lines_of(LetterFile("a.xlsx", findings))
    assert lines[0] == "1. 【必须修改或说明】展览 申报表 E1：年度资金申请总额与三项之和不相等。"
    assert (sum("【" in line for line in lines), lines[60:]) == (30, more)


def test_a_file_that_was_not_read_is_asked_for_anew() -> None:
    """Whatever the finding says of errors and warnings."""
    refused = Finding("FILE-001", "error", "打不开或加密", "a.xlsx", "文件设有打开密码，无法读取。")
    assert _lines_of(LetterFile("a.xlsx", (refused,), is_read=False)) == ["1. 【请重新报送】文件设有打开密码，无法读取。"]


def _lines_of(file: LetterFile) -> list[str]:
    """Return what a letter says of a file, without what it says of all."""
    text = _text(unit_draft(UnitLetter("甲馆", files=(file,)), Sender("", 2026)))
    return [line.strip() for line in text.partition("a.xlsx")[2].splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("letter", "greeting"),
    [
        (UnitLetter("甲馆", "何青", nothing=True), "何青："),
        (UnitLetter("甲馆", nothing=True), "甲馆："),
        (UnitLetter("", files=(LetterFile("a.xlsx", ()),)), "您好："),
    ],
)
def test_a_letter_greets_whom_it_knows(letter: UnitLetter, greeting: str) -> None:
    """The contact, else the unit; of a file that is nobody's neither."""
    assert _text(unit_draft(letter, Sender("局", 2026))).splitlines()[0] == greeting


UNEVALUATED = replace(
    finding(declaration()),
    rule="SUM-020",
    unit="甲馆",
    project="展览",
    addressee="department",
    reminds=True,
    suggestion="请催报自评表。",
    advice="请补报自评表；项目取消的，请说明。",
)


def test_a_unit_is_asked_for_the_self_evaluation_that_is_missing() -> None:
    """Though its declaration has settled the line of the roster."""
    (letter,) = outbox([], [replace(OWED, missing=(), missing_n=0)], ROSTER, None, (), [UNEVALUATED]).letters
    text = _text(unit_draft(letter, Sender("局", 2026)))
    assert [line for line in text.splitlines() if line.startswith("· ")] == ["· 展览（自评表）：请补报自评表；项目取消的，请说明。"]
    assert letter.is_reminder
    assert NONE not in text


def test_one_letter_asks_for_all_that_is_missing() -> None:
    """A project of which nothing came and one of which only the declaration did."""
    (letter,) = outbox([], [replace(OWED, missing=("讲座",))], ROSTER, None, (), [UNEVALUATED]).letters
    text = _text(unit_draft(letter, Sender("局", 2026)))
    assert [line.partition("：")[0] for line in text.splitlines() if line.startswith("· ")] == ["· 讲座", "· 展览（自评表）"]


def test_no_self_evaluation_is_asked_for_that_may_lie_in_a_file_not_opened_yet() -> None:
    """And none of a form that names no unit."""
    unnamed = replace(UNEVALUATED, unit="")
    found = outbox([], [], ROSTER, None, ["甲馆/自评.xlsx"], [UNEVALUATED, unnamed])
    assert (found.letters, found.complaints) == ((), ("“甲馆/自评.xlsx”还没有打开，没有向甲馆催报。",))
