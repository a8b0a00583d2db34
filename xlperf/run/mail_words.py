"""What a mail says beside its attachments: that there is no project, or something that would change what was handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.file_result import FileResult, NilReturn
from xlperf.forms.reading.nil_return import nil_words
from xlperf.intake.limits import intake_settings
from xlperf.intake.notice_elsewhere import answering_words

NIL = "本年无项目（零报）"
"""How the reason begins for which a file that says so is passed over."""

BESIDE = "里面的话没有读进表里，请核对。"
LOOK, ASIDE = "请看正文；表若在别处（云盘链接、忘了添附件），请让单位补发。", "正文的话没有读进表里，请核对。"
_SENTENCE = lazy_pattern(r"[。！!；;\n]+")
_LONGEST_QUOTE = 80


def with_mail_words(mail: FileResult, note: str, body: str) -> FileResult:
    """Return a mail with what its own words say: a nil return, or a message for whoever looks at the list of files.

    Args:
        mail: passed over, with the files that came in it.
        note: sender, time and subject.
        body: its own text.
    """
    telling = [each for each in _sentences(body) if _telling().search(each)]
    has_files = any(PurePosixPath(each.file).suffix.lower() not in intake_settings().pictures for each in mail.members)
    said = (
        None
        if has_files or telling
        else nil_words([_greeting().sub("", each) for each in [*note.replace("”", "“").split("“"), *_sentences(body)]])
    )
    if said is not None:
        nil = NilReturn("", "", said[1], f"{note}。{body}")
        return replace(mail, reason=f"{NIL}；{mail.reason}", message=_quoted(said[0]), nil=(nil,))
    if not mail.members:
        return replace(mail, message=_quoted(body), hint=LOOK, notable="empty_mail")
    mail = replace(mail, answering=answering_words(_sentences(body)))
    telling = telling or mail.answering.splitlines()
    return replace(mail, message=_quoted("；".join(telling)), hint=ASIDE, notable="telling_mail") if telling else mail


def with_text_words(document: FileResult, texts: Iterable[str]) -> FileResult:
    """Return a document without a form with what it says as one answers; it lies among the forms as a letter does."""
    said = answering_words(texts)
    if not said:
        return document
    message = f"写着{_quoted(said).removeprefix('正文：')}"
    return replace(document, answering=said, message=message, hint=BESIDE, notable="telling_text")


def _sentences(text: str) -> list[str]:
    return [each for part in _SENTENCE.split(text) if (each := part.strip())]


def _quoted(words: str) -> str:
    text = " ".join(words.split())
    return f"正文：“{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}”。" if text else "正文是空的。"


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{'|'.join(intake_settings().mail_greetings)})[，,：:\s]*)+")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile("|".join(intake_settings().mail_telling))
