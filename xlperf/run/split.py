"""A folder that holds several departments or years gives one summary for each, never a silent mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlperf.forms.file_result import FileResult
from xlperf.forms.form import Source
from xlperf.rules.finding import Finding
from xlperf.rules.judging.batch_parts import Part, parts_of
from xlperf.run.results import Batch, Elsewhere
from xlperf.run.titles import departments_of, summary_title

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
    findings = _findings(batch, keys, parts)
    made = {part: _part(batch, keys, part, findings[part]) for part in parts}
    titles = {part: summary_title(each) for part, each in made.items()}
    lists = _lists(batch, keys, parts)
    return tuple(_listing(each, lists[part], keys, part, titles) for part, each in made.items())


def count_groups(batch: Batch) -> int:
    """Return how many departments and years the forms of a batch belong to."""
    return len(set(_keys(batch).values()))


def _keys(batch: Batch) -> dict[Source, Part]:
    """Return the part of every form: as the rules saw it, or made here for a batch that was not judged."""
    return dict(batch.parts) or parts_of([form for file in batch.files for form in file.forms], batch.superseded)


def _findings(batch: Batch, keys: Mapping[Source, Part], parts: Sequence[Part]) -> dict[Part, tuple[Finding, ...]]:
    of_form = {(source.file, source.sheet, source.range): key for source, key in keys.items()}
    owners, known = _owners(batch, keys), frozenset(parts)
    sorted_out: dict[Part, list[Finding]] = {part: [] for part in parts}
    for finding in batch.findings:
        own = of_form.get((finding.file, finding.sheet, finding.form))
        for part in {finding.part} & known if finding.part else {own} if own else owners.get(finding.file) or parts:
            sorted_out[part].append(finding)
    return {part: tuple(found) for part, found in sorted_out.items()}


def _owners(batch: Batch, keys: Mapping[Source, Part]) -> dict[str, set[Part]]:
    """Return the parts of the forms of every file; a copy is of those of the file that is kept, and what has no forms of none."""
    owners = {file.file: {keys[form.source] for form in file.forms} for file in batch.files}
    owners.update({copy: owners.get(kept, set()) for copy, kept in batch.copies.items()})
    return owners


def _part(batch: Batch, keys: Mapping[Source, Part], part: Part, findings: tuple[Finding, ...]) -> Batch:
    """Return a part, still with the files of the whole."""
    counted = tuple(form for form in batch.counted if keys[form.source] == part)
    names = departments_of(counted)
    own_files = {source.file for source, key in keys.items() if key == part}
    return replace(
        batch,
        findings=findings,
        counted=counted,
        superseded={source: chosen for source, chosen in batch.superseded.items() if keys[source] == part},
        department=max(names, key=lambda each: names[each], default=""),
        year=part[1],
        scores={source: each for source, each in batch.scores.items() if keys[source] == part},
        mended=tuple(each for each in batch.mended if each.file in own_files),
        parts={source: key for source, key in keys.items() if key == part},
        year_changes=tuple(each for each in batch.year_changes if each.part == part),
        submissions=None if batch.submissions is None else tuple(each for each in batch.submissions if each.part == part),
    )


def _lists(batch: Batch, keys: Mapping[Source, Part], parts: Sequence[Part]) -> dict[Part, list[FileResult]]:
    """Return the files of every part: those of its forms, and those of no form, of which no other part tells."""
    listed: dict[Part, list[FileResult]] = {part: [] for part in parts}
    owners = _owners(batch, keys)
    for file in batch.files:
        for part in owners[file.file] or parts:
            listed[part].append(file)
    return listed


def _listing(made: Batch, own: Sequence[FileResult], keys: Mapping[Source, Part], part: Part, titles: Mapping[Part, str]) -> Batch:
    """Return a part with the files that it lists, and the count of the others."""
    if len(made.files) - len(own) <= _NAMED:
        return replace(made, files=tuple(_file(file, keys, part, titles) for file in made.files))
    names = {file.file for file in own}
    others = [form.source for file in made.files if file.file not in names for form in file.forms]
    told = tuple(dict.fromkeys(titles[keys[source]] for source in others))
    elsewhere = Elsewhere(len(made.files) - len(own), len(others), told)
    return replace(made, files=tuple(_file(file, keys, part, titles) for file in own), elsewhere=elsewhere)


def _file(file: FileResult, keys: Mapping[Source, Part], part: Part, titles: Mapping[Part, str]) -> FileResult:
    """Return a file with the forms of one part, and a word about the others."""
    others = Counter(keys[form.source] for form in file.forms if keys[form.source] != part)
    if not others:
        return file
    note = "；".join(f"{count} 张表计入《{titles[key]}》" for key, count in others.items())
    own = tuple(form for form in file.forms if keys[form.source] == part)
    return replace(file, forms=own, reason=ELSEWHERE, message=f"{note}。")
