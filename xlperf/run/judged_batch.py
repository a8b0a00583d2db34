"""What was read and judged file by file becomes one batch: versions, units' answers and waivers decide what stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlperf.data.names import body_key, spellings
from xlperf.forms.form import Form, Source
from xlperf.intake.limits import intake_settings
from xlperf.rules import SEVERITIES, Context, Finding, Judgement, Tally, merge_tallies
from xlperf.rules.judging.outcome import BatchJudgement
from xlperf.rules.judging.rule_book import RuleBook
from xlperf.run.batch_fence import by_file
from xlperf.run.file_judging import Processed
from xlperf.run.fingerprint import with_fingerprints
from xlperf.run.results import Batch
from xlperf.run.run_settings import RunSettings, rule_book
from xlperf.run.standing import with_superseded
from xlperf.run.unit_answers import Mended, answered, with_words, without_repeated


@dataclass(frozen=True, slots=True)
class _Told:
    """The findings of a batch with what became of each, and how the checks went that made them."""

    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    mended: tuple[Mended, ...]


def judged_batch(processed: Sequence[Processed], settings: RunSettings, filed: Tally) -> Batch:
    """Judge what only shows between files, and put all together.

    Args:
        processed: every file, in the order in which they are listed.
        settings: of the run.
        filed: how the checks of single files went.
    """
    files = tuple(each.result for each in processed)
    forms = {form.source: form for result in files for form in result.forms}
    if not settings.judge:
        return Batch(files, (), tuple(forms.values()), {}, *_heading(forms.values()))
    book = rule_book(settings)
    context = settings.context.among(tuple(forms.values()))
    evaluations = _evaluations(processed, forms, book, context)
    judged = book.judge_batch(files, context)
    single = tuple(by_file(_single(processed, evaluations), intake_settings().limits.findings_per_file + 1))
    found = (*with_superseded(single, files, judged.superseded, judged.copies), *_not_told_yet(judged.findings, single, book))
    told = _told(found, processed, judged, book, settings)
    counted = tuple(forms[each] for each in judged.counted)
    department, year = _heading(counted)
    return Batch(
        files=files,
        findings=tuple(each for each in told.findings if not each.record_only),
        counted=counted,
        superseded=judged.superseded,
        department=department,
        year=context.batch_year if year is None else year,  # forms that have no place for one
        tally=merge_tallies((filed, *(each.tally for each in evaluations.values()), judged.tally, *told.tallies)),
        scores={source: each.scores for source, each in evaluations.items() if each.scores is not None},
        scoring=book.rule_set.scoring,
        submissions=judged.submissions,
        reasons=judged.reasons,
        copies=judged.copies,
        parts=judged.parts,
        year_changes=judged.year_changes,
        mended=told.mended,
        recorded=tuple(each for each in told.findings if each.record_only),
    )


def _told(
    found: Sequence[Finding], processed: Sequence[Processed], judged: BatchJudgement, book: RuleBook, settings: RunSettings
) -> _Told:
    """Hold the findings against what units answered and the department accepts; return them worst first."""
    files = tuple(each.result for each in processed)
    back = answered(with_fingerprints(found, files), files, judged.superseded)
    told, tallies = back.findings, []
    if back.loose or back.returned:
        again = with_fingerprints(book.judge_round((), back.returned).findings, files)
        back, words = without_repeated(back, {each.fingerprint for each in again})
        round_judged = book.judge_round(back.loose, back.returned)
        told = (*told, *with_words(with_fingerprints(round_judged.findings, files), words))
        tallies.append(round_judged.tally)
    if settings.waivers:
        waived = book.apply_waivers(told, settings.waivers, settings.context)
        told = waived.findings
        tallies.append(waived.tally)
    order = {result.file: place for place, result in enumerate(files)}
    return _Told(tuple(sorted(told, key=lambda each: _finding_order(each, order))), tuple(tallies), back.mended)


def _single(processed: Sequence[Processed], evaluations: Mapping[Source, Judgement]) -> Iterator[Finding]:
    """Yield what was found in single files and forms, by file."""
    for each in processed:
        yield from each.findings
        for source in each.evaluations:
            yield from evaluations[source].findings


def _not_told_yet(findings: Iterable[Finding], single: Iterable[Finding], book: RuleBook) -> Iterator[Finding]:
    """Yield what was found in the batch, but for what a rule to which its rule yields asks for at the same cell already."""
    told = {(each.rule, *_asked(each)) for each in single if each.expected}
    yields = {each.rule.id: each.rule.yields_to for each in book.rules("batch")}
    for each in findings:
        if not any((other, *_asked(each)) in told for other in yields.get(each.rule, ())):
            yield each


def _asked(finding: Finding) -> tuple[str, str, str, str]:
    return finding.file, finding.sheet, finding.cell, finding.expected


def _evaluations(
    processed: Sequence[Processed], forms: Mapping[Source, Form], book: RuleBook, context: Context
) -> dict[Source, Judgement]:
    """Return the judgement of every self-evaluation, made anew with its declaration where that is in the batch.

    So it is where only the whole batch tells which unit of the roster is meant: its line may give the 项目类别.
    """
    judged = {source: judgement for each in processed for source, judgement in each.evaluations.items()}
    declarations = book.declarations([each.result for each in processed], context) if judged else {}
    spelt = context.roster.spelt if context.roster else {}
    renamed = [each for each in judged if body_key(forms[each].text("/unit")) in spelt] if spelt else []
    for source in dict.fromkeys((*declarations, *renamed)):
        judged[source] = book.judge_form(forms[source], context, declarations.get(source))
    return judged


def _finding_order(finding: Finding, files: dict[str, int]) -> tuple[int, int, str, tuple[int, str], str, str]:
    """Worst first, then by file, sheet and cell."""
    letters = finding.cell.rstrip("0123456789")
    row = finding.cell[len(letters) :]
    place = (int(row or 0), letters.rjust(3))
    return SEVERITIES.index(finding.severity), files.get(finding.file, -1), finding.sheet, place, finding.rule, finding.message


def _heading(forms: Iterable[Form]) -> tuple[str, int | None]:
    """Return the department and the year that most forms name; ties go to the first."""
    counted = tuple(forms)
    departments = spellings(form.text("/department") for form in counted)
    years: dict[int, int] = {}
    for form in counted:
        if (year := form.year) is not None:
            years[year] = years.get(year, 0) + 1
    return max(departments, key=lambda each: departments[each], default=""), max(years, key=lambda each: years[each], default=None)
