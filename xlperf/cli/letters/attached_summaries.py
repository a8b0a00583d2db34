"""The summaries that go with a mail: made now, or one that was written before."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.cli.folder_run import FolderRun, summary_options
from xlperf.cli.screen import say
from xlperf.cli.summary_places import default_name, link_base
from xlperf.errors import InputError

if TYPE_CHECKING:
    from xlperf.history.handwritten import Carried
    from xlperf.mail.content import Part
    from xlperf.run.results import Batch
    from xlperf.summary import SummaryReport


def made_now(found: FolderRun) -> tuple[Part, ...]:
    """Make the summaries, with what the clerk wrote into the last ones.

    Their links to the files that were sent would lead nowhere in a mail, so they have none.
    """
    from xlperf.history.handwritten import carried_over
    from xlperf.mail.content import Part
    from xlperf.mail.sent_record import said_in
    from xlperf.summary import render_summary

    options = summary_options(found, None)
    parts = []
    for batch, carried in zip(found.parts, carried_over(found.written, found.parts), strict=True):
        workbook, report = render_summary(batch, options, carried=carried)
        parts.append(Part(batch, report, default_name(batch), workbook, said_in(batch, carried)))
    return tuple(parts)


def own_summary(path: Path) -> bytes:
    """Return the bytes of a workbook that xlperf wrote."""
    from xlperf.intake.own_output import is_own_workbook

    try:
        workbook = path.read_bytes()
    except OSError as error:
        raise InputError(f"汇总表“{path.name}”不能读取。", "请检查 --summary 后面的文件名。") from error
    if not is_own_workbook(workbook):
        raise InputError(f"“{path.name}”不是 xlperf 写出的汇总表。", "请先运行 xlperf consolidate，或去掉 --summary。")
    return workbook


def _as_one(batch: Batch) -> Batch:
    """Return the whole run as ``--single`` writes it: the summary says so among its options."""
    return batch if batch.manifest is None else replace(batch, manifest=batch.manifest.with_option("single", "是"))


def taken(found: FolderRun, path: Path, workbook: bytes, folder: Path) -> tuple[Part, ...]:
    """Take a summary that was written before; say so when it is not what the folder gives now."""
    from xlperf.cli.round_keeping import rounds_beside
    from xlperf.history.handwritten import carried_over
    from xlperf.mail.content import Part
    from xlperf.mail.sent_record import said_in
    from xlperf.summary import render_summary
    from xlperf.summary.earlier.earlier_summary import listed_changes

    whole = _as_one(found.batch)
    noted = (*zip(found.parts, carried_over(found.written, found.parts), strict=True),)
    candidates = (*noted, (whole, carried_over(found.written[:1], (whole,))[0]))
    rounds = rounds_beside(path, is_kept=False)
    changes = listed_changes(workbook)  # since the one that stood there before

    def made(batch: Batch, carried: Carried, base: str | None) -> tuple[bytes, SummaryReport]:
        return render_summary(batch, summary_options(found, base), changes, rounds, carried)

    for base in dict.fromkeys((link_base(folder, path), None)):
        rendered = [(batch, carried, *made(batch, carried, base)) for batch, carried in candidates]
        same = next((each for each in rendered if each[2] == workbook), None)
        if same is not None:
            break
    if same is not None:
        # Its links lead to folders that the receiver lacks: the same summary goes with them as text.
        workbook, report = made(same[0], same[1], None)
        said = said_in(same[0], same[1])
    else:
        if len(found.parts) > 1:
            what = f"文件夹里有几个部门或年度，不能确定“{path.name}”是哪一个的汇总表。"
            raise InputError(what, "请去掉 --summary，或加上 --single。")
        say(f"注意：“{path.name}”与按文件夹现在的内容汇总的结果不同（改动过，或不是最新）；正文按现在的内容写。")
        same, report, said = rendered[0], rendered[0][3], sha256(workbook).hexdigest()
    return (Part(same[0], report, path.name, workbook, said),)
