"""A folder that holds several departments or years gives one summary for each, never a silent mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Form, Source
from xlperf.rules.facts.form_scores import FormScores
from xlperf.rules.finding import Finding
from xlperf.rules.judging.batch_parts import Part, parts_of
from xlperf.rules.judging.submissions import Submission
from xlperf.rules.judging.year_on_year import YearChange
from xlperf.run.results import Batch, Elsewhere
from xlperf.run.titles import departments_of, summary_title
from xlperf.run.unit_answers import Mended

ELSEWHERE = "另有汇总表"
"""Why a file that was read brings fewer forms into a summary than stand in it."""

_NAMED = 20
"""So many files that are wholly in other summaries are listed: a misspelt department shows there.  More are only counted,
else a folder of many departments would be listed whole in each summary, and each told of all the others' files."""


def split_batch(batch: Batch) -> tuple[Batch, ...]:
    """Return one batch for each department and year; a batch of one department and year as it is.

    A form whose department or year is blank goes with the most forms that agree with it
    in what it does say; rules HEAD-002 and HEAD-005 report it anyway.  A version that is
    replaced goes with the one that is counted.  Every part lists the files of its forms and those
    without a form; of a file whose forms stand (also) in another part it says so, and where many stand in others alone
    it counts them, so that the proof of each part holds and nothing is lost.  Findings about a form go with it,
    those about a file with its forms, those about a part with it; those about none of these stand in every part.

    Returns:
        the parts, in the order in which they first come up in the input.
    """
    keys = _keys(batch)
    parts = tuple(dict.fromkeys(keys.values()))
    if len(parts) <= 1:
        return (batch,)
    shares, lists = _shares(batch, keys, parts), _lists(batch, keys, parts)
    made = {part: _part(batch, part, shares[part], lists[part]) for part in parts}
    titles = {part: summary_title(each) for part, each in made.items()}
    places = _places(batch, keys)
    return tuple(_listing(each, batch.files, keys, part, titles, places) for part, each in made.items())


def count_groups(batch: Batch) -> int:
    """Return how many departments and years the forms of a batch belong to."""
    return len(set(_keys(batch).values()))


def _keys(batch: Batch) -> dict[Source, Part]:
    """Return the part of every form: as the rules saw it, or made here for a batch that was not judged."""
    return dict(batch.parts) or parts_of([form for file in batch.files for form in file.forms], batch.superseded)


def _owners(batch: Batch, keys: Mapping[Source, Part]) -> dict[str, set[Part]]:
    """Return the parts of the forms of every file; a copy is of those of the file that is kept, and what has no forms of none."""
    owners = {file.file: {keys[form.source] for form in file.forms} for file in batch.files}
    owners.update({copy: owners.get(kept, set()) for copy, kept in batch.copies.items()})
    return owners


@dataclass(slots=True)
class _Share:
    """What of a batch belongs to one part, each in the order of the whole."""

    findings: list[Finding] = field(default_factory=list)
    counted: list[Form] = field(default_factory=list)
    superseded: dict[Source, Source] = field(default_factory=dict)
    scores: dict[Source, FormScores] = field(default_factory=dict)
    mended: list[Mended] = field(default_factory=list)
    parts: dict[Source, Part] = field(default_factory=dict)
    year_changes: list[YearChange] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)


def _shares(batch: Batch, keys: Mapping[Source, Part], parts: Sequence[Part]) -> dict[Part, _Share]:
    """Return the share of every part: the batch is gone through once, however many departments it has."""
    shares = {part: _Share() for part in parts}
    own_files: dict[str, dict[Part, None]] = {}
    for source, key in keys.items():
        shares[key].parts[source] = key
        own_files.setdefault(source.file, {})[key] = None
    for form in batch.counted:
        shares[keys[form.source]].counted.append(form)
    for source, chosen in batch.superseded.items():
        shares[keys[source]].superseded[source] = chosen
    for source, scores in batch.scores.items():
        shares[keys[source]].scores[source] = scores
    for mended in batch.mended:
        for part in own_files.get(mended.file, ()):
            shares[part].mended.append(mended)
    for change in batch.year_changes:
        if change.part in shares:
            shares[change.part].year_changes.append(change)
    for submission in batch.submissions or ():
        if submission.part in shares:
            shares[submission.part].submissions.append(submission)
    _share_findings(batch, keys, shares)
    return shares


def _share_findings(batch: Batch, keys: Mapping[Source, Part], shares: Mapping[Part, _Share]) -> None:
    of_form = {(source.file, source.sheet, source.range): key for source, key in keys.items()}
    owners, known = _owners(batch, keys), frozenset(shares)
    for finding in batch.findings:
        own = of_form.get((finding.file, finding.sheet, finding.form))
        for part in {finding.part} & known if finding.part else {own} if own else owners.get(finding.file) or shares:
            shares[part].findings.append(finding)


def _part(batch: Batch, part: Part, share: _Share, own: Sequence[FileResult]) -> Batch:
    """Return a part with the files that are its own, whole."""
    names = departments_of(share.counted)
    return replace(
        batch,
        files=tuple(own),
        findings=tuple(share.findings),
        counted=tuple(share.counted),
        superseded=share.superseded,
        department=max(names, key=lambda each: names[each], default=""),
        year=part[1],
        scores=share.scores,
        mended=tuple(share.mended),
        parts=share.parts,
        year_changes=tuple(share.year_changes),
        submissions=None if batch.submissions is None else tuple(share.submissions),
    )


def _lists(batch: Batch, keys: Mapping[Source, Part], parts: Sequence[Part]) -> dict[Part, list[FileResult]]:
    """Return the files of every part: those of its forms, and those of no form, of which no other part tells."""
    listed: dict[Part, list[FileResult]] = {part: [] for part in parts}
    owners = _owners(batch, keys)
    for file in batch.files:
        for part in owners[file.file] or parts:
            listed[part].append(file)
    return listed


def _places(batch: Batch, keys: Mapping[Source, Part]) -> dict[Part, dict[str, tuple[int, int]]]:
    """Return the files in which the forms of every part stand, each with the place of the first among all forms."""
    places: dict[Part, dict[str, tuple[int, int]]] = {}
    for number, file in enumerate(batch.files):
        for at, form in enumerate(file.forms):
            places.setdefault(keys[form.source], {}).setdefault(file.file, (number, at))
    return places


def _listing(
    made: Batch,
    files: Sequence[FileResult],
    keys: Mapping[Source, Part],
    part: Part,
    titles: Mapping[Part, str],
    places: Mapping[Part, Mapping[str, tuple[int, int]]],
) -> Batch:
    """Return a part with the files that it lists, and the count of the others.

    Args:
        made: with its own files; files: all.
        keys: the part of every form; titles: of the summaries; places: of ``_places``.
        part: which it is.
    """
    if len(files) - len(made.files) <= _NAMED:
        return replace(made, files=tuple(_file(file, keys, part, titles) for file in files))
    names = {file.file for file in made.files}
    first = {other: next((at for file, at in place.items() if file not in names), None) for other, place in places.items()}
    told = sorted((at, titles[other]) for other, at in first.items() if at is not None)
    forms = len(keys) - sum(len(file.forms) for file in made.files)
    elsewhere = Elsewhere(len(files) - len(made.files), forms, tuple(dict.fromkeys(title for _, title in told)))
    return replace(made, files=tuple(_file(file, keys, part, titles) for file in made.files), elsewhere=elsewhere)


def _file(file: FileResult, keys: Mapping[Source, Part], part: Part, titles: Mapping[Part, str]) -> FileResult:
    """Return a file with the forms of one part, and a word about the others."""
    others = Counter(keys[form.source] for form in file.forms if keys[form.source] != part)
    if not others:
        return file
    note = "；".join(f"{count} 张表计入《{titles[key]}》" for key, count in others.items())
    own = tuple(form for form in file.forms if keys[form.source] == part)
    return replace(file, forms=own, reason=ELSEWHERE, message=f"{note}。")
