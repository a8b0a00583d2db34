"""The rounds of a collection, kept beside the summary in ``xlperf-rounds.sqlite``: which version of each form had which
verdict, when it went back, and what it said then.  Losing the file costs this history and nothing else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from xlperf.data.system_faults import said_of
from xlperf.data.words import Verdict
from xlperf.errors import OutputError
from xlperf.forms.content_digest import content_digest
from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.history.listed import FieldState, FindingState, FormPlace, FormState, IndicatorState, Snapshot
from xlperf.run.fingerprint import form_mark
from xlperf.run.results import Batch

LEDGER_FILE = "xlperf-rounds.sqlite"
_NEWER = "由更新的 xlperf 写出"
_SAID = {
    "file is not a database": "不是退回记录",
    "database disk image is malformed": "已损坏",
    "database is locked": "正被别的程序使用",
    "attempt to write a readonly database": "没有写入权限",
}

_VERSION = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS version (
    mark TEXT NOT NULL, content TEXT NOT NULL, unit TEXT NOT NULL, project TEXT NOT NULL, file TEXT NOT NULL,
    sha256 TEXT NOT NULL, verdict TEXT NOT NULL, errors INTEGER NOT NULL, warnings INTEGER NOT NULL, PRIMARY KEY (mark, content)
);
CREATE TABLE IF NOT EXISTS returned (
    mark TEXT NOT NULL, content TEXT NOT NULL, file TEXT NOT NULL, day TEXT NOT NULL, deadline TEXT NOT NULL,
    PRIMARY KEY (mark, content)
);
CREATE TABLE IF NOT EXISTS said (mark TEXT NOT NULL, content TEXT NOT NULL, snapshot TEXT NOT NULL, PRIMARY KEY (mark, content));
"""


@dataclass(frozen=True, slots=True)
class ReturnedVersion:
    """A version of a form that went back: what it said (a digest), the day, and until when it was to be mended."""

    content: str
    day: date
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Rounds:
    """What a ledger tells.

    Attributes:
        first: the verdict of the first version of each form, by its mark.
        returned: the versions of each form that went back, in the order in which they did.
        said: what each of them said, by mark and content.
    """

    first: Mapping[str, Verdict] = field(default_factory=dict)
    returned: Mapping[str, tuple[ReturnedVersion, ...]] = field(default_factory=dict)
    said: Mapping[tuple[str, str], Snapshot] = field(default_factory=dict)

    def of_form(self, form: Form) -> tuple[ReturnedVersion, ...]:
        """Return the versions of a form that went back."""
        return self.returned.get(form_mark(form), ())

    def last_said(self, form: Form) -> Snapshot | None:
        """Return what a form said when it last went back; None where it never did, or the ledger does not know."""
        versions = self.of_form(form)
        return self.said.get((form_mark(form), versions[-1].content)) if versions else None


def copies_back(files: Iterable[FileResult], rounds: Rounds) -> Mapping[str, FileResult]:
    """Return the files in which what last went back came back as it was, with its notice, by the mark of the form.

    The copy may lie beside the old file, which then is the one that counts: both say the same.  Of several the first to come.
    """
    found: dict[str, FileResult] = {}
    for file in sorted((each for each in files if each.notices), key=lambda each: each.modified or 0):
        for form in file.forms:
            versions = rounds.of_form(form)
            if versions and versions[-1].content == content_digest([form]):
                found.setdefault(form_mark(form), file)
    return found


def is_back(form: Form, rounds: Rounds, copies: Mapping[str, FileResult]) -> bool:
    """Tell whether a form that went back came back since: it says something else, or a copy of it came with its notice.

    Args:
        form: that counts; rounds: what the ledger tells.
        copies: of ``copies_back``.
    """
    versions = rounds.of_form(form)
    return bool(versions) and (versions[-1].content != content_digest([form]) or form_mark(form) in copies)


def read_rounds(path: Path) -> Rounds:
    """Return what a ledger tells; nothing where none stands.

    Raises:
        OutputError: something stands there, and it is no ledger of xlperf or cannot be read.
    """
    if not path.is_file():
        return Rounds()
    first: dict[str, Verdict] = {}
    returned: dict[str, list[ReturnedVersion]] = {}
    try:
        with closing(_open(path)) as ledger:
            for mark, verdict in ledger.execute("SELECT mark, verdict FROM version ORDER BY rowid"):
                first.setdefault(mark, verdict)
            sent = ledger.execute("SELECT mark, content, day, deadline FROM returned ORDER BY day, rowid")
            for mark, content, day, until in sent:
                deadline = date.fromisoformat(until) if until else None
                returned.setdefault(mark, []).append(ReturnedVersion(content, date.fromisoformat(day), deadline))
            said = {
                (mark, content): _snapshot(text)
                for mark, content, text in ledger.execute("SELECT mark, content, snapshot FROM said ORDER BY rowid")
            }
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, OSError) as problem:
        raise _unreadable(path, problem) from problem
    return Rounds(first, {mark: tuple(versions) for mark, versions in returned.items()}, said)


def record_collected(path: Path, batch: Batch) -> None:
    """Keep the versions of the forms that count, with their verdicts; one that is known already stays as it is.

    Raises:
        OutputError: the ledger cannot be written.
    """
    hashes = {each.file: each.sha256 for each in batch.files}
    rows = []
    for form in batch.counted:
        counts = batch.standing.of_form(form.source)
        place = (form.text("/unit"), form.text("/project_name"), form.source.file, hashes.get(form.source.file, ""))
        found = (batch.standing.verdict(form.source), counts["error"], counts["warning"])
        rows.append((form_mark(form), content_digest([form]), *place, *found))
    _write(path, "INSERT OR IGNORE INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def record_returned(
    path: Path, files: Iterable[FileResult], day: date, deadline: date | None, said: Mapping[Source, Snapshot] | None = None
) -> None:
    """Keep which versions went back on a day and what they said; one that went back before keeps its day.

    Raises:
        OutputError: the ledger cannot be written.
    """
    until = deadline.isoformat() if deadline else ""
    sent = [(form_mark(form), content_digest([form]), file.file, form) for file in files for form in file.forms]
    rows = [(mark, content, file, day.isoformat(), until) for mark, content, file, _ in sent]
    _write(path, "INSERT OR IGNORE INTO returned VALUES (?, ?, ?, ?, ?)", rows)
    known = said or {}
    texts = [(mark, content, _text_of(known[form.source])) for mark, content, _, form in sent if form.source in known]
    _write(path, "INSERT OR IGNORE INTO said VALUES (?, ?, ?)", texts)


def _write(path: Path, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if not rows:
        return
    try:
        with closing(_open(path)) as ledger, ledger:
            ledger.executemany(statement, rows)
    except (sqlite3.Error, OSError) as problem:
        raise _unreadable(path, problem) from problem


def _open(path: Path) -> sqlite3.Connection:
    ledger = sqlite3.connect(path)
    try:
        version = ledger.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise sqlite3.DatabaseError(_NEWER)
        if version < _VERSION:
            ledger.executescript(_TABLES)
            ledger.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        ledger.close()
        raise
    return ledger


def _text_of(snapshot: Snapshot) -> str:
    return json.dumps(asdict(snapshot), ensure_ascii=False, separators=(",", ":"))


def _snapshot(text: str) -> Snapshot:
    data = json.loads(text)

    def fields(given: Iterable[Mapping[str, str]]) -> tuple[FieldState, ...]:
        return tuple(FieldState(**each) for each in given)

    return Snapshot(
        tuple(
            FormState(FormPlace(**each["place"]), each["cell"], fields(each["amounts"]), fields(each["contents"]))
            for each in data["forms"]
        ),
        tuple(
            IndicatorState(FormPlace(**each["place"]), tuple(each["levels"]), fields(each["values"]), each["cell"])
            for each in data["indicators"]
        ),
        tuple(FindingState(**each) for each in data["findings"]),
    )


def _unreadable(path: Path, problem: Exception) -> OutputError:
    why = said_of(problem) if isinstance(problem, OSError) else _SAID.get(str(problem), str(problem))
    return OutputError(f"“{path.name}”用不了（{why}），退回的轮次没有记下。", "它只记历次退回的情况，可以移走，下次从头记起。")
