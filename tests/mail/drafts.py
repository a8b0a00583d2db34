"""Mails made from batches by hand, for the tests of the mail."""

from __future__ import annotations

from email.message import EmailMessage

from xlperf.cli.summary_places import default_names
from xlperf.mail.content import Part
from xlperf.mail.message import Envelope, draft
from xlperf.run.results import Batch
from xlperf.settings.mail_addresses import parse_addresses
from xlperf.summary import SummaryOptions, render_summary

TO = "区财政局绩效科 <jixiao@example.com>"
SENDER = "云溪市文化和旅游局 <wlj@example.org>"


def parts_of(*batches: Batch) -> tuple[Part, ...]:
    """Return the summaries of the batches as they are attached."""
    made = []
    for batch, name in zip(batches, default_names(batches), strict=True):
        workbook, report = render_summary(batch, SummaryOptions(link_base=None))
        made.append(Part(batch, report, name, workbook))
    return tuple(made)


def envelope(to: str = TO, cc: str = "", sender: str = SENDER, subject: str = "{title}") -> Envelope:
    """Return an envelope from addresses as people write them."""
    found = parse_addresses([sender])
    return Envelope(parse_addresses([to]), parse_addresses([cc]), found[0] if found else None, subject)


def draft_of(batch: Batch, given: Envelope | None = None) -> EmailMessage:
    """Return the draft of a batch that makes one summary."""
    return draft(batch, parts_of(batch), given or envelope(), internal=True)
