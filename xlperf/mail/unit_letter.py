"""Letters to the units: what goes back to them (退回), and what they still owe (催报); one a unit, nothing of another in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage

from xlperf.data.words import DEMANDS, FORM_KINDS, OR_EXPLAIN
from xlperf.mail.message import Attachment, Envelope, compose
from xlperf.mail.wording import Block, Line
from xlperf.rules.finding import Finding

_MOST_FINDINGS = 30
"""Beyond these the letter points to the attachment."""

_WHAT_TO_DO = (
    "附件里标了颜色的单元格需要改正，逐条的说明在“退回说明”工作表里。"
    "属实、不用改的，在“单位说明”一列写明情况；“必须修改”的写了说明也仍须改正。改好后把附件连同“退回说明”一起发回。"
)


@dataclass(frozen=True, slots=True)
class LetterFile:
    """One file that a letter is about.

    Attributes:
        file: its name; findings: as its unit may read them, worst first.
        attachments: names and bytes of what goes with the letter: the marked copy, or only a notice.
        is_read: False for a file in which no form could be read: it must be sent anew.
        waiting_since: the day on which it went back before, where it has not come back since.
    """

    file: str
    findings: tuple[Finding, ...]
    attachments: tuple[Attachment, ...] = ()
    is_read: bool = True
    waiting_since: date | None = None


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """A project whose declaration came and whose self-evaluation did not, and what the unit is to do about it."""

    project: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class UnitLetter:
    """All that one unit is written.

    Attributes:
        unit: 实施单位, empty where nobody can tell whose a file is.
        contact: 联系人 of the roster; to: its addresses.
        files: what goes back to it.
        missing: projects that it has not handed in; nothing: it has handed in nothing at all.
        evaluations: projects that it has declared and not evaluated.
        deadline: until when; None when nothing is said.
    """

    unit: str
    contact: str = ""
    to: tuple[Address, ...] = ()
    files: tuple[LetterFile, ...] = ()
    missing: tuple[str, ...] = ()
    nothing: bool = False
    evaluations: tuple[Unevaluated, ...] = ()
    deadline: date | None = None

    @property
    def is_reminder(self) -> bool:
        """True for a 催报: nothing goes back with it."""
        return not self.files


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the department, what the forms are for, and who is asked for help."""

    department: str
    year: int | None
    address: Address | None = None
    contact: str = ""


def unit_draft(letter: UnitLetter, sender: Sender) -> EmailMessage:
    """Return a letter as a draft: the same bytes for the same letter, whatever stands in the names."""
    attachments = tuple(each for file in letter.files for each in file.attachments)
    unit = f"（{letter.unit}）" if letter.unit else ""
    subject = f"{'催报' if letter.is_reminder else '退回修改'}：{_year(sender)}绩效表{unit}"
    envelope = Envelope(letter.to, (), sender.address, subject)
    return compose(subject, tuple(_blocks(letter, sender)), attachments, envelope)


def _year(sender: Sender) -> str:
    return f"{sender.year}年度" if sender.year else ""


def _blocks(letter: UnitLetter, sender: Sender) -> Iterator[Block]:
    yield Block("", (Line(f"{letter.contact or letter.unit or '您好'}："), *_opening(letter, sender)))
    if letter.missing or letter.nothing or letter.evaluations:
        yield Block("还没有报送", tuple(_missing(letter)))
    for each in letter.files:
        yield Block(each.file, tuple(_file(each)))
    if letter.nothing or letter.missing:
        yield Block("", (Line("本年没有这类项目的，也请回复“本年无项目”，或报一张注明“本年无项目”的表。"),))
    closing = [Line(sender.department)] if sender.department else []
    if sender.contact:
        closing.insert(0, Line(f"有疑问请联系：{sender.contact}"))
    if closing:
        yield Block("", tuple(closing))


def _opening(letter: UnitLetter, sender: Sender) -> Iterator[Line]:
    until = f"请于 {_day(letter.deadline)} 前" if letter.deadline else "请尽快"
    if letter.is_reminder:
        yield Line(f"{_year(sender)}绩效表还没有收齐，{until}报来。")
        return
    unread = sum(not each.is_read for each in letter.files)
    if unread < len(letter.files):
        yield Line(f"报来的表有需要改正的地方，现退回，{until}改正并发回。")
        yield Line(_WHAT_TO_DO)
    if unread:
        yield Line(f"有 {unread} 个文件没有读出表来，{until}重新报送（见下）。")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _missing(letter: UnitLetter) -> Iterator[Line]:
    if letter.nothing and not letter.missing:
        yield Line("· 贵单位的表还没有收到。")
    for each in letter.missing:
        yield Line(f"· {each}")
    for project in letter.evaluations:
        yield Line(f"· {project.project}（{FORM_KINDS['self_evaluation']}）：{project.what_to_do}")


def _file(file: LetterFile) -> Iterator[Line]:
    if file.waiting_since:
        yield Line(f"{_day(file.waiting_since)}已退回过一次，还没有交回，请尽快改正并发回。", strong=True)
    for number, each in enumerate(file.findings[:_MOST_FINDINGS], 1):
        demand = DEMANDS[each.severity] + (OR_EXPLAIN if each.explainable and each.severity != "info" else "")
        where = " ".join(part for part in (each.project, each.sheet, each.cell) if part)
        yield Line(f"{number}. 【{demand if file.is_read else '请重新报送'}】{where + '：' if where else ''}{each.message}", 1)
        if each.suggestion:
            yield Line(f"　{each.suggestion}", 2)
        if each.explanation:
            yield Line(f"　贵单位已说明：{each.explanation}", 2)
    if len(file.findings) > _MOST_FINDINGS:
        yield Line(f"另有 {len(file.findings) - _MOST_FINDINGS} 条，见附件中的“退回说明”。", 1)


def letter_names(letters: Sequence[UnitLetter]) -> tuple[str, ...]:
    """Return the names of the drafts, before they are made fit for a disk: what each is, and to whom."""
    return tuple(f"{'催报' if each.is_reminder else '退回'}-{each.unit or '单位不明'}.eml" for each in letters)
