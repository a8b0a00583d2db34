"""What became of one file of the folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlperf.forms.form import Form, Remark
from xlperf.intake.containers.members import Inside
from xlperf.intake.folder import Entry
from xlperf.intake.notice_reading import ReturnedNotice

Fate = Literal["read", "refused", "passed_over"]
Notable = Literal["", "own_output", "empty_mail", "telling_mail", "telling_text"]
"""What a file is that somebody must treat or tell apart from others of its fate: a summary of ours, a mail without
attachments, a mail whose words say more than its attachments; empty for all others."""


@dataclass(frozen=True, slots=True)
class NilReturn:
    """A nil return (零报): a unit says that it has no project this year.

    Attributes:
        unit, department, year: as far as it tells them.
        text: its own words.
    """

    unit: str
    department: str
    year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file of the folder and what became of it.

    Attributes:
        file: path relative to the folder, with /.
        fate: ``read``, ``refused`` (with reason and message) or ``passed_over`` (by rule).
        sha256: hash of its bytes, empty where it was not opened.
        modified: modification time in whole seconds since 1970, for choosing versions.
        reason: refusal reason of the contract, or why it was passed over.
        message, hint: the sentence for people, and the next step.
        notable: what it is, where that matters beside its fate; nobody compares the words of reason or hint.
        forms: the forms found in it, by sheet and row.
        remarks: what the FILE rules judge.
        via: the container (压缩包、邮件) that it came in, empty for a file of the folder itself.
        inside: the way to it through the bytes of its containers.
        members: what it holds, where it is such a container; each is read as a file of its own.
        parts: the files that a summary of the level below lists, with the forms that were read out of it.
        nil: what says 本年无项目 in it.
        notices: the 退回说明 of earlier returns that came back in it, with what the unit wrote there.
        answering: what a document or a mail without a form says as one answers (经核实属实).
    """

    file: str
    fate: Fate
    sha256: str = ""
    modified: int = 0
    size: int = 0
    reason: str = ""
    message: str = ""
    hint: str = ""
    notable: Notable = ""
    forms: tuple[Form, ...] = ()
    remarks: tuple[Remark, ...] = ()
    via: str = ""
    inside: Inside = ()
    members: tuple[Entry, ...] = ()
    parts: tuple[FileResult, ...] = ()
    notices: tuple[ReturnedNotice, ...] = ()
    nil: tuple[NilReturn, ...] = ()
    answering: str = ""
