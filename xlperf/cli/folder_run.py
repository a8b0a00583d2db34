"""One run over a folder, as every command that makes summaries needs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlperf.cli.department_files import say_misplaced, say_unheard, say_unmatched_lines
from xlperf.cli.options import require_given, run_settings
from xlperf.cli.screen import complain, progress_line, say, say_what_to_install
from xlperf.data.enumeration import named
from xlperf.errors import InputError, RefusedFile, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlperf.cli.summary_places import Place
    from xlperf.history.handwritten import Carried, Handwritten
    from xlperf.lists.roster import Roster
    from xlperf.run.results import Batch
    from xlperf.run.run_settings import RunSettings
    from xlperf.settings.values import Order, Paper, Settings
    from xlperf.summary import SummaryOptions

_MOST_SUMMARIES = 300
"""A province has some 130 departments; two years of them in one folder are still one summary each."""



@dataclass(frozen=True, slots=True)
class FolderRun:
    """What a run found, in the order asked for.

    Attributes:
        settings: how it was read and judged.
        batch: everything.
        parts: one batch a summary.
        paper: for the wide lists of the summaries.
        places: where the summary of each part goes.
        written: what the clerk wrote into the last summary of each part.
    """

    settings: RunSettings
    batch: Batch
    parts: tuple[Batch, ...]
    paper: Paper
    places: tuple[Place, ...] = ()
    written: tuple[Handwritten, ...] = ()


def require_folder(folder: Path) -> None:
    """Raise ``InputError`` when there is no such folder."""
    if folder.is_file():
        raise InputError(f"“{folder}”是一个文件，不是文件夹。", "请给出放着报送文件的文件夹；只看一个文件，用 xlperf check。")
    if not folder.is_dir():
        raise InputError(f"找不到文件夹“{folder}”。", "请检查名称，或在放着报送文件的文件夹里运行。")


def run_folder(
    folder: Path, options: dict[str, Any], settings: Settings, output: Path | None = None, into: bool = False
) -> FolderRun:
    """Read and judge a folder.

    Args:
        folder: the input folder.
        options: of the command.
        settings: of the folder.
        output: the file that will be written, which is no input; or, with ``into``, the folder of the summaries.

    Raises:
        InputError: it holds nothing to read.
        SettingsError: a data file of the department is not sound.
    """
    from xlperf.history.handwritten import decided_by
    from xlperf.run.batch import run
    from xlperf.run.children.memory_limit import collect_rarely

    collect_rarely()
    how = run_settings(options, folder, settings=settings)
    batch = run([folder], how, progress_line(), output.resolve() if output else None)
    if all(each.fate == "passed_over" for each in batch.files):
        raise InputError(f"文件夹“{folder}”里没有可以读取的工作簿。", "请把各单位报送的表放进来再运行。")
    how = replace(how, context=how.context.among([form for file in batch.files for form in file.forms]))
    say_what_to_install(batch)
    say_misplaced(batch)
    say_unmatched_lines(batch, how.context.unpublished)
    is_single = settings.single or bool(options.get("single"))
    batch = _ordered(batch, how.context.roster, options.get("order") or settings.order, is_single)
    parts = (batch,) if is_single else _parts(batch)
    is_summary = into or (output is not None and output.suffix.lower() == ".xlsx")
    places, written = _last_summaries(parts, options, folder, (output if is_summary else None) or settings.output, into)
    merged = {code: approval for found in written for code, approval in found.approvals.items()}
    say_unheard(batch, merged)
    decided = tuple(decided_by((found,), part) for part, found in zip(parts, written, strict=True))
    return FolderRun(how, decided_by(written, batch), decided, settings.paper, places, written)


def _ordered(batch: Batch, roster: Roster | None, order: Order, is_single: bool) -> Batch:
    """Return a batch in the order that was asked for, with what was asked for in its manifest."""
    from xlperf.run.order import in_order

    batch = in_order(batch, order, roster.units if roster else ())
    if batch.manifest is None:
        return batch
    return replace(batch, manifest=batch.manifest.with_option("order", order).with_option("single", "是" if is_single else "否"))


def handwriting_of(
    parts: Sequence[Batch], options: dict[str, Any], folder: Path | None, output: Path | None
) -> tuple[Handwritten, ...]:
    """Return what the clerk wrote into the last summary of each part.

    They are the one that was named, which must be one; else those that stand where the next ones are written: one
    that cannot be read costs only that, and is told.

    Args:
        parts: one batch a summary.
        options: of the command.
        folder: of the forms.
        output: where the summaries go; None for the current folder, or that of the forms where they stand there alone.
    """
    return _last_summaries(parts, options, folder, output, False)[1]


def carried_notes(found: FolderRun, named: Path | None) -> tuple[Carried, ...]:
    """Return what the clerk wrote and stands in the next summary of each part.

    That is what stands in the last summary; where another one was named as that, also what is in the one that is replaced.

    Args:
        found: the run.
        named: as the last summary, if one was.
    """
    from xlperf.history.handwritten import carried_over, with_replaced

    carried = list(carried_over(found.written, found.parts))
    for at, (part, place) in enumerate(zip(found.parts, found.places, strict=True)):
        if named and place.path == place.last and place.last.resolve() != named.resolve() and not place.written.is_blank:
            carried[at] = with_replaced(carried[at], found.written[at], place.written, part)
            say(
                f"注意：这次要替换的“{place.last.name}”里也有手写的内容，备注、处理情况带了过来；"
                f"“核准”以 --last-summary 的“{named.name}”为准。"
            )
    return tuple(carried)


def _last_summaries(
    parts: Sequence[Batch], options: dict[str, Any], folder: Path | None, output: Path | None, into: bool
) -> tuple[tuple[Place, ...], tuple[Handwritten, ...]]:
    """Return where the summaries go, and what the clerk wrote into the last ones.

    Where no summary is written, the last one may also stand among the forms, as the program started by double click puts it.
    """
    from xlperf.cli.summary_places import places_of

    is_folder = into or (output is not None and output.is_dir())
    named: Path | None = options.get("last_summary")
    read = cache(_handwriting)
    places = tuple(places_of(parts, output, is_folder, read))
    if output is None and not into and folder is not None and not any(each.last.is_file() for each in places):
        places = tuple(places_of(parts, folder, True, read))
    if named:
        _require_summary(named)
        written = _handwriting(named)
        _say_unread(named, written)
        return places, (written,) * len(parts)
    for path, written in {each.last: each.written for each in places}.items():
        _say_unread(path, written)
    return places, tuple(each.written for each in places)


def _require_summary(named: Path) -> None:
    """Raise ``SettingsError`` when the last summary that was named is none: what was approved would be asked for again."""
    from xlperf.summary.earlier.earlier_handwriting import is_summary

    require_given(named, "上次的汇总表")
    try:
        if is_summary(named):
            return
        why = "不是 xlperf 写出的汇总表，或者它的“来源核对”已删去"
    except RefusedFile as refusal:
        why = f"读不出（{refusal.message}）"
    hint = "请用 --last-summary 指明上次写出的 .xlsx；没有的，请不加这个选项。"
    raise SettingsError(f"上次的汇总表“{named.name}”{why}，其中的“核准”和变动都无从知道。", hint)


def _handwriting(path: Path) -> Handwritten:
    from xlperf.history.handwritten import Handwritten
    from xlperf.summary.earlier.earlier_handwriting import read_handwriting

    try:
        return read_handwriting(path)
    except RefusedFile as refusal:
        return Handwritten(unread=(f"读不出（{refusal.message}），其中的“核准”“处理情况”和“备注”没有读到",), is_lost=True)


def _say_unread(path: Path, written: Handwritten) -> None:
    for each in written.unread:
        say(f"注意：上次的汇总表“{path.name}”{each}。")


def _parts(batch: Batch) -> tuple[Batch, ...]:
    """Return one batch a summary; where departments are without number they are slips, or a trick, and one summary has them all."""
    from xlperf.run.split import count_groups, split_batch

    groups = count_groups(batch)
    if groups <= _MOST_SUMMARIES:
        return split_batch(batch)
    complain(
        f"各表写的主管部门和年度共有 {groups} 个，超过 {_MOST_SUMMARIES} 个，没有各写一个汇总表，合成了一个。"
        "请核对各表的主管部门和年度；确实有这么多的，请分成几个文件夹运行。"
    )
    return (batch,)


def unpublished_note(batch: Batch, where: str = "汇总表") -> str:
    """Return which projects of an output must not be published, empty when none must not; waived ones may."""
    found = (each for each in batch.standing.findings if each.reveals)
    names = tuple(dict.fromkeys(each.project for each in found))
    if not names:
        return ""
    return f"{where}里有 {len(names)} 个不公开项目（{named(names)}）"


def summary_options(found: FolderRun, base: str | None) -> SummaryOptions:
    """Return how the summaries of a run are written.

    Args:
        found: the run; its forms are in the order asked for already.
        base: the way from the summary's folder to the input folder, None when nothing can be linked.
    """
    from xlperf.run.run_settings import rule_titles
    from xlperf.summary import SummaryOptions

    titles = rule_titles(found.settings)
    return SummaryOptions(base, titles, "input", found.paper, found.settings.templates)
